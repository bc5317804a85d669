//! Renaming: the edits that give a symbol, and all symbols that share its name, a new one.
//!
//! A new name is checked for its form and against the other names, so that the edited specification has the same meaning.
//! `with $total` becomes `with total: $sum` where only the variable is renamed, and `with $total` again where it gets its old name.

use std::fmt;

use flow_syntax::source::{Sources, Span};

use crate::model::TIMER_EXPIRED;

use super::phrases::Words;
use super::{Mention, Mentions, Symbol, Written};

/// Why a symbol cannot get a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The language determines the name.
    Reserved,
    /// A name of this kind does not look like that: names are lower-case words joined by `_`.
    Form,
    /// The name of a scenario or of a system is one line without comments.
    Line,
    /// A text is no phrase with the values of this one, which a new text must have too, in their order.
    Phrase(String),
    /// Something else has the name.
    Taken(Symbol),
    /// It is a phrase with a negation somewhere, so that no single text replaces all its mentions.
    Words(Span),
    /// The text would have a mistake that it does not have now, with this message.
    Mistake(String),
    /// The text would mean something else, near this place: `main.flow:12`.
    Meaning(String),
    /// It has no mention.
    Unknown,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Reserved => f.write_str("the language determines this name"),
            Refusal::Form => f.write_str("a name is lower-case words joined by '_'"),
            Refusal::Line => {
                f.write_str("this name is one line, without comments and without blanks around it")
            }
            Refusal::Phrase(text) => write!(f, "this is no phrase with the values of '{text}'"),
            Refusal::Taken(symbol) => write!(f, "this is the name of the {symbol}"),
            Refusal::Words(_) => f.write_str("the words of this phrase are not the same everywhere"),
            Refusal::Mistake(message) => write!(f, "the text would have a mistake then: {message}"),
            Refusal::Meaning(place) => {
                write!(f, "the specification would mean something else then, near {place}")
            }
            Refusal::Unknown => f.write_str("there is no such name"),
        }
    }
}

impl std::error::Error for Refusal {}

/// One change of a rename: a place, and the new text there.
pub type Change = (Span, String);

impl Mentions {
    /// The name of a symbol as a person types it, if it can be renamed.
    ///
    /// # Errors
    /// If the language determines the name, or the symbol has no mention.
    pub fn renamed_text(&self, sources: &Sources, symbol: &Symbol) -> Result<String, Refusal> {
        let mention = self.mentions_of(symbol).next().ok_or(Refusal::Unknown)?;
        if self.renamed_together(symbol).into_iter().any(|symbol| self.table.is_determined(symbol)) {
            return Err(Refusal::Reserved);
        }
        if let Symbol::Phrase { function } = symbol {
            self.check_words(sources, symbol, function)?;
        }
        Ok(match symbol {
            Symbol::Phrase { .. } | Symbol::System => mention.text(sources).to_owned(),
            _ => symbol.name().to_owned(),
        })
    }

    /// The edits that rename a symbol, and those that share its name, in the order of their places. They do not overlap.
    ///
    /// # Errors
    /// If the new name is none, or not free, or if the symbol cannot be renamed.
    pub fn rename(&self, sources: &Sources, symbol: &Symbol, new: &str) -> Result<Vec<Change>, Refusal> {
        self.renamed_text(sources, symbol)?;
        if let Symbol::Phrase { function } = symbol {
            return self.rename_phrase(sources, symbol, function, new);
        }
        let class = self.renamed_together(symbol);
        for renamed in &class {
            check_form(renamed, new)?;
            self.check_free(renamed, new, &class)?;
        }
        Ok(self.changes_of(sources, &class, new))
    }

    /// As [`Mentions::rename`] for a variable, a field or an item with a new name that another of these has. Such names may keep different
    /// meanings, or be confused: the caller checks the mentions of the edited text.
    ///
    /// # Errors
    /// If it is a symbol of another kind, or would become one that there is already, or for another reason than a taken name.
    pub fn rename_to_taken(
        &self,
        sources: &Sources,
        symbol: &Symbol,
        new: &str,
    ) -> Result<Vec<Change>, Refusal> {
        self.renamed_text(sources, symbol)?;
        let class = self.renamed_together(symbol);
        for renamed in &class {
            check_form(renamed, new)?;
            let same = renamed.with_name(new).ok_or_else(|| Refusal::Taken((*renamed).clone()))?;
            if let Some(taken) = self.symbols().find(|other| **other == same) {
                return Err(Refusal::Taken(taken.clone()));
            }
        }
        Ok(self.changes_of(sources, &class, new))
    }

    /// The edits of all mentions of some symbols.
    fn changes_of(&self, sources: &Sources, class: &[&Symbol], new: &str) -> Vec<Change> {
        let is_renamed = |symbol: &Symbol| class.contains(&symbol);
        let mut changes = Vec::new();
        for mention in &self.all {
            let own = mention.symbols.iter().any(is_renamed);
            let field = mention.fields().iter().any(is_renamed);
            if own || field {
                changes.push(change(sources, mention, own, field, new));
            }
        }
        changes
    }

    /// The edits that give a phrase other words: each mention keeps its values.
    fn rename_phrase(
        &self,
        sources: &Sources,
        symbol: &Symbol,
        function: &str,
        new: &str,
    ) -> Result<Vec<Change>, Refusal> {
        let old = |mention: &Mention| Words::of(mention.text(sources));
        let first = self.mentions_of(symbol).next().and_then(old).ok_or(Refusal::Unknown)?;
        let words = Words::of_new(new).filter(|words| words.fit(&first));
        let words = words.ok_or_else(|| Refusal::Phrase(first.text()))?;
        let is_other = |other: &&Symbol| matches!(other, Symbol::Phrase { function: of } if *of == words.function && of != function);
        if let Some(taken) = self.symbols().find(is_other) {
            return Err(Refusal::Taken(taken.clone()));
        }
        let change = |mention: &Mention| Some((mention.name, words.with_values_of(&old(mention)?)));
        Ok(self.mentions_of(symbol).filter_map(change).collect())
    }

    /// Reports a mention of a phrase that has other words than the function.
    fn check_words(&self, sources: &Sources, symbol: &Symbol, function: &str) -> Result<(), Refusal> {
        let differs = |mention: &&Mention| {
            Words::of(mention.text(sources)).is_none_or(|words| words.function != function)
        };
        match self.mentions_of(symbol).find(differs) {
            Some(mention) => Err(Refusal::Words(mention.token)),
            None => Ok(()),
        }
    }

    /// Reports another symbol that has a name already, in the same namespace.
    fn check_free(&self, symbol: &Symbol, new: &str, class: &[&Symbol]) -> Result<(), Refusal> {
        let taken = self
            .symbols()
            .find(|other| !class.contains(other) && other.name() == new && is_same_namespace(symbol, other));
        match taken {
            Some(taken) => Err(Refusal::Taken(taken.clone())),
            None => Ok(()),
        }
    }
}

/// The function of a text that is a phrase.
pub fn phrase_function_of(text: &str) -> Option<String> {
    Words::of(text).map(|words| words.function)
}

/// Whether two symbols of one name would be the same symbol, or ambiguous.
fn is_same_namespace(symbol: &Symbol, other: &Symbol) -> bool {
    match (symbol, other) {
        (Symbol::Machine(_) | Symbol::Actor(_), Symbol::Machine(_) | Symbol::Actor(_)) => true,
        (
            Symbol::State { machine, .. } | Symbol::Group { machine, .. },
            Symbol::State { machine: of_other, .. } | Symbol::Group { machine: of_other, .. },
        )
        | (Symbol::Scenario { machine, .. }, Symbol::Scenario { machine: of_other, .. }) => {
            machine == of_other
        }
        (Symbol::Event { receiver, .. }, Symbol::Event { receiver: of_other, .. }) => receiver == of_other,
        // A name that is read as a variable can be a variable, a field of the event, or the item of a loop.
        (
            Symbol::Variable { machine, .. } | Symbol::Field { receiver: machine, .. },
            Symbol::Variable { machine: of_other, .. } | Symbol::Field { receiver: of_other, .. },
        ) => machine == of_other,
        (Symbol::Item { .. }, Symbol::Item { .. } | Symbol::Variable { .. } | Symbol::Field { .. })
        | (Symbol::Variable { .. } | Symbol::Field { .. }, Symbol::Item { .. }) => true,
        (Symbol::Member { object, .. }, Symbol::Member { object: of_other, .. }) => object == of_other,
        _ => false,
    }
}

/// Whether a text is a name for a symbol.
fn check_form(symbol: &Symbol, new: &str) -> Result<(), Refusal> {
    let fits = match symbol {
        Symbol::System | Symbol::Scenario { .. } => {
            let is_line = !new.trim().is_empty() && new.trim() == new && !new.contains(['\n', '\r', '\t']);
            let has_comment = new.contains("//") || new.contains("/*");
            return if is_line && !has_comment { Ok(()) } else { Err(Refusal::Line) };
        }
        Symbol::Machine(_) | Symbol::Actor(_) if matches!(new, "system" | "self" | "sender") => {
            return Err(Refusal::Reserved);
        }
        Symbol::Event { .. } if new == TIMER_EXPIRED => return Err(Refusal::Reserved),
        _ => is_name(new),
    };
    if fits { Ok(()) } else { Err(Refusal::Form) }
}

/// Whether a text is lower-case words joined by `_` (reference#names).
fn is_name(text: &str) -> bool {
    let fits = |sign: char| sign == '_' || sign.is_numeric() || sign.is_alphabetic() && !sign.is_uppercase();
    text.starts_with(|first: char| first.is_alphabetic()) && text.chars().all(fits)
}

/// The change of one mention: of the name itself, of the field that it is sent as, or of both.
fn change(sources: &Sources, mention: &Mention, own: bool, field: bool, new: &str) -> Change {
    match &mention.written {
        Written::Shorthand { .. } if own && field => (mention.name, new.to_owned()),
        Written::Shorthand { value, .. } => {
            let field = mention.fields().first().map_or("", Symbol::name);
            let old = mention.text(sources);
            let before = Span { end: mention.name.start, ..*value };
            let after = Span { start: mention.name.end, ..*value };
            let (before, after) = (sources.text(before), sources.text(after));
            let text = match own {
                true => format!("{field}: {before}{new}{after}"),
                false => format!("{new}: {before}{old}{after}"),
            };
            (*value, text)
        }
        Written::Plain | Written::Phrase => (mention.name, new.to_owned()),
        Written::Beside { other } if sources.text(*other).trim_start_matches('$') == new => {
            (mention.token.to(*other), format!("${new}"))
        }
        Written::Beside { .. } => (mention.name, new.to_owned()),
        Written::Words | Written::InstanceId => {
            let is_variable = sources.text(mention.token).starts_with('$');
            (mention.name, if is_variable { new.to_owned() } else { new.replace('_', " ") })
        }
    }
}
