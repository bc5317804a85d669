//! The file that names the delivery that is being handled, so that a handler that ends the process is found after the restart.
//!
//! It is written before a handler runs, and again when its group is committed. It is not synchronised with the disk: an operating
//! system that goes down with the handler is not the handler's doing.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use flow_durable::DeliveryId;

/// The open file.
pub(crate) struct Running {
    file: File,
    /// The deliveries that were being handled when the process ended, and how many times that was so.
    suspects: Vec<(DeliveryId, u32)>,
    /// Those of them that have begun in this group.
    begun: Vec<DeliveryId>,
    is_written: bool,
}

/// A delivery that was being handled when the process ended is not handled again after this number of times. One may be chance, two a bad hour.
pub(super) const MOST_ENDS: u32 = 3;

impl Running {
    /// Opens the file, and reads the entries of the last process.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut file = super::open_private(path)?;
        let mut text = String::new();
        // A file that cannot be read names no delivery.
        drop(file.read_to_string(&mut text));
        let suspects = text.lines().filter_map(parse).collect();
        Ok(Running { file, suspects, begun: Vec::new(), is_written: false })
    }

    /// Takes out the deliveries that have ended the process too often.
    pub(crate) fn take_culprits(&mut self) -> Vec<DeliveryId> {
        let (culprits, others) = self.suspects.iter().partition(|(_, ends)| *ends >= MOST_ENDS);
        let culprits: Vec<_> = culprits;
        self.suspects = others;
        culprits.into_iter().map(|(id, _)| id).collect()
    }

    /// Forgets the deliveries of earlier processes.
    pub(crate) fn forget(&mut self) {
        self.suspects.clear();
        self.write(None);
    }

    /// A handler is about to run.
    pub(crate) fn begin(&mut self, id: DeliveryId) {
        let ends = self.suspects.iter().find(|(suspect, _)| *suspect == id).map_or(0, |(_, ends)| *ends);
        self.begun.push(id);
        self.write(Some((id, ends + 1)));
        self.is_written = true;
    }

    /// Clears the file: no handler runs, and the results of earlier ones are stored.
    pub(crate) fn clear(&mut self) {
        if self.is_written {
            let begun = std::mem::take(&mut self.begun);
            self.suspects.retain(|(suspect, _)| !begun.contains(suspect));
            self.write(None);
            self.is_written = false;
        }
    }

    /// Writes the delivery that runs, and the suspects that do not. Without the file, handlers run as before, and only one that ends
    /// the process is not found; so errors are ignored.
    fn write(&mut self, running: Option<(DeliveryId, u32)>) {
        let others =
            self.suspects.iter().copied().filter(|(id, _)| running.is_none_or(|(other, _)| other != *id));
        let lines: String =
            running.into_iter().chain(others).map(|(id, ends)| format!("{id} {ends}\n")).collect();
        let write = || -> io::Result<()> {
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(lines.as_bytes())?;
            self.file.set_len(lines.len() as u64)
        };
        drop({ write }());
    }
}

pub(super) fn parse(line: &str) -> Option<(DeliveryId, u32)> {
    let (id, ends) = line.split_once(' ')?;
    Some((DeliveryId::parse(id)?, ends.parse().ok()?))
}
