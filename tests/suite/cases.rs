//! The cases of the corpus, one test each: `corpus::<check>/<situation>` compares the diagnostics with the annotations,
//! `code::<check>/<situation>` the generated code of two runs, and `helps::<check>/<situation>` applies each help.
//!
//! With `FLOW_BLESS` set the annotations are rewritten (`FLOW_BLESS=full` rewrites all of them in full). That the code of
//! silent cases compiles without warnings is tested by the crate in `tests/compiled`.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::fs;
use std::process::ExitCode;

use flow_codegen::{Options, generate, pretty};
use flow_model::MemoryLoader;
use flow_project::{Request, analyze};
use flow_tests::case::{Case, cases};
use flow_tests::helps::false_helps;
use flow_tests::program::run;
use flow_tests::verdict::{Bless, blessed, differences};
use libtest_mimic::{Arguments, Failed, Trial};

/// What is checked of one case.
type Check = fn(&Case) -> Result<(), Failed>;

fn main() -> ExitCode {
    let cases = cases(&flow_tests::repository().join("tests/corpus"));
    let checks: [(&str, Check); 3] =
        [("corpus", check_annotations), ("code", check_code), ("helps", check_helps)];
    let trials = checks.into_iter().flat_map(|(group, check)| {
        cases.iter().cloned().map(move |case| {
            let name = case.name.strip_suffix(".flow").unwrap_or(&case.name);
            Trial::test(format!("{group}::{name}"), move || check(&case))
        })
    });
    let trials = trials.collect();
    drop(cases);
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check_annotations(case: &Case) -> Result<(), Failed> {
    let outcome = run(case);
    if let Ok(bless) = std::env::var("FLOW_BLESS") {
        let bless = if bless == "full" { Bless::Everything } else { Bless::Differences };
        write(blessed(case, &outcome, bless)?);
        return Ok(());
    }
    let differences = differences(case, &outcome)?;
    if differences.is_empty() { Ok(()) } else { Err(format!("  {}", differences.join("\n  ")).into()) }
}

/// Writes the texts of the corpus that differ.
fn write(texts: impl IntoIterator<Item = (String, String)>) {
    for (path, text) in texts {
        let path = flow_tests::repository().join("tests/corpus").join(path);
        if fs::read_to_string(&path).unwrap() != text {
            fs::write(&path, text).unwrap();
        }
    }
}

fn check_helps(case: &Case) -> Result<(), Failed> {
    let wrong = false_helps(case);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn check_code(case: &Case) -> Result<(), Failed> {
    let first = code(case);
    if first != code(case) {
        return Err("the code differs from run to run".into());
    }
    if first.contains("HashMap") || first.contains("HashSet") {
        return Err("the code uses a hash map, which has no fixed order".into());
    }
    Ok(())
}

fn code(case: &Case) -> String {
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let mut request = Request::new(case.roots.clone());
    request.overrides.lints = case.lints.clone();
    let analysis = analyze(&request, &mut MemoryLoader::new(files));
    pretty(&generate(&analysis, &Options::default()).code)
}
