//! What one machine contributes to the checks of the whole system.
//!
//! A [`Part`] is derived from its machine alone, with the names and types of others that the machine refers to. So it can be kept while
//! other machines change, and the checks join the parts of all machines in little time. It has no places, which move; checks look for them
//! in the model once they have found something.

use std::sync::OnceLock;

use flow_syntax::gather::Gather;
use flow_syntax::ordered;

use crate::bits::Bits;
use crate::control_flow::{Paths, Request};
use crate::messages::{Sendings, receiver_of};
use crate::model::*;
use crate::visit::kept_steps;

/// The part of a machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// What it sends, as far as the graph of messages needs it.
    pub(crate) sendings: Sendings,
    /// For each event that handlers that can run send something on: what they send, each once.
    pub(super) runs: Vec<(EventId, Vec<Request>)>,
    /// The receivers of all emits, whether they can run or not, each once.
    pub(super) targets: Vec<Target>,
    /// The payload fields that emits and timers send to machines, each once.
    pub(super) fields: Vec<(MachineId, EventId, FieldId)>,
    /// The messages that handlers that can run send before time passes, in order.
    pub(super) at_once: Vec<AtOnce>,
    /// How often it names each actor outside.
    pub(super) uses: Vec<(ActorId, ActorUses)>,
    /// What decides which of its emits have a conversation, if it is shared.
    pub(super) conversing: Conversing,
    /// Whether it reads or declares a field that somebody leaves out.
    pub(super) may_leave_out: bool,
    /// Where it waits for actors outside, if that was needed.
    pub(super) waits: OnceLock<Waits>,
}

/// The states in which a machine waits for actors outside.
#[derive(Clone, Debug, Default)]
pub(super) struct Waits {
    /// The events of actors, each with a state that accepts it.
    pub(super) taken: Vec<(ActorId, StateId, EventId)>,
    /// The events on which something is sent to an actor, each with a state in which the machine then rests.
    pub(super) asked: Vec<(ActorId, StateId, EventId)>,
}

/// A message to a machine that a handler sends before time passes.
pub(super) type AtOnce = (HandlerId, MachineId, EventId);

/// Something that names an actor.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    /// A handler line.
    Handler(HandlerId),
    /// An emit of a handler.
    Emit(HandlerId),
    /// An expectation. `unknown-name` reports it: no event is sent there.
    Expect,
}

/// How often handlers, emits and expectations name an actor outside.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ActorUses {
    pub(super) count: usize,
    pub(super) first: Option<Use>,
}

/// What a shared machine contributes to `unaddressed`.
#[derive(Clone, Debug, Default)]
pub(super) struct Conversing {
    /// The events that timers and schedules raise: they arrive outside the conversation in which they were started.
    pub(super) raised: Vec<EventId>,
    /// The receivers of what is sent on each event.
    pub(super) sent: Vec<(EventId, Target)>,
    /// The handlers with an emit that needs a conversation.
    pub(super) handlers: Vec<HandlerId>,
}

/// The emits and timers of a machine, each with its handler.
pub(super) type Outgoing<'m> = [(HandlerId, &'m Step)];

impl Part {
    /// Calls `visit` with all receivers.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        self.sendings.visit_targets(visit);
        self.targets.iter_mut().chain(self.conversing.targets_mut()).for_each(&mut *visit);
        let requests = self.runs.iter_mut().flat_map(|(_, requests)| requests);
        requests.filter_map(Request::target_mut).for_each(&mut *visit);
        let at_once = self.at_once.iter_mut().map(|(_, machine, event)| (machine, event));
        let fields = self.fields.iter_mut().map(|(machine, event, _)| (machine, event));
        for (machine, event) in at_once.chain(fields) {
            let mut target = Target::Machine(*machine, *event);
            visit(&mut target);
            if let Target::Machine(_, now) = target {
                *event = now;
            }
        }
    }

    /// Gives actors outside the numbers that they have now.
    #[cfg(feature = "tools")]
    pub(crate) fn renumber_actors(&mut self, now: &dyn Fn(ActorId) -> ActorId) {
        self.uses.iter_mut().for_each(|(actor, _)| *actor = now(*actor));
        if let Some(waits) = self.waits.get_mut() {
            let all = waits.taken.iter_mut().chain(&mut waits.asked);
            all.for_each(|(actor, ..)| *actor = now(*actor));
            ordered::sort(&mut waits.taken);
            ordered::sort(&mut waits.asked);
        }
    }

    /// The machines that receive what it sends on some events.
    pub(super) fn receivers(&self, id: MachineId, takes: &dyn Fn(EventId) -> bool) -> Bits {
        let sent = self.runs.iter().filter(|(event, _)| takes(*event)).flat_map(|(_, sent)| sent);
        sent.filter_map(|request| receiver_of(*request, id)).map(|(to, _)| to.index()).collect()
    }

    /// Where the machine waits for actors outside. The paths are those of its handlers.
    pub(super) fn waits(&self, machine: &Machine, paths: &Paths) -> &Waits {
        self.waits.get_or_init(|| Waits::of(machine, paths))
    }
}

impl Conversing {
    /// The receivers.
    #[cfg(feature = "tools")]
    fn targets_mut(&mut self) -> impl Iterator<Item = &mut Target> {
        self.sent.iter_mut().map(|(_, target)| target)
    }

    /// The receivers of what is sent on an event.
    pub(super) fn sent_on(&self, event: EventId) -> impl Iterator<Item = Target> {
        let start = self.sent.partition_point(|(on, _)| *on < event);
        self.sent[start..].iter().take_while(move |(on, _)| *on == event).map(|(_, target)| *target)
    }
}

/// Sorts a list and removes what occurs again.
pub(super) fn sort_once<T: Ord>(list: &mut Vec<T>) {
    ordered::sort(list);
    list.dedup();
}

impl Waits {
    fn of(machine: &Machine, paths: &Paths) -> Waits {
        let mut waits = Waits::default();
        for (id, handler) in machine.handlers.entries() {
            let accepted = &machine.accepted(id).states;
            if let Some(Party::Actor(actor)) = machine.events[handler.event].from {
                waits.taken.extend(accepted.iter().map(|state| (actor, *state, handler.event)));
            }
            kept_steps(&handler.body, &mut |step| {
                let Some(sent @ Request::Message(Target::Actor(actor, _))) = Request::of(step) else {
                    return;
                };
                let rests = paths[id].rest_states(accepted.iter(), sent);
                waits.asked.extend(rests.iter().map(|state| (actor, *state, handler.event)));
            });
        }
        sort_once(&mut waits.taken);
        sort_once(&mut waits.asked);
        waits
    }

    /// The pairs of an actor and a state, in order.
    pub(super) fn states_of(&self, actors: &dyn Fn(ActorId) -> bool) -> Vec<(ActorId, StateId)> {
        let taken = self.taken.iter().filter(|(actor, ..)| actors(*actor));
        let mut states = taken.map(|(actor, state, _)| (*actor, *state)).gather();
        states.dedup();
        states
    }
}
