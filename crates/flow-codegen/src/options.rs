//! How code is generated: one struct with the same names for the macro, the build script and the program.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;
use proc_macro2::TokenStream;

/// How code is generated.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// `serde`: every generated type can be stored; needs the feature `serde` of the `flow` crate.
    pub serde: bool,
    /// `tests`: stories become `#[test]`s, which need the crate `flow-test` among the dev-dependencies.
    pub tests: bool,
    /// `tests = path`: the path of that crate.
    pub flow_test: String,
    /// `durable`: what a host needs that keeps the machines in a database; needs the crate `flow-durable`. Implies `serde`, and guards that
    /// may fail.
    pub durable: bool,
    /// `durable = path`: the path of that crate.
    pub flow_durable: String,
    /// `crate = path`: the path of the run-time crate.
    pub krate: String,
    /// Whether a machine's rustdoc shows its state diagram. Drawing one takes as long as writing all code of its machine,
    /// so the macro leaves it out where nobody sees it.
    pub diagrams: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            serde: false,
            tests: false,
            flow_test: "::flow_test".to_owned(),
            durable: false,
            flow_durable: "::flow_durable".to_owned(),
            krate: "::flow".to_owned(),
            diagrams: true,
        }
    }
}

impl Options {
    /// The names of the crates in the two paths.
    pub(crate) fn crates(&self) -> Vec<&str> {
        let durable = self.durable.then_some(&self.flow_durable);
        let paths = [&self.krate, &self.flow_test].into_iter().chain(durable);
        paths.filter_map(|path| path.trim_start_matches("::").split("::").next()).gather()
    }

    /// The path of the run-time crate as tokens. An invalid one is reported and replaced by `::flow`.
    pub(crate) fn krate_path(&self, diags: &mut Diagnostics) -> TokenStream {
        parse_path(&self.krate, quote::quote!(::flow), diags)
    }

    /// The path of the crate that runs tests as tokens. An invalid one is reported and replaced by `::flow_test`.
    pub(crate) fn flow_test_path(&self, diags: &mut Diagnostics) -> TokenStream {
        parse_path(&self.flow_test, quote::quote!(::flow_test), diags)
    }

    /// The path of the crate for hosts as tokens. An invalid one is reported and replaced by `::flow_durable`.
    pub(crate) fn durable_path(&self, diags: &mut Diagnostics) -> TokenStream {
        parse_path(&self.flow_durable, quote::quote!(::flow_durable), diags)
    }
}

fn parse_path(text: &str, default: TokenStream, diags: &mut Diagnostics) -> TokenStream {
    let is_path = !text.is_empty()
        && text.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | ':' | '#' | '$'));
    let tokens = is_path.then(|| text.parse().ok()).flatten();
    tokens.unwrap_or_else(|| {
        let message = format!("'{text}' is not the path of a crate");
        diags.report(Name::Configuration, Span::default(), message);
        default
    })
}
