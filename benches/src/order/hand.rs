//! The order as a person writes it who wants it fast: an enum without data, separate variables, one function with a
//! `match` on the state and in it one on the event, and emits handed to a sink in place.
//!
//! It hands no error back but a `bool`.

use super::messages::{Emit, Event, Item, Sink};
use super::{Contestant, End};
use crate::stream::Drawn;
use crate::tally::{Amount, Tally};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    AwaitingPayment,
    PaymentFailed,
    Cancelled,
    Paid,
    Fulfilled,
    RefundPending,
    Refunded,
}

#[derive(Clone, Debug)]
pub struct Order<N> {
    state: State,
    items: Vec<Item<N>>,
    total: N,
    payment: i64,
}

impl<N: Amount> Default for Order<N> {
    fn default() -> Self {
        Order { state: State::Open, items: Vec::new(), total: N::default(), payment: 0 }
    }
}

impl<N: Amount> Order<N> {
    /// Takes an event; `false` if the state has no use for it.
    #[inline]
    pub fn handle(&mut self, event: Event<N>, emits: &mut impl Sink<N>) -> bool {
        match self.state {
            State::Open => match event {
                Event::AddItem { item } => {
                    self.items.push(item);
                    self.total += item.price;
                    emits.emit(Emit::CartChanged { product: item.product, total: self.total });
                }
                Event::RemoveItem { item } => {
                    if let Some(at) = self.items.iter().position(|other| *other == item) {
                        self.items.remove(at);
                    }
                    self.total -= item.price;
                    emits.emit(Emit::CartChanged { product: item.product, total: self.total });
                }
                Event::Checkout if self.total > N::default() => {
                    emits.emit(Emit::PaymentRequest { amount: self.total });
                    emits.emit(Emit::CheckoutStarted);
                    self.state = State::AwaitingPayment;
                }
                Event::Checkout => emits.emit(Emit::Refused { total: self.total }),
                Event::Cancel => self.cancel(emits),
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
            State::AwaitingPayment => match event {
                Event::PaymentSuccess { transaction } => {
                    self.payment = transaction;
                    emits.emit(Emit::ReserveStock { payment: transaction });
                    self.state = State::Paid;
                }
                Event::PaymentFailed { code } => {
                    emits.emit(Emit::PaymentError { code });
                    self.state = State::PaymentFailed;
                }
                Event::Cancel => self.cancel(emits),
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
            State::PaymentFailed => match event {
                Event::Retry => {
                    emits.emit(Emit::PaymentRequest { amount: self.total });
                    self.state = State::AwaitingPayment;
                }
                Event::Cancel => self.cancel(emits),
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
            State::Paid => match event {
                Event::StockReserved => {
                    emits.emit(Emit::OrderConfirmed { payment: self.payment });
                    emits.emit(Emit::Shipment { payment: self.payment });
                    self.state = State::Fulfilled;
                }
                Event::OutOfStock => {
                    emits.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                    emits.emit(Emit::OrderCancelled);
                    self.state = State::RefundPending;
                }
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
            State::Fulfilled => match event {
                Event::RequestRefund => {
                    emits.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                    self.state = State::RefundPending;
                }
                Event::Reopen => self.reopen(),
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
            State::RefundPending => match event {
                Event::RefundProcessed => {
                    emits.emit(Emit::RefundConfirmation { amount: self.total });
                    self.state = State::Refunded;
                }
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
            State::Cancelled | State::Refunded => match event {
                Event::Reopen => self.reopen(),
                Event::AskStatus => emits.emit(Emit::Status { total: self.total }),
                _ => return false,
            },
        }
        true
    }

    #[inline]
    fn cancel(&mut self, emits: &mut impl Sink<N>) {
        emits.emit(Emit::OrderCancelled);
        self.state = State::Cancelled;
    }

    #[inline]
    fn reopen(&mut self) {
        self.items.clear();
        self.total = N::default();
        self.state = State::Open;
    }
}

// Only for the race.
impl<N: Amount, const SITE: usize> Contestant<SITE> for Order<N> {
    const NAME: &'static str = "by hand";
    type Event = Event<N>;

    fn new() -> Self {
        Order::default()
    }

    fn event(drawn: &Drawn) -> Event<N> {
        Event::drawn(drawn)
    }

    #[inline]
    fn handle(&mut self, event: Event<N>, tally: &mut Tally<SITE>) -> bool {
        self.handle(event, tally)
    }

    fn end(&self) -> End {
        End { state: format!("{:?}", self.state), total: self.total.float(), items: self.items.len() }
    }
}
