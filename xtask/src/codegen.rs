//! `codegen`: writes `crates/flow-syntax/src/grammar.rs` from `flow.pest`.
//!
//! The result is committed, so that users of the macro do not build the generator. With [`Mode::Check`] no file
//! is written, and a difference is an error. What the generator writes as closures becomes function pointers of one type: pest's
//! methods are generic over them, and one copy of each, in place of one for each closure, halves what users compile.

use std::path::Path;

use proc_macro2::TokenStream;
use syn::visit_mut::{VisitMut, visit_expr_mut, visit_item_mod_mut};
use syn::{Expr, ExprClosure, ItemFn, ItemMod, Stmt, parse_quote};

use crate::Mode;

const HEADER: &str = "\
//! The parser of one line, generated from `flow.pest` by `cargo xtask codegen`. Do not edit.

#![allow(missing_docs, unreachable_pub, dead_code, unused_imports, clippy::all, clippy::pedantic, reason = \"generated\")]

use pest::{ParseResult, ParserState};

/// A step of the parser: all of one type, so that functions generic over them are compiled once.
type Step<'i> = fn(Box<ParserState<'i, Rule>>) -> ParseResult<Box<ParserState<'i, Rule>>>;

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
    let mut items = syn::parse_file(&format!("pub(crate) struct LineParser; {parser}"))
        .map_err(|error| failed(&error))?;
    Rules.visit_file_mut(&mut items);
    Ok(prettyplease::unparse(&items))
}

/// Finds the functions of the rules. The parser's method, with a closure that captures its rule, is not one of them.
struct Rules;

impl VisitMut for Rules {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        visit_item_mod_mut(self, module);
        if let Some((_, items)) = &mut module.content {
            items.insert(
                0,
                parse_quote!(
                    use crate::grammar::Step;
                ),
            );
        }
    }

    fn visit_item_fn_mut(&mut self, rule: &mut ItemFn) {
        Steps.visit_block_mut(&mut rule.block);
    }
}

/// Makes closures function pointers.
struct Steps;

impl VisitMut for Steps {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_expr_mut(self, expr);
        let Expr::Closure(closure) = &expr else { return };
        *expr = match forwarded_function(closure) {
            Some(rule) => parse_quote!(#rule as Step<'_>),
            None => parse_quote!((#closure) as Step<'_>),
        };
    }
}

/// The function of a closure that only calls it: `|state| { rule(state) }`.
fn forwarded_function(closure: &ExprClosure) -> Option<&Expr> {
    let Expr::Block(body) = &*closure.body else { return None };
    let [Stmt::Expr(Expr::Call(call), None)] = &body.block.stmts[..] else { return None };
    (call.args.len() == 1).then_some(&*call.func)
}
