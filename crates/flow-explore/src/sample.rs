//! Random paths beyond the budget of a search.
//!
//! Each path begins at a world that was not followed. It prefers some pairs of instances, timers and senders outside to others, as
//! chosen at its start, and changes its preference a few times: mistakes that need a special order mostly need few changes
//! (probabilistic concurrency testing). The same seed gives the same paths.

use crate::intern::Lookup;
use crate::search::Search;
use crate::step::{Action, Successor};
use crate::world::{NOBODY, World};

/// How many paths there are, and how long each is at most: some tenths of a second for most specifications.
const PATHS: usize = 256;
const LENGTH: usize = 128;

/// How often a path changes its preference.
const CHANGES: usize = 3;

/// What was sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sampled {
    pub(crate) seed: u64,
    pub(crate) steps: usize,
}

/// A generator of numbers that look random (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

impl Search<'_, '_> {
    /// Follows random paths from the worlds that the search has left open.
    pub(crate) fn sample(&mut self, seed: u64) {
        let mut random = Random(seed);
        let first = self.store.len() - self.open;
        let mut steps = 0;
        // A step with very many answers ends a path.
        self.engine.interruptions.is_possible = true;
        for _ in 0..PATHS {
            let start = first + random.below(self.open);
            steps += self.sample_path(start as u32, &mut random);
            if self.store.is_full() {
                break;
            }
        }
        self.engine.interruptions.is_possible = false;
        self.engine.interruptions.begin();
        self.sampled = Some(Sampled { seed, steps });
    }

    /// Follows one path; returns how many steps it has.
    fn sample_path(&mut self, start: u32, random: &mut Random) -> usize {
        let changes: Vec<usize> = (0..CHANGES).map(|_| random.below(LENGTH)).collect();
        let mut preferences: Lookup<(u8, u16), u64> = Lookup::default();
        let (mut world, mut successors) = (World::default(), Vec::new());
        let mut id = start;
        for step in 0..LENGTH {
            self.load(id, &mut world);
            self.engine.interruptions.begin();
            self.engine.add_successors(&world, &mut successors);
            if self.engine.interruptions.has_happened {
                return step;
            }
            for (number, successor) in successors.iter().enumerate() {
                self.note(id, &world, number, successor);
            }
            let mut best: Option<(u64, (u8, u16), Vec<usize>)> = None;
            for (number, successor) in successors.iter().enumerate().filter(|(_, of)| of.growth.is_none()) {
                let source = source_of(successor);
                // New preferences are in the upper half of the range; a change moves one to the lower half, after all others.
                let preference = *preferences.entry(source).or_insert_with(|| random.next() | 1 << 63);
                match &mut best {
                    Some((most, of, numbers)) if *most == preference && *of == source => numbers.push(number),
                    Some((most, ..)) if *most >= preference => {}
                    _ => best = Some((preference, source, vec![number])),
                }
            }
            let Some((_, source, numbers)) = best else { return step };
            if changes.contains(&step) {
                preferences.insert(source, random.next() >> 1);
            }
            let chosen = numbers[random.below(numbers.len())];
            id = self.insert_world(&successors[chosen].world, id);
        }
        LENGTH
    }

    fn insert_world(&mut self, world: &World, parent: u32) -> u32 {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        self.engine.pack(world, &mut bytes);
        let id = self.store.insert(&bytes, parent);
        self.bytes = bytes;
        id
    }
}

/// What a step is preferred by: its kind, and the instances that it is between.
fn source_of(successor: &Successor) -> (u8, u16) {
    let (from, to) =
        successor.taken.first().map_or((NOBODY, NOBODY), |taken| (taken.delivery.from, taken.delivery.slot));
    let kind = match successor.action {
        Action::Timer { .. } => 1,
        Action::Outside(_) => 2,
        _ => 0,
    };
    (kind, crate::world::pair(from, to))
}
