//! `flow bindings`: lists the phrases of a specification with their positions and their Rust signatures.
//!
//! The list uses the types of the specification. With `--rust`, `flow-codegen` generates a skeleton of the implementation; it
//! also generates the trait, so the two always match.

use std::path::PathBuf;

use flow_codegen::{Options, pretty, skeleton};
use flow_model::model::{Machine, Model, Phrase, PhraseId, PhraseKind, Sources, Span};
use flow_model::{visit, words};
use flow_project::Analysis;
use flow_syntax::width::{padded, width};

use crate::failure::{Exit, Failure};
use crate::specification::analyze_one;
use crate::ui::{BOLD, DIM, Ui, painted};

/// List the phrases to implement in Rust
///
/// A phrase is a line that the language does not define, like 'send confirmation email'. It becomes a function of the machine's trait
/// `Bindings`. Guards answer yes or no; actions have an effect, and may fail.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow bindings order.flow                          the phrases, with the lines that contain them
  flow bindings order.flow --rust > src/world.rs    an implementation to fill in

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage")]
pub(crate) struct BindingsArgs {
    /// A specification (with its files of loose scenarios), a folder, or '-' for standard input; by default this folder
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Print a Rust implementation to fill in, which compiles unchanged
    #[arg(long)]
    rust: bool,
}

/// Prints the phrases, or code for them.
pub(crate) fn run(args: &BindingsArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let Some(analysis) = analyze_one(&args.paths, ui)? else { return Ok(Exit::FINDINGS) };
    ui.print(if args.rust {
        render_skeleton(&analysis)
    } else {
        list_phrases(&analysis.model, &analysis.program.sources)
    });
    Ok(Exit::CLEAN)
}

/// The skeleton of an implementation, with a comment on how to use it.
fn render_skeleton(analysis: &Analysis) -> String {
    let first = analysis.program.files.first().map_or("", |file| file.path.as_str());
    let code = pretty(&skeleton(analysis, &Options::default()));
    let head = format!(
        "// The phrases of the specification: fill in every `todo!`.\n// This code belongs in the module that contains `flow::flow!(\"{first}\");`.\n\n"
    );
    head + &space_items(&code)
}

/// Inserts a blank line before every item and function with docs or attributes, since the pretty-printer emits none.
fn space_items(code: &str) -> String {
    let mut text = String::new();
    let mut before = "";
    for line in code.lines() {
        let begins = line.trim_start().starts_with("///") || line.trim_start().starts_with("#[");
        let ended = matches!(before.trim(), "}" | "{}") || before.ends_with(';') || before.ends_with("{}");
        if begins && ended {
            text.push('\n');
        }
        text += &format!("{line}\n");
        before = line;
    }
    text
}

/// Lists the phrases of every machine.
fn list_phrases(model: &Model, sources: &Sources) -> String {
    let machines: Vec<_> =
        model.machines.iter().map(|machine| list_machine_phrases(model, machine, sources)).collect();
    machines.join("\n")
}

fn list_machine_phrases(model: &Model, machine: &Machine, sources: &Sources) -> String {
    let calls = find_calls(machine);
    let rows = |kind: PhraseKind| -> Vec<[String; 3]> {
        let phrases = machine.phrases.iter().enumerate().filter(|(_, phrase)| phrase.kind == kind);
        let row = |(at, phrase): (usize, &Phrase)| {
            let id = PhraseId::new(at);
            let spans = calls.iter().filter(|(called, _)| *called == id).map(|(_, span)| *span);
            [phrase.text.clone(), signature(model, phrase), format_positions(sources, spans)]
        };
        phrases.map(row).collect()
    };
    let (guards, actions) = (rows(PhraseKind::Guard), rows(PhraseKind::Action));
    let name = painted(BOLD, &format!("@{}", machine.name.text));
    if guards.is_empty() && actions.is_empty() {
        return format!("{name} has no phrases: nothing to implement in Rust\n");
    }
    let widths =
        [0, 1].map(|column| guards.iter().chain(&actions).map(|row| width(&row[column])).max().unwrap_or(0));
    let part = |title: &str, rows: &[[String; 3]]| match rows {
        [] => String::new(),
        rows => format!("  {title}\n{}", format_rows(rows, widths)),
    };
    format!(
        "{name}\n{}{}",
        part("guards answer yes or no", &guards),
        part("actions do something, and may fail", &actions)
    )
}

fn format_rows(rows: &[[String; 3]], [first, second]: [usize; 2]) -> String {
    let row = |[phrase, function, places]: &[String; 3]| {
        let places = painted(DIM, places);
        format!("    {}  {}  {places}\n", padded(phrase, first), padded(function, second))
    };
    rows.iter().map(row).collect()
}

/// `partial_refund(percent: number)`.
fn signature(model: &Model, phrase: &Phrase) -> String {
    let params: Vec<_> = phrase
        .params
        .iter()
        .map(|param| format!("{}: {}", param.name, words::ty(model, &param.ty)))
        .collect();
    format!("{}({})", phrase.function, params.join(", "))
}

/// `order.flow:12, 40, refund.flow:3`.
fn format_positions(sources: &Sources, spans: impl Iterator<Item = Span>) -> String {
    let mut text = String::new();
    let mut last = None;
    for span in spans {
        let line = sources.position(span).line;
        if last == Some((span.file, line)) {
            continue;
        }
        let glue = if text.is_empty() { "" } else { ", " };
        let same_file = last.is_some_and(|(file, _)| file == span.file);
        let file = if same_file { String::new() } else { format!("{}:", sources.get(span.file).path) };
        text += &format!("{glue}{file}{line}");
        last = Some((span.file, line));
    }
    text
}

/// Every call in the machine's handlers, in order.
fn find_calls(machine: &Machine) -> Vec<(PhraseId, Span)> {
    let mut found = Vec::new();
    for handler in &machine.handlers {
        visit::body_calls(&handler.body, &mut |call| found.push((call.phrase, call.span)));
    }
    found.sort_by_key(|(_, span)| *span);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_separate_functions() {
        let code = "/// A.\npub struct A {}\n#[b]\nimpl B for A {\n    /// E.\n    type E = ();\n    /// F.\n    fn f() {\n    }\n}\n";
        let expected = "/// A.\npub struct A {}\n\n#[b]\nimpl B for A {\n    /// E.\n    type E = ();\n\n    /// F.\n    fn f() {\n    }\n}\n";
        assert_eq!(space_items(code), expected);
    }
}
