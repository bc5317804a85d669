//! Every kind of value: exact numbers, lists, objects, times, ids.

use flow::{Decimal, Time, Value};
use flow_tests_generated::values::cart::{Bindings, Cart, Context, Emit, Item, State, event};
use flow_tests_generated::values::customer;

struct World {
    shipped: Vec<(usize, Value, Decimal)>,
}

impl Bindings for World {
    type Error = std::convert::Infallible;

    fn ship_items_to_address_with(
        &mut self,
        cart: &Context,
        items: &[Item],
        address: &Value,
        percent: Decimal,
    ) -> Result<(), Self::Error> {
        assert_eq!(cart.items, items);
        self.shipped.push((items.len(), address.clone(), percent));
        Ok(())
    }

    fn uuid(&mut self) -> String {
        "id-1".into()
    }

    fn now(&self) -> Time {
        Time::from_millis(5)
    }
}

fn world() -> World {
    World { shipped: Vec::new() }
}

fn item(name: &str, price: &str) -> Item {
    Item { name: name.into(), price: price.parse().expect("a decimal") }
}

fn filled() -> Cart {
    let mut cart = Cart::default();
    let add = event::Add { item: item("cup", "0.10") };
    assert!(cart.add(add, &mut world(), &mut Vec::new()).is_ok());
    cart
}

#[test]
fn an_item_is_added_and_the_total_is_exact() {
    let cart = filled();
    let context = cart.context();
    assert_eq!(context.items, [item("cup", "0.10")]);
    assert_eq!(context.total, "0.119".parse().unwrap());
    assert_eq!((context.count, context.added_at, context.token.as_str()), (1, Time::from_millis(5), "id-1"));
    assert_eq!(cart.state(), State::Filled);
}

#[test]
fn the_first_group_that_holds_runs() {
    let mut cart = filled();
    let mut emits = Vec::new();
    for item in [item("cup", "0.10"), item("boat", "1000.51"), item("", "1")] {
        let step = cart.add(event::Add { item }, &mut world(), &mut emits).unwrap();
        assert!(step.stayed());
    }
    let reasons = emits.iter().map(|emit| match emit {
        Emit::Refused(refused) => refused.reason.as_str(),
        other => panic!("{other}"),
    });
    assert_eq!(reasons.collect::<Vec<_>>(), ["twice", "boat", ""]);
    assert_eq!(cart.context().items.len(), 1);
}

#[test]
fn texts_in_lists_and_flags() {
    let mut cart = filled();
    let mut tag = |tag: &str| {
        assert!(cart.tag(event::Tag { tag: tag.into() }, &mut world(), &mut Vec::new()).is_ok());
        (cart.context().tags.join(" "), cart.context().gift)
    };
    assert_eq!(tag("plain"), ("plain".into(), false));
    assert_eq!(tag("gift"), ("plain gift tagged".into(), true));
    assert_eq!(tag("box"), ("plain gift tagged box tagged".into(), false));
}

#[test]
fn removing_the_last_item_clears() {
    let mut cart = filled();
    let remove = event::Remove { item: item("cup", "0.10") };
    assert!(cart.remove(remove, &mut world(), &mut Vec::new()).is_ok());
    assert_eq!(cart.state(), State::Empty);
    assert_eq!(cart.context().total, Decimal::ZERO);
}

#[test]
fn lists_and_counts_are_sent() {
    let mut cart = filled();
    assert!(cart.add(event::Add { item: item("pot", "2") }, &mut world(), &mut Vec::new()).is_ok());
    let mut emits = Vec::new();
    let remove = event::Remove { item: item("cup", "0.10") };
    assert!(cart.remove(remove, &mut world(), &mut emits).is_ok());
    let expected = customer::NearlyEmpty {
        items: vec![item("pot", "2")],
        count: 2,
        label: vec!["a".into(), "b".into()],
    };
    assert_eq!(emits, [Emit::NearlyEmpty(expected)]);
}

#[test]
fn percentages_and_lists_are_arguments() {
    let mut world = world();
    assert!(filled().close(event::Close { address: "Rome".into() }, &mut world, &mut Vec::new()).is_ok());
    assert_eq!(world.shipped, [(1, "Rome".into(), "0.75".parse().unwrap())]);
}

#[test]
fn values_of_any_type_compare() {
    assert_ne!(Value::Empty, Value::from(1));
}

#[test]
fn every_type_of_a_machine_can_be_stored() {
    use flow::__private::serde::{Serialize, de::DeserializeOwned};
    use flow_tests_generated::values::cart::{Event, EventKind};
    fn stored<T: Serialize + DeserializeOwned>() {}
    stored::<Cart>();
    stored::<Context>();
    stored::<Event>();
    stored::<EventKind>();
    stored::<Emit>();
    stored::<State>();
    stored::<customer::Message>();
}

#[test]
fn an_instance_stored_before_a_variable_was_there_reads_its_zero() {
    use flow::__private::serde::Deserialize;
    use flow::__private::serde::de::value::{Error, MapDeserializer};
    let nothing = MapDeserializer::<_, Error>::new(std::iter::empty::<(&str, &str)>());
    assert_eq!(Context::deserialize(nothing), Ok(Context::default()));
}

/// What a handler that can still fail stores is a copy, since a failure gives the event back whole.
#[test]
fn what_the_payload_brings_is_moved_on_where_nothing_can_fail_after_it() {
    let mut cart = Cart::default();
    let mut emits = Vec::new();
    assert!(cart.add(event::Add { item: item("cup", "0.10") }, &mut world(), &mut emits).is_ok());
    let again = item("cup", "0.10");
    let place = again.name.as_ptr();
    assert!(cart.add(event::Add { item: again }, &mut world(), &mut emits).is_ok());
    let Some(Emit::Refused(refused)) = emits.last() else { panic!("the second cup is refused: {emits:?}") };
    assert_eq!(refused.item.name.as_ptr(), place);
}
