//! A page in HTML about a system: its senders, receivers and messages, and for each machine its states, its table and its stories.
//!
//! The page is one file without scripts and without references to other files. It follows the reader's light or dark setting, is
//! light on paper, and has the width of the window: pictures shrink, and scroll if their text would become too small. The results of
//! stories are passed in, since this crate does not run them.

use std::fmt::Write;

use crate::graph::Graph;
use crate::lane::Lanes;
use crate::svg::{SvgOptions, SvgPlace, escape, style_sheet};
use crate::table::Table;
use crate::trace::Trace;

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// Notes at the top of the page, such as errors of the specification.
    pub notes: Vec<String>,
    /// The senders, receivers and messages of the system.
    pub overview: Option<Graph>,
    /// The machines.
    pub machines: Vec<MachinePart>,
    /// The files that it was made from.
    pub sources: Vec<String>,
}

/// What a page shows of a machine.
#[derive(Clone, Debug, Default)]
pub struct MachinePart {
    /// The machine's name, with its sigil.
    pub name: String,
    /// Its state diagram.
    pub states: Option<Graph>,
    /// What each event does in each state.
    pub table: Option<Table>,
    /// Its stories.
    pub stories: Vec<Story>,
}

/// A story, with its runs.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// Its name.
    pub name: String,
    /// Remarks above its runs, a paragraph each.
    pub remarks: Vec<String>,
    /// Its runs: the main one first.
    pub runs: Vec<Run>,
}

/// A run of a story.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its heading; `None` for the main run.
    pub heading: Option<String>,
    /// Its result.
    pub result: RunResult,
    /// The assumptions, and other remarks about the result, a line each.
    pub remarks: Vec<String>,
    /// Why it failed, as a text of several lines.
    pub failure: Option<String>,
    /// What happened.
    pub trace: Trace,
    /// The parts of the trace to show.
    pub lanes: Lanes,
}

/// The result of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunResult {
    /// All that it expects is so.
    Passed,
    /// Some of it cannot be decided.
    Undecided,
    /// Some of it is not so.
    Failed,
}

impl RunResult {
    /// The class of its text, and the text.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            RunResult::Passed => ("passed", "✓ passed"),
            RunResult::Undecided => ("undecided", "? undecided"),
            RunResult::Failed => ("failed", "✗ failed"),
        }
    }
}

const STYLE: &str = include_str!("page.css");

impl Page {
    /// The page as a document in HTML.
    pub fn html(&self) -> String {
        let mut out = String::new();
        let title = escape(&self.title);
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
             <style>\n{STYLE}{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n\
             <header>\n<h1>{title}</h1>\n",
            style_sheet()
        );
        for note in &self.notes {
            let _ = writeln!(out, "<p class=\"note\">{}</p>", escape(note));
        }
        out.push_str("</header>\n<div class=\"columns\">\n");
        self.put_contents(&mut out);
        out.push_str("<main id=\"content\">\n");
        if let Some(overview) = &self.overview {
            put_overview(&mut out, overview);
        }
        self.machines.iter().for_each(|machine| put_machine(&mut out, machine));
        out.push_str("</main>\n</div>\n");
        if !self.sources.is_empty() {
            let _ =
                writeln!(out, "<footer>Drawn by Flow from {}.</footer>", escape(&self.sources.join(", ")));
        }
        out.push_str("</body>\n</html>\n");
        out
    }

    /// The table of contents.
    fn put_contents(&self, out: &mut String) {
        out.push_str("<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul>\n");
        if self.overview.is_some() {
            out.push_str("<li><a href=\"#overview\">Who talks to whom</a></li>\n");
        }
        for machine in &self.machines {
            let id = machine.id();
            let _ = writeln!(out, "<li><a href=\"#{id}\">{}</a>\n<ul>", escape(&machine.name));
            if machine.states.is_some() {
                let _ = writeln!(out, "<li><a href=\"#{id}-states\">States</a></li>");
            }
            if machine.table.is_some() {
                let _ = writeln!(out, "<li><a href=\"#{id}-table\">Table</a></li>");
            }
            for (at, story) in machine.stories.iter().enumerate() {
                let mark =
                    story.mark().map(|(class, mark)| format!(" <span class=\"{class}\">{mark}</span>"));
                let (name, mark) = (escape(&story.name), mark.unwrap_or_default());
                let _ = writeln!(out, "<li><a href=\"#{id}-story-{at}\">{name}</a>{mark}</li>");
            }
            out.push_str("</ul></li>\n");
        }
        out.push_str("</ul>\n</nav>\n");
    }
}

impl MachinePart {
    /// The beginning of the ids of its parts.
    fn id(&self) -> String {
        format!("machine-{}", escape(self.name.trim_start_matches('@')))
    }
}

impl Story {
    /// The worst result of its runs, as a mark with its class.
    fn mark(&self) -> Option<(&'static str, &'static str)> {
        let rank = |result: &RunResult| match result {
            RunResult::Passed => 0,
            RunResult::Undecided => 1,
            RunResult::Failed => 2,
        };
        let worst = self.runs.iter().map(|run| run.result).max_by_key(rank)?;
        let (class, words) = worst.words();
        Some((class, words.split(' ').next().unwrap_or(words)))
    }
}

fn put_overview(out: &mut String, overview: &Graph) {
    out.push_str("<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">Who talks to whom</h2>\n");
    out.push_str("<p class=\"soft\">Machines of the system are boxes with corners; parties outside of it are round.</p>\n");
    put_graph(out, overview, "Who talks to whom");
    out.push_str("</section>\n");
}

fn put_machine(out: &mut String, machine: &MachinePart) {
    let (id, name) = (machine.id(), escape(&machine.name));
    let _ =
        writeln!(out, "<section class=\"machine\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{name}</h2>");
    if let Some(states) = &machine.states {
        let _ = writeln!(out, "<h3 id=\"{id}-states\">States</h3>");
        put_graph(out, states, &format!("States of {}", machine.name));
    }
    if let Some(table) = &machine.table {
        let label = escape(&format!("What each event does in each state of {}", machine.name));
        let _ = writeln!(out, "<h3 id=\"{id}-table\">What each event does in each state</h3>");
        let _ = writeln!(out, "<div class=\"scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">");
        out.push_str(&table.html());
        out.push_str("</div>\n");
    }
    for (at, story) in machine.stories.iter().enumerate() {
        let _ = writeln!(out, "<h3 id=\"{id}-story-{at}\">Story: {}</h3>", escape(&story.name));
        for remark in &story.remarks {
            let _ = writeln!(out, "<p class=\"soft\">{}</p>", escape(remark));
        }
        story.runs.iter().for_each(|run| put_run(out, story, run));
    }
    out.push_str("</section>\n");
}

fn put_run(out: &mut String, story: &Story, run: &Run) {
    out.push_str("<div class=\"run\">\n");
    if let Some(heading) = &run.heading {
        let _ = writeln!(out, "<h4>{}</h4>", escape(heading));
    }
    let (class, words) = run.result.words();
    let _ = writeln!(out, "<p class=\"result {class}\">{words}</p>");
    if !run.remarks.is_empty() {
        out.push_str("<ul class=\"remarks\">\n");
        for remark in &run.remarks {
            let _ = writeln!(out, "<li>{}</li>", escape(remark));
        }
        out.push_str("</ul>\n");
    }
    if let Some(failure) = &run.failure {
        let _ = writeln!(out, "<pre class=\"failure\">{}</pre>", escape(failure));
    }
    let options = SvgOptions { place: SvgPlace::Page, ..SvgOptions::default() };
    let heading = run.heading.as_ref().map(|heading| format!(", {heading}")).unwrap_or_default();
    put_picture(out, &format!("{}{heading}", story.name), &run.trace.svg(run.lanes, options));
    out.push_str("</div>\n");
}

/// A graph, or why it is not drawn.
fn put_graph(out: &mut String, graph: &Graph, label: &str) {
    if let Some(size) = graph.oversize() {
        let (columns, rows) = (size.columns, size.rows);
        let _ = writeln!(
            out,
            "<p class=\"note\">The picture would be about {columns} columns wide and {rows} rows high, and is not drawn.</p>"
        );
        return;
    }
    let options = SvgOptions { place: SvgPlace::Page, ..SvgOptions::default() };
    put_picture(out, label, &graph.svg(options));
}

/// A picture that can be scrolled, with the keyboard too.
fn put_picture(out: &mut String, label: &str, svg: &str) {
    let label = escape(label);
    let _ = writeln!(out, "<div class=\"picture\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">");
    out.push_str(svg);
    out.push_str("</div>\n");
}
