//! Follows worlds in the order of their numbers: expands them, and gives numbers to new ones.
//!
//! A world is expanded as soon as it has a number, often on another thread and before the worlds before it were followed. Numbers are
//! given by the leading thread alone, in the order in which one world after the other gets them, so that the result is the same for any
//! number of threads.

use std::sync::Arc;
use std::thread::Scope;

use crate::compiled::{Compiled, Unpacked};
use crate::found::{Found, NO_STEP, Onset};
use crate::packed::PackedWorlds;
use crate::pipeline::{ENOUGH, Pipeline};
use crate::search::{Continue, Onward, Search};
use crate::step::{EVERYONE, Successor};
use crate::world::World;

/// How many worlds are expanded together: enough work for a thread, and few enough that their successors stay in the cache of a
/// processor. Tests have many batches of few worlds. The caller is asked between batches whether to go on.
const BATCH: usize = if cfg!(test) { 4 } else { 256 };

/// The most batches that are expanded before they are needed, for each thread.
const AHEAD: usize = 2 * ENOUGH;

/// How many worlds are looked at that cannot be followed any more: some milliseconds.
const MOST_OPEN: usize = 256;

/// Once the engine has computed the steps of this many worlds, and these are most of all worlds, no more steps are compiled: they need
/// memory, and are rarely used again. Below this number, the search has only begun.
const MANY_SLOW: usize = 20_000;

/// Some worlds, one after the other, with what was found from them.
#[derive(Debug, Default)]
struct Batch {
    /// The number of the first one.
    first: usize,
    worlds: PackedWorlds,
    /// The steps that other threads know.
    compiled: Option<Arc<Compiled>>,
    found: Found,
    /// What each world has; `None` if steps of it are not known.
    onsets: Vec<Option<Onset>>,
    unpacked: Unpacked,
    /// The places of the store that are probed for them first, with their contents.
    entries: Vec<u32>,
    /// How many worlds were followed.
    followed: usize,
    /// The numbers of what was found from these.
    ids: Vec<u32>,
}

/// How far worlds were followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Followed {
    /// All of a batch.
    All,
    /// There is no room for what follows.
    Full,
    /// One of the steps of the next world has very many answers.
    Interrupted,
}

/// The batches that are expanded ahead.
#[derive(Debug, Default)]
struct Ahead {
    /// How many worlds were passed on.
    begun: usize,
    /// How many threads help.
    helpers: usize,
    /// The compiled steps as they were when other threads last got them, and how many worlds lacked one since.
    compiled: Arc<Compiled>,
    lacking: usize,
    /// Batches that were followed, to use their memory again.
    spare: Vec<Batch>,
}

impl Batch {
    fn expand(&mut self, compiled: &Compiled) {
        let Batch { worlds, found, onsets, unpacked, .. } = self;
        for at in 0..worlds.len() {
            found.begin();
            let is_known = compiled.expand(worlds.get(at), unpacked, found).is_some();
            if !is_known {
                found.undo();
            }
            onsets.push(is_known.then(|| found.onset()));
        }
    }

    fn clear(&mut self) {
        self.compiled = None;
        self.found.clear();
        self.onsets.clear();
        self.ids.clear();
        self.followed = 0;
    }
}

impl Ahead {
    /// Passes the next worlds on.
    fn add(&mut self, search: &Search<'_, '_>, pipeline: &Pipeline<Batch>) {
        let most = if search.engine.compiles { 1 + self.helpers * AHEAD } else { 1 };
        let mut len = pipeline.len();
        // A short batch only if it is the last one.
        while len < most && search.store.len() - self.begun >= if len > 0 { BATCH } else { 1 } {
            let end = search.store.len().min(self.begun + BATCH);
            let mut batch = self.spare.pop().unwrap_or_default();
            batch.clear();
            batch.first = self.begun;
            batch.worlds.copy_from(search.store.states(), self.begun..end);
            if self.helpers > 0 {
                self.share(&search.engine.compiled);
                batch.compiled = Some(Arc::clone(&self.compiled));
            }
            pipeline.push(batch);
            self.begun = end;
            len += 1;
        }
    }

    /// Shares the steps that were compiled since other threads got some, once it costs more to do without.
    fn share(&mut self, compiled: &Compiled) {
        if self.lacking * 8 > compiled.changes.len() {
            self.compiled = Arc::new(compiled.clone());
            self.lacking = 0;
        }
    }

    /// Starts the threads that help, once there is enough for them.
    fn start<'s>(
        &mut self,
        search: &Search<'_, '_>,
        pipeline: &'s Pipeline<Batch>,
        scope: &'s Scope<'s, '_>,
    ) {
        let is_enough = search.store.len() - self.begun >= ENOUGH * BATCH;
        if self.helpers == 0 && is_enough && search.engine.compiles {
            self.helpers = search.engine.options.threads.max(1) - 1;
            for _ in 0..self.helpers {
                scope.spawn(|| {
                    pipeline.help(|batch| {
                        if let Some(compiled) = batch.compiled.take() {
                            batch.expand(&compiled);
                        }
                    });
                });
            }
        }
    }
}

impl Search<'_, '_> {
    /// Follows all worlds, until the caller or a limit ends that; returns how many were followed.
    pub(crate) fn follow_all(&mut self, goes_on: &mut dyn FnMut(usize) -> Continue) -> usize {
        let pipeline = Pipeline::default();
        std::thread::scope(|scope| {
            let _closing = pipeline.close_when_dropped();
            let mut ahead = Ahead::default();
            loop {
                ahead.start(self, &pipeline, scope);
                ahead.add(self, &pipeline);
                let (compiles, compiled) = (self.engine.compiles, &self.engine.compiled);
                let next = pipeline.take_next(|batch| {
                    if compiles {
                        batch.expand(compiled);
                    }
                });
                let Some(mut batch) = next else { return self.store.len() };
                loop {
                    if goes_on(self.store.len()) == Continue::No {
                        return batch.first + batch.followed;
                    }
                    match self.follow(&mut batch, &mut ahead) {
                        Followed::All => break,
                        Followed::Interrupted if !self.is_too_long() => {}
                        _ => return batch.first + batch.followed,
                    }
                }
                ahead.spare.push(batch);
            }
        })
    }

    fn is_too_long(&self) -> bool {
        self.engine.interruptions.is_too_long(self.engine.options.max_states)
    }

    /// Follows the worlds of a batch.
    fn follow(&mut self, batch: &mut Batch, ahead: &mut Ahead) -> Followed {
        if batch.followed == 0 {
            self.store.read_entries(&batch.found.hashes, &mut batch.entries);
        }
        while batch.followed < batch.worlds.len() {
            if self.store.len() > self.engine.options.max_states || self.store.is_full() {
                self.look_at_open(batch.first + batch.followed);
                return Followed::Full;
            }
            let id = (batch.first + batch.followed) as u32;
            let onset = batch.onsets.get(batch.followed).copied().flatten();
            let is_known = onset.is_some() && self.engine.compiles;
            if !is_known {
                ahead.lacking += 1;
                if !self.follow_rest(id, batch.worlds.get(batch.followed)) {
                    return Followed::Interrupted;
                }
            }
            if let Some(onset) = onset {
                self.number(id, (&batch.found, &batch.entries), onset.new, &mut batch.ids);
                if is_known {
                    self.add_onward(id, onset, &batch.ids);
                }
            }
            batch.followed += 1;
        }
        Followed::All
    }

    /// Adds the numbers of the next of the worlds that were found; new ones are reached from this world.
    fn number(&mut self, id: u32, (found, entries): (&Found, &[u32]), count: u32, ids: &mut Vec<u32>) {
        for at in ids.len()..ids.len() + count as usize {
            let (world, hash) = (found.worlds.get(at), found.hashes[at]);
            let known = entries.get(at).and_then(|entry| self.store.find_read(*entry, world, hash));
            ids.push(known.unwrap_or_else(|| self.store.insert_hashed(world, hash, id)));
        }
    }

    /// Takes over what was found from a world, where it is known by position.
    fn add_onward(&mut self, id: u32, onset: Onset, ids: &[u32]) {
        let first = if onset.first == NO_STEP { id } else { ids[onset.first as usize] };
        self.transitions += onset.steps as usize;
        self.onward.push(Onward { moved: onset.moved, first });
    }

    /// Follows a world of which some steps were not known when it was expanded; `false` if one of them was interrupted.
    fn follow_rest(&mut self, id: u32, packed: &[u8]) -> bool {
        if self.engine.compiles {
            // Many worlds lack the same step, which is compiled once the engine has followed one of them.
            let mut found = std::mem::take(&mut self.rest);
            found.clear();
            found.begin();
            let known = self.engine.compiled.expand(packed, &mut self.unpacked, &mut found);
            if known.is_some() {
                let (onset, mut ids) = (found.onset(), std::mem::take(&mut self.ids));
                ids.clear();
                self.number(id, (&found, &[]), onset.new, &mut ids);
                self.add_onward(id, onset, &ids);
                self.ids = ids;
            }
            self.rest = found;
            if known.is_some() {
                return true;
            }
        }
        if !self.follow_slowly(id, packed) {
            return false;
        }
        self.slow += 1;
        if self.slow > MANY_SLOW && self.slow * 2 > id as usize {
            self.engine.compiles = false;
            self.engine.compiled = Compiled::default();
        }
        true
    }

    /// Looks for mistakes in the steps of the next worlds, where these cannot be followed: only for what they lead to there is no room.
    fn look_at_open(&mut self, first: usize) {
        let mut successors = std::mem::take(&mut self.successors);
        let mut world = std::mem::take(&mut self.world);
        for id in first..self.store.len().min(first + MOST_OPEN) {
            self.load(id as u32, &mut world);
            self.engine.interruptions.begin();
            self.engine.add_successors(&world, &mut successors);
            if self.engine.interruptions.has_happened {
                break;
            }
            for (number, successor) in successors.iter().enumerate() {
                self.note(id as u32, &world, number, successor);
            }
        }
        (self.world, self.successors) = (world, successors);
    }

    /// Lets the engine work out the steps of a world; `false` if one of them was interrupted.
    fn follow_slowly(&mut self, id: u32, packed: &[u8]) -> bool {
        let mut world = std::mem::take(&mut self.world);
        let mut successors = std::mem::take(&mut self.successors);
        self.engine.unpack(packed, &mut world);
        self.engine.interruptions.begin();
        self.engine.add_successors(&world, &mut successors);
        if self.engine.interruptions.has_happened {
            (self.world, self.successors) = (world, successors);
            return false;
        }
        let (mut moved, mut first) = (0, None);
        let ample = self.choose_ample(id, &world, &successors);
        for (number, successor) in successors.iter_mut().enumerate() {
            let is_followed = ample.as_ref().is_none_or(|ample| ample.contains(&number));
            self.transitions += usize::from(is_followed);
            if !is_followed && successor.growth.is_some() {
                continue;
            }
            // Steps that are not followed can happen, too: what they show is found earlier.
            let noted = self.noted;
            self.note(id, &world, number, successor);
            successor.is_noted = self.noted != noted;
            if !is_followed {
                continue;
            }
            match successor.growth {
                Some(growth) => *self.growth.entry(growth).or_default() += 1,
                None => {
                    let target = self.insert_successor(id, successor, &world);
                    if !successor.action.edge_kind().is_free() {
                        moved |= successor.find_moved(&world);
                        first = first.or(Some(target));
                    }
                }
            }
        }
        self.onward.push(Onward { moved, first: first.unwrap_or(id) });
        if self.engine.compiles {
            self.engine.compile(&world, &successors);
        }
        (self.world, self.successors) = (world, successors);
        true
    }

    /// The number of a world that follows one.
    fn insert_successor(&mut self, id: u32, successor: &Successor, before: &World) -> u32 {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        self.engine.pack(&successor.world, &mut bytes);
        let target = self.store.insert(&bytes, id);
        self.bytes = bytes;
        // Conversations that make room are always left to the engine.
        if self.engine.renews && self.has_forgotten.len() < self.store.len() {
            let forgets = successor.find_moved(before) == EVERYONE;
            self.has_forgotten.push(forgets || self.has_forgotten[id as usize]);
        }
        target
    }
}
