//! `order`: in which order things stand that are kept elsewhere: as they are numbered, or else as runs of their numbers.
//!
//! It knows nothing of the things' types: who keeps them compares them. Most things come in order, and of few it costs little to
//! move them: then there are no runs, and nothing is kept. No run is empty, and none is longer than [`MOST`];
//! putting a thing in order moves at most one run, and appending nothing.

use std::cmp::Ordering;
use std::ops::Range;
use std::slice;

use super::sort::arrange;

/// How many things stand in one run.
const MOST: usize = 256;
/// How many things are moved themselves, rather than their numbers.
const FEW: usize = 16;

/// The numbers of things, in the things' order.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// None if the things stand as they are numbered.
    runs: Vec<Vec<u32>>,
}

/// Where a thing stands, or belongs; without runs, `at` is its number.
#[derive(Clone, Copy)]
pub(super) struct Place {
    run: usize,
    at: usize,
}

impl Place {
    /// Where the least thing stands.
    pub(super) const FIRST: Place = Place { run: 0, at: 0 };
}

/// How a thing is taken out.
pub(super) enum Taking {
    /// From among the others, which move up.
    Out(usize),
    /// The last one gets its number.
    Swapped(usize),
}

impl Order {
    /// The order of things as they are numbered.
    pub(super) const fn straight() -> Self {
        Order { runs: Vec::new() }
    }

    /// Where a thing of `count` stands, or else belongs. `compare` says how the thing of a number stands to it.
    pub(super) fn find(&self, count: usize, compare: &dyn Fn(usize) -> Ordering) -> Result<Place, Place> {
        if let Some(end) = self.end(count, compare) {
            return Err(end);
        }
        if self.runs.is_empty() {
            let place = |at| Place { run: 0, at };
            return search(count, compare).map(place).map_err(place);
        }
        let run = match search(self.runs.len(), &|run| compare(self.runs[run][0] as usize)) {
            Ok(run) => return Ok(Place { run, at: 0 }),
            Err(0) => return Err(Place::FIRST),
            Err(behind) => behind - 1,
        };
        match search(self.runs[run].len(), &|at| compare(self.runs[run][at] as usize)) {
            Ok(at) => Ok(Place { run, at }),
            Err(at) => Err(Place { run, at }),
        }
    }

    /// The place behind the last thing, if it belongs there: most things come in order, and need no search.
    fn end(&self, count: usize, compare: &dyn Fn(usize) -> Ordering) -> Option<Place> {
        let (last, place) = match self.runs.last() {
            Some(run) => (*run.last()? as usize, Place { run: self.runs.len() - 1, at: run.len() }),
            None => (count.checked_sub(1)?, Place { run: 0, at: count }),
        };
        (compare(last) == Ordering::Less).then_some(place)
    }

    /// The number of the thing that stands at a place.
    pub(super) fn number(&self, place: Place) -> usize {
        match self.runs.get(place.run) {
            Some(run) => run[place.at] as usize,
            None => place.at,
        }
    }

    /// Puts one more than `count` things in order; the number it gets, before which the others keep theirs.
    pub(super) fn insert(&mut self, place: Place, count: usize) -> usize {
        if self.runs.is_empty() && (place.at == count || count < FEW) {
            return place.at;
        }
        let place = self.in_runs(place, count);
        let place = self.room(place);
        self.runs[place.run].insert(place.at, count as u32);
        count
    }

    /// Goes over to runs, if need be; the same place in them.
    fn in_runs(&mut self, place: Place, count: usize) -> Place {
        if !self.runs.is_empty() {
            return place;
        }
        let run = |from: usize| (from as u32..count.min(from + MOST) as u32).collect();
        self.runs = (0..count).step_by(MOST).map(run).collect();
        Place { run: place.at / MOST, at: place.at % MOST }
    }

    /// Parts a run that is full, at its middle, or at its end where it is the last.
    fn room(&mut self, place: Place) -> Place {
        let Place { run, at } = place;
        if self.runs[run].len() < MOST {
            return place;
        }
        let end = if at == MOST && run + 1 == self.runs.len() { MOST } else { MOST / 2 };
        let next = self.runs[run].split_off(end);
        self.runs.insert(run + 1, next);
        if at < end { place } else { Place { run: run + 1, at: at - end } }
    }

    /// Takes the thing at a place out of `count`. `last` finds the place of the last number, where that is needed.
    pub(super) fn remove(
        &mut self,
        place: Place,
        count: usize,
        last: &dyn Fn(&Order) -> Option<Place>,
    ) -> Taking {
        if self.runs.is_empty() && (place.at + 1 == count || count <= FEW) {
            return Taking::Out(place.at);
        }
        let place = self.in_runs(place, count);
        let number = self.runs[place.run][place.at];
        if let Some(last) = last(self) {
            self.runs[last.run][last.at] = number;
        }
        self.runs[place.run].remove(place.at);
        if self.runs[place.run].is_empty() {
            self.runs.remove(place.run);
        }
        Taking::Swapped(number as usize)
    }

    /// Brings the things themselves in order: `swap` lets two change their numbers.
    pub(super) fn straighten(&mut self, swap: &mut dyn FnMut(usize, usize)) {
        if !self.runs.is_empty() {
            let wanted = self.iter(0).collect();
            *self = Order::straight();
            arrange(wanted, swap);
        }
    }

    /// The numbers of `count` things, in order.
    pub(super) fn iter(&self, count: usize) -> Numbers<'_> {
        let straight = if self.runs.is_empty() { 0..count } else { 0..0 };
        Numbers { straight, front: [].iter(), runs: self.runs.iter(), back: [].iter() }
    }

    /// The numbers from a place on, in order.
    pub(super) fn iter_from(&self, place: Place, count: usize) -> Numbers<'_> {
        match self.runs.get(place.run) {
            Some(run) => Numbers {
                straight: 0..0,
                front: run[place.at..].iter(),
                runs: self.runs[place.run + 1..].iter(),
                back: [].iter(),
            },
            None => Numbers { straight: place.at..count, ..self.iter(0) },
        }
    }
}

/// The numbers of things, in the things' order.
#[derive(Clone)]
pub(super) struct Numbers<'o> {
    /// Those of things that stand as they are numbered.
    straight: Range<usize>,
    front: slice::Iter<'o, u32>,
    runs: slice::Iter<'o, Vec<u32>>,
    back: slice::Iter<'o, u32>,
}

impl Iterator for Numbers<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if let Some(number) = self.straight.next() {
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
        if let Some(number) = self.straight.next_back() {
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
