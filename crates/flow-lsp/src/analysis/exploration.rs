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

use super::meaning::is_same_but_for_places;

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

/// Why a case is not added to a test file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdded {
    /// The file has it already.
    Known,
    /// The file would be read in another way with it: a comment has no end, or its last case no line.
    Misread,
}

impl Case {
    /// What to add at the end of a test file, so that it has the case: with its line ends and, where no line is indented, without
    /// indentation.
    ///
    /// # Errors
    /// If the file has it already, or cannot have more cases at its end.
    pub fn addition(&self, known: &str) -> Result<String, NotAdded> {
        if !self.names.is_disjoint(&list_cases(known)) {
            return Err(NotAdded::Known);
        }
        let gap = match known {
            "" => "",
            _ if known.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let mut columns = known.lines().filter(|line| !line.trim().is_empty()).map(indentation);
        let column = columns.next().unwrap_or_default();
        let others: Vec<&str> = columns.collect();
        let is_flat = !others.is_empty() && others.iter().all(|other| *other == column);
        let flat: String = self.text.lines().map(|line| format!("{column}{}\n", line.trim_start())).collect();
        let with_ends = |text: String| match known.split_once('\n') {
            Some((first, _)) if first.ends_with('\r') => text.replace('\n', "\r\n"),
            _ => text,
        };
        let addition = with_ends(format!("{gap}{}", if is_flat { &flat } else { &self.text }));
        match adds_tests(known, &addition, &self.text) {
            true => Ok(addition),
            false => Err(NotAdded::Misread),
        }
    }
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// Whether a text with an addition has the tests of both.
fn adds_tests(known: &str, addition: &str, added: &str) -> bool {
    let tests = |text: &str| flow_syntax::parse(FileId(0), text, &mut Diagnostics::default()).tests;
    let mut expected = tests(known);
    expected.extend(tests(added));
    is_same_but_for_places(&expected, &tests(&format!("{known}{addition}")))
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

    /// The text of a test file with a case added.
    fn added(known: &str) -> Result<String, NotAdded> {
        let text = "test: parcel\n  new one:\n    assume:\n      ? desk is staffed = true\n    receive :send from @shop\n    = nothing was rejected\n";
        let case = Case { names: list_cases(text), text: text.to_owned() };
        case.addition(known).map(|addition| format!("{known}{addition}"))
    }

    const INDENTED: &str = "test: parcel\n  one:\n    = parcel is in #packed\n";

    #[test]
    fn a_case_is_added_in_the_layout_of_its_file() {
        let with_layout = added(INDENTED).unwrap();
        assert!(with_layout.contains("#packed\n\ntest: parcel\n  new one:\n    assume:\n      ? desk"));
        assert!(added("").unwrap().starts_with("test: parcel\n  new one:"));
        let crlf = added(&INDENTED.replace('\n', "\r\n")).unwrap();
        assert_eq!(crlf, with_layout.replace('\n', "\r\n"));
        let flat = "test: parcel\none:\n= parcel is in #packed\n";
        let expected = "\ntest: parcel\nnew one:\nassume:\n? desk is staffed = true\nreceive :send from @shop\n= nothing was rejected\n";
        assert_eq!(added(flat).unwrap(), format!("{flat}{expected}"));
        assert_eq!(added(flat.trim_end()).unwrap(), format!("{flat}{expected}"));
        let moved = flat.replace("one:", "  one:").replace("test:", "  test:").replace("= p", "  = p");
        assert!(added(&moved).unwrap().contains("\n  new one:\n  assume:\n"));
    }

    #[test]
    fn a_case_is_not_added_where_it_would_be_misread() {
        assert_eq!(added("test: parcel\n  new one:\n    = parcel is in #packed\n"), Err(NotAdded::Known));
        assert_eq!(added(&format!("{INDENTED}/* open\n")), Err(NotAdded::Misread));
    }

    #[test]
    fn the_test_file_is_beside_the_specification() {
        assert_eq!(test_file_beside("/shop/order.flow"), "/shop/order.test.flow");
        assert_eq!(test_file_beside("/shop/order.test.flow"), "/shop/order.test.flow");
        assert_eq!(test_file_beside("untitled:Untitled-1"), "untitled:Untitled-1.test.flow");
    }
}
