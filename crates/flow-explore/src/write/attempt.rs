//! Runs a written case, which must fail with the message of its finding.
//!
//! The text is parsed and resolved like a test file of the specification, so that an invalid case is detected too.

use flow_model::model::Model;
use flow_model::{LoadedFile, Program, resolve_tests};
use flow_sim::exec::Runnable;
use flow_sim::history::sentences::describe_rejecting_receiver;
use flow_sim::story::result::StoryResult;
use flow_sim::{Reporter, Verdict, run_tests};
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::beside::NeverTold;
use crate::finding::{Finding, Kind};
use crate::trace::{ArrivalResult, Manner, TraceStep};
use crate::write::case::Shape;

/// What cases are run with.
pub(crate) struct Attempt<'a> {
    pub(crate) program: &'a Program,
    pub(crate) model: &'a Model,
    pub(crate) runnable: Runnable<'a>,
}

/// What a case rejects that fails as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejects {
    /// What the path rejects too.
    NothingElse,
    /// More: a message has arrived earlier than on the path.
    MoreThanThePath,
}

/// A name for the text of a case, which is in no file yet.
const PATH: &str = "findings.test.flow";

impl Attempt<'_> {
    /// Runs the case of a finding.
    ///
    /// # Errors
    /// If it cannot be read, passes, or fails for another reason.
    pub(crate) fn run(&self, text: &str, finding: &Finding, shape: Shape) -> Result<Rejects, String> {
        let (program, result) = self.run_case(text)?;
        let reporter = Reporter { model: self.model, sources: &program.sources };
        if result.verdict != Verdict::Failed {
            return Err("as a case, it does not happen".to_owned());
        }
        let Some((run, failure)) = result.runs.iter().find_map(|run| Some((run, run.failure.as_ref()?)))
        else {
            return Err("as a case, it cannot be decided".to_owned());
        };
        // The name of the case is no part of this.
        let report = reporter.report_failure(result.machine, run, failure);
        match report.contains(&self.expected_words(finding, shape)) {
            true if run.rejections.len() > count_untaken(finding) => Ok(Rejects::MoreThanThePath),
            true => Ok(Rejects::NothingElse),
            false => {
                let mut words = reporter.describe_failure(result.machine, failure);
                if let Some(actual) = report.lines().find(|line| line.trim_start().starts_with("but ")) {
                    words = format!("{words}, {}", actual.trim_start());
                }
                Err(format!("as a case, it ends otherwise: {words}"))
            }
        }
    }

    /// Whether a case passes.
    pub(crate) fn passes(&self, text: &str) -> bool {
        self.run_case(text).is_ok_and(|(_, result)| result.verdict == Verdict::Passed)
    }

    /// Runs the case of a transition.
    ///
    /// # Errors
    /// If it cannot be read, does not pass, or does not make the transition.
    pub(crate) fn run_suggestion(&self, text: &str, one: &NeverTold) -> Result<(), String> {
        let (program, result) = self.run_case(text)?;
        let failure = result.runs.iter().find_map(|run| run.failure.as_ref());
        if let Some(failure) = failure {
            let reporter = Reporter { model: self.model, sources: &program.sources };
            let words = reporter.describe_failure(result.machine, failure);
            return Err(format!("as a case, it ends otherwise: {words}"));
        }
        let is_made = result.runs.iter().any(|run| run.hits.has_made(one.machine, one.transition));
        match result.verdict == Verdict::Passed && is_made {
            true => Ok(()),
            false => Err("as a case, it does not happen".to_owned()),
        }
    }

    /// Runs the single case of a text; returns the program with the text, too.
    fn run_case(&self, text: &str) -> Result<(Program, StoryResult), String> {
        let mut diags = Diagnostics::new(Lints::new());
        let mut program = Program { tests: Vec::new(), ..self.program.clone() };
        let id = program.sources.add(PATH, text);
        let ast = flow_syntax::parse(id, text, &mut diags);
        program.tests.push(LoadedFile { id, path: PATH.to_owned(), ast, misread: Vec::new() });
        let cases = resolve_tests(&program, self.model, &mut diags);
        if let Some(problem) = diags.iter().next() {
            return Err(format!("a case cannot say this: {}", problem.message));
        }
        let result = run_tests(&self.runnable, &cases).into_iter().next();
        result.map(|result| (program, result)).ok_or_else(|| "there is no case".to_owned())
    }

    /// The words of the failure.
    fn expected_words(&self, finding: &Finding, shape: Shape) -> String {
        let receiver = || {
            let Some(TraceStep::Message(last)) = finding.trace.steps.last() else { return String::new() };
            describe_rejecting_receiver(self.model, last.to.machine, last.states.0)
        };
        let before_comma = |text: &str| text.split(" that cannot come").next().unwrap_or_default().to_owned();
        match finding.kind {
            Kind::WaitsForEver | Kind::WaitsForSomeone => before_comma(&finding.message),
            // "but @call is in #asked" is the failure of "@call stays in #asked for ever".
            Kind::Stuck => {
                let place = finding.message.split(" for ever").next().unwrap_or_default();
                format!("but {}", place.replacen(" stays in ", " is in ", 1))
            }
            Kind::LateAnswer | Kind::EarlyAnswer | Kind::LateTimer => receiver(),
            Kind::RejectedMessage if shape.has_untaken || is_repeated(finding) => receiver(),
            _ => finding.message.clone(),
        }
    }
}

/// Whether the last message arrives once more, so that the case has a line that sends it.
fn is_repeated(finding: &Finding) -> bool {
    let is_repeated = |step: &TraceStep| match step {
        TraceStep::Message(arrival) => matches!(arrival.manner, Manner::Repeated | Manner::Retried),
        TraceStep::Lost { .. } | TraceStep::Begins(_) => false,
    };
    finding.trace.steps.last().is_some_and(is_repeated)
}

/// How many messages of the path are not taken.
fn count_untaken(finding: &Finding) -> usize {
    let is_untaken = |step: &&TraceStep| match step {
        TraceStep::Message(arrival) => {
            !matches!(arrival.result, ArrivalResult::Handled | ArrivalResult::Deferred)
        }
        TraceStep::Lost { .. } | TraceStep::Begins(_) => false,
    };
    finding.trace.steps.iter().filter(is_untaken).count()
}
