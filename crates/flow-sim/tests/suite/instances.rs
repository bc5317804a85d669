//! Specifications with shared machines, references, addresses and loops: their stories pass.

use flow_sim::story::result::Verdict;

use crate::corpus::specifications;
use crate::support::load;

#[test]
fn stories_with_several_instances_pass() {
    let (mut stories, mut failures) = (0, Vec::new());
    for path in specifications("tests/corpus/conversations") {
        let text = std::fs::read_to_string(&path).expect("a file that was listed");
        let loaded = load(&[("a.flow", &text)]);
        let results = loaded.run();
        stories += results.stories.len();
        if results.verdict() != Verdict::Passed {
            failures.push(format!("{}\n{}", path.display(), loaded.report(&results)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(stories > 10, "only {stories} stories were run");
}
