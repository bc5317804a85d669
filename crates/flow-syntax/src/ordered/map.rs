//! `map`: entries in the order of their keys, in runs.
//!
//! No run is empty, and every key of a run is less than those of the next. Equality and order look at entries, never at runs.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Index;
use std::{slice, vec};

use super::{MOST, search};

/// A map in the order of its keys.
#[derive(Clone)]
pub struct Map<K, V> {
    runs: Vec<Vec<(K, V)>>,
}

/// Where an entry stands.
#[derive(Clone, Copy)]
struct Place {
    run: usize,
    at: usize,
}

/// The place of a key that was looked for.
pub struct Entry<'m, K, V> {
    map: &'m mut Map<K, V>,
    key: K,
    place: Result<Place, Place>,
}

impl<K, V> Map<K, V> {
    /// An empty map.
    pub const fn new() -> Self {
        Map { runs: Vec::new() }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }

    /// The entries, in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { front: [].iter(), runs: self.runs.iter(), back: [].iter() }
    }

    /// The entries, in order, their values to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.runs.iter_mut().flatten().map(|(key, value)| (&*key, value))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }

    /// The keys, in order, for good.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.into_iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys, for good.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// The entry with the least key.
    pub fn first_key_value(&self) -> Option<(&K, &V)> {
        self.runs.first()?.first().map(|(key, value)| (key, value))
    }

    /// The entry with the greatest key.
    pub fn last_key_value(&self) -> Option<(&K, &V)> {
        self.runs.last()?.last().map(|(key, value)| (key, value))
    }

    /// Takes the entry with the least key.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        (!self.runs.is_empty()).then(|| self.take(Place { run: 0, at: 0 }))
    }

    /// Takes all entries.
    pub fn clear(&mut self) {
        self.runs.clear();
    }

    /// Keeps the entries that `keep` wants.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        for run in &mut self.runs {
            run.retain_mut(|(key, value)| keep(key, value));
        }
        self.runs.retain(|run| !run.is_empty());
    }

    fn take(&mut self, place: Place) -> (K, V) {
        let entry = self.runs[place.run].remove(place.at);
        if self.runs[place.run].is_empty() {
            self.runs.remove(place.run);
        }
        entry
    }

    /// Puts an entry where it belongs; where it stands then.
    fn put(&mut self, place: Place, entry: (K, V)) -> Place {
        let place = self.room(place);
        self.runs[place.run].insert(place.at, entry);
        place
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

    fn value_at(&mut self, place: Place) -> &mut V {
        &mut self.runs[place.run][place.at].1
    }
}

impl<K: Ord, V> Map<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        Some(&self.runs[place.run][place.at].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        Some(self.value_at(place))
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Gives a key its value; the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(place) => Some(std::mem::replace(self.value_at(place), value)),
            Err(place) => {
                self.put(place, (key, value));
                None
            }
        }
    }

    /// Takes a key's value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        Some(self.take(place).1)
    }

    /// The place of a key, whether it has a value or not.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let place = self.find(&key);
        Entry { map: self, key, place }
    }

    /// The entries from a key on, in order.
    pub fn iter_from(&self, key: &K) -> Iter<'_, K, V> {
        let (Ok(place) | Err(place)) = self.find(key);
        let Some(run) = self.runs.get(place.run) else { return self.iter() };
        Iter { front: run[place.at..].iter(), runs: self.runs[place.run + 1..].iter(), back: [].iter() }
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Place, Place>
    where
        K: Borrow<Q>,
    {
        let compare = |run: usize, at: usize| self.runs[run][at].0.borrow().cmp(key);
        let run = match search(self.runs.len(), &|run| compare(run, 0)) {
            Ok(run) => return Ok(Place { run, at: 0 }),
            Err(0) => return Err(Place { run: 0, at: 0 }),
            Err(behind) => behind - 1,
        };
        match search(self.runs[run].len(), &|at| compare(run, at)) {
            Ok(at) => Ok(Place { run, at }),
            Err(at) => Err(Place { run, at }),
        }
    }
}

impl<'m, K: Ord, V> Entry<'m, K, V> {
    /// The value; `value` if there was none.
    pub fn or_insert(self, value: V) -> &'m mut V {
        self.or_insert_with(|| value)
    }

    /// The value; what `value` gives if there was none.
    pub fn or_insert_with(self, value: impl FnOnce() -> V) -> &'m mut V {
        let place = match self.place {
            Ok(place) => place,
            Err(place) => self.map.put(place, (self.key, value())),
        };
        self.map.value_at(place)
    }

    /// The value; its type's default if there was none.
    pub fn or_default(self) -> &'m mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Changes the value, if there is one.
    pub fn and_modify(self, change: impl FnOnce(&mut V)) -> Self {
        if let Ok(place) = self.place {
            change(self.map.value_at(place));
        }
        self
    }
}

/// The entries of a map, in order.
pub struct Iter<'m, K, V> {
    front: slice::Iter<'m, (K, V)>,
    runs: slice::Iter<'m, Vec<(K, V)>>,
    back: slice::Iter<'m, (K, V)>,
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { front: self.front.clone(), runs: self.runs.clone(), back: self.back.clone() }
    }
}

impl<'m, K, V> Iterator for Iter<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.front.next() {
                return Some((key, value));
            }
            match self.runs.next() {
                Some(run) => self.front = run.iter(),
                None => return self.back.next().map(|(key, value)| (key, value)),
            }
        }
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((key, value)) = self.back.next_back() {
                return Some((key, value));
            }
            match self.runs.next_back() {
                Some(run) => self.back = run.iter(),
                None => return self.front.next_back().map(|(key, value)| (key, value)),
            }
        }
    }
}

/// The entries of a map, in order, for good.
pub struct IntoIter<K, V> {
    run: vec::IntoIter<(K, V)>,
    runs: vec::IntoIter<Vec<(K, V)>>,
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.run.next() {
                return Some(entry);
            }
            self.run = self.runs.next()?.into_iter();
        }
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { run: Vec::new().into_iter(), runs: self.runs.into_iter() }
    }
}

impl<'m, K, V> IntoIterator for &'m Map<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Iter<'m, K, V> {
        self.iter()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<'m, K: Ord + Copy, V: Copy> Extend<(&'m K, &'m V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (&'m K, &'m V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(*key, *value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for Map<K, V> {
    type Output = V;

    /// # Panics
    /// If the key has no value.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the key has a value")
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K: Ord, V: Ord> PartialOrd for Map<K, V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord, V: Ord> Ord for Map<K, V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
