//! Operations on a running host: backups, archives, and erasing values.
//!
//! Files are written by other threads than that of the machines.

use std::path::{Path, PathBuf};

use flow::system::Id;
use flow_durable::{CallError, Machine, Program, Retention};

use super::Host;
use crate::engine::Input;
use crate::store::{Archived, BackupError, back_up, write_archive};

impl<P: Program> Host<P> {
    /// Copies the database to a new file, while the host goes on. The copy has the data that was committed when it began, and is a database
    /// that a host can open.
    ///
    /// # Errors
    /// If there is a file of this name, or it cannot be written.
    pub async fn backup(&self, to: impl AsRef<Path>) -> Result<(), BackupError> {
        let (from, to) = (self.inner.path.clone(), to.as_ref().to_owned());
        let copy = tokio::task::spawn_blocking(move || back_up(&from, &to));
        copy.await.unwrap_or_else(|error| Err(BackupError::Stopped(error.to_string())))
    }

    /// Moves the variables and the journal of instances that ended so long ago to a file, an SQLite database that is created if it does
    /// not exist. Their rows stay, so that their ids are not used again; they accept no events. Instances of a machine that is
    /// `one for …`, and those with events, messages or dead letters, are left as they are. Returns how many were moved.
    ///
    /// # Errors
    /// If the file cannot be written, or the host has stopped. Instances that were moved until then stay moved.
    pub async fn archive(&self, to: impl AsRef<Path>, ended_for: flow::Duration) -> Result<u64, BackupError> {
        let to = to.as_ref().to_owned();
        let before = Retention::cutoff(ended_for, self.clock().now);
        let (mut after, mut moved) = (0, 0);
        loop {
            let found = self.visit(move |engine| engine.archivable(before, after)).await;
            let (instances, next) = found.map_err(|error| BackupError::Stopped(error.to_string()))?;
            if !instances.is_empty() {
                moved += instances.len() as u64;
                self.move_out(to.clone(), instances).await?;
            }
            match next {
                Some(next) => after = next,
                None => return Ok(moved),
            }
        }
    }

    /// Writes instances to an archive, and then empties them.
    async fn move_out(&self, to: PathBuf, instances: Vec<Archived>) -> Result<(), BackupError> {
        let emptied: Vec<(i64, i64)> = instances.iter().map(|of| (of.n, of.revision)).collect();
        let written = tokio::task::spawn_blocking(move || write_archive(&to, &instances)).await;
        written.unwrap_or_else(|error| Err(BackupError::Stopped(error.to_string())))?;
        let empty = move |ticket| Input::Empty { ticket, instances: emptied };
        self.call(empty).await.map(drop).map_err(|error| BackupError::Stopped(error.to_string()))
    }

    /// Removes the variables of an instance that has ended, its dead letters, and the payloads in its journal and its messages. They are
    /// overwritten in the database; copies, and data that the instance has sent to others, are not changed. Its id, its state, and the
    /// order of its events stay. The reason is kept, so it must not contain erased data.
    ///
    /// # Errors
    /// If the instance does not exist or has not ended, events or messages of it are in progress, or the host has stopped.
    pub async fn erase<M: Machine<System = P>>(
        &self,
        id: &Id<M>,
        reason: impl Into<String>,
    ) -> Result<(), CallError> {
        let (id, reason) = (id.to_string(), reason.into());
        self.call(move |ticket| Input::Erase { ticket, machine: M::KIND, id, reason }).await.map(drop)
    }
}
