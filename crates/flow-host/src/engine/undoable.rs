//! A map with changes that are undone if their transaction is lost.

use std::collections::BTreeMap;

/// A map that remembers its former values.
#[derive(Debug)]
pub(super) struct Undoable<K, V> {
    map: BTreeMap<K, V>,
    /// The former values, in the order of the changes.
    log: Vec<(K, Option<V>)>,
}

impl<K, V> Default for Undoable<K, V> {
    fn default() -> Self {
        Undoable { map: BTreeMap::new(), log: Vec::new() }
    }
}

impl<K: Ord + Clone, V: Clone> Undoable<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.map.get(key)
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.map.contains_key(key)
    }

    pub(super) fn first(&self) -> Option<(&K, &V)> {
        self.map.first_key_value()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.map.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        let before = self.map.insert(key.clone(), value);
        self.log.push((key, before));
    }

    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let before = self.map.remove(key)?;
        self.log.push((key.clone(), Some(before.clone())));
        Some(before)
    }

    /// The changes count.
    pub(super) fn commit(&mut self) {
        self.log.clear();
    }

    /// The changes since the last commit do not count.
    pub(super) fn roll_back(&mut self) {
        while let Some((key, before)) = self.log.pop() {
            match before {
                Some(value) => drop(self.map.insert(key, value)),
                None => drop(self.map.remove(&key)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_since_the_commit_are_undone() {
        let mut map = Undoable::default();
        map.insert(1, 'a');
        map.commit();
        map.insert(1, 'b');
        map.insert(1, 'c');
        map.remove(&1);
        map.insert(2, 'd');
        map.remove(&3);
        map.roll_back();
        assert_eq!((map.get(&1), map.contains(&2)), (Some(&'a'), false));
        assert_eq!(map.first(), Some((&1, &'a')));
    }
}
