//! The pages of diagnostics and findings, embedded from `docs/checks` and `docs/findings` at build time.

use flow_explore::Kind;
use flow_syntax::diagnostic::Name;

/// The pages by name.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of a diagnostic, in Markdown.
pub(crate) fn diagnostic_page(name: Name) -> &'static str {
    page(name.as_str())
}

/// The page of a finding of `flow explore`, in Markdown.
pub(crate) fn finding_page(kind: Kind) -> &'static str {
    page(kind.name())
}

fn page(name: &str) -> &'static str {
    PAGES.iter().find(|(of, _)| *of == name).map_or("", |(_, page)| page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_diagnostic_has_its_page() {
        for kind in Kind::ALL {
            assert!(finding_page(kind).starts_with(&format!("# `{}`", kind.name())), "{}", kind.name());
        }
        for name in Name::ALL {
            assert!(
                diagnostic_page(*name).starts_with(&format!("# `{}`", name.as_str())),
                "{}",
                name.as_str()
            );
        }
    }
}
