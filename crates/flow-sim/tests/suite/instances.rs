//! Specifications with shared machines, references, addresses and loops: their stories pass.
//!
//! They are in a folder of their own while generated code does not support these forms; that the model reports them as not
//! supported is no difference here.

use flow_sim::story::result::Verdict;

use crate::corpus::specifications;
use crate::support::load;

#[test]
fn stories_with_several_instances_pass() {
    let (mut stories, mut failures) = (0, Vec::new());
    for path in specifications("crates/flow-sim/tests/instances") {
        let text = std::fs::read_to_string(&path).expect("a file that was listed");
        let loaded = load(&[("a.flow", &text)]);
        let errors = loaded.said.iter().filter(|said| !said.starts_with("not-supported"));
        failures.extend(errors.map(|error| format!("{}: {error}", path.display())));
        let results = loaded.run_supported_or_not();
        stories += results.stories.len();
        if results.verdict() != Verdict::Passed {
            failures.push(format!("{}\n{}", path.display(), loaded.report(&results)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(stories > 1, "only {stories} stories were run");
}
