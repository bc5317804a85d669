//! `line`: readers of single lines. This file is the only caller of the grammar: it takes a piece of a line and a rule, and
//! returns tokens with their spans.
//!
//! It refuses what would make the generated parser recurse too deep. It reports only that, names with capital letters
//! (read in lower case), and numbers out of range.

pub(crate) mod assertion;
pub(crate) mod condition;
pub(crate) mod fast;
mod handler;
pub(crate) mod members;
mod near_transition;
pub(crate) mod payload;
pub(crate) mod phrase;
pub(crate) mod quoted;
pub(crate) mod reserved;
mod rule;
pub(crate) mod types;
pub(crate) mod value;

use crate::gather::Gather;
use crate::ordered::{Map, Set};

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

use crate::ast;
use crate::diagnostic::{Diagnostic, Diagnostics, Name};
use crate::edit::Edit;
use crate::grammar::{LineParser, Rule};
use crate::kind::is_word_char;
use crate::layout::MAX_DEPTH;
use crate::source::{FileId, Span};
use crate::text::{shortened, single_spaced};
pub(crate) use fast::ReadMode;

/// A token with its inner tokens.
pub(crate) type Token<'l> = Pair<'l, Rule>;

/// A line, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'l> {
    /// The text.
    pub(crate) text: &'l str,
    /// Its offset in the file.
    pub(crate) start: usize,
}

impl<'l> Piece<'l> {
    /// The text after the first `length` bytes, without blanks at its ends.
    pub(crate) fn after(self, length: usize) -> Piece<'l> {
        Piece { text: &self.text[length..], start: self.start + length }.trimmed()
    }

    /// The piece without blanks at its ends.
    pub(crate) fn trimmed(self) -> Piece<'l> {
        let text = self.text.trim_start();
        Piece { text: text.trim_end(), start: self.start + self.text.len() - text.len() }
    }

    /// The first `length` bytes, without blanks at the ends.
    pub(crate) fn before(self, length: usize) -> Piece<'l> {
        Piece { text: &self.text[..length], start: self.start }.trimmed()
    }
}

/// The data that the phases that build the tree share: the file and the diagnostics.
pub(crate) struct Reader<'d> {
    /// The file being read.
    pub(crate) file: FileId,
    /// The subject of transitions in examples: the current machine, or `order`.
    pub(crate) subject: String,
    /// Where to report.
    pub(crate) diags: &'d mut Diagnostics,
    /// Offset of the line of the current tokens.
    base: usize,
    /// The number of operators in the current line so far.
    operators: usize,
    /// Reports at places that several rules may read.
    said: Set<(Name, Span)>,
    /// Which parsers lines are read by.
    mode: ReadMode,
}

/// The token that the grammar expected where it stopped, as far as reports use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A name with this sigil.
    Sigil(char),
    /// A machine, an actor, or a variable with a reference.
    Receiver,
    /// A value.
    Value,
    /// Something else, or one of many things.
    Other,
}

/// A line that a rule does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// The grammar stopped at this offset of the file, where one of these was wanted.
    At(usize, Wanted),
    /// It has been reported.
    Reported,
}

impl<'d> Reader<'d> {
    /// A reader of one file.
    pub(crate) fn new(file: FileId, diags: &'d mut Diagnostics) -> Self {
        Reader {
            file,
            subject: "order".to_owned(),
            diags,
            base: 0,
            operators: 0,
            said: Set::new(),
            mode: ReadMode::default(),
        }
    }

    /// The same reader in another mode.
    #[cfg(test)]
    pub(crate) fn with_mode(self, mode: ReadMode) -> Self {
        Reader { mode, ..self }
    }

    /// Reads a piece by a rule.
    pub(crate) fn read<'l>(&mut self, rule: Rule, piece: Piece<'l>) -> Result<Pairs<'l, Rule>, Unread> {
        if let Some(at) = find_too_deep(piece.text) {
            let span = Span::new(self.file, piece.start + at, piece.start + at + 1);
            self.report_once(
                Name::TooDeep,
                span,
                &format!("parentheses are nested more than {MAX_DEPTH} deep"),
            );
            return Err(Unread::Reported);
        }
        self.base = piece.start;
        self.operators = 0;
        LineParser::parse(rule, piece.text).map_err(|error| {
            let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
            Unread::At(piece.start + at, expected_token(&error.variant))
        })
    }

    /// Reads a piece by a rule; if that fails, reports the place and the valid forms.
    pub(crate) fn read_form<'l>(
        &mut self,
        rule: Rule,
        piece: Piece<'l>,
        forms: &[&str],
    ) -> Option<Pairs<'l, Rule>> {
        match self.read(rule, piece) {
            Ok(tokens) => Some(tokens),
            Err(unread) => {
                self.report_malformed(rule, piece, unread, forms);
                None
            }
        }
    }

    /// Reports a line that has none of its forms.
    pub(crate) fn report_malformed(&mut self, rule: Rule, piece: Piece<'_>, unread: Unread, forms: &[&str]) {
        let Unread::At(at, wanted) = unread else { return };
        if self.report_reserved(piece) {
            return;
        }
        let rest = piece.text[at - piece.start..].trim_start();
        let at = piece.start + piece.text.len() - rest.len();
        let found = first_token(rest);
        let wanted = match wanted {
            Wanted::Sigil(sigil) if !self.report_missing_sigil(rule, piece, found, sigil) => Wanted::Other,
            Wanted::Receiver if !self.report_missing_sigil(rule, piece, found, '@') => Wanted::Other,
            wanted => wanted,
        };
        let report = if found.is_empty() {
            let whole = self.piece_span(piece);
            self.report(Name::Syntax, whole, "this line ends too early")
        } else {
            let span = Span::new(self.file, at, at + found.len());
            self.report(Name::Syntax, span, unexpected_token_message(found, wanted))
        };
        help_in_place(report, found, wanted);
        for form in similar_forms(forms, piece.text) {
            report.help(format!("a line of this kind is '{form}'"));
        }
    }

    /// Whether a line would be read if a word of it had a sigil; otherwise another word is missing there.
    fn report_missing_sigil(&mut self, rule: Rule, piece: Piece<'_>, word: &str, sigil: char) -> bool {
        let start = word.as_ptr() as usize - piece.text.as_ptr() as usize;
        let (before, after) = (&piece.text[..start], &piece.text[start + word.len()..]);
        self.is_readable(rule, &format!("{before}{sigil}{}{after}", snake_case(word)))
    }

    /// Whether a text, which need not be one of the file, is a line of a rule. Reports nothing: the text has no place.
    pub(crate) fn is_readable(&self, rule: Rule, text: &str) -> bool {
        find_too_deep(text).is_none() && LineParser::parse(rule, text).is_ok()
    }

    /// Reports what may have been reported when another rule read the same line.
    pub(crate) fn report_once(&mut self, name: Name, span: Span, message: &str) -> Option<&mut Diagnostic> {
        self.said.insert((name, span)).then(|| self.diags.report(name, span, message))
    }

    /// Keeps the first item of each name, and reports the others with both places. An empty name is none.
    pub(crate) fn keep_first<T>(
        &mut self,
        items: &mut Vec<T>,
        name: fn(&T) -> &ast::Name,
        message: fn(&str) -> String,
    ) {
        if items.len() < 2 {
            return;
        }
        let names: Vec<_> = items.iter().map(name).gather();
        let repeated = self.report_repeated(&names, message);
        if !repeated.is_empty() {
            let mut at = 0..items.len();
            items.retain(|_| at.next().is_none_or(|at| repeated.binary_search(&at).is_err()));
        }
    }

    /// Reports the names that are given before, with both places; returns their positions.
    pub(crate) fn report_repeated(
        &mut self,
        names: &[&ast::Name],
        message: fn(&str) -> String,
    ) -> Vec<usize> {
        let mut first: Map<&str, Span> = Map::new();
        let mut repeated = Vec::new();
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.text.is_empty()) {
            let before = *first.entry(name.text.as_str()).or_insert(name.span);
            if before != name.span {
                repeated.push(at);
                self.report(Name::DuplicateName, name.span, message(&name.text)).label(before, "first here");
            }
        }
        repeated
    }

    /// Reports at a place.
    pub(crate) fn report(&mut self, name: Name, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diags.report(name, span, message)
    }

    /// The place of a piece.
    pub(crate) fn piece_span(&self, piece: Piece<'_>) -> Span {
        Span::new(self.file, piece.start, piece.start + piece.text.len())
    }

    /// The place of a token.
    pub(crate) fn span(&self, token: &Token<'_>) -> Span {
        let token = token.as_span();
        Span::new(
            self.file,
            self.base + token.start(),
            self.base + token.start() + token.as_str().trim_end().len(),
        )
    }

    /// A token that is a name with a sigil, or without. Capitals are reported, and read in lower case.
    pub(crate) fn read_name(&mut self, token: &Token<'_>) -> ast::Name {
        let span = self.span(token);
        let written = token.as_str();
        let bare = written.trim_start_matches(['@', ':', '#', '$']);
        let sigil = &written[..written.len() - bare.len()];
        ast::Name { text: self.lower_case(sigil, bare, span), span }
    }

    /// A name as the language wants it.
    pub(crate) fn lower_case(&mut self, sigil: &str, bare: &str, span: Span) -> String {
        if !bare.contains(char::is_uppercase) {
            return bare.to_owned();
        }
        let lower = snake_case(bare);
        let message = format!("'{sigil}{}' has a capital letter", shortened(bare));
        if let Some(report) = self.report_once(Name::CapitalName, span, &message) {
            let help = format!("names are lower-case words joined by '_': '{sigil}{}'", shortened(&lower));
            report.fix(help, vec![Edit::replace(span, format!("{sigil}{lower}"))]);
        }
        lower
    }

    /// A token of words as a name: one blank between words, no sigil.
    pub(crate) fn read_words(&mut self, token: &Token<'_>) -> ast::Name {
        if let Some(actor) = token.clone().into_inner().find(|inner| inner.as_rule() == Rule::actor) {
            return self.read_name(&actor);
        }
        ast::Name { text: single_spaced(token.as_str()), span: self.span(token) }
    }
}

/// The token to report, from the rules that were tried where the grammar stopped.
fn expected_token(variant: &ErrorVariant<Rule>) -> Wanted {
    let ErrorVariant::ParsingError { positives, .. } = variant else { return Wanted::Other };
    match positives[..] {
        [Rule::actor] => Wanted::Sigil('@'),
        _ if positives.contains(&Rule::actor) && positives.contains(&Rule::a_new) => Wanted::Receiver,
        [Rule::event] => Wanted::Sigil(':'),
        [Rule::state] => Wanted::Sigil('#'),
        _ if positives.iter().any(is_value) => Wanted::Value,
        _ => Wanted::Other,
    }
}

fn is_value(rule: &Rule) -> bool {
    matches!(rule, Rule::expr | Rule::number | Rule::duration)
}

fn unexpected_token_message(found: &str, wanted: Wanted) -> String {
    let word = shortened(found);
    match wanted {
        Wanted::Sigil(sigil) if found.chars().all(is_word_char) => format!("'{word}' needs its '{sigil}'"),
        Wanted::Receiver if found.chars().all(is_word_char) => format!("'{word}' needs its '@'"),
        _ => format!("'{word}' is not allowed here"),
    }
}

/// Words that precede a name. At the end of a line that is cut off, they are none.
const ARTICLES: &[&str] = &["a", "an", "the", "all"];

/// Adds what can be in the place of a plain word, the place of the report.
fn help_in_place(report: &mut Diagnostic, found: &str, wanted: Wanted) {
    if found.is_empty() || !found.chars().all(is_word_char) {
        return;
    }
    let word = shortened(found);
    let is_name = found.starts_with(char::is_alphabetic) && !ARTICLES.contains(&found);
    match wanted {
        Wanted::Sigil(sigil) if is_name => suggest_sigil(report, found, sigil),
        Wanted::Receiver if is_name => {
            suggest_sigil(report, found, '@');
            suggest_sigil(report, found, '$');
        }
        Wanted::Value if is_name => {
            report.write("a text is", report.span, format!("\"{word}\""));
            report.write("a variable is", report.span, format!("${word}"));
        }
        _ => {}
    }
}

fn suggest_sigil(report: &mut Diagnostic, found: &str, sigil: char) {
    let edit = Edit::replace(report.span, format!("{sigil}{}", snake_case(found)));
    report.fix(format!("did you mean '{sigil}{}'?", snake_case(&shortened(found))), vec![edit]);
}

/// The forms that share a word with a line after its first, or all of them.
fn similar_forms<'f>(forms: &[&'f str], text: &str) -> Vec<&'f str> {
    let words: Vec<&str> = text.split_whitespace().skip(1).take(3).gather();
    let shares = |form: &&&str| form.split_whitespace().skip(1).any(|word| words.contains(&word));
    let some: Vec<&str> = forms.iter().filter(shares).copied().gather();
    if some.is_empty() { forms.to_vec() } else { some }
}

/// The word, or the sign, that a text begins with.
fn first_token(text: &str) -> &str {
    let sigil = text.len() - text.trim_start_matches(['@', ':', '#', '$']).len();
    let word = text[sigil..].find(|c| !is_word_char(c)).unwrap_or(text.len() - sigil);
    let sign = text.chars().next().map_or(0, char::len_utf8);
    &text[..(sigil + word).max(sign)]
}

/// Where parentheses, brackets and braces outside of texts are nested too deep.
fn find_too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quoted => drop(bytes.next()),
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

/// `AwaitingPayment` and `Awaiting_Payment` as `awaiting_payment`.
fn snake_case(name: &str) -> String {
    let mut lower = String::with_capacity(name.len() + 4);
    let mut joined = true;
    let mut last_upper = true;
    for c in name.chars() {
        if c.is_uppercase() && !joined && !last_upper {
            lower.push('_');
        }
        joined = c == '_';
        last_upper = c.is_uppercase();
        lower.extend(c.to_lowercase());
    }
    lower
}

/// Whether a fast parser accepts a text.
#[cfg(test)]
pub(crate) fn accepts_fast<T>(text: &str, parse: fn(&Reader<'_>, Piece<'_>) -> Option<T>) -> bool {
    let mut diags = Diagnostics::default();
    parse(&Reader::new(FileId(0), &mut diags), Piece { text, start: 0 }).is_some()
}
