//! The facts known at a guard: a union of boxes, each with a set of values for some operands
//! (a [`Situation`]).
//!
//! Conditions multiply boxes; beyond [`LIMIT`] a region is unknown ([`Region::is_unknown`]), so that the
//! check of a chain takes time linear in its length.

use flow_syntax::gather::Gather;
use std::rc::Rc;

use flow_syntax::ordered::Map;

use super::set::Set;

/// The most boxes of a region. Chains in practice need a few; an unlimited number would grow exponentially with the guards.
const LIMIT: usize = 32;

/// The most operands of a box. Further ones count as unknown, which only loses findings; the cost of comparing two boxes
/// stays bounded.
const OPERANDS: usize = 32;

/// The subject of a condition: a value of the context or payload, a phrase, or the state.
#[derive(Debug)]
pub(super) struct Operand {
    /// Identifies the operand.
    pub(super) key: String,
    /// Its text in messages, which comparisons ignore.
    pub(super) text: String,
    /// For the difference of two values: what the other one is called.
    pub(super) than: Option<String>,
}

impl PartialEq for Operand {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Operand {}

impl Ord for Operand {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for Operand {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Operands and what each may be; an operand without an entry may be anything. Most is the same in many situations, and shared.
type Situation = Map<Rc<Operand>, Rc<Set>>;

/// A set of situations.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Region {
    /// One of these.
    Boxes(Vec<Situation>),
    /// Too many to keep.
    Unknown,
}

impl Region {
    /// The region without facts.
    pub(super) fn everything() -> Self {
        Region::Boxes(vec![Situation::new()])
    }

    /// It cannot be.
    pub(super) fn nowhere() -> Self {
        Region::Boxes(Vec::new())
    }

    /// Where the operand has one of these values.
    pub(super) fn operand(operand: Operand, set: Set) -> Self {
        match set.is_empty() {
            true => Region::nowhere(),
            false => Region::Boxes(vec![Situation::from([(Rc::new(operand), Rc::new(set))])]),
        }
    }

    pub(super) fn is_nowhere(&self) -> bool {
        matches!(self, Region::Boxes(boxes) if boxes.is_empty())
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Region::Unknown)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let (a, b) = match (self, other) {
            (Region::Boxes(a), Region::Boxes(b)) => (a, b),
            _ if self.is_nowhere() || other.is_nowhere() => return Region::nowhere(),
            _ => return Region::Unknown,
        };
        let both = a.iter().flat_map(|a| b.iter().filter_map(move |b| intersect_boxes(a, b)));
        Region::from_boxes(both.take(LIMIT + 1).gather())
    }

    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Region::Boxes(mut a), Region::Boxes(b)) => {
                a.extend(b);
                Region::from_boxes(a)
            }
            _ => Region::Unknown,
        }
    }

    fn from_boxes(mut boxes: Vec<Situation>) -> Self {
        let mut kept = 0;
        for at in 0..boxes.len() {
            if !boxes[..kept].contains(&boxes[at]) {
                boxes.swap(kept, at);
                kept += 1;
            }
        }
        boxes.truncate(kept);
        if boxes.len() > LIMIT { Region::Unknown } else { Region::Boxes(boxes) }
    }

    /// Forgets the facts about some operands.
    pub(super) fn remove_operands(&mut self, is_changed: impl Fn(&Operand) -> bool) {
        let Region::Boxes(boxes) = self else { return };
        if boxes.iter().all(Situation::is_empty) {
            return;
        }
        for one in boxes.iter_mut() {
            one.retain(|operand, _| !is_changed(operand));
        }
        *self = Region::from_boxes(std::mem::take(boxes));
    }

    /// The region in words, if it is about one operand.
    pub(super) fn describe(&self) -> Option<String> {
        let Region::Boxes(boxes) = self else { return None };
        let [one] = boxes.as_slice() else { return None };
        let mut numbers = one.iter().filter_map(|(operand, set)| match &**set {
            Set::Numbers(ranges) => Some(ranges.describe(&operand.text, operand.than.as_deref())),
            _ => None,
        });
        let only = numbers.next()?;
        (one.len() == 1).then_some(only)
    }
}

/// The intersection of two boxes.
fn intersect_boxes(a: &Situation, b: &Situation) -> Option<Situation> {
    let mut both = a.clone();
    for (operand, set) in b {
        let is_full = both.len() >= OPERANDS;
        match both.get_mut(operand) {
            Some(known) => *known = Rc::new(known.and(set)),
            None if is_full => continue,
            None => {
                both.insert(operand.clone(), set.clone());
            }
        }
        match both.get(operand) {
            Some(set) if set.is_empty() => return None,
            Some(set) if set.is_large() => {
                both.remove(operand);
            }
            _ => {}
        }
    }
    Some(both)
}
