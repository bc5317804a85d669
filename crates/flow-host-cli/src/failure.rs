//! The failure of a command: a message, suggestions, and an exit code.

use std::process::ExitCode;

use flow_host::inspect::{CommandError, ReadError};
use flow_host::{BackupError, OpenError};

/// A command without a result.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Lower case, no full stop.
    message: String,
    /// Suggestions for the user, one line each.
    help: Vec<String>,
    code: u8,
}

impl Failure {
    /// The command could not be carried out.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), help: Vec::new(), code: 2 }
    }

    /// The host has looked at it, and it has no effect.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Failure { code: 1, ..Failure::new(message) }
    }

    /// Adds a line of help.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The text for standard error.
    pub(crate) fn render(&self) -> String {
        let help = self.help.iter().map(|help| format!("  = help: {help}\n"));
        format!("error: {}\n{}", self.message, help.collect::<String>())
    }

    pub(crate) fn code(&self) -> ExitCode {
        self.code.into()
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let failure = Failure::new(error.to_string());
        match error {
            OpenError::Missing(_) => {
                failure.help("write the path of the database that the host was opened with")
            }
            OpenError::NotADatabase(_) | OpenError::OtherApplication { .. } | OpenError::NoHost(_) => {
                failure.help("write the path of a database that a host has made")
            }
            _ => failure,
        }
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Failure::new(error.to_string())
    }
}

macro_rules! from_display {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Failure::new(error.to_string())
            }
        })+
    };
}

from_display!(BackupError, serde_json::Error);

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Failure::new(format!("the database cannot be read: {error}"))
    }
}
