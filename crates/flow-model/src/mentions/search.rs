//! The parts of texts that can mention a symbol: those that contain the words of its name.
//!
//! A name is written with the letters and digits that it consists of, in either case, whatever signs are between its words:
//! `days_since_purchase` as `$days_since_purchase` or `Days since purchase`. So a part without one of its words needs no visit. What decides the meaning of the
//! words is not repeated here: a part that contains them may mention other names only.

use super::Symbol;
use crate::model::TIMER_EXPIRED;

/// What a part of a text contains if it mentions one of some symbols.
pub(super) struct Search(Vec<Named>);

/// The symbols of one name: a variable and the fields that it is sent as have the same.
struct Named {
    /// The words of the name.
    name: Vec<Word>,
    /// For each symbol, what some parts need besides these.
    contexts: Vec<Context>,
}

/// What a part contains besides a name.
enum Context {
    /// Nothing else.
    Any,
    /// For a variable or a state: the name of its machine, unless the part belongs to this machine.
    Machine(String, Vec<Word>),
    /// For a field: the name of its event, unless that can be in another part.
    Event(Vec<Word>),
}

/// A part of a text.
pub(super) struct Part<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// What it is.
    pub(super) kind: PartKind,
    /// The machine above it, if there is one.
    pub(super) machine: Option<&'t str>,
}

/// The kinds of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PartKind {
    /// The lines before the first scenario, or a test file.
    Other,
    /// A scenario up to its first handler. Its tables name fields of the events of its handlers.
    Scenario,
    /// A handler, with the lines of its scenario, or of its machine, that follow it.
    Handler,
}

impl Search {
    /// The search for some symbols; `None` if any text can mention one of them.
    pub(super) fn of(symbols: &[Symbol]) -> Option<Search> {
        let is_phrase = |symbol: &Symbol| matches!(symbol, Symbol::Phrase { .. });
        let mut all: Vec<&Symbol> = symbols.iter().collect();
        all.sort_by_key(|symbol| (is_phrase(symbol), symbol.name()));
        let same = |a: &&Symbol, b: &&Symbol| is_phrase(a) == is_phrase(b) && a.name() == b.name();
        all.chunk_by(same).map(Named::of).collect::<Option<_>>().map(Search)
    }

    /// Whether a part of a text can mention one of the symbols.
    pub(super) fn may_be_in(&self, part: &Part<'_>) -> bool {
        self.0.iter().any(|named| named.may_be_in(part))
    }
}

impl Named {
    /// Some symbols of one name; `None` if it has no words.
    fn of(symbols: &[&Symbol]) -> Option<Named> {
        let first = symbols.first()?;
        let name = match first {
            Symbol::Phrase { function } => words_of(function, Word::stem_of),
            _ => words_of(first.name(), Word::new),
        };
        let contexts = symbols.iter().map(|symbol| Context::of(symbol)).collect();
        (!name.is_empty()).then_some(Named { name, contexts })
    }

    /// Whether a part of a text can mention one of them.
    fn may_be_in(&self, part: &Part<'_>) -> bool {
        let has_all = |words: &[Word]| words.iter().all(|word| word.is_in(part.text));
        let fits = |context: &Context| match context {
            Context::Machine(name, words) => part.machine.is_none_or(|of| of == name) || has_all(words),
            Context::Event(words) => part.kind != PartKind::Handler || has_all(words),
            Context::Any => true,
        };
        has_all(&self.name) && self.contexts.iter().any(fits)
    }
}

impl Context {
    fn of(symbol: &Symbol) -> Context {
        match symbol {
            Symbol::Variable { machine, .. }
            | Symbol::State { machine, .. }
            | Symbol::Group { machine, .. } => {
                Context::Machine(machine.clone(), words_of(machine, Word::new))
            }
            // A timer without a name has an event that no line names.
            Symbol::Field { event, .. } if event != TIMER_EXPIRED => {
                Context::Event(words_of(event, Word::new))
            }
            _ => Context::Any,
        }
    }
}

/// The words of a name, the longest ones, which are found fastest, first.
fn words_of(name: &str, word: fn(&str) -> Option<Word>) -> Vec<Word> {
    // Signs that are not ASCII end words, since they can change more than their case.
    let words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    let mut words: Vec<Word> = words.filter_map(word).collect();
    words.sort_by_key(|word| usize::MAX - word.letters.len());
    words
}

/// A word, to be found in texts.
struct Word {
    /// In lower case.
    letters: Vec<u8>,
    /// Whether other letters and digits can follow it.
    is_stem: bool,
    /// By the last sign of a place where it is not, how far away the next possible place is.
    steps: [u8; 256],
}

impl Word {
    fn new(text: &str) -> Option<Word> {
        Word::with(text, false)
    }

    /// A word of a phrase: where the phrase is negated, `owns` is written `own`.
    fn stem_of(text: &str) -> Option<Word> {
        let stem = match text {
            "has" | "is" => "",
            _ => ["ies", "es", "s"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text),
        };
        Word::with(stem, stem != text)
    }

    fn with(text: &str, is_stem: bool) -> Option<Word> {
        let letters = text.to_ascii_lowercase().into_bytes();
        let (_, before_last) = letters.split_last()?;
        let step = |distance: usize| u8::try_from(distance).unwrap_or(u8::MAX);
        let mut steps = [step(letters.len()); 256];
        for (at, letter) in before_last.iter().enumerate() {
            for letter in [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()] {
                steps[usize::from(letter)] = step(letters.len() - 1 - at);
            }
        }
        Some(Word { letters, is_stem, steps })
    }

    /// Whether a text contains it: the search of Boyer, Moore and Horspool.
    fn is_in(&self, text: &str) -> bool {
        let (text, length) = (text.as_bytes(), self.letters.len());
        let mut start = 0;
        while let Some(place) = text.get(start..start + length) {
            if place.eq_ignore_ascii_case(&self.letters) && self.is_bounded(text, start) {
                return true;
            }
            start += usize::from(self.steps[usize::from(place[length - 1])]);
        }
        false
    }

    /// Whether a place with its letters can be all of a word, which a capital letter can begin too: `PaidInFull` is `paid_in_full`.
    fn is_bounded(&self, text: &[u8], start: usize) -> bool {
        let is_capital = |before: u8, sign: u8| sign.is_ascii_uppercase() && !before.is_ascii_uppercase();
        let end = start + self.letters.len();
        let begins = start.checked_sub(1).is_none_or(|at| {
            let before = text[at];
            // A digit can end a value that is written before a word without a blank.
            let is_other =
                !before.is_ascii_alphanumeric() || before.is_ascii_digit() && !text[start].is_ascii_digit();
            is_other || is_capital(before, text[start])
        });
        let ends = |after: u8| !after.is_ascii_alphanumeric() || is_capital(text[end - 1], after);
        begins && (self.is_stem || text.get(end).is_none_or(|after| ends(*after)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Word, words_of};

    fn is_in(word: &str, text: &str) -> bool {
        Word::new(word).unwrap().is_in(text)
    }

    #[test]
    fn a_word_is_found_in_either_case_but_not_in_another_word() {
        assert!(is_in("order", "order"));
        assert!(is_in("order", "  the Order's total"));
        assert!(is_in("order", "is $order_id"));
        assert!(is_in("order", "reorder an order"));
        assert!(is_in("kg", "weighs 10kg"));
        assert!(["paid", "in", "full"].iter().all(|word| is_in(word, "#PaidInFull")));
        assert!(!is_in("order", "reorder orders orde"));
        assert!(!is_in("order", "REORDER ORDERs"));
        assert!(!is_in("order", ""));
        assert!(!is_in("2nd", "12nd"));
    }

    #[test]
    fn a_word_of_a_phrase_is_found_in_its_negation() {
        for (word, negated) in [("owns", "does not own"), ("carries", "does not carry"), ("passes", "pass")] {
            assert!(Word::stem_of(word).unwrap().is_in(negated), "{word}");
            assert!(Word::stem_of(word).unwrap().is_in(word), "{word}");
        }
        assert!(Word::stem_of("has").is_none());
    }

    #[test]
    fn signs_that_are_not_ascii_end_words() {
        let words = words_of("café_total", Word::new);
        let letters: Vec<&[u8]> = words.iter().map(|word| word.letters.as_slice()).collect();
        assert_eq!(letters, [b"total".as_slice(), b"caf"]);
        assert!(words.iter().all(|word| word.is_in("the CAFÉ total")));
    }

    #[test]
    fn long_words_are_found() {
        let long = "a".repeat(300);
        assert!(is_in(&long, &format!("b {long} c")));
        assert!(!is_in(&long, &"a".repeat(299)));
    }
}
