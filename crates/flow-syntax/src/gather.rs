//! `gather`: a list of what an iterator gives, which costs little to compile.
//!
//! Users of the macro compile the compiler, without optimisation, and `collect` into a `Vec` costs them some 300 lines of LLVM at every
//! place, 700 after `flat_map`: it has special cases for kinds of iterators, in functions that are generic over all of them. This is the
//! plain loop; that of `for` is longer, as is the call that makes an empty list. It asks no iterator for its length, which is another 400 lines for some; so lists of known length that are kept for long are
//! still collected (`flow_model::list`).

/// An iterator with items that can be gathered.
pub trait Gather: Iterator + Sized {
    /// The items, in their order, as `collect` into a `Vec`.
    #[expect(clippy::while_let_on_iterator, reason = "a `for` is longer in LLVM, at every place")]
    fn gather(mut self) -> Vec<Self::Item> {
        let mut items = const { Vec::new() };
        while let Some(item) = self.next() {
            items.push(item);
        }
        items
    }
}

impl<I: Iterator> Gather for I {}
