//! The global states that were found, each once, in the order in which they were found.
//!
//! States are stored completely, as bytes, so that no two are confused. Hash tables with open addressing find them: each thread has one
//! table, and alone looks up and enters the states that belong to it. With its parent and the position of its bytes, a state needs
//! about 14 bytes in addition to its own.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::found::Found;
use crate::intern::hash_bytes;
use crate::workers::{Workers, take_back};

/// All states, with the one that each was first reached from.
#[derive(Debug)]
pub(crate) struct Store {
    states: States,
    shards: Vec<Shard>,
}

/// The states by their numbers.
#[derive(Debug, Default)]
pub(crate) struct States {
    bytes: Vec<u8>,
    /// Where each state ends in `bytes`.
    ends: Vec<u32>,
    parents: Vec<u32>,
}

/// The numbers of the states with a part of all hashes.
#[derive(Debug)]
pub(crate) struct Shard {
    /// Numbers of states plus one in the lower bits, and a part of their hashes above; 0 is free.
    entries: Vec<u32>,
    /// How many entries are in use.
    len: usize,
    /// Which of all shards it is, and how many there are.
    place: (usize, usize),
    /// States that were entered since numbers were last given.
    entered: Vec<Entered>,
}

/// A state that has no number yet.
#[derive(Clone, Copy, Debug)]
struct Entered {
    /// Which of the lists of found states it is in, and where.
    list: u32,
    at: u32,
    /// Its entry.
    entry: u32,
    /// Its number, once it has one.
    id: u32,
}

/// The parent of a start, and the number of a state that has none.
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// The most bytes of all states, with room for the successors of one more.
const MOST_BYTES: usize = (u32::MAX - (1 << 28)) as usize;

/// The first size of a table: a power of two.
const FIRST_SIZE: usize = 1 << 10;

impl States {
    /// A state.
    pub(crate) fn get(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[id] as usize]
    }

    fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    fn add(&mut self, state: &[u8], parent: u32) -> u32 {
        self.bytes.extend_from_slice(state);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        self.parents.push(parent);
        self.len() - 1
    }
}

impl Store {
    /// A store for some threads.
    pub(crate) fn new(threads: usize) -> Self {
        let shard =
            |at| Shard { entries: vec![0; FIRST_SIZE], len: 0, place: (at, threads), entered: Vec::new() };
        Store { states: States::default(), shards: (0..threads).map(shard).collect() }
    }

    /// How many states there are.
    pub(crate) fn len(&self) -> usize {
        self.states.ends.len()
    }

    /// Whether there is no room for further states: their bytes are counted with 32 bits.
    pub(crate) fn is_full(&self) -> bool {
        self.states.bytes.len() > MOST_BYTES
    }

    /// A state.
    pub(crate) fn get(&self, id: u32) -> &[u8] {
        self.states.get(id)
    }

    /// The state that one was first reached from.
    pub(crate) fn parent(&self, id: u32) -> Option<u32> {
        let parent = self.states.parents[id as usize];
        (parent != NO_PARENT).then_some(parent)
    }

    /// The number of a state, if it is known.
    pub(crate) fn find(&self, state: &[u8]) -> Option<u32> {
        let hash = hash_bytes(state);
        self.shards[shard_of(hash, self.shards.len())].find(&self.states, state, hash)
    }

    /// Looks up all states of some lists, and enters the new ones; threads share the work. Returns the lists.
    pub(crate) fn look_up_all(&mut self, lists: Vec<Found>, workers: Option<&Workers>) -> Vec<Found> {
        let Some(workers) = workers else {
            settle_all(&self.states, &lists, &mut self.shards);
            return lists;
        };
        let (states, lists) = (Arc::new(std::mem::take(&mut self.states)), Arc::new(lists));
        let job = |mut shard: Shard| {
            let (states, lists) = (Arc::clone(&states), Arc::clone(&lists));
            move || {
                settle_all(&states, &lists, std::slice::from_mut(&mut shard));
                shard
            }
        };
        let jobs: Vec<_> = std::mem::take(&mut self.shards).into_iter().map(job).collect();
        self.shards = workers.run(jobs);
        self.states = take_back(states);
        take_back(lists)
    }

    /// Looks up one state, and enters it if it is new.
    pub(crate) fn insert(&mut self, state: &[u8], parent: u32) -> u32 {
        let mut found = Found::default();
        found.bytes.extend_from_slice(state);
        found.finish(0, false);
        found.clear_ids();
        let lists = self.look_up_all(vec![found], None);
        let id = self.number(&lists[0], 0, parent);
        self.forget_entered();
        id
    }

    /// Lends the states to threads that only read them; [`Store::take_states`] takes them back.
    pub(crate) fn lend_states(&mut self) -> States {
        std::mem::take(&mut self.states)
    }

    /// Takes the states back.
    pub(crate) fn take_states(&mut self, states: States) {
        self.states = states;
    }

    /// The number of a state of a list that was looked up. A new one gets the next number at the first call, and this parent.
    pub(crate) fn number(&mut self, list: &Found, at: usize, parent: u32) -> u32 {
        let id = list.ids[at].load(Ordering::Relaxed);
        let Some(entered) = id.checked_sub(NEW) else { return id };
        let count = self.shards.len();
        let shard = &mut self.shards[shard_of(list.hash(at), count)];
        let id = shard.entered[entered as usize].id;
        if id != NO_PARENT {
            return id;
        }
        let id = self.states.add(list.state(at), parent);
        shard.set_id(entered as usize, id);
        id
    }

    /// Gives numbers to the states of a list that were entered at positions before an end and have none, in their order; all of lists
    /// before it have theirs. `cursors` is how many of each shard were looked at.
    pub(crate) fn number_before(
        &mut self,
        (number, list): (usize, &Found),
        end: usize,
        parent: u32,
        cursors: &mut Vec<usize>,
    ) {
        cursors.resize(self.shards.len(), 0);
        loop {
            let mut next: Option<(u32, usize)> = None;
            for (shard, cursor) in cursors.iter_mut().enumerate() {
                let entered = &self.shards[shard].entered;
                // Those that the engine found from an earlier world have numbers.
                while entered.get(*cursor).is_some_and(|entered| entered.id != NO_PARENT) {
                    *cursor += 1;
                }
                let Some(entered) = entered.get(*cursor) else { continue };
                let is_before = entered.list as usize == number && (entered.at as usize) < end;
                if is_before && next.is_none_or(|(at, _)| entered.at < at) {
                    next = Some((entered.at, shard));
                }
            }
            let Some((at, shard)) = next else { return };
            let id = self.states.add(list.state(at as usize), parent);
            self.shards[shard].set_id(cursors[shard], id);
            cursors[shard] += 1;
        }
    }

    /// Forgets the states that were entered and have no number.
    pub(crate) fn forget_entered(&mut self) {
        for shard in &mut self.shards {
            // Only when a search ends early, so that to refill the table costs little.
            if shard.entered.iter().any(|entered| entered.id == NO_PARENT) {
                shard.fill(&self.states, shard.entries.len());
            }
            shard.entered.clear();
        }
    }
}

/// What [`Found::ids`] has for states that are new: this, and their position among the entered ones.
const NEW: u32 = 1 << 31;

impl Shard {
    /// The bits of an entry that are a part of the hash: those above all numbers of states.
    fn tags(&self) -> u32 {
        let states = self.entries.len() * self.place.1.next_power_of_two();
        !(u32::try_from(states).unwrap_or(u32::MAX).saturating_sub(1))
    }

    /// Gives a number to a state that was entered.
    fn set_id(&mut self, at: usize, id: u32) {
        let tags = self.tags();
        let entered = &mut self.entered[at];
        entered.id = id;
        let entry = &mut self.entries[entered.entry as usize];
        *entry = *entry & tags | (id + 1);
    }

    fn find(&self, states: &States, state: &[u8], hash: u64) -> Option<u32> {
        self.look_up(hash, |id| states.get(id) == state).ok()
    }

    /// The number of a state, or where to enter it.
    fn look_up(&self, hash: u64, is_meant: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let (mask, tags) = (self.entries.len() - 1, self.tags());
        let tag = (hash >> 32) as u32 & tags;
        let mut at = hash as usize & mask;
        loop {
            let entry = self.entries[at];
            if entry == 0 {
                return Err(at);
            }
            let id = (entry & !tags).wrapping_sub(1);
            if entry & tags == tag && is_meant(id) {
                return Ok(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// Makes room for more states: at most seven tenths are in use, so that chains stay short.
    fn reserve(&mut self, states: &States, more: usize) {
        let (all, own) = (states.ends.len() + more, self.len + more);
        let spread = self.place.1.next_power_of_two();
        let mut size = self.entries.len();
        while own * 10 >= size * 7 || all >= size * spread {
            size *= 2;
        }
        if size > self.entries.len() {
            self.fill(states, size);
        }
    }

    /// Enters all states that have numbers into a table of some size.
    fn fill(&mut self, states: &States, size: usize) {
        self.entries = vec![0; size];
        self.len = 0;
        let tags = self.tags();
        for id in 0..states.len() {
            let hash = hash_bytes(states.get(id));
            if shard_of(hash, self.place.1) == self.place.0 {
                let Err(at) = self.look_up(hash, |_| false) else { continue };
                self.entries[at] = (hash >> 32) as u32 & tags | (id + 1);
                self.len += 1;
            }
        }
    }
}

/// Looks up the states of some lists that belong to some shards, and enters the new ones.
fn settle_all(states: &States, lists: &[Found], shards: &mut [Shard]) {
    let total = lists.iter().map(Found::len).sum();
    shards.iter_mut().for_each(|shard| shard.reserve(states, total));
    for (number, list) in lists.iter().enumerate() {
        settle(states, lists, (number, list), shards);
    }
}

fn settle(states: &States, lists: &[Found], (number, list): (usize, &Found), shards: &mut [Shard]) {
    let Some(&Shard { place: (first, count), .. }) = shards.first() else { return };
    let known = states.len();
    for at in 0..list.len() {
        let hash = list.hash(at);
        let Some(shard) = shard_of(hash, count).checked_sub(first).and_then(|of| shards.get_mut(of)) else {
            continue;
        };
        let state = list.state(at);
        let entered = &shard.entered;
        let other = |id: u32| match id.checked_sub(known) {
            None => states.get(id),
            Some(new) => {
                let new = entered[new as usize];
                lists[new.list as usize].state(new.at as usize)
            }
        };
        let id = match shard.look_up(hash, |id| other(id) == state) {
            Ok(id) => id.checked_sub(known).map_or(id, |new| NEW | new),
            Err(entry) => {
                let new = shard.entered.len() as u32;
                let tags = shard.tags();
                shard.entries[entry] = (hash >> 32) as u32 & tags | (known + new + 1);
                shard.len += 1;
                let (list, at, entry) = (number as u32, at as u32, entry as u32);
                shard.entered.push(Entered { list, at, entry, id: NO_PARENT });
                NEW | new
            }
        };
        list.ids[at].store(id, Ordering::Relaxed);
    }
}

/// The shard of a state among some.
fn shard_of(hash: u64, count: usize) -> usize {
    // The upper bits choose it, so that the lower ones still spread its states over its table.
    ((hash >> 48) as usize * count) >> 16
}
