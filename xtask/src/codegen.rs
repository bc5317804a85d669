//! `codegen`: writes `crates/flow-syntax/src/grammar.rs` from `flow.pest`.
//!
//! The result is committed, so that users of the macro do not build the generator. With [`Mode::Check`] no file
//! is written, and a difference is an error. What the generator writes as closures becomes functions, called by pointers of one type: pest's
//! methods are generic over them, and one copy of each, in place of one for each closure, halves what users compile. A closure
//! would need a second function to be called by a pointer, and equal closures would be compiled again.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::visit_mut::{VisitMut, visit_expr_mut, visit_item_mod_mut};
use syn::{Block, Expr, ExprClosure, Ident, Item, ItemFn, ItemMod, Stmt, parse_quote};

use crate::Mode;

const HEADER: &str = "\
//! The parser of one line, generated from `flow.pest` by `cargo xtask codegen`. Do not edit.

#![allow(missing_docs, unreachable_pub, dead_code, unused_imports, clippy::all, clippy::pedantic, reason = \"generated\")]

use pest::{ParseResult, ParserState};

/// What a step reads, and leaves for the next one.
type Input<'i> = Box<ParserState<'i, Rule>>;

/// A step of the parser: all of one type, so that functions generic over them are compiled once.
type Step<'i> = fn(Input<'i>) -> ParseResult<Input<'i>>;

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

/// Finds the modules with the functions of the rules. The parser's method, with a closure that captures its rule, is in none of them.
struct Rules;

impl VisitMut for Rules {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        visit_item_mod_mut(self, module);
        let Some((_, items)) = &mut module.content else { return };
        let mut steps = Steps::default();
        for item in items.iter_mut() {
            if let Item::Fn(rule) = item {
                steps.name_after(rule);
                steps.visit_block_mut(&mut rule.block);
            }
        }
        items.extend(steps.functions.into_iter().map(Item::Fn));
        items.insert(
            0,
            parse_quote!(
                use crate::grammar::{Input, ParseResult, Step};
            ),
        );
    }
}

/// Makes closures functions of their module, equal ones the same.
#[derive(Default)]
struct Steps {
    /// The rule whose closures are replaced, and how many functions are named after it.
    rule: String,
    count: usize,
    functions: Vec<ItemFn>,
    /// The functions by the text of their bodies.
    known: BTreeMap<String, Ident>,
}

impl Steps {
    fn name_after(&mut self, rule: &ItemFn) {
        self.rule = rule.sig.ident.unraw().to_string().to_lowercase();
        self.count = 0;
    }

    /// The function of a closure: that of the rule that it calls, or one of its own.
    fn function_of(&mut self, closure: &ExprClosure) -> Expr {
        if let Some(rule) = forwarded_function(closure) {
            return rule.clone();
        }
        let (state, body) = (&closure.inputs, &closure.body);
        let body: Block = match &**body {
            Expr::Block(body) => body.block.clone(),
            body => parse_quote!({ #body }),
        };
        let name = self.known.entry(body.to_token_stream().to_string()).or_insert_with(|| {
            self.count += 1;
            let name = format_ident!("step_{}_of_{}", self.count, self.rule);
            self.functions.push(parse_quote!(
                fn #name(#state: Input<'_>) -> ParseResult<Input<'_>> #body
            ));
            name
        });
        parse_quote!(#name)
    }
}

impl VisitMut for Steps {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_expr_mut(self, expr);
        if let Expr::Closure(closure) = &expr {
            let function = self.function_of(closure);
            *expr = parse_quote!(#function as Step<'_>);
        }
    }
}

/// The function of a closure that only calls it: `|state| { rule(state) }`.
fn forwarded_function(closure: &ExprClosure) -> Option<&Expr> {
    let Expr::Block(body) = &*closure.body else { return None };
    let [Stmt::Expr(Expr::Call(call), None)] = &body.block.stmts[..] else { return None };
    (call.args.len() == 1).then_some(&*call.func)
}
