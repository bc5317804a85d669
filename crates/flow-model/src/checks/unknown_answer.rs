//! `unknown-name`: a fact about an answer that no machine takes from that actor, or about a field that it does not have
//! (reference#given-answers).
//!
//! Any machine of the system may ask, so the handlers of all of them count.

use flow_syntax::diagnostic::{Diagnostics, Name as Check};
use flow_syntax::gather::Gather;

use crate::model::*;
use crate::near::nearest;

pub(super) fn unknown_answer(model: &Model, diags: &mut Diagnostics) {
    for machine in &model.machines {
        let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.given);
        let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.given);
        of_handlers.chain(of_scenarios).for_each(|fact| report_unknown_answers(model, fact, diags));
    }
}

/// Reports the answers of a fact that no machine takes, and their unknown fields.
pub(crate) fn report_unknown_answers(model: &Model, fact: &Fact, diags: &mut Diagnostics) {
    let FactKind::Answers(actor, answers) = &fact.kind else { return };
    for GivenAnswer { event, with } in answers {
        let all = || model.machines.iter().flat_map(|machine| &machine.events);
        let handled = || all().filter(|of| !of.handlers.is_empty() && of.comes_from(Party::Actor(*actor)));
        let taken: Vec<_> = handled().filter(|of| of.name.text == event.text).gather();
        if taken.is_empty() {
            let near = nearest(&event.text, handled().map(|of| of.name.text.as_str()));
            let name = &model.actors[*actor].name.text;
            let message = format!("nothing handles ':{}' from '@{name}'", event.text);
            let report = diags.report(Check::UnknownName, event.span, message);
            if let Some(near) = near {
                report.did_you_mean([event.span], format!(":{near}"));
            }
            continue;
        }
        for (field, _) in with {
            let fields = || taken.iter().flat_map(|of| &of.fields);
            if fields().any(|known| known.name.text == field.text) {
                continue;
            }
            let near = nearest(&field.text, fields().map(|known| known.name.text.as_str()));
            let message = format!("':{}' carries no '{}'", event.text, field.text);
            let report = diags.report(Check::UnknownName, field.span, message);
            if let Some(near) = near {
                report.did_you_mean([field.span], near.to_owned());
            }
        }
    }
}
