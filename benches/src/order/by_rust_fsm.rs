//! The order with `rust-fsm`: a table from state and input to state and output.
//!
//! Inputs of that crate have no payload and a table cannot ask a guard, so the guard picks the input before the table is
//! looked at, and the actions of an output run after it, with the payload: as its users do.

/// One order for each place it is driven from.
macro_rules! order {
    ($site:expr) => {
        use rust_fsm::state_machine;

        use crate::order::messages::{Emit, Event, Item, Sink};
        use crate::order::{Contestant, End};
        use crate::stream::Drawn;
        use crate::tally::Tally;

        state_machine! {
            #[derive(Clone, Copy, Debug)]
            pub table(Open)

            Open => {
                AddItem => Open [AddItem],
                RemoveItem => Open [RemoveItem],
                Checkout => AwaitingPayment [StartPayment],
                CheckoutWithout => Open [Refuse],
                Cancel => Cancelled [Cancel],
                AskStatus => Open [Status],
            },
            AwaitingPayment => {
                PaymentSuccess => Paid [Pay],
                PaymentFailed => PaymentFailed [PaymentError],
                Cancel => Cancelled [Cancel],
                AskStatus => AwaitingPayment [Status],
            },
            PaymentFailed => {
                Retry => AwaitingPayment [AskPayment],
                Cancel => Cancelled [Cancel],
                AskStatus => PaymentFailed [Status],
            },
            Cancelled => {
                Reopen => Open [Reopen],
                AskStatus => Cancelled [Status],
            },
            Paid => {
                StockReserved => Fulfilled [Confirm],
                OutOfStock => RefundPending [RefundAndCancel],
                AskStatus => Paid [Status],
            },
            Fulfilled => {
                RequestRefund => RefundPending [Refund],
                Reopen => Open [Reopen],
                AskStatus => Fulfilled [Status],
            },
            RefundPending => {
                RefundProcessed => Refunded [ConfirmRefund],
                AskStatus => RefundPending [Status],
            },
            Refunded => {
                Reopen => Open [Reopen],
                AskStatus => Refunded [Status],
            },
        }

        #[derive(Debug, Default)]
        pub struct Order {
            table: table::StateMachine,
            items: Vec<Item<f64>>,
            total: f64,
            payment: i64,
        }

        impl Order {
            #[inline]
            fn input(&self, event: &Event<f64>) -> table::Input {
                use table::Input;
                match event {
                    Event::AddItem { .. } => Input::AddItem,
                    Event::RemoveItem { .. } => Input::RemoveItem,
                    Event::Checkout if self.total > 0.0 => Input::Checkout,
                    Event::Checkout => Input::CheckoutWithout,
                    Event::Cancel => Input::Cancel,
                    Event::PaymentSuccess { .. } => Input::PaymentSuccess,
                    Event::PaymentFailed { .. } => Input::PaymentFailed,
                    Event::Retry => Input::Retry,
                    Event::StockReserved => Input::StockReserved,
                    Event::OutOfStock => Input::OutOfStock,
                    Event::RequestRefund => Input::RequestRefund,
                    Event::RefundProcessed => Input::RefundProcessed,
                    Event::Reopen => Input::Reopen,
                    Event::AskStatus => Input::AskStatus,
                }
            }

            #[inline]
            fn act(&mut self, output: table::Output, event: Event<f64>, emits: &mut Tally<{ $site }>) {
                use table::Output;
                match (output, event) {
                    (Output::AddItem, Event::AddItem { item }) => {
                        self.items.push(item);
                        self.total += item.price;
                        emits.emit(Emit::CartChanged { product: item.product, total: self.total });
                    }
                    (Output::RemoveItem, Event::RemoveItem { item }) => {
                        if let Some(at) = self.items.iter().position(|other| *other == item) {
                            self.items.remove(at);
                        }
                        self.total -= item.price;
                        emits.emit(Emit::CartChanged { product: item.product, total: self.total });
                    }
                    (Output::StartPayment, _) => {
                        emits.emit(Emit::PaymentRequest { amount: self.total });
                        emits.emit(Emit::<f64>::CheckoutStarted);
                    }
                    (Output::Refuse, _) => emits.emit(Emit::Refused { total: self.total }),
                    (Output::Cancel, _) => emits.emit(Emit::<f64>::OrderCancelled),
                    (Output::Status, _) => emits.emit(Emit::Status { total: self.total }),
                    (Output::Pay, Event::PaymentSuccess { transaction }) => {
                        self.payment = transaction;
                        emits.emit(Emit::<f64>::ReserveStock { payment: transaction });
                    }
                    (Output::PaymentError, Event::PaymentFailed { code }) => {
                        emits.emit(Emit::<f64>::PaymentError { code });
                    }
                    (Output::AskPayment, _) => emits.emit(Emit::PaymentRequest { amount: self.total }),
                    (Output::Reopen, _) => {
                        self.items.clear();
                        self.total = 0.0;
                    }
                    (Output::Confirm, _) => {
                        emits.emit(Emit::<f64>::OrderConfirmed { payment: self.payment });
                        emits.emit(Emit::<f64>::Shipment { payment: self.payment });
                    }
                    (Output::RefundAndCancel, _) => {
                        emits.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                        emits.emit(Emit::<f64>::OrderCancelled);
                    }
                    (Output::Refund, _) => {
                        emits.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                    }
                    (Output::ConfirmRefund, _) => {
                        emits.emit(Emit::RefundConfirmation { amount: self.total });
                    }
                    (Output::AddItem | Output::RemoveItem | Output::Pay | Output::PaymentError, _) => {}
                }
            }
        }

        /// The measured loop.
        pub type Machine = Order;

        /// An order in its initial state.
        pub fn order() -> Machine {
            Order::default()
        }

        /// Takes an event.
        #[inline]
        pub fn drive(order: &mut Machine, event: Event<f64>, emits: &mut Tally<{ $site }>) -> bool {
            match order.table.consume(&order.input(&event)) {
                Ok(Some(output)) => {
                    order.act(output, event, emits);
                    true
                }
                Ok(None) => true,
                Err(_) => false,
            }
        }

        // Only for the race.
        impl Contestant<{ $site }> for Machine {
            const NAME: &'static str = "rust-fsm";
            type Event = Event<f64>;

            fn new() -> Self {
                order()
            }

            fn event(drawn: &Drawn) -> Event<f64> {
                Event::drawn(drawn)
            }

            #[inline]
            fn handle(&mut self, event: Event<f64>, tally: &mut Tally<{ $site }>) -> bool {
                drive(self, event, tally)
            }

            fn end(&self) -> End {
                End { state: format!("{:?}", self.table.state()), total: self.total, items: self.items.len() }
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
