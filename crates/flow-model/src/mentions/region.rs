//! The part of a program whose names are visited: everything, what can contain one place, or what can mention some symbols.
//!
//! An editor asks for the name at a cursor, and for its other mentions, right after each change. The lines of a handler, or those of a
//! scenario before its first handler, end where the next handler or scenario begins, so that a text is divided at these places. What begins
//! between two of them ends there too. Of a test file all is visited or nothing, since its cases are about scenarios that it names above
//! them. Lines outside of scenarios are few, and always visited.

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
        if let Some(loaded) = program.files.iter().find(|loaded| loaded.id == file) {
            let around = |(part, end): &(Beginning<'_>, u32)| part.start <= offset && offset < *end;
            let part = parts_of(loaded).find(around);
            return Region::Pieces(
                part.map(|(part, end)| Piece { file, start: part.start, end }).into_iter().collect(),
            );
        }
        let test = program.tests.iter().find(|loaded| loaded.id == file);
        Region::Pieces(test.into_iter().flat_map(pieces_of).collect())
    }

    /// The region of all that can mention one of the symbols of a search.
    pub(super) fn of(program: &Program, search: &Search) -> Region {
        let may_mention = |part: &Part<'_>| search.may_be_in(part);
        let mut pieces: Vec<Piece> = Vec::new();
        let is_unusual =
            |text: &str| !text.is_ascii() && UNUSUAL_LETTERS.iter().any(|letter| text.contains(letter));
        for file in &program.files {
            let text = program.sources.get(file.id).text.as_str();
            let is_unusual = is_unusual(text);
            for (Beginning { start, kind, machine }, end) in parts_of(file) {
                let text = text.get(start as usize..text.len().min(end as usize));
                // A place that is in no text would be a mistake here: the part is visited then.
                if is_unusual || text.is_none_or(|text| may_mention(&Part { text, kind, machine })) {
                    pieces.push(Piece { file: file.id, start, end });
                }
            }
        }
        for file in &program.tests {
            let text = program.sources.get(file.id).text.as_str();
            if is_unusual(text) || may_mention(&Part { text, kind: PartKind::Other, machine: None }) {
                pieces.extend(pieces_of(file));
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

    /// The bytes of the text of a file that have its lines, in order: a range for each part of the text, since no comment and no
    /// quotation is open where one begins.
    pub(super) fn bytes_of(&self, file: &LoadedFile, text: &str) -> Vec<(usize, usize)> {
        let in_text =
            |at: u32| Some(at as usize).filter(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let range = |(start, end)| (in_text(start), in_text(end));
        match self {
            Region::Everything => parts_of(file).map(|(part, end)| range((part.start, end))).collect(),
            Region::Pieces(pieces) => {
                let of_file = pieces.iter().filter(|piece| piece.file == file.id);
                of_file.map(|piece| range((piece.start, piece.end))).collect()
            }
        }
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

/// The parts of a file, each with the byte after its last one; the greatest number for the last part.
fn parts_of(file: &LoadedFile) -> impl Iterator<Item = (Beginning<'_>, u32)> {
    let beginnings = beginnings_in(file);
    let ends: Vec<u32> = beginnings.iter().skip(1).map(|next| next.start).chain([u32::MAX]).collect();
    beginnings.into_iter().zip(ends)
}

/// All parts of a file.
fn pieces_of(file: &LoadedFile) -> impl Iterator<Item = Piece> {
    parts_of(file).map(|(part, end)| Piece { file: file.id, start: part.start, end })
}
