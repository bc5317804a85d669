//! The conversation in the interpreter's system, which reads the specification when the program runs.
//!
//! It keeps everything that ever happened, for stories to look at; its numbers are exact.

use flow_model::model::{ActorId, EventId, MachineId, Model, StateId};
use flow_sim::Runnable;
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::message::Peer;
use flow_sim::exec::value::Value;
use flow_sim::history::{LogEntry, LoggedSystem};
use flow_syntax::diagnostic::{Diagnostics, Lints};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{End, Shop, Talk, World};
use crate::order::interpreted::capitals;

/// The specification, ready to run.
struct Loaded {
    runnable: Runnable<'static>,
    order: MachineId,
    /// The place of `$total` in an order's context.
    total: usize,
    checkout: EventId,
    customer: ActorId,
}

thread_local! {
    static LOADED: &'static Loaded = Box::leak(Box::new(load()));
}

fn load() -> Loaded {
    let mut diags = Diagnostics::new(Lints::new());
    let text = include_str!("../../../examples/ecommerce/flows/checkout.flow");
    let mut loader = flow_model::MemoryLoader::new([("checkout.flow", text)]);
    let program = flow_model::load(&["checkout.flow".to_owned()], &mut loader, &mut diags);
    let model: &'static Model = Box::leak(Box::new(flow_model::resolve(&program, &mut diags)));
    let order = model.machines.iter().position(|machine| machine.name.text == "order");
    let order = MachineId::new(order.expect("the example has orders"));
    let machine = &model.machines[order];
    let total = machine.variables.iter().position(|variable| variable.name.text == "total");
    let checkout = machine.events.iter().position(|event| event.name.text == "checkout");
    let customer = model.actors.iter().position(|actor| actor.name.text == "customer");
    Loaded {
        runnable: Runnable::new(model),
        order,
        total: total.expect("an order has a total"),
        checkout: EventId::new(checkout.expect("an order can be checked out")),
        customer: ActorId::new(customer.expect("the example has a customer")),
    }
}

impl Bindings for World {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        match question.function {
            "card_is_valid" => self.card,
            "stock_is_available" => self.stock,
            _ => true,
        }
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        match (action.function, &action.args[..]) {
            ("process_card_with_amount", [Value::Number(amount)]) => {
                self.process_card(amount.to_f64().unwrap_or_default())
            }
            ("process_refund", _) => self.process_refund(),
            _ => self.reserve_items(),
        }
        .unwrap_or_else(|never| match never {});
        Ok(())
    }

    fn now(&mut self) -> i64 {
        0
    }

    fn uuid(&mut self) -> String {
        String::new()
    }
}

/// A system with its world.
pub struct Interpreted {
    loaded: &'static Loaded,
    system: LoggedSystem<'static, 'static>,
    world: World,
}

/// The result of a checkout.
#[derive(Debug, Default)]
pub struct Answer {
    /// The names of what went outside, with the ids of the senders.
    messages: Vec<(&'static str, String)>,
    /// The names of the undeliverable messages.
    undelivered: Vec<&'static str>,
}

impl Interpreted {
    /// The answers in the log after its first `from` entries.
    fn answer(&self, from: usize) -> Answer {
        let mut answer = Answer::default();
        for entry in &self.system.log()[from..] {
            match entry {
                LogEntry::Sent(message) => {
                    let message = self.system.message(*message);
                    if let (Peer::Actor(_), Peer::Instance(sender)) = (message.to, message.from) {
                        answer.messages.push((message.name, self.system.instance(sender).id.clone()));
                    }
                }
                LogEntry::Refused { message, .. } => {
                    answer.undelivered.push(self.system.message(*message).name);
                }
                LogEntry::Handled(_)
                | LogEntry::Deferred { .. }
                | LogEntry::PassedOver(_)
                | LogEntry::Lost(_)
                | LogEntry::Time(_) => {}
            }
        }
        answer
    }
}

impl Shop for Interpreted {
    const NAME: &'static str = "interpreter";
    type Answer = Answer;

    fn new() -> Self {
        let loaded = LOADED.with(|loaded| *loaded);
        Interpreted { loaded, system: LoggedSystem::new(&loaded.runnable, 0), world: World::default() }
    }

    fn talk(&mut self, talk: Talk) -> Answer {
        let Loaded { order, total, checkout, customer, .. } = *self.loaded;
        (self.world.card, self.world.stock) = (talk.card, talk.stock);
        let from = self.system.log().len();
        let order = self.system.create(order);
        let amount = Decimal::from_f64_retain(talk.total).unwrap_or_default();
        self.system.instance_mut(order).context[total] = Value::Number(amount);
        let message = self.system.compose(Peer::Actor(customer), order, checkout, Vec::new());
        self.system.deliver(&mut self.world, message).expect("an idle order takes a checkout");
        self.system.run_until_idle(&mut self.world, None).expect("a conversation ends");
        self.answer(from)
    }

    fn count(answer: &Answer) -> usize {
        answer.messages.len()
    }

    fn tell(answer: &Answer) -> Vec<String> {
        let message = |(name, from): &(&str, String)| format!("{} from {from}", capitals(name));
        let refused = |name: &&str| format!("{} refused", capitals(name));
        answer.messages.iter().map(message).chain(answer.undelivered.iter().map(refused)).collect()
    }

    fn end(&self) -> End {
        let machine = self.loaded.runnable.machine(self.loaded.order);
        let orders = || self.system.instances().filter(|(_, other)| other.machine == self.loaded.order);
        let is_in = |name| move |state: StateId| machine.states[state].name.text == name;
        let count = |name| orders().filter(|(_, order)| is_in(name)(order.state)).count();
        let last = orders().last().map_or("", |(_, order)| order.id.as_str()).to_owned();
        End { world: self.world, orders: ["fulfilled", "payment_failed", "cancelled"].map(count), last }
    }
}
