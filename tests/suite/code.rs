//! Code of every case of the corpus: the same from run to run, and Rust, whatever is wrong with the specification.
//!
//! That the code of silent cases also compiles without warnings is shown by the crate in `tests/compiled`.

use flow_codegen::{Options, generate, pretty};
use flow_model::MemoryLoader;
use flow_project::{Request, analyze};
use flow_tests::case::{Case, cases};
use flow_tests::repository;

fn code(case: &Case) -> String {
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let mut request = Request::new(case.roots.clone());
    request.overrides.lints = case.lints.clone();
    let analysis = analyze(&request, &mut MemoryLoader::new(files));
    pretty(&generate(&analysis, &Options::default()).code)
}

#[test]
fn code_is_the_same_from_run_to_run() {
    for case in cases(&repository().join("tests/corpus")) {
        let first = code(&case);
        assert_eq!(first, code(&case), "{}", case.name);
        assert!(!first.contains("HashMap") && !first.contains("HashSet"), "{}", case.name);
    }
}
