//! The cases of the corpus, one test each: `corpus::<check>/<situation>` compares the diagnostics with the annotations,
//! `code::<check>/<situation>` the generated code of two runs, and `helps::<check>/<situation>` applies each help.
//! `fixes::<file>` fixes all findings of a file, also with a mistake in it.
//! `names::<file>` finds the mentions of every name and renames some of them.
//! `mistakes::<file>` applies each help of a file with a mistake in it, for every specification of the repository.
//!
//! `FLOW_SWEEP` sets the number of mistakes in each file; by default a few.
//! With `FLOW_BLESS` set the annotations are rewritten (`FLOW_BLESS=full` rewrites all of them in full). That the code of
//! silent cases compiles without warnings is tested by the crate in `tests/compiled`.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::fs;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use flow_codegen::{Options, generate, pretty};
use flow_model::MemoryLoader;
use flow_project::{Request, analyze};
use flow_syntax::diagnostic::Level;
use flow_tests::case::{Case, cases};
use flow_tests::fixes::fix_faults;
use flow_tests::helps::{Findings, findings, follow_helps};
use flow_tests::inputs::inputs;
use flow_tests::mutation::mutations;
use flow_tests::names::{Renamed, find_names, rename_fault};
use flow_tests::program::run;
use flow_tests::verdict::{Bless, blessed, differences};
use libtest_mimic::{Arguments, Failed, Trial};

/// A check of one case.
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
    let mistakes = inputs()
        .into_iter()
        .map(|input| Trial::test(format!("mistakes::{}", input.name), move || check_mistakes(&input)));
    let names = inputs()
        .into_iter()
        .map(|input| Trial::test(format!("names::{}", input.name), move || check_names(&input)));
    let fixes = inputs()
        .into_iter()
        .map(|input| Trial::test(format!("fixes::{}", input.name), move || check_fixes(&input)));
    let trials = trials.chain(mistakes).chain(names).chain(fixes).collect();
    drop(cases);
    let arguments = Arguments::from_args();
    let conclusion = libtest_mimic::run(&arguments, trials);
    // `-- some_case` and `--list` run few or none of them.
    let is_whole = arguments.filter.is_none() && arguments.skip.is_empty() && !arguments.list;
    let mutants = MUTANTS.load(Ordering::Relaxed);
    if is_whole && mutants < LEAST_MUTANTS {
        eprintln!(
            "helps were followed in {mutants} texts with a mistake; at least {LEAST_MUTANTS} are wanted"
        );
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
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
    let wrong = follow_helps(case, &Findings::new()).wrong;
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The mistakes in each file without `FLOW_SWEEP`: with all inputs, these take about twenty seconds of a processor.
const MISTAKES: usize = 6;
/// How many texts with a mistake a whole run has at least: fewer would mean that inputs are missing.
const LEAST_MUTANTS: usize = 2_500;
/// How many there were.
static MUTANTS: AtomicUsize = AtomicUsize::new(0);

/// Checks the helps of the unchanged input, and of each of its mutants.
fn check_mistakes(input: &Case) -> Result<(), Failed> {
    let sweep = std::env::var("FLOW_SWEEP").ok();
    let limit = sweep.as_ref().map_or(MISTAKES, |limit| limit.parse().unwrap());
    let original = findings(&run(input));
    let mut followed = follow_helps(input, &original);
    // An error hides other findings; they would be blamed on the help.
    let errors = run(input).diagnostics.iter().any(|finding| finding.level == Level::Deny);
    for root in input.roots.iter().filter(|_| !errors) {
        let Some(text) = input.files.get(root) else { continue };
        for mutation in mutations(text, limit) {
            let mut mutant = input.clone();
            mutant.files.insert(root.clone(), mutation.text);
            MUTANTS.fetch_add(1, Ordering::Relaxed);
            let helps = follow_helps(&mutant, &original);
            followed.count += helps.count;
            followed.wrong.extend(helps.wrong.iter().map(|wrong| format!("{}: {wrong}", mutation.what)));
        }
    }
    if sweep.is_some() {
        println!("{}: {} helps, {} of them false", input.name, followed.count, followed.wrong.len());
    }
    if followed.wrong.is_empty() { Ok(()) } else { Err(followed.wrong.join("\n").into()) }
}

/// The default of `FLOW_SWEEP` for fixes: the number of mutants of each file that are fixed.
const FIXED_MISTAKES: usize = 2;

/// Checks the fixes of the unchanged input, and of each of its mutants.
fn check_fixes(input: &Case) -> Result<(), Failed> {
    let sweep = std::env::var("FLOW_SWEEP").ok();
    let limit = sweep.as_ref().map_or(FIXED_MISTAKES, |limit| limit.parse().unwrap());
    let (mut count, mut faults) = fix_faults(input);
    for root in &input.roots {
        let Some(text) = input.files.get(root) else { continue };
        for mutation in mutations(text, limit) {
            let mut mutant = input.clone();
            mutant.files.insert(root.clone(), mutation.text);
            let (fixed, found) = fix_faults(&mutant);
            count += fixed;
            faults.extend(found.iter().map(|fault| format!("{}: {fault}", mutation.what)));
        }
    }
    if sweep.is_some() {
        println!("{}: {count} fixes", input.name);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// The renames of each file without `FLOW_SWEEP`.
const RENAMES: usize = 3;

/// The mentions of an input, also with each of some mistakes in it, and renames of some of the names.
fn check_names(input: &Case) -> Result<(), Failed> {
    let named = find_names(input);
    let mut faults = named.faults();
    faults.extend(named.unnamed());
    for root in &input.roots {
        let Some(text) = input.files.get(root) else { continue };
        for mutation in mutations(text, MISTAKES) {
            let mut mutant = input.clone();
            mutant.files.insert(root.clone(), mutation.text);
            let unnamed = find_names(&mutant).unnamed();
            faults.extend(unnamed.iter().map(|fault| format!("{}: {fault}", mutation.what)));
        }
    }
    if !named.analysis.diagnostics.has_errors() {
        let sweep = std::env::var("FLOW_SWEEP").ok();
        let limit = sweep.as_ref().map_or(RENAMES, |limit| limit.parse().unwrap());
        let classes = named.classes();
        let step = (classes.len() / limit).max(1);
        let mut count = 0;
        for symbol in classes.iter().step_by(step) {
            match rename_fault(input, &named, symbol) {
                Ok(renamed) => count += usize::from(renamed == Renamed::Done),
                Err(fault) => faults.push(fault),
            }
        }
        if sweep.is_some() {
            println!("{}: {count} of {} names renamed", input.name, classes.len());
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
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
