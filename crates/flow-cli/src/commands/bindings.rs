//! `flow bindings`: lists the phrases of a specification with their positions and their Rust signatures.
//!
//! The list and, with `--rust`, the skeleton of an implementation are generated from the same plan as the trait, so they
//! always have the trait's names. The list uses the types of the specification.

use std::path::PathBuf;

use flow_codegen::plan::{BindingFunction, Field, Machine};
use flow_codegen::{Options, pretty, skeleton, visit_machines};
use flow_model::model::{self, ExprKind, Model, PhraseId, PhraseKind, Sources, Span};
use flow_model::{visit, words};
use flow_project::Analysis;
use flow_syntax::render::escaped;
use flow_syntax::width::{padded, width};

use crate::failure::{Exit, Failure};
use crate::specification::analyze_one;
use crate::ui::{BOLD, DIM, Ui, painted};

/// List the phrases to implement in Rust
///
/// A phrase is a line that the language does not define, like 'send confirmation email'. It becomes a function of the machine's trait
/// `Bindings`. Guards answer yes or no; actions have an effect, and may fail; 'comes from' asks for a value.
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
    ui.print(if args.rust { render_skeleton(&analysis) } else { list_functions(&analysis) });
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

/// Lists the functions of every machine's `Bindings`.
fn list_functions(analysis: &Analysis) -> String {
    let mut machines = Vec::new();
    visit_machines(analysis, &mut |machine| machines.push(list_machine_functions(analysis, machine)));
    machines.join("\n")
}

/// A function in the list: its text in the specification, its signature, and its places.
type Row = [String; 3];

fn list_machine_functions(analysis: &Analysis, planned: &Machine<'_>) -> String {
    let (model, sources) = (&analysis.model, &analysis.program.sources);
    let machine = planned.of(model);
    let calls = find_calls(machine);
    let rows = |kind: Kind| -> Vec<Row> {
        let functions = planned.binding_functions().filter(|function| Kind::of(*function) == kind);
        let row = |function: BindingFunction<'_>| {
            let callee = Callee::of(function);
            let spans = calls.iter().filter(|(called, _)| *called == callee).map(|(_, span)| *span);
            [
                describe_function(machine, function),
                signature(model, machine, function),
                format_positions(sources, spans),
            ]
        };
        functions.map(row).collect()
    };
    let parts = [
        ("guards answer yes or no", rows(Kind::Guard)),
        ("actions do something, and may fail", rows(Kind::Action)),
        ("values come from your program", rows(Kind::Value)),
    ];
    let name = painted(BOLD, &format!("@{}", machine.name.text));
    if parts.iter().all(|(_, rows)| rows.is_empty()) {
        return format!("{name} has no phrases: nothing to implement in Rust\n");
    }
    let all = || parts.iter().flat_map(|(_, rows)| rows);
    let widths = [0, 1].map(|column| all().map(|row| width(&row[column])).max().unwrap_or(0));
    let part = |(title, rows): &(&str, Vec<Row>)| match rows[..] {
        [] => String::new(),
        _ => format!("  {title}\n{}", format_rows(rows, widths)),
    };
    let parts: String = parts.iter().map(part).collect();
    format!("{name}\n{parts}")
}

/// The heading that a function is listed under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Guard,
    Action,
    Value,
}

impl Kind {
    fn of(function: BindingFunction<'_>) -> Kind {
        match function {
            BindingFunction::Phrase(binding) => match binding.kind {
                PhraseKind::Action => Kind::Action,
                PhraseKind::Answer => Kind::Value,
                PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => Kind::Guard,
            },
            BindingFunction::Uuid | BindingFunction::Now => Kind::Value,
        }
    }
}

/// The text of a function in the specification.
fn describe_function(machine: &model::Machine, function: BindingFunction<'_>) -> String {
    match function {
        BindingFunction::Phrase(binding) => escaped(&machine.phrases[binding.phrase].text).into_owned(),
        BindingFunction::Uuid => "uuid()".to_owned(),
        BindingFunction::Now => "now()".to_owned(),
    }
}

fn format_rows(rows: &[[String; 3]], [first, second]: [usize; 2]) -> String {
    let row = |[phrase, function, places]: &[String; 3]| {
        let places = painted(DIM, places);
        format!("    {}  {}  {places}\n", padded(phrase, first), padded(function, second))
    };
    rows.iter().map(row).collect()
}

/// `partial_refund(percent: number)`, with the names that Rust has.
fn signature(model: &Model, machine: &model::Machine, function: BindingFunction<'_>) -> String {
    let param = |param: &Field| format!("{}: {}", param.ident, words::ty(model, &param.ty));
    let params: Vec<_> = function.params().iter().map(param).collect();
    let result = match function {
        BindingFunction::Phrase(binding) if binding.kind == PhraseKind::Answer => {
            format!(": {}", words::ty(model, &machine.phrases[binding.phrase].answer))
        }
        BindingFunction::Phrase(_) => String::new(),
        BindingFunction::Uuid => ": string".to_owned(),
        BindingFunction::Now => ": time".to_owned(),
    };
    format!("{}({}){result}", function.name(), params.join(", "))
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

/// What a call in the specification calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Callee {
    Phrase(PhraseId),
    Uuid,
    Now,
}

impl Callee {
    fn of(function: BindingFunction<'_>) -> Callee {
        match function {
            BindingFunction::Phrase(binding) => Callee::Phrase(binding.phrase),
            BindingFunction::Uuid => Callee::Uuid,
            BindingFunction::Now => Callee::Now,
        }
    }
}

/// Every call in the machine's handlers, in order.
fn find_calls(machine: &model::Machine) -> Vec<(Callee, Span)> {
    let mut found = Vec::new();
    for handler in &machine.handlers {
        visit::body_calls(&handler.body, &mut |call| found.push((Callee::Phrase(call.phrase), call.span)));
        visit::body_exprs(&handler.body, &mut |expr| match expr.kind {
            ExprKind::Uuid => found.push((Callee::Uuid, expr.span)),
            ExprKind::Now => found.push((Callee::Now, expr.span)),
            _ => {}
        });
    }
    found.sort_by_key(|(_, span)| *span);
    found
}

#[cfg(test)]
mod tests {
    use flow_codegen::generate;
    use flow_model::MemoryLoader;
    use flow_project::{Request, analyze};
    use flow_tests::case::cases;
    use flow_tests::repository;

    use super::*;

    #[test]
    fn blank_lines_separate_functions() {
        let code = "/// A.\npub struct A {}\n#[b]\nimpl B for A {\n    /// E.\n    type E = ();\n    /// F.\n    fn f() {\n    }\n}\n";
        let expected = "/// A.\npub struct A {}\n\n#[b]\nimpl B for A {\n    /// E.\n    type E = ();\n\n    /// F.\n    fn f() {\n    }\n}\n";
        assert_eq!(space_items(code), expected);
    }

    /// The functions of each trait `Bindings` in generated code, in order.
    fn functions_in_code(code: &str) -> Vec<Vec<String>> {
        let traits = code.split("pub trait Bindings {").skip(1);
        let functions = traits.map(|rest| {
            let body = rest.split("\n    }").next().unwrap_or_default();
            let names = body.split(" fn ").skip(1).filter_map(|function| function.split('(').next());
            // Users implement none of the hidden functions.
            names.filter(|name| !name.starts_with("__")).map(str::to_owned).collect()
        });
        functions.collect()
    }

    /// The functions in the list, by machine and in order.
    fn functions_in_list(analysis: &Analysis) -> Vec<Vec<String>> {
        let mut machines = Vec::new();
        visit_machines(analysis, &mut |machine| {
            let list = list_machine_functions(analysis, machine);
            let rows = list.lines().filter(|line| line.starts_with("    "));
            let signatures = rows.filter_map(|row| row.split("  ").filter(|cell| !cell.is_empty()).nth(1));
            let names =
                signatures.filter_map(|signature| Some(signature.split('(').next()?.trim().to_owned()));
            machines.push(names.collect());
        });
        machines
    }

    fn sorted(mut functions: Vec<Vec<String>>) -> Vec<Vec<String>> {
        functions.iter_mut().for_each(|names| names.sort());
        functions
    }

    #[test]
    fn the_list_has_the_names_of_the_code() {
        let mut listed = 0;
        for case in cases(&repository().join("tests/corpus")) {
            let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
            let analysis = analyze(&Request::new(case.roots.clone()), &mut MemoryLoader::new(files));
            let output = generate(&analysis, &Options::default());
            if output.diagnostics.has_errors() {
                continue;
            }
            let (list, code) = (functions_in_list(&analysis), functions_in_code(&pretty(&output.code)));
            listed += list.iter().map(Vec::len).sum::<usize>();
            assert_eq!(sorted(list), sorted(code), "{}", case.name);
        }
        // The corpus has about 260; far fewer would mean that the lists are not read.
        assert!(listed > 200, "the lists have {listed} functions");
    }
}
