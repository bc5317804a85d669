//! The rules of reference#event-handling for systems, with puppets: machines that execute the commands in the event.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};
use std::println;

use core::fmt;
use core::mem::ManuallyDrop;
use core::time::Duration;

use super::conversations::Conversations;
use super::emits::Emits;
use super::list::List;
use super::naming::Numbered;
use super::network::{Answer, Arrival, Handle, Lost, Network};
use super::outbox::Delivery;

use super::parts::{Out, Part, Parts, Reception};
use super::recording::Recording;
use super::respond::Respond;
use super::route::{Coming, NO_CONVERSATION, Sender};
use super::*;
use crate::{BindingError, Failure, Sink, Time};

mod conversations;
mod deferred;

/// A system of three machines without handlers of their own.
struct Puppets;

/// An order, which stores the id it was made with.
#[derive(Debug)]
struct Order(&'static str, String);
#[derive(Debug)]
struct Payment(&'static str);
#[derive(Debug)]
struct Stock(&'static str);

#[derive(Default)]
struct Machines {
    orders: List<Order>,
    payments: List<Payment>,
    stocks: List<Stock>,
}

/// A command to a puppet: an emit.
#[derive(Clone)]
enum Post {
    Machine(usize, Do),
    Itself(Do),
    Outside((&'static str, &'static str)),
    Start(Do, Duration),
    StartEvery(Do, Duration),
    StartUntil(Do, Time),
    Schedule(Do, Duration),
    ScheduleEvery(Do, Duration),
    CancelTimer,
    Cancel(&'static str),
}

/// An event with the commands for its receiver.
#[derive(Clone, Default)]
struct Do {
    /// The kind of machine that gets it.
    to: usize,
    name: &'static str,
    fails: Option<&'static str>,
    panics: bool,
    rejected: bool,
    /// The state that defers it.
    deferred_in: Option<&'static str>,
    /// The only state that accepts it.
    accepted_in: Option<&'static str>,
    moves_to: Option<&'static str>,
    posts: Vec<Post>,
    /// A value that is dropped with the event.
    #[expect(dead_code, reason = "counted, not read")]
    held: Option<Rc<()>>,
}

impl fmt::Display for Do {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Do {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Do {
    /// What a state does with it.
    fn reception(&self, state: &'static str) -> Reception<&'static str> {
        match self {
            Do { deferred_in, .. } if *deferred_in == Some(state) => Reception::Deferred,
            Do { rejected: true, .. } => Reception::Rejected(state),
            Do { accepted_in: Some(only), .. } if *only != state => Reception::Rejected(state),
            _ => Reception::Accepted,
        }
    }
}

impl Parts for Puppets {
    const MACHINES: &'static [&'static str] = &["order", "payment", "stock"];
    type Machines = Machines;
    type Conversations = Conversations<3>;
    type Event = Do;
    type State = &'static str;
    type Message = (&'static str, &'static str);
    const DEFERS: bool = true;

    fn reception(machines: &Machines, at: u32, event: &Do) -> Reception<&'static str> {
        machines.payments.get(at).map_or(Reception::Accepted, |payment| event.reception(payment.0))
    }

    fn kind(event: &Do) -> usize {
        event.to
    }

    fn has(machines: &Machines, kind: usize, at: u32) -> bool {
        match kind {
            Order::KIND => machines.orders.has(at),
            Payment::KIND => machines.payments.has(at),
            _ => machines.stocks.has(at),
        }
    }

    fn state_name(state: &'static str) -> &'static str {
        state
    }

    fn event_name(event: &Do) -> &'static str {
        event.name
    }

    fn message_name(message: &Self::Message) -> (&'static str, &'static str) {
        *message
    }
}

macro_rules! member {
    ($ty:ident $kind:literal $list:ident $create:expr $(, $defers:ident)?) => {
        impl Part for $ty {
            type System = Puppets;
            type Event = Do;
            type Emit = Post;
            type Step = ();
            type Naming = Numbered;
            const KIND: usize = $kind;
            const HAS_STATE_TIMERS: bool = true;
            $(const DEFERS: bool = true;

            fn $defers(&self, event: &Do) -> Option<()> {
                matches!(event.reception(self.0), Reception::Deferred).then_some(())
            })?

            fn list(machines: &Machines) -> &List<Self> {
                &machines.$list
            }

            fn list_mut(machines: &mut Machines) -> &mut List<Self> {
                &mut machines.$list
            }

            const READS_ID: bool = true;

            fn create(id: crate::Text) -> Self {
                $create(id)
            }

            fn state(&self) -> &'static str {
                self.0
            }

            fn has_ended(&self) -> bool {
                self.0 == "over"
            }

            fn wrap(event: Do) -> Do {
                event
            }

            fn post(post: Post, emits: &mut Emits<'_, Self>) {
                match post {
                    Post::Machine(Order::KIND, event) => emits.to_machine::<Order>(event),
                    Post::Machine(Payment::KIND, event) => emits.to_machine::<Payment>(event),
                    Post::Machine(_, event) => emits.to_machine::<Stock>(event),
                    Post::Itself(event) => emits.to_itself(event),
                    Post::Outside(message) => emits.to_outside(message),
                    Post::Start(event, after) => emits.start_timer(event, after),
                    Post::StartEvery(event, period) => emits.start_timer_every(event, period),
                    Post::StartUntil(event, time) => emits.start_timer_until(event, time),
                    Post::Schedule(event, after) => emits.schedule(event, after),
                    Post::ScheduleEvery(event, period) => emits.schedule_every(event, period),
                    Post::CancelTimer => emits.cancel_timer(),
                    Post::Cancel(name) => emits.cancel(name),
                }
            }
        }

        impl Respond<()> for $ty {
            fn respond(
                &mut self,
                event: &mut Do,
                bindings: &mut Recording<'_, ()>,
                emits: &mut Emits<'_, Self>,
            ) -> Result<(), Reason<&'static str>> {
                if !matches!(event.reception(self.0), Reception::Accepted) {
                    return Err(Reason::Rejected { state: self.0 });
                }
                bindings.asked("it is a good day", true);
                assert!(!event.panics, "this binding panics");
                if let Some(error) = event.fails {
                    let error = error.into_cause().erase();
                    return Err(Reason::Failed(Failure::Binding { phrase: "try it", error }));
                }
                self.0 = event.moves_to.unwrap_or(self.0);
                core::mem::take(&mut event.posts).into_iter().for_each(|post| emits.emit(post));
                Ok(())
            }
        }
    };
}

member!(Order 0 orders |id| Order("idle", id));
member!(Payment 1 payments |_| Payment("idle"), defer);
member!(Stock 2 stocks |_| Stock("idle"));

impl Handle<()> for Puppets {
    fn handle(
        network: &mut Network<Self>,
        coming: &Coming,
        event: &mut Do,
        bindings: &mut Recording<'_, ()>,
    ) -> Result<(), Reason<&'static str>> {
        match event.to {
            Order::KIND => network.step::<Order, ()>(coming, event, bindings),
            Payment::KIND => network.step::<Payment, ()>(coming, event, bindings),
            _ => network.step::<Stock, ()>(coming, event, bindings),
        }
    }
}

/// An event that makes its receiver do these things.
fn event(name: &'static str, posts: impl IntoIterator<Item = Post>) -> Do {
    Do { name, posts: posts.into_iter().collect(), ..Do::default() }
}

fn to_payment(event: Do) -> Post {
    Post::Machine(Payment::KIND, Do { to: Payment::KIND, ..event })
}

fn to_order(event: Do) -> Post {
    Post::Machine(Order::KIND, Do { to: Order::KIND, ..event })
}

fn to_stock(event: Do) -> Post {
    Post::Machine(Stock::KIND, Do { to: Stock::KIND, ..event })
}

fn say(message: &'static str) -> Post {
    Post::Outside(("customer", message))
}

/// A network of puppets with one order, and the recording on.
struct Stage {
    network: Network<Puppets>,
    order: Id<Order>,
}

type Played = Answer<Puppets, ()>;

impl Stage {
    fn new() -> Self {
        let mut network = Network::new();
        network.record();
        let order = network.create(|id| Order("idle", id));
        Stage { network, order }
    }

    fn send(&mut self, to: Id<Order>, event: Do) -> Result<Played, Box<Lost<Puppets>>> {
        let arrival = Arrival { from: "customer", event: event.name };
        self.network.send(to, arrival, event, &mut ())
    }

    /// The events that were delivered, except those from outside.
    fn timed(&mut self) -> Vec<String> {
        let mut passed = self.passed();
        passed.retain(|line| !line.starts_with("customer"));
        passed
    }

    /// Sends to the first order, which takes it.
    fn play(&mut self, event: Do) -> Played {
        let order = self.order;
        self.send(order, event).unwrap_or_else(|error| panic!("'{}' is taken", error.event.name))
    }

    /// Sends to the first order, and ignores the outcome.
    fn run(&mut self, event: Do) {
        drop(self.play(event));
    }

    fn advance(&mut self, seconds: u64) -> Played {
        self.network.advance(Duration::from_secs(seconds), &mut ())
    }

    /// Everything that passed since last asked, as `from>to:event` and a mark for what was not handled.
    fn passed(&mut self) -> Vec<String> {
        let short = |entry: Entry| {
            println!("{entry}");
            let mark = match entry.end {
                End::Handled { .. } | End::Sent => "",
                End::Deferred { .. } => "…",
                End::Rejected { .. } => "!",
                End::Refused(_) => "x",
                End::Failed { .. } => "?",
                End::NoInstance => "-",
                End::Interrupted => "#",
            };
            format!("{}>{}:{}{mark}", entry.from, entry.to, entry.event).replace('@', "")
        };
        self.network.take_trace().into_iter().map(short).collect()
    }
}

#[test]
fn what_an_emit_leads_to_comes_in_order() {
    let mut stage = Stage::new();
    let ask = to_payment(event("ask", [to_order(event("answer", [say("thanks")])), say("wait")]));
    let outcome = stage.play(event("begin", [ask, to_stock(event("reserve", [])), say("hello")]));
    let said: Vec<_> = outcome.messages().map(|(_, said)| *said).collect();
    assert_eq!(said, ["hello", "wait", "thanks"]);
    assert_eq!(
        stage.passed(),
        [
            "customer>order-1:begin",
            "order-1>customer:hello",
            "order-1>payment-1:ask",
            "payment-1>customer:wait",
            "order-1>stock-1:reserve",
            "payment-1>order-1:answer",
            "order-1>customer:thanks",
        ]
    );
}

#[test]
fn each_order_has_a_payment_of_its_own_across_events() {
    let mut stage = Stage::new();
    let second = stage.network.create(|id| Order("idle", id));
    stage.run(event("a", [to_payment(event("ask", []))]));
    drop(stage.send(second, event("b", [to_payment(event("ask", []))])));
    stage.run(event("c", [to_payment(event("ask", []))]));
    let asks: Vec<_> = stage.passed().into_iter().filter(|line| line.ends_with("ask")).collect();
    assert_eq!(asks, ["order-1>payment-1:ask", "order-2>payment-2:ask", "order-1>payment-1:ask"]);
    assert_eq!(
        stage.network.receiver::<Payment>(second.instance()).map(|id| format!("{id}")),
        Some("payment-2".to_owned())
    );
}

#[test]
fn instances_of_a_conversation_reach_each_other() {
    let mut stage = Stage::new();
    stage.run(event("first", [to_stock(event("reserve", []))]));
    stage.run(event("then", [to_payment(event("ask", [to_stock(event("look", []))]))]));
    assert_eq!(
        stage.passed()[1..],
        [
            "order-1>stock-1:reserve",
            "customer>order-1:then",
            "order-1>payment-1:ask",
            "payment-1>stock-1:look"
        ]
    );
}

#[test]
fn another_instance_of_ones_own_machine_is_never_oneself() {
    let mut stage = Stage::new();
    let pay = to_payment(event("ask", [to_payment(event("split", [])), to_order(event("done", []))]));
    stage.run(event("begin", [pay]));
    assert_eq!(
        stage.passed()[1..],
        ["order-1>payment-1:ask", "payment-1>payment-2:split", "payment-1>order-1:done"]
    );
}

#[test]
fn own_instances_come_before_those_that_they_made() {
    let mut stage = Stage::new();
    let second_payment = event("split", [to_order(event("mine", []))]);
    let order = stage.order;
    stage.run(event("begin", [to_payment(event("ask", [to_payment(second_payment)]))]));
    assert_eq!(stage.network.receiver::<Payment>(order.instance()).map(|id| id.instance().number()), Some(1));
}

#[test]
fn a_rejected_emit_is_listed_and_undoes_nothing() {
    let mut stage = Stage::new();
    let refused = Do { name: "ask", rejected: true, ..Do::default() };
    let begin = Do { moves_to: Some("waiting"), ..event("begin", [to_payment(refused), say("hello")]) };
    let outcome = stage.play(begin);
    assert_eq!(stage.network.machine(stage.order).0, "waiting");
    assert_eq!(outcome.messages.len(), 1);
    let [undelivered] = &outcome.undelivered[..] else { panic!("one emit was rejected") };
    assert_eq!(
        (undelivered.to.machine(), undelivered.from.clone()),
        ("payment", Some(stage.order.instance()))
    );
    assert!(matches!(undelivered.reason, Reason::Rejected { state: "idle" }));
    assert_eq!(undelivered.event.name, "ask");
    assert_eq!(
        stage.passed(),
        ["customer>order-1:begin", "order-1>customer:hello", "order-1>payment-1:ask!"]
    );
}

#[test]
fn a_failing_binding_is_listed_with_its_phrase() {
    let mut stage = Stage::new();
    let failing = Do { fails: Some("no paper"), ..event("ask", [say("never")]) };
    let outcome = stage.play(event("begin", [to_payment(failing)]));
    assert!(outcome.messages.is_empty() && !outcome.is_complete());
    let [undelivered] = &outcome.undelivered[..] else { panic!("one emit failed") };
    let Reason::Failed(failure) = &undelivered.reason else { panic!("{:?}", undelivered.reason) };
    assert_eq!(failure.text(), "try it");
    assert_eq!(format!("{undelivered:#}"), "payment-1: ask: 'try it' failed: no paper");
}

#[test]
fn what_failed_is_delivered_again_to_the_same_receiver_from_the_same_sender() {
    let mut stage = Stage::new();
    let second = stage.network.create(|id| Order("idle", id));
    let failing = Do { fails: Some("no paper"), ..event("ask", [to_order(event("answer", []))]) };
    let mut outcome = stage.play(event("begin", [to_payment(failing), say("hello")]));
    drop(stage.send(second, event("other", [])));
    let mut lost = outcome.undelivered.remove(0);
    let again = stage.network.redeliver(lost, &mut ());
    assert!(again.messages.is_empty() && !again.is_complete());
    lost = again.undelivered.into_iter().next().unwrap_or_else(|| panic!("it failed again"));
    lost.event.fails = None;
    assert!(stage.network.redeliver(lost, &mut ()).is_complete());
    let passed = stage.passed();
    assert_eq!(passed[4..], ["order-1>payment-1:ask?", "order-1>payment-1:ask", "payment-1>order-1:answer"]);
}

#[test]
fn a_timer_whose_handler_failed_is_delivered_again() {
    let mut stage = Stage::new();
    let second = Duration::from_secs(1);
    let failing = |name| Do { fails: Some("busy"), ..event(name, [say("done")]) };
    let timers = [Post::Start(failing("timer_expired"), second), Post::Schedule(failing("remind"), second)];
    stage.run(event("begin", timers));
    let outcome = stage.advance(1);
    let senders: Vec<_> = outcome.undelivered.iter().map(|lost| lost.from.clone()).collect();
    assert_eq!(senders, [None, Some(stage.order.instance())]);
    for mut lost in outcome.undelivered {
        lost.event.fails = None;
        assert_eq!(stage.network.redeliver(lost, &mut ()).messages.len(), 1);
    }
    let passed = stage.passed();
    assert_eq!(
        passed[3..],
        [
            "system>order-1:timer_expired",
            "order-1>customer:done",
            "order-1>order-1:remind",
            "order-1>customer:done"
        ]
    );
}

#[test]
fn an_event_from_outside_that_failed_is_delivered_again() {
    let mut stage = Stage::new();
    let order = stage.order;
    let failing = Do { fails: Some("busy"), ..event("begin", [say("done")]) };
    let mut lost = stage.send(order, failing).map_or_else(|lost| lost, |_| panic!("it fails"));
    assert_eq!((lost.to.clone(), lost.from.clone()), (order.instance(), None));
    lost.event.fails = None;
    assert_eq!(stage.network.redeliver(*lost, &mut ()).messages.len(), 1);
    assert_eq!(stage.passed()[1..], ["customer>order-1:begin", "order-1>customer:done"]);
}

#[test]
#[should_panic(expected = "is not for order-1")]
fn an_event_of_another_machine_is_not_delivered_to_its_receiver() {
    let mut stage = Stage::new();
    let order = stage.order;
    let refused = Do { rejected: true, ..event("begin", []) };
    let mut lost = stage.send(order, refused).map_or_else(|lost| lost, |_| panic!("it is rejected"));
    lost.event.to = Payment::KIND;
    drop(stage.network.redeliver(*lost, &mut ()));
}

/// An event to oneself that causes another such event, some times.
fn chain(left: usize) -> Do {
    let next = (left > 0).then(|| Post::Itself(chain(left - 1)));
    event("again", next)
}

#[test]
fn a_call_that_used_up_its_budget_returns_what_is_in_flight() {
    let mut stage = Stage::new();
    stage.network.set_budget(10);
    let outcome = stage.play(event("begin", [Post::Itself(chain(14)), to_payment(event("ask", []))]));
    let names: Vec<_> = outcome.undelivered.iter().map(|lost| (lost.event.name, lost.to.machine())).collect();
    assert_eq!(names, [("again", "order")]);
    assert!(matches!(outcome.undelivered[0].reason, Reason::OverBudget));
    assert_eq!(stage.passed().len(), 11);
    let mut left = outcome.undelivered;
    let mut calls = 0;
    while let Some(lost) = left.pop() {
        left = stage.network.redeliver(lost, &mut ()).undelivered;
        calls += 1;
    }
    assert_eq!((calls, stage.passed().len()), (1, 6));
}

/// A timer of no length that starts the next one, some times.
fn restarts(left: usize) -> Post {
    let next = (left > 0).then(|| restarts(left - 1));
    Post::Start(event("timer_expired", next), Duration::ZERO)
}

#[test]
fn the_clock_stops_at_the_timer_for_which_there_is_no_budget() {
    let mut stage = Stage::new();
    stage.network.set_budget(10);
    let late = Post::Schedule(event("late", []), Duration::from_secs(2));
    stage.run(event("begin", [restarts(14), late]));
    let outcome = stage.advance(5);
    assert_eq!(outcome.undelivered.len(), 1);
    assert_eq!(stage.network.now(), Duration::ZERO);
    for lost in outcome.undelivered {
        assert!(stage.network.redeliver(lost, &mut ()).is_complete());
    }
    assert!(stage.advance(5).is_complete());
    let passed = stage.passed();
    assert_eq!((passed.len(), passed.last().map(String::as_str)), (17, Some("order-1>order-1:late")));
}

/// A call in which a binding panics.
fn panics(call: impl FnOnce() -> Played) {
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call));
    assert!(ended.is_err(), "the binding panics");
}

#[test]
fn what_was_in_flight_when_a_binding_panicked_is_kept_and_can_be_delivered() {
    let mut stage = Stage::new();
    let panicking = Do { panics: true, ..event("ask", [to_order(event("answer", []))]) };
    let refused = Do { rejected: true, ..event("look", []) };
    let posts = [say("hello"), to_stock(refused), to_payment(panicking), to_stock(event("reserve", []))];
    let begin = Do { moves_to: Some("waiting"), ..event("begin", posts) };
    panics(|| stage.play(begin));
    assert_eq!(stage.network.machine(stage.order).0, "waiting");
    let unrelated = stage.play(event("unrelated", []));
    assert!(unrelated.messages.is_empty() && unrelated.is_complete());
    let kept = stage.network.take_interrupted();
    assert_eq!(kept.messages().collect::<Vec<_>>(), [&("customer", "hello")]);
    let names: Vec<_> = kept.undelivered.iter().map(|lost| format!("{lost}")).collect();
    assert_eq!(
        names,
        [
            "stock-1: look is not accepted in idle",
            "payment-1: ask was interrupted by a panic",
            "stock-1: reserve was interrupted by a panic"
        ]
    );
    assert!(stage.network.take_interrupted().is_complete());
    for mut lost in kept.undelivered.into_iter().skip(1) {
        lost.event.panics = false;
        assert!(stage.network.redeliver(lost, &mut ()).is_complete());
    }
    assert_eq!(
        stage.passed(),
        [
            "customer>order-1:begin",
            "order-1>customer:hello",
            "order-1>stock-1:look!",
            "order-1>payment-1:ask#",
            "customer>order-1:unrelated",
            "order-1>payment-1:ask",
            "payment-1>order-1:answer",
            "order-1>stock-1:reserve",
        ]
    );
}

#[test]
fn the_event_from_outside_whose_binding_panicked_is_kept() {
    let mut stage = Stage::new();
    panics(|| stage.play(Do { panics: true, ..event("begin", [say("hello")]) }));
    let mut kept = stage.network.take_interrupted();
    assert!(kept.messages.is_empty());
    let mut lost = kept.undelivered.remove(0);
    assert_eq!((lost.to.clone(), lost.from.clone()), (stage.order.instance(), None));
    lost.event.panics = false;
    assert_eq!(stage.network.redeliver(lost, &mut ()).messages.len(), 1);
    let trace = stage.network.take_trace();
    let lines: Vec<_> = trace.iter().map(|entry| format!("{entry}")).collect();
    assert_eq!(
        lines,
        [
            "@customer → @order-1: :begin, interrupted by a panic",
            "@customer → @order-1: :begin, stays in #idle (it is a good day: yes)",
            "@order-1 → @customer: :hello"
        ]
    );
}

#[test]
fn an_event_from_outside_that_is_rejected_comes_back() {
    let mut stage = Stage::new();
    let order = stage.order;
    let refused = Do { name: "begin", rejected: true, ..Do::default() };
    let back = stage.send(order, refused).err();
    assert_eq!(back.map(|lost| lost.event.name), Some("begin"));
    assert_eq!(stage.passed(), ["customer>order-1:begin!"]);
}

#[test]
fn a_started_timer_ends_with_its_state_and_a_scheduled_event_does_not() {
    let mut stage = Stage::new();
    let second = Duration::from_secs(1);
    let timer = || Post::Start(event("timer_expired", []), 2 * second);
    let begin = event("begin", [timer(), Post::Schedule(event("remind", []), 3 * second)]);
    stage.run(Do { moves_to: Some("waiting"), ..begin });
    drop(stage.advance(1));
    stage.run(Do { moves_to: Some("done"), ..event("end", []) });
    drop(stage.advance(10));
    assert_eq!(stage.passed(), ["customer>order-1:begin", "customer>order-1:end", "order-1>order-1:remind"]);
    assert_eq!(stage.network.now(), 11 * second);
}

#[test]
fn a_timer_started_on_the_way_into_a_state_runs_in_it() {
    let mut stage = Stage::new();
    let expired = event("timer_expired", [say("too late")]);
    let begin = event("begin", [Post::Start(expired, Duration::from_secs(2))]);
    stage.run(Do { moves_to: Some("waiting"), ..begin });
    assert!(stage.advance(1).messages.is_empty());
    assert_eq!(stage.advance(1).messages.len(), 1);
    assert_eq!(stage.passed()[1..], ["system>order-1:timer_expired", "order-1>customer:too late"]);
}

#[test]
fn timers_fire_in_the_order_they_are_due_with_what_follows_from_each() {
    let mut stage = Stage::new();
    let seconds = Duration::from_secs;
    let late = Post::Schedule(event("late", []), seconds(5));
    let early =
        Post::Schedule(event("early", [Post::Schedule(event("between", []), seconds(2))]), seconds(1));
    stage.run(event("begin", [late, early]));
    drop(stage.advance(10));
    let times: Vec<_> =
        stage.network.take_trace().iter().map(|entry| (entry.event, entry.at.as_secs())).collect();
    assert_eq!(times, [("begin", 0), ("early", 1), ("between", 3), ("late", 5)]);
}

#[test]
fn timers_and_schedules_can_be_cancelled_and_started_anew() {
    let mut stage = Stage::new();
    let schedule = |name| Post::Schedule(event(name, []), Duration::from_secs(1));
    let start = |name| Post::Start(event(name, []), Duration::from_secs(1));
    stage.run(event(
        "a",
        [
            start("timer_expired"),
            start("late"),
            start("late"),
            schedule("keep"),
            schedule("drop"),
            schedule("drop"),
        ],
    ));
    stage.run(event("b", [Post::Cancel("drop")]));
    drop(stage.advance(1));
    stage.run(event("c", [start("timer_expired"), start("late"), Post::CancelTimer]));
    drop(stage.advance(1));
    assert_eq!(
        stage.timed(),
        [
            "system>order-1:timer_expired",
            "system>order-1:late",
            "order-1>order-1:keep",
            "system>order-1:late"
        ]
    );
}

#[test]
fn a_cancel_by_name_ends_the_timer_and_the_schedules_of_this_name() {
    let mut stage = Stage::new();
    let second = Duration::from_secs(1);
    let (timer, other) = (event("late", []), event("later", []));
    stage.run(event(
        "a",
        [Post::Start(timer.clone(), second), Post::Schedule(timer, second), Post::Start(other, second)],
    ));
    stage.run(event("b", [Post::Cancel("late")]));
    drop(stage.advance(1));
    assert_eq!(stage.timed(), ["system>order-1:later"]);
}

#[test]
fn all_timers_of_a_state_end_when_it_is_left() {
    let mut stage = Stage::new();
    let second = Duration::from_secs(1);
    let start = |name| Post::Start(event(name, []), second);
    stage.run(event(
        "a",
        [start("timer_expired"), start("late"), Post::StartEvery(event("tick", []), second)],
    ));
    stage.run(Do { moves_to: Some("waiting"), ..event("b", [start("late")]) });
    drop(stage.advance(2));
    assert_eq!(stage.timed(), ["system>order-1:late"]);
}

#[test]
fn what_repeats_is_due_at_multiples_of_its_period_from_its_start() {
    let mut stage = Stage::new();
    let seconds = Duration::from_secs;
    stage.run(event(
        "a",
        [Post::ScheduleEvery(event("tick", []), seconds(2)), Post::StartEvery(event("tock", []), seconds(3))],
    ));
    drop(stage.advance(7));
    stage.run(event("b", [Post::Cancel("tick")]));
    drop(stage.advance(3));
    let times: Vec<_> =
        stage.network.take_trace().iter().map(|entry| (entry.event, entry.at.as_secs())).collect();
    assert_eq!(
        times,
        [("a", 0), ("tick", 2), ("tock", 3), ("tick", 4), ("tick", 6), ("tock", 6), ("b", 7), ("tock", 9)]
    );
}

#[test]
fn a_time_of_day_is_counted_from_the_start_and_a_past_one_is_due_at_once() {
    let mut stage = Stage::new();
    let mut network = Network::starting_at(Time::from_millis(60_000));
    network.record();
    stage.order = network.create(|id| Order("idle", id));
    stage.network = network;
    drop(stage.advance(1));
    let until = |name, millis| Post::StartUntil(event(name, []), Time::from_millis(millis));
    stage.run(event("a", [until("soon", 63_500), until("past", 5000)]));
    drop(stage.advance(5));
    let times: Vec<_> =
        stage.network.take_trace().iter().map(|entry| (entry.event, entry.at.as_millis())).collect();
    assert_eq!(times, [("a", 1000), ("past", 1000), ("soon", 3500)]);
}

#[test]
fn a_cancel_leaves_the_timers_of_others_and_other_names() {
    let mut stage = Stage::new();
    let second = stage.network.create(|id| Order("idle", id));
    let schedule = |name| Post::Schedule(event(name, []), Duration::from_secs(1));
    let all = || {
        [
            schedule("bell"),
            schedule("bells"),
            schedule("bell"),
            Post::Start(event("time", []), Duration::from_secs(1)),
        ]
    };
    for order in [stage.order, second] {
        assert!(stage.send(order, event("begin", all())).is_ok());
    }
    stage.run(event("stop", [Post::Cancel("bell")]));
    stage.passed();
    drop(stage.advance(1));
    assert_eq!(
        stage.passed(),
        [
            "order-1>order-1:bells",
            "system>order-1:time",
            "order-2>order-2:bell",
            "order-2>order-2:bells",
            "order-2>order-2:bell",
            "system>order-2:time"
        ]
    );
}

#[test]
fn the_next_timer_that_is_due_is_known() {
    let mut stage = Stage::new();
    assert_eq!(stage.network.next_due(), None);
    let schedule = |name, seconds| Post::Schedule(event(name, []), Duration::from_secs(seconds));
    drop(stage.advance(5));
    stage.run(event("begin", [schedule("late", 3), schedule("early", 2)]));
    assert_eq!(stage.network.next_due(), Some(Duration::from_secs(7)));
    stage.run(event("stop", [Post::Cancel("early")]));
    assert_eq!(stage.network.next_due(), Some(Duration::from_secs(8)));
    drop(stage.advance(3));
    assert_eq!(stage.network.next_due(), None);
}

#[test]
fn an_event_to_oneself_makes_no_instance() {
    let mut stage = Stage::new();
    stage.run(event("begin", [Post::Itself(event("again", [])), to_payment(event("ask", []))]));
    assert_eq!(stage.passed()[1..], ["order-1>order-1:again", "order-1>payment-1:ask"]);
    assert_eq!(stage.network.receiver::<Order>(stage.order.instance()), None);
}

#[test]
fn ids_are_typed_numbered_and_known_to_their_machine() {
    let mut stage = Stage::new();
    let second = stage.network.create(|id| Order("idle", id));
    assert_eq!(stage.network.machine(second).1, "order-2");
    let instance = Instance::from(second);
    assert_eq!(instance.of::<Order>(), Some(second));
    assert_eq!(instance.of::<Payment>(), None);
    let all: Vec<_> = stage.network.all::<Order>().map(|(id, _)| id).collect();
    assert_eq!(all, [stage.order, second]);
    assert_eq!(stage.network.all::<Stock>().count(), 0);
}

#[test]
fn a_removed_instance_is_gone_and_its_number_is_not_used_again() {
    let mut stage = Stage::new();
    let create = |stage: &mut Stage| stage.network.create(|id| Order("idle", id));
    let second = create(&mut stage);
    assert_eq!(stage.network.remove(stage.order).map(|order| order.1), Some("order-1".to_owned()));
    assert!(stage.network.remove(stage.order).is_none());
    assert!(stage.network.get(stage.order).is_none());
    assert_eq!(stage.network.find::<Order>("order-1"), None);
    assert_eq!(create(&mut stage).to_string(), "order-3");
    let all: Vec<_> =
        stage.network.all::<Order>().map(|(id, order)| (id.to_string(), order.1.clone())).collect();
    assert_eq!(all, ["order-2", "order-3"].map(|text| (text.to_owned(), text.to_owned())));
    assert_eq!(stage.network.machine(second).1, "order-2");
}

#[test]
#[should_panic(expected = "order-1 does not exist: it was removed, or never created")]
fn an_index_that_was_removed_is_refused() {
    let mut stage = Stage::new();
    drop(stage.network.remove(stage.order));
    let _ = stage.network.machine(stage.order);
}

#[test]
fn an_event_from_outside_to_a_removed_instance_comes_back() {
    let mut stage = Stage::new();
    drop(stage.network.remove(stage.order));
    let order = stage.order;
    let lost = stage.send(order, event("begin", [])).expect_err("there is no such order");
    assert!(matches!(lost.reason, Reason::NoInstance));
    assert_eq!((lost.to.clone(), lost.event.name), (order.instance(), "begin"));
    assert_eq!(stage.passed(), ["customer>order-1:begin-"]);
    let again = stage.network.redeliver(*lost, &mut ());
    assert!(matches!(again.undelivered[0].reason, Reason::NoInstance));
}

#[test]
fn an_event_to_an_id_of_another_system_comes_back() {
    let (mut stage, other) = (Stage::new(), Stage::new());
    let lost = stage.send(other.order, event("begin", [])).expect_err("it is another system's order");
    assert!(matches!(lost.reason, Reason::NoInstance));
    assert_eq!(stage.passed(), [""; 0]);
    let again = stage.network.redeliver(*lost, &mut ());
    assert!(matches!(again.undelivered[0].reason, Reason::NoInstance));
    assert_eq!(stage.network.machine(stage.order).0, "idle");
}

#[test]
fn an_event_to_an_id_that_was_never_given_out_comes_back() {
    let mut stage = Stage::new();
    let lost = stage.send("order-9".parse().expect("an id"), event("begin", [])).err();
    assert!(matches!(lost.map(|lost| lost.reason), Some(Reason::NoInstance)));
    assert_eq!(stage.network.all::<Order>().count(), 1);
}

#[test]
fn for_its_maker_a_removed_instance_has_ended() {
    let mut stage = Stage::new();
    stage.run(event("begin", [to_payment(event("ask", []))]));
    let payment = stage.network.receiver::<Payment>(stage.order.instance()).expect("it was asked");
    assert!(stage.network.remove(payment).is_some());
    assert_eq!(stage.network.receiver::<Payment>(stage.order.instance()), None);
    assert!(stage.play(event("again", [to_payment(event("ask", []))])).is_complete());
    assert_eq!(stage.passed().last().map(String::as_str), Some("order-1>payment-2:ask"));
}

#[test]
fn what_is_sent_to_a_removed_maker_is_undelivered() {
    let mut stage = Stage::new();
    stage.run(event("begin", [to_payment(event("ask", []))]));
    let payment = stage.network.receiver::<Payment>(stage.order.instance()).expect("it was asked");
    assert!(stage.network.remove(stage.order).is_some());
    let arrival = Arrival { from: "clerk", event: "refund" };
    let refund = Do { to: Payment::KIND, ..event("refund", [to_order(event("done", [])), say("hello")]) };
    let outcome =
        stage.network.send(payment, arrival, refund, &mut ()).unwrap_or_else(|_| panic!("it is handled"));
    let [lost] = &outcome.undelivered[..] else { panic!("one event has no receiver") };
    assert_eq!(lost.to_string(), "order-1: done is not delivered, since this system has no such instance");
    assert_eq!((lost.to.clone(), lost.from.clone()), (stage.order.instance(), Some(payment.instance())));
    assert_eq!(outcome.messages.len(), 1);
    assert_eq!(stage.network.all::<Order>().count(), 0);
}

#[test]
fn timers_of_a_removed_instance_are_cancelled() {
    let mut stage = Stage::new();
    let second = stage.network.create(|id| Order("idle", id));
    let after = Duration::from_secs(1);
    let timers = || {
        [
            Post::Start(event("time", []), after),
            Post::Schedule(event("a", []), after),
            Post::Schedule(event("b", []), after),
        ]
    };
    for order in [stage.order, second] {
        assert!(stage.send(order, event("begin", timers())).is_ok());
    }
    stage.passed();
    drop(stage.network.remove(stage.order));
    assert!(stage.advance(1).is_complete());
    assert_eq!(stage.passed(), ["system>order-2:time", "order-2>order-2:a", "order-2>order-2:b"]);
    assert_eq!(stage.network.next_due(), None);
}

#[test]
fn places_of_the_oldest_are_given_back_and_the_others_keep_their_ids() {
    let mut stage = Stage::new();
    let ids: Vec<_> = (0..100).map(|_| stage.network.create(|id| Order("idle", id))).collect();
    let (kept, removed): (Vec<Id<Order>>, Vec<Id<Order>>) =
        ids.into_iter().partition(|id| id.instance().number() % 10 == 0);
    for id in removed {
        assert!(stage.network.remove(id).is_some());
    }
    for id in &kept {
        assert_eq!(stage.network.machine(*id).1, id.to_string());
    }
    drop(stage.network.remove(stage.order));
    let all: Vec<_> = stage.network.all::<Order>().map(|(id, _)| id).collect();
    assert_eq!(all, kept);
    assert_eq!(stage.network.create(|id| Order("idle", id)).to_string(), "order-102");
}

#[test]
fn an_id_is_read_from_its_text() {
    let stage = Stage::new();
    let parse = |text: &str| text.parse::<Id<Order>>();
    assert_eq!(parse("order-1"), Ok(stage.order));
    assert_eq!(parse("order-1").ok().and_then(|id| stage.network.get(id)).map(|order| order.0), Some("idle"));
    assert_eq!(parse("order-4294967295").map(|id| id.instance().number()), Ok(4_294_967_295));
    for text in [
        "order",
        "order-",
        "order-0",
        "order-01",
        "order-+1",
        "order--1",
        "order-4294967296",
        "payment-1",
        "Order-1",
        "",
        "-1",
    ] {
        let error = parse(text).expect_err(text);
        let shown = format!("'{text}' is not the id of an instance of @order, which reads like 'order-1'");
        assert_eq!(error.to_string(), shown);
    }
}

#[test]
fn an_instance_is_found_by_the_text_of_its_id() {
    let stage = Stage::new();
    assert_eq!(stage.network.find::<Order>("order-1"), Some(stage.order));
    assert_eq!(stage.network.find::<Order>("order-2"), None);
    assert_eq!(stage.network.find::<Payment>("order-1"), None);
    assert_eq!(stage.network.find::<Payment>("payment-1"), None);
}

#[test]
fn an_id_of_another_system_is_refused() {
    let (mut stage, other) = (Stage::new(), Stage::new());
    stage.run(event("begin", [to_payment(event("ask", []))]));
    assert_eq!(stage.order, other.order);
    assert!(stage.network.get(other.order).is_none());
    assert!(stage.network.receiver::<Payment>(stage.order.instance()).is_some());
    assert!(stage.network.receiver::<Payment>(other.order.instance()).is_none());
    let found = stage.network.find::<Order>("order-1").expect("it exists");
    assert!(other.network.get(found).is_none());
}

#[test]
#[should_panic(expected = "order-1 is the id of an instance of another system")]
fn an_index_of_another_system_is_refused() {
    let (stage, other) = (Stage::new(), Stage::new());
    let _ = stage.network.machine(other.order);
}

#[test]
#[should_panic(expected = "order-2 does not exist: it was removed, or never created")]
fn an_index_that_was_never_made_is_refused() {
    let _ = Stage::new().network.machine("order-2".parse::<Id<Order>>().expect("it reads like an id"));
}

#[test]
fn ids_sort_by_number() {
    let mut ids: Vec<Id<Order>> = ["order-10", "order-9"].map(|text| text.parse().expect("an id")).into();
    ids.sort();
    assert_eq!(ids.iter().map(ToString::to_string).collect::<Vec<_>>(), ["order-9", "order-10"]);
}

#[test]
fn an_entry_reads_like_a_sentence() {
    let mut stage = Stage::new();
    stage.run(Do { moves_to: Some("waiting"), ..event("begin", [say("hello")]) });
    let trace = stage.network.take_trace();
    assert_eq!(
        format!("{trace}"),
        "@customer → @order-1: :begin, #idle → #waiting (it is a good day: yes)\n@order-1 → @customer: :hello\n"
    );
    assert_eq!(trace.parties(), vec![Party::Outside("customer"), Party::Instance(stage.order.instance())]);
}

#[test]
fn nothing_is_recorded_unless_asked() {
    let mut network = Network::<Puppets>::new();
    let order = network.create(|id| Order("idle", id));
    let arrival = Arrival { from: "customer", event: "begin" };
    let taken = network.send(order, arrival, event("begin", []), &mut ());
    assert!(taken.is_ok());
    assert_eq!(network.take_trace(), Trace::default());
}

#[test]
fn what_is_still_under_way_is_dropped_with_the_queue() {
    let held = Rc::new(());
    let mut out = Out::<Puppets>::new(Puppets::MACHINES, Puppets::sharing);
    for to in 0..3 {
        let event = Do { held: Some(held.clone()), ..Do::default() };
        let coming = Coming { to, conversation: NO_CONVERSATION, from: Sender::OUTSIDE };
        out.deliver(Delivery::new(coming, ManuallyDrop::new(event)));
    }
    assert_eq!(Rc::strong_count(&held), 4);
    drop(out);
    assert_eq!(Rc::strong_count(&held), 1);
}
