//! The symbols of a program, and which of them share a name: a union-find over all symbols with a mention.
//!
//! A symbol is found by a hash of its names, which compares faster than they do: every mention asks for its symbols.

use std::sync::Arc;

use flow_syntax::mix::Mix;
use flow_syntax::ordered::Set;

use super::Symbol;

/// The symbols, each with the position of another one of its class, or its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The positions of the symbols, to be found by their hashes.
    slots: Slots,
    /// Each symbol as a list of one, which its mentions share.
    names: Vec<Arc<[Symbol]>>,
    parents: Vec<usize>,
    /// The symbols with names that have a meaning in the language.
    determined: Set<Symbol>,
}

/// Positions by hashes: each at the first free slot from the one that its hash gives. A map compares hashes a dozen times for each mention.
#[derive(Clone, Debug, Default)]
struct Slots {
    /// The hash and the position; none are at most half of them.
    all: Vec<Option<(u64, usize)>>,
    count: usize,
}

impl Slots {
    /// The slots from the one of a hash on.
    fn from(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.all.len().wrapping_sub(1);
        let first = hash as usize & mask;
        (0..self.all.len()).map(move |step| (first + step) & mask)
    }

    /// The position with a hash that is the right one.
    fn find(&self, hash: u64, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let filled = self.from(hash).map_while(|slot| self.all[slot]);
        filled.filter(|(of, id)| *of == hash && is_it(*id)).map(|(_, id)| id).next()
    }

    fn add(&mut self, hash: u64, id: usize) {
        if 2 * (self.count + 1) > self.all.len() {
            let size = (2 * self.all.len()).max(16);
            let before = std::mem::replace(&mut self.all, vec![None; size]);
            before.into_iter().flatten().for_each(|(hash, id)| self.fill(hash, id));
        }
        self.count += 1;
        self.fill(hash, id);
    }

    fn fill(&mut self, hash: u64, id: usize) {
        if let Some(slot) = self.from(hash).find(|slot| self.all[*slot].is_none()) {
            self.all[slot] = Some((hash, id));
        }
    }
}

impl Table {
    /// The position of a symbol, added at its first mention.
    fn add(&mut self, symbol: &Symbol) -> usize {
        let hash = Mix::hash_of(symbol);
        if let Some(id) = self.slots.find(hash, |id| self.names[id][0] == *symbol) {
            return id;
        }
        let id = self.names.len();
        self.slots.add(hash, id);
        self.names.push(Arc::from([symbol.clone()]));
        self.parents.push(id);
        id
    }

    /// Symbols that one name means, so that they have it together. Lists of one symbol are the same list.
    pub(super) fn share(&mut self, symbols: Vec<Symbol>) -> Arc<[Symbol]> {
        if let [symbol] = symbols.as_slice() {
            let id = self.add(symbol);
            return self.names[id].clone();
        }
        self.unite(&symbols);
        symbols.into()
    }

    /// The position of a symbol with a mention.
    pub(super) fn position(&self, symbol: &Symbol) -> Option<usize> {
        self.slots.find(Mix::hash_of(symbol), |id| self.names[id][0] == *symbol)
    }

    /// The number of symbols.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    fn root(&self, mut id: usize) -> usize {
        while self.parents[id] != id {
            id = self.parents[id];
        }
        id
    }

    /// Adds symbols that one name means, so that they have it together.
    pub(super) fn unite(&mut self, symbols: &[Symbol]) {
        let mut first = None;
        for symbol in symbols {
            let id = self.add(symbol);
            let root = self.root(id);
            // The smaller root stays, so that chains of parents are short for symbols that are added first.
            let joined = first.map_or(root, |first: usize| first.min(root));
            self.parents[root] = joined;
            if let Some(first) = first {
                self.parents[first] = joined;
            }
            first = Some(joined);
        }
    }

    /// Notes that the language determines the name of a symbol.
    pub(super) fn add_determined(&mut self, symbol: Symbol) {
        self.determined.insert(symbol);
    }

    /// Whether the language determines the name of a symbol.
    pub(super) fn is_determined(&self, symbol: &Symbol) -> bool {
        matches!(symbol, Symbol::Reserved(_)) || self.determined.contains(symbol)
    }

    /// The symbols of the class of one, in their order.
    pub(super) fn class_of(&self, symbol: &Symbol) -> Vec<&Symbol> {
        let Some(id) = self.position(symbol) else { return Vec::new() };
        let root = self.root(id);
        let of_class = self.names.iter().enumerate().filter(|(id, _)| self.root(*id) == root);
        let mut class: Vec<&Symbol> = of_class.map(|(_, symbol)| &symbol[0]).collect();
        class.sort();
        class
    }

    /// All symbols, in their order.
    pub(super) fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        let mut all: Vec<&Symbol> = self.names.iter().map(|symbol| &symbol[0]).collect();
        all.sort();
        all.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;

    #[test]
    fn positions_are_found_by_hashes_that_are_equal_or_collide() {
        let mut slots = Slots::default();
        assert_eq!(slots.find(3, |_| true), None);
        let hash_of = |id: usize| (id as u64 % 50) << 4;
        (0..200).for_each(|id| slots.add(hash_of(id), id));
        for id in 0..200 {
            assert_eq!(slots.find(hash_of(id), |other| other == id), Some(id));
            assert_eq!(slots.find(hash_of(id), |_| false), None);
            assert_eq!(slots.find(hash_of(id) + 1, |_| true), None);
        }
    }
}
