//! `flow check --watch`: the findings follow the changes of files.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::place::Place;
use crate::specs::LOAN;

/// How long a machine under load may take. How long it takes otherwise is printed.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running `flow check --watch` and the lines it prints.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn new(place: &Place, args: &[&str]) -> Watching {
        let mut command = Command::new(snapbox::cmd::cargo_bin!("flow"));
        // One pipe for both streams, so that lines keep the order in which they were written.
        let (reader, writer) = std::io::pipe().unwrap();
        command.args(args).current_dir(&place.folder).stdout(writer.try_clone().unwrap()).stderr(writer);
        let child = command.spawn().unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(reader).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
        });
        Watching { child, lines }
    }

    /// Waits for a line that contains a text; returns the time it took.
    #[track_caller]
    fn expect(&self, part: &str) -> Duration {
        let start = Instant::now();
        let mut seen = Vec::new();
        while let Some(left) = PATIENCE.checked_sub(start.elapsed()) {
            let Ok(line) = self.lines.recv_timeout(left) else { break };
            if line.contains(part) {
                return start.elapsed();
            }
            seen.push(line);
        }
        panic!("no line with '{part}' among {seen:#?}");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_file_that_breaks_vanishes_and_comes_back() {
    let place = Place::new("watch", &[("loan.flow", LOAN), ("other.flow", LOAN)]);
    let watching = Watching::new(&place, &["check", "--watch"]);
    watching.expect("ok: no problems in 2 files");
    watching.expect("waiting for a file to be saved");
    place.write("loan.flow", "machine: @loan\n  nonsense: x\n");
    let took = watching.expect("error[unknown-header]");
    println!("a save was seen after {took:?}");
    watching.expect("waiting for a file to be saved");
    std::fs::remove_file(place.folder.join("loan.flow")).unwrap();
    watching.expect("ok: no problems in 1 file");
    watching.expect("waiting for a file to be saved");
    // As editors save: a new file in the place of the old one.
    place.write("loan.flow~", LOAN);
    std::fs::rename(place.folder.join("loan.flow~"), place.folder.join("loan.flow")).unwrap();
    watching.expect("ok: no problems in 2 files");
}

#[test]
fn one_file_and_what_it_uses() {
    let uses = "uses:\n  @loan from \"./parts/loan.flow\"\nmachine: @desk\n  on> :open in #idle\n    desk moves to #opened\n";
    let place = Place::new("watch-uses", &[("desk.flow", uses), ("parts/loan.flow", LOAN)]);
    let watching = Watching::new(&place, &["check", "-w", "desk.flow"]);
    watching.expect("ok: no problems in 2 files");
    watching.expect("waiting for a file to be saved");
    place.write("parts/loan.flow", "machine: @loan\n  nonsense: x\n");
    watching.expect("parts/loan.flow:2:3");
    watching.expect("waiting for a file to be saved");
    std::fs::remove_file(place.folder.join("desk.flow")).unwrap();
    watching.expect("there is no file or folder 'desk.flow'");
    place.write("desk.flow", uses);
    watching.expect("parts/loan.flow:2:3");
}

/// A step of a test: a change of files, and a line that is printed after it.
type Change<'t> = (&'t dyn Fn(), &'t str);

/// Runs `flow check --watch` with an argument and asserts what is printed after each change.
#[track_caller]
fn check_changes(place: &Place, arg: &str, begin: &str, changes: &[Change<'_>]) {
    let watching = Watching::new(place, &["check", "--watch", arg]);
    watching.expect(begin);
    watching.expect("waiting for a file to be saved");
    for (change, expected) in changes {
        change();
        watching.expect(expected);
        watching.expect("waiting for a file to be saved");
    }
}

const NONSENSE: &str = "machine: @loan\n  nonsense: x\n";
const ORDERLY: &str = "ok: no problems";

/// Saves as many editors do: a new file takes the place of the old one.
fn replace(place: &Place, path: &str, text: &str) {
    let new = format!("{path}~");
    place.write(&new, text);
    std::fs::rename(place.folder.join(new), place.folder.join(path)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_watched_where_it_is() {
    use std::os::unix::fs::symlink;
    let place = Place::new("watch-link", &[("data/one.txt", LOAN), ("data/two.txt", NONSENSE)]);
    let link = |target: &str| {
        drop(std::fs::remove_file(place.folder.join("loan.flow")));
        symlink(target, place.folder.join("loan.flow")).unwrap();
    };
    link("data/one.txt");
    let (nonsense, header) = (|| replace(&place, "data/one.txt", NONSENSE), "error[unknown-header]");
    let save = || place.write("data/one.txt", LOAN);
    check_changes(
        &place,
        "loan.flow",
        ORDERLY,
        &[
            (&nonsense, header),
            (&save, ORDERLY),
            (&|| link("data/two.txt"), header),
            (&|| replace(&place, "data/two.txt", LOAN), ORDERLY),
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_watched_where_it_is() {
    let place = Place::new("watch-linked-folder", &[("real/deep/loan.flow", LOAN)]);
    std::os::unix::fs::symlink("real/deep", place.folder.join("flows")).unwrap();
    check_changes(
        &place,
        "flows/loan.flow",
        ORDERLY,
        &[
            (&|| place.write("real/deep/loan.flow", NONSENSE), "error[unknown-header]"),
            (&|| replace(&place, "real/deep/loan.flow", LOAN), ORDERLY),
        ],
    );
}

#[test]
fn settings_above_a_file_are_watched_before_and_after_they_exist() {
    let files = [("Cargo.toml", "[workspace]\n"), ("shop/flows/loan.flow", LOAN)];
    let place = Place::new("watch-settings", &files);
    let broken = "[lints]\nnever-sett = \"warn\"\n";
    let remove = |path: &str| std::fs::remove_file(place.folder.join(path)).unwrap();
    check_changes(
        &place,
        "shop/flows/loan.flow",
        ORDERLY,
        &[
            (&|| place.write("flow.toml", broken), "there is no check 'never-sett'"),
            (&|| replace(&place, "flow.toml", "[lints]\n"), ORDERLY),
            (&|| place.write("shop/flow.toml", broken), "shop/flow.toml"),
            (&|| remove("shop/flow.toml"), ORDERLY),
            (&|| replace(&place, "flow.toml", broken), "there is no check 'never-sett'"),
        ],
    );
}

#[test]
fn a_folder_that_is_replaced_is_watched_again() {
    let place = Place::new("watch-replaced", &[("flows/loan.flow", LOAN), ("other/loan.flow", NONSENSE)]);
    let rename =
        |from: &str, to: &str| std::fs::rename(place.folder.join(from), place.folder.join(to)).unwrap();
    let remove = || std::fs::remove_dir_all(place.folder.join("flows")).unwrap();
    let swap = || {
        rename("flows", "old");
        rename("other", "flows");
    };
    check_changes(
        &place,
        "flows/loan.flow",
        ORDERLY,
        &[
            (&swap, "error[unknown-header]"),
            (&|| place.write("flows/loan.flow", LOAN), ORDERLY),
            (&remove, "there is no file or folder 'flows/loan.flow'"),
            (&|| rename("old", "flows"), ORDERLY),
            (&|| place.write("flows/loan.flow", NONSENSE), "error[unknown-header]"),
        ],
    );
}

#[test]
fn a_file_that_is_used_may_be_created_later() {
    let uses = "uses:\n  @loan from \"parts/loan.flow\"\nmachine: @desk\n  on> :open in #idle\n    desk moves to #opened\n";
    let place = Place::new("watch-created", &[("desk.flow", uses)]);
    check_changes(
        &place,
        "desk.flow",
        "error[missing-file]",
        &[
            (&|| place.write("parts/loan.flow", LOAN), ORDERLY),
            (&|| replace(&place, "parts/loan.flow", NONSENSE), "error[unknown-header]"),
        ],
    );
}
