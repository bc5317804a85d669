//! Who an instance means by `@m`: one partner for each machine, so that nobody writes correlation ids (§9).

use alloc::collections::BTreeMap;

use super::Instance;

/// For each instance and each kind of machine, the instance it last sent to or heard from.
#[derive(Default)]
pub(super) struct Partners {
    links: BTreeMap<(usize, usize), Instance>,
}

impl Partners {
    /// The partner of `of` among the machines of a kind.
    pub(super) fn get(&self, of: Instance, kind: usize) -> Option<Instance> {
        self.links.get(&(of.index(), kind)).copied()
    }

    /// Where an emit of `of` to a kind goes: to its partner, else to the partner of the instance it is answering, which
    /// cannot be `of` itself. `None`: to a new instance.
    pub(super) fn find(&self, of: Instance, answering: Option<Instance>, kind: usize) -> Option<Instance> {
        let inherited = || self.get(answering?, kind).filter(|partner| *partner != of);
        self.get(of, kind).or_else(inherited)
    }

    /// Notes that `of` sent to, or heard from, `other`.
    pub(super) fn link(&mut self, of: Instance, other: Instance) {
        self.links.insert((of.index(), other.kind()), other);
    }
}
