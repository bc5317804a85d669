//! Findings as cases of a test file (reference#system-tests).
//!
//! A case has the steps of the shortest path and an assertion that fails there. It is run before it is kept: it fails now, in the words of
//! the finding, and passes when the specification is right. Findings that no case can show are listed with the reason.

mod attempt;
mod case;
mod instances;
mod values;

use std::collections::BTreeSet;

use flow_model::Program;
use flow_model::model::Model;
use flow_model::words;
use flow_sim::Runnable;
use flow_sim::history::coverage::Transition;

use crate::beside::NeverTold;
use crate::finding::{Finding, Kind};
use crate::write::attempt::{Attempt, Rejects};
use crate::write::case::{Shape, is_about_waiting, loses_message, write_case, write_suggestion};

/// Findings, or suggestions, as a test file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenTests {
    /// The lines of the file: `test: …` and a case for each finding that a case can show. Empty if there is none.
    pub text: String,
    /// The findings with a case, by their positions.
    pub written: Vec<usize>,
    /// The findings without one.
    pub untold: Vec<Untold>,
    /// The findings that have a case in the file already.
    pub known: Vec<usize>,
}

impl WrittenTests {
    /// Adds the case of the finding at a position, or the reason why it has none.
    fn add(&mut self, model: &Model, at: usize, case: Result<String, String>) {
        match case {
            Ok(case) => {
                if self.text.is_empty() {
                    self.text = head(model);
                }
                self.text += &case;
                self.written.push(at);
            }
            Err(reason) => self.untold.push(Untold { finding: at, reason }),
        }
    }
}

/// A finding that no case can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// The position of the finding.
    pub finding: usize,
    /// Why, in a sentence without a full stop.
    pub reason: String,
}

/// Writes findings as the cases of a test file. `taken` are names of cases that the file has already: those findings are left out.
pub fn write_tests(
    program: &Program,
    model: &Model,
    findings: &[Finding],
    taken: &BTreeSet<String>,
) -> WrittenTests {
    let attempt = Attempt { program, model, runnable: Runnable::new(model) };
    let mut tests = WrittenTests::default();
    let mut names = BTreeSet::new();
    for (at, finding) in findings.iter().enumerate() {
        let name = unique_name(&case_name(program, finding), &mut names);
        if taken.contains(&name) {
            tests.known.push(at);
            continue;
        }
        tests.add(model, at, write_finding(&attempt, finding, &name));
    }
    tests
}

/// Writes the shortest paths to what no story does as the cases of a test file. They pass now, and make these transitions. `written` and
/// `untold` are positions in the list.
pub fn write_suggestions(program: &Program, model: &Model, never_told: &[NeverTold]) -> WrittenTests {
    let attempt = Attempt { program, model, runnable: Runnable::new(model) };
    let mut tests = WrittenTests::default();
    let mut names = BTreeSet::new();
    for (at, one) in never_told.iter().enumerate() {
        let name = unique_name(&describe_never_told(model, one), &mut names);
        tests.add(model, at, write_one_suggestion(&attempt, one, &name));
    }
    tests
}

/// The first form of a case that makes the transition: with an assertion, if that is true in the end.
fn write_one_suggestion(attempt: &Attempt<'_>, one: &NeverTold, name: &str) -> Result<String, String> {
    let mut problem = String::new();
    for asserts in [true, false] {
        let case = write_suggestion(attempt.model, one, name, asserts)?;
        match attempt.run_suggestion(&format!("{}{case}", head(attempt.model)), one) {
            Ok(()) => return Ok(case),
            Err(found) => problem = found,
        }
    }
    Err(problem)
}

/// `:cancel takes @order from #paid to #cancelled`.
pub fn describe_never_told(model: &Model, one: &NeverTold) -> String {
    let machine = &model.machines[one.machine];
    let Transition { from, handler, to } = one.transition;
    let event = &machine.events[machine.handlers[handler].event].name.text;
    let (name, from) = (&machine.name.text, words::state(machine, from));
    match one.transition.from == to {
        true => format!("':{event}' leaves @{name} in {from}"),
        false => format!("':{event}' takes @{name} from {from} to {}", words::state(machine, to)),
    }
}

/// `test: city library`; without a system, the name of the first machine.
pub(crate) fn head(model: &Model) -> String {
    let first = model.machines.iter().next().map_or("", |machine| machine.name.text.as_str());
    let name = model.name.as_ref().map_or(first, |name| name.text.as_str());
    format!("test: {name}\n")
}

/// A case has the name of its finding; that of a broken rule contains the line.
fn case_name(program: &Program, finding: &Finding) -> String {
    match (finding.kind, finding.span) {
        (Kind::BrokenRule, Some(span)) => {
            let rule = program.sources.text(span).trim_start_matches('=').trim();
            format!("{}, '{rule}'", finding.message)
        }
        _ => finding.message.clone(),
    }
}

fn unique_name(name: &str, names: &mut BTreeSet<String>) -> String {
    let mut unique = name.to_owned();
    let mut number = 1;
    while !names.insert(unique.clone()) {
        number += 1;
        unique = format!("{name} ({number})");
    }
    unique
}

/// The first form of a case that fails in the words of the finding: one that rejects nothing else, if there is one.
fn write_finding(attempt: &Attempt<'_>, finding: &Finding, name: &str) -> Result<String, String> {
    let (mut problem, mut second_best) = (String::new(), None);
    for shape in Shape::of(attempt.model, finding)? {
        let case = write_case(attempt.model, finding, name, shape)?;
        match attempt.run(&format!("{}{case}", head(attempt.model)), finding, shape) {
            Ok(_) if !takes_lost_messages(attempt, finding, name, shape)? => {
                problem = "a case delivers what is lost in the end, and then it is not taken".to_owned();
            }
            Ok(Rejects::NothingElse) => return Ok(case),
            Ok(Rejects::MoreThanThePath) => second_best = second_best.or(Some(case)),
            Err(found) if problem.is_empty() => problem = found,
            Err(_) => {}
        }
    }
    if is_about_waiting(finding.kind) && problem.ends_with("which does not take it") {
        // Without a line, a message is delivered before the next event from outside; a line that it has fails where it is not taken.
        problem =
            "a case fails where a message is not taken, and the instance waits only after that".to_owned();
    }
    second_best.ok_or(problem)
}

/// Whether the messages that are lost on the path are taken in the end, after the assertion: else the case also fails when the
/// specification is right.
fn takes_lost_messages(
    attempt: &Attempt<'_>,
    finding: &Finding,
    name: &str,
    shape: Shape,
) -> Result<bool, String> {
    if finding.kind == Kind::BrokenRule || !loses_message(&finding.trace) {
        return Ok(true);
    }
    let probe = write_case(attempt.model, finding, name, Shape { is_probe: true, ..shape })?;
    Ok(attempt.passes(&format!("{}{probe}", head(attempt.model))))
}
