//! An event or a message that ended the process three times becomes a dead letter, so that the host starts and the others go on.

use flow_durable::{DeadKind, DeliveryId};

use super::Engine;
use super::handle::Verdict;
use crate::error::Fault;
use crate::store::{Sent, Status};

impl Engine {
    /// Gives up the events and messages that ended the process three times.
    pub(super) fn bury_culprits(&mut self) -> Result<(), Fault> {
        for id in self.store.running().take_culprits() {
            self.bury_event(id, "the process ended three times while it was handled")?;
        }
        for id in self.store.performing().take_culprits() {
            let Some(mut message) = self.store.message(id)?.filter(|message| message.sent == Sent::Waiting)
            else {
                self.bury_event(id, "the process ended three times while this was asked")?;
                continue;
            };
            let error = "the process ended three times while it was delivered";
            self.bury_message(&mut message, DeadKind::EndsTheProcess, error)?;
            self.store.update_message(&message)?;
        }
        Ok(())
    }

    /// Makes an event a dead letter, with the phrase that waits for an answer. It may have been handled since its name was written.
    fn bury_event(&mut self, id: DeliveryId, error: &str) -> Result<(), Fault> {
        let Some(seq) = self.store.delivery_named(id)? else { return Ok(()) };
        let Some(delivery) = self.store.delivery(seq)? else { return Ok(()) };
        if self.store.status(seq)? == Some(Status::Dead) {
            return Ok(());
        }
        let instance = self.store.instance(delivery.receiver)?;
        let run = self.load_run(delivery)?;
        let phrase = self.parts.machine(&instance.machine).and_then(|machine| {
            let function = run.begun_function()?;
            let phrases = self.parts.machines[machine].table().phrases;
            phrases.iter().find(|phrase| phrase.function == function).map(|phrase| phrase.text)
        });
        let verdict = Verdict::of(phrase.unwrap_or(""), error.to_owned());
        self.bury(&instance, run, DeadKind::EndsTheProcess, verdict)
    }
}
