//! Diagnostics of an analysis as text, for the surfaces that hand them to another tool: the macro to rustc, the build
//! script to cargo.

use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::render::{Style, render};

use crate::Analysis;

impl Analysis {
    /// A human-readable diagnostic: several lines, without colours, with the lines of the specification.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        render(diagnostic, &self.program.sources, Style::Plain)
    }

    /// A diagnostic in one line: place, message, name and help.
    pub fn render_one_line(&self, diagnostic: &Diagnostic) -> String {
        let at = self.program.sources.position(diagnostic.span);
        let help: String = diagnostic.help.iter().map(|help| format!("; help: {}", help.text)).collect();
        let (message, name) = (&diagnostic.message, diagnostic.name.as_str());
        format!("{}:{}:{}: {message} [{name}]{help}", self.path_of(diagnostic), at.line, at.column)
    }

    /// Renames the files to how they are called from a folder above the one that their paths are relative to. `below` is
    /// the path from there down to that: `crates/shop/`.
    pub fn rename_from_above(&mut self, below: &str) {
        self.program.sources.rename(|path| path_from_above(below, path));
    }

    /// The path of the file that a diagnostic is about.
    pub fn path_of(&self, diagnostic: &Diagnostic) -> &str {
        &self.program.sources.get(diagnostic.span.file).path
    }
}

fn path_from_above(mut below: &str, mut path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    while let (Some(above), Some(folder)) = (path.strip_prefix("../"), below.strip_suffix('/')) {
        path = above;
        below = &below[..folder.rfind('/').map_or(0, |end| end + 1)];
    }
    format!("{below}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(below: &str, path: &str, expected: &str) {
        assert_eq!(path_from_above(below, path), expected);
    }

    #[test]
    fn files_are_called_as_from_above() {
        check("", "flows/a.flow", "flows/a.flow");
        check("crates/shop/", "flows/a.flow", "crates/shop/flows/a.flow");
        check("crates/shop/", "../b.flow", "crates/b.flow");
        check("crates/shop/", "../../flow.toml", "flow.toml");
        check("shop/", "../../b.flow", "../b.flow");
        check("shop/", "/b.flow", "/b.flow");
    }
}
