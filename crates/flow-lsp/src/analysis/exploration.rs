//! Exploration for editors: the findings of `flow explore`, each with the path to it and a test case.
//!
//! The number of states is bounded. The world and the accepted findings are those of `[explore]` in the settings. A search that
//! reaches the bound still has true findings, but not all of them: then [`Explored::is_complete`] is false.

use std::collections::BTreeSet;

use flow_explore::{
    Continue, Exploration, Finding, Gate, Kind, Level, Options, TraceStep, Verdict, describe_ending,
    describe_start, describe_step, explore as explore_model, write_tests,
};
use flow_model::model::Span;
use flow_project::Analysis;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::FileId;

/// The end of the names of test files, in place of that of specifications.
const TEST_END: &str = ".test.flow";

/// The result of an exploration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explored {
    /// The findings that the settings do not accept: mistakes first.
    pub findings: Vec<Discovery>,
    /// What was explored, in a sentence.
    pub summary: String,
    /// Whether everything that can happen was explored.
    pub is_complete: bool,
}

/// Something that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// Its kind.
    pub kind: Kind,
    /// How serious it is.
    pub level: Level,
    /// What happens, in a sentence without a full stop.
    pub message: String,
    /// The line to look at.
    pub place: Span,
    /// The path to it: the instances at the start if they matter, the numbered steps, and the continuation.
    pub path: Vec<PathStep>,
    /// A test case that shows it, or the reason why none can.
    pub case: Result<Case, String>,
}

/// A step on the path to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// What happens.
    pub text: String,
    /// The handler's line.
    pub line: Option<Span>,
}

/// A finding as a test case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The names of its cases: one.
    names: BTreeSet<String>,
    /// The text of a test file with the case.
    text: String,
}

/// Explores a specification without errors up to a number of states. `None` if `goes_on`, which gets the number of states so far, did
/// not want the rest.
pub fn explore(
    analysis: &Analysis,
    most_states: usize,
    goes_on: &mut dyn FnMut(usize) -> bool,
) -> Option<Explored> {
    let settings = analysis.settings.explore.as_ref();
    let mut options = settings.map(Options::from).unwrap_or_default();
    options.max_states = options.max_states.min(most_states);
    let mut is_wanted = true;
    let exploration = explore_model(&analysis.model, &options, &mut |states| {
        is_wanted = is_wanted && goes_on(states);
        if is_wanted { Continue::Yes } else { Continue::No }
    });
    if !is_wanted {
        return None;
    }
    let exploration = exploration.with_rule_texts(&analysis.program.sources);
    let gate = Gate::of(&exploration, settings);
    let mut findings = Vec::new();
    for finding in gate.open_findings(&exploration, &[Level::Deny, Level::Warn, Level::Note]) {
        if !goes_on(exploration.states) {
            return None;
        }
        findings.push(discover(analysis, finding));
    }
    let is_complete = !matches!(exploration.verdict, Verdict::UpTo(_));
    Some(Explored { findings, summary: summarize(&exploration), is_complete })
}

fn discover(analysis: &Analysis, finding: &Finding) -> Discovery {
    let machine = || Some(analysis.model.machines[finding.machine?].name.span);
    Discovery {
        kind: finding.kind,
        level: finding.level(),
        message: finding.message.clone(),
        place: finding.span.or_else(machine).unwrap_or_else(|| Span::new(FileId(0), 0, 0)),
        path: path_to(analysis, finding),
        case: write_case(analysis, finding),
    }
}

/// `12 states: everything, with a patient outside and actions that succeed`.
fn summarize(exploration: &Exploration) -> String {
    let verdict = match exploration.verdict {
        Verdict::Everything => "everything",
        Verdict::Approximately(_) => "everything, approximately",
        Verdict::UpTo(_) => "not everything",
    };
    let plural = if exploration.states == 1 { "state" } else { "states" };
    format!("{} {plural}: {verdict}, {}", exploration.states, exploration.world)
}

fn path_to(analysis: &Analysis, finding: &Finding) -> Vec<PathStep> {
    let (model, trace) = (&analysis.model, &finding.trace);
    let start = describe_start(model, &trace.start);
    let start = start.map(|start| PathStep { text: format!("there are: {start}"), line: None });
    let steps = trace.steps.iter().enumerate().map(|(at, step)| PathStep {
        text: format!("{}. {}", at + 1, describe_step(model, step)),
        line: match step {
            TraceStep::Message(arrival) => arrival.line,
            TraceStep::Lost { .. } | TraceStep::Begins(_) => None,
        },
    });
    let ending = describe_ending(trace).map(|text| PathStep { text, line: None });
    start.into_iter().chain(steps).chain(ending).collect()
}

/// The path of the test file in the folder of a specification.
pub fn test_file_beside(path: &str) -> String {
    if path.ends_with(TEST_END) {
        return path.to_owned();
    }
    format!("{}{TEST_END}", path.strip_suffix(".flow").unwrap_or(path))
}

impl Case {
    /// What to add at the end of a test file, so that it has the case; `None` if it has it already.
    pub fn addition(&self, known: &str) -> Option<String> {
        if !self.names.is_disjoint(&list_cases(known)) {
            return None;
        }
        let gap = match known {
            "" => "",
            _ if known.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        Some(format!("{gap}{}", self.text))
    }
}

/// A finding as a test case, as `flow explore --write` writes it.
fn write_case(analysis: &Analysis, finding: &Finding) -> Result<Case, String> {
    if finding.level() == Level::Note {
        return Err("it need not be a mistake".to_owned());
    }
    let finding = [finding.clone()];
    let written = write_tests(&analysis.program, &analysis.model, &finding, &BTreeSet::new());
    match written.untold.into_iter().next() {
        Some(untold) => Err(untold.reason),
        None => Ok(Case { names: list_cases(&written.text), text: written.text }),
    }
}

/// The names of the cases in a test file.
fn list_cases(text: &str) -> BTreeSet<String> {
    let file = flow_syntax::parse(FileId(0), text, &mut Diagnostics::default());
    let cases = file.tests.iter().flat_map(|test| &test.cases);
    cases.map(|case| case.name.text.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_file_is_beside_the_specification() {
        assert_eq!(test_file_beside("/shop/order.flow"), "/shop/order.test.flow");
        assert_eq!(test_file_beside("/shop/order.test.flow"), "/shop/order.test.flow");
        assert_eq!(test_file_beside("untitled:Untitled-1"), "untitled:Untitled-1.test.flow");
    }
}
