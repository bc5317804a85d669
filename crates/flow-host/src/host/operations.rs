//! What operators do with a running host: backups.
//!
//! Nothing here blocks the machines.

use std::path::Path;

use flow_durable::Program;

use super::Host;
use crate::store::{BackupError, back_up};

impl<P: Program> Host<P> {
    /// Copies the database to a new file, while the host goes on. The copy has what was committed when it began, and is a database that a
    /// host can open.
    ///
    /// # Errors
    /// If there is a file of this name, or it cannot be written.
    pub async fn backup(&self, to: impl AsRef<Path>) -> Result<(), BackupError> {
        let (from, to) = (self.inner.path.clone(), to.as_ref().to_owned());
        let copy = tokio::task::spawn_blocking(move || back_up(&from, &to));
        copy.await.unwrap_or_else(|error| Err(BackupError::Stopped(error.to_string())))
    }
}
