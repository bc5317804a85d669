//! Runs a specification without generated code: the interpreter of the stories is the program of the host.
//!
//! A [`Specification`] has the same table, and so the same fingerprint, as the code that is generated from it, and its handlers store the
//! same rows: a database can go from one to the other. Phrases are answered by one function for all, in JSON.

mod bindings;
mod builder;
mod json;
mod machine;
mod posts;
mod rules;
mod table;

use flow_durable::{
    BoxFuture, Call, MachineTable, Mapping, Phrase, ProgramTable, SecretField, StoredEvent, Trouble,
};
use flow_model::model::{Machine, MachineId, Model, Sources};
use flow_sim::exec::Bindings;

use crate::step::Step;

pub use builder::Builder;
#[cfg(feature = "rules")]
pub(crate) use rules::read_rules;

/// A specification that a host runs. Copies are the same one.
///
/// It is kept until the process ends, as the tables of generated code are.
#[derive(Clone, Copy, Debug)]
pub struct Specification {
    model: &'static Model,
    sources: &'static Sources,
    table: &'static ProgramTable,
}

impl Specification {
    /// A specification without errors, with decimals as numbers. `mappings` defines how data that earlier versions have stored is migrated.
    pub fn new(model: Model, sources: Sources, mappings: Vec<Mapping>) -> Self {
        let model: &'static Model = Box::leak(Box::new(model));
        let sources: &'static Sources = Box::leak(Box::new(sources));
        let table = Box::leak(Box::new(table::make_table(model, sources, mappings)));
        Specification { model, sources, table }
    }

    /// The same specification, with hidden values: machines and their variables.
    #[must_use]
    pub fn with_secrets(self, secrets: impl IntoIterator<Item = (String, String)>) -> Self {
        let keep = |text: String| -> &'static str { String::leak(text) };
        let secrets = secrets.into_iter().map(|(of, name)| SecretField { of: keep(of), name: keep(name) });
        let table = ProgramTable { secrets: table::leak(secrets), ..*self.table };
        Specification { table: Box::leak(Box::new(table)), ..self }
    }

    /// The program as data.
    pub fn table(&self) -> &'static ProgramTable {
        self.table
    }

    fn machine(&self, at: usize) -> &'static Machine {
        &self.model.machines[MachineId::new(at)]
    }
}

/// A question of a handler, with all that the program may want to know.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Question<'a> {
    /// The machine that asks.
    pub machine: &'static MachineTable,
    /// The phrase.
    pub phrase: &'static Phrase,
    /// The arguments, a JSON array.
    pub arguments: &'a str,
    /// The variables of the instance, a JSON object.
    pub context: &'a str,
}

/// Answers the awaited phrases of all machines.
pub trait Answers: Send + Sync + 'static {
    /// Answers a question in JSON: `true` or `false` for a guard, `null` for an action.
    fn answer<'a>(
        &'a self,
        question: Question<'a>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<String, Trouble<String>>>;
}

/// A message to an actor outside.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Message<'a> {
    /// The actor, without `@`.
    pub actor: &'static str,
    /// Its name, without `:`.
    pub name: &'a str,
    /// The payload, a JSON object.
    pub payload: &'a str,
}

/// Delivers the messages to actors outside.
pub trait Delivers: Send + Sync + 'static {
    /// Delivers a message. Returns the actor's answer, if it has one at once: an event to the machine that sent the message.
    fn deliver<'a>(
        &'a self,
        message: Message<'a>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>>;
}

/// Makes the bindings of one step, which answer in it.
type Make = Box<dyn Fn(Step) -> Box<dyn Bindings> + Send + Sync>;
