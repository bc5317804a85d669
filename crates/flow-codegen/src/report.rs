//! What a surface says of a specification: each diagnostic as text, with its place.

use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::render::{Style, render};

use crate::Output;

impl Output {
    /// A diagnostic as people read it: several lines, without colours, with the lines of the specification.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        render(diagnostic, &self.program.sources, Style::Plain)
    }

    /// A diagnostic in one line: place, message, name, and what to write instead.
    pub fn one_line(&self, diagnostic: &Diagnostic) -> String {
        let at = self.program.sources.position(diagnostic.span);
        let help: String = diagnostic.help.iter().map(|help| format!("; help: {help}")).collect();
        let (message, name) = (&diagnostic.message, diagnostic.name.as_str());
        format!("{}:{}:{}: {message} [{name}]{help}", self.path(diagnostic), at.line, at.column)
    }

    /// Shows files as they are called from a folder above the one their paths are relative to. `way` leads down to that: `crates/shop/`.
    pub fn show_from_above(&mut self, way: &str) {
        self.program.sources.rename(|path| from_above(way, path));
    }

    /// The file a diagnostic is about.
    pub fn path(&self, diagnostic: &Diagnostic) -> &str {
        &self.program.sources.get(diagnostic.span.file).path
    }
}

fn from_above(mut way: &str, mut path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    while let (Some(above), Some(folder)) = (path.strip_prefix("../"), way.strip_suffix('/')) {
        path = above;
        way = &way[..folder.rfind('/').map_or(0, |end| end + 1)];
    }
    format!("{way}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(way: &str, path: &str, expected: &str) {
        assert_eq!(from_above(way, path), expected);
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
