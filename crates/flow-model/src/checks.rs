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
#[cfg(feature = "tools")]
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use broken::Broken;

use crate::acceptance::all_paths;
use crate::control_flow::ControlFlow;
use crate::crossings::Once;
use crate::messages::{Sent, Traffic, all_sent};
use crate::model::{HandlerId, List, MachineId, Model, VariableId};

pub(crate) use unknown_answer::report_unknown_answers;
pub(crate) use unknown_choice::report_unknown_text;

/// The model and analyses of it that several checks share, computed once.
pub(crate) struct CheckCtx<'m> {
    /// The model.
    model: &'m Model,
    /// Which machines could not be read in full.
    broken: Broken,
    /// The graph of events that can cause each other.
    traffic: Traffic,
    /// All emits that can run.
    sent: Vec<Sent<'m>>,
    /// The paths through every handler, by machine.
    paths: List<MachineId, List<HandlerId, ControlFlow>>,
    /// The variables that rules read.
    read_by_rules: Set<(MachineId, VariableId)>,
}

/// The data that the checks of a machine read in addition to the machine.
#[cfg(feature = "tools")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surroundings {
    is_broken: bool,
    /// Whether a state is named that its machine does not list: which lines name it is not known from the model.
    concerns_misnamed: bool,
    /// The handlers that send something that arrives.
    senders: Vec<HandlerId>,
    /// The variables that rules read.
    read_by_rules: Vec<VariableId>,
}

#[cfg(feature = "tools")]
impl Surroundings {
    /// Whether the checks of an equal machine in these surroundings find the same as in the others.
    pub(crate) fn are_same(&self, others: &Surroundings) -> bool {
        self == others && !self.concerns_misnamed
    }
}

impl<'m> CheckCtx<'m> {
    /// The emits of a machine that can run, in order.
    fn sent_by(&self, id: MachineId) -> &[Sent<'m>] {
        let start = self.sent.partition_point(|sent| sent.machine < id);
        let end = self.sent.partition_point(|sent| sent.machine <= id);
        &self.sent[start..end]
    }

    /// The variables of a machine that rules read.
    fn read_by_rules(&self, id: MachineId) -> impl Iterator<Item = VariableId> {
        let from = self.read_by_rules.iter_from(&(id, VariableId(0)));
        from.take_while(move |(owner, _)| *owner == id).map(|(_, variable)| *variable)
    }

    /// The data that the checks of a machine read in addition to the machine.
    #[cfg(feature = "tools")]
    pub(crate) fn surroundings(&self, id: MachineId) -> Surroundings {
        let mut senders = self.sent_by(id).iter().map(|sent| sent.handler).gather();
        senders.dedup();
        Surroundings {
            is_broken: self.broken.is_broken(id),
            concerns_misnamed: self.broken.concerns_misnamed(id, &self.model.machines[id]),
            senders,
            read_by_rules: self.read_by_rules(id).gather(),
        }
    }
}

/// Runs every check on a resolved model, after [`crate::acceptance::solve`].
pub fn check(model: &Model, diags: &mut Diagnostics) {
    check_with(model, &mut check_machine, diags);
}

/// Runs the checks of one machine by itself.
pub(crate) type CheckMachine<'a> = dyn FnMut(&CheckCtx<'_>, MachineId, &mut Diagnostics) + 'a;

/// The same, with the findings of the checks of [`check_machine`] from elsewhere.
pub(crate) fn check_with(model: &Model, check_machine: &mut CheckMachine<'_>, diags: &mut Diagnostics) {
    let before = diags.count();
    let broken = run_checks(model, check_machine, diags);
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
}

fn run_checks(model: &Model, check_machine: &mut CheckMachine<'_>, diags: &mut Diagnostics) -> Broken {
    let twins = name_collision::name_collision(model, diags);
    let broken = Broken::new(model, diags, &twins);
    let traffic = Traffic::of(model);
    let sent = all_sent(model, &traffic);
    let read_by_rules = unused_variable::find_read_by_rules(model);
    let ctx = CheckCtx { model, broken, traffic, sent, paths: all_paths(model), read_by_rules };
    model.machines.ids().for_each(|id| check_machine(&ctx, id, diags));
    unreachable_handler::unreachable_handler(&ctx, diags);
    unaddressed::unaddressed(&ctx, diags);
    missing_key::missing_key(model, diags);
    unhandled_event::unhandled_event(&ctx, diags);
    lost_answer::lost_answer(&ctx, diags);
    unknown_event::unknown_event(&ctx, diags);
    lone_actor::lone_actor(&ctx, diags);
    unused_timer::unused_timer(&ctx, diags);
    emit_cycle::emit_cycle(&ctx, diags);
    guessed_field::guessed_field(&ctx, diags);
    payload_mismatch::payload_mismatch(model, diags);
    unknown_answer::unknown_answer(model, diags);
    idle_fact::idle_fact(&ctx, diags);
    idle_rule::idle_rule(&ctx, diags);
    ctx.broken
}
