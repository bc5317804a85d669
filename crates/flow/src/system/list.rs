//! Items by the number that they got when they were added: the instances of a machine, and what a system knows about them.
//!
//! A number is never used again. Until the first item is removed, the number is the index in one list, so that most systems do not
//! pay for removal. After that, places of removed items are given back: those at the beginning at once, and where most places are
//! empty, the few items left move to a sorted list. So the memory depends on the number of items, not on the number that there ever were.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use super::instance::At;

/// The room for items that a list has at first: as much as the standard library's.
const FIRST_ROOM: usize = 4;

/// Items by their number.
pub struct List<T> {
    /// All items, if none was ever removed or left out; else empty.
    all: Vec<T>,
    /// The places of the items, once one was removed.
    places: Option<Box<Places<T>>>,
}

/// Places of items, some of which were removed.
struct Places<T> {
    /// The items with numbers less than `first`, in order.
    old: Vec<(At, Option<T>)>,
    /// How many of `old` are removed.
    emptied_old: usize,
    /// The number of the first place.
    first: At,
    places: Vec<Option<T>>,
    /// How many of `places` are empty.
    emptied: usize,
    /// How many places at the beginning are known to be empty.
    emptied_first: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::new()
    }
}

impl<T> List<T> {
    pub(super) const fn new() -> Self {
        List { all: Vec::new(), places: None }
    }

    /// The number of the next item.
    #[inline(always)]
    pub(super) fn next(&self) -> At {
        match &self.places {
            None => to_at(self.all.len()),
            Some(places) => places.next(),
        }
    }

    /// Adds an item, and returns its number.
    #[inline(always)]
    pub(super) fn add(&mut self, item: T) -> At {
        match &mut self.places {
            None => self.add_to_complete(item),
            Some(places) => places.add(item),
        }
    }

    /// Adds the item of a number, unless there is one. Returns whether it was added. Numbers left out have no items.
    #[inline]
    pub(super) fn ensure(&mut self, at: At, make: impl FnOnce() -> T) -> bool {
        if (at as usize) < self.all.len() {
            return false;
        }
        if self.places.is_none() && at as usize == self.all.len() {
            let item = make();
            if self.all.len() == self.all.capacity() {
                self.grow();
            }
            self.all.push(item);
            return true;
        }
        self.places_mut().ensure(at, make)
    }

    #[inline(always)]
    pub(super) fn get_mut(&mut self, at: At) -> Option<&mut T> {
        match self.all.get_mut(at as usize) {
            Some(item) => Some(item),
            None => self.places.as_mut()?.get_mut(at),
        }
    }

    /// The item with a number.
    #[inline(always)]
    pub fn get(&self, at: At) -> Option<&T> {
        match self.all.get(at as usize) {
            Some(item) => Some(item),
            None => self.places.as_ref()?.get(at),
        }
    }

    /// Whether there is an item of a number.
    pub fn has(&self, at: u32) -> bool {
        self.get(at).is_some()
    }

    /// Whether there is an item of a number in the list that most systems have: one comparison. If not, there may be one all the same.
    #[inline]
    pub(super) fn has_at_once(&self, at: At) -> bool {
        (at as usize) < self.all.len()
    }

    /// The item of a number in the list that most systems have. If there is none, there may be one all the same.
    #[inline(always)]
    pub(super) fn get_at_once(&self, at: At) -> Option<&T> {
        self.all.get(at as usize)
    }

    /// As [`get_at_once`](List::get_at_once), mutably.
    #[inline(always)]
    pub(super) fn get_mut_at_once(&mut self, at: At) -> Option<&mut T> {
        self.all.get_mut(at as usize)
    }

    /// Whether a number is the next one in the list that most systems have, and there is room for its item.
    #[inline(always)]
    pub(super) fn has_room_for_next(&self, at: At) -> bool {
        at as usize == self.all.len() && self.all.len() < self.all.capacity() && self.places.is_none()
    }

    /// Doubles the room, up to the greatest number: so a list with room has not reached that.
    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let (length, most) = (self.all.len(), At::MAX as usize);
        if length >= most {
            panic_full();
        }
        let room = length.saturating_mul(2).clamp(FIRST_ROOM, most);
        self.all.reserve_exact(room - length);
    }

    /// Adds the next item to that list. After [`has_room_for_next`](List::has_room_for_next) the compiler builds it in its place.
    #[inline(always)]
    pub(super) fn add_next(&mut self, item: T) {
        self.all.push(item);
    }

    /// Whether no number is left out in the list that most systems have, so that the next number is its length.
    #[inline(always)]
    pub(super) fn is_complete(&self) -> bool {
        self.places.is_none()
    }

    /// The number of the next item of a list that [`is_complete`](List::is_complete).
    #[inline(always)]
    pub(super) fn next_of_complete(&self) -> At {
        self.all.len() as At
    }

    /// Adds an item to a list that [`is_complete`](List::is_complete). Returns its number, which needs no check: [`grow`](List::grow) makes
    /// it.
    #[inline(always)]
    pub(super) fn add_to_complete(&mut self, item: T) -> At {
        while self.all.len() == self.all.capacity() {
            self.grow();
        }
        let at = self.next_of_complete();
        self.all.push(item);
        at
    }

    /// The number of the next item, if it can be added to the list that most systems have without growing it.
    #[inline(always)]
    pub(super) fn next_within_capacity(&self) -> Option<At> {
        let has_room = self.places.is_none() && self.all.len() < self.all.capacity();
        // A list with room has not reached the greatest number: `make_room` checks that.
        has_room.then_some(self.all.len() as At)
    }

    /// Adds an item to the list that most systems have, unless that is full. Returns its number.
    #[inline(always)]
    pub(super) fn add_within_capacity(&mut self, item: T) -> Option<At> {
        let at = self.next_within_capacity()?;
        self.all.push(item);
        Some(at)
    }

    /// Takes back the last item that was added, so that its number is the next one.
    pub(super) fn take_back(&mut self, at: At) {
        if self.places.is_none() && at as usize + 1 == self.all.len() {
            self.all.pop();
        } else {
            self.remove(at);
        }
    }

    /// Removes an item.
    pub(super) fn remove(&mut self, at: At) -> Option<T> {
        self.get(at)?;
        self.places_mut().remove(at)
    }

    /// All items with their numbers, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (At, &T)> {
        let (old, first, places) =
            self.places.as_ref().map_or((&[][..], 0, &[][..]), |list| (&list.old, list.first, &list.places));
        let old = old.iter().filter_map(|(at, item)| Some((*at, item.as_ref()?)));
        let kept = (first..).zip(places).filter_map(|(at, place)| Some((at, place.as_ref()?)));
        (0..).zip(&self.all).chain(old).chain(kept)
    }

    /// The places, from now on if there are none yet.
    fn places_mut(&mut self) -> &mut Places<T> {
        let all = &mut self.all;
        self.places.get_or_insert_with(|| {
            let places = core::mem::take(all).into_iter().map(Some).collect();
            Box::new(Places {
                old: Vec::new(),
                emptied_old: 0,
                first: 0,
                places,
                emptied: 0,
                emptied_first: 0,
            })
        })
    }
}

impl<T> Places<T> {
    /// The position of a number in `places`; out of bounds for a number before `first`.
    fn position(&self, at: At) -> usize {
        at.wrapping_sub(self.first) as usize
    }

    #[cold]
    #[inline(never)]
    fn next(&self) -> At {
        to_at(self.first as usize + self.places.len())
    }

    #[cold]
    #[inline(never)]
    fn add(&mut self, item: T) -> At {
        let at = self.next();
        self.places.push(Some(item));
        at
    }

    /// The place of a number, made if there is none.
    fn place_mut(&mut self, at: At) -> &mut Option<T> {
        if at < self.first {
            let index = match self.old.binary_search_by_key(&at, |(at, _)| *at) {
                Ok(index) => index,
                Err(index) => {
                    self.old.insert(index, (at, None));
                    self.emptied_old += 1;
                    index
                }
            };
            return &mut self.old[index].1;
        }
        while self.next() <= at {
            self.places.push(None);
            self.emptied += 1;
        }
        let position = self.position(at);
        &mut self.places[position]
    }

    #[cold]
    fn ensure(&mut self, at: At, make: impl FnOnce() -> T) -> bool {
        let place = self.place_mut(at);
        if place.is_some() {
            return false;
        }
        *place = Some(make());
        if at < self.first {
            self.emptied_old -= 1;
        } else {
            self.emptied -= 1;
            self.emptied_first = self.emptied_first.min(self.position(at));
        }
        true
    }

    #[cold]
    #[inline(never)]
    fn get_mut(&mut self, at: At) -> Option<&mut T> {
        let position = self.position(at);
        if at < self.first {
            let index = self.old.binary_search_by_key(&at, |(at, _)| *at).ok()?;
            return self.old[index].1.as_mut();
        }
        self.places.get_mut(position)?.as_mut()
    }

    #[cold]
    #[inline(never)]
    fn get(&self, at: At) -> Option<&T> {
        if at < self.first {
            let index = self.old.binary_search_by_key(&at, |(at, _)| *at).ok()?;
            return self.old[index].1.as_ref();
        }
        self.places.get(self.position(at))?.as_ref()
    }

    fn remove(&mut self, at: At) -> Option<T> {
        let removed = self.place_mut(at).take();
        if at < self.first {
            self.emptied_old += 1;
            self.release_old();
        } else {
            self.emptied += 1;
            self.release_empty();
        }
        removed
    }

    /// Gives back the removed items of `old`, once they are half of it.
    fn release_old(&mut self) {
        if self.emptied_old * 2 >= self.old.len() {
            self.old.retain(|(_, item)| item.is_some());
            self.old.shrink_to(self.old.len() * 2);
            self.emptied_old = 0;
        }
    }

    /// Gives back empty places: those at the beginning once they are half of all, and all once they are three in four. Moving the other
    /// items costs no more than emptying those places did.
    fn release_empty(&mut self) {
        self.emptied_first +=
            self.places[self.emptied_first..].iter().take_while(|place| place.is_none()).count();
        if self.emptied_first * 2 >= self.places.len() {
            self.first += to_at(self.emptied_first);
            self.places.drain(..self.emptied_first);
            self.emptied -= self.emptied_first;
        } else if self.emptied * 4 >= self.places.len() * 3 {
            let next = self.next();
            let kept = (self.first..).zip(self.places.drain(..));
            self.old.extend(kept.filter(|(_, place)| place.is_some()));
            (self.first, self.emptied) = (next, 0);
        } else {
            return;
        }
        self.emptied_first = 0;
        self.places.shrink_to(self.places.len() * 2);
    }
}

/// Adds an item, which the compiler builds in its place rather than on the stack: no destructor has to run if there is no memory, and
/// there is certainly room when the item is added.
#[inline(always)]
pub(super) fn add_in_place<T>(list: &mut Vec<T>, item: T) {
    let item = ManuallyDrop::new(item);
    while list.len() == list.capacity() {
        make_room(list);
    }
    list.push(ManuallyDrop::into_inner(item));
}

/// Not inlined: it would enlarge everything that adds an item.
#[cold]
#[inline(never)]
fn make_room<T>(list: &mut Vec<T>) {
    if list.capacity() == 0 {
        // As the first growth would, but without the code that moves items: many lists have few items, and are made for each call.
        *list = Vec::with_capacity(FIRST_ROOM);
    } else {
        list.reserve(1);
    }
}

/// A number of items as an index. Inlined, since a call would need more instructions, and save registers.
#[inline(always)]
fn to_at(count: usize) -> At {
    match At::try_from(count) {
        Ok(at) => at,
        Err(_) => panic_full(),
    }
}

#[cold]
#[inline(never)]
fn panic_full() -> ! {
    panic!("fewer items than that were ever added")
}
