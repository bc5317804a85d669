//! `action`: a step in words of the author (reference#actions).

#[cfg(feature = "tools")]
use super::StepDump;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::Step;
#[cfg(feature = "tools")]
use crate::dump::text::phrase_text;
use crate::line::{Piece, Reader};

/// Any line that is no other step.
pub(super) const ACTION: StepKind = StepKind {
    name: "action",
    patterns: &[Pattern::Any],
    scope: Scope::Bodies,
    excludes_fact: &[],
    read: Read::Line(read_action),
    #[cfg(feature = "tools")]
    dump,
};

/// A line as an action.
pub(super) fn read_action(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<Step> {
    reader.read_phrase_without_operators(piece).map(Step::Action)
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Action(phrase) = step else { return None };
    Some(format!("action {}", phrase_text(phrase)).into())
}
