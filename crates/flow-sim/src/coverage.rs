//! What the stories and tests of a specification exercise, and what they do not.
//!
//! Counted are the reachable states that instances were in, the definitions that took an event, transitions, guard groups both ways
//! (held, and did not hold) and emits, of every machine of the system.

use std::collections::BTreeSet;

use flow_model::model::{
    Block, Chain, HandlerId, Machine, MachineId, Model, Reach, Role, Span, StateId, Step,
};

use crate::step::Happened;
use crate::system::{Entry, System};

/// What was exercised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    states: BTreeSet<(MachineId, StateId)>,
    handlers: BTreeSet<(MachineId, HandlerId)>,
    /// Lines that happened: transitions and emits; for guard groups, with whether they held.
    lines: BTreeSet<(Span, bool)>,
}

impl Hits {
    /// What a run exercised.
    pub(crate) fn of(system: &System<'_, '_>) -> Hits {
        let mut hits = Hits::default();
        for (_, instance) in system.instances() {
            hits.states.insert((instance.machine, instance.state));
        }
        for entry in system.log() {
            let Entry::Handled { instance, from, done, .. } = entry else { continue };
            let machine = system.instance(*instance).machine;
            hits.handlers.insert((machine, done.handler));
            hits.states.insert((machine, *from));
            hits.states.extend(done.passed().map(|state| (machine, state)));
            done.path.iter().for_each(|happened| hits.line(happened));
        }
        hits
    }

    fn line(&mut self, happened: &Happened<'_>) {
        match happened {
            Happened::Guard { group, held } => self.lines.insert((group.span, *held)),
            Happened::Moved(_) | Happened::Sent(..) => self.lines.insert((happened.span(), true)),
            _ => return,
        };
    }

    /// Adds what another run exercised.
    pub fn add(&mut self, other: &Hits) {
        self.states.extend(&other.states);
        self.handlers.extend(&other.handlers);
        self.lines.extend(&other.lines);
    }
}

/// What can be exercised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// An instance is in a state.
    State,
    /// A handler takes an event.
    Handler,
    /// A transition is made.
    Transition,
    /// A guard group holds.
    GuardHolds,
    /// A guard group does not hold.
    GuardFails,
    /// An emit is sent.
    Emit,
}

impl Item {
    /// Every kind, in the order of reports.
    pub const ALL: [Item; 6] =
        [Item::State, Item::Handler, Item::Transition, Item::GuardHolds, Item::GuardFails, Item::Emit];

    /// What people call several of them.
    pub fn plural(self) -> &'static str {
        match self {
            Item::State => "states",
            Item::Handler => "handlers",
            Item::Transition => "transitions",
            Item::GuardHolds => "guards that hold",
            Item::GuardFails => "guards that do not hold",
            Item::Emit => "emits",
        }
    }
}

/// One thing that can be exercised, and whether it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered {
    /// Its machine.
    pub machine: MachineId,
    /// What it is.
    pub item: Item,
    /// Where it stands.
    pub span: Span,
    /// Whether some run did it.
    pub hit: bool,
}

/// How much of a specification its stories exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Everything that can be exercised, machine by machine, in file order of its kind.
    pub items: Vec<Covered>,
}

impl Coverage {
    /// Holds what was exercised against what there is.
    pub fn new(model: &Model, hits: &Hits) -> Coverage {
        let mut items = Vec::new();
        for (at, machine) in model.machines.iter().enumerate() {
            let mut counter = Counter { machine: MachineId::new(at), hits, items: &mut items };
            counter.machine(machine);
        }
        Coverage { items }
    }

    /// What no run did.
    pub fn missing(&self) -> impl Iterator<Item = &Covered> {
        self.items.iter().filter(|item| !item.hit)
    }

    /// How many of a kind were exercised, and how many there are.
    pub fn count(&self, kind: Item) -> (usize, usize) {
        let of_kind = || self.items.iter().filter(|item| item.item == kind);
        (of_kind().filter(|item| item.hit).count(), of_kind().count())
    }

    /// How much was exercised, in whole percent, rounded down: 100 means everything.
    pub fn percent(&self) -> usize {
        let hit = self.items.iter().filter(|item| item.hit).count();
        (hit * 100).checked_div(self.items.len()).unwrap_or(100)
    }
}

struct Counter<'a> {
    machine: MachineId,
    hits: &'a Hits,
    items: &'a mut Vec<Covered>,
}

impl Counter<'_> {
    fn machine(&mut self, machine: &Machine) {
        for (at, state) in machine.states.iter().enumerate() {
            if state.reach == Reach::Reachable {
                let hit = self.hits.states.contains(&(self.machine, StateId::new(at)));
                self.add(Item::State, state.name.span, hit);
            }
        }
        for (at, handler) in machine.handlers.iter().enumerate() {
            if handler.role == Role::Definition {
                let hit = self.hits.handlers.contains(&(self.machine, HandlerId::new(at)));
                self.add(Item::Handler, handler.span, hit);
                self.block(&handler.body);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        for step in block {
            match step {
                Step::Transition(transition) => self.line(Item::Transition, transition.span, true),
                Step::Emit(emit) => self.line(Item::Emit, emit.span, true),
                Step::Chain(chain) => self.chain(chain),
                Step::Update(_) | Step::Timer(_) | Step::Action(_) => {}
            }
        }
    }

    fn chain(&mut self, chain: &Chain) {
        for group in &chain.groups {
            self.line(Item::GuardHolds, group.span, true);
            self.line(Item::GuardFails, group.span, false);
            self.block(&group.body);
        }
        chain.otherwise.iter().for_each(|block| self.block(block));
    }

    fn line(&mut self, item: Item, span: Span, held: bool) {
        self.add(item, span, self.hits.lines.contains(&(span, held)));
    }

    fn add(&mut self, item: Item, span: Span, hit: bool) {
        self.items.push(Covered { machine: self.machine, item, span, hit });
    }
}
