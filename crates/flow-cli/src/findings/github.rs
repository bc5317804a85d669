//! Findings as workflow commands: GitHub shows them at their lines in a pull request.

use flow_syntax::diagnostic::Level;

use crate::findings::Finding;

/// One command, with a line end.
pub(super) fn annotation(found: &Finding<'_>) -> String {
    let (diagnostic, source) = (found.diagnostic, found.sources.get(found.diagnostic.span.file));
    let (from, to) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
    let command = if diagnostic.level == Level::Deny { "error" } else { "warning" };
    let help: String = diagnostic.help.iter().map(|help| format!("\nhelp: {help}")).collect();
    format!(
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        escaped(&source.path, true),
        from.line,
        to.line,
        from.column,
        to.column,
        escaped(diagnostic.name.as_str(), true),
        escaped(&format!("{}{help}", diagnostic.message), false),
    )
}

/// Signs that would end a command, or one of its properties, as GitHub escapes them.
fn escaped(text: &str, is_property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if is_property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}
