//! The symbols of a program, and which of them share a name: a union-find over all symbols with a mention.
//!
//! A symbol is found by a hash of its names, which compares faster than they do: every mention asks for its symbols.

use std::collections::BTreeMap;
use std::sync::Arc;

use flow_syntax::mix::Mix;
use flow_syntax::ordered::Set;

use super::Symbol;

/// The symbols, each with the position of another one of its class, or its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The positions of the symbols with a hash.
    ids: BTreeMap<u64, Vec<usize>>,
    /// Each symbol as a list of one, which its mentions share.
    names: Vec<Arc<[Symbol]>>,
    parents: Vec<usize>,
    /// The symbols with names that have a meaning in the language.
    determined: Set<Symbol>,
}

impl Table {
    /// The position of a symbol, added at its first mention.
    fn add(&mut self, symbol: &Symbol) -> usize {
        let known = self.ids.entry(Mix::hash_of(symbol)).or_default();
        if let Some(id) = known.iter().find(|id| self.names[**id][0] == *symbol) {
            return *id;
        }
        let id = self.names.len();
        known.push(id);
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
        self.ids.get(&Mix::hash_of(symbol))?.iter().copied().find(|id| self.names[*id][0] == *symbol)
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
