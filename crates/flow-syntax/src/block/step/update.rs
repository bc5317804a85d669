//! `update`: `$x becomes E` and the other changes of a variable (reference#updates).
//!
//! The words after the variable decide the kind of change. A line that begins with a variable is always an update: one that
//! is no known change is reported here, with hints for assignments of other notations.

#[cfg(feature = "tools")]
use super::StepDump;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Step, Update, UpdateOp};
use crate::block::Builder;
#[cfg(feature = "tools")]
use crate::dump::text::{expr_text, phrase_text, type_text};
use crate::grammar::Rule;
use crate::hints::Place;
use crate::layout::Node;
use crate::line::fast::Part;
use crate::line::types::is_type;
use crate::line::{Piece, Reader, Token};

/// Every line that begins with a variable.
pub(super) const UPDATE: StepKind = StepKind {
    name: "update",
    patterns: &[Pattern::Begins("$")],
    scope: Scope::Bodies,
    excludes_fact: &[" becomes ", " comes from "],
    read: Read::Block(read_update),
    #[cfg(feature = "tools")]
    dump,
};

const FORMS: [&str; 8] = [
    "$x becomes 1",
    "$x: number becomes 1",
    "$x increases by 1",
    "$x decreases by 1",
    "$xs adds $x",
    "$xs removes $x",
    "$xs clears",
    "$x: number comes from exchange rate of $y",
];

fn read_update(builder: &mut Builder<'_, '_>, node: &Node) -> Option<Step> {
    let piece = builder.piece(node)?;
    if let Some(row) = node.children.first() {
        let span = builder.span(row);
        builder.reader.report_not_supported(
            span,
            "a table after a context update",
            "each variable has an update of its own, as '$total becomes 1'",
        );
        return None;
    }
    let reader = &mut builder.reader;
    let update = match read_update_fast(reader, piece) {
        Some(update) => update,
        None if reader.report_hint(Place::Update, piece) => return None,
        None => read_update_by_grammar(reader, piece)?,
    };
    if let UpdateOp::ComesFrom(phrase) = &update.op
        && !reader.report_operator(phrase, "$x comes from …")
    {
        return None;
    }
    Some(Step::Update(update))
}

fn read_update_fast(reader: &Reader<'_>, piece: Piece<'_>) -> Option<Update> {
    let line = reader.split_fast(piece)?;
    let (variable, ty, rest) = line.read_typed_variable()?;
    let op = match rest {
        [Part::Word("becomes"), value @ ..] => UpdateOp::Becomes(line.read_expr(value)?),
        [Part::Word("increases"), Part::Word("by"), value @ ..] => {
            UpdateOp::Increases(line.read_expr(value)?)
        }
        [Part::Word("decreases"), Part::Word("by"), value @ ..] => {
            UpdateOp::Decreases(line.read_expr(value)?)
        }
        [Part::Word("adds"), value @ ..] => UpdateOp::Adds(line.read_expr(value)?),
        [Part::Word("removes"), value @ ..] => UpdateOp::Removes(line.read_expr(value)?),
        [Part::Word("clears")] => UpdateOp::Clears,
        [Part::Word("comes"), Part::Word("from"), phrase @ ..] if !phrase.is_empty() => {
            UpdateOp::ComesFrom(line.read_phrase_of(phrase)?)
        }
        _ => return None,
    };
    Some(Update { variable, ty, op, span: line.whole() })
}

fn read_update_by_grammar(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<Update> {
    let mut tokens = reader.read_form(Rule::update_line, piece, &FORMS)?.peekable();
    let variable = reader.read_whole_variable(&tokens.next()?)?;
    let ty = tokens.next_if(is_type).and_then(|token| reader.read_type_form(token));
    let verb = tokens.next()?;
    let op = match (verb.as_rule(), verb.as_str()) {
        (Rule::set, _) => {
            let value = verb.into_inner().find(|inner| inner.as_rule() == Rule::expr)?;
            UpdateOp::Becomes(reader.read_expr(value)?)
        }
        (Rule::clears, _) => UpdateOp::Clears,
        (Rule::answer, _) => {
            let phrase = verb.into_inner().find(|inner| inner.as_rule() == Rule::phrase)?;
            UpdateOp::ComesFrom(reader.read_phrase_parts(phrase)?)
        }
        (_, verb) => read_change(reader, verb, tokens.find(|token| token.as_rule() == Rule::expr)?)?,
    };
    Some(Update { variable, ty, op, span: reader.piece_span(piece) })
}

fn read_change(reader: &mut Reader<'_>, verb: &str, value: Token<'_>) -> Option<UpdateOp> {
    let value = reader.read_expr(value)?;
    Some(match verb {
        "increases" => UpdateOp::Increases(value),
        "decreases" => UpdateOp::Decreases(value),
        "adds" => UpdateOp::Adds(value),
        _ => UpdateOp::Removes(value),
    })
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Update(update) = step else { return None };
    let op = match &update.op {
        UpdateOp::Becomes(value) => format!("becomes {}", expr_text(value)),
        UpdateOp::Increases(value) => format!("increases {}", expr_text(value)),
        UpdateOp::Decreases(value) => format!("decreases {}", expr_text(value)),
        UpdateOp::Adds(value) => format!("adds {}", expr_text(value)),
        UpdateOp::Removes(value) => format!("removes {}", expr_text(value)),
        UpdateOp::Clears => "clears".to_owned(),
        UpdateOp::ComesFrom(phrase) => format!("comes from {}", phrase_text(phrase)),
    };
    Some(format!("update ${}{} {op}", update.variable.text, type_text(update.ty.as_ref())).into())
}

#[cfg(test)]
mod tests {
    use super::read_update_fast;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_updates() {
        for text in [
            "$x becomes 1 + $y * 2",
            "$x: number increases by 5",
            "$x adds \"a\"",
            "$x clears",
            "$x comes from y of $z",
        ] {
            assert!(accepts_fast(text, read_update_fast), "{text}");
        }
    }
}
