//! What came of stories and test cases as JUnit's XML, which every CI server reads (docs/schemas/junit.xsd).
//!
//! A machine, or a test file, is a suite; a story is a test case, with all its ways. What is undecided is skipped, or failed
//! where that is asked for. There are no times: stories take none. Only attributes that every server's schema knows are used, so
//! places stand in the text.

use flow_sim::story::report::Reporter;
use flow_sim::story::result::{RunResult, StoryKind, StoryResult, Verdict};

use crate::stories::{Counts, groups};

/// What becomes of an undecided story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// It is skipped.
    Skipped,
    /// It failed.
    Failed,
}

/// The suites of one program.
pub(crate) fn suites(reporter: Reporter<'_>, stories: &[&StoryResult], undecided: Undecided) -> String {
    let mut xml = String::new();
    for group in groups(reporter, stories) {
        let run: Vec<_> =
            group.stories.iter().filter(|story| story.kind != StoryKind::Description).copied().collect();
        if run.is_empty() {
            continue;
        }
        let title = group.title(reporter);
        let counts = Counts::of(run.iter().copied());
        let skipped = if undecided == Undecided::Skipped { counts.undecided } else { 0 };
        let (name, totals) = (escaped(&title), totals(counts, undecided));
        xml += &format!("  <testsuite name=\"{name}\" {totals} skipped=\"{skipped}\">\n");
        run.iter().for_each(|story| xml += &case(reporter, &title, story, undecided));
        xml += "  </testsuite>\n";
    }
    xml
}

/// The suite of a specification with errors: one test case, which could not be run.
pub(crate) fn broken(name: &str, report: &str) -> String {
    let message = report.lines().next().unwrap_or_default();
    let totals = totals(Counts { broken: 1, ..Counts::default() }, Undecided::Skipped);
    let (name, message, report) = (escaped(name), escaped(message), escaped(report));
    format!(
        "  <testsuite name=\"{name}\" {totals} skipped=\"0\">\n    <testcase name=\"the specification\" classname=\"{name}\">\n      \
         <error type=\"specification\" message=\"{message}\">{report}</error>\n    </testcase>\n  </testsuite>\n"
    )
}

/// The whole document.
pub(crate) fn document(suites: &str, counts: Counts, undecided: Undecided) -> String {
    let totals = totals(counts, undecided);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"flow test\" {totals}>\n{suites}</testsuites>\n"
    )
}

fn totals(counts: Counts, undecided: Undecided) -> String {
    let failed = match undecided {
        Undecided::Skipped => counts.failed,
        Undecided::Failed => counts.failed + counts.undecided,
    };
    let Counts { broken, .. } = counts;
    format!("tests=\"{}\" failures=\"{failed}\" errors=\"{broken}\"", counts.run() + broken)
}

fn case(reporter: Reporter<'_>, suite: &str, story: &StoryResult, undecided: Undecided) -> String {
    let report = reporter.story(story);
    let outcome = match (story.verdict, undecided) {
        (Verdict::Passed, _) => String::new(),
        (Verdict::Undecided, Undecided::Skipped) => skipped(&lines(reporter, story)),
        (Verdict::Undecided, Undecided::Failed) => failure("undecided", &lines(reporter, story), &report),
        (Verdict::Failed, _) => failure("expectation", &headlines(reporter, story), &report),
    };
    let assumed = if outcome.is_empty() { report.as_str() } else { "" };
    let out = escaped(&format!("{}\n{assumed}", reporter.place(story.span)));
    format!(
        "    <testcase name=\"{}\" classname=\"{}\">\n{outcome}      <system-out>{out}</system-out>\n    </testcase>\n",
        escaped(&story.name),
        escaped(suite)
    )
}

fn skipped(message: &str) -> String {
    format!("      <skipped>{}</skipped>\n", escaped(message))
}

fn failure(kind: &str, message: &str, report: &str) -> String {
    format!("      <failure type=\"{kind}\" message=\"{}\">{}</failure>\n", escaped(message), escaped(report))
}

/// What nothing decides.
fn lines(reporter: Reporter<'_>, story: &StoryResult) -> String {
    let undecided = story.runs.iter().flat_map(|run| &run.undecided);
    let lines: Vec<_> = undecided.map(|span| reporter.place_and_text(*span)).collect();
    format!("undecided: {}", lines.join("; "))
}

fn headlines(reporter: Reporter<'_>, story: &StoryResult) -> String {
    let headline = |run: &RunResult| {
        let failure = run.failure.as_ref()?;
        let (place, line) = (reporter.place(failure.span), reporter.line(failure.span));
        Some(format!("{place}: {line}: {}", reporter.headline(story.machine, failure)))
    };
    story.runs.iter().filter_map(headline).collect::<Vec<_>>().join("; ")
}

/// Text as XML: what has a meaning there is spelt out, and signs that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' | '\t' => xml.push(sign),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign < ' ' => {}
            sign => xml.push(sign),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_the_document() {
        assert_eq!(escaped("a < b && \"c\" \u{1b}[1m>"), "a &lt; b &amp;&amp; &quot;c&quot; [1m&gt;");
    }
}
