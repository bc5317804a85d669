//! What came of stories and test cases, as a tree for people: machine or test file, scenario, way through it.
//!
//! Which stories there are, and what is said of a failure, comes from `flow-sim`; here it gets its marks and its place.

use flow_model::model::MachineId;
use flow_sim::story::report::Reporter;
use flow_sim::story::result::{RunKind, RunResult, StoryKind, StoryResult, Verdict};

use crate::style::TextStyle;
use crate::ui::{BOLD, DIM, GREEN, RED, YELLOW, painted};

/// Stories that are shown together: those of a machine, or the cases of one test file.
#[derive(Debug)]
pub(crate) struct Group<'r> {
    /// The machine.
    pub(crate) machine: MachineId,
    /// The test file; `None` for the machine's own stories.
    pub(crate) file: Option<&'r str>,
    /// The stories, in order.
    pub(crate) stories: Vec<&'r StoryResult>,
}

/// The stories in groups, in order.
pub(crate) fn groups<'r>(reporter: Reporter<'r>, stories: &[&'r StoryResult]) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'r>> = Vec::new();
    for story in stories {
        let path = reporter.sources.get(story.span.file).path.as_str();
        let file = (story.kind == StoryKind::Case).then_some(path);
        match groups.last_mut() {
            Some(group) if group.machine == story.machine && group.file == file => group.stories.push(story),
            _ => groups.push(Group { machine: story.machine, file, stories: vec![story] }),
        }
    }
    groups
}

impl Group<'_> {
    /// `@order`, or `@order, order.test.flow`.
    pub(crate) fn title(&self, reporter: Reporter<'_>) -> String {
        let name = &reporter.model.machines[self.machine].name.text;
        match self.file {
            Some(file) => format!("@{name}, {file}"),
            None => format!("@{name}"),
        }
    }
}

/// How many stories there are of each verdict; descriptions are not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) undecided: usize,
    pub(crate) described: usize,
    /// Specifications with errors.
    pub(crate) broken: usize,
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
        }
        counts
    }

    /// The counts of two programs.
    pub(crate) fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.undecided += other.undecided;
        self.described += other.described;
        self.broken += other.broken;
    }

    /// How many were run.
    pub(crate) fn run(self) -> usize {
        self.passed + self.failed + self.undecided
    }

    /// `5 passed, 1 undecided`, the worst in its colour.
    pub(crate) fn summary(self) -> String {
        let part = |count: usize, word: &str, tone| painted(tone, &format!("{count} {word}"));
        let mut parts = vec![part(self.passed, "passed", GREEN)];
        if self.failed > 0 {
            parts.push(part(self.failed, "failed", RED));
        }
        if self.undecided > 0 {
            parts.push(part(self.undecided, "undecided", YELLOW));
        }
        match self.broken {
            0 => {}
            1 => parts.push(part(1, "specification has errors", RED)),
            many => parts.push(part(many, "specifications have errors", RED)),
        }
        parts.join(", ")
    }
}

/// The tree.
pub(crate) fn tree(reporter: Reporter<'_>, stories: &[&StoryResult], style: TextStyle) -> String {
    let mut tree = Tree { reporter, style, text: String::new(), path: Vec::new() };
    for group in groups(reporter, stories) {
        if !tree.text.is_empty() {
            tree.text.push('\n');
        }
        tree.line(0, &painted(BOLD, &group.title(reporter)));
        tree.path.clear();
        group.stories.iter().for_each(|story| tree.story(story));
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
    fn line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A line of words that may have to be broken.
    fn words(&mut self, depth: usize, text: &str) {
        for line in self.style.wrapped(text, depth * 2) {
            self.line(depth, &line);
        }
    }

    fn story(&mut self, story: &StoryResult) {
        let (depth, name) = self.heading(story);
        if story.kind == StoryKind::Description {
            let mark = self.style.mark(None);
            let remark = painted(DIM, "(told in the stories of the machines that ask)");
            return self.line(depth, &format!("{mark} {name} {remark}"));
        }
        let vacuous = if story.vacuous { painted(YELLOW, " (it checks nothing)") } else { String::new() };
        let verdict =
            story.runs.iter().find(|run| run.kind == RunKind::Main).map_or(story.verdict, |run| run.verdict);
        self.line(depth, &format!("{} {name}{vacuous}", self.style.mark(Some(verdict))));
        for run in &story.runs {
            self.run(depth, story.machine, run);
        }
        for ruled_out in &story.ruled_out {
            let handler = self.reporter.handler(story.machine, ruled_out.handler);
            let by = self.reporter.place_and_text(ruled_out.by);
            self.words(
                depth + 1,
                &format!("{} with {handler}: not run, since {by} leads elsewhere", self.style.mark(None)),
            );
        }
    }

    /// Prints what is new above a case; the depth and the name of the story itself.
    fn heading(&mut self, story: &StoryResult) -> (usize, String) {
        if story.kind != StoryKind::Case {
            return (1, story.name.clone());
        }
        let mut path: Vec<String> = story.name.split(" / ").map(str::to_owned).collect();
        let name = path.pop().unwrap_or_default();
        let known = path.iter().zip(&self.path).take_while(|(new, old)| new == old).count();
        for (at, heading) in path.iter().enumerate().skip(known) {
            self.line(at + 1, heading);
        }
        self.path = path;
        (self.path.len() + 1, name)
    }

    fn run(&mut self, depth: usize, machine: MachineId, run: &RunResult) {
        let way = match run.kind {
            RunKind::Main => None,
            RunKind::Alternative(handler) => {
                Some(format!("with {}", self.reporter.handler(machine, handler)))
            }
            RunKind::Branch(handler) => {
                Some(format!("on the way to {}", self.reporter.handler(machine, handler)))
            }
        };
        if let Some(way) = &way {
            self.line(depth + 1, &format!("{} {way}", self.style.mark(Some(run.verdict))));
        }
        let depth = if way.is_some() { depth + 2 } else { depth + 1 };
        let assumed: Vec<_> =
            run.assumptions.iter().map(|assumed| self.reporter.assumption(assumed)).collect();
        if !assumed.is_empty() {
            self.words(depth, &format!("assuming {}", assumed.join(", ")));
        }
        for span in &run.undecided {
            let place = self.reporter.place(*span);
            let line = self.reporter.line(*span);
            self.words(depth, &format!("undecided: {line} ({place}), a phrase that only code can decide"));
        }
        for rejection in &run.rejections {
            self.words(depth, &self.reporter.rejection(rejection));
        }
        if run.bound_reached {
            self.words(depth, "undecided: there are too many assumptions or ways to try all of them");
        }
        if let Some(failure) = &run.failure {
            let text = self.reporter.failure(machine, run, failure);
            for line in text.lines() {
                let line = line.strip_prefix("    ").unwrap_or(line);
                self.line(depth, line);
            }
        }
    }
}
