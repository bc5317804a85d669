//! Compares the maps with the standard library's after random insertions and removals.
//!
//! Numbers are drawn so that runs split at their middles, grow at their ends and become empty.

use std::collections::{BTreeMap, BTreeSet};

use super::{Map, Set, sort, sort_by_key};

/// Inserts and removes keys, in a map of each kind, and compares their contents.
fn check(keys: impl Iterator<Item = u32>) {
    let (mut map, mut known) = (Map::new(), BTreeMap::new());
    for (at, key) in keys.enumerate() {
        if at % 5 == 4 {
            assert_eq!(map.remove(&(key / 2)), known.remove(&(key / 2)));
        } else if at % 7 == 6 {
            assert_eq!(map.pop_first(), known.pop_first());
        } else if at % 3 == 0 {
            *map.entry(key).or_default() += at;
            *known.entry(key).or_default() += at;
        } else {
            assert_eq!(map.insert(key, at), known.insert(key, at));
        }
    }
    assert_eq!(map.len(), known.len());
    assert!(map.iter().eq(known.iter()) && map.iter().rev().eq(known.iter().rev()));
    assert!(map.keys().all(|key| map.get(key) == known.get(key)));
    assert!([0, 5, 700, 9_000].iter().all(|from| map.iter_from(from).eq(known.range(from..))));
    assert_eq!(map.first_key_value(), known.first_key_value());
    assert_eq!(map.last_key_value(), known.last_key_value());
    assert_eq!(format!("{map:?}"), format!("{known:?}"));
    map.iter_mut().for_each(|(key, value)| *value += *key as usize);
    known.iter_mut().for_each(|(key, value)| *value += *key as usize);
    map.retain(|key, _| key % 3 == 0);
    known.retain(|key, _| key % 3 == 0);
    assert!(map.clone().into_iter().eq(known.into_iter()) && map == map.clone());
}

#[test]
fn maps_are_those_of_the_standard_library() {
    check(0..3_000);
    check((0..3_000).rev());
    check((0..6_000).map(|at| at * 7_919 % 6_007));
    check((0..6_000).map(|at| at % 3));
    check((0..400).map(|at| at * 7 % 31));
    check((0..30).rev());
    check(std::iter::empty());
}

#[test]
fn sets_are_those_of_the_standard_library() {
    let (odd, small) = ((0..2_000).map(|at| at * 2 + 1), 0..700);
    let (a, b): (Set<u32>, Set<u32>) = (odd.clone().collect(), small.clone().collect());
    let (c, d): (BTreeSet<u32>, BTreeSet<u32>) = (odd.collect(), small.collect());
    assert!(a.difference(&b).eq(c.difference(&d)) && b.difference(&a).eq(d.difference(&c)));
    assert!(a.intersection(&b).eq(c.intersection(&d)));
    assert!((&a | &b).iter().eq((&c | &d).iter()) && (&a - &b).iter().eq((&c - &d).iter()));
    assert_eq!((a.is_subset(&b), a.is_disjoint(&b), a.cmp(&b)), (false, false, c.cmp(&d)));
    assert_eq!((a.first(), a.last(), a.len()), (c.first(), c.last(), c.len()));
    assert!(b.iter().filter(|item| !a.contains(item)).copied().collect::<Set<u32>>().is_disjoint(&a));
}

/// Inserts and removes items, in a set of each kind, and compares their contents.
fn check_set(items: impl Iterator<Item = u32>) {
    let (mut set, mut known) = (Set::new(), BTreeSet::new());
    for (at, item) in items.enumerate() {
        if at % 5 == 4 {
            assert_eq!(set.remove(&(item / 2)), known.remove(&(item / 2)));
        } else if at % 7 == 6 {
            assert_eq!(set.pop_first(), known.pop_first());
        } else {
            assert_eq!(set.insert(item), known.insert(item));
        }
    }
    assert_eq!((set.len(), set.is_empty()), (known.len(), known.is_empty()));
    assert!(set.iter().eq(known.iter()) && set.iter().rev().eq(known.iter().rev()));
    assert!((0..10_000).all(|item| set.contains(&item) == known.contains(&item)));
    assert!([0, 5, 700, 9_000].iter().all(|from| set.iter_from(from).eq(known.range(from..))));
    assert_eq!(format!("{set:?}"), format!("{known:?}"));
    let (mut kept, mut seen) = (set.clone(), Vec::new());
    kept.retain(|item| {
        seen.push(*item);
        item % 3 == 0
    });
    assert!(
        seen.iter().eq(known.iter())
            && kept.into_iter().eq(known.iter().copied().filter(|item| item % 3 == 0))
    );
    assert!(set.clone().into_iter().eq(known));
    set.clear();
    assert!(set.is_empty() && set.insert(3) && set.first() == Some(&3));
}

#[test]
fn changed_sets_are_those_of_the_standard_library() {
    check_set(0..3_000);
    check_set((0..3_000).rev());
    check_set((0..6_000).map(|at| at * 7_919 % 6_007));
    check_set((0..6_000).map(|at| at % 3));
    check_set((0..400).map(|at| at * 7 % 31));
    check_set((0..30).rev());
    check_set(std::iter::empty());
}

#[test]
fn equality_does_not_know_of_runs() {
    let forward: Set<u32> = (0..1_000).collect();
    let backward: Set<u32> = (0..1_000).rev().collect();
    assert!(forward == backward && forward.is_subset(&backward));
}

#[test]
fn slices_are_sorted_as_by_the_standard_library() {
    let items = || (0..2_000).map(|at| (at * 7_919 % 211, at));
    let (mut ours, mut theirs): (Vec<_>, Vec<_>) = (items().rev().collect(), items().rev().collect());
    sort_by_key(&mut ours, |(key, _)| *key);
    theirs.sort_by_key(|(key, _)| *key);
    assert_eq!(ours, theirs);
    sort(&mut ours);
    theirs.sort();
    assert_eq!(ours, theirs);
}
