//! Finds all worlds, breadth first, and the mistakes in them.
//!
//! A finding is one cause, kept with the first step that shows it, so that the path to it is a shortest one. Traces are not stored: they are
//! worked out again from the parents of worlds.

use std::collections::BTreeMap;

use flow_model::model::{MachineId, Party, Span, StateId};

use crate::batch::{BATCH, Batch};
use crate::cast::Cast;
use crate::engine::Engine;
use crate::finding::Kind;
use crate::found::Found;
use crate::graph::Graph;
use crate::outcome::OutcomeKind;
use crate::step::{Action, Delivery, Growth, Pooled, Reason, Successor, Taken};
use crate::store::{NO_PARENT, Store};
use crate::successors::event_of;
use crate::trace::{Ending, Trace};
use crate::world::{NOBODY, Slot, World};

/// Whether an exploration goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// It goes on.
    Yes,
    /// It ends here; what was found is reported.
    No,
}

/// How the path to a finding ends that is about something permanent.
#[derive(Clone, Debug)]
pub(crate) enum PathEnd {
    /// No further event must happen.
    Rests,
    /// These steps repeat, each with its world and the number of the successor.
    Repeats(Vec<(u32, usize)>),
}

/// What a finding is about. Findings with equal keys are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cause {
    pub(crate) kind: Kind,
    /// The sender.
    pub(crate) from: Option<Party>,
    /// The receiver.
    pub(crate) machine: MachineId,
    /// The state of the receiver.
    pub(crate) state: Option<StateId>,
    /// The event, or another difference between findings of a kind.
    pub(crate) what: String,
}

/// Where something was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The world.
    pub(crate) world: u32,
    /// The successor that shows it; `None` if the world itself does.
    pub(crate) successor: Option<usize>,
    /// The line to look at.
    pub(crate) span: Option<Span>,
}

/// A search that runs, or has ended.
#[derive(Debug)]
pub(crate) struct Search<'e, 'm> {
    pub(crate) engine: &'e mut Engine<'m>,
    pub(crate) store: Store,
    /// For each world that was followed, what [`Search::find_waiting`](crate::waiting) mostly needs to know of its edges.
    pub(crate) onward: Vec<Onward>,
    /// How many edges there are.
    pub(crate) transitions: usize,
    /// The edges, once a check has asked for them.
    pub(crate) graph: Option<Graph>,
    pub(crate) found: BTreeMap<Cause, Place>,
    pub(crate) growth: BTreeMap<Growth, u64>,
    /// How the paths to findings about something that lasts end.
    pub(crate) endings: BTreeMap<Cause, PathEnd>,
    /// How many worlds were not explored when the search ended.
    pub(crate) open: usize,
    /// Memory that is used again.
    pub(crate) batch: Batch,
    pub(crate) world: World,
    pub(crate) bytes: Vec<u8>,
    pub(crate) successors: Vec<Pooled>,
}

/// Where a world leads unless someone outside sends an event at will.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Onward {
    /// The slots of the instances that one step moves, one bit each.
    pub(crate) moved: u32,
    /// The target of the first step; the world itself if there is none.
    pub(crate) first: u32,
}

impl<'e, 'm> Search<'e, 'm> {
    /// Explores from some worlds.
    pub(crate) fn run(
        engine: &'e mut Engine<'m>,
        starts: &[World],
        goes_on: &mut dyn FnMut(usize) -> Continue,
    ) -> Self {
        let mut search = Search::new(engine);
        let mut found = Found::default();
        for start in starts {
            search.engine.pack(start, &mut found.bytes);
            found.finish(0, false);
        }
        found.clear_ids();
        search.store.look_up_all(&[&found], false);
        for at in 0..found.len() {
            search.store.number(&found, at, NO_PARENT);
        }
        search.store.forget_entered();
        let (mut at, mut level) = (0, 0);
        while at < search.store.len() {
            // A batch ends where its level does.
            level = if at < level { level } else { search.store.len() };
            if goes_on(search.store.len()) == Continue::No {
                break;
            }
            let end = level.min(at + BATCH);
            match search.follow(at..end) {
                None => at = end,
                Some(stopped) => {
                    at = stopped;
                    break;
                }
            }
        }
        search.open = search.store.len() - at;
        search
    }

    fn new(engine: &'e mut Engine<'m>) -> Self {
        // Conversations that begin later depend on all instances.
        engine.compiles &= !engine.renews;
        let store = Store::new(engine.options.threads.max(1));
        Search {
            engine,
            store,
            batch: Batch::default(),
            onward: Vec::new(),
            transitions: 0,
            graph: None,
            found: BTreeMap::new(),
            growth: BTreeMap::new(),
            endings: BTreeMap::new(),
            open: 0,
            world: World::default(),
            bytes: Vec::new(),
            successors: Vec::new(),
        }
    }

    /// Whether every path was followed to its end.
    pub(crate) fn is_closed(&self) -> bool {
        self.open == 0 && self.growth.is_empty()
    }

    /// Records the mistakes of a step.
    pub(crate) fn note(&mut self, id: u32, world: &World, number: usize, successor: &Successor) {
        for taken in &successor.taken {
            self.note_taken(id, number, successor, taken, world);
        }
        for (message, from) in &successor.dropped {
            let message = **self.engine.tables.messages.get(*message);
            let slot = successor.taken.first().map_or(NOBODY, |taken| taken.delivery.slot);
            let state = successor.taken.last().map(|taken| taken.outcome().states.1);
            let delivery = Delivery { slot, from: *from, message };
            if !message.is_to_all && *from != NOBODY {
                let from = self.machine_of(world, &successor.world, *from).map(Party::Machine);
                self.note_event((id, number), Kind::RejectedMessage, from, delivery, state);
            }
        }
        if let Some(machine) = successor.second_instance {
            let cause =
                Cause { kind: Kind::SecondInstance, from: None, machine, state: None, what: String::new() };
            let span = successor.taken.first().and_then(|taken| self.line_of(taken));
            self.insert(cause, Place { world: id, successor: Some(number), span });
        }
        if !successor.broken.is_empty() {
            self.note_broken((id, number), successor);
        }
        if let Some(growth) = successor.growth {
            let name = |machine, event| self.engine.runnable.machine(machine).events[event].name.text.clone();
            let (from, machine, what) = match growth {
                Growth::Instances(machine) => (None, machine, String::new()),
                Growth::Queue(from, to) => (Some(Party::Machine(from)), to, String::new()),
                Growth::Timers(machine, event) => (None, machine, name(machine, event)),
            };
            let cause = Cause { kind: Kind::PilesUp, from, machine, state: None, what };
            let span = successor.taken.first().and_then(|taken| self.line_of(taken));
            self.insert(cause, Place { world: id, successor: Some(number), span });
        }
    }

    /// Records the rules that a step breaks, each once.
    fn note_broken(&mut self, (world, number): (u32, usize), successor: &Successor) {
        let rules = &self.engine.runnable.model.rules.rules;
        let broken: Vec<_> = successor.broken.iter().map(|rule| (*rule, rules[*rule].span)).collect();
        let machine =
            successor.taken.first().map_or(MachineId(0), |taken| event_of(self.engine, taken.delivery).0);
        for (rule, span) in broken {
            let what = rule.index().to_string();
            let cause = Cause { kind: Kind::BrokenRule, from: None, machine, state: None, what };
            let is_known = |known: &Cause| known.kind == Kind::BrokenRule && known.what == cause.what;
            if !self.found.keys().any(is_known) {
                self.insert(cause, Place { world, successor: Some(number), span: Some(span) });
            }
        }
    }

    fn note_taken(&mut self, id: u32, number: usize, successor: &Successor, taken: &Taken, world: &World) {
        let (delivery, outcome) = (taken.delivery, taken.outcome());
        let is_handled = outcome.kind == OutcomeKind::Handled;
        if is_handled && outcome.answers_again {
            self.note_event((id, number), Kind::AnsweredTwice, None, delivery, Some(outcome.states.0));
        }
        if is_handled && successor.action == (Action::Timer { is_stale: true }) {
            self.note_event((id, number), Kind::StaleTimer, None, delivery, Some(outcome.states.0));
        }
        let from = match delivery.from {
            NOBODY => None,
            slot => self.machine_of(world, &successor.world, slot).map(Party::Machine),
        };
        let kind = match &outcome.kind {
            OutcomeKind::Rejected if delivery.message.is_to_all => return,
            OutcomeKind::Rejected if from.is_some() => Kind::RejectedMessage,
            OutcomeKind::Rejected if matches!(successor.action, Action::Timer { .. }) => Kind::LateTimer,
            OutcomeKind::Rejected if successor.action == Action::Outside(Reason::Late) => Kind::LateAnswer,
            OutcomeKind::Refused(_) if from.is_some() => Kind::RefusedMessage,
            OutcomeKind::Fault(_) => Kind::Fails,
            _ => return,
        };
        self.note_event((id, number), kind, from, delivery, Some(outcome.states.0));
    }

    fn note_event(
        &mut self,
        (world, successor): (u32, usize),
        kind: Kind,
        from: Option<Party>,
        delivery: Delivery,
        state: Option<StateId>,
    ) {
        let (machine, event) = event_of(self.engine, delivery);
        let of = &self.engine.runnable.machine(machine).events[event];
        let from = from.or(of.from);
        let what = of.name.text.clone();
        let span = of.handlers.first().map(|handler| self.engine.runnable.get(machine, *handler).span);
        let place = Place { world, successor: Some(successor), span: Some(span.unwrap_or(of.name.span)) };
        self.insert(Cause { kind, from, machine, state, what }, place);
    }

    pub(crate) fn insert(&mut self, cause: Cause, place: Place) {
        self.found.entry(cause).or_insert(place);
    }

    fn machine_of(&self, before: &World, after: &World, slot: Slot) -> Option<MachineId> {
        let local = before.members.get(usize::from(slot)).or(after.members.get(usize::from(slot)))?;
        Some(self.engine.tables.locals.get(*local).instance.machine)
    }

    fn line_of(&self, taken: &Taken) -> Option<Span> {
        let (machine, _) = event_of(self.engine, taken.delivery);
        Some(self.engine.runnable.get(machine, taken.outcome().handler?).span)
    }

    /// The shortest path to a place, and how it goes on.
    pub(crate) fn trace(&mut self, place: Place, end: Option<&PathEnd>) -> Trace {
        let mut path = vec![place.world];
        while let Some(parent) = self.store.parent(path[path.len() - 1]) {
            path.push(parent);
        }
        path.reverse();
        let (mut trace, mut bytes, mut successors) = (Trace::default(), Vec::new(), Vec::new());
        let mut world = World::default();
        self.load(path[0], &mut world);
        let mut cast = Cast::of(self.engine, &world);
        trace.start = self.engine.trace_start(&world, &cast);
        for pair in path.windows(2) {
            self.engine.add_successors(&world, &mut successors);
            let is_next = |successor: &&Pooled| {
                bytes.clear();
                self.engine.pack(&successor.world, &mut bytes);
                successor.growth.is_none() && bytes == self.store.get(pair[1])
            };
            if let Some(successor) = successors.iter().find(is_next) {
                trace.steps.extend(self.engine.trace_steps(&world, successor, &mut cast));
            }
            self.load(pair[1], &mut world);
        }
        if let Some(number) = place.successor {
            self.engine.add_successors(&world, &mut successors);
            if let Some(successor) = successors.get(number) {
                trace.steps.extend(self.engine.trace_steps(&world, successor, &mut cast));
                world.copy_from(&successor.world);
            }
        }
        match end {
            None => {}
            Some(PathEnd::Rests) => trace.ending = Ending::Rests,
            Some(PathEnd::Repeats(round)) => {
                trace.ending = Ending::Repeats(trace.steps.len());
                for (id, number) in round {
                    self.load(*id, &mut world);
                    self.engine.add_successors(&world, &mut successors);
                    if let Some(successor) = successors.get(*number) {
                        trace.steps.extend(self.engine.trace_steps(&world, successor, &mut cast));
                        world.copy_from(&successor.world);
                    }
                }
            }
        }
        trace.pending = self.engine.trace_pending(&world, &cast);
        trace
    }

    /// Reads a world.
    pub(crate) fn load(&self, id: u32, world: &mut World) {
        self.engine.unpack(self.store.get(id), world);
    }
}
