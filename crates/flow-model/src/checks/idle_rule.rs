//! `idle-rule`: a rule with a `when` that never becomes true (reference#rules).
//!
//! A condition is impossible if no choice of reachable states satisfies it; values of variables are not followed. An event is never
//! received if no handler that can run takes it. Where that is only because a state is unreachable, `unreachable-state` reports the cause.

use flow_syntax::diagnostic::{Diagnostics, Level, Name};
use flow_syntax::gather::Gather;

use super::CheckCtx;
use crate::model::*;
use crate::{visit, words};

pub(super) fn idle_rule(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let model = ctx.model;
    let any_broken = model.machines.ids().any(|machine| ctx.broken.is_broken(machine));
    let is_silent = diags.level(Name::UnreachableState) == Level::Allow;
    for rule in model.rules.rules.iter().filter(|_| !any_broken) {
        match &rule.when {
            Some(Trigger::Holds(condition)) => {
                let states = States { model, is_any: !is_silent };
                if !states.can_be(condition, true) {
                    report_impossible(model, diags, condition);
                }
            }
            Some(Trigger::Sends(from, event, span)) if !is_taken(model, *from, &event.text) => {
                let sender = words::party(model, *from);
                let message =
                    format!("no handler takes ':{}' from '{sender}', so this never happens", event.text);
                diags.report(Name::IdleRule, *span, message);
            }
            _ => {}
        }
    }
}

fn report_impossible(model: &Model, diags: &mut Diagnostics, condition: &Condition) {
    let message = "this is never true, so the rule below it is about nothing";
    let report = diags.report(Name::IdleRule, condition.span, message);
    visit::conditions(condition, &mut |part| {
        if let ConditionKind::InState(of, _) = part.kind
            && model.machines[of].states.len() <= SHOWN
        {
            let machine = &model.machines[of];
            let states: Vec<_> = machine.states.iter().map(|state| format!("#{}", state.name.text)).gather();
            report.help(format!("states of '@{}' are {}", machine.name.text, states.join(", ")));
        }
    });
}

/// A help lists the states of a machine with at most this number of states: they fit on one line.
const SHOWN: usize = 8;

/// Whether a handler takes an event of a sender: one that puts it aside everywhere does not. An event that no line has is reported as
/// such.
fn is_taken(model: &Model, from: Party, name: &str) -> bool {
    let is_meant = |event: &&Event| event.name.text == name && event.from.is_none_or(|sender| sender == from);
    let mut events = model
        .machines
        .iter()
        .flat_map(|machine| machine.events.iter().filter(is_meant).map(move |event| (machine, event)));
    let takes = |machine: &Machine, handler: HandlerId| machine.handlers[handler].reaction != Reaction::Defer;
    events.clone().next().is_none()
        || events.any(|(machine, event)| event.handlers.iter().any(|handler| takes(machine, *handler)))
}

/// The states in which machines can be.
#[derive(Clone, Copy)]
struct States<'m> {
    model: &'m Model,
    /// Whether unreachable states count: they are reported themselves.
    is_any: bool,
}

impl States<'_> {
    /// Whether a condition can have an answer.
    fn can_be(self, condition: &Condition, answer: bool) -> bool {
        let is_all = matches!(condition.kind, ConditionKind::All(_)) == answer;
        match &condition.kind {
            ConditionKind::Not(inner) => self.can_be(inner, !answer),
            ConditionKind::All(parts) | ConditionKind::Any(parts) if is_all => {
                parts.iter().all(|part| self.can_be(part, answer))
            }
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().any(|part| self.can_be(part, answer))
            }
            ConditionKind::InState(machine, states) => {
                let of = &self.model.machines[*machine];
                let mut own =
                    of.states.ids().filter(|state| self.is_any || of.reach(*state) == Reach::Reachable);
                own.any(|state| states.contains(&state) == answer)
            }
            _ => true,
        }
    }
}
