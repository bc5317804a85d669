//! `rules`: `rules:` as the dump writes them.

use super::Dump;
use super::text::{joined, phrase_text};
use crate::ast::{Claim, Name, Rule, Rules, Trigger};

impl Dump {
    pub(super) fn dump_rules(&mut self, rules: &Rules) {
        self.write_line_with_children("rules", |dump| {
            rules.rules.iter().for_each(|rule| dump.dump_rule(rule));
            for exclusion in &rules.exclusions {
                dump.write_line(format!("exclusion {}", joined(&exclusion.phrases, " | ", phrase_text)));
            }
        });
    }

    fn dump_rule(&mut self, rule: &Rule) {
        match &rule.when {
            Some(Trigger::Holds(condition)) => self.dump_condition("when ", condition),
            Some(Trigger::Sends(actor, event)) => {
                self.write_line(format!("when @{} sends :{}", actor.text, event.text));
            }
            None => {}
        }
        match &rule.claim {
            Claim::Always(condition) => self.dump_condition("always ", condition),
            Claim::NeverWhile(claim, during) => {
                self.dump_condition("never ", claim);
                self.dump_condition("while ", during);
            }
            Claim::OnceNever(once, claim) => {
                self.dump_condition("once ", once);
                self.dump_condition("never ", claim);
            }
            Claim::AtMostOnce(actor, event) => {
                self.write_line(format!("at most once @{} :{}", actor.text, event.text));
            }
            Claim::Reaches(subject, states) => {
                self.write_line(format!("reaches {:?} {}", subject.text, names("#", states)));
            }
            Claim::Receives(actor, events) => {
                self.write_line(format!("receives @{} {}", actor.text, names(":", events)));
            }
        }
    }
}

fn names(sigil: &str, names: &[Name]) -> String {
    joined(names, ", ", |name| format!("{sigil}{}", name.text))
}
