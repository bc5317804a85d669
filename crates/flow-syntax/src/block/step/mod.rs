//! `step`: the table of step kinds, one file for each (reference#steps).
//!
//! Everything this crate knows of a kind of step is in its file: the patterns that recognize a line, the fast parser, the
//! grammar's reader, the forms that an error lists, and the text of its dump. [`STEPS`] lists the kinds in the order in which
//! they are tried. A new kind needs a rule in `flow.pest`, a variant of `ast::Step`, a file here, and a row in [`STEPS`].
//! Chains of guards are no lines of their own and are built in `body`.

mod action;
mod emit;
mod for_each;
mod reject;
mod timer;
mod transition;
mod update;

#[cfg(feature = "tools")]
pub(crate) use timer::duration_text;
pub(in crate::block) use timer::read_duration;

#[cfg(feature = "tools")]
use crate::ast::Field;
use crate::ast::Step;
use crate::block::Builder;
use crate::kind::{Kind, StepLine, split_word};
use crate::layout::Node;
use crate::line::{Piece, Reader};
use crate::lines::Line;

/// The kinds of steps. The first with a matching pattern reads a line; [`action`] takes the rest.
pub(crate) const STEPS: [&StepKind; 7] = [
    &emit::EMIT,
    &update::UPDATE,
    &for_each::FOR_EACH,
    &timer::TIMER,
    &reject::REJECT,
    &transition::TRANSITION,
    &action::ACTION,
];

/// The help for lines that cannot be in a body.
pub(crate) const BODY_HELP: &str =
    "a handler has guards and steps: transitions, updates, emits, timers, refusals and actions";

/// A kind of step.
pub(crate) struct StepKind {
    /// Its name in messages.
    pub(crate) name: &'static str,
    /// Which lines are of this kind; one match is enough.
    pub(crate) patterns: &'static [Pattern],
    /// Where the patterns decide.
    pub(crate) scope: Scope,
    /// Texts that show that a line is such a step and no fact, for text without indentation (reference#flat-text).
    pub(crate) excludes_fact: &'static [&'static str],
    /// The reader.
    pub(crate) read: Read,
    /// The texts of the dump; `None` for other kinds.
    #[cfg(feature = "tools")]
    pub(crate) dump: fn(&Step) -> Option<StepDump<'_>>,
}

/// How a line is recognized without its grammar.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pattern {
    /// It begins with these words and sigils, as `schedule :`; `.` is the end of the line.
    Begins(&'static str),
    /// It contains this sign.
    Contains(char),
    /// Any line.
    Any,
}

/// Where the patterns of a kind decide what a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In every block: elsewhere the line is reported as misplaced.
    Everywhere,
    /// In bodies only: elsewhere the same words may be a phrase.
    Bodies,
}

/// How a step is read.
#[derive(Clone, Copy)]
pub(crate) enum Read {
    /// From its line; lines below it are reported.
    Line(fn(&mut Reader<'_>, Piece<'_>) -> Option<Step>),
    /// From its line and the lines below it.
    Block(fn(&mut Builder<'_, '_>, &Node) -> Option<Step>),
}

/// The dump of a step: a line, and the parts below it.
#[cfg(feature = "tools")]
pub(crate) struct StepDump<'s> {
    /// The line.
    pub(crate) line: String,
    /// Fields below it.
    pub(crate) fields: &'s [Field],
    /// Steps below it.
    pub(crate) body: &'s [Step],
}

#[cfg(feature = "tools")]
impl From<String> for StepDump<'_> {
    fn from(line: String) -> Self {
        StepDump { line, fields: &[], body: &[] }
    }
}

impl StepKind {
    fn matches(&self, text: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(text))
    }

    /// Whether lines can be below a line of this kind.
    fn owns_lines(&self) -> bool {
        matches!(self.read, Read::Block(_))
    }
}

impl Pattern {
    fn matches(self, text: &str) -> bool {
        match self {
            Pattern::Begins(words) => begins(words, text),
            Pattern::Contains(sign) => text.contains(sign),
            Pattern::Any => true,
        }
    }
}

/// Whether a text begins with the words and sigils of a pattern. A sigil is separated from the word before it.
fn begins(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    pattern.split(' ').enumerate().all(|(at, element)| {
        let trimmed = rest.trim_start();
        if element == "." {
            return trimmed.is_empty();
        }
        if !element.starts_with(char::is_alphabetic) {
            return trimmed.starts_with(element) && (at == 0 || trimmed.len() < rest.len());
        }
        let (word, behind) = split_word(trimmed);
        rest = behind;
        word == element
    })
}

/// Marks the lines that are steps in every block.
pub(crate) fn mark_steps(lines: &mut [Line<'_>]) {
    for line in lines.iter_mut().filter(|line| line.kind == Kind::Words || line.kind == Kind::Caption) {
        let found = STEPS.iter().position(|kind| kind.scope == Scope::Everywhere && kind.matches(&line.text));
        if let Some(index) = found {
            line.kind = Kind::Step(StepLine { index, owns_lines: STEPS[index].owns_lines() });
        }
    }
}

/// The kind of step that a line in a body is.
pub(crate) fn step_kind(kind: Kind, text: &str) -> &'static StepKind {
    let found = match kind {
        Kind::Step(step) => STEPS.get(step.index),
        _ => STEPS.iter().find(|kind| kind.matches(text)),
    };
    found.copied().unwrap_or(&action::ACTION)
}

/// Whether a line is such a step that it cannot be a fact.
pub(crate) fn excludes_fact(line: &Line<'_>) -> bool {
    let texts = || STEPS.iter().flat_map(|kind| kind.excludes_fact);
    matches!(line.kind, Kind::Step(_)) || texts().any(|text| line.text.contains(text))
}

/// Whether a line is a transition, by its words.
pub(crate) fn is_transition(line: &Line<'_>) -> bool {
    line.kind == Kind::Words && transition::is_transition(&line.text)
}

/// Whether a line with its first word in lower case begins a step by more than one word.
pub(crate) fn begins_step(text: &str) -> bool {
    let is_step = |pattern: &Pattern| match pattern {
        Pattern::Begins(words) => words.contains(' ') && begins(words, text),
        Pattern::Contains(_) | Pattern::Any => false,
    };
    STEPS.iter().flat_map(|kind| kind.patterns).any(is_step)
}

/// The line and the lines below it, by the reader of a kind.
pub(super) fn read_step(builder: &mut Builder<'_, '_>, node: &Node, kind: &StepKind) -> Option<Step> {
    match kind.read {
        Read::Block(read) => read(builder, node),
        Read::Line(read) => {
            let step = builder.piece(node).and_then(|piece| read(&mut builder.reader, piece));
            builder.report_lines_below(node);
            step
        }
    }
}

/// The dump of a step that is one line of a body.
#[cfg(feature = "tools")]
pub(crate) fn dump_step(step: &Step) -> Option<StepDump<'_>> {
    STEPS.iter().find_map(|kind| (kind.dump)(step))
}
