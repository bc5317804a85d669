//! Three customers at the till: one buys, one's card is declined, and one comes too late.

use ecommerce::order;
use ecommerce::picture::lanes;
use ecommerce::shop::{Card, Cart, Customer, Product, Shop};
use ecommerce::system::System;
use flow::Decimal;
use flow_diagram::Lanes;

fn main() {
    let laptop = Product { name: "laptop", price: Decimal::new(1200, 0) };
    let mut shop = System::new(Shop::with_stock([(laptop, 1)]));
    shop.record();
    for (name, balance) in [("Ada", 2000), ("Grace", 300), ("Edsger", 5000)] {
        let card = Card { balance: Decimal::new(balance, 0) };
        serve(&mut shop, Customer { name, cart: Cart::of([laptop]), card });
    }
}

/// Takes a customer through the checkout, and prints the conversation.
fn serve(shop: &mut System<Shop>, customer: Customer) {
    let total = customer.cart.total();
    println!("{} has {} on the card and buys for {total}", customer.name, customer.card.balance);
    shop.bindings_mut().welcome(customer);
    let order = shop.create_order(order::Context { total, ..order::Context::default() });
    if let Err(error) = shop.checkout(order, order::event::Checkout {}) {
        println!("{error}");
    }
    println!("\n{}", lanes(&shop.take_trace()).text(Lanes::WithStates));
    println!(
        "in the end, {order} is {}, {} left on the card",
        shop[order].state(),
        shop.bindings().customer().card.balance
    );
    println!();
}
