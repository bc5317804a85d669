//! The global states that were found, each once, in the order in which they were found.
//!
//! States are stored completely, as bytes, so that no two are confused. A hash table with open addressing finds them. With its parent and
//! the position of its bytes, a state needs about 14 bytes in addition to its own.

use crate::intern::{are_equal, hash_bytes};
use crate::packed::PackedWorlds;

/// All states, with the one that each was first reached from.
#[derive(Debug)]
pub(crate) struct Store {
    states: PackedWorlds,
    parents: Vec<u32>,
    /// Numbers of states plus one in the lower bits, and a part of their hashes above; 0 is free. Their count is a power of two.
    entries: Vec<u32>,
}

/// The parent of a start.
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// The most bytes of all states, with room for the successors of one more.
const MOST_BYTES: usize = (u32::MAX - (1 << 28)) as usize;

/// The first size of the table: a power of two.
const FIRST_SIZE: usize = 1 << 10;

impl Default for Store {
    fn default() -> Self {
        Store { states: PackedWorlds::default(), parents: Vec::new(), entries: vec![0; FIRST_SIZE] }
    }
}

impl Store {
    /// How many states there are.
    pub(crate) fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is no room for further states: their bytes are counted with 32 bits.
    pub(crate) fn is_full(&self) -> bool {
        self.states.bytes.len() > MOST_BYTES
    }

    /// All states.
    pub(crate) fn states(&self) -> &PackedWorlds {
        &self.states
    }

    /// A state.
    pub(crate) fn get(&self, id: u32) -> &[u8] {
        self.states.get(id as usize)
    }

    /// The state that one was first reached from.
    pub(crate) fn parent(&self, id: u32) -> Option<u32> {
        let parent = self.parents[id as usize];
        (parent != NO_PARENT).then_some(parent)
    }

    /// The number of a state, if it is known.
    pub(crate) fn find(&self, state: &[u8]) -> Option<u32> {
        self.look_up(hash_bytes(state), |id| are_equal(self.get(id), state)).ok()
    }

    /// The entries at which states with some hashes are looked for first.
    ///
    /// To read them together takes a fraction of the time of reading each when its state is looked for: the processor waits for several
    /// parts of its memory at once.
    pub(crate) fn read_entries(&self, hashes: &[u32], entries: &mut Vec<u32>) {
        let mask = self.entries.len() - 1;
        entries.clear();
        entries.extend(hashes.iter().map(|hash| self.entries[*hash as usize & mask]));
    }

    /// The number of a state, if an entry that was read is that of the state. The table may have changed since.
    pub(crate) fn find_read(&self, entry: u32, state: &[u8], hash: u32) -> Option<u32> {
        let tags = self.tags();
        let id = (entry & !tags).checked_sub(1)?;
        let is_meant =
            (entry ^ hash) & tags == 0 && (id as usize) < self.len() && are_equal(self.get(id), state);
        is_meant.then_some(id)
    }

    /// The number of a state. A new one gets the next number, and this parent.
    pub(crate) fn insert(&mut self, state: &[u8], parent: u32) -> u32 {
        self.insert_hashed(state, hash_bytes(state), parent)
    }

    /// As [`Store::insert`], of a state whose hash is known.
    pub(crate) fn insert_hashed(&mut self, state: &[u8], hash: u32, parent: u32) -> u32 {
        let at = match self.look_up(hash, |id| are_equal(self.get(id), state)) {
            Ok(id) => return id,
            Err(at) => at,
        };
        let id = self.len() as u32;
        self.states.push(state);
        self.parents.push(parent);
        self.entries[at] = hash & self.tags() | (id + 1);
        // At most seven tenths are in use, so that chains stay short.
        if self.len() * 10 >= self.entries.len() * 7 {
            self.grow();
        }
        id
    }

    /// The bits of an entry that are a part of the hash: those above all numbers of states. The bits below choose the entry.
    fn tags(&self) -> u32 {
        !(u32::try_from(self.entries.len()).unwrap_or(u32::MAX).saturating_sub(1))
    }

    /// The number of a state, or where to enter it.
    fn look_up(&self, hash: u32, is_meant: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let (mask, tags) = (self.entries.len() - 1, self.tags());
        let mut at = hash as usize & mask;
        loop {
            let entry = self.entries[at];
            if entry == 0 {
                return Err(at);
            }
            let id = (entry & !tags).wrapping_sub(1);
            if (entry ^ hash) & tags == 0 && is_meant(id) {
                return Ok(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// Doubles the table.
    fn grow(&mut self) {
        let size = self.entries.len() * 2;
        // In the memory of the old one: new pages cost more time than to enter all states again.
        self.entries.clear();
        self.entries.resize(size, 0);
        let tags = self.tags();
        for id in 0..self.len() as u32 {
            let hash = hash_bytes(self.get(id));
            if let Err(at) = self.look_up(hash, |_| false) {
                self.entries[at] = hash & tags | (id + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST_SIZE, NO_PARENT, Store};
    use crate::intern::hash_bytes;

    /// States of different lengths, some of which are the beginning of others.
    fn state(number: u32) -> Vec<u8> {
        [number.to_le_bytes().as_slice(), &vec![7; number as usize % 21]].concat()
    }

    #[test]
    fn every_state_has_one_number() {
        let mut store = Store::default();
        let count = 10 * FIRST_SIZE as u32;
        for round in 0..2 {
            for number in 0..count {
                let parent = number.checked_sub(1).unwrap_or(NO_PARENT);
                assert_eq!(store.find(&state(number)), (round > 0).then_some(number));
                assert_eq!(store.insert(&state(number), parent), number);
            }
        }
        assert_eq!(store.len(), count as usize);
        for number in 0..count {
            assert_eq!(
                (store.get(number), store.parent(number)),
                (&state(number)[..], number.checked_sub(1))
            );
        }
    }

    /// An entry that was read is only a hint: whatever it is, no state is taken for another one.
    #[test]
    fn entries_that_were_read_stay_right_when_the_table_grows() {
        let mut store = Store::default();
        let numbers = 0..4 * FIRST_SIZE as u32;
        let hashes: Vec<u32> = numbers.clone().map(|number| hash_bytes(&state(number))).collect();
        let mut read = Vec::new();
        for number in numbers.clone() {
            store.insert(&state(number), NO_PARENT);
            if number % 97 == 0 {
                let mut entries = Vec::new();
                store.read_entries(&hashes, &mut entries);
                read.push(entries);
            }
        }
        let mut found = 0;
        for entries in read {
            for number in numbers.clone() {
                let at = number as usize;
                let known = store.find_read(entries[at], &state(number), hashes[at]);
                assert!(known.is_none_or(|known| known == number));
                found += usize::from(known.is_some());
            }
        }
        assert!(found > hashes.len(), "{found}");
    }
}
