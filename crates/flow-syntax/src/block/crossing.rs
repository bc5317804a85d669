//! `crossing`: the steps of `on entering #a` and `on leaving #a` (reference#entering).
//!
//! They run at the end of handlers, so they neither move the machine nor decide about the event. Steps that would are reported
//! and left out, wherever in the block they are.

use crate::ast::{Crossing, Side, Step};
use crate::block::Builder;
use crate::diagnostic::Name;
use crate::grammar::Rule;
use crate::kind::{Header, Kind};
use crate::layout::Node;

const FORMS: [&str; 2] = ["on entering #paid", "on leaving #paid"];

impl Builder<'_, '_> {
    /// `on entering #a` and the lines below it. If the line is malformed, the rest is read for its errors only.
    pub(super) fn build_crossing(&mut self, node: &Node) -> Option<Crossing> {
        let head = self.build_crossing_line(node);
        let mut steps = Vec::new();
        for child in &node.children {
            match self.kind(child) {
                Kind::Header(Header::Given | Header::Expect) => {
                    self.report_misplaced(
                        child,
                        "below 'on entering' or 'on leaving'",
                        "it belongs to a handler",
                    );
                }
                _ => steps.push(child),
            }
        }
        let mut body = self.build_body(&steps);
        self.keep_effects(&mut body);
        Some(Crossing { body, ..head? })
    }

    fn build_crossing_line(&mut self, node: &Node) -> Option<Crossing> {
        let piece = self.piece(node)?;
        let reader = &mut self.reader;
        let span = reader.piece_span(piece);
        let mut side = Side::Entering;
        for token in reader.read_form(Rule::crossing_line, piece, &FORMS)? {
            match token.as_rule() {
                Rule::side if token.as_str() == Side::Leaving.word() => side = Side::Leaving,
                Rule::state => {
                    return Some(Crossing { side, state: reader.read_name(&token), body: Vec::new(), span });
                }
                _ => {}
            }
        }
        None
    }

    /// Reports the steps of a body that move the machine or refuse the event, and leaves them out.
    fn keep_effects(&mut self, body: &mut Vec<Step>) {
        body.retain_mut(|step| {
            let (span, what) = match step {
                Step::Transition(step) => (step.span, "a transition"),
                Step::Reject(step) => (step.span, "'reject'"),
                Step::Chain(chain) => {
                    chain.groups.iter_mut().for_each(|group| self.keep_effects(&mut group.body));
                    chain.otherwise.iter_mut().for_each(|otherwise| self.keep_effects(&mut otherwise.body));
                    return true;
                }
                Step::ForEach(each) => {
                    self.keep_effects(&mut each.body);
                    return true;
                }
                _ => return true,
            };
            self.report(
                Name::MisplacedLine,
                span,
                format!("{what} is not allowed below 'on entering' or 'on leaving'"),
            )
            .help("its steps run at the end of the handlers that move there, and the machine has moved then");
            false
        });
    }
}
