//! Old rows are deleted after their time, and no others.

use super::program::{ORDER, shop};
use super::world::{World, event_of, seconds};
use crate::engine::Receiver;

const DAY: i64 = 24 * 60 * 60;

#[test]
fn what_is_over_is_deleted_after_its_time() {
    let mut world = World::new(shop);
    for number in 0..3 {
        let id = format!("o-{number}");
        world.create(ORDER, &id);
        world.send(ORDER, &id, "customer", "checkout", r#"{"amount":5}"#);
    }
    world.create(ORDER, "open");
    let event = event_of(ORDER, "delivered", "carrier", "{}");
    world.receive("carrier", "c-1", Receiver::Instance("open".into()), event);
    world.advance(seconds(3600));
    let counts = |world: &World| {
        ["flow_outgoing", "flow_webhook", "flow_journal WHERE event = 'checkout'", "flow_dead"]
            .map(|table| world.count(&format!("SELECT count(*) FROM {table}")))
    };
    assert_eq!(counts(&world), [9, 1, 3, 1]);
    world.advance(seconds(29 * DAY));
    assert_eq!(counts(&world), [9, 1, 3, 1]);
    world.advance(seconds(DAY + 3600));
    assert_eq!(counts(&world), [0, 0, 3, 1]);
    world.advance(seconds(60 * DAY));
    assert_eq!(counts(&world), [0, 0, 0, 1], "the dead letter waits");
    assert_eq!(
        world.count("SELECT count(*) FROM flow_journal WHERE what = 'created'"),
        1,
        "it has not ended"
    );
    assert_eq!(world.state(ORDER, "o-0"), "packed", "late events find their instance");
}

#[test]
fn much_is_deleted_in_batches() {
    let mut world = World::new(shop);
    world.create(ORDER, "o-1");
    world.send(ORDER, "o-1", "customer", "checkout", r#"{"amount":5}"#);
    world.sql(
        "WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < 1000)
         INSERT INTO flow_webhook SELECT 'mail', value, 0 FROM numbers;
         INSERT INTO flow_journal (instance, at, what, state) SELECT 2, 0, 'x', '' FROM flow_webhook;
         UPDATE flow_instance SET closed = 0 WHERE n = 2",
    );
    world.advance(seconds(3600));
    let left =
        "SELECT (SELECT count(*) FROM flow_webhook) + (SELECT count(*) FROM flow_journal WHERE what = 'x')";
    assert_eq!(world.count(left), 0);
}
