//! Leaves out the values that an instance no longer needs in its state.
//!
//! A variable is *needed* in a state if a handler may read it there, or in a later state, before one writes it. The others are set to zero
//! when an instance rests, so that what was calculated for one decision makes no further states. This is exact. A rule, a key and a
//! condition of another machine may read at any time. Flags and counters are kept: they have few values, and numbers of states can be
//! compared with those of other tools.

use flow_model::model::{
    Expr, ExprKind, HandlerId, List, MachineId, Model, Origin, StateId, Step, Update, UpdateOp, Variable,
    VariableId,
};
use flow_model::visit::{self, Node};
use flow_sim::Runnable;

use crate::slice::{for_each_body, visit_rule_variables};

/// The variables of one machine, each with whether it is meant.
type Variables = List<VariableId, bool>;

/// The variables that are needed, by machine and state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needed(Vec<List<StateId, Variables>>);

/// What a handler does with variables.
#[derive(Clone)]
struct Summary {
    /// Those that a path may read before it writes them.
    read: Variables,
    /// Those that every path writes that does not reject.
    written: Variables,
}

impl Needed {
    /// Finds them, in a sliced model.
    pub(crate) fn of(runnable: &Runnable<'_>) -> Needed {
        let model = runnable.model;
        let always = list_always(model);
        let of_machine = |machine: MachineId| find_needed(runnable, machine, &always[machine.index()]);
        Needed(model.machines.ids().map(of_machine).collect())
    }

    /// Whether a variable is needed in a state.
    pub(crate) fn contains(&self, machine: MachineId, state: StateId, variable: VariableId) -> bool {
        self.0[machine.index()][state][variable]
    }

    /// The same with a variable forgotten: a test checks that such a mistake is noticed.
    #[cfg(test)]
    pub(crate) fn without(&self, machine: MachineId, state: StateId, variable: VariableId) -> Needed {
        let mut rest = self.clone();
        rest.0[machine.index()][state][variable] = false;
        rest
    }
}

/// The variables that may be read from outside of the handlers of their machine, and those that change only by what is written.
fn list_always(model: &Model) -> Vec<Variables> {
    let mut always: Vec<Variables> =
        model.machines.iter().map(|of| of.variables.iter().map(is_plain).collect()).collect();
    for_each_body(model, &mut |(machine, _), body| {
        visit::steps(body, &mut |step| {
            if let Step::Update(update) = step
                && !is_constant(update)
            {
                always[machine.index()][update.variable] = false;
            }
        });
    });
    for rule in &model.rules.rules {
        visit_rule_variables(rule, &mut |machine, variable| always[machine.index()][variable] = true);
    }
    for (machine, of) in model.machines.entries() {
        of.instances.keys().iter().for_each(|key| always[machine.index()][*key] = true);
    }
    for_each_body(model, &mut |_, body| {
        visit::body_exprs(body, &mut |expr| {
            if let ExprKind::VariableOf(machine, variable) = expr.kind {
                always[machine.index()][variable] = true;
            }
        });
    });
    always
}

/// Whether a variable is no input.
fn is_plain(variable: &Variable) -> bool {
    !matches!(variable.origin, Origin::Given | Origin::NeverSet)
}

/// Whether an update does the same to a variable each time.
fn is_constant(update: &Update) -> bool {
    let is_literal = |value: &Expr| match &value.kind {
        ExprKind::Convert(inner) => matches!(inner.kind, ExprKind::Number(_) | ExprKind::Text(_)),
        kind => {
            matches!(kind, ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) | ExprKind::Zero)
        }
    };
    match &update.op {
        UpdateOp::Becomes(value) | UpdateOp::Increases(value) | UpdateOp::Decreases(value) => {
            is_literal(value)
        }
        UpdateOp::Clears => true,
        UpdateOp::Adds(_) | UpdateOp::Removes(_) | UpdateOp::ComesFrom(_) => false,
    }
}

fn find_needed(runnable: &Runnable<'_>, machine: MachineId, always: &Variables) -> List<StateId, Variables> {
    let of = runnable.machine(machine);
    let mut summaries: List<HandlerId, Option<Summary>> = of.handlers.ids().map(|_| None).collect();
    let mut taken: Vec<(StateId, HandlerId)> = Vec::new();
    for state in of.states.ids() {
        let handlers = of.events.ids().filter_map(|event| runnable.handler(machine, state, event));
        taken.extend(handlers.map(|handler| (state, handler)));
    }
    for (_, handler) in &taken {
        summaries[*handler].get_or_insert_with(|| summarize(&of.handlers[*handler].body, always));
    }
    let mut needed: List<StateId, Variables> = of.states.ids().map(|_| always.clone()).collect();
    let mut has_changed = true;
    while std::mem::take(&mut has_changed) {
        // Most handlers lead to later states.
        for (state, handler) in taken.iter().rev() {
            let Some(Summary { read, written }) = &summaries[*handler] else { continue };
            let ends = runnable.ends(machine, *handler, *state);
            for variable in of.variables.ids() {
                let is_needed_later = || {
                    let mut ends = ends.into_iter().flat_map(|ends| ends.keys());
                    !written[variable] && ends.any(|end| needed[*end][variable])
                };
                if !needed[*state][variable] && (read[variable] || is_needed_later()) {
                    needed[*state][variable] = true;
                    has_changed = true;
                }
            }
        }
    }
    needed
}

fn summarize(body: &[Step], always: &Variables) -> Summary {
    let nothing: Variables = always.ids().map(|_| false).collect();
    let mut read = nothing.clone();
    let written = follow(body, Some(nothing), &mut read);
    let written = written.unwrap_or_else(|| always.ids().map(|_| true).collect());
    Summary { read, written }
}

/// What was written after a body; `None` where every path rejects, as after one that has rejected.
fn follow(body: &[Step], mut written: Option<Variables>, read: &mut Variables) -> Option<Variables> {
    for (at, step) in body.iter().enumerate() {
        let is_caught = matches!(body.get(at + 1), Some(Step::Chain(chain)) if chain.catches.is_some());
        written = follow_step(step, written?, is_caught, read);
    }
    written
}

fn follow_step(
    step: &Step,
    mut written: Variables,
    is_caught: bool,
    read: &mut Variables,
) -> Option<Variables> {
    Node::Step(step).for_each_part(&mut |part| {
        if !matches!(part, Node::Step(_)) {
            visit::exprs(part, &mut |expr| {
                if let ExprKind::Variable(variable) = expr.kind {
                    read[variable] |= !written[variable];
                }
            });
        }
    });
    match step {
        Step::Reject(_) => None,
        Step::Update(update) => {
            written[update.variable] |= is_written(update, is_caught);
            Some(written)
        }
        Step::Chain(chain) => {
            let bodies = chain.groups.iter().map(|group| &group.body[..]);
            let mut ends: Vec<Option<Variables>> =
                bodies.map(|body| follow(body, Some(written.clone()), read)).collect();
            ends.push(match &chain.otherwise {
                Some(block) => follow(block, Some(written), read),
                None => Some(written),
            });
            ends.into_iter().flatten().reduce(|a, b| a.iter().zip(b.iter()).map(|(a, b)| *a && *b).collect())
        }
        Step::ForEach(each) => {
            // It may run no time.
            follow(&each.body, Some(written.clone()), read);
            Some(written)
        }
        _ => Some(written),
    }
}

/// Whether an update replaces the value. One that changes it needs the old value only if the new one is needed; what fails and is caught
/// keeps it.
fn is_written(update: &Update, is_caught: bool) -> bool {
    match update.op {
        UpdateOp::Becomes(_) | UpdateOp::Clears => true,
        UpdateOp::ComesFrom(_) => !is_caught,
        UpdateOp::Increases(_) | UpdateOp::Decreases(_) | UpdateOp::Adds(_) | UpdateOp::Removes(_) => false,
    }
}
