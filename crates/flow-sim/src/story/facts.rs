//! The facts of a `given:`, and the phrases that they answer (reference#story-start).
//!
//! A fact answers its own phrase and phrases that mean the same or the opposite: `cart is empty`, `cart has items`, `cart has 3
//! items` and `cart contains:` all determine whether the cart is empty. Facts answer in every machine of the system. Later
//! facts take precedence over earlier ones.

use flow_syntax::source::Span;
use rust_decimal::Decimal;

use crate::exec::value::Value;

/// Why a fact counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A fact of a `given:`.
    Given,
    /// An assumption of a test.
    Assumed,
}

/// A phrase with a known answer.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    phrase: Canonical,
    holds: bool,
    source: Source,
    span: Span,
}

/// Everything that answers phrases in a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    answers: Vec<Answer>,
    /// Functions for which a test fixes the answer with any arguments.
    for_any: Vec<(String, bool, Span)>,
}

/// A phrase in the form that all its equals and opposites share.
#[derive(Clone, Debug, PartialEq)]
enum Canonical {
    /// Whether the thing with this name is empty.
    Empty { thing: String },
    /// Whether the thing has this many items.
    Count { thing: String, count: Decimal },
    /// Any other phrase, with any values.
    Any { function: String },
    /// Any other phrase.
    Other { function: String, args: Vec<Value> },
}

/// Endings of functions that test for emptiness, with the result for an empty thing.
const EMPTINESS: &[(&str, bool)] = &[
    ("_is_empty", true),
    ("_are_empty", true),
    ("_has_items", false),
    ("_have_items", false),
    ("_contains", false),
    ("_contain", false),
];

impl Facts {
    /// Adds a fact: a phrase with its arguments, and its answer.
    pub(crate) fn add(&mut self, function: &str, args: &[Value], holds: bool, source: Source, span: Span) {
        let (phrase, positive) = canonicalize(function, args);
        self.answers.push(Answer { phrase, holds: holds == positive, source, span });
    }

    /// Adds a fact about a phrase with a variable, which answers it for any values.
    pub(crate) fn add_for_any_values(&mut self, function: &str, args: &[Value], holds: bool, span: Span) {
        let (phrase, positive) = match canonicalize(function, args) {
            (Canonical::Other { function, .. }, positive) => (Canonical::Any { function }, positive),
            known => known,
        };
        self.answers.push(Answer { phrase, holds: holds == positive, source: Source::Given, span });
    }

    /// Fixes the answer of a phrase for any arguments (reference#test-files).
    pub(crate) fn add_for_any(&mut self, function: &str, holds: bool, span: Span) {
        self.for_any.push((function.to_owned(), holds, span));
    }

    /// The answer of the facts to a phrase, its source, and its line.
    pub(crate) fn answer(&self, function: &str, args: &[Value]) -> Option<(bool, Source, Span)> {
        if let Some((_, holds, span)) = self.for_any.iter().find(|(fixed, ..)| fixed == function) {
            return Some((*holds, Source::Assumed, *span));
        }
        let (question, positive) = canonicalize(function, args);
        let answers = self.answers.iter().rev();
        let said = |answer: &Answer| Some((answer_of_fact(answer, &question)?, answer.source, answer.span));
        // Assumptions of a test take precedence over facts.
        let found = answers.clone().filter(|answer| answer.source == Source::Assumed).find_map(said);
        let (holds, source, span) = found.or_else(|| answers.clone().find_map(said))?;
        Some((holds == positive, source, span))
    }
}

/// The canonical form of a phrase, and whether the phrase is that form or its opposite.
fn canonicalize(function: &str, args: &[Value]) -> (Canonical, bool) {
    for (ending, empty) in EMPTINESS {
        let Some(thing) = function.strip_suffix(ending) else { continue };
        let thing = thing.to_owned();
        match args {
            [] => return (Canonical::Empty { thing }, *empty),
            [count] if ending.ends_with("items") => {
                let Some(count) = count.as_number() else { break };
                return (Canonical::Count { thing, count }, true);
            }
            _ => break,
        }
    }
    (Canonical::Other { function: function.to_owned(), args: args.to_vec() }, true)
}

/// Whether two functions speak of the same thing, so that a fact about one replaces a fact about the other.
pub(crate) fn same_subject(a: &str, b: &str) -> bool {
    let thing = |function: &str| {
        EMPTINESS.iter().find_map(|(ending, _)| function.strip_suffix(ending).map(str::to_owned))
    };
    a == b || (thing(a).is_some() && thing(a) == thing(b))
}

/// The answer of one fact to `question`, if it determines it.
fn answer_of_fact(answer: &Answer, question: &Canonical) -> Option<bool> {
    match (&answer.phrase, question) {
        (Canonical::Empty { thing }, Canonical::Count { thing: asked, count }) if thing == asked => {
            match answer.holds {
                true => Some(count.is_zero()),
                false => count.is_zero().then_some(false),
            }
        }
        (Canonical::Count { thing, count }, Canonical::Empty { thing: asked }) if thing == asked => {
            match answer.holds {
                true => Some(count.is_zero()),
                false => count.is_zero().then_some(false),
            }
        }
        (Canonical::Count { thing, count }, Canonical::Count { thing: asked, count: other })
            if thing == asked && answer.holds =>
        {
            Some(count == other)
        }
        (
            Canonical::Other { function, args },
            Canonical::Other { function: asked_function, args: asked_args },
        ) => {
            let same =
                args.len() == asked_args.len() && args.iter().zip(asked_args).all(|(a, b)| a.equals(b));
            (function == asked_function && same).then_some(answer.holds)
        }
        (Canonical::Any { function }, Canonical::Other { function: asked, .. }) => {
            (function == asked).then_some(answer.holds)
        }
        (fact, question) => (fact == question).then_some(answer.holds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `facts` and `question` are functions with an optional number as argument; `!` negates.
    fn check(facts: &[&str], question: &str, expected: Option<bool>) {
        let read = |text: &str| {
            let (holds, text) = text.strip_prefix('!').map_or((true, text), |rest| (false, rest));
            let (function, number) = text.split_once(' ').unwrap_or((text, ""));
            (
                function.to_owned(),
                number.parse().ok().map(Value::Number).into_iter().collect::<Vec<_>>(),
                holds,
            )
        };
        let mut known = Facts::default();
        for fact in facts {
            let (function, args, holds) = read(fact);
            known.add(&function, &args, holds, Source::Given, Span::default());
        }
        let (function, args, asked) = read(question);
        let answer = known.answer(&function, &args).map(|(holds, ..)| holds == asked);
        assert_eq!(answer, expected, "{facts:?} asked for {question}");
    }

    #[test]
    fn a_fact_answers_its_own_phrase() {
        check(&["cart_is_valid"], "cart_is_valid", Some(true));
        check(&["!cart_is_valid"], "cart_is_valid", Some(false));
        check(&["cart_is_valid"], "card_is_valid", None);
        check(&["limit_of 5"], "limit_of 5", Some(true));
        check(&["limit_of 5"], "limit_of 6", None);
    }

    #[test]
    fn empty_things_have_no_items() {
        check(&["cart_is_empty"], "cart_has_items", Some(false));
        check(&["cart_is_empty"], "!cart_is_empty", Some(false));
        check(&["cart_has_items"], "cart_is_empty", Some(false));
        check(&["cart_contains"], "cart_is_empty", Some(false));
        check(&["cart_contains"], "cart_has_items", Some(true));
        check(&["!cart_has_items"], "cart_is_empty", Some(true));
        check(&["cart_is_empty"], "shelf_is_empty", None);
    }

    #[test]
    fn a_count_says_whether_it_is_empty() {
        check(&["cart_has_items 3"], "cart_is_empty", Some(false));
        check(&["cart_has_items 0"], "cart_is_empty", Some(true));
        check(&["cart_has_items 3"], "cart_has_items 2", Some(false));
        check(&["cart_has_items"], "cart_has_items 3", None);
        check(&["cart_has_items"], "cart_has_items 0", Some(false));
        check(&["cart_is_empty"], "cart_has_items 3", Some(false));
    }

    #[test]
    fn later_facts_go_first() {
        check(&["cart_is_empty", "cart_has_items"], "cart_is_empty", Some(false));
    }
}
