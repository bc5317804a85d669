//! `table`: all hints, by the place in a specification where they are looked for.
//!
//! The first hint of a place with a matching pattern counts, so that more special ones precede.

mod blocks;
mod conditions;
mod steps;

use super::{Hint, Place};

/// Declares hints of one place. A row is `"id" Notation "example" ["pattern", …] "message" ["help", …];`, with
/// `except ["pattern", …]` after the patterns where some lines are something else.
macro_rules! hints {
    ($(#[$doc:meta])* $name:ident at $place:ident;
     $($id:literal $notation:ident $example:literal [$($pattern:literal),*] $(except [$($except:literal),*])?
       $message:literal [$($help:literal),*];)*) => {
        $(#[$doc])*
        pub(super) const $name: &[Hint] = &[$(Hint {
            id: $id,
            notation: Notation::$notation,
            place: Place::$place,
            example: $example,
            patterns: &[$(Pattern::new($pattern)),*],
            except: &[$($(Pattern::new($except)),*)?],
            message: $message,
            help: &[$($help),*],
        },)*];
    };
}
use hints as table_of;

/// The hints of a place, in the order in which they are tried.
pub(super) fn hints(place: Place) -> &'static [Hint] {
    match place {
        Place::Header => blocks::HEADERS,
        Place::HeaderWord => blocks::HEADER_WORDS,
        Place::Machine => blocks::MACHINE,
        Place::Handler => blocks::HANDLERS,
        Place::HandlerOptions => blocks::HANDLER_OPTIONS,
        Place::Guard => conditions::GUARDS,
        Place::Reserved => blocks::RESERVED,
        Place::Transition => steps::TRANSITIONS,
        Place::Update => steps::UPDATES,
        Place::Action => steps::ACTIONS,
        Place::Condition => conditions::CONDITIONS,
        Place::GuardPhrase => conditions::GUARD_PHRASES,
        Place::Assertion => conditions::ASSERTIONS,
        Place::JoinedAssertions => conditions::JOINED_ASSERTIONS,
        Place::Sign => conditions::SIGNS,
    }
}

/// All hints, in the order of the page `docs/hints.md`.
pub fn all() -> impl Iterator<Item = &'static Hint> {
    let places = [
        Place::Header,
        Place::HeaderWord,
        Place::Machine,
        Place::Handler,
        Place::HandlerOptions,
        Place::Transition,
        Place::Update,
        Place::Action,
        Place::Guard,
        Place::Condition,
        Place::GuardPhrase,
        Place::Assertion,
        Place::JoinedAssertions,
        Place::Sign,
        Place::Reserved,
    ];
    places.into_iter().flat_map(hints)
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::hints::{Line, Place};
    use crate::ordered::Set;

    #[test]
    fn names_are_unique() {
        let mut names = Set::new();
        all().for_each(|hint| assert!(names.insert(hint.id), "two hints are named '{}'", hint.id));
    }

    #[test]
    fn every_row_matches_its_example() {
        for hint in all().filter(|hint| hint.place != Place::Sign) {
            let text = hint.example.trim_start_matches(['?', '=']).trim();
            let text = if hint.place == Place::Header { text.trim_end_matches(':') } else { text };
            let is_set = |_: &str| true;
            let line = Line::new(text, "order");
            let line = Line { is_set: &is_set, ..line };
            assert!(hint.apply(&line).is_some(), "{}", hint.id);
        }
    }
}
