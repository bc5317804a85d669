//! The three machines with `statig`: a function for each state, mail by reference, the desk as the context.
//!
//! That crate does not report unhandled events; its machines report them to the desk, without a superstate, which
//! would cost a call for each of them.

use statig::blocking::InitializedStateMachine;
use statig::prelude::*;

use super::driven::{Basket, Desk, Event, Machines};

/// One conversation's machines.
pub struct Statig {
    order: InitializedStateMachine<order::Order>,
    payment: InitializedStateMachine<payment::Payment>,
    inventory: InitializedStateMachine<inventory::Inventory>,
}

#[inline]
fn refuse<State>(desk: &mut Desk) -> Outcome<State> {
    desk.refused = true;
    Super
}

pub mod order {
    use statig::prelude::*;

    use super::refuse;
    use crate::shop::Message;
    use crate::shop::driven::{Basket, Desk, Event};

    #[derive(Debug)]
    pub struct Order(pub Basket);

    #[state_machine(initial = "State::idle()", state(derive(Debug)))]
    impl Order {
        #[state]
        fn idle(&mut self, context: &mut Desk, event: &Event) -> Outcome<State> {
            let Event::Checkout = event else { return refuse(context) };
            context.send(Event::PaymentRequest { order_id: self.0.id.clone(), amount: self.0.total });
            Transition(State::awaiting_payment())
        }

        #[state]
        fn awaiting_payment(&mut self, context: &mut Desk, event: &Event) -> Outcome<State> {
            match event {
                Event::PaymentSuccess { .. } => {
                    let (order_id, items) = (self.0.id.clone(), self.0.items.clone());
                    context.send(Event::ReserveStock { order_id, items });
                    Transition(State::paid())
                }
                Event::PaymentFailed { .. } => {
                    context.say(Message::PaymentError);
                    Transition(State::payment_failed())
                }
                _ => refuse(context),
            }
        }

        #[state]
        fn paid(context: &mut Desk, event: &Event) -> Outcome<State> {
            match event {
                Event::StockReserved => {
                    context.say(Message::OrderConfirmed);
                    Transition(State::fulfilled())
                }
                Event::OutOfStock => {
                    context.send(Event::RefundRequest);
                    Transition(State::cancelled())
                }
                _ => refuse(context),
            }
        }

        #[state]
        fn payment_failed(context: &mut Desk) -> Outcome<State> {
            refuse(context)
        }

        #[state]
        fn fulfilled(context: &mut Desk) -> Outcome<State> {
            refuse(context)
        }

        #[state]
        fn cancelled(context: &mut Desk) -> Outcome<State> {
            refuse(context)
        }
    }
}

pub mod payment {
    use statig::prelude::*;

    use super::refuse;
    use crate::shop::driven::{Desk, Event};

    #[derive(Debug, Default)]
    pub struct Payment {
        transaction_id: String,
        error_message: String,
    }

    #[state_machine(initial = "State::ready()", state(derive(Debug)))]
    impl Payment {
        #[state]
        fn ready(&mut self, context: &mut Desk, event: &Event) -> Outcome<State> {
            match event {
                Event::PaymentRequest { amount, .. } => self.charge(*amount, context),
                Event::RefundRequest => {
                    context.process_refund();
                    context.send(Event::RefundComplete);
                }
                _ => return refuse(context),
            }
            Handled
        }
    }

    impl Payment {
        #[inline]
        fn charge(&mut self, amount: f64, desk: &mut Desk) {
            desk.process_card(amount);
            if desk.world.card {
                self.transaction_id = "TXN-12345".to_owned();
                desk.send(Event::PaymentSuccess { transaction_id: self.transaction_id.clone() });
            } else {
                self.error_message = "Card declined".to_owned();
                desk.send(Event::PaymentFailed { error: self.error_message.clone() });
            }
        }
    }
}

pub mod inventory {
    use statig::prelude::*;

    use super::refuse;
    use crate::shop::driven::{Desk, Event};

    #[derive(Debug, Default)]
    pub struct Inventory;

    #[state_machine(initial = "State::ready()", state(derive(Debug)))]
    impl Inventory {
        #[state]
        fn ready(context: &mut Desk, event: &Event) -> Outcome<State> {
            let Event::ReserveStock { .. } = event else { return refuse(context) };
            if context.world.stock {
                context.reserve_items();
                context.send(Event::StockReserved);
            } else {
                context.send(Event::OutOfStock);
            }
            Handled
        }
    }
}

impl Machines for Statig {
    const NAME: &'static str = "statig";

    #[inline]
    fn new(basket: Basket) -> Self {
        let desk = &mut Desk::default();
        Statig {
            order: order::Order(basket).uninitialized_state_machine().init_with_context(desk),
            payment: payment::Payment::default().uninitialized_state_machine().init_with_context(desk),
            inventory: inventory::Inventory.uninitialized_state_machine().init_with_context(desk),
        }
    }

    #[inline]
    fn take(&mut self, event: &Event, desk: &mut Desk) -> bool {
        match event {
            Event::PaymentRequest { .. } | Event::RefundRequest => {
                self.payment.handle_with_context(event, desk);
            }
            Event::ReserveStock { .. } => self.inventory.handle_with_context(event, desk),
            _ => self.order.handle_with_context(event, desk),
        }
        !std::mem::take(&mut desk.refused)
    }

    fn order(&self) -> (String, &str) {
        (super::bare(self.order.state()), &self.order.inner().0.id)
    }
}
