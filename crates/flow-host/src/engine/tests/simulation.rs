//! Random systems, ended at random statements: they reach the same final state as without a crash.
//!
//! A seed makes calls with scripts of nested emits, and the statements after which the process ends. Each failure names its seed;
//! `FLOW_SEEDS=1000 cargo test -p flow-lang-host simulation` runs as many, from the one that `FLOW_SEED` names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::scripted::{HUB, KEYED, LEAF, ONE, emit, keep, moves, system};
use super::world::World;
use crate::engine::{Options, Random};

/// How many seeds a quick run affords.
const SEEDS: u64 = 30;

struct Dice(Random);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0.number() % end
    }

    /// A script with a name of its own, and emits nested so deep.
    fn script(&mut self, name: &str, depth: u32) -> Value {
        let count = self.below(4);
        let steps: Vec<Value> = (0..count).map(|at| self.step(&format!("{name}.{at}"), depth)).collect();
        json!({ "name": name, "steps": steps })
    }

    fn step(&mut self, name: &str, depth: u32) -> Value {
        if depth == 0 || self.below(8) == 0 {
            return match self.below(5) {
                0 => moves("over"),
                1 => moves("shut"),
                2 => keep(HUB),
                _ => moves("open"),
            };
        }
        let script = self.script(name, depth - 1);
        match self.below(8) {
            0 | 1 => emit(LEAF, "partner", &script),
            2 => emit(LEAF, "new", &script),
            3 => emit(LEAF, "all", &script),
            4 => emit(ONE, "only", &script),
            5 => emit(KEYED, ["/a", "/b"][self.below(2) as usize], &script),
            6 => emit(HUB, "partner", &script),
            // The machine of the instance is known only when it runs, so that this may have no receiver.
            _ => emit(HUB, "kept", &script),
        }
    }
}

/// Everything that is stored and does not depend on chance. Instances are named by their places: a call without effect that is repeated after
/// a crash takes another number.
fn dump(world: &World) -> String {
    let select = "WITH place AS (SELECT n, row_number() OVER (ORDER BY n) AS at FROM flow_instance)
        SELECT coalesce(group_concat(line, char(10)), '') FROM (
        SELECT 'instance ' || p.at || machine || coalesce(c.at, '-') || coalesce(m.at, '-') || life || state
               || coalesce(json_extract(context, '$.log'), '') AS line FROM flow_instance i JOIN place p USING (n)
               LEFT JOIN place c ON c.n = conversation LEFT JOIN place m ON m.n = maker
        UNION ALL SELECT 'dead ' || kind || payload FROM flow_dead JOIN flow_delivery ON seq = delivery
        UNION ALL SELECT 'journal ' || p.at || what || coalesce(payload, '') || state || coalesce(passed, '')
               FROM flow_journal j JOIN place p ON p.n = j.instance
        UNION ALL SELECT 'queued ' || payload FROM flow_delivery WHERE status <> 3)";
    world.text(select)
}

/// Carries on with the calls. Returns whether the process has not ended.
fn go_on(world: &mut World, calls: &[(usize, Value)], answered: &mut BTreeSet<usize>) -> bool {
    for id in ["h", "g"] {
        world.create(HUB, id);
    }
    for (at, (machine, script)) in calls.iter().enumerate() {
        let id = match *machine {
            HUB => ["h", "g"][at % 2],
            KEYED => "a",
            _ => "",
        };
        // The caller asks whether its event is known before it repeats it.
        let known =
            format!("SELECT count(*) FROM flow_journal WHERE json_extract(payload, '$.name') = '{at}'");
        let is_known = answered.contains(&at) || world.engine.has_ended || world.count(&known) > 0;
        if !is_known && world.send(*machine, id, "customer", "do", &script.to_string()).is_some() {
            answered.insert(at);
        }
        if world.engine.has_ended {
            return false;
        }
    }
    world.settle();
    !world.engine.has_ended
}

/// Runs a seed twice, once with crashes.
fn run(seed: u64) {
    let mut dice = Dice(Random::Seed(seed));
    let machines = [HUB, HUB, HUB, ONE, KEYED];
    let calls: Vec<(usize, Value)> =
        (0..5).map(|at| (machines[dice.below(5) as usize], dice.script(&at.to_string(), 3))).collect();
    let options = Options { random: Random::Seed(seed), ..Options::default() };
    let mut calm = World::with(system, options.clone());
    assert!(go_on(&mut calm, &calls, &mut BTreeSet::new()));
    let expected = dump(&calm);

    let mut world = World::with(system, options);
    let (mut ends, mut answered) = (0, BTreeSet::new());
    world.engine.end_after(u64::from(dice.below(80)));
    while !go_on(&mut world, &calls, &mut answered) {
        ends += 1;
        world = world.restart();
        world.settle();
        // More statements each time, so that the loop ends.
        world.engine.end_after(u64::from(20 + dice.below(200) + 10 * ends));
        assert!(ends < 100, "seed {seed} does not come to its end");
    }
    world.engine.end_after(u64::MAX);
    let actual = dump(&world);
    assert_eq!(actual, expected, "seed {seed} after {ends} crashes: {}", json!(calls));
}

#[test]
fn simulation() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let (first, seeds) = (number("FLOW_SEED").unwrap_or(0), number("FLOW_SEEDS").unwrap_or(SEEDS));
    (first..first + seeds).for_each(run);
}

/// A call without effect to a key that is new takes a number, and takes another one if it is repeated after a crash.
#[test]
fn a_call_without_effect_is_repeated_after_a_crash() {
    run(692);
}
