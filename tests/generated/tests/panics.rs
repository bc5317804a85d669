//! A binding or a sink that panics leaves the machine as it was, and errors work with `?`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use flow_tests_generated::staging::order::{Bindings, Context, Emit, Error, Order, State, event};

/// A shop whose guard, or whose second action, panics.
struct Shop {
    guard_panics: bool,
}

impl Bindings for Shop {
    type Error = String;

    fn charge_card_with_card(&mut self, _: &Context, card: &str) -> Result<(), String> {
        if card.is_empty() { Err("no card".into()) } else { Ok(()) }
    }

    fn card_is_fresh(&self, _: &Context) -> bool {
        assert!(!self.guard_panics, "this guard panics");
        true
    }

    fn stamp_card(&mut self, _: &Context) -> Result<(), String> {
        panic!("this action panics")
    }
}

fn order() -> Order {
    Order::new(Context { tags: vec!["a".into()], total: 20, last: "b".into(), ..Context::default() })
}

fn pay() -> event::Pay {
    event::Pay { card: "visa".into(), share: 4 }
}

#[test]
fn a_binding_that_panics_leaves_the_machine_as_it_was() {
    for guard_panics in [true, false] {
        let (mut machine, mut emits) = (order(), Vec::<Emit>::new());
        let run = AssertUnwindSafe(|| machine.pay(pay(), &mut Shop { guard_panics }, &mut emits).is_ok());
        assert!(catch_unwind(run).is_err());
        assert_eq!((machine, emits), (order(), Vec::new()));
    }
}

#[test]
fn a_sink_that_panics_leaves_the_machine_as_it_was() {
    let mut shop = Shop { guard_panics: false };
    let mut machine = Order::restore(State::Paid, order().context().clone());
    let before = machine.clone();
    for panics_at in 1..=3 {
        let mut left = panics_at;
        let mut sink = |_: Emit| {
            left -= 1;
            assert!(left > 0, "this sink panics");
        };
        let run = AssertUnwindSafe(|| machine.split(event::Split { share: 2 }, &mut shop, &mut sink).is_ok());
        assert!(catch_unwind(run).is_err());
        assert_eq!(machine, before);
    }
}

#[test]
fn a_sink_that_panics_leaves_a_machine_without_old_values_as_it_was() {
    use flow_tests_generated::lamp::lamp::{Context, Emit, Lamp, State, event};
    for (state, panics_at) in [(State::Off, 1), (State::On, 1), (State::On, 2)] {
        let mut machine = Lamp::restore(state, Context { presses: 3 });
        let before = machine.clone();
        let mut left = panics_at;
        let mut sink = |_: Emit| {
            left -= 1;
            assert!(left > 0, "this sink panics");
        };
        let run = AssertUnwindSafe(|| machine.press(event::Press {}, &mut (), &mut sink).is_ok());
        assert!(catch_unwind(run).is_err());
        assert_eq!(machine, before);
    }
}

#[test]
fn errors_of_all_events_are_one_type_for_question_marks() -> Result<(), Box<dyn std::error::Error>> {
    fn run(machine: &mut Order) -> Result<(), Error<String>> {
        let fill = event::Fill { tag: "c".into(), price: 1 };
        let step = machine.fill(fill, &mut Shop { guard_panics: false }, &mut flow::Discard)?;
        assert!(step.stayed());
        let card = String::new();
        let pay = event::Pay { card, share: 0 };
        machine.pay(pay, &mut Shop { guard_panics: false }, &mut flow::Discard).map(drop_step)
    }
    fn boxed(machine: &mut Order) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Ok(run(machine)?)
    }
    let price: flow::Decimal = "1.5".parse()?;
    assert_eq!(price.to_string(), "1.5");
    let error = boxed(&mut order()).expect_err("there is no card");
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("no card"));
    Ok(())
}

fn drop_step(_: flow_tests_generated::staging::order::Step) {}
