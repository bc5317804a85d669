//! The pages of diagnostics, embedded from `docs/checks` at build time.

use flow_syntax::diagnostic::Name;

/// The pages by name.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of a diagnostic, in Markdown.
pub(crate) fn diagnostic_page(name: Name) -> &'static str {
    let found = PAGES.iter().find(|(of, _)| *of == name.as_str());
    found.map_or("", |(_, page)| page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_diagnostic_has_its_page() {
        for name in Name::ALL {
            assert!(
                diagnostic_page(*name).starts_with(&format!("# `{}`", name.as_str())),
                "{}",
                name.as_str()
            );
        }
    }
}
