//! The conversation as users of crates without systems have it: the three machines are that crate's, and the loop that
//! carries mail between them is by hand, the one of [`super::hand`].
//!
//! Machines get their mail by reference, so that undeliverable mail can be reported. The emits of a handler go to the
//! [`Desk`], which every machine gets as the context of its handlers.

use std::collections::VecDeque;

use super::{Answer, End, Message, Sent, Shop, Talk, World};

/// Everything that the customer and the machines send.
#[derive(Debug)]
pub enum Event {
    Checkout,
    PaymentRequest { order_id: String, amount: f64 },
    PaymentSuccess { transaction_id: String },
    PaymentFailed { error: String },
    ReserveStock { order_id: String, items: flow::Value },
    StockReserved,
    OutOfStock,
    RefundRequest,
    RefundComplete,
}

/// What an order is made with, and reads.
#[derive(Debug)]
pub struct Basket {
    /// `$order_id`.
    pub id: String,
    /// `$total`.
    pub total: f64,
    /// `$items`.
    pub items: flow::Value,
}

/// Where machines send from.
#[derive(Debug, Default)]
pub struct Desk {
    queue: VecDeque<Event>,
    answer: Answer<Event>,
    /// The order that is talked about.
    at: usize,
    /// What the phrases mean.
    pub world: World,
    /// Set by statig's machines, which have no other means to report that they do not handle an event.
    pub refused: bool,
}

impl Desk {
    /// To another machine.
    #[inline]
    pub fn send(&mut self, event: Event) {
        self.queue.push_back(event);
    }

    /// To the customer.
    #[inline]
    pub fn say(&mut self, message: Message) {
        self.answer.messages.push(Sent { from: self.at, message });
    }

    /// `process card with $amount`.
    #[inline]
    pub fn process_card(&mut self, amount: f64) {
        self.world.process_card(amount).unwrap_or_else(|never| match never {});
    }

    /// `process refund`.
    #[inline]
    pub fn process_refund(&mut self) {
        self.world.process_refund().unwrap_or_else(|never| match never {});
    }

    /// `reserve items`.
    #[inline]
    pub fn reserve_items(&mut self) {
        self.world.reserve_items().unwrap_or_else(|never| match never {});
    }
}

/// An order, its payment and its inventory as machines of one crate.
pub trait Machines {
    /// What the crate is called in tables.
    const NAME: &'static str;

    /// All three in their initial states.
    fn new(basket: Basket) -> Self;
    /// Gives an event to the machine that it is for; whether that took it.
    fn take(&mut self, event: &Event, desk: &mut Desk) -> bool;
    /// The name of the order's state, and its id.
    fn order(&self) -> (String, &str);
}

/// A shop of such machines.
#[derive(Debug)]
pub struct Driven<M> {
    all: Vec<M>,
    desk: Desk,
}

impl<M: Machines> Shop for Driven<M> {
    const NAME: &'static str = M::NAME;
    type Answer = Answer<Event>;

    fn new() -> Self {
        Driven { all: Vec::new(), desk: Desk::default() }
    }

    #[inline]
    fn talk(&mut self, talk: Talk) -> Answer<Event> {
        let desk = &mut self.desk;
        (desk.world.card, desk.world.stock, desk.at) = (talk.card, talk.stock, self.all.len());
        let id = format!("order-{}", desk.at + 1);
        self.all.push(M::new(Basket { id, total: talk.total, items: flow::Value::Empty }));
        let machines = &mut self.all[desk.at];
        assert!(machines.take(&Event::Checkout, desk), "a new order is idle");
        while let Some(event) = desk.queue.pop_front() {
            if !machines.take(&event, desk) {
                desk.answer.undelivered.push(event);
            }
        }
        std::mem::take(&mut desk.answer)
    }

    #[inline]
    fn count(answer: &Answer<Event>) -> usize {
        answer.messages.len()
    }

    fn tell(answer: &Answer<Event>) -> Vec<String> {
        answer.tell()
    }

    fn end(&self) -> End {
        let count = |state| self.all.iter().filter(|machines| machines.order().0 == state).count();
        let last = self.all.last().map_or("", |machines| machines.order().1).to_owned();
        End { world: self.desk.world, orders: ["Fulfilled", "PaymentFailed", "Cancelled"].map(count), last }
    }
}
