//! What more conversations at a time could reach than are explored, or events that a patient outside holds back.
//!
//! A shared machine counts, or lists, those that are there at the same time. Where two conversations are explored, "at least 3 items" of
//! such a list is never true, which says nothing about the specification: neither it, nor what follows from it alone, is reported as
//! unreachable. A condition counts as one of these if its values come from a shared machine and depend on a number that is as large as
//! the number of conversations.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{
    Chain, Condition, ConditionKind, EventId, Expr, ExprKind, FactKind, HandlerId, MachineId, Model, Span,
    StateId, Step, Timer, TimerOp, UpdateOp,
};
use flow_model::visit;

use crate::engine::{Engine, Reached};
use crate::regions::{Holder, describe};
use crate::slice::{Place, for_each_body, receiver, visit_places};

/// What follows from conditions that only more conversations can fulfil.
#[derive(Debug, Default)]
pub(crate) struct Beyond {
    /// The lines of handlers, guards and chains.
    pub(crate) spans: BTreeSet<Span>,
    states: BTreeSet<(MachineId, StateId)>,
    events: BTreeSet<(MachineId, EventId)>,
    variables: BTreeSet<Place>,
    /// Whether conversations can meet.
    counts: bool,
    /// The events that may occur more often than was explored.
    repeated: BTreeSet<(MachineId, EventId)>,
    /// The variables of shared machines that the conditions depend on.
    pub(crate) counted: BTreeSet<Place>,
}

impl Engine<'_> {
    /// Finds what only more conversations at a time can reach.
    pub(crate) fn find_beyond(&self, conversations: u8, held_back: BTreeSet<(MachineId, EventId)>) -> Beyond {
        let mut beyond = Beyond { counts: self.renews, repeated: held_back, ..Beyond::default() };
        if !self.renews && beyond.repeated.is_empty() {
            return beyond;
        }
        let model = self.runnable.model;
        let sources = Sources::of(model);
        loop {
            let before = beyond.size();
            for (machine, of) in model.machines.entries() {
                for (id, handler) in of.definitions() {
                    let at = (machine, handler.event);
                    if beyond.repeated.contains(&at) {
                        beyond.add_repeated(machine, &handler.body);
                    }
                    if !self.is_reached(machine, id) && self.is_beyond(&beyond, (machine, id), handler.event)
                    {
                        beyond.spans.insert(handler.span);
                        beyond.add_body(machine, &handler.body);
                    }
                    visit::steps(&handler.body, &mut |step| {
                        if let Step::Chain(chain) = step {
                            beyond.add_chain(&sources, (model, &self.reached), at, chain, conversations);
                        }
                    });
                }
            }
            if beyond.size() == before {
                return beyond;
            }
        }
    }

    /// Whether something was handled by a handler.
    pub(crate) fn is_reached(&self, machine: MachineId, id: HandlerId) -> bool {
        let mut states = self.runnable.machine(machine).accepted(id).states.iter();
        states.any(|state| self.reached.handlers.contains(&(machine, id, *state)))
    }

    /// Whether what is beyond may lead to a handler.
    fn is_beyond(&self, beyond: &Beyond, (machine, id): (MachineId, HandlerId), event: EventId) -> bool {
        let mut states = self.runnable.machine(machine).accepted(id).states.iter();
        beyond.events.contains(&(machine, event))
            || beyond.repeated.contains(&(machine, event))
            || states.any(|state| beyond.states.contains(&(machine, *state)))
    }

    /// Names the variables that more conversations could fill further.
    pub(crate) fn note_beyond(
        &mut self,
        beyond: &Beyond,
        conversations: u8,
        held_back: &BTreeSet<(MachineId, EventId)>,
    ) {
        let model = self.runnable.model;
        for (machine, event) in held_back {
            let of = &model.machines[*machine];
            let (name, event) = (&of.name.text, &of.events[*event].name.text);
            let note = format!(":{event} of @{name}: it is not repeated while an effect of it is deferred");
            self.knowledge.approximated.insert(note);
        }
        for place in &beyond.counted {
            let name = describe(model, Holder::Place(*place));
            let note = format!("{name}: no more than {conversations} conversations at a time change it");
            self.knowledge.approximated.insert(note);
        }
    }
}

impl Beyond {
    fn size(&self) -> usize {
        let found = self.spans.len() + self.states.len() + self.events.len();
        found + self.variables.len() + self.repeated.len()
    }

    /// Adds the groups of a chain that were not reached and depend on more conversations.
    fn add_chain(
        &mut self,
        sources: &Sources,
        (model, reached): (&Model, &Reached),
        at: (MachineId, EventId),
        chain: &Chain,
        conversations: u8,
    ) {
        let mut is_any = false;
        for group in &chain.groups {
            let is_beyond = self.depends(sources, model, at, &group.condition, conversations);
            is_any |= is_beyond;
            if is_beyond && !reached.guards.contains(&(group.span, true)) {
                self.spans.insert(group.span);
                self.add_body(at.0, &group.body);
            }
        }
        if let Some(otherwise) = &chain.otherwise
            && is_any
            && !reached.guards.contains(&(chain.span, true))
        {
            self.spans.insert(chain.span);
            self.add_body(at.0, otherwise);
        }
    }

    /// Whether a condition may have another result with more conversations.
    fn depends(
        &mut self,
        sources: &Sources,
        model: &Model,
        at: (MachineId, EventId),
        condition: &Condition,
        conversations: u8,
    ) -> bool {
        let mut is_beyond = false;
        let mut read = Read::default();
        visit::conditions(condition, &mut |part| match &part.kind {
            ConditionKind::Compare(left, _, right) | ConditionKind::Contains(left, right) => {
                read.add(at, left);
                read.add(at, right);
            }
            ConditionKind::Empty(value) | ConditionKind::Flag(value) => read.add(at, value),
            ConditionKind::InState(machine, states) => {
                is_beyond |= states.iter().any(|state| self.states.contains(&(*machine, *state)));
            }
            _ => {}
        });
        let all = sources.follow(read);
        is_beyond |= all.places.iter().any(|place| self.variables.contains(place));
        let is_shared = |place: &&Place| matches!(place, Place::Variable(machine, _) if model.machines[*machine].instances.is_shared());
        let shared: Vec<Place> = all.places.iter().filter(is_shared).copied().collect();
        if self.counts && !shared.is_empty() && all.largest >= f64::from(conversations) {
            self.counted.extend(shared);
            is_beyond = true;
        }
        is_beyond
    }

    /// Adds what some steps change and send if they run more often.
    fn add_repeated(&mut self, machine: MachineId, body: &[Step]) {
        visit::steps(body, &mut |step| match step {
            Step::Update(update) => {
                self.variables.insert(Place::Variable(machine, update.variable));
            }
            Step::Emit(emit) => self.repeated.extend(receiver(machine, emit.target)),
            Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. }) => {
                self.repeated.insert((machine, start.event));
            }
            _ => {}
        });
    }

    /// Adds what some steps lead to.
    fn add_body(&mut self, machine: MachineId, body: &[Step]) {
        visit::steps(body, &mut |step| match step {
            Step::Transition(transition) => {
                self.states.insert((machine, transition.to));
            }
            Step::Update(update) => {
                self.variables.insert(Place::Variable(machine, update.variable));
            }
            Step::Emit(emit) => self.events.extend(receiver(machine, emit.target)),
            Step::Timer(Timer { op: TimerOp::Start(start) | TimerOp::Schedule(start), .. }) => {
                self.events.insert((machine, start.event));
            }
            Step::Chain(chain) => {
                self.spans.extend(chain.groups.iter().map(|group| group.span).chain([chain.span]));
            }
            _ => {}
        });
    }
}

/// The places that something reads, and the largest number in it.
#[derive(Clone, Debug, Default)]
struct Read {
    places: BTreeSet<Place>,
    largest: f64,
}

impl Read {
    fn add(&mut self, at: (MachineId, EventId), value: &Expr) {
        visit_places(value, at, &mut |place| {
            self.places.insert(place);
        });
        self.add_numbers(value);
    }

    fn add_numbers(&mut self, value: &Expr) {
        visit::expr(value, &mut |part| {
            let number = match &part.kind {
                ExprKind::Number(digits) => digits.parse().unwrap_or(0.0),
                ExprKind::List(items) => items.len() as f64,
                _ => 0.0,
            };
            self.largest = self.largest.max(number);
        });
    }
}

/// What is assigned to each place.
#[derive(Debug, Default)]
struct Sources(BTreeMap<Place, Read>);

impl Sources {
    fn of(model: &Model) -> Sources {
        let mut sources = Sources::default();
        for_each_body(model, &mut |at, body| {
            visit::steps(body, &mut |step| sources.add_step(at, step));
        });
        for (machine, of) in model.machines.entries() {
            for fact in of.scenarios.iter().flat_map(|scenario| &scenario.given) {
                let (place, value) = match &fact.kind {
                    FactKind::Variable(variable, value) => (Place::Variable(machine, *variable), value),
                    FactKind::VariableOf(of, _, variable, value) => (Place::Variable(*of, *variable), value),
                    _ => continue,
                };
                sources.0.entry(place).or_default().add_numbers(value);
            }
        }
        sources
    }

    fn add_step(&mut self, at: (MachineId, EventId), step: &Step) {
        match step {
            Step::Update(update) => match &update.op {
                UpdateOp::Becomes(value)
                | UpdateOp::Increases(value)
                | UpdateOp::Decreases(value)
                | UpdateOp::Adds(value)
                | UpdateOp::Removes(value) => self.add(Place::Variable(at.0, update.variable), at, value),
                UpdateOp::Clears | UpdateOp::ComesFrom(_) => {}
            },
            Step::Emit(emit) => {
                let Some((machine, event)) = receiver(at.0, emit.target) else { return };
                for (field, value) in &emit.payload {
                    self.add(Place::Field(machine, event, *field), at, value);
                }
            }
            Step::ForEach(each) => self.add(Place::Item(at.0, each.item), at, &each.list),
            _ => {}
        }
    }

    fn add(&mut self, place: Place, at: (MachineId, EventId), value: &Expr) {
        self.0.entry(place).or_default().add(at, value);
    }

    /// What something reads, directly and through others.
    fn follow(&self, read: Read) -> Read {
        let mut all = read;
        let mut open: Vec<Place> = all.places.iter().copied().collect();
        while let Some(place) = open.pop() {
            let Some(source) = self.0.get(&place) else { continue };
            all.largest = all.largest.max(source.largest);
            open.extend(source.places.iter().filter(|place| all.places.insert(**place)));
        }
        all
    }
}
