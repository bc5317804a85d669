//! The instances of one machine by their index, oldest first.
//!
//! An instance that an emit creates gets its index at once, and is made when its first event is delivered. A removed instance leaves
//! an empty place, so that the others keep their indices; places are given back once the oldest instances are removed.

use alloc::vec::Vec;

use super::id::{At, Issuer};
use super::{Instance, Member};

/// The instances of a machine.
pub struct List<M> {
    /// The index of the first place: all instances before it are removed.
    first: At,
    places: Vec<Option<M>>,
    /// How many places at the beginning are known to be empty.
    emptied: usize,
}

impl<M> Default for List<M> {
    fn default() -> Self {
        List { first: 0, places: Vec::new(), emptied: 0 }
    }
}

impl<M: Member> List<M> {
    /// Adds the instance with an index. `make` builds it from its id.
    #[inline]
    pub(super) fn push(&mut self, at: At, issuer: Issuer, make: impl FnOnce(Instance) -> M) -> Instance {
        self.create_before(at, issuer);
        let instance = Instance::of_machine::<M>(at, issuer);
        self.places.push(Some(make(instance)));
        instance
    }

    /// Makes all instances with an index less than `end` that were never made.
    #[inline]
    pub(super) fn create_before(&mut self, end: At, issuer: Issuer) {
        while self.end() < end {
            self.places.push(Some(M::create(Instance::of_machine::<M>(self.end(), issuer))));
        }
    }

    /// The index of the next instance to be made.
    #[inline]
    fn end(&self) -> At {
        self.first + self.places.len() as At
    }

    /// The position of an index in `places`; out of bounds for an index before `first`.
    #[inline]
    fn position(&self, at: At) -> usize {
        at.wrapping_sub(self.first) as usize
    }

    #[inline]
    pub(super) fn get_mut(&mut self, at: At) -> Option<&mut M> {
        let position = self.position(at);
        self.places.get_mut(position)?.as_mut()
    }

    #[inline]
    pub(super) fn get(&self, at: At) -> Option<&M> {
        self.places.get(self.position(at))?.as_ref()
    }

    /// Removes an instance.
    pub(super) fn remove(&mut self, at: At) -> Option<M> {
        let position = self.position(at);
        let removed = self.places.get_mut(position)?.take();
        self.release_places();
        removed
    }

    /// Gives back the empty places at the beginning, once they are half of all: moving the others costs no more than emptying
    /// those did.
    fn release_places(&mut self) {
        self.emptied += self.places[self.emptied..].iter().take_while(|place| place.is_none()).count();
        if self.emptied * 2 >= self.places.len() {
            self.first += self.emptied as At;
            self.places.drain(..self.emptied);
            self.places.shrink_to(self.places.len() * 2);
            self.emptied = 0;
        }
    }

    /// All instances, oldest first.
    pub(super) fn iter(&self, issuer: Issuer) -> impl Iterator<Item = (Instance, &M)> {
        let places = self.places.iter().zip(self.first..);
        places.filter_map(move |(place, at)| Some((Instance::of_machine::<M>(at, issuer), place.as_ref()?)))
    }
}
