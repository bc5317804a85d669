//! A program as the engine sees it: machines and actors without their types.
//!
//! The builder makes it from generated code and the program's bindings; tests write it by hand. Everything between is JSON text.

use flow::Time;
use flow_durable::{
    ActorDescription, ActorTable, Ask, BoxFuture, Call, DeliveryId, Description, MachineDescription, Mapping,
    Phrase, Recorded, Replay, Secret, SecretField, StoredEvent, Trouble, Unreadable, Uuids,
};

use crate::rules::Rules;
use crate::step::Step;

pub(crate) use flow_durable::{Around, MachineTable, Ran, Stopped, Stored};

/// A machine with its bindings.
pub(crate) trait AnyMachine: Send + Sync {
    /// The machine as data.
    fn table(&self) -> &'static MachineTable;
    /// Whether its phrases are awaited, rather than answered in the step.
    fn is_awaited(&self) -> bool;
    /// Whether it has no phrases, so that its handlers cannot write.
    fn is_plain(&self) -> bool {
        false
    }
    /// A new instance, with a context in JSON; an empty text means its start values.
    fn create(&self, id: &str, context: &str) -> Result<Created, Unreadable>;
    /// Reads a stored instance, and returns it in the form in which it is stored.
    fn check_instance(&self, id: &str, state: &str, context: &str) -> Result<Created, Unreadable>;
    /// Checks that an event can be read, and returns its payload in the form in which it is stored.
    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable>;
    /// Runs the handler of an event.
    fn run(&self, run: Run<'_>) -> Result<Ran, Halt>;
    /// Performs a phrase that is awaited.
    fn perform<'a>(&'a self, ask: &'a Ask, call: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>>;
}

/// An actor outside, and whether the host delivers its messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActorPart {
    pub(crate) table: &'static ActorTable,
    /// Otherwise messages are there to be read.
    pub(crate) is_delivered: bool,
}

/// A whole program. The empty one is for decisions about rows, which need none.
#[derive(Default)]
pub(crate) struct Parts {
    /// Changes if the meaning of something stored may have changed.
    pub(crate) fingerprint: String,
    pub(crate) machines: Vec<Box<dyn AnyMachine>>,
    pub(crate) actors: Vec<ActorPart>,
    /// How numbers are stored.
    pub(crate) number: &'static str,
    /// The mappings for data that earlier versions have stored.
    pub(crate) mappings: &'static [Mapping],
    /// The secret values, which are masked in displays.
    pub(crate) secrets: &'static [SecretField],
    /// The rules, which are checked after each step.
    pub(crate) rules: Rules,
}

impl Parts {
    /// The number of a machine.
    pub(crate) fn machine(&self, name: &str) -> Option<usize> {
        self.machines.iter().position(|machine| machine.table().name == name)
    }

    /// The description of the program that is stored with its data.
    pub(crate) fn describe(&self) -> Description {
        let machines = self.machines.iter();
        Description {
            number: self.number.to_owned(),
            machines: machines
                .map(|machine| MachineDescription::of(machine.table(), machine.is_awaited()))
                .collect(),
            actors: self.actors.iter().map(|actor| ActorDescription::of(actor.table)).collect(),
        }
    }

    /// The number of an actor.
    pub(crate) fn actor(&self, name: &str) -> Option<usize> {
        self.actors.iter().position(|actor| actor.table.name == name)
    }
}

/// A new instance.
#[derive(Clone, Debug)]
pub(crate) struct Created {
    pub(crate) state: String,
    pub(crate) context: String,
    pub(crate) has_ended: bool,
}

/// One run of a handler.
pub(crate) struct Run<'a> {
    pub(crate) stored: Stored<'a>,
    pub(crate) event: &'a StoredEvent,
    pub(crate) around: &'a dyn Around,
    pub(crate) with: With<'a>,
}

/// The source of the answers to the phrases of a run.
pub(crate) enum With<'a> {
    /// The program, in the step.
    Step(Step),
    /// A record.
    Record(Record<'a>),
}

/// The recorded answers of a delivery.
pub(crate) struct Record<'a> {
    pub(crate) answers: &'a [Recorded],
    pub(crate) now: Time,
    pub(crate) secret: Secret,
    pub(crate) delivery: DeliveryId,
}

impl<'a> Record<'a> {
    /// Bindings that answer from the record.
    pub(crate) fn replay(&self, phrases: &'static [Phrase]) -> Replay<'a> {
        Replay::new(self.answers, phrases, self.now, Uuids::new(self.secret, self.delivery))
    }
}

/// The result of a run against a record, after `result` of the handler.
pub(crate) fn finish_replay(mut replay: Replay<'_>, result: Result<Ran, Stopped>) -> Result<Ran, Halt> {
    if let Some(misfit) = replay.misfit() {
        return Err(Halt::Misfit(misfit));
    }
    match replay.take_ask() {
        Some(ask) => Err(Halt::Asks(ask)),
        None => result.map_err(Halt::Stopped),
    }
}

/// Why a run has no result.
#[derive(Clone, Debug)]
pub(crate) enum Halt {
    Stopped(Stopped),
    Panicked(String),
    /// It asks a question that has no answer yet.
    Asks(Ask),
    /// It does not fit its recorded answers.
    Misfit(String),
}
