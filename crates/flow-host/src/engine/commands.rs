//! Carries out what other programs have decided about dead letters.
//!
//! A command takes effect in the commit that says so in its row, so that it has its effect once.

use flow_durable::CallError;

use super::{Decision, Engine, Input};
use crate::error::Fault;
use crate::store::Command;

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
            let result = match read_decision(&command) {
                Ok(decision) => {
                    let Command { letter, who, reason, .. } = &command;
                    self.decide_letter(*letter, &decision, reason, Some(who))?.map(drop)
                }
                Err(error) => Err(error),
            };
            let error = result.err().map(|error| error.to_string());
            self.store.finish_command(command.n, error.as_deref(), self.now)?;
        }
        Ok(())
    }
}

fn read_decision(command: &Command) -> Result<Decision, CallError> {
    let unfit = |text: String| Err(CallError::Unfit(text));
    match (command.what.as_str(), &command.value) {
        _ if command.who.trim().is_empty() => unfit("a decision needs somebody who decides".into()),
        ("retry", None) => Ok(Decision::Retry),
        ("fail", None) => Ok(Decision::Fail),
        ("abandon", None) => Ok(Decision::Abandon),
        ("answer", Some(value)) => Ok(Decision::Answer(value.clone())),
        ("answer", None) => unfit("'answer' needs a value in JSON".into()),
        ("retry" | "fail" | "abandon", Some(_)) => unfit(format!("'{}' has no value", command.what)),
        (other, _) => unfit(format!("'{other}' is no decision: there are retry, answer, fail and abandon")),
    }
}
