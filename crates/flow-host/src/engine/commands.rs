//! Carries out decisions of other programs about dead letters.
//!
//! A command takes effect in the commit that stores its outcome, so that it has its effect once. Where no host runs, decisions are
//! carried out without one: they change rows, and the next host goes on from there.

use std::path::Path;

use flow::{Duration, Time};
use flow_durable::{CallError, Secret};

use super::{Decision, Engine, Input, Options, Output};
use crate::error::{Fault, OpenError};
use crate::program::Parts;
use crate::store::{Command, Store};

/// The most commands of one step: more than a person decides at once.
const BATCH: usize = 64;

impl Engine {
    /// Looks for commands of other programs. The database does not notify the host of new rows.
    pub(crate) fn look_for_commands(&mut self) {
        // If the database fails, the next transaction finds that out.
        if self.trouble().is_none() && self.store.has_commands().unwrap_or(false) {
            self.submit(Input::Commands);
        }
    }

    /// Carries out the commands that wait.
    pub(super) fn carry_out_commands(&mut self) -> Result<(), Fault> {
        let commands = self.store.waiting_commands(BATCH)?;
        if commands.len() == BATCH {
            self.submit(Input::Commands);
        }
        for command in commands {
            let Some(result) = self.carry_out_command(&command)? else { continue };
            let error = result.err().map(|error| error.to_string());
            self.store.finish_command(command.n, error.as_deref(), self.now)?;
        }
        Ok(())
    }

    /// Carries out a command; `None` if it goes on.
    fn carry_out_command(&mut self, command: &Command) -> Result<Option<Result<(), CallError>>, Fault> {
        let Command { letter, who, what, reason, .. } = command;
        let decision = match (what.as_str(), read_decision(command)) {
            (_, Err(error)) => return Ok(Some(Err(error))),
            ("archive", _) => return self.archive_on_command(command),
            ("clean", _) => return self.clean_on_command(),
            ("restored", _) => return self.restore_on_command(command).map(Some),
            ("erase", _) => return self.erase_on_command(command).map(Some),
            ("drain", _) => return self.drain_on_command(command),
            ("accept-clock", _) => {
                self.outputs.push(Output::AcceptClock);
                return Ok(Some(Ok(())));
            }
            (_, Ok(None)) => return Ok(Some(Err(no_command(what)))),
            (_, Ok(Some(decision))) => decision,
        };
        Ok(Some(self.decide_letter(*letter, &decision, reason, Some(who))?.map(drop)))
    }

    /// Drains the host. The command is carried out when no handler waits any more, or its patience is over.
    fn drain_on_command(&mut self, command: &Command) -> Result<Option<Result<(), CallError>>, Fault> {
        if !self.is_draining {
            self.begin_drain();
        }
        let open = self.count_open();
        let patience = command.value.as_deref().and_then(|seconds| seconds.parse().ok());
        let until = patience.and_then(|seconds| command.at.checked_add(Duration::from_secs(seconds)));
        if open > 0 && until.is_none_or(|until| self.now < until) {
            return Ok(None);
        }
        self.store.note_drained()?;
        Ok(Some(match open {
            0 => Ok(()),
            1 => Err(CallError::Unfit("1 handler still waits for an answer".to_owned())),
            open => Err(CallError::Unfit(format!("{open} handlers still wait for answers"))),
        }))
    }

    /// Carries out the commands of a database with which no host runs. No handler is run, and no question or message is sent.
    ///
    /// # Errors
    /// If a host runs with it, or it cannot be written.
    pub(crate) fn carry_out_alone(path: &Path, now: Time) -> Result<(), OpenError> {
        let parts = Parts::default();
        // The database exists, so that it has a secret of its own.
        let store = Store::open(path, &parts.fingerprint, Secret([0; 32]))?;
        let failed = |fault: Fault| OpenError::Other { path: path.to_owned(), reason: fault.to_string() };
        let retention = store.retention().map_err(failed)?;
        let mut engine = Engine::new(store, parts, Options { retention, ..Options::default() }, now);
        engine.now = engine.store.last_time().map_err(failed)?.map_or(now, |last| last.max(now));
        engine.store.refuse_commands_to_hosts("no host runs", engine.now).map_err(failed)?;
        while engine.store.has_commands().map_err(failed)? {
            let carried_out = engine
                .store
                .begin()
                .and_then(|()| engine.carry_out_commands())
                .and_then(|()| engine.store.commit());
            if carried_out.is_err() {
                engine.store.roll_back();
            }
            carried_out.map_err(failed)?;
        }
        Ok(())
    }
}

/// Reads a command; `None` if it decides about no dead letter.
fn read_decision(command: &Command) -> Result<Option<Decision>, CallError> {
    let unfit = |text: &str| Err(CallError::Unfit(text.to_owned()));
    let what = command.what.as_str();
    if command.who.trim().is_empty() {
        return unfit("a decision needs somebody who decides");
    }
    if command.reason.trim().is_empty() {
        return unfit("a decision needs a reason");
    }
    match (what, &command.value) {
        ("retry", None) => Ok(Some(Decision::Retry)),
        ("fail", None) => Ok(Some(Decision::Fail)),
        ("abandon", None) => Ok(Some(Decision::Abandon)),
        ("answer", Some(value)) => Ok(Some(Decision::Answer(value.clone()))),
        ("answer", None) => unfit("'answer' needs a value in JSON"),
        ("retry" | "fail" | "abandon" | "accept-clock" | "clean", Some(_)) => {
            unfit(&format!("'{what}' has no value"))
        }
        _ => Ok(None),
    }
}

fn no_command(what: &str) -> CallError {
    CallError::Unfit(format!(
        "'{what}' is no command: there are retry, answer, fail, abandon, archive, clean, erase, drain, restored and accept-clock"
    ))
}
