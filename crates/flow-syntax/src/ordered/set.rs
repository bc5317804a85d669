//! `set`: items in the order of insertion, and their sorted order.
//!
//! It is not a map without values: a list of items is compiled for other lists of the same items as well, one of pairs is not.
//! Intersections and differences look items up instead of merging: sets here are small, or one of the two is.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{BitAnd, BitOr, Sub};
use std::vec;

use super::order::{Numbers, Order, Place};

/// A set in the order of its items.
#[derive(Clone)]
pub struct Set<T> {
    items: Vec<T>,
    order: Order,
}

impl<T> Set<T> {
    /// An empty set.
    pub const fn new() -> Self {
        Set { items: Vec::new(), order: Order::Straight }
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The items, in order.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { items: &self.items, numbers: self.order.iter(self.len()) }
    }

    /// The least item.
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The greatest item.
    pub fn last(&self) -> Option<&T> {
        self.iter().next_back()
    }

    /// Takes all items.
    pub fn clear(&mut self) {
        *self = Set::new();
    }

    /// Keeps the items that `keep` wants.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.sort_items();
        self.items.retain(keep);
    }

    /// Brings the items in order.
    fn sort_items(&mut self) {
        self.order.apply_to_items(self.items.len(), &mut |a, b| self.items.swap(a, b));
    }
}

impl<T: Ord> Set<T> {
    /// Whether an item is there.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.find(item).is_ok()
    }

    /// Adds an item; whether it was not there.
    pub fn insert(&mut self, item: T) -> bool {
        let Err(place) = self.find(&item) else { return false };
        self.order.insert(place, self.items.len());
        self.items.push(item);
        true
    }

    /// Takes an item; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let Ok(place) = self.find(item) else { return false };
        self.take(place);
        true
    }

    /// Takes the least item.
    pub fn pop_first(&mut self) -> Option<T> {
        (!self.is_empty()).then(|| self.take(Place::FIRST))
    }

    /// The items from one on, in order.
    pub fn iter_from(&self, item: &T) -> Iter<'_, T> {
        let (Ok(place) | Err(place)) = self.find(item);
        Iter { items: &self.items, numbers: self.order.iter_from(place, self.len()) }
    }

    /// Takes the item at a place out; the last one gets its number.
    fn take(&mut self, place: Place) -> T {
        let (items, last) = (&self.items, &self.items[self.items.len() - 1]);
        let number = self.order.remove(place, items.len(), &|number| items[number].cmp(last));
        self.items.swap_remove(number)
    }

    fn find<Q: Ord + ?Sized>(&self, item: &Q) -> Result<Place, Place>
    where
        T: Borrow<Q>,
    {
        self.order.find(self.items.len(), &|number| self.items[number].borrow().cmp(item))
    }

    /// Takes all items of another set.
    pub fn append(&mut self, other: &mut Self) {
        self.extend(std::mem::take(other));
    }

    /// The items that the other set has not.
    pub fn difference<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = &'s T> + Clone {
        self.iter().filter(|item| !other.contains(*item))
    }

    /// The items that both have.
    pub fn intersection<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = &'s T> + Clone {
        self.iter().filter(|item| other.contains(*item))
    }

    /// Whether the other set has all items.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.iter().all(|item| other.contains(item))
    }

    /// Whether all items of the other set are here.
    pub fn is_superset(&self, other: &Self) -> bool {
        other.is_subset(self)
    }

    /// Whether the other set has none of the items.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        !self.iter().any(|item| other.contains(item))
    }
}

/// The items of a set, in order.
pub struct Iter<'s, T> {
    items: &'s [T],
    numbers: Numbers<'s>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { items: self.items, numbers: self.numbers.clone() }
    }
}

impl<'s, T> Iterator for Iter<'s, T> {
    type Item = &'s T;

    fn next(&mut self) -> Option<&'s T> {
        Some(&self.items[self.numbers.next()?])
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        Some(&self.items[self.numbers.next_back()?])
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(mut self) -> vec::IntoIter<T> {
        self.sort_items();
        self.items.into_iter()
    }
}

impl<'s, T> IntoIterator for &'s Set<T> {
    type Item = &'s T;
    type IntoIter = Iter<'s, T>;

    fn into_iter(self) -> Iter<'s, T> {
        self.iter()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    #[expect(clippy::while_let_on_iterator, reason = "a `for` is longer in LLVM, at every place")]
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        let mut items = items.into_iter();
        while let Some(item) = items.next() {
            self.insert(item);
        }
    }
}

impl<'s, T: Ord + Copy + 's> Extend<&'s T> for Set<T> {
    fn extend<I: IntoIterator<Item = &'s T>>(&mut self, items: I) {
        for item in items {
            self.insert(*item);
        }
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    #[expect(clippy::while_let_on_iterator, reason = "a `for` is longer in LLVM, at every place")]
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let (mut items, mut set) = (items.into_iter(), const { Set::new() });
        while let Some(item) = items.next() {
            set.insert(item);
        }
        set
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Ord + Clone> BitAnd for &Set<T> {
    type Output = Set<T>;

    /// The items that both have.
    fn bitand(self, other: Self) -> Set<T> {
        self.intersection(other).cloned().collect()
    }
}

impl<T: Ord + Clone> BitOr for &Set<T> {
    type Output = Set<T>;

    /// The items that either has.
    fn bitor(self, other: Self) -> Set<T> {
        let mut both = self.clone();
        both.extend(other.iter().cloned());
        both
    }
}

impl<T: Ord + Clone> Sub for &Set<T> {
    type Output = Set<T>;

    /// The items that the other set has not.
    fn sub(self, other: Self) -> Set<T> {
        self.difference(other).cloned().collect()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Set::new()
    }
}

impl<T: PartialEq> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for Set<T> {}

impl<T: Ord> PartialOrd for Set<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for Set<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
