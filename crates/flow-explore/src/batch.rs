//! Follows many worlds together: expands them, looks up what was found, and gives numbers to new worlds.
//!
//! Threads share the first two. Numbers are given in the order in which one world after the other would get them, so that the result
//! is the same for any number of threads.

use std::ops::Range;
use std::sync::Arc;

use crate::compiled::{Compiled, Unpacked};
use crate::found::{Found, Onset};
use crate::search::{Onward, Search};
use crate::step::{EVERYONE, Growth};
use crate::store::States;
use crate::workers::take_back;

/// How many worlds are followed together: enough work for a thread, and little memory. Tests have many batches of few worlds.
const BATCH: usize = if cfg!(test) { 16 } else { 4096 };

/// How many if the engine computes most of their steps, which takes longer: the caller is asked between batches whether to go on.
const SLOW_BATCH: usize = if cfg!(test) { BATCH } else { BATCH / 16 };

/// The fewest worlds that threads share: fewer cost little more than to wake a thread twice. The last batch of a level often has fewer
/// than a whole one.
const MIN_PARALLEL: usize = if cfg!(test) { 4 } else { BATCH / 4 };

/// Once the engine has computed the steps of this many worlds, and these are most of all worlds, no more steps are compiled: they need
/// memory, and are rarely used again. Below this number, the search has only begun.
const MANY_SLOW: usize = 20_000;

/// Some worlds, one after the other, with what was found from them.
#[derive(Debug, Default)]
struct Chunk {
    found: Found,
    /// What each world has; `None` if it is left to the engine.
    onsets: Vec<Option<Onset>>,
    world: Unpacked,
}

/// How far some worlds were followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Followed {
    /// All of them.
    All,
    /// Those before this one: there is no room for what follows.
    Full(usize),
    /// Those before this one: one of its steps has very many answers.
    Interrupted(usize),
}

/// Memory that is used again for each batch.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    chunks: Vec<Chunk>,
    /// What was found from the other worlds, mostly by the engine: for each world the steps that have a target, and the number of all steps.
    slow: Found,
    slow_counts: Vec<(Onset, u32)>,
    /// Why the other steps have none.
    slow_growth: Vec<Growth>,
    /// How many worlds the engine followed.
    slow_worlds: usize,
}

impl Chunk {
    fn expand(mut self, worlds: Range<usize>, states: &States, compiled: Option<&Compiled>) -> Chunk {
        self.found.truncate(0);
        self.onsets.clear();
        for id in worlds {
            let start = self.found.len();
            let known = compiled.and_then(|compiled| {
                compiled.expand(states.get(id as u32), &mut self.world, &mut self.found)
            });
            if known.is_none() {
                self.found.truncate(start);
            }
            self.onsets.push(known.map(|()| self.found.onset(start)));
        }
        self
    }
}

impl Search<'_, '_> {
    /// How many worlds are followed next, by the number of those before.
    pub(crate) fn batch_size(&self, followed: usize) -> usize {
        if self.engine.compiles && self.slow * 2 <= followed { BATCH } else { SLOW_BATCH }
    }

    /// Follows some worlds.
    pub(crate) fn follow(&mut self, worlds: Range<usize>) -> Followed {
        let mut batch = std::mem::take(&mut self.batch);
        // The engine runs on one thread.
        let can_share = self.engine.compiles && worlds.len() >= MIN_PARALLEL;
        let threads = if can_share { self.engine.options.threads.max(1) } else { 1 };
        self.workers.grow(threads);
        self.expand(&mut batch, worlds.clone(), threads);
        self.follow_rest(worlds.start, &mut batch);
        self.slow += batch.slow_worlds;
        if self.slow > MANY_SLOW && self.slow * 2 > worlds.end {
            self.engine.compiles = false;
            self.engine.compiled = Compiled::default();
        }
        let mut lists: Vec<Found> =
            batch.chunks.iter_mut().map(|chunk| std::mem::take(&mut chunk.found)).collect();
        lists.push(std::mem::take(&mut batch.slow));
        lists.iter_mut().for_each(Found::clear_ids);
        let mut lists = self.store.look_up_all(lists, (threads > 1).then_some(&self.workers));
        batch.slow = lists.pop().unwrap_or_default();
        batch.chunks.iter_mut().zip(lists).for_each(|(chunk, found)| chunk.found = found);
        let followed = self.number_found(worlds.start, &batch);
        self.store.forget_entered();
        self.batch = batch;
        followed
    }

    /// Expands some worlds, as far as their steps are compiled.
    fn expand(&mut self, batch: &mut Batch, worlds: Range<usize>, threads: usize) {
        batch.chunks.resize_with(threads, Chunk::default);
        let size = worlds.len().div_ceil(threads);
        let part = |at: usize| {
            let start = (worlds.start + at * size).min(worlds.end);
            start..(start + size).min(worlds.end)
        };
        let chunks = batch.chunks.drain(..).enumerate();
        let states = Arc::new(self.store.lend_states());
        let compiled = self.engine.compiles.then(|| Arc::new(std::mem::take(&mut self.engine.compiled)));
        let job = |(at, chunk): (usize, Chunk)| {
            let (part, states, compiled) = (part(at), Arc::clone(&states), compiled.clone());
            move || chunk.expand(part, &states, compiled.as_deref())
        };
        let jobs: Vec<_> = chunks.map(job).collect();
        batch.chunks = self.workers.run(jobs);
        self.store.take_states(take_back(states));
        if let Some(compiled) = compiled {
            self.engine.compiled = take_back(compiled);
        }
    }

    /// Gives numbers to the new worlds of a batch.
    fn number_found(&mut self, first: usize, batch: &Batch) -> Followed {
        let (mut id, mut slow_at) = (first, 0);
        let mut slow_counts = batch.slow_counts.iter();
        let mut slow_growth = batch.slow_growth.iter();
        let mut cursors = Vec::new();
        for (number, chunk) in batch.chunks.iter().enumerate() {
            let mut at = 0;
            for onset in &chunk.onsets {
                if self.store.len() > self.engine.options.max_states || self.store.is_full() {
                    return Followed::Full(id);
                }
                match onset {
                    Some(onset) => {
                        let end = at + onset.count as usize;
                        self.store.number_before((number, &chunk.found), end, id as u32, &mut cursors);
                        self.take(id as u32, &chunk.found, (at, onset));
                        self.transitions += onset.count as usize;
                        at = end;
                    }
                    None => {
                        let Some((onset, all)) = slow_counts.next() else {
                            return Followed::Interrupted(id);
                        };
                        self.number_slow(id as u32, &batch.slow, slow_at..slow_at + onset.count as usize);
                        self.take(id as u32, &batch.slow, (slow_at, onset));
                        for growth in slow_growth.by_ref().take((all - onset.count) as usize) {
                            *self.growth.entry(*growth).or_default() += 1;
                        }
                        self.transitions += *all as usize;
                        slow_at += onset.count as usize;
                    }
                }
                id += 1;
            }
        }
        Followed::All
    }

    /// Gives numbers to what the engine found from a world. Worlds of the other lists can be among it, which were entered there.
    fn number_slow(&mut self, id: u32, found: &Found, range: Range<usize>) {
        for at in range {
            self.store.number(found, at, id);
            // Conversations that make room are always left to the engine.
            if self.engine.renews && self.has_forgotten.len() < self.store.len() {
                let forgets = found.moved(at) == EVERYONE;
                self.has_forgotten.push(forgets || self.has_forgotten[id as usize]);
            }
        }
    }

    /// Takes what was found from a world, from a position on; it has numbers.
    fn take(&mut self, id: u32, found: &Found, (start, onset): (usize, &Onset)) {
        let first = onset.first.map_or(id, |first| self.store.number(found, start + first as usize, id));
        self.onward.push(Onward { moved: onset.moved, first });
    }

    /// Follows the worlds of a batch of which some steps were not compiled.
    fn follow_rest(&mut self, first: usize, batch: &mut Batch) {
        let Batch { chunks, slow, slow_counts, slow_growth, slow_worlds } = batch;
        slow.truncate(0);
        slow_counts.clear();
        slow_growth.clear();
        *slow_worlds = 0;
        let mut unpacked = Unpacked::default();
        let onsets = chunks.iter().flat_map(|chunk| &chunk.onsets);
        for (id, _) in (first as u32..).zip(onsets).filter(|(_, onset)| onset.is_none()) {
            // Worlds of a batch often lack the same step, which the engine has compiled once it has followed one of them.
            let start = slow.len();
            let compiled = self.engine.compiles.then_some(&self.engine.compiled);
            if compiled.and_then(|known| known.expand(self.store.get(id), &mut unpacked, slow)).is_some() {
                let onset = slow.onset(start);
                slow_counts.push((onset, onset.count));
                continue;
            }
            slow.truncate(start);
            let Some(counts) = self.follow_slowly(id, slow, slow_growth) else { break };
            slow_counts.push(counts);
            *slow_worlds += 1;
        }
    }

    /// Lets the engine work out the steps of a world; returns how many have a target, and how many there are. `None` if one of them was
    /// interrupted.
    fn follow_slowly(
        &mut self,
        id: u32,
        found: &mut Found,
        stopped: &mut Vec<Growth>,
    ) -> Option<(Onset, u32)> {
        let mut world = std::mem::take(&mut self.world);
        let mut successors = std::mem::take(&mut self.successors);
        self.engine.unpack(self.store.get(id), &mut world);
        self.engine.interruptions.begin();
        self.engine.add_successors(&world, &mut successors);
        if self.engine.interruptions.has_happened {
            (self.world, self.successors) = (world, successors);
            return None;
        }
        let (before, mut followed) = (found.len(), 0);
        let ample = self.choose_ample(id, &world, &successors);
        for (number, successor) in successors.iter_mut().enumerate() {
            let is_followed = ample.as_ref().is_none_or(|ample| ample.contains(&number));
            followed += u32::from(is_followed);
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
                Some(growth) => stopped.push(growth),
                None => {
                    self.engine.pack(&successor.world, &mut found.bytes);
                    let is_free = successor.action.edge_kind().is_free();
                    found.finish(successor.find_moved(&world), is_free);
                }
            }
        }
        if self.engine.compiles {
            self.engine.compile(&world, &successors);
        }
        let counts = (found.onset(before), followed);
        (self.world, self.successors) = (world, successors);
        Some(counts)
    }
}
