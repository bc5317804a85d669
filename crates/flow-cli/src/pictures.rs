//! Pictures of a specification: the kinds and formats, and the selection of machines and stories.
//!
//! An image format contains one picture, so it needs one machine or one run of a story; text formats contain all of them.
//! `flow-diagram` draws the pictures.

use std::path::{Path, PathBuf};

use flow_diagram::{Details, Graph, Lanes, SvgOptions, Table, Trace};
use flow_model::model::{MachineId, Span};
use flow_model::near::nearest;
use flow_project::Analysis;
use flow_sim::story::result::{RunKind, RunResult, StoryResult, Verdict};
use flow_sim::{Reporter, Runnable};
use flow_syntax::diagnostic::Level;
use flow_syntax::render::escaped;

use crate::failure::Failure;
use crate::html_page::build_page;
use crate::lanes::convert_trace;
use crate::png;
use crate::ui::Ui;

/// The kinds of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// The states and transitions of a machine
    State,
    /// The messages of a story
    Lane,
    /// Lanes, with the changes of state
    Combined,
    /// The effect of each event in each state
    Table,
    /// The machines and the parties outside, and the events between them
    System,
    /// All of these on one page
    Page,
}

/// The formats of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For terminals and comments
    Text,
    /// For pages, with links as text
    Svg,
    /// For everything else
    Png,
    /// For GitHub and wikis
    Mermaid,
    /// For Graphviz
    Dot,
    /// A table in Markdown
    Markdown,
    /// A page for browsers and printers
    Html,
}

impl Kind {
    pub(crate) const ALL: [Kind; 6] =
        [Kind::State, Kind::Lane, Kind::Combined, Kind::Table, Kind::System, Kind::Page];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::State => "state",
            Kind::Lane => "lane",
            Kind::Combined => "combined",
            Kind::Table => "table",
            Kind::System => "system",
            Kind::Page => "page",
        }
    }

    /// The formats in which this kind can be drawn.
    pub(crate) fn formats(self) -> &'static [Format] {
        use Format::{Dot, Html, Markdown, Mermaid, Png, Svg, Text};
        match self {
            Kind::State | Kind::System => &[Text, Svg, Png, Mermaid, Dot, Html],
            Kind::Lane | Kind::Combined => &[Text, Svg, Png, Mermaid, Html],
            Kind::Table => &[Text, Markdown, Html],
            Kind::Page => &[Html],
        }
    }

    /// Whether it shows stories.
    pub(crate) fn shows_stories(self) -> bool {
        matches!(self, Kind::Lane | Kind::Combined | Kind::Page)
    }

    /// How it shows stories.
    pub(crate) fn lanes(self) -> Lanes {
        if self == Kind::Lane { Lanes::Plain } else { Lanes::WithStates }
    }
}

impl Format {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }

    /// The format of a file, by its extension.
    pub(crate) fn from_path(file: &Path) -> Result<Format, Failure> {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "txt" | "text" => Ok(Format::Text),
            "svg" => Ok(Format::Svg),
            "png" => Ok(Format::Png),
            "mmd" | "mermaid" => Ok(Format::Mermaid),
            "dot" | "gv" => Ok(Format::Dot),
            "md" | "markdown" => Ok(Format::Markdown),
            "html" | "htm" => Ok(Format::Html),
            _ => Err(Failure::new(format!("the name '{}' has no extension of a picture", file.display()))
                .help("end it in .txt, .svg, .png, .mmd, .dot, .md or .html, or add '--format'")),
        }
    }

    /// Whether a file can contain several pictures.
    fn allows_many(self) -> bool {
        matches!(self, Format::Text | Format::Markdown | Format::Html)
    }
}

/// The picture that the arguments request.
#[derive(Clone, Debug)]
pub(crate) struct PictureRequest {
    pub(crate) kind: Kind,
    pub(crate) format: Format,
    /// Without its sigil.
    pub(crate) machine: Option<String>,
    /// With its sigil.
    pub(crate) state: Option<String>,
    pub(crate) scenario: Option<String>,
    pub(crate) details: Details,
    pub(crate) font: Option<PathBuf>,
}

/// A drawn picture.
pub(crate) enum Picture {
    Text(String),
    Bytes(Vec<u8>),
}

/// Draws the requested picture.
///
/// # Errors
/// If there is no such machine or story, or if there are several and the format contains one picture.
pub(crate) fn draw(analysis: &Analysis, request: &PictureRequest, ui: &mut Ui) -> Result<Picture, Failure> {
    if request.format == Format::Html {
        return build_page(analysis, request).map(|page| Picture::Text(page.html()));
    }
    match request.kind {
        Kind::State => draw_graphs(&choose_graphs(analysis, request)?, request),
        Kind::System => draw_graphs(&[Graph::of_system(&analysis.model, request.details)], request),
        Kind::Table => draw_tables(analysis, request),
        Kind::Lane | Kind::Combined | Kind::Page => draw_lanes(analysis, request, ui),
    }
}

fn draw_graphs(graphs: &[Graph], request: &PictureRequest) -> Result<Picture, Failure> {
    if !matches!(request.format, Format::Mermaid | Format::Dot) {
        graphs.iter().try_for_each(|graph| refuse_oversize(graph, request))?;
    }
    match request.format {
        Format::Mermaid => Ok(Picture::Text(graphs.iter().map(Graph::mermaid).collect())),
        Format::Dot => Ok(Picture::Text(graphs.iter().map(Graph::dot).collect())),
        Format::Svg | Format::Png => {
            let svg: String = graphs.iter().map(|graph| graph.svg(SvgOptions::default())).collect();
            if request.format == Format::Png { paint_png(&svg, request) } else { Ok(Picture::Text(svg)) }
        }
        Format::Text | Format::Markdown | Format::Html => {
            Ok(Picture::Text(graphs.iter().map(Graph::text).collect::<Vec<_>>().join("\n")))
        }
    }
}

/// The graph of a machine. Nodes and labels with an error are marked.
pub(crate) fn build_graph(analysis: &Analysis, request: &PictureRequest, id: MachineId) -> Graph {
    let diagnostics = analysis.diagnostics.sorted();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Deny);
    let errors: Vec<Span> = errors.map(|diagnostic| diagnostic.span).collect();
    let mut graph = Graph::detailed(&analysis.model, id, &analysis.program.sources, request.details);
    graph.mark_wrong(&errors);
    match &request.state {
        Some(state) => graph.neighbourhood(state).unwrap_or(graph),
        None => graph,
    }
}

/// The graphs of the requested machines, reduced to the neighbourhood of the requested state. Image formats get exactly one.
fn choose_graphs(analysis: &Analysis, request: &PictureRequest) -> Result<Vec<Graph>, Failure> {
    let mut machines = choose_machines(analysis, request)?;
    if request.format != Format::Text {
        machines = vec![require_one_machine(analysis, request, &machines)?];
    }
    Ok(machines.into_iter().map(|id| build_graph(analysis, request, id)).collect())
}

/// The requested machines: those with the requested state, if there is one.
pub(crate) fn choose_machines(
    analysis: &Analysis,
    request: &PictureRequest,
) -> Result<Vec<MachineId>, Failure> {
    let mut machines = find_machines(analysis, request)?;
    if let Some(state) = &request.state {
        let names = |id: &MachineId| {
            let states = &analysis.model.machines[*id].states;
            states.iter().map(|known| format!("#{}", known.name.text)).collect::<Vec<_>>()
        };
        let known: Vec<String> = machines.iter().flat_map(names).collect();
        machines.retain(|id| names(id).contains(state));
        if machines.is_empty() {
            let failure = Failure::new(format!("there is no state '{state}'"));
            return Err(match nearest(state, known.iter().map(String::as_str)) {
                Some(near) => failure.help(format!("did you mean '{near}'?")),
                None => failure.help("'--type table' lists all states"),
            });
        }
    }
    Ok(machines)
}

/// Refuses a picture that is too large to be readable, before the expensive layout.
fn refuse_oversize(graph: &Graph, request: &PictureRequest) -> Result<(), Failure> {
    let Some(size) = graph.oversize() else { return Ok(()) };
    let mut failure = Failure::new(format!(
        "the picture of '{}' would be about {} columns wide and {} rows high",
        graph.title, size.columns, size.rows
    ))
    .help("'--type table' shows what each event does in each state");
    if request.state.is_none() {
        let state = graph.nodes.first().map_or("paid", |node| node.name.trim_start_matches('#'));
        failure =
            failure.help(format!("'--state {state}' draws one state with all that leads to it and from it"));
    }
    if request.details.guards {
        failure = failure.help("'--no-guards' is smaller");
    }
    Err(failure.help("'--format mermaid' and '--format dot' are drawn by other programs"))
}

fn draw_tables(analysis: &Analysis, request: &PictureRequest) -> Result<Picture, Failure> {
    let machines = find_machines(analysis, request)?;
    let one = |id: &MachineId| {
        let table = Table::of(&analysis.model, *id, &analysis.program.sources, request.details);
        if request.format == Format::Markdown { table.markdown() } else { table.text() }
    };
    Ok(Picture::Text(machines.iter().map(one).collect::<Vec<_>>().join("\n")))
}

/// The requested machines; all of them without a name.
pub(crate) fn find_machines(
    analysis: &Analysis,
    request: &PictureRequest,
) -> Result<Vec<MachineId>, Failure> {
    let model = &analysis.model;
    let all = || (0..model.machines.len()).map(MachineId::new);
    let Some(name) = &request.machine else { return Ok(all().collect()) };
    let found: Vec<_> = all().filter(|id| model.machines[*id].name.text == *name).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names: Vec<_> = model.machines.iter().map(|machine| machine.name.text.as_str()).collect();
    let failure = Failure::new(format!("there is no machine '@{name}'"));
    Err(match nearest(name, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean '@{near}'?")),
        None => failure.help(format!("there are {}", with_sigils(&names))),
    })
}

fn require_one_machine(
    analysis: &Analysis,
    request: &PictureRequest,
    machines: &[MachineId],
) -> Result<MachineId, Failure> {
    if let [one] = machines {
        return Ok(*one);
    }
    let names: Vec<_> = analysis.model.machines.iter().map(|machine| machine.name.text.as_str()).collect();
    let first = names.first().copied().unwrap_or_default();
    let failure = Failure::new(format!(
        "there are {} machines, and '{}' holds one",
        names.len(),
        request.format.name()
    ));
    Err(failure.help(format!("name one of {}: '--machine {first}'", with_sigils(&names))))
}

fn with_sigils(names: &[&str]) -> String {
    names.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join(", ")
}

/// A run of a story, with its title.
pub(crate) struct StoryRun<'r> {
    pub(crate) story: &'r StoryResult,
    pub(crate) run: &'r RunResult,
    pub(crate) title: String,
}

fn draw_lanes(analysis: &Analysis, request: &PictureRequest, ui: &mut Ui) -> Result<Picture, Failure> {
    let machines = find_machines(analysis, request)?;
    let results = flow_sim::run(&Runnable::new(&analysis.model));
    let reporter = Reporter { model: &analysis.model, sources: &analysis.program.sources };
    let stories = results.stories.iter().filter(|story| machines.contains(&story.machine));
    let all: Vec<StoryRun<'_>> = stories.flat_map(|story| list_story_runs(reporter, story)).collect();
    let chosen = choose_runs(&all, request)?;
    for candidate in chosen.iter().filter(|candidate| candidate.run.verdict == Verdict::Failed) {
        ui.eprint(format!(
            "note: '{}' fails, and is drawn up to there; 'flow test' tells more\n",
            escaped(&candidate.title)
        ));
    }
    let trace = |candidate: &&StoryRun<'_>| convert_run_trace(analysis, request, candidate);
    let traces: Vec<Trace> = chosen.iter().map(trace).collect();
    let shown = request.kind.lanes();
    let one = |trace: &Trace| match request.format {
        Format::Mermaid => trace.mermaid(shown),
        Format::Svg | Format::Png => trace.svg(shown, SvgOptions::default()),
        _ => trace.text(shown),
    };
    let pictures: Vec<_> = traces.iter().map(one).collect();
    match (request.format, pictures.as_slice()) {
        (Format::Png, [svg]) => paint_png(svg, request),
        _ => Ok(Picture::Text(pictures.join("\n"))),
    }
}

/// What happened in a run.
pub(crate) fn convert_run_trace(
    analysis: &Analysis,
    request: &PictureRequest,
    candidate: &StoryRun<'_>,
) -> Trace {
    convert_trace(&candidate.title, &candidate.run.trace, &analysis.program.sources, request.details)
}

pub(crate) fn list_story_runs<'r>(reporter: Reporter<'_>, story: &'r StoryResult) -> Vec<StoryRun<'r>> {
    let title = |run: &RunResult| match run.kind {
        RunKind::Main => story.name.clone(),
        RunKind::Alternative(handler) => {
            format!("{}, with {}", story.name, reporter.show_handler(story.machine, handler))
        }
        RunKind::Branch(handler) => {
            format!("{}, on the way to {}", story.name, reporter.show_handler(story.machine, handler))
        }
    };
    story.runs.iter().map(|run| StoryRun { story, run, title: title(run) }).collect()
}

/// The requested runs: all of them without a name. Image formats get the main run of the only story.
pub(crate) fn choose_runs<'a, 'r>(
    all: &'a [StoryRun<'r>],
    request: &PictureRequest,
) -> Result<Vec<&'a StoryRun<'r>>, Failure> {
    let mut titles: Vec<&str> = all.iter().map(|candidate| candidate.title.as_str()).collect();
    titles.dedup();
    if titles.is_empty() {
        return Err(Failure::new("there is no story to draw")
            .help("a 'scenario:' with a name and an 'expect:' is one"));
    }
    let chosen: Vec<&StoryRun<'_>> = match &request.scenario {
        None => all.iter().collect(),
        Some(name) => {
            let exact: Vec<_> = all
                .iter()
                .filter(|candidate| candidate.title == *name && candidate.story.name != *name)
                .collect();
            let named = || all.iter().filter(|candidate| candidate.story.name == *name).collect();
            if exact.is_empty() { named() } else { exact }
        }
    };
    if chosen.is_empty() {
        let name = request.scenario.as_deref().unwrap_or_default();
        let failure = Failure::new(format!("there is no story '{name}'"));
        return Err(match nearest(name, titles.iter().copied()) {
            Some(near) => failure.help(format!("did you mean '{near}'?")),
            None => titles.iter().fold(failure, |failure, title| failure.help(format!("there is '{title}'"))),
        });
    }
    if request.format.allows_many() || chosen.len() == 1 {
        return Ok(chosen);
    }
    let mains: Vec<_> =
        chosen.iter().filter(|candidate| candidate.run.kind == RunKind::Main).copied().collect();
    if mains.len() == 1 {
        return Ok(mains);
    }
    let failure =
        Failure::new(format!("there are {} stories, and '{}' holds one", mains.len(), request.format.name()));
    Err(mains
        .iter()
        .fold(failure, |failure, candidate| failure.help(format!("--scenario \"{}\"", candidate.title))))
}

fn paint_png(svg: &str, request: &PictureRequest) -> Result<Picture, Failure> {
    png::paint(svg, request.font.as_deref()).map(Picture::Bytes)
}
