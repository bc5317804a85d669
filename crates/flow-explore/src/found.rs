//! The successors of some worlds, packed, before it is known which of them are new.

use std::sync::atomic::AtomicU32;

use crate::intern::hash_bytes;

/// Packed worlds in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The packed worlds, one after the other; one that is not finished may follow.
    pub(crate) bytes: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u64>,
    /// The slots that each step moves, and whether it is an event that someone outside sends at will.
    steps: Vec<u32>,
    /// The numbers of the worlds, once they are known.
    pub(crate) ids: Vec<AtomicU32>,
}

/// What was found from one world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Onset {
    /// How many there are.
    pub(crate) count: u32,
    /// The slots that the steps move which nobody sends at will.
    pub(crate) moved: u32,
    /// The first of these steps, by its position among all of them.
    pub(crate) first: Option<u32>,
}

/// The bit of [`Found::steps`] for events that are sent at will.
const FREE: u32 = 1 << 31;

impl Found {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Removes all but the first ones.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.ends.truncate(len);
        self.hashes.truncate(len);
        self.steps.truncate(len);
        self.bytes.truncate(self.start());
    }

    /// Where the bytes of the next one start.
    fn start(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }

    /// Ends the world that was written last.
    pub(crate) fn finish(&mut self, moved: u32, is_free: bool) {
        self.hashes.push(hash_bytes(&self.bytes[self.start()..]));
        self.ends.push(self.bytes.len() as u32);
        self.steps.push(moved | if is_free { FREE } else { 0 });
    }

    /// Makes room for the numbers of all.
    pub(crate) fn clear_ids(&mut self) {
        self.ids.clear();
        self.ids.resize_with(self.ends.len(), AtomicU32::default);
    }

    pub(crate) fn state(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[at] as usize]
    }

    pub(crate) fn hash(&self, at: usize) -> u64 {
        self.hashes[at]
    }

    pub(crate) fn moved(&self, at: usize) -> u32 {
        self.steps[at] & !FREE
    }

    /// What was found from a world: everything from a position on.
    pub(crate) fn onset(&self, start: usize) -> Onset {
        let steps = &self.steps[start..];
        let bound = steps.iter().filter(|step| **step & FREE == 0);
        let moved = bound.fold(0, |moved, step| moved | step);
        let first = steps.iter().position(|step| step & FREE == 0).map(|first| first as u32);
        Onset { count: steps.len() as u32, moved, first }
    }
}
