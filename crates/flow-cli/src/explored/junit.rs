//! Explorations as JUnit XML (docs/schemas/junit.xsd): a suite for each program, a test case for the verdict and one for
//! each finding. Notes and accepted findings are not failures.

use crate::explored::print::{list_steps, show_cause, show_help, show_place};
use crate::explored::{Explored, describe_verdict, verdict_notes};
use crate::junit::escape_xml;

/// The whole document; `broken` are the names of programs with errors.
pub(crate) fn render(explored: &[Explored], broken: &[String]) -> String {
    let (mut tests, mut failures, mut suites) = (broken.len(), 0, String::new());
    for one in explored {
        let cases = list_cases(one);
        let failed = cases.iter().filter(|case| case.failure.is_some()).count();
        (tests, failures) = (tests + cases.len(), failures + failed);
        let name = escape_xml(one.name());
        suites += &format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n",
            cases.len()
        );
        cases.iter().for_each(|case| suites += &case.render(&name));
        suites += "  </testsuite>\n";
    }
    for name in broken {
        let name = escape_xml(name);
        suites += &format!(
            "  <testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    <testcase name=\"the specification\" classname=\"{name}\">\n      <error type=\"specification\" message=\"it has errors\">run 'flow check'</error>\n    </testcase>\n  </testsuite>\n"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"flow explore\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\">\n{suites}</testsuites>\n",
        broken.len()
    )
}

/// One test case.
struct Case {
    name: String,
    /// The kind of failure, its message, and more lines.
    failure: Option<(String, String, String)>,
    output: String,
}

impl Case {
    fn render(&self, suite: &str) -> String {
        let failure = self.failure.as_ref().map(|(kind, message, text)| {
            format!(
                "      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                escape_xml(kind),
                escape_xml(message),
                escape_xml(text)
            )
        });
        format!(
            "    <testcase name=\"{}\" classname=\"{suite}\">\n{}      <system-out>{}</system-out>\n    </testcase>\n",
            escape_xml(&self.name),
            failure.unwrap_or_default(),
            escape_xml(&self.output)
        )
    }
}

fn list_cases(explored: &Explored) -> Vec<Case> {
    let Explored { analysis, exploration, gate, .. } = explored;
    let notes = verdict_notes(&exploration.verdict).join("\n");
    let unmet = gate.unmet.as_ref();
    let mut cases = vec![Case {
        name: "explored".to_owned(),
        failure: unmet.map(|unmet| ("require".to_owned(), unmet.clone(), notes.clone())),
        output: format!("{}\n{notes}", describe_verdict(exploration)),
    }];
    for (at, finding) in exploration.findings.iter().enumerate() {
        let steps = list_steps(analysis, finding).into_iter();
        let steps = steps.chain(show_cause(finding)).chain(show_help(finding));
        let steps = steps.collect::<Vec<_>>().join("\n");
        let place = show_place(analysis, finding).unwrap_or_default();
        let is_fatal = explored.fatal_levels().contains(&finding.level());
        let reason = gate.reason(at);
        let failure = (is_fatal && reason.is_none())
            .then(|| (finding.kind.name().to_owned(), finding.message.clone(), format!("{place}\n{steps}")));
        let output = reason.map(|reason| format!("accepted: {reason}\n")).unwrap_or_default();
        let output =
            if failure.is_some() { finding.key.clone() } else { format!("{output}{place}\n{steps}") };
        cases.push(Case { name: format!("{}: {}", finding.kind.name(), finding.message), failure, output });
    }
    for key in &gate.outdated {
        let message = "an accepted finding does not occur".to_owned();
        let failure = explored.is_strict.then(|| ("accepted".to_owned(), message.clone(), key.clone()));
        cases.push(Case { name: format!("{message}: {key}"), failure, output: key.clone() });
    }
    cases
}
