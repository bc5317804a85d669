//! The database is a copy of an earlier time: what was under way then may have been done since, and nobody knows.
//!
//! So nothing of it goes out before an operator decides: what is queued, asked, sent or due becomes a dead letter. Numbers that were given
//! out since may be known elsewhere, so they are skipped. Keys, and what `uuid()` returns, are made from the names of deliveries, which
//! are random: what is taken up again has its keys as before, so that a partner that remembers them does nothing twice.

use flow::Time;
use flow_durable::{CallError, DeadKind};

use super::Engine;
use super::handle::Verdict;
use crate::error::Fault;
use crate::store::Command;

/// Why a letter is one.
const UNDER_WAY: &str = "it was under way when the copy was made that the database was restored from";

impl Engine {
    /// Carries out a command that the last process did not: before anything else is done.
    pub(super) fn restore_if_commanded(&mut self) -> Result<(), Fault> {
        for command in self.store.waiting_restorations()? {
            let result = self.restore_on_command(&command)?;
            let error = result.err().map(|error| error.to_string());
            self.store.finish_command(command.n, error.as_deref(), self.now)?;
        }
        Ok(())
    }

    /// Makes dead letters of all that was under way.
    pub(super) fn restore_on_command(&mut self, command: &Command) -> Result<Result<(), CallError>, Fault> {
        let unfit = |text: &str| Ok(Err(CallError::Unfit(text.to_owned())));
        if self.has_started {
            return unfit("a host runs with the database, and has begun: stop it first");
        }
        if command.value.is_some() {
            return unfit("'restored' has no value");
        }
        if command.who.trim().is_empty() || command.reason.trim().is_empty() {
            return unfit("a decision needs somebody who decides, and a reason");
        }
        self.store.skip_numbers()?;
        self.store.note_time(self.now)?;
        self.hold_timers()?;
        for seq in self.store.deliveries_under_way()? {
            let Some(delivery) = self.store.delivery(seq)? else { continue };
            let instance = self.store.instance(delivery.receiver)?;
            let run = self.load_run(delivery)?;
            let phrase = run.begun_function().unwrap_or_default().to_owned();
            let verdict = Verdict::of(&phrase, UNDER_WAY.to_owned());
            self.bury(&instance, run, DeadKind::Restored, verdict)?;
        }
        for id in self.store.messages_under_way()? {
            let Some(mut message) = self.store.message(id)? else { continue };
            self.bury_message(&mut message, DeadKind::Restored, UNDER_WAY)?;
            self.store.update_message(&message)?;
        }
        self.store.running().forget();
        self.store.performing().forget();
        Ok(Ok(()))
    }

    /// The events of timers that are due by now: they were due in the time that was lost, or are now.
    fn hold_timers(&mut self) -> Result<(), Fault> {
        // One that repeats is due later again.
        let now: Time = self.now;
        while let Some(timer) = self.store.first_due(now)? {
            self.send_timer(&timer)?;
        }
        Ok(())
    }
}
