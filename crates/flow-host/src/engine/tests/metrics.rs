//! The metrics of a host.

use flow_durable::{DeadKind, Trouble};

use super::program::{ORDER, accounts, shop};
use super::world::{World, agree, seconds};

#[test]
fn a_host_counts_what_it_does_and_what_waits() {
    let mut world = World::new(shop);
    world.answers_at_once = false;
    for id in ["o-1", "o-2"] {
        world.create(ORDER, id);
        world.send(ORDER, id, "customer", "checkout", r#"{"amount":5}"#);
    }
    world.send(ORDER, "o-2", "customer", "checkout", "{}");
    world.send(ORDER, "o-1", "customer", "cancel", "{}");
    let metrics = world.engine.metrics().unwrap();
    assert_eq!((metrics.handled, metrics.deferred, metrics.without_effect), (2, 1, 1));
    assert_eq!((metrics.queued, metrics.waiting, metrics.put_aside, metrics.oldest), (0, 2, 1, None));
    assert_eq!((metrics.attempts_under_way, metrics.waiting_attempts, metrics.heads), (2, 0, 0));
    assert!(metrics.steps >= metrics.groups && metrics.groups > 0 && metrics.dead.is_empty());
    assert!(metrics.commit_time >= metrics.longest_commit && metrics.longest_commit.as_nanos() > 0);
}

#[test]
fn what_is_given_up_is_counted_by_its_phrase() {
    let mut world = World::new(shop);
    world.outside.answers = |function, attempt| {
        if function == "charge_amount" {
            Err(Trouble::Later("down".into()))
        } else {
            agree(function, attempt)
        }
    };
    for id in ["o-1", "o-2"] {
        world.create(ORDER, id);
        world.send(ORDER, id, "customer", "checkout", r#"{"amount":5}"#);
    }
    world.advance(seconds(300));
    let metrics = world.engine.metrics().unwrap();
    let dead: Vec<_> =
        metrics.dead.iter().map(|dead| (dead.kind, dead.phrase.as_str(), dead.count)).collect();
    assert_eq!(dead, [(DeadKind::Exhausted, "charge $amount", 2)]);
    assert_eq!(metrics.given_up, 2);
    assert_eq!(metrics.partners_down, ["charge $amount of @payment"]);
}

#[test]
fn the_age_of_the_oldest_event_is_known() {
    let mut world = World::new(accounts);
    world.answers_at_once = false;
    world.create(0, "a");
    // The first one waits for an answer, and the others for it.
    for _ in 0..3 {
        world.send(0, "a", "customer", "pay", r#"{"amount":5}"#);
        world.now = world.now.checked_add(seconds(20)).unwrap();
        world.create(0, &world.now.as_micros().to_string());
    }
    let metrics = world.engine.metrics().unwrap();
    assert_eq!((metrics.waiting, metrics.queued, metrics.oldest), (1, 2, Some(seconds(40))));
    world.answers_at_once = true;
    world.settle();
    assert_eq!(world.engine.metrics().unwrap().oldest, None);
}
