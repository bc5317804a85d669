//! Whether an edited program means what it meant before, apart from a name that was replaced.
//!
//! Models and test cases are compared as their debug output, which has every part of them: places are left out, and a text may
//! differ by the replaced names. A difference is over-reported where names decide an order; it is never missed.

use std::collections::BTreeSet;
use std::fmt::Debug;

use flow_project::Analysis;
use flow_syntax::source::{FileId, Span};

/// The texts that an edit replaces, and their replacements.
#[derive(Clone, Debug, Default)]
pub struct Replaced(Vec<(String, String)>);

impl Replaced {
    /// Adds a text and its replacement.
    pub fn add(&mut self, old: &str, new: &str) {
        let pair = (escaped(old), escaped(new));
        if !pair.0.is_empty() && !self.0.contains(&pair) {
            self.0.push(pair);
        }
    }

    /// Whether a text becomes another one if some of its parts are replaced.
    fn explains(&self, before: &str, after: &str) -> bool {
        let mut waiting = vec![(0, 0)];
        let mut known = BTreeSet::new();
        while let Some((b, a)) = waiting.pop() {
            let (Some(rest), Some(new)) = (before.get(b..), after.get(a..)) else { continue };
            if rest.is_empty() && new.is_empty() {
                return true;
            }
            if !known.insert((b, a)) {
                continue;
            }
            if let (Some(one), Some(other)) = (rest.chars().next(), new.chars().next())
                && one == other
            {
                waiting.push((b + one.len_utf8(), a + one.len_utf8()));
            }
            let fits = |(from, to): &&(String, String)| rest.starts_with(from) && new.starts_with(to);
            waiting.extend(self.0.iter().filter(fits).map(|(from, to)| (b + from.len(), a + to.len())));
        }
        false
    }
}

/// A place of the first program near which the two differ in meaning; `None` if they do not.
pub fn find_difference(before: &Analysis, after: &Analysis, replaced: &Replaced) -> Option<Span> {
    let (old, new) = (&before.model, &after.model);
    let mut compare = Comparison { replaced, near: Span::default() };
    let is_same = compare.is_same(&old.name, &new.name)
        && compare.is_same_list(&old.machines, &new.machines)
        && compare.is_same_list(&old.actors, &new.actors)
        && compare.is_same_list(&old.objects, &new.objects)
        && compare.is_same_list(&old.choices, &new.choices)
        && compare.is_same(&old.rules, &new.rules)
        && compare.is_same_list(&before.tests, &after.tests);
    (!is_same).then_some(compare.near)
}

/// Whether two trees are the same but for their places.
pub fn is_same_but_for_places<T: Debug>(one: &[T], other: &[T]) -> bool {
    Comparison { replaced: &Replaced::default(), near: Span::default() }.is_same_list(one, other)
}

/// A comparison of debug outputs.
struct Comparison<'r> {
    replaced: &'r Replaced,
    /// The last place of the first output that was passed; after a difference, the next one.
    near: Span,
}

impl Comparison<'_> {
    /// Compares item by item: the output of a whole large model needs much memory.
    fn is_same_list<'i, T: Debug + 'i>(
        &mut self,
        before: impl IntoIterator<Item = &'i T>,
        after: impl IntoIterator<Item = &'i T>,
    ) -> bool {
        let (mut before, mut after) = (before.into_iter(), after.into_iter());
        loop {
            match (before.next(), after.next()) {
                (None, None) => return true,
                (Some(before), Some(after)) if self.is_same(before, after) => {}
                _ => return false,
            }
        }
    }

    fn is_same(&mut self, before: &dyn Debug, after: &dyn Debug) -> bool {
        let (before, after) = (format!("{before:?}"), format!("{after:?}"));
        let (mut old, mut new) = (Parts { rest: &before }, Parts { rest: &after });
        let is_same = self.are_same(&mut old, &mut new);
        if !is_same && let Some(place) = old.find_map(Part::place) {
            // Names and most items come before their places.
            self.near = place;
        }
        is_same
    }

    fn are_same(&mut self, old: &mut Parts<'_>, new: &mut Parts<'_>) -> bool {
        // The names of parameters follow from those of others: `number_2` can become `number`.
        let mut is_parameter = false;
        loop {
            match (old.next(), new.next()) {
                (None, None) => return true,
                (Some(Part::Place(place)), Some(Part::Place(_))) => self.near = place.unwrap_or(self.near),
                (Some(Part::Text(old)), Some(Part::Text(new))) => {
                    if !is_parameter && old != new && !self.replaced.explains(old, new) {
                        return false;
                    }
                }
                (Some(Part::Signs(old)), Some(Part::Signs(new))) if old == new => {
                    is_parameter = old.ends_with(PARAMETER);
                }
                _ => return false,
            }
        }
    }
}

/// What is before the name of a parameter.
const PARAMETER: &str = "Param { name: ";

/// The beginning of a place.
const PLACE: &str = "Span { ";

/// A part of a debug output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'t> {
    /// A text between quotes, with its escapes.
    Text(&'t str),
    /// A place.
    Place(Option<Span>),
    /// Anything else, up to the next text or place.
    Signs(&'t str),
}

impl Part<'_> {
    fn place(self) -> Option<Span> {
        match self {
            Part::Place(place) => place,
            Part::Text(_) | Part::Signs(_) => None,
        }
    }
}

/// The parts of a debug output.
struct Parts<'t> {
    rest: &'t str,
}

impl<'t> Parts<'t> {
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(text) = self.rest.strip_prefix('"') {
            let mut is_escaped = false;
            let end = text.bytes().position(|byte| {
                let is_end = byte == b'"' && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                is_end
            });
            let end = end.unwrap_or(text.len());
            let text = &self.take((end + 2).min(self.rest.len()))[1..];
            return Some(Part::Text(&text[..end]));
        }
        if self.rest.starts_with(PLACE) {
            let end = self.rest.find('}').map_or(self.rest.len(), |end| end + 1);
            return Some(Part::Place(read_place(self.take(end))));
        }
        let place = self.rest.find(PLACE).unwrap_or(self.rest.len());
        let text = self.rest[..place].find('"').unwrap_or(place);
        Some(Part::Signs(self.take(text)))
    }
}

/// Reads `Span { file: FileId(0), start: 1, end: 2 }`.
fn read_place(text: &str) -> Option<Span> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let mut next = || numbers.next()?.parse().ok();
    Some(Span { file: FileId(next()?), start: next()?, end: next()? })
}

/// A text as debug output has it between quotes.
fn escaped(text: &str) -> String {
    let quoted = format!("{text:?}");
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(pairs: &[(&str, &str)]) -> Replaced {
        let mut replaced = Replaced::default();
        pairs.iter().for_each(|(old, new)| replaced.add(old, new));
        replaced
    }

    #[test]
    fn texts_with_replaced_parts() {
        let replaced = replaced(&[("total", "sum"), ("a\"b", "c")]);
        assert!(replaced.explains("pay_total", "pay_sum"));
        assert!(replaced.explains("total of total", "total of sum"));
        assert!(replaced.explains("a\\\"b", "c"));
        assert!(!replaced.explains("pay_total", "pay_sums"));
        assert!(!replaced.explains("pay", "pay_sum"));
        // Each part of a long text is looked at once.
        let (old, new) = ("total ".repeat(200), "sum ".repeat(200));
        assert!(!replaced.explains(&format!("{old}!"), &new));
    }

    #[test]
    fn places_are_left_out_and_texts_that_look_like_places_are_not() {
        let place = |start| Span { file: FileId(2), start, end: 9 };
        let compare = |old: &dyn Debug, new: &dyn Debug| {
            let replaced = Replaced::default();
            let mut compare = Comparison { replaced: &replaced, near: Span::default() };
            (compare.is_same(old, new), compare.near)
        };
        assert_eq!(compare(&(place(1), "x\\\""), &(place(4), "x\\\"")), (true, place(1)));
        assert_eq!(compare(&(place(1), "x"), &(place(1), "y")), (false, place(1)));
        assert!(!compare(&"Span { a }", &"Span { b }").0);
        assert!(!compare(&vec![1, 2], &vec![1]).0);
    }
}
