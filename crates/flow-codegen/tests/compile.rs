//! From an analysis to code: options, settings, and the code of a specification with errors.

use flow_codegen::{Options, Output, generate};
use flow_model::MemoryLoader;
use flow_project::{Analysis, Request, analyze};

const DOOR: &str = "machine: @door\n\n  scenario: open it\n    on> :open\n      door moves to #open\n      $weight: number becomes 1.5\n    expect:\n      = door is in #open\n";

fn compiled(files: &[(&str, &str)], options: &Options) -> (Analysis, Output) {
    let request = Request { with_test_files: options.tests, ..Request::new([files[0].0]) };
    let analysis = analyze(&request, &mut MemoryLoader::new(files.iter().copied()));
    let output = generate(&analysis, options);
    (analysis, output)
}

/// Compiles and asserts the diagnostics: `name: message`, in file order.
fn check(files: &[(&str, &str)], options: &Options, expected: &[&str]) -> Output {
    let (_, output) = compiled(files, options);
    let reported = output.diagnostics.sorted();
    let lines = reported.iter().map(|found| format!("{}: {}", found.name.as_str(), found.message));
    assert_eq!(lines.collect::<Vec<_>>(), expected);
    output
}

#[test]
fn settings_decide_the_type_of_numbers() {
    let files = [("flows/door.flow", DOOR), ("flow.toml", "[types]\nnumber = \"f64\"\n")];
    let output = check(&files, &Options::default(), &[]);
    assert!(output.code.to_string().contains("pub weight : f64"));
}

#[test]
fn settings_decide_whether_a_test_explores() {
    let code = |settings: &str, tests: bool| {
        let files = [("flows/door.flow", DOOR), ("flow.toml", settings)];
        check(&files, &Options { tests, ..Options::default() }, &[]).code.to_string()
    };
    let asks = "[explore]\ntest = true\nstates = 20\nlosses = true\n";
    let explored = "SPECIFICATION . explored (\"[explore]\\nstates = 20\\nlosses = true\\n\")";
    assert!(code(asks, true).contains(explored));
    assert!(!code(asks, false).contains("explored"));
    assert!(!code("[explore]\nstates = 20\n", true).contains("explored"));
}

#[test]
fn the_run_time_has_the_path_that_is_asked_for() {
    let options = Options { krate: "::shop::rt".into(), ..Options::default() };
    let code = check(&[("door.flow", DOOR)], &options, &[]).code.to_string();
    assert!(code.contains(":: shop :: rt :: Decimal"));
    assert!(!code.contains(":: flow ::"));
}

#[test]
fn a_path_that_is_none_is_reported() {
    let options = Options { krate: "no path".into(), ..Options::default() };
    check(&[("door.flow", DOOR)], &options, &["configuration: 'no path' is not the path of a crate"]);
}

#[test]
fn a_specification_with_errors_still_has_its_names() {
    let broken = DOOR.replace("$weight: number becomes 1.5", "door glides to open #ajar with :speed, \"");
    let (_, output) = compiled(&[("door.flow", &broken)], &Options::default());
    assert!(output.diagnostics.has_errors());
    let code = output.code.to_string();
    for name in ["pub mod door", "pub enum State", "pub fn open", "pub trait Bindings", "pub const MODEL"] {
        assert!(code.contains(name), "{name} is not in {code}");
    }
}

#[test]
fn a_missing_file_gives_no_code_and_one_error() {
    let analysis = analyze(&Request::new(["dor.flow"]), &mut MemoryLoader::new([("door.flow", DOOR)]));
    let output = generate(&analysis, &Options::default());
    assert_eq!(output.diagnostics.sorted().len(), 1);
    assert_eq!(analysis.program.inputs, ["dor.flow"]);
    assert!(!output.code.to_string().contains("pub mod"));
}

#[test]
fn the_docs_show_the_state_diagram() {
    let code = check(&[("door.flow", DOOR)], &Options::default(), &[]).code.to_string();
    assert!(code.contains("│ :open"), "{code}");
}

const CASES: &str = "test: @door\n  for scenario: open it\n    for :open:\n      it weighs nothing:\n        = $weight is 1.5\n";

/// What `tests` adds: the names of tests with what they run, and whether the functions of stories are there.
fn check_tests(files: &[(&str, &str)], tests: bool, inputs: &[&str], expected: &[&str]) {
    let (analysis, output) = compiled(files, &Options { tests, ..Options::default() });
    assert_eq!(analysis.program.inputs, inputs);
    let code = output.code.to_string();
    let found = code.split("# [test] fn ").skip(1).map(|rest| rest.split(" ; }").next().unwrap_or_default());
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert_eq!(code.contains("pub fn open_it < W : World >"), tests);
}

#[test]
fn stories_and_cases_become_tests() {
    let story = "open_it () { super :: SPECIFICATION . story (0 , 0)";
    let case = "open_it_open_it_weighs_nothing () { super :: SPECIFICATION . case (\"door.test.flow\" , 4)";
    let files = [("door.flow", DOOR), ("door.test.flow", CASES)];
    check_tests(&files, true, &["door.flow", "door.test.flow"], &[story, case]);
    check_tests(&files[..1], true, &["door.flow"], &[story]);
    check_tests(&files, false, &["door.flow"], &[]);
}

#[test]
fn a_specification_with_errors_keeps_the_names_of_its_stories() {
    let broken = DOOR.replace("$weight: number becomes 1.5", "$weight becomes , \"");
    check_tests(&[("door.flow", &broken)], true, &["door.flow"], &[]);
}

#[test]
fn a_path_of_the_tests_crate_that_is_none_is_reported() {
    let options = Options { flow_test: "no path".into(), ..Options::default() };
    check(&[("door.flow", DOOR)], &options, &["configuration: 'no path' is not the path of a crate"]);
}
