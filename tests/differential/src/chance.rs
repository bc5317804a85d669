//! Random values, and bindings that answer at random.
//!
//! Values are those that comparisons of specifications look at, and extreme ones. Answers depend on the seed of one act alone, so
//! that a script without some of its acts gets the same answers for the others.

use flow_model::model::{Model, Type};
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::value::Value;
use flow_speculate::Random;
use flow_test::Request;
use rust_decimal::Decimal;

/// What a specification's own texts are, for values that hit its comparisons.
pub(crate) struct Values<'m> {
    model: &'m Model,
    texts: Vec<String>,
}

impl<'m> Values<'m> {
    /// Values for a model, with the texts of its files.
    pub(crate) fn new(model: &'m Model, files: &[(&str, &str)]) -> Self {
        let mut texts: Vec<String> = ["", "a", "ä \"quoted\" \\ \n", "12"].map(str::to_owned).to_vec();
        for (_, text) in files {
            texts.extend(text.split('"').skip(1).step_by(2).take(20).map(str::to_owned));
        }
        Values { model, texts }
    }

    /// A value of a type.
    pub(crate) fn of(&self, random: &mut Random, ty: &Type) -> Value {
        self.nested(random, ty, 4)
    }

    fn nested(&self, random: &mut Random, ty: &Type, depth: usize) -> Value {
        if depth == 0 || random.chance(10) {
            return Value::zero(self.model, ty);
        }
        match ty {
            Type::String => Value::text(random.pick(&self.texts).as_str()),
            Type::Number => Value::Number(number(random)),
            Type::Integer => Value::Integer(integer(random)),
            Type::Boolean => Value::Boolean(random.chance(50)),
            Type::Time => Value::Time(integer(random)),
            Type::Duration => Value::Duration(integer(random)),
            Type::Choice(choice) => {
                Value::text(random.pick(self.model.choices[*choice].texts.as_slice()).as_str())
            }
            Type::Array(item) => {
                let count = random.below(4);
                Value::list((0..count).map(|_| self.nested(random, item, depth - 1)).collect())
            }
            Type::Object(object) => {
                let fields = &self.model.objects[*object].fields;
                let fields = fields.iter();
                Value::object(fields.map(|(name, ty)| (name.as_str(), self.nested(random, ty, depth - 1))))
            }
            // A reference is made by a step; none is made up.
            Type::Reference(_) => Value::zero(self.model, ty),
            Type::Any => {
                let ty = random
                    .pick(&[Type::String, Type::Number, Type::Integer, Type::Boolean, Type::Time])
                    .clone();
                let ty = if random.chance(25) { Type::Array(Box::new(ty)) } else { ty };
                self.nested(random, &ty, depth - 1)
            }
        }
    }
}

fn number(random: &mut Random) -> Decimal {
    match random.below(10) {
        0 => *random.pick(&[Decimal::MAX, Decimal::MIN, Decimal::new(1, 28), Decimal::new(-1, 28)]),
        1 => Decimal::new(i64::try_from(random.below(100_000)).unwrap_or(0), 3),
        2 => -Decimal::from(random.below(200)),
        _ => Decimal::from(random.below(120)),
    }
}

fn integer(random: &mut Random) -> i64 {
    match random.below(10) {
        0 => *random.pick(&[i64::MAX, i64::MIN, i64::MAX - 1, 1 << 53]),
        1 => -i64::try_from(random.below(200)).unwrap_or(0),
        _ => i64::try_from(random.below(120)).unwrap_or(0),
    }
}

/// Bindings that answer at random, and remember.
pub(crate) struct Luck {
    random: Random,
    /// Everything that was asked, with the machine.
    pub(crate) asked: Vec<(usize, Request)>,
}

impl Luck {
    /// The answers of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Luck { random: Random::new(seed), asked: Vec::new() }
    }

    fn note(&mut self, question: &PhraseCall<'_>, asked: impl FnOnce(usize, Vec<Value>) -> Request) {
        self.asked.push((question.machine.index(), asked(question.phrase.index(), question.args.clone())));
    }
}

impl Bindings for Luck {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        let holds = self.random.chance(50);
        self.note(question, |phrase, args| Request::Held(phrase, args, holds));
        holds
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        let done = if self.random.chance(8) { Err("it would not".to_owned()) } else { Ok(()) };
        self.note(action, |phrase, args| Request::Did(phrase, args, done.clone()));
        done
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        let answer = match (self.random.below(8), zero) {
            (0, _) => Err("nobody knows".to_owned()),
            (1, zero) => Ok(zero),
            (_, Value::Number(_)) => Ok(Value::Number(integer(&mut self.random).into())),
            (_, Value::Integer(_)) => Ok(Value::Integer(integer(&mut self.random))),
            (_, Value::Boolean(_)) => Ok(Value::Boolean(self.random.chance(50))),
            (_, Value::Text(_)) => Ok(Value::text("an answer")),
            (_, zero) => Ok(zero),
        };
        self.note(question, |phrase, args| Request::Gave(phrase, args, answer.clone()));
        answer
    }

    fn now(&mut self) -> i64 {
        let now = integer(&mut self.random);
        self.asked.push((0, Request::Now(now)));
        now
    }

    fn uuid(&mut self) -> String {
        let id = format!("id-{}", self.random.below(5));
        self.asked.push((0, Request::Uuid(id.clone())));
        id
    }
}
