//! `--watch`: a saved file is tested and drawn again, and a written picture does not start another round.

use std::fs::{self, File};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::place::Place;
use crate::specs::{BROKEN, LIBRARY};

/// A running command with `--watch`; dropping it ends the process. Its standard error goes to the file `said`.
struct Watching(Child);

impl Watching {
    fn new(place: &Place, args: &[&str]) -> Watching {
        let said = File::create(place.folder.join("said")).unwrap();
        let mut command = Command::new(snapbox::cmd::cargo_bin!("flow"));
        command.args(args).current_dir(&place.folder).env("LC_ALL", "C.UTF-8");
        Watching(command.stdout(said.try_clone().unwrap()).stderr(said).spawn().unwrap())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Waits until a file contains a number of occurrences of a text.
#[track_caller]
fn until(place: &Place, file: &str, text: &str, many: usize) {
    let start = Instant::now();
    let read = || fs::read_to_string(place.folder.join(file)).unwrap_or_default();
    while read().matches(text).count() < many {
        assert!(start.elapsed() < Duration::from_secs(120), "'{text}' is not {many} times in: {}", read());
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn stories_are_told_again() {
    let place = Place::new("watch-test", &[("library.flow", LIBRARY)]);
    let _watching = Watching::new(&place, &["test", "--watch"]);
    until(&place, "said", "1 passed", 1);
    until(&place, "said", "waiting", 1);
    place.write("library.flow", BROKEN);
    until(&place, "said", "error[unreachable-state]", 1);
    until(&place, "said", "waiting", 2);
    place.write("library.flow", LIBRARY);
    until(&place, "said", "1 passed", 2);
}

#[test]
fn pictures_are_drawn_again_and_only_then() {
    let place = Place::new("watch-diagram", &[("library.flow", LIBRARY)]);
    let args = ["diagram", "--machine", "loan", "--watch", "-o", "loan.mmd"];
    let _watching = Watching::new(&place, &args);
    until(&place, "said", "waiting", 1);
    assert!(place.read("loan.mmd").contains("#35;active"), "{}", place.read("loan.mmd"));
    // One change: between the emptying and the writing of a file, a busy machine can find time for a round.
    place.write("library.flow~", &LIBRARY.replace("#active", "#lent"));
    fs::rename(place.folder.join("library.flow~"), place.folder.join("library.flow")).unwrap();
    until(&place, "loan.mmd", "#35;lent", 1);
    until(&place, "said", "waiting", 2);
    sleep(Duration::from_millis(300));
    assert_eq!(place.read("said").matches("waiting").count(), 2, "the picture is no reason to draw again");
}

#[test]
fn standard_input_cannot_be_watched() {
    let place = Place::new("watch-stdin", &[]);
    for command in ["test - --watch", "diagram - --watch"] {
        place.flow(command).stdin(LIBRARY).assert().code(2).stdout_eq("");
    }
}
