//! The part of a program whose names are visited: everything, what can contain one place, or what can mention some symbols.
//!
//! An editor asks for the name at a cursor, and for its other mentions, right after each change. The lines of a handler, or those of a
//! scenario before its first handler, end where the next handler or scenario begins, so that a text is divided at these places. What begins
//! between two of them ends there too. A test file is not divided, since its cases are about scenarios that it names above them. Lines
//! outside of scenarios are few, and always visited.

use flow_syntax::ast;
use flow_syntax::source::{FileId, Span};

use super::search::{Part, PartKind, Search};
use crate::program::{LoadedFile, Program};

/// The scenarios and handlers that are visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// Those of all files.
    Everything,
    /// Those that begin in some pieces of texts, which are in order and apart from each other.
    Pieces(Vec<Piece>),
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    file: FileId,
    start: u32,
    /// The byte after the last one; the greatest number at the end of a text.
    end: u32,
}

/// Signs that are not ASCII, and are ASCII letters in lower case.
const UNUSUAL_LETTERS: [&str; 2] = ["\u{130}", "\u{212a}"];

impl Region {
    /// The region of the handler around a byte of a file, or of the lines before the next one.
    pub(super) fn around(program: &Program, (file, offset): (FileId, u32)) -> Region {
        let start = |beginning: &Beginning<'_>| beginning.start;
        let piece = match program.files.iter().find(|loaded| loaded.id == file) {
            Some(loaded) => {
                let beginnings = beginnings_in(loaded);
                let after = beginnings.partition_point(|at| start(at) <= offset);
                let end = beginnings.get(after).map_or(u32::MAX, start);
                Piece { file, start: beginnings[..after].last().map_or(0, start), end }
            }
            None => Piece { file, start: 0, end: u32::MAX },
        };
        Region::Pieces(vec![piece])
    }

    /// The region of all that can mention one of the symbols of some searches.
    pub(super) fn of(program: &Program, searches: &[Search]) -> Region {
        let may_mention = |part: &Part<'_>| searches.iter().any(|search| search.may_be_in(part));
        let mut pieces: Vec<Piece> = Vec::new();
        let mut add = |piece: Piece| match pieces.last_mut() {
            Some(last) if last.file == piece.file && last.end == piece.start => last.end = piece.end,
            _ => pieces.push(piece),
        };
        let is_unusual =
            |text: &str| !text.is_ascii() && UNUSUAL_LETTERS.iter().any(|letter| text.contains(letter));
        for file in &program.files {
            let text = program.sources.get(file.id).text.as_str();
            if is_unusual(text) {
                add(Piece { file: file.id, start: 0, end: u32::MAX });
                continue;
            }
            let beginnings = beginnings_in(file);
            let ends = beginnings.iter().skip(1).map(|next| next.start).chain([u32::MAX]);
            for (Beginning { start, kind, machine }, end) in beginnings.iter().copied().zip(ends) {
                let text = text.get(start as usize..text.len().min(end as usize));
                // A place that is in no text would be a mistake here: the part is visited then.
                if text.is_none_or(|text| may_mention(&Part { text, kind, machine })) {
                    add(Piece { file: file.id, start, end });
                }
            }
        }
        for file in &program.tests {
            let text = program.sources.get(file.id).text.as_str();
            if is_unusual(text) || may_mention(&Part { text, kind: PartKind::Other, machine: None }) {
                add(Piece { file: file.id, start: 0, end: u32::MAX });
            }
        }
        // Files are loaded in the order in which they are named, test files as well.
        pieces.sort_by_key(|piece| (piece.file, piece.start));
        Region::Pieces(pieces)
    }

    /// Whether what begins at a place is in it: a handler, or a line outside of handlers with those below it.
    pub(super) fn contains(&self, at: Span) -> bool {
        let Region::Pieces(pieces) = self else { return true };
        let after = pieces.partition_point(|piece| (piece.file, piece.start) <= (at.file, at.start));
        let piece = after.checked_sub(1).map(|last| pieces[last]);
        piece.is_some_and(|piece| piece.file == at.file && at.start < piece.end)
    }

    /// Whether it has lines of a file.
    pub(super) fn has_lines_of(&self, id: FileId) -> bool {
        match self {
            Region::Everything => true,
            Region::Pieces(pieces) => pieces.iter().any(|piece| piece.file == id),
        }
    }

    /// The bytes of the text of a file that have its lines, in order: of all texts in which a comment begins that can be open, one range
    /// from the beginning.
    pub(super) fn bytes_of(&self, id: FileId, text: &str) -> Vec<(usize, usize)> {
        let Region::Pieces(pieces) = self else { return vec![(0, text.len())] };
        let in_text =
            |at: u32| Some(at as usize).filter(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let of_file = pieces.iter().filter(|piece| piece.file == id);
        let ranges: Vec<(usize, usize)> =
            of_file.map(|piece| (in_text(piece.start), in_text(piece.end))).collect();
        let Some((last, end)) = ranges.last().copied() else { return ranges };
        if text[..last].contains("/*") { vec![(0, end)] } else { ranges }
    }
}

/// Where a part of a text begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning<'p> {
    start: u32,
    kind: PartKind,
    /// The machine above it.
    machine: Option<&'p str>,
}

/// The beginnings of the parts of a file, in order.
fn beginnings_in(file: &LoadedFile) -> Vec<Beginning<'_>> {
    let mut all = vec![Beginning { start: 0, kind: PartKind::Other, machine: None }];
    let mut add = |machine, scenarios: &[ast::Scenario]| {
        for scenario in scenarios {
            all.push(Beginning { start: scenario.span.start, kind: PartKind::Scenario, machine });
            let handlers = scenario.handlers.iter().map(|handler| handler.span.start);
            all.extend(handlers.map(|start| Beginning { start, kind: PartKind::Handler, machine }));
        }
    };
    file.ast.machines.iter().for_each(|machine| add(Some(&machine.name.text), &machine.scenarios));
    file.ast.unread_machines.iter().for_each(|machine| add(None, &machine.scenarios));
    add(None, &file.ast.loose);
    all.sort_unstable();
    all
}
