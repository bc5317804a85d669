//! Answers that depend on the question alone, so that interpreter and host can be asked in any order, and again after a crash.
//!
//! An answer is computed from the seed, the machine, the phrase and the arguments only, without other state.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flow_host::Step;
use flow_model::model::{Model, Type};
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::value::Value;
use flow_speculate::Random;
use flow_test::{Answers, Scripted};

use crate::partner::{Asked, Names, random_of};

/// Answers to both sides. Copies are the same.
#[derive(Clone, Debug)]
pub struct Answering(Arc<Mutex<Known>>);

#[derive(Debug)]
pub(crate) struct Known {
    seed: u64,
    /// What the interpreter takes for the time: a host has its own, and `uuid()` is the same on both sides for a whole seed.
    pub(crate) now: i64,
    /// The types of answers, by machine and phrase.
    types: BTreeMap<(usize, usize), Kind>,
    pub(crate) names: Names,
    pub(crate) asked: Asked,
}

/// A type of which an answer is made up. Answers of other types are zero.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Number,
    Integer,
    Boolean,
    Other,
}

impl Kind {
    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::Number => Kind::Number,
            Type::Integer => Kind::Integer,
            Type::Boolean => Kind::Boolean,
            _ => Kind::Other,
        }
    }
}

/// A value of a type; [`Value::Nothing`] for the zero of another type.
pub(crate) fn made_up(random: &mut Random, kind: Kind) -> Value {
    let number = i64::try_from(random.below(120)).unwrap_or(0);
    match kind {
        Kind::Number => Value::Number(number.into()),
        Kind::Integer => Value::Integer(number),
        Kind::Boolean => Value::Boolean(number % 2 == 0),
        Kind::Other => Value::Nothing,
    }
}

impl Answering {
    /// The answers of the first seed.
    pub(crate) fn new(model: &Model) -> Self {
        let machines = model.machines.iter().enumerate();
        let types = machines.flat_map(|(machine, definition)| {
            let phrases = definition.phrases.iter().enumerate();
            phrases.map(move |(phrase, definition)| ((machine, phrase), Kind::of(&definition.answer)))
        });
        Answering(Arc::new(Mutex::new(Known {
            seed: 0,
            now: 0,
            types: types.collect(),
            names: Names::new(model),
            asked: Asked::default(),
        })))
    }

    /// Answers as another seed does from now on.
    pub(crate) fn begin(&self, seed: u64) {
        self.known().seed = seed;
    }

    /// Lets the interpreter take this for the time, in microseconds.
    pub(crate) fn set_time(&self, now: i64) {
        self.known().now = now;
    }

    /// Random values for a text.
    pub(crate) fn random_of(&self, text: &str) -> Random {
        random_of(self.known().seed, text)
    }

    /// Makes the bindings of a machine, which give these answers.
    pub fn binder(&self, machine: usize) -> impl Fn(Step) -> Scripted<'static> + Send + Sync + 'static {
        let answering = self.clone();
        // Bindings borrow their answers, and a host's must own them: a test affords that each run of a handler leaks three words.
        move |step| {
            let replies = Replies { answering: answering.clone(), machine, now: step.now().as_micros() };
            Scripted::new(Box::leak(Box::new(replies)))
        }
    }

    pub(crate) fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The chance of a question: of its machine, its phrase and the plain values among its arguments, since a reference has another
    /// text on each side.
    fn random(&self, machine: usize, phrase: usize, args: &[Value]) -> Random {
        let text = |value: &Value| match value {
            Value::Boolean(flag) => flag.to_string(),
            value => value.as_number().map(|number| number.normalize().to_string()).unwrap_or_default(),
        };
        let args: Vec<_> = args.iter().map(text).collect();
        let question = format!("{machine} {phrase} {}", args.join(","));
        self.random_of(&question)
    }

    pub(crate) fn holds(&self, machine: usize, phrase: usize, args: &[Value]) -> bool {
        self.random(machine, phrase, args).chance(50)
    }

    pub(crate) fn perform(&self, machine: usize, phrase: usize, args: &[Value]) -> Result<(), String> {
        if self.random(machine, phrase, args).chance(8) { Err("it would not".to_owned()) } else { Ok(()) }
    }

    /// An answer, as [`made_up`] returns it.
    pub(crate) fn answer(&self, machine: usize, phrase: usize, args: &[Value]) -> Result<Value, String> {
        let mut random = self.random(machine, phrase, args);
        if random.chance(12) {
            return Err("nobody knows".to_owned());
        }
        let kind = self.known().types.get(&(machine, phrase)).copied();
        Ok(made_up(&mut random, kind.unwrap_or(Kind::Other)))
    }

    fn uuid(&self) -> String {
        format!("id-{}", self.known().seed % 5)
    }
}

/// The interpreter's side.
impl Bindings for Answering {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        Answering::holds(self, question.machine.index(), question.phrase.index(), &question.args)
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        Answering::perform(self, action.machine.index(), action.phrase.index(), &action.args)
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        let answer =
            Answering::answer(self, question.machine.index(), question.phrase.index(), &question.args)?;
        Ok(if answer == Value::Nothing { zero } else { answer })
    }

    fn now(&mut self) -> i64 {
        self.known().now
    }

    fn uuid(&mut self) -> String {
        Answering::uuid(self)
    }
}

/// The host's side, for one machine.
struct Replies {
    answering: Answering,
    machine: usize,
    now: i64,
}

impl Answers for Replies {
    fn holds(&mut self, phrase: usize, args: Vec<Value>) -> bool {
        self.answering.holds(self.machine, phrase, &args)
    }

    fn perform(&mut self, phrase: usize, args: Vec<Value>) -> Result<(), String> {
        self.answering.perform(self.machine, phrase, &args)
    }

    fn answer(&mut self, phrase: usize, args: Vec<Value>) -> Result<Value, String> {
        self.answering.answer(self.machine, phrase, &args)
    }

    fn now(&mut self) -> i64 {
        self.now
    }

    fn uuid(&mut self) -> String {
        self.answering.uuid()
    }
}
