//! `render`: diagnostics for people, with the source lines they are about.
//!
//! ```text
//! error[unreachable-state]: nothing moves '@order' to '#payed'
//!   --> order.flow:4:19
//!    |
//!  4 |     ? order is in #payed
//!    |                   ^^^^^^
//!    = help: did you mean '#paid'?
//! ```
//!
//! Related places follow in their own order, each with its line. A long line is shown around the place. Marks are below their
//! text in columns of a terminal; help is wrapped to its width, if known. The renderer is our own: it is small, every user of the
//! macro compiles it, and it escapes control characters.

mod escape;
mod excerpt;

pub use escape::escaped;
#[cfg(feature = "tools")]
pub use escape::escaped_between_colours;

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Sources, Span};
use crate::width::{blanks, width};
use excerpt::Excerpt;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    #[default]
    Plain,
    /// With ANSI colours.
    Colour,
}

/// A diagnostic as text of several lines, with a line end.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    render_within(diagnostic, sources, style, usize::MAX)
}

/// As [`render`], with help lines wrapped at `columns`.
pub fn render_within(diagnostic: &Diagnostic, sources: &Sources, style: Style, columns: usize) -> String {
    let margin = margin_width(diagnostic, sources);
    let mut page = Page { text: String::new(), sources, style, margin, columns };
    page.write_headline(diagnostic);
    page.write_place("-->", diagnostic.span);
    page.write_excerpt(diagnostic.span, None, '^', paint(diagnostic.level));
    let mut file = diagnostic.span.file;
    for label in &diagnostic.labels {
        if label.span.file != file {
            page.write_place(":::", label.span);
        }
        file = label.span.file;
        page.write_excerpt(label.span, Some(&label.message), '-', Paint::Blue);
    }
    diagnostic.help.iter().for_each(|help| page.write_help(&help.text));
    page.text
}

/// All of them in file order, with a blank line after each.
pub fn render_all<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    style: Style,
) -> String {
    diagnostics.into_iter().map(|diagnostic| render(diagnostic, sources, style) + "\n").collect()
}

/// The word for a level.
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

#[derive(Clone, Copy)]
enum Paint {
    Red,
    Yellow,
    Blue,
    Green,
    Bold,
}

fn paint(level: Level) -> Paint {
    match level {
        Level::Deny => Paint::Red,
        Level::Warn => Paint::Yellow,
        Level::Allow => Paint::Green,
    }
}

fn ansi_code(paint: Paint) -> &'static str {
    match paint {
        Paint::Red => "\u{1b}[1;31m",
        Paint::Yellow => "\u{1b}[1;33m",
        Paint::Blue => "\u{1b}[1;34m",
        Paint::Green => "\u{1b}[1;32m",
        Paint::Bold => "\u{1b}[1m",
    }
}

struct Page<'s> {
    text: String,
    sources: &'s Sources,
    style: Style,
    /// How wide line numbers are.
    margin: usize,
    /// How wide help lines may be.
    columns: usize,
}

impl Page<'_> {
    fn write_headline(&mut self, diagnostic: &Diagnostic) {
        let head = format!("{}[{}]", level_word(diagnostic.level), diagnostic.name.as_str());
        let head = self.painted(paint(diagnostic.level), &head);
        let message = self.painted(Paint::Bold, &format!(": {}", escaped(&diagnostic.message)));
        let _ = writeln!(self.text, "{head}{message}");
    }

    fn write_place(&mut self, arrow: &str, span: Span) {
        let position = self.sources.position(span);
        let arrow = self.painted(Paint::Blue, arrow);
        let path = escaped(&self.sources.get(span.file).path);
        let margin = blanks(self.margin);
        let _ = writeln!(self.text, "{margin}{arrow} {path}:{}:{}", position.line, position.column);
    }

    /// The line of a place, marked; empty for a file without text.
    fn write_excerpt(&mut self, span: Span, message: Option<&str>, mark: char, colour: Paint) {
        if self.sources.get(span.file).text.is_empty() {
            return;
        }
        let excerpt = Excerpt::new(self.sources, span);
        let number = excerpt.line.to_string();
        let number = format!("{}{number} |", blanks(self.margin.saturating_sub(number.len())));
        let blank = format!("{} |", blanks(self.margin));
        let (number, blank) = (self.painted(Paint::Blue, &number), self.painted(Paint::Blue, &blank));
        let marks: String = std::iter::repeat_n(mark, excerpt.width).collect();
        let marks = message.map_or(marks.clone(), |message| format!("{marks} {}", escaped(message)));
        let marks = self.painted(colour, &marks);
        let _ = writeln!(self.text, "{blank}");
        let _ = writeln!(self.text, "{number} {}", excerpt.text);
        let _ = writeln!(self.text, "{blank} {}{marks}", blanks(excerpt.column));
    }

    fn write_help(&mut self, help: &str) {
        let bar = self.painted(Paint::Blue, &format!("{} =", blanks(self.margin)));
        let word = self.painted(Paint::Green, "help");
        let indent = self.margin + HELP.len();
        let help = wrap_text(&escaped(help), self.columns.saturating_sub(indent).max(NARROWEST), indent);
        let _ = writeln!(self.text, "{bar} {word}: {help}");
    }

    fn painted(&self, paint: Paint, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Colour => format!("{}{text}\u{1b}[0m", ansi_code(paint)),
        }
    }
}

/// The text before a help, after the margin.
const HELP: &str = " = help: ";
/// Help is not wrapped to fewer columns: most words of a help fit into 20.
const NARROWEST: usize = 20;

/// A text wrapped at `columns` where its words allow it; lines after the first are indented.
pub fn wrap_text(text: &str, columns: usize, indent: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let wide = width(word);
        if column > 0 && column + 1 + wide > columns {
            lines.push('\n');
            lines.push_str(&blanks(indent));
            column = 0;
        } else if !lines.is_empty() {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += wide;
    }
    lines
}

/// The width of the widest line number shown.
fn margin_width(diagnostic: &Diagnostic, sources: &Sources) -> usize {
    let spans = std::iter::once(diagnostic.span).chain(diagnostic.labels.iter().map(|label| label.span));
    spans.map(|span| sources.get(span.file).line_of(span.start).to_string().len()).max().unwrap_or(1)
}
