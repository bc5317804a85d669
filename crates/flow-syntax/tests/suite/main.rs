//! The tests of this crate as its users see it, in one program: it builds once.

mod errors;
mod flat;
mod fmt;
mod layout;
mod phrases;
mod render;
mod robust;
mod seed;
mod trees;

use flow_syntax::ast::File;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::FileId;

/// The tree and the diagnostics of a text.
fn parse(text: &str) -> (File, Diagnostics) {
    let mut diags = Diagnostics::default();
    let file = flow_syntax::parse(FileId(0), text, &mut diags);
    (file, diags)
}

/// The diagnostics of a text, in file order: each name with the marked text.
fn said<'t>(text: &'t str, diags: &Diagnostics) -> Vec<(&'static str, &'t str)> {
    let place = |start: u32, end: u32| &text[start as usize..end as usize];
    diags.sorted().iter().map(|one| (one.name.as_str(), place(one.span.start, one.span.end))).collect()
}
