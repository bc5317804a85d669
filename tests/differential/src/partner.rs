//! The outside of a durable host: awaited phrases, and actors that answer. It is slow at times, refuses, and may be asked again.
//!
//! An answer depends on the question, and trouble on the key and the number of the attempt; so a repetition has the same answer, in
//! the next process too. The question of each key is stored, since a key must never be used for two questions.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use flow::Duration;
use flow_host::durable::{Attempts, Call, Trouble};
use flow_model::model::Model;
use flow_sim::exec::value::Value;
use flow_speculate::Random;
use flow_test::FromValue;

use crate::answering::{Answering, Kind, made_up};

/// How often a host asks here: again at once, so that time does not pass where the interpreter's does not. The most troubles of a key and
/// one time-out of the simulation for each attempt are fewer.
pub const AT_ONCE: Attempts =
    Attempts { most: 100, within: Duration::from_secs(60), first_pause: Duration::from_secs(0) };

/// The most attempts without an answer that a key has by itself.
const MOST_TROUBLES: usize = 3;

/// How many questions and messages had an answer in this process, so that a test can see that it tests something.
pub fn answered() -> (usize, usize) {
    (PHRASES.load(Ordering::Relaxed), MESSAGES.load(Ordering::Relaxed))
}

static PHRASES: AtomicUsize = AtomicUsize::new(0);
static MESSAGES: AtomicUsize = AtomicUsize::new(0);

/// What was asked with keys, and which messages were answered.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    meanings: BTreeMap<String, String>,
    answered: BTreeMap<String, (usize, usize)>,
    /// Whether actors answer messages with events, which the interpreter's actors do not.
    pub(crate) is_answering: bool,
}

impl Asked {
    /// How many messages were answered by each event of a machine. A message that was delivered twice counts once.
    pub(crate) fn answers(&self) -> BTreeMap<(usize, usize), usize> {
        let mut counts = BTreeMap::new();
        for event in self.answered.values() {
            *counts.entry(*event).or_default() += 1;
        }
        counts
    }
}

/// The names of machines, and the types of the payload of each of their events.
#[derive(Debug, Default)]
pub(crate) struct Names(Vec<(String, Vec<Vec<Kind>>)>);

impl Names {
    pub(crate) fn new(model: &Model) -> Self {
        let machines = model.machines.iter().map(|machine| {
            let fields = machine.events.iter();
            let fields = fields.map(|event| event.fields.iter().map(|field| Kind::of(&field.ty)).collect());
            (machine.name.text.clone(), fields.collect())
        });
        Names(machines.collect())
    }

    fn machine(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| known == name)
    }
}

/// The asynchronous bindings of a machine, or an actor: generated code implements its traits for it.
#[derive(Clone, Debug)]
pub struct Partner {
    answering: Answering,
    machine: usize,
}

impl Answering {
    /// The asynchronous bindings of a machine, which give these answers.
    pub fn partner(&self, machine: usize) -> Partner {
        Partner { answering: self.clone(), machine }
    }
}

impl Partner {
    /// Answers a guard.
    ///
    /// # Errors
    /// If there is no answer yet.
    pub fn guard(&self, phrase: usize, args: &[Value], call: &Call) -> Result<bool, Trouble> {
        self.attempt(&format!("{} {phrase} {args:?}", self.machine), call)?;
        Ok(self.answering.holds(self.machine, phrase, args))
    }

    /// Does an action.
    ///
    /// # Errors
    /// If it fails, or there is no answer yet.
    pub fn act(&self, phrase: usize, args: &[Value], call: &Call) -> Result<(), Trouble> {
        self.attempt(&format!("{} {phrase} {args:?}", self.machine), call)?;
        self.answering.perform(self.machine, phrase, args).map_err(Trouble::Refused)
    }

    /// Answers a `comes from`.
    ///
    /// # Errors
    /// If it fails, or there is no answer yet.
    pub fn fetch<T: FromValue>(&self, phrase: usize, args: &[Value], call: &Call) -> Result<T, Trouble> {
        self.attempt(&format!("{} {phrase} {args:?}", self.machine), call)?;
        let answer = self.answering.answer(self.machine, phrase, args).map_err(Trouble::Refused)?;
        Ok(T::from_value(&answer))
    }

    /// Takes a message, and answers it with one of the events, of which each is a machine and an event of it; or not. Returns the place of
    /// the event in the list, and its payload.
    ///
    /// # Errors
    /// If the message is returned, or there is no answer yet.
    pub fn reply(
        &self,
        message: &str,
        events: &[(usize, usize)],
        call: &Call,
    ) -> Result<Option<(usize, Vec<Value>)>, Trouble> {
        self.attempt(message, call)?;
        let mut random = self.answering.random_of(&call.key);
        if random.chance(8) {
            return Err(Trouble::Refused("returned to its sender".to_owned()));
        }
        let mut known = self.answering.known();
        let from = known.names.machine(&call.machine);
        let fitting: Vec<usize> = (0..events.len()).filter(|at| Some(events[*at].0) == from).collect();
        if !known.asked.is_answering || fitting.is_empty() || random.chance(30) {
            return Ok(None);
        }
        let at = *random.pick(&fitting);
        let (machine, event) = events[at];
        MESSAGES.fetch_add(1, Ordering::Relaxed);
        known.asked.answered.insert(call.key.clone(), (machine, event));
        let payload = known.names.0[machine].1[event].iter().map(|kind| made_up(&mut random, *kind));
        Ok(Some((at, payload.collect())))
    }

    /// Whether an attempt has an answer. A key has one meaning.
    fn attempt(&self, meaning: &str, call: &Call) -> Result<(), Trouble> {
        let troubles = self.answering.random_of(&call.key).below(MOST_TROUBLES + 1);
        let mut known = self.answering.known();
        let before = known.asked.meanings.entry(call.key.clone()).or_insert_with(|| meaning.to_owned());
        assert_eq!(before, meaning, "the key {} has two meanings", call.key);
        if (call.attempt as usize) <= troubles {
            return Err(Trouble::Later("the line is busy".to_owned()));
        }
        PHRASES.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Random values for a text: FNV-1a.
pub(crate) fn random_of(seed: u64, text: &str) -> Random {
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    Random::new(text.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, add))
}
