//! The result of an accepted event: the states that the machine passed through.
//!
//! A step is a fixed-size value: it is made without an allocator.

use core::fmt;

/// The result of an accepted event (reference#result): the state before it, and the states entered.
///
/// `N` is the greatest number of transitions on any path through any handler of the machine, so that a step needs no
/// allocation. A handler may pass through several states; the last one counts. A step may be ignored, so it is not `must_use`:
/// the machine has the state too.
#[derive(Clone, Copy)]
pub struct Step<S, const N: usize = 1> {
    from: S,
    // One entry for each transition on the longest path; shorter paths leave entries empty.
    passed: [Option<S>; N],
}

impl<S: Copy, const N: usize> Step<S, N> {
    /// The step of a machine that stays in `state`.
    #[inline]
    pub const fn stay(state: S) -> Self {
        Step { from: state, passed: [None; N] }
    }

    /// The state before the event.
    #[inline]
    pub const fn from(&self) -> S {
        self.from
    }

    /// The state after the event.
    #[inline]
    pub fn to(&self) -> S {
        self.passed.iter().rev().find_map(|state| *state).unwrap_or(self.from)
    }

    /// Whether no transition was made. A transition from a state to itself is one.
    #[inline]
    pub fn stayed(&self) -> bool {
        self.passed.iter().all(Option::is_none)
    }

    /// The states entered, in order; the last one is the current state. Empty if the machine stayed.
    #[inline]
    pub fn passed(&self) -> impl Iterator<Item = S> + '_ {
        self.passed.iter().filter_map(|state| *state)
    }

    /// Adds a transition; `at` is the greatest number of transitions that can precede it.
    #[doc(hidden)]
    #[inline]
    pub fn pass(&mut self, at: usize, state: S) {
        self.passed[at] = Some(state);
    }
}

impl<S: Copy + PartialEq, const N: usize> PartialEq for Step<S, N> {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from && self.passed().eq(other.passed())
    }
}

impl<S: Copy + Eq, const N: usize> Eq for Step<S, N> {}

impl<S: Copy + fmt::Debug, const N: usize> fmt::Debug for Step<S, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step({:?}", self.from)?;
        self.passed().try_for_each(|state| write!(f, " -> {state:?}"))?;
        f.write_str(")")
    }
}

impl<S: Copy + fmt::Display, const N: usize> fmt::Display for Step<S, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.stayed() {
            return write!(f, "stayed in {}", self.from);
        }
        write!(f, "{}", self.from)?;
        self.passed().try_for_each(|state| write!(f, " -> {state}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::vec::Vec;

    fn step(passed: [Option<char>; 3]) -> Step<char, 3> {
        Step { from: 'a', passed }
    }

    #[test]
    fn a_step_without_transitions_stayed() {
        let stayed = Step::<char, 0>::stay('a');
        assert!(stayed.stayed());
        assert_eq!((stayed.from(), stayed.to()), ('a', 'a'));
        assert_eq!(format!("{stayed}"), "stayed in a");
    }

    #[test]
    fn every_state_is_reported_and_the_last_one_counts() {
        let step = step([Some('b'), None, Some('c')]);
        assert_eq!(step.passed().collect::<Vec<_>>(), ['b', 'c']);
        assert_eq!(step.to(), 'c');
        assert_eq!(format!("{step}"), "a -> b -> c");
    }

    #[test]
    fn holes_do_not_count_in_comparisons() {
        assert_eq!(step([Some('b'), None, None]), step([None, None, Some('b')]));
        assert_ne!(step([Some('b'), None, None]), step([None; 3]));
    }

    #[test]
    fn moving_to_the_same_state_is_no_staying() {
        assert!(!step([Some('a'), None, None]).stayed());
    }
}
