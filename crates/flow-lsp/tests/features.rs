//! The fixtures of features, one test for each cursor: `completion::emits::2` is the second cursor of `fixtures/completion/emits.txt`.
//!
//! A fixture is a text with cursors, `$0`, and the result of the feature at each of them, after lines `--- 1`, `--- 2`. A feature without a
//! cursor has one part, `--- 1`. Several files begin with lines `=== order.flow`; `main.flow` uses the others, or else all are loaded
//! together. With `FLOW_BLESS` set the expected parts are rewritten: write them by hand first, from the reference.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod fixture;
mod show;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fixture::Fixture;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut trials = Vec::new();
    for (feature, path) in list_fixtures(&folder) {
        let text = std::fs::read_to_string(&path).unwrap();
        let fixture = Fixture::parse(&text);
        let show = show::of_feature(&feature);
        if std::env::var_os("FLOW_BLESS").is_some() {
            let found: Vec<String> = (0..fixture.count()).map(|at| show(&fixture, at)).collect();
            std::fs::write(&path, fixture.blessed(&found)).unwrap();
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for at in 0..fixture.count() {
            let fixture = fixture.clone();
            let test = format!("{feature}::{name}::{}", at + 1);
            trials.push(Trial::test(test, move || compare(&show(&fixture, at), fixture.expected(at))));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The features and the files of their fixtures, in order.
fn list_fixtures(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = |folder: &Path| {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let of = |folder: PathBuf| entries(&folder).into_iter().map(move |path| (name(&folder), path));
    entries(folder).into_iter().flat_map(of).collect()
}

fn compare(found: &str, expected: &str) -> Result<(), Failed> {
    let is_same = found.trim_end() == expected.trim_end();
    if is_same { Ok(()) } else { Err(format!("expected:\n{expected}\nfound:\n{found}").into()) }
}
