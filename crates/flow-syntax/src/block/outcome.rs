//! `outcome`: the lines of an `expect:` (reference#stories).

use crate::ast::{Assertion, AssertionKind};
use crate::block::{Builder, append};
use crate::diagnostic::Name;
use crate::grammar::Rule;
use crate::kind::{Header, Kind};
use crate::layout::Node;
use crate::text::writable;

/// For a line that was moved out of the block above.
const GIVEN_HELP: &str = "what a story begins with is below 'given:', and an assertion begins with '='";

const EXPECT_HELP: &str = "an assertion is '= order is in #paid', or '= @customer received :confirmed'";

impl Builder<'_, '_> {
    /// `expect:`, the line of a block at this place, and its assertions.
    pub(super) fn expect(&mut self, block: &Node, at: usize) -> Vec<Assertion> {
        let node = &block.children[at];
        let above = at.checked_sub(1).map(|above| &block.children[above]);
        let lacks_facts = above.is_some_and(|above| {
            self.kind(above) == Kind::Header(Header::Given) && above.children.is_empty()
        });
        self.report_text_after_header(node, "each assertion is on a line of its own below 'expect:'");
        let mut assertions = Vec::new();
        for child in &node.children {
            match self.kind(child) {
                Kind::Assertion => assertions.extend(self.build_assertion(child)),
                Kind::Words | Kind::Variable if lacks_facts => {
                    self.report_misplaced(child, "under 'expect:'", GIVEN_HELP);
                }
                Kind::Words | Kind::Variable | Kind::Guard => self.report_unmarked_assertion(child),
                _ => self.report_misplaced(child, "under 'expect:'", EXPECT_HELP),
            }
        }
        assertions.shrink_to_fit();
        assertions
    }

    /// Reports what may be an assertion but for its `=`.
    fn report_unmarked_assertion(&mut self, node: &Node) {
        let line = self.line(node);
        let text = line.text.trim_start_matches('?').trim();
        let rules = [Rule::assertion_line, Rule::condition_line];
        let help = match rules.into_iter().any(|rule| self.reader.is_readable(rule, text)) {
            true => format!("an assertion begins with '=': write '= {}'", writable(text)),
            false => EXPECT_HELP.to_owned(),
        };
        self.report_misplaced(node, "under 'expect:'", &help);
    }

    /// `= …` with everything under it.
    pub(super) fn build_assertion(&mut self, node: &Node) -> Option<Assertion> {
        let piece = self.piece(node)?.after(1);
        if piece.text.is_empty() {
            let span = self.span(node);
            self.report(Name::Syntax, span, "this assertion says nothing").help(EXPECT_HELP);
            return None;
        }
        let (mut assertion, payload) = self.reader.read_assertion(piece)?;
        match &mut assertion.kind {
            AssertionKind::Received { with, .. }
            | AssertionKind::Emitted { with, .. }
            | AssertionKind::Called { with, .. } => {
                append(with, self.build_payload(node, payload));
                self.reader.keep_first(
                    with,
                    |field| &field.name,
                    |name| format!("'{name}' is expected twice"),
                );
            }
            _ => self.report_lines_below(node),
        }
        Some(assertion)
    }
}
