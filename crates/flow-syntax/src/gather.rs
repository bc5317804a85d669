//! `gather`: a list of what an iterator gives, which costs little to compile.
//!
//! Users of the macro compile the compiler, without optimisation, and `collect` into a `Vec` costs them some 300 lines of LLVM at every
//! place, 700 after `flat_map`: it has special cases for kinds of iterators, in functions that are generic over all of them. This is the
//! plain loop. It asks no iterator for its length, which is another 400 lines for some; so lists of known length that are kept for long are
//! still collected (`flow_model::list`).

/// An iterator with items that can be gathered.
pub trait Gather: Iterator + Sized {
    /// The items, in their order, as `collect` into a `Vec`.
    fn gather(self) -> Vec<Self::Item> {
        let mut items = Vec::new();
        for item in self {
            items.push(item);
        }
        items
    }
}

impl<I: Iterator> Gather for I {}
