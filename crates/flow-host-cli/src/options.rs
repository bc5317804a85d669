//! The arguments and options that several commands share.
//!
//! Each command flattens those that it has into its own struct. The database is the first argument of all, and each decision has
//! a reason.

use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;

use crate::failure::Failure;

/// The database.
#[derive(Debug, clap::Args)]
pub(crate) struct File {
    /// The database of the host
    #[arg(value_name = "DATABASE")]
    pub(crate) database: PathBuf,
}

/// How results are printed.
#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// A format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Who decides, and why.
#[derive(Debug, clap::Args)]
pub(crate) struct Why {
    /// Why; it is kept
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Who decides; it is kept. The user of the system, if it is not given
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// How many seconds to wait until the host has carried it out
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(crate) wait: u64,
}

/// The same, for a command that can be given without.
#[derive(Debug, clap::Args)]
pub(crate) struct OptionalWhy {
    /// Why; it is kept
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who decides; it is kept. The user of the system, if it is not given
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How many seconds to wait until it is carried out
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    wait: u64,
}

impl OptionalWhy {
    /// Who decides, and why.
    ///
    /// # Errors
    /// Without a reason.
    pub(crate) fn require(self) -> Result<Why, Failure> {
        let OptionalWhy { reason, by, wait } = self;
        let missing = || Failure::new("there is no reason").help("write why: --reason \"the disk was lost\"");
        Ok(Why { reason: reason.ok_or_else(missing)?, by, wait })
    }
}

impl Why {
    /// The name of the user who decides.
    pub(crate) fn who(&self) -> Option<String> {
        let user = || ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        self.by.clone().or_else(user).filter(|name| !name.trim().is_empty())
    }

    /// How long to wait.
    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs(self.wait)
    }
}
