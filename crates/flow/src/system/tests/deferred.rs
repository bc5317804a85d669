//! Deferred events: which are handled when, in which order, and which are returned (reference#deferred-events).
//!
//! Only payments defer events.

use super::*;

fn to(kind: usize, event: Do) -> Do {
    Do { to: kind, ..event }
}

/// An event that the state `idle` defers.
fn later(name: &'static str) -> Do {
    Do { deferred_in: Some("idle"), ..event(name, [say(name)]) }
}

fn moving(name: &'static str, state: &'static str) -> Do {
    Do { moves_to: Some(state), ..event(name, []) }
}

impl Stage {
    /// A stage with a payment that the order has made.
    fn with_payment() -> (Self, Id<Payment>) {
        let mut stage = Stage::new();
        stage.run(event("begin", [to_payment(event("ask", []))]));
        stage.passed();
        let payment = stage.network.find::<Payment>("payment-1").expect("the order made it");
        (stage, payment)
    }

    fn pay_as(&mut self, from: &'static str, payment: Id<Payment>, event: Do) -> Played {
        let arrival = Arrival { from, event: event.name };
        let outcome = self.network.send(payment, arrival, to(Payment::KIND, event), &mut ());
        outcome.unwrap_or_else(|lost| panic!("{lost} is taken"))
    }

    fn waiting(&self, payment: Id<Payment>) -> Vec<&'static str> {
        self.network.deferred(&payment.instance()).map(|event| event.name).collect()
    }
}

#[test]
fn deferred_events_are_handled_oldest_first_and_before_what_came_later() {
    let (mut stage, payment) = Stage::with_payment();
    assert!(stage.pay_as("clerk", payment, later("first")).messages.is_empty());
    assert!(stage.pay_as("guard", payment, later("second")).is_complete());
    assert_eq!(stage.waiting(payment), ["first", "second"]);
    let go =
        Do { moves_to: Some("busy"), ..event("go", [Post::Itself(to(Payment::KIND, event("own", [])))]) };
    let outcome = stage.pay_as("clerk", payment, go);
    let said: Vec<_> = outcome.messages().map(|(_, said)| *said).collect();
    assert_eq!(said, ["first", "second"]);
    assert!(stage.waiting(payment).is_empty());
    assert_eq!(
        stage.passed(),
        [
            "clerk>payment-1:first…",
            "guard>payment-1:second…",
            "clerk>payment-1:go",
            "clerk>payment-1:first",
            "payment-1>customer:first",
            "guard>payment-1:second",
            "payment-1>customer:second",
            "payment-1>payment-1:own",
        ]
    );
}

#[test]
fn each_move_decides_anew() {
    let (mut stage, payment) = Stage::with_payment();
    // In #busy the first one moves back, where the second is deferred still.
    drop(stage.pay_as("clerk", payment, Do { moves_to: Some("idle"), ..later("back") }));
    drop(stage.pay_as("clerk", payment, later("stays")));
    drop(stage.pay_as("clerk", payment, moving("go", "busy")));
    assert_eq!(stage.waiting(payment), ["stays"]);
    // A handled event that does not move the machine delivers no deferred event.
    drop(stage.pay_as("clerk", payment, event("look", [])));
    assert_eq!(stage.waiting(payment), ["stays"]);
}

#[test]
fn what_the_new_state_neither_accepts_nor_defers_is_returned_with_its_sender() {
    let (mut stage, payment) = Stage::with_payment();
    let only_later = |name| Do { accepted_in: Some("open"), ..later(name) };
    stage.run(event("then", [to_payment(only_later("asked"))]));
    drop(stage.pay_as("clerk", payment, only_later("wanted")));
    drop(stage.pay_as("clerk", payment, later("handled")));
    stage.passed();
    let mut outcome = stage.pay_as("guard", payment, moving("go", "busy"));
    assert_eq!(
        stage.passed(),
        [
            "guard>payment-1:go",
            "order-1>payment-1:asked!",
            "clerk>payment-1:wanted!",
            "clerk>payment-1:handled",
            "payment-1>customer:handled",
        ]
    );
    let lost: Vec<_> = outcome.undelivered.iter().map(|lost| format!("{lost}")).collect();
    assert_eq!(
        lost,
        ["payment-1: asked is not accepted in busy", "payment-1: wanted is not accepted in busy"]
    );
    assert_eq!(outcome.undelivered[0].from, Some(stage.order.instance()));
    // Delivered again, it has the same sender.
    drop(stage.pay_as("guard", payment, moving("open", "open")));
    stage.passed();
    assert!(stage.network.redeliver(outcome.undelivered.remove(1), &mut ()).is_complete());
    assert_eq!(stage.passed()[0], "clerk>payment-1:wanted");
}

#[test]
fn what_is_delivered_again_can_be_deferred() {
    let (mut stage, payment) = Stage::with_payment();
    let failing = Do { fails: Some("no paper"), ..event("ask", [say("done")]) };
    let mut lost = stage.play(event("then", [to_payment(failing)])).undelivered.remove(0);
    lost.event.fails = None;
    lost.event.deferred_in = Some("idle");
    assert!(stage.network.redeliver(lost, &mut ()).is_complete());
    assert_eq!(stage.waiting(payment), ["ask"]);
    assert_eq!(stage.pay_as("clerk", payment, moving("go", "busy")).messages.len(), 1);
}

#[test]
fn the_answer_to_a_deferred_event_reaches_its_sender() {
    let (mut stage, payment) = Stage::with_payment();
    let asks = Do { deferred_in: Some("idle"), ..event("asks", [to_order(event("answer", []))]) };
    stage.run(event("then", [to_payment(asks)]));
    stage.passed();
    drop(stage.pay_as("clerk", payment, moving("go", "busy")));
    assert_eq!(stage.passed(), ["clerk>payment-1:go", "order-1>payment-1:asks", "payment-1>order-1:answer"]);
}

#[test]
fn at_its_end_an_instance_rejects_what_it_put_aside() {
    let (mut stage, payment) = Stage::with_payment();
    drop(stage.pay_as("clerk", payment, Do { accepted_in: Some("open"), ..later("a") }));
    let outcome = stage.pay_as("clerk", payment, moving("go", "over"));
    assert_eq!(outcome.undelivered.len(), 1);
}

#[test]
fn a_removed_instance_returns_what_it_put_aside() {
    let (mut stage, payment) = Stage::with_payment();
    drop(stage.pay_as("clerk", payment, later("first")));
    assert!(stage.network.remove(payment).is_some());
    let outcome = stage.play(event("look", []));
    let [lost] = &outcome.undelivered[..] else { panic!("one event was put aside") };
    assert!(matches!(lost.reason, Reason::NoInstance) && lost.event.name == "first");
}

#[test]
fn a_panic_loses_nothing_that_was_put_aside() {
    let (mut stage, payment) = Stage::with_payment();
    drop(stage.pay_as("clerk", payment, Do { panics: true, ..later("bad") }));
    drop(stage.pay_as("clerk", payment, later("good")));
    let go = std::panic::AssertUnwindSafe(|| drop(stage.pay_as("clerk", payment, moving("go", "busy"))));
    assert!(std::panic::catch_unwind(go).is_err());
    let interrupted = stage.network.take_interrupted();
    let lost: Vec<_> = interrupted.undelivered.iter().map(|lost| lost.event.name).collect();
    assert_eq!(lost, ["bad"]);
    assert_eq!(stage.waiting(payment), ["good"]);
    // The next call goes on.
    assert_eq!(stage.play(event("look", [])).messages.len(), 1);
    assert!(stage.waiting(payment).is_empty());
}

#[test]
fn observers_see_that_an_event_is_put_aside() {
    let (mut stage, payment) = Stage::with_payment();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = std::sync::Arc::clone(&seen);
    stage.network.observe(move |step| sink.lock().expect("no panic").push(format!("{step}")));
    drop(stage.pay_as("clerk", payment, later("first")));
    drop(stage.pay_as("guard", payment, moving("go", "busy")));
    assert_eq!(
        *seen.lock().expect("no panic"),
        [
            "@clerk → @payment-1: first, deferred in idle",
            "@guard → @payment-1: go, idle → busy",
            "@clerk → @payment-1: first, stays in busy",
        ]
    );
}

#[test]
fn events_that_were_put_aside_are_dropped_with_the_system() {
    let held = Rc::new(());
    let (mut stage, payment) = Stage::with_payment();
    drop(stage.pay_as("clerk", payment, Do { held: Some(Rc::clone(&held)), ..later("first") }));
    assert_eq!(Rc::strong_count(&held), 2);
    drop(stage);
    assert_eq!(Rc::strong_count(&held), 1);
}
