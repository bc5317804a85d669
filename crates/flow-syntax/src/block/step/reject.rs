//! `reject`: ends the handler and refuses its event (reference#refusals).
//!
//! Only `reject` alone, or with one value, is this step: `reject the offer` is an action.

#[cfg(feature = "tools")]
use super::StepDump;
use super::action::read_action;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Reject, Step};
#[cfg(feature = "tools")]
use crate::dump::text::expr_text;
use crate::grammar::Rule;
use crate::line::fast::Part;
use crate::line::{Piece, Reader};

/// A line that begins with `reject`.
pub(super) const REJECT: StepKind = StepKind {
    name: "reject",
    patterns: &[Pattern::Begins("reject")],
    scope: Scope::Bodies,
    excludes_fact: &[],
    read: Read::Line(read_reject),
    #[cfg(feature = "tools")]
    dump,
};

fn read_reject(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<Step> {
    if let Some(step) = read_reject_fast(reader, piece) {
        return Some(step);
    }
    let Ok(mut tokens) = reader.read(Rule::reject_line, piece) else {
        return read_action(reader, piece);
    };
    let reason = match tokens.find(|token| token.as_rule() == Rule::expr) {
        Some(token) => Some(reader.read_expr(token)?),
        None => None,
    };
    Some(Step::Reject(Reject { reason, span: reader.piece_span(piece) }))
}

fn read_reject_fast(reader: &Reader<'_>, piece: Piece<'_>) -> Option<Step> {
    let line = reader.split_fast(piece)?;
    let reason = match line.parts() {
        [Part::Word("reject")] => None,
        [Part::Word("reject"), value @ (Part::Text(_) | Part::Variable(_))] => {
            Some(line.read_expr(std::slice::from_ref(value))?)
        }
        _ => return None,
    };
    Some(Step::Reject(Reject { reason, span: line.whole() }))
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Reject(step) = step else { return None };
    Some(match &step.reason {
        Some(reason) => format!("reject {}", expr_text(reason)).into(),
        None => "reject".to_owned().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::read_reject_fast;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_refusals() {
        for text in ["reject", "reject \"too late\"", "reject $reason"] {
            assert!(accepts_fast(text, read_reject_fast), "{text}");
        }
        assert!(!accepts_fast("reject the offer", read_reject_fast));
    }
}
