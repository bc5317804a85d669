//! `codegen`: writes `crates/flow-syntax/src/grammar.rs` from `flow.pest`.
//!
//! The result is committed, so that users of the macro do not build the generator. With [`Mode::Check`] nothing
//! is written, and a difference is an error.

use std::path::Path;

use proc_macro2::TokenStream;

use crate::Mode;

const HEADER: &str = "\
//! The parser of one line, generated from `flow.pest` by `cargo xtask codegen`. Do not edit.

#![allow(missing_docs, unreachable_pub, dead_code, clippy::all, clippy::pedantic, reason = \"generated\")]

";

/// Generates the line grammar's parser, or compares it with the committed one.
///
/// # Errors
/// The grammar cannot be read or generated from, or the committed parser differs from it.
pub(crate) fn codegen(root: &Path, mode: Mode) -> Result<(), String> {
    let source = root.join("crates/flow-syntax/src");
    let grammar = read(&source.join("flow.pest"))?;
    let parser = format!("{HEADER}{}", generate(&grammar)?);
    let target = source.join("grammar.rs");
    match mode {
        Mode::Write => {
            std::fs::write(&target, parser).map_err(|error| format!("{}: {error}", target.display()))
        }
        Mode::Check if read(&target)? == parser => Ok(()),
        Mode::Check => Err("grammar.rs differs from flow.pest: run 'cargo xtask codegen'".to_owned()),
    }
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The parser's items, laid out. Not by rustfmt: on closures nested like these its time has no end.
fn generate(grammar: &str) -> Result<String, String> {
    let failed = |error: &dyn std::fmt::Display| format!("flow.pest: {error}");
    let input = format!("#[grammar_inline = {grammar:?}] struct LineParser;");
    let input: TokenStream = input.parse().map_err(|error| failed(&error))?;
    let parser = pest_generator::derive_parser(input, false).to_string();
    let items = syn::parse_file(&format!("pub(crate) struct LineParser; {parser}"))
        .map_err(|error| failed(&error))?;
    Ok(prettyplease::unparse(&items))
}
