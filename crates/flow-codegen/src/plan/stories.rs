//! Stories in Rust: the functions that run them with a user's bindings, and the traits those bindings implement.
//!
//! Decided here are the scenarios that are stories, the names of their functions, and the phrases of `given:` and `expect:` that
//! the user's bindings have to define. The steps of a story are not planned: the interpreter reads the specification again when the
//! tests run.

use flow_model::model::{
    Assertion, AssertionKind, Fact, FactKind, List, Machine as ModelMachine, MachineId, Model, Not, Param,
    Party, PhraseId, Scenario, ScenarioId, Type,
};
use flow_model::visit;
use flow_syntax::ast::{Cell, Literal, Table};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;
use flow_syntax::source::Span;
use proc_macro2::Ident;

use super::body::step::emit_of_step;
use super::emits::EmitKind;
use super::items::Field;
use super::naming::{self, Scope};

/// Functions of every module `stories`; the others are named after stories.
const STORIES_API: &[&str] = &["run", "context", "event_of", "event_back", "sent"];

/// Types of every module `stories`; the others are named after the rows of phrases.
const STORIES_TYPES: &[&str] = &["Driver", "Given", "World", "Own", "Self"];

/// The stories of a machine.
#[derive(Debug)]
pub struct Stories {
    /// The scenarios that are stories: those with a name that are not descriptions (reference#descriptions).
    pub stories: Vec<Story>,
    /// The phrases of `given:` blocks.
    pub given: Vec<Given>,
    /// The phrases of `expect:` blocks that are not bindings.
    pub asserted: Vec<Asserted>,
    /// The phrases of `expect:` blocks that are bindings.
    pub asserted_bindings: Vec<PhraseId>,
    /// The machines that take part: this one, and those that it sends to, directly or not, in the model's order.
    pub participants: Vec<MachineId>,
}

/// A scenario that can be run.
#[derive(Debug)]
pub struct Story {
    /// The scenario.
    pub scenario: ScenarioId,
    /// Its function.
    pub function: Ident,
    /// Its name.
    pub text: String,
    /// The header line.
    pub span: Span,
}

/// A phrase of a `given:`.
#[derive(Debug)]
pub struct Given {
    /// The phrase.
    pub phrase: PhraseId,
    /// Its function.
    pub function: Ident,
    /// Its parameters.
    pub params: Vec<Field>,
    /// The struct of its rows, if a `given:` has a table for it.
    pub rows: Option<Rows>,
    /// Whether the function has a parameter for the truth of the phrase.
    pub holds: Holds,
}

/// The truth of a phrase in all `given:` blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It is always true.
    Always,
    /// It is true in one and false in another.
    Varies,
}

/// The struct of a phrase's rows.
#[derive(Debug)]
pub struct Rows {
    /// The struct.
    pub name: Ident,
    /// A field for each column of any of its tables; the text is the column's name.
    pub columns: Vec<Field>,
}

/// A phrase of an `expect:` that is not a binding.
#[derive(Debug)]
pub struct Asserted {
    /// The phrase.
    pub phrase: PhraseId,
    /// Its function.
    pub function: Ident,
    /// Its parameters after the context.
    pub params: Vec<Field>,
}

/// Plans the stories of every machine.
pub(crate) fn plan_stories(model: &Model) -> List<MachineId, Stories> {
    model.machines.ids().map(|id| plan_machine_stories(model, id)).collect()
}

fn plan_machine_stories(model: &Model, id: MachineId) -> Stories {
    let machine = &model.machines[id];
    let (mut functions, mut types) = (Scope::default(), Scope::default());
    let (asserted_bindings, asserted): (Vec<_>, Vec<_>) =
        find_asserted_phrases(machine).into_iter().partition(|id| machine.phrases[*id].kind.is_binding());
    let asserted = asserted.into_iter().map(|phrase| {
        let function = functions.claim_private(phrase_function(machine, phrase, ""));
        Asserted { phrase, function, params: plan_params(machine, phrase) }
    });
    let asserted: Vec<_> = asserted.gather();
    let stated = find_stated_phrases(machine).into_iter();
    let given = stated.map(|stated| stated.plan_given(machine, &asserted, &mut functions, &mut types));
    Stories {
        stories: plan_scenarios(machine),
        given: given.gather(),
        asserted,
        asserted_bindings,
        participants: find_participants(model, id),
    }
}

fn plan_scenarios(machine: &ModelMachine) -> Vec<Story> {
    let mut scope = Scope::default();
    let story = |(id, scenario): (ScenarioId, &Scenario)| {
        let name = scenario.name.as_ref()?;
        Some(Story {
            scenario: id,
            function: scope.claim_private(naming::snake_case_words(&name.text, STORIES_API)),
            text: name.text.clone(),
            span: scenario.span,
        })
    };
    let scenarios = machine.scenarios.entries();
    scenarios.filter(|(_, scenario)| !is_description(machine, scenario)).filter_map(story).gather()
}

/// Whether a scenario is a description (reference#descriptions): it begins with an event from a machine and has no `expect:`.
fn is_description(machine: &ModelMachine, scenario: &Scenario) -> bool {
    let handlers = || scenario.handlers.iter().map(|id| &machine.handlers[*id]);
    let first = handlers().next().and_then(|first| machine.events[first.event].from);
    let asserts = !scenario.expect.is_empty() || handlers().any(|handler| !handler.expect.is_empty());
    matches!(first, Some(Party::Machine(_))) && !asserts
}

fn phrase_function(machine: &ModelMachine, phrase: PhraseId, prefix: &str) -> Ident {
    naming::snake_case(&format!("{prefix}{}", machine.phrases[phrase].function), &[])
}

fn plan_params(machine: &ModelMachine, phrase: PhraseId) -> Vec<Field> {
    let mut scope = Scope::default();
    let param = |param: &Param| {
        let ident = scope.claim_private(naming::snake_case(&param.name, &["rows", "holds", "context"]));
        Field { ident, ty: param.ty.clone(), text: param.name.clone() }
    };
    machine.phrases[phrase].params.iter().map(param).gather()
}

/// A phrase of `given:` blocks, with all its tables.
struct Stated<'m> {
    phrase: PhraseId,
    tables: Vec<&'m Table>,
    holds: Holds,
}

impl Stated<'_> {
    fn plan_given(
        &self,
        machine: &ModelMachine,
        asserted: &[Asserted],
        functions: &mut Scope,
        types: &mut Scope,
    ) -> Given {
        // A phrase that is also asserted needs two functions.
        let is_asserted = asserted.iter().any(|asserted| asserted.phrase == self.phrase);
        let prefix = if is_asserted { "given_" } else { "" };
        let rows = (!self.tables.is_empty()).then(|| {
            let name = naming::camel_case(&machine.phrases[self.phrase].function, STORIES_TYPES);
            Rows { name: types.claim_private(name), columns: plan_columns(&self.tables) }
        });
        Given {
            phrase: self.phrase,
            function: functions.claim_private(phrase_function(machine, self.phrase, prefix)),
            params: plan_params(machine, self.phrase),
            rows,
            holds: self.holds,
        }
    }
}

/// The phrases of `given:` blocks, in order of first mention.
fn find_stated_phrases(machine: &ModelMachine) -> Vec<Stated<'_>> {
    let mut stated: Vec<Stated<'_>> = Vec::new();
    for fact in all_facts(machine) {
        let (phrase, table, holds) = match &fact.kind {
            FactKind::Phrase(call, Not::Plain) => (call.phrase, None, Holds::Always),
            FactKind::Phrase(call, _) => (call.phrase, None, Holds::Varies),
            // A table without rows means that there are no items.
            FactKind::Table(call, table) => (call.phrase, Some(table), Holds::Always),
            // What the bindings do is up to whoever runs the story with their own.
            FactKind::InState(..)
            | FactKind::MemberInState(..)
            | FactKind::Receiver(..)
            | FactKind::Sender(..)
            | FactKind::Variable(..)
            | FactKind::VariableOf(..)
            | FactKind::Payload(..)
            | FactKind::Answer(..)
            | FactKind::Answers(..)
            | FactKind::After(_)
            | FactKind::Throws(..) => continue,
        };
        match stated.iter_mut().find(|known| known.phrase == phrase) {
            Some(known) => {
                known.tables.extend(table);
                if holds == Holds::Varies {
                    known.holds = holds;
                }
            }
            None => stated.push(Stated { phrase, tables: table.into_iter().gather(), holds }),
        }
    }
    stated
}

fn all_facts(machine: &ModelMachine) -> impl Iterator<Item = &Fact> {
    machine.scenarios.iter().flat_map(|scenario| {
        let own = scenario.handlers.iter().flat_map(|id| &machine.handlers[*id].given);
        scenario.given.iter().chain(own)
    })
}

/// The columns of all tables, in order of first mention.
fn plan_columns(tables: &[&Table]) -> Vec<Field> {
    let mut scope = Scope::default();
    let mut names: Vec<&str> = Vec::new();
    for name in tables.iter().flat_map(|table| &table.header) {
        if !names.contains(&name.text.as_str()) {
            names.push(&name.text);
        }
    }
    let column = |name: &str| {
        let cells = tables.iter().filter_map(|table| {
            let at = table.header.iter().position(|header| header.text == name)?;
            Some(table.rows.iter().filter_map(move |row| row.get(at)))
        });
        let ident = scope.claim_private(naming::snake_case_words(name, &[]));
        Field { ident, ty: find_common_type(cells.flatten()), text: name.to_owned() }
    };
    names.into_iter().map(column).gather()
}

/// The type of all cells of a column: number or boolean if all have it, else text (reference#types).
fn find_common_type<'c>(cells: impl Iterator<Item = &'c Cell>) -> Type {
    let of = |cell: &Cell| match &cell.value {
        Literal::Number(_) | Literal::Percent(_) => Some(Type::Number),
        Literal::Boolean(_) => Some(Type::Boolean),
        Literal::Text(_) => Some(Type::String),
        Literal::Empty => None,
    };
    let types: Set<_> = cells.filter_map(of).collect();
    let mut types = types.into_iter();
    match (types.next(), types.next()) {
        (Some(only), None) => only,
        _ => Type::String,
    }
}

/// The phrases of `expect:` blocks, in order of first mention.
fn find_asserted_phrases(machine: &ModelMachine) -> Vec<PhraseId> {
    let mut found = Vec::new();
    for assertion in all_assertions(machine) {
        if let AssertionKind::Condition(condition) = &assertion.kind {
            visit::calls(condition, &mut |call| {
                if !found.contains(&call.phrase) {
                    found.push(call.phrase);
                }
            });
        }
    }
    found
}

fn all_assertions(machine: &ModelMachine) -> impl Iterator<Item = &Assertion> {
    machine.scenarios.iter().flat_map(|scenario| {
        let own = scenario.handlers.iter().flat_map(|id| &machine.handlers[*id].expect);
        own.chain(&scenario.expect)
    })
}

/// The machine, the machines that it sends to, and so on, in the model's order.
fn find_participants(model: &Model, id: MachineId) -> Vec<MachineId> {
    let mut found = Set::from([id]);
    let mut worklist = vec![id];
    while let Some(sender) = worklist.pop() {
        for handler in &model.machines[sender].handlers {
            visit::steps(&handler.body, &mut |step| {
                if let Some((EmitKind::Machine(receiver, ..), _)) = emit_of_step(model, step)
                    && found.insert(receiver)
                {
                    worklist.push(receiver);
                }
            });
        }
    }
    found.into_iter().gather()
}
