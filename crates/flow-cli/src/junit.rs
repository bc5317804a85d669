//! The results of stories and test cases as JUnit XML, the format that CI servers read (docs/schemas/junit.xsd).
//!
//! A machine or a test file is a suite; a story with all its runs is a test case. Undecided stories are skipped, or failed with
//! `--strict`. Only attributes of the common schema are used, so positions are part of the text. The crate `quick-junit` was
//! rejected: it writes an attribute that `junit.xsd` does not allow, and brings chrono, uuid and quick-xml for a document of
//! five elements.

use flow_sim::story::report::Reporter;
use flow_sim::story::result::{RunResult, StoryKind, StoryResult, Verdict};
use flow_syntax::render::escaped;

use crate::stories::{Counts, group_stories};

/// How an undecided story is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// As skipped.
    Skipped,
    /// As failed.
    Failed,
}

/// Renders the suites of one program.
pub(crate) fn render_suites(
    reporter: Reporter<'_>,
    stories: &[&StoryResult],
    undecided: Undecided,
) -> String {
    let mut xml = String::new();
    for group in group_stories(reporter, stories) {
        let run: Vec<_> =
            group.stories.iter().filter(|story| story.kind != StoryKind::Description).copied().collect();
        if run.is_empty() {
            continue;
        }
        let title = group.title(reporter);
        let counts = Counts::of(run.iter().copied());
        let skipped = if undecided == Undecided::Skipped { counts.undecided } else { 0 };
        let (name, totals) = (escape_xml(&title), total_attributes(counts, undecided));
        xml += &format!("  <testsuite name=\"{name}\" {totals} skipped=\"{skipped}\">\n");
        run.iter().for_each(|story| xml += &render_case(reporter, &title, story, undecided));
        xml += "  </testsuite>\n";
    }
    xml
}

/// Renders the suite of a specification with errors: one test case with an error.
pub(crate) fn render_broken_suite(name: &str, report: &str) -> String {
    let message = report.lines().next().unwrap_or_default();
    let totals = total_attributes(Counts { broken: 1, ..Counts::default() }, Undecided::Skipped);
    let (name, message, report) = (escape_xml(name), escape_xml(message), escape_xml(report));
    format!(
        "  <testsuite name=\"{name}\" {totals} skipped=\"0\">\n    <testcase name=\"the specification\" classname=\"{name}\">\n      \
         <error type=\"specification\" message=\"{message}\">{report}</error>\n    </testcase>\n  </testsuite>\n"
    )
}

/// Renders the whole document.
pub(crate) fn render_document(suites: &str, counts: Counts, undecided: Undecided) -> String {
    let totals = total_attributes(counts, undecided);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"flow test\" {totals}>\n{suites}</testsuites>\n"
    )
}

fn total_attributes(counts: Counts, undecided: Undecided) -> String {
    let failed = match undecided {
        Undecided::Skipped => counts.failed,
        Undecided::Failed => counts.failed + counts.undecided,
    };
    let Counts { broken, .. } = counts;
    format!("tests=\"{}\" failures=\"{failed}\" errors=\"{broken}\"", counts.run() + broken)
}

fn render_case(reporter: Reporter<'_>, suite: &str, story: &StoryResult, undecided: Undecided) -> String {
    let report = reporter.report_story(story);
    let outcome = match (story.verdict, undecided) {
        (Verdict::Passed, _) => String::new(),
        (Verdict::Undecided, Undecided::Skipped) => render_skipped(&undecided_message(reporter, story)),
        (Verdict::Undecided, Undecided::Failed) => {
            render_failure("undecided", &undecided_message(reporter, story), &report)
        }
        (Verdict::Failed, _) => render_failure("expectation", &failure_message(reporter, story), &report),
    };
    let assumed = if outcome.is_empty() { report.as_str() } else { "" };
    let out = escape_xml(&format!("{}\n{assumed}", reporter.show_place(story.span)));
    format!(
        "    <testcase name=\"{}\" classname=\"{}\">\n{outcome}      <system-out>{out}</system-out>\n    </testcase>\n",
        escape_xml(&story.name),
        escape_xml(suite)
    )
}

fn render_skipped(message: &str) -> String {
    format!("      <skipped>{}</skipped>\n", escape_xml(message))
}

fn render_failure(kind: &str, message: &str, report: &str) -> String {
    format!(
        "      <failure type=\"{kind}\" message=\"{}\">{}</failure>\n",
        escape_xml(message),
        escape_xml(report)
    )
}

/// The lines that no fact or phrase decides.
fn undecided_message(reporter: Reporter<'_>, story: &StoryResult) -> String {
    let undecided = story.runs.iter().flat_map(|run| &run.undecided);
    let lines: Vec<_> = undecided.map(|span| reporter.place_and_text(*span)).collect();
    format!("undecided: {}", lines.join("; "))
}

fn failure_message(reporter: Reporter<'_>, story: &StoryResult) -> String {
    let headline = |run: &RunResult| {
        let failure = run.failure.as_ref()?;
        let (place, line) = (reporter.show_place(failure.span), reporter.line(failure.span));
        Some(format!("{place}: {line}: {}", reporter.describe_failure(story.machine, failure)))
    };
    story.runs.iter().filter_map(headline).collect::<Vec<_>>().join("; ")
}

/// Escapes text for XML. Control characters, which XML forbids, are shown as in the text format.
pub(crate) fn escape_xml(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for character in escaped(text).chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // Not characters of XML either.
            '\u{fffe}' | '\u{ffff}' => xml.extend(character.escape_unicode()),
            _ => xml.push(character),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_the_document() {
        let text = "a < b && \"c\" \u{1b}[1m>\u{ffff}";
        assert_eq!(escape_xml(text), "a &lt; b &amp;&amp; &quot;c&quot; \\u{1b}[1m&gt;\\u{ffff}");
    }
}
