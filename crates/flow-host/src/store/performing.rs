//! The file that names the attempts in progress, so that a question or a message that ends the process is found after the restart.
//!
//! It is written before an attempt begins and after it ended, and is not synchronised with the disk, as the file of running handlers.
//! Attempts are in progress together, so that one that ends the process makes suspects of others. After the restart they are performed
//! one at a time, which identifies the culprit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use flow_durable::DeliveryId;

use super::open_private;
use super::running::{MOST_ENDS, parse};

/// The open file.
pub(crate) struct Performing {
    file: File,
    /// The attempts in progress when the process ended, and how often each was among them. An event is named by its delivery, a message by
    /// itself.
    suspects: BTreeMap<DeliveryId, u32>,
    /// The attempts in progress now.
    begun: BTreeSet<DeliveryId>,
}

impl Performing {
    /// Opens the file, and reads the entries of the last process.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut file = open_private(path)?;
        let mut text = String::new();
        // A file that cannot be read names no attempt.
        drop(file.read_to_string(&mut text));
        Ok(Performing { file, suspects: text.lines().filter_map(parse).collect(), begun: BTreeSet::new() })
    }

    /// Removes and returns the deliveries that have ended the process too often.
    pub(crate) fn take_culprits(&mut self) -> Vec<DeliveryId> {
        let (culprits, others) =
            std::mem::take(&mut self.suspects).into_iter().partition(|(_, ends)| *ends >= MOST_ENDS);
        self.suspects = others;
        let culprits: BTreeMap<_, _> = culprits;
        culprits.into_keys().collect()
    }

    /// Whether the process may have ended because of this.
    pub(crate) fn is_suspect(&self, id: DeliveryId) -> bool {
        self.suspects.contains_key(&id)
    }

    /// Whether anything is in progress because of which the process may have ended.
    pub(crate) fn has_suspect_under_way(&self) -> bool {
        self.suspects.keys().any(|id| self.begun.contains(id))
    }

    /// An attempt is about to begin.
    pub(crate) fn begin(&mut self, id: DeliveryId) {
        self.begun.insert(id);
        self.write();
    }

    /// An attempt has ended, and the process has not.
    pub(crate) fn end(&mut self, id: DeliveryId) {
        self.begun.remove(&id);
        self.suspects.remove(&id);
        self.write();
    }

    /// Forgets the attempts of earlier processes.
    pub(crate) fn forget(&mut self) {
        self.suspects.clear();
        self.begun.clear();
        self.write();
    }

    /// The host stops in order: the attempts in progress do not end the process.
    pub(crate) fn close(&mut self) {
        self.begun.clear();
        self.write();
    }

    /// Without the file, attempts are made as before, and only one that ends the process is not found; so errors are ignored.
    fn write(&mut self) {
        let ends = |id: &DeliveryId| self.suspects.get(id).copied().unwrap_or(0);
        let begun = self.begun.iter().map(|id| (id, ends(id) + 1));
        let others = self.suspects.iter().filter(|(id, _)| !self.begun.contains(id));
        let others = others.map(|(id, ends)| (id, *ends));
        let lines: String = begun.chain(others).map(|(id, ends)| format!("{id} {ends}\n")).collect();
        let write = || -> io::Result<()> {
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(lines.as_bytes())?;
            self.file.set_len(lines.len() as u64)
        };
        drop({ write }());
    }
}
