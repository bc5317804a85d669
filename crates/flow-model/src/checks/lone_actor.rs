//! `unhandled-event`, `unreachable-handler`: an actor outside that is named once, nearly like one that is named more often
//! or like a machine (reference#steps).
//!
//! Every unknown `@name` is an actor outside, so a slip of the pen makes a new one: events sent to it are lost, and
//! expected ones are never received. Only slips of longer names count; `@door_1` and `@door_2` are two.

use std::cell::OnceCell;

use flow_syntax::diagnostic::{Diagnostics, Name as Check};
use flow_syntax::ordered::Map;
use flow_syntax::source::Span;
use flow_syntax::suggest::{is_misspelling, misspelling_key};

use super::CheckCtx;
use crate::model::*;

pub(super) fn lone_actor(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    if ctx.broken.is_any() {
        return;
    }
    let uses = collect_uses(ctx);
    let once = uses.entries().filter_map(|(actor, of)| Some((actor, of.first.filter(|_| of.count == 1)?)));
    let known = OnceCell::new();
    for (actor, only) in once {
        let name = &ctx.model.actors[actor].name;
        // The name occurs earlier, in a phrase, so it was meant.
        if only.span().to(name.span) != only.span() {
            continue;
        }
        let known = known.get_or_init(|| collect_known_names(ctx.model, &uses));
        if let Some(meant) = opt_meant(known, &name.text) {
            only.report(ctx.model, name, meant, diags);
        }
    }
}

/// A place that names an actor.
#[derive(Clone, Copy)]
enum Use {
    Emit(Span),
    Handler(Span),
    Expect(Span),
}

impl Use {
    fn span(self) -> Span {
        match self {
            Use::Emit(span) | Use::Handler(span) | Use::Expect(span) => span,
        }
    }

    fn report(self, model: &Model, name: &Name, meant: &str, diags: &mut Diagnostics) {
        let check = match self {
            Use::Emit(_) => Check::UnhandledEvent,
            Use::Handler(_) => Check::UnreachableHandler,
            // `unknown-name` reports it: no event is sent there.
            Use::Expect(_) => return,
        };
        let message = format!("'@{}' is named only here", name.text);
        let is_machine = model.machines.iter().any(|machine| machine.name.text == meant);
        let report = diags.report(check, name.span, message);
        match is_machine {
            // A machine takes and sends certain events only, so another mistake may be the cause of this one.
            true => report.help(format!("there is a machine '@{meant}'")),
            false => report.did_you_mean([name.span], format!("@{meant}")),
        };
    }
}

/// The places that name an actor outside.
#[derive(Clone, Copy, Default)]
struct Uses {
    count: usize,
    first: Option<Use>,
}

impl Uses {
    fn add(&mut self, place: Use) {
        self.count += 1;
        self.first = self.first.or(Some(place));
    }
}

/// Where each actor outside is named by a handler, an emit or an expectation.
fn collect_uses(ctx: &CheckCtx<'_>) -> List<ActorId, Uses> {
    let mut uses = ctx.model.actors.map(|_| Uses::default());
    for (id, machine) in ctx.model.machines.entries() {
        for handler in &machine.handlers {
            if let Some(Party::Actor(actor)) = machine.events[handler.event].from {
                uses[actor].add(Use::Handler(handler.span));
            }
        }
        for (_, step) in &ctx.outgoing[id] {
            if let Step::Emit(Emit { target: Target::Actor(actor, _), span, .. }) = step {
                uses[*actor].add(Use::Emit(*span));
            }
        }
        let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.expect);
        let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.expect);
        for assertion in of_handlers.chain(of_scenarios) {
            if let Some(actor) = opt_actor(&assertion.kind) {
                uses[actor].add(Use::Expect(assertion.span));
            }
        }
    }
    uses
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

fn collect_known_names<'m>(model: &'m Model, uses: &List<ActorId, Uses>) -> Known<'m> {
    let machines = model.machines.iter().map(|machine| machine.name.text.as_str());
    let often = uses.entries().filter(|(_, of)| of.count > 1);
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
