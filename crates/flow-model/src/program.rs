//! The input of one compilation: the texts, their trees, and the paths that were asked for.

use flow_syntax::ast;
use flow_syntax::source::{FileId, Sources};

/// All that was read for one compilation.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The texts.
    pub sources: Sources,
    /// The specifications, in the order they were loaded.
    pub files: Vec<LoadedFile>,
    /// The test files (`*.test.flow`), in the order they were loaded.
    pub tests: Vec<LoadedFile>,
    /// Every file that was asked for, in order, missing ones too: a change of any of them changes the outcome.
    pub inputs: Vec<String>,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// Its id in [`Program::sources`].
    pub id: FileId,
    /// Its path, normalised.
    pub path: String,
    /// Its tree.
    pub ast: ast::File,
    /// The lines with bytes that are not UTF-8, from 1 and in order.
    pub misread: Vec<usize>,
}
