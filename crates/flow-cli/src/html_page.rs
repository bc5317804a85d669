//! A page in HTML of a system, or of the requested parts of it.
//!
//! `flow-diagram` writes the page; this module runs the stories and words their results as `flow test` does.

use flow_diagram::page::{MachinePart, Page, Run, RunResult, Story};
use flow_diagram::{Graph, Table};
use flow_model::model::MachineId;
use flow_project::Analysis;
use flow_sim::story::result::{self, StoryKind, StoryResult, Verdict};
use flow_sim::{Reporter, Runnable};

use crate::failure::Failure;
use crate::pictures::{
    Kind, PictureRequest, StoryRun, build_graph, choose_machines, choose_runs, convert_run_trace,
    list_story_runs,
};

/// The page for a request.
///
/// # Errors
/// If there is no such machine, state or story.
pub(crate) fn build_page(analysis: &Analysis, request: &PictureRequest) -> Result<Page, Failure> {
    let machines = choose_machines(analysis, request)?;
    let has_errors = analysis.diagnostics.has_errors();
    let mut notes = Vec::new();
    if has_errors {
        let rest = if request.kind.shows_stories() { ", and its stories were not run" } else { "" };
        notes.push(format!("The specification has errors. It is drawn as far as possible{rest}."));
    }
    let results = match request.kind.shows_stories() && !has_errors {
        true => flow_sim::run(&Runnable::new(&analysis.model)).stories,
        false => Vec::new(),
    };
    let parts = Parts { analysis, request };
    let stories = parts.build_stories(&machines, &results)?;
    let parts = machines.iter().zip(stories).map(|(id, stories)| parts.build_machine(*id, stories));
    let is_whole = request.machine.is_none() && request.scenario.is_none();
    let shows_overview = matches!(request.kind, Kind::System | Kind::Page) && is_whole;
    Ok(Page {
        title: title(analysis),
        notes,
        overview: shows_overview.then(|| Graph::of_system(&analysis.model, request.details)),
        machines: parts.filter(|part| !is_empty(part)).collect(),
        sources: analysis.program.sources.iter().map(|(_, source)| source.path.clone()).collect(),
    })
}

/// The name of the system, else of its only machine.
fn title(analysis: &Analysis) -> String {
    let model = &analysis.model;
    let mut machines = model.machines.iter();
    match (&model.name, machines.next(), machines.next()) {
        (Some(name), _, _) => name.text.clone(),
        (None, Some(machine), None) => format!("@{}", machine.name.text),
        (None, _, _) => "Specification".to_owned(),
    }
}

fn is_empty(part: &MachinePart) -> bool {
    part.states.is_none() && part.table.is_none() && part.stories.is_empty()
}

struct Parts<'a> {
    analysis: &'a Analysis,
    request: &'a PictureRequest,
}

impl Parts<'_> {
    fn reporter(&self) -> Reporter<'_> {
        Reporter { model: &self.analysis.model, sources: &self.analysis.program.sources }
    }

    fn build_machine(&self, id: MachineId, stories: Vec<Story>) -> MachinePart {
        let (analysis, request) = (self.analysis, self.request);
        let model = &analysis.model;
        let is_whole = request.kind == Kind::Page && request.scenario.is_none();
        let table = || Table::of(model, id, &analysis.program.sources, request.details);
        MachinePart {
            name: format!("@{}", model.machines[id].name.text),
            states: (is_whole || request.kind == Kind::State).then(|| build_graph(analysis, request, id)),
            table: (is_whole || request.kind == Kind::Table).then(table),
            stories,
        }
    }

    /// For each machine, its requested stories.
    fn build_stories(
        &self,
        machines: &[MachineId],
        results: &[StoryResult],
    ) -> Result<Vec<Vec<Story>>, Failure> {
        let of_machine = |id: MachineId| results.iter().filter(move |story| story.machine == id);
        let stories = machines.iter().flat_map(|id| of_machine(*id));
        let all: Vec<StoryRun<'_>> =
            stories.flat_map(|story| list_story_runs(self.reporter(), story)).collect();
        let is_requested = self.request.scenario.is_some() || self.request.kind != Kind::Page;
        let chosen = match all.is_empty() && !is_requested || !self.request.kind.shows_stories() {
            true => Vec::new(),
            false => choose_runs(&all, self.request)?,
        };
        let is_shown = |story: &&StoryResult| match story.kind {
            StoryKind::Description => self.request.scenario.is_none(),
            StoryKind::Story | StoryKind::Case => chosen.iter().any(|run| std::ptr::eq(run.story, *story)),
        };
        let stories = |id: &MachineId| {
            of_machine(*id).filter(is_shown).map(|story| self.build_story(story, &chosen)).collect()
        };
        Ok(machines.iter().map(stories).collect())
    }

    fn build_story(&self, story: &StoryResult, chosen: &[&StoryRun<'_>]) -> Story {
        let mut remarks = Vec::new();
        if story.kind == StoryKind::Description {
            remarks.push("Told in the stories of the machines that ask.".to_owned());
        }
        if story.vacuous {
            remarks.push("It checks nothing.".to_owned());
        }
        for ruled_out in &story.ruled_out {
            let handler = self.reporter().show_handler(story.machine, ruled_out.handler);
            let by = self.reporter().place_and_text(ruled_out.by);
            remarks.push(format!("With {handler}: not run, since {by} leads elsewhere."));
        }
        let runs = chosen.iter().filter(|run| std::ptr::eq(run.story, story));
        Story { name: story.name.clone(), remarks, runs: runs.map(|run| self.run(run)).collect() }
    }

    fn run(&self, candidate: &StoryRun<'_>) -> Run {
        let (story, run) = (candidate.story, candidate.run);
        let heading = candidate.title.strip_prefix(&story.name).and_then(|rest| rest.strip_prefix(", "));
        let failure = run.failure.as_ref().map(|failure| {
            let text = self.reporter().report_failure(story.machine, run, failure);
            let lines = text.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
            lines.collect::<Vec<_>>().join("\n")
        });
        Run {
            heading: heading.map(str::to_owned),
            result: match run.verdict {
                Verdict::Passed => RunResult::Passed,
                Verdict::Undecided => RunResult::Undecided,
                Verdict::Failed => RunResult::Failed,
            },
            remarks: self.run_remarks(run),
            failure,
            trace: convert_run_trace(self.analysis, self.request, candidate),
            lanes: self.request.kind.lanes(),
        }
    }

    fn run_remarks(&self, run: &result::RunResult) -> Vec<String> {
        let reporter = self.reporter();
        let assumed =
            run.assumptions.iter().map(|assumed| format!("assuming {}", reporter.show_assumption(assumed)));
        let undecided = run.undecided.iter().map(|span| {
            let (line, place) = (reporter.line(*span), reporter.show_place(*span));
            format!("undecided: {line} ({place}), a phrase that only code can decide")
        });
        let rejected = run.rejections.iter().map(|rejection| reporter.report_rejection(rejection));
        let bound = run
            .bound_reached
            .then(|| "undecided: there are too many assumptions to try all of them".to_owned());
        assumed.chain(undecided).chain(rejected).chain(bound).collect()
    }
}
