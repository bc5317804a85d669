//! Guards that may fail: a failure ends the handler as that of an action does, and leaves no trace.

use std::sync::{Arc, Mutex};

use flow_tests_generated::fallible::system::System;
use flow_tests_generated::fallible::till::{Bindings, Context, Emit, State, Till, event};

/// A shop that fails at some phrases, and notes which ones it was asked.
#[derive(Default)]
struct Shop {
    fails_at: Option<&'static str>,
    is_true: Vec<&'static str>,
}

impl Shop {
    fn answer(&self, phrase: &'static str) -> Result<bool, &'static str> {
        if self.fails_at == Some(phrase) {
            Err("the line is dead")
        } else {
            Ok(self.is_true.contains(&phrase))
        }
    }
}

impl Bindings for Shop {
    type Error = &'static str;

    fn card_card_is_good(&self, _: &Context, card: &str) -> Result<bool, Self::Error> {
        assert_eq!(card, "visa");
        self.answer("good")
    }

    fn card_card_is_stolen(&self, _: &Context, card: &str) -> Result<bool, Self::Error> {
        assert_eq!(card, "visa");
        self.answer("stolen")
    }

    fn customer_is_known(&self, _: &Context) -> Result<bool, Self::Error> {
        self.answer("known")
    }

    fn manager_agrees(&self, _: &Context) -> Result<bool, Self::Error> {
        self.answer("agrees")
    }
}

fn till() -> Till {
    Till::restore(State::Open, Context { total: 10, last: "amex".into() })
}

fn pay() -> event::Pay {
    event::Pay { amount: 995, card: "visa".into() }
}

fn texts(emits: &[Emit]) -> Vec<String> {
    emits.iter().map(Emit::to_string).collect()
}

/// Asserts that a payment fails at a phrase and that nothing of it remains.
#[track_caller]
fn check_undone(is_true: &[&'static str], fails_at: &'static str, phrase: &str) {
    let mut shop = Shop { fails_at: Some(fails_at), is_true: is_true.into() };
    let (mut till, mut emits) = (till(), Vec::new());
    let error = till.pay(pay(), &mut shop, &mut emits).expect_err("a guard fails");
    assert_eq!(format!("{error:#}"), format!(":pay from @customer: '{phrase}' failed: the line is dead"));
    assert_eq!(error.into_event(), pay().into());
    assert_eq!((till, emits), (self::till(), Vec::new()));
}

#[test]
fn a_failure_of_a_guard_undoes_what_came_before_it() {
    check_undone(&[], "good", "card $card is good");
    check_undone(&["good"], "stolen", "card $card is stolen");
    check_undone(&["good", "stolen"], "known", "customer is known");
    check_undone(&[], "agrees", "manager agrees");
}

#[test]
fn guards_that_do_not_fail_decide_as_ever() {
    for (is_true, state) in [
        (&["good"][..], State::Paid),
        (&["known"], State::Paid),
        (&["good", "stolen", "agrees"], State::Waiting),
        (&[], State::Refused),
    ] {
        let (mut till, mut emits) = (till(), Vec::new());
        let mut shop = Shop { fails_at: None, is_true: is_true.into() };
        let step = till.pay(pay(), &mut shop, &mut emits).expect("no guard fails");
        assert_eq!((step.to(), till.state(), till.context().total), (state, state, 1005));
        assert_eq!(texts(&emits), [":noted to @customer", ":done to @customer"]);
    }
}

#[test]
fn a_guard_that_is_not_asked_cannot_fail() {
    let mut shop = Shop { fails_at: Some("known"), is_true: vec!["good"] };
    let step = till().pay(pay(), &mut shop, &mut Vec::new()).expect("it is not asked who pays");
    assert_eq!(step.to(), State::Paid);
}

#[test]
fn a_failed_guard_is_recorded_without_an_answer() {
    let mut system = System::new(Shop { fails_at: Some("stolen"), is_true: vec!["good"] });
    system.record();
    let till = system.create_till(Context::default());
    let error = system.pay(till, pay()).expect_err("a guard fails");
    assert!(!error.is_rejected());
    let recorded = system.take_trace().to_string();
    let expected = "@customer → @till-1: :pay, failed: card $card is stolen \
                    (card $card is good: yes, card $card is stolen)\n";
    assert_eq!(recorded, expected);
}

/// The observed steps, each as it is displayed, with the payload, the calls and the number of messages.
fn observe(system: &mut System<Shop>) -> Arc<Mutex<Vec<String>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&seen);
    system.observe(move |step| {
        let calls: Vec<_> = step.calls.iter().map(ToString::to_string).collect();
        let line = format!("{step}; {:?}; {calls:?}; {} messages", step.event, step.messages.len());
        list.lock().expect("no test panics with the list").push(line);
    });
    seen
}

#[test]
fn an_observer_sees_payloads_states_calls_messages_and_errors() {
    let mut system = System::new(Shop { fails_at: Some("agrees"), is_true: vec!["good"] });
    let till = system.create_till(Context::default());
    let seen = observe(&mut system);
    assert!(system.pay(till, pay()).is_ok());
    assert!(system.pay(till, pay()).is_err());
    assert!(system.remove(till).is_some());
    assert!(system.pay(till, pay()).is_err());
    let till = system.create_till(Context { total: 10, ..Context::default() });
    system.bindings_mut().is_true.clear();
    assert!(system.pay(till, pay()).is_err());
    let payload = "Till(Pay(Pay { amount: 995, card: \"visa\" }))";
    let expected = [
        format!(
            "@customer → @till-1: :pay from @customer, #open → #paid; {payload}; \
             [\"card $card is good: yes\", \"card $card is stolen: no\"]; 2 messages"
        ),
        format!("@customer → @till-1: :pay from @customer, not accepted in #paid; {payload}; []; 0 messages"),
        format!("@customer → @till-1: :pay from @customer, no such instance; {payload}; []; 0 messages"),
        format!(
            "@customer → @till-2: :pay from @customer, 'manager agrees' failed: the line is dead; {payload}; \
             [\"card $card is good: no\", \"customer is known: no\", \"manager agrees\"]; 0 messages"
        ),
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[test]
fn an_observer_and_a_trace_see_the_same_steps() {
    let mut system = System::new(Shop { fails_at: None, is_true: vec!["good"] });
    system.record();
    let till = system.create_till(Context::default());
    let seen = observe(&mut system);
    assert!(system.pay(till, pay()).is_ok());
    let trace = system.take_trace();
    assert_eq!(
        trace.iter().filter(|entry| entry.from == flow::system::Party::Outside("customer")).count(),
        1
    );
    assert_eq!(seen.lock().unwrap().len(), 1);
}
