//! Texts as a client counts them, without the line index of the server.

use std::ops::Range;

use flow_lsp::text::Encoding;
use serde_json::{Value, json};

/// The lines of a text, each without its end.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let is_pair = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        let width = if is_pair { 2 } else { 1 };
        if bytes[at] == b'\n' || bytes[at] == b'\r' {
            lines.push(start..at);
            start = at + width;
        }
        at += width;
    }
    lines.push(start..text.len());
    lines
}

fn width(c: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

/// The place of a byte.
pub(super) fn position(text: &str, offset: usize, encoding: Encoding) -> Value {
    let lines = lines(text);
    let line = lines.iter().rposition(|line| line.start <= offset).unwrap();
    let end = offset.min(lines[line].end);
    let character: usize = text[lines[line].start..end].chars().map(|c| width(c, encoding)).sum();
    json!({ "line": line, "character": character })
}

/// The byte of a place; `None` if the text has no such place.
pub(super) fn offset(text: &str, place: &Value, encoding: Encoding) -> Option<usize> {
    let line = lines(text).get(place["line"].as_u64()? as usize)?.clone();
    let mut left = place["character"].as_u64()? as usize;
    let mut at = line.start;
    for c in text[line].chars() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(width(c, encoding))?;
        at += c.len_utf8();
    }
    (left == 0).then_some(at)
}

/// The bytes of a range; `None` if the text has no such range.
pub(super) fn range(text: &str, range: &Value, encoding: Encoding) -> Option<Range<usize>> {
    let start = offset(text, &range["start"], encoding)?;
    let end = offset(text, &range["end"], encoding)?;
    (start <= end).then_some(start..end)
}

/// A text with the edits of an answer, which must fit it and not overlap.
pub(super) fn apply_edits(text: &str, edits: &[Value], encoding: Encoding) -> Result<String, String> {
    let mut places = Vec::new();
    for edit in edits {
        let at =
            range(text, &edit["range"], encoding).ok_or_else(|| format!("no place of the text: {edit}"))?;
        places.push((at, edit["newText"].as_str().ok_or("no new text")?));
    }
    // Edits at one place are made in their order.
    places.sort_by_key(|(at, _)| (at.start, at.end));
    if let Some(pair) = places.windows(2).find(|pair| pair[0].0.end > pair[1].0.start) {
        return Err(format!("edits overlap: {pair:?}"));
    }
    let mut after = text.to_owned();
    for (at, new) in places.into_iter().rev() {
        after.replace_range(at, new);
    }
    Ok(after)
}
