//! The words of phrases, as far as renames replace them: all but the values and names between them.
//!
//! A new text is read by the parser of the language, so that it is a phrase with the same values, and no other kind of line. Each mention
//! keeps its own values: `grant discount (5%)` and `(0%)` are one phrase.

use flow_syntax::ast;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::{FileId, Span};

use crate::lower::phrase_function;

/// The lines above a line that is read as a step.
const HEAD: &str = "machine: @m\n  on :e\n    ";

/// The text of a phrase before, between and after its values, with the name of its function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    texts: Vec<String>,
    values: Vec<String>,
    /// The name of its function (reference#phrases).
    pub(super) function: String,
}

impl Words {
    /// The words of the text of a phrase.
    pub(super) fn of(text: &str) -> Option<Words> {
        let step = first_step(&format!("{HEAD}{text}\n"))?;
        let ast::Step::Action(phrase) = step else { return None };
        let shift = HEAD.len() as u32;
        let values = phrase.parts.iter().filter_map(value_span);
        let values = values.map(|span| Span { start: span.start - shift, end: span.end - shift, ..span });
        Words::split(text, values, phrase_function(&phrase))
    }

    /// The words of a text that is a phrase, and no negated one, wherever a phrase can be; `None` of any other text.
    pub(super) fn of_new(text: &str) -> Option<Words> {
        let is_line = text.trim() == text && !text.contains(['\n', '\r', '\t']) && !text.contains("//");
        let guard = first_step(&format!("{HEAD}? {text}\n      go on\n")).filter(|_| is_line)?;
        let ast::Step::Chain(chain) = guard else { return None };
        let condition = chain.groups.first()?.alternatives.first()?.first()?;
        let (positive, not) = condition.phrase.positive();
        // Of words alone, the model decides whether they are the names of variables: `card is good`.
        let is_words = |words: &Words| words.values.is_empty();
        let is_positive =
            condition.not == ast::Not::Plain && not == ast::Not::Plain && positive == condition.phrase;
        let is_phrase = condition.kind == ast::ConditionKind::Phrase;
        Words::of(text).filter(|words| is_positive && (is_phrase || is_words(words)))
    }

    /// The words of a text with values at these places.
    fn split(text: &str, values: impl Iterator<Item = Span>, function: String) -> Option<Words> {
        let mut words = Words { texts: Vec::new(), values: Vec::new(), function };
        let mut end = 0;
        for span in values {
            words.texts.push(text.get(end..span.start as usize)?.to_owned());
            end = span.end as usize;
            words.values.push(text.get(span.start as usize..end)?.to_owned());
        }
        words.texts.push(text.get(end..)?.to_owned());
        Some(words)
    }

    /// The text.
    pub(super) fn text(&self) -> String {
        self.with_values_of(self)
    }

    /// Whether the values of another text fit between these words: as many, with the same names, and literals where there are literals.
    pub(super) fn fit(&self, other: &Words) -> bool {
        let is_name = |value: &str| value.starts_with(['$', '@', ':', '#']);
        let fits = |(own, other): (&String, &String)| own == other || !is_name(own) && !is_name(other);
        self.values.len() == other.values.len() && self.values.iter().zip(&other.values).all(fits)
    }

    /// The text with these words and the values of another one.
    pub(super) fn with_values_of(&self, other: &Words) -> String {
        let values = other.values.iter().map(String::as_str).chain([""]);
        self.texts.iter().zip(values).map(|(text, value)| format!("{text}{value}")).collect()
    }
}

/// The place of a part that is no word.
fn value_span(part: &ast::PhrasePart) -> Option<Span> {
    match part {
        ast::PhrasePart::Word(_) => None,
        ast::PhrasePart::Variable(path) => Some(path.span),
        ast::PhrasePart::Actor(name) | ast::PhrasePart::Event(name) | ast::PhrasePart::State(name) => {
            Some(name.span)
        }
        ast::PhrasePart::Value(value) => Some(value.span),
    }
}

/// The first step of a specification of one handler, if it has one step without mistakes.
fn first_step(text: &str) -> Option<ast::Step> {
    let mut diags = Diagnostics::default();
    let file = flow_syntax::parse(FileId(0), text, &mut diags);
    let handler =
        file.machines.into_iter().next()?.scenarios.into_iter().next()?.handlers.into_iter().next()?;
    let [step] = <[ast::Step; 1]>::try_from(handler.body).ok()?;
    (!diags.has_errors()).then_some(step)
}
