//! The code of small specifications, and of the seed, byte for byte. `tests/generated` compiles and runs the same files.
//! `FLOW_BLESS=1` writes them.

#![cfg(feature = "pretty")]

use std::fs;
use std::path::{Path, PathBuf};

use flow_codegen::{Options, async_skeleton, generate, pretty, skeleton};
use flow_model::MemoryLoader;
use flow_project::{ExploreSettings, Number, Request, Settings, analyze};
use flow_syntax::source::Sources;

/// Compiles the files and compares the code with `golden/<name>.rs`, the skeleton of the bindings with
/// `golden/<name>.bindings.rs`, that of a durable host with `golden/<name>.awaited.rs`, and the names of the diagnostics with `expected`.
fn check(name: &str, files: &[(&str, String)], number: Number, options: &Options, expected: &[&str]) {
    let overrides = Settings { number: Some(number), ..Settings::default() };
    check_with(name, files, overrides, options, expected);
}

/// As [`check`], with settings.
fn check_with(
    name: &str,
    files: &[(&str, String)],
    overrides: Settings,
    options: &Options,
    expected: &[&str],
) {
    let roots = files.iter().map(|(path, _)| *path);
    let request = Request { with_test_files: options.tests, overrides, ..Request::new(roots) };
    let analyze = || analyze(&request, &mut MemoryLoader::new(files.iter().cloned()));
    let analysis = analyze();
    let output = generate(&analysis, options);
    let reported = output.diagnostics.sorted();
    let names: Vec<_> = reported.iter().map(|diagnostic| diagnostic.name.as_str()).collect();
    assert_eq!(names, expected, "{}", report(&analysis.program.sources, &reported));
    let code = pretty(&output.code);
    assert_eq!(code, pretty(&generate(&analyze(), options).code), "the code differs from run to run");
    compare(&golden(name), &without_pictures(&code));
    let bindings = skeleton(&analysis, options);
    compare(&golden(&format!("{name}.bindings")), &pretty(&bindings));
    if options.durable {
        compare(&golden(&format!("{name}.awaited")), &with_errors(&pretty(&async_skeleton(&analysis))));
    }
}

/// Implementations to be awaited, with the type that a user has written before an editor adds functions to them.
fn with_errors(code: &str) -> String {
    let header = "AsyncBindings for World {\n";
    code.replace(header, &format!("{header}    type Error = ::core::convert::Infallible;\n"))
}

/// The code without the state diagrams in its docs, which the goldens of `flow-diagram` cover.
fn without_pictures(code: &str) -> String {
    let mut inside = false;
    let lines = code.lines().filter(|line| {
        let fence = line.trim_start().starts_with("/// ```");
        inside ^= fence;
        !inside && !fence
    });
    lines.map(|line| format!("{line}\n")).collect()
}

fn report(sources: &Sources, reported: &[&flow_syntax::diagnostic::Diagnostic]) -> String {
    let lines = reported.iter().map(|found| {
        let (at, text) = (sources.position(found.span), sources.text(found.span));
        format!("{}:{}: {}: {} '{text}'\n", at.line, at.column, found.name.as_str(), found.message)
    });
    lines.collect()
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.rs"))
}

fn compare(path: &Path, code: &str) {
    if std::env::var_os("FLOW_BLESS").is_some() {
        return fs::write(path, code).expect("goldens can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(expected == code, "{} is not what is generated; FLOW_BLESS=1 writes it", path.display());
}

/// Checks a specification in the folder of the goldens.
fn check_own(name: &str, number: Number, options: &Options, expected: &[&str]) {
    let path = golden(name).with_extension("flow");
    let text = fs::read_to_string(path).expect("the specification is there");
    check(name, &[(&format!("{name}.flow"), text)], number, options, expected);
}

/// Checks files of the seed, if they exist.
fn check_seed(name: &str, files: &[&'static str], expected: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    if !folder.exists() {
        return eprintln!("note: {} is not there, skipped", folder.display());
    }
    let read =
        |file: &&'static str| (*file, fs::read_to_string(folder.join(file)).expect("the seed is whole"));
    let files: Vec<_> = files.iter().map(read).collect();
    check(name, &files, Number::Decimal, &Options::default(), expected);
    if name == "seed_checkout" {
        let options = Options { durable: true, ..Options::default() };
        check("seed_durable", &files, Number::Decimal, &options, expected);
    }
}

#[test]
fn a_machine_without_texts() {
    check_own("lamp", Number::Decimal, &Options::default(), &[]);
}

#[test]
fn as_little_as_possible_by_another_path() {
    check_own(
        "bare",
        Number::Decimal,
        &Options { krate: "crate::runtime".into(), ..Options::default() },
        &[],
    );
}

#[test]
fn names_that_rust_keeps() {
    check_own("keywords", Number::Decimal, &Options::default(), &["unused-timer"]);
}

#[test]
fn one_event_from_several_senders() {
    check_own("senders", Number::Decimal, &Options::default(), &[]);
}

#[test]
fn failures_after_changes() {
    check_own("staging", Number::I64, &Options::default(), &[]);
}

#[test]
fn every_kind_of_value() {
    check_own("values", Number::Decimal, &Options { serde: true, ..Options::default() }, &[]);
}

#[test]
fn corners_of_values_and_payloads() {
    check_own("corners", Number::Decimal, &Options::default(), &["unhandled-event"]);
}

#[test]
fn events_to_oneself() {
    check_own("timers", Number::F64, &Options::default(), &["stale-schedule"]);
}

#[test]
fn calls_in_their_own_words() {
    check_own("wordings", Number::Decimal, &Options::default(), &[]);
}

#[test]
fn guards_that_may_fail() {
    let text = fs::read_to_string(golden("fallible").with_extension("flow")).expect("the file is there");
    let explore = Some(ExploreSettings { test: true, states: Some(1000), ..ExploreSettings::default() });
    let overrides = Settings { fallible_guards: Some(true), explore, ..Settings::default() };
    let options = Options { tests: true, ..Options::default() };
    check_with("fallible", &[("fallible.flow", text)], overrides, &options, &[]);
}

#[test]
fn stories_as_tests() {
    let read = |name: &str| {
        let path = golden(name).with_file_name(name);
        (name.to_owned(), fs::read_to_string(path).expect("the file is there"))
    };
    let files = ["stories.flow", "stories.test.flow"].map(read);
    let files = [(files[0].0.as_str(), files[0].1.clone()), (files[1].0.as_str(), files[1].1.clone())];
    check(
        "stories",
        &files,
        Number::Decimal,
        &Options { tests: true, ..Options::default() },
        &["unused-timer"],
    );
    let elsewhere = Options {
        tests: true,
        flow_test: "crate::testing".into(),
        krate: "crate::runtime".into(),
        ..Options::default()
    };
    check("stories_elsewhere", &files, Number::F64, &elsewhere, &["unused-timer"]);
}

#[test]
fn failures_that_a_handler_takes_in_a_durable_host() {
    let options = Options { durable: true, ..Options::default() };
    check_own("undone", Number::Decimal, &options, &[]);
}

#[test]
fn code_for_a_durable_host() {
    let options = Options { durable: true, ..Options::default() };
    check_own("durable", Number::Decimal, &options, &[]);
}

#[test]
fn the_seeds_order() {
    let files = [
        "order.flow",
        "successful-checkout.flow",
        "payment-fails.flow",
        "out-of-stock.flow",
        "process-refund.flow",
    ];
    check_seed("seed_order", &files, &["never-set", "guessed-source"]);
}

#[test]
fn the_seeds_system() {
    check_seed("seed_checkout", &["checkout.flow"], &["never-set", "unhandled-event"]);
}
