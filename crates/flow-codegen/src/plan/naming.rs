//! How the specification's names become Rust's: a pure function of the name and of where it stands.
//!
//! A name keeps its words and takes Rust's case. A keyword becomes a raw identifier; a name that cannot be raw, or that
//! the generated code uses itself, gets a trailing `_`, which no Flow name has. What is left is that two names of one
//! place can become one (`item_2` and `item2` are both `Item2`): a [`Scope`] finds that.

use flow_syntax::ordered::Map;

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::source::Span;
use proc_macro2::{Ident, Span as CodeSpan};

/// Keywords that can be raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot.
const NEVER_RAW: &[&str] = &["self", "super", "crate"];

/// Functions of a generated machine, beside one for each event.
pub const MACHINE_API: &[&str] =
    &["new", "with_id", "restore", "restore_with_id", "id", "state", "context", "accepts", "handle"];

/// Types of a machine's module, beside its machine and its objects, names of the prelude that it uses, and the type
/// parameters of its functions.
pub const TYPE_API: &[&str] = &[
    "State",
    "Context",
    "Event",
    "EventKind",
    "Emit",
    "Bindings",
    "Step",
    "Error",
    "Result",
    "Option",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "From",
    "Into",
    "Self",
    "B",
    "F",
];

/// Types of an actor's module, beside its messages.
pub const MESSAGE_API: &[&str] = &["Message", "From", "Self"];

/// What cannot be the name of a variant.
pub const VARIANT_API: &[&str] = &["Self", "ALL"];

/// Variants of `Emit` for timers.
pub const EMIT_API: &[&str] = &["Self", "StartTimer", "CancelTimer"];

/// Functions of `Bindings`, beside one for each phrase.
pub const BINDINGS_API: &[&str] = &["uuid", "now"];

/// The module of a machine or an actor: `order`, `r#type`, `self_`.
pub fn module(name: &str) -> Ident {
    lower(name, &["system", "core", "flow_tests"])
}

/// The function of a story, of a test, or the field of a column: the words of free text, joined by `_`.
pub fn sentence(text: &str, api: &[&str]) -> Ident {
    let lowered = text.to_lowercase();
    let words: Vec<_> = lowered.split(|sign: char| !sign.is_alphanumeric()).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    lower(&words.join("_"), api)
}

/// A function, field or argument: `checkout`, `r#type`, `self_`, and `new_` where `new` is in `api`.
pub fn lower(name: &str, api: &[&str]) -> Ident {
    let name = plain(name);
    if NEVER_RAW.contains(&name.as_str()) || api.contains(&name.as_str()) {
        return Ident::new(&format!("{name}_"), CodeSpan::call_site());
    }
    if KEYWORDS.contains(&name.as_str()) {
        return Ident::new_raw(&name, CodeSpan::call_site());
    }
    Ident::new(&name, CodeSpan::call_site())
}

/// A type or variant: `AwaitingPayment`, and `State_` where `State` is in `api`.
pub fn upper(name: &str, api: &[&str]) -> Ident {
    let mut camel: String = plain(name).split('_').map(capitalized).collect();
    if !camel.starts_with(|first: char| first.is_alphabetic()) {
        camel.insert(0, 'N');
    }
    if api.contains(&camel.as_str()) {
        camel.push('_');
    }
    Ident::new(&camel, CodeSpan::call_site())
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The name with nothing in it that cannot stand in an identifier.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for sign in name.chars() {
        match sign {
            _ if sign.is_ascii_alphanumeric() || sign == '_' => plain.push(sign),
            _ if is_letter(sign) => plain.push(sign),
            _ => plain.push_str(&format!("u{:x}", u32::from(sign))),
        }
    }
    if !plain.starts_with(|first: char| first.is_alphabetic()) || plain == "_" {
        plain.insert(0, 'n');
    }
    plain
}

/// Whether a sign outside ASCII is a letter for Rust: one that may begin a word, but for compatibility forms, which Rust takes for
/// another letter. Marks stand only inside of words and are spelled out, whatever place they have.
fn is_letter(sign: char) -> bool {
    let foreign =
        matches!(sign, '\u{37a}' | '\u{e33}' | '\u{eb3}' | '\u{fb50}'..='\u{feff}' | '\u{ff00}'..='\u{ffef}');
    unicode_ident::is_xid_start(sign) && !foreign
}

/// The identifiers of one place, so that no two things there get the same.
#[derive(Debug, Default)]
pub struct Scope {
    taken: Map<String, (String, Span)>,
}

impl Scope {
    /// Gives `ident` to `what` (as people know it: `#paid`, `:checkout from @customer`). If another thing has it, that is
    /// a `name-collision`, and the answer is a free one, so that code can be generated all the same.
    pub fn claim(
        &mut self,
        ident: Ident,
        what: impl Into<String>,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Ident {
        let what = what.into();
        let Some((other, place)) = self.taken.get(&ident.to_string()) else {
            return self.keep(ident, what, span);
        };
        diags
            .report(Lint::NameCollision, span, format!("'{what}' and '{other}' are both '{ident}' in Rust"))
            .label(*place, format!("'{other}' is '{ident}'"))
            .help("give one of them another name");
        let free = self.free(&ident);
        self.keep(free, what, span)
    }

    /// Gives out `ident`, or the first of `ident_2`, `ident_3`, … that is free: for names nobody sees.
    pub fn claim_private(&mut self, ident: Ident) -> Ident {
        let ident = if self.taken.contains_key(&ident.to_string()) { self.free(&ident) } else { ident };
        self.keep(ident, String::new(), Span::default())
    }

    fn free(&self, ident: &Ident) -> Ident {
        let base = ident.to_string();
        let base = base.trim_start_matches("r#");
        let gap = if base.starts_with(char::is_uppercase) { "" } else { "_" };
        let numbered = (2..).map(|number: usize| format!("{base}{gap}{number}"));
        let name =
            numbered.into_iter().find(|name| !self.taken.contains_key(name)).expect("some number is free");
        Ident::new(&name, CodeSpan::call_site())
    }

    fn keep(&mut self, ident: Ident, what: String, span: Span) -> Ident {
        self.taken.insert(ident.to_string(), (what, span));
        ident
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ident: &Ident, expected: &str) {
        assert_eq!(ident.to_string(), expected);
    }

    #[test]
    fn names_take_rusts_case() {
        check(&upper("awaiting_payment", VARIANT_API), "AwaitingPayment");
        check(&lower("awaiting_payment", &[]), "awaiting_payment");
        check(&upper("größe", &[]), "Größe");
    }

    #[test]
    fn keywords_are_raw_or_trail() {
        check(&lower("type", &[]), "r#type");
        check(&lower("self", &[]), "self_");
        check(&upper("self", VARIANT_API), "Self_");
        check(&module("system"), "system_");
    }

    #[test]
    fn the_generated_api_keeps_its_names() {
        check(&lower("new", MACHINE_API), "new_");
        check(&upper("state", TYPE_API), "State_");
        check(&upper("b", TYPE_API), "B_");
        check(&upper("start_timer", EMIT_API), "StartTimer_");
    }

    #[test]
    fn signs_rust_does_not_know_are_spelled_out() {
        check(&lower("ⓐ", &[]), "u24d0");
        check(&upper("ⓐ", &[]), "U24d0");
        check(&lower("\u{5c7}ߝ", &[]), "u5c7ߝ");
        check(&lower("", &[]), "n");
        check(&lower("3d", &[]), "n3d");
    }

    #[test]
    fn two_names_that_become_one_collide() {
        let mut diags = Diagnostics::default();
        let mut scope = Scope::default();
        let mut claim =
            |name: &str| scope.claim(upper(name, &[]), name, Span::default(), &mut diags).to_string();
        assert_eq!(claim("item_2"), "Item2");
        assert_eq!(claim("item2"), "Item22");
        assert_eq!(diags.sorted().len(), 1);
        assert!(diags.has_errors());
    }
}
