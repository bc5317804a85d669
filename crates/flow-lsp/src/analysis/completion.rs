//! Completion: what can be written at a place, in a line that need not be readable yet.
//!
//! The line up to the place determines the kind of candidate (`names` after a sigil, `words` elsewhere), the lines above determine the
//! machine, and the model has the candidates. The best are ranked first: events without a handler, fields that the receiver reads, states
//! of the machine that the line is about.

mod continuations;
mod events;
mod expected;
mod forms;
mod known;
mod lines;
mod names;
mod parties;
mod payloads;
mod phrases;
mod rows;
mod unread;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use flow_model::model::{Machine, MachineId, Model};
use flow_project::Analysis;
use flow_syntax::source::FileId;

use super::progress::Progress;
use super::surroundings::{Block, Surroundings, indentation};
use super::token::{Region, Sigil, Token, is_in_comment, region_of, token_before};

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text that replaces [`Completions::replaces`]. `$0` in a [`Kind::Form`] is the next position of the cursor.
    pub text: String,
    /// Its kind.
    pub kind: Kind,
    /// Its details, in a few words.
    pub detail: String,
    /// The best fitting have the lowest.
    pub rank: u8,
}

/// The kinds of things that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A state.
    State,
    /// A group of states.
    Group,
    /// A machine.
    Machine,
    /// An actor outside.
    Actor,
    /// An event.
    Event,
    /// A variable, an item or the id of the instance.
    Variable,
    /// A payload field, or a field of an object.
    Field,
    /// A phrase that was used before.
    Phrase,
    /// A form of the language.
    Form,
    /// A type.
    Type,
    /// The text of a choice.
    Value,
    /// A scenario.
    Scenario,
}

/// What can be written at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The bytes that a chosen text replaces: the part of a name that is there already.
    pub replaces: Range<u32>,
    /// The things, the best fitting first: names of one rank are in the order of their first mention.
    pub items: Vec<Completion>,
}

/// What can be written at a place of a file.
pub fn complete(analysis: &Analysis, file: FileId, offset: u32) -> Completions {
    let text = analysis.program.sources.get(file).text.as_str();
    let Some(before) = text.get(..offset as usize) else { return Completions::default() };
    let files = analysis.program.files.iter().chain(&analysis.program.tests);
    let comments = files.filter(|loaded| loaded.id == file).flat_map(|loaded| &loaded.ast.comments);
    if is_in_comment(&comments.cloned().collect::<Vec<_>>(), offset) {
        return Completions::default();
    }
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = &before[start..];
    let whole = text[start..].lines().next().unwrap_or_default();
    let region = region_of(line);
    let token = token_before(line);
    let is_name = matches!(token.sigil, Some(Sigil::Variable | Sigil::Field));
    if matches!(region, Region::Comment | Region::Text) || region == Region::Braces && !is_name {
        return Completions::default();
    }
    let column = indentation(line);
    let rest = text[offset as usize..].lines().next().unwrap_or_default();
    let around = Surroundings::of(&before[..start], column);
    let is_test_file = analysis.program.sources.get(file).path.ends_with(".test.flow");
    let mut request = Request {
        analysis,
        file,
        text,
        start,
        line: line.trim_start(),
        unfinished: [line, whole],
        rest,
        token,
        around,
        column,
        is_test_file,
        progress: None,
    };
    request.progress = request.follow_scenario().map(Rc::new);
    let mut items = request.items();
    let mut seen = BTreeSet::new();
    items.sort_by_key(|item| item.rank);
    items.retain(|item| seen.insert(item.text.clone()));
    Completions { replaces: (start + token.start) as u32..offset, items }
}

/// A place where something can be written.
#[derive(Clone)]
struct Request<'a> {
    analysis: &'a Analysis,
    file: FileId,
    /// The text of the file.
    text: &'a str,
    /// The first byte of the line.
    start: usize,
    /// The line up to the place, without its indentation.
    line: &'a str,
    /// The line as it is, up to the place that is asked for, and as a whole.
    unfinished: [&'a str; 2],
    /// The line after the place.
    rest: &'a str,
    /// The name that is being written.
    token: Token<'a>,
    around: Surroundings,
    /// The column of the line.
    column: usize,
    is_test_file: bool,
    /// How far the scenario has come.
    progress: Option<Rc<Progress<'a>>>,
}

impl<'a> Request<'a> {
    fn items(&self) -> Vec<Completion> {
        match self.token.sigil {
            Some(sigil) => self.names(sigil),
            None => {
                let mut items = self.words();
                items.extend(self.expected().into_iter().flat_map(|sigil| self.names(sigil)));
                items.extend(self.continuations());
                items
            }
        }
    }

    /// The names of a kind.
    fn names(&self, sigil: Sigil) -> Vec<Completion> {
        let mut names = match sigil {
            Sigil::State => self.states(),
            Sigil::Party => self.parties(),
            Sigil::Event => self.events(),
            Sigil::Variable => self.variables(),
            Sigil::Field => self.fields(),
        };
        names.extend(self.unread_names(sigil));
        names
    }

    fn follow_scenario(&self) -> Option<Progress<'a>> {
        let is_inside = self.around.handler.is_some() || self.around.scenario.is_some();
        let is_directly = self.around.block == Block::Machine;
        if self.is_test_file || !is_inside && !is_directly {
            return None;
        }
        Progress::of(self.model(), self.machine_id()?, self.file, self.start as u32)
    }

    fn model(&self) -> &'a Model {
        &self.analysis.model
    }

    /// The machine that the line is about.
    fn machine_id(&self) -> Option<MachineId> {
        let model = self.model();
        let named = self.around.machine.as_deref().and_then(|name| find_machine(model, name));
        let only = || model.machines.ids().next().filter(|_| model.machines.len() == 1);
        named.or_else(|| self.loose_owner()).or_else(only)
    }

    /// The machine of a loose scenario.
    fn loose_owner(&self) -> Option<MachineId> {
        let name = self.around.scenario.as_deref()?;
        let is_it = |machine: &Machine| {
            machine.scenarios.iter().any(|scenario| scenario.name.as_ref().is_some_and(|of| of.text == name))
        };
        self.model().machines.entries().find(|(_, machine)| is_it(machine)).map(|(id, _)| id)
    }

    fn machine(&self) -> Option<&'a Machine> {
        Some(&self.model().machines[self.machine_id()?])
    }

    /// The line before the name that is being written.
    fn before(&self) -> &'a str {
        let length = self.token.name.len() + usize::from(self.token.sigil.is_some());
        &self.line[..self.line.len().saturating_sub(length)]
    }
}

/// The machine of a name.
fn find_machine(model: &Model, name: &str) -> Option<MachineId> {
    model.machines.entries().find(|(_, machine)| machine.name.text == name).map(|(id, _)| id)
}

fn item(rank: u8, kind: Kind, text: impl Into<String>, detail: impl Into<String>) -> Completion {
    Completion { text: text.into(), kind, detail: detail.into(), rank }
}
