//! One machine by itself: events in, emits out.

use std::convert::Infallible;

use build_script::order::{self, Emit, Order, State, event};
use build_script::payment;
use flow::{Decimal, Reason};

/// A world in which carts are valid, or not.
struct World {
    cart_is_valid: bool,
}

impl order::Bindings for World {
    type Error = Infallible;

    fn cart_is_valid(&self, _: &order::Context) -> bool {
        self.cart_is_valid
    }
}

fn order_in(state: State) -> Order {
    let context = order::Context { total: Decimal::from(1200), ..order::Context::default() };
    Order::restore_with_id("A-17", state, context)
}

#[test]
fn checkout_asks_for_the_payment() {
    let (mut order, mut emits) = (order_in(State::Idle), Vec::new());
    let step = order.checkout(event::Checkout {}, &mut World { cart_is_valid: true }, &mut emits).unwrap();
    assert_eq!((step.from(), step.to()), (State::Idle, State::AwaitingPayment));
    let request = payment::event::PaymentRequest { order_id: "A-17".into(), amount: Decimal::from(1200) };
    assert_eq!(emits, [Emit::PaymentRequest(request)]);
}

#[test]
fn an_invalid_cart_stays() {
    let (mut order, mut emits) = (order_in(State::Idle), Vec::new());
    let step = order.checkout(event::Checkout {}, &mut World { cart_is_valid: false }, &mut emits).unwrap();
    assert!(step.stayed() && emits.is_empty());
}

#[test]
fn an_event_that_is_not_accepted_comes_back() {
    let (mut order, mut emits) = (order_in(State::Paid), Vec::new());
    let before = order.clone();
    let error =
        order.checkout(event::Checkout {}, &mut World { cart_is_valid: true }, &mut emits).unwrap_err();
    assert!(matches!(error.reason, Reason::Rejected { state: State::Paid }));
    assert_eq!(error.event, event::Checkout {}.into());
    assert_eq!((order, emits), (before, vec![]));
}

#[test]
fn the_edges_are_those_of_the_specification() {
    let edges: Vec<_> = order::MODEL.edges().filter(|(from, _, to)| from != to).collect();
    assert_eq!(
        edges,
        [
            ("idle", "checkout", "awaiting_payment"),
            ("awaiting_payment", "payment_success", "paid"),
            ("awaiting_payment", "payment_failed", "payment_failed"),
            ("paid", "stock_reserved", "fulfilled"),
            ("paid", "out_of_stock", "cancelled"),
        ]
    );
}
