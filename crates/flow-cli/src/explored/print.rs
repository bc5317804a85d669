//! Explorations as human-readable text.
//!
//! Accepted findings are listed with their reason, without steps. Texts are wrapped before they are coloured, since colours have no width.

use std::collections::BTreeSet;

use anstyle::Style as Paint;
use flow_explore::{
    Finding, Level, Verdict, describe_ending, describe_never_told, describe_start, describe_step,
    write_suggestions,
};
use flow_project::Analysis;
use flow_syntax::render::escaped;

use crate::explored::{Explored, describe_verdict, verdict_notes, verdict_words};
use crate::style::TextStyle;
use crate::ui::{BLUE, BOLD, DIM, GREEN, RED, Ui, YELLOW, painted};

/// Prints an exploration, with the name of its file if there are several.
pub(crate) fn print_exploration(explored: &Explored, names_file: bool, ui: &mut Ui) {
    let Explored { analysis, exploration, gate, .. } = explored;
    let style = TextStyle::of(ui);
    if names_file {
        ui.print(format!("{}\n", painted(DIM, &format!("{}:", explored.name()))));
    }
    let paint = match &exploration.verdict {
        Verdict::Everything => GREEN,
        Verdict::Approximately(_) | Verdict::UpTo(_) => YELLOW,
    };
    let verdict = verdict_words(&exploration.verdict);
    let text = describe_verdict(exploration);
    print_wrapped(&text, verdict, |text| painted(paint, text), str::to_owned, style, ui);
    for note in verdict_notes(&exploration.verdict) {
        for line in style.wrapped(&format!("- {note}"), 2) {
            ui.print(format!("  {line}\n"));
        }
    }
    for closing in &explored.closings {
        for line in style.wrapped(&format!("= help: {}", closing.describe()), 2) {
            ui.print(format!("  {line}\n"));
        }
    }
    let shows = if exploration.unjudged.is_empty() {
        "only an exploration of everything shows"
    } else {
        "an exploration with '--reduce' does not show"
    };
    for span in &exploration.unchecked_rules {
        let position = analysis.program.sources.position(*span);
        let path = &analysis.program.sources.get(span.file).path;
        ui.print(format!(
            "  - the rule at {path}:{} is not checked: it is about what happens later, which {shows}\n",
            position.line
        ));
    }
    for (at, finding) in exploration.findings.iter().enumerate() {
        match gate.reason(at) {
            Some(reason) => print_accepted(finding, reason, style, ui),
            None => print_finding(analysis, finding, style, ui),
        }
    }
    print_gate(explored, style, ui);
}

/// What no story and no test does: counts and lines or, as suggestions, the tests that do it.
pub(crate) fn print_never_told(explored: &Explored, suggests: bool, ui: &mut Ui) {
    let Explored { analysis, exploration, .. } = explored;
    let never_told = &exploration.never_told;
    let handlers: BTreeSet<_> = never_told
        .iter()
        .filter(|one| one.is_handler)
        .map(|one| (one.machine, one.transition.handler))
        .collect();
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let (handlers, transitions) = (count(handlers.len(), "handler"), count(never_told.len(), "transition"));
    ui.print(format!("\nexplored but never told: {handlers}, {transitions}\n"));
    if suggests {
        let tests = write_suggestions(&analysis.program, &analysis.model, never_told);
        ui.print(tests.text);
        for untold in &tests.untold {
            let name = describe_never_told(&analysis.model, &never_told[untold.finding]);
            ui.eprint(format!("  not suggested: {name}: {}\n", untold.reason));
        }
        return;
    }
    for one in never_told {
        let name = describe_never_told(&analysis.model, one);
        ui.print(format!("  {name}\n"));
    }
}

/// What `[explore]` of the settings requires and accepts, where that is not so.
fn print_gate(explored: &Explored, style: TextStyle, ui: &mut Ui) {
    for key in &explored.gate.outdated {
        let head = "warning[accepted]";
        let text = format!("{head}: 'flow.toml' accepts a finding that does not occur: '{key}'");
        ui.print("\n");
        print_wrapped(&text, head, |text| painted(YELLOW, text), |text| painted(BOLD, text), style, ui);
    }
    if let Some(unmet) = &explored.gate.unmet {
        let head = "error[require]";
        let text = format!("{head}: the exploration does not reach what 'flow.toml' requires: {unmet}");
        ui.print("\n");
        print_wrapped(&text, head, |text| painted(RED, text), |text| painted(BOLD, text), style, ui);
    }
}

/// Prints a text in lines, its beginning and the rest in different colours: colours have no width.
fn print_wrapped(
    text: &str,
    beginning: &str,
    paint: impl Fn(&str) -> String,
    paint_rest: impl Fn(&str) -> String,
    style: TextStyle,
    ui: &mut Ui,
) {
    for line in style.wrapped(&escaped(text), 0) {
        let line = match line.strip_prefix(beginning) {
            Some(rest) => paint(beginning) + &paint_rest(rest),
            None => paint_rest(&line),
        };
        ui.print(line + "\n");
    }
}

fn print_accepted(finding: &Finding, reason: &str, style: TextStyle, ui: &mut Ui) {
    let head = format!("accepted[{}]", finding.kind.name());
    let text = format!("{head}: {}", finding.message);
    ui.print("\n");
    print_wrapped(&text, &head, |text| painted(DIM, text), str::to_owned, style, ui);
    for line in style.wrapped(&escaped(reason), 2) {
        ui.print(format!("  {line}\n"));
    }
}

/// The word for a level, and its colour.
fn level_words(level: Level) -> (&'static str, Paint) {
    match level {
        Level::Deny => ("error", RED),
        Level::Warn => ("warning", YELLOW),
        Level::Note => ("note", BLUE),
    }
}

fn print_finding(analysis: &Analysis, finding: &Finding, style: TextStyle, ui: &mut Ui) {
    let (word, paint) = level_words(finding.level());
    let head = format!("{word}[{}]", finding.kind.name());
    let text = format!("{head}: {}", finding.message);
    ui.print("\n");
    print_wrapped(&text, &head, |text| painted(paint, text), |text| painted(BOLD, text), style, ui);
    if let Some(place) = show_place(analysis, finding) {
        ui.print(format!("  {} {place}\n", painted(BLUE, "-->")));
    }
    if let Some(start) = describe_start(&analysis.model, &finding.trace.start) {
        ui.print(format!("  {}\n", painted(DIM, &format!("there are: {}", escaped(&start)))));
    }
    let steps = list_steps(analysis, finding).into_iter();
    for line in steps.chain(show_cause(finding)).chain(show_help(finding)) {
        for line in style.wrapped(&escaped(&line), 2) {
            ui.print(format!("  {line}\n"));
        }
    }
}

/// `= note: after step 3, …`.
pub(crate) fn show_cause(finding: &Finding) -> Option<String> {
    finding.cause.as_ref().map(|cause| format!("= note: {cause}"))
}

/// `= help: write …`.
pub(crate) fn show_help(finding: &Finding) -> Option<String> {
    finding.help.as_ref().map(|help| format!("= help: {help}"))
}

/// `checkout.flow:71:12`.
pub(crate) fn show_place(analysis: &Analysis, finding: &Finding) -> Option<String> {
    let span = finding.span?;
    let sources = &analysis.program.sources;
    let position = sources.position(span);
    Some(format!("{}:{}:{}", sources.get(span.file).path, position.line, position.column))
}

/// The steps to a finding, numbered.
pub(crate) fn list_steps(analysis: &Analysis, finding: &Finding) -> Vec<String> {
    let steps = finding.trace.steps.iter().enumerate();
    let steps =
        steps.map(|(number, step)| format!("{:>3}. {}", number + 1, describe_step(&analysis.model, step)));
    let ending = describe_ending(&finding.trace).map(|ending| format!("     {ending}"));
    steps.chain(ending).collect()
}
