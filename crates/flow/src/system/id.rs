//! Ids of instances: [`Id`] with the machine's type, [`Instance`] for any machine.
//!
//! Both are small and `Copy`. A system assigns them, and they are only valid for that system; their text is the value of
//! `$order_id` in a specification (reference#instance-id).

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use alloc::string::String;

use super::{Member, Parts};

/// The index of an instance among those of its machine, oldest first.
pub(super) type At = u32;

/// The machine of an instance, by its kind, and the index of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(super) kind: u32,
    pub(super) at: At,
}

/// An instance of any machine of a system. Its text is the machine and a number: `order-1`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instance {
    place: Place,
    machine: &'static str,
}

impl Instance {
    /// The instance of `M` with an index.
    #[inline]
    pub(super) const fn of_machine<M: Member>(at: At) -> Self {
        let place = Place { kind: M::KIND as u32, at };
        Instance { place, machine: M::System::MACHINES[M::KIND] }
    }

    /// The instance at a place in a system.
    pub(super) fn at<P: Parts>(place: Place) -> Self {
        Instance { place, machine: P::MACHINES[place.kind as usize] }
    }

    /// The machine's name, without sigil.
    pub fn machine(self) -> &'static str {
        self.machine
    }

    /// Its number among the instances of its machine, from 1.
    pub fn number(self) -> usize {
        self.place.at as usize + 1
    }

    /// The id with its type, if it is an instance of `M`.
    pub fn of<M: Member>(self) -> Option<Id<M>> {
        let same = self.place.kind as usize == M::KIND && self.machine == M::System::MACHINES[M::KIND];
        same.then(|| Id::new(self))
    }

    /// Its text, which is the instance's id in a specification.
    pub fn text(self) -> String {
        // The decimal digits, four bits each, the first digit in the lowest bits; 0xf after the last one. `write!` would need
        // several times the instructions, and every instance that stores its id is made with its text.
        let (mut digits, mut rest) = (0xf_u64, self.place.at + 1);
        while rest > 0 {
            digits = digits << 4 | u64::from(rest % 10);
            rest /= 10;
        }
        // A `-` and the 10 digits of the greatest `u32`.
        let mut text = String::with_capacity(self.machine.len() + 11);
        text.push_str(self.machine);
        text.push('-');
        while digits != 0xf {
            text.push(char::from(b'0' + (digits & 0xf) as u8));
            digits >>= 4;
        }
        text
    }

    /// Its place. An instance of another system may have one that does not exist in this system.
    #[inline]
    pub(super) fn place(self) -> Place {
        self.place
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance({self})")
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.machine, self.number())
    }
}

/// An instance of the machine `M`. Its text is the machine and a number: `order-1`.
pub struct Id<M> {
    instance: Instance,
    machine: PhantomData<fn() -> M>,
}

impl<M> Id<M> {
    #[inline]
    pub(super) fn new(instance: Instance) -> Self {
        Id { instance, machine: PhantomData }
    }

    /// The instance without the type of its machine.
    #[inline]
    pub fn instance(self) -> Instance {
        self.instance
    }
}

impl<M> From<Id<M>> for Instance {
    fn from(id: Id<M>) -> Instance {
        id.instance
    }
}

impl<M> Clone for Id<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Id<M> {}

impl<M> PartialEq for Id<M> {
    fn eq(&self, other: &Self) -> bool {
        self.instance == other.instance
    }
}

impl<M> Eq for Id<M> {}

impl<M> PartialOrd for Id<M> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<M> Ord for Id<M> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instance.cmp(&other.instance)
    }
}

impl<M> Hash for Id<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instance.hash(state);
    }
}

impl<M> fmt::Debug for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.instance)
    }
}

impl<M> fmt::Display for Id<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.instance.fmt(f)
    }
}
