//! Conversations: which instance is reached, which is kept, and which rows are given back.
//!
//! The machines are puppets: each event lists the steps of its handler, so that a test shows one rule of routing.

use super::*;

fn to(kind: usize, event: Do) -> Do {
    Do { to: kind, ..event }
}

fn moving(state: &'static str, event: Do) -> Do {
    Do { moves_to: Some(state), ..event }
}

impl Stage {
    fn new_order(&mut self) -> Id<Order> {
        self.network.create(|id| Order("idle", id))
    }

    fn count<M: Member<System = Puppets>>(&self) -> usize {
        self.network.all::<M>().count()
    }

    /// Sends an event from outside to a payment.
    fn pay(&mut self, payment: Id<Payment>, event: Do) -> Played {
        let arrival = Arrival { from: "clerk", event: event.name };
        let outcome = self.network.send(payment, arrival, to(Payment::KIND, event), &mut ());
        outcome.unwrap_or_else(|lost| panic!("{lost} is taken"))
    }
}

fn rejected(name: &'static str) -> Do {
    Do { rejected: true, ..event(name, []) }
}

#[test]
fn an_instance_that_has_ended_is_replaced() {
    let mut stage = Stage::new();
    stage.run(event("begin", [to_payment(moving("over", event("ask", [])))]));
    stage.run(event("again", [to_payment(event("ask", []))]));
    assert_eq!(
        stage.passed()[1..],
        ["order-1>payment-1:ask", "customer>order-1:again", "order-1>payment-2:ask"]
    );
}

#[test]
fn what_was_made_reaches_its_maker_even_after_that_ended() {
    let mut stage = Stage::new();
    stage.run(moving("over", event("begin", [to_payment(event("ask", []))])));
    let payment = "payment-1".parse().expect("an id");
    assert!(stage.pay(payment, event("refund", [to_order(event("done", []))])).is_complete());
    assert_eq!(stage.passed().last().map(String::as_str), Some("payment-1>order-1:done"));
}

#[test]
fn an_instance_that_comes_to_its_end_has_no_timers() {
    let mut stage = Stage::new();
    let timers = || {
        let after = Duration::from_secs(1);
        [Post::Schedule(event("remind", []), after), Post::Start(event("timer_expired", []), after)]
    };
    stage.run(event("begin", timers()));
    stage.run(moving("over", event("end", timers())));
    assert_eq!(stage.network.next_due(), None);
}

#[test]
fn a_new_instance_whose_first_event_has_no_effect_is_not_kept() {
    let mut stage = Stage::new();
    let outcome = stage.play(event("begin", [to_payment(rejected("ask"))]));
    assert_eq!(outcome.undelivered.len(), 1);
    assert_eq!(stage.count::<Payment>(), 0);
    assert_eq!(stage.network.receiver::<Payment>(stage.order.instance()), None);
    stage.run(event("again", [to_payment(event("ask", []))]));
    assert_eq!(stage.passed().last().map(String::as_str), Some("order-1>payment-2:ask"));
    for mut lost in outcome.undelivered {
        lost.event.rejected = false;
        assert!(stage.network.redeliver(lost, &mut ()).is_complete());
    }
    assert_eq!(stage.passed(), ["order-1>payment-1:ask"]);
    assert_eq!(
        stage.network.all::<Payment>().map(|(id, _)| id.to_string()).collect::<Vec<_>>(),
        ["payment-1", "payment-2"]
    );
}

#[test]
fn a_new_instance_is_kept_while_another_event_is_under_way_to_it() {
    let mut stage = Stage::new();
    let posts =
        [to_payment(rejected("ask")), to_stock(event("reserve", [])), to_payment(event("charge", []))];
    assert_eq!(stage.play(event("begin", posts)).undelivered.len(), 1);
    assert_eq!(
        stage.passed()[1..],
        ["order-1>payment-1:ask!", "order-1>stock-1:reserve", "order-1>payment-1:charge"]
    );
    assert_eq!(stage.count::<Payment>(), 1);
}

#[test]
fn a_new_instance_that_handles_none_of_its_events_is_not_kept() {
    let mut stage = Stage::new();
    let posts = [to_payment(rejected("ask")), to_payment(rejected("charge"))];
    assert_eq!(stage.play(event("begin", posts)).undelivered.len(), 2);
    assert_eq!(stage.count::<Payment>(), 0);
    assert_eq!(stage.network.receiver::<Payment>(stage.order.instance()), None);
}

#[test]
fn an_instance_whose_first_event_was_not_delivered_is_made_when_it_is() {
    let mut stage = Stage::new();
    stage.network.set_budget(1);
    let posts =
        [Post::Itself(event("again", [])), to_payment(event("ask", [])), to_payment(event("charge", []))];
    let outcome = stage.play(event("begin", posts));
    assert_eq!((outcome.undelivered.len(), stage.count::<Payment>()), (2, 0));
    stage.network.set_budget(100);
    for lost in outcome.undelivered {
        assert!(stage.network.redeliver(lost, &mut ()).is_complete());
    }
    assert_eq!(stage.passed()[2..], ["order-1>payment-1:ask", "order-1>payment-1:charge"]);
    let payment = stage.network.receiver::<Payment>(stage.order.instance());
    assert_eq!(payment.map(|id| id.to_string()).as_deref(), Some("payment-1"));
}

#[test]
fn removing_an_ended_instance_changes_no_receiver() {
    let run = |removes: bool| {
        let mut stage = Stage::new();
        let other = to_stock(event("look", [to_payment(event("ask", []))]));
        let posts = [to_payment(moving("over", event("ask", []))), Post::Itself(event("more", [other]))];
        stage.run(event("begin", posts));
        for number in 0..40 {
            let order = stage.order;
            drop(stage.send(order, event("next", [to_payment(moving("over", event("ask", [])))])));
            let id: Id<Payment> = format!("payment-{}", number + 3).parse().expect("an id");
            assert_eq!(stage.network.machine(id).0, "over");
            if removes {
                assert!(stage.network.remove(id).is_some());
            }
        }
        let first: Id<Payment> = "payment-1".parse().expect("an id");
        if removes {
            assert!(stage.network.remove(first).is_some());
        }
        stage.run(event("last", [to_payment(event("ask", []))]));
        stage.passed()
    };
    let kept = run(false);
    assert_eq!(kept.last().map(String::as_str), Some("order-1>payment-43:ask"));
    assert_eq!(run(true), kept);
}

#[test]
fn the_makers_of_instances_are_known_after_they_are_removed() {
    let mut stage = Stage::new();
    let chain = to_payment(event("ask", [to_stock(event("reserve", []))]));
    stage.run(event("begin", [chain]));
    let second = stage.new_order();
    drop(stage.send(second, event("begin", [])));
    let payment: Id<Payment> = "payment-1".parse().expect("an id");
    for _ in 0..40 {
        stage.run(event("next", [Post::Itself(event("again", [])), to_payment(event("ask", []))]));
    }
    assert!(stage.network.remove(payment).is_some());
    let stock = Instance::from("stock-1".parse::<Id<Stock>>().expect("an id"));
    assert_eq!(stage.network.receiver::<Order>(stock), Some(stage.order));
}
