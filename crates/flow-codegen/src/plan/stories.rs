//! Stories in Rust: names for what `tests` generates, the tests themselves and what users tell with their own bindings.
//!
//! Which scenario is a test, what its function is called, and which phrases of `given:` and `expect:` a user must give meaning
//! to. What a story does is not known here: the interpreter reads the specification again when the tests run.

use flow_model::model::{
    Assertion, AssertionKind, Call, Condition, ConditionKind, Fact, FactKind, Machine as ModelMachine,
    MachineId, Model, Not, Party, PhraseId, Scenario, ScenarioId, Step, Target, Type,
};
use flow_model::visit::steps;
use flow_syntax::ast::{Cell, Literal, Table};
use flow_syntax::ordered::Set;
use flow_syntax::source::Span;
use proc_macro2::Ident;

use super::Field;
use super::naming::{self, Scope};

/// Functions of a module `stories` beside those of the stories.
const STORIES_API: &[&str] = &["run", "context", "event_of", "event_back", "sent"];

/// Types of a module `stories` beside those of rows.
const STORIES_TYPES: &[&str] = &["Driver", "Given", "World", "Own", "Self"];

/// The stories of a machine.
#[derive(Debug)]
pub struct Stories {
    /// The scenarios that are stories: nameless ones and mere descriptions (§10.7) are none.
    pub stories: Vec<Story>,
    /// The phrases that are stated.
    pub given: Vec<Given>,
    /// The phrases that are asserted and no bindings.
    pub asserted: Vec<Asserted>,
    /// The phrases that are asserted and bindings.
    pub asserted_bindings: Vec<PhraseId>,
    /// The machines that take part: this one, and those it sends to, and so on.
    pub parts: Vec<MachineId>,
}

/// A scenario that can be told.
#[derive(Debug)]
pub struct Story {
    /// Which one.
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
    /// Its arguments.
    pub params: Vec<Field>,
    /// The rows, if it has some.
    pub rows: Option<Rows>,
    /// Whether it is said to hold, and elsewhere not to.
    pub holds: Holds,
}

/// How a phrase is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It always holds.
    Always,
    /// It is also said not to.
    Varies,
}

/// The rows of a phrase: a struct.
#[derive(Debug)]
pub struct Rows {
    /// The struct.
    pub name: Ident,
    /// A field for each column of any of its tables; the text is the column's name.
    pub columns: Vec<Field>,
}

/// A phrase of an `expect:` that is no binding.
#[derive(Debug)]
pub struct Asserted {
    /// The phrase.
    pub phrase: PhraseId,
    /// Its function.
    pub function: Ident,
    /// Its arguments behind the context.
    pub params: Vec<Field>,
}

/// Plans the stories of every machine.
pub(crate) fn plan_all(model: &Model) -> Vec<Stories> {
    (0..model.machines.len()).map(|at| plan(model, MachineId::new(at))).collect()
}

fn plan(model: &Model, id: MachineId) -> Stories {
    let machine = &model.machines[id];
    let (mut scope, mut types) = (Scope::default(), Scope::default());
    let stated = stated(machine);
    let (bindings, asserted): (Vec<_>, Vec<_>) =
        asserted(machine).into_iter().partition(|id| machine.phrases[id.index()].kind.is_binding());
    let asserted = asserted.into_iter().map(|phrase| {
        let function = scope.claim_private(function(machine, phrase, ""));
        Asserted { phrase, function, params: params(machine, phrase) }
    });
    let asserted: Vec<_> = asserted.collect();
    let given = stated.into_iter().map(|stated| stated.plan(machine, &asserted, &mut scope, &mut types));
    let given = given.collect();
    Stories {
        stories: stories(machine),
        given,
        asserted,
        asserted_bindings: bindings,
        parts: parts(model, id),
    }
}

fn stories(machine: &ModelMachine) -> Vec<Story> {
    let mut scope = Scope::default();
    let story = |(at, scenario): (usize, &Scenario)| {
        let name = scenario.name.as_ref()?;
        Some(Story {
            scenario: ScenarioId::new(at),
            function: scope.claim_private(naming::sentence(&name.text, STORIES_API)),
            text: name.text.clone(),
            span: scenario.span,
        })
    };
    let told = machine.scenarios.iter().enumerate();
    told.filter(|(_, scenario)| !is_description(machine, scenario)).filter_map(story).collect()
}

/// A scenario that begins with an event from a machine and expects nothing is a description (§10.7).
fn is_description(machine: &ModelMachine, scenario: &Scenario) -> bool {
    let handlers = || scenario.handlers.iter().map(|id| &machine.handlers[id.index()]);
    let first = handlers().next().and_then(|first| machine.events[first.event].from);
    let asserts = !scenario.expect.is_empty() || handlers().any(|handler| !handler.expect.is_empty());
    matches!(first, Some(Party::Machine(_))) && !asserts
}

fn function(machine: &ModelMachine, phrase: PhraseId, before: &str) -> Ident {
    naming::lower(&format!("{before}{}", machine.phrases[phrase].function), &[])
}

fn params(machine: &ModelMachine, phrase: PhraseId) -> Vec<Field> {
    let mut scope = Scope::default();
    let param = |param: &flow_model::model::Param| {
        let ident = scope.claim_private(naming::lower(&param.name, &["rows", "holds", "context"]));
        Field { ident, ty: param.ty.clone(), text: param.name.clone() }
    };
    machine.phrases[phrase].params.iter().map(param).collect()
}

/// A phrase and how the stories state it.
struct Stated<'m> {
    phrase: PhraseId,
    tables: Vec<&'m Table>,
    holds: Holds,
}

impl Stated<'_> {
    fn plan(
        &self,
        machine: &ModelMachine,
        asserted: &[Asserted],
        scope: &mut Scope,
        types: &mut Scope,
    ) -> Given {
        // A phrase that is asserted too needs two functions.
        let twice = asserted.iter().any(|asserted| asserted.phrase == self.phrase);
        let rows = (!self.tables.is_empty()).then(|| Rows {
            name: types.claim_private(naming::upper(&machine.phrases[self.phrase].function, STORIES_TYPES)),
            columns: columns(&self.tables),
        });
        Given {
            phrase: self.phrase,
            function: scope.claim_private(function(machine, self.phrase, if twice { "given_" } else { "" })),
            params: params(machine, self.phrase),
            rows,
            holds: self.holds,
        }
    }
}

/// The phrases that `given:` blocks state, in order of first mention.
fn stated(machine: &ModelMachine) -> Vec<Stated<'_>> {
    let mut stated: Vec<Stated<'_>> = Vec::new();
    for fact in facts(machine) {
        let (phrase, table, holds) = match &fact.kind {
            FactKind::Phrase(call, Not::Plain) => (call.phrase, None, Holds::Always),
            FactKind::Phrase(call, _) => (call.phrase, None, Holds::Varies),
            // A table without rows says that there is nothing.
            FactKind::Table(call, table) => (call.phrase, Some(table), Holds::Always),
            FactKind::InState(..) | FactKind::Variable(..) | FactKind::Payload(..) => continue,
        };
        match stated.iter_mut().find(|known| known.phrase == phrase) {
            Some(known) => {
                known.tables.extend(table);
                if holds == Holds::Varies {
                    known.holds = holds;
                }
            }
            None => stated.push(Stated { phrase, tables: table.into_iter().collect(), holds }),
        }
    }
    stated
}

fn facts(machine: &ModelMachine) -> impl Iterator<Item = &Fact> {
    machine.scenarios.iter().flat_map(|scenario| {
        let own = scenario.handlers.iter().flat_map(|id| &machine.handlers[id.index()].given);
        scenario.given.iter().chain(own)
    })
}

/// The columns of all tables, in order of first mention.
fn columns(tables: &[&Table]) -> Vec<Field> {
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
        let ident = scope.claim_private(naming::sentence(name, &[]));
        Field { ident, ty: cell_type(cells.flatten()), text: name.to_owned() }
    };
    names.into_iter().map(column).collect()
}

/// The type of all cells of a column: numbers, booleans, else text (§7).
fn cell_type<'c>(cells: impl Iterator<Item = &'c Cell>) -> Type {
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

/// The phrases that `expect:` blocks assert, in order of first mention.
fn asserted(machine: &ModelMachine) -> Vec<PhraseId> {
    let mut found = Vec::new();
    for assertion in assertions(machine) {
        if let AssertionKind::Condition(condition) = &assertion.kind {
            calls(condition, &mut |call| {
                if !found.contains(&call.phrase) {
                    found.push(call.phrase);
                }
            });
        }
    }
    found
}

fn assertions(machine: &ModelMachine) -> impl Iterator<Item = &Assertion> {
    machine.scenarios.iter().flat_map(|scenario| {
        let own = scenario.handlers.iter().flat_map(|id| &machine.handlers[id.index()].expect);
        own.chain(&scenario.expect)
    })
}

fn calls(condition: &Condition, found: &mut impl FnMut(&Call)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| calls(part, found));
        }
        ConditionKind::Not(inner) => calls(inner, found),
        ConditionKind::Call(call) => found(call),
        _ => {}
    }
}

/// The machine, those it sends to, those they send to, and so on, in the model's order.
fn parts(model: &Model, id: MachineId) -> Vec<MachineId> {
    let mut parts = Set::from([id]);
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for handler in &model.machines[next].handlers {
            steps(&handler.body, &mut |step| {
                if let Step::Emit(emit) = step
                    && let Target::Machine(other, _) = emit.target
                    && parts.insert(other)
                {
                    open.push(other);
                }
            });
        }
    }
    parts.into_iter().collect()
}
