//! The symbols of a program, and which of them share a name: a union-find over all symbols with a mention.

use flow_syntax::ordered::{Map, Set};

use super::Symbol;

/// The symbols, each with the position of another one of its class, or its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    ids: Map<Symbol, usize>,
    names: Vec<Symbol>,
    parents: Vec<usize>,
    /// The symbols whose names mean something to the language.
    determined: Set<Symbol>,
}

impl Table {
    /// The position of a symbol, added at its first mention.
    fn add(&mut self, symbol: &Symbol) -> usize {
        if let Some(id) = self.ids.get(symbol) {
            return *id;
        }
        let id = self.names.len();
        self.ids.insert(symbol.clone(), id);
        self.names.push(symbol.clone());
        self.parents.push(id);
        id
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
            // The smaller root stays, so that chains of parents are short for what is met first.
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
        let Some(id) = self.ids.get(symbol) else { return Vec::new() };
        let root = self.root(*id);
        self.ids.iter().filter(|(_, other)| self.root(**other) == root).map(|(symbol, _)| symbol).collect()
    }

    /// All symbols, in their order.
    pub(super) fn symbols(&self) -> impl Iterator<Item = &Symbol> {
        self.ids.keys()
    }
}
