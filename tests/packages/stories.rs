//! Scenarios as tests of a user's package: they are found by name, fail with a report, and follow their files.

use crate::package::Package;

const LAMP: &str = "\
machine: @lamp
  scenario: switch it on
    on> :press from @guest
      ? bulb is whole
        lamp moves to #lit
      otherwise
        emit :sorry to @guest
      expect:
        = lamp is in #lit

  scenario: take the bulb out
    on> :unscrew from @guest
      lamp moves to #empty
      expect:
        = lamp is in #empty
";

const CASES: &str = "\
test: @lamp
  for scenario: switch it on
    for :press:
      a broken bulb:
        assume:
          ? bulb is whole = false
        = @guest received :sorry
";

const LIB: &str = "\
//! A lamp, without the standard library.
#![no_std]
flow::flow!(\"flows/lamp.flow\", tests);
";

const BUILD: &str = "\
fn main() -> Result<(), flow_build::Error> {
    flow_build::Build::new().file(\"flows/lamp.flow\").tests().compile()
}
";

const FLOW: &str =
    "flow-lang = { path = \"CRATES/flow\", default-features = false, features = [\"alloc\", \"macros\"] }\n";

const FLOW_TEST: &str = "[dev-dependencies]\nflow-lang-test = { path = \"CRATES/flow-test\" }\n";

/// A package that compiles its lamp with the macro.
fn with_macro(name: &str) -> Package {
    let files = [("flows/lamp.flow", LAMP), ("flows/lamp.test.flow", CASES), ("src/lib.rs", LIB)];
    Package::new(name, &format!("[dependencies]\n{FLOW}{FLOW_TEST}"), &files)
}

/// A package that compiles its lamp in a build script.
fn with_script(name: &str) -> Package {
    let manifest = format!(
        "[dependencies]\n{FLOW}{FLOW_TEST}[build-dependencies]\nflow-lang-build = {{ path = \"CRATES/flow-build\" }}\n"
    );
    let lib = "include!(concat!(env!(\"OUT_DIR\"), \"/lamp.rs\"));\n";
    let files = [
        ("flows/lamp.flow", LAMP),
        ("flows/lamp.test.flow", CASES),
        ("build.rs", BUILD),
        ("src/lib.rs", lib),
    ];
    Package::new(name, &manifest, &files)
}

/// The tests whose names contain `filter`, each with its result, in order.
#[track_caller]
fn check(package: &Package, filter: &str, expected: &[&str]) -> String {
    let (_, said) = package.test(filter);
    let tests = said.lines().filter_map(|line| line.strip_prefix("test flow_tests::"));
    let mut tests: Vec<_> = tests.collect();
    tests.sort_unstable();
    assert_eq!(tests, expected, "{said}");
    said
}

/// Runs the tests, changes what is expected in one place, and runs them again.
fn check_edits(package: &Package) {
    let all = [
        "lamp::switch_it_on ... ok",
        "lamp::switch_it_on_press_a_broken_bulb ... ok",
        "lamp::take_the_bulb_out ... ok",
    ];
    check(package, "", &all);
    check(package, "bulb_out", &all[2..]);
    package.write("flows/lamp.flow", &LAMP.replace("= lamp is in #empty", "= @guest received :sorry"));
    let said = check(package, "take_the_bulb", &["lamp::take_the_bulb_out ... FAILED"]);
    let report = "flows/lamp.flow:15:11: expected after :unscrew from @guest\n      | = @guest received :sorry\n      but";
    assert!(said.contains(report), "{said}");
    package.write("flows/lamp.test.flow", &CASES.replace("received :sorry", "did not receive :sorry"));
    check(package, "broken_bulb", &["lamp::switch_it_on_press_a_broken_bulb ... FAILED"]);
}

#[test]
fn the_macro_makes_tests_of_scenarios() {
    check_edits(&with_macro("stories-macro"));
}

#[test]
fn the_build_script_makes_tests_of_scenarios() {
    check_edits(&with_script("stories-script"));
}

#[test]
fn a_missing_crate_is_named_first() {
    let files = [("flows/lamp.flow", LAMP), ("src/lib.rs", LIB)];
    let package = Package::new("stories-alone", &format!("[dependencies]\n{FLOW}"), &files);
    assert!(package.check().0, "only tests need it");
    let (built, said) = package.test("");
    let first = said.lines().find(|line| line.starts_with("error"));
    assert!(
        !built && first.is_some_and(|first| first.starts_with("error: `tests` needs the crate `flow_test`")),
        "{said}"
    );
}
