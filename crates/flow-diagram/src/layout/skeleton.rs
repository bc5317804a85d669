//! The skeleton of a picture: items in layers, and links between neighbouring layers.
//!
//! Even layers have the nodes, odd layers the labels of edges: an edge is a chain of links through one item in each layer
//! between its ends, and its label is one of these items, as wide as its text. So no line is drawn over a label,
//! and lines that pass other states have a place of their own.

use super::layers::Direction;

/// An item of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// The start mark, above the initial state.
    Start,
    /// A node, by its index in the graph.
    Node(usize),
    /// A line that passes.
    Pass,
    /// The label of an edge, at the right of its line.
    Label(usize),
}

/// A piece of a line between two neighbouring layers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The item in the upper layer.
    pub(crate) upper: usize,
    /// The item in the lower layer.
    pub(crate) lower: usize,
    /// The direction of the edge.
    pub(crate) direction: Direction,
}

/// The line of one edge.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// The edge, in the graph; `None` for the line from the start mark.
    pub(crate) edge: Option<usize>,
    /// Its direction.
    pub(crate) direction: Direction,
    /// Its links, from top to bottom.
    pub(crate) links: Vec<usize>,
}

/// Items, layers and links of one connected part of a graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Skeleton {
    /// The items.
    pub(crate) items: Vec<Item>,
    /// The layer of each item.
    pub(crate) layer_of: Vec<usize>,
    /// The items of each layer, from left to right.
    pub(crate) layers: Vec<Vec<usize>>,
    /// The links.
    pub(crate) links: Vec<Link>,
    /// For each item, its links to the layer above.
    pub(crate) up: Vec<Vec<usize>>,
    /// For each item, its links to the layer below.
    pub(crate) down: Vec<Vec<usize>>,
    /// The lines.
    pub(crate) chains: Vec<Chain>,
}

impl Skeleton {
    /// Adds an item at the right end of a layer.
    pub(crate) fn add_item(&mut self, item: Item, layer: usize) -> usize {
        let id = self.items.len();
        self.items.push(item);
        self.layer_of.push(layer);
        self.up.push(Vec::new());
        self.down.push(Vec::new());
        if self.layers.len() <= layer {
            self.layers.resize(layer + 1, Vec::new());
        }
        self.layers[layer].push(id);
        id
    }

    /// Adds the line of an edge between two items, with its label in the layer `label`.
    pub(crate) fn add_chain(
        &mut self,
        edge: Option<usize>,
        direction: Direction,
        ends: (usize, usize),
        label: usize,
    ) {
        let (upper, lower) = ends;
        let mut links = Vec::new();
        let mut last = upper;
        for layer in self.layer_of[upper] + 1..self.layer_of[lower] {
            let item = match edge {
                Some(edge) if layer == label => Item::Label(edge),
                _ => Item::Pass,
            };
            let next = self.add_item(item, layer);
            links.push(self.add_link(last, next, direction));
            last = next;
        }
        links.push(self.add_link(last, lower, direction));
        self.chains.push(Chain { edge, direction, links });
    }

    fn add_link(&mut self, upper: usize, lower: usize, direction: Direction) -> usize {
        let id = self.links.len();
        self.links.push(Link { upper, lower, direction });
        self.down[upper].push(id);
        self.up[lower].push(id);
        id
    }

    /// Whether an item is only a point of a line.
    pub(crate) fn is_line(&self, item: usize) -> bool {
        matches!(self.items[item], Item::Pass | Item::Label(_))
    }

    /// The place of each item in its layer.
    pub(crate) fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.items.len()];
        for layer in &self.layers {
            for (place, item) in layer.iter().enumerate() {
                places[*item] = place;
            }
        }
        places
    }
}
