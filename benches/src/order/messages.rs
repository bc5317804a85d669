//! What an order takes and emits, as a person writes it: shared by all contestants but `flow!`, which makes its own.
//!
//! The structs have their fields in the order of the generated ones: where a payload lies decides which registers it gets,
//! and that moves a dispatch of a few nanoseconds by several hundredths.

use crate::stream::{Drawn, Kind};
use crate::tally::{Amount, Tally};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item<N> {
    pub price: N,
    pub product: i64,
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
