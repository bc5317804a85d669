//! The global states that were found, each once, in the order in which they were found.
//!
//! States are kept whole, as bytes, so that no two are taken for one. A table of open addressing finds them by their hash; with the parent and
//! the place of its bytes, a state costs some 14 bytes besides them.

use crate::intern::hash_bytes;

/// All states, with the one that each was first reached from.
#[derive(Debug)]
pub(crate) struct Store {
    bytes: Vec<u8>,
    /// Where each state ends in `bytes`.
    ends: Vec<u32>,
    parents: Vec<u32>,
    /// The numbers of states plus one in the lower bits, as many as the length needs, and a part of their hashes above; 0 is free.
    table: Vec<u32>,
}

/// The parent of a start.
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// The most bytes of all states, with room for the successors of one more.
const MOST_BYTES: usize = (u32::MAX - (1 << 28)) as usize;

/// The first size of the table: a power of two.
const FIRST_SIZE: usize = 1 << 10;

impl Default for Store {
    fn default() -> Self {
        Store { bytes: Vec::new(), ends: Vec::new(), parents: Vec::new(), table: vec![0; FIRST_SIZE] }
    }
}

impl Store {
    /// How many states there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no room for further states: their bytes are counted with 32 bits.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes.len() > MOST_BYTES
    }

    /// A state.
    pub(crate) fn get(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[id] as usize]
    }

    /// The state that one was first reached from.
    pub(crate) fn parent(&self, id: u32) -> Option<u32> {
        let parent = self.parents[id as usize];
        (parent != NO_PARENT).then_some(parent)
    }

    /// The number of a state, if it is known.
    pub(crate) fn find(&self, state: &[u8]) -> Option<u32> {
        self.look_up(state, hash_bytes(state)).ok()
    }

    /// The number of a state, or where to enter it.
    fn look_up(&self, state: &[u8], hash: u64) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let tag = tag_of(hash, self.table.len());
        let mut at = hash as usize & mask;
        loop {
            let entry = self.table[at];
            if entry == 0 {
                return Err(at);
            }
            let id = (entry & mask as u32).wrapping_sub(1);
            if entry & !(mask as u32) == tag && self.get(id) == state {
                return Ok(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a state, and whether it is new.
    pub(crate) fn insert(&mut self, state: &[u8], parent: u32) -> (u32, bool) {
        // At most seven tenths are in use, so that chains stay short, and numbers fit below the tags.
        if self.len() * 10 >= self.table.len() * 7 {
            self.grow();
        }
        let hash = hash_bytes(state);
        let at = match self.look_up(state, hash) {
            Ok(id) => return (id, false),
            Err(at) => at,
        };
        let id = u32::try_from(self.len()).unwrap_or(NO_PARENT);
        self.bytes.extend_from_slice(state);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        self.parents.push(parent);
        self.table[at] = tag_of(hash, self.table.len()) | (id + 1);
        (id, true)
    }

    fn grow(&mut self) {
        let mut table = vec![0; self.table.len() * 2];
        let mask = table.len() - 1;
        for id in 0..u32::try_from(self.len()).unwrap_or(NO_PARENT) {
            let hash = hash_bytes(self.get(id));
            let mut at = hash as usize & mask;
            while table[at] != 0 {
                at = (at + 1) & mask;
            }
            table[at] = tag_of(hash, table.len()) | (id + 1);
        }
        self.table = table;
    }
}

/// The upper bits of a hash, above those that a number of a state in a table of this size needs.
fn tag_of(hash: u64, size: usize) -> u32 {
    (hash >> 32) as u32 & !(size as u32 - 1)
}
