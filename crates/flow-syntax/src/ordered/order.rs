//! `order`: a sorted permutation of items that are stored elsewhere: the identity, or a list of item numbers, in runs if there
//! are many.
//!
//! The type does not depend on the items: callers pass a comparison, so that it is compiled once. Items mostly arrive in order,
//! and the numbers of few items need no allocation. No run is empty, and none is longer than [`MOST`]; an insertion moves at most
//! one run, and an append moves none.

use crate::gather::Gather;
use std::cmp::Ordering;
use std::ops::Range;
use std::slice;

use super::sort::permute;

/// The most items of one run: an insertion moves up to 1 KiB, which costs less than the search for its place.
const MOST: usize = 256;
/// How many numbers fit into the bytes that a list of runs occupies.
const FEW: usize = 16;

/// The numbers of things, in the things' order.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// As they are numbered.
    Straight,
    /// These, as many as there are things.
    Few([u8; FEW]),
    /// These, in runs.
    Runs(Vec<Vec<u32>>),
}

/// The position of an item, or where it is inserted; without runs, all are in the first.
#[derive(Clone, Copy)]
pub(super) struct Place {
    run: usize,
    at: usize,
}

impl Place {
    /// The position of the least item.
    pub(super) const FIRST: Place = Place { run: 0, at: 0 };
}

impl Order {
    /// The position of an item among `count`, or where it is inserted. `compare` compares the item of a number with it.
    pub(super) fn find(&self, count: usize, compare: &dyn Fn(usize) -> Ordering) -> Result<Place, Place> {
        let end = match self {
            Order::Straight | Order::Few(_) => Place { run: 0, at: count },
            Order::Runs(runs) => Place { run: runs.len() - 1, at: runs[runs.len() - 1].len() },
        };
        // Most items arrive in order and need no search.
        if end.at == 0 || compare(self.number(Place { at: end.at - 1, ..end })) == Ordering::Less {
            return Err(end);
        }
        let (run, length) = match self {
            Order::Straight | Order::Few(_) => (0, count),
            Order::Runs(runs) => match search(runs.len(), &|run| compare(runs[run][0] as usize)) {
                Ok(run) => return Ok(Place { run, at: 0 }),
                Err(0) => return Err(Place::FIRST),
                Err(behind) => (behind - 1, runs[behind - 1].len()),
            },
        };
        let place = |at| Place { run, at };
        search(length, &|at| compare(self.number(place(at)))).map(place).map_err(place)
    }

    /// The number of the item at a position.
    pub(super) fn number(&self, place: Place) -> usize {
        match self {
            Order::Straight => place.at,
            Order::Few(numbers) => usize::from(numbers[place.at]),
            Order::Runs(runs) => runs[place.run][place.at] as usize,
        }
    }

    /// Inserts the item with the number `count`.
    pub(super) fn insert(&mut self, place: Place, count: usize) {
        if matches!(self, Order::Straight) && place.at == count {
            return;
        }
        let place = self.list_numbers(place, count, count + 1);
        match self {
            Order::Straight => {}
            Order::Few(numbers) => {
                numbers.copy_within(place.at..count, place.at + 1);
                numbers[place.at] = count as u8;
            }
            Order::Runs(runs) => {
                let place = make_room(runs, place);
                runs[place.run].insert(place.at, count as u32);
            }
        }
    }

    /// Removes the item at a position of `count`; the last item gets its number. `compare` compares the item of a number with
    /// the last one.
    pub(super) fn remove(
        &mut self,
        place: Place,
        count: usize,
        compare: &dyn Fn(usize) -> Ordering,
    ) -> usize {
        let number = self.number(place);
        if matches!(self, Order::Straight) && number + 1 == count {
            return number;
        }
        let place = self.list_numbers(place, count, count);
        let last = self.find(count, compare);
        match self {
            Order::Straight => {}
            Order::Few(numbers) => {
                last.iter().for_each(|last| numbers[last.at] = number as u8);
                numbers.copy_within(place.at + 1..count, place.at);
            }
            Order::Runs(runs) => {
                last.iter().for_each(|last| runs[last.run][last.at] = number as u32);
                take_number(runs, place);
            }
        }
        if count == 1 {
            *self = Order::Straight;
        }
        number
    }

    /// Lists the numbers of `count` items, with capacity for as many; the position in the new form.
    fn list_numbers(&mut self, place: Place, count: usize, room: usize) -> Place {
        let is_listed = match self {
            Order::Straight => false,
            Order::Few(_) => room <= FEW,
            Order::Runs(_) => true,
        };
        if is_listed {
            return place;
        }
        if room <= FEW {
            let mut numbers = [0; FEW];
            self.iter(count).zip(&mut numbers).for_each(|(number, listed)| *listed = number as u8);
            *self = Order::Few(numbers);
            return place;
        }
        let numbers: Vec<u32> = self.iter(count).map(|number| number as u32).gather();
        *self = Order::Runs(numbers.chunks(MOST).map(<[u32]>::to_vec).gather());
        Place { run: place.at / MOST, at: place.at % MOST }
    }

    /// Brings the things themselves in order: `swap` lets two change their numbers.
    pub(super) fn apply_to_items(&mut self, count: usize, swap: &mut dyn FnMut(usize, usize)) {
        if !matches!(self, Order::Straight) {
            let wanted = self.iter(count).gather();
            *self = Order::Straight;
            permute(wanted, swap);
        }
    }

    /// The numbers of `count` things, in order.
    pub(super) fn iter(&self, count: usize) -> Numbers<'_> {
        self.iter_from(Place::FIRST, count)
    }

    /// The numbers from a place on, in order.
    pub(super) fn iter_from(&self, place: Place, count: usize) -> Numbers<'_> {
        let mut numbers = Numbers::default();
        match self {
            Order::Straight => numbers.straight = place.at..count,
            Order::Few(few) => numbers.few = few[place.at..count].iter(),
            Order::Runs(runs) => {
                numbers.front = runs[place.run][place.at..].iter();
                numbers.runs = runs[place.run + 1..].iter();
            }
        }
        numbers
    }
}

/// Parts a run that is full, at its middle, or at its end where it is the last; where the place is then.
fn make_room(runs: &mut Vec<Vec<u32>>, place: Place) -> Place {
    let Place { run, at } = place;
    if runs[run].len() < MOST {
        return place;
    }
    let end = if at == MOST && run + 1 == runs.len() { MOST } else { MOST / 2 };
    let next = runs[run].split_off(end);
    runs.insert(run + 1, next);
    if at < end { place } else { Place { run: run + 1, at: at - end } }
}

/// Takes a number out of its run.
fn take_number(runs: &mut Vec<Vec<u32>>, place: Place) {
    runs[place.run].remove(place.at);
    if runs[place.run].is_empty() {
        runs.remove(place.run);
    }
}

/// The numbers of things, in the things' order.
#[derive(Clone, Default)]
pub(super) struct Numbers<'o> {
    /// The numbers of items in their own order.
    straight: Range<usize>,
    /// Those of few.
    few: slice::Iter<'o, u8>,
    front: slice::Iter<'o, u32>,
    runs: slice::Iter<'o, Vec<u32>>,
    back: slice::Iter<'o, u32>,
}

impl Iterator for Numbers<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let few = || self.few.next().map(|number| usize::from(*number));
        if let Some(number) = self.straight.next().or_else(few) {
            return Some(number);
        }
        loop {
            if let Some(number) = self.front.next() {
                return Some(*number as usize);
            }
            match self.runs.next() {
                Some(run) => self.front = run.iter(),
                None => return self.back.next().map(|number| *number as usize),
            }
        }
    }
}

impl DoubleEndedIterator for Numbers<'_> {
    fn next_back(&mut self) -> Option<usize> {
        let few = || self.few.next_back().map(|number| usize::from(*number));
        if let Some(number) = self.straight.next_back().or_else(few) {
            return Some(number);
        }
        loop {
            if let Some(number) = self.back.next_back() {
                return Some(*number as usize);
            }
            match self.runs.next_back() {
                Some(run) => self.back = run.iter(),
                None => return self.front.next_back().map(|number| *number as usize),
            }
        }
    }
}

/// The index of an item among `count` sorted ones, or where it is inserted. `compare` compares the item at an index with it.
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
