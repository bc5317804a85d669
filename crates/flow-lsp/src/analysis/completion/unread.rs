//! Names that the model does not have, since their lines cannot be read yet: the line that is being typed is often the one that the names
//! below it depend on.
//!
//! Only the text is searched. A state or party that the model has is offered, or left out, by what it means.

use std::collections::BTreeSet;

use super::{Completion, Kind, Request, item};
use crate::analysis::token::{Region, Sigil, is_word_char, region_of, token_before};

/// The beginning of a machine.
const HEADER: &str = "machine:";

/// Lines with more bytes are left out: nobody types one, and each name costs as much as reading its line.
const LONGEST: usize = 1_000;

/// The rank of these names: after all that the model has. Only facts and phrases name a party that the model does not have, and it is
/// probably one that sends or receives something next.
const LAST: u8 = 6;
const PARTY: u8 = 2;

impl Request<'_> {
    /// The names of a kind in other lines of the machine.
    pub(super) fn unread_names(&self, sigil: Sigil) -> Vec<Completion> {
        let (sign, kind) = match sigil {
            Sigil::State => ('#', Kind::State),
            Sigil::Party => ('@', Kind::Actor),
            Sigil::Event => (':', Kind::Event),
            Sigil::Variable => ('$', Kind::Variable),
            Sigil::Field => return Vec::new(),
        };
        let mut known = self.known_names(sigil);
        let mut found = Vec::new();
        let (start, end) = self.machine_range();
        let first = self.text[..start].matches('\n').count() + 1;
        let mut at = start;
        for (row, line) in self.text[start..end].split_inclusive('\n').enumerate() {
            let is_here = at == self.start;
            at += line.len();
            if is_here || line.len() > LONGEST || line.trim_start().starts_with('|') {
                continue;
            }
            for name in names_in(line, sign, sigil).filter(|name| known.insert(*name)) {
                let number = first + row;
                let rank = if sigil == Sigil::Party { PARTY } else { LAST };
                found.push(item(rank, kind, format!("{sign}{name}"), format!("in line {number}")));
            }
        }
        found
    }

    /// The bytes from the header of the machine above to the next one; of a file without machines, all.
    fn machine_range(&self) -> (usize, usize) {
        let begins_line = |at: &usize| {
            let before = self.text[..*at].trim_end_matches(' ');
            before.is_empty() || before.ends_with('\n')
        };
        let (before, after) = self.text.split_at(self.start);
        let start = before.rmatch_indices(HEADER).map(|(at, _)| at).find(begins_line);
        let end = after
            .match_indices(HEADER)
            .map(|(at, _)| self.start + at)
            .find(|at| *at > self.start + self.line.len() && begins_line(at));
        (start.unwrap_or(0), end.unwrap_or(self.text.len()))
    }

    /// The names of a kind that are not searched for: states and parties of any machine.
    fn known_names(&self, sigil: Sigil) -> BTreeSet<&str> {
        let model = self.model();
        let machines = || model.machines.iter();
        match sigil {
            Sigil::State => {
                let states = machines().flat_map(|machine| machine.states.iter().map(|state| &state.name));
                let groups = machines().flat_map(|machine| machine.groups.iter().map(|group| &group.name));
                states.chain(groups).map(|name| name.text.as_str()).collect()
            }
            Sigil::Party => {
                let actors = model.actors.iter().map(|actor| actor.name.text.as_str());
                let reserved = ["self", "system", "sender"];
                machines().map(|machine| machine.name.text.as_str()).chain(actors).chain(reserved).collect()
            }
            // Another handler's field can be one here, and another machine's event, too.
            Sigil::Event | Sigil::Variable | Sigil::Field => BTreeSet::new(),
        }
    }
}

/// The names after a sign in the words of a line.
fn names_in(line: &str, sign: char, sigil: Sigil) -> impl Iterator<Item = &str> {
    line.match_indices(sign).filter_map(move |(at, _)| {
        let rest = &line[at + 1..];
        let end = at + 1 + rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
        let name = &line[at + 1..end];
        let begins = name.starts_with(|c: char| c.is_lowercase() || c == '_');
        let is_read = begins && token_before(&line[..end]).sigil == Some(sigil);
        (is_read && region_of(&line[..at]) == Region::Code).then_some(name)
    })
}
