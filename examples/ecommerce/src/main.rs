//! Three customers at the till: one buys, one's card is declined, and one is too late.
//!
//! `cargo run -p ecommerce` draws the messages between them and the shop's machines; `cargo run -p ecommerce -- lines`
//! prints it a line a message. `cargo run -p ecommerce -- stock` sells until the stock that all orders share runs out.

use ecommerce::shop::{Card, Cart, Customer, Product, Shop};
use ecommerce::system::System;
use ecommerce::warehouse::sell;
use ecommerce::{conversation, order, payment, picture};
use flow::Decimal;
use flow::system::Trace;
use flow_diagram::Lanes;

fn main() {
    let show = match std::env::args().nth(1).as_deref() {
        Some("stock") => return sell_until_it_runs_out(),
        Some("lines") => conversation::lines,
        _ => |trace: &Trace| picture::lanes(trace).text(Lanes::WithStates),
    };
    let laptop = Product { name: "laptop", price: Decimal::from(1200) };
    let mut shop = System::new(Shop::with_stock([(laptop, 1)]));
    shop.record();
    for (name, balance) in [("Ada", 2000), ("Grace", 300), ("Edsger", 5000)] {
        let card = Card { balance: Decimal::from(balance) };
        serve(&mut shop, Customer { name, cart: Cart::of([laptop]), card }, show);
    }
}

/// Lets customers buy from a stock of two laptops and a phone.
fn sell_until_it_runs_out() {
    for line in sell(&[("laptop", 2), ("phone", 1)], &["laptop", "laptop", "laptop", "phone"]) {
        println!("{line}");
    }
}

/// Takes a customer through the checkout, and shows the conversation and where it ended.
fn serve(shop: &mut System<Shop>, customer: Customer, show: fn(&Trace) -> String) {
    let (name, total) = (customer.name, customer.cart.total());
    println!("{name} has {} on the card, and a laptop for {total} in the cart\n", customer.card.balance);
    shop.bindings_mut().welcome(customer);
    let order = shop.create_order(order::Context { total, ..order::Context::default() });
    if let Err(error) = shop.checkout(order, order::event::Checkout {}) {
        println!("{error}");
    }
    println!("{}", show(&shop.take_trace()).trim_end());
    let payment =
        shop.receiver::<payment::Payment>(order).map(|id| format!(", {id} is {}", shop[id].state()));
    let left = shop.bindings().customer().card.balance;
    println!(
        "\nin the end {order} is {}{}, and {name} has {left} on the card\n",
        shop[order].state(),
        payment.unwrap_or_default()
    );
}
