//! Sessions: documents with commands, which are run in order.
//!
//! A block marked `file=path` is written to that file; a block marked `more=path` is appended to it. A `console` block has commands
//! after `$ `, each followed by its output; `fails` on the fence means that the last command fails. `<!-- $ command -->` is a hidden
//! command. In an expected output, a line `...` matches any lines, and `[..]` any part of a line. Blocks marked `elsewhere` are not
//! run. A later command must build each block of Rust.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::markdown::{Block, fences, replaced};

/// The folders in which sessions run.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The folder in which each session has a folder of its own. `flow` next to them is this repository.
    pub shelf: PathBuf,
    /// Where packages are built.
    pub target: PathBuf,
    /// Folders that are searched first for programs.
    pub programs: Vec<PathBuf>,
}

/// The result of a document: its text with the actual output, and its errors.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// The text as it should be.
    pub text: String,
    /// What differs, with the line.
    pub failures: Vec<String>,
}

/// A running session.
struct Session<'s> {
    stage: &'s Stage,
    folder: PathBuf,
    played: Played,
    /// The line of the last block of Rust that no command has built yet.
    unbuilt: Option<usize>,
}

/// One command of a document, and its expected output.
struct Exchange {
    command: String,
    printed: String,
}

impl Stage {
    /// Plays documents one after the other in one folder, which is empty at first.
    ///
    /// # Panics
    /// If files cannot be written, or programs cannot be run.
    pub fn play(&self, name: &str, documents: &[&str]) -> Vec<Played> {
        let folder = self.shelf.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the session's folder can be emptied");
        }
        fs::create_dir_all(&folder).expect("the session's folder can be made");
        let mut session = Session { stage: self, folder, played: Played::default(), unbuilt: None };
        let mut all = Vec::new();
        for document in documents {
            session.document(document);
            all.push(std::mem::take(&mut session.played));
        }
        if let (Some(line), Some(last)) = (session.unbuilt, all.last_mut()) {
            last.failures.push(format!("{line}: no command builds this"));
        }
        all
    }
}

impl Session<'_> {
    fn document(&mut self, text: &str) {
        let mut new = Vec::new();
        let mut done = 0;
        for block in fences(text) {
            self.hidden(&text[done..block.range.start]);
            done = block.range.end;
            if block.is("elsewhere") {
                continue;
            }
            match block.language.as_str() {
                "console" => new.push((block.clone(), self.console(&block))),
                "sh" | "bash" | "shell" => {
                    self.fail(block.line, "commands stand in a `console` block");
                }
                _ => self.file(&block),
            }
        }
        self.hidden(&text[done..]);
        self.played.text = replaced(text, &new);
    }

    fn fail(&mut self, line: usize, what: &str) {
        self.played.failures.push(format!("{line}: {what}"));
    }

    /// Runs the commands that readers do not see.
    fn hidden(&mut self, prose: &str) {
        for line in prose.lines() {
            let Some(command) = line.strip_prefix("<!-- $ ").and_then(|line| line.strip_suffix(" -->"))
            else {
                continue;
            };
            let (works, printed) = self.run(command);
            if !works {
                self.fail(0, &format!("{command} fails\n{printed}"));
            }
        }
    }

    fn file(&mut self, block: &Block) {
        let more = block.marks.iter().find_map(|mark| mark.strip_prefix("more="));
        let Some(path) = block.file().or(more) else {
            if block.language == "rust" {
                self.fail(block.line, "this Rust belongs to no file");
            }
            return;
        };
        let path = self.folder.join(path);
        let mut text =
            if more.is_some() { fs::read_to_string(&path).unwrap_or_default() + "\n" } else { String::new() };
        if block.language == "rust" {
            self.unbuilt = Some(block.line);
            block.text.lines().for_each(|line| text += &(unhidden(line).to_owned() + "\n"));
        } else {
            text += &block.text;
        }
        let parent = path.parent().expect("files stand in the session's folder");
        fs::create_dir_all(parent).expect("folders can be made");
        fs::write(&path, text).expect("files can be written");
    }

    /// Runs a block's commands, and gives the block as it should be.
    fn console(&mut self, block: &Block) -> String {
        let exchanges = exchanges(&block.text);
        let mut new = String::new();
        for (at, exchange) in exchanges.iter().enumerate() {
            let is_last = at + 1 == exchanges.len();
            let (works, printed) = self.run(&exchange.command);
            new += &format!("$ {}\n", exchange.command);
            let should_work = !(is_last && block.is("fails"));
            if works != should_work {
                let how = if works { "should fail" } else { "fails" };
                self.fail(block.line, &format!("{} {how}\n{printed}", exchange.command));
                new += &exchange.printed;
            } else if matches(&exchange.printed, &printed) {
                new += &exchange.printed;
            } else {
                self.fail(block.line, &format!("{} prints\n{printed}", exchange.command));
                new += &printed;
            }
        }
        new
    }

    /// Runs a command; whether it succeeded, and its output.
    fn run(&mut self, command: &str) -> (bool, String) {
        if let Some(folder) = command.strip_prefix("cd ") {
            let folder = self.folder.join(folder);
            let is_there = folder.is_dir();
            if is_there {
                self.folder = folder;
            }
            return (is_there, String::new());
        }
        if command.starts_with("cargo ") {
            self.unbuilt = None;
            self.pin();
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{command}")]).current_dir(&self.folder);
        let mut path = self.stage.programs.clone();
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        shell.env("PATH", std::env::join_paths(path).expect("folders of programs have plain names"));
        shell.env("CARGO_TARGET_DIR", &self.stage.target).env("CARGO_NET_OFFLINE", "true");
        shell.env("CARGO_TERM_COLOR", "never").env("NO_COLOR", "1").env("RUST_BACKTRACE", "0");
        shell.env("COLUMNS", "100").env_remove("RUSTFLAGS").env_remove("FLOW_BLESS").env_remove("CARGO");
        let output = shell.output().expect("there is a shell");
        let printed = String::from_utf8_lossy(&output.stdout);
        (output.status.success(), self.steady(&printed))
    }

    /// The same versions of libraries as in this repository, so that the build is offline.
    fn pin(&self) {
        let lock = self.folder.join("Cargo.lock");
        if self.folder.join("Cargo.toml").exists() && !lock.exists() {
            fs::copy(self.stage.shelf.join("flow/Cargo.lock"), lock).expect("the lock file can be copied");
        }
    }

    /// What was printed, without what differs from run to run.
    fn steady(&self, printed: &str) -> String {
        let shelf = self.stage.shelf.display().to_string() + "/";
        let mut steady = String::new();
        for line in printed.lines() {
            let line = line.replace(&shelf, "");
            let line = match line.split_once("finished in ") {
                Some((before, _)) => format!("{before}finished in 0.00s"),
                None => line,
            };
            steady += line.trim_end();
            steady += "\n";
        }
        let printed = steady.trim_end();
        if printed.is_empty() { String::new() } else { format!("{printed}\n") }
    }
}

/// The commands of a block, each with its expected output.
fn exchanges(text: &str) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), exchanges.last_mut()) {
            (Some(command), _) => {
                exchanges.push(Exchange { command: command.to_owned(), printed: String::new() });
            }
            (None, Some(last)) => last.printed += &(line.to_owned() + "\n"),
            (None, None) => {}
        }
    }
    exchanges
}

/// A line of Rust without `# `, which hides lines in the rendered document.
fn unhidden(line: &str) -> &str {
    if line == "#" { "" } else { line.strip_prefix("# ").unwrap_or(line) }
}

/// Whether the output matches the document. Blank lines at the end do not count.
fn matches(expected: &str, printed: &str) -> bool {
    let expected: Vec<&str> = expected.trim_end().lines().collect();
    let printed: Vec<&str> = printed.trim_end().lines().collect();
    lines_match(&expected, &printed)
}

fn lines_match(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"...", rest)) => (0..=printed.len()).any(|skipped| lines_match(rest, &printed[skipped..])),
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, printed)| line_matches(line, first) && lines_match(rest, printed)),
    }
}

fn line_matches(expected: &str, printed: &str) -> bool {
    let Some((first, rest)) = expected.trim_end().split_once("[..]") else {
        return expected.trim_end() == printed;
    };
    let Some(printed) = printed.strip_prefix(first) else { return false };
    let mut ends = printed.char_indices().map(|(at, _)| at).chain([printed.len()]);
    ends.any(|at| line_matches(rest, &printed[at..]))
}

/// Makes the shelf, with `flow` on it.
///
/// # Panics
/// If it cannot be made.
pub fn shelf(repository: &Path) -> PathBuf {
    let name: u64 =
        repository.to_string_lossy().bytes().fold(5381, |hash, byte| hash.wrapping_mul(33) ^ u64::from(byte));
    let shelf = std::env::temp_dir().join(format!("flow-book-{name:016x}"));
    fs::create_dir_all(&shelf).expect("the shelf can be made");
    match std::os::unix::fs::symlink(repository, shelf.join("flow")) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {} // another chapter was first
        linked => linked.expect("the repository can be linked to"),
    }
    shelf
}
