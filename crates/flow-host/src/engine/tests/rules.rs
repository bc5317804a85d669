//! Rules that are checked after each step, with conditions that are written by hand.
//!
//! The stored rows of rules are compared with the states in the journal, also when the process ends at any statement.

use flow_durable::Unreadable;

use super::program::{ORDER, STOCK, clocks, shop};
use super::world::World;
use crate::engine::Input;
use crate::program::Parts;
use crate::rules::{Form, Judge, Part, Rule, Rules, VisitChoice};
use crate::store::Instance;

/// Of an instance: that it is not in `b`; and that it was in `b`, with `a` as the state that must not follow.
struct States;

impl Judge for States {
    fn visit_choices(
        &self,
        rule: usize,
        part: Part,
        instances: &[&Instance],
        visit: &mut VisitChoice<'_>,
    ) -> Result<(), Unreadable> {
        for of in instances {
            let is = |state: &str| Some(of.state == state);
            match (rule, part) {
                (0, _) => visit(&[of.n], &[is("b").map(|is_b| !is_b)]),
                (_, Part::Whole) => visit(&[of.n], &[is("b"), is("a")]),
                (_, Part::First) => visit(&[of.n], &[is("b")]),
            }
        }
        Ok(())
    }
}

fn rules(list: &[(&str, &[usize], Form)]) -> Rules {
    let rule = |(text, machines, form): &(&str, &[usize], Form)| Rule {
        text: (*text).to_owned(),
        machines: machines.to_vec(),
        form: form.clone(),
    };
    Rules { list: list.iter().map(rule).collect(), judge: Some(Box::new(States)) }
}

fn ruled_clocks() -> Parts {
    let list: [(&str, &[usize], Form); 3] = [
        ("never b", &[0], Form::Always),
        ("once b, never a", &[0], Form::OnceNever(1)),
        ("later", &[], Form::Unchecked("it is for a test")),
    ];
    Parts { rules: rules(&list), ..clocks() }
}

fn go(world: &mut World, state: &str) {
    let payload = serde_json::json!({ "do": format!("move {state}") }).to_string();
    world.send(0, "c", "customer", "set", &payload);
}

/// How often a rule was broken.
fn times(world: &World, rule: &str) -> i64 {
    world.count(&format!("SELECT coalesce(sum(times), 0) FROM flow_broken WHERE rule = '{rule}'"))
}

/// How often the states of the journal break each rule.
fn expected(world: &World) -> (i64, i64) {
    let states = world.text(
        "SELECT coalesce(group_concat(state, ''), '') FROM (SELECT state FROM flow_journal WHERE what = 'handled' ORDER BY n)",
    );
    let into = |pair: &str| states.matches(pair).count();
    let first = usize::from(states.starts_with('b'));
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    (number(into("ab") + first), number(into("ba")))
}

#[test]
fn wherever_the_process_ends_a_rule_is_counted_as_often_as_it_was_broken() {
    let mut points = 0;
    loop {
        let mut world = World::new(ruled_clocks);
        world.create(0, "c");
        world.engine.end_after(points);
        let mut has_ended = false;
        for state in ["b", "b", "a", "b", "a"] {
            go(&mut world, state);
            if !has_ended && world.engine.store.statements_left() == Some(0) {
                has_ended = true;
                world = world.restart();
            }
        }
        world.engine.end_after(u64::MAX);
        let counted = (times(&world, "never b"), times(&world, "once b, never a"));
        assert_eq!(counted, expected(&world), "after {points} statements");
        assert!(counted.0 >= 1, "after {points} statements");
        if !has_ended {
            assert_eq!(counted, (2, 2));
            break;
        }
        points += 1;
    }
    assert!(points > 20, "{points} crash points");
}

#[test]
fn a_step_without_effect_breaks_no_rule_and_metrics_count_those_that_do() {
    let mut world = World::new(ruled_clocks);
    world.create(0, "c");
    // The handler moves, and then fails.
    let reply = world.send(0, "c", "customer", "set", r#"{"do":"move b, what"}"#);
    assert!(matches!(reply, Some(Err(_))), "{reply:?}");
    assert_eq!((times(&world, "never b"), times(&world, "once b, never a")), (0, 0));
    world.create(0, "d");
    let payload = r#"{"do":"move b"}"#;
    world.send(0, "d", "customer", "set", payload);
    let broken = world.engine.metrics().map(|metrics| metrics.broken_rules).unwrap_or_default();
    let counts: Vec<_> = broken.iter().map(|of| (of.rule.as_str(), of.count)).collect();
    assert_eq!(counts, [("never b", 1), ("once b, never a", 0)]);
    let why = world.text("SELECT unchecked FROM flow_rule WHERE rule = 'later'");
    assert_eq!(why, "it is for a test");
}

fn ruled_shop() -> Parts {
    let list: [(&str, &[usize], Form); 1] = [("order and stock", &[ORDER, STOCK], Form::Always)];
    Parts { rules: rules(&list), ..shop() }
}

#[test]
fn a_rule_about_too_many_instances_is_skipped_and_that_is_counted() {
    let mut world = World::new(ruled_shop);
    world.create(ORDER, "a");
    let skipped = |world: &World| world.count("SELECT skipped FROM flow_rule");
    assert_eq!(skipped(&world), 0);
    world.sql(
        "WITH RECURSIVE numbers (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value <= 1000)
         INSERT INTO flow_instance (machine, id, life, state, context)
         SELECT 'stock', 'sku-' || value, 1, 'open', '{}' FROM numbers",
    );
    world.call(|ticket| Input::Create {
        ticket,
        machine: ORDER,
        id: Some("b".to_owned()),
        context: String::new(),
    });
    assert_eq!(skipped(&world), 1);
}
