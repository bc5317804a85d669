//! Pictures of a specification: what can be drawn, how, and which of several.
//!
//! A format that holds one picture takes one machine, or one way of one story; text holds all of them. Drawing itself is
//! in `flow-diagram`.

use std::path::{Path, PathBuf};

use flow_diagram::{Graph, Lanes, SvgOptions, Table, Trace};
use flow_model::model::{MachineId, Span};
use flow_model::near::nearest;
use flow_project::Analysis;
use flow_sim::story::result::{RunKind, RunResult, StoryResult, Verdict};
use flow_sim::{Reporter, Runnable};
use flow_syntax::diagnostic::Level;

use crate::failure::Failure;
use crate::lanes::lanes;
use crate::png;
use crate::ui::Ui;

/// What can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// What leads from state to state
    State,
    /// Who sends what to whom in a story
    Lane,
    /// Lanes, with the changes of state
    Combined,
    /// What each event does in each state
    Table,
}

/// How it can be drawn.
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
    /// A table in HTML
    Html,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [Kind::State, Kind::Lane, Kind::Combined, Kind::Table];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::State => "state",
            Kind::Lane => "lane",
            Kind::Combined => "combined",
            Kind::Table => "table",
        }
    }

    /// How it can be drawn.
    pub(crate) fn formats(self) -> &'static [Format] {
        use Format::{Dot, Html, Markdown, Mermaid, Png, Svg, Text};
        match self {
            Kind::State => &[Text, Svg, Png, Mermaid, Dot],
            Kind::Lane | Kind::Combined => &[Text, Svg, Png, Mermaid],
            Kind::Table => &[Text, Markdown, Html],
        }
    }

    /// Whether it shows a story.
    pub(crate) fn is_story(self) -> bool {
        matches!(self, Kind::Lane | Kind::Combined)
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

    /// The format that the ending of a file's name stands for.
    pub(crate) fn of(file: &Path) -> Result<Format, Failure> {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "txt" | "text" => Ok(Format::Text),
            "svg" => Ok(Format::Svg),
            "png" => Ok(Format::Png),
            "mmd" | "mermaid" => Ok(Format::Mermaid),
            "dot" | "gv" => Ok(Format::Dot),
            "md" | "markdown" => Ok(Format::Markdown),
            "html" | "htm" => Ok(Format::Html),
            _ => Err(Failure::new(format!("the name '{}' does not say how to draw", file.display()))
                .help("end it in .txt, .svg, .png, .mmd, .dot, .md or .html, or say '--format'")),
        }
    }

    /// Whether several pictures can stand in one file.
    fn holds_many(self) -> bool {
        matches!(self, Format::Text | Format::Markdown | Format::Html)
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: Kind,
    pub(crate) format: Format,
    /// Without its sigil.
    pub(crate) machine: Option<String>,
    /// With its sigil.
    pub(crate) state: Option<String>,
    pub(crate) scenario: Option<String>,
    pub(crate) guards: bool,
    pub(crate) font: Option<PathBuf>,
}

/// A picture.
pub(crate) enum Picture {
    Text(String),
    Bytes(Vec<u8>),
}

/// Draws what is asked for.
///
/// # Errors
/// If there is no such machine or story, or if there are several and the format holds one.
pub(crate) fn draw(analysis: &Analysis, wanted: &Wanted, ui: &mut Ui) -> Result<Picture, Failure> {
    match wanted.kind {
        Kind::State => states(analysis, wanted),
        Kind::Table => tables(analysis, wanted),
        Kind::Lane => conversations(analysis, wanted, Lanes::Plain, ui),
        Kind::Combined => conversations(analysis, wanted, Lanes::WithStates, ui),
    }
}

fn states(analysis: &Analysis, wanted: &Wanted) -> Result<Picture, Failure> {
    let errors: Vec<Span> = analysis
        .diagnostics
        .sorted()
        .into_iter()
        .filter(|said| said.level == Level::Deny)
        .map(|said| said.span)
        .collect();
    let graph = |id: MachineId| {
        let mut graph = match wanted.guards {
            true => Graph::with_guards(&analysis.model, id, &analysis.program.sources),
            false => Graph::of(&analysis.model, id),
        };
        graph.mark_wrong(&errors);
        graph
    };
    let graphs = chosen_graphs(analysis, wanted, graph)?;
    match wanted.format {
        Format::Text => Ok(Picture::Text(graphs.iter().map(Graph::text).collect::<Vec<_>>().join("\n"))),
        Format::Mermaid => Ok(Picture::Text(graphs.iter().map(Graph::mermaid).collect())),
        Format::Dot => Ok(Picture::Text(graphs.iter().map(Graph::dot).collect())),
        _ => {
            let svg: String = graphs.iter().map(|graph| graph.svg(SvgOptions::default())).collect();
            if wanted.format == Format::Png { png(&svg, wanted) } else { Ok(Picture::Text(svg)) }
        }
    }
}

/// The graphs of the machines asked for, or of the neighbourhoods of the state in them: one, if the format holds one.
fn chosen_graphs(
    analysis: &Analysis,
    wanted: &Wanted,
    graph: impl Fn(MachineId) -> Graph,
) -> Result<Vec<Graph>, Failure> {
    let mut machines = machines(analysis, wanted)?;
    if let Some(state) = &wanted.state {
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
    if wanted.format != Format::Text {
        machines = vec![only_machine(analysis, wanted, &machines)?];
    }
    let part = |graph: Graph| match &wanted.state {
        Some(state) => graph.neighbourhood(state).unwrap_or(graph),
        None => graph,
    };
    let graphs: Vec<Graph> = machines.into_iter().map(|id| part(graph(id))).collect();
    if !matches!(wanted.format, Format::Mermaid | Format::Dot) {
        graphs.iter().try_for_each(|graph| refuse_oversize(graph, wanted))?;
    }
    Ok(graphs)
}

/// Says so, before the layout, if a picture is too large for anybody to look at.
fn refuse_oversize(graph: &Graph, wanted: &Wanted) -> Result<(), Failure> {
    let Some(size) = graph.oversize() else { return Ok(()) };
    let mut failure = Failure::new(format!(
        "the picture of '{}' would be about {} columns wide and {} rows high",
        graph.title, size.columns, size.rows
    ))
    .help("'--type table' shows what each event does in each state");
    if wanted.state.is_none() {
        let state = graph.nodes.first().map_or("paid", |node| node.name.trim_start_matches('#'));
        failure =
            failure.help(format!("'--state {state}' draws one state with all that leads to it and from it"));
    }
    if wanted.guards {
        failure = failure.help("'--no-guards' is smaller");
    }
    Err(failure.help("'--format mermaid' and '--format dot' are drawn by other programs"))
}

fn tables(analysis: &Analysis, wanted: &Wanted) -> Result<Picture, Failure> {
    let machines = machines(analysis, wanted)?;
    let one = |id: &MachineId| {
        let table = Table::of(&analysis.model, *id);
        match wanted.format {
            Format::Markdown => table.markdown(),
            Format::Html => table.html(),
            _ => table.text(),
        }
    };
    Ok(Picture::Text(machines.iter().map(one).collect::<Vec<_>>().join("\n")))
}

/// The machines asked for: all, without a name.
fn machines(analysis: &Analysis, wanted: &Wanted) -> Result<Vec<MachineId>, Failure> {
    let model = &analysis.model;
    let all = || (0..model.machines.len()).map(MachineId::new);
    let Some(name) = &wanted.machine else { return Ok(all().collect()) };
    let found: Vec<_> = all().filter(|id| model.machines[*id].name.text == *name).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names: Vec<_> = model.machines.iter().map(|machine| machine.name.text.as_str()).collect();
    let failure = Failure::new(format!("there is no machine '@{name}'"));
    Err(match nearest(name, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean '@{near}'?")),
        None => failure.help(format!("there are {}", sigils(&names))),
    })
}

fn only_machine(analysis: &Analysis, wanted: &Wanted, machines: &[MachineId]) -> Result<MachineId, Failure> {
    if let [one] = machines {
        return Ok(*one);
    }
    let names: Vec<_> = analysis.model.machines.iter().map(|machine| machine.name.text.as_str()).collect();
    let first = names.first().copied().unwrap_or_default();
    let failure =
        Failure::new(format!("there are {} machines, and '{}' holds one", names.len(), wanted.format.name()));
    Err(failure.help(format!("name one of {}: '--machine {first}'", sigils(&names))))
}

fn sigils(names: &[&str]) -> String {
    names.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join(", ")
}

/// One way of a story.
struct Told<'r> {
    story: &'r StoryResult,
    run: &'r RunResult,
    title: String,
}

fn conversations(
    analysis: &Analysis,
    wanted: &Wanted,
    shown: Lanes,
    ui: &mut Ui,
) -> Result<Picture, Failure> {
    let machines = machines(analysis, wanted)?;
    let results = flow_sim::run(&Runnable::new(&analysis.model));
    let reporter = Reporter { model: &analysis.model, sources: &analysis.program.sources };
    let stories = results.stories.iter().filter(|story| machines.contains(&story.machine));
    let all: Vec<Told<'_>> = stories.flat_map(|story| ways(reporter, story)).collect();
    let chosen = choose(&all, wanted)?;
    for told in chosen.iter().filter(|told| told.run.verdict == Verdict::Failed) {
        ui.say(format!("note: '{}' fails, and is drawn up to there; 'flow test' tells more\n", told.title));
    }
    let trace = |told: &&Told<'_>| lanes(&told.title, &told.run.trace, &analysis.program.sources);
    let traces: Vec<Trace> = chosen.iter().map(trace).collect();
    let one = |trace: &Trace| match wanted.format {
        Format::Mermaid => trace.mermaid(shown),
        Format::Svg | Format::Png => trace.svg(shown, SvgOptions::default()),
        _ => trace.text(shown),
    };
    let pictures: Vec<_> = traces.iter().map(one).collect();
    match (wanted.format, pictures.as_slice()) {
        (Format::Png, [svg]) => png(svg, wanted),
        _ => Ok(Picture::Text(pictures.join("\n"))),
    }
}

fn ways<'r>(reporter: Reporter<'_>, story: &'r StoryResult) -> Vec<Told<'r>> {
    let title = |run: &RunResult| match run.kind {
        RunKind::Main => story.name.clone(),
        RunKind::Alternative(handler) => {
            format!("{}, with {}", story.name, reporter.handler(story.machine, handler))
        }
        RunKind::Branch(handler) => {
            format!("{}, on the way to {}", story.name, reporter.handler(story.machine, handler))
        }
    };
    story.runs.iter().map(|run| Told { story, run, title: title(run) }).collect()
}

/// The ways asked for: all, without a name; for a format that holds one, the main line of the only story.
fn choose<'a, 'r>(all: &'a [Told<'r>], wanted: &Wanted) -> Result<Vec<&'a Told<'r>>, Failure> {
    let mut titles: Vec<&str> = all.iter().map(|told| told.title.as_str()).collect();
    titles.dedup();
    if titles.is_empty() {
        return Err(Failure::new("there is no story to draw")
            .help("a 'scenario:' with a name and an 'expect:' is one"));
    }
    let chosen: Vec<&Told<'_>> = match &wanted.scenario {
        None => all.iter().collect(),
        Some(name) => {
            let exact: Vec<_> =
                all.iter().filter(|told| told.title == *name && told.story.name != *name).collect();
            let named = || all.iter().filter(|told| told.story.name == *name).collect();
            if exact.is_empty() { named() } else { exact }
        }
    };
    if chosen.is_empty() {
        let name = wanted.scenario.as_deref().unwrap_or_default();
        let failure = Failure::new(format!("there is no story '{name}'"));
        return Err(match nearest(name, titles.iter().copied()) {
            Some(near) => failure.help(format!("did you mean '{near}'?")),
            None => titles.iter().fold(failure, |failure, title| failure.help(format!("there is '{title}'"))),
        });
    }
    if wanted.format.holds_many() || chosen.len() == 1 {
        return Ok(chosen);
    }
    let mains: Vec<_> = chosen.iter().filter(|told| told.run.kind == RunKind::Main).copied().collect();
    if mains.len() == 1 {
        return Ok(mains);
    }
    let failure =
        Failure::new(format!("there are {} stories, and '{}' holds one", mains.len(), wanted.format.name()));
    Err(mains.iter().fold(failure, |failure, told| failure.help(format!("--scenario \"{}\"", told.title))))
}

fn png(svg: &str, wanted: &Wanted) -> Result<Picture, Failure> {
    png::paint(svg, wanted.font.as_deref()).map(Picture::Bytes)
}
