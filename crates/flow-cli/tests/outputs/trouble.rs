//! What all these commands do when something outside goes wrong.

use std::fs::File;
use std::process::{Command, Stdio};

use snapbox::str;

use crate::place::Place;
use crate::specs::LIBRARY;

/// The commands, with a file where one is needed.
const COMMANDS: [&str; 6] = [
    "test FILE",
    "diagram FILE --type table",
    "expand FILE",
    "bindings FILE",
    "model FILE",
    "diff library.flow FILE",
];

#[test]
fn a_missing_file() {
    let place = Place::new("missing", &[("library.flow", LIBRARY)]);
    for command in COMMANDS {
        let run = place.flow(&command.replace("FILE", "libary.flow"));
        run.assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no file or folder 'libary.flow'
  = help: did you mean 'library.flow'?

"#]]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_cannot_be_read() {
    // Reading it fails even as root: address 0 of a process is never mapped.
    let place = Place::new("unreadable", &[("library.flow", LIBRARY)]);
    std::os::unix::fs::symlink("/proc/self/mem", place.folder.join("closed.flow")).unwrap();
    for command in COMMANDS {
        let output = place.flow(&command.replace("FILE", "closed.flow")).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let printed = if command.starts_with("test") { "0 passed, 1 specification has errors\n" } else { "" };
        assert_eq!(String::from_utf8_lossy(&output.stdout), printed, "{command}");
        assert!(!output.status.success(), "{command}");
        assert!(said.contains("'closed.flow' cannot be read: "), "{command}: {said}");
    }
}

#[test]
fn a_reader_that_goes_away() {
    let place = Place::new("pipe", &[("library.flow", LIBRARY)]);
    for command in COMMANDS {
        let mut run = raw(&place, &command.replace("FILE", "library.flow"));
        let mut child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{command}: {:?}", output.status);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    let place = Place::new("full", &[("library.flow", LIBRARY)]);
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for command in COMMANDS {
        let output = raw(&place, &command.replace("FILE", "library.flow")).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("the result cannot be written: no space left on device"), "{command}: {said}");
    }
    place.flow("diagram --machine loan --format svg -o /dev/full").assert().code(2).stderr_eq(str![[r#"
error: cannot write '/dev/full': no space left on device
  = help: free some space, or choose another place

"#]]);
}

#[test]
fn settings_are_read_from_the_folder() {
    let place =
        Place::new("settings", &[("library.flow", LIBRARY), ("flow.toml", "[types]\nnumber = \"f32\"\n")]);
    place.flow("model").assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[configuration]: 'f32' is no type for numbers
 --> flow.toml:2:11
  |
2 | number = "f32"
  |           ^^^
  = help: write "decimal", "f64" or "i64"


"#]]);
}

fn raw(place: &Place, args: &str) -> Command {
    let mut command = Command::new(snapbox::cmd::cargo_bin!("flow"));
    command.args(args.split(' ')).current_dir(&place.folder).env("LC_ALL", "C.UTF-8");
    command
}
