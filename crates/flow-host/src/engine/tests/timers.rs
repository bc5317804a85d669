//! Timers: when they are due, when they are void, and how a host handles them that did not run when they were due.
//!
//! The clock is the test's.

use super::program::{ORDER, STOCK, clocks, shop};
use crate::engine::{Options, Random};

use super::world::{START, World, seconds};

const CLOCK: usize = 0;

/// A clock with these orders.
fn clock(orders: &str) -> World {
    let mut world = World::new(clocks);
    world.create(CLOCK, "c");
    set(&mut world, orders);
    world
}

fn set(world: &mut World, orders: &str) {
    let payload = serde_json::json!({ "do": orders }).to_string();
    let reply = world.send(CLOCK, "c", "customer", "set", &payload);
    assert!(matches!(reply, Some(Ok(_))), "{reply:?}");
}

/// The events of time that were handled.
fn log(world: &World) -> String {
    world.variable(CLOCK, "c", "log").as_str().unwrap_or("").trim().to_owned()
}

#[test]
fn timers_are_due_in_the_order_of_their_times_then_of_their_starts() {
    let mut world = clock("schedule tick 20, start ring 10, start buzz 10");
    world.advance(seconds(9));
    assert_eq!(log(&world), "");
    world.advance(seconds(1));
    assert_eq!(log(&world), "ring buzz");
    world.advance(seconds(10));
    assert_eq!(log(&world), "ring buzz tick");
    let next = world.engine.wakes_at().unwrap().checked_since(START).unwrap();
    assert_eq!(next, seconds(3600), "nothing but the hourly look for old rows");
}

#[test]
fn starting_anew_replaces_and_scheduling_again_adds() {
    let mut world = clock("start ring 10, schedule tick 10");
    set(&mut world, "start ring 30, schedule tick 20");
    world.advance(seconds(20));
    assert_eq!(log(&world), "tick tick");
    world.advance(seconds(10));
    assert_eq!(log(&world), "tick tick ring");
}

#[test]
fn leaving_a_state_cancels_its_timers_only() {
    let mut world = clock("start ring 10, schedule tick 10");
    set(&mut world, "move b, start buzz 10");
    world.advance(seconds(20));
    assert_eq!(log(&world), "tick buzz");
}

#[test]
fn the_timer_of_a_group_goes_on_within_it() {
    let mut world = clock("group ring 30, start buzz 30");
    set(&mut world, "move b");
    let mut world = world.restart();
    world.advance(seconds(30));
    assert_eq!(log(&world), "ring", "the other one was the state's");
    set(&mut world, "group ring 30");
    set(&mut world, "group ring 40");
    set(&mut world, "move c");
    world.advance(seconds(50));
    assert_eq!(log(&world), "ring", "started anew, and left");
    assert_eq!(world.count("SELECT count(*) FROM flow_timer"), 0);
}

#[test]
fn timers_are_cancelled_by_name() {
    let mut world = clock("start ring 10, schedule tick 10, start timer_expired 10");
    set(&mut world, "cancel tick, cancel timer");
    world.advance(seconds(20));
    assert_eq!(log(&world), "ring");
}

#[test]
fn until_a_past_time_is_due_at_once() {
    let mut world = clock("until tick 5");
    world.settle();
    assert_eq!(log(&world), "tick");
    let later = START.as_millis() / 1000 + 100;
    set(&mut world, &format!("until tick {later}"));
    world.advance(seconds(99));
    assert_eq!(log(&world), "tick");
    world.advance(seconds(1));
    assert_eq!(log(&world), "tick tick");
}

#[test]
fn the_timers_of_an_instance_end_with_it() {
    let mut world = clock("schedule tick 10, every tick 5");
    set(&mut world, "start ring 1, move over");
    world.advance(seconds(100));
    assert_eq!(world.count("SELECT count(*) FROM flow_timer"), 0);
    assert!(world.dead().is_empty());
}

#[test]
fn a_repeating_timer_keeps_its_multiples_and_counts_what_was_missed() {
    let mut world = clock("every tick 10");
    world.advance(seconds(25));
    assert_eq!(log(&world), "tick tick");
    // The host is down for a while.
    world.now = world.now.checked_add(seconds(200)).unwrap();
    let mut world = world.restart();
    world.settle();
    assert_eq!(log(&world), "tick tick tick", "one, of 20");
    let missed = world.text("SELECT note FROM flow_journal WHERE what = 'missed'");
    assert_eq!(missed, r#"{"event":"tick","missed":19}"#);
    world.advance(seconds(5));
    assert_eq!(log(&world), "tick tick tick tick", "at a multiple of its length again");
}

#[test]
fn an_every_over_a_weekend() {
    let mut world = clock("every tick 3600");
    world.advance(seconds(8 * 3600));
    assert_eq!(log(&world).split(' ').count(), 8);
    // From Friday evening until ten past nine on Monday.
    let weekend = seconds(63 * 3600 + 600);
    let friday = world.now;
    for restarts in 0..3 {
        world.now = friday.checked_add(weekend).unwrap();
        world = world.restart();
        world.settle();
        let ticks = log(&world).split(' ').count();
        assert_eq!(ticks, 9, "one event for all hours of the weekend, after {restarts} restarts");
    }
    assert_eq!(
        world.text("SELECT note FROM flow_journal WHERE what = 'missed'"),
        r#"{"event":"tick","missed":62}"#
    );
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
    world.advance(seconds(50 * 60));
    assert_eq!(log(&world).split(' ').count(), 10, "at ten o'clock again");
    // A host that runs, but handles no event for as long, queues no second event either.
    world.now = world.now.checked_add(weekend).unwrap();
    world.advance(seconds(0));
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery"), 0);
    assert_eq!(log(&world).split(' ').count(), 11);
}

#[test]
fn a_schedule_cancels_itself() {
    let mut world = World::new(shop);
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.advance(seconds(600));
    assert_eq!(world.variable(STOCK, "pen", "restocks"), 3);
    assert_eq!(world.count("SELECT count(*) FROM flow_timer"), 0);
}

#[test]
fn a_timer_whose_state_was_left_while_its_event_waited_is_void() {
    // One step a group, so that the timer is due after the step that sends `:paid` and before that which handles it.
    let mut world = World::with(
        shop,
        Options {
            bounds: crate::bounds::Bounds { group: 1, ..Default::default() },
            random: Random::Seed(1),
            ..Options::default()
        },
    );
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    for _ in 0..3 {
        world.perform_one();
    }
    let last = world.pending.pop_front().unwrap();
    let answer = world.outside.perform(last);
    world.engine.submit(answer);
    let pending = &mut world.pending;
    world.engine.run(world.now, &mut |output| pending.push_back(output));
    assert_eq!(world.count("SELECT count(*) FROM flow_delivery WHERE event = 'paid'"), 1);
    world.now = world.now.checked_add(seconds(600)).unwrap();
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.state(ORDER, "o-1"), "packed");
    assert_eq!(world.count("SELECT count(*) FROM flow_journal WHERE what = 'void' AND event = 'late'"), 1);
    assert!(world.dead().is_empty());
}

#[test]
fn a_timer_survives_the_process() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    let mut world = world.restart();
    world.advance(seconds(599));
    assert_eq!(world.state(ORDER, "o-1"), "waiting");
    world.advance(seconds(1));
    assert_eq!(world.state(ORDER, "o-1"), "cancelled");
}

#[test]
fn the_clock_does_not_go_back() {
    let mut world = clock("schedule tick 10");
    world.now = START.checked_add(seconds(-3600)).unwrap();
    let mut world = world.restart();
    assert_eq!(world.engine.now(), START);
    world.now = START;
    world.advance(seconds(10));
    assert_eq!(log(&world), "tick");
}
