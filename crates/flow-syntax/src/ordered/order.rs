//! `order`: in which order things stand that are kept elsewhere, as runs of their numbers.
//!
//! It knows nothing of the things' types: who keeps them compares them. No run is empty, and none is longer than [`MOST`];
//! putting a thing in order moves at most one run, and appending nothing.

use std::cmp::Ordering;
use std::slice;

use super::sort::arrange;

/// How many things stand in one run.
const MOST: usize = 256;

/// The numbers of things, in the things' order.
#[derive(Clone, Debug)]
pub(super) struct Order {
    runs: Vec<Vec<usize>>,
}

/// Where a thing stands, or belongs.
#[derive(Clone, Copy)]
pub(super) struct Place {
    run: usize,
    at: usize,
}

impl Place {
    /// Where the least thing stands.
    pub(super) const FIRST: Place = Place { run: 0, at: 0 };
}

impl Order {
    pub(super) const fn new() -> Self {
        Order { runs: Vec::new() }
    }

    /// The order of things that are kept in it.
    pub(super) fn straight(count: usize) -> Self {
        let run = |from: usize| (from..count.min(from + MOST)).collect();
        Order { runs: (0..count).step_by(MOST).map(run).collect() }
    }

    /// Where a thing stands, or else belongs. `compare` says how the thing of a number stands to it.
    pub(super) fn find(&self, compare: &dyn Fn(usize) -> Ordering) -> Result<Place, Place> {
        if let Some(end) = self.end(compare) {
            return Err(end);
        }
        let run = match search(self.runs.len(), &|run| compare(self.runs[run][0])) {
            Ok(run) => return Ok(Place { run, at: 0 }),
            Err(0) => return Err(Place::FIRST),
            Err(behind) => behind - 1,
        };
        match search(self.runs[run].len(), &|at| compare(self.runs[run][at])) {
            Ok(at) => Ok(Place { run, at }),
            Err(at) => Err(Place { run, at }),
        }
    }

    /// The place behind the last thing, if it belongs there: most things come in order, and need no search.
    fn end(&self, compare: &dyn Fn(usize) -> Ordering) -> Option<Place> {
        let last = self.runs.last()?;
        let is_less = compare(*last.last()?) == Ordering::Less;
        is_less.then_some(Place { run: self.runs.len() - 1, at: last.len() })
    }

    /// The number of the thing that stands at a place.
    pub(super) fn number(&self, place: Place) -> usize {
        self.runs[place.run][place.at]
    }

    /// Puts a thing where it belongs.
    pub(super) fn insert(&mut self, place: Place, number: usize) {
        let place = self.room(place);
        self.runs[place.run].insert(place.at, number);
    }

    /// Parts a run that is full, at its middle, or at its end where it is the last.
    fn room(&mut self, place: Place) -> Place {
        let Place { run, at } = place;
        if run == self.runs.len() {
            self.runs.push(Vec::new());
        }
        if self.runs[run].len() < MOST {
            return place;
        }
        let end = if at == MOST && run + 1 == self.runs.len() { MOST } else { MOST / 2 };
        let next = self.runs[run].split_off(end);
        self.runs.insert(run + 1, next);
        if at < end { place } else { Place { run: run + 1, at: at - end } }
    }

    /// Gives the thing at a place another number.
    pub(super) fn renumber(&mut self, place: Place, number: usize) {
        self.runs[place.run][place.at] = number;
    }

    /// Takes the thing at a place out.
    pub(super) fn remove(&mut self, place: Place) {
        self.runs[place.run].remove(place.at);
        if self.runs[place.run].is_empty() {
            self.runs.remove(place.run);
        }
    }

    /// Brings the things themselves in order: `swap` lets two change their numbers.
    pub(super) fn straighten(&mut self, swap: &mut dyn FnMut(usize, usize)) {
        let wanted: Vec<usize> = self.iter().collect();
        *self = Order::straight(wanted.len());
        arrange(wanted, swap);
    }

    /// The numbers, in order.
    pub(super) fn iter(&self) -> Numbers<'_> {
        Numbers { front: [].iter(), runs: self.runs.iter(), back: [].iter() }
    }

    /// The numbers from a place on, in order.
    pub(super) fn iter_from(&self, place: Place) -> Numbers<'_> {
        let Some(run) = self.runs.get(place.run) else { return self.iter() };
        Numbers { front: run[place.at..].iter(), runs: self.runs[place.run + 1..].iter(), back: [].iter() }
    }
}

/// The numbers of things, in the things' order.
#[derive(Clone)]
pub(super) struct Numbers<'o> {
    front: slice::Iter<'o, usize>,
    runs: slice::Iter<'o, Vec<usize>>,
    back: slice::Iter<'o, usize>,
}

impl Iterator for Numbers<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            if let Some(number) = self.front.next() {
                return Some(*number);
            }
            match self.runs.next() {
                Some(run) => self.front = run.iter(),
                None => return self.back.next().copied(),
            }
        }
    }
}

impl DoubleEndedIterator for Numbers<'_> {
    fn next_back(&mut self) -> Option<usize> {
        loop {
            if let Some(number) = self.back.next_back() {
                return Some(*number);
            }
            match self.runs.next_back() {
                Some(run) => self.back = run.iter(),
                None => return self.front.next_back().copied(),
            }
        }
    }
}

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
