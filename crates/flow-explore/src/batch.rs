//! Follows many worlds together: expands them, looks up what was found, and gives numbers to new worlds.
//!
//! Threads share the first two. Numbers are given in the order in which one world after the other would get them, so that the result
//! is the same for any number of threads.

use std::ops::Range;

use crate::compiled::{Compiled, Unpacked};
use crate::found::Found;
use crate::search::{Onward, Search};
use crate::store::Store;

/// How many worlds are followed together: enough work for a thread, and little memory. Tests have many batches of few worlds.
pub(crate) const BATCH: usize = if cfg!(test) { 16 } else { 4096 };

/// The fewest worlds that threads share: fewer cost less than a thread.
const MIN_PARALLEL: usize = if cfg!(test) { 4 } else { BATCH };

/// Some worlds, one after the other, with what was found from them.
#[derive(Debug, Default)]
struct Chunk {
    found: Found,
    /// How many steps each world has; `None` if they are left to the engine.
    counts: Vec<Option<u32>>,
    world: Unpacked,
}

/// Memory that is used again for each batch.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    chunks: Vec<Chunk>,
    /// What the engine finds: how many steps lead somewhere from each world, and how many there are.
    slow: Found,
    slow_counts: Vec<(u32, u32)>,
}

impl Chunk {
    fn expand(&mut self, worlds: Range<usize>, store: &Store, compiled: Option<&Compiled>) {
        self.found.truncate(0);
        self.counts.clear();
        for id in worlds {
            let start = self.found.len();
            let known = compiled
                .and_then(|compiled| compiled.expand(store.get(id as u32), &mut self.world, &mut self.found));
            if known.is_none() {
                self.found.truncate(start);
            }
            self.counts.push(known.map(|()| (self.found.len() - start) as u32));
        }
    }
}

impl Batch {
    fn expand(&mut self, worlds: Range<usize>, threads: usize, store: &Store, compiled: Option<&Compiled>) {
        self.chunks.resize_with(threads, Chunk::default);
        let size = worlds.len().div_ceil(threads);
        let part = |at: usize| {
            let start = worlds.start + at * size;
            start.min(worlds.end)..(start + size).min(worlds.end)
        };
        let mut chunks = self.chunks.iter_mut().enumerate();
        let own = chunks.next();
        std::thread::scope(|scope| {
            for (at, chunk) in chunks {
                let part = part(at);
                scope.spawn(move || chunk.expand(part, store, compiled));
            }
            own.into_iter().for_each(|(at, chunk)| chunk.expand(part(at), store, compiled));
        });
    }
}

impl Search<'_, '_> {
    /// Follows some worlds; returns the first one that was not followed, if there is no room for what follows.
    pub(crate) fn follow(&mut self, worlds: Range<usize>) -> Option<usize> {
        let mut batch = std::mem::take(&mut self.batch);
        let threads = if worlds.len() < MIN_PARALLEL { 1 } else { self.engine.options.threads.max(1) };
        let compiled = self.engine.compiles.then_some(&self.engine.compiled);
        batch.expand(worlds.clone(), threads, &self.store, compiled);
        batch.slow.truncate(0);
        batch.slow_counts.clear();
        let counts = batch.chunks.iter().flat_map(|chunk| &chunk.counts);
        for (id, _) in worlds.clone().zip(counts).filter(|(_, count)| count.is_none()) {
            let counts = self.follow_slowly(id as u32, &mut batch.slow);
            batch.slow_counts.push(counts);
        }
        batch.chunks.iter_mut().for_each(|chunk| chunk.found.clear_ids());
        batch.slow.clear_ids();
        let lists: Vec<&Found> = batch.chunks.iter().map(|chunk| &chunk.found).chain([&batch.slow]).collect();
        self.store.look_up_all(&lists, threads > 1);
        let stopped = self.number_found(worlds.start, &batch);
        self.store.forget_entered();
        self.batch = batch;
        stopped
    }

    /// Gives numbers to the new worlds of a batch.
    fn number_found(&mut self, first: usize, batch: &Batch) -> Option<usize> {
        let (mut id, mut slow_at) = (first, 0);
        let mut slow_counts = batch.slow_counts.iter();
        for chunk in &batch.chunks {
            let mut at = 0;
            for count in &chunk.counts {
                if self.store.len() > self.engine.options.max_states || self.store.is_full() {
                    return Some(id);
                }
                match count {
                    Some(count) => {
                        self.take(id as u32, &chunk.found, at..at + *count as usize);
                        self.transitions += *count as usize;
                        at += *count as usize;
                    }
                    None => {
                        let (count, all) = slow_counts.next().copied().unwrap_or_default();
                        self.take(id as u32, &batch.slow, slow_at..slow_at + count as usize);
                        self.transitions += all as usize;
                        slow_at += count as usize;
                    }
                }
                id += 1;
            }
        }
        None
    }

    /// Takes what was found from a world.
    fn take(&mut self, id: u32, found: &Found, part: Range<usize>) {
        let (mut moved, mut first) = (0, None);
        for at in part {
            let to = self.store.number(found, at, id);
            if !found.is_free(at) {
                moved |= found.moved(at);
                first = first.or(Some(to));
            }
        }
        self.onward.push(Onward { moved, first: first.unwrap_or(id) });
    }

    /// Lets the engine work out the steps of a world; returns how many lead somewhere, and how many there are.
    fn follow_slowly(&mut self, id: u32, found: &mut Found) -> (u32, u32) {
        let mut world = std::mem::take(&mut self.world);
        let mut successors = std::mem::take(&mut self.successors);
        self.engine.unpack(self.store.get(id), &mut world);
        self.engine.add_successors(&world, &mut successors);
        let before = found.len();
        for (number, successor) in successors.iter().enumerate() {
            self.note(id, &world, number, successor);
            match successor.growth {
                Some(growth) => *self.growth.entry(growth).or_default() += 1,
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
        let counts = ((found.len() - before) as u32, successors.len() as u32);
        (self.world, self.successors) = (world, successors);
        counts
    }
}
