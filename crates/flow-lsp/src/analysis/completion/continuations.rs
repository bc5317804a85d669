//! What continues the words of a line: the rest of a form or phrase that the line has the beginning of.
//!
//! An editor asks again at each blank, since the word before it is finished. So every earlier place of the line is completed too, and
//! what begins with the words since then is offered without them.

use super::{Completion, Request};
use crate::analysis::token::token_before;

/// How many words before the place are looked at: a phrase of the language's own examples has at most as many, and each costs as much
/// as one completion.
const MOST_WORDS: usize = 12;

impl Request<'_> {
    /// The rests of what could have been chosen at an earlier place of the line.
    pub(super) fn continuations(&self) -> Vec<Completion> {
        let before = self.before();
        // The cells of a table are offered one by one.
        if !before.ends_with(' ') || before.starts_with('|') {
            return Vec::new();
        }
        let ends = before.match_indices(' ').map(|(at, blank)| at + blank.len());
        let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        // The last one is the place itself.
        starts.pop();
        let is_word = |start: &usize| !before[*start..].starts_with(' ');
        let earlier = starts.into_iter().rev().filter(is_word).take(MOST_WORDS);
        earlier.flat_map(|start| self.rests_since(before, start)).collect()
    }

    /// The rests of what could have been chosen at one earlier place, of which the words since then are the beginning.
    fn rests_since(&self, before: &str, start: usize) -> Vec<Completion> {
        let written = &before[start..];
        let earlier = Request { line: &before[..start], token: token_before(""), ..self.clone() };
        let rest = |item: Completion| {
            let rest = item.text.strip_prefix(written).filter(|rest| !is_mark(rest))?.to_owned();
            Some(Completion { text: rest, ..item })
        };
        earlier.words().into_iter().filter_map(rest).collect()
    }
}

/// Whether nothing but the sign of a name is left of a form: the names themselves are offered.
fn is_mark(rest: &str) -> bool {
    matches!(rest.trim_end_matches("$0"), "" | "#" | "@" | ":" | "$")
}
