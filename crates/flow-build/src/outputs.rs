//! The files that calls of one build script have written, so that no call replaces the code of another.
//!
//! Names are compared without their case: on Windows and macOS, `Lamp.rs` and `lamp.rs` are one file, and a build that works
//! on one machine has to work on all. The same call may be repeated.

use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flow_codegen::Options;
use flow_project::Request;

use crate::Error;

/// A call that has written a file.
struct Written {
    /// The file, in lower case.
    path: PathBuf,
    request: Request,
    options: Options,
}

/// The calls of this process, which is one build script.
static WRITTEN: Mutex<Vec<Written>> = Mutex::new(Vec::new());

/// Reserves the file `out` of `folder` for a call.
///
/// # Errors
/// If another call has written it.
pub(crate) fn claim_output(
    folder: &Path,
    out: &Path,
    request: &Request,
    options: &Options,
) -> Result<(), Error> {
    let path = normalize_path(&folder.join(out));
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(other) = written.iter().find(|other| other.path == path) else {
        written.push(Written { path, request: request.clone(), options: options.clone() });
        return Ok(());
    };
    if other.request == *request && other.options == *options {
        return Ok(());
    }
    let (first, second) = (other.request.roots.clone(), request.roots.clone());
    Err(Error::SameFile { out: out.to_owned(), first, second })
}

/// The path in lower case, without `.` and `..`.
fn normalize_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::Normal(name) => plain.push(name.to_string_lossy().to_lowercase()),
            Component::Prefix(_) | Component::RootDir => plain.push(component),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compiles a file to each of the names, and asserts the error of the last.
    fn check(test: &str, calls: &[(&str, &str)], expected: &str) {
        let folder = Path::new("/out").join(test);
        let results = calls.iter().map(|(file, out)| {
            let result = claim_output(&folder, Path::new(out), &Request::new([*file]), &Options::default());
            result.map_err(|error| error.to_string())
        });
        let results: Vec<_> = results.collect();
        let (last, before) = results.split_last().expect("there is a call");
        assert!(before.iter().all(Result::is_ok), "{before:?}");
        assert_eq!(last.clone().err().unwrap_or_default(), expected);
    }

    #[test]
    fn two_specifications_of_one_name_are_reported() {
        check(
            "same",
            &[("a/lamp.flow", "lamp.rs"), ("b/lamp.flow", "lamp.rs")],
            "'a/lamp.flow' and 'b/lamp.flow' are both compiled to 'lamp.rs' (names that differ only in case are one file on some disks): \
             give one of them a file of its own, as in `.out(\"other_lamp.rs\")`",
        );
    }

    #[test]
    fn names_that_differ_only_in_case_are_one_file() {
        check(
            "case",
            &[("Lamp.flow", "x/Lamp.rs"), ("lamp.flow", "./x/y/../lamp.rs")],
            "'Lamp.flow' and 'lamp.flow' are both compiled to './x/y/../lamp.rs' (names that differ only in case are one file on some disks): \
             give one of them a file of its own, as in `.out(\"./x/y/../other_lamp.rs\")`",
        );
    }

    #[test]
    fn other_names_and_repeated_calls_are_fine() {
        check("other", &[("a/lamp.flow", "a.rs"), ("b/lamp.flow", "b.rs"), ("a/lamp.flow", "a.rs")], "");
    }

    #[test]
    fn the_same_specification_with_other_options_is_reported() {
        let (folder, request) = (Path::new("/out/options"), Request::new(["lamp.flow"]));
        claim_output(folder, Path::new("lamp.rs"), &request, &Options::default()).unwrap();
        let serde = Options { serde: true, ..Options::default() };
        let error = claim_output(folder, Path::new("lamp.rs"), &request, &serde).unwrap_err();
        let expected = "'lamp.flow' is compiled twice, with different options, and both times to 'lamp.rs'";
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}
