//! `rules`: a `rules:` with its rules, those under `when`, and its assumptions (reference#rules).
//!
//! Whether a line `when …` begins rules is decided by its block: elsewhere it is a line of another notation, which the hints
//! explain.

use crate::ast::{Rule, Rules, Trigger};
use crate::block::Builder;
use crate::diagnostic::Name;
use crate::kind::{Header, Kind, split_word};
use crate::layout::Node;
use crate::line::Piece;
use crate::lines::Line;

const RULES_HELP: &str = "below 'rules:' are rules such as '= order is never in #paid while payment is in #refunded', 'when …' and 'assume:'";
const WHEN_HELP: &str = "below 'when' are rules such as '= order gets to #paid or #cancelled'";
const ASSUME_HELP: &str =
    "an assumption of rules is '= card is valid and card is blocked never hold together'";

impl Builder<'_, '_> {
    /// `rules:` and the lines below it.
    pub(super) fn build_rules(&mut self, node: &Node) -> Rules {
        self.report_text_after_header(node, "each rule is on a line of its own below 'rules:'");
        let mut rules = Rules {
            rules: Vec::new(),
            exclusions: Vec::new(),
            #[cfg(feature = "tools")]
            unread: Vec::new(),
            span: self.span(node),
        };
        for child in &node.children {
            match self.kind(child) {
                Kind::Assertion => self.build_rule(child, None, &mut rules),
                Kind::When => self.build_rules_of_when(child, &mut rules),
                Kind::Header(Header::Assume) => self.build_assumptions(child, &mut rules),
                _ => self.report_misplaced(child, "under 'rules:'", RULES_HELP),
            }
        }
        rules
    }

    /// `when …` and the rules below it. If its line is malformed, the rules are read for their errors, and kept for tools.
    fn build_rules_of_when(&mut self, node: &Node, rules: &mut Rules) {
        let piece = self.piece(node).map(|piece| piece.after("when".len()));
        let trigger = piece.and_then(|piece| self.reader.read_trigger(without_colon(piece)));
        if node.is_bare() {
            let span = self.span(node);
            self.report(Name::Syntax, span, "this 'when' has no rules below it").help(WHEN_HELP);
        }
        for child in &node.children {
            match (self.kind(child), &trigger) {
                (Kind::Assertion, Some(trigger)) => self.build_rule(child, Some(trigger), rules),
                (Kind::Assertion, None) => {
                    let piece = self.piece(child).map(|piece| piece.after(1));
                    if let Some(claim) = piece.and_then(|piece| self.reader.claim(piece)) {
                        keep_unread(rules, Rule { when: None, claim, span: self.span(child) });
                    }
                }
                _ => self.report_misplaced(child, "under 'when'", WHEN_HELP),
            }
        }
    }

    fn build_rule(&mut self, node: &Node, when: Option<&Trigger>, rules: &mut Rules) {
        let Some(piece) = self.piece(node).map(|piece| piece.after(1)) else { return };
        let span = self.reader.piece_span(piece);
        if piece.text.is_empty() {
            let span = self.span(node);
            self.report(Name::Syntax, span, "this rule says nothing").help(RULES_HELP);
            return;
        }
        self.report_lines_below(node);
        let Some(claim) = self.reader.claim(piece) else { return };
        let fits = self.reader.check_moment(&claim, when, piece);
        let rule = Rule { when: when.cloned(), claim, span };
        if fits {
            rules.rules.push(rule);
        } else {
            keep_unread(rules, rule);
        }
    }

    /// `assume:` and its lines.
    fn build_assumptions(&mut self, node: &Node, rules: &mut Rules) {
        self.report_text_after_header(node, "each assumption is on a line of its own below 'assume:'");
        for child in &node.children {
            if self.kind(child) == Kind::Assertion {
                let piece = self.piece(child).map(|piece| piece.after(1));
                rules.exclusions.extend(piece.and_then(|piece| self.reader.read_exclusion(piece)));
                self.report_lines_below(child);
            } else {
                self.report_misplaced(child, "under the 'assume:' of rules", ASSUME_HELP);
            }
        }
    }
}

/// Keeps a rule that is no part of the specification, for tools.
#[cfg(feature = "tools")]
fn keep_unread(rules: &mut Rules, rule: Rule) {
    rules.unread.push(rule);
}

#[cfg(not(feature = "tools"))]
fn keep_unread(_: &mut Rules, _: Rule) {}

/// Gives the lines `when …` under a `rules:` their kind; elsewhere they are words.
pub(crate) fn mark_triggers(lines: &mut [Line<'_>]) {
    let mut in_rules = false;
    for line in lines {
        if line.kind.rank().is_some() {
            in_rules = line.kind == Kind::Header(Header::Rules);
        } else if in_rules
            && matches!(line.kind, Kind::Words | Kind::Caption)
            && split_word(&line.text).0 == "when"
        {
            line.kind = Kind::When;
        }
    }
}

/// `when …` may end in a colon, as headers do.
fn without_colon(piece: Piece<'_>) -> Piece<'_> {
    match piece.text.strip_suffix(':') {
        Some(bare) => piece.before(bare.len()),
        None => piece,
    }
}
