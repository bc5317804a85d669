//! `gather`: a list of what an iterator gives, which costs little to compile.
//!
//! Users of the macro compile the compiler, without optimisation, and `collect` into a `Vec` costs them 400 lines of LLVM at every
//! place: it has special cases for kinds of iterators, which are slower without optimisation. This is the plain loop.

/// What can be gathered.
pub trait Gather: Iterator + Sized {
    /// The items, in their order, as `collect` into a `Vec`.
    fn gather(mut self) -> Vec<Self::Item> {
        let mut items = Vec::new();
        while let Some(item) = self.next() {
            items.push(item);
        }
        items
    }
}

impl<I: Iterator> Gather for I {}
