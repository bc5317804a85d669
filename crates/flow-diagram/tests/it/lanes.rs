//! Lane diagrams of hand-made traces.

use flow_diagram::trace::Act;
use flow_diagram::{Lanes, Trace};

/// The story of the seed's picture, as its specification says it.
fn happy_story() -> Trace {
    let mut trace = Trace::new();
    let (customer, order, payment, inventory) = ("@customer", "@order", "@payment", "@inventory");
    trace.message(customer, order, ":checkout");
    trace.act(order, Act::Guard("cart is valid".into()));
    trace.act(order, Act::Change("#awaiting_payment".into()));
    trace.message(order, payment, ":payment_request");
    trace.act(payment, Act::Action("process card with $amount".into()));
    trace.act(payment, Act::Guard("card is valid".into()));
    trace.message(payment, order, ":payment_success");
    trace.act(order, Act::Change("#paid".into()));
    trace.message(order, inventory, ":reserve_stock");
    trace.act(inventory, Act::Guard("stock is available".into()));
    trace.act(inventory, Act::Action("reserve items".into()));
    trace.message(inventory, order, ":stock_reserved");
    trace.act(order, Act::Change("#fulfilled".into()));
    trace.message(order, customer, ":order_confirmed");
    trace
}

#[test]
fn look() {
    let mut t = happy_story();
    println!("{}", t.text(Lanes::Plain));
    println!("{}", t.text(Lanes::WithStates));
    t.title = Some("order lifecycle".into());
    t.message("@order", "@order", ":remind");
    t.rejected("@payment", "@order", ":refund_complete");
    println!("{}", t.text(Lanes::Plain));
    std::fs::write("/tmp/lane.svg", t.svg(Lanes::WithStates)).unwrap();
    std::fs::write("/tmp/lane.mmd", t.mermaid(Lanes::WithStates)).unwrap();
}
