//! Writes the code of every silent case of the corpus into one file, a module each.
//!
//! Cases that something is reported of are left out: `tests/suite` is about them. The stories of the others become tests. Each is
//! checked once more, by clippy, as code for a durable host.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use flow_codegen::{Options, generate, pretty};
use flow_model::MemoryLoader;
use flow_project::{Request, analyze};
use flow_syntax::diagnostic::{Level, Name};
use flow_tests::case::{Case, cases};

mod names;

fn main() {
    let corpus = flow_tests::repository().join("tests/corpus");
    println!("cargo::rerun-if-changed={}", corpus.display());
    let (mut code, mut durable) = (String::new(), String::new());
    for case in cases(&corpus).iter().filter(|case| is_silent(case)) {
        module(&mut code, case, &Options::default()).expect("strings can be written to");
        let options = Options { durable: true, ..Options::default() };
        module(&mut durable, case, &options).expect("strings can be written to");
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&out).join("cases.rs"), code).expect("OUT_DIR can be written to");
    fs::write(Path::new(&out).join("durable.rs"), durable).expect("OUT_DIR can be written to");
    write_names(Path::new(&out));
}

/// Writes the specifications of `names`, for the macro, and their code with every option, a module each.
fn write_names(out: &Path) {
    println!("cargo::rerun-if-changed=names.rs");
    let mut code = String::new();
    for (name, text) in names::specifications() {
        let path = format!("{name}.flow");
        let mut request = Request::new([&path]);
        // Phrases that begin with `if` or `loop` are here since their functions need names that are no keywords.
        request.overrides.lints.set(Name::BareWord, Level::Allow);
        let analysis = analyze(&request, &mut MemoryLoader::new([(path.clone(), text.clone())]));
        let output = generate(&analysis, &Options { tests: true, durable: true, ..Options::default() });
        let reported: Vec<_> =
            output.diagnostics.sorted().into_iter().map(|found| analysis.render(found)).collect();
        assert!(reported.is_empty(), "{}", reported.join("\n"));
        fs::write(out.join(path), text).expect("OUT_DIR can be written to");
        writeln!(code, "/// The names of `{name}`.\npub mod {name} {{\n{}\n}}", pretty(&output.code))
            .expect("strings can be written to");
    }
    fs::write(out.join("names.rs"), code).expect("OUT_DIR can be written to");
}

fn is_silent(case: &Case) -> bool {
    case.files.values().all(|text| !text.contains("error[") && !text.contains("warning["))
}

/// Writes the code of a case. Its stories become tests once, without the options of a host.
fn module(code: &mut String, case: &Case, options: &Options) -> std::fmt::Result {
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    // A test file by itself is about machines that are not there.
    let tests = !options.durable && case.roots.iter().any(|root| !root.ends_with(".test.flow"));
    let mut request = Request { with_test_files: tests, ..Request::new(case.roots.clone()) };
    request.overrides.lints = case.lints.clone();
    let analysis = analyze(&request, &mut MemoryLoader::new(files));
    let output = generate(&analysis, &Options { tests, ..options.clone() });
    let name = case.name.trim_end_matches(".flow").replace(['/', '-', '.'], "_");
    writeln!(code, "#[doc = {:?}]\npub mod {name} {{\n{}\n}}", case.name, pretty(&output.code))
}
