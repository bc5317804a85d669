//! `block`: nested lines as the tree. Each kind of block is the file of its name.
//!
//! A line in the wrong block is reported as `misplaced-line`, and the lines below it are skipped. A malformed line is reported
//! by its reader in `line`; the lines below it are still read for their own errors where possible.

mod body;
mod crossing;
mod declaration;
mod facts;
mod file;
mod outcome;
mod payload;
#[cfg(feature = "tools")]
mod reuse;
mod rules;
mod scenario;
pub(crate) mod step;
mod tests;
#[cfg(feature = "tools")]
mod unread;

pub(crate) use file::build_file;
#[cfg(feature = "tools")]
pub(crate) use reuse::build_again;
#[cfg(feature = "tools")]
pub use reuse::{Kept, UnitPlace};
pub(crate) use rules::mark_triggers;

use crate::diagnostic::{Diagnostic, Name};
use crate::edit::Edit;
use crate::hints::{self, Place, is_comment};
use crate::kind::{HEADERS, Header, Kind, split_word};
use crate::layout::Node;
use crate::line::{Piece, Reader};
use crate::lines::{Health, Line};
use crate::misspelt::intended_header;
use crate::source::Span;
use crate::text::{shortened, writable};
use step::STEPS;

/// Builds the tree from nested lines.
pub(crate) struct Builder<'l, 'd> {
    lines: &'l [Line<'l>],
    reader: Reader<'d>,
    /// The text of the file.
    #[cfg(feature = "tools")]
    text: &'l str,
    /// The units that can be reused from an earlier text, if the file is read again.
    #[cfg(feature = "tools")]
    reuse: Option<reuse::Reuse>,
    /// The blocks below unreadable lines, and the machines and tests with unreadable headers.
    #[cfg(feature = "tools")]
    unread: unread::Unread,
}

impl<'l> Builder<'l, '_> {
    fn line(&self, node: &Node) -> &'l Line<'l> {
        &self.lines[node.line]
    }

    fn kind(&self, node: &Node) -> Kind {
        self.line(node).kind
    }

    fn span(&self, node: &Node) -> Span {
        self.line(node).span(self.reader.file)
    }

    /// The text of a line as a name.
    fn header_text(&self, node: &Node) -> crate::ast::Name {
        crate::ast::Name { text: self.line(node).text.trim().to_owned(), span: self.span(node) }
    }

    /// The line to be read; `None` if it has been reported as broken.
    fn piece(&self, node: &Node) -> Option<Piece<'l>> {
        let line = self.line(node);
        (line.health == Health::Sound).then(|| Piece { text: &line.text, start: line.start })
    }

    /// The text after a header's `word:`.
    fn text_after_colon(&self, node: &Node) -> Option<Piece<'l>> {
        let piece = self.piece(node)?;
        let colon = piece.text.find(':')?;
        Some(piece.after(colon + 1))
    }

    /// Reports a header without its colon; whether it has none.
    fn has_no_colon(&mut self, node: &Node) -> bool {
        let line = self.line(node);
        let has_none = line.health == Health::Sound && !line.text.contains(':');
        if has_none {
            let word = split_word(&line.text).0;
            let span = Span::new(self.reader.file, line.start, line.start + word.len());
            let rest = line.text[word.len()..].trim();
            // The name of a machine has a sigil.
            let sigil = if word == "machine" && !rest.starts_with('@') { " @" } else { " " };
            let text = if rest.is_empty() {
                format!("{word}:")
            } else {
                format!("{word}:{sigil}{}", writable(rest))
            };
            let whole = self.span(node);
            self.report(Name::Syntax, span, format!("'{word}' needs its ':'")).write("write", whole, text);
        }
        has_none
    }

    /// Reports text after a header that takes none.
    fn report_text_after_header(&mut self, node: &Node, help: &str) {
        if self.has_no_colon(node) {
            return;
        }
        if let Some(rest) = self.text_after_colon(node).filter(|rest| !rest.text.is_empty()) {
            let span = self.reader.piece_span(rest);
            self.report(Name::Syntax, span, "nothing may follow this header").help(help);
        }
    }

    /// Reports lines below a line that cannot have any here.
    fn report_lines_below(&mut self, node: &Node) {
        if let Some(child) = node.children.first() {
            let (span, above) = (self.span(child), self.span(node));
            self.report(Name::Indentation, span, "the line above this one takes no lines below it")
                .label(above, "it is measured by this line")
                .help("lines of one block share a column");
        }
    }

    fn report(&mut self, name: Name, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.reader.report(name, span, message)
    }

    /// Reports a line that has no business in its block; unknown and reserved headers as what they are.
    fn report_misplaced(&mut self, node: &Node, block: &str, help: &str) {
        match self.kind(node) {
            Kind::UnknownHeader => self.report_unknown_header(node),
            Kind::Header(Header::Triggered | Header::Observe) => self.report_reserved_header(node),
            kind => {
                let Some(piece) = self.piece(node) else { return };
                if self.reader.report_reserved(piece) {
                    return;
                }
                let span = self.span(node);
                if is_comment(piece.text) {
                    let sign = Span { end: span.start + 1, ..span };
                    self.report(Name::Syntax, span, "'#' begins the name of a state, and none follows")
                        .fix("a comment begins with '//'", vec![Edit::replace(sign, "//")]);
                    return;
                }
                let nearer = misplaced_line_help(kind, block, piece.text);
                let report = self.report(
                    Name::MisplacedLine,
                    span,
                    format!("{} is not allowed {block}", kind_name(kind)),
                );
                hints::add_help(report, nearer.unwrap_or_else(|| help.to_owned()), span);
            }
        }
    }

    fn report_unknown_header(&mut self, node: &Node) {
        let line = self.line(node);
        let word = line.text.split(':').next().unwrap_or_default();
        let span = Span::new(self.reader.file, line.start, line.start + word.len() + 1);
        let found = (hints::help(Place::Header, word), intended_header(word));
        let report =
            self.report(Name::UnknownHeader, span, format!("there is no header '{}:'", shortened(word)));
        match found {
            (Some(help), _) => report.help(help),
            (None, Some("otherwise")) => report.did_you_mean([span], "otherwise".to_owned()),
            (None, Some("assume")) => report.did_you_mean([span], "assume:".to_owned()),
            // The other headers have been corrected where they can be.
            (None, _) => report.help(
                "the headers are 'system:', 'uses:', 'machine:', 'scenario:', 'given:', 'expect:' and 'rules:', in test \
                 files also 'test:', 'assume:' and 'with …:'",
            ),
        };
    }

    fn report_reserved_header(&mut self, node: &Node) {
        let line = self.line(node);
        let word = line.text.split(':').next().unwrap_or_default();
        let span = Span::new(self.reader.file, line.start, line.start + word.len() + 1);
        let today = match word {
            "triggered" => "a scenario begins with the handler of its first event",
            _ => "another machine is observed by what it emits",
        };
        self.reader.report_not_supported(span, &format!("'{word}:'"), today);
    }
}

/// The help for a misplaced line of another notation. Where the line of Flow would be misplaced as well, only the fact remains.
fn misplaced_line_help(kind: Kind, block: &str, text: &str) -> Option<String> {
    let in_machine = block == "directly below a machine";
    let in_scenario = block == "directly below a scenario";
    let handler = hints::help(Place::Handler, text).filter(|_| kind == Kind::Words);
    let (help, fits) = match handler {
        Some(help) => (help, in_machine || in_scenario),
        None => match hints::help(Place::HeaderWord, text) {
            Some(help) => {
                let fits = !in_machine || help.contains("write 'scenario:");
                (help, fits)
            }
            None => (hints::help(Place::Guard, text)?, block == "in a handler"),
        },
    };
    let fact = help.split(": write '").next().map(str::to_owned);
    if fits { Some(help) } else { fact }
}

/// The name of a kind of line in messages.
fn kind_name(kind: Kind) -> String {
    let words = match kind {
        Kind::Header(header) => {
            let known = HEADERS.iter().find(|(_, known)| *known == header);
            return known.map_or_else(String::new, |(word, _)| format!("'{word}:'"));
        }
        Kind::UnknownHeader | Kind::Caption => "a line that ends in ':'",
        Kind::ForScenario => "'for scenario:'",
        Kind::ForEvent => "'for :event:'",
        Kind::ForEach => "'for each'",
        Kind::When => "'when'",
        Kind::On => "a handler",
        Kind::Crossing => "'on entering' or 'on leaving'",
        Kind::Step(step) => {
            return STEPS.get(step.index).map_or_else(String::new, |kind| format!("'{}'", kind.name));
        }
        Kind::With => "'with'",
        Kind::Guard | Kind::OrGuard => "a guard",
        Kind::Otherwise => "'otherwise'",
        Kind::Assertion => "an assertion",
        Kind::Row => "a table row",
        Kind::State => "a machine's state",
        Kind::Variable => "an update",
        Kind::Words => "this line",
    };
    words.to_owned()
}

/// Appends the items of a block to those of earlier blocks of its kind; mostly there is one block, and no copy.
fn append<T>(all: &mut Vec<T>, mut said: Vec<T>) {
    if all.is_empty() {
        *all = said;
    } else {
        all.append(&mut said);
    }
}
