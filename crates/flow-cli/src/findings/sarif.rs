//! Findings as SARIF 2.1.0: one run, with a rule for each diagnostic that occurs.
//!
//! Paths are relative to the current folder. Columns count characters, as everywhere in Flow.

use std::collections::BTreeSet;

use flow_syntax::diagnostic::{Label, Level, Name};
use flow_syntax::source::{Sources, Span};
use serde_json::{Value, json};

use crate::findings::Finding;
use crate::pages::diagnostic_page;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A whole log, with a line end.
pub(super) fn render_sarif(found: &[Finding<'_>]) -> String {
    let names: Vec<Name> =
        found.iter().map(|found| found.diagnostic.name).collect::<BTreeSet<_>>().into_iter().collect();
    let results: Vec<_> = found.iter().map(|found| export_result(found, &names)).collect();
    let rules: Vec<_> = names.iter().map(|name| export_rule(*name)).collect();
    let driver = json!({
        "name": "flow",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    format!("{log:#}\n")
}

fn export_rule(name: Name) -> Value {
    json!({
        "id": name.as_str(),
        "shortDescription": { "text": summary_sentence(name.summary()) },
        "fullDescription": { "text": summary_sentence(name.summary()) },
        "help": { "text": summary_sentence(name.summary()), "markdown": diagnostic_page(name) },
        "defaultConfiguration": { "level": level(name.default_level()) },
    })
}

/// The message and help are one text: viewers show no other.
fn export_result(found: &Finding<'_>, names: &[Name]) -> Value {
    let diagnostic = found.diagnostic;
    let help: String = diagnostic.help.iter().map(|help| format!("\nhelp: {}", help.text)).collect();
    let related: Vec<_> = diagnostic.labels.iter().map(|label| related(label, found.sources)).collect();
    json!({
        "ruleId": diagnostic.name.as_str(),
        "ruleIndex": names.binary_search(&diagnostic.name).unwrap_or_default(),
        "level": level(diagnostic.level),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{ "physicalLocation": place(diagnostic.span, found.sources) }],
        "relatedLocations": related,
    })
}

fn related(label: &Label, sources: &Sources) -> Value {
    json!({ "physicalLocation": place(label.span, sources), "message": { "text": label.message } })
}

fn place(span: Span, sources: &Sources) -> Value {
    let source = sources.get(span.file);
    let (from, to) = (source.position(span.start), source.position(span.end));
    json!({
        "artifactLocation": { "uri": uri(&source.path) },
        "region": {
            "startLine": from.line,
            "startColumn": from.column,
            "endLine": to.line,
            "endColumn": to.column,
        },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "none",
    }
}

fn summary_sentence(summary: &str) -> String {
    format!("Finds {summary}.")
}

/// A path as a URI, percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}
