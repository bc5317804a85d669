//! `json`: a finding as one line of JSON, for tools. The fields are those of `docs/schemas/diagnostic.schema.json`.

use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::edit::Edit;
use flow_syntax::render::level_word;
use flow_syntax::source::{Sources, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Finding<'d> {
    name: &'static str,
    level: &'static str,
    message: &'d str,
    span: Place<'d>,
    labels: Vec<Label<'d>>,
    help: Vec<&'d str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'d>>,
}

/// A help with edits.
#[derive(Serialize)]
struct Fix<'d> {
    help: &'d str,
    edits: Vec<Replacement<'d>>,
}

#[derive(Serialize)]
struct Replacement<'d> {
    span: Place<'d>,
    text: String,
}

#[derive(Serialize)]
struct Label<'d> {
    span: Place<'d>,
    message: &'d str,
}

/// A span: bytes of a file, and the lines and columns, from 1, of both ends.
#[derive(Serialize)]
struct Place<'d> {
    file: &'d str,
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A diagnostic as one line of JSON, with a line end.
pub(super) fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let labels = diagnostic.labels.iter();
    let finding = Finding {
        name: diagnostic.name.as_str(),
        level: level_word(diagnostic.level),
        message: &diagnostic.message,
        span: place(diagnostic.span, sources),
        labels: labels
            .map(|label| Label { span: place(label.span, sources), message: &label.message })
            .collect(),
        help: diagnostic.help.iter().map(|help| help.text.as_str()).collect(),
        fixes: fixes(diagnostic, sources),
    };
    serde_json::to_string(&finding).unwrap_or_default() + "\n"
}

fn fixes<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Vec<Fix<'d>> {
    let with_edits = diagnostic.help.iter().filter(|help| !help.edits.is_empty());
    let replacement = |edit: &Edit| {
        let (span, text) = edit.resolve(sources);
        Replacement { span: place(span, sources), text }
    };
    with_edits
        .map(|help| Fix { help: &help.text, edits: help.edits.iter().map(replacement).collect() })
        .collect()
}

fn place(span: Span, sources: &Sources) -> Place<'_> {
    let source = sources.get(span.file);
    let (from, to) = (source.position(span.start), source.position(span.end));
    Place {
        file: &source.path,
        start: span.start,
        end: span.end,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
    }
}

#[cfg(test)]
mod tests {
    use flow_syntax::diagnostic::{Diagnostics, Name};
    use flow_syntax::source::{Sources, Span};

    use super::to_json;

    #[test]
    fn writes_json_on_one_line() {
        let mut sources = Sources::new();
        let file = sources.add("order.flow", "one\ntwo \"x\"\n");
        let mut diags = Diagnostics::default();
        diags
            .report(Name::Syntax, Span::new(file, 8, 11), "say \"x\"\n\\\u{1}")
            .label(Span::new(file, 0, 3), "é")
            .help("a")
            .write("write", Span::new(file, 0, 3), "b");
        let expected = concat!(
            r#"{"name":"syntax","level":"error","message":"say \"x\"\n\\\u0001","#,
            r#""span":{"file":"order.flow","start":8,"end":11,"line":2,"column":5,"end_line":2,"end_column":8},"#,
            r#""labels":[{"span":{"file":"order.flow","start":0,"end":3,"line":1,"column":1,"end_line":1,"end_column":4},"message":"é"}],"#,
            r#""help":["a","write 'b'"],"#,
            r#""fixes":[{"help":"write 'b'","edits":[{"span":{"file":"order.flow","start":0,"end":3,"line":1,"column":1,"end_line":1,"end_column":4},"text":"b"}]}]}"#,
            "\n"
        );
        assert_eq!(to_json(diags.sorted()[0], &sources), expected);
    }
}
