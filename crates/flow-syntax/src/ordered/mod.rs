//! `ordered`: maps, sets and sorted slices, which cost little to compile.
//!
//! Users of the macro compile the compiler, without optimisation, and a `BTreeMap` costs them 8,000 lines of LLVM for every type of
//! key: half of the total. Here entries are in one vector in the order of insertion, and the code that sorts them is compiled once for
//! all types. So this module stays in spite of the standard library's maps.
//! The behaviour is that of `BTreeMap` and `BTreeSet`.

mod map;
mod order;
mod set;
mod sort;
#[cfg(test)]
mod tests;

pub use map::{Entry, IntoIter, Iter, Map};
pub use set::Set;
pub use sort::{sort, sort_by, sort_by_key};
