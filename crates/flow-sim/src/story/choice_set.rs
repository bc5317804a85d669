//! Sets of choices: the choices of a run that something depends on.
//!
//! A choice is identified by its position in the order in which the run made them.

const BITS: usize = u64::BITS as usize;

/// A set of choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChoiceSet {
    /// One bit for each choice, and no zero word at the end.
    words: Vec<u64>,
}

impl ChoiceSet {
    /// The first `count` choices.
    pub(crate) fn all(count: usize) -> Self {
        let mut all = ChoiceSet::default();
        (0..count).for_each(|choice| all.insert(choice));
        all
    }

    /// Adds one choice.
    pub(crate) fn insert(&mut self, choice: usize) {
        let word = choice / BITS;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (choice % BITS);
    }

    /// Takes one choice away.
    pub(crate) fn remove(&mut self, choice: usize) {
        if let Some(word) = self.words.get_mut(choice / BITS) {
            *word &= !(1 << (choice % BITS));
        }
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }

    /// Adds all of another set.
    pub(crate) fn add(&mut self, other: &ChoiceSet) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word |= more);
    }

    /// Whether it has no choice.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The choice that was made last.
    pub(crate) fn last(&self) -> Option<usize> {
        let word = self.words.last()?;
        Some(self.words.len() * BITS - 1 - word.leading_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_is_found_in_any_word() {
        let mut set = ChoiceSet::all(3);
        set.insert(130);
        assert_eq!(set.last(), Some(130));
        set.remove(130);
        assert_eq!(set, ChoiceSet::all(3));
        set.remove(7);
        [2, 0, 1].into_iter().for_each(|choice| set.remove(choice));
        assert_eq!((set.last(), set.is_empty()), (None, true));
    }

    #[test]
    fn a_set_takes_in_a_longer_one() {
        let mut set = ChoiceSet::all(2);
        let mut longer = ChoiceSet::default();
        longer.insert(70);
        set.add(&longer);
        assert_eq!(set.last(), Some(70));
        longer.add(&ChoiceSet::all(2));
        assert_eq!(set, longer);
    }
}
