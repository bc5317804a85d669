//! Annotations: the comments of a specification about the line above them.
//!
//! ```text
//!   ? order is in #payed
//!   //            ^^^^^^ error[unreachable-state]: nothing moves '@order' to '#payed'
//!   //            ^^^^^^ help: did you mean '#paid'?
//!   on :payment_success from @payment
//!   // accepted[answer]: #awaiting_payment
//! ```
//! The carets mark the nearest line above that is not an annotation. Without carets any place in that line matches,
//! without a message any message. `//<^^^` marks from the column of the comment itself, for places too far left.

use std::fmt;
use std::ops::Range;

use flow_syntax::diagnostic::{Level, Name};

/// One annotation of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its line, from 0.
    pub at: usize,
    /// The line it speaks of, from 0.
    pub line: usize,
    /// The columns its carets mark, from 0, in characters.
    pub columns: Option<Range<usize>>,
    /// Its expectation.
    pub expects: Expects,
    /// The text after the colon.
    pub message: Option<String>,
}

/// What an annotation expects of its line.
#[derive(Clone, Debug, PartialEq)]
pub enum Expects {
    /// `error[name]` or `warning[name]`: this is reported here.
    Diagnostic(Level, Name),
    /// `help: …`: a diagnostic of this line has this help.
    Help,
    /// `note: …`: a diagnostic of the case has a label here.
    Note,
    /// `accepted[rule]: #a, #b`: the handler of this line is accepted in these states, by this rule (reference#accepted-states).
    Accepted(String),
}

impl fmt::Display for Expects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expects::Diagnostic(level, name) => write!(f, "{}[{}]", level_word(*level), name.as_str()),
            Expects::Help => f.write_str("help"),
            Expects::Note => f.write_str("note"),
            Expects::Accepted(rule) => write!(f, "accepted[{rule}]"),
        }
    }
}

/// How annotations write a level.
pub(crate) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Allow => "allowed",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}

/// All annotations of a text, in order.
///
/// # Errors
/// An annotation names a diagnostic that does not exist.
pub fn annotations(text: &str) -> Result<Vec<Annotation>, String> {
    let mut found = Vec::new();
    let mut marked = 0;
    for (at, line) in text.lines().enumerate() {
        match annotation(at, marked, line)? {
            Some(annotation) => found.push(annotation),
            None => marked = at,
        }
    }
    Ok(found)
}

/// Reads one line, if it is an annotation.
fn annotation(at: usize, line: usize, text: &str) -> Result<Option<Annotation>, String> {
    let Some((indent, comment)) = text.split_once("//") else { return Ok(None) };
    if !indent.trim().is_empty() {
        return Ok(None);
    }
    let (columns, said) = carets(indent.chars().count(), comment);
    let Some((expects, message)) = expects(said).map_err(|error| format!("line {}: {error}", at + 1))? else {
        return Ok(None);
    };
    Ok(Some(Annotation { at, line, columns, expects, message }))
}

/// The columns that the carets of a comment mark, and what follows them.
fn carets(indent: usize, comment: &str) -> (Option<Range<usize>>, &str) {
    let shifted = comment.strip_prefix('<');
    let body = shifted.unwrap_or(comment);
    let spaces = body.chars().take_while(|c| *c == ' ').count();
    let rest = body.trim_start();
    let said = rest.trim_start_matches('^');
    let count = rest.len() - said.len();
    let start = if shifted.is_some() { indent } else { indent + 2 + spaces };
    ((count > 0).then_some(start..start + count), said.trim())
}

/// The expectation of a comment's text, and its message; `None` for an ordinary comment.
fn expects(said: &str) -> Result<Option<(Expects, Option<String>)>, String> {
    let (head, message) = match said.split_once(':') {
        Some((head, message)) => (head.trim(), Some(message.trim().to_owned())),
        None => (said, None),
    };
    if head == "help" || head == "note" {
        let expects = if head == "help" { Expects::Help } else { Expects::Note };
        return Ok(Some((expects, message)));
    }
    let Some((word, name)) = head.strip_suffix(']').and_then(|head| head.split_once('[')) else {
        return Ok(None);
    };
    let level = match word {
        "error" => Level::Deny,
        "warning" => Level::Warn,
        "accepted" => return Ok(Some((Expects::Accepted(name.to_owned()), message))),
        _ => return Ok(None),
    };
    let name = Name::parse(name).ok_or_else(|| format!("no diagnostic is named '{name}'"))?;
    Ok(Some((Expects::Diagnostic(level, name), message)))
}

/// Writes an annotation for a span: carets where these fit, else the shifted form.
pub(crate) fn render(indent: usize, columns: &Range<usize>, said: &str) -> String {
    let count = columns.len().max(1);
    let carets = "^".repeat(count);
    if columns.start >= indent + 3 {
        let gap = " ".repeat(columns.start - indent - 2);
        return format!("{}//{gap}{carets} {said}", " ".repeat(indent));
    }
    format!("{}//<{carets} {said}", " ".repeat(columns.start))
}
