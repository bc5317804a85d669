//! Decides which instance of a machine receives an event (reference#receivers).
//!
//! The decision is a pure function of the [`Directory`], which the interpreter and the in-process system implement over their own
//! tables, so that both deliver alike. An emit is resolved when its handler commits, one after the other: an instance that one emit
//! makes is in the directory for the next. This crate does not allocate, and the generic functions are inlined, so that generated code
//! pays only for the rules that its machines can use.

#![no_std]

#[cfg(test)]
mod tests;

/// The instances of a system, as far as receivers depend on them.
pub trait Directory {
    /// A machine.
    type Machine: Copy + PartialEq;
    /// An instance of a machine.
    type Instance: Copy + PartialEq;
    /// A conversation (reference#conversations).
    type Conversation: Copy;

    /// The machine of an instance.
    fn machine(&self, instance: Self::Instance) -> Self::Machine;
    /// The instance that made this one with an emit; `None` if the outside made it, and for instances of shared machines.
    fn maker(&self, instance: Self::Instance) -> Option<Self::Instance>;
    /// Whether the instance has ended: it rests in a state that `ends in` names, or was removed.
    fn has_ended(&self, instance: Self::Instance) -> bool;
    /// The newest instance of a machine in a conversation, ended or not.
    fn newest(&self, conversation: Self::Conversation, machine: Self::Machine) -> Option<Self::Instance>;
    /// The next older instance of the same machine in the same conversation, ended or not.
    fn next_older(&self, instance: Self::Instance) -> Option<Self::Instance>;
}

/// The handler that contains the emit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<I, C> {
    /// The instance that emits.
    pub this: I,
    /// The instance that sent the event that is being handled; `None` if it is from outside, from time or from this instance.
    pub sender: Option<I>,
    /// The conversation of the emit: that of this instance or, for an instance of a shared machine, that of the event that it
    /// handles. `None` if there is no conversation.
    pub conversation: Option<C>,
}

/// The receiver of an emit `to @m`, where `@m` is a machine that has instances in conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver<I> {
    /// This instance, which exists.
    Existing(I),
    /// A new instance, which belongs to the conversation of the emit and is made by the emitting instance.
    New,
    /// The emit has no conversation, so that its receiver is undetermined. The check `unaddressed` reports such emits.
    Nobody,
}

/// The receiver of an emit `to @m` (reference#receivers, 4 to 7). References, `to a new @m`, and shared machines have no choice, and
/// are resolved before.
#[inline]
pub fn resolve_receiver<D: Directory>(
    directory: &D,
    origin: Origin<D::Instance, D::Conversation>,
    machine: D::Machine,
) -> Receiver<D::Instance> {
    match find_partner(directory, origin, machine) {
        Some(partner) => Receiver::Existing(partner),
        None if origin.conversation.is_some() => Receiver::New,
        None => Receiver::Nobody,
    }
}

/// The instance of a machine that an emit `to @m` would reach, if it exists (reference#receivers, 4 to 6); also the value of `@m` in an
/// expression.
#[inline]
pub fn find_partner<D: Directory>(
    directory: &D,
    origin: Origin<D::Instance, D::Conversation>,
    machine: D::Machine,
) -> Option<D::Instance> {
    let Origin { this, sender, conversation } = origin;
    if let Some(sender) = sender
        && sender != this
        && directory.machine(sender) == machine
    {
        return Some(sender);
    }
    if let Some(maker) = find_maker(directory, this, machine) {
        return Some(maker);
    }
    let newest = directory.newest(conversation?, machine)?;
    find_newest_receiver(directory, this, newest)
}

/// The nearest instance of a machine that made this instance, or its maker, and so on.
#[inline]
fn find_maker<D: Directory>(directory: &D, this: D::Instance, machine: D::Machine) -> Option<D::Instance> {
    let mut maker = directory.maker(this)?;
    while directory.machine(maker) != machine {
        maker = directory.maker(maker)?;
    }
    Some(maker)
}

/// The newest instance other than `this` that has not ended, of those that `this` made if it made any, else of all. The instances are
/// `newest` and those older than it.
#[inline]
fn find_newest_receiver<D: Directory>(
    directory: &D,
    this: D::Instance,
    newest: D::Instance,
) -> Option<D::Instance> {
    let (mut of_all, mut made_any) = (None, false);
    let mut next = Some(newest);
    while let Some(instance) = next {
        let is_own = directory.maker(instance) == Some(this);
        let can_receive = instance != this && !directory.has_ended(instance);
        if is_own && can_receive {
            return Some(instance);
        }
        made_any |= is_own;
        if can_receive && of_all.is_none() {
            of_all = Some(instance);
        }
        next = directory.next_older(instance);
    }
    if made_any { None } else { of_all }
}

/// Calls a function for each receiver of an emit `to all @m`, newest first: the instances of the conversation that have not ended, or
/// only those that `this` made, if it made any (reference#to-all). `this` is none of them.
pub fn visit_all_receivers<D: Directory>(
    directory: &D,
    this: D::Instance,
    newest: Option<D::Instance>,
    mut visit: impl FnMut(D::Instance),
) {
    let instances = || core::iter::successors(newest, |instance| directory.next_older(*instance));
    let is_own = |instance: &D::Instance| directory.maker(*instance) == Some(this);
    let made_any = instances().any(|instance| is_own(&instance));
    for instance in instances() {
        if instance != this && !directory.has_ended(instance) && (!made_any || is_own(&instance)) {
            visit(instance);
        }
    }
}
