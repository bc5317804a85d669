//! What a `not` inside a phrase means (reference#guards): the positive phrase, and whether it is negated.

use flow_syntax::ast::{AssertionKind, Not, Phrase, PhrasePart};

use crate::parse;

fn phrase(text: &str) -> Phrase {
    let (file, _) = parse(&format!("scenario: s\n  expect:\n    = {text}\n"));
    match &file.loose[0].expect[0].kind {
        AssertionKind::Condition(condition) => condition.phrase.clone(),
        other => panic!("'{text}' is no condition: {other:?}"),
    }
}

fn check(text: &str, positive: &str, not: Not) {
    let (found, negated) = phrase(text).positive();
    let words: Vec<_> = found.parts.iter().map(|part| part.as_word().unwrap_or("…")).collect();
    assert_eq!((words.join(" ").as_str(), negated), (positive, not), "{text}");
}

#[test]
fn a_not_behind_a_verb_negates() {
    check("customer is not a member", "customer is a member", Not::Negated);
    check("payment will not fail", "payment will fail", Not::Negated);
    check("customer has not paid", "customer has paid", Not::Negated);
    check("@customer was not seen", "… was seen", Not::Negated);
    check("books are not there and not here", "books are there and not here", Not::Negated);
}

#[test]
fn has_no_negates() {
    check("cart has no items", "cart has items", Not::Negated);
    check("readers have no card", "readers have card", Not::Negated);
}

#[test]
fn does_not_gives_the_verb_its_ending_back() {
    check("reader does not own a card", "reader owns a card", Not::Negated);
    check("reader does not have a card", "reader has a card", Not::Negated);
    check("ball does not pass", "ball passes", Not::Negated);
    check("mail does not carry stamps", "mail carries stamps", Not::Negated);
    check("child does not play", "child plays", Not::Negated);
    check("readers do not own a card", "readers own a card", Not::Negated);
    check("letter did not arrive", "letter did arrive", Not::Negated);
}

#[test]
fn other_words_are_left_alone() {
    check("notable reader", "notable reader", Not::Plain);
    check("reader knots a rope", "reader knots a rope", Not::Plain);
    check("there is no way", "there is no way", Not::Plain);
    check("reader trusts not everybody", "reader trusts not everybody", Not::Plain);
    check("$days not counted", "… not counted", Not::Plain);
}

#[test]
fn the_words_keep_their_places() {
    let phrase = phrase("reader does not own a card");
    let PhrasePart::Word(written) = &phrase.parts[3] else { panic!("a word") };
    let PhrasePart::Word(verb) = &phrase.positive().0.parts[1] else { panic!("a word") };
    assert_eq!((verb.text.as_str(), verb.span), ("owns", written.span));
}
