//! Diagnostics as they are sent: JSON, which is kept from one analysis to the next.
//!
//! After an edit nearly all findings are as before, or some lines further down. Their JSON is kept without the numbers of its lines, under a
//! key of everything else that is in it, so that it is neither built from its parts nor written again.

use std::hash::Hash;
use std::sync::Arc;

use flow_syntax::diagnostic::Diagnostic as Finding;
use flow_syntax::mix::Mix;
use gen_lsp_types::{Diagnostic, Range};
use serde::Serialize;

use crate::text::Encoding;
use crate::workspace::Checked;

/// A diagnostic as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The line where it begins.
    line: u32,
    written: Arc<Written>,
}

/// The JSON of a diagnostic at any line.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    /// Identifies the text; that of a diagnostic which is not kept has none.
    key: Option<Key>,
    /// The column where it begins.
    character: u32,
    /// The JSON without the numbers of lines.
    text: String,
    /// Where these numbers are.
    gaps: Vec<Gap>,
}

/// A place in a text where the number of a line is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gap {
    at: usize,
    /// How many lines after the first one, modulo 2³².
    distance: u32,
}

/// Identifies the JSON of a diagnostic.
pub(super) type Key = (u64, u64);

/// What is before the number of a line in JSON, and nowhere else: a quotation mark in a text follows a backslash.
const LINE: &str = "{\"line\":";

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        let is_same_text = || {
            let (a, b) = (&*self.written, &*other.written);
            a.text == b.text && a.gaps == b.gaps
        };
        self.line == other.line && (Arc::ptr_eq(&self.written, &other.written) || is_same_text())
    }
}

impl Shown {
    /// A diagnostic, which is kept if it has a key.
    pub(super) fn new(key: Option<Key>, diagnostic: &Diagnostic) -> Shown {
        let start = diagnostic.range.start;
        let json = serde_json::to_string(diagnostic).expect("diagnostics have texts as keys");
        let (mut text, mut gaps) = (String::with_capacity(json.len()), Vec::new());
        let mut rest = json.as_str();
        while let Some((before, after)) = rest.split_once(LINE) {
            text += before;
            text += LINE;
            let end = after.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(after.len());
            let line: u32 = after[..end].parse().expect("the number of a line has 32 bits");
            gaps.push(Gap { at: text.len(), distance: line.wrapping_sub(start.line) });
            rest = &after[end..];
        }
        text += rest;
        text.shrink_to_fit();
        gaps.shrink_to_fit();
        Shown { line: start.line, written: Arc::new(Written { key, character: start.character, text, gaps }) }
    }

    /// Where it begins: line and column.
    pub(super) fn start(&self) -> (u32, u32) {
        (self.line, self.written.character)
    }

    fn write(&self, json: &mut String) {
        let Written { text, gaps, .. } = &*self.written;
        let mut from = 0;
        for gap in gaps {
            *json += &text[from..gap.at];
            push_number(json, self.line.wrapping_add(gap.distance));
            from = gap.at;
        }
        *json += &text[from..];
    }
}

/// Writes a number, without the formats of the standard library: a document has thousands.
pub(super) fn push_number(json: &mut String, mut number: u32) {
    let mut digits = [0; 10];
    let mut start = digits.len();
    while start == digits.len() || number > 0 {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    *json += std::str::from_utf8(&digits[start..]).unwrap_or_default();
}

/// The JSON of a value of which a field, an empty list, gets diagnostics as its items.
pub(super) fn write_with(value: &impl Serialize, field: &str, shown: &[Shown]) -> String {
    let items = shown.iter().map(|shown| move |json: &mut String| shown.write(json));
    let size = shown.iter().map(|shown| shown.written.text.len() + 8 * shown.written.gaps.len()).sum();
    write_list(value, field, size, items)
}

/// The same, with items that are written already.
pub(super) fn write_with_texts(value: &impl Serialize, field: &str, texts: &[String]) -> String {
    let items = texts.iter().map(|text| move |json: &mut String| *json += text);
    write_list(value, field, texts.iter().map(String::len).sum(), items)
}

fn write_list(
    value: &impl Serialize,
    field: &str,
    size: usize,
    items: impl ExactSizeIterator<Item = impl Fn(&mut String)>,
) -> String {
    let empty = serde_json::to_string(value).expect("messages have texts as keys");
    let list = format!("\"{field}\":[");
    let at = empty.find(&format!("{list}]")).map_or(empty.len(), |at| at + list.len());
    let (before, after) = empty.split_at(at);
    let mut json = String::with_capacity(empty.len() + size + items.len());
    json += before;
    for (at, item) in items.enumerate() {
        if at > 0 {
            json.push(',');
        }
        item(&mut json);
    }
    json += after;
    json
}

/// What the JSON of findings depends on, besides the findings: the addresses of files, and the client.
pub(super) struct Context<'c> {
    checked: &'c Checked,
    encoding: Encoding,
    /// A hash of what concerns all findings.
    all: Mix,
    /// The hashes of the addresses of files.
    files: Vec<u64>,
}

impl<'c> Context<'c> {
    /// Those of an analysis.
    pub(super) fn new(
        checked: &'c Checked,
        encoding: Encoding,
        pages: Option<&String>,
        uri_of: impl Fn(&str) -> String,
    ) -> Context<'c> {
        let mut all = Mix::new();
        (encoding as u8, pages).hash(&mut all);
        let sources = checked.analysis.program.sources.iter();
        let files = sources.map(|(_, source)| Mix::hash_of(&uri_of(&source.path))).collect();
        Context { checked, encoding, all, files }
    }

    /// The line where a finding begins, and the key of its JSON.
    pub(super) fn key_of(&self, finding: &Finding) -> (u32, Key) {
        let Finding { name, level, message, span, labels, help } = finding;
        let mut mix = self.all;
        let place = self.checked.range(*span, self.encoding);
        let first = place.start.line;
        let add_place = |mix: &mut Mix, range: Range| {
            for place in [range.start, range.end] {
                (place.line.wrapping_sub(first), place.character).hash(mix);
            }
        };
        (*name, *level as u8, message).hash(&mut mix);
        add_place(&mut mix, place);
        labels.len().hash(&mut mix);
        for label in labels {
            (self.files[label.span.file.0 as usize], &label.message).hash(&mut mix);
            add_place(&mut mix, self.checked.range(label.span, self.encoding));
        }
        for fact in help.iter().filter(|help| help.edits.is_empty()) {
            fact.text.hash(&mut mix);
        }
        (first, mix.key())
    }
}

/// The diagnostics of a file that were sent before, to be found by their keys.
#[derive(Default)]
pub(super) struct Earlier<'e> {
    list: &'e [Shown],
    /// After the one that was found last: nearly always the next.
    next: usize,
    /// All, by their keys; made when one is not the next.
    by_key: Option<Vec<(Key, usize)>>,
}

impl<'e> Earlier<'e> {
    /// Those of a list.
    pub(super) fn new(list: &'e [Shown]) -> Earlier<'e> {
        Earlier { list, ..Earlier::default() }
    }

    /// The one with a key, at a line.
    pub(super) fn find(&mut self, key: Key, line: u32) -> Option<Shown> {
        let has_key = |shown: &&Shown| shown.written.key == Some(key);
        let at = match self.list.get(self.next).filter(has_key) {
            Some(_) => self.next,
            None => {
                let list = self.list.iter().enumerate();
                let by_key = self.by_key.get_or_insert_with(|| {
                    let mut keys: Vec<(Key, usize)> =
                        list.filter_map(|(at, shown)| Some((shown.written.key?, at))).collect();
                    keys.sort_unstable();
                    keys
                });
                let first = by_key.partition_point(|(of, _)| *of < key);
                by_key.get(first).filter(|(of, _)| *of == key)?.1
            }
        };
        self.next = at + 1;
        Some(Shown { line, written: self.list[at].written.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::{DiagnosticRelatedInformation, Location, Position, Uri};
    use serde_json::{Value, json};

    fn range(line: u32, character: u32) -> Range {
        let start = Position { line, character };
        Range { start, end: Position { line: line + 1, character: 7 } }
    }

    /// A diagnostic with a text that contains what JSON has before numbers of lines.
    fn diagnostic(line: u32, related: u32) -> Diagnostic {
        let location = Location { uri: Uri("file:///a \"b\"".to_owned()), range: range(related, 3) };
        let message = "{\"line\":5,} \u{e4} \\{\"line\":".to_owned();
        let related = DiagnosticRelatedInformation { location, message: message.clone() };
        Diagnostic {
            range: range(line, 0),
            message: message.into(),
            related_information: Some(vec![related]),
            ..Diagnostic::default()
        }
    }

    fn read(list: &[Shown]) -> Value {
        serde_json::from_str(&write_with(&json!({ "uri": "\"items\":[]", "items": [] }), "items", list))
            .unwrap()
    }

    #[test]
    fn what_is_written_is_the_diagnostic() {
        let all: Vec<Diagnostic> = [(0, 0), (9, 10), (99, 3), (4_294_967_290, 12)]
            .map(|(line, other)| diagnostic(line, other))
            .into();
        let shown: Vec<Shown> = all.iter().map(|diagnostic| Shown::new(None, diagnostic)).collect();
        assert_eq!(read(&shown), json!({ "uri": "\"items\":[]", "items": all }));
        assert_eq!(read(&[]), json!({ "uri": "\"items\":[]", "items": [] }));
        assert_eq!(shown[1].start(), (9, 0));
        assert!(shown[0] != shown[1] && shown[0] == Shown::new(Some((1, 2)), &all[0]));
    }

    #[test]
    fn what_was_sent_before_is_found_at_its_new_line() {
        let keys = [(5, 0), (3, 0), (3, 1), (9, 0)];
        let list: Vec<Shown> =
            keys.iter().map(|key| Shown::new(Some(*key), &diagnostic(key.0 as u32, 2))).collect();
        let mut earlier = Earlier::new(&list);
        for (key, line) in [((5, 0), 5), ((3, 0), 300), ((9, 0), 0), ((3, 1), 1), ((9, 0), 9)] {
            let found = earlier.find(key, line).unwrap();
            let expected = diagnostic(line, (line + 2).wrapping_sub(key.0 as u32));
            assert_eq!(read(&[found]), json!({ "uri": "\"items\":[]", "items": [expected] }));
        }
        assert!(earlier.find((4, 0), 1).is_none());
        assert!(Earlier::default().find((5, 0), 1).is_none());
    }
}
