//! `ordered`: maps and sets in the order of their keys, which cost little to compile.
//!
//! Users of the macro compile the compiler, without optimisation, and a `BTreeMap` costs them 8,000 lines of LLVM for every type of
//! key: half of all there was. These are sorted runs of at most [`MOST`] entries, searched by one function for all types; a few hundred lines each.
//! What they do, and in which order, is what `BTreeMap` and `BTreeSet` do; inserting moves at most one run, and appending nothing.

mod map;
mod set;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

pub use map::{Entry, IntoIter, Iter, Map};
pub use set::Set;

/// How many entries stand in one run.
const MOST: usize = 256;

/// Where something stands among `count` things in order, or else belongs. `compare` says how the thing at an index stands to it.
fn search(count: usize, compare: &dyn Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Ok(middle),
        }
    }
    Err(low)
}
