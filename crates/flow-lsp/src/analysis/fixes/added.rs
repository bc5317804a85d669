//! Fixes of findings whose help states a fact: what to write follows from the model, or from the layout.
//!
//! Most of them decide something that only the author can know. So they name the condition, and nothing applies them unasked; all are
//! tried like the edits of a help before they are offered.

use flow_model::model::{
    Chain, HandlerId, Machine, MachineId, Origin, Scenario, ScenarioId, Step, Type, UpdateOp, Variable,
};
use flow_model::{visit, words};
use flow_project::Analysis;
use flow_syntax::diagnostic::{Diagnostic, Help, Name};
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::source::Span;

use crate::analysis::formatting::format;
use crate::analysis::progress::Progress;

/// The types that an answer of the program mostly has.
const ANSWERS: &[&str] = &["string", "number", "boolean"];

/// The further fixes of a finding.
pub(super) fn added_fixes(analysis: &Analysis, finding: &Diagnostic) -> Vec<Help> {
    let found = match finding.name {
        Name::LayoutInferred => inferred_layout(analysis, finding.span),
        Name::TabIndent => all_lines_with_spaces(analysis, finding),
        Name::UnclosedText => Some(closed_text(finding.span)),
        Name::NeverSet => find_variable(analysis, finding.span)
            .and_then(|(machine, variable)| given_value(analysis, machine, variable)),
        Name::VacuousScenario => expected_state(analysis, finding.span),
        Name::OpenGuards => refused_rest(analysis, finding.span),
        Name::UntypedAnswer => return typed_answers(analysis, finding.span),
        _ => None,
    };
    found.into_iter().collect()
}

/// The file with the indentation that it was read with.
fn inferred_layout(analysis: &Analysis, at: Span) -> Option<Help> {
    let edits = format(&analysis.program.sources.get(at.file).text)?;
    let edit = |(range, text): (std::ops::Range<u32>, String)| {
        Edit::replace(Span { file: at.file, start: range.start, end: range.end }, text)
    };
    let edits = edits.into_iter().map(edit).collect();
    Some(Help { text: "indent the file as it was read".to_owned(), edits })
}

/// The edits of all lines of the file that are indented with tabs, if there are several.
fn all_lines_with_spaces(analysis: &Analysis, finding: &Diagnostic) -> Option<Help> {
    let same = |other: &&Diagnostic| other.name == Name::TabIndent && other.span.file == finding.span.file;
    let lines = analysis.diagnostics.iter().filter(same);
    let edits: Vec<Edit> =
        lines.flat_map(|other| other.help.iter().flat_map(|help| help.edits.clone())).collect();
    (edits.len() > 1).then(|| Help { text: "indent the whole file with spaces".to_owned(), edits })
}

fn closed_text(text: Span) -> Help {
    let end = Span { start: text.end, ..text };
    let edits = vec![Edit::replace(end, "\"")];
    Help { text: "if the text ends with the line, write '\"' there".to_owned(), edits }
}

/// The variable whose first mention is at a place.
fn find_variable(analysis: &Analysis, at: Span) -> Option<(&Machine, &Variable)> {
    let mut machines = analysis.model.machines.iter();
    machines.find_map(|machine| {
        let mut variables = machine.variables.iter();
        let is_it = |known: &&Variable| known.name.span == at && known.origin == Origin::NeverSet;
        variables.find(is_it).map(|known| (machine, known))
    })
}

/// A fact for a variable that nothing sets, in the story that reads it first.
fn given_value(analysis: &Analysis, machine: &Machine, variable: &Variable) -> Option<Help> {
    let at = variable.name.span;
    let is_above = |id: &&HandlerId| {
        let span = machine.handlers[**id].span;
        span.file == at.file && span.start <= at.start
    };
    let above = machine.scenarios.iter().filter(|scenario| scenario.name.is_some());
    let above = above.filter_map(|scenario| Some((scenario, *scenario.handlers.iter().rfind(is_above)?)));
    let (scenario, _) = above.max_by_key(|(_, handler)| machine.handlers[*handler].span.start)?;
    let value = match &variable.ty {
        Type::String => "\"\"".to_owned(),
        Type::Number | Type::Integer => "0".to_owned(),
        Type::Boolean => "false".to_owned(),
        Type::Choice(choice) => format!("{:?}", analysis.model.choices[*choice].zero()),
        _ => "empty".to_owned(),
    };
    let fact = format!("${} is {value}", variable.name.text);
    let edit = match scenario.given.last().filter(|last| last.span.file == at.file) {
        Some(last) => Edit::add_lines(last.span, Anchor::AfterBlock, fact.clone()),
        None => Edit::add_lines(scenario.span, Anchor::Inside, format!("given:\n  {fact}")),
    };
    let text = format!("if whoever creates one provides it, write '{fact}' in the 'given:'");
    Some(Help { text, edits: vec![edit] })
}

/// The state in which a story without expectations ends.
fn expected_state(analysis: &Analysis, at: Span) -> Option<Help> {
    let is_it = |scenario: &Scenario| scenario.name.as_ref().is_some_and(|name| name.span == at);
    let mut machines = analysis.model.machines.entries();
    let find = |(id, machine): (MachineId, &Machine)| {
        machine.scenarios.entries().find(|(_, scenario)| is_it(scenario)).map(|(of, _)| (id, of))
    };
    let (machine, scenario): (MachineId, ScenarioId) = machines.find_map(find)?;
    let progress = Progress::of_scenario(&analysis.model, machine, scenario);
    let last = *progress.told.last()?;
    let name = progress.machine.name.text.replace('_', " ");
    let line = format!("= {name} is in {}", words::state(progress.machine, progress.state));
    let after = progress.machine.handlers[last].span;
    let edit = Edit::add_lines(after, Anchor::AfterBlock, format!("expect:\n  {line}"));
    Some(Help {
        text: format!("if the story is to end there, write 'expect:' with '{line}'"),
        edits: vec![edit],
    })
}

/// An `otherwise` below a chain that leaves a gap.
fn refused_rest(analysis: &Analysis, at: Span) -> Option<Help> {
    let mut found: Option<&Chain> = None;
    for handler in analysis.model.machines.iter().flat_map(|machine| &machine.handlers) {
        visit::steps(handler.own_body(), &mut |step| {
            if let Step::Chain(chain) = step
                && chain.groups.first().is_some_and(|first| first.condition.span == at)
            {
                found = Some(chain);
            }
        });
    }
    let last = found?.groups.last()?;
    let edit = Edit::add_lines(last.span, Anchor::AfterBlock, "otherwise\n  reject");
    let text = "if the event is to be refused then, write 'otherwise' with 'reject'".to_owned();
    Some(Help { text, edits: vec![edit] })
}

/// The types that the variable of an answer can have, after its name.
fn typed_answers(analysis: &Analysis, at: Span) -> Vec<Help> {
    let mut found = None;
    for machine in &analysis.model.machines {
        for handler in &machine.handlers {
            visit::steps(handler.own_body(), &mut |step| {
                if let Step::Update(update) = step
                    && let UpdateOp::ComesFrom(call) = &update.op
                    && call.span == at
                {
                    found = Some((update.span, &machine.variables[update.variable].name.text));
                }
            });
        }
    }
    let Some((line, name)) = found else { return Vec::new() };
    let end = line.start + name.len() as u32 + 1;
    let place = Span { start: end, end, ..line };
    let help = |ty: &&str| Help {
        text: format!("if it is of this type, write '${name}: {ty}'"),
        edits: vec![Edit::replace(place, format!(": {ty}"))],
    };
    ANSWERS.iter().map(help).collect()
}
