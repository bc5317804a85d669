//! Expressions and conditions over what a handler can read (reference#values, reference#conditions).
//!
//! An expression has the type that is asked for. Its parts may be zero, negative or as large as can be: arithmetic that
//! fails is part of the language.

use crate::random::Random;
use crate::words::{Ty, Var};

/// What can be read at a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'a> {
    /// The name of the machine.
    pub(crate) machine: &'a str,
    /// Its context.
    pub(crate) vars: &'a [Var],
    /// The payload.
    pub(crate) fields: &'a [Var],
    /// States that something moves to; the initial one first.
    pub(crate) states: &'a [String],
}

impl Scope<'_> {
    /// A readable value of a type.
    pub(crate) fn read(&self, random: &mut Random, ty: Ty) -> Option<String> {
        let all = self.vars.iter().chain(self.fields).filter(|var| var.ty == ty);
        let names: Vec<&str> = all.map(|var| var.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("${}", random.pick(&names)))
    }

    /// Any readable value.
    pub(crate) fn any(&self, random: &mut Random) -> Option<Var> {
        let all: Vec<&Var> = self.vars.iter().chain(self.fields).collect();
        (!all.is_empty()).then(|| (*random.pick(&all)).clone())
    }
}

/// An expression of a type, `depth` operators deep at most.
pub(crate) fn expr(random: &mut Random, scope: &Scope<'_>, ty: Ty, depth: usize) -> String {
    if depth > 0 && matches!(ty, Ty::Number | Ty::Integer) && random.chance(45) {
        return arithmetic(random, scope, ty, depth);
    }
    if depth > 0 && matches!(ty, Ty::Time | Ty::Length) && random.chance(45) {
        return time_arithmetic(random, scope, ty, depth);
    }
    if depth > 0
        && random.chance(20)
        && let Some(call) = function(random, scope, ty, depth)
    {
        return call;
    }
    let read = if random.chance(65) { read(random, scope, ty) } else { None };
    read.unwrap_or_else(|| literal(random, scope, ty))
}

/// A division is never an integer.
fn arithmetic(random: &mut Random, scope: &Scope<'_>, ty: Ty, depth: usize) -> String {
    let operator = ["+", "-", "*", "/"][random.weighted(&[4, 4, 3, if ty == Ty::Number { 2 } else { 0 }])];
    let left = expr(random, scope, ty, depth - 1);
    let right = expr(random, scope, ty, depth - 1);
    match random.below(4) {
        0 => format!("({left} {operator} {right})"),
        1 if ty == Ty::Number => format!("-({left}) {operator} {right}"),
        _ => format!("{left} {operator} {right}"),
    }
}

/// A function of values or of a list, or a text with values.
fn function(random: &mut Random, scope: &Scope<'_>, ty: Ty, depth: usize) -> Option<String> {
    let inner = depth - 1;
    let two = |random: &mut Random, ty| (expr(random, scope, ty, inner), expr(random, scope, ty, inner));
    Some(match (ty, random.below(8)) {
        (Ty::Text, 0 | 1) => format!("text({})", expr(random, scope, Ty::Number, inner)),
        (Ty::Text, 2..=5) => text_with_values(random, scope)?,
        (Ty::Flag, _) => format!("not {}", scope.read(random, Ty::Flag)?),
        (Ty::Integer, 0) => {
            let function = random.pick(&["round", "floor", "ceil"]);
            format!("{function}({})", expr(random, scope, Ty::Number, inner))
        }
        (Ty::Integer, 1) => format!("length({})", expr(random, scope, Ty::Text, inner)),
        (Ty::Integer, 2) => format!("count of {}", scope.read(random, Ty::Texts)?),
        (Ty::Integer, 3 | 4) => {
            let (left, right) = two(random, ty);
            format!("({left}) {} ({right})", random.pick(&["mod", "div"]))
        }
        (Ty::Number, 0 | 1) => {
            format!("round({}, {})", expr(random, scope, Ty::Number, inner), random.below(4))
        }
        (Ty::Number, 2) => {
            format!("{} of {}", random.pick(FOLDS), scope.read(random, Ty::Numbers)?)
        }
        (Ty::Number, 3) => format!("{} of {}.cost", random.pick(FOLDS), scope.read(random, Ty::Items)?),
        (Ty::Number | Ty::Integer | Ty::Length, 5) => format!("abs({})", expr(random, scope, ty, inner)),
        (Ty::Number | Ty::Integer | Ty::Length | Ty::Time, 6 | 7) => {
            let (left, right) = two(random, ty);
            format!("{}({left}, {right})", random.pick(&["min", "max"]))
        }
        _ => return None,
    })
}

/// The functions of a list that calculate with its items.
const FOLDS: &[&str] = &["sum", "smallest", "largest"];

/// What texts have before their values.
const BEFORE_VALUES: [&str; 4] = ["", "so ", "\\{$x} ", "über \\\"5\\\": "];

/// `"so {$much}"`: a text with one to three values.
fn text_with_values(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let mut text = String::new();
    for _ in 0..random.between(1, 3) {
        text.push_str(BEFORE_VALUES[random.below(BEFORE_VALUES.len())]);
        let var = scope.any(random)?;
        let value = match var.ty {
            Ty::Numbers | Ty::Texts | Ty::Items => return None,
            Ty::Item => format!("${}.cost", var.name),
            Ty::Number if random.chance(40) => format!("${} * 2.50", var.name),
            _ => format!("${}", var.name),
        };
        text.push_str(&format!("{{{value}}}"));
    }
    Some(format!("\"{text}\""))
}

/// A time or a duration that is computed.
fn time_arithmetic(random: &mut Random, scope: &Scope<'_>, ty: Ty, depth: usize) -> String {
    let mut value = |ty| {
        let value = expr(random, scope, ty, depth - 1);
        if value.contains(' ') { format!("({value})") } else { value }
    };
    let (first, length, time) = (value(ty), value(Ty::Length), value(Ty::Time));
    match (ty, random.below(6)) {
        (Ty::Time, 0) => format!("{length} + {time}"),
        (_, 1 | 2) => format!("{first} - {length}"),
        (Ty::Time, _) => format!("{first} + {length}"),
        (_, 3) => format!("{time} - now()"),
        (_, 4) => format!("{} * {length}", expr(random, scope, Ty::Integer, 0)),
        (_, 5) => format!("({first} + {length}) / {}", expr(random, scope, Ty::Number, 0)),
        _ => format!("-({first})"),
    }
}

/// `30 seconds`, `$n minutes`.
fn length(random: &mut Random, scope: &Scope<'_>) -> String {
    let amount = match random.below(6) {
        0 => scope.read(random, Ty::Integer),
        1 => scope.read(random, Ty::Number),
        2 => Some("1.75".to_owned()),
        3 => Some("-2".to_owned()),
        _ => None,
    };
    let amount = amount.unwrap_or_else(|| random.between(0, 90).to_string());
    format!("{amount} {}", random.pick(UNITS))
}

/// The texts of the choice.
const LEVELS: &[&str] = &[r#""low""#, r#""high""#, r#""not yet known""#];

/// The units of time.
pub(crate) const UNITS: &[&str] =
    &["microseconds", "milliseconds", "second", "seconds", "minutes", "hours", "day", "days", "weeks"];

fn read(random: &mut Random, scope: &Scope<'_>, ty: Ty) -> Option<String> {
    let other = match ty {
        Ty::Number if random.chance(25) => scope.read(random, Ty::Integer),
        Ty::Number if random.chance(25) => scope.read(random, Ty::Item).map(|item| format!("{item}.cost")),
        Ty::Text if random.chance(20) => scope.read(random, Ty::Item).map(|item| format!("{item}.title")),
        Ty::Text if random.chance(15) => scope.read(random, Ty::Level),
        Ty::Text if random.chance(20) => {
            scope.read(random, Ty::Item).map(|item| format!("{item}.maker.place"))
        }
        Ty::Text if !scope.machine.is_empty() && random.chance(15) => Some(format!("${}_id", scope.machine)),
        _ => None,
    };
    other.or_else(|| scope.read(random, ty))
}

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "12.50",
    "0.1",
    "0.2",
    "-3",
    "-0.05",
    "75%",
    "33.3333",
    "1000000",
    "0.0000001",
    "3961408125713216879677197516",
    "9999999999999999999999999999",
    "-9999999999999999999999999999",
    "0.000000000000000000000000001",
    "12345678901234.567890",
];
const INTEGERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "5",
    "14",
    "-1",
    "-20",
    "100",
    "4611686018427387904",
    "9223372036854775807",
    "-9223372036854775807",
];
const TEXTS: &[&str] = &[
    r#""""#,
    r#""late""#,
    r#""a""#,
    r#""vip""#,
    r#""with \"quotes\"""#,
    r#""line\nbreak\tand \\""#,
    r#""über 5 €""#,
    r#""// no comment""#,
];

/// A number, most of the time an ordinary one.
fn number(random: &mut Random, from: &[&str]) -> String {
    let end = if random.chance(88) { from.len() * 3 / 5 } else { from.len() };
    from[random.below(end)].to_owned()
}

pub(crate) fn text(random: &mut Random) -> String {
    (*random.pick(TEXTS)).to_owned()
}

pub(crate) fn literal(random: &mut Random, scope: &Scope<'_>, ty: Ty) -> String {
    match ty {
        Ty::Number => number(random, NUMBERS),
        Ty::Integer => number(random, INTEGERS),
        Ty::Text if random.chance(15) => "uuid()".to_owned(),
        Ty::Text => text(random),
        Ty::Flag => ["true", "false"][random.below(2)].to_owned(),
        Ty::Time => "now()".to_owned(),
        Ty::Length => length(random, scope),
        Ty::Level => (*random.pick(LEVELS)).to_owned(),
        Ty::Numbers => list(random, scope, Ty::Number),
        Ty::Texts => list(random, scope, Ty::Text),
        Ty::Items => list(random, scope, Ty::Item),
        Ty::Item => object(random, scope),
        Ty::Any => "empty".to_owned(),
    }
}

fn list(random: &mut Random, scope: &Scope<'_>, ty: Ty) -> String {
    let count = random.below(4);
    let items: Vec<String> = (0..count).map(|_| expr(random, scope, ty, 0)).collect();
    format!("[{}]", items.join(", "))
}

fn object(random: &mut Random, scope: &Scope<'_>) -> String {
    let title = expr(random, scope, Ty::Text, 0);
    let cost = expr(random, scope, Ty::Number, 1);
    let place = text(random);
    format!("{{title: {title}, cost: {cost}, maker: {{place: {place}}}}}")
}

/// A condition, as written after `?`.
pub(crate) fn condition(random: &mut Random, scope: &Scope<'_>) -> String {
    let kind = random.weighted(&[6, 3, 3, 2, 3, 1, 3, 2, 5, 1, 2, 2, 2]);
    let found = match kind {
        0 => Some(comparison(random, scope, Ty::Number)),
        1 => Some(comparison(random, scope, Ty::Integer)),
        2 => about_text(random, scope),
        3 => about_flag(random, scope),
        4 => about_list(random, scope),
        5 => about_item(random, scope),
        6 => Some(in_state(random, scope)),
        7 => plain_words(random, scope),
        8 => Some(guard_phrase(random, scope)),
        10 => about_time(random, scope, Ty::Time),
        11 => about_time(random, scope, Ty::Length),
        12 => about_level(random, scope),
        _ => about_any(random, scope),
    };
    found.unwrap_or_else(|| guard_phrase(random, scope))
}

fn comparison(random: &mut Random, scope: &Scope<'_>, ty: Ty) -> String {
    // A number literal alone would decide for `number` where an integer is meant.
    let left = scope.read(random, ty).unwrap_or_else(|| expr(random, scope, Ty::Number, 1));
    let right = expr(random, scope, ty, 1);
    let operators = [
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "equals",
        "is",
        "is not",
        "is greater than",
        "is less than",
        "is at least",
        "is at most",
    ];
    match random.below(6) {
        0 => format!("{left} is between {} and {right}", expr(random, scope, ty, 0)),
        1 => format!("not {left} {} {right}", random.pick(&["<", ">=", "="])),
        _ => format!("{left} {} {right}", random.pick(&operators)),
    }
}

fn about_text(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let left = scope.read(random, Ty::Text)?;
    let right = expr(random, scope, Ty::Text, 0);
    Some(match random.below(6) {
        0 => format!("{left} is empty"),
        1 => format!("{left} is not empty"),
        2 => format!("{left} contains {}", text(random)),
        3 => format!("{left} < {right}"),
        4 => format!("{left} is not {right}"),
        _ => format!("{left} is {right}"),
    })
}

/// A comparison of a choice.
fn about_level(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let left = scope.read(random, Ty::Level)?;
    Some(match random.below(6) {
        0 => format!("{left} is empty"),
        1 => format!("{left} is {}", random.pick(&["low", "high", "not yet known"])),
        2 => format!("{left} contains {}", text(random)),
        3 => format!("{left} is not {}", random.pick(LEVELS)),
        _ => format!("{left} is {}", expr(random, scope, Ty::Level, 0)),
    })
}

/// A comparison of times or of durations.
fn about_time(random: &mut Random, scope: &Scope<'_>, ty: Ty) -> Option<String> {
    let left = scope.read(random, ty)?;
    let operator = *random.pick(&["<", ">=", "=", "is not", "is at most", "is greater than"]);
    Some(match random.below(5) {
        0 => format!("{left} is empty"),
        _ => format!("{left} {operator} {}", expr(random, scope, ty, 1)),
    })
}

fn about_flag(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let flag = scope.read(random, Ty::Flag)?;
    Some(match random.below(4) {
        0 => format!("not {flag}"),
        1 => format!("{flag} is {}", random.pick(&["true", "false"])),
        2 => format!("{flag} is empty"),
        _ => flag,
    })
}

fn about_list(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let ty = *random.pick(&[Ty::Numbers, Ty::Texts, Ty::Items]);
    let list = scope.read(random, ty)?;
    Some(match random.below(6) {
        0 => format!("{list} is empty"),
        1 => format!("{list} is not empty"),
        2 => format!("{list} has items"),
        3 => format!("{list} has {} items", random.below(4)),
        4 => format!("{list} has no items"),
        _ => format!("{list} contains {}", expr(random, scope, ty.item()?, 0)),
    })
}

fn about_item(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let item = scope.read(random, Ty::Item)?;
    Some(match random.below(4) {
        0 => format!("{item} is empty"),
        1 => format!("{item} is {}", expr(random, scope, Ty::Item, 0)),
        2 => format!("{item}.cost <= {}", expr(random, scope, Ty::Number, 1)),
        _ => format!("{item}.maker.place is {}", expr(random, scope, Ty::Text, 0)),
    })
}

fn about_any(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let any = scope.read(random, Ty::Any)?;
    let other = scope.read(random, Ty::Any)?;
    Some(match random.below(3) {
        0 => format!("{any} is empty"),
        1 => format!("{any} is not empty"),
        _ => format!("{any} is {other}"),
    })
}

fn in_state(random: &mut Random, scope: &Scope<'_>) -> String {
    let not = if random.chance(30) { " not" } else { "" };
    format!("{} is{not} in {}", scope.machine.replace('_', " "), states(random, scope))
}

/// One or two states.
pub(crate) fn states(random: &mut Random, scope: &Scope<'_>) -> String {
    let first = random.pick(scope.states);
    let second = random.pick(scope.states);
    if first == second || random.chance(50) { format!("#{first}") } else { format!("#{first}, #{second}") }
}

/// `total < 100` for `$total`.
fn plain_words(random: &mut Random, scope: &Scope<'_>) -> Option<String> {
    let names: Vec<&Var> =
        scope.vars.iter().filter(|var| matches!(var.ty, Ty::Number | Ty::Integer)).collect();
    if names.is_empty() {
        return None;
    }
    let words = random.pick(&names).name.replace('_', " ");
    Some(format!("{words} {} {}", random.pick(&["<", "is at least", "is not", ">"]), random.between(0, 120)))
}

/// A phrase that is asked. Its words depend on the types of its arguments, since one name has one signature.
pub(crate) fn guard_phrase(random: &mut Random, scope: &Scope<'_>) -> String {
    let thing = *random.pick(&["card", "member", "stamp", "licence", "cellar", "road"]);
    match random.below(7) {
        0 => format!("{thing} is valid"),
        1 => format!("{thing} is not valid"),
        2 => format!("{thing} lasts {} days", random.between(1, 30)),
        3 => format!("{thing} bears {}", text(random)),
        4 | 5 => match scope.any(random) {
            Some(var) => format!("{thing} is good for ${}", var.name),
            None => format!("{thing} has a seal"),
        },
        _ => format!("{thing} is trusted by {}%", random.between(0, 100)),
    }
}

/// A phrase that is done.
pub(crate) fn action_phrase(random: &mut Random, scope: &Scope<'_>) -> String {
    let thing = *random.pick(&["letter", "alarm", "copy", "clerk", "door bell", "log book"]);
    match random.below(7) {
        0 => format!("send the {thing}"),
        1 => format!("ring {thing} {} times", random.between(1, 5)),
        2 => format!("print {} on {thing}", text(random)),
        3 => format!("discount {thing} ({}%)", random.between(1, 99)),
        4 => format!("notify {thing} of [{}, \"x\"]", expr(random, scope, Ty::Text, 0)),
        _ => match (scope.any(random), scope.any(random)) {
            (Some(a), Some(b)) if a.name != b.name => format!("use {thing} with ${} and ${}", a.name, b.name),
            (Some(a), _) => format!("show {thing} ${}", a.name),
            _ => format!("fetch the {thing}"),
        },
    }
}
