//! The events that all contestants get: the same numbers for the same seed on every machine.
//!
//! The random stream does not look at the order, so that most events are not accepted; the guided one draws again,
//! nine times in ten, until the order accepts the event.

use crate::order::generated::float::order::{Context, Order};
use crate::order::{Contestant, Generated};
use crate::tally::INLINED;

/// An event of the order, without its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    AddItem,
    RemoveItem,
    Checkout,
    Cancel,
    PaymentSuccess,
    PaymentFailed,
    Retry,
    StockReserved,
    OutOfStock,
    RequestRefund,
    RefundProcessed,
    Reopen,
    AskStatus,
}

/// All of them.
pub const KINDS: [Kind; 13] = [
    Kind::AddItem,
    Kind::RemoveItem,
    Kind::Checkout,
    Kind::Cancel,
    Kind::PaymentSuccess,
    Kind::PaymentFailed,
    Kind::Retry,
    Kind::StockReserved,
    Kind::OutOfStock,
    Kind::RequestRefund,
    Kind::RefundProcessed,
    Kind::Reopen,
    Kind::AskStatus,
];

impl Kind {
    /// Its name in the specification.
    pub fn name(self) -> &'static str {
        match self {
            Kind::AddItem => "add_item",
            Kind::RemoveItem => "remove_item",
            Kind::Checkout => "checkout",
            Kind::Cancel => "cancel",
            Kind::PaymentSuccess => "payment_success",
            Kind::PaymentFailed => "payment_failed",
            Kind::Retry => "retry",
            Kind::StockReserved => "stock_reserved",
            Kind::OutOfStock => "out_of_stock",
            Kind::RequestRefund => "request_refund",
            Kind::RefundProcessed => "refund_processed",
            Kind::Reopen => "reopen",
            Kind::AskStatus => "ask_status",
        }
    }
}

/// A generated event, which every contestant converts to its own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Which event.
    pub kind: Kind,
    /// A product, a transaction, a code.
    pub number: i64,
    /// A price: always whole quarters, so that floats are exact, too.
    pub cents: i64,
}

/// How events are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Without a look at the order.
    Random,
    /// Nine in ten so that the order accepts them.
    Guided,
}

/// A stream of events.
pub fn draw(stream: Stream, length: usize) -> Vec<Drawn> {
    let mut numbers = Numbers(0x5eed_f10e);
    let mut order = Order::new(Context::default());
    let event = <Generated<f64> as Contestant<INLINED>>::event;
    let mut next = || {
        let mut drawn = one(&mut numbers);
        if stream == Stream::Guided && numbers.below(10) > 0 {
            while !order.accepts(event(&drawn).kind()) {
                drawn = one(&mut numbers);
            }
        }
        // A rejected event is part of the stream.
        let _ = order.handle(event(&drawn), &mut (), &mut flow::Discard);
        drawn
    };
    (0..length).map(|_| next()).collect()
}

fn one(numbers: &mut Numbers) -> Drawn {
    let kind = KINDS[numbers.below(KINDS.len() as u64) as usize];
    let number = numbers.below(4) as i64;
    Drawn { kind, number, cents: (number + 1) * 125 }
}

/// Splitmix64.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}
