//! Every specification that the repository has, opened as an editor does it: every feature at every name, random edits, every fix, renames
//! and their inverses.
//!
//! Each test does a part that takes some seconds. `FLOW_PLACES=all` asks at every byte instead of the ends of words, `FLOW_EDITS=10000`
//! makes as many random edits, `FLOW_RENAMES=all` renames every name.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod authoring;
mod edits;
mod fixes;
mod places;
mod renames;
mod typing;

use flow_lsp::workspace::Checked;
use flow_model::MemoryLoader;
use flow_project::{Request, Settings, analyze};
use flow_tests::case::Case;

/// The request for a specification of the repository.
fn request(case: &Case) -> Request {
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    Request { overrides, ..Request::new(case.roots.iter().cloned()) }
}

fn loader(case: &Case) -> MemoryLoader {
    MemoryLoader::new(case.files.iter().map(|(path, text)| (path.clone(), text.clone())))
}

fn check(case: &Case) -> Checked {
    Checked::new(analyze(&request(case), &mut loader(case)))
}

/// A number from the environment.
fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}
