//! A cart is filled, paid for, and asked for one thing too many.

use std::convert::Infallible;

use cart::cart::{Bindings, Cart, Context, Emit, Event, Item, MODEL, event};
use flow::Decimal;

/// A shop that has everything.
struct Warehouse;

impl Bindings for Warehouse {
    type Error = Infallible;

    fn everything_is_in_stock(&self, _: &Context) -> bool {
        true
    }

    fn pack_the_items(&mut self, cart: &Context) -> Result<(), Infallible> {
        println!("    packing {} items", cart.items.len());
        Ok(())
    }
}

fn main() {
    let mut cart = Cart::new(Context::default());
    let laptop = Item { name: "laptop".into(), price: Decimal::from(1200) };
    let mouse = Item { name: "mouse".into(), price: Decimal::new(2550, 2) };
    let events: [Event; 5] = [
        event::AddItem { item: laptop }.into(),
        event::AddItem { item: mouse.clone() }.into(),
        event::Checkout {}.into(),
        event::PaymentSuccess {}.into(),
        event::AddItem { item: mouse }.into(),
    ];
    for event in events {
        println!("{event}");
        match cart.handle(event, &mut Warehouse, &mut |emit: Emit| println!("    sends {emit}")) {
            Ok(step) => println!("    {step}"),
            Err(error) => println!("    {error}"),
        }
    }
    println!("in the end: {}, {} in all", cart.state(), cart.context().total);
    println!("\nall it can do:");
    for (from, event, to) in MODEL.edges() {
        println!("    #{from} –:{event}→ #{to}");
    }
}
