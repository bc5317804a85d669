//! A list that is indexed by the ids of its items, so that an id of another list is a type error.
//!
//! Ids are dense: the item with id `n` is the `n`th that was pushed. Items are not removed, since an id must stay valid.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut, Range};

/// An index into one kind of [`List`].
pub trait Id: Copy {
    /// The id of the item at a position.
    fn new(index: usize) -> Self;

    /// The position of the item in its list.
    fn index(self) -> usize;
}

/// The items of one kind, in the order in which they were pushed, indexed by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<I, T> {
    items: Vec<T>,
    ids: PhantomData<fn(I)>,
}

impl<I: Id, T> List<I, T> {
    /// A list without items.
    pub const fn new() -> Self {
        List { items: Vec::new(), ids: PhantomData }
    }

    /// Appends an item and returns its id.
    pub fn push(&mut self, item: T) -> I {
        let id = I::new(self.items.len());
        self.items.push(item);
        id
    }

    /// The id that the next pushed item will get.
    pub fn next_id(&self) -> I {
        I::new(self.items.len())
    }

    /// The ids of all items, in order. The iterator does not borrow the list.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + Clone + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// All items with their ids, in order.
    pub fn entries(&self) -> Entries<'_, I, T> {
        Entries { items: &self.items, rest: 0..self.items.len(), ids: PhantomData }
    }

    /// All items with their ids, in order, to be changed.
    pub fn entries_mut(&mut self) -> impl DoubleEndedIterator<Item = (I, &mut T)> + ExactSizeIterator {
        self.items.iter_mut().enumerate().map(|(index, item)| (I::new(index), item))
    }

    /// Gives back the memory that no item uses.
    pub fn shrink_to_fit(&mut self) {
        self.items.shrink_to_fit();
    }

    /// Removes the items from a position on, and returns them.
    pub fn split_off(&mut self, at: usize) -> Vec<T> {
        self.items.split_off(at)
    }

    /// The id of the first item that satisfies a condition.
    pub fn id_where(&self, condition: impl FnMut(&T) -> bool) -> Option<I> {
        self.items.iter().position(condition).map(I::new)
    }

    /// A list with one value for each item of this one, under the same ids.
    pub fn map<U>(&self, mut value: impl FnMut(&T) -> U) -> List<I, U> {
        // Without `collect`, which is longer in LLVM, as in `flow_syntax::gather`.
        let mut items = Vec::with_capacity(self.items.len());
        for item in &self.items {
            items.push(value(item));
        }
        List::from(items)
    }
}

/// The items of a list with their ids, in order.
///
/// It is a type of its own because adapters of the standard library are compiled in several parts for every list.
#[derive(Debug)]
pub struct Entries<'l, I, T> {
    items: &'l [T],
    /// The positions that are still to be visited.
    rest: Range<usize>,
    ids: PhantomData<fn(I)>,
}

impl<I, T> Clone for Entries<'_, I, T> {
    fn clone(&self) -> Self {
        Entries { items: self.items, rest: self.rest.clone(), ids: PhantomData }
    }
}

impl<'l, I: Id, T> Iterator for Entries<'l, I, T> {
    type Item = (I, &'l T);

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.rest.next()?;
        Some((I::new(index), &self.items[index]))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl<I: Id, T> DoubleEndedIterator for Entries<'_, I, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let index = self.rest.next_back()?;
        Some((I::new(index), &self.items[index]))
    }
}

impl<I: Id, T> ExactSizeIterator for Entries<'_, I, T> {}

#[cfg(feature = "tools")]
impl<I, T: std::hash::Hash> std::hash::Hash for List<I, T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.items.hash(state);
    }
}

impl<I, T> Default for List<I, T> {
    fn default() -> Self {
        List { items: Vec::new(), ids: PhantomData }
    }
}

impl<I: Id, T> Index<I> for List<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for List<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

/// The items as a slice, for everything that does not need ids.
impl<I, T> Deref for List<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<I, T> DerefMut for List<I, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<I, T> From<Vec<T>> for List<I, T> {
    fn from(items: Vec<T>) -> Self {
        List { items, ids: PhantomData }
    }
}

impl<I, T> FromIterator<T> for List<I, T> {
    #[expect(clippy::while_let_on_iterator, reason = "a `for` is longer in LLVM, at every place")]
    fn from_iter<It: IntoIterator<Item = T>>(items: It) -> Self {
        let mut items = items.into_iter();
        let mut list = Vec::with_capacity(items.size_hint().0);
        while let Some(item) = items.next() {
            list.push(item);
        }
        List::from(list)
    }
}

impl<I, T> Extend<T> for List<I, T> {
    fn extend<It: IntoIterator<Item = T>>(&mut self, items: It) {
        self.items.extend(items);
    }
}

impl<'a, I, T> IntoIterator for &'a List<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut List<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

impl<I, T> IntoIterator for List<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StateId;

    #[test]
    fn items_are_found_under_the_ids_that_push_returned() {
        let mut list: List<StateId, &str> = List::new();
        let idle = list.push("idle");
        let paid = list.push("paid");
        assert_eq!((list[idle], list[paid]), ("idle", "paid"));
        assert_eq!(list.ids().collect::<Vec<_>>(), [idle, paid]);
        assert_eq!(list.entries().collect::<Vec<_>>(), [(idle, &"idle"), (paid, &"paid")]);
        assert_eq!(list.entries().rev().map(|(id, _)| id).collect::<Vec<_>>(), [paid, idle]);
        assert_eq!((list.entries().len(), list.entries().skip(1).len()), (2, 1));
        assert_eq!(list.id_where(|name| *name == "paid"), Some(paid));
        assert_eq!(list.map(|name| name.len())[paid], 4);
    }

    #[test]
    fn entries_can_be_changed() {
        let mut list: List<StateId, usize> = vec![1, 2].into();
        list.entries_mut().for_each(|(id, item)| *item += id.index());
        assert_eq!(list.into_iter().collect::<Vec<_>>(), [1, 3]);
    }
}
