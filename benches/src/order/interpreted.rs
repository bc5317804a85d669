//! The order in the interpreter, which reads the same specification when the program runs.
//!
//! Its numbers are exact, so it is held against the generated order with decimals. Payloads are values by field, as a system
//! hands them to an instance.

use std::rc::Rc;

use flow_model::model::{EventId, MachineId, Model, Target};
use flow_sim::Runnable;
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::step::{Happened, Instance, step};
use flow_sim::exec::value::Value;
use flow_syntax::diagnostic::{Diagnostics, Lints};
use rust_decimal::Decimal;

use super::{Contestant, End};
use crate::stream::{Drawn, KINDS, Kind};
use crate::tally::{Amount, Tally};

/// The order's machine: the only one.
const ORDER: MachineId = MachineId(0);

/// The specification, ready to run.
struct Loaded {
    runnable: Runnable<'static>,
    /// The event of each kind.
    events: Vec<EventId>,
    /// The number under which an emit is noted, by actor and message.
    notes: Vec<Vec<u64>>,
    /// The names of an item's fields.
    item: [Rc<str>; 2],
}

/// What a tally calls each message.
const NOTES: [(&str, u64); 12] = [
    ("cart_changed", 1),
    ("payment_request", 2),
    ("checkout_started", 3),
    ("refused", 4),
    ("order_cancelled", 5),
    ("reserve_stock", 6),
    ("payment_error", 7),
    ("order_confirmed", 8),
    ("shipment", 9),
    ("refund_request", 10),
    ("refund_confirmation", 11),
    ("status", 12),
];

thread_local! {
    static LOADED: &'static Loaded = Box::leak(Box::new(load()));
}

fn loaded() -> &'static Loaded {
    LOADED.with(|loaded| *loaded)
}

fn load() -> Loaded {
    let mut diags = Diagnostics::new(Lints::new());
    let text = include_str!("../../flows/order.flow");
    let mut loader = flow_model::MemoryLoader::new([("order.flow", text)]);
    let program = flow_model::load(&["order.flow".to_owned()], &mut loader, &mut diags);
    let model: &'static Model = Box::leak(Box::new(flow_model::resolve(&program, &mut diags)));
    let event = |kind: &Kind| {
        let events = &model.machines[ORDER].events;
        let at = events.iter().position(|event| event.name.text == kind.name());
        EventId::new(at.expect("the specification has every kind of event"))
    };
    let note = |name: &str| NOTES.iter().find(|(other, _)| *other == name).map_or(0, |(_, note)| *note);
    let notes = model.actors.iter();
    let notes = notes.map(|actor| actor.messages.iter().map(|message| note(&message.name.text)).collect());
    Loaded {
        runnable: Runnable::new(model),
        events: KINDS.iter().map(event).collect(),
        notes: notes.collect(),
        item: ["price".into(), "product".into()],
    }
}

/// The order has no phrases, and asks neither time nor ids.
struct NoBindings;

impl Bindings for NoBindings {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        false
    }

    fn perform(&mut self, _: &PhraseCall<'_>) -> Result<(), String> {
        Ok(())
    }

    fn now(&mut self) -> i64 {
        0
    }

    fn uuid(&mut self) -> String {
        String::new()
    }
}

/// An instance, with its model and bindings.
pub struct Interpreted {
    loaded: &'static Loaded,
    instance: Instance,
}

/// An event with its payload, by field.
pub type Event = (EventId, Vec<Value>);

impl<const SITE: usize> Contestant<SITE> for Interpreted {
    const NAME: &'static str = "interpreter";
    type Event = Event;

    fn new() -> Self {
        let loaded = loaded();
        Interpreted { loaded, instance: Instance::new(&loaded.runnable, ORDER, "order-1".to_owned()) }
    }

    fn event(drawn: &Drawn) -> Event {
        let loaded = loaded();
        let number = Value::Integer(drawn.number);
        let price = Value::Number(Decimal::new(drawn.cents, 2));
        let payload = match drawn.kind {
            Kind::AddItem | Kind::RemoveItem => {
                let [price_name, product_name] = loaded.item.clone();
                vec![Value::object([(price_name, price), (product_name, number)])]
            }
            Kind::PaymentSuccess | Kind::PaymentFailed => vec![number],
            _ => Vec::new(),
        };
        (loaded.events[drawn.kind as usize], payload)
    }

    fn handle(&mut self, (event, payload): Event, tally: &mut Tally<SITE>) -> bool {
        let done = step(&self.loaded.runnable, &mut NoBindings, &mut self.instance, event, &payload);
        let Ok(done) = done else { return false };
        for happened in &done.path {
            if let Happened::Sent(emit, values, _) = happened
                && let Target::Actor(actor, message) = emit.target
            {
                let bits = values.iter().fold(0, |bits, value| bits ^ bits_of(value));
                tally.note(self.loaded.notes[actor.index()][message.index()], bits);
            }
        }
        true
    }

    fn end(&self) -> End {
        let machine = self.loaded.runnable.machine(ORDER);
        let variable = |name: &str| {
            let at = machine.variables.iter().position(|variable| variable.name.text == name);
            &self.instance.context[at.expect("the specification has the variable")]
        };
        let total = variable("total").as_number().unwrap_or_default().float();
        let items = if let Value::List(items) = variable("items") { items.len() } else { 0 };
        let state = capitals(&machine.states[self.instance.state].name.text);
        End { state, total, items }
    }
}

fn bits_of(value: &Value) -> u64 {
    match value {
        Value::Number(number) => number.bits(),
        Value::Integer(number) => *number as u64,
        _ => 0,
    }
}

/// `payment_failed` as Rust calls a variant.
pub(crate) fn capitals(name: &str) -> String {
    let capital = |word: &str| word.split_at(1).0.to_uppercase() + word.split_at(1).1;
    name.split('_').map(capital).collect()
}
