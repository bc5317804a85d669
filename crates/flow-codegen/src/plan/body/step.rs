//! The kinds of steps: what each can do, and the statement it becomes.
//!
//! A new kind of step is planned here and nowhere else: in [`Effects::of_kind`], in [`emit_of_step`] if it emits, and in
//! [`Planner::plan_step`]. Effects are those of the text: a step under a guard that is never true counts like any other.

use flow_model::duration::constant_micros;
use flow_model::model::{
    self, Block, Chain, Expr, ExprKind, FieldId, ForEach, Function, Model, Step, TimerOp, Type, UpdateOp,
    VariableId,
};
use flow_model::visit::{self, always_rejects};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::Span;

use super::fields::find_whole_fields;
use super::planner::{After, Loop, Path, Planner};
use crate::plan::duration::timer_micros;
use crate::plan::emits::{EmitKind, Way};
use crate::plan::handler::{Sent, Sources, Stmt};

/// What steps or expressions can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Effects {
    /// Whether they can fail: actions and arithmetic; or refuse the event.
    pub(crate) fails: bool,
    /// Whether they call bindings: phrases, `uuid()` or `now()`.
    pub(crate) calls_bindings: bool,
    /// Whether they emit anything, timers included.
    pub(crate) emits: bool,
    /// Whether they ask the sink for instances.
    pub(crate) asks_sink: bool,
}

impl Effects {
    /// The effects of a step with all expressions and bodies in it.
    pub(crate) fn of_step(model: &Model, step: &Step) -> Self {
        Effects::of_block(model, std::slice::from_ref(step))
    }

    /// The effects of all steps and expressions of a block.
    pub(crate) fn of_block(model: &Model, block: &[Step]) -> Self {
        let mut effects = Effects::default();
        visit::steps(block, &mut |step| effects.merge(Effects::of_kind(model, step)));
        visit::body_exprs(block, &mut |expr| effects.merge(Effects::of_expr(expr)));
        effects
    }

    /// The effects of a step without those of its expressions and bodies.
    fn of_kind(model: &Model, step: &Step) -> Self {
        let none = Effects::default();
        match step {
            Step::Transition(_) => none,
            Step::Update(model::Update { op: UpdateOp::ComesFrom(_), .. }) => {
                Effects { fails: true, calls_bindings: true, ..none }
            }
            Step::Update(update) => Effects { fails: computes(&update.op), ..none },
            Step::Emit(emit) => {
                let kind = EmitKind::of_emit(model, emit);
                Effects { emits: true, fails: can_miss(model, kind), ..none }
            }
            Step::Timer(timer) => Effects { emits: true, fails: has_computed_duration(&timer.op), ..none },
            Step::Action(_) => Effects { fails: true, calls_bindings: true, ..none },
            Step::Reject(_) => Effects { fails: true, ..none },
            Step::Chain(chain) => {
                Effects { calls_bindings: calls_guards(chain), fails: chain.catches.is_some(), ..none }
            }
            Step::ForEach(_) => none,
        }
    }

    /// The effects of an expression without those of its operands.
    fn of_expr(expr: &Expr) -> Self {
        match expr.kind {
            ExprKind::Duration(..) if constant_micros(expr).is_some() => Effects::default(),
            ExprKind::Apply(Function::Min | Function::Max | Function::Length, _) => Effects::default(),
            ExprKind::Binary(..)
            | ExprKind::Negate(_)
            | ExprKind::Duration(..)
            | ExprKind::End(..)
            | ExprKind::Fold(..)
            | ExprKind::Apply(..) => Effects { fails: true, ..Effects::default() },
            ExprKind::Partner(_) | ExprKind::Made(_) => {
                Effects { fails: true, asks_sink: true, ..Effects::default() }
            }
            ExprKind::Itself => Effects { asks_sink: true, ..Effects::default() },
            ExprKind::Uuid | ExprKind::Now => Effects { calls_bindings: true, ..Effects::default() },
            _ => Effects::default(),
        }
    }

    /// Whether they can end the handler: by failing, or since a binding panics.
    pub(crate) fn end(self) -> bool {
        self.fails || self.calls_bindings
    }

    fn merge(&mut self, other: Effects) {
        self.fails |= other.fails;
        self.calls_bindings |= other.calls_bindings;
        self.emits |= other.emits;
        self.asks_sink |= other.asks_sink;
    }
}

/// The emit of a step, if it makes one, with the line of the step.
pub(crate) fn emit_of_step(model: &Model, step: &Step) -> Option<(EmitKind, Span)> {
    match step {
        Step::Emit(emit) => Some((EmitKind::of_emit(model, emit), emit.span)),
        Step::Timer(timer) => Some((EmitKind::of_timer(&timer.op), timer.span)),
        _ => None,
    }
}

/// Whether an emit may have no receiver: a reference is not set, or a key is empty.
fn can_miss(model: &Model, kind: EmitKind) -> bool {
    match kind {
        EmitKind::Machine(_, _, Way::Reference) => true,
        EmitKind::Machine(machine, _, Way::Key) => {
            let receiver = &model.machines[machine];
            let mut keys = receiver.instances.keys().iter();
            keys.any(|key| receiver.variables[*key].ty != Type::Integer)
        }
        _ => false,
    }
}

/// Whether an update does arithmetic on its variable.
fn computes(op: &UpdateOp) -> bool {
    matches!(op, UpdateOp::Increases(_) | UpdateOp::Decreases(_))
}

/// Whether a timer step has a duration that is only known at run time, and may be no length of time then.
fn has_computed_duration(op: &TimerOp) -> bool {
    let length = op.start().and_then(|start| start.when.length());
    length.is_some_and(|length| timer_micros(length).is_none())
}

/// Whether a body contains a `reject`.
pub(super) fn refuses(body: &Block) -> bool {
    let mut refuses = false;
    visit::steps(body, &mut |step| refuses |= matches!(step, Step::Reject(_)));
    refuses
}

/// Whether the steps of a body ask a guard phrase.
pub(super) fn asks_guards(body: &Block) -> bool {
    let mut asks = false;
    visit::steps(body, &mut |step| asks |= matches!(step, Step::Chain(chain) if calls_guards(chain)));
    asks
}

/// Whether a condition of a chain calls a guard phrase.
fn calls_guards(chain: &Chain) -> bool {
    chain.groups.iter().any(|group| visit::asks_phrase(&group.condition))
}

impl<'m> Planner<'m> {
    /// The statement of a step. `path` is updated to the end of the step. A failure of the step is kept for the chain below it that
    /// `catches`.
    pub(super) fn plan_step(
        &mut self,
        step: &'m Step,
        catches: Option<u32>,
        effects: Effects,
        after: &After,
        path: &mut Path,
    ) -> Stmt<'m> {
        match step {
            Step::Transition(transition) => self.plan_transition(transition, after, path),
            Step::Update(update) if matches!(update.op, UpdateOp::ComesFrom(_)) => {
                Stmt::Ask(update, self.save_variable(update, after, path), catches)
            }
            Step::Update(update) => {
                let slot = self.save_variable(update, after, path);
                Stmt::Update(update, slot, self.find_sources(step, effects, after))
            }
            Step::Emit(emit) => {
                let slot = self.delay_emit(effects.end(), after, path);
                Stmt::Emit(Sent::Event(emit), slot, self.find_sources(step, effects, after))
            }
            Step::Timer(timer) => {
                let slot = self.delay_emit(effects.end(), after, path);
                Stmt::Emit(Sent::Timer(timer), slot, self.find_sources(step, effects, after))
            }
            Step::Action(call) => Stmt::Call(call, catches),
            Step::Reject(reject) => Stmt::Reject(reject),
            Step::Chain(chain) => self.plan_chain(chain, after, path),
            Step::ForEach(each) => self.plan_loop(each, after, path),
        }
    }

    fn plan_transition(
        &mut self,
        transition: &model::Transition,
        after: &After,
        path: &mut Path,
    ) -> Stmt<'m> {
        self.note_change(after, path);
        path.passes += 1;
        Stmt::Move(transition.to, path.passes - 1)
    }

    fn plan_chain(&mut self, chain: &'m Chain, after: &After, path: &mut Path) -> Stmt<'m> {
        let before = path.clone();
        let mut plan_branch = |planner: &mut Self, body: &'m Block| {
            let mut branch = before.clone();
            let stmts = planner.plan_block(body, after, &mut branch);
            path.passes = path.passes.max(branch.passes);
            if !always_rejects(body) {
                let added = branch.delayed.iter().filter(|slot| !path.delayed.contains(slot)).copied();
                path.delayed.extend(added.gather());
            }
            stmts
        };
        let groups = chain.groups.iter();
        let groups = groups.map(|group| (&group.condition, plan_branch(self, &group.body))).gather();
        let otherwise = plan_branch(self, chain.otherwise.as_ref().unwrap_or(EMPTY));
        if !after.ends {
            path.delayed.clear();
        }
        match chain.catches {
            Some(_) => Stmt::Catch(chain, groups, otherwise),
            None => Stmt::Branch(groups, otherwise),
        }
    }

    /// Any round of a loop is followed by another one. What its steps change is saved once, before the first round.
    fn plan_loop(&mut self, each: &'m ForEach, after: &After, path: &mut Path) -> Stmt<'m> {
        let effects = Effects::of_block(self.model, &each.body);
        let mut inner = After {
            ends: after.ends || effects.end(),
            emits: after.emits || effects.emits,
            fields: after.fields.clone(),
        };
        inner.fields.merge(&find_whole_fields(&each.body));
        let is_outermost = self.inside.is_none();
        let mut saved = Vec::new();
        if is_outermost {
            for (variable, adds_only) in find_changed_variables(&each.body) {
                if self.note_change(&inner, path) {
                    saved.push(self.save_before_loop(variable, adds_only));
                }
            }
            self.inside = Some(Loop::default());
        }
        let body = self.plan_block(&each.body, &inner, path);
        if is_outermost {
            self.inside = None;
        }
        Stmt::Loop(each, saved, body)
    }

    /// Where a step finds its values. It may take fields out of the event that it uses once and no later step needs, if neither this
    /// step nor a later one can end the handler.
    pub(super) fn find_sources(&mut self, step: &Step, effects: Effects, after: &After) -> Sources {
        let pending = self.pending.clone();
        if effects.end() || after.ends {
            return Sources { pending, ..Sources::default() };
        }
        let fields = find_whole_fields(std::slice::from_ref(step));
        let taken: Set<FieldId> = fields.used_once().filter(|field| !after.fields.has(*field)).collect();
        self.takes |= !taken.is_empty();
        Sources { taken, pending }
    }
}

/// The variables that the steps of a loop change, and whether they only add items to them.
fn find_changed_variables(body: &Block) -> Map<VariableId, bool> {
    let mut changed = Map::new();
    visit::steps(body, &mut |step| {
        if let Step::Update(update) = step {
            *changed.entry(update.variable).or_insert(true) &= matches!(update.op, UpdateOp::Adds(_));
        }
    });
    changed
}

/// The body of an `otherwise` that is not written.
static EMPTY: &Block = &Vec::new();
