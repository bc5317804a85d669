//! Answers that depend on the question alone, so that interpreter and host can be asked in any order, and again after a crash.
//!
//! Nothing is remembered: an answer is made of the seed, the machine, the phrase and the arguments.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flow_host::Step;
use flow_model::model::{Model, Type};
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::value::Value;
use flow_speculate::Random;
use flow_test::{Answers, Scripted};

/// Answers to both sides. Copies are the same.
#[derive(Clone, Debug)]
pub struct Answering(Arc<Mutex<Known>>);

#[derive(Debug)]
struct Known {
    seed: u64,
    /// The types of answers, by machine and phrase.
    types: BTreeMap<(usize, usize), Kind>,
}

/// A type of which an answer is made up. Answers of other types are zero.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Number,
    Integer,
    Boolean,
    Other,
}

impl Answering {
    /// The answers of the first seed.
    pub(crate) fn new(model: &Model) -> Self {
        let kind = |ty: &Type| match ty {
            Type::Number => Kind::Number,
            Type::Integer => Kind::Integer,
            Type::Boolean => Kind::Boolean,
            _ => Kind::Other,
        };
        let machines = model.machines.iter().enumerate();
        let types = machines.flat_map(|(machine, definition)| {
            let phrases = definition.phrases.iter().enumerate();
            phrases.map(move |(phrase, definition)| ((machine, phrase), kind(&definition.answer)))
        });
        Answering(Arc::new(Mutex::new(Known { seed: 0, types: types.collect() })))
    }

    /// Answers as another seed does from now on.
    pub(crate) fn begin(&self, seed: u64) {
        self.known().seed = seed;
    }

    /// Makes the bindings of a machine, which give these answers.
    pub fn binder(&self, machine: usize) -> impl Fn(Step) -> Scripted<'static> + Send + Sync + 'static {
        let answering = self.clone();
        // Bindings borrow their answers, and a host's must own them: a test affords that each run of a handler leaks two words.
        move |_| Scripted::new(Box::leak(Box::new(Replies { answering: answering.clone(), machine })))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
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
        // FNV-1a.
        let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Random::new(question.bytes().fold(self.known().seed ^ 0xcbf2_9ce4_8422_2325, add))
    }

    fn holds(&self, machine: usize, phrase: usize, args: &[Value]) -> bool {
        self.random(machine, phrase, args).chance(50)
    }

    fn perform(&self, machine: usize, phrase: usize, args: &[Value]) -> Result<(), String> {
        if self.random(machine, phrase, args).chance(8) { Err("it would not".to_owned()) } else { Ok(()) }
    }

    /// An answer; [`Value::Nothing`] for the zero of its type.
    fn answer(&self, machine: usize, phrase: usize, args: &[Value]) -> Result<Value, String> {
        let mut random = self.random(machine, phrase, args);
        if random.chance(12) {
            return Err("nobody knows".to_owned());
        }
        let number = i64::try_from(random.below(120)).unwrap_or(0);
        let kind = self.known().types.get(&(machine, phrase)).copied();
        Ok(match kind {
            Some(Kind::Number) => Value::Number(number.into()),
            Some(Kind::Integer) => Value::Integer(number),
            Some(Kind::Boolean) => Value::Boolean(number % 2 == 0),
            Some(Kind::Other) | None => Value::Nothing,
        })
    }

    /// The same for a whole seed, since it is asked a second time after a crash.
    fn now(&self) -> i64 {
        (self.known().seed % 120).cast_signed()
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
        Answering::now(self)
    }

    fn uuid(&mut self) -> String {
        Answering::uuid(self)
    }
}

/// The host's side, for one machine.
struct Replies {
    answering: Answering,
    machine: usize,
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
        self.answering.now()
    }

    fn uuid(&mut self) -> String {
        self.answering.uuid()
    }
}
