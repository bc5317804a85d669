//! Handlers with their states, transitions and findings, as short text.

use flow_model::edges::{dispatch, edges};
use flow_model::model::{HandlerId, Machine, MachineId, Model, Party, Role, StateId};
use flow_syntax::diagnostic::Name;

use crate::seed::seed;
use crate::show::resolved;

/// What the checks of states, handlers and messages find; other findings are not looked at here.
const FINDINGS: [Name; 7] = [
    Name::UnreachableState,
    Name::UnreachableHandler,
    Name::UnhandledEvent,
    Name::GuessedSource,
    Name::ConflictingHandlers,
    Name::ImpossibleExpect,
    Name::EmitCycle,
];

/// One line for each handler: `@order :paid from @payment: #waiting (answer)`, with `retells` for a retelling and
/// `guess` for a guess.
pub(crate) fn check(text: &str, expected: &str) {
    check_lines(&handlers(&solved(text)), expected, text);
}

/// The transitions of the first machine, one a line: `#idle :pay #paid`.
pub(crate) fn check_edges(text: &str, expected: &str) {
    check_lines(&transitions(&solved(text)), expected, text);
}

/// Compares the findings, one per line with line number, name and message (`3: unhandled-event: …`), then labels and help.
pub(crate) fn check_findings(text: &str, expected: &str) {
    let (program, _, diags) = resolved(&[("main.flow", text)]);
    let at = |span| program.sources.position(span).line;
    let mut lines = Vec::new();
    for said in diags.sorted().into_iter().filter(|said| FINDINGS.contains(&said.name)) {
        let marked = program.sources.text(said.span).lines().next().unwrap_or_default();
        lines.push(format!("{}: {} at '{marked}': {}", at(said.span), said.name.as_str(), said.message));
        lines.extend(said.labels.iter().map(|label| format!("{}: {}", at(label.span), label.message)));
        lines.extend(said.help.iter().map(|help| format!("help: {}", help.text)));
    }
    check_lines(&lines, expected, text);
}

/// As [`check`], for files of the seed.
pub(crate) fn check_seed(names: &[&str], expected: &str) {
    if let Some(model) = solved_seed(names) {
        check_lines(&handlers(&model), expected, &names.join(" "));
    }
}

/// As [`check_edges`], for files of the seed.
pub(crate) fn check_seed_edges(names: &[&str], expected: &str) {
    if let Some(model) = solved_seed(names) {
        check_lines(&transitions(&model), expected, &names.join(" "));
    }
}

pub(crate) fn solved(text: &str) -> Model {
    resolved(&[("main.flow", text)]).1
}

fn solved_seed(names: &[&str]) -> Option<Model> {
    let texts = names.iter().map(|name| seed(name)).collect::<Option<Vec<_>>>()?;
    let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
    Some(resolved(&files).1)
}

/// Ignores indentation and empty lines of the expected text.
fn check_lines(found: &[String], expected: &str, of: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "found:\n{}\nin: {of}", found.join("\n"));
}

fn handlers(model: &Model) -> Vec<String> {
    let of = |machine| -> Vec<String> { handlers_of(model, machine) };
    model.machines.iter().flat_map(of).collect()
}

fn handlers_of(model: &Model, machine: &Machine) -> Vec<String> {
    machine.handlers.ids().map(|handler| line(model, machine, handler)).collect()
}

fn line(model: &Model, machine: &Machine, handler: HandlerId) -> String {
    let event = &machine.events[machine.handlers[handler].event];
    let accepted = machine.accepted(handler);
    let from = match event.from {
        None => String::new(),
        Some(Party::Machine(id)) => format!(" from @{}", model.machines[id].name.text),
        Some(Party::Actor(id)) => format!(" from @{}", model.actors[id].name.text),
        Some(Party::System) => " from @system".to_owned(),
        Some(Party::Itself) => " from @self".to_owned(),
    };
    let mut states: Vec<_> = accepted.states.iter().map(|id| state(machine, *id)).collect();
    states.sort();
    let rule = format!("{:?}", accepted.rule).to_lowercase();
    let retells = if accepted.role == Role::Definition { "" } else { " retells" };
    let guess = if accepted.guess.is_some() { " guess" } else { "" };
    format!(
        "@{} :{}{from}: {} ({rule}){retells}{guess}",
        machine.name.text,
        event.name.text,
        states.join(", ")
    )
}

/// The transitions of the first machine; each is what dispatching its event finds.
fn transitions(model: &Model) -> Vec<String> {
    let (id, machine) = (MachineId(0), &model.machines[MachineId(0)]);
    let of_edge = |edge: flow_model::edges::Edge| {
        assert_eq!(dispatch(model, id, edge.from, edge.event), Some(edge.handler));
        let event = &machine.events[edge.event].name.text;
        format!("{} :{event} {}", state(machine, edge.from), state(machine, edge.to))
    };
    edges(model, id).into_iter().map(of_edge).collect()
}

fn state(machine: &Machine, id: StateId) -> String {
    format!("#{}", machine.states[id].name.text)
}
