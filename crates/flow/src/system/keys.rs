//! Keys: the texts of the instances of machines that are `one for each …` (reference#instances).
//!
//! The key of an instance, as text, is its id. It is found in constant time; without the feature `std`, which has the map for
//! that, in the logarithm of the number of instances.

use alloc::string::String;
use alloc::vec::Vec;

use super::instance::{At, Key, Place};
use super::list::List;

#[cfg(feature = "std")]
#[expect(clippy::disallowed_types, reason = "its order is never observed")]
type Map = std::collections::HashMap<Key, At>;
#[cfg(not(feature = "std"))]
type Map = alloc::collections::BTreeMap<Key, At>;

/// The keys of a system, for each machine that has any.
#[derive(Default)]
pub(super) struct Keys(Vec<(u32, Table)>);

/// The keys of one machine.
#[derive(Default)]
struct Table {
    numbers: Map,
    keys: List<Key>,
}

impl Keys {
    pub(super) const fn new() -> Self {
        Keys(Vec::new())
    }

    /// The machines with keys are few, so that a list is fast.
    fn table(&self, kind: u32) -> Option<&Table> {
        self.0.iter().find(|(of, _)| *of == kind).map(|(_, table)| table)
    }

    fn table_mut(&mut self, kind: u32) -> &mut Table {
        let index = self.0.iter().position(|(of, _)| *of == kind).unwrap_or_else(|| {
            self.0.push((kind, Table::default()));
            self.0.len() - 1
        });
        &mut self.0[index].1
    }

    /// The number of the instance with a key.
    pub(super) fn find(&self, kind: u32, key: &str) -> Option<At> {
        self.table(kind)?.numbers.get(key).copied()
    }

    /// The number of the instance with a key, which is added if there is none.
    pub(super) fn find_or_add(&mut self, kind: u32, key: &str) -> At {
        let table = self.table_mut(kind);
        if let Some(at) = table.numbers.get(key) {
            return *at;
        }
        let key = Key::from(key);
        let at = table.keys.add(key.clone());
        table.numbers.insert(key, at);
        at
    }

    /// The key of an instance.
    pub(super) fn key(&self, place: Place) -> Option<&Key> {
        self.table(place.kind)?.keys.get(place.at)
    }

    pub(super) fn remove(&mut self, place: Place) {
        let table = self.table_mut(place.kind);
        if let Some(key) = table.keys.remove(place.at) {
            table.numbers.remove(&key);
        }
    }
}

/// The text of several keys: they are joined by `/`, which is written `%2F` in each of them, and `%` is written `%25`.
pub fn join_keys<const N: usize>(keys: [&str; N]) -> String {
    let escaped = keys.map(|key| key.replace('%', "%25").replace('/', "%2F"));
    escaped.join("/")
}

/// The keys of a text that [`join_keys`] wrote, in order.
pub fn split_keys(text: &str) -> impl Iterator<Item = String> {
    text.split('/').map(|key| key.replace("%2F", "/").replace("%25", "%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_keys_are_read_as_they_were_written() {
        let keys = ["DE/AT", "100%", "%2F"];
        let text = join_keys(keys);
        assert_eq!(text, "DE%2FAT/100%25/%252F");
        assert_eq!(split_keys(&text).collect::<Vec<_>>(), keys);
    }

    #[test]
    fn a_removed_key_is_forgotten() {
        let mut keys = Keys::new();
        let [first, second] = ["a", "b"].map(|key| keys.find_or_add(3, key));
        assert_eq!((keys.find(3, "a"), keys.find(4, "a")), (Some(first), None));
        keys.remove(Place { kind: 3, at: first });
        assert_eq!(keys.find(3, "a"), None);
        assert_eq!(keys.key(Place { kind: 3, at: second }).map(|key| &**key), Some("b"));
        assert_ne!(keys.find_or_add(3, "a"), first);
    }
}
