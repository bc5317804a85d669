//! An annotation applies to all values of an equal type: items of united lists, fields of united objects.

use flow_syntax::source::Span;

use super::numbers::Neighbours;
use super::terms::Term;
use crate::list::List;

/// The annotations, with those of the terms of equal types. Of two for one term the first counts.
pub(super) fn spread_annotations<T: Copy>(
    annotated: &[(Term, T, Span)],
    equal: &[(Term, Term, Span)],
    count: usize,
) -> Vec<(Term, T, Span)> {
    if annotated.is_empty() {
        return Vec::new();
    }
    let mut known = List::from(vec![false; count]);
    let mut all = Vec::new();
    for (term, ty, span) in annotated {
        if !std::mem::replace(&mut known[*term], true) {
            all.push((*term, *ty, *span));
        }
    }
    if equal.is_empty() {
        return all;
    }
    let next = Neighbours::new(count, equal, |(a, b, _)| (*a, *b));
    let before = Neighbours::new(count, equal, |(a, b, _)| (*b, *a));
    let mut at = 0;
    while let Some((term, ty, span)) = all.get(at).copied() {
        at += 1;
        for neighbour in next.of(term).iter().chain(before.of(term)) {
            if !std::mem::replace(&mut known[*neighbour], true) {
                all.push((*neighbour, ty, span));
            }
        }
    }
    all
}
