//! `on entering #a` and `on leaving #a`: their steps become part of the handlers that may cross there (reference#entering).
//!
//! The steps are lowered once, without an event, so that they mean the same at the end of every handler. A handler gets the steps of each
//! crossing that its transitions can cause, as a chain with the condition that they did. [`crate::crossings`] removes the chains that never
//! run, once the accepted states of the handler are known.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::ordered::{self, Set};

use super::Lower;
use super::scope::{Scope, Side};
use crate::model::{
    self, Chain, ChainOrigin, Condition, ConditionKind, Crossing, Group, Handler, MachineId, StateId, Step,
    Timer, TimerGroup, TimerOp,
};
use crate::visit::{NodeMut, always_rejects, steps};

impl<'p> Lower<'p, '_> {
    /// Lowers the steps of states that are entered and left, and adds them to the handlers of the machine.
    pub(super) fn lower_crossings(&mut self, machine: MachineId) {
        let names = self.names;
        let mut crossings: Vec<Crossing> = Vec::new();
        for crossing in &names.machines[machine].crossings {
            let lowered = self.lower_crossing(machine, crossing);
            let first = crossings
                .iter()
                .find(|known| known.side == lowered.side && known.name.text == lowered.name.text);
            if let Some(first) = first {
                let message = format!("'{}' is written twice", lowered.header());
                self.diags.report(Name::DuplicateName, lowered.span, message).label(first.span, "first here");
                continue;
            }
            crossings.push(lowered);
        }
        sort_crossings(&mut crossings);
        let of = &mut self.model.machines[machine];
        for handler in &mut of.handlers {
            add_crossings(machine, &crossings, handler);
        }
        of.crossings = crossings;
    }

    /// Lowers the steps of a state or group.
    fn lower_crossing(&mut self, machine: MachineId, crossing: &'p ast::Crossing) -> Crossing {
        let mut states = self.intern_states(machine, std::slice::from_ref(&crossing.state));
        ordered::sort(&mut states);
        self.made.clear();
        let scope = Scope::of_story(machine, Side::Body);
        let mut body = self.lower_block(&scope, &crossing.body);
        let of_groups = &self.model.machines[machine].groups;
        let group = of_groups.iter().position(|group| group.name.text == crossing.state.text);
        if let Some(at) = group.filter(|_| states.len() > 1 && crossing.side == ast::Side::Entering) {
            own_timers(&mut body, &TimerGroup { at, states: states.clone() });
        }
        let (side, name, span) = (crossing.side, crossing.state.clone(), crossing.span);
        Crossing { side, name, states, body, span }
    }
}

/// Lets the timers that start where a group is entered belong to the group, so that they go on while the machine moves within it.
fn own_timers(body: &mut [Step], group: &TimerGroup) {
    for step in body {
        NodeMut::Step(step).rewrite(&mut |node| {
            if let NodeMut::Step(Step::Timer(Timer { op: TimerOp::Start(start), .. })) = node {
                start.group = Some(group.clone());
            }
        });
    }
}

/// Sorts them by the order in which they are done: leaving before entering; a group is left after its members, and entered before
/// them. Otherwise the order of the text remains.
fn sort_crossings(crossings: &mut [Crossing]) {
    ordered::sort_by_key(crossings, |crossing| match crossing.side {
        model::Side::Leaving => (0, crossing.states.len()),
        // A group that contains another one is larger.
        model::Side::Entering => (1, usize::MAX - crossing.states.len()),
    });
}

/// Adds to a handler the crossings that its transitions can cause.
pub(super) fn add_crossings(machine: MachineId, crossings: &[Crossing], handler: &mut Handler) {
    if crossings.is_empty() {
        return;
    }
    let mut targets = Set::new();
    steps(&handler.body, &mut |step| targets.extend(step.target_state()));
    if targets.is_empty() || always_rejects(&handler.body) {
        return;
    }
    for crossing in crossings {
        let leads_inside = |state: &StateId| crossing.states.binary_search(state).is_ok();
        let may_cross = match crossing.side {
            model::Side::Entering => targets.iter().any(leads_inside),
            model::Side::Leaving => !targets.iter().all(leads_inside),
        };
        if may_cross && !crossing.body.is_empty() {
            handler.body.push(Step::Chain(lower_crossing(machine, crossing)));
        }
    }
}

/// The steps of a crossing, if the handler crosses.
fn lower_crossing(machine: MachineId, crossing: &Crossing) -> Chain {
    let span = crossing.span;
    let condition = |kind| Condition { kind, span };
    let not = |kind| condition(ConditionKind::Not(Box::new(condition(kind))));
    let began = ConditionKind::Began(crossing.states.clone());
    let ends = ConditionKind::InState(machine, crossing.states.clone());
    let parts = match crossing.side {
        model::Side::Entering => vec![not(began), condition(ends)],
        model::Side::Leaving => vec![condition(began), not(ends)],
    };
    let group = Group { condition: condition(ConditionKind::All(parts)), body: crossing.body.clone(), span };
    Chain { groups: vec![group], otherwise: None, catches: None, origin: ChainOrigin::Crossing, span }
}
