//! Which questions and messages go out now, and which wait.
//!
//! A partner that is down gets one attempt at a time instead of all at once, and no phrase takes the place of all others. What may have
//! ended the process goes out alone. The gate is in memory only, and belongs to no transaction: after a restart everything goes out anew.

use std::collections::{BTreeMap, VecDeque};

use flow_durable::{DeliveryId, Trouble};

use super::{AskId, Engine, Input, Output};

/// After this number of attempts in a row without an answer, a partner is taken to be down: one could be chance, and eight are all that
/// one question has.
const DOWN: u32 = 5;

/// Something that is asked of the outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Attempt {
    Ask(AskId),
    Message(DeliveryId),
}

/// One partner: a phrase of a machine, or an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Channel {
    Phrase(usize, usize),
    Actor(usize),
}

/// The attempts of one channel.
#[derive(Debug, Default)]
struct Course {
    under_way: usize,
    /// How many attempts in a row had no answer.
    troubles: u32,
}

/// The attempts in progress, and those that wait for a place.
#[derive(Debug, Default)]
pub(super) struct Gate {
    courses: BTreeMap<Channel, Course>,
    /// The attempts in progress, each with the name by which it is known if it ends the process.
    under_way: BTreeMap<Attempt, (Channel, DeliveryId)>,
    waiting: BTreeMap<Channel, VecDeque<Output>>,
}

impl Gate {
    /// How many more attempts of a channel may begin.
    fn room(&self, channel: Channel, most: usize) -> usize {
        let Some(course) = self.courses.get(&channel) else { return most };
        let most = if course.troubles >= DOWN { 1 } else { most };
        most.saturating_sub(course.under_way)
    }

    /// How many attempts are in progress, and how many wait for a place.
    pub(super) fn count(&self) -> (u64, u64) {
        let waiting: usize = self.waiting.values().map(VecDeque::len).sum();
        (self.under_way.len() as u64, waiting as u64)
    }

    /// The partners that are taken to be down.
    pub(super) fn down(&self) -> impl Iterator<Item = Channel> {
        self.courses.iter().filter(|(_, course)| course.troubles >= DOWN).map(|(channel, _)| *channel)
    }

    /// Forgets the waiting attempts: they are published again.
    pub(super) fn forget_waiting(&mut self) {
        self.waiting.clear();
    }
}

/// The attempt that an output begins.
fn attempt(output: &Output) -> Option<(Attempt, Channel)> {
    match output {
        Output::Ask { id, machine, ask, .. } => {
            Some((Attempt::Ask(id.clone()), Channel::Phrase(*machine, ask.phrase)))
        }
        Output::Message { id, actor, .. } => Some((Attempt::Message(*id), Channel::Actor(*actor))),
        Output::Reply { .. }
        | Output::Rested { .. }
        | Output::AcceptClock
        | Output::GivenUp(_)
        | Output::Broken(_) => None,
    }
}

impl Engine {
    /// Publishes the outputs of the commit, and waiting attempts that have a place now.
    pub(super) fn publish(&mut self, publish: &mut dyn FnMut(Output)) {
        self.release(publish);
        for output in std::mem::take(&mut self.outputs) {
            match attempt(&output) {
                None => publish(output),
                Some((attempt, channel)) => self.let_out(attempt, channel, output, publish),
            }
        }
    }

    /// Publishes an attempt, or keeps it until there is a place.
    fn let_out(
        &mut self,
        attempt: Attempt,
        channel: Channel,
        output: Output,
        publish: &mut dyn FnMut(Output),
    ) {
        // The database was opened anew: the same is asked again, and the first answer counts.
        if self.gate.under_way.contains_key(&attempt) {
            return publish(output);
        }
        let Some(name) = self.name_of(&attempt) else { return publish(output) };
        let performing = self.store.performing();
        let is_held = performing.is_suspect(name) && performing.has_suspect_under_way();
        if is_held || self.gate.room(channel, self.options.bounds.per_phrase) == 0 {
            self.gate.waiting.entry(channel).or_default().push_back(output);
            return;
        }
        performing.begin(name);
        self.gate.courses.entry(channel).or_default().under_way += 1;
        self.gate.under_way.insert(attempt, (channel, name));
        publish(output);
    }

    /// The name by which an attempt is known if it ends the process.
    fn name_of(&self, attempt: &Attempt) -> Option<DeliveryId> {
        match attempt {
            Attempt::Message(id) => Some(*id),
            Attempt::Ask(id) => self.open.get(&id.instance).map(|run| run.delivery.id),
        }
    }

    /// Publishes waiting attempts, as far as there are places. Their time counts from now on.
    fn release(&mut self, publish: &mut dyn FnMut(Output)) {
        if self.gate.waiting.is_empty() {
            return;
        }
        for (channel, mut outputs) in std::mem::take(&mut self.gate.waiting) {
            let places = self.gate.room(channel, self.options.bounds.per_phrase).min(outputs.len());
            for output in outputs.drain(..places) {
                if let Some((attempt, channel)) = attempt(&output) {
                    self.begin_late(&attempt);
                    self.let_out(attempt, channel, output, publish);
                }
            }
            // Attempts that found no place again stay before those that were not tried.
            let waiting = self.gate.waiting.entry(channel).or_default();
            waiting.append(&mut outputs);
            if waiting.is_empty() {
                self.gate.waiting.remove(&channel);
            }
        }
    }

    /// The time that an attempt has waited for its place does not count as time in which it had no answer.
    fn begin_late(&mut self, attempt: &Attempt) {
        let now = self.now;
        match attempt {
            Attempt::Ask(id) => {
                let Some(mut run) = self.open.get(&id.instance).cloned() else { return };
                run.begin_question(now);
                self.open.insert(id.instance, run);
                self.open.commit();
            }
            Attempt::Message(id) => self.begin_message(*id),
        }
    }

    /// An attempt has a result, whether it still counts or not.
    pub(super) fn end_attempt(&mut self, input: &Input) {
        let (attempt, is_trouble) = match input {
            Input::Answered { ask, result } => {
                (Attempt::Ask(ask.clone()), matches!(result, Err(Trouble::Later(_))))
            }
            Input::Delivered { message, result } => {
                (Attempt::Message(*message), matches!(result, Err(Trouble::Later(_))))
            }
            _ => return,
        };
        // A result after the time-out, or the second one of a question that was asked twice.
        let Some((channel, name)) = self.gate.under_way.remove(&attempt) else { return };
        self.store.performing().end(name);
        let course = self.gate.courses.entry(channel).or_default();
        course.under_way = course.under_way.saturating_sub(1);
        course.troubles = if is_trouble { course.troubles.saturating_add(1) } else { 0 };
    }

    /// The host stops in order.
    pub(crate) fn close(&mut self) {
        self.store.performing().close();
    }
}
