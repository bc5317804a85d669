//! Who an instance means by `@m`: one partner for each machine, so that nobody writes correlation ids (§9).
//!
//! There is a row for each instance. An instance that an emit makes has its row at once, and is made when its first event
//! reaches it; as long as nothing is under way, there are as many rows as instances.

use alloc::vec::Vec;

use super::id::{At, Place};
use super::outbox::Sender;

/// The partners of all instances of `N` machines: for each instance, and each machine, the one that it last sent to or
/// heard from.
pub struct Partners<const N: usize>([Vec<[At; N]>; N]);

/// What no instance is.
const NOBODY: At = At::MAX;

/// What a network does with [`Partners`], of however many machines.
pub trait Links: Default {
    /// Adds an instance of a kind, without partners: its place.
    fn add(&mut self, kind: usize) -> u32;
    /// The partner of an instance among those of a kind, if it has one.
    fn get(&self, of: Place, kind: usize) -> Option<u32>;
    /// Where an emit of an instance to a kind goes: to the one that it is answering, else to its partner, else to the partner of
    /// the one that it is answering, which cannot be itself, else to a new one. That is its partner from then on.
    fn find(&mut self, of: Place, answering: Sender, kind: usize) -> u32;
    /// Notes that an instance heard from another.
    fn hear(&mut self, of: Place, from: Sender);
}

impl<const N: usize> Default for Partners<N> {
    fn default() -> Self {
        Partners([const { Vec::new() }; N])
    }
}

impl<const N: usize> Partners<N> {
    /// The first emit to a kind. Rare beside emits, and kept apart from them.
    #[inline(never)]
    fn meet(&mut self, of: Place, answering: Sender, kind: usize) -> At {
        let inherited = self.get(answering.0, kind).filter(|at| Place { kind: kind as u32, at: *at } != of);
        let partner = inherited.unwrap_or(self.0[kind].len() as At);
        self.0[of.kind as usize][of.at as usize][kind] = partner;
        if inherited.is_some() { partner } else { self.add(kind) }
    }
}

impl<const N: usize> Links for Partners<N> {
    #[inline]
    fn add(&mut self, kind: usize) -> At {
        let rows = &mut self.0[kind];
        let at = At::try_from(rows.len()).expect("fewer instances than that fit into memory");
        rows.push([NOBODY; N]);
        at
    }

    #[inline]
    fn get(&self, of: Place, kind: usize) -> Option<At> {
        let row = self.0.get(of.kind as usize)?.get(of.at as usize)?;
        row.get(kind).copied().filter(|partner| *partner != NOBODY)
    }

    #[inline]
    fn find(&mut self, of: Place, answering: Sender, kind: usize) -> At {
        if answering.0.kind as usize == kind {
            return answering.0.at;
        }
        let partner = self.0[of.kind as usize][of.at as usize][kind];
        if partner == NOBODY { self.meet(of, answering, kind) } else { partner }
    }

    #[inline]
    fn hear(&mut self, of: Place, from: Sender) {
        if (from.0.kind as usize) < N {
            self.0[of.kind as usize][of.at as usize][from.0.kind as usize] = from.0.at;
        }
    }
}
