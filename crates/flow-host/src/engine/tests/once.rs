//! Calls with keys: a repetition has no second effect, in this process and after its end.
//!
//! The account asks while it handles a call, so that a repetition can be received before there is a result.

use flow_durable::{CallError, Stepped, Trouble};

use super::program::{ORDER, accounts, shop};
use super::world::{World, agree, event_of, seconds, stepped};
use crate::engine::{Input, Options, Random, Reply};

type Replied = Option<Result<Reply, CallError>>;

/// A call with a key.
fn once(world: &mut World, caller: &str, key: &str, name: &str, payload: &str) -> Replied {
    let (caller, key) = (caller.to_owned(), key.to_owned());
    let event = event_of(0, name, "customer", payload);
    world.call(|ticket| {
        let call = Box::new(Input::Send { ticket, id: "a".into(), event });
        Input::Once { caller, key, call }
    })
}

fn note(world: &mut World, caller: &str, key: &str) -> Replied {
    once(world, caller, key, "note", "{}")
}

/// An order that takes notes.
fn noting() -> World {
    let mut world = World::new(shop);
    world.create(ORDER, "a");
    world
}

#[test]
fn a_repetition_gets_the_first_reply_and_has_no_effect() {
    let mut world = noting();
    let first = once(&mut world, "ann", "k", "checkout", r#"{"amount":5}"#);
    assert_eq!(first, stepped("new", &["waiting"]));
    for payload in [r#"{"amount":5}"#, r#" { "amount" : 5 } "#] {
        assert_eq!(
            once(&mut world, "ann", "k", "checkout", payload),
            first,
            "though it would be rejected now"
        );
    }
    let mut world = world.restart();
    assert_eq!(once(&mut world, "ann", "k", "checkout", r#"{"amount":5}"#), first);
    assert_eq!(world.count("SELECT count(*) FROM sale"), 1);
}

#[test]
fn a_key_means_one_call_of_one_caller() {
    let mut world = noting();
    note(&mut world, "ann", "k");
    let used = Some(Err(CallError::KeyUsed("k".into())));
    assert_eq!(once(&mut world, "ann", "k", "note", r#"{"x":1}"#), used);
    assert_eq!(once(&mut world, "ann", "k", "checkout", "{}"), used);
    assert_eq!(world.variable(ORDER, "a", "notes"), 1);
    note(&mut world, "bob", "k");
    note(&mut world, "ann", "k-2");
    note(&mut world, "bob", "k");
    assert_eq!(world.variable(ORDER, "a", "notes"), 3);
}

/// Two callers choose the same key, call the same at the same time, and neither gets the other's instance or reply.
#[test]
fn two_subjects_with_one_key() {
    let mut world = World::new(shop);
    let create = |world: &mut World, caller: &str| {
        let caller = caller.to_owned();
        let reply = world.call(|ticket| {
            let call = Box::new(Input::Create { ticket, machine: ORDER, id: None, context: String::new() });
            Input::Once { caller, key: "1".into(), call }
        });
        let Some(Ok(Reply::Created(id))) = reply else { panic!("{reply:?}") };
        id
    };
    let (ann, bob) = (create(&mut world, "ann"), create(&mut world, "bob"));
    assert_ne!(ann, bob);
    let mut world = world.restart();
    assert_eq!((create(&mut world, "bob"), create(&mut world, "ann")), (bob.clone(), ann.clone()));
    let check_out = |world: &mut World, caller: &str, id: &str| {
        let (caller, id) = (caller.to_owned(), id.to_owned());
        let event = event_of(ORDER, "checkout", "customer", r#"{"amount":5}"#);
        world.call(|ticket| {
            let call = Box::new(Input::Send { ticket, id, event });
            Input::Once { caller, key: "2".into(), call }
        })
    };
    assert_eq!(check_out(&mut world, "ann", &ann), stepped("new", &["waiting"]));
    // The key of another caller does not answer for it, and the same key means another call if the order is another.
    assert!(matches!(check_out(&mut world, "bob", &ann), Some(Err(CallError::Rejected { .. }))));
    assert_eq!(check_out(&mut world, "ann", &bob), Some(Err(CallError::KeyUsed("2".into()))));
    assert_eq!(check_out(&mut world, "bob", &bob), stepped("new", &["waiting"]));
    assert_eq!(world.count("SELECT count(*) FROM sale"), 2);
}

#[test]
fn what_had_no_effect_is_tried_again() {
    let mut world = noting();
    let refused = once(&mut world, "ann", "k", "checkout", r#"{"amount":0}"#);
    assert_eq!(refused, Some(Err(CallError::Refused { reason: "nothing to pay".into() })));
    assert_eq!(world.count("SELECT count(*) FROM flow_call"), 0);
    assert_eq!(once(&mut world, "ann", "k", "checkout", r#"{"amount":5}"#), stepped("new", &["waiting"]));
}

#[test]
fn an_instance_is_created_once() {
    let mut world = World::new(shop);
    let create = |world: &mut World| {
        world.call(|ticket| {
            let call = Box::new(Input::Create { ticket, machine: ORDER, id: None, context: String::new() });
            Input::Once { caller: "ann".into(), key: "k".into(), call }
        })
    };
    let first = create(&mut world);
    assert!(matches!(first, Some(Ok(Reply::Created(_)))));
    assert_eq!(create(&mut world), first);
    assert_eq!(world.count("SELECT count(*) FROM flow_instance WHERE machine = 'order'"), 1);
}

/// An account that waits for the answer to a payment.
fn paying() -> World {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(0, "a");
    assert_eq!(pay(&mut world), None, "it waits");
    world
}

fn pay(world: &mut World) -> Replied {
    once(world, "ann", "k", "pay", r#"{"amount":5}"#)
}

#[test]
fn a_repetition_while_the_first_call_waits_is_told_so_and_later_gets_its_reply() {
    let mut world = paying();
    assert_eq!(pay(&mut world), Some(Err(CallError::Running)));
    // The event is stored, and its caller is gone with the process.
    let mut world = world.restart();
    world.settle();
    assert_eq!(pay(&mut world), None, "it waits in place of the first caller");
    assert_eq!(pay(&mut world), Some(Err(CallError::Running)));
    world.answers_at_once = true;
    world.settle();
    let step = Ok(Reply::Stepped(Stepped { from: "open".into(), passed: Vec::new(), deferred: false }));
    assert!(world.replies.values().any(|reply| *reply == step));
    assert_eq!(pay(&mut world), Some(step));
    assert_eq!(world.variable(0, "a", "paid"), 5);
}

#[test]
fn a_repetition_after_all_attempts_goes_on_where_the_handler_stopped() {
    let mut world = paying();
    world.answers_at_once = true;
    world.outside.answers = |function, attempt| {
        if function == "notify" { Err(Trouble::Later("down".into())) } else { agree(function, attempt) }
    };
    world.settle();
    world.advance(seconds(200));
    assert_eq!(world.dead_kinds(), ["exhausted"]);
    world.outside.answers = agree;
    let step = Some(Ok(Reply::Stepped(Stepped { from: "open".into(), passed: Vec::new(), deferred: false })));
    assert_eq!(pay(&mut world), step);
    assert!(world.dead().is_empty());
    assert!(world.outside.performed.values().all(|times| *times == 1), "it is charged once");
    assert_eq!((world.outside.performed.len(), world.variable(0, "a", "paid")), (2, 5.into()));
    assert_eq!(pay(&mut world), step);
}

#[test]
fn a_call_that_was_abandoned_is_a_new_one_when_it_is_repeated() {
    let mut world = paying();
    world.answers_at_once = true;
    world.outside.answers = |_, _| Err(Trouble::Later("down".into()));
    world.settle();
    world.advance(seconds(200));
    let dead = world.dead()[0].n;
    world.decide(dead, crate::engine::Decision::Abandon);
    world.outside.answers = agree;
    assert!(matches!(pay(&mut world), Some(Ok(_))));
    assert_eq!(world.variable(0, "a", "paid"), 5);
}

#[test]
fn keys_are_forgotten_after_a_day_and_not_while_their_call_waits() {
    let mut world = noting();
    note(&mut world, "ann", "k");
    world.advance(seconds(23 * 3600));
    note(&mut world, "ann", "k");
    assert_eq!(world.variable(ORDER, "a", "notes"), 1);
    world.advance(seconds(2 * 3600));
    note(&mut world, "ann", "k");
    assert_eq!(world.variable(ORDER, "a", "notes"), 2);
    let mut world = paying();
    world.advance(seconds(50 * 3600));
    assert_eq!(pay(&mut world), Some(Err(CallError::Running)));
}

#[test]
fn wherever_the_process_ends_a_call_with_a_key_has_its_effect_once() {
    let mut points = 0;
    loop {
        let mut world = World::with(accounts, Options { random: Random::Seed(points), ..Options::default() });
        world.create(0, "a");
        world.engine.end_after(points);
        let first = pay(&mut world);
        let has_ended = world.engine.has_ended;
        if has_ended {
            world = world.restart();
            world.settle();
        } else {
            world.engine.end_after(u64::MAX);
        }
        let again = pay(&mut world);
        assert!(matches!(again, Some(Ok(_))), "after {points} statements: {again:?}");
        assert!(first.is_none() || first == again, "after {points} statements");
        assert_eq!(world.variable(0, "a", "paid"), 5, "after {points} statements");
        assert_eq!(world.outside.performed.len(), 2, "after {points} statements");
        if !has_ended {
            break;
        }
        points += 1;
    }
    assert!(points > 20, "{points} crash points");
}
