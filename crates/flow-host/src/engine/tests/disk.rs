//! Disks that fail, and power that fails: what was promised is there, once.
//!
//! Linux keeps what a process has written when the process ends, but not when the power does: then a part of what was written since the last
//! `fsync` is on the disk. The tests write such parts: of the log, in sectors, since the database itself is written only from a log that is on the
//! disk already.

use std::cell::Cell;

use super::crashes::{Promises, check, end_after, go_on, outside};
use super::program::shop;
use super::world::World;
use crate::engine::{Options, Random, Sabotage};

/// How many ways of writing a part are tried at each point.
const WAYS: u64 = 4;

/// The first promise that is broken, of those after `sabotage`.
fn find_broken(sabotage: Option<Sabotage>) -> Option<String> {
    for statements in 0.. {
        for way in 0..WAYS {
            let is_writing = Cell::new(false);
            let end = |world: World| {
                is_writing.set(world.is_writing());
                world.lose_power(statements * WAYS + way)
            };
            match end_after(statements, sabotage, end) {
                None => return None,
                Some(Err(what)) => return Some(format!("after {statements} statements, way {way}: {what}")),
                // Where nothing was being written, all ways are the same.
                Some(Ok(())) if !is_writing.get() => break,
                Some(Ok(())) => {}
            }
        }
    }
    None
}

#[test]
fn wherever_the_power_fails_nothing_is_lost_and_nothing_doubled() {
    assert_eq!(find_broken(None), None);
}

#[test]
fn a_host_that_publishes_before_it_commits_is_noticed_when_the_power_fails() {
    let broken = std::panic::catch_unwind(|| find_broken(Some(Sabotage::PublishEarly)));
    // A key with two meanings panics where it is used.
    assert!(broken.map_or(true, |broken| broken.is_some()));
}

#[test]
fn wherever_the_disk_fails_once_the_host_comes_to_the_same_end() {
    for statements in 0.. {
        let options = Options { random: Random::Seed(statements), ..Options::default() };
        let mut world = World::with(shop, options);
        world.outside.answers = outside;
        world.engine.fail_after(statements);
        assert!(go_on(&mut world, &mut Promises::default()), "the process does not end");
        if world.engine.store.statements_left().is_some() {
            assert!(statements > 200, "{statements} points");
            return;
        }
        check(&world).unwrap_or_else(|what| panic!("a failure after {statements} statements: {what}"));
    }
}
