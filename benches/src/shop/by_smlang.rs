//! The three machines with `smlang`: tables of transitions, with the desk as the temporary context.
//!
//! Its events carry the fields that the machine reads; the loop keeps the others. Guards are asked before
//! actions there, so the card is processed in either action, with the same result.

use super::driven::{Basket, Desk, Event, Machines};

/// One conversation's machines.
pub struct Smlang {
    order: order::StateMachine<order::Context>,
    payment: payment::StateMachine<payment::Context>,
    inventory: inventory::StateMachine<inventory::Context>,
}

pub mod order {
    use smlang::statemachine;

    use crate::shop::Message;
    use crate::shop::driven::{Basket, Desk, Event};

    statemachine! {
        temporary_context: &mut Desk,
        derive_states: [Debug],
        transitions: {
            *Idle + Checkout / ask_payment = AwaitingPayment,
            AwaitingPayment + PaymentSuccess / reserve_stock = Paid,
            AwaitingPayment + PaymentFail / payment_error = PaymentFailed,
            Paid + StockReserved / confirm = Fulfilled,
            Paid + OutOfStock / refund = Cancelled,
        },
    }

    #[derive(Debug)]
    pub struct Context(pub Basket);

    impl StateMachineContext for Context {
        #[inline]
        fn ask_payment(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.send(Event::PaymentRequest { order_id: self.0.id.clone(), amount: self.0.total });
            Ok(())
        }

        #[inline]
        fn reserve_stock(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.send(Event::ReserveStock { order_id: self.0.id.clone(), items: self.0.items.clone() });
            Ok(())
        }

        #[inline]
        fn payment_error(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.say(Message::PaymentError);
            Ok(())
        }

        #[inline]
        fn confirm(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.say(Message::OrderConfirmed);
            Ok(())
        }

        #[inline]
        fn refund(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.send(Event::RefundRequest);
            Ok(())
        }
    }
}

pub mod payment {
    use smlang::statemachine;

    use crate::shop::driven::{Desk, Event};

    statemachine! {
        temporary_context: &mut Desk,
        transitions: {
            *Ready + PaymentRequest(f64) [card_is_valid] / charge = Ready,
            Ready + PaymentRequest(f64) [!card_is_valid] / decline = Ready,
            Ready + RefundRequest / refund = Ready,
        },
    }

    #[derive(Debug, Default)]
    pub struct Context {
        transaction_id: String,
        error_message: String,
    }

    impl StateMachineContext for Context {
        #[inline]
        fn card_is_valid(&self, desk: &mut Desk, _: &f64) -> Result<bool, ()> {
            Ok(desk.world.card)
        }

        #[inline]
        fn charge(&mut self, desk: &mut Desk, amount: f64) -> Result<(), ()> {
            desk.process_card(amount);
            self.transaction_id = "TXN-12345".to_owned();
            desk.send(Event::PaymentSuccess { transaction_id: self.transaction_id.clone() });
            Ok(())
        }

        #[inline]
        fn decline(&mut self, desk: &mut Desk, amount: f64) -> Result<(), ()> {
            desk.process_card(amount);
            self.error_message = "Card declined".to_owned();
            desk.send(Event::PaymentFailed { error: self.error_message.clone() });
            Ok(())
        }

        #[inline]
        fn refund(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.process_refund();
            desk.send(Event::RefundComplete);
            Ok(())
        }
    }
}

pub mod inventory {
    use smlang::statemachine;

    use crate::shop::driven::{Desk, Event};

    statemachine! {
        temporary_context: &mut Desk,
        transitions: {
            *Ready + ReserveStock [stock_is_available] / reserve = Ready,
            Ready + ReserveStock [!stock_is_available] / out_of_stock = Ready,
        },
    }

    #[derive(Debug, Default)]
    pub struct Context;

    impl StateMachineContext for Context {
        #[inline]
        fn stock_is_available(&self, desk: &mut Desk) -> Result<bool, ()> {
            Ok(desk.world.stock)
        }

        #[inline]
        fn reserve(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.reserve_items();
            desk.send(Event::StockReserved);
            Ok(())
        }

        #[inline]
        fn out_of_stock(&mut self, desk: &mut Desk) -> Result<(), ()> {
            desk.send(Event::OutOfStock);
            Ok(())
        }
    }
}

impl Smlang {
    #[inline]
    fn order_takes(&mut self, event: order::Events, desk: &mut Desk) -> bool {
        self.order.process_event(desk, event).is_ok()
    }

    #[inline]
    fn payment_takes(&mut self, event: payment::Events, desk: &mut Desk) -> bool {
        self.payment.process_event(desk, event).is_ok()
    }
}

impl Machines for Smlang {
    const NAME: &'static str = "smlang";

    #[inline]
    fn new(basket: Basket) -> Self {
        Smlang {
            order: order::StateMachine::new(order::Context(basket)),
            payment: payment::StateMachine::new(payment::Context::default()),
            inventory: inventory::StateMachine::new(inventory::Context),
        }
    }

    #[inline]
    fn take(&mut self, event: &Event, desk: &mut Desk) -> bool {
        use order::Events as Order;
        use payment::Events as Payment;
        match event {
            Event::Checkout => self.order_takes(Order::Checkout, desk),
            Event::PaymentRequest { amount, .. } => {
                self.payment_takes(Payment::PaymentRequest(*amount), desk)
            }
            Event::PaymentSuccess { .. } => self.order_takes(Order::PaymentSuccess, desk),
            Event::PaymentFailed { .. } => self.order_takes(Order::PaymentFail, desk),
            Event::ReserveStock { .. } => {
                self.inventory.process_event(desk, inventory::Events::ReserveStock).is_ok()
            }
            Event::StockReserved => self.order_takes(Order::StockReserved, desk),
            Event::OutOfStock => self.order_takes(Order::OutOfStock, desk),
            Event::RefundRequest => self.payment_takes(Payment::RefundRequest, desk),
            // No transition of the order names it.
            Event::RefundComplete => false,
        }
    }

    fn order(&self) -> (String, &str) {
        (super::bare(self.order.state()), &self.order.context().0.id)
    }
}
