//! The checkout, as tests with the shop's own bindings.

use ecommerce::order::event::Checkout;
use ecommerce::shop::{Card, Cart, Customer, Product, Shop};
use ecommerce::system::{Message, System};
use ecommerce::{customer, inventory, order, payment};
use flow::Decimal;
use flow::system::Id;

const LAPTOP: Product = Product { name: "laptop", price: Decimal::ONE_THOUSAND };
const MOUSE: Product = Product { name: "mouse", price: Decimal::TEN };

/// A shop with one laptop and one mouse on its shelves.
fn shop() -> System<Shop> {
    System::new(Shop::with_stock([(LAPTOP, 1), (MOUSE, 1)]))
}

/// Ada buys these products with this balance on her card.
fn ada_wants<const N: usize>(shop: &mut System<Shop>, items: [Product; N], balance: i64) -> Id<order::Order> {
    let customer =
        Customer { name: "Ada", cart: Cart::of(items), card: Card { balance: Decimal::from(balance) } };
    let total = customer.cart.total();
    shop.bindings_mut().welcome(customer);
    shop.create_order(order::Context { total, ..order::Context::default() })
}

fn balance(shop: &System<Shop>) -> Decimal {
    shop.bindings().customer().card.balance
}

#[test]
fn an_order_is_paid_reserved_and_confirmed() {
    let mut shop = shop();
    let order = ada_wants(&mut shop, [LAPTOP, MOUSE], 1500);

    let outcome = shop.checkout(order, Checkout {}).unwrap();

    assert_eq!(shop[order].state(), order::State::Fulfilled);
    assert_eq!(outcome.step.to(), order::State::AwaitingPayment);
    let messages: Vec<_> = outcome.messages().collect();
    assert_eq!(messages, [&Message::Customer(customer::OrderConfirmed {}.into())]);
    assert!(outcome.is_complete());
    assert_eq!(balance(&shop), Decimal::from(490));
    assert_eq!(shop.bindings().in_stock(LAPTOP), 0);
}

#[test]
fn a_declined_card_ends_the_order_and_costs_nothing() {
    let mut shop = shop();
    let order = ada_wants(&mut shop, [LAPTOP], 999);

    let outcome = shop.checkout(order, Checkout {}).unwrap();

    assert_eq!(shop[order].state(), order::State::PaymentFailed);
    let messages: Vec<_> = outcome.messages().collect();
    assert_eq!(messages, [&Message::Customer(customer::PaymentError {}.into())]);
    assert_eq!(balance(&shop), Decimal::from(999));
    assert_eq!(shop.bindings().in_stock(LAPTOP), 1);
}

#[test]
fn what_is_sold_out_is_refunded() {
    let mut shop = shop();
    let first = ada_wants(&mut shop, [LAPTOP], 1000);
    assert!(shop.checkout(first, Checkout {}).is_ok());
    let second = ada_wants(&mut shop, [LAPTOP], 1000);

    let outcome = shop.checkout(second, Checkout {}).unwrap();

    assert_eq!(shop[first].state(), order::State::Fulfilled);
    assert_eq!(shop[second].state(), order::State::Cancelled);
    assert_eq!(balance(&shop), Decimal::from(1000));
    // The loose end of the specification: nobody waits for the end of the refund.
    let [undelivered] = &outcome.undelivered[..] else { panic!("one message comes to nothing: {outcome:?}") };
    assert_eq!(
        undelivered.to_string(),
        "order-2: :refund_complete from @payment is not accepted in #cancelled"
    );
}

#[test]
fn an_empty_cart_stays_where_it_is() {
    let mut shop = shop();
    let order = ada_wants(&mut shop, [], 1000);

    let outcome = shop.checkout(order, Checkout {}).unwrap();

    assert!(outcome.step.stayed());
    assert_eq!(shop.all::<payment::Payment>().count(), 0);
}

#[test]
fn an_order_is_checked_out_once() {
    let mut shop = shop();
    let order = ada_wants(&mut shop, [MOUSE], 1000);
    assert!(shop.checkout(order, Checkout {}).is_ok());

    let again = shop.checkout(order, Checkout {});

    let error = again.expect_err("it is checked out already");
    assert_eq!(error.to_string(), "order-1: :checkout from @customer is not accepted in #fulfilled");
}

#[test]
fn each_order_has_a_payment_of_its_own() {
    let mut shop = shop();
    let orders = [LAPTOP, MOUSE].map(|product| {
        let order = ada_wants(&mut shop, [product], 1000);
        assert!(shop.checkout(order, Checkout {}).is_ok());
        order
    });

    let payments = orders.map(|order| shop.receiver::<payment::Payment>(order).unwrap());

    assert_ne!(payments[0], payments[1]);
    assert_eq!(payments[1].to_string(), "payment-2");
    assert_eq!(shop[payments[1]].context().transaction_id, "TXN-12345");
    assert_eq!(shop.all::<inventory::Inventory>().count(), 2);
}

#[test]
fn a_recorded_conversation_reads_like_one() {
    let mut shop = shop();
    shop.record();
    let order = ada_wants(&mut shop, [MOUSE], 10);
    assert!(shop.checkout(order, Checkout {}).is_ok());

    let lines: Vec<_> = shop.take_trace().iter().map(ToString::to_string).collect();

    assert_eq!(
        lines,
        [
            "@customer → @order-1: :checkout, #idle → #awaiting_payment (cart is valid: yes)",
            "@order-1 → @payment-1: :payment_request, stays in #idle (process card with $amount, card is valid: yes)",
            "@payment-1 → @order-1: :payment_success, #awaiting_payment → #paid",
            "@order-1 → @inventory-1: :reserve_stock, stays in #idle (stock is available: yes, reserve items)",
            "@inventory-1 → @order-1: :stock_reserved, #paid → #fulfilled",
            "@order-1 → @customer: :order_confirmed",
        ]
    );
}
