//! The scenarios of both specifications, run with the shop's and the desk's own bindings.
//!
//! `Given` sets the start of a scenario, and checks what only the shop knows of its end. The scenarios have everything else:
//! events and expectations. A test that fails shows their words.

use flow::Decimal;

use crate::desk::{self, Desk};
use crate::order;
use crate::shop::{Card, Cart, Customer, Product, Shop};

const LAPTOP: Product = Product { name: "laptop", price: Decimal::from_parts(1200, 0, 0, false, 0) };

impl order::stories::Given for Shop {
    fn customer_is_logged_in(&mut self) {
        let card = Card { balance: Decimal::from(2000) };
        self.welcome(Customer { name: "Ada", card, ..Customer::default() });
    }

    fn cart_has_items(&mut self) {
        let customer = self.customer().clone();
        self.welcome(Customer { cart: Cart::of([LAPTOP]), ..customer });
    }
}

#[test]
fn an_order_is_paid_and_fulfilled() {
    let mut shop = Shop::with_stock([(LAPTOP, 1)]);
    order::stories::order_lifecycle(&mut shop);
    assert_eq!(shop.customer().card.balance, Decimal::from(800));
    assert_eq!(shop.in_stock(LAPTOP), 0);
}

#[test]
#[should_panic(expected = ":stock_reserved from @inventory never comes")]
fn nothing_is_fulfilled_from_empty_shelves() {
    order::stories::order_lifecycle(&mut Shop::default());
}

impl desk::order::stories::Given for Desk {
    fn customer_is_logged_in(&mut self) {
        self.occupied = true;
    }

    fn cart_is_empty(&mut self) {
        self.cart.clear();
    }

    fn cart_contains(&mut self, rows: &[desk::order::stories::CartContains]) {
        self.cart = rows.iter().map(|row| row.price).collect();
    }

    fn cart_has_items(&mut self) {
        // Stories without facts about the cart have no total either: a free sample.
        self.cart = vec![Decimal::ZERO];
    }

    // The desk has neither cards nor shelves: the story itself has their answers.
    fn payment_will_fail(&mut self) {}

    fn inventory_is_empty(&mut self) {}

    fn total_is_correct(&self, order: &desk::order::Context, total: Decimal) -> bool {
        total == order.items.iter().map(|item| item.price).sum()
    }
}

#[test]
fn without_a_desk_nobody_knows_the_total() {
    let said = desk::flow_tests::SPECIFICATION.check_story(0, 0).unwrap();
    assert!(said.starts_with("undecided @order: add to cart"), "{said}");
    assert!(said.contains("undecided: flows/order.flow:21:7: = $total is correct"), "{said}");
}

#[test]
fn what_is_in_the_cart_adds_up() {
    desk::order::stories::add_to_cart(&mut Desk::default());
}

#[test]
fn an_order_is_confirmed_by_mail() {
    let mut desk = Desk::default();
    desk::order::stories::checkout(&mut desk);
    assert_eq!(desk.letters, ["your order is confirmed"]);
    desk::order::stories::successful_checkout(&mut desk);
    assert_eq!(desk.letters.len(), 2);
}

#[test]
fn orders_that_fail_say_so() {
    let mut desk = Desk::default();
    desk::order::stories::payment_fails(&mut desk);
    desk::order::stories::out_of_stock_after_payment(&mut desk);
    assert_eq!(desk.letters, [""; 0]);
}

#[test]
fn a_refund_after_five_days_is_instant() {
    let mut desk = Desk::default();
    desk::order::stories::process_refund(&mut desk);
    assert_eq!(desk.letters, ["your money is in your wallet"]);
}
