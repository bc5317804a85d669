//! The JSON output validates against the schemas in `docs/schemas`; the XML output has the structure of JUnit reports.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::place::Place;
use crate::specs::{LIBRARY, LOAN, LOAN_TESTS};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

struct Schema(jsonschema::Validator);

impl Schema {
    fn of(name: &str) -> Schema {
        let file = root().join("docs/schemas").join(format!("{name}.schema.json"));
        Schema::read(&fs::read_to_string(file).unwrap())
    }

    /// That of SARIF, as its authors publish it, but for a pattern with a bracket too many, which no strict reader takes.
    fn sarif() -> Schema {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
        Schema::read(&fs::read_to_string(file).unwrap().replace("{2}]?$", "{2}$"))
    }

    fn read(text: &str) -> Schema {
        let schema: Value = serde_json::from_str(text).unwrap();
        Schema(jsonschema::validator_for(&schema).unwrap())
    }

    #[track_caller]
    fn check(&self, of: &str, text: &str) {
        let value: Value = serde_json::from_str(text).unwrap();
        let errors: Vec<_> =
            self.0.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{of}: {}", errors.join("\n"));
    }
}

/// The standard output of a command, regardless of its exit code.
fn printed(place: &Place, args: &str) -> String {
    String::from_utf8(place.flow(args).output().unwrap().stdout).unwrap()
}

/// The single files of the corpus and of the seed.
fn specifications() -> Vec<PathBuf> {
    let mut folders = vec![root().join("tests/corpus"), root().join("../shared/seed")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            match path.extension() {
                None if path.is_dir() => folders.push(path),
                Some(ending) if ending == "flow" => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

#[test]
fn explorations() {
    let schema = Schema::of("explore");
    let place = Place::new("schema-explore", &[("library.flow", LIBRARY), ("loan.flow", LOAN)]);
    let text = printed(&place, "explore --failures --losses --format json");
    assert!(text.contains("waits-for-ever"), "{text}");
    schema.check("explorations", &text);
    let text = printed(&place, "explore --suggest --format json");
    assert!(text.contains("\"is_handler\"") && text.contains("\"suggestions\""), "{text}");
    schema.check("explorations beside stories", &text);
    let accepts =
        "[explore]\nrequire = \"everything\"\nstates = 3\n[explore.accept]\n\"fails\" = \"an old one\"\n";
    place.write("flow.toml", accepts);
    let text = printed(&place, "explore --format json");
    assert!(text.contains("\"unmet\""), "{text}");
    schema.check("explorations of settings", &text);
}

#[test]
fn models_of_the_corpus_and_the_seed() {
    let schema = Schema::of("model");
    let place = Place::new("schema-model", &[]);
    let mut models = 0;
    for file in specifications() {
        let output = place.flow_with(&["model", file.to_str().unwrap()]).output().unwrap();
        if output.status.success() {
            schema.check(&file.display().to_string(), std::str::from_utf8(&output.stdout).unwrap());
            models += 1;
        }
    }
    assert!(models > 100, "{models} models");
}

#[test]
fn what_is_said_of_the_corpus() {
    let schema = Schema::of("diagnostic");
    let sarif = Schema::sarif();
    let place = Place::new("schema-check", &[]);
    let corpus = root().join("tests/corpus").display().to_string();
    let lines = printed(&place, &format!("check {corpus} --format json"));
    lines.lines().for_each(|line| schema.check("a diagnostic", line));
    let names: std::collections::BTreeSet<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["name"].as_str().unwrap().to_owned())
        .collect();
    assert!(names.len() > 30, "{names:?}");
    sarif.check("the corpus", &printed(&place, &format!("check {corpus} --format sarif")));
    place.write("in order.flow", LOAN);
    sarif.check("nothing", &printed(&place, "check --format sarif"));
}

#[test]
fn results_of_stories() {
    let schema = Schema::of("test");
    let place = Place::new(
        "schema-test",
        &[("a/loan.flow", LOAN), ("a/loan.test.flow", LOAN_TESTS), ("b/library.flow", LIBRARY)],
    );
    schema.check("all", &printed(&place, "test --format json"));
    schema.check("coverage", &printed(&place, "test --format json --coverage"));
    place.write("c/broken.flow", crate::specs::BROKEN);
    schema.check("broken", &printed(&place, "test --format json"));
    let seed = root().join("../shared/seed");
    if seed.exists() {
        schema.check("seed", &printed(&place, &format!("test {} --format json --coverage", seed.display())));
    }
}

#[test]
fn changes_between_versions() {
    let schema = Schema::of("diff");
    let new = LOAN
        .replace("#closed", "#back")
        .replace("<= 30", "<= 20")
        .replace("send letter", "write letter to $name");
    let place =
        Place::new("schema-diff", &[("loan.flow", LOAN), ("new.flow", &new), ("library.flow", LIBRARY)]);
    for (old, new) in
        [("loan", "new"), ("new", "loan"), ("loan", "library"), ("library", "new"), ("loan", "loan")]
    {
        schema.check(old, &printed(&place, &format!("diff {old}.flow {new}.flow --format json")));
    }
}

#[test]
fn a_schema_finds_what_is_wrong() {
    let place = Place::new("schema-wrong", &[("loan.flow", LOAN)]);
    let model = place.printed("model").replace("\"initial\": true", "\"initial\": 1");
    let value: Value = serde_json::from_str(&model).unwrap();
    assert!(Schema::of("model").0.iter_errors(&value).next().is_some());
}

#[test]
fn the_report_for_ci_servers_counts_what_it_holds() {
    let place = Place::new(
        "schema-junit",
        &[("a/loan.flow", LOAN), ("a/loan.test.flow", LOAN_TESTS), ("b/library.flow", LIBRARY)],
    );
    let reports = [
        ("test --format junit", 1),
        ("test --format junit --strict", 0),
        ("explore --losses --doubles --format junit", 0),
        ("explore --failures --format junit --strict", 0),
    ];
    for (args, skipped) in reports {
        let xml = printed(&place, args);
        let document = roxmltree::Document::parse(&xml).unwrap();
        let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
        let said = |name: &str| document.root_element().attribute(name).unwrap().parse::<usize>().unwrap();
        assert_eq!(
            (said("tests"), said("failures"), said("errors")),
            (count("testcase"), count("failure"), 0),
            "{xml}"
        );
        assert_eq!(count("skipped"), skipped);
        for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
            let cases = suite.children().filter(|node| node.has_tag_name("testcase")).count();
            assert_eq!(suite.attribute("tests"), Some(cases.to_string().as_str()));
        }
    }
}
