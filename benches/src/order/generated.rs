//! The order as `flow!` generates it, with floats, as the other crates have it, and with exact decimals.
//!
//! The costs include rejected events: the error returns the event, and the caller here drops it.

use std::marker::PhantomData;

use rust_decimal::Decimal;

use super::{Contestant, End};
use crate::stream::{Drawn, Kind};
use crate::tally::{Amount, Tally};

/// `number = f64`.
pub mod float {
    flow::flow!("flows/order.flow", number = f64);
}

/// `number = decimal`.
pub mod decimal {
    flow::flow!("flows/order.flow");
}

/// The generated order with numbers of type `N`.
pub struct Generated<N: Numbered> {
    order: N::Order,
    number: PhantomData<N>,
}

/// A type of numbers that an order was generated for.
pub trait Numbered: Amount {
    /// The generated machine.
    type Order;
}

macro_rules! generated {
    ($module:ident, $number:ty) => {
        impl Numbered for $number {
            type Order = $module::order::Order;
        }

        impl<const SITE: usize> flow::Sink<$module::order::Emit> for Tally<SITE> {
            #[inline(always)]
            fn emit(&mut self, emit: $module::order::Emit) {
                use $module::order::Emit;
                match emit {
                    Emit::CartChanged(emit) => self.note(1, emit.total.bits() ^ emit.product as u64),
                    Emit::PaymentRequest(emit) => self.note(2, emit.amount.bits()),
                    Emit::CheckoutStarted(_) => self.note(3, 0),
                    Emit::Refused(emit) => self.note(4, emit.total.bits()),
                    Emit::OrderCancelled(_) => self.note(5, 0),
                    Emit::ReserveStock(emit) => self.note(6, emit.payment as u64),
                    Emit::PaymentError(emit) => self.note(7, emit.code as u64),
                    Emit::OrderConfirmed(emit) => self.note(8, emit.payment as u64),
                    Emit::Shipment(emit) => self.note(9, emit.payment as u64),
                    Emit::RefundRequest(emit) => self.note(10, emit.amount.bits() ^ emit.payment as u64),
                    Emit::RefundConfirmation(emit) => self.note(11, emit.amount.bits()),
                    Emit::Status(emit) => self.note(12, emit.total.bits()),
                }
            }
        }

        impl<const SITE: usize> Contestant<SITE> for Generated<$number> {
            const NAME: &'static str = "flow!";
            type Event = $module::order::Event;

            fn new() -> Self {
                let order = $module::order::Order::new($module::order::Context::default());
                Generated { order, number: PhantomData }
            }

            fn event(drawn: &Drawn) -> Self::Event {
                use $module::order::{Item, event::*};
                let item = Item { product: drawn.number, price: <$number>::cents(drawn.cents) };
                match drawn.kind {
                    Kind::AddItem => AddItem { item }.into(),
                    Kind::RemoveItem => RemoveItem { item }.into(),
                    Kind::Checkout => Checkout {}.into(),
                    Kind::Cancel => Cancel {}.into(),
                    Kind::PaymentSuccess => PaymentSuccess { transaction: drawn.number }.into(),
                    Kind::PaymentFailed => PaymentFailed { code: drawn.number }.into(),
                    Kind::Retry => Retry {}.into(),
                    Kind::StockReserved => StockReserved {}.into(),
                    Kind::OutOfStock => OutOfStock {}.into(),
                    Kind::RequestRefund => RequestRefund {}.into(),
                    Kind::RefundProcessed => RefundProcessed {}.into(),
                    Kind::Reopen => Reopen {}.into(),
                    Kind::AskStatus => AskStatus {}.into(),
                }
            }

            #[inline]
            fn handle(&mut self, event: Self::Event, tally: &mut Tally<SITE>) -> bool {
                self.order.handle(event, &mut (), tally).is_ok()
            }

            fn end(&self) -> End {
                let (state, context) = (self.order.state(), self.order.context());
                End { state: format!("{state:?}"), total: context.total.float(), items: context.items.len() }
            }
        }
    };
}

generated!(float, f64);
generated!(decimal, Decimal);
