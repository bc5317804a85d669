//! How far a scenario has come above a line: the handlers that it has told, the state in which its story is, and what was sent.
//!
//! The story is followed as it is run: a handler that is not accepted where the story is tells an alternative, and is passed over
//! (reference#alternatives). A handler with several transitions takes the first one that it tells. So it is one of the ways a
//! story can take, which is enough to rank what can be written next.

use std::collections::BTreeSet;

use flow_model::edges::{Edge, edges, entry_state};
use flow_model::model::{
    EventId, FileId, Handler, HandlerId, Machine, MachineId, Model, Party, Scenario, ScenarioId,
    ScenarioOrigin, StateId, Step, Target, Visibility,
};
use flow_model::{visit, words};

/// A scenario up to a line.
pub(in crate::analysis) struct Progress<'a> {
    pub(in crate::analysis) model: &'a Model,
    pub(in crate::analysis) machine: &'a Machine,
    /// The scenario.
    pub(in crate::analysis) id: ScenarioId,
    /// Its handlers above the line, in order.
    pub(in crate::analysis) told: Vec<HandlerId>,
    /// Those of them that its story takes, each with the state in which it does.
    taken: Vec<(HandlerId, StateId)>,
    /// The state of the story at the line.
    pub(in crate::analysis) state: StateId,
}

impl<'a> Progress<'a> {
    /// The scenario that a byte of a file is in, up to there; `None` if the model has none of this machine there.
    pub(in crate::analysis) fn of(
        model: &'a Model,
        machine: MachineId,
        file: FileId,
        at: u32,
    ) -> Option<Progress<'a>> {
        let owner = &model.machines[machine];
        let is_above = |(_, scenario): &(ScenarioId, &Scenario)| {
            let (ScenarioOrigin::Machine(of) | ScenarioOrigin::Loose(of)) = scenario.origin;
            of == file && scenario.span.start < at
        };
        let (id, scenario) =
            owner.scenarios.entries().filter(is_above).max_by_key(|(_, scenario)| scenario.span.start)?;
        let above = |id: &&HandlerId| owner.handlers[**id].span.start < at;
        let told: Vec<HandlerId> = scenario.handlers.iter().filter(above).copied().collect();
        Some(Progress::after(model, machine, id, told))
    }

    /// A whole scenario.
    pub(in crate::analysis) fn of_scenario(
        model: &'a Model,
        machine: MachineId,
        id: ScenarioId,
    ) -> Progress<'a> {
        Progress::after(model, machine, id, model.machines[machine].scenarios[id].handlers.clone())
    }

    fn after(model: &'a Model, machine: MachineId, id: ScenarioId, told: Vec<HandlerId>) -> Progress<'a> {
        let owner = &model.machines[machine];
        let edges = edges(model, machine);
        let mut state = entry_state(model, machine, id);
        let mut taken = Vec::new();
        for handler in &told {
            let definition = owner.definition(*handler);
            if owner.accepted(definition).states.contains(&state) {
                taken.push((*handler, state));
                state = next_state(owner, &edges, *handler, state);
            }
        }
        Progress { model, machine: owner, id, told, taken, state }
    }

    /// The handler that the line is in, or below.
    pub(in crate::analysis) fn current(&self) -> Option<(HandlerId, &'a Handler)> {
        let id = *self.told.last()?;
        Some((id, &self.machine.handlers[id]))
    }

    /// The scenario.
    pub(in crate::analysis) fn scenario(&self) -> &'a Scenario {
        &self.machine.scenarios[self.id]
    }

    /// The states in which the handler of the line can end, the one of the story first.
    pub(in crate::analysis) fn ends_of_current(&self) -> Vec<StateId> {
        let Some((id, _)) = self.current() else { return Vec::new() };
        let own = targets(self.machine.handlers[id].own_body());
        let is_taken = self.taken.last().is_some_and(|(taken, _)| *taken == id);
        let mut ends: Vec<StateId> = is_taken.then_some(self.state).into_iter().collect();
        ends.extend(own);
        ends.extend(targets(&self.machine.handlers[self.machine.definition(id)].body));
        unique(ends)
    }

    /// The state of the story when the handler of the line begins.
    pub(in crate::analysis) fn state_before_current(&self) -> StateId {
        let current = self.taken.last().filter(|(id, _)| self.told.last() == Some(id));
        current.map_or(self.state, |(_, before)| *before)
    }

    /// The states that the story was in before.
    pub(in crate::analysis) fn visited(&self) -> Vec<StateId> {
        let before = self.taken.iter().map(|(_, before)| *before);
        before.skip(1).filter(|state| *state != self.state).collect()
    }

    /// Whether the story, or only the handler of the line, moved to a state.
    pub(in crate::analysis) fn has_moved_to(&self, state: StateId, in_handler: bool) -> bool {
        let start = match in_handler {
            true => Some(self.state_before_current()),
            false => self.taken.first().map(|(_, before)| *before),
        };
        start != Some(state)
    }

    /// The states in which the handler of the line is accepted.
    pub(in crate::analysis) fn states_of_current(&self) -> &'a [StateId] {
        self.told.last().map_or(&[], |id| &self.machine.accepted(*id).states)
    }

    /// What a handler sends: of a retelling, what its definition sends (reference#retellings).
    pub(in crate::analysis) fn sent_by(&self, id: HandlerId) -> Vec<Target> {
        let mut found = Vec::new();
        visit::steps(&self.machine.handlers[self.machine.definition(id)].body, &mut |step| {
            if let Step::Emit(emit) = step {
                found.push(emit.target);
            }
        });
        unique(found)
    }

    /// What was sent on the way of the story, the latest first.
    pub(in crate::analysis) fn sent(&self) -> Vec<Target> {
        let sent = self.taken.iter().rev().flat_map(|(id, _)| self.sent_by(*id));
        unique(sent.collect())
    }

    /// The events of the handlers above.
    pub(in crate::analysis) fn told_events(&self) -> BTreeSet<EventId> {
        self.told.iter().map(|id| self.machine.handlers[*id].event).collect()
    }

    /// The parties that were sent something and have not answered yet, the last one first, then the other receivers.
    pub(in crate::analysis) fn asked(&self) -> Vec<Party> {
        let (mut open, mut answered) = (Vec::new(), Vec::new());
        let mut later_senders = BTreeSet::new();
        for id in self.told.iter().rev() {
            for party in self.sent_by(*id).into_iter().filter_map(receiver) {
                if later_senders.contains(&Some(party)) { &mut answered } else { &mut open }.push(party);
            }
            later_senders.insert(self.sender_of(*id));
        }
        open.extend(answered);
        unique(open)
    }

    /// Who sends the event of a handler.
    pub(in crate::analysis) fn sender_of(&self, handler: HandlerId) -> Option<Party> {
        self.machine.events[self.machine.handlers[handler].event].from
    }

    /// Whether the last handler of the story sends something that a later event can answer.
    pub(in crate::analysis) fn is_waiting(&self) -> bool {
        let starters = self.first_senders();
        let mut last = self.taken.last().into_iter().flat_map(|(id, _)| self.sent_by(*id));
        last.any(|target| receiver(target).is_some_and(|party| !starters.contains(&party)))
    }

    /// Who sends the public events, and the one that begins the story: the parties that need not be asked for anything.
    pub(in crate::analysis) fn first_senders(&self) -> Vec<Party> {
        let is_first = |(at, id): &(usize, &HandlerId)| {
            *at == 0 || self.machine.handlers[**id].visibility == Visibility::Public
        };
        let first = self.told.iter().enumerate().filter(is_first);
        unique(first.filter_map(|(_, id)| self.sender_of(*id)).collect())
    }

    /// The name of a party: `@order`.
    pub(in crate::analysis) fn party(&self, party: Party) -> String {
        words::party(self.model, party)
    }
}

/// The state after a handler that is taken in a state.
fn next_state(machine: &Machine, edges: &[Edge], handler: HandlerId, from: StateId) -> StateId {
    let definition = machine.definition(handler);
    let ends: Vec<StateId> = edges
        .iter()
        .filter(|edge| edge.handler == definition && edge.from == from)
        .map(|edge| edge.to)
        .collect();
    let told = targets(machine.handlers[handler].own_body());
    let told = told.into_iter().find(|state| ends.contains(state));
    told.or(ends.first().copied()).unwrap_or(from)
}

/// The states that some steps move to, in order.
pub(in crate::analysis) fn targets(steps: &[Step]) -> Vec<StateId> {
    let mut found = Vec::new();
    visit::steps(steps, &mut |step| found.extend(step.target_state()));
    found
}

/// Who gets something that is sent.
pub(in crate::analysis) fn receiver(target: Target) -> Option<Party> {
    match target {
        Target::Machine(id, _) => Some(Party::Machine(id)),
        Target::Actor(id, _) => Some(Party::Actor(id)),
        Target::Itself(_) => None,
    }
}

/// The items without later equal ones.
pub(in crate::analysis) fn unique<T: Ord + Copy>(mut items: Vec<T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert(*item));
    items
}
