//! What only rustc can show: errors and warnings of specifications in the compiler's own output.

use std::fs;
use std::path::{Path, PathBuf};

/// Where trybuild builds its cases: paths in `flow!` are relative to that folder.
fn stage() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    target.join("tests/trybuild").join(env!("CARGO_PKG_NAME"))
}

fn copy_flows(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn specifications_speak_through_rustc() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy_flows(&here.join("ui/flows"), &stage().join("flows"));
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
