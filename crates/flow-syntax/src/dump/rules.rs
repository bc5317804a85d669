//! `rules`: `rules:` as the dump writes them.

use super::Dump;
use super::text::{joined, phrase_text};
use crate::ast::{Claim, Name, Rule, Rules, Trigger};

impl Dump {
    pub(super) fn rules(&mut self, rules: &Rules) {
        self.line_with_children("rules", |dump| {
            rules.rules.iter().for_each(|rule| dump.rule(rule));
            for exclusion in &rules.exclusions {
                dump.line(format!("exclusion {}", joined(&exclusion.phrases, " | ", phrase_text)));
            }
        });
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.when {
            Some(Trigger::Holds(condition)) => self.condition("when ", condition),
            Some(Trigger::Sends(actor, event)) => {
                self.line(format!("when @{} sends :{}", actor.text, event.text));
            }
            None => {}
        }
        match &rule.claim {
            Claim::Always(condition) => self.condition("always ", condition),
            Claim::NeverWhile(claim, during) => {
                self.condition("never ", claim);
                self.condition("while ", during);
            }
            Claim::OnceNever(once, claim) => {
                self.condition("once ", once);
                self.condition("never ", claim);
            }
            Claim::AtMostOnce(actor, event) => {
                self.line(format!("at most once @{} :{}", actor.text, event.text));
            }
            Claim::Reaches(subject, states) => {
                self.line(format!("reaches {:?} {}", subject.text, names("#", states)));
            }
            Claim::Receives(actor, events) => {
                self.line(format!("receives @{} {}", actor.text, names(":", events)));
            }
        }
    }
}

fn names(sigil: &str, names: &[Name]) -> String {
    joined(names, ", ", |name| format!("{sigil}{}", name.text))
}
