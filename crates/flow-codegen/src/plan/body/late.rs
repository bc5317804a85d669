//! Changes that are made after the last emit of their block, so that they need not be undone if the sink panics.
//!
//! In `$total increases by $price`, `emit … with $total` nothing but the sink can end the handler after the change. So the new value
//! is kept in a local variable, which the emit reads, and the variable is set after the emit. Nobody sees the difference: a sink does
//! not see the machine, and between the two there are only emits and other changes.

use flow_model::model::{Expr, ExprKind, Step, Update, UpdateOp, VariableId};
use flow_model::visit;
use flow_syntax::ordered::Set;
use proc_macro2::Ident;

use super::fields::find_whole_fields;
use super::planner::{After, Path, Planner};
use super::step::Effects;
use crate::plan::handler::{Sources, Stmt};

/// The steps of a block whose changes are made after its last emit.
#[derive(Default)]
pub(super) struct Late {
    /// The last emit, if there are such changes.
    pub(super) last: Option<usize>,
    changes: Set<usize>,
}

impl Late {
    /// Whether the step at a position is one of them.
    pub(super) fn has(&self, at: usize) -> bool {
        self.changes.contains(&at)
    }
}

/// What the steps between a change and the last emit do with variables.
#[derive(Default)]
struct Between {
    /// The variables that they read.
    read: Set<VariableId>,
    /// The variables that they change at once.
    changed: Set<VariableId>,
}

/// Finds the changes that can be made after the last emit. `effects` are those of each step, and `afters` what follows it, to which the
/// values that are only read after the last emit are added.
pub(super) fn find_late_changes(
    block: &[Step],
    effects: &[Effects],
    afters: &mut [After],
    rest: &After,
) -> Late {
    let last = block.iter().rposition(|step| matches!(step, Step::Emit(_) | Step::Timer(_)));
    // A change before an emit of another block has to be undone anyway.
    let Some(last) = last.filter(|_| !rest.emits) else { return Late::default() };
    let (mut changes, mut between) = (Set::new(), Between::default());
    for (at, step) in block[..=last].iter().enumerate().rev() {
        let is_late = match step {
            Step::Emit(_) | Step::Timer(_) => false,
            Step::Transition(_) => !afters[at].ends,
            Step::Update(update) => {
                let is_late = !afters[at].ends && between.allows(update, effects[at]);
                if !is_late {
                    between.changed.insert(update.variable);
                }
                is_late
            }
            // Other steps may change the same variables, or call what sees them.
            _ => break,
        };
        if is_late {
            changes.insert(at);
        }
        between.add_reads(step);
    }
    for at in &changes {
        if matches!(&block[*at], Step::Update(Update { op: UpdateOp::Removes(_), .. })) {
            let fields = find_whole_fields(&block[*at..=*at]);
            afters[..=last].iter_mut().for_each(|after| after.fields.merge(&fields));
        }
    }
    Late { last: (!changes.is_empty()).then_some(last), changes }
}

impl Between {
    /// Whether an update can be made after these steps. Those that replace a value keep it in a local variable; lists change in place,
    /// so that no step between may read them.
    fn allows(&self, update: &Update, effects: Effects) -> bool {
        if self.changed.contains(&update.variable) {
            return false;
        }
        match &update.op {
            UpdateOp::Becomes(_) | UpdateOp::Increases(_) | UpdateOp::Decreases(_) => true,
            UpdateOp::Adds(_) | UpdateOp::Clears => !self.read.contains(&update.variable),
            // The item is read where it is, after these steps.
            UpdateOp::Removes(item) => {
                !effects.end()
                    && !self.read.contains(&update.variable)
                    && !read_variables(item).iter().any(|read| self.changed.contains(read))
            }
            UpdateOp::ComesFrom(_) => false,
        }
    }

    fn add_reads(&mut self, step: &Step) {
        visit::body_exprs(std::slice::from_ref(step), &mut |expr| {
            if let ExprKind::Variable(variable) = expr.kind {
                self.read.insert(variable);
            }
        });
    }
}

/// The variables that a value depends on.
fn read_variables(value: &Expr) -> Set<VariableId> {
    let mut read = Set::new();
    visit::expr(value, &mut |expr| {
        if let ExprKind::Variable(variable) = expr.kind {
            read.insert(variable);
        }
    });
    read
}

impl<'m> Planner<'m> {
    /// The statement that makes a change after the last emit. Its value is computed now, unless it is in a variable already.
    pub(super) fn plan_late(
        &mut self,
        step: &'m Step,
        (effects, after): (Effects, &After),
        computed: Option<Ident>,
        stmts: &mut Vec<Stmt<'m>>,
        path: &mut Path,
    ) -> Option<Stmt<'m>> {
        let update = match step {
            Step::Update(update) => update,
            Step::Transition(transition) => {
                path.passes += 1;
                return Some(Stmt::Move(transition.to, path.passes - 1));
            }
            _ => return None,
        };
        if matches!(update.op, UpdateOp::Removes(_) | UpdateOp::Clears) {
            return Some(Stmt::Update(update, None, Sources::default()));
        }
        let local = computed.unwrap_or_else(|| {
            let local = self.next_local();
            let sources = self.find_sources(step, effects, after);
            stmts.push(Stmt::Compute(update, local.clone(), sources));
            local
        });
        if !matches!(update.op, UpdateOp::Adds(_)) {
            self.pending.insert(update.variable, local.clone());
        }
        Some(Stmt::Set(update, None, local))
    }
}
