//! The sink of a compiled machine in tests: it keeps the emits, and knows the same instances as the interpreter.

use flow::__private::system::Part;
use flow::Sink;
use flow::system::{Id, Member, Neighbours};
use flow_model::model::Model;
use flow_sim::exec::eval::Others;

use crate::compiled::Snapshot;

/// The instances around a machine, by the numbers of their machines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The instance that an emit would reach.
    partners: Vec<Option<String>>,
    /// The id of the next instance.
    next: Vec<String>,
}

impl Surroundings {
    /// The surroundings, as the interpreter knows them.
    pub(crate) fn of(model: &Model, others: &dyn Others) -> Self {
        let machines = || model.machines.ids();
        Surroundings {
            partners: machines().map(|machine| others.partner(machine)).collect(),
            next: machines().map(|machine| others.next_id(machine, 0)).collect(),
        }
    }
}

/// The sink.
#[derive(Debug)]
pub struct Around<'s, E> {
    before: &'s Snapshot,
    emits: Vec<E>,
    /// The machines of the instances that the handler has made.
    made: Vec<usize>,
}

impl<'s, E> Around<'s, E> {
    /// No emits yet, of an instance that was so.
    pub fn new(before: &'s Snapshot) -> Self {
        Around { before, emits: Vec::new(), made: Vec::new() }
    }

    /// The emits, in order.
    pub fn into_emits(self) -> Vec<E> {
        self.emits
    }
}

impl<E> Sink<E> for Around<'_, E> {
    fn emit(&mut self, emit: E) {
        self.emits.push(emit);
    }
}

impl<E, M: Member> Neighbours<M> for Around<'_, E> {
    fn itself(&self) -> Id<M> {
        id_of(&self.before.id)
    }

    fn partner<R: Member<System = M::System>>(&self) -> Option<Id<R>> {
        Some(id_of(self.before.around.partners.get(<R as Part>::KIND)?.as_ref()?))
    }

    fn reserve<R: Member<System = M::System>>(&mut self) -> Id<R> {
        let kind = <R as Part>::KIND;
        let next = self.before.around.next.get(kind).and_then(|next| next.rsplit_once('-'));
        let made = self.made.iter().filter(|other| **other == kind).count();
        self.made.push(kind);
        let id = next.and_then(|(machine, number)| {
            Some(format!("{machine}-{}", number.parse::<usize>().ok()? + made))
        });
        id.and_then(|id| id.parse().ok()).unwrap_or_else(|| Id::of_key(""))
    }
}

/// The id with a text. Stories may give an instance any text, which no system would.
fn id_of<M: Member>(text: &str) -> Id<M> {
    text.parse().unwrap_or_else(|_| Id::of_key(text))
}
