//! The data that checks share: the model, and analyses of it that are made once.
//!
//! [`Surroundings`] are the part of that data that the checks of one machine read in addition to the machine.

use std::cell::OnceCell;
#[cfg(feature = "tools")]
use std::cell::RefCell;
use std::sync::Arc;

#[cfg(feature = "tools")]
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use super::broken::Broken;
use super::part::{Outgoing, Part};
use super::{Pair, Results, sent, unused_variable, waiting};
use crate::bits::Bits;
use crate::control_flow::Paths;
use crate::messages::{Graph, Joined, Senders, Sent, list_sent};
use crate::model::*;
use crate::visit;

/// The model and analyses of it that several checks share, computed once.
pub(crate) struct CheckCtx<'m> {
    /// The model.
    pub(super) model: &'m Model,
    /// Which machines could not be read in full.
    pub(crate) broken: Broken,
    /// What each machine contributes to the following.
    pub(crate) parts: List<MachineId, Arc<Part>>,
    /// Who sends which events.
    pub(super) senders: Senders,
    /// The graph of events that can cause each other, where the answers of actors are limited by the accepted states.
    pub(super) graph: Arc<Graph>,
    /// The searches of that graph that were made.
    #[cfg(feature = "tools")]
    searches: RefCell<Vec<Search>>,
    /// The events that can arrive, by node.
    arrived: Bits,
    /// The emits and timers of each machine.
    outgoing: Outgoings<'m>,
    /// All emits that can run, of each machine that was asked about.
    sent: List<MachineId, OnceCell<Vec<Sent<'m>>>>,
    /// The fields that emits and timers send.
    sent_fields: SentFields,
    /// The paths through every handler, by machine.
    pub(super) paths: List<MachineId, Arc<Paths>>,
    /// The variables that rules read.
    read_by_rules: Set<(MachineId, VariableId)>,
}

/// The emits and timers of each machine in the order of the text, whether they can run or not; listed when they are first needed.
pub(crate) struct Outgoings<'m> {
    pub(super) model: &'m Model,
    lists: List<MachineId, OnceCell<Vec<(HandlerId, &'m Step)>>>,
}

impl<'m> Outgoings<'m> {
    fn new(model: &'m Model) -> Self {
        Outgoings { model, lists: model.machines.map(|_| OnceCell::new()) }
    }

    /// Those of a machine.
    pub(super) fn of(&self, id: MachineId) -> &Outgoing<'m> {
        self.lists[id].get_or_init(|| list_outgoing(&self.model.machines[id]))
    }
}

/// A search of the graph of messages, with its result.
#[cfg(feature = "tools")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Search {
    /// The machine that asks, and the one that is asked.
    between: Pair,
    /// The events of the machine that is asked, with which it answers.
    events: Vec<EventId>,
    /// The events of the same machine that can cause these.
    causes: Vec<EventId>,
}

/// The data that the checks of a machine read in addition to the machine.
#[cfg(feature = "tools")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surroundings {
    is_broken: bool,
    /// Whether a state is named that its machine does not list: which lines name it is not known from the model.
    concerns_misnamed: bool,
    /// The events that arrive, of those on which it sends something.
    arrived: Vec<EventId>,
    /// The variables that rules read.
    read_by_rules: Vec<VariableId>,
    /// The events of the machine that something in the system sends.
    sent: Vec<EventId>,
    /// The events of the machine without a handler that several machines send.
    unhandled: Vec<EventId>,
    /// The payload fields that nothing in the system sends.
    unsent_fields: Vec<(EventId, FieldId)>,
    /// The machines that events come from which nothing sends, and that could not be read in full.
    broken_senders: Vec<MachineId>,
}

#[cfg(feature = "tools")]
impl Surroundings {
    /// Whether the checks of an equal machine in these surroundings find the same as in the others.
    pub(crate) fn are_same(&self, others: &Surroundings) -> bool {
        self == others && !self.concerns_misnamed
    }
}

impl<'m> CheckCtx<'m> {
    pub(super) fn new(model: &'m Model, broken: Broken, results: &mut dyn Results) -> Self {
        let outgoing = Outgoings::new(model);
        let paths = model.machines.ids().map(|id| results.paths(model, id)).collect();
        let parts: List<MachineId, Arc<Part>> =
            model.machines.ids().map(|id| results.part(&outgoing, id)).collect();
        let joined = Joined::of(model, &mut parts.iter().map(|part| &part.sendings));
        let arrived = joined.senders.find_arrivals(model, &|id| &parts[id].runs);
        CheckCtx {
            model,
            broken,
            graph: results.share_graph(waiting::build_graph(model, &joined, &parts, &paths)),
            senders: joined.senders,
            #[cfg(feature = "tools")]
            searches: RefCell::default(),
            arrived,
            outgoing,
            sent: model.machines.map(|_| OnceCell::new()),
            sent_fields: SentFields::of(model, &parts),
            parts,
            paths,
            read_by_rules: unused_variable::find_read_by_rules(model),
        }
    }

    /// The name of a machine.
    #[cfg(feature = "tools")]
    pub(crate) fn name_of(&self, id: MachineId) -> &'m str {
        &self.model.machines[id].name.text
    }

    /// The node of the event of a handler.
    pub(super) fn node_of(&self, id: MachineId, handler: HandlerId) -> usize {
        self.senders.event_node(id, self.model.machines[id].handlers[handler].event)
    }

    /// Whether an event can arrive.
    pub(super) fn arrives(&self, id: MachineId, event: EventId) -> bool {
        self.arrived.contains(self.senders.event_node(id, event))
    }

    /// The emits of a machine that can run, in order.
    pub(super) fn sent_by(&self, id: MachineId) -> &[Sent<'m>] {
        self.sent[id].get_or_init(|| list_sent(self.model, id, &|event| self.arrives(id, event)))
    }

    /// The emits and timers of a machine in the order of the text, whether they can run or not.
    pub(super) fn outgoing(&self, id: MachineId) -> &Outgoing<'m> {
        self.outgoing.of(id)
    }

    /// The variables of a machine that rules read.
    pub(super) fn read_by_rules(&self, id: MachineId) -> impl Iterator<Item = VariableId> {
        let from = self.read_by_rules.iter_from(&(id, VariableId(0)));
        from.take_while(move |(owner, _)| *owner == id).map(|(_, variable)| *variable)
    }

    /// The data that the checks of a machine read in addition to the machine.
    #[cfg(feature = "tools")]
    pub(crate) fn surroundings(&self, id: MachineId) -> Surroundings {
        let machine = &self.model.machines[id];
        let sending = self.parts[id].runs.iter().map(|(event, _)| *event);
        let events = machine.events.ids();
        // Only of these is it said that their sender never sends them.
        let unsent = machine.events.entries().filter(|(event, _)| !self.senders.is_sent(id, *event));
        let machines = unsent.filter_map(|(_, event)| match event.from {
            Some(Party::Machine(of)) => Some(of),
            Some(Party::Actor(_) | Party::System | Party::Itself) | None => None,
        });
        Surroundings {
            is_broken: self.broken.is_broken(id),
            concerns_misnamed: self.broken.concerns_misnamed(id, machine),
            arrived: sending.filter(|event| self.arrives(id, *event)).gather(),
            read_by_rules: self.read_by_rules(id).gather(),
            sent: events.clone().filter(|event| self.senders.is_sent(id, *event)).gather(),
            unhandled: events.filter(|event| self.is_lost_of_several(id, *event)).gather(),
            unsent_fields: self.unsent_fields(id).gather(),
            broken_senders: machines.filter(|of| self.broken.is_broken(*of)).gather(),
        }
    }

    /// Whether no handler takes an event that several machines send.
    pub(super) fn is_lost_of_several(&self, id: MachineId, event: EventId) -> bool {
        !sent::is_handled(self, id, event) && self.senders.is_sent_by_several(id, event)
    }

    /// The payload fields of a machine's events that no emit and no timer in the system sends.
    pub(super) fn unsent_fields(&self, id: MachineId) -> impl Iterator<Item = (EventId, FieldId)> {
        let events = self.model.machines[id].events.entries();
        let fields = events.flat_map(|(event, of)| of.fields.ids().map(move |field| (event, field)));
        fields.filter(move |(event, field)| !self.sent_fields.contains(id, *event, *field))
    }

    /// The events of the second machine that can cause it to handle one of `events`, without the first one taking part in between.
    pub(super) fn find_causes(&self, between: Pair, events: &[EventId]) -> Vec<EventId> {
        let causes = self.search(between, events);
        #[cfg(feature = "tools")]
        self.searches.borrow_mut().push(Search { between, events: events.to_vec(), causes: causes.clone() });
        causes
    }

    fn search(&self, between: Pair, events: &[EventId]) -> Vec<EventId> {
        self.senders.events_causing_events(&self.graph, between, &mut events.iter().copied())
    }

    /// Removes and returns the searches that were made.
    #[cfg(feature = "tools")]
    pub(crate) fn take_searches(&self) -> Vec<Search> {
        self.searches.take()
    }

    /// Whether a search has the same result as before.
    #[cfg(feature = "tools")]
    pub(crate) fn has_same_result(&self, search: &Search) -> bool {
        self.search(search.between, &search.events) == search.causes
    }
}

/// The payload fields of the events of all machines that some emit or timer sends.
struct SentFields {
    /// The number of the first field of each event.
    first: List<MachineId, List<EventId, usize>>,
    /// Those that are sent, by number.
    sent: Bits,
}

impl SentFields {
    fn of(model: &Model, parts: &List<MachineId, Arc<Part>>) -> Self {
        let mut count = 0;
        let mut number = |event: &Event| {
            count += event.fields.len();
            count - event.fields.len()
        };
        let first = model.machines.map(|machine| machine.events.map(&mut number));
        let sent = parts.iter().flat_map(|part| &part.fields);
        let sent = sent.map(|(to, event, field)| first[*to][*event] + field.index()).collect();
        SentFields { first, sent }
    }

    fn contains(&self, id: MachineId, event: EventId, field: FieldId) -> bool {
        self.sent.contains(self.first[id][event] + field.index())
    }
}

/// The emits and timers of a machine.
fn list_outgoing(machine: &Machine) -> Vec<(HandlerId, &Step)> {
    let mut outgoing = Vec::new();
    for (id, handler) in machine.handlers.entries() {
        visit::steps(&handler.body, &mut |step| {
            if matches!(step, Step::Emit(_) | Step::Timer(_)) {
                outgoing.push((id, step));
            }
        });
    }
    outgoing
}
