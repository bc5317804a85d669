//! The order as a person writes it who wants it fast: an enum without data, the variables beside it, one function with a
//! `match` on the state and in it one on the event, and emits handed to a sink in place.
//!
//! Its structs have their fields in the order of the generated ones: where a payload lies decides which registers it gets,
//! and that moves a dispatch of a few nanoseconds by several hundredths.

use super::{Contestant, End};
use crate::stream::{Drawn, Kind};
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

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item<N> {
    pub price: N,
    pub product: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<N> {
    AddItem { item: Item<N> },
    RemoveItem { item: Item<N> },
    Checkout,
    Cancel,
    PaymentSuccess { transaction: i64 },
    PaymentFailed { code: i64 },
    Retry,
    StockReserved,
    OutOfStock,
    RequestRefund,
    RefundProcessed,
    Reopen,
    AskStatus,
}

impl<N: Amount> Event<N> {
    /// The event that was drawn.
    pub fn drawn(drawn: &Drawn) -> Event<N> {
        let item = Item { product: drawn.number, price: N::cents(drawn.cents) };
        match drawn.kind {
            Kind::AddItem => Event::AddItem { item },
            Kind::RemoveItem => Event::RemoveItem { item },
            Kind::Checkout => Event::Checkout,
            Kind::Cancel => Event::Cancel,
            Kind::PaymentSuccess => Event::PaymentSuccess { transaction: drawn.number },
            Kind::PaymentFailed => Event::PaymentFailed { code: drawn.number },
            Kind::Retry => Event::Retry,
            Kind::StockReserved => Event::StockReserved,
            Kind::OutOfStock => Event::OutOfStock,
            Kind::RequestRefund => Event::RequestRefund,
            Kind::RefundProcessed => Event::RefundProcessed,
            Kind::Reopen => Event::Reopen,
            Kind::AskStatus => Event::AskStatus,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Emit<N> {
    CartChanged { product: i64, total: N },
    PaymentRequest { amount: N },
    CheckoutStarted,
    Refused { total: N },
    OrderCancelled,
    ReserveStock { payment: i64 },
    PaymentError { code: i64 },
    OrderConfirmed { payment: i64 },
    Shipment { payment: i64 },
    RefundRequest { payment: i64, amount: N },
    RefundConfirmation { amount: N },
    Status { total: N },
}

/// Takes what an order emits.
pub trait Sink<N> {
    fn emit(&mut self, emit: Emit<N>);
}

impl<N: Amount, const SITE: usize> Sink<N> for Tally<SITE> {
    #[inline(always)]
    fn emit(&mut self, emit: Emit<N>) {
        match emit {
            Emit::CartChanged { product, total } => self.note(1, total.bits() ^ product as u64),
            Emit::PaymentRequest { amount } => self.note(2, amount.bits()),
            Emit::CheckoutStarted => self.note(3, 0),
            Emit::Refused { total } => self.note(4, total.bits()),
            Emit::OrderCancelled => self.note(5, 0),
            Emit::ReserveStock { payment } => self.note(6, payment as u64),
            Emit::PaymentError { code } => self.note(7, code as u64),
            Emit::OrderConfirmed { payment } => self.note(8, payment as u64),
            Emit::Shipment { payment } => self.note(9, payment as u64),
            Emit::RefundRequest { payment, amount } => self.note(10, amount.bits() ^ payment as u64),
            Emit::RefundConfirmation { amount } => self.note(11, amount.bits()),
            Emit::Status { total } => self.note(12, total.bits()),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Order<N> {
    state: State,
    items: Vec<Item<N>>,
    total: N,
    payment: i64,
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

impl<N: Amount, const SITE: usize> Contestant<SITE> for Order<N> {
    const NAME: &'static str = "by hand";
    type Event = Event<N>;

    fn new() -> Self {
        Order { state: State::Open, items: Vec::new(), total: N::default(), payment: 0 }
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
