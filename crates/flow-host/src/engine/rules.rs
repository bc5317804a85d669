//! Checks the rules of the specification after each step, for the instances that it has changed (reference#rules).
//!
//! A choice of instances without a changed one is as true or false as before, so that only those with one are looked at. What a rule
//! remembers is stored, and the notes belong to the transaction of the step. Nothing here refuses a step.

use std::sync::Arc;

use super::{Engine, Output};
use crate::error::Fault;
use crate::history::Party;
use crate::log;
use crate::rules::{BrokenRule, Form, Part, Rule};
use crate::store::{Instance, Life};

/// The most instances of other machines that one check reads. A rule about an instance and all of another machine is checked for no step
/// if there are more: each step would read them all.
const MOST: usize = 1000;

/// The most choices of one check: two other machines with a hundred instances each have as many.
const MOST_CHOICES: usize = 10_000;

/// The effect of a step, as far as rules are concerned.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The instances that it has made or changed.
    instances: Vec<i64>,
    /// The receivers and names of what it has sent, with the conversation.
    sent: Vec<(String, String, Option<i64>)>,
}

/// A choice of instances, and what the conditions of a rule are.
struct Choice {
    instances: Vec<i64>,
    answers: Vec<Option<bool>>,
}

impl Engine {
    /// A step has made or changed an instance.
    pub(super) fn note_changed(&mut self, n: i64) {
        if self.parts.rules.is_watched() && !self.changes.instances.contains(&n) {
            self.changes.instances.push(n);
        }
    }

    /// A step has sent an event or a message.
    pub(super) fn note_sent(&mut self, receiver: &str, name: &str, conversation: Option<i64>) {
        if self.parts.rules.is_watched() {
            self.changes.sent.push((receiver.to_owned(), name.to_owned(), conversation));
        }
    }

    /// Checks all rules after a step.
    pub(super) fn check_rules(&mut self) -> Result<(), Fault> {
        if !self.parts.rules.is_watched() {
            return Ok(());
        }
        let Changes { instances, sent } = std::mem::take(&mut self.changes);
        let parts = Arc::clone(&self.parts);
        let mut changed = Vec::new();
        for n in instances {
            let instance = self.store.instance(n)?;
            changed.extend((!matches!(instance.life, Life::NotKept | Life::Emptied)).then_some(instance));
        }
        for (at, rule) in parts.rules.list.iter().enumerate() {
            match &rule.form {
                Form::Unchecked(_) => {}
                Form::AtMostOnce { receiver, event } => {
                    for (_, _, conversation) in sent.iter().filter(|of| of.0 == *receiver && of.1 == *event) {
                        self.count_received(at, rule, *conversation)?;
                    }
                }
                Form::Always | Form::NeverWhile | Form::OnceNever(_) => {
                    self.check_rule(at, rule, &changed)?;
                }
            }
        }
        Ok(())
    }

    /// A message that a rule allows once in a conversation. One that belongs to no conversation is not counted.
    fn count_received(&mut self, at: usize, rule: &Rule, conversation: Option<i64>) -> Result<(), Fault> {
        let Some(conversation) = conversation else { return Ok(()) };
        let choice = write_choice(&[conversation]);
        if self.store.add_mark(&rule.text, &choice, conversation)? {
            return Ok(());
        }
        self.note_broken((at, rule), &[conversation], false)
    }

    /// Checks a rule for the changed instances.
    fn check_rule(&mut self, at: usize, rule: &Rule, changed: &[Instance]) -> Result<(), Fault> {
        let choices = self.list_changed_choices(at, rule, Part::Whole, changed)?;
        let may_be_kept = self.store.is_broken(&rule.text)?;
        for Choice { instances, answers } in &choices {
            let is_true = |at: usize| answers.get(at).copied().flatten() == Some(true);
            let is_broken = match rule.form {
                Form::Always => answers.first().copied().flatten() == Some(false),
                Form::NeverWhile => is_true(0) && is_true(1),
                Form::OnceNever(first) => {
                    let of_first = instances.get(..first).unwrap_or_default();
                    is_true(1) && self.store.has_mark(&rule.text, &write_choice(of_first))?
                }
                Form::AtMostOnce { .. } | Form::Unchecked(_) => false,
            };
            if is_broken {
                self.note_broken((at, rule), instances, true)?;
            } else if may_be_kept {
                self.store.note_kept(&rule.text, &write_choice(instances))?;
            }
        }
        // From the commit after this one on.
        if matches!(rule.form, Form::OnceNever(_)) {
            for choice in self.list_changed_choices(at, rule, Part::First, changed)? {
                if choice.answers.first().copied().flatten() == Some(true) {
                    let instance = choice.instances.first().copied().unwrap_or(0);
                    self.store.add_mark(&rule.text, &write_choice(&choice.instances), instance)?;
                }
            }
        }
        Ok(())
    }

    /// The choices with a changed instance, each once.
    fn list_changed_choices(
        &self,
        at: usize,
        rule: &Rule,
        part: Part,
        changed: &[Instance],
    ) -> Result<Vec<Choice>, Fault> {
        let mut choices: Vec<Choice> = Vec::new();
        for instance in changed {
            let machine = self.parts.machine(&instance.machine);
            if !machine.is_some_and(|machine| machines_of(rule, part).contains(&machine)) {
                continue;
            }
            match self.list_choices(at, rule, part, instance)? {
                Some(found) => {
                    let is_new = |choice: &Choice| choices.iter().all(|of| of.instances != choice.instances);
                    let found: Vec<_> = found.into_iter().filter(is_new).collect();
                    choices.extend(found);
                }
                None if part == Part::Whole => self.store.count_skipped(&rule.text)?,
                None => {}
            }
        }
        Ok(choices)
    }

    /// The choices with an instance, and what the conditions of a rule are for them; `None` if there are too many, or one cannot be read.
    fn list_choices(
        &self,
        at: usize,
        rule: &Rule,
        part: Part,
        instance: &Instance,
    ) -> Result<Option<Vec<Choice>>, Fault> {
        let mut around = Vec::new();
        let mut combinations = 1_usize;
        for machine in machines_of(rule, part) {
            let table = self.parts.machines[*machine].table();
            if table.name == instance.machine {
                continue;
            }
            let has_conversation = table.instances == flow_durable::Instances::PerConversation;
            let conversation = instance.conversation.filter(|_| has_conversation);
            let most = MOST - around.len().min(MOST);
            let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
            let found = self.store.instances_for_rule(table.name, conversation, limit)?;
            combinations = combinations.saturating_mul(found.len());
            if found.len() > most || combinations > MOST_CHOICES {
                return Ok(None);
            }
            around.extend(found);
        }
        let Some(judge) = &self.parts.rules.judge else { return Ok(None) };
        let all: Vec<&Instance> = std::iter::once(instance).chain(&around).collect();
        let mut choices = Vec::new();
        let judged = judge.visit_choices(at, part, &all, &mut |instances, answers| {
            choices.push(Choice { instances: instances.to_vec(), answers: answers.to_vec() });
        });
        let is_decided = choices.iter().all(|choice| choice.answers.iter().all(Option::is_some));
        Ok((judged.is_ok() && is_decided).then_some(choices))
    }

    /// A rule is broken: it is stored, counted and reported, once as long as it stays so.
    fn note_broken(&mut self, (at, rule): (usize, &Rule), choice: &[i64], stays: bool) -> Result<(), Fault> {
        let mut instances = Vec::new();
        for n in choice {
            instances.push(self.store.instance(*n)?);
        }
        let states: Vec<String> = instances.iter().map(|instance| instance.state.clone()).collect();
        let written = serde_json::json!(states).to_string();
        let choice = write_choice(choice);
        if !self.store.note_broken((&rule.text, &choice), &written, stays, self.now)? {
            return Ok(());
        }
        self.meter.count_broken(at);
        let party = |instance: Instance| Party { name: instance.machine, id: instance.id };
        let instances: Vec<Party> = instances.into_iter().map(party).collect();
        log::broken_rule(&rule.text, &instances);
        let broken = BrokenRule { rule: rule.text.clone(), instances, states, at: self.now };
        self.outputs.push(Output::Broken(broken));
        Ok(())
    }
}

/// The machines that a part of a rule names.
fn machines_of(rule: &Rule, part: Part) -> &[usize] {
    match (part, &rule.form) {
        (Part::First, Form::OnceNever(first)) => rule.machines.get(..*first).unwrap_or_default(),
        _ => &rule.machines,
    }
}

/// The numbers of a choice as they are stored.
fn write_choice(choice: &[i64]) -> String {
    serde_json::json!(choice).to_string()
}
