//! The instances of one machine by their index, oldest first.
//!
//! An instance that an emit creates gets its index at once, and is made when its first event is delivered.

use alloc::vec::Vec;

use super::id::{At, Issuer};
use super::{Instance, Member};

/// The instances of a machine. No instance is removed, so that an index remains valid.
pub struct List<M>(Vec<M>);

impl<M> Default for List<M> {
    fn default() -> Self {
        List(Vec::new())
    }
}

impl<M: Member> List<M> {
    /// Adds the instance with an index. `make` builds it from its id.
    #[inline]
    pub(super) fn push(&mut self, at: At, issuer: Issuer, make: impl FnOnce(Instance) -> M) -> Instance {
        self.create_before(at, issuer);
        let instance = Instance::of_machine::<M>(at, issuer);
        self.0.push(make(instance));
        instance
    }

    /// Makes all instances with an index less than `end` that do not exist yet.
    #[inline]
    pub(super) fn create_before(&mut self, end: At, issuer: Issuer) {
        while self.0.len() < end as usize {
            self.0.push(M::create(Instance::of_machine::<M>(self.0.len() as At, issuer)));
        }
    }

    #[inline]
    pub(super) fn get_mut(&mut self, at: At) -> Option<&mut M> {
        self.0.get_mut(at as usize)
    }

    #[inline]
    pub(super) fn get(&self, at: At) -> Option<&M> {
        self.0.get(at as usize)
    }

    /// All instances, oldest first.
    pub(super) fn iter(&self, issuer: Issuer) -> impl Iterator<Item = (Instance, &M)> {
        self.0.iter().zip(0..).map(move |(machine, at)| (Instance::of_machine::<M>(at, issuer), machine))
    }
}
