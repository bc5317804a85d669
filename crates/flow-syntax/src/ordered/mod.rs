//! `ordered`: maps, sets and sorted slices, which cost little to compile.
//!
//! Users of the macro compile the compiler, without optimisation, and a `BTreeMap` costs them 8,000 lines of LLVM for every type of
//! key: half of all there was. Here entries lie in one vector, as they came, and what keeps their order is compiled once for all types.
//! What they do, and in which order, is what `BTreeMap` and `BTreeSet` do.

mod map;
mod order;
mod set;
mod sort;
#[cfg(test)]
mod tests;

pub use map::{Entry, IntoIter, Iter, Map};
pub use set::Set;
pub use sort::{sort, sort_by, sort_by_key};
