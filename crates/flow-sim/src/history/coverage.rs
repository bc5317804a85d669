//! Coverage: the parts of a specification that its stories and tests exercise.
//!
//! It counts, for every machine of the system: the reachable states that instances were in, the definitions that handled an
//! event, the transitions of the state diagram (those that stay included), guard lines with both results, and emits. A guard
//! line that another line of its group makes irrelevant is not evaluated, so it has no result there.

use std::collections::BTreeSet;

use flow_model::edges::edges;
use flow_model::model::{Chain, Group, HandlerId, Machine, MachineId, Model, Reach, Span, StateId, Step};

use crate::exec::observer::Handled;
use crate::exec::step::{Happened, Refusal};
use crate::history::log::{LogEntry, LoggedSystem};

/// The exercised items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    states: BTreeSet<(MachineId, StateId)>,
    handlers: BTreeSet<(MachineId, HandlerId)>,
    transitions: BTreeSet<(MachineId, Transition)>,
    /// Emits that were sent; guard lines that were evaluated, with their results. A group of one line has the group's place.
    lines: BTreeSet<(Span, bool)>,
}

impl Hits {
    /// The items that a run exercised.
    pub(crate) fn of(system: &LoggedSystem<'_, '_>) -> Hits {
        let mut hits = Hits::default();
        for (_, instance) in system.instances() {
            hits.states.insert((instance.machine, instance.state));
        }
        for entry in system.log() {
            if let LogEntry::Refused { instance, refusal: Refusal::Refused { handler, path, .. }, .. } = entry
            {
                let machine = system.instance(*instance).machine;
                hits.handlers.insert((machine, *handler));
                path.iter().for_each(|happened| hits.add_guard(happened));
            }
            if let LogEntry::Deferred { instance, handler, .. } = entry {
                hits.handlers.insert((system.instance(*instance).machine, *handler));
            }
            let LogEntry::Handled(Handled { instance, from, done, .. }) = entry else { continue };
            let machine = system.instance(*instance).machine;
            hits.handlers.insert((machine, done.handler));
            hits.states.insert((machine, *from));
            hits.states.extend(done.passed().map(|state| (machine, state)));
            hits.transitions
                .insert((machine, Transition { from: *from, handler: done.handler, to: done.state }));
            done.path.iter().for_each(|happened| hits.add_line(happened));
        }
        hits
    }

    fn add_line(&mut self, happened: &Happened<'_>) {
        match happened {
            Happened::Sent(emit, ..) => {
                self.lines.insert((emit.span, true));
            }
            other => self.add_guard(other),
        }
    }

    fn add_guard(&mut self, happened: &Happened<'_>) {
        match happened {
            Happened::Guard { group, held, lines } if lines.is_empty() => {
                self.lines.insert((group.span, *held));
            }
            Happened::Guard { lines, .. } => self.lines.extend(lines),
            _ => {}
        }
    }

    /// Whether a transition was made.
    pub fn has_made(&self, machine: MachineId, transition: Transition) -> bool {
        self.transitions.contains(&(machine, transition))
    }

    /// Whether a definition took an event.
    pub fn has_taken(&self, machine: MachineId, definition: HandlerId) -> bool {
        self.handlers.contains(&(machine, definition))
    }

    /// Adds what another run exercised.
    pub fn add(&mut self, other: &Hits) {
        self.states.extend(&other.states);
        self.handlers.extend(&other.handlers);
        self.transitions.extend(&other.transitions);
        self.lines.extend(&other.lines);
    }
}

/// An edge of the state diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Transition {
    /// The state before.
    pub from: StateId,
    /// The handler that was taken.
    pub handler: HandlerId,
    /// The state after; the same one if it stays.
    pub to: StateId,
}

/// An item that can be exercised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// An instance is in a state.
    State,
    /// A handler takes an event.
    Handler,
    /// A transition is made.
    Transition(Transition),
    /// A guard line is true.
    GuardHolds,
    /// A guard line is false.
    GuardFails,
    /// An emit is sent.
    Emit,
}

/// The kinds of what can be exercised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    State,
    Handler,
    Transition,
    GuardHolds,
    GuardFails,
    Emit,
}

impl Item {
    /// Its kind.
    pub fn kind(self) -> Kind {
        match self {
            Item::State => Kind::State,
            Item::Handler => Kind::Handler,
            Item::Transition(_) => Kind::Transition,
            Item::GuardHolds => Kind::GuardHolds,
            Item::GuardFails => Kind::GuardFails,
            Item::Emit => Kind::Emit,
        }
    }
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Kind; 6] =
        [Kind::State, Kind::Handler, Kind::Transition, Kind::GuardHolds, Kind::GuardFails, Kind::Emit];

    /// Its plural in reports.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::State => "states",
            Kind::Handler => "handlers",
            Kind::Transition => "transitions",
            Kind::GuardHolds => "guards that hold",
            Kind::GuardFails => "guards that do not hold",
            Kind::Emit => "emits",
        }
    }
}

/// One thing that can be exercised, and whether it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered {
    /// Its machine.
    pub machine: MachineId,
    /// Its kind.
    pub item: Item,
    /// Its line.
    pub span: Span,
    /// The guard lines of its group, if it is one of several.
    pub group: Vec<Span>,
    /// Whether some run did it.
    pub hit: bool,
}

/// The share of a specification that its stories exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Everything that can be exercised, in file order.
    pub items: Vec<Covered>,
}

impl Coverage {
    /// Compares what was exercised with everything that a model contains.
    pub fn new(model: &Model, hits: &Hits) -> Coverage {
        let mut items = Vec::new();
        for (at, machine) in model.machines.iter().enumerate() {
            let mut counter = Counter { machine: MachineId::new(at), hits, items: &mut items };
            counter.count_machine(machine);
            counter.count_transitions(model, machine);
        }
        // In file order, whichever kind they are.
        items.sort_by_key(|item: &Covered| item.span);
        Coverage { items }
    }

    /// The items that no run exercised.
    pub fn missing(&self) -> impl Iterator<Item = &Covered> {
        self.items.iter().filter(|item| !item.hit)
    }

    /// How many of a kind were exercised, and how many there are.
    pub fn count(&self, kind: Kind) -> (usize, usize) {
        let of_kind = || self.items.iter().filter(|item| item.item.kind() == kind);
        (of_kind().filter(|item| item.hit).count(), of_kind().count())
    }

    /// The exercised share, in whole percent, rounded down: 100 means everything.
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
    fn count_machine(&mut self, machine: &Machine) {
        for (id, state) in machine.states.entries() {
            if machine.reach(id) == Reach::Reachable {
                let hit = self.hits.states.contains(&(self.machine, id));
                self.add_item(Item::State, state.name.span, hit);
            }
        }
        for (id, handler) in machine.definitions() {
            let hit = self.hits.handlers.contains(&(self.machine, id));
            self.add_item(Item::Handler, handler.span, hit);
            self.count_block(handler.own_body());
        }
        for crossing in machine.crossings.iter().filter(|crossing| machine.crosses(crossing)) {
            self.count_block(&crossing.body);
        }
    }

    fn count_transitions(&mut self, model: &Model, machine: &Machine) {
        for edge in edges(model, self.machine) {
            let transition = Transition { from: edge.from, handler: edge.handler, to: edge.to };
            if machine.reach(edge.from) == Reach::Reachable {
                let hit = self.hits.transitions.contains(&(self.machine, transition));
                let span = machine.handlers[edge.handler].span;
                self.add_item(Item::Transition(transition), span, hit);
            }
        }
    }

    fn count_block(&mut self, block: &[Step]) {
        for step in block {
            match step {
                Step::Emit(emit) => self.count_line(Item::Emit, emit.span, true),
                Step::Chain(chain) => self.count_chain(chain),
                Step::ForEach(each) => self.count_block(&each.body),
                _ => {}
            }
        }
    }

    fn count_chain(&mut self, chain: &Chain) {
        for group in &chain.groups {
            self.count_group(group);
            self.count_block(&group.body);
        }
        chain.otherwise.iter().for_each(|block| self.count_block(block));
    }

    /// Counts each guard line of a group.
    fn count_group(&mut self, group: &Group) {
        if group.condition.parts_by_line().is_none() {
            self.count_line(Item::GuardHolds, group.span, true);
            self.count_line(Item::GuardFails, group.span, false);
            return;
        }
        let lines: Vec<_> = group.condition.lines().iter().map(|condition| condition.span).collect();
        for span in &lines {
            for (item, held) in [(Item::GuardHolds, true), (Item::GuardFails, false)] {
                let hit = self.hits.lines.contains(&(*span, held));
                self.items.push(Covered {
                    machine: self.machine,
                    item,
                    span: *span,
                    group: lines.clone(),
                    hit,
                });
            }
        }
    }

    fn count_line(&mut self, item: Item, span: Span, held: bool) {
        self.add_item(item, span, self.hits.lines.contains(&(span, held)));
    }

    fn add_item(&mut self, item: Item, span: Span, hit: bool) {
        self.items.push(Covered { machine: self.machine, item, span, group: Vec::new(), hit });
    }
}
