//! The order with `statig`: a function for each state, the variables in its shared storage.
//!
//! Events are passed by reference, and emits go to the context that is handed through, as that crate intends. An event that
//! no function handles is dropped silently, so `handle` always returns that it was accepted.

/// One order for each place it is driven from.
macro_rules! order {
    ($site:expr) => {
        use statig::blocking::InitializedStateMachine;
        use statig::prelude::*;

        use crate::order::messages::{Emit, Event, Item, Sink};
        use crate::order::{Contestant, End};
        use crate::stream::Drawn;
        use crate::tally::Tally;

        #[derive(Debug, Default)]
        pub struct Order {
            items: Vec<Item<f64>>,
            total: f64,
            payment: i64,
        }

        impl Order {
            #[inline]
            fn status(&self, context: &mut Tally<{ $site }>) -> Outcome<State> {
                context.emit(Emit::Status { total: self.total });
                Handled
            }

            #[inline]
            fn cancel(context: &mut Tally<{ $site }>) -> Outcome<State> {
                context.emit(Emit::<f64>::OrderCancelled);
                Transition(State::cancelled())
            }

            #[inline]
            fn reopen(&mut self) -> Outcome<State> {
                self.items.clear();
                self.total = 0.0;
                Transition(State::open())
            }
        }

        #[state_machine(initial = "State::open()", state(derive(Debug)))]
        impl Order {
            #[state]
            fn open(&mut self, context: &mut Tally<{ $site }>, event: &Event<f64>) -> Outcome<State> {
                match *event {
                    Event::AddItem { item } => {
                        self.items.push(item);
                        self.total += item.price;
                        context.emit(Emit::CartChanged { product: item.product, total: self.total });
                        Handled
                    }
                    Event::RemoveItem { item } => {
                        if let Some(at) = self.items.iter().position(|other| *other == item) {
                            self.items.remove(at);
                        }
                        self.total -= item.price;
                        context.emit(Emit::CartChanged { product: item.product, total: self.total });
                        Handled
                    }
                    Event::Checkout if self.total > 0.0 => {
                        context.emit(Emit::PaymentRequest { amount: self.total });
                        context.emit(Emit::<f64>::CheckoutStarted);
                        Transition(State::awaiting_payment())
                    }
                    Event::Checkout => {
                        context.emit(Emit::Refused { total: self.total });
                        Handled
                    }
                    Event::Cancel => Self::cancel(context),
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn awaiting_payment(
                &mut self,
                context: &mut Tally<{ $site }>,
                event: &Event<f64>,
            ) -> Outcome<State> {
                match *event {
                    Event::PaymentSuccess { transaction } => {
                        self.payment = transaction;
                        context.emit(Emit::<f64>::ReserveStock { payment: transaction });
                        Transition(State::paid())
                    }
                    Event::PaymentFailed { code } => {
                        context.emit(Emit::<f64>::PaymentError { code });
                        Transition(State::payment_failed())
                    }
                    Event::Cancel => Self::cancel(context),
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn payment_failed(
                &mut self,
                context: &mut Tally<{ $site }>,
                event: &Event<f64>,
            ) -> Outcome<State> {
                match event {
                    Event::Retry => {
                        context.emit(Emit::PaymentRequest { amount: self.total });
                        Transition(State::awaiting_payment())
                    }
                    Event::Cancel => Self::cancel(context),
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn cancelled(&mut self, context: &mut Tally<{ $site }>, event: &Event<f64>) -> Outcome<State> {
                match event {
                    Event::Reopen => self.reopen(),
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn paid(&mut self, context: &mut Tally<{ $site }>, event: &Event<f64>) -> Outcome<State> {
                match event {
                    Event::StockReserved => {
                        context.emit(Emit::<f64>::OrderConfirmed { payment: self.payment });
                        context.emit(Emit::<f64>::Shipment { payment: self.payment });
                        Transition(State::fulfilled())
                    }
                    Event::OutOfStock => {
                        context.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                        context.emit(Emit::<f64>::OrderCancelled);
                        Transition(State::refund_pending())
                    }
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn fulfilled(&mut self, context: &mut Tally<{ $site }>, event: &Event<f64>) -> Outcome<State> {
                match event {
                    Event::RequestRefund => {
                        context.emit(Emit::RefundRequest { payment: self.payment, amount: self.total });
                        Transition(State::refund_pending())
                    }
                    Event::Reopen => self.reopen(),
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn refund_pending(
                &mut self,
                context: &mut Tally<{ $site }>,
                event: &Event<f64>,
            ) -> Outcome<State> {
                match event {
                    Event::RefundProcessed => {
                        context.emit(Emit::RefundConfirmation { amount: self.total });
                        Transition(State::refunded())
                    }
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }

            #[state]
            fn refunded(&mut self, context: &mut Tally<{ $site }>, event: &Event<f64>) -> Outcome<State> {
                match event {
                    Event::Reopen => self.reopen(),
                    Event::AskStatus => self.status(context),
                    _ => Super,
                }
            }
        }

        /// The measured loop.
        pub type Machine = InitializedStateMachine<Order>;

        /// An order in its initial state.
        pub fn order() -> Machine {
            Order::default().uninitialized_state_machine().init_with_context(&mut Tally::default())
        }

        /// Takes an event.
        #[inline]
        pub fn drive(order: &mut Machine, event: Event<f64>, emits: &mut Tally<{ $site }>) -> bool {
            order.handle_with_context(&event, emits);
            true
        }

        // Only for the race.
        impl Contestant<{ $site }> for Machine {
            const NAME: &'static str = "statig";
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
                let name = format!("{:?}", self.state());
                let state = name.split([' ', '{']).next().unwrap_or_default().to_owned();
                End { state, total: self.inner().total, items: self.inner().items.len() }
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
