//! Requests of every kind at random places: none fails, and every place of an answer is one of a text as the client has it.

use flow_speculate::Random;
use serde_json::{Value, json};

use super::desk::Desk;
use super::text::{self, apply_edits, lines, position};
use crate::client::Client;

/// Requests about a whole document.
const WHOLE: &[&str] =
    &["documentSymbol", "foldingRange", "semanticTokens/full", "inlayHint", "documentLink", "formatting"];

/// Requests about a place.
const AT_A_PLACE: &[&str] = &[
    "hover",
    "definition",
    "references",
    "documentHighlight",
    "completion",
    "prepareRename",
    "prepareCallHierarchy",
    "selectionRange",
    "codeAction",
    "onTypeFormatting",
    "rangeFormatting",
    "semanticTokens/range",
    "rename",
];

/// New names: some are taken, are words of the language, or no names at all.
const NAMES: &[&str] = &[
    "renamed",
    "order",
    "payment",
    "paid",
    "in",
    "self",
    "system",
    "sender",
    "given",
    "Paid",
    "is paid",
    "",
    "two words",
    "machine",
    "x",
    "_",
    "1a",
    "type",
    "default",
    "\u{e4}rger",
];

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) path: String,
    pub(super) method: String,
    pub(super) params: Value,
}

/// A request about a random place of a document.
pub(super) fn some_question(random: &mut Random, desk: &Desk) -> Option<Question> {
    let paths: Vec<&String> = desk.open.keys().collect();
    let path = (*paths.get(random.below(paths.len()))?).clone();
    let text = &desk.open[&path].text;
    let place = |random: &mut Random| {
        let at = random.between(0, text.len());
        // Mostly where a word begins or ends.
        let step = |c: char| !c.is_alphanumeric() && c != '_';
        let mut at = match random.chance(80) {
            true => text.as_bytes()[..at]
                .iter()
                .rposition(|byte| step(*byte as char))
                .map_or(0, |at| at + random.below(3)),
            false => at,
        };
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        position(text, at, desk.encoding)
    };
    let (at, to) = (place(random), place(random));
    let is_whole = random.chance(20);
    let method = if is_whole { *random.pick(WHOLE) } else { *random.pick(AT_A_PLACE) };
    let all = lines(text).len();
    let range = match is_whole {
        true => json!({ "start": { "line": 0, "character": 0 }, "end": { "line": all, "character": 0 } }),
        false if random.chance(50) || method == "codeAction" => json!({ "start": at, "end": at }),
        false => json!({ "start": at, "end": to }),
    };
    let params = json!({
        "textDocument": { "uri": desk.client.address(&path) }, "position": at, "positions": [at, to], "range": range,
        "options": { "tabSize": 2, "insertSpaces": true }, "ch": "|", "newName": random.pick(NAMES),
        "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
    });
    Some(Question { path, method: format!("textDocument/{method}"), params })
}

/// Asks, and expects an answer of which all places are in the texts.
pub(super) fn ask(desk: &mut Desk, question: &Question) -> Result<Value, String> {
    let answer = desk.client.request(&question.method, question.params.clone());
    check_answer(desk, question, answer)
}

pub(super) fn check_answer(
    desk: &Desk,
    question: &Question,
    answer: Result<Value, (i32, String)>,
) -> Result<Value, String> {
    let answer = match answer {
        Ok(answer) => answer,
        Err((-32803, reason)) if question.method.ends_with("ename") && !reason.is_empty() => {
            return Ok(json!({ "refused": reason }));
        }
        Err((code, message)) => return Err(format!("{question:?}: {code} {message}")),
    };
    check_places(desk, &question.path, &answer)
        .map_err(|reason| format!("{question:?}: {reason}\n{answer}"))?;
    check_shape(desk, question, &answer).map_err(|reason| format!("{question:?}: {reason}\n{answer}"))?;
    Ok(answer)
}

/// Expects every range of an answer in the text of its file.
fn check_places(desk: &Desk, path: &str, answer: &Value) -> Result<(), String> {
    match answer {
        Value::Array(items) => items.iter().try_for_each(|item| check_places(desk, path, item)),
        Value::Object(fields) => {
            if fields.contains_key("start") && fields.contains_key("end") {
                // A file that the answer creates is empty.
                let text = desk.text(path).map_or("", String::as_str);
                let found = text::range(text, answer, desk.encoding);
                return found.map(|_| ()).ok_or_else(|| format!("{answer} is no range of {path}"));
            }
            let uri = fields.get("uri").or_else(|| answer.pointer("/textDocument/uri"));
            let mut path = path.to_owned();
            if let Some(uri) = uri.and_then(Value::as_str) {
                path = desk.path_of(uri).ok_or_else(|| format!("{uri} is unknown"))?;
            }
            for (key, value) in fields {
                match key.as_str() {
                    "changes" => {
                        for (uri, edits) in value.as_object().into_iter().flatten() {
                            let path = desk.path_of(uri).ok_or_else(|| format!("{uri} is unknown"))?;
                            check_places(desk, &path, edits)?;
                        }
                    }
                    _ => check_places(desk, &path, value)?,
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Checks the rules of the protocol for the parts of an answer.
fn check_shape(desk: &Desk, question: &Question, answer: &Value) -> Result<(), String> {
    let text = &desk.open[&question.path].text;
    let items = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    let method = question.method.as_str();
    match method.strip_prefix("textDocument/").unwrap_or(method) {
        "foldingRange" => {
            let count = lines(text).len() as u64;
            let fits = |fold: &Value| {
                fold["startLine"].as_u64() < fold["endLine"].as_u64()
                    && fold["endLine"].as_u64() < Some(count)
            };
            items.iter().find(|fold| !fits(fold)).map_or(Ok(()), |fold| Err(format!("{fold} is no fold")))
        }
        "semanticTokens/full" | "semanticTokens/range" => check_tokens(desk, text, answer),
        "formatting" | "rangeFormatting" | "onTypeFormatting" if answer.is_array() => {
            check_formatting(desk, text, method, items)
        }
        "completion" => items.iter().try_for_each(|item| {
            let edit = &item["textEdit"];
            let range = if edit["range"].is_object() { &edit["range"] } else { &edit["insert"] };
            let at = &question.params["position"];
            // No editor has a cursor before a byte order mark.
            let is_before_mark = text.starts_with('\u{feff}') && *at == json!({ "line": 0, "character": 0 });
            match is_before_mark || range["end"] == *at && range["start"]["line"] == at["line"] {
                true => Ok(()),
                false => Err(format!("{item} does not end at the cursor")),
            }
        }),
        "hover" | "prepareRename" if answer.is_object() => {
            let range = text::range(text, &answer["range"], desk.encoding).unwrap();
            let at = text::offset(text, &question.params["position"], desk.encoding).unwrap();
            // A name can be renamed from its sigil on, which stays.
            let start = range.start - usize::from(method.ends_with("prepareRename"));
            if start <= at && at <= range.end { Ok(()) } else { Err("not about the place".to_owned()) }
        }
        "documentSymbol" => check_symbols(desk, text, items),
        _ => Ok(()),
    }
}

fn check_symbols(desk: &Desk, text: &str, items: &[Value]) -> Result<(), String> {
    for item in items {
        let [whole, name] =
            ["range", "selectionRange"].map(|key| text::range(text, &item[key], desk.encoding).unwrap());
        if name.start < whole.start || whole.end < name.end {
            return Err(format!("the name of {item} is outside of it"));
        }
        check_symbols(desk, text, item["children"].as_array().map(Vec::as_slice).unwrap_or_default())?;
    }
    Ok(())
}

fn check_tokens(desk: &Desk, text: &str, answer: &Value) -> Result<(), String> {
    let data: Vec<u64> =
        answer["data"].as_array().into_iter().flatten().map(|number| number.as_u64().unwrap()).collect();
    let (mut line, mut character) = (0, 0);
    let mut end = 0;
    for token in data.chunks(5) {
        character = if token[0] > 0 { token[1] } else { character + token[1] };
        line += token[0];
        let place = |character: u64| {
            text::offset(text, &json!({ "line": line, "character": character }), desk.encoding)
        };
        let (Some(start), Some(stop)) = (place(character), place(character + token[2])) else {
            return Err(format!("the token at {line}:{character} is in no text"));
        };
        if start < end || stop <= start {
            return Err(format!("the token at {line}:{character} overlaps another"));
        }
        end = stop;
    }
    Ok(())
}

/// Formatting changes blanks only, and the whole of it gives the text of `flow fmt`.
fn check_formatting(desk: &Desk, text: &str, method: &str, edits: &[Value]) -> Result<(), String> {
    let after = apply_edits(text, edits, desk.encoding)?;
    let without_blanks =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect::<String>();
    if without_blanks(&after) != without_blanks(text) {
        return Err(format!("more than blanks: {after}"));
    }
    let expected = flow_syntax::fmt::fmt(flow_syntax::source::FileId(0), text);
    match expected {
        Ok(expected) if method.ends_with("/formatting") && expected != after => {
            Err(format!("formatting gives {after:?}, not {expected:?}"))
        }
        Ok(expected) => match flow_syntax::fmt::fmt(flow_syntax::source::FileId(0), &after) {
            Ok(again) if again == expected => Ok(()),
            again => Err(format!("the text means something else: {again:?}, not {expected:?}")),
        },
        Err(_) => Ok(()),
    }
}

/// Expects the same answers from two servers, one of which was just started.
pub(super) fn compare(desk: &mut Desk, fresh: &mut Client, question: &Question) -> Result<(), String> {
    if question.path.ends_with(".toml") {
        // Whether settings belong to a program is known when that has been analysed.
        return Ok(());
    }
    let known = ask(desk, question)?;
    let new = fresh.request(&question.method, question.params.clone());
    let new = check_answer(desk, question, new)?;
    if known == new { Ok(()) } else { Err(format!("{question:?}:\n{known}\nand from a new server\n{new}")) }
}
