//! Tested: `.ci/run` tests each package of the workspace, the default ones with `cargo test`, the others by their names.
//!
//! A new package that is no default member would else be built by no test, since cargo leaves it out without a word.

use crate::repository::Repository;

const CI: &str = ".ci/run";

/// Packages that `.ci/run` does not test.
pub(crate) fn check_tested(repository: &Repository) -> Vec<String> {
    let defaults = repository.metadata.workspace_default_packages();
    let others = repository.members().into_iter().filter(|package| !defaults.contains(package));
    let names: Vec<&str> = others.map(|package| package.name.as_str()).collect();
    untested_packages(&names, &repository.text(CI))
        .iter()
        .map(|name| format!("{name} is no default member, and {CI} does not test it with '-p {name}'"))
        .collect()
}

/// The packages that no line of the script tests by name.
fn untested_packages<'n>(packages: &[&'n str], script: &str) -> Vec<&'n str> {
    let script = script.replace("\\\n", " ");
    let tests: Vec<Vec<&str>> = script
        .lines()
        .filter(|line| line.contains("cargo test"))
        .map(|line| line.split_whitespace().collect())
        .collect();
    let is_tested = |name: &str| tests.iter().any(|words| words.windows(2).any(|pair| pair == ["-p", name]));
    packages.iter().copied().filter(|name| !is_tested(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_test_count() {
        let script = "step cargo test -p a \\\n    -p bc\nstep cargo run -p d # cargo builds it\n";
        assert_eq!(untested_packages(&["a", "b", "bc", "d"], script), ["b", "d"]);
    }
}
