//! The interface of a sink for machines that refer to instances.

use super::id::{Id, Member};

/// A sink that knows the instances around the machine `M`: `@self` and `@order` as values (reference#references).
///
/// Only machines with handlers that use such values need one. The sink of a `System` is one; a host that runs a machine by itself
/// implements it for its own sink.
pub trait Neighbours<M: Member> {
    /// `@self`: this instance.
    fn itself(&self) -> Id<M>;

    /// `@m`: the instance of another machine that an emit to it would reach, if there is one (reference#receivers).
    fn partner<R: Member<System = M::System>>(&self) -> Option<Id<R>>;

    /// The id of an instance that an emit `to a new @m` of this handler makes. If the handler fails, it is not emitted, and the id can
    /// be given out again.
    fn reserve<R: Member<System = M::System>>(&mut self) -> Id<R>;
}
