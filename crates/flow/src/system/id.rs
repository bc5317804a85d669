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
    index: usize,
    kind: usize,
    number: usize,
    machine: &'static str,
}

impl Instance {
    pub(super) fn new(machine: &'static str, kind: usize, index: usize, number: usize) -> Self {
        Instance { index, kind, number, machine }
    }

    /// The machine's name, without sigil.
    pub fn machine(self) -> &'static str {
        self.machine
    }

    /// Its number among the instances of its machine, from 1.
    pub fn number(self) -> usize {
        self.number
    }

    /// The typed id, if it is an instance of `M`.
    pub fn of<M: Member>(self) -> Option<Id<M>> {
        let same = self.kind == M::KIND && self.machine == M::System::MACHINES[M::KIND];
        same.then(|| Id::new(self))
    }

    /// Its id as a specification reads it: what it is shown as.
    pub fn text(self) -> String {
        let digits = self.number.checked_ilog10().unwrap_or(0) as usize + 1;
        let mut text = String::with_capacity(self.machine.len() + 1 + digits);
        text.push_str(self.machine);
        text.push('-');
        let mut unit = 10_usize.pow(digits as u32 - 1);
        for _ in 0..digits {
            text.push(char::from(b'0' + (self.number / unit % 10) as u8));
            unit = (unit / 10).max(1);
        }
        text
    }

    pub(super) fn index(self) -> usize {
        self.index
    }

    /// Its place among all instances; one from another system may be none.
    pub(super) fn at(self) -> At {
        At::try_from(self.index).unwrap_or(At::MAX)
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
