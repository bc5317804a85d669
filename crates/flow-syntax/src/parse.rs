//! `parse`: a text as a tree, stage by stage. One bad line costs one line.

use crate::ast::{File, Layout};
use crate::block;
use crate::diagnostic::{Diagnostics, Name};
use crate::flat;
use crate::layout;
use crate::line::Reader;
use crate::lines::{self, Split};
use crate::source::{FileId, Span};

/// Reads a specification or test file (language.md §1-§6, §10, §11). Everything wrong with it goes to `diags`; what is
/// right is in the tree.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> File {
    let Split { mut lines, comments } = lines::split(file, text, diags);
    if lines.is_empty() {
        report_empty(file, diags);
        return File { comments, ..File::default() };
    }
    let layout = if flat::is_flat(&lines) { Layout::Inferred } else { Layout::Indented };
    if layout == Layout::Inferred {
        report_inferred(lines[0].span(file), diags);
        flat::infer(&mut lines);
    }
    let nodes = layout::nest(file, &lines, diags);
    let tree = block::file(&lines, &nodes, Reader::new(file, diags));
    File { comments, layout, ..tree }
}

fn report_empty(file: FileId, diags: &mut Diagnostics) {
    diags
        .report(Name::EmptyFile, Span::new(file, 0, 0), "this file says nothing")
        .help("begin with 'machine: @name', or with 'scenario: name' for a loose scenario");
}

fn report_inferred(first: Span, diags: &mut Diagnostics) {
    diags
        .report(Name::LayoutInferred, first, "no line of this file is indented: its layout was inferred")
        .help("'flow fmt' writes it back with its layout");
}
