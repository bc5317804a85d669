//! The checks (reference#diagnostics): faults of a specification that could be resolved.
//!
//! One check is one file, named like its diagnostic; the list below is the registry. A check reads the solved model and
//! reports; it neither changes the model nor depends on another check.

mod bare_state;
mod broken;
mod build_part;
mod conflicting_handlers;
mod context;
mod dead_end;
mod emit_cycle;
mod empty_duration;
mod guards;
mod guessed_field;
mod guessed_source;
mod idle_fact;
mod idle_rule;
mod impossible_expect;
mod lone_actor;
mod lost_answer;
mod missing_key;
mod mixed_column;
mod name_collision;
mod never_set;
mod part;

mod payload_mismatch;
mod sent;
mod stale_schedule;
mod unaddressed;
mod unhandled_event;
mod unknown_answer;
mod unknown_choice;
mod unknown_event;
mod unreachable_handler;
mod unreachable_state;
mod untyped_answer;
mod unused_timer;
mod unused_variable;
mod vacuous_scenario;
mod waiting;

use std::sync::Arc;

use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::Span;

use broken::Broken;

use crate::control_flow::{ControlFlow, Paths};
use crate::crossings::Once;
use crate::messages::Graph;
use crate::model::{ActorId, MachineId, Model};

pub(crate) use build_part::build_part;
pub(crate) use context::{CheckCtx, Outgoings};
#[cfg(feature = "tools")]
pub(crate) use context::{Search, Surroundings};
pub(crate) use idle_fact::idle_fact;
pub(crate) use name_collision::{check_messages, check_names};
pub(crate) use part::Part;
pub(crate) use unknown_answer::report_unknown_answers;
pub(crate) use unknown_choice::report_unknown_text;

/// Two machines of which the first sends something to the second. They can be one machine.
pub(crate) type Pair = (MachineId, MachineId);

/// Results for single machines and for pairs of them, which can be those of an earlier time.
pub(crate) trait Results {
    /// The paths through every handler of a machine.
    fn paths(&mut self, model: &Model, id: MachineId) -> Arc<Paths> {
        Arc::new(ControlFlow::of_handlers(&model.machines[id]))
    }

    /// What a machine contributes to the checks of the whole system.
    fn part(&mut self, outgoing: &Outgoings<'_>, id: MachineId) -> Arc<Part> {
        Arc::new(build_part(outgoing, id))
    }

    /// The graph of messages, which can be that of an earlier time if it is equal.
    fn share_graph(&mut self, graph: Graph) -> Arc<Graph> {
        Arc::new(graph)
    }

    /// Reports names of a machine that are equal in Rust, and adds the places of those that look the same.
    fn check_names(&mut self, model: &Model, id: MachineId, twins: &mut Vec<Span>, diags: &mut Diagnostics) {
        check_names(model, id, twins, diags);
    }

    /// The same for the names of the messages to an actor outside.
    fn check_messages(&mut self, model: &Model, id: ActorId, twins: &mut Vec<Span>, diags: &mut Diagnostics) {
        check_messages(model, id, twins, diags);
    }

    /// Looks for facts that answer no question.
    fn check_facts(&mut self, ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
        idle_fact(ctx, diags);
    }

    /// Runs the checks of a machine by itself.
    fn check_machine(&mut self, ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
        check_machine(ctx, id, diags);
    }

    /// Runs the checks of two machines.
    fn check_pair(&mut self, ctx: &CheckCtx<'_>, pair: Pair, diags: &mut Diagnostics) {
        check_pair(ctx, pair, diags);
    }
}

/// Results that are made anew.
struct New;

impl Results for New {}

/// Runs every check on a resolved model, after [`crate::acceptance::solve`].
pub fn check(model: &Model, diags: &mut Diagnostics) {
    check_with(model, &mut New, diags);
}

/// The same, with some results from elsewhere.
pub(crate) fn check_with(model: &Model, results: &mut dyn Results, diags: &mut Diagnostics) {
    let before = diags.count();
    let broken = run_checks(model, results, diags);
    let once = Once::new(model);
    diags.retain_after(before, |said| !broken.may_explain(said) && once.is_first(said));
}

/// The checks that read no more than one machine, the names and types that it refers to, and its `Surroundings`: only so may their
/// findings be kept while other machines change.
pub(crate) fn check_machine(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let (model, machine) = (ctx.model, &ctx.model.machines[id]);
    conflicting_handlers::conflicting_handlers(model, id, diags);
    guessed_source::guessed_source(ctx, id, diags);
    unreachable_state::unreachable_state(ctx, id, diags);
    dead_end::dead_end(model, id, diags);
    unhandled_event::deferred::report_lost_deferrals(ctx, id, diags);
    empty_duration::empty_duration(machine, diags);
    impossible_expect::impossible_expect(ctx, id, diags);
    stale_schedule::stale_schedule(ctx, id, diags);
    guards::guards(model, id, diags);
    bare_state::bare_state(machine, diags);
    mixed_column::mixed_column(machine, diags);
    never_set::never_set(machine, diags);
    unknown_choice::unknown_choice(model, id, diags);
    untyped_answer::untyped_answer(machine, diags);
    unused_variable::unused_variable(ctx, id, diags);
    vacuous_scenario::vacuous_scenario(machine, diags);
    unreachable_handler::unreachable_handler(ctx, id, diags);
    unused_timer::unused_timer(ctx, id, diags);
    guessed_field::guessed_field(ctx, id, diags);
}

/// The checks of what one machine sends to another. They read no more than these two, the names and types that they refer to, their
/// `Surroundings`, and results of [`CheckCtx::find_causes`].
pub(crate) fn check_pair(ctx: &CheckCtx<'_>, pair: Pair, diags: &mut Diagnostics) {
    unhandled_event::unhandled_event(ctx, pair, diags);
    lost_answer::lost_answer(ctx, pair, diags);
}

/// Calls [`Results::check_pair`] for every machine and each of those that it sends something to.
fn check_pairs(ctx: &CheckCtx<'_>, results: &mut dyn Results, diags: &mut Diagnostics) {
    for (by, part) in ctx.parts.entries() {
        let receivers = part.receivers(by, &|event| ctx.arrives(by, event));
        receivers.iter().for_each(|to| results.check_pair(ctx, (by, MachineId::new(to)), diags));
    }
}

fn run_checks(model: &Model, results: &mut dyn Results, diags: &mut Diagnostics) -> Broken {
    let twins = name_collision::name_collision(model, results, diags);
    let ctx = CheckCtx::new(model, Broken::new(model, diags, &twins), results);
    model.machines.ids().for_each(|id| results.check_machine(&ctx, id, diags));
    check_pairs(&ctx, results, diags);
    unaddressed::unaddressed(&ctx, diags);
    missing_key::missing_key(&ctx, diags);
    unhandled_event::unhandled_events_of_several(&ctx, diags);
    unknown_event::unknown_event(&ctx, diags);
    lone_actor::lone_actor(&ctx, diags);
    emit_cycle::emit_cycle(&ctx, diags);
    payload_mismatch::payload_mismatch(&ctx, diags);
    unknown_answer::unknown_answer(model, diags);
    results.check_facts(&ctx, diags);
    idle_rule::idle_rule(&ctx, diags);
    ctx.broken
}
