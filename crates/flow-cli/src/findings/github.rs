//! Findings as GitHub workflow commands, which annotate the lines of a pull request.
//!
//! Control characters are shown as escapes, as in the text format: the commands are also part of the job's log, which
//! interprets terminal sequences.

use flow_syntax::diagnostic::Level;
use flow_syntax::render::escaped;

use crate::findings::Finding;

/// One command, with a line end.
pub(super) fn render_annotation(found: &Finding<'_>) -> String {
    let (diagnostic, source) = (found.diagnostic, found.sources.get(found.diagnostic.span.file));
    let (from, to) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
    let command = if diagnostic.level == Level::Deny { "error" } else { "warning" };
    let help: String = diagnostic.help.iter().map(|help| format!("\nhelp: {}", help.text)).collect();
    format!(
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        escape_command(&source.path, Part::Property),
        from.line,
        to.line,
        from.column,
        to.column,
        escape_command(diagnostic.name.as_str(), Part::Property),
        escape_command(&format!("{}{help}", diagnostic.message), Part::Message),
    )
}

/// The part of a command that a text is inserted into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Property,
    Message,
}

/// Escapes control characters, and the characters that would end a command or a property.
fn escape_command(text: &str, part: Part) -> String {
    let text = escaped(text).replace('%', "%25").replace('\n', "%0A");
    if part == Part::Property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{Part, escape_command};

    #[test]
    fn no_text_breaks_a_command() {
        assert_eq!(escape_command("50%\r\n::error::", Part::Message), "50%25\\u{d}%0A::error::");
        assert_eq!(escape_command("a:b,\u{1b}[2J", Part::Property), "a%3Ab%2C\\u{1b}[2J");
    }
}
