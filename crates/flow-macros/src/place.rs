//! The place of the call in the source: `flow!` cannot be in a function, nor twice in one module.
//!
//! A macro does not see the code around its call, and rustc's errors would be about generated code. So the source file is searched for
//! calls. Calls that other macros make, or that have another name, are not found; rustc reports those. A call with
//! an attribute may be left out by `cfg`, so it is never the second one.

use flow_syntax::gather::Gather;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Why a call cannot be where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misplaced {
    /// It is in a function.
    InFunction,
    /// It is not the first in its module.
    Second,
}

impl Misplaced {
    /// What to do.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Misplaced::InFunction => {
                "`flow!` generates modules that refer to each other, which they cannot in a function: \
                 call it outside of functions, or in a module of its own, as in `mod order { flow::flow!(\"order.flow\"); }`"
            }
            Misplaced::Second => {
                "this is the second `flow!` of its module, and each generates a module `system`: \
                 name all files in one call, as in `flow!(\"order.flow\", \"lamp.flow\")`, \
                 or put each call into a module of its own, as in `mod lamp { flow::flow!(\"lamp.flow\"); }`"
            }
        }
    }
}

/// The place of a call in its file, as the compiler counts: lines and characters from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Whether the call at a position is misplaced in the file.
pub(crate) fn find_misplaced(file: &Path, position: Position) -> Option<Misplaced> {
    let text = std::fs::read_to_string(file).ok()?;
    // Most files have one call, at the start of a line. Reading others as tokens takes milliseconds.
    if position.column == 1 && text.matches("flow!").count() < 2 {
        return None;
    }
    find_misplaced_in_text(&text, position)
}

/// The word that is written before the call, in order to recognize it among the tokens.
const MARK: &str = "this_call_of_flow";

fn find_misplaced_in_text(text: &str, position: Position) -> Option<Misplaced> {
    let (before, after) = split_at(text, position)?;
    let mut search = Search { calls: Vec::new(), modules: 0 };
    search.add_stream(format!("{before} {MARK} {after}").parse().ok()?, Place::Module(0));
    find_misplaced_call(&search.calls)
}

fn split_at(text: &str, position: Position) -> Option<(&str, &str)> {
    let lines = text.split_inclusive('\n').take(position.line.checked_sub(1)?);
    let line = lines.map(str::len).sum::<usize>();
    let column = text.get(line..)?.char_indices().nth(position.column.checked_sub(1)?)?.0;
    text.split_at_checked(line + column)
}

/// The code around tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A module, by its number.
    Module(usize),
    /// A function, or anything else with a body.
    Function,
    /// The arguments of a macro.
    Macro,
}

/// A call of `flow!`.
struct Call {
    place: Place,
    /// Whether it is the call that is judged.
    is_own: bool,
    /// Whether it may be left out.
    is_conditional: bool,
}

/// The calls that were found.
struct Search {
    calls: Vec<Call>,
    modules: usize,
}

impl Search {
    fn add_stream(&mut self, stream: TokenStream, place: Place) {
        let tokens: Vec<TokenTree> = stream.into_iter().gather();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = &tokens[..at];
            if is_call(before) {
                self.calls.push(call(before, place));
            } else {
                let inner = self.place_of(before, group.delimiter(), place);
                self.add_stream(group.stream(), inner);
            }
        }
    }

    /// The code around the tokens of a group, by the tokens before it.
    fn place_of(&mut self, before: &[TokenTree], delimiter: Delimiter, around: Place) -> Place {
        match before {
            _ if around == Place::Macro => Place::Macro,
            [.., sign] if is_sign(sign, '!') => Place::Macro,
            [.., sign, TokenTree::Ident(_)] if is_sign(sign, '!') => Place::Macro,
            [.., TokenTree::Ident(word), TokenTree::Ident(_)]
                if word == "mod" && delimiter == Delimiter::Brace =>
            {
                self.modules += 1;
                Place::Module(self.modules)
            }
            _ => Place::Function,
        }
    }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Whether `flow!` precedes a group.
fn is_call(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Ident(name), sign] if name == "flow" && is_sign(sign, '!'))
}

/// The call that ends before its arguments.
fn call(before: &[TokenTree], place: Place) -> Call {
    let is_path = |token: &TokenTree| match token {
        TokenTree::Ident(word) => word != MARK,
        token => is_sign(token, ':') || is_sign(token, '!'),
    };
    let start = before.iter().rposition(|token| !is_path(token)).map_or(0, |last| last + 1);
    let is_own = matches!(before[..start], [.., TokenTree::Ident(_)]);
    let start = if is_own { start - 1 } else { start };
    Call { place, is_own, is_conditional: is_conditional(&before[..start]) }
}

/// Whether one of the attributes at the end is `cfg`.
fn is_conditional(mut before: &[TokenTree]) -> bool {
    while let [rest @ .., sign, TokenTree::Group(attribute)] = before
        && is_sign(sign, '#')
    {
        let first = attribute.stream().into_iter().next();
        if matches!(first, Some(TokenTree::Ident(name)) if name == "cfg") {
            return true;
        }
        before = rest;
    }
    false
}

fn find_misplaced_call(calls: &[Call]) -> Option<Misplaced> {
    let at = calls.iter().position(|call| call.is_own)?;
    let own = &calls[at];
    let is_first = |other: &Call| other.place == own.place && !other.is_conditional;
    match own.place {
        Place::Function => Some(Misplaced::InFunction),
        Place::Module(_) if !own.is_conditional && calls[..at].iter().any(is_first) => {
            Some(Misplaced::Second)
        }
        Place::Module(_) | Place::Macro => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts the misplacement of the call after `@` in a source text.
    fn check(source: &str, expected: Option<Misplaced>) {
        let at = source.find('@').expect("one call is marked");
        let line = source[..at].matches('\n').count() + 1;
        let column = source[..at].chars().rev().take_while(|character| *character != '\n').count() + 1;
        let found = find_misplaced_in_text(&source.replacen('@', "", 1), Position { line, column });
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn a_module_may_have_one_call() {
        check("//! Docs.\n\n@flow::flow!(\"a.flow\"); fn main() {}", None);
        check("flow::flow!(\"b.flow\"); mod a { @::flow::flow! { \"a.flow\" } }", None);
        check("mod a { flow!(\"a.flow\"); }\n// ä\n/* ä */ mod b { @flow!(\"a.flow\"); }", None);
        check("//! Docs.\nflow!(\"b.flow\");\n/// Docs.\n@flow!(\"a.flow\");", Some(Misplaced::Second));
        check("@flow!(\"a.flow\"); flow!(\"b.flow\");", None);
        check("mod a { flow!(\"a.flow\"); @flow!(\"a.flow\"); }", Some(Misplaced::Second));
    }

    #[test]
    fn a_conditional_call_may_be_left_out() {
        check("#[cfg(x)] flow::flow!(\"b.flow\"); #[cfg(not(x))] @flow::flow!(\"a.flow\");", None);
        check("#[cfg(x)] #[doc = \"x\"] flow!(\"b.flow\"); @flow!(\"a.flow\");", None);
    }

    #[test]
    fn functions_have_no_calls() {
        check("fn main() { @flow::flow!(\"a.flow\"); }", Some(Misplaced::InFunction));
        check("impl A { fn f() { if x { @flow!(\"a.flow\"); } } }", Some(Misplaced::InFunction));
        check("fn main() { mod inner { @flow::flow!(\"a.flow\"); } }", None);
        check("fn main() { flow::flow!(\"a.flow\"); } @flow!(\"a.flow\");", None);
    }

    #[test]
    fn calls_of_other_macros_are_left_to_rustc() {
        check("macro_rules! two { () => { flow!(\"b.flow\"); @flow!(\"a.flow\"); } }", None);
        check("wrap! { fn f() { @flow!(\"a.flow\"); } }", None);
        check("fn main() { @other!(\"a.flow\"); }", None);
        check("@", None);
    }
}
