//! How a command ends: with an exit code, or with a failure that says what to do.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// An exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exit(pub(crate) u8);

impl Exit {
    /// Everything is in order.
    pub(crate) const CLEAN: Exit = Exit(0);
    /// Something was found that stops a build.
    pub(crate) const FINDINGS: Exit = Exit(1);
    /// The command could not do what was asked for.
    pub(crate) const MISUSE: Exit = Exit(2);
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.0)
    }
}

/// Why a command could not do what was asked for, and what to do about it. Its exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What is wrong: lower case, no full stop.
    pub(crate) message: String,
    /// What to do, a line each.
    pub(crate) help: Vec<String>,
}

impl Failure {
    /// A failure without help; most have some.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), help: Vec::new() }
    }

    /// Adds what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// A file or folder with which something went wrong: `cannot read 'a.flow': permission denied`.
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Failure::new(format!("cannot {verb} '{}': {}", shown(path), reason(error)));
        match error.kind() {
            io::ErrorKind::PermissionDenied => failure.help("allow it, or choose another place"),
            io::ErrorKind::StorageFull => failure.help("free some space, or choose another place"),
            _ => failure,
        }
    }
}

/// A path as people write it.
pub(crate) fn shown(path: &Path) -> impl Display + '_ {
    path.display()
}

/// What the system says went wrong, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
