//! Sinks: the receivers of a machine's emits.
//!
//! A machine passes each emit on at once and stores none, so that it needs no allocator.

/// A receiver of emits, in the order of the handler's steps (reference#commit). A handler that fails does not emit.
///
/// A closure, a `Vec`, a `VecDeque`, [`Discard`] and [`Count`] are sinks; a host implements the trait to send emits on.
pub trait Sink<E> {
    /// Takes one emit.
    fn emit(&mut self, emit: E);
}

impl<E, F: FnMut(E)> Sink<E> for F {
    #[inline]
    fn emit(&mut self, emit: E) {
        self(emit);
    }
}

#[cfg(feature = "alloc")]
impl<E> Sink<E> for alloc::vec::Vec<E> {
    #[inline]
    fn emit(&mut self, emit: E) {
        self.push(emit);
    }
}

#[cfg(feature = "alloc")]
impl<E> Sink<E> for alloc::collections::VecDeque<E> {
    #[inline]
    fn emit(&mut self, emit: E) {
        self.push_back(emit);
    }
}

/// A sink that drops all emits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Discard;

impl<E> Sink<E> for Discard {
    #[inline]
    fn emit(&mut self, _emit: E) {}
}

/// A sink that counts emits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub usize);

impl<E> Sink<E> for Count {
    #[inline]
    fn emit(&mut self, _emit: E) {
        self.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(sink: &mut impl Sink<u8>) {
        sink.emit(1);
        sink.emit(2);
    }

    #[test]
    fn a_closure_takes_emits_in_order() {
        let mut seen = 0;
        fill(&mut |emit: u8| seen = seen * 10 + emit);
        assert_eq!(seen, 12);
    }

    #[test]
    fn count_counts() {
        let mut count = Count::default();
        fill(&mut count);
        fill(&mut Discard);
        assert_eq!(count, Count(2));
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn collections_keep_the_order() {
        let (mut list, mut queue) = (alloc::vec::Vec::new(), alloc::collections::VecDeque::new());
        fill(&mut list);
        fill(&mut queue);
        assert_eq!(list, [1, 2]);
        assert_eq!(queue, [1, 2]);
    }
}
