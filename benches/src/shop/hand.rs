//! The conversation as a person writes it who wants it fast: a queue of events, and a loop that hands each to its machine.
//!
//! It relies on properties of these three machines: an order has one payment and no inventory of its own, so
//! no receiver has to be looked up, and only the queue has messages in flight. It reports and keeps the same as the generated
//! system.

use std::collections::VecDeque;
use std::convert::Infallible;

use super::{Answer, End, Message, Sent, Shop, Talk, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Idle,
    AwaitingPayment,
    Paid,
    PaymentFailed,
    Fulfilled,
    Cancelled,
}

/// Everything that machines send each other.
#[derive(Debug)]
pub enum Event {
    PaymentRequest { order_id: String, amount: f64 },
    PaymentSuccess { transaction_id: String },
    PaymentFailed { error: String },
    ReserveStock { order_id: String, items: flow::Value },
    StockReserved,
    OutOfStock,
    RefundRequest,
    RefundComplete,
}

#[derive(Debug)]
pub struct Order {
    id: String,
    state: State,
    total: f64,
    items: flow::Value,
    payment: Payment,
}

#[derive(Debug, Default)]
pub struct Payment {
    transaction_id: String,
    error_message: String,
}

/// The shop, with its orders, each with its payment.
#[derive(Debug, Default)]
pub struct ByHand {
    orders: Vec<Order>,
    queue: VecDeque<Event>,
    world: World,
}

impl ByHand {
    /// A new order.
    #[inline]
    pub fn create(&mut self, total: f64) -> usize {
        let id = format!("order-{}", self.orders.len() + 1);
        let (items, payment) = (flow::Value::Empty, Payment::default());
        self.orders.push(Order { id, state: State::Idle, total, items, payment });
        self.orders.len() - 1
    }

    /// Checks an order out and delivers until no message is in flight; `None` if it is not idle.
    #[inline]
    pub fn checkout(&mut self, at: usize) -> Option<Answer<Event>> {
        let order = &mut self.orders[at];
        if order.state != State::Idle {
            return None;
        }
        self.queue.push_back(Event::PaymentRequest { order_id: order.id.clone(), amount: order.total });
        order.state = State::AwaitingPayment;
        let mut answer = Answer::default();
        while let Some(event) = self.queue.pop_front() {
            self.deliver(at, event, &mut answer).unwrap_or_else(|never| match never {});
        }
        Some(answer)
    }

    #[inline]
    fn deliver(&mut self, at: usize, event: Event, answer: &mut Answer<Event>) -> Result<(), Infallible> {
        let (order, queue) = (&mut self.orders[at], &mut self.queue);
        match event {
            Event::PaymentRequest { amount, .. } => {
                let payment = &mut order.payment;
                self.world.process_card(amount)?;
                if self.world.card {
                    payment.transaction_id = "TXN-12345".to_owned();
                    let transaction_id = payment.transaction_id.clone();
                    queue.push_back(Event::PaymentSuccess { transaction_id });
                } else {
                    payment.error_message = "Card declined".to_owned();
                    queue.push_back(Event::PaymentFailed { error: payment.error_message.clone() });
                }
            }
            Event::RefundRequest => {
                self.world.process_refund()?;
                queue.push_back(Event::RefundComplete);
            }
            Event::ReserveStock { .. } => {
                if self.world.stock {
                    self.world.reserve_items()?;
                    queue.push_back(Event::StockReserved);
                } else {
                    queue.push_back(Event::OutOfStock);
                }
            }
            event => order.take(at, event, queue, answer),
        }
        Ok(())
    }
}

impl Order {
    /// What an order does with an event.
    #[inline]
    fn take(&mut self, at: usize, event: Event, queue: &mut VecDeque<Event>, answer: &mut Answer<Event>) {
        match (self.state, event) {
            (State::AwaitingPayment, Event::PaymentSuccess { .. }) => {
                self.state = State::Paid;
                queue.push_back(Event::ReserveStock { order_id: self.id.clone(), items: self.items.clone() });
            }
            (State::AwaitingPayment, Event::PaymentFailed { .. }) => {
                self.state = State::PaymentFailed;
                answer.messages.push(Sent { from: at, message: Message::PaymentError });
            }
            (State::Paid, Event::StockReserved) => {
                self.state = State::Fulfilled;
                answer.messages.push(Sent { from: at, message: Message::OrderConfirmed });
            }
            (State::Paid, Event::OutOfStock) => {
                queue.push_back(Event::RefundRequest);
                self.state = State::Cancelled;
            }
            (_, event) => answer.undelivered.push(event),
        }
    }
}

impl Shop for ByHand {
    const NAME: &'static str = "by hand";
    type Answer = Answer<Event>;

    fn new() -> Self {
        ByHand::default()
    }

    #[inline]
    fn talk(&mut self, talk: Talk) -> Answer<Event> {
        (self.world.card, self.world.stock) = (talk.card, talk.stock);
        let order = self.create(talk.total);
        self.checkout(order).expect("a new order is idle")
    }

    #[inline]
    fn count(answer: &Answer<Event>) -> usize {
        answer.messages.len()
    }

    fn tell(answer: &Answer<Event>) -> Vec<String> {
        answer.tell()
    }

    fn end(&self) -> End {
        let count = |state| self.orders.iter().filter(|order| order.state == state).count();
        let last = self.orders.last().map_or("", |order| order.id.as_str()).to_owned();
        let orders = [State::Fulfilled, State::PaymentFailed, State::Cancelled].map(count);
        End { world: self.world, orders, last }
    }
}
