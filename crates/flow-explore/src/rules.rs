//! Checks the rules of a system after each commit (reference#rules).
//!
//! `once A, never B` remembers the instances of which A was true, each choice of them at its first one ([`Local::begun`]). Rules about
//! conversations have bits in [`World::marks`]: `at most once` that it was received, and rules under `when` that their requirement is not
//! fulfilled yet, one bit for each conversation. Whether it will be is decided when all worlds are known (`liveness`).

use flow_model::model::{Claim, Condition, MachineId, Party, RuleId, StateId, SystemRule, Trigger};
use flow_sim::exec::observer::Member;
use flow_sim::exec::{ConversationId, InstanceId, Runnable};
use flow_sim::history::rules::{find_choice, is_about_shared, machines_of, machines_of_both, visit_choices};

use crate::engine::Engine;
use crate::outcome::{Effect, Outcome};
use crate::step::{Delivery, Successor};
use crate::view::View;
use crate::world::{Begun, Conversation, NOBODY, Slot, World};

/// How many conversations have bits of their own for `at most once`.
pub(crate) const CONVERSATIONS: u32 = 4;

/// The bits of the rules that remember something.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The first bit of each rule.
    firsts: Vec<u32>,
    /// How many bits each of these has: one for each conversation.
    width: u32,
}

/// What happened at a commit.
#[derive(Clone, Copy)]
pub(crate) struct Commit<'o> {
    pub(crate) outcome: &'o Outcome,
    pub(crate) delivery: Delivery,
    pub(crate) conversation: Conversation,
    /// The bits of the `when` conditions that were true before.
    pub(crate) held: u32,
}

impl Engine<'_> {
    /// The first bit of each rule that remembers something, and how many bits all have.
    pub(crate) fn assign_marks(&mut self) {
        let is_alone = self.count_conversations() <= 1 && !self.conversations_can_meet();
        self.marks.width = if is_alone { 1 } else { CONVERSATIONS };
        let mut next = 0;
        for rule in &self.runnable.model.rules.rules {
            self.marks.firsts.push(next);
            next += match &rule.claim {
                Claim::OnceNever(once, claim) => u32::from(is_independent(self.runnable, once, claim)),
                Claim::AtMostOnce(..) | Claim::Reaches(..) | Claim::Receives(..) => self.marks.width,
                Claim::Always(_) | Claim::NeverWhile(..) => 0,
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
        let rules = self.runnable.model.rules.rules.iter().zip(&self.marks.firsts);
        let is_of_conversations = |rule: &SystemRule| {
            !matches!(&rule.claim, Claim::OnceNever(..) | Claim::Always(_) | Claim::NeverWhile(..))
        };
        for (_, first) in rules.filter(|(rule, _)| is_of_conversations(rule)) {
            let of_rule = |conversation: u32| 1_u32.checked_shl(first + conversation).unwrap_or(0);
            for conversation in u32::from(removed)..CONVERSATIONS {
                let is_marked = conversation + 1 < CONVERSATIONS && marks & of_rule(conversation + 1) != 0;
                renewed &= !of_rule(conversation);
                renewed |= if is_marked { of_rule(conversation) } else { 0 };
            }
        }
        renewed
    }

    /// The rules that need all worlds, by their position.
    pub(crate) fn eventual_rules(&self) -> Vec<RuleId> {
        let rules = self.runnable.model.rules.rules.entries();
        rules.filter(|(_, rule)| is_eventual(rule)).map(|(id, _)| id).collect()
    }

    /// A bit of a rule; 0 if there is none.
    pub(crate) fn mark(&self, rule: RuleId, offset: u32) -> u32 {
        if offset >= self.marks.width {
            return 0;
        }
        1_u32.checked_shl(self.marks.firsts[rule.index()] + offset).unwrap_or(0)
    }

    /// The bits of a rule that are set in a world.
    pub(crate) fn marks_of(&self, rule: RuleId, world: &World) -> u32 {
        world.marks & (0..CONVERSATIONS).fold(0, |all, offset| all | self.mark(rule, offset))
    }

    /// Checks all rules after a commit of a step; adds those that are broken or fulfilled.
    pub(crate) fn check_rules(&mut self, commit: Commit<'_>, step: &mut Successor) {
        let model = self.runnable.model;
        if model.rules.rules.is_empty() {
            return;
        }
        let Successor { world, broken, fulfilled, .. } = step;
        let mut marks = world.marks;
        let view = View { tables: &self.tables, model, world };
        let members = list_members(&view);
        let holds = |conditions: &[_]| find_choice(self.runnable, &members, conditions);
        let now = self.find_held(world);
        let mut triggered = Vec::new();
        for (id, rule) in model.rules.rules.entries() {
            let bit = |offset: u32| self.mark(id, offset);
            let of = commit.conversation.map_or(0, u32::from).min(self.marks.width.saturating_sub(1));
            let is_broken = match &rule.claim {
                Claim::Always(always) => holds(&[(always, false)]),
                Claim::NeverWhile(claim, during) => holds(&[(claim, true), (during, true)]),
                Claim::OnceNever(once, claim) => {
                    let begins = is_independent(self.runnable, once, claim) && holds(&[(once, true)]);
                    marks |= if begins { bit(0) } else { 0 };
                    self.is_over(&view, &members, (id, once, claim))
                }
                // Conversations without a bit of their own are not told apart.
                Claim::AtMostOnce(..)
                    if commit.conversation.is_some_and(|of| u32::from(of) >= self.marks.width) =>
                {
                    false
                }
                Claim::AtMostOnce(by, event) => {
                    let sent = self.count_sent(commit.outcome, *by, &event.text);
                    let is_second = sent > 1 || (sent == 1 && marks & bit(of) != 0);
                    marks |= if sent > 0 { bit(of) } else { 0 };
                    is_second
                }
                Claim::Reaches(..) | Claim::Receives(..) => {
                    let all = (0..CONVERSATIONS).fold(0, |all, offset| all | bit(offset));
                    let mut begun = all & now & !commit.held;
                    if self.is_sent_by_trigger(rule, commit.delivery) {
                        begun |= bit(of);
                    }
                    if begun != 0 {
                        triggered.push(id);
                    }
                    marks |= begun;
                    let done = self.find_fulfilled(id, rule, &members, Some((commit, of)));
                    *fulfilled |= marks & done;
                    marks &= !done;
                    false
                }
            };
            if is_broken {
                broken.push(id);
            }
        }
        let begun = self.find_begun(&members);
        world.marks = marks;
        self.keep_begun(world, begun);
        self.triggered.extend(triggered);
    }

    /// The rules `once A, never B` with an `A` that is true, each with the instances in the order in which `A` names their machines.
    fn find_begun(&self, members: &[Member<'_>]) -> Vec<(RuleId, Vec<Slot>)> {
        let mut begun = Vec::new();
        for (id, rule) in self.runnable.model.rules.rules.entries() {
            let Claim::OnceNever(once, claim) = &rule.claim else { continue };
            if !is_independent(self.runnable, once, claim) {
                visit_choices(self.runnable, members, &machines_of(once), &[once], &mut |chosen, answers| {
                    begun.extend((answers[0] == Some(true)).then(|| (id, slots_of(chosen))));
                });
            }
        }
        begun
    }

    /// Whether `B` of a rule is true of a choice of instances for which `A` was true before.
    fn is_over(
        &self,
        view: &View<'_>,
        members: &[Member<'_>],
        (rule, once, claim): (RuleId, &Condition, &Condition),
    ) -> bool {
        if is_independent(self.runnable, once, claim) {
            let has_begun = view.world.marks & self.mark(rule, 0) != 0;
            return has_begun && find_choice(self.runnable, members, &[(claim, true)]);
        }
        let first = machines_of(once).len();
        let has_begun = |chosen: &[InstanceId]| {
            let slots = slots_of(&chosen[..first]);
            let (slot, others) = slots.split_first()?;
            let mut begun = view.local(*slot).begun.iter();
            begun.find(|begun| begun.rule == rule && begun.others == others)
        };
        let mut is_over = false;
        let all = machines_of_both(once, claim);
        visit_choices(self.runnable, members, &all, &[claim], &mut |chosen, answers| {
            is_over |= answers[0] == Some(true) && has_begun(chosen).is_some();
        });
        is_over
    }

    /// Adds what rules remember from now on.
    fn keep_begun(&mut self, world: &mut World, begun: Vec<(RuleId, Vec<Slot>)>) {
        for (rule, slots) in begun {
            let Some((slot, others)) = slots.split_first() else { continue };
            let new = Begun { rule, others: others.to_vec() };
            let known = &self.tables.locals.get(world.members[usize::from(*slot)]).begun;
            if let Err(at) = known.binary_search(&new) {
                self.change_local(world, *slot, |local| local.begun.insert(at, new));
            }
        }
    }

    /// Forgets what rules remember of an instance that does not exist any longer.
    pub(crate) fn forget_begun(&mut self, world: &mut World, gone: Slot) {
        for slot in 0..Slot::try_from(world.members.len()).unwrap_or(NOBODY) {
            let known = &self.tables.locals.get(world.members[usize::from(slot)]).begun;
            if known.iter().any(|begun| begun.others.contains(&gone)) {
                let names_it = |begun: &Begun| begun.others.contains(&gone);
                self.change_local(world, slot, |local| local.begun.retain(|begun| !names_it(begun)));
            }
        }
    }

    /// The bits of the rules with a `when` condition that is true in a world.
    pub(crate) fn find_held(&self, world: &World) -> u32 {
        let rules = &self.runnable.model.rules.rules;
        let conditions = rules.entries().filter_map(|(id, rule)| Some((id, condition_of(rule)?)));
        let conditions: Vec<(RuleId, &Condition)> = conditions.collect();
        if conditions.is_empty() {
            return 0;
        }
        let view = View { tables: &self.tables, model: self.runnable.model, world };
        let members = list_members(&view);
        let mut held = 0;
        for offset in 0..CONVERSATIONS {
            let of = Some(ConversationId(offset as usize));
            let has_own = members.iter().any(|member| member.conversation == of);
            if !has_own && offset > 0 {
                continue;
            }
            let of_it = |member: &&Member<'_>| member.conversation == of || member.conversation.is_none();
            let members: Vec<Member<'_>> = members.iter().filter(of_it).copied().collect();
            for (id, condition) in &conditions {
                if find_choice(self.runnable, &members, &[(condition, true)]) {
                    held |= self.mark(*id, offset);
                }
            }
        }
        held
    }

    /// Marks what rules require from the beginning of some conversations on.
    pub(crate) fn mark_beginning(&mut self, world: &mut World, is_new: impl Fn(u32) -> bool) {
        let model = self.runnable.model;
        let held = self.find_held(world);
        if held == 0 {
            return;
        }
        let view = View { tables: &self.tables, model, world };
        let members = list_members(&view);
        let (mut marks, mut triggered) = (world.marks, Vec::new());
        for (id, rule) in model.rules.rules.entries().filter(|(_, rule)| is_eventual(rule)) {
            for offset in (0..CONVERSATIONS).filter(|offset| is_new(*offset)) {
                let bit = held & self.mark(id, offset);
                if bit != 0 {
                    triggered.push(id);
                }
                marks |= bit;
            }
            marks &= !self.find_fulfilled(id, rule, &members, None);
        }
        world.marks = marks;
        self.triggered.extend(triggered);
    }

    fn is_sent_by_trigger(&self, rule: &SystemRule, delivery: Delivery) -> bool {
        let Some(Trigger::Sends(by, name, _)) = &rule.when else { return false };
        let content = self.tables.contents.get(delivery.message.content);
        let event = &self.runnable.machine(content.machine).events[content.event];
        event.name.text == name.text && event.from == Some(*by)
    }

    /// The bits of a rule for the conversations in which its requirement is fulfilled.
    fn find_fulfilled(
        &self,
        id: RuleId,
        rule: &SystemRule,
        members: &[Member<'_>],
        commit: Option<(Commit<'_>, u32)>,
    ) -> u32 {
        let all = || (0..CONVERSATIONS).fold(0, |all, offset| all | self.mark(id, offset));
        match &rule.claim {
            Claim::Reaches(machine, states) => {
                let there = members.iter().filter(|member| is_in(member, *machine, states));
                there.fold(0, |bits, member| match member.conversation {
                    None => bits | all(),
                    Some(ConversationId(of)) => {
                        let of = u32::try_from(of)
                            .unwrap_or(CONVERSATIONS)
                            .min(self.marks.width.saturating_sub(1));
                        bits | self.mark(id, of)
                    }
                })
            }
            Claim::Receives(by, events) => {
                let Some((commit, of)) = commit else { return 0 };
                let is_sent =
                    events.iter().any(|event| self.count_sent(commit.outcome, *by, &event.text) > 0);
                if is_sent { self.mark(id, of) } else { 0 }
            }
            _ => 0,
        }
    }

    /// How often an outcome sends an event to a party.
    pub(crate) fn count_sent(&self, outcome: &Outcome, by: Party, event: &str) -> usize {
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

/// Whether `B` of a rule `once A, never B` does not depend on the instances of which `A` is true: then it is remembered for all of them
/// together, also when they are forgotten.
fn is_independent(runnable: &Runnable<'_>, once: &Condition, claim: &Condition) -> bool {
    let (of_once, of_claim) = (machines_of(once), machines_of(claim));
    let is_apart = of_once.iter().all(|machine| !of_claim.contains(machine));
    of_once.is_empty() || (is_apart && is_about_shared(runnable, claim))
}

/// The slots of instances of a world.
pub(crate) fn slots_of(chosen: &[InstanceId]) -> Vec<Slot> {
    chosen.iter().map(|id| Slot::try_from(id.0).unwrap_or(NOBODY)).collect()
}

/// Whether a rule is about something that must happen sooner or later.
fn is_eventual(rule: &SystemRule) -> bool {
    matches!(rule.claim, Claim::Reaches(..) | Claim::Receives(..))
}

/// The condition of the `when` of a rule.
fn condition_of(rule: &SystemRule) -> Option<&Condition> {
    match &rule.when {
        Some(Trigger::Holds(condition)) => Some(condition),
        _ => None,
    }
}

fn is_in(member: &Member<'_>, machine: MachineId, states: &[StateId]) -> bool {
    member.instance.machine == machine && states.contains(&member.instance.state)
}

/// The instances of a world that were not removed.
pub(crate) fn list_members<'a>(view: &View<'a>) -> Vec<Member<'a>> {
    let kept = view.slots().filter(|slot| !view.local(*slot).is_removed);
    let member = |slot: u8| {
        let local = view.tables.locals.get(view.world.members[usize::from(slot)]);
        let conversation = local.conversation.map(|of| ConversationId(of.into()));
        Member { id: InstanceId(slot.into()), conversation, instance: &local.instance }
    };
    kept.map(member).collect()
}
