//! `json`: diagnostics as JSON, one object a line, for tools.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::render::level_word;
use crate::source::{Sources, Span};

/// A diagnostic as one line of JSON, with a line end.
///
/// Its fields are `name`, `level` (`error`, `warning` or `note`), `message`, `span`, `labels` (each with `span` and `message`) and
/// `help` (texts). A span has `file`, the bytes `start` and `end`, and the lines and columns, from 1, of both.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut json = String::from("{\"name\":");
    text(&mut json, diagnostic.name.as_str());
    json.push_str(",\"level\":");
    text(&mut json, level_word(diagnostic.level));
    json.push_str(",\"message\":");
    text(&mut json, &diagnostic.message);
    json.push_str(",\"span\":");
    place(&mut json, sources, diagnostic.span);
    json.push_str(",\"labels\":[");
    list(&mut json, &diagnostic.labels, |json, label| {
        json.push_str("{\"span\":");
        place(json, sources, label.span);
        json.push_str(",\"message\":");
        text(json, &label.message);
        json.push('}');
    });
    json.push_str("],\"help\":[");
    list(&mut json, &diagnostic.help, |json, help| text(json, help));
    json.push_str("]}\n");
    json
}

fn list<T>(json: &mut String, items: &[T], mut item: impl FnMut(&mut String, &T)) {
    for (at, one) in items.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        item(json, one);
    }
}

fn place(json: &mut String, sources: &Sources, span: Span) {
    let source = sources.get(span.file);
    let (from, to) = (source.position(span.start), source.position(span.end));
    json.push_str("{\"file\":");
    text(json, &source.path);
    let _ = write!(
        json,
        ",\"start\":{},\"end\":{},\"line\":{},\"column\":{}",
        span.start, span.end, from.line, from.column
    );
    let _ = write!(json, ",\"end_line\":{},\"end_column\":{}}}", to.line, to.column);
}

fn text(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            c if (c as u32) < 0x20 => {
                let _ = write!(json, "\\u{:04x}", c as u32);
            }
            c => json.push(c),
        }
    }
    json.push('"');
}
