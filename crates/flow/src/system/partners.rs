//! The partners of an instance, one for each machine: the receivers of its emits (reference#partners).
//!
//! There is one row for each instance. An instance that an emit creates gets its row at once and is made when its first event
//! is delivered; while no event is in flight, there are as many rows as instances.

use alloc::vec::Vec;

use super::id::{At, Place};
use super::outbox::Sender;

/// The partners of all instances of `N` machines: for each instance, and each machine, the one that it last sent to or
/// heard from.
pub struct Partners<const N: usize>([Vec<[At; N]>; N]);

/// The index of no instance: no partner yet.
const NO_PARTNER: At = At::MAX;

/// The operations of [`Partners`] for any number of machines.
pub trait Links: Default {
    /// Adds an instance of a kind without partners, and returns its index.
    fn add(&mut self, kind: usize) -> u32;
    /// Whether an instance was ever added.
    fn has(&self, instance: Place) -> bool;
    /// The partner of an instance among those of a kind, if it has one.
    fn get(&self, of: Place, kind: usize) -> Option<u32>;
    /// The receiver of an emit of an instance to a kind: the sender of the event that it is handling if that has the kind, else
    /// its partner, else the partner of that sender unless it is the instance itself, else a new instance. In the last two
    /// cases the receiver becomes its partner.
    fn find(&mut self, of: Place, answering: Sender, kind: usize) -> u32;
    /// Makes the sender of an event that an instance has handled its partner.
    fn hear(&mut self, of: Place, from: Sender);
}

impl<const N: usize> Default for Partners<N> {
    fn default() -> Self {
        Partners([const { Vec::new() }; N])
    }
}

impl<const N: usize> Partners<N> {
    /// Finds the receiver of the first emit to a kind. Not inlined, since it is rare and would enlarge every emit.
    #[inline(never)]
    fn find_first(&mut self, of: Place, answering: Sender, kind: usize) -> At {
        let mut partner = NO_PARTNER;
        if let Some(rows) = self.0.get(answering.0.kind as usize) {
            partner = rows[answering.0.at as usize][kind];
        }
        if partner == NO_PARTNER || (Place { kind: kind as u32, at: partner }) == of {
            partner = self.add(kind);
        }
        self.0[of.kind as usize][of.at as usize][kind] = partner;
        partner
    }
}

impl<const N: usize> Links for Partners<N> {
    #[inline]
    fn add(&mut self, kind: usize) -> At {
        let rows = &mut self.0[kind];
        let at = At::try_from(rows.len()).expect("fewer instances than that fit into memory");
        rows.push([NO_PARTNER; N]);
        at
    }

    fn has(&self, instance: Place) -> bool {
        self.0.get(instance.kind as usize).is_some_and(|rows| (instance.at as usize) < rows.len())
    }

    #[inline]
    fn get(&self, of: Place, kind: usize) -> Option<At> {
        let row = self.0.get(of.kind as usize)?.get(of.at as usize)?;
        row.get(kind).copied().filter(|partner| *partner != NO_PARTNER)
    }

    #[inline]
    fn find(&mut self, of: Place, answering: Sender, kind: usize) -> At {
        if answering.0.kind as usize == kind {
            return answering.0.at;
        }
        let partner = self.0[of.kind as usize][of.at as usize][kind];
        if partner == NO_PARTNER { self.find_first(of, answering, kind) } else { partner }
    }

    #[inline]
    fn hear(&mut self, of: Place, from: Sender) {
        if (from.0.kind as usize) < N {
            self.0[of.kind as usize][of.at as usize][from.0.kind as usize] = from.0.at;
        }
    }
}
