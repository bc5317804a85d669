//! The command line: the commands.
//!
//! The options of a command are in the command's file, and those that several share in `options`. The help of clap lists
//! all of them.

use clap::{Parser, Subcommand};

use crate::commands::{
    archive, backup, clock, dead, decide, decisions, drain, erase, history, ls, plan, restored, retention,
    rules, serve, show,
};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "flow-host",
    version,
    about = "Runs a specification in a database, shows what a durable host keeps, and decides about what it has given up",
    disable_help_subcommand = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a specification without Rust code, with its public events over HTTP
    Serve(serve::ServeArgs),
    /// Count the instances by state, or list those of a machine
    Ls(ls::LsArgs),
    /// Show all that is known of an instance, and what it waits for
    Show(show::ShowArgs),
    /// Show what happened in the conversation of an instance
    History(history::HistoryArgs),
    /// Draw the events between the instances of a conversation
    Lanes(history::LanesArgs),
    /// List the events and messages that were given up
    Dead(dead::DeadArgs),
    /// Handle a dead letter again, from the phrase that had no answer
    Retry(decide::RetryArgs),
    /// Answer the phrase of a dead letter that had no answer
    Answer(decide::AnswerArgs),
    /// Refuse for the phrase of a dead letter that had no answer
    Fail(decide::FailArgs),
    /// Forget a dead letter, as if it had never been sent
    Abandon(decide::AbandonArgs),
    /// List what operators have decided, with who, why and when
    Decisions(decisions::DecisionsArgs),
    /// Let the running host finish what it has begun, and begin nothing else
    Drain(drain::DrainArgs),
    /// Show what a new version of the specification would make of what is stored
    Plan(plan::PlanArgs),
    /// Copy the database, while the host goes on
    Backup(backup::BackupArgs),
    /// Move the values and journals of instances that have ended to a file
    Archive(archive::ArchiveArgs),
    /// Remove the values of an instance that has ended, for ever
    Erase(erase::EraseArgs),
    /// Show how long finished data is kept, and how much is older
    Retention(retention::RetentionArgs),
    /// Delete the data that is older than the settings allow, now
    Clean(retention::CleanArgs),
    /// Prepare a database that was restored from a copy, before a host starts with it
    Restored(restored::RestoredArgs),
    /// List the rules of the specification, and the instances for which they were broken
    Rules(rules::RulesArgs),
    /// Look after the clock of the running host
    Clock(clock::ClockArgs),
}
