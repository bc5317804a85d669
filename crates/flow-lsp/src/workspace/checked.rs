//! The analysis of one program, with the lines of its files.
//!
//! The mentions of all names are found when a feature first asks for them, and kept. A feature that needs those of one name gets them from
//! the lines that contain its words until then, which is much faster and needs less memory.

use std::any::Any;
use std::borrow::Cow;
use std::sync::OnceLock;

use flow_model::Program;
use flow_model::mentions::{Mention, Mentions, Symbol};
use flow_model::model::Model;
use flow_project::Analysis;
use flow_syntax::source::{FileId, Source, Span};
use gen_lsp_types::{Position, Range};

use crate::text::{Encoding, LineIndex};

/// The mark that a text may begin with. The analysis does not have it, while clients may count it as a character of the first line.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// An analysed program.
#[derive(Debug)]
pub struct Checked {
    /// Its analysis.
    pub analysis: Analysis,
    /// The lines of its files, by [`FileId`].
    lines: Vec<LineIndex>,
    /// The files that begin with a byte order mark.
    marked: Vec<FileId>,
    mentions: OnceLock<Mentions>,
}

impl Checked {
    /// Adds the lines of all texts to an analysis.
    pub fn new(analysis: Analysis) -> Self {
        Checked::with_lines(analysis, |_| None)
    }

    /// Adds the lines of all texts to an analysis: those that are known, and those of other files.
    pub(super) fn with_lines(analysis: Analysis, known: impl Fn(&Source) -> Option<LineIndex>) -> Self {
        let lines_of = |source: &Source| known(source).unwrap_or_else(|| LineIndex::new(&source.text));
        let lines = analysis.program.sources.iter().map(|(_, source)| lines_of(source)).collect();
        Checked { analysis, lines, marked: Vec::new(), mentions: OnceLock::new() }
    }

    /// Notes the files of which the client's text begins with a byte order mark.
    pub fn with_marks(mut self, has_mark: impl Fn(&str) -> bool) -> Self {
        let sources = self.analysis.program.sources.iter();
        self.marked = sources.filter(|(_, source)| has_mark(&source.path)).map(|(id, _)| id).collect();
        self
    }

    /// The trees, the model, and everything else.
    pub(super) fn split(self) -> (Program, Model, impl Any + Send) {
        let Checked { analysis, lines: _, marked: _, mentions } = self;
        let Analysis { program, model, tests, diagnostics, is_sound: _, settings: _ } = analysis;
        (program, model, (tests, diagnostics, mentions))
    }

    /// The id of the file at a path, if the program has it.
    pub fn file(&self, path: &str) -> Option<FileId> {
        let mut files = self.analysis.program.sources.iter();
        files.find(|(_, source)| source.path == path).map(|(id, _)| id)
    }

    /// A file as it was analysed.
    pub fn source(&self, file: FileId) -> &Source {
        self.analysis.program.sources.get(file)
    }

    /// Every mention of every name, which the first feature that asks for them finds.
    pub fn mentions(&self) -> &Mentions {
        let Analysis { program, model, tests, .. } = &self.analysis;
        self.mentions.get_or_init(|| Mentions::find(program, model, tests))
    }

    /// The mention at a byte of a file, which is found without all the others. Its role may be another one then.
    pub fn mention_at(&self, file: FileId, offset: u32) -> Option<Mention> {
        let Analysis { program, model, tests, .. } = &self.analysis;
        match self.mentions.get() {
            Some(all) => all.mention_at(file, offset).cloned(),
            None => Mentions::find_at(program, model, tests, (file, offset)),
        }
    }

    /// The mentions of some symbols, and some others.
    pub fn mentions_of(&self, symbols: &[Symbol]) -> Cow<'_, Mentions> {
        let Analysis { program, model, tests, .. } = &self.analysis;
        match self.mentions.get() {
            Some(all) => Cow::Borrowed(all),
            None => Cow::Owned(Mentions::find_symbols(program, model, tests, symbols)),
        }
    }

    /// The mentions of the name at a byte of a file, and some others; without a name there, none.
    pub fn mentions_at(&self, file: FileId, offset: u32) -> Cow<'_, Mentions> {
        let Some(mention) = self.mention_at(file, offset) else { return Cow::default() };
        let symbols: Vec<Symbol> = mention.symbols.iter().chain(mention.fields()).cloned().collect();
        self.mentions_of(&symbols)
    }

    /// The place of a byte of a file.
    pub fn position(&self, file: FileId, offset: u32, encoding: Encoding) -> Position {
        let position = self.lines[file.0 as usize].position(&self.source(file).text, offset, encoding);
        self.with_mark(file, position, encoding)
    }

    /// The place of a byte of a file that is probably in a line or one of the next, which is found faster.
    pub fn position_near(&self, line: u32, file: FileId, offset: u32, encoding: Encoding) -> Position {
        let text = &self.source(file).text;
        let position = self.lines[file.0 as usize].position_near(line, text, offset, encoding);
        self.with_mark(file, position, encoding)
    }

    fn with_mark(&self, file: FileId, mut position: Position, encoding: Encoding) -> Position {
        position.character += self.mark_width(file, position.line, encoding);
        position
    }

    /// The byte of a file at a place.
    pub fn offset(&self, file: FileId, mut position: Position, encoding: Encoding) -> u32 {
        let mark = self.mark_width(file, position.line, encoding);
        position.character = position.character.saturating_sub(mark);
        self.lines[file.0 as usize].offset(&self.source(file).text, position, encoding)
    }

    /// The places of the ends of a span.
    pub fn range(&self, span: Span, encoding: Encoding) -> Range {
        self.range_from(self.position(span.file, span.start, encoding), span, encoding)
    }

    /// The same, for a span that probably begins in a line or one of the next.
    pub fn range_near(&self, line: u32, span: Span, encoding: Encoding) -> Range {
        self.range_from(self.position_near(line, span.file, span.start, encoding), span, encoding)
    }

    fn range_from(&self, start: Position, span: Span, encoding: Encoding) -> Range {
        Range { start, end: self.position_near(start.line, span.file, span.end, encoding) }
    }

    /// How wide the byte order mark in a line is.
    fn mark_width(&self, file: FileId, line: u32, encoding: Encoding) -> u32 {
        let is_marked = line == 0 && self.marked.contains(&file);
        if is_marked { encoding.measure(BYTE_ORDER_MARK) } else { 0 }
    }
}
