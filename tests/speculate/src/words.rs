//! The words that specifications are made of.
//!
//! Every name of a value has one type wherever it is used, so that types agree over a whole system without being
//! looked at: `$first_amount` is a number in every machine. Context and payload have names of their own.

use std::collections::BTreeMap;

use crate::random::Random;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ty {
    Number,
    Integer,
    Text,
    Flag,
    Time,
    Length,
    Level,
    Numbers,
    Texts,
    Item,
    Items,
    Any,
}

use Ty::*;

impl Ty {
    /// The type's name in an annotation; empty for `any`.
    pub(crate) fn annotation(self) -> &'static str {
        match self {
            Number => ": number",
            Integer => ": integer",
            Text => ": string",
            Flag => ": boolean",
            Time => ": time",
            Length => ": duration",
            Level => r#": one of "low", "high", "not yet known""#,
            // A choice that is added first would make it an array of that choice.
            Texts => ": array of string",
            Numbers | Items => ": array",
            Item => ": object",
            Any => "",
        }
    }

    /// The type of its items.
    pub(crate) fn item(self) -> Option<Ty> {
        match self {
            Numbers => Some(Number),
            Texts => Some(Text),
            Items => Some(Item),
            _ => None,
        }
    }
}

/// The name of a value, without its sigil, and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Var {
    pub(crate) name: String,
    pub(crate) ty: Ty,
}

const KEPT: &[(Ty, &[&str])] = &[
    (Number, &["total", "balance", "limit", "weight", "average"]),
    (Integer, &["count", "tries", "days_since_start", "copies"]),
    (Text, &["note", "address", "last_error", "status"]),
    (Flag, &["urgent", "paid_before", "gift"]),
    (Time, &["started_at", "due_at"]),
    (Length, &["patience", "time_left"]),
    (Level, &["priority", "risk"]),
    (Numbers, &["prices", "readings"]),
    (Texts, &["tags", "names"]),
    (Item, &["best_item", "parcel"]),
    (Items, &["items", "parcels"]),
    (Any, &["memo"]),
];

const SENT: &[(Ty, &[&str])] = &[
    (Number, &["amount", "price", "fee"]),
    (Integer, &["steps", "pieces"]),
    (Text, &["reason", "label", "code"]),
    (Flag, &["insured", "final_offer"]),
    (Time, &["sent_at"]),
    (Length, &["delay"]),
    (Level, &["danger"]),
    (Numbers, &["measures"]),
    (Texts, &["lines"]),
    (Item, &["article"]),
    (Items, &["articles"]),
    (Any, &["remark"]),
];

const PREFIXES: &[&str] = &["", "", "", "first_", "next_", "old_", "gross_", "inner_"];

const MACHINES: &[&str] = &[
    "order",
    "payment",
    "loan",
    "shelf",
    "ticket",
    "lift",
    "parcel_box",
    "claim",
    "invoice",
    "visit",
    "job",
    "meter",
];
const PEOPLE: &[&str] = &["customer", "clerk", "guest", "driver", "reader", "auditor"];
const OFFICES: &[&str] = &["bank", "carrier", "archive", "printer", "registry", "weather"];

const VERBS: &[&str] = &[
    "open", "close", "take", "return", "check", "pay", "renew", "move", "call", "count", "sign", "pack",
    "type", "await",
];
const THINGS: &[&str] = &[
    "", "_door", "_card", "_order", "_bill", "_letter", "_room", "_key", "_form", "_box", "_match", "_self",
];
const FORMS: &[&str] = &[
    "active",
    "waiting",
    "closed",
    "checked",
    "sent",
    "kept",
    "lost",
    "late",
    "in_doubt",
    "new",
    "self",
    "done_twice",
];

/// Names that have been given away.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    used: BTreeMap<String, usize>,
}

impl Names {
    /// `name`, with a number if it was given away before.
    pub(crate) fn fresh(&mut self, name: String) -> String {
        let times = self.used.entry(name.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { name } else { format!("{name}_{times}") }
    }

    pub(crate) fn machine(&mut self, random: &mut Random) -> String {
        self.fresh((*random.pick(MACHINES)).to_owned())
    }

    pub(crate) fn person(&mut self, random: &mut Random) -> String {
        self.fresh((*random.pick(PEOPLE)).to_owned())
    }

    pub(crate) fn office(&mut self, random: &mut Random) -> String {
        self.fresh((*random.pick(OFFICES)).to_owned())
    }

    pub(crate) fn event(&mut self, random: &mut Random) -> String {
        let (verb, thing) = (random.pick(VERBS), random.pick(THINGS));
        self.fresh(format!("{verb}{thing}"))
    }

    pub(crate) fn state(&mut self, random: &mut Random) -> String {
        self.fresh((*random.pick(FORMS)).to_owned())
    }
}

/// `count` variables of a context, no two of one name.
pub(crate) fn kept(random: &mut Random, count: usize) -> Vec<Var> {
    vars(random, KEPT, count)
}

/// `count` payload fields, no two of one name.
pub(crate) fn sent(random: &mut Random, count: usize) -> Vec<Var> {
    vars(random, SENT, count)
}

fn vars(random: &mut Random, from: &[(Ty, &[&str])], count: usize) -> Vec<Var> {
    let mut vars: Vec<Var> = Vec::new();
    for _ in 0..count {
        let (ty, nouns) = from[random.weighted(&[6, 5, 5, 3, 2, 2, 2, 2, 2, 1])];
        let name = format!("{}{}", random.pick(PREFIXES), random.pick(nouns));
        if vars.iter().all(|var| var.name != name) {
            vars.push(Var { name, ty });
        }
    }
    vars
}
