//! The names in rules.

use flow_syntax::ast;

use super::Role;
use super::walk::{Place, Walk};
use crate::model::{MachineId, Party};

impl<'p> Walk<'p> {
    pub(super) fn visit_rules(&mut self, machine: Option<MachineId>, rules: &'p ast::Rules) {
        let only = (self.model.machines.len() == 1).then_some(MachineId(0));
        let place = Place::of(machine.or(only), &[]);
        let mut trigger = None;
        for rule in &rules.rules {
            // The rules under one `when` all have it.
            if let Some(when) = &rule.when
                && trigger.replace(when_start(when)) != Some(when_start(when))
            {
                self.visit_trigger(&place, when);
            }
            self.visit_claim(&place, &rule.claim);
        }
        rules.unread.iter().for_each(|rule| self.visit_claim(&place, &rule.claim));
        for phrase in rules.exclusions.iter().flat_map(|exclusion| &exclusion.phrases) {
            self.visit_phrase(&place, phrase);
        }
    }

    fn visit_trigger(&mut self, place: &Place<'p>, when: &'p ast::Trigger) {
        match when {
            ast::Trigger::Holds(condition) => self.visit_condition(place, condition),
            ast::Trigger::Sends(actor, event) => {
                self.note_party(actor);
                let machine = self.find_machine(&actor.text).map(Party::Machine);
                let actor = self.model.actors.id_where(|known| known.name.text == actor.text);
                let receivers = self.takers(place, &event.text, machine.or(actor.map(Party::Actor)));
                self.note_event(&receivers, event, Role::Read);
            }
        }
    }

    fn visit_claim(&mut self, place: &Place<'p>, claim: &'p ast::Claim) {
        match claim {
            ast::Claim::Always(condition) => self.visit_condition(place, condition),
            ast::Claim::NeverWhile(first, second) | ast::Claim::OnceNever(first, second) => {
                self.visit_condition(place, first);
                self.visit_condition(place, second);
            }
            ast::Claim::AtMostOnce(actor, event) => {
                self.visit_receiver(place, actor, std::slice::from_ref(event));
            }
            ast::Claim::Reaches(subject, states) => {
                let machine = self.visit_subject(place, subject);
                self.note_states(machine, states);
            }
            ast::Claim::Receives(actor, events) => self.visit_receiver(place, actor, events),
        }
    }

    fn visit_receiver(&mut self, place: &Place<'p>, actor: &'p ast::Name, events: &'p [ast::Name]) {
        self.note_party(actor);
        let receivers = self.receivers(place, actor);
        events.iter().for_each(|event| self.note_event(&receivers, event, Role::Read));
    }
}

/// Where a trigger begins.
fn when_start(when: &ast::Trigger) -> u32 {
    match when {
        ast::Trigger::Holds(condition) => condition.span.start,
        ast::Trigger::Sends(actor, _) => actor.span.start,
    }
}
