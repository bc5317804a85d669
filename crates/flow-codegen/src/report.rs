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

    /// The file a diagnostic is about.
    pub fn path(&self, diagnostic: &Diagnostic) -> &str {
        &self.program.sources.get(diagnostic.span.file).path
    }
}
