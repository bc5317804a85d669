//! The process ends at every statement of a scenario: no event is lost, none is handled twice, no key has two meanings.
//!
//! Callers behave as callers do: who got no answer asks again. Two hosts that make a mistake on purpose show that the same checks
//! would notice it.

use flow_durable::{CallError, Trouble};

use super::program::{ORDER, PAYMENT, STATS, STOCK, accounts, shop};
use super::world::{World, agree, seconds};
use crate::engine::{Decision, Options, Random, Reply, Sabotage};

/// Two, so that conversations can be confused; each further one adds a hundred points at which the process ends.
const ORDERS: [&str; 2] = ["o-1", "o-2"];

/// The outside of the scenario: an action has no answer at first.
pub(super) fn outside(function: &str, attempt: u32) -> Result<String, Trouble<String>> {
    if attempt == 1 && function == "reserve_amount" {
        return Err(Trouble::Later("busy".into()));
    }
    agree(function, attempt)
}

/// The replies that callers have got.
#[derive(Default)]
pub(super) struct Promises {
    created: Vec<&'static str>,
    checked_out: Vec<&'static str>,
}

/// Goes on with the scenario as callers would, until its end or that of the process. Returns whether it has ended.
pub(super) fn go_on(world: &mut World, promises: &mut Promises) -> bool {
    go_on_after(world, promises, false)
}

/// The same after the host was or was not unavailable: it is so once.
fn go_on_after(world: &mut World, promises: &mut Promises, has_failed: bool) -> bool {
    for id in ORDERS {
        if !promises.created.contains(&id) {
            match world.create(ORDER, id) {
                Some(Ok(_) | Err(CallError::Exists { .. })) => promises.created.push(id),
                None if world.engine.has_ended => return false,
                None | Some(Err(CallError::Unavailable(_))) if !has_failed => {
                    world.advance(seconds(2));
                    return go_on_after(world, promises, true);
                }
                other => panic!("creating {id}: {other:?}"),
            }
        }
        if !promises.checked_out.contains(&id) {
            match world.send(ORDER, id, "customer", "checkout", r#"{"amount":5}"#) {
                Some(Ok(Reply::Stepped(_)) | Err(CallError::Rejected { .. })) => {
                    promises.checked_out.push(id);
                }
                None if world.engine.has_ended => return false,
                None | Some(Err(CallError::Unavailable(_))) if !has_failed => {
                    world.advance(seconds(2));
                    return go_on_after(world, promises, true);
                }
                other => panic!("checking out {id}: {other:?}"),
            }
        }
    }
    world.advance(seconds(400));
    !world.engine.has_ended
}

/// Whether everything is as it must be at the end.
pub(super) fn check(world: &World) -> Result<(), String> {
    let wrong = |what: String| Err(what);
    for id in ORDERS {
        if world.state(ORDER, id) != "packed" {
            return wrong(format!("{id} is in #{}", world.state(ORDER, id)));
        }
    }
    let expected = [
        ("SELECT count(*) FROM sale", 2),
        ("SELECT count(*) FROM flow_delivery", 0),
        ("SELECT count(*) FROM flow_answer", 0),
        ("SELECT count(*) FROM flow_dead", 0),
        ("SELECT count(*) FROM flow_timer", 0),
        ("SELECT count(*) FROM flow_outgoing WHERE status = 1", 4),
        ("SELECT count(*) FROM flow_outgoing WHERE status = 2", 2),
        ("SELECT count(*) FROM flow_instance", 2 + 2 + 1 + 1),
        ("SELECT count(*) FROM flow_journal WHERE what = 'handled' AND event = 'charge'", 2),
    ];
    for (sql, number) in expected {
        if world.count(sql) != number {
            return wrong(format!("{sql} is {}", world.count(sql)));
        }
    }
    let counts = [(STATS, "stats", "count", 2), (STOCK, "pen", "taken", 2), (STOCK, "pen", "restocks", 3)];
    for (machine, id, name, number) in counts {
        if world.variable(machine, id, name) != number {
            return wrong(format!("${name} is {}", world.variable(machine, id, name)));
        }
    }
    if world.outside.performed.len() != 4 {
        return wrong(format!("{} actions have a key", world.outside.performed.len()));
    }
    if world.outside.messages.len() != 4 {
        return wrong(format!("{} messages have a key", world.outside.messages.len()));
    }
    let payments = world.engine.list(PAYMENT, Some("done"), 0, 10).map_or(0, |list| list.len());
    if payments == 2 { Ok(()) } else { wrong(format!("{payments} payments")) }
}

/// Runs the scenario, and ends the process after `statements` statements. `None` if the scenario ended before.
fn crash_after(statements: u64, sabotage: Option<Sabotage>) -> Option<Result<(), String>> {
    end_after(statements, sabotage, World::restart)
}

/// The same with another kind of end, which starts the process again.
pub(super) fn end_after(
    statements: u64,
    sabotage: Option<Sabotage>,
    end: impl FnOnce(World) -> World,
) -> Option<Result<(), String>> {
    let options = Options { sabotage, random: Random::Seed(statements), ..Options::default() };
    let mut world = World::with(shop, options);
    world.outside.answers = outside;
    let mut promises = Promises::default();
    world.engine.end_after(statements);
    if go_on(&mut world, &mut promises) {
        return None;
    }
    let mut world = end(world);
    if let Some(id) = promises.created.iter().find(|id| world.state(ORDER, id) == "nobody") {
        return Some(Err(format!("the creation of {id} was promised")));
    }
    if let Some(id) = promises.checked_out.iter().find(|id| world.state(ORDER, id) == "new") {
        return Some(Err(format!("the checkout of {id} was promised")));
    }
    world.settle();
    assert!(go_on(&mut world, &mut promises), "the process ends once");
    Some(check(&world))
}

#[test]
fn the_scenario_comes_to_its_end_without_a_crash() {
    let mut world = World::new(shop);
    world.outside.answers = outside;
    assert!(go_on(&mut world, &mut Promises::default()));
    check(&world).unwrap();
}

#[test]
fn wherever_the_process_ends_nothing_is_lost_and_nothing_doubled() {
    let mut points = 0;
    while let Some(result) = crash_after(points, None) {
        result.unwrap_or_else(|what| panic!("after {points} statements: {what}"));
        points += 1;
    }
    assert!(points > 200, "{points} crash points");
}

/// A payment in an account: its notification has no answer at first, the account moves on, and an operator retries.
fn go_on_paying(world: &mut World) -> bool {
    world.create(0, "a");
    // The caller asks whether its payment is known before it repeats it.
    let known = "SELECT (SELECT count(*) FROM flow_journal WHERE event = 'pay')
                     + (SELECT count(*) FROM flow_delivery WHERE event = 'pay')";
    if world.engine.has_ended || (world.count(known) == 0 && is_over(world, |world| drop(pay(world)))) {
        return false;
    }
    if is_over(world, |world| world.advance(seconds(200))) {
        return false;
    }
    let has_raised =
        |world: &World| world.count("SELECT count(*) FROM flow_journal WHERE event = 'raise'") > 0;
    if !has_raised(world)
        && is_over(world, |world| drop(world.send(0, "a", "customer", "raise", r#"{"fee":0}"#)))
    {
        return false;
    }
    world.outside.answers = agree;
    let first = |world: &World| world.count("SELECT coalesce(min(n), 0) FROM flow_dead");
    for _ in 0..3 {
        let dead = first(world);
        if dead != 0 && is_over(world, |world| drop(world.decide(dead, Decision::Retry))) {
            return false;
        }
    }
    assert_eq!(first(world), 0, "the retry had no effect");
    !is_over(world, |world| world.advance(seconds(200)))
}

fn pay(world: &mut World) -> Option<Result<Reply, CallError>> {
    world.send(0, "a", "customer", "pay", r#"{"amount":5}"#)
}

/// Calls `run`. Returns whether the process ended in it.
fn is_over(world: &mut World, run: impl FnOnce(&mut World)) -> bool {
    run(world);
    world.engine.has_ended
}

#[test]
fn wherever_the_process_ends_a_retry_performs_nothing_twice() {
    let down: super::world::Answers = |function, attempt| {
        if function == "notify" { Err(Trouble::Later("down".into())) } else { agree(function, attempt) }
    };
    let mut points = 0;
    loop {
        let options = Options { random: Random::Seed(points), ..Options::default() };
        let mut world = World::with(accounts, options);
        world.outside.answers = down;
        world.engine.end_after(points);
        let has_ended = !go_on_paying(&mut world);
        if has_ended {
            world = world.restart();
            world.settle();
            assert!(go_on_paying(&mut world), "the process ends once");
        }
        world.engine.end_after(u64::MAX);
        let keys = |function: &str| {
            let of = |(_, question): &(&String, &String)| question.starts_with(function);
            world
                .outside
                .asked
                .iter()
                .filter(of)
                .filter(|(key, _)| world.outside.performed.contains_key(*key))
                .count()
        };
        assert_eq!(world.variable(0, "a", "paid"), 5, "after {points} statements");
        assert_eq!((keys("1 [5]"), keys("2 []")), (1, 1), "after {points} statements");
        assert_eq!(world.count("SELECT count(*) FROM flow_answer"), 0, "after {points} statements");
        if !has_ended {
            break;
        }
        points += 1;
    }
    assert!(points > 100, "{points} crash points");
}

/// Whether any crash point notices a mistake.
fn is_noticed(sabotage: Sabotage) -> bool {
    (0..)
        .map_while(|statements| {
            // A key with two meanings panics where it is used.
            let run = || crash_after(statements, Some(sabotage));
            std::panic::catch_unwind(run).unwrap_or(Some(Err("a key has two meanings".into())))
        })
        .any(|result| result.is_err())
}

#[test]
fn a_host_that_publishes_before_it_commits_is_noticed() {
    assert!(is_noticed(Sabotage::PublishEarly));
}

#[test]
fn a_host_that_reuses_row_numbers_is_noticed() {
    assert!(is_noticed(Sabotage::ReuseNumbers));
}
