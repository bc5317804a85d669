//! Machines that are one for all or one for each key, in a generated system.

#![cfg(all(feature = "macros", feature = "decimal"))]

use flow::Decimal;
use flow::system::{Id, Reason};

flow::flow!(
    "tests/flows/shared.flow",
    allow(never_set, unused_variable, guessed_source, unhandled_event, vacuous_scenario)
);

use order::Order;
use system::{Message, System};

fn buy(shop: &mut System<()>, sku: &str) -> (Id<Order>, system::Outcome<order::Step>) {
    let order = shop.create_order(order::Context::default());
    let outcome = shop.buy(order, order::event::Buy { sku: sku.into() }).expect("a new order can be bought");
    (order, outcome)
}

#[test]
fn the_only_instance_is_there_from_the_beginning_and_counts_for_all() {
    let mut shop = System::new(());
    assert_eq!(shop.all::<shelf::Shelf>().map(|(id, _)| id.to_string()).collect::<Vec<_>>(), ["shelf"]);
    for sku in ["a", "b"] {
        let (order, outcome) = buy(&mut shop, sku);
        assert!(outcome.is_complete() && shop[order].state() == order::State::Done);
    }
    assert_eq!(shop[shop.shelf()].context().orders, Decimal::TWO);
    let told = shop.ask(shelf::event::Ask {}).expect("the shelf is open");
    assert_eq!(told.messages[0].from.to_string(), "shelf");
    assert_eq!(
        told.messages[0].message,
        Message::Clerk(clerk::Message::Told(clerk::Told { orders: Decimal::TWO }))
    );
    assert_eq!("shelf".parse(), Ok(shop.shelf()));
    assert!("shelf-1".parse::<Id<shelf::Shelf>>().is_err());
}

#[test]
fn an_empty_key_is_that_of_no_instance() {
    let mut shop = System::new(());
    let lost = shop.fill("", stock::event::Fill { more: Decimal::TEN }).expect_err("there is no such stock");
    assert!(matches!(lost.reason, Reason::NoInstance));
    assert_eq!(shop.all::<stock::Stock>().count(), 0);
}

#[test]
fn each_key_has_an_instance_whose_id_is_the_key() {
    let mut shop = System::new(());
    assert!(shop.get(shop.stock("a/b")).is_none());
    drop(buy(&mut shop, "a/b"));
    drop(buy(&mut shop, "c"));
    drop(buy(&mut shop, "a/b"));
    let filled = shop.fill("c", stock::event::Fill { more: Decimal::TEN }).expect("the stock is open");
    assert!(filled.is_complete());
    let all: Vec<_> =
        shop.all::<stock::Stock>().map(|(id, one)| (id.to_string(), one.context().left)).collect();
    assert_eq!(all, [("a/b".to_owned(), Decimal::from(-2)), ("c".to_owned(), Decimal::from(9))]);
    assert_eq!(flow::Value::from(shop[shop.stock("c")].context().sku.clone()), flow::Value::from("c"));
    let id: Id<stock::Stock> = "c".parse().expect("a key");
    assert_eq!(shop.find::<stock::Stock>("c"), Some(id.clone()));
    assert_eq!(shop.remove(id).map(|stock| stock.context().left), Some(Decimal::from(9)));
    assert_eq!(shop.find::<stock::Stock>("c"), None);
}

#[test]
fn an_instance_is_started_with_its_variables() {
    let mut shop = System::new(());
    let id = shop.create_stock(stock::Context { sku: "a".into(), left: Decimal::TEN });
    drop(buy(&mut shop, "a"));
    assert_eq!(shop[id].context().left, Decimal::from(9));
}

#[test]
fn an_empty_key_fails_and_leaves_nothing() {
    let mut shop = System::new(());
    let order = shop.create_order(order::Context::default());
    let lost = shop.buy(order, order::event::Buy::default()).expect_err("there is no stock without a key");
    let Reason::Failed(failure) = &lost.reason else { panic!("{lost}") };
    assert!(failure.text().starts_with("emit :reserve to @stock"), "{}", failure.text());
    assert_eq!(shop[order].state(), order::State::New);
    assert_eq!(
        shop.all::<stock::Stock>().count()
            + shop.all::<Order>().filter(|(_, order)| order.state() != order::State::New).count(),
        0
    );
}
