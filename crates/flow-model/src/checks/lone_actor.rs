//! `unhandled-event`, `unreachable-handler`: an actor outside that is named once, nearly like one that is named more often
//! or like a machine (reference#steps).
//!
//! Every unknown `@name` is an actor outside, so a slip of the pen makes a new one: events sent to it are lost, and
//! expected ones are never received. Only slips of longer names count; `@door_1` and `@door_2` are two.

use std::cell::OnceCell;

use flow_syntax::diagnostic::{Diagnostics, Name as Check};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;
use flow_syntax::source::Span;
use flow_syntax::suggest::{is_misspelling, misspelling_key};

use super::CheckCtx;
use super::part::{ActorUses, Outgoing, Use};
use crate::model::*;

pub(super) fn lone_actor(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    if ctx.broken.is_any() {
        return;
    }
    let uses = join_uses(ctx);
    let once =
        uses.entries().filter_map(|(actor, (id, of))| Some((actor, id, of.first.filter(|_| of.count == 1)?)));
    let known = OnceCell::new();
    for (actor, id, only) in once {
        let name = &ctx.model.actors[actor].name;
        let Some((check, place)) = place_of(ctx, *id, actor, only) else { continue };
        // The name occurs earlier, in a phrase, so it was meant.
        if place.to(name.span) != place {
            continue;
        }
        let known = known.get_or_init(|| collect_known_names(ctx.model, &uses));
        if let Some(meant) = opt_meant(known, &name.text) {
            report(ctx.model, check, name, meant, diags);
        }
    }
}

/// The check that reports it, and its place, if one does.
fn place_of(ctx: &CheckCtx<'_>, id: MachineId, actor: ActorId, named: Use) -> Option<(Check, Span)> {
    match named {
        Use::Handler(handler) => {
            Some((Check::UnreachableHandler, ctx.model.machines[id].handlers[handler].span))
        }
        Use::Emit(handler) => {
            let is_to_actor =
                |step: &Step| matches!(step, Step::Emit(emit) if opt_receiver(emit) == Some(actor));
            let mut outgoing = ctx.outgoing(id).iter();
            let (_, step) = outgoing.find(|(by, step)| *by == handler && is_to_actor(step))?;
            Some((Check::UnhandledEvent, step.span()))
        }
        Use::Expect => None,
    }
}

fn report(model: &Model, check: Check, name: &Name, meant: &str, diags: &mut Diagnostics) {
    let message = format!("'@{}' is named only here", name.text);
    let is_machine = model.machines.iter().any(|machine| machine.name.text == meant);
    let report = diags.report(check, name.span, message);
    match is_machine {
        // A machine takes and sends certain events only, so another mistake may be the cause of this one.
        true => report.help(format!("there is a machine '@{meant}'")),
        false => report.did_you_mean([name.span], format!("@{meant}")),
    };
}

/// The actors that a machine with these emits names.
pub(super) fn list_uses(machine: &Machine, outgoing: &Outgoing<'_>) -> Vec<(ActorId, ActorUses)> {
    let mut uses: Map<ActorId, ActorUses> = Map::new();
    let mut add = |actor, place| {
        let of: &mut ActorUses = uses.entry(actor).or_default();
        of.count += 1;
        of.first = of.first.or(Some(place));
    };
    for (id, handler) in machine.handlers.entries() {
        if let Some(Party::Actor(actor)) = machine.events[handler.event].from {
            add(actor, Use::Handler(id));
        }
    }
    for (handler, step) in outgoing {
        if let Step::Emit(emit) = step
            && let Some(actor) = opt_receiver(emit)
        {
            add(actor, Use::Emit(*handler));
        }
    }
    let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.expect);
    let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.expect);
    for assertion in of_handlers.chain(of_scenarios) {
        if let Some(actor) = opt_actor(&assertion.kind) {
            add(actor, Use::Expect);
        }
    }
    uses.into_iter().gather()
}

/// How often the system names each actor, with the first machine that does.
fn join_uses(ctx: &CheckCtx<'_>) -> List<ActorId, (MachineId, ActorUses)> {
    let mut uses = ctx.model.actors.map(|_| (MachineId(0), ActorUses::default()));
    for (id, part) in ctx.parts.entries() {
        for (actor, of) in &part.uses {
            let (first, all) = &mut uses[*actor];
            if all.count == 0 {
                (*first, all.first) = (id, of.first);
            }
            all.count += of.count;
        }
    }
    uses
}

/// The actor that gets what an emit sends.
fn opt_receiver(emit: &Emit) -> Option<ActorId> {
    match emit.target {
        Target::Actor(actor, _) => Some(actor),
        Target::Machine(..) | Target::Itself(_) => None,
    }
}

/// The actor that an expectation is about.
fn opt_actor(assertion: &AssertionKind) -> Option<ActorId> {
    match assertion {
        AssertionKind::Received { by: Party::Actor(actor), .. }
        | AssertionKind::ReceivedCount(Party::Actor(actor), _)
        | AssertionKind::Emitted { to: Some(Party::Actor(actor)), .. } => Some(*actor),
        _ => None,
    }
}

/// Names of machines and of actors that are named more than once, grouped by what a slip does not change, so that only few of
/// them are compared with a name.
type Known<'m> = Map<String, Vec<&'m str>>;

fn collect_known_names<'m>(model: &'m Model, uses: &List<ActorId, (MachineId, ActorUses)>) -> Known<'m> {
    let machines = model.machines.iter().map(|machine| machine.name.text.as_str());
    let often = uses.entries().filter(|(_, (_, of))| of.count > 1);
    let actors = often.map(|(actor, _)| model.actors[actor].name.text.as_str());
    let mut known = Known::new();
    for name in machines.chain(actors) {
        known.entry(misspelling_key(name)).or_default().push(name);
    }
    known
}

/// The name that was probably meant.
fn opt_meant<'m>(known: &Known<'m>, name: &str) -> Option<&'m str> {
    known.get(&misspelling_key(name))?.iter().copied().find(|meant| is_misspelling(name, meant))
}
