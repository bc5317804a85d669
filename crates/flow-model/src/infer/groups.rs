//! Parts of machines that are connected by places of the model: what follows from the constraints of one group depends on no other.
//!
//! A group has a hash of its constraints: of those of its parts, and of the order in which those of one machine alternate between parts. This
//! order decides which of several names an object has, and which fields it has first.

use std::hash::{Hash, Hasher};

use flow_syntax::gather::Gather;
use flow_syntax::mix::Mix;

use super::parts::{ByPart, OWN, Parts, is_shared};
use super::slots::Slots;
use super::terms::Term;
use crate::fingerprint::Key;
use crate::list::Id;
use crate::slot::Slot;

/// The groups of all parts.
pub(super) struct Groups {
    /// The group of each part, by machine.
    of: Vec<Vec<u32>>,
    /// The group of each place; [`OWN`] if it is in none.
    of_slot: Vec<u32>,
    /// The parts of each, with their machines, in order.
    members: ByPart<(u32, u32)>,
    /// The hashes of their constraints.
    pub(super) keys: Vec<Key>,
}

/// Hashes of how the constraints of parts of one machine alternate.
pub(super) type Orders = Vec<(Vec<u32>, Key)>;

impl Groups {
    /// The groups of the parts of all machines.
    pub(super) fn new(slots: &Slots, machines: &mut dyn Iterator<Item = (&Parts, &mut Orders)>) -> Groups {
        let mut machines: Vec<(&Parts, &mut Orders)> = machines.collect();
        let mut parents: Vec<u32> = Vec::new();
        let mut part_of_slot = vec![OWN; slots.list().len()];
        for (parts, _) in &machines {
            for part in 0..parts.keys.len() as u32 {
                let number = parents.len() as u32;
                parents.push(number);
                for slot in parts.slots.of(part) {
                    let known = &mut part_of_slot[slots.term(*slot).index()];
                    match *known {
                        OWN => *known = number,
                        other => unite(&mut parents, other, number),
                    }
                }
            }
        }
        let mut group_of = vec![OWN; parents.len()];
        let (mut of, mut members) = (Vec::new(), Vec::with_capacity(parents.len()));
        let (mut number, mut count) = (0, 0);
        for (machine, (parts, _)) in machines.iter().enumerate() {
            let mut of_parts = Vec::with_capacity(parts.keys.len());
            for part in 0..parts.keys.len() as u32 {
                let root = find(&mut parents, number) as usize;
                if group_of[root] == OWN {
                    group_of[root] = count;
                    count += 1;
                }
                members.push((group_of[root], (machine as u32, part)));
                of_parts.push(group_of[root]);
                number += 1;
            }
            of.push(of_parts);
        }
        for part in &mut part_of_slot {
            if *part != OWN {
                *part = group_of[find(&mut parents, *part) as usize];
            }
        }
        let members = ByPart::new(count as usize, members);
        let mut keys = Vec::with_capacity(count as usize);
        keys.extend((0..count).map(|group| hash_members(members.of(group), &mut machines)));
        Groups { of, of_slot: part_of_slot, members, keys }
    }

    /// The number of groups.
    pub(super) fn count(&self) -> usize {
        self.keys.len()
    }

    /// The parts of a group, with their machines, in order.
    pub(super) fn members(&self, group: usize) -> &[(u32, u32)] {
        self.members.of(group as u32)
    }

    /// The group of a part.
    pub(super) fn of_part(&self, machine: usize, part: u32) -> u32 {
        self.of[machine][part as usize]
    }

    /// The group of a place, or [`OWN`]; `None` for one that nothing constrains.
    pub(super) fn of_slot(&self, slot: Slot, term: Term) -> Option<u32> {
        let group = self.of_slot[term.index()];
        (group != OWN || !is_shared(slot)).then_some(group)
    }
}

fn find(parents: &mut [u32], mut part: u32) -> u32 {
    while parents[part as usize] != part {
        let above = parents[parents[part as usize] as usize];
        parents[part as usize] = above;
        part = above;
    }
    part
}

fn unite(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parents, a), find(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

/// The hash of the constraints of a group.
fn hash_members(members: &[(u32, u32)], machines: &mut [(&Parts, &mut Orders)]) -> Key {
    let mut mix = Mix::new();
    for run in members.chunk_by(|(a, _), (b, _)| a == b) {
        let machine = run[0].0;
        let (parts, orders) = &mut machines[machine as usize];
        (machine, run.len()).hash(&mut mix);
        run.iter().for_each(|(_, part)| parts.keys[*part as usize].hash(&mut mix));
        if run.len() > 1 {
            hash_order(run, parts, orders).hash(&mut mix);
        }
    }
    mix.key()
}

/// The hash of how the constraints of several parts of a machine alternate.
fn hash_order(run: &[(u32, u32)], parts: &Parts, orders: &mut Orders) -> Key {
    let is_run = |known: &[u32]| known.iter().eq(run.iter().map(|(_, part)| part));
    if let Some((_, key)) = orders.iter().find(|(known, _)| is_run(known)) {
        return *key;
    }
    let mut all: Vec<(u32, u32)> = Vec::new();
    for (at, (_, part)) in run.iter().enumerate() {
        all.extend(parts.constraints.of(*part).iter().map(|number| (*number, at as u32)));
    }
    all.sort_unstable();
    let mut mix = Mix::new();
    for same in all.chunk_by(|(_, a), (_, b)| a == b) {
        mix.write_u64(u64::from(same[0].1) << 32 | same.len() as u64);
    }
    let key = mix.key();
    orders.push((run.iter().map(|(_, part)| *part).gather(), key));
    key
}
