//! Leaves out orders of events that make no difference: partial-order reduction by ample sets.
//!
//! Where an instance can do nothing but take the next message of its only sender, and what it does then neither prevents nor depends on
//! anything else, a world is followed with this delivery alone. Whatever else could happen can still happen after it, with the same
//! results: every instance takes the same messages in the same local states as without reduction, and waits in the same ones. Queues
//! stay shorter and rounds may be left out, so that `piles-up`, `goes-round` and rules under `when` are not judged.

use std::ops::Range;

use flow_model::model::{
    Address, Claim, ConditionKind, ExprKind, Instances, MachineId, Model, Step, SystemRule, Target,
};
use flow_model::visit;

use crate::engine::Engine;
use crate::finding::Kind;
use crate::options::Options;
use crate::outcome::{Effect, OutcomeKind, Recipient};
use crate::search::Search;
use crate::step::{Action, Delivery, Pooled, Taken};
use crate::world::{Local, NOBODY, Slot, World, split};

/// The findings that an exploration with reduction does not judge.
pub(crate) const UNJUDGED: [Kind; 2] = [Kind::GoesRound, Kind::PilesUp];

/// What must be true of a delivery for a world to be followed with it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// All messages to the receiver come from one instance, and no other one can send to it before it takes one.
    OnlySender,
    /// The outside cannot send a message to the receiver before.
    NoOffer,
    /// The receiver has no timer that may fire before, and neither starts nor cancels one.
    NoTimer,
    /// No message is deferred, or was.
    NoDeferral,
    /// No instance is made, ends or is removed, and nothing grows beyond the bounds.
    NoLife,
    /// Each emit reaches the same instance whatever else happens before: the sender, a maker or a machine that is `one for all`.
    FixedReceivers,
    /// No rule reads the receiver or the messages.
    NoRule,
    /// If the receiver waits for an answer, or should not stay where it is, a result of the delivery moves it: if nothing moves it any more, that is a finding.
    KeepsWaiting,
    /// A result is followed later, so that the omitted steps are not omitted for ever.
    FollowedLater,
}

impl Condition {
    /// All of them; those that are decided quickly are first.
    pub(crate) const ALL: [Condition; 9] = [
        Condition::OnlySender,
        Condition::NoDeferral,
        Condition::NoTimer,
        Condition::NoLife,
        Condition::NoRule,
        Condition::NoOffer,
        Condition::FixedReceivers,
        Condition::KeepsWaiting,
        Condition::FollowedLater,
    ];
}

/// What is known of a model, and what was left out.
#[derive(Debug)]
pub(crate) struct Reduction {
    /// For each machine, the only other one that sends to it; `None` if there is no such machine, or it may have further instances
    /// although none has ended.
    senders: Vec<Option<MachineId>>,
    /// For each machine, whether a rule reads its instances.
    is_read: Vec<bool>,
    /// How many worlds were not followed with all of their steps.
    pub(crate) reduced: usize,
}

#[cfg(test)]
std::thread_local! {
    /// A condition that is not checked: tests show that each of them is needed.
    pub(crate) static OMITTED: std::cell::Cell<Option<Condition>> = const { std::cell::Cell::new(None) };
}

/// A delivery with its results, as steps of a world.
struct Candidate<'a> {
    id: u32,
    world: &'a World,
    delivery: Delivery,
    local: &'a Local,
    results: &'a [Pooled],
}

impl Reduction {
    /// `None` if nothing can be left out: where faults, retries or all open questions decide what can happen next, where conversations
    /// make room for others, and where a rule depends on the first commit after a condition has become true.
    pub(crate) fn of(engine: &Engine<'_>) -> Option<Reduction> {
        let Options { reduce, losses, doubles, host, always_answer, one_queue, .. } = engine.options;
        let model = engine.runnable.model;
        let is_possible = !losses && !doubles && !host && !always_answer && !one_queue && !engine.renews;
        let mut rules = model.rules.rules.iter();
        if !reduce || !is_possible || rules.any(|rule| matches!(rule.claim, Claim::OnceNever(..))) {
            return None;
        }
        Some(Reduction { senders: find_senders(model), is_read: find_read(model), reduced: 0 })
    }
}

/// Whether a condition is checked: always, except in tests.
fn is_checked(condition: Condition) -> bool {
    #[cfg(test)]
    if OMITTED.get() == Some(condition) {
        return false;
    }
    let _ = condition;
    true
}

/// For each machine of conversations, the only other machine that sends to it, if a conversation has at most one instance of that.
fn find_senders(model: &Model) -> Vec<Option<MachineId>> {
    let count = model.machines.len();
    let mut senders: Vec<Vec<MachineId>> = vec![Vec::new(); count];
    // Whether other forms of emits than `to @m` reach it.
    let mut is_named = vec![false; count];
    let mut has_made = vec![false; count];
    let mut sends_to_others_of_its_kind = vec![false; count];
    for (from, of) in model.machines.entries() {
        let crossings = of.crossings.iter().map(|crossing| &crossing.body);
        for body in of.handlers.iter().map(|handler| &handler.body).chain(crossings) {
            visit::steps(body, &mut |step| {
                let Step::Emit(emit) = step else { return };
                let Target::Machine(to, _) = emit.target else { return };
                is_named[to.index()] |= !matches!(emit.address, Address::Partner);
                has_made[to.index()] |= matches!(emit.address, Address::New);
                sends_to_others_of_its_kind[to.index()] |= to == from;
                if !senders[to.index()].contains(&from) {
                    senders[to.index()].push(from);
                }
            });
        }
    }
    let is_alone = |machine: MachineId| match &model.machines[machine].instances {
        Instances::One => true,
        Instances::PerKey(_) => false,
        Instances::PerConversation => {
            !has_made[machine.index()] && !sends_to_others_of_its_kind[machine.index()]
        }
    };
    let sender = |machine: MachineId| match senders[machine.index()][..] {
        [sender] => {
            let is_of_conversation = model.machines[machine].instances == Instances::PerConversation;
            let is_only = sender != machine && is_alone(sender) && !is_named[machine.index()];
            (is_of_conversation && is_only).then_some(sender)
        }
        _ => None,
    };
    model.machines.ids().map(sender).collect()
}

/// The machines that rules read.
fn find_read(model: &Model) -> Vec<bool> {
    let mut is_read = vec![false; model.machines.len()];
    for rule in &model.rules.rules {
        for_each_read(rule, &mut |machine| is_read[machine.index()] = true);
    }
    is_read
}

fn for_each_read(rule: &SystemRule, visit: &mut dyn FnMut(MachineId)) {
    if let Claim::Reaches(machine, _) = rule.claim {
        visit(machine);
    }
    for condition in rule.conditions() {
        visit::condition_exprs(condition, &mut |expr| {
            if let ExprKind::VariableOf(machine, _) = expr.kind {
                visit(machine);
            }
        });
        visit::conditions(condition, &mut |part| {
            if let ConditionKind::InState(machine, _) = part.kind {
                visit(machine);
            }
        });
    }
}

impl Search<'_, '_> {
    /// Whether orders were left out.
    pub(crate) fn is_reduced(&self) -> bool {
        self.reduction.as_ref().is_some_and(|reduction| reduction.reduced > 0)
    }

    /// The steps with which alone a world is followed, if others can be left out.
    pub(crate) fn choose_ample(
        &mut self,
        id: u32,
        world: &World,
        successors: &[Pooled],
    ) -> Option<Range<usize>> {
        let reduction = self.reduction.take()?;
        let chosen = self.find_ample(&reduction, id, world, successors);
        let reduced = reduction.reduced + usize::from(chosen.is_some());
        self.reduction = Some(Reduction { reduced, ..reduction });
        chosen
    }

    fn find_ample(
        &mut self,
        reduction: &Reduction,
        id: u32,
        world: &World,
        successors: &[Pooled],
    ) -> Option<Range<usize>> {
        let mut end = 0;
        for results in successors.chunk_by(|one, other| one.trigger == other.trigger) {
            let start = end;
            end += results.len();
            // With no other step, none can be omitted.
            if results[0].action != Action::Deliver || results.len() == successors.len() {
                continue;
            }
            let Some(Taken { delivery, .. }) = results[0].taken.first() else { continue };
            let local = self.engine.tables.locals.get(world.members[usize::from(delivery.slot)]).clone();
            let candidate = Candidate { id, world, delivery: *delivery, local: &local, results };
            let mut conditions = Condition::ALL.into_iter();
            if conditions.all(|one| !is_checked(one) || self.is_fulfilled(reduction, one, &candidate)) {
                return Some(start..end);
            }
        }
        None
    }

    fn is_fulfilled(&mut self, reduction: &Reduction, condition: Condition, of: &Candidate<'_>) -> bool {
        let mut results = of.results.iter().filter_map(|result| Some((result, result.taken.first()?)));
        let model = self.engine.runnable.model;
        let machine = of.local.instance.machine;
        let Delivery { slot, .. } = of.delivery;
        match condition {
            Condition::OnlySender => self.has_only_sender(reduction, of),
            Condition::NoOffer => self.engine.offers(of.world.members[usize::from(slot)]).is_empty(),
            Condition::NoTimer => {
                let mut timers = of.world.timers.iter();
                !timers.any(|timer| self.engine.tables.timers.get(*timer).slot == slot)
                    && results.all(|(_, taken)| taken.outcome().effects.iter().all(is_untimed))
            }
            Condition::NoDeferral => {
                of.local.deferred.is_empty()
                    && results.all(|(result, taken)| {
                        taken.outcome().kind != OutcomeKind::Deferred && result.taken.len() == 1
                    })
            }
            Condition::NoLife => results.all(|(result, taken)| {
                let (from, to) = taken.outcome().states;
                let is_removed = of.local.is_fresh && taken.outcome().kind != OutcomeKind::Handled;
                let is_ended = from != to && model.machines[machine].is_end(to);
                result.growth.is_none()
                    && result.world.members.len() == of.world.members.len()
                    && !is_removed
                    && !is_ended
            }),
            Condition::NoRule => {
                !reduction.is_read[machine.index()]
                    && results
                        .all(|(result, _)| result.broken.is_empty() && result.world.marks == of.world.marks)
            }
            Condition::FixedReceivers => {
                !of.delivery.message.is_to_all
                    && !self.engine.runnable.refers_to_instances(machine)
                    && results.all(|(_, taken)| {
                        taken.outcome().effects.iter().all(|effect| self.has_fixed_receiver(of, effect))
                    })
            }
            Condition::KeepsWaiting => {
                let should_move = self.open_question(of.local).is_some() || self.may_be_stuck(of.local);
                !should_move || results.any(|(_, taken)| taken.outcome().states.0 != taken.outcome().states.1)
            }
            Condition::FollowedLater => of.results.iter().any(|result| self.is_followed_later(of.id, result)),
        }
    }

    fn has_only_sender(&self, reduction: &Reduction, of: &Candidate<'_>) -> bool {
        let Delivery { slot, from, .. } = of.delivery;
        let machine_of = |local: &u32| self.engine.tables.locals.get(*local).instance.machine;
        let Some(sender) = reduction.senders[of.local.instance.machine.index()] else { return false };
        let queues = of.world.queues.iter().filter(|(pair, _)| split(*pair).1 == slot);
        let alike = of.world.members.iter().filter(|local| machine_of(local) == sender);
        let is_sender =
            of.world.members.get(usize::from(from)).is_some_and(|from| machine_of(from) == sender);
        queues.count() == 1 && alike.count() == 1 && is_sender && self.stays_alone(of.world, from)
    }

    /// Whether no other instance takes the place of one that has ended: because it does not end, or because it made all others, directly or
    /// not, so that what they send still reaches it (reference#receivers, 5).
    fn stays_alone(&self, world: &World, slot: Slot) -> bool {
        let local_of = |slot: Slot| self.engine.tables.locals.get(world.members[usize::from(slot)]);
        let of = self.engine.runnable.machine(local_of(slot).instance.machine);
        let is_made_by_it = |other: usize| {
            let mut maker = Slot::try_from(other).unwrap_or(NOBODY);
            while maker != slot && maker != NOBODY {
                maker = local_of(maker).maker;
            }
            maker == slot
        };
        // Instances with keys have no maker: they are made at any time.
        let mut machines = self.engine.runnable.model.machines.iter();
        let has_keys = machines.any(|of| matches!(of.instances, Instances::PerKey(_)));
        of.ends.states.is_empty()
            || of.instances == Instances::One
            || (!has_keys && (0..world.members.len()).all(is_made_by_it))
    }

    /// Whether an effect reaches the same instance in all worlds that follow without the delivery (reference#receivers, 1 to 5).
    fn has_fixed_receiver(&self, of: &Candidate<'_>, effect: &Effect) -> bool {
        let Effect::Send { to, .. } = effect else { return true };
        let local_of = |slot: Slot| self.engine.tables.locals.get(of.world.members[usize::from(slot)]);
        match to {
            Recipient::Itself => true,
            Recipient::Partner(machine) => {
                let is_shared = self.engine.runnable.machine(*machine).instances == Instances::One;
                let Delivery { slot, from, .. } = of.delivery;
                let is_sender = from != slot && local_of(from).instance.machine == *machine;
                let mut maker = of.local.maker;
                while maker != NOBODY && local_of(maker).instance.machine != *machine {
                    maker = local_of(maker).maker;
                }
                is_shared || is_sender || maker != NOBODY
            }
            Recipient::New(..) | Recipient::All(_) | Recipient::Reference(..) | Recipient::Keyed(..) => false,
        }
    }

    /// Whether a step leads to a world that has not been followed. Worlds without a number yet will get a higher one.
    fn is_followed_later(&mut self, id: u32, result: &Pooled) -> bool {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        self.engine.pack(&result.world, &mut bytes);
        let known = self.store.find(&bytes);
        self.bytes = bytes;
        known.is_none_or(|known| known > id)
    }
}

/// Whether an effect leaves all timers as they are.
fn is_untimed(effect: &Effect) -> bool {
    match effect {
        Effect::Send { .. } | Effect::Tell(..) => true,
        Effect::Start(_) | Effect::CancelUnnamed | Effect::Cancel(_) => false,
    }
}
