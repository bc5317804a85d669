//! `flow check --watch`: the findings follow the changes of files.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::place::Place;
use crate::specs::LOAN;

/// How long a machine under load may take. How long it takes otherwise is printed.
const PATIENCE: Duration = Duration::from_secs(20);

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
