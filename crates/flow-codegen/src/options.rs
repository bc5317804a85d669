//! How code is generated: one struct with the same names for the macro, the build script and the program.

use flow_syntax::diagnostic::{Diagnostics, Lints, Name};
use flow_syntax::source::Span;
use proc_macro2::TokenStream;

use crate::config::FILE;

/// How code is generated.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// `serde`: every generated type can be stored; needs the feature `serde` of the `flow` crate.
    pub serde: bool,
    /// `tests`: stories become `#[test]`s, which need the crate `flow-test` among the dev-dependencies.
    pub tests: bool,
    /// `tests = path`: the path of that crate.
    pub flow_test: String,
    /// `number = f64`: what a `number` is in Rust; `None` leaves it to `flow.toml`.
    pub number: Option<Number>,
    /// `crate = path`: the path of the run-time crate.
    pub krate: String,
    /// `allow(name)` and its like: levels of checks, before those of `flow.toml`.
    pub lints: Lints,
    /// What the file of settings is called: the loader's path of `flow.toml`.
    pub settings: String,
    /// Whether a machine's rustdoc shows its state diagram, which takes as long to draw as all of its code takes to write.
    pub diagrams: bool,
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
        Options {
            serde: false,
            tests: false,
            flow_test: "::flow_test".to_owned(),
            number: None,
            krate: "::flow".to_owned(),
            lints: Lints::new(),
            settings: FILE.to_owned(),
            diagrams: true,
        }
    }
}

impl Options {
    /// The path of the run-time crate as tokens; one that is no path is reported, and `::flow` taken.
    pub(crate) fn krate_path(&self, diags: &mut Diagnostics) -> TokenStream {
        path(&self.krate, quote::quote!(::flow), diags)
    }

    /// The path of the crate that runs tests, in the same way.
    pub(crate) fn flow_test_path(&self, diags: &mut Diagnostics) -> TokenStream {
        path(&self.flow_test, quote::quote!(::flow_test), diags)
    }
}

fn path(text: &str, otherwise: TokenStream, diags: &mut Diagnostics) -> TokenStream {
    let is_path = !text.is_empty()
        && text.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | ':' | '#' | '$'));
    let tokens = is_path.then(|| text.parse().ok()).flatten();
    tokens.unwrap_or_else(|| {
        let message = format!("'{text}' is not the path of a crate");
        diags.report(Name::Configuration, Span::default(), message);
        otherwise
    })
}
