//! Files that are no ordinary ones: streams, pipes, devices, links, names that are not UTF-8. And test files that are found.

#[cfg(target_os = "linux")]
use std::fs;
#[cfg(target_os = "linux")]
use std::io::Write;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use crate::place::Place;
use crate::specs::{LOAN, LOAN_TESTS};

/// Runs a shell command in the place's folder; returns its exit code and its output.
#[cfg(target_os = "linux")]
fn shell(place: &Place, line: &str) -> (i32, String) {
    let mut shell = Command::new("bash");
    shell.args(["-c", line]).current_dir(&place.folder).env("FLOW", snapbox::cmd::cargo_bin!("flow"));
    let mut child =
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(LOAN.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&printed).into_owned())
}

#[test]
#[cfg(target_os = "linux")]
fn a_stream_is_read_once() {
    let place = Place::new("files-streams", &[("loan.flow", LOAN)]);
    let in_order = (0, "ok: no problems in 1 file\n".to_owned());
    for stream in ["-", "/dev/stdin", "<(cat loan.flow)"] {
        assert_eq!(shell(&place, &format!("$FLOW check {stream}")), in_order, "{stream}");
    }
    let (code, formatted) = shell(&place, "$FLOW fmt <(sed 's/  / /' loan.flow)");
    assert_eq!((code, formatted.as_str()), (0, LOAN));
    let (code, _) = shell(&place, "$FLOW check --watch <(cat loan.flow)");
    assert_eq!(code, 2);
}

#[test]
#[cfg(target_os = "linux")]
fn unreadable_files_are_a_finding_each() {
    use std::os::unix::ffi::OsStrExt;

    let place = Place::new(
        "files-special",
        &[("loan.flow", &LOAN.replace("#active\n  scenario", "#activ\n  scenario"))],
    );
    let path = |name: &str| place.folder.join(name);
    std::os::unix::fs::symlink("itself.flow", path("itself.flow")).unwrap();
    std::os::unix::fs::symlink("/dev/full", path("full.flow")).unwrap();
    assert!(Command::new("mkfifo").arg(path("pipe.flow")).status().unwrap().success());
    fs::write(place.folder.join(std::ffi::OsStr::from_bytes(b"caf\xe9.flow")), LOAN).unwrap();
    for args in ["check", "check ."] {
        let output = place.flow(args).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        for found in [
            "'caf\u{fffd}.flow' cannot be read: its name is not UTF-8",
            "'full.flow' cannot be read: it is no regular file",
            "'itself.flow' cannot be read: Too many levels of symbolic links",
            "'pipe.flow' cannot be read: it is no regular file",
            "error[unreachable-state]",
        ] {
            assert_eq!(text.matches(found).count(), 1, "{found} in {text}");
        }
    }
}

#[test]
fn type_declarations_of_javascript_are_no_specifications() {
    let types = "// @flow\ndeclare export function add(x: number): number;\n";
    let files = [("src/add.js.flow", types), ("src/add.mjs.flow", types)];
    let place = Place::new("files-javascript", &files);
    let failure = |args: &str| {
        let output = place.flow(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(failure("check").contains("there are no specifications in this folder"));
    assert!(failure("fmt src").contains("there are no specifications in 'src'"));
    assert!(
        failure("check src/add.js.flow").contains("its name is that of type declarations for JavaScript")
    );
    place.write("src/loan.v2.flow", LOAN);
    assert!(place.printed("check").contains("no problems in 1 file"));
    assert!(place.printed("check src/loan.v2.flow").contains("no problems in 1 file"));
    assert_eq!(place.read("src/add.js.flow"), types);
}

#[test]
fn the_test_file_beside_a_named_file_is_run() {
    let place = Place::new("files-beside", &[("loan.flow", LOAN), ("loan.test.flow", LOAN_TESTS)]);
    for args in ["test loan.flow", "test loan.flow loan.test.flow", "test ."] {
        let output = place.flow(args).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(text.matches("too long a loan").count(), 1, "{args}: {text}");
    }
}

#[test]
fn errors_of_test_files_stop_generated_tests() {
    let tests = "test: @loan\n  for scenario: borow a book\n    x:\n      = loan is in #active\n";
    let place = Place::new("files-errors", &[("loan.flow", LOAN), ("loan.test.flow", tests)]);
    for args in ["expand loan.flow --tests", "check .", "test loan.flow"] {
        let output = place.flow(args).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args}");
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(text.matches("'@loan' has no scenario 'borow a book'").count(), 1, "{args}: {text}");
    }
    assert_eq!(place.flow("expand loan.flow").output().unwrap().status.code(), Some(0));
}

#[test]
fn a_syntax_error_of_a_test_file_hides_no_unknown_names() {
    let tests = "test: @loan\n  for scenario: borow a book\n    x:\n      = loan is in #active\n  \
                 for scenario: bring it back\n    y:\n      receive :lost from\n      = loan is in #clozed\n";
    let place = Place::new("files-syntax", &[("loan.flow", LOAN), ("loan.test.flow", tests)]);
    let output = place.flow("check .").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for found in ["error[syntax]", "'borow a book'", "#clozed"] {
        assert!(text.contains(found), "{found} is not in {text}");
    }
}
