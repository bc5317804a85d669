//! The result of a command: an exit code, or a failure with a message and help.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// An exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    /// No findings.
    pub(crate) const CLEAN: Exit = Exit(0);
    /// There are findings that stop a build.
    pub(crate) const FINDINGS: Exit = Exit(1);
    /// An exploration ended before it had seen everything.
    pub(crate) const OPEN: Exit = Exit(3);
    /// The command could not be carried out.
    pub(crate) const MISUSE: Exit = Exit(2);
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.0)
    }
}

/// The reason why a command could not be carried out, and help on how to fix it. Its exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The message: lower case, no full stop.
    pub(crate) message: String,
    /// Instructions, one line each.
    pub(crate) help: Vec<String>,
}

impl Failure {
    /// A failure without help; most have some.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), help: Vec::new() }
    }

    /// Adds a line of help.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// An I/O error of a file or folder: `cannot read 'a.flow': permission denied`.
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Failure::new(format!("cannot {verb} '{}': {}", display_path(path), io_reason(error)));
        match error.kind() {
            io::ErrorKind::PermissionDenied => failure.help("allow it, or choose another place"),
            io::ErrorKind::StorageFull => failure.help("free some space, or choose another place"),
            _ => failure,
        }
    }
}

/// A path for messages.
pub(crate) fn display_path(path: &Path) -> impl Display + '_ {
    path.display()
}

/// The system's message of an I/O error, without the number of the error.
pub(crate) fn io_reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
