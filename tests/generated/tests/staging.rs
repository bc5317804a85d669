//! A handler that fails leaves no trace: not in the context, not in the state, not in the emits.

use flow::{Reason, Sink};
use flow_tests_generated::staging::order::{Bindings, Context, Emit, Event, EventKind, Order, State, event};
use flow_tests_generated::staging::shop;

/// A shop whose charging and stamping can fail. It notes what the order looked like when it was asked.
#[derive(Default)]
struct Shop {
    card_is_fresh: bool,
    charge_fails: bool,
    stamp_fails: bool,
    seen: Vec<Context>,
}

impl Bindings for Shop {
    type Error = &'static str;

    fn charge_card_with_card(&mut self, order: &Context, card: &str) -> Result<(), Self::Error> {
        assert_eq!(order.last, card);
        self.seen.push(order.clone());
        if self.charge_fails { Err("no cover") } else { Ok(()) }
    }

    fn card_is_fresh(&self, _order: &Context) -> bool {
        self.card_is_fresh
    }

    fn stamp_card(&mut self, _order: &Context) -> Result<(), Self::Error> {
        if self.stamp_fails { Err("no ink") } else { Ok(()) }
    }
}

fn context() -> Context {
    Context {
        tags: ["a", "b"].map(String::from).into(),
        total: 20,
        last: "b".into(),
        attempts: 2,
        ..Context::default()
    }
}

fn pay(share: i64) -> event::Pay {
    event::Pay { card: "visa".into(), share }
}

fn texts(emits: &[Emit]) -> Vec<String> {
    emits.iter().map(Emit::to_string).collect()
}

/// Sends an event and asserts that it fails as expected and that nothing has changed.
fn check_undone(state: State, event: impl Into<Event>, shop: &mut Shop, expected: &str) {
    let mut order = Order::restore(state, context());
    let before = order.clone();
    let mut emits = Vec::new();
    let event = event.into();
    let error = order.handle(event.clone(), shop, &mut emits).expect_err("the event fails");
    assert_eq!(format!("{error:#}"), format!("{event}: {expected}"));
    assert_eq!(error.into_event(), event);
    assert_eq!(order, before);
    assert_eq!(emits, []);
}

#[test]
fn everything_that_succeeds_is_committed_in_order() {
    let mut shop = Shop { card_is_fresh: true, ..Shop::default() };
    let mut order = Order::new(context());
    let mut emits = Vec::new();
    let step = order.pay(pay(4), &mut shop, &mut emits).unwrap();
    assert_eq!(step.passed().collect::<Vec<_>>(), [State::Paying, State::Stamped]);
    assert_eq!((step.from(), step.to(), order.state()), (State::Open, State::Stamped, State::Stamped));
    assert_eq!(order.context().tags, ["b", "paid"]);
    assert_eq!((order.context().attempts, order.context().share_size), (3, 5));
    assert_eq!(texts(&emits), [":receipt to @shop", ":welcome to @shop", ":done to @shop"]);
    assert_eq!(emits[0], Emit::Receipt(shop::Receipt { text: "visa".into(), total: 20 }));
    assert_eq!(emits[2], Emit::Done(shop::Done { attempts: 3 }));
}

#[test]
fn bindings_see_what_was_updated_before_them() {
    let mut shop = Shop::default();
    assert!(Order::new(context()).pay(pay(0), &mut shop, &mut Vec::new()).is_ok());
    assert_eq!(shop.seen[0].tags, ["b", "paid"]);
    assert_eq!(shop.seen[0].attempts, 3);
}

#[test]
fn a_failing_binding_changes_nothing() {
    let mut shop = Shop { charge_fails: true, ..Shop::default() };
    check_undone(State::Open, pay(4), &mut shop, "'charge card with $card' failed: no cover");
}

#[test]
fn a_binding_that_fails_in_a_branch_changes_nothing() {
    let mut shop = Shop { card_is_fresh: true, stamp_fails: true, ..Shop::default() };
    check_undone(State::Open, pay(4), &mut shop, "'stamp card' failed: no ink");
    // The branch that does not stamp goes through.
    shop.card_is_fresh = false;
    let step = Order::new(context()).pay(pay(4), &mut shop, &mut Vec::new()).unwrap();
    assert_eq!(step.to(), State::Paid);
}

#[test]
fn arithmetic_that_cannot_be_done_changes_nothing() {
    let split = |share| event::Split { share };
    check_undone(State::Paid, split(0), &mut Shop::default(), "'$total / $share' cannot be computed");
    let full = event::Fill { tag: "c".into(), price: i64::MAX };
    check_undone(
        State::Open,
        full,
        &mut Shop::default(),
        "'$total: number increases by $price' cannot be computed",
    );
}

#[test]
fn failed_and_rejected_events_are_returned_whole() {
    let mut shop = Shop { charge_fails: true, ..Shop::default() };
    let failed = Order::new(context()).pay(pay(4), &mut shop, &mut Vec::new()).unwrap_err();
    assert_eq!(failed.into_event(), Event::Pay(pay(4)));
    let mut order = Order::restore(State::Paid, context());
    let rejected = order.pay(pay(4), &mut shop, &mut Vec::new()).unwrap_err();
    assert!(matches!(rejected.reason, Reason::Rejected { state: State::Paid }));
    assert_eq!(rejected.to_string(), ":pay from @shop is not accepted in #paid");
    assert_eq!(rejected.into_event(), Event::Pay(pay(4)));
}

#[test]
fn a_rejected_event_comes_back_whole_from_handle_too() {
    let mut order = Order::restore(State::Paid, context());
    assert!(!order.accepts(EventKind::Pay));
    let event = Event::from(pay(4));
    let error = order.handle(event.clone(), &mut Shop::default(), &mut Vec::new()).unwrap_err();
    assert_eq!(error.into_event(), event);
    assert_eq!(order, Order::restore(State::Paid, context()));
}

#[test]
fn several_transitions_are_all_reported() {
    let mut order = Order::restore(State::Paid, context());
    let step = order.reset(event::Reset {}, &mut Shop::default(), &mut Vec::new()).unwrap();
    assert_eq!(step.to_string(), "#paid -> #paying -> #open");
    assert_eq!(order.state(), State::Open);
}

#[test]
fn an_emit_waits_for_what_can_still_fail() {
    let mut shop = Shop { card_is_fresh: true, stamp_fails: true, ..Shop::default() };
    check_undone(State::Open, event::Stamp {}, &mut shop, "'stamp card' failed: no ink");
    for card_is_fresh in [true, false] {
        let mut shop = Shop { card_is_fresh, ..Shop::default() };
        let mut emits = Vec::new();
        assert!(Order::new(context()).stamp(event::Stamp {}, &mut shop, &mut emits).is_ok());
        assert_eq!(texts(&emits), [":noted to @shop", ":done to @shop"]);
    }
}

#[test]
fn emits_that_nothing_can_stop_go_straight_to_the_sink() {
    struct Order0(Vec<String>);
    impl Sink<Emit> for Order0 {
        fn emit(&mut self, emit: Emit) {
            self.0.push(emit.to_string());
        }
    }
    let mut sink = Order0(Vec::new());
    assert!(Order::new(context()).split(event::Split { share: 2 }, &mut Shop::default(), &mut sink).is_ok());
    assert_eq!(sink.0, [":noted to @shop", ":small to @shop", ":done to @shop"]);
}

#[test]
fn an_emit_whose_own_values_can_fail_comes_after_those_before_it() {
    let mut order = Order::new(context());
    let mut emits = Vec::new();
    assert!(order.bill(event::Bill { share: 4 }, &mut Shop::default(), &mut emits).is_ok());
    assert_eq!(texts(&emits), [":noted to @shop", ":share to @shop"]);
    check_undone(
        State::Open,
        event::Bill { share: 0 },
        &mut Shop::default(),
        "'$total / $share' cannot be computed",
    );
}
