//! Who an instance means by `@m`: one partner for each machine, so that nobody writes correlation ids (§9).

use alloc::vec::Vec;

use super::At;

/// For each instance and each kind of machine, the instance it last sent to or heard from.
pub(super) struct Partners {
    kinds: usize,
    /// A place for each kind, instance after instance; [`NOBODY`] where there is no partner.
    links: Vec<At>,
}

/// What no instance is.
const NOBODY: At = At::MAX;

impl Partners {
    /// Nobody's partners, in a system of so many machines.
    pub(super) fn new(kinds: usize) -> Self {
        Partners { kinds, links: Vec::new() }
    }

    /// Makes place for the partners of the next instance.
    pub(super) fn add(&mut self) {
        self.links.resize(self.links.len() + self.kinds, NOBODY);
    }

    /// The partner of `of` among the machines of a kind.
    pub(super) fn get(&self, of: At, kind: usize) -> Option<At> {
        self.links.get(of as usize * self.kinds + kind).copied().filter(|partner| *partner != NOBODY)
    }

    /// Where an emit of `of` to a kind goes: to its partner, else to the partner of the instance it is answering, which
    /// cannot be `of` itself. `None`: to a new instance.
    pub(super) fn find(&self, of: At, answering: Option<At>, kind: usize) -> Option<At> {
        let inherited = || self.get(answering?, kind).filter(|partner| *partner != of);
        self.get(of, kind).or_else(inherited)
    }

    /// Notes that `of` sent to, or heard from, `other`, which is of a kind.
    pub(super) fn link(&mut self, of: At, kind: usize, other: At) {
        self.links[of as usize * self.kinds + kind] = other;
    }
}
