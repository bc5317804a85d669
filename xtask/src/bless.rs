//! `bless`: has the tests write what they expect anew, and fails if that changed anything.
//!
//! Annotations of the corpus, goldens and `.stderr` files are all written by the tests that compare them, when they find
//! `FLOW_BLESS` set. No expectation changes silently: `bless` lists the files that differ, for review.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::repository::files;

/// Runs the workspace's tests so that they write.
///
/// # Errors
/// A file changed, or a test fails even so.
pub(crate) fn bless(root: &Path) -> Result<(), String> {
    let before = read_contents(root)?;
    let status = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--no-fail-fast"])
        .env("FLOW_BLESS", "1")
        .env("TRYBUILD", "overwrite")
        .env("SNAPSHOTS", "overwrite")
        .current_dir(root)
        .status()
        .map_err(|error| format!("cargo test: {error}"))?;
    let changed = changed_files(&before, &read_contents(root)?);
    if !changed.is_empty() {
        return Err(format!("these files are new; read them before you commit\n{}", changed.join("\n")));
    }
    if status.success() { Ok(()) } else { Err("tests fail that write nothing".to_owned()) }
}

fn read_contents(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let files = files(root)?.into_iter();
    Ok(files.filter_map(|path| Some((path.clone(), fs::read(root.join(path)).ok()?))).collect())
}

/// The paths that differ, gone ones included.
fn changed_files(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}
