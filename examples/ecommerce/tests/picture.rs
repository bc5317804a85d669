//! The conversation of a customer who buys, as `cargo run -p ecommerce` draws it.

use ecommerce::order;
use ecommerce::picture::lanes;
use ecommerce::shop::{Card, Cart, Customer, Product, Shop};
use ecommerce::system::System;
use flow::Decimal;
use flow_diagram::Lanes;

#[test]
fn a_recording_draws_as_a_lane_diagram() {
    let laptop = Product { name: "laptop", price: Decimal::new(1200, 0) };
    let mut shop = System::new(Shop::with_stock([(laptop, 1)]));
    shop.record();
    let card = Card { balance: Decimal::new(2000, 0) };
    shop.bindings_mut().welcome(Customer { name: "Ada", cart: Cart::of([laptop]), card });
    let order = shop.create_order(order::Context { total: laptop.price, ..order::Context::default() });
    assert!(shop.checkout(order, order::event::Checkout {}).is_ok());
    assert_eq!(lanes(&shop.take_trace()).text(Lanes::Plain), include_str!("picture.txt"));
}
