//! `sort`: slices brought in order, those that are equal as they stood.
//!
//! The standard library's sort compiles to 3,000 lines of LLVM for every type. Here that cost occurs once: numbers are sorted, and then the
//! items change places.

use crate::gather::Gather;
use std::cmp::Ordering;

/// Sorts items by their own order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, &T::cmp);
}

/// Sorts items by what `key` gives for each.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, &|a, b| key(a).cmp(&key(b)));
}

/// Sorts items by a comparison.
pub fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let wanted = sorted(items.len(), &|a, b| compare(&items[a], &items[b]));
    permute(wanted, &mut |a, b| items.swap(a, b));
}

/// The numbers of `count` items, in the items' order; none if they are sorted already, as they mostly are.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    if (1..count).all(|at| compare(at - 1, at) != Ordering::Greater) {
        return Vec::new();
    }
    let mut numbers: Vec<usize> = (0..count).gather();
    numbers.sort_by(|a, b| compare(*a, *b));
    numbers
}

/// Permutes items: `wanted` has at each index the number of the item for it. `swap` exchanges two items.
pub(super) fn permute(mut wanted: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for first in 0..wanted.len() {
        let mut at = first;
        while wanted[at] != first {
            let from = std::mem::replace(&mut wanted[at], at);
            swap(at, from);
            at = from;
        }
        wanted[at] = at;
    }
}
