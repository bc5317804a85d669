//! `rule`: the lines of `rules:` (reference#rules), without the lines below them.
//!
//! Two forms have a grammar. The others are conditions with words between them: they are split at these words, and each part is read as
//! the condition of a guard is. A `never` in a part is replaced by blanks, so that places stay as they are.

use crate::ast::{Claim, Condition, Exclusion, Trigger};
use crate::diagnostic;
use crate::grammar::Rule;
use crate::line::{Piece, Reader};
use crate::source::Span;
use crate::text::writable;

const CLAIM_FORMS: [&str; 3] = [
    "= @customer receives :confirmed at most once",
    "= @customer receives :confirmed or :refused",
    "= order gets to #paid or #cancelled",
];
const TRIGGER_FORMS: [&str; 2] = ["when @customer sends :cancel", "when order is in #paid"];
const NEVER_TOGETHER: &str = "never hold together";

impl Reader<'_> {
    /// Reads the text after the `=` of a rule.
    pub(crate) fn claim(&mut self, piece: Piece<'_>) -> Option<Claim> {
        if find_word(piece.text, "receives").is_some() || find_words(piece.text, &["gets", "to"]).is_some() {
            return self.read_message_or_state_claim(piece);
        }
        let span = self.piece_span(piece);
        if let Some(rest) = piece.text.strip_prefix("once ") {
            return self.read_once_never(piece, piece.text.len() - rest.len());
        }
        if piece.text.ends_with(NEVER_TOGETHER) {
            self.report(diagnostic::Name::Syntax, span, "this is an assumption, not a rule")
                .help("it belongs below an 'assume:' in the rules");
            return None;
        }
        let during = find_word(piece.text, "while");
        let never = find_word(piece.text, "never");
        match (never, during) {
            (Some(never), Some(at)) if never < at => {
                let claim = self.read_condition_without_never(piece.before(at))?;
                Some(Claim::NeverWhile(claim, self.read_condition(piece.after(at + "while".len()))?))
            }
            (Some(never), _) => {
                self.report_bare_never(piece, never);
                None
            }
            (None, Some(_)) => {
                self.report(diagnostic::Name::Syntax, span, "'while' needs a 'never' before it")
                    .help("a rule of this kind is '= order is never in #paid while payment is in #refunded'");
                None
            }
            (None, None) => Some(Claim::Always(self.read_condition(piece)?)),
        }
    }

    fn read_message_or_state_claim(&mut self, piece: Piece<'_>) -> Option<Claim> {
        let token = self.read_form(Rule::rule_line, piece, &CLAIM_FORMS)?.next()?;
        let is_reached = token.as_rule() == Rule::reaches_rule;
        let (mut subject, mut names, mut at_most_once) = (None, Vec::new(), None);
        for token in token.into_inner() {
            match token.as_rule() {
                Rule::actor => subject = Some(self.read_name(&token)),
                Rule::reaches_subject => subject = Some(self.read_words(&token)),
                Rule::event | Rule::state => names.push(self.read_name(&token)),
                Rule::at_most_once => at_most_once = Some(self.span(&token)),
                _ => {}
            }
        }
        match (at_most_once, &names[..]) {
            (None, _) if is_reached => Some(Claim::Reaches(subject?, names)),
            (None, _) => Some(Claim::Receives(subject?, names)),
            (Some(_), [event]) => Some(Claim::AtMostOnce(subject?, event.clone())),
            (Some(place), _) => {
                self.report(diagnostic::Name::Syntax, place, "'at most once' is about one event")
                    .help("each event has a rule of its own");
                None
            }
        }
    }

    /// `once A, B`, where B has a `never`.
    fn read_once_never(&mut self, piece: Piece<'_>, start: usize) -> Option<Claim> {
        // A list of states has commas too: the second condition begins at the last one before its `never`.
        let never = find_word(piece.text, "never");
        let comma = never.and_then(|never| piece.text[..never].rfind(','));
        let Some(comma) = comma.filter(|comma| *comma > start) else {
            let span = self.piece_span(piece);
            self.report(
                diagnostic::Name::Syntax,
                span,
                "'once' needs a condition, a ',' and what never holds after it",
            )
            .help("a rule of this kind is '= once order is in #cancelled, order is never in #paid'");
            return None;
        };
        let once = self.read_condition(piece.before(comma).after(start))?;
        Some(Claim::OnceNever(once, self.read_condition_without_never(piece.after(comma + 1))?))
    }

    /// A condition without its `never`.
    fn read_condition_without_never(&mut self, piece: Piece<'_>) -> Option<Condition> {
        let never = find_word(piece.text, "never")?;
        let mut text = piece.text.to_owned();
        text.replace_range(never..never + "never".len(), "     ");
        self.read_condition(Piece { text: text.trim_end(), start: piece.start })
    }

    /// `order is never in #a` alone: a rule is about every moment, so that `is not` means the same.
    fn report_bare_never(&mut self, piece: Piece<'_>, never: usize) {
        let place = Span::new(self.file, piece.start + never, piece.start + never + "never".len());
        let is_after_is = piece.text[..never].trim_end().ends_with("is");
        let report = self.report(
            diagnostic::Name::Syntax,
            place,
            "'never' needs a 'while', or a 'once' at the beginning of the line",
        );
        if is_after_is {
            report.write("a rule holds at every moment: write", place, "not");
        } else {
            report.help("a rule of this kind is '= order is never in #paid while payment is in #refunded'");
        }
    }

    /// Reads the text after `when`.
    pub(crate) fn read_trigger(&mut self, piece: Piece<'_>) -> Option<Trigger> {
        if piece.text.is_empty() {
            self.read_form(Rule::sends_line, piece, &TRIGGER_FORMS);
            return None;
        }
        if find_word(piece.text, "sends").is_none() {
            return Some(Trigger::Holds(self.read_condition(piece)?));
        }
        let mut tokens = self.read_form(Rule::sends_line, piece, &TRIGGER_FORMS)?;
        let actor = self.read_name(&tokens.next()?);
        let event = tokens.find(|token| token.as_rule() == Rule::event)?;
        Some(Trigger::Sends(actor, self.read_name(&event)))
    }

    /// Reads the text after the `=` under the `assume:` of rules.
    pub(crate) fn read_exclusion(&mut self, piece: Piece<'_>) -> Option<Exclusion> {
        let span = self.piece_span(piece);
        let Some(rest) =
            piece.text.strip_suffix(NEVER_TOGETHER).filter(|rest| find_word(rest, "and").is_some())
        else {
            self.report(
                diagnostic::Name::Syntax,
                span,
                "an assumption of rules says which answers never come together",
            )
            .help(format!("a line of this kind is '= card is valid and card is blocked {NEVER_TOGETHER}'"));
            return None;
        };
        let mut rest = piece.before(rest.len());
        let mut phrases = Vec::new();
        while let Some(and) = find_word(rest.text, "and") {
            phrases.push(self.read_phrase_without_operators(rest.before(and))?);
            rest = rest.after(and + "and".len());
        }
        phrases.push(self.read_phrase_without_operators(rest)?);
        Some(Exclusion { phrases, span })
    }

    /// Reports a rule that needs a `when`, or that must not have one.
    pub(crate) fn check_moment(&mut self, claim: &Claim, when: Option<&Trigger>, piece: Piece<'_>) -> bool {
        let span = self.piece_span(piece);
        match (claim.is_eventual(), when) {
            (true, None) => {
                self.report(
                    diagnostic::Name::Syntax,
                    span,
                    "this comes true sooner or later, so it needs a 'when' above it",
                )
                .help("'when order is in #paid', and the rule deeper on the next line");
                false
            }
            (false, Some(_)) => {
                self.report(diagnostic::Name::Syntax, span, "a rule under 'when' says what comes sooner or later")
                    .help("its forms are '= order gets to #paid or #cancelled' and '= @customer receives :confirmed or :refused'")
                    .help(format!("what holds at every moment is a rule without 'when': '= {}'", writable(piece.text)));
                false
            }
            _ => true,
        }
    }
}

/// The position of a word outside of texts.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_boundary = |c: Option<char>| c.is_none_or(|c| c == ' ');
    let (mut from, mut quotes) = (0, 0);
    while let Some(at) = text[from..].find(word) {
        let (start, end) = (from + at, from + at + word.len());
        quotes += text[from..start].matches('"').count();
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        if quotes % 2 == 0 && is_boundary(before) && is_boundary(after) {
            return Some(start);
        }
        from = end;
    }
    None
}

/// The position of words that follow each other.
fn find_words(text: &str, words: &[&str]) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    let at = find_word(text, first)?;
    let mut following = text[at + first.len()..].split_whitespace();
    rest.iter().all(|word| following.next() == Some(word)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::{find_word, find_words};

    #[test]
    fn words_in_texts_and_in_longer_words_are_not_found() {
        assert_eq!(find_word("a whiled while b", "while"), Some(9));
        assert_eq!(find_word("$a is \"while\"", "while"), None);
        assert_eq!(find_words("order gets   to #a", &["gets", "to"]), Some(6));
        assert_eq!(find_words("order gets on to #a", &["gets", "to"]), None);
    }
}
