//! The payloads that the handlers of a machine declare (reference#payload-declarations).
//!
//! A declaration applies to its event and sender in the whole machine; one of a handler without `from` applies to all senders.
//! The first one counts, and others must have the same fields. Their types are compared where types are inferred.

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::edit::Edit;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use crate::collect::Parts;
use crate::names::and_list;

/// The declarations of a machine by event and sender.
#[derive(Default)]
pub(crate) struct Declarations<'p> {
    by_event: Map<(&'p str, &'p str), &'p ast::Declaration>,
}

impl Parts<'_> {
    /// Adds the declarations of its handlers.
    pub(crate) fn add_declarations(&mut self, diags: &mut Diagnostics) {
        for handler in self.scenarios.iter().flat_map(|(_, scenario)| &scenario.handlers) {
            self.declarations.add(handler, diags);
        }
        self.declarations.report_differences(diags);
    }
}

/// The sender of a handler without `from`: no actor has this name.
const ANYBODY: &str = "";

impl<'p> Declarations<'p> {
    /// Adds the declaration of a handler, for each of its senders.
    pub(crate) fn add(&mut self, handler: &'p ast::Handler, diags: &mut Diagnostics) {
        let Some(declared) = &handler.declared else { return };
        let event = handler.event.text.as_str();
        let mut differs = None;
        let senders = handler.from.iter().chain(&handler.also_from).map(|from| from.text.as_str());
        let anybody = handler.from.is_none().then_some(ANYBODY);
        for from in senders.chain(anybody) {
            let first = *self.by_event.entry((event, from)).or_insert(declared);
            differs = differs.or((!has_same_fields(first, declared)).then_some(first));
        }
        if let Some(first) = differs {
            report_difference(diags, event, first, declared);
        }
    }

    /// Reports the declarations of a sender that differ from that for any sender.
    pub(crate) fn report_differences(&self, diags: &mut Diagnostics) {
        for ((event, from), declared) in &self.by_event {
            let anybody = self.by_event.get(&(*event, ANYBODY)).filter(|_| *from != ANYBODY);
            if let Some(anybody) = anybody.filter(|anybody| !has_same_fields(anybody, declared)) {
                let (first, second) =
                    if anybody.span < declared.span { (*anybody, *declared) } else { (*declared, *anybody) };
                report_difference(diags, event, first, second);
            }
        }
    }

    /// The declaration for an event of a sender.
    pub(crate) fn get(&self, event: &str, from: Option<&str>) -> Option<&'p ast::Declaration> {
        let of_sender = from.and_then(|from| self.by_event.get(&(event, from)));
        of_sender.or_else(|| self.by_event.get(&(event, ANYBODY))).copied()
    }
}

fn has_same_fields(a: &ast::Declaration, b: &ast::Declaration) -> bool {
    let has = |of: &ast::Declaration, name: &str| of.fields.iter().any(|field| field.name.text == name);
    a.fields.len() == b.fields.len() && a.fields.iter().all(|field| has(b, &field.name.text))
}

fn report_difference(
    diags: &mut Diagnostics,
    event: &str,
    first: &ast::Declaration,
    second: &ast::Declaration,
) {
    let message = format!("two handlers say differently what comes with ':{event}'");
    let names: Vec<_> = first.fields.iter().map(|field| format!("'{}'", field.name.text)).gather();
    let report = diags.report(Name::PayloadMismatch, second.span, message);
    report.label(first.span, format!("here it is {}", and_list(&names)));
    if !second.is_table {
        report.fix(
            "it holds for all handlers of the event: leave it out here",
            vec![Edit::replace(second.span, "")],
        );
    }
}
