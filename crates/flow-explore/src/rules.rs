//! Checks the rules of a system after each commit (reference#rules).
//!
//! Rules that remember something, `once A, never B` and `at most once`, have bits in [`World::marks`]. Rules about something that must happen
//! sooner or later need more than one world, and are listed as not checked.

use flow_model::model::{Claim, MachineId, Party, RuleId};
use flow_sim::exec::observer::Member;
use flow_sim::exec::{ConversationId, InstanceId};
use flow_sim::history::rules::find_choice;

use crate::engine::Engine;
use crate::outcome::{Effect, Outcome};
use crate::view::View;
use crate::world::{Conversation, World};

/// How many conversations have bits of their own for `at most once`.
const CONVERSATIONS: u32 = 4;

impl Engine<'_> {
    /// The first bit of each rule that remembers something, and how many bits all have.
    pub(crate) fn assign_marks(&mut self) {
        let mut next = 0;
        for rule in &self.runnable.model.rules.rules {
            self.marks.push(next);
            next += match rule.claim {
                Claim::OnceNever(..) => 1,
                Claim::AtMostOnce(..) => CONVERSATIONS,
                _ => 0,
            };
        }
        if next > u32::BITS {
            let note = "rules: only the first of those that remember something were checked".to_owned();
            self.knowledge.approximated.insert(note);
        }
    }

    /// The marks when a conversation is forgotten: those of later ones move up, and the next one has none.
    pub(crate) fn renew_marks(&self, marks: u32, removed: u8) -> u32 {
        let mut renewed = marks;
        let rules = self.runnable.model.rules.rules.iter().zip(&self.marks);
        for (_, first) in rules.filter(|(rule, _)| matches!(rule.claim, Claim::AtMostOnce(..))) {
            let of_rule = |conversation: u32| 1_u32.checked_shl(first + conversation).unwrap_or(0);
            for conversation in u32::from(removed)..CONVERSATIONS {
                let is_marked = conversation + 1 < CONVERSATIONS && marks & of_rule(conversation + 1) != 0;
                renewed &= !of_rule(conversation);
                renewed |= if is_marked { of_rule(conversation) } else { 0 };
            }
        }
        renewed
    }

    /// The rules that are not checked, by their position.
    pub(crate) fn unchecked_rules(&self) -> Vec<RuleId> {
        let rules = self.runnable.model.rules.rules.entries();
        let is_unchecked = |claim: &Claim| matches!(claim, Claim::Reaches(..) | Claim::Receives(..));
        rules.filter(|(_, rule)| is_unchecked(&rule.claim)).map(|(id, _)| id).collect()
    }

    /// Checks all rules after a commit; returns the first that is broken.
    pub(crate) fn check_rules(
        &self,
        world: &mut World,
        outcome: &Outcome,
        conversation: Conversation,
    ) -> Option<RuleId> {
        let model = self.runnable.model;
        if model.rules.rules.is_empty() {
            return None;
        }
        let mut marks = world.marks;
        let view = View { tables: &self.tables, model, world };
        let kept = view.slots().filter(|slot| !view.local(*slot).is_removed);
        let members: Vec<Member<'_>> = kept
            .map(|slot| {
                let local = view.local(slot);
                let conversation = local.conversation.map(|of| ConversationId(of.into()));
                Member { id: InstanceId(slot.into()), conversation, instance: &local.instance }
            })
            .collect();
        let holds = |conditions: &[_]| find_choice(self.runnable, &members, conditions);
        let mut broken = None;
        for (id, rule) in model.rules.rules.entries() {
            let bit = |offset: u32| 1_u32.checked_shl(self.marks[id.index()] + offset).unwrap_or(0);
            let is_broken = match &rule.claim {
                Claim::Always(always) => holds(&[(always, false)]),
                Claim::NeverWhile(claim, during) => holds(&[(claim, true), (during, true)]),
                Claim::OnceNever(once, claim) => {
                    let has_begun = marks & bit(0) != 0;
                    if !has_begun && holds(&[(once, true)]) {
                        marks |= bit(0);
                    }
                    has_begun && holds(&[(claim, true)])
                }
                Claim::AtMostOnce(by, event) => {
                    let of = bit(conversation.map_or(0, u32::from).min(CONVERSATIONS - 1));
                    let sent = self.count_sent(outcome, *by, &event.text);
                    let is_second = sent > 1 || (sent == 1 && marks & of != 0);
                    marks |= if sent > 0 { of } else { 0 };
                    is_second
                }
                Claim::Reaches(..) | Claim::Receives(..) => false,
            };
            if is_broken && broken.is_none() {
                broken = Some(id);
            }
        }
        world.marks = marks;
        broken
    }

    fn count_sent(&self, outcome: &Outcome, by: Party, event: &str) -> usize {
        let model = self.runnable.model;
        let is_meant = |effect: &&Effect| match (effect, by) {
            (Effect::Tell(actor, message), Party::Actor(by)) => {
                *actor == by && model.actors[*actor].messages[*message].name.text == event
            }
            (Effect::Send { content, .. }, Party::Machine(by)) => {
                let content = self.tables.contents.get(*content);
                let name = |machine: MachineId| &model.machines[machine].events[content.event].name.text;
                content.machine == by && name(by) == event
            }
            _ => false,
        };
        outcome.effects.iter().filter(is_meant).count()
    }
}
