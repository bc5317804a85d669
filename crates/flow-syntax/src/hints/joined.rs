//! `joined`: two conditions on one line, as `$n is 3 or $n is 4`.

use super::tokens::{Line, TokenKind};
use crate::text::single_spaced;

/// The words that separate the left side of a condition from the rest.
const RELATIONS: [&str; 4] = ["is", "has", "equals", "contains"];

/// Whether the token is an `or` or `and` between two conditions; the second may lack its left side (`$n is 3 or 4`).
pub(super) fn is_joint(line: &Line<'_>, at: usize) -> bool {
    let count = line.tokens().len();
    if at >= count || !matches!(line.token_text(at), "or" | "and") {
        return false;
    }
    let is_value = |at: usize| matches!(line.tokens()[at].kind, TokenKind::Value | TokenKind::Variable);
    let is_known = |from: usize, to: usize| {
        find_relation(line, from, to).is_some() && (is_value(from) || is_value(to - 1))
    };
    let is_between = (0..at).any(|at| line.token_text(at) == "between");
    let right = at + 1;
    let is_rest = find_relation(line, right, count).is_some() || count == right + 1 && is_value(right);
    let is_flag = at == 1 && line.tokens()[0].kind == TokenKind::Variable;
    let is_left = is_flag || find_relation(line, 0, at).is_some();
    !is_between && is_left && is_rest && (is_flag || is_known(0, at) || is_known(right, count))
}

/// The second condition, with the left side of the first if it has none.
pub(super) fn second_condition(line: &Line<'_>, joint: usize) -> String {
    let count = line.tokens().len();
    let second = single_spaced(line.range_text(joint + 1, count));
    match find_relation(line, 0, joint) {
        Some(end) if find_relation(line, joint + 1, count).is_none() => {
            format!("{} {second}", single_spaced(line.range_text(0, end + 1)))
        }
        _ => second,
    }
}

/// The first word among some tokens that relates its left side to its right side.
fn find_relation(line: &Line<'_>, from: usize, to: usize) -> Option<usize> {
    let at = (from..to).find(|at| RELATIONS.contains(&line.token_text(*at)))?;
    (at > from).then_some(at)
}
