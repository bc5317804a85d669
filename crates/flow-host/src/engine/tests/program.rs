//! Programs written by hand: a machine is its table and a function.
//!
//! The shop has one machine of each kind: in the step, awaited, one for all, one for each key; and an actor with messages that are
//! delivered, and one that reads them.

use std::cell::RefCell;

use flow_durable::{
    ActorTable, Ask, BoxFuture, Call, EventTable, Field, Instances, MachineTable, MessageTable, Phrase,
    PhraseKind, Post, Replay, Stop, StoredEvent, Target, TimerKind, Trouble, Unreadable, When, WriteJson,
};
use serde_json::{Map, Value, json};

use crate::program::{
    ActorPart, AnyMachine, Around, Created, Halt, Parts, Ran, Run, Stopped, With, finish_replay,
};
use crate::step::Step;

/// A machine as a function.
pub(super) struct Written {
    pub(super) table: &'static MachineTable,
    pub(super) is_awaited: bool,
    /// The handler of all its events.
    pub(super) handler: fn(&mut Hand<'_>) -> Result<(), Stopped>,
    /// The variables of a new instance.
    pub(super) start: fn() -> Value,
}

/// The context of a handler.
pub(super) struct Hand<'a> {
    pub(super) id: &'a str,
    pub(super) from: &'static str,
    pub(super) state: &'static str,
    pub(super) context: Value,
    pub(super) event: &'a str,
    pub(super) payload: Value,
    pub(super) around: &'a dyn Around,
    pub(super) step: Option<Step>,
    replay: Option<RefCell<Replay<'a>>>,
    pub(super) posts: Vec<Post>,
    passed: Vec<&'static str>,
}

impl Hand<'_> {
    pub(super) fn moves(&mut self, state: &'static str) {
        self.state = state;
        self.passed.push(state);
    }

    pub(super) fn rejected(&self) -> Stopped {
        Stopped::Rejected { state: self.state.into() }
    }

    pub(super) fn number(&self, name: &str) -> i64 {
        self.context[name].as_i64().unwrap_or(0)
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.context[name] = value.into();
    }

    /// Asks a phrase that is awaited.
    pub(super) fn ask<T: serde::de::DeserializeOwned>(
        &self,
        phrase: usize,
        arguments: &Value,
    ) -> Result<T, Stopped> {
        let replay = self.replay.as_ref().expect("an awaited machine");
        let answer = replay.borrow().ask(phrase, &written(arguments), &self.context);
        answer.map_err(|stop| Stopped::Failed { phrase: format!("phrase {phrase}"), error: stop.to_string() })
    }

    /// Whether a phrase that is awaited was refused: `? that failed`.
    pub(super) fn was_refused(&self, phrase: usize, arguments: &Value) -> Result<bool, Stopped> {
        let replay = self.replay.as_ref().expect("an awaited machine");
        let answer = replay.borrow().ask::<Value>(phrase, &written(arguments), &self.context);
        match answer {
            Ok(_) => Ok(false),
            Err(Stop::Refused(_)) => Ok(true),
            Err(stop) => Err(Stopped::Failed { phrase: format!("phrase {phrase}"), error: stop.to_string() }),
        }
    }

    pub(super) fn emit(&mut self, machine: usize, to: Target, name: &str, payload: &Value) {
        let from = Some(self.from.to_owned());
        let event = StoredEvent { machine, name: name.into(), from, payload: payload.to_string() };
        self.posts.push(Post::Event { to, event });
    }

    pub(super) fn tell(&mut self, actor: &'static str, name: &'static str, payload: &Value) {
        self.posts.push(Post::Message { actor, name, payload: payload.to_string() });
    }

    pub(super) fn start(&mut self, machine: usize, kind: TimerKind, when: When, name: &str) {
        let from = Some(if kind == TimerKind::Schedule { "self" } else { "system" }.to_owned());
        let event = StoredEvent { machine, name: name.into(), from, payload: "{}".into() };
        self.posts.push(Post::Start { kind, when, event });
    }

    /// Executes a statement in the step; an error fails the handler.
    pub(super) fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), Stopped> {
        let step = self.step.as_ref().expect("a machine in the step");
        let result = step.execute(sql, params);
        result.map(drop).map_err(|error| Stopped::Failed { phrase: sql.into(), error: error.to_string() })
    }
}

/// The elements of a JSON array as arguments.
fn written(arguments: &Value) -> Vec<&dyn WriteJson> {
    arguments.as_array().into_iter().flatten().map(|argument| argument as &dyn WriteJson).collect()
}

fn name_of(table: &'static MachineTable, state: &str) -> &'static str {
    table.states.iter().find(|name| **name == state).copied().unwrap_or("?")
}

impl AnyMachine for Written {
    fn table(&self) -> &'static MachineTable {
        self.table
    }

    fn is_awaited(&self) -> bool {
        self.is_awaited
    }

    fn create(&self, _id: &str, context: &str) -> Result<Created, Unreadable> {
        let mut variables = (self.start)();
        if !context.is_empty() {
            let given: Map<String, Value> =
                serde_json::from_str(context).map_err(|error| Unreadable::new("the context", error))?;
            variables.as_object_mut().expect("an object").extend(given);
        }
        let state = self.table.states[0].to_owned();
        Ok(Created { state, context: variables.to_string(), has_ended: false })
    }

    fn check_instance(&self, _id: &str, state: &str, context: &str) -> Result<Created, Unreadable> {
        let is_known = self.table.states.contains(&state);
        let known = is_known.then_some(()).ok_or_else(|| Unreadable::new("the state", "there is none"));
        known?;
        let context: Map<String, Value> =
            serde_json::from_str(context).map_err(|error| Unreadable::new("the context", error))?;
        let has_ended = self.table.ends.contains(&state);
        Ok(Created { state: state.to_owned(), context: Value::from(context).to_string(), has_ended })
    }

    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable> {
        let value: Map<String, Value> =
            serde_json::from_str(&event.payload).map_err(|error| Unreadable::new("the payload", error))?;
        Ok(Value::from(value).to_string())
    }

    fn run(&self, run: Run<'_>) -> Result<Ran, Halt> {
        let read = |text: &str| serde_json::from_str::<Value>(text).expect("stored JSON");
        let (step, replay) = match run.with {
            With::Step(step) => (Some(step), None),
            With::Record(record) => (None, Some(RefCell::new(record.replay(self.table.phrases)))),
        };
        let mut hand = Hand {
            id: run.stored.id,
            from: self.table.name,
            state: name_of(self.table, run.stored.state),
            context: read(run.stored.context),
            event: &run.event.name,
            payload: read(&run.event.payload),
            around: run.around,
            step,
            replay,
            posts: Vec::new(),
            passed: Vec::new(),
        };
        let from = hand.state;
        let result = (self.handler)(&mut hand);
        let Hand { state, context, posts, passed, replay, .. } = hand;
        let has_ended = self.table.ends.contains(&state);
        let context = context.to_string();
        // The group of all tests: the first two states.
        let is_early = self.table.states.iter().take(2).any(|known| *known == state);
        let timer_groups: &[&str] = if is_early { &["early"] } else { &[] };
        let ran = result.map(|()| Ran { from, passed, state, context, has_ended, timer_groups, posts });
        match replay {
            Some(replay) => finish_replay(replay.into_inner(), ran),
            None => ran.map_err(Halt::Stopped),
        }
    }

    fn perform<'a>(
        &'a self,
        ask: &'a Ask,
        _call: &'a Call,
    ) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        let is_guard = self.table.phrases[ask.phrase].kind == PhraseKind::Guard;
        Box::pin(async move { Ok(if is_guard { "true" } else { "null" }.to_owned()) })
    }
}

/// An event of a table, without fields.
pub(super) const fn event(
    name: &'static str,
    from: Option<&'static str>,
    public: bool,
    states: &'static [&'static str],
    deferred: &'static [&'static str],
) -> EventTable {
    EventTable { name, from, public, fields: &[], sender_id: None, states, deferred }
}

/// A phrase of a table.
pub(super) const fn phrase(text: &'static str, function: &'static str, kind: PhraseKind) -> Phrase {
    Phrase { text, function, kind, arguments: &[], answer: "" }
}

pub(super) const fn table(
    name: &'static str,
    instances: Instances,
    states: &'static [&'static str],
    ends: &'static [&'static str],
    events: &'static [EventTable],
    phrases: &'static [Phrase],
) -> MachineTable {
    MachineTable { name, instances, states, ends, groups: &[], variables: &[], inputs: &[], events, phrases }
}

pub(super) const ORDER: usize = 0;
pub(super) const PAYMENT: usize = 1;
pub(super) const STATS: usize = 2;
pub(super) const STOCK: usize = 3;

/// The shop: an order in the step, a payment that is awaited, statistics that are one for all, a stock for each article.
static ORDER_TABLE: MachineTable = table(
    "order",
    Instances::PerConversation,
    &["new", "waiting", "paid", "packed", "cancelled", "declined"],
    &["packed", "cancelled", "declined"],
    &[
        EventTable {
            fields: &[Field { name: "amount", of_type: "integer" }],
            ..event("checkout", Some("customer"), true, &["new"], &[])
        },
        event("note", Some("customer"), true, &["new", "waiting", "paid"], &[]),
        event("cancel", Some("customer"), true, &["paid"], &["waiting"]),
        event("paid", Some("payment"), false, &["waiting"], &[]),
        event("declined", Some("payment"), false, &["waiting"], &[]),
        event("reserved", Some("stock"), false, &["paid"], &[]),
        event("late", Some("system"), false, &["waiting"], &[]),
        event("tick", Some("self"), false, &["waiting", "paid"], &[]),
        event("delivered", Some("carrier"), false, &["paid"], &[]),
    ],
    &[],
);

static PAYMENT_TABLE: MachineTable = table(
    "payment",
    Instances::PerConversation,
    &["idle", "done"],
    &["done"],
    &[event("charge", Some("order"), false, &["idle"], &[])],
    &[
        phrase("card is valid", "card_is_valid", PhraseKind::Guard),
        phrase("card is known", "card_is_known", PhraseKind::Guard),
        phrase("reserve $amount", "reserve_amount", PhraseKind::Action),
        phrase("charge $amount", "charge_amount", PhraseKind::Action),
    ],
);

static STATS_TABLE: MachineTable = table(
    "stats",
    Instances::One,
    &["on"],
    &[],
    &[event("count", Some("order"), false, &["on"], &[]), event("reset", Some("clerk"), true, &["on"], &[])],
    &[],
);

static STOCK_TABLE: MachineTable = table(
    "stock",
    Instances::PerKey(&["sku"]),
    &["open", "closed"],
    &[],
    &[
        event("reserve", Some("order"), false, &["open"], &[]),
        event("close", Some("clerk"), true, &["open"], &[]),
        event("restock", Some("self"), false, &["open", "closed"], &[]),
    ],
    &[],
);

fn order(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    match (hand.event, hand.state) {
        ("checkout", "new") => {
            let amount = hand.payload["amount"].clone();
            hand.execute("INSERT INTO sale (id, amount) VALUES (?1, ?2)", (hand.id, amount.as_i64()))?;
            if amount == json!(13) {
                return Err(Stopped::Failed {
                    phrase: "count $amount".into(),
                    error: "13 is unlucky".into(),
                });
            }
            assert_ne!(amount, json!(666), "the number of the beast");
            if amount == json!(0) {
                return Err(Stopped::Refused { reason: "nothing to pay".into() });
            }
            hand.set("amount", amount.clone());
            hand.start(ORDER, TimerKind::State, When::After(flow::Duration::from_secs(600)), "late");
            hand.emit(PAYMENT, Target::Partner, "charge", &json!({ "amount": amount }));
            hand.moves("waiting");
        }
        ("note", "new" | "waiting" | "paid") => {
            let notes = hand.number("notes") + 1;
            hand.set("notes", notes);
        }
        ("cancel", "waiting") => return Err(Stopped::Deferred),
        ("cancel", "paid") => hand.moves("cancelled"),
        ("paid", "waiting") => {
            hand.emit(STATS, Target::Only, "count", &json!({}));
            hand.tell("mail", "confirmation", &json!({ "order": hand.id }));
            hand.tell("audit", "sold", &json!({ "order": hand.id }));
            hand.emit(STOCK, Target::Key("pen".into()), "reserve", &json!({ "sku": "pen" }));
            hand.moves("paid");
        }
        ("declined", "waiting") => hand.moves("declined"),
        ("reserved", "paid") => {
            hand.tell("mail", "packed", &json!({ "order": hand.id }));
            hand.moves("packed");
        }
        ("late", "waiting") => hand.moves("cancelled"),
        ("tick", "waiting" | "paid") => {
            let ticks = hand.number("ticks") + 1;
            hand.set("ticks", ticks);
        }
        ("delivered", "paid") => hand.set("delivered", true),
        _ => return Err(hand.rejected()),
    }
    Ok(())
}

fn payment(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    if (hand.event, hand.state) != ("charge", "idle") {
        return Err(hand.rejected());
    }
    let amount = json!([hand.payload["amount"]]);
    if !hand.ask::<bool>(0, &json!([]))? || !hand.ask::<bool>(1, &json!([]))? {
        hand.emit(ORDER, Target::Partner, "declined", &json!({}));
        hand.moves("done");
        return Ok(());
    }
    hand.ask::<Value>(2, &amount)?;
    if hand.was_refused(3, &amount)? {
        hand.emit(ORDER, Target::Partner, "declined", &json!({}));
    } else {
        hand.emit(ORDER, Target::Partner, "paid", &json!({}));
    }
    hand.moves("done");
    Ok(())
}

fn stats(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    let count = if hand.event == "count" { hand.number("count") + 1 } else { 0 };
    hand.set("count", count);
    Ok(())
}

fn stock(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    match (hand.event, hand.state) {
        ("reserve", "open") => {
            let taken = hand.number("taken") + 1;
            hand.set("taken", taken);
            if taken == 1 {
                let every = When::Every(flow::Duration::from_secs(60));
                hand.start(STOCK, TimerKind::Schedule, every, "restock");
            }
            hand.emit(ORDER, Target::Partner, "reserved", &json!({}));
        }
        ("restock", _) => {
            let restocks = hand.number("restocks") + 1;
            hand.set("restocks", restocks);
            if restocks == 3 {
                hand.posts.push(Post::Cancel { name: "restock" });
            }
        }
        ("close", "open") => hand.moves("closed"),
        _ => return Err(hand.rejected()),
    }
    Ok(())
}

static MAIL: ActorTable = ActorTable {
    name: "mail",
    messages: &[
        MessageTable { name: "confirmation", fields: &[] },
        MessageTable { name: "packed", fields: &[] },
    ],
};
static AUDIT: ActorTable =
    ActorTable { name: "audit", messages: &[MessageTable { name: "sold", fields: &[] }] };

/// The shop.
pub(super) fn shop() -> Parts {
    let written = |table, is_awaited, handler| {
        let machine: Box<dyn AnyMachine> =
            Box::new(Written { table, is_awaited, handler, start: || json!({}) });
        machine
    };
    Parts {
        fingerprint: "shop 1".into(),
        machines: vec![
            written(&ORDER_TABLE, false, order),
            written(&PAYMENT_TABLE, true, payment),
            written(&STATS_TABLE, false, stats),
            written(&STOCK_TABLE, false, stock),
        ],
        actors: vec![
            ActorPart { table: &MAIL, is_delivered: true },
            ActorPart { table: &AUDIT, is_delivered: false },
        ],
        number: "decimal",
        mappings: &[],
        secrets: &[],
        rules: crate::rules::Rules::default(),
    }
}

/// An account, with instances that never end: an awaited machine with guards, two actions and events that change its questions.
static ACCOUNT_TABLE: MachineTable = table(
    "account",
    Instances::PerConversation,
    &["open"],
    &[],
    &[
        event("pay", Some("customer"), true, &["open"], &[]),
        event("raise", Some("customer"), true, &["open"], &[]),
        event("close", Some("customer"), true, &["open"], &[]),
    ],
    &[
        phrase("card is open", "card_is_open", PhraseKind::Guard),
        phrase("charge $amount", "charge_amount", PhraseKind::Action),
        phrase("notify", "notify", PhraseKind::Action),
        phrase("rate", "rate", PhraseKind::Answer),
    ],
);

fn account(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    match hand.event {
        "pay" => {
            if !hand.ask::<bool>(0, &json!([]))? {
                return Err(Stopped::Refused { reason: "closed".into() });
            }
            let amount = hand.payload["amount"].as_i64().unwrap_or(0) + hand.number("fee");
            hand.ask::<Value>(1, &json!([amount]))?;
            let paid = hand.number("paid") + amount;
            hand.set("paid", paid);
            hand.ask::<Value>(2, &json!([]))?;
        }
        "raise" => {
            let fee = hand.payload["fee"].clone();
            hand.set("fee", fee);
        }
        "close" => {
            let rate = hand.ask::<i64>(3, &json!([]))?;
            hand.set("rate", rate);
        }
        _ => return Err(hand.rejected()),
    }
    Ok(())
}

/// The account.
pub(super) fn accounts() -> Parts {
    alone(&ACCOUNT_TABLE, true, account)
}

/// A machine of timers: `set` starts those that its payload names.
static CLOCK_TABLE: MachineTable = table(
    "clock",
    Instances::PerConversation,
    &["a", "b", "c", "over"],
    &["over"],
    &[
        event("set", Some("customer"), true, &["a", "b"], &[]),
        event("ring", Some("system"), false, &["a", "b"], &[]),
        event("buzz", Some("system"), false, &["a", "b"], &[]),
        event("timer_expired", Some("system"), false, &["a", "b"], &[]),
        event("tick", Some("self"), false, &["a", "b"], &[]),
    ],
    &[],
);

fn clock(hand: &mut Hand<'_>) -> Result<(), Stopped> {
    if hand.event != "set" {
        let log = format!("{}{} ", hand.context["log"].as_str().unwrap_or(""), hand.event);
        hand.set("log", log);
        return Ok(());
    }
    let orders = hand.payload["do"].as_str().unwrap_or("").to_owned();
    for order in orders.split(", ") {
        let words: Vec<&str> = order.split(' ').collect();
        let seconds = words.last().and_then(|word| word.parse().ok()).unwrap_or(0);
        let length = flow::Duration::from_secs(seconds);
        let name = words.get(1).copied().unwrap_or("");
        match words[0] {
            "start" => hand.start(0, TimerKind::State, When::After(length), name),
            "group" => hand.start(0, TimerKind::Group("early"), When::After(length), name),
            "until" => {
                let time = flow::Time::from_millis(seconds * 1000);
                hand.start(0, TimerKind::Schedule, When::Until(time), name);
            }
            "schedule" => hand.start(0, TimerKind::Schedule, When::After(length), name),
            "every" => hand.start(0, TimerKind::Schedule, When::Every(length), name),
            "cancel" if name == "timer" => hand.posts.push(Post::CancelTimer),
            "cancel" => hand.posts.push(Post::Cancel { name: if name == "tick" { "tick" } else { "ring" } }),
            "move" => hand.moves(name_of(&CLOCK_TABLE, name)),
            other => panic!("{other} is no order"),
        }
    }
    Ok(())
}

/// The clock.
pub(super) fn clocks() -> Parts {
    alone(&CLOCK_TABLE, false, clock)
}

/// A program of one machine.
pub(super) fn alone(
    table: &'static MachineTable,
    is_awaited: bool,
    handler: fn(&mut Hand<'_>) -> Result<(), Stopped>,
) -> Parts {
    let machine = Written { table, is_awaited, handler, start: || json!({}) };
    Parts {
        fingerprint: table.name.into(),
        machines: vec![Box::new(machine)],
        actors: Vec::new(),
        number: "decimal",
        mappings: &[],
        secrets: &[],
        rules: crate::rules::Rules::default(),
    }
}
