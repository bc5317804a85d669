//! Lines with the lines nested below them, and how they are written.
//!
//! Every block of a specification is a line with its children, so this is all the tree that a made-up one needs.

use crate::random::Random;

/// What a line is, as far as retelling it must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A header, a fact, an expectation, a row: not part of a retelling.
    Other,
    /// A transition, an update, an action.
    Step,
    /// An emit, with its payload below.
    Emit,
    /// A guard that is followed by another guard of its group.
    Guard,
    /// The last guard of its group: the group's body is below it.
    Group,
    /// `otherwise`, with its body below.
    Otherwise,
}

/// A line and the lines below it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) below: Vec<Line>,
}

impl Line {
    pub(crate) fn new(kind: Kind, text: impl Into<String>) -> Self {
        Line { kind, text: text.into(), below: Vec::new() }
    }

    pub(crate) fn other(text: impl Into<String>) -> Self {
        Line::new(Kind::Other, text)
    }

    pub(crate) fn step(text: impl Into<String>) -> Self {
        Line::new(Kind::Step, text)
    }

    pub(crate) fn with(mut self, below: Vec<Line>) -> Self {
        self.below = below;
        self
    }

    /// How many lines these are.
    pub(crate) fn count(lines: &[Line]) -> usize {
        lines.iter().map(|line| 1 + Line::count(&line.below)).sum()
    }
}

/// One path through a body, with some steps left out, as in a retelling (reference#retellings).
pub(crate) fn retold(random: &mut Random, body: &[Line]) -> Vec<Line> {
    let mut told = Vec::new();
    let mut taken = false;
    for line in body {
        match line.kind {
            Kind::Step if random.chance(60) => told.push(line.clone()),
            Kind::Emit if random.chance(60) => told.push(Line::new(Kind::Emit, bare_emit(&line.text))),
            Kind::Group | Kind::Otherwise if !taken && random.chance(70) => {
                taken = true;
                told.extend(retold(random, &line.below));
            }
            _ => {}
        }
        taken &= matches!(line.kind, Kind::Guard | Kind::Group);
    }
    told
}

/// An emit without its payload.
fn bare_emit(text: &str) -> &str {
    text.split(" with").next().unwrap_or(text)
}

/// Writes lines below each other, deeper ones after `indent` more blanks.
pub(crate) fn write(out: &mut String, random: &mut Random, lines: &[Line], column: usize, indent: usize) {
    for line in lines {
        out.extend(std::iter::repeat_n(' ', column));
        out.push_str(&line.text);
        out.push_str(END[random.weighted(&[97, 1, 1, 1])]);
        write(out, random, &line.below, column + indent, indent);
    }
}

/// How lines end. A comment or a blank line has no meaning.
const END: &[&str] = &["\n", " // as agreed\n", "\n\n", "  /* to be\n   continued */\n"];
