//! From files to an analysis: settings, inputs, test files, buffers over files.

use flow_model::MemoryLoader;
use flow_project::{Analysis, Number, Overlay, Request, Settings, analyze};

const DOOR: &str = "machine: @door\n\n  scenario: open it\n    on> :open\n      door moves to #open\n      $weight: number becomes 1.5\n    expect:\n      = door is in #open\n";

fn analyzed(files: &[(&str, &str)], overrides: Settings) -> Analysis {
    let request = Request { overrides, ..Request::new([files[0].0]) };
    analyze(&request, &mut MemoryLoader::new(files.iter().copied()))
}

/// Asserts what is reported: `name: message`, in file order.
fn check(analysis: &Analysis, expected: &[&str]) {
    let reported = analysis.diagnostics.sorted();
    let reported: Vec<_> =
        reported.iter().map(|found| format!("{}: {}", found.name.as_str(), found.message)).collect();
    assert_eq!(reported, expected);
}

#[test]
fn inputs_are_all_files_that_were_asked_for() {
    let files = [("flows/door.flow", DOOR), ("flow.toml", "[types]\nnumber = \"f64\"\n")];
    let analysis = analyzed(&files, Settings::default());
    check(&analysis, &[]);
    assert_eq!(analysis.program.inputs, ["flows/door.flow", "flow.toml"]);
    assert_eq!(analysis.settings.number(), Number::F64);
}

#[test]
fn a_missing_settings_file_is_no_input() {
    let analysis = analyzed(&[("door.flow", DOOR)], Settings::default());
    check(&analysis, &[]);
    assert_eq!(analysis.program.inputs, ["door.flow"]);
}

#[test]
fn mistakes_of_the_settings_file_are_reported() {
    let files = [("door.flow", DOOR), ("flow.toml", "[lints]\nnever-sat = \"warn\"\n")];
    let analysis = analyzed(&files, Settings::default());
    check(&analysis, &["configuration: there is no check 'never-sat'"]);
    assert_eq!(analysis.diagnostics.sorted()[0].help[0].text, "did you mean 'never-set'?");
}

#[test]
fn literals_must_fit_the_type_of_numbers() {
    let overrides = Settings { number: Some(Number::I64), ..Settings::default() };
    check(
        &analyzed(&[("door.flow", DOOR)], overrides),
        &["type-mismatch: '1.5' is no whole number, and numbers are 'i64' here"],
    );
}

#[test]
fn test_files_are_loaded_where_they_are_asked_for() {
    let test = "test: @door\n  for scenario: open it\n    for :open:\n      x:\n        = door is in #open\n";
    let files = [("door.flow", DOOR), ("door.test.flow", test)];
    let tests = |with_test_files| {
        let request = Request { with_test_files, ..Request::new(["door.flow"]) };
        let analysis = analyze(&request, &mut MemoryLoader::new(files));
        check(&analysis, &[]);
        analysis.program.tests.len()
    };
    assert_eq!([tests(false), tests(true)], [0, 1]);
}

#[test]
fn a_buffer_takes_the_place_of_its_file() {
    let mut loader = Overlay::new(MemoryLoader::new([("flows/door.flow", DOOR)]));
    let states = |loader: &mut Overlay<MemoryLoader>| {
        let analysis = analyze(&Request::new(["./flows/door.flow"]), loader);
        analysis
            .model
            .machines
            .iter()
            .flat_map(|machine| &machine.states)
            .map(|state| state.name.text.clone())
            .collect::<Vec<_>>()
    };
    let saved = states(&mut loader);
    assert!(saved.contains(&"open".to_owned()));
    loader.insert("flows/./door.flow", DOOR.replace("#open", "#ajar"));
    assert!(states(&mut loader).contains(&"ajar".to_owned()));
    loader.remove("flows/door.flow");
    assert_eq!(states(&mut loader), saved);
}

#[test]
fn a_buffer_needs_no_file() {
    let mut loader =
        Overlay::new(MemoryLoader::new([("main.flow", "machine: @a\n  uses: @door from ./door.flow\n")]));
    loader.insert("door.flow", DOOR);
    assert!(loader.contains("./door.flow"));
    let analysis = analyze(&Request::new(["door.flow"]), &mut loader);
    check(&analysis, &[]);
    assert_eq!(analysis.model.machines.iter().count(), 1);
}
