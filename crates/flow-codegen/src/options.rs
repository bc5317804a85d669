//! How code is generated: one struct with the same names for the macro, the build script and the program.

use flow_syntax::diagnostic::{Diagnostics, Lints, Name};
use flow_syntax::source::Span;
use proc_macro2::TokenStream;

/// How code is generated.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// `serde`: every generated type can be stored; needs the feature `serde` of the `flow` crate.
    pub serde: bool,
    /// `tests`: stories become `#[test]`s.
    pub tests: bool,
    /// `number = f64`: what a `number` is in Rust; `None` leaves it to `flow.toml`.
    pub number: Option<Number>,
    /// `crate = path`: the path of the run-time crate.
    pub krate: String,
    /// `allow(name)` and its like: levels of checks, before those of `flow.toml`.
    pub lints: Lints,
}

/// What a `number` is in Rust (language.md §12, `[types]`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// An exact decimal.
    #[default]
    Decimal,
    /// A binary floating-point number.
    F64,
    /// A whole number.
    I64,
}

impl Number {
    /// The number type of that name: `decimal`, `f64` or `i64`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "decimal" => Some(Number::Decimal),
            "f64" => Some(Number::F64),
            "i64" => Some(Number::I64),
            _ => None,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options { serde: false, tests: false, number: None, krate: "::flow".to_owned(), lints: Lints::new() }
    }
}

impl Options {
    /// The path of the run-time crate as tokens; one that is no path is reported, and `::flow` taken.
    pub(crate) fn krate_path(&self, diags: &mut Diagnostics) -> TokenStream {
        let is_path = !self.krate.is_empty()
            && self.krate.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | ':' | '#' | '$'));
        let tokens = is_path.then(|| self.krate.parse().ok()).flatten();
        tokens.unwrap_or_else(|| {
            diags.report(
                Name::Configuration,
                Span::default(),
                format!("'{}' is not the path of a crate", self.krate),
            );
            quote::quote!(::flow)
        })
    }
}
