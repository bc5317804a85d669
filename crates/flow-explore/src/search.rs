//! Finds all worlds, breadth first, and the mistakes in them.
//!
//! A finding is one cause, kept with the first step that shows it, so that the path to it is a shortest one. Traces are not stored: they
//! are computed again from the parents of worlds.

use std::collections::BTreeMap;

use flow_model::model::{MachineId, Party, RuleId, Span, StateId};

use crate::cast::Cast;
use crate::clock::Clock;
use crate::compiled::Unpacked;
use crate::engine::Engine;
use crate::explain::Observed;
use crate::finding::Kind;
use crate::found::Found;
use crate::graph::Graph;
use crate::outcome::{Effect, OutcomeKind, Recipient};
use crate::reduce::Reduction;
use crate::sample::Sampled;
use crate::step::{Action, Delivery, Growth, Pooled, Reason, Successor, Taken};
use crate::store::{NO_PARENT, Store};
use crate::successors::event_of;
use crate::trace::{Ending, Trace};
use crate::world::{NOBODY, Slot, World};

/// Whether an exploration continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// It continues.
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

/// A path: its first world, and its steps, each with the world before and its number among the successors of that.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub(crate) start: u32,
    pub(crate) steps: Vec<(u32, usize)>,
}

/// A search that runs, or has ended.
#[derive(Debug)]
pub(crate) struct Search<'e, 'm> {
    pub(crate) engine: &'e mut Engine<'m>,
    pub(crate) store: Store,
    /// For each world that was followed, what [`Search::find_waiting`](crate::waiting) mostly needs to know of its edges.
    pub(crate) onward: Vec<Onward>,
    /// Whether a conversation was forgotten on the path on which each world was first reached; empty if none ever is.
    pub(crate) has_forgotten: Vec<bool>,
    /// How many edges there are.
    pub(crate) transitions: usize,
    /// The edges, once a check has asked for them.
    pub(crate) graph: Option<Graph>,
    /// The edges on which the requirement of a rule is fulfilled and begins again, by world and number, with the bits of the rules.
    pub(crate) renewed: BTreeMap<(u32, usize), u32>,
    pub(crate) found: BTreeMap<Cause, Place>,
    /// Other places that show the same, for those to which no clock allows the first path.
    pub(crate) others: BTreeMap<Cause, Vec<Place>>,
    pub(crate) growth: BTreeMap<Growth, u64>,
    /// How the paths to findings about something that lasts end.
    pub(crate) endings: BTreeMap<Cause, PathEnd>,
    /// The rule that is observed on the paths that are traced.
    pub(crate) observed_rule: Option<RuleId>,
    /// How many worlds were not explored when the search ended.
    pub(crate) open: usize,
    /// What was followed at random after that.
    pub(crate) sampled: Option<Sampled>,
    /// How often something was recorded.
    pub(crate) noted: usize,
    /// How many worlds were left to the engine.
    pub(crate) slow: usize,
    /// What can be left out.
    pub(crate) reduction: Option<Reduction>,
    /// Memory that is used again.
    pub(crate) rest: Found,
    pub(crate) ids: Vec<u32>,
    pub(crate) unpacked: Unpacked,
    pub(crate) world: World,
    pub(crate) bytes: Vec<u8>,
    pub(crate) successors: Vec<Pooled>,
}

/// The continuation of a world if the outside sends no event at will.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Onward {
    /// The slots of the instances that one step moves, one bit each.
    pub(crate) moved: u32,
    /// The target of the first step; the world itself if there is none.
    pub(crate) first: u32,
}

/// How many other places of a finding are kept: as many paths as are tried at most.
pub(crate) const MOST_OTHERS: usize = 100;

impl<'e, 'm> Search<'e, 'm> {
    /// Explores from some worlds.
    pub(crate) fn run(
        engine: &'e mut Engine<'m>,
        starts: &[World],
        goes_on: &mut dyn FnMut(usize) -> Continue,
    ) -> Self {
        let mut search = Search::new(engine);
        for start in starts {
            search.bytes.clear();
            search.engine.pack(start, &mut search.bytes);
            search.store.insert(&search.bytes, NO_PARENT);
        }
        search.engine.interruptions.is_possible = true;
        if search.engine.renews {
            search.has_forgotten.resize(search.store.len(), false);
        }
        let followed = search.follow_all(goes_on);
        search.engine.interruptions.is_possible = false;
        search.engine.interruptions.begin();
        search.open = search.store.len() - followed;
        search
    }

    fn new(engine: &'e mut Engine<'m>) -> Self {
        // Conversations that begin later depend on all instances.
        engine.compiles &= !engine.renews;
        let reduction = Reduction::of(engine);
        Search {
            engine,
            store: Store::default(),
            noted: 0,
            slow: 0,
            reduction,
            onward: Vec::new(),
            has_forgotten: Vec::new(),
            transitions: 0,
            graph: None,
            renewed: BTreeMap::new(),
            found: BTreeMap::new(),
            others: BTreeMap::new(),
            growth: BTreeMap::new(),
            endings: BTreeMap::new(),
            observed_rule: None,
            open: 0,
            sampled: None,
            rest: Found::default(),
            ids: Vec::new(),
            unpacked: Unpacked::default(),
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
            if *from == NOBODY && self.engine.answers_actor(message) {
                self.note_event((id, number), Kind::LateAnswer, None, delivery, state);
            } else if !message.is_to_all && *from != NOBODY {
                let from = self.machine_of(world, &successor.world, *from).map(Party::Machine);
                self.note_event((id, number), Kind::RejectedMessage, from, delivery, state);
            }
        }
        if let Some(machine) = successor.second_instance {
            self.note_second_instance((id, number), successor, machine);
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
                // A cart that has ever more items is no mistake; the verdict names it.
                Growth::Values(..) => return,
            };
            let cause = Cause { kind: Kind::PilesUp, from, machine, state: None, what };
            let span = successor.taken.first().and_then(|taken| self.line_of(taken));
            self.insert(cause, Place { world: id, successor: Some(number), span });
        }
    }

    /// Records the emit that makes a second instance of a machine.
    fn note_second_instance(
        &mut self,
        (world, number): (u32, usize),
        successor: &Successor,
        machine: MachineId,
    ) {
        let to_partner = |effect: &Effect| match effect {
            Effect::Send { content, to: Recipient::Partner(to) } if *to == machine => Some(*content),
            _ => None,
        };
        let found = successor
            .taken
            .iter()
            .find_map(|taken| Some((taken, taken.outcome().effects.iter().find_map(to_partner)?)));
        let Some((taken, content)) = found else { return };
        let event = self.engine.tables.contents.get(content).event;
        let what = self.engine.runnable.machine(machine).events[event].name.text.clone();
        let from = Some(Party::Machine(event_of(self.engine, taken.delivery).0));
        let span = self.line_of(taken);
        let cause = Cause { kind: Kind::SecondInstance, from, machine, state: None, what };
        self.insert(cause, Place { world, successor: Some(number), span });
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
            OutcomeKind::Rejected if successor.action == Action::Outside(Reason::Early) => Kind::EarlyAnswer,
            OutcomeKind::Refused(_) if from.is_some() => Kind::RefusedMessage,
            OutcomeKind::Fault(_) => Kind::Fails,
            _ => return,
        };
        if kind == Kind::RejectedMessage && self.engine.is_unplaced(world, delivery) {
            self.engine.note_unplaced();
            return;
        }
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
        self.noted += 1;
        let Some(first) = self.found.get(&cause) else {
            self.found.insert(cause, place);
            return;
        };
        if first.world == place.world && first.successor == place.successor {
            return;
        }
        match self.others.get_mut(&cause) {
            Some(others) if others.len() < MOST_OTHERS => others.push(place),
            Some(_) => {}
            None => drop(self.others.insert(cause, vec![place])),
        }
    }

    fn machine_of(&self, before: &World, after: &World, slot: Slot) -> Option<MachineId> {
        let local = before.members.get(usize::from(slot)).or(after.members.get(usize::from(slot)))?;
        Some(self.engine.tables.locals.get(*local).instance.machine)
    }

    fn line_of(&self, taken: &Taken) -> Option<Span> {
        let (machine, _) = event_of(self.engine, taken.delivery);
        Some(self.engine.runnable.get(machine, taken.outcome().handler?).span)
    }

    /// The shortest path to a place, and its continuation.
    pub(crate) fn trace(&mut self, place: Place, end: Option<&PathEnd>) -> Trace {
        let mut worlds = vec![place.world];
        while let Some(parent) = self.store.parent(worlds[worlds.len() - 1]) {
            worlds.push(parent);
        }
        worlds.reverse();
        let mut path = Path { start: worlds[0], steps: Vec::new() };
        let (mut world, mut bytes, mut successors) = (World::default(), Vec::new(), Vec::new());
        for pair in worlds.windows(2) {
            self.load(pair[0], &mut world);
            self.engine.add_successors(&world, &mut successors);
            let is_next = |successor: &Pooled| {
                bytes.clear();
                self.engine.pack(&successor.world, &mut bytes);
                successor.growth.is_none() && bytes == self.store.get(pair[1])
            };
            path.steps.extend(successors.iter().position(is_next).map(|number| (pair[0], number)));
        }
        path.steps.extend(place.successor.map(|number| (place.world, number)));
        self.trace_path(&path, end)
    }

    /// The steps of a path, and its continuation.
    pub(crate) fn trace_path(&mut self, path: &Path, end: Option<&PathEnd>) -> Trace {
        let (mut trace, mut successors, mut clock) = (Trace::default(), Vec::new(), Clock::new());
        let mut world = World::default();
        self.load(path.start, &mut world);
        let mut cast = Cast::of(self.engine, &world);
        trace.start = self.engine.trace_start(&world, &cast);
        let round = match end {
            Some(PathEnd::Repeats(round)) => round.as_slice(),
            _ => &[],
        };
        // The numbers of the clock's steps, for each step of the trace.
        let mut numbers = Vec::new();
        let mut observed = self.observed_rule.map(Observed::new);
        observed.iter_mut().for_each(|observed| observed.see_start(self.engine, &world));
        for (at, (id, number)) in path.steps.iter().chain(round).enumerate() {
            if at == path.steps.len() {
                trace.ending = Ending::Repeats(trace.steps.len());
            }
            self.load(*id, &mut world);
            self.engine.add_successors(&world, &mut successors);
            let Some(successor) = successors.get(*number) else { continue };
            let first = trace.steps.len() + 1;
            trace.steps.extend(self.engine.trace_steps(&world, successor, &mut cast));
            if let Some(observed) = &mut observed {
                observed.see_step(self.engine, successor, &cast, (first, trace.steps.len()));
            }
            clock.add(self.engine, &world, successor);
            numbers.resize(trace.steps.len(), at);
            world.copy_from(&successor.world);
        }
        if let Some(PathEnd::Rests) = end {
            trace.ending = Ending::Rests;
        }
        if let Some(moments) = clock.solve() {
            trace.moments = numbers.iter().filter_map(|number| moments.get(*number).copied()).collect();
        }
        trace.pending = self.engine.trace_pending(&world, &cast);
        trace.explanation =
            observed.and_then(|observed| observed.explain(self.engine, &world, &cast, &trace));
        trace
    }

    /// Reads a world.
    pub(crate) fn load(&self, id: u32, world: &mut World) {
        self.engine.unpack(self.store.get(id), world);
    }
}
