//! The order with `smlang`: a table of transitions, guards and actions as functions of its context.
//!
//! Events are passed by value, a guard and an action are called, emits go to the temporary context that is handed
//! through. An event that is not accepted is an error without the event.

/// One order for each place it is driven from.
macro_rules! order {
    ($site:expr) => {
        use smlang::statemachine;

        use crate::order::messages::{Emit, Item, Sink};
        use crate::order::{Contestant, End};
        use crate::stream::{Drawn, Kind};
        use crate::tally::{Amount, Tally};

        statemachine! {
            temporary_context: &mut Tally<{ $site }>,
            derive_states: [Debug],
            derive_events: [Clone, Copy],
            transitions: {
                *Open + AddItem(Item<f64>) / add_item = Open,
                Open + RemoveItem(Item<f64>) / remove_item = Open,
                Open + Checkout [has_total] / start_payment = AwaitingPayment,
                Open + Checkout [!has_total] / refuse = Open,
                Open | AwaitingPayment | PaymentFailed + Cancel / cancel = Cancelled,
                AwaitingPayment + PaymentSuccess(i64) / pay = Paid,
                AwaitingPayment + PaymentFail(i64) / payment_error = PaymentFailed,
                PaymentFailed + Retry / ask_payment = AwaitingPayment,
                Paid + StockReserved / confirm = Fulfilled,
                Paid + OutOfStock / refund_and_cancel = RefundPending,
                Fulfilled + RequestRefund / refund = RefundPending,
                RefundPending + RefundProcessed / confirm_refund = Refunded,
                Fulfilled | Cancelled | Refunded + Reopen / reopen = Open,
                _ + AskStatus / status,
            },
        }

        #[derive(Debug, Default)]
        pub struct Context {
            items: Vec<Item<f64>>,
            total: f64,
            payment: i64,
        }

        impl StateMachineContext for Context {
            #[inline]
            fn has_total(&self, _: &mut Tally<{ $site }>) -> Result<bool, ()> {
                Ok(self.total > 0.0)
            }

            #[inline]
            fn add_item(&mut self, emits: &mut Tally<{ $site }>, item: Item<f64>) -> Result<(), ()> {
                self.items.push(item);
                self.total += item.price;
                emits.emit(Emit::CartChanged { product: item.product, total: self.total });
                Ok(())
            }

            #[inline]
            fn remove_item(&mut self, emits: &mut Tally<{ $site }>, item: Item<f64>) -> Result<(), ()> {
                if let Some(at) = self.items.iter().position(|other| *other == item) {
                    self.items.remove(at);
                }
                self.total -= item.price;
                emits.emit(Emit::CartChanged { product: item.product, total: self.total });
                Ok(())
            }

            #[inline]
            fn start_payment(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::PaymentRequest { amount: self.total });
                emits.emit(Emit::<f64>::CheckoutStarted);
                Ok(())
            }

            #[inline]
            fn refuse(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::Refused { total: self.total });
                Ok(())
            }

            #[inline]
            fn cancel(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::<f64>::OrderCancelled);
                Ok(())
            }

            #[inline]
            fn pay(&mut self, emits: &mut Tally<{ $site }>, transaction: i64) -> Result<(), ()> {
                self.payment = transaction;
                emits.emit(Emit::<f64>::ReserveStock { payment: transaction });
                Ok(())
            }

            #[inline]
            fn payment_error(&mut self, emits: &mut Tally<{ $site }>, code: i64) -> Result<(), ()> {
                emits.emit(Emit::<f64>::PaymentError { code });
                Ok(())
            }

            #[inline]
            fn ask_payment(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::PaymentRequest { amount: self.total });
                Ok(())
            }

            #[inline]
            fn confirm(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::<f64>::OrderConfirmed { payment: self.payment });
                emits.emit(Emit::<f64>::Shipment { payment: self.payment });
                Ok(())
            }

            #[inline]
            fn refund_and_cancel(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                self.refund(emits)?;
                emits.emit(Emit::<f64>::OrderCancelled);
                Ok(())
            }

            #[inline]
            fn refund(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                Ok(())
            }

            #[inline]
            fn confirm_refund(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::RefundConfirmation { amount: self.total });
                Ok(())
            }

            #[inline]
            fn reopen(&mut self, _: &mut Tally<{ $site }>) -> Result<(), ()> {
                self.items.clear();
                self.total = 0.0;
                Ok(())
            }

            #[inline]
            fn status(&mut self, emits: &mut Tally<{ $site }>) -> Result<(), ()> {
                emits.emit(Emit::Status { total: self.total });
                Ok(())
            }
        }

        /// The measured loop.
        pub type Machine = StateMachine<Context>;

        /// An order in its initial state.
        pub fn order() -> Machine {
            StateMachine::new(Context::default())
        }

        /// Takes an event.
        #[inline]
        pub fn drive(order: &mut Machine, event: Events, emits: &mut Tally<{ $site }>) -> bool {
            order.process_event(emits, event).is_ok()
        }

        // Only for the race.
        impl Contestant<{ $site }> for Machine {
            const NAME: &'static str = "smlang";
            type Event = Events;

            fn new() -> Self {
                order()
            }

            fn event(drawn: &Drawn) -> Events {
                let item = Item { product: drawn.number, price: f64::cents(drawn.cents) };
                match drawn.kind {
                    Kind::AddItem => Events::AddItem(item),
                    Kind::RemoveItem => Events::RemoveItem(item),
                    Kind::Checkout => Events::Checkout,
                    Kind::Cancel => Events::Cancel,
                    Kind::PaymentSuccess => Events::PaymentSuccess(drawn.number),
                    Kind::PaymentFailed => Events::PaymentFail(drawn.number),
                    Kind::Retry => Events::Retry,
                    Kind::StockReserved => Events::StockReserved,
                    Kind::OutOfStock => Events::OutOfStock,
                    Kind::RequestRefund => Events::RequestRefund,
                    Kind::RefundProcessed => Events::RefundProcessed,
                    Kind::Reopen => Events::Reopen,
                    Kind::AskStatus => Events::AskStatus,
                }
            }

            #[inline]
            fn handle(&mut self, event: Events, tally: &mut Tally<{ $site }>) -> bool {
                drive(self, event, tally)
            }

            fn end(&self) -> End {
                let context = self.context();
                End { state: format!("{:?}", self.state()), total: context.total, items: context.items.len() }
            }
        }
    };
}

/// Inlined into a loop.
pub mod inlined {
    order!(crate::tally::INLINED);
}

/// Called as a function.
pub mod called {
    order!(crate::tally::CALLED);
}
