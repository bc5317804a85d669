//! The part of a program whose names are visited: everything, or what can contain one place.
//!
//! An editor asks for the name at a cursor right after each change. The lines of a scenario end where the next scenario begins, so that
//! the other scenarios of the file, and the other files, need no visit for it. Lines outside of scenarios are few, and always visited.

use flow_syntax::ast;
use flow_syntax::source::{FileId, Span};

use crate::program::LoadedFile;

/// The scenarios and handlers that are visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// Those of all files.
    Everything,
    /// Those of a file that begin between two places.
    Between {
        /// The file.
        file: FileId,
        /// The first byte.
        start: u32,
        /// The byte after the last one.
        end: u32,
    },
}

impl Region {
    /// The region of the scenario around a byte of a file; before the first scenario, the lines before it.
    pub(super) fn around(file: &LoadedFile, offset: u32) -> Region {
        let (mut start, mut end) = (0, u32::MAX);
        let mut narrow = |scenario: &ast::Scenario| match scenario.span.start {
            at if at <= offset => start = at.max(start),
            at => end = at.min(end),
        };
        let machines = file.ast.machines.iter().chain(&file.ast.unread_machines);
        machines.flat_map(|machine| &machine.scenarios).for_each(&mut narrow);
        file.ast.loose.iter().for_each(&mut narrow);
        Region::Between { file: file.id, start, end }
    }

    /// Whether what begins at a place is in it.
    pub(super) fn contains(self, at: Span) -> bool {
        match self {
            Region::Everything => true,
            Region::Between { file, start, end } => at.file == file && start <= at.start && at.start < end,
        }
    }

    /// Whether it has lines of a file.
    pub(super) fn has_lines_of(self, id: FileId) -> bool {
        match self {
            Region::Everything => true,
            Region::Between { file, .. } => file == id,
        }
    }

    /// The bytes of a text that it has lines of; all before them too, if a comment that begins there can be open.
    pub(super) fn bytes_of(self, text: &str) -> (usize, usize) {
        let Region::Between { start, end, .. } = self else { return (0, text.len()) };
        let end = Some(end as usize).filter(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        let may_open_comment = |before: &str| before.contains("/*");
        match text.get(..start as usize) {
            Some(before) if !may_open_comment(before) => (before.len(), end.max(before.len())),
            _ => (0, end),
        }
    }
}
