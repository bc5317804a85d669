//! The checks (reference#diagnostics): faults of a specification that could be resolved.
//!
//! One check is one file, named like its diagnostic; the list below is the registry. A check reads the solved model and
//! reports; it neither changes the model nor depends on another check.

mod bare_state;
mod broken;
mod conflicting_handlers;
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

use flow_syntax::diagnostic::Diagnostics;

use broken::Broken;

use crate::acceptance::all_paths;
use crate::control_flow::ControlFlow;
use crate::crossings::Once;
use crate::messages::{Sent, Traffic, all_sent};
use crate::model::{HandlerId, List, MachineId, Model};

pub(crate) use unknown_answer::report_unknown_answers;
pub(crate) use unknown_choice::report_unknown_text;

/// The model and analyses of it that several checks share, computed once.
struct CheckCtx<'m> {
    /// The model.
    model: &'m Model,
    /// Which machines could not be read in full.
    broken: Broken,
    /// Who can send what because of what.
    traffic: Traffic,
    /// All that can really be sent.
    sent: Vec<Sent<'m>>,
    /// The paths through every handler, by machine.
    paths: List<MachineId, List<HandlerId, ControlFlow>>,
}

/// Runs every check on a resolved model, after [`crate::acceptance::solve`].
pub fn check(model: &Model, diags: &mut Diagnostics) {
    let before = diags.count();
    let broken = run_checks(model, diags);
    let once = Once::new(model);
    diags.retain_after(before, |said| !broken.may_explain(said) && once.is_first(said));
}

fn run_checks(model: &Model, diags: &mut Diagnostics) -> Broken {
    let twins = name_collision::name_collision(model, diags);
    let broken = Broken::new(model, diags, &twins);
    let traffic = Traffic::of(model);
    let sent = all_sent(model, &traffic);
    let ctx = CheckCtx { model, broken, traffic, sent, paths: all_paths(model) };
    conflicting_handlers::conflicting_handlers(&ctx, diags);
    guessed_source::guessed_source(&ctx, diags);
    unreachable_state::unreachable_state(&ctx, diags);
    dead_end::dead_end(&ctx, diags);
    unreachable_handler::unreachable_handler(&ctx, diags);
    unaddressed::unaddressed(&ctx, diags);
    missing_key::missing_key(model, diags);
    unhandled_event::unhandled_event(&ctx, diags);
    lost_answer::lost_answer(&ctx, diags);
    unknown_event::unknown_event(&ctx, diags);
    lone_actor::lone_actor(&ctx, diags);
    unused_timer::unused_timer(&ctx, diags);
    stale_schedule::stale_schedule(&ctx, diags);
    emit_cycle::emit_cycle(&ctx, diags);
    empty_duration::empty_duration(model, diags);
    impossible_expect::impossible_expect(&ctx, diags);
    guards::guards(model, diags);
    bare_state::bare_state(model, diags);
    mixed_column::mixed_column(model, diags);
    never_set::never_set(model, diags);
    guessed_field::guessed_field(&ctx, diags);
    payload_mismatch::payload_mismatch(model, diags);
    unknown_answer::unknown_answer(model, diags);
    unknown_choice::unknown_choice(model, diags);
    untyped_answer::untyped_answer(model, diags);
    unused_variable::unused_variable(model, diags);
    idle_fact::idle_fact(&ctx, diags);
    idle_rule::idle_rule(&ctx, diags);
    vacuous_scenario::vacuous_scenario(model, diags);
    ctx.broken
}
