//! Regions with one thing forgotten, for the test that such a mistake is noticed.

use super::{Group, Regions};

impl Regions {
    /// The regions without one literal, one comparison of members, or one member of a group, each with what is forgotten.
    pub(crate) fn list_mutants(&self) -> Vec<(String, Regions)> {
        let mut mutants = Vec::new();
        for (holder, group) in self.groups.iter().filter(|(_, group)| group.is_compared) {
            let mut forget = |what: String, mutant: Group| {
                let mut regions = self.clone();
                regions.groups.insert(*holder, mutant);
                mutants.push((format!("{holder:?} {what}"), regions));
            };
            for number in &group.numbers {
                let mut mutant = group.clone();
                mutant.numbers.remove(number);
                forget(format!("without {number}"), mutant);
            }
            for text in &group.texts {
                let mut mutant = group.clone();
                mutant.texts.remove(text);
                forget(format!("without {text:?}"), mutant);
            }
            if group.is_mutual {
                forget("without comparing members".to_owned(), Group { is_mutual: false, ..group.clone() });
                forget("with one member".to_owned(), Group { members: 1, ..group.clone() });
            }
            forget("without comparing".to_owned(), Group { is_compared: false, ..group.clone() });
        }
        mutants
    }
}
