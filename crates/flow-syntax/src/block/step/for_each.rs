//! `for each`: `for each $item in $items` and the steps below it (reference#loops).
//!
//! A loop contains no transitions: the machine moves once, when all items are done.

#[cfg(feature = "tools")]
use super::StepDump;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{ForEach, Step};
use crate::block::Builder;
use crate::diagnostic::Name;
#[cfg(feature = "tools")]
use crate::dump::text::expr_text;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::layout::Node;
use crate::line::fast::Part;
use crate::line::{Piece, Reader};

/// `for each $item in $items`. [`Kind::of`](crate::kind::Kind::of) knows the line in every block.
pub(super) const FOR_EACH: StepKind = StepKind {
    name: "for each",
    patterns: &[Pattern::Begins("for each")],
    scope: Scope::Bodies,
    excludes_fact: &[],
    read: Read::Block(read_for_each),
    #[cfg(feature = "tools")]
    dump,
};

const FORMS: [&str; 1] = ["for each $item in $items"];

fn read_for_each(builder: &mut Builder<'_, '_>, node: &Node) -> Option<Step> {
    let head = builder.piece(node).and_then(|piece| {
        let reader = &mut builder.reader;
        read_head_fast(reader, piece).or_else(|| read_head_by_grammar(reader, piece))
    });
    if node.is_bare() && head.is_some() {
        let span = builder.span(node);
        builder
            .report(Name::EmptyGuard, span, "this 'for each' has no body")
            .help("its steps are on the lines below it, one level deeper");
        return None;
    }
    let body = builder.build_body(&node.children.iter().gather());
    let head = head?;
    report_transitions(builder, &body, &head);
    Some(Step::ForEach(ForEach { body, ..head }))
}

fn read_head_fast(reader: &Reader<'_>, piece: Piece<'_>) -> Option<ForEach> {
    let line = reader.split_fast(piece)?;
    let [Part::Word("for"), Part::Word("each"), Part::Variable(item), Part::Word("in"), list @ ..] =
        line.parts()
    else {
        return None;
    };
    let list = line.read_expr(list)?;
    Some(ForEach { item: line.read_name(item), list, body: Vec::new(), span: line.whole() })
}

fn read_head_by_grammar(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<ForEach> {
    let mut tokens = reader.read_form(Rule::for_each_line, piece, &FORMS)?;
    let item = tokens.find(|token| token.as_rule() == Rule::path)?;
    let item = reader.read_whole_variable(&item)?;
    let list = tokens.find(|token| token.as_rule() == Rule::expr)?;
    let list = reader.read_expr(list)?;
    Some(ForEach { item, list, body: Vec::new(), span: reader.piece_span(piece) })
}

/// Reports the transitions of a body.
fn report_transitions(builder: &mut Builder<'_, '_>, body: &[Step], head: &ForEach) {
    for step in body {
        match step {
            Step::Transition(transition) => {
                let message = "a loop cannot move the machine: it is in one state at a time";
                builder
                    .report(Name::MisplacedLine, transition.span, message)
                    .label(head.span, "this loop")
                    .help("a transition is before the loop or after it");
            }
            Step::Chain(chain) => {
                chain.groups.iter().for_each(|group| report_transitions(builder, &group.body, head));
                chain.otherwise.iter().for_each(|last| report_transitions(builder, &last.body, head));
            }
            // The transitions of an inner loop have been reported.
            _ => {}
        }
    }
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::ForEach(each) = step else { return None };
    let line = format!("for each ${} in {}", each.item.text, expr_text(&each.list));
    Some(StepDump { line, fields: &[], body: &each.body })
}

#[cfg(test)]
mod tests {
    use super::read_head_fast;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_loops() {
        assert!(accepts_fast("for each $item in $items", read_head_fast));
    }
}
