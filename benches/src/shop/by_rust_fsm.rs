//! The three machines with `rust-fsm`: tables from state and input to state and output; what an output means is done after.
//!
//! Inputs have no payload and a table cannot ask a guard, so whether the card is good picks the input, as its users do.

use rust_fsm::state_machine;

use super::Message;
use super::driven::{Basket, Desk, Event, Machines};

state_machine! {
    #[derive(Clone, Copy, Debug)]
    pub order_table(Idle)

    Idle(Checkout) => AwaitingPayment [AskPayment],
    AwaitingPayment => {
        PaymentSuccess => Paid [ReserveStock],
        PaymentFailed => PaymentFailed [TellError],
    },
    Paid => {
        StockReserved => Fulfilled [Confirm],
        OutOfStock => Cancelled [Refund],
    },
}

state_machine! {
    #[derive(Clone, Copy, Debug)]
    pub payment_table(Ready)

    Ready => {
        GoodCard => Ready [Charge],
        BadCard => Ready [Decline],
        RefundRequest => Ready [Refund],
    },
}

state_machine! {
    #[derive(Clone, Copy, Debug)]
    pub inventory_table(Ready)

    Ready => {
        ReserveStock => Ready [Reserve],
        ReserveTooMuch => Ready [OutOfStock],
    },
}

/// One conversation's machines, and what they keep.
pub struct RustFsm {
    order: order_table::StateMachine,
    basket: Basket,
    payment: payment_table::StateMachine,
    transaction_id: String,
    error_message: String,
    inventory: inventory_table::StateMachine,
}

impl RustFsm {
    #[inline]
    fn order_takes(&mut self, input: order_table::Input, desk: &mut Desk) -> bool {
        use order_table::Output;
        let Ok(output) = self.order.consume(&input) else { return false };
        let basket = &self.basket;
        match output {
            Some(Output::AskPayment) => {
                desk.send(Event::PaymentRequest { order_id: basket.id.clone(), amount: basket.total });
            }
            Some(Output::ReserveStock) => {
                desk.send(Event::ReserveStock { order_id: basket.id.clone(), items: basket.items.clone() });
            }
            Some(Output::TellError) => desk.say(Message::PaymentError),
            Some(Output::Confirm) => desk.say(Message::OrderConfirmed),
            Some(Output::Refund) => desk.send(Event::RefundRequest),
            None => {}
        }
        true
    }

    #[inline]
    fn payment_takes(&mut self, input: payment_table::Input, amount: f64, desk: &mut Desk) -> bool {
        use payment_table::Output;
        let Ok(output) = self.payment.consume(&input) else { return false };
        match output {
            Some(Output::Charge) => {
                desk.process_card(amount);
                self.transaction_id = "TXN-12345".to_owned();
                desk.send(Event::PaymentSuccess { transaction_id: self.transaction_id.clone() });
            }
            Some(Output::Decline) => {
                desk.process_card(amount);
                self.error_message = "Card declined".to_owned();
                desk.send(Event::PaymentFailed { error: self.error_message.clone() });
            }
            Some(Output::Refund) => {
                desk.process_refund();
                desk.send(Event::RefundComplete);
            }
            None => {}
        }
        true
    }

    #[inline]
    fn inventory_takes(&mut self, input: inventory_table::Input, desk: &mut Desk) -> bool {
        use inventory_table::Output;
        let Ok(output) = self.inventory.consume(&input) else { return false };
        match output {
            Some(Output::Reserve) => {
                desk.reserve_items();
                desk.send(Event::StockReserved);
            }
            Some(Output::OutOfStock) => desk.send(Event::OutOfStock),
            None => {}
        }
        true
    }
}

impl Machines for RustFsm {
    const NAME: &'static str = "rust-fsm";

    #[inline]
    fn new(basket: Basket) -> Self {
        RustFsm {
            order: order_table::StateMachine::new(),
            basket,
            payment: payment_table::StateMachine::new(),
            transaction_id: String::new(),
            error_message: String::new(),
            inventory: inventory_table::StateMachine::new(),
        }
    }

    #[inline]
    fn take(&mut self, event: &Event, desk: &mut Desk) -> bool {
        use {
            inventory_table::Input as Inventory, order_table::Input as Order, payment_table::Input as Payment,
        };
        match event {
            Event::Checkout => self.order_takes(Order::Checkout, desk),
            Event::PaymentRequest { amount, .. } => {
                let input = if desk.world.card { Payment::GoodCard } else { Payment::BadCard };
                self.payment_takes(input, *amount, desk)
            }
            Event::PaymentSuccess { .. } => self.order_takes(Order::PaymentSuccess, desk),
            Event::PaymentFailed { .. } => self.order_takes(Order::PaymentFailed, desk),
            Event::ReserveStock { .. } => {
                let input =
                    if desk.world.stock { Inventory::ReserveStock } else { Inventory::ReserveTooMuch };
                self.inventory_takes(input, desk)
            }
            Event::StockReserved => self.order_takes(Order::StockReserved, desk),
            Event::OutOfStock => self.order_takes(Order::OutOfStock, desk),
            Event::RefundRequest => self.payment_takes(Payment::RefundRequest, 0.0, desk),
            // No line of the order's table names it.
            Event::RefundComplete => false,
        }
    }

    fn order(&self) -> (String, &str) {
        (super::bare(self.order.state()), &self.basket.id)
    }
}
