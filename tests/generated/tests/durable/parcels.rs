//! A system with keys, references, timers and actors that answer, and its values as they are stored.

use std::sync::Mutex;

use flow::{Decimal, Time};
use flow_durable::{Call, Machine as _, Outside, Reaches, StoredEvent, Trouble};
use flow_tests_generated::durable::system::{HostExt as _, System};
use flow_tests_generated::durable::{bank, ledger, mailer, order, parcel, stock};

use crate::host::{Host, Kind, Shared, awaited, block_on, in_step};
use crate::lines;

const DAY: core::time::Duration = core::time::Duration::from_secs(24 * 60 * 60);

/// Sells everything but lamps.
#[derive(Clone, Copy, Debug, Default)]
struct Shop;

impl order::Bindings for Shop {
    type Error = &'static str;

    fn item_sku_is_sold(&self, _: &order::Context, sku: &str) -> Result<bool, Self::Error> {
        Ok(sku != "lamp")
    }

    fn price_of_sku(&mut self, _: &order::Context, sku: &str) -> Result<Decimal, Self::Error> {
        if sku == "gift" { Err("no price") } else { Ok(Decimal::new(1250, 2)) }
    }

    fn note_sale_of_sku_to_ledger(&mut self, _: &order::Context, _: &str) -> Result<(), Self::Error> {
        Ok(())
    }

    fn uuid(&mut self) -> String {
        "receipt".to_owned()
    }

    fn now(&self) -> Time {
        Time::from_millis(0)
    }
}

impl order::AsyncBindings for Shop {
    type Error = &'static str;

    async fn item_sku_is_sold(
        &self,
        _: &order::Context,
        sku: &str,
        _: &Call,
    ) -> Result<bool, Trouble<Self::Error>> {
        Ok(sku != "lamp")
    }

    async fn price_of_sku(
        &self,
        _: &order::Context,
        sku: &str,
        _: &Call,
    ) -> Result<Decimal, Trouble<Self::Error>> {
        if sku == "gift" { Err(Trouble::Refused("no price")) } else { Ok(Decimal::new(1250, 2)) }
    }

    async fn note_sale_of_sku_to_ledger(
        &self,
        order: &order::Context,
        sku: &str,
        _: &Call,
    ) -> Result<(), Trouble<Self::Error>> {
        assert_eq!(
            (order.sku.as_str(), order.total),
            (sku, Decimal::new(1250, 2)),
            "the context at this place"
        );
        Ok(())
    }
}

fn kinds_in_step() -> Vec<Kind<Shop>> {
    vec![
        in_step::<order::Order, _>(),
        in_step::<stock::Stock, _>(),
        in_step::<parcel::Parcel, _>(),
        in_step::<ledger::Ledger, _>(),
    ]
}

/// The order is awaited; the other machines have no phrases.
fn kinds_awaited() -> Vec<Kind<Shop>> {
    vec![
        awaited::<order::Order, _>(),
        in_step::<stock::Stock, _>(),
        in_step::<parcel::Parcel, _>(),
        in_step::<ledger::Ledger, _>(),
    ]
}

fn checkout(sku: &str) -> order::event::Checkout {
    order::event::Checkout { sku: sku.into(), speed: order::Speed::Fast, r#type: "gift".into() }
}

/// What happens in a host, and in the in-process system.
fn compare(kinds: fn() -> Vec<Kind<Shop>>) -> Host<Shop> {
    let mut system = System::new(Shop);
    system.record();
    let host = Shared(Mutex::new(Host::new(kinds, Shop)));
    for (sku, pieces) in [("book", 1), ("lamp", 1), ("book", 1), ("gift", 1), ("book", 0)] {
        let _ = system.refill(sku, stock::event::Refill { pieces });
        let _ = block_on(host.refill(sku, stock::event::Refill { pieces }));
        let order = system.create_order(order::Context::default());
        let stored = block_on(host.create_order(order::Context::default())).expect("zeros fit");
        assert_eq!(order, stored);
        let _ = system.checkout(order.clone(), checkout(sku));
        let _ = block_on(host.checkout(&stored, checkout(sku)));
        let _ = system.charged(order.clone(), order::event::Charged { amount: Decimal::new(1250, 2) });
        let event = write(&order::event::Charged { amount: Decimal::new(1250, 2) });
        let _ = host.0.lock().expect("no panic").send_event("bank", &stored.to_string(), event);
        let _ = system.hurry(order.clone(), order::event::Hurry {});
        let _ = block_on(host.hurry(&stored, order::event::Hurry {}));
        let _ = system.advance(DAY);
        host.0.lock().expect("no panic").advance(DAY.into());
    }
    let _ = system.close(ledger::event::Close {});
    let _ = block_on(host.close(ledger::event::Close {}));
    let _ = system.advance(7 * DAY);
    let mut host = host.0.into_inner().expect("no panic");
    host.advance((7 * DAY).into());
    assert_eq!(host.take_trace(), lines(&system.take_trace()));
    host
}

fn write(event: &order::event::Charged) -> StoredEvent {
    let payload = serde_json::to_string(event).expect("it can be written");
    StoredEvent { machine: 0, name: "charged".into(), from: Some("bank".into()), payload }
}

#[test]
fn keys_references_and_timers_do_what_they_do_in_the_system() {
    let mut host = compare(kinds_in_step);
    let messages = host.take_messages();
    assert!(
        messages.contains(&("order-1".into(), "bank", "charge", r#"{"amount":"12.50"}"#.into())),
        "{messages:?}"
    );
    assert!(
        messages.contains(&("order-5".into(), "mailer", "sorry", r#"{"sku":"book"}"#.into())),
        "{messages:?}"
    );
    compare(kinds_awaited);
}

#[test]
fn values_are_stored_by_the_names_of_the_specification() {
    let context = order::Context {
        speed: order::Speed::Fast,
        r#type: "gift".into(),
        total: Decimal::new(1250, 2),
        asked: Time::from_millis(1_764_346_189_500),
        parcel: "parcel-x".parse().ok(),
        ..order::Context::default()
    };
    let order = order::Order::restore_with_id("o-1", order::State::Paying, context);
    let text = order.write_context().expect("it can be written");
    for part in [
        r#""speed":"fast""#,
        r#""type":"gift""#,
        r#""total":"12.50""#,
        r#""asked":"2025-11-28T16:09:49.5Z""#,
        r#""parcel":"parcel-x""#,
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(order.state_name(), "paying");
    let read = order::Order::read_instance("o-1", "paying", &text).expect("it was written");
    assert_eq!(read, order);
    let numbers = order::Order::new_instance("o-1", r#"{"total": 12.50}"#).expect("numbers are read too");
    assert_eq!(numbers.context().total, Decimal::new(125, 1));
}

#[test]
fn what_does_not_fit_is_named() {
    let error = |result: Result<order::Order, flow_durable::Unreadable>| {
        result.expect_err("it does not fit").to_string()
    };
    let unknown = error(order::Order::read_instance("o", "payed", "{}"));
    assert_eq!(unknown, "cannot read the state of @order: there is no #payed");
    let misspelt = error(order::Order::new_instance("o", r#"{"totl": 1}"#));
    assert!(misspelt.starts_with("cannot read the context of @order: unknown field `totl`"), "{misspelt}");
    let null = error(order::Order::new_instance("o", r#"{"sku": null}"#));
    assert!(null.contains("invalid type: null"), "{null}");
    let stock = stock::Stock::new_instance("book", "").expect("a key is an id");
    assert_eq!((stock.context().sku.as_str(), stock.context().left), ("book", 0));

    let event = |name: &str, from: Option<&str>, payload: &str| {
        let event = StoredEvent {
            machine: 0,
            name: name.into(),
            from: from.map(str::to_owned),
            payload: payload.into(),
        };
        order::Order::read_event(&event).expect_err("it does not fit").to_string()
    };
    assert_eq!(event("charged", None, "{}"), "cannot read :charged: @order has no such event");
    let missing = event("charged", Some("bank"), "{}");
    assert!(missing.starts_with("cannot read the payload of :charged: missing field `amount`"), "{missing}");
}

/// Answers by the amount.
struct Bank;

impl bank::Actor for Bank {
    type Error = &'static str;

    async fn charge(
        &self,
        message: &bank::Charge,
        call: &Call,
    ) -> Result<Option<bank::Answer>, Trouble<Self::Error>> {
        match call.attempt {
            1 => Err(Trouble::Later("closed")),
            2 => Ok(Some(order::event::Charged { amount: message.amount }.into())),
            _ => Ok(None),
        }
    }
}

struct Letters;

impl mailer::Actor for Letters {
    type Error = String;

    async fn sorry(&self, message: &mailer::Sorry, _: &Call) -> Result<(), Trouble<Self::Error>> {
        Err(Trouble::Refused(format!("no paper for {}", message.sku)))
    }
}

fn deliver<O: Reaches<A>, A>(
    actor: &A,
    name: &str,
    payload: &str,
    attempt: u32,
) -> Result<Option<StoredEvent>, Trouble> {
    let mut call = Call::new("order/o-1/1/0", "order", "o-1", Time::from_millis(0));
    call.attempt = attempt;
    block_on(O::deliver(actor, name, payload, &call))
}

#[test]
fn actors_answer_with_events() {
    assert_eq!((bank::Bank::NAME, mailer::Mailer::NAME), ("bank", "mailer"));
    let charge = |attempt| deliver::<bank::Bank, _>(&Bank, "charge", r#"{"amount":"12.50"}"#, attempt);
    assert_eq!(charge(1), Err(Trouble::Later("closed".into())));
    assert_eq!(charge(2), Ok(Some(write(&order::event::Charged { amount: Decimal::new(1250, 2) }))));
    assert_eq!(charge(3), Ok(None));
    let sorry = deliver::<mailer::Mailer, _>(&Letters, "sorry", r#"{"sku":"book"}"#, 1);
    assert_eq!(sorry, Err(Trouble::Refused("no paper for book".into())));
    let unknown = deliver::<mailer::Mailer, _>(&Letters, "hello", "{}", 1);
    assert_eq!(unknown, Err(Trouble::Refused("@mailer is sent no :hello".into())));
    let unfit = deliver::<bank::Bank, _>(&Bank, "charge", "{}", 1).expect_err("a field is missing");
    assert!(unfit.error().contains("missing field `amount`"), "{unfit:?}");
}
