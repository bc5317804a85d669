//! The instances of one machine by their index, oldest first.
//!
//! An instance that an emit creates gets its index at once, and is made when its first event is delivered. A removed instance leaves
//! an empty place, so that the others keep their indices; places are given back once the oldest instances are removed. Until the first
//! one is removed there are no places, so that most systems do not pay for them.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::id::{At, Issuer};
use super::{Instance, Member};

/// The instances of a machine.
pub struct List<M> {
    /// All instances, if none was ever removed; else empty.
    all: Vec<M>,
    /// The places of the instances, once one was removed.
    places: Option<Box<Places<M>>>,
}

/// Places of instances, some of which were removed.
struct Places<M> {
    /// The index of the first place: all instances before it are removed.
    first: At,
    places: Vec<Option<M>>,
    /// How many places at the beginning are known to be empty.
    emptied: usize,
}

impl<M> Default for List<M> {
    fn default() -> Self {
        List { all: Vec::new(), places: None }
    }
}

impl<M: Member> List<M> {
    /// Adds the instance with an index. `make` builds it from its id.
    #[inline]
    pub(super) fn push(&mut self, at: At, issuer: Issuer, make: impl FnOnce(Instance) -> M) -> Instance {
        self.create_before(at, issuer);
        let instance = Instance::of_machine::<M>(at, issuer);
        match &mut self.places {
            None => self.all.push(make(instance)),
            Some(places) => places.places.push(Some(make(instance))),
        }
        instance
    }

    /// Makes all instances with an index less than `end` that were never made.
    #[inline]
    pub(super) fn create_before(&mut self, end: At, issuer: Issuer) {
        while self.all.len() < end as usize {
            if let Some(places) = &mut self.places {
                return places.create_before(end, issuer);
            }
            self.all.push(M::create(Instance::of_machine::<M>(self.all.len() as At, issuer)));
        }
    }

    #[inline]
    pub(super) fn get_mut(&mut self, at: At) -> Option<&mut M> {
        match self.all.get_mut(at as usize) {
            Some(machine) => Some(machine),
            None => self.places.as_mut()?.get_mut(at),
        }
    }

    #[inline]
    pub(super) fn get(&self, at: At) -> Option<&M> {
        match self.all.get(at as usize) {
            Some(machine) => Some(machine),
            None => {
                let places = self.places.as_ref()?;
                places.places.get(places.position(at))?.as_ref()
            }
        }
    }

    /// Removes an instance.
    pub(super) fn remove(&mut self, at: At) -> Option<M> {
        self.get(at)?;
        let all = &mut self.all;
        let places = self.places.get_or_insert_with(|| {
            let places = core::mem::take(all).into_iter().map(Some).collect();
            Box::new(Places { first: 0, places, emptied: 0 })
        });
        places.remove(at)
    }

    /// All instances, oldest first.
    pub(super) fn iter(&self, issuer: Issuer) -> impl Iterator<Item = (Instance, &M)> {
        let (first, places) = self.places.as_ref().map_or((0, &[][..]), |list| (list.first, &list.places));
        let kept = places.iter().zip(first..).filter_map(|(place, at)| Some((place.as_ref()?, at)));
        let all = self.all.iter().zip(0..).chain(kept);
        all.map(move |(machine, at)| (Instance::of_machine::<M>(at, issuer), machine))
    }
}

impl<M> Places<M> {
    /// The position of an index in `places`; out of bounds for an index before `first`.
    fn position(&self, at: At) -> usize {
        at.wrapping_sub(self.first) as usize
    }

    #[cold]
    #[inline(never)]
    fn get_mut(&mut self, at: At) -> Option<&mut M> {
        let position = self.position(at);
        self.places.get_mut(position)?.as_mut()
    }

    fn remove(&mut self, at: At) -> Option<M> {
        let position = self.position(at);
        let removed = self.places.get_mut(position)?.take();
        self.release();
        removed
    }

    /// Gives back the empty places at the beginning, once they are half of all: moving the others costs no more than emptying
    /// those did.
    fn release(&mut self) {
        self.emptied += self.places[self.emptied..].iter().take_while(|place| place.is_none()).count();
        if self.emptied * 2 >= self.places.len() {
            self.first += self.emptied as At;
            self.places.drain(..self.emptied);
            self.places.shrink_to(self.places.len() * 2);
            self.emptied = 0;
        }
    }
}

impl<M: Member> Places<M> {
    #[cold]
    #[inline(never)]
    fn create_before(&mut self, end: At, issuer: Issuer) {
        while self.first + (self.places.len() as At) < end {
            let at = self.first + self.places.len() as At;
            self.places.push(Some(M::create(Instance::of_machine::<M>(at, issuer))));
        }
    }
}
