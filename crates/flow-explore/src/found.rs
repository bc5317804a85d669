//! The successors of some worlds, packed, each once, before it is known which of them are new.
//!
//! More than half of all steps lead to a world that is also found from one of the last some hundred worlds. Those are recognized here,
//! while the thread that expands worlds has both in its cache; the thread that gives numbers looks up the others only.

use crate::intern::{are_equal, hash_bytes};
use crate::packed::PackedWorlds;

/// Different packed worlds in the order in which they were found.
#[derive(Debug)]
pub(crate) struct Found {
    /// The packed worlds; one that is not finished may follow.
    pub(crate) worlds: PackedWorlds,
    pub(crate) hashes: Vec<u32>,
    /// A hash table with open addressing: positions of worlds plus one; 0 is free.
    places: Vec<u32>,
    /// What was found from the last world so far.
    onset: Onset,
}

/// What was found from one world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Onset {
    /// How many steps there are.
    pub(crate) steps: u32,
    /// How many worlds were not found before.
    pub(crate) new: u32,
    /// The slots that are moved by the steps that the outside does not send at will.
    pub(crate) moved: u32,
    /// The target of the first of these steps, by its position among all worlds that were found; [`NO_STEP`] if there is none.
    pub(crate) first: u32,
}

/// No step.
pub(crate) const NO_STEP: u32 = u32::MAX;

/// The first size of the table: a power of two.
const FIRST_SIZE: usize = 64;

impl Default for Found {
    fn default() -> Self {
        let (worlds, hashes) = (PackedWorlds::default(), Vec::new());
        Found { worlds, hashes, places: vec![0; FIRST_SIZE], onset: Onset::default() }
    }
}

impl Default for Onset {
    fn default() -> Self {
        Onset { steps: 0, new: 0, moved: 0, first: NO_STEP }
    }
}

impl Found {
    /// Removes all.
    pub(crate) fn clear(&mut self) {
        // The next worlds probably have about as many successors.
        let size = (self.hashes.len() * 2).next_power_of_two().max(FIRST_SIZE);
        self.worlds.truncate(0);
        self.hashes.clear();
        self.places.clear();
        self.places.resize(size, 0);
    }

    /// Begins with the steps of another world.
    pub(crate) fn begin(&mut self) {
        self.onset = Onset::default();
    }

    /// Ends the step whose world was written last. It moves some slots; at will, or not.
    pub(crate) fn finish(&mut self, moved: u32, is_free: bool) {
        let target = self.place_unfinished();
        self.onset.steps += 1;
        if !is_free {
            self.onset.moved |= moved;
            if self.onset.first == NO_STEP {
                self.onset.first = target;
            }
        }
    }

    /// What was found from the last world.
    pub(crate) fn onset(&self) -> Onset {
        self.onset
    }

    /// Removes what was found from the last world.
    pub(crate) fn undo(&mut self) {
        let len = self.hashes.len() - self.onset.new as usize;
        // The last one first, so that the table is again as it was before each of them.
        for at in (len..self.hashes.len()).rev() {
            let mask = self.places.len() - 1;
            let mut entry = self.hashes[at] as usize & mask;
            while self.places[entry] != at as u32 + 1 {
                entry = (entry + 1) & mask;
            }
            self.places[entry] = 0;
        }
        self.hashes.truncate(len);
        self.worlds.truncate(len);
    }

    /// The position of the world that was written last: that of an equal one, or the next one.
    fn place_unfinished(&mut self) -> u32 {
        let world = self.worlds.unfinished();
        let hash = hash_bytes(world);
        let mask = self.places.len() - 1;
        let mut entry = hash as usize & mask;
        while let Some(known) = self.places[entry].checked_sub(1) {
            let at = known as usize;
            if self.hashes[at] == hash && are_equal(self.worlds.get(at), world) {
                self.worlds.drop_unfinished();
                return known;
            }
            entry = (entry + 1) & mask;
        }
        let at = self.hashes.len() as u32;
        self.places[entry] = at + 1;
        self.hashes.push(hash);
        self.worlds.finish();
        self.onset.new += 1;
        if self.hashes.len() * 2 > self.places.len() {
            self.grow();
        }
        at
    }

    /// Doubles the table.
    fn grow(&mut self) {
        let size = self.places.len() * 2;
        self.places.clear();
        self.places.resize(size, 0);
        for (place, hash) in (1..).zip(&self.hashes) {
            let mut entry = *hash as usize & (size - 1);
            while self.places[entry] != 0 {
                entry = (entry + 1) & (size - 1);
            }
            self.places[entry] = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, NO_STEP};

    fn find(found: &mut Found, world: &[u8], is_free: bool) {
        found.worlds.bytes.extend_from_slice(world);
        found.finish(1 << (world[0] & 7), is_free);
    }

    #[test]
    fn equal_worlds_are_kept_once() {
        let mut found = Found::default();
        for world in 0..1000_u32 {
            found.begin();
            find(&mut found, &[1, 2], true);
            find(&mut found, &[3, world as u8, (world >> 8) as u8, 1, 2, 3, 4, 5, 6], false);
            find(&mut found, &[1, 2], false);
            let onset = found.onset();
            assert_eq!((onset.steps, onset.new, onset.moved), (3, if world == 0 { 2 } else { 1 }, 0b1010));
            assert_eq!(onset.first, world + 1);
        }
        assert_eq!((found.worlds.len(), found.hashes.len()), (1001, 1001));
        found.clear();
        found.begin();
        assert_eq!(found.onset().first, NO_STEP);
        find(&mut found, &[1, 2], true);
        assert_eq!((found.onset().new, found.worlds.get(0)), (1, &[1, 2][..]));
    }

    /// The table is as if the worlds that were removed had never been there, also if it has grown meanwhile.
    #[test]
    fn what_was_undone_is_found_again() {
        let (mut found, mut other) = (Found::default(), Found::default());
        for round in 0..40_u8 {
            found.begin();
            (0..=255).for_each(|last| find(&mut found, &[round, last], true));
            found.worlds.bytes.extend_from_slice(&[7, 7]);
            found.undo();
            for of in [&mut found, &mut other] {
                of.begin();
                (0..9).for_each(|last| find(of, &[round, 0, last], true));
                assert_eq!(of.onset().new, 9);
                (0..9).for_each(|last| find(of, &[round, 0, last], true));
                assert_eq!(of.onset().new, 9);
            }
            assert_eq!(found.places.iter().filter(|place| **place != 0).count(), found.worlds.len());
        }
        assert_eq!(found.hashes, other.hashes);
    }
}
