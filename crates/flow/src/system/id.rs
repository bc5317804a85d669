//! Names of instances: [`Id`] with the machine's type, [`Instance`] for any machine.
//!
//! Both are small and `Copy`. They are given out by a system and mean nothing to another one; as text they are what a
//! specification reads as `$order_id`.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use alloc::string::String;

use super::{At, Member, Parts};

/// An instance of any machine of a system. Shown as machine and number: `order-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instance {
    at: At,
    kind: u32,
    number: u32,
    machine: &'static str,
}

impl Instance {
    #[inline]
    pub(super) const fn new(machine: &'static str, kind: u32, at: At, number: u32) -> Self {
        Instance { at, kind, number, machine }
    }

    /// The machine's name, without sigil.
    pub fn machine(self) -> &'static str {
        self.machine
    }

    /// Its number among the instances of its machine, from 1.
    pub fn number(self) -> usize {
        self.number as usize
    }

    /// The typed id, if it is an instance of `M`.
    pub fn of<M: Member>(self) -> Option<Id<M>> {
        let same = self.kind as usize == M::KIND && self.machine == M::System::MACHINES[M::KIND];
        same.then(|| Id::new(self))
    }

    /// Its id as a specification reads it: what it is shown as.
    pub fn text(self) -> String {
        let (mut digits, mut begin, mut rest) = ([b'0'; 20], 20, self.number);
        while begin == 20 || rest > 0 {
            begin -= 1;
            digits[begin] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let mut text = String::with_capacity(self.machine.len() + 21);
        text.push_str(self.machine);
        text.push('-');
        text.extend(digits[begin..].iter().map(|digit| char::from(*digit)));
        text
    }

    /// Its place among all instances; one from another system may be none.
    pub(super) fn at(self) -> At {
        self.at
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.machine, self.number)
    }
}

/// An instance of the machine `M`. Shown as machine and number: `order-1`.
pub struct Id<M> {
    instance: Instance,
    machine: PhantomData<fn() -> M>,
}

impl<M> Id<M> {
    pub(super) fn new(instance: Instance) -> Self {
        Id { instance, machine: PhantomData }
    }

    /// The same without the type.
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
