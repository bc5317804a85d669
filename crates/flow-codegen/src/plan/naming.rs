//! How the specification's names become Rust identifiers: a pure function of the name and the kind of item.
//!
//! A name keeps its words and takes Rust's case. A keyword becomes a raw identifier; a name that cannot be raw, or that
//! the generated code uses itself, gets a trailing `_`, which no Flow name has. Two names of one scope can still become the same
//! identifier (`item_2` and `item2` are both `Item2`): a [`Scope`] detects that.

use flow_syntax::gather::Gather;
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

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "super", "crate"];

/// Functions of every generated machine; the others are named after events.
pub const MACHINE_API: &[&str] = &[
    "new",
    "with_id",
    "restore",
    "restore_with_id",
    "id",
    "state",
    "context",
    "accepts",
    "defers",
    "handle",
];

/// Types of every machine's module, names of the prelude that generated code uses, and type parameters of its functions; the other
/// types are named after the machine and its objects.
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

/// Types of every actor's module; the others are named after messages.
pub const MESSAGE_API: &[&str] = &["Message", "From", "Self"];

/// Names that a variant cannot have: `Self` is reserved, `ALL` is a constant of the enum.
pub const VARIANT_API: &[&str] = &["Self", "ALL"];

/// Variants of `Emit` that are not named after an event, and `Self`.
pub const EMIT_API: &[&str] = &["Self", "StartTimer", "CancelTimer"];

/// Functions of `Bindings` that are not named after a phrase.
pub const BINDINGS_API: &[&str] = &["uuid", "now"];

/// Names that the module of a machine or an actor cannot have, since it would take their place in the code around `flow!`: generated
/// modules, crates that a program has without naming them, our own, and primitive types.
pub const MODULE_API: &[&str] = &[
    "system",
    "flow_tests",
    "core",
    "std",
    "alloc",
    "proc_macro",
    "test",
    "flow",
    "flow_build",
    "flow_test",
    "bool",
    "char",
    "str",
    "f16",
    "f32",
    "f64",
    "f128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
];

/// The module of a machine or an actor: `order`, `r#type`, `self_`. It has another name than the `crates` that the code refers to.
pub fn module_name(name: &str, crates: &[&str]) -> Ident {
    let api = if crates.contains(&sanitize(name).as_str()) { crates } else { MODULE_API };
    snake_case(name, api)
}

/// The identifier of a free text (a story, a test, a column): its words in lower case, joined by `_`.
pub fn snake_case_words(text: &str, api: &[&str]) -> Ident {
    let lowered = text.to_lowercase();
    let words: Vec<_> = lowered.split(|character: char| !character.is_alphanumeric()).gather();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).gather();
    snake_case(&words.join("_"), api)
}

/// A function, field or argument: `checkout`, `r#type`, `self_`, and `new_` where `new` is in `api`.
pub fn snake_case(name: &str, api: &[&str]) -> Ident {
    let name = sanitize(name);
    if NEVER_RAW.contains(&name.as_str()) || api.contains(&name.as_str()) {
        return Ident::new(&format!("{name}_"), CodeSpan::call_site());
    }
    if KEYWORDS.contains(&name.as_str()) {
        return Ident::new_raw(&name, CodeSpan::call_site());
    }
    Ident::new(&name, CodeSpan::call_site())
}

/// A type or variant: `AwaitingPayment`, and `State_` where `State` is in `api`.
pub fn camel_case(name: &str, api: &[&str]) -> Ident {
    let mut camel: String = sanitize(name).split('_').map(capitalize).collect();
    if !camel.starts_with(|first: char| first.is_alphabetic()) {
        camel.insert(0, 'N');
    }
    if api.contains(&camel.as_str()) {
        camel.push('_');
    }
    Ident::new(&camel, CodeSpan::call_site())
}

/// A variant of a free text: `InProgress` for `in progress`, `Empty` where it has no words.
pub fn camel_case_words(text: &str, api: &[&str]) -> Ident {
    let words = text.split(|character: char| !character.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).gather();
    let name = if words.is_empty() { "empty".to_owned() } else { words.join("_") };
    camel_case(&name, api)
}

fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The name as a valid identifier: a character that Rust does not allow is written as its code point (`u24d0`).
fn sanitize(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            _ if character.is_ascii_alphanumeric() || character == '_' => plain.push(character),
            _ if is_letter(character) => plain.push(character),
            _ => plain.push_str(&format!("u{:x}", u32::from(character))),
        }
    }
    if !plain.starts_with(|first: char| first.is_alphabetic()) || plain == "_" {
        plain.insert(0, 'n');
    }
    plain
}

/// Whether an identifier can have a character outside ASCII. Compatibility forms are excluded, since Rust normalizes them to other
/// letters; so are combining marks, which cannot begin an identifier.
fn is_letter(character: char) -> bool {
    let is_compatibility_form = matches!(character, '\u{37a}' | '\u{e33}' | '\u{eb3}' | '\u{fb50}'..='\u{feff}' | '\u{ff00}'..='\u{ffef}');
    unicode_ident::is_xid_start(character) && !is_compatibility_form
}

/// The identifiers of one scope, so that no two items in it get the same.
#[derive(Debug, Default)]
pub struct Scope {
    taken: Map<String, (String, Span)>,
}

impl Scope {
    /// Reserves `ident` for `what`, the item's text in the specification: `#paid`, `:checkout from @customer`. If another item has
    /// the identifier, a `name-collision` is reported and a free one is returned, so that code can still be generated.
    pub fn claim(
        &mut self,
        ident: Ident,
        what: impl Into<String>,
        span: Span,
        diags: &mut Diagnostics,
    ) -> Ident {
        let what = what.into();
        let Some((other, place)) = self.taken.get(&ident.to_string()) else {
            return self.insert(ident, what, span);
        };
        diags
            .report(Lint::NameCollision, span, format!("'{what}' and '{other}' are both '{ident}' in Rust"))
            .label(*place, format!("'{other}' is '{ident}'"))
            .help("each needs a name of its own in Rust");
        let free = self.find_free_name(&ident);
        self.insert(free, what, span)
    }

    /// Reserves `ident`, or the first of `ident_2`, `ident_3`, … that is free, without a report.
    pub fn claim_private(&mut self, ident: Ident) -> Ident {
        let ident =
            if self.taken.contains_key(&ident.to_string()) { self.find_free_name(&ident) } else { ident };
        self.insert(ident, String::new(), Span::default())
    }

    fn find_free_name(&self, ident: &Ident) -> Ident {
        let base = ident.to_string();
        let base = base.trim_start_matches("r#").trim_end_matches('_');
        let gap = if base.starts_with(char::is_uppercase) { "" } else { "_" };
        let numbered = (2..).map(|number: usize| format!("{base}{gap}{number}"));
        let name =
            numbered.into_iter().find(|name| !self.taken.contains_key(name)).expect("some number is free");
        Ident::new(&name, CodeSpan::call_site())
    }

    fn insert(&mut self, ident: Ident, what: String, span: Span) -> Ident {
        self.taken.insert(ident.to_string(), (what, span));
        ident
    }
}

/// How often each of some names occurs.
pub(crate) fn count_equal<'n>(names: impl Iterator<Item = &'n str>) -> Map<&'n str, usize> {
    let mut counts = Map::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ident: &Ident, expected: &str) {
        assert_eq!(ident.to_string(), expected);
    }

    #[test]
    fn names_take_rusts_case() {
        check(&camel_case("awaiting_payment", VARIANT_API), "AwaitingPayment");
        check(&snake_case("awaiting_payment", &[]), "awaiting_payment");
        check(&camel_case("größe", &[]), "Größe");
    }

    #[test]
    fn keywords_are_raw_or_trail() {
        check(&snake_case("type", &[]), "r#type");
        check(&snake_case("self", &[]), "self_");
        check(&camel_case("self", VARIANT_API), "Self_");
        check(&module_name("system", &[]), "system_");
        check(&module_name("std", &["shop"]), "std_");
        check(&module_name("shop", &["shop"]), "shop_");
        check(&module_name("shop", &[]), "shop");
    }

    #[test]
    fn the_generated_api_keeps_its_names() {
        check(&snake_case("new", MACHINE_API), "new_");
        check(&camel_case("state", TYPE_API), "State_");
        check(&camel_case("b", TYPE_API), "B_");
        check(&camel_case("start_timer", EMIT_API), "StartTimer_");
    }

    #[test]
    fn characters_rust_does_not_know_are_spelled_out() {
        check(&snake_case("ⓐ", &[]), "u24d0");
        check(&camel_case("ⓐ", &[]), "U24d0");
        check(&snake_case("\u{5c7}ߝ", &[]), "u5c7ߝ");
        check(&snake_case("", &[]), "n");
        check(&snake_case("3d", &[]), "n3d");
    }

    #[test]
    fn two_names_that_become_one_collide() {
        let mut diags = Diagnostics::default();
        let mut scope = Scope::default();
        let mut claim =
            |name: &str| scope.claim(camel_case(name, &[]), name, Span::default(), &mut diags).to_string();
        assert_eq!(claim("item_2"), "Item2");
        assert_eq!(claim("item2"), "Item22");
        assert_eq!(diags.sorted().len(), 1);
        assert!(diags.has_errors());
    }
}
