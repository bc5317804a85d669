//! The assertions of a case.
//!
//! In a specification an assertion may introduce an actor or an event; in a test it must not, so their names are checked here. A
//! phrase that no machine has is undecided rather than unknown: a user's Rust code can judge it.

use flow_syntax::ast;
use flow_syntax::gather::Gather;

use super::Resolver;
use crate::lower::LinePlace;
use crate::model::{Assertion, Span};
use crate::near::nearest;

impl Resolver<'_, '_> {
    /// The assertions of a case that can be judged, and the lines of those that cannot.
    pub(super) fn resolve_assertions(
        &mut self,
        at: LinePlace,
        case: &ast::TestCase,
    ) -> (Vec<Assertion>, Vec<Span>) {
        let (mut assertions, mut undecided) = (Vec::new(), Vec::new());
        for line in &case.expect {
            let reported = self.diags.count();
            self.check_names(at, &line.kind);
            match self.lines.opt_assertion(at, line, self.diags) {
                Some(assertion) => assertions.push(assertion),
                None if self.diags.count() == reported => undecided.push(line.span),
                None => {}
            }
        }
        (assertions, undecided)
    }

    /// Reports actors, events and actions that an assertion names and that do not exist.
    pub(super) fn check_names(&mut self, at: LinePlace, kind: &ast::AssertionKind) {
        match kind {
            ast::AssertionKind::Received { actor, event, .. } => {
                self.check_party(actor);
                event.iter().for_each(|event| self.check_event(event));
            }
            ast::AssertionKind::ReceivedCount { actor, .. } => self.check_party(actor),
            ast::AssertionKind::Emitted { event, to, .. } => {
                self.check_event(event);
                to.iter().for_each(|to| self.check_party(to));
            }
            ast::AssertionKind::Called { action, .. } => {
                self.lines.opt_called(at, action, self.diags);
            }
            ast::AssertionKind::TurnedAway { event, by, .. } => {
                event.iter().for_each(|event| self.check_event(event));
                by.iter().for_each(|by| self.check_party(by));
            }
            ast::AssertionKind::Condition(_)
            | ast::AssertionKind::LeftWaiting { .. }
            | ast::AssertionKind::History { .. }
            | ast::AssertionKind::Members { .. }
            | ast::AssertionKind::VariableOf { .. } => {}
        }
    }

    fn check_party(&mut self, name: &ast::Name) {
        let model = self.model;
        let machines = model.machines.iter().map(|machine| machine.name.text.as_str());
        let actors = model.actors.iter().map(|actor| actor.name.text.as_str());
        let names: Vec<_> = machines.chain(actors).chain(["system", "self"]).gather();
        if !names.contains(&name.text.as_str()) {
            let near = nearest(&name.text, names).map(|near| format!("@{near}"));
            self.report_unknown(name, format!("there is no '@{}'", name.text), near);
        }
    }

    fn check_event(&mut self, name: &ast::Name) {
        let model = self.model;
        let mut names: Vec<&str> = Vec::new();
        for event in model.machines.iter().flat_map(|machine| &machine.events) {
            names.push(&event.name.text);
        }
        for message in model.actors.iter().flat_map(|actor| &actor.messages) {
            names.push(&message.name.text);
        }
        if !names.contains(&name.text.as_str()) {
            let near = nearest(&name.text, names).map(|near| format!(":{near}"));
            self.report_unknown(name, format!("nothing sends or takes ':{}'", name.text), near);
        }
    }
}
