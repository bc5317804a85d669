//! The Rust functions of phrases, to be filled in: those that `flow bindings --rust` prints, one by one.
//!
//! The text is split where functions begin and end, which the pretty-printer shows by indentation alone.

use flow_codegen::plan::BindingFunction;
use flow_codegen::{Options, async_skeleton, pretty, skeleton, visit_machines};
use flow_model::mentions::Symbol;
use flow_project::Analysis;

/// An implementation of the trait `Bindings` of a machine, to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// The name of the machine.
    pub machine: String,
    /// Its module in Rust.
    pub module: String,
    /// The implementation, for the type `World`.
    pub code: String,
    /// Its functions, in order.
    pub functions: Vec<Function>,
}

/// A function of an implementation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The name in Rust.
    pub name: String,
    /// The name of the phrase that it is for; of `uuid()` and `now()` the name in Rust.
    pub phrase: String,
    /// Its lines, with their indentation in the implementation.
    pub code: String,
    /// The same in an implementation of `AsyncBindings`; `uuid()` and `now()` are not awaited.
    pub awaited: Option<String>,
}

/// The implementations for all machines with phrases. Positions in comments have paths relative to a folder.
pub fn skeletons(analysis: &Analysis, folder: &str) -> Vec<Skeleton> {
    let options = Options::default();
    let with_paths = |text: String| text.replace(&format!("({folder}/"), "(");
    let text = with_paths(pretty(&skeleton(analysis, &options)));
    let awaited = with_paths(pretty(&async_skeleton(analysis)));
    let mut skeletons = Vec::new();
    visit_machines(analysis, &mut |planned| {
        let machine = planned.of(&analysis.model);
        let module = planned.module.to_string();
        let phrase = |function: &BindingFunction<'_>| match function {
            BindingFunction::Phrase(binding) => machine.phrases[binding.phrase].function.clone(),
            BindingFunction::Uuid | BindingFunction::Now => function.name().to_string(),
        };
        let names: Vec<(String, String)> = planned
            .binding_functions()
            .map(|function| (function.name().to_string(), phrase(&function)))
            .collect();
        let Some(code) = implementation(&text, &module, "Bindings").filter(|_| !names.is_empty()) else {
            return;
        };
        let awaited = implementation(&awaited, &module, "AsyncBindings");
        let of = |(name, phrase): (String, String)| {
            let code = function_lines(code, "", &name)?;
            let awaited = awaited.and_then(|awaited| function_lines(awaited, "async ", &name));
            Some(Function { name, phrase, code, awaited })
        };
        let functions = names.into_iter().filter_map(of).collect();
        skeletons.push(Skeleton {
            machine: machine.name.text.clone(),
            module,
            code: spaced(code),
            functions,
        });
    });
    skeletons
}

/// The functions for some phrases, of every machine that has them.
pub fn functions_of<'s>(skeletons: &'s [Skeleton], symbols: &[&Symbol]) -> Vec<(&'s Skeleton, &'s Function)> {
    let is_wanted = |of: &Function| {
        symbols.iter().any(|symbol| matches!(symbol, Symbol::Phrase { function } if of.phrase == *function))
    };
    let all = skeletons.iter().flat_map(|skeleton| skeleton.functions.iter().map(move |of| (skeleton, of)));
    all.filter(|(_, of)| is_wanted(of)).collect()
}

/// The lines of an implementation, from its attribute to its last brace.
fn implementation<'t>(text: &'t str, module: &str, name: &str) -> Option<&'t str> {
    let header = text.find(&format!("impl {module}::{name} for World {{"))?;
    let start = text[..header].rfind("#[allow").unwrap_or(header);
    let end = header + text[header..].find("\n}\n")? + "\n}\n".len();
    Some(&text[start..end])
}

/// The lines of a function, from its documentation to its last brace.
fn function_lines(code: &str, before: &str, name: &str) -> Option<String> {
    let header = code.find(&format!("    {before}fn {name}("))?;
    let end = header + code[header..].find("\n    }\n")? + "\n    }\n".len();
    let lines = code[..header].lines().rev().take_while(|line| line.trim_start().starts_with("///"));
    let start = header - lines.map(|line| line.len() + 1).sum::<usize>();
    Some(code[start..end].to_owned())
}

/// The code with a blank line before each function: the pretty-printer leaves none.
fn spaced(code: &str) -> String {
    let mut text = String::new();
    let mut before = "";
    for line in code.lines() {
        let is_ended = before == "    }" || before.ends_with(';') && before.starts_with("    type ");
        if is_ended && line.starts_with("    /// ") {
            text.push('\n');
        }
        text += &format!("{line}\n");
        before = line;
    }
    text
}
