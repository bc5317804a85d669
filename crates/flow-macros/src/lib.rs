//! The `flow!` macro: a specification becomes Rust modules.
//!
//! It reads its arguments, calls [`flow_project::analyze`] and [`flow_codegen::generate`], and reports: errors as
//! `compile_error!`, warnings as warnings of the compiler, and every file that was read, so that an edit of any of them
//! rebuilds. All knowledge of specifications is in those crates.

mod args;
mod command_line;
mod fallback_tokens;
mod files;
mod input;
mod place;
mod report;

use std::ffi::OsStr;
use std::path::Path;

use flow_project::DiskLoader;
use proc_macro::{Span, TokenStream};

use args::Args;
use input::Error;
use place::{Misplaced, Position};

/// Turns a specification into Rust: one module for each machine, one for each actor outside, and one for the system.
///
/// ```ignore
/// flow::flow!("flows/checkout.flow");
/// flow::flow!("flows/order.flow", "flows/refund.flow", number = f64, allow(never_set));
/// ```
///
/// Call it in a module, not in a function. A second call needs a module of its own, since each generates a module `system`.
///
/// The first arguments are files, with paths relative to the package's folder; several are loaded together. A path is a text in
/// quotation marks, `concat!`, or `env!`. Options follow in any order:
///
/// | option | effect |
/// |---|---|
/// | `serde` | every generated type can be stored; needs the feature `serde` of `flow` |
/// | `tests` | stories become `#[test]`s; needs `flow-test` among the dev-dependencies (`tests = path` is its path, by default `::flow_test`) |
/// | `durable` | what a host needs that keeps the machines in a database; needs the crate `flow-durable` (`durable = path` is its path, by default `::flow_durable`), implies `serde` and `fallible_guards` |
/// | `number = f64` | what a `number` is: `decimal`, `f64` or `i64` |
/// | `fallible_guards` | the functions of guards return a `Result`, and may fail as those of actions do |
/// | `crate = path` | the path of the `flow` crate, by default `::flow` |
/// | `allow(name, …)`, `warn(…)`, `deny(…)` | levels of checks, in Rust's spelling (`never_set`) or in Flow's (`never-set`) |
///
/// With `tests`, the test file of a specification (`flows/checkout.test.flow`) is loaded too.
/// A macro can make cargo track existing files only: a new test file, or a new `flow.toml`, is found at the next rebuild of the
/// package. `flow test` and `flow check` read all files at every run.
/// Every scenario and every case is a test in the module `flow_tests`; `order::stories` runs scenarios with your own bindings.
/// Both modules are there for tests only.
///
/// Errors of the specification are errors of the build, all of them in one run, each with its place. Its warnings appear as
/// warnings about something deprecated, since macros can emit no others: fix their cause, or `allow` the check.
#[proc_macro]
pub fn flow(input: TokenStream) -> TokenStream {
    match args::parse(input.into()) {
        Ok(args) => expand(args, find_misplacement_of_call()),
        Err(errors) => {
            errors.iter().map(|error| error.to_compile_error()).collect::<proc_macro2::TokenStream>().into()
        }
    }
}

/// The reason why the call cannot be at its place; `None` if it can, and in language servers, which do not name its file.
fn find_misplacement_of_call() -> Option<Misplaced> {
    let call = Span::call_site();
    let position = Position { line: call.start().line(), column: call.start().column() };
    let file = call.local_file()?;
    fallback_tokens::with_fallback(|| place::find_misplaced(&file, position))
}

fn expand(mut args: Args, misplaced: Option<Misplaced>) -> TokenStream {
    args.options.diagrams = !is_compiler(std::env::current_exe().ok().as_deref());
    let mistakes = drop_impossible_options(&mut args);
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| ".".into());
    let below = path_below_current_folder(Path::new(&root)).unwrap_or_default();
    let mut loader = DiskLoader::new(root);
    args.request.settings_file = loader.settings_file();
    let mut analysis = flow_project::analyze(&args.request, &mut loader);
    let (code, diagnostics) = fallback_tokens::generate_tokens(&analysis, &args.options);
    analysis.diagnostics = diagnostics;
    let inputs = analysis.program.inputs.iter().filter(|input| loader.path_on_disk(input).is_file());
    let inputs = report::track_inputs(inputs, &args.variables);
    let diagnostics = report::emit_diagnostics(analysis, &args, &below);
    let code = TokenStream::from_iter([mistakes.into(), diagnostics.into(), inputs.into(), code]);
    match misplaced {
        None => code,
        Some(misplaced) => report::emit_misplaced(misplaced, &args, &code.into()).into(),
    }
}

/// Turns off options that need a missing crate, and returns an error for each: without them, the code compiles.
fn drop_impossible_options(args: &mut Args) -> proc_macro2::TokenStream {
    let mut errors = Vec::new();
    if let Some(place) = args.serde_place.filter(|_| !cfg!(feature = "serde")) {
        args.options.serde = false;
        let message = "`serde` needs the feature of the same name of `flow-lang`: \
                       write `features = [\"serde\"]` at its dependency in Cargo.toml";
        errors.push(Error::new(place, message));
    }
    if let Some(place) =
        args.tests_place.filter(|_| command_line::lacks_crate_for_tests(&args.options.flow_test))
    {
        args.options.tests = false;
        let message = "`tests` needs the crate `flow_test`: add `flow-lang-test` to the dev-dependencies in Cargo.toml, \
                       or write `tests = path` if the crate has another path";
        errors.push(Error::new(place, message));
    }
    // The crate for hosts enables the feature `serde`: without that feature, it is not there either.
    let lacks = |path: &str| !cfg!(feature = "serde") || command_line::lacks_crate_for_hosts(path);
    if let Some(place) = args.durable_place.filter(|_| lacks(&args.options.flow_durable)) {
        args.options.durable = false;
        let message = "`durable` needs the crate `flow_durable`: add `flow-lang-durable` to the dependencies in Cargo.toml, \
                       or write `durable = path` if the crate has another path";
        errors.push(Error::new(place, message));
    }
    errors.iter().map(Error::to_compile_error).collect()
}

/// The path from the folder that the compiler runs in down to a package: `crates/shop/`. `None` if the package is
/// somewhere else.
fn path_below_current_folder(package: &Path) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let folders: Option<Vec<&str>> = package.strip_prefix(here).ok()?.iter().map(OsStr::to_str).collect();
    Some(folders?.into_iter().map(|folder| format!("{folder}/")).collect())
}

/// Whether the program that runs the macro is a compiler. A compiler shows no documentation; `rustdoc` and language servers do.
fn is_compiler(program: Option<&Path>) -> bool {
    let name = program.and_then(Path::file_stem).and_then(OsStr::to_str);
    matches!(name, Some("rustc" | "clippy-driver"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagrams_are_for_those_who_show_them() {
        let programs =
            ["/usr/bin/rustc", "clippy-driver", "/usr/bin/rustdoc", "rust-analyzer-proc-macro-srv"];
        assert_eq!(programs.map(|program| is_compiler(Some(Path::new(program)))), [true, true, false, false]);
        assert!(!is_compiler(None));
    }
}
