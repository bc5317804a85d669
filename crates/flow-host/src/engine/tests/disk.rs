//! Disks that fail, and power that fails: promised effects are on the disk, once.
//!
//! Twice: with SQLite's own files, and in a file system of the tests' own ([`Volume`]), in which SQLite writes and syncs.
//!
//! Linux keeps the writes of a process when the process ends, but not when the power fails: then a part of the writes since the last
//! `fsync` is on the disk. The tests write such parts: of the log, in sectors, since the database itself is written only from a log that
//! is on the disk already.

use std::cell::Cell;

use super::crashes::{Promises, check, end_after, go_on, outside};
use super::program::shop;
use super::volatile::{Failure, Volume};
use super::world::World;
use crate::engine::{Options, Random, Sabotage};

/// How many variants of a partial write are tried at each point.
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
                // Without a write in progress, all variants are the same.
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

/// The first promise that is broken on a volume that loses unsynced writes, if its syncs have an effect, or not.
fn find_lost(is_synced: bool) -> Option<String> {
    // A step has some twenty statements, and between two next to each other hardly anything is written.
    for statements in (0..).step_by(5) {
        for way in 0..2 {
            let (volume, _in_use) = Volume::for_this_thread();
            let end = |world: World| world.lose_unsynced(&volume, statements * 2 + way);
            if !is_synced {
                volume.ignore_syncs();
            }
            match end_after(statements, None, end) {
                None => return None,
                Some(Err(what)) => return Some(format!("after {statements} statements, way {way}: {what}")),
                Some(Ok(())) => {}
            }
        }
    }
    None
}

#[test]
fn wherever_a_file_system_loses_what_was_not_synced_nothing_is_lost_and_nothing_doubled() {
    assert_eq!(find_lost(true), None);
}

#[test]
fn a_disk_that_does_not_keep_what_was_synced_is_noticed() {
    let lost = std::panic::catch_unwind(|| find_lost(false));
    // A database without its first pages cannot even be opened.
    assert!(lost.map_or(true, |lost| lost.is_some()));
}

/// Lets writes or syncs fail at every point: the host waits, and reaches the same final state.
fn fail_everywhere(times: u64, failure: Failure) {
    for calls in (0..).step_by(3) {
        let (volume, _in_use) = Volume::for_this_thread();
        let options = Options { random: Random::Seed(calls), ..Options::default() };
        let mut world = World::with(shop, options);
        world.outside.answers = outside;
        volume.fail_after(calls, times, failure);
        assert!(go_on(&mut world, &mut Promises::default()), "the process does not end");
        if !volume.has_failed() {
            assert!(calls > 50, "{calls} calls");
            return;
        }
        check(&world).unwrap_or_else(|what| panic!("{failure:?} after {calls} calls: {what}"));
    }
}

#[test]
fn wherever_a_write_or_a_sync_fails_the_host_comes_to_the_same_end() {
    fail_everywhere(1, Failure::Broken);
}

#[test]
fn wherever_the_disk_is_full_for_a_while_the_host_comes_to_the_same_end() {
    fail_everywhere(2, Failure::Full);
}
