//! A recorded conversation as people see it.

use ecommerce::order::{self, event::Checkout};
use ecommerce::shop::{Card, Cart, Customer, Product, Shop};
use ecommerce::{conversation, system::System};
use flow::Decimal;
use flow::system::Trace;

/// What passes when somebody buys a mouse with this much on the card.
fn recorded(balance: Decimal) -> Trace {
    let mouse = Product { name: "mouse", price: Decimal::TEN };
    let mut shop = System::new(Shop::with_stock([(mouse, 1)]));
    shop.record();
    shop.bindings_mut().welcome(Customer { name: "Ada", cart: Cart::of([mouse]), card: Card { balance } });
    let order = shop.create_order(order::Context { total: Decimal::TEN, ..order::Context::default() });
    assert!(shop.checkout(order, Checkout {}).is_ok());
    shop.take_trace()
}

#[test]
fn a_line_says_who_to_whom_what_and_why() {
    let lines = conversation::lines(&recorded(Decimal::ONE));
    let lines: Vec<_> =
        lines.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        lines,
        [
            "@customer → @order-1 :checkout #idle → #awaiting_payment cart is valid: yes",
            "@order-1 → @payment-1 :payment_request stays in #idle process card with $amount, card is valid: no",
            "@payment-1 → @order-1 :payment_failed #awaiting_payment → #payment_failed",
            "@order-1 → @customer :payment_error",
        ]
    );
}
