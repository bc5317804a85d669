//! Packed worlds, one after the other in one piece of memory.

use std::ops::Range;

/// A list of packed worlds. One that is not finished may follow.
#[derive(Debug)]
pub(crate) struct PackedWorlds {
    pub(crate) bytes: Vec<u8>,
    /// Where each world starts in `bytes`, and where the last one ends.
    starts: Vec<u32>,
}

impl Default for PackedWorlds {
    fn default() -> Self {
        PackedWorlds { bytes: Vec::new(), starts: vec![0] }
    }
}

impl PackedWorlds {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// A world.
    pub(crate) fn get(&self, at: usize) -> &[u8] {
        let bounds = &self.starts[at..at + 2];
        &self.bytes[bounds[0] as usize..bounds[1] as usize]
    }

    /// The bytes of the world that is not finished.
    pub(crate) fn unfinished(&self) -> &[u8] {
        &self.bytes[self.starts[self.len()] as usize..]
    }

    /// Ends the world that was written last.
    pub(crate) fn finish(&mut self) {
        self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    /// Removes the world that is not finished.
    pub(crate) fn drop_unfinished(&mut self) {
        self.truncate(self.len());
    }

    /// Adds a world.
    pub(crate) fn push(&mut self, world: &[u8]) {
        self.bytes.extend_from_slice(world);
        self.finish();
    }

    /// Removes all but the first ones.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.starts.truncate(len + 1);
        self.bytes.truncate(self.starts[self.len()] as usize);
    }

    /// Replaces all by some of another list.
    pub(crate) fn copy_from(&mut self, other: &PackedWorlds, range: Range<usize>) {
        self.truncate(0);
        let starts = &other.starts[range.start..=range.end];
        let (first, last) = (other.starts[range.start], other.starts[range.end]);
        self.bytes.extend_from_slice(&other.bytes[first as usize..last as usize]);
        self.starts.extend(starts[1..].iter().map(|start| start - first));
    }
}
