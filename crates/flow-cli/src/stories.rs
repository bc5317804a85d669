//! The results of stories and test cases as a tree: machine or test file, scenario, run.
//!
//! `flow-sim` selects the stories and words the failures; this module adds the marks and the layout.

use flow_model::model::MachineId;
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{RunKind, RunResult, StoryKind, StoryResult, Verdict};

use flow_syntax::render::escaped;

use crate::style::TextStyle;
use crate::ui::{BOLD, DIM, GREEN, RED, YELLOW, painted};

/// Stories that are shown together: those of a machine, or the cases of one test file.
#[derive(Debug)]
pub(crate) struct Group<'r> {
    /// The machine; `None` for cases of the whole system.
    pub(crate) machine: Option<MachineId>,
    /// The test file; `None` for the machine's own stories.
    pub(crate) file: Option<&'r str>,
    /// The stories, in order.
    pub(crate) stories: Vec<&'r StoryResult>,
}

/// Groups consecutive stories of the same machine or test file.
pub(crate) fn group_stories<'r>(reporter: Reporter<'r>, stories: &[&'r StoryResult]) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'r>> = Vec::new();
    for story in stories {
        let path = reporter.sources.get(story.span.file).path.as_str();
        let file = (story.kind == StoryKind::Case).then_some(path);
        let machine = (!story.is_of_system()).then_some(story.machine);
        match groups.last_mut() {
            Some(group) if group.machine == machine && group.file == file => group.stories.push(story),
            _ => groups.push(Group { machine, file, stories: vec![story] }),
        }
    }
    groups
}

impl Group<'_> {
    /// `@order`, `@order, order.test.flow`, or `city library, library.test.flow`.
    pub(crate) fn title(&self, reporter: Reporter<'_>) -> String {
        let name = self.stories.first().map_or_else(String::new, |story| reporter.show_owner(story));
        match self.file {
            Some(file) => format!("{name}, {file}"),
            None => name,
        }
    }
}

/// The number of stories by verdict; descriptions are not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) undecided: usize,
    pub(crate) described: usize,
    /// Specifications with errors.
    pub(crate) broken: usize,
    /// Rejected events between machines, in the runs that did not fail because of them.
    pub(crate) rejected: usize,
}

impl Counts {
    /// Counts stories.
    pub(crate) fn of<'r>(stories: impl IntoIterator<Item = &'r StoryResult>) -> Counts {
        let mut counts = Counts::default();
        for story in stories {
            let count = match (story.kind, story.verdict) {
                (StoryKind::Description, _) => &mut counts.described,
                (_, Verdict::Passed) => &mut counts.passed,
                (_, Verdict::Failed) => &mut counts.failed,
                (_, Verdict::Undecided) => &mut counts.undecided,
            };
            *count += 1;
            counts.rejected += story.runs.iter().map(|run| run.rejections.len()).sum::<usize>();
        }
        counts
    }

    /// Adds the counts of another program.
    pub(crate) fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.undecided += other.undecided;
        self.described += other.described;
        self.broken += other.broken;
        self.rejected += other.rejected;
    }

    /// The number of stories that were run.
    pub(crate) fn run(self) -> usize {
        self.passed + self.failed + self.undecided
    }

    /// `5 passed, 1 undecided`, each in the colour of its verdict.
    pub(crate) fn summarize(self) -> String {
        let part = |count: usize, word: &str, tone| painted(tone, &format!("{count} {word}"));
        let mut parts = vec![part(self.passed, "passed", GREEN)];
        if self.failed > 0 {
            parts.push(part(self.failed, "failed", RED));
        }
        if self.undecided > 0 {
            parts.push(part(self.undecided, "undecided", YELLOW));
        }
        match self.rejected {
            0 => {}
            1 => parts.push(part(1, "event rejected", YELLOW)),
            many => parts.push(part(many, "events rejected", YELLOW)),
        }
        match self.broken {
            0 => {}
            1 => parts.push(part(1, "specification has errors", RED)),
            many => parts.push(part(many, "specifications have errors", RED)),
        }
        parts.join(", ")
    }
}

/// Renders the tree.
pub(crate) fn render_tree(reporter: Reporter<'_>, stories: &[&StoryResult], style: TextStyle) -> String {
    let mut tree = Tree { reporter, style, text: String::new(), path: Vec::new() };
    for group in group_stories(reporter, stories) {
        if !tree.text.is_empty() {
            tree.text.push('\n');
        }
        tree.push_line(0, &painted(BOLD, &escaped(&group.title(reporter))));
        tree.path.clear();
        group.stories.iter().for_each(|story| tree.push_story(story));
    }
    tree.text
}

struct Tree<'a> {
    reporter: Reporter<'a>,
    style: TextStyle,
    text: String,
    /// The headings above the last case: its scenario and its handler.
    path: Vec<String>,
}

impl Tree<'_> {
    /// Adds a line that may have colours; its texts of the specification are escaped.
    fn push_line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds a text without colours, wrapped to the width of the output.
    fn push_wrapped(&mut self, depth: usize, text: &str) {
        for line in self.style.wrapped(&escaped(text), depth * 2) {
            self.push_line(depth, &line);
        }
    }

    /// Adds a text after a mark of one column, which may have a colour.
    fn push_marked(&mut self, depth: usize, mark: &str, text: &str) {
        for (at, line) in self.style.wrapped(&escaped(text), depth * 2 + 2).iter().enumerate() {
            let line = if at == 0 { format!("{mark} {line}") } else { line.clone() };
            self.push_line(depth, &line);
        }
    }

    fn push_story(&mut self, story: &StoryResult) {
        let (depth, name) = self.push_headings(story);
        let name = escaped(&name);
        if story.kind == StoryKind::Description {
            let mark = self.style.mark(None);
            let remark = painted(DIM, "(told in the stories of the machines that ask)");
            return self.push_line(depth, &format!("{mark} {name} {remark}"));
        }
        let vacuous = if story.vacuous { painted(YELLOW, " (it checks nothing)") } else { String::new() };
        let verdict =
            story.runs.iter().find(|run| run.kind == RunKind::Main).map_or(story.verdict, |run| run.verdict);
        self.push_line(depth, &format!("{} {name}{vacuous}", self.style.mark(Some(verdict))));
        for run in &story.runs {
            self.push_run(depth, story.machine, run);
        }
        for ruled_out in &story.ruled_out {
            let handler = self.reporter.show_handler(story.machine, ruled_out.handler);
            let by = self.reporter.place_and_text(ruled_out.by);
            let text = format!("with {handler}: not run, since {by} leads elsewhere");
            self.push_marked(depth + 1, &self.style.mark(None), &text);
        }
    }

    /// Adds the headings that differ from those of the previous case. Returns the depth and the short name of the story.
    fn push_headings(&mut self, story: &StoryResult) -> (usize, String) {
        if story.kind != StoryKind::Case {
            return (1, story.name.clone());
        }
        let mut path: Vec<String> = story.name.split(" / ").map(str::to_owned).collect();
        let name = path.pop().unwrap_or_default();
        let known = path.iter().zip(&self.path).take_while(|(new, old)| new == old).count();
        for (at, heading) in path.iter().enumerate().skip(known) {
            self.push_line(at + 1, &escaped(heading));
        }
        self.path = path;
        (self.path.len() + 1, name)
    }

    fn push_run(&mut self, depth: usize, machine: MachineId, run: &RunResult) {
        let heading = match run.kind {
            RunKind::Main => None,
            RunKind::Alternative(handler) => {
                Some(format!("with {}", self.reporter.show_handler(machine, handler)))
            }
            RunKind::Branch(handler) => {
                Some(format!("on the way to {}", self.reporter.show_handler(machine, handler)))
            }
        };
        if let Some(heading) = &heading {
            let heading = escaped(heading);
            self.push_line(depth + 1, &format!("{} {heading}", self.style.mark(Some(run.verdict))));
        }
        let depth = if heading.is_some() { depth + 2 } else { depth + 1 };
        let assumed: Vec<_> =
            run.assumptions.iter().map(|assumed| self.reporter.show_assumption(assumed)).collect();
        if !assumed.is_empty() {
            self.push_wrapped(depth, &format!("assuming {}", assumed.join(", ")));
        }
        for span in &run.undecided {
            let place = self.reporter.show_place(*span);
            let line = self.reporter.line(*span);
            self.push_wrapped(
                depth,
                &format!("undecided: {line} ({place}), a phrase that only code can decide"),
            );
        }
        for rejection in &run.rejections {
            self.push_wrapped(depth, &self.reporter.report_rejection(rejection));
        }
        if run.bound_reached {
            self.push_wrapped(depth, "undecided: there are too many assumptions or ways to try all of them");
        }
        if let Some(failure) = &run.failure {
            let text = self.reporter.report_failure(machine, run, failure);
            for line in escaped(&text).lines() {
                let line = line.strip_prefix("    ").unwrap_or(line);
                self.push_line(depth, line);
            }
        }
    }
}
