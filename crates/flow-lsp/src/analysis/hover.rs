//! Hover: a Markdown text about the name, or the handler's line, at a place.
//!
//! A name is looked up in the lines around it, and its other mentions only for texts that list them; the facts are from the model. Places
//! in other lines are given by their numbers, with the file where it is another one.

mod events;
mod handlers;
mod markdown;
mod parties;
mod states;
mod values;

use flow_model::mentions::{Mention, Mentions, Symbol};
use flow_model::model::{Machine, MachineId, Model};
use flow_model::words;
use flow_project::Analysis;
use flow_syntax::source::{FileId, Span};

use self::markdown::escaped;

/// How many lines or names a hover lists of each kind.
const LISTED: usize = 8;

/// A text about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name that it describes.
    pub at: Span,
    /// The text, in Markdown.
    pub text: String,
}

/// How a text shows pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// Drawn with characters.
    Text,
    /// As images in `data:` addresses.
    Images,
}

/// The mentions of names that a hover needs.
pub struct Names<'a> {
    /// The one at its place. Its role does not matter.
    pub here: Option<Mention>,
    /// Finds those of a symbol, in order: only variables, fields and phrases need them.
    pub of: &'a dyn Fn(&Symbol) -> Vec<Mention>,
}

/// The text about a place; `None` if there is no name.
pub fn hover(analysis: &Analysis, mentions: &Mentions, file: FileId, offset: u32) -> Option<Hover> {
    let of = |symbol: &Symbol| mentions.mentions_of(symbol).cloned().collect();
    let names = Names { here: mentions.mention_at(file, offset).cloned(), of: &of };
    hover_with(Pictures::Text, analysis, &names, (file, offset))
}

/// As [`hover()`], with pictures as the reader can see them.
pub fn hover_with<'a>(
    pictures: Pictures,
    analysis: &'a Analysis,
    names: &Names<'a>,
    (file, offset): (FileId, u32),
) -> Option<Hover> {
    let about = About { analysis, mentions_of: names.of, file, pictures };
    let mention = names.here.as_ref();
    let is_event =
        mention.is_none_or(|mention| matches!(mention.symbols.first(), Some(Symbol::Event { .. })));
    if is_event && let Some((at, text)) = about.handler_at(offset) {
        return Some(Hover { at: mention.map_or(at, |mention| mention.token), text });
    }
    let mention = mention?;
    let text = about.describe(mention)?;
    Some(Hover { at: mention.token, text })
}

/// An image in Markdown.
fn show_image(address: &str) -> String {
    format!("\n\n![picture]({address})")
}

/// The input of all hovers.
struct About<'a> {
    analysis: &'a Analysis,
    mentions_of: &'a dyn Fn(&Symbol) -> Vec<Mention>,
    /// The file that is read, which places need not name.
    file: FileId,
    pictures: Pictures,
}

impl<'a> About<'a> {
    fn model(&self) -> &'a Model {
        &self.analysis.model
    }

    fn machine(&self, name: &str) -> Option<(MachineId, &'a Machine)> {
        self.model().machines.entries().find(|(_, machine)| machine.name.text == name)
    }

    /// Everything that a mention names; of `with $total` that is a variable and a field.
    fn describe(&self, mention: &Mention) -> Option<String> {
        let symbols = mention.symbols.iter().chain(mention.fields());
        let texts: Vec<String> = symbols.filter_map(|symbol| self.describe_symbol(symbol)).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n---\n\n"))
    }

    fn describe_symbol(&self, symbol: &Symbol) -> Option<String> {
        match symbol {
            Symbol::System => Some(self.system()),
            Symbol::Machine(name) => self.machine_text(name),
            Symbol::Actor(name) => self.actor(name),
            Symbol::State { machine, name } => self.state(machine, name),
            Symbol::Group { machine, name } => self.group(machine, name),
            Symbol::Event { receiver, name } => self.event(symbol, receiver, name),
            Symbol::Field { receiver, event, name } => self.field(symbol, receiver, event, name),
            Symbol::Variable { machine, name } => self.variable(symbol, machine, name),
            Symbol::Item { name, at } => self.item(name, *at),
            Symbol::Member { object, name } => self.member(*object, name),
            Symbol::Phrase { function } => self.phrase(symbol, function),
            Symbol::Parameter { function, name, .. } => {
                Some(format!("**{name}**: an argument of `{function}`"))
            }
            Symbol::Scenario { machine, name } => self.scenario(machine, name),
            Symbol::Reserved(name) => parties::reserved(name),
        }
    }

    /// `line 12`, or `order.flow:12` for another file.
    fn line(&self, at: Span) -> String {
        let line = self.analysis.program.sources.position(at).line;
        if at.file == self.file {
            return format!("line {line}");
        }
        let path = &self.analysis.program.sources.get(at.file).path;
        format!("{}:{line}", escaped(path.rsplit('/').next().unwrap_or(path)))
    }

    /// The lines of some mentions: `lines 3, 12 and 2 more`.
    fn lines(&self, places: &[Span]) -> String {
        let mut lines: Vec<String> = places.iter().map(|at| self.line(*at)).collect();
        lines.dedup();
        let all_here = places.iter().all(|at| at.file == self.file);
        if all_here && lines.len() > 1 {
            let numbers: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("line ")).collect();
            return format!("lines {}", list(&numbers));
        }
        list(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// How often a name is written.
    fn count_mentions(&self, symbol: &Symbol) -> String {
        match (self.mentions_of)(symbol).len() {
            1 => "mentioned once".to_owned(),
            count => format!("mentioned in {count} places"),
        }
    }

    fn states(&self, machine: &Machine, states: &[flow_model::model::StateId]) -> String {
        let names: Vec<String> =
            states.iter().map(|state| format!("`{}`", words::state(machine, *state))).collect();
        list(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// `a, b and c`; of very many the first ones, and how many others there are.
fn list(names: &[&str]) -> String {
    let (shown, others) = names.split_at(names.len().min(LISTED));
    match (shown, others.len()) {
        ([], _) => "none".to_owned(),
        ([one], 0) => (*one).to_owned(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A list in Markdown under a title; empty without items.
fn section(title: &str, items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    if items.is_empty() {
        return String::new();
    }
    let more = items.len().saturating_sub(LISTED);
    let shown: String = items.iter().take(LISTED).map(|item| format!("\n- {item}")).collect();
    let more = if more > 0 { format!("\n- … and {more} more") } else { String::new() };
    format!("\n\n{title}{shown}{more}")
}
