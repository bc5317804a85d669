//! Snapshots: equal futures have equal ones, and a restored system continues as the original does.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use flow_model::model::{EventId, MachineId, Model, PayloadField};
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::message::{InstanceId, Message, Peer};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::snapshot::Snapshot;
use flow_sim::exec::step::Payload;
use flow_sim::exec::system::System;
use flow_sim::exec::value::Value;
use flow_sim::history::LoggedSystem;
use flow_speculate::Random;

use crate::support::{load, seed};

/// Answers by a seed and the number of requests so far.
#[derive(Clone, Copy, Default)]
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

impl Bindings for Seeded {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        !self.next().is_multiple_of(3)
    }

    fn perform(&mut self, _: &PhraseCall<'_>) -> Result<(), String> {
        if self.next().is_multiple_of(8) { Err("it failed".to_owned()) } else { Ok(()) }
    }

    fn now(&mut self) -> i64 {
        7
    }

    fn uuid(&mut self) -> String {
        format!("id-{}", self.next())
    }
}

/// Something done to a system. Instances are chosen by machine and number, which snapshots keep.
#[derive(Clone, Debug)]
enum Act {
    Create(MachineId),
    Send { machine: MachineId, number: usize, event: EventId, payload: Vec<u64> },
    Deliver,
    FireTimer,
}

fn random_act(model: &Model, random: &mut Random) -> Act {
    let machines: Vec<_> = model.machines.ids().collect();
    let machine = machines[random.below(machines.len())];
    let events: Vec<_> = model.machines[machine].events.ids().collect();
    match random.below(8) {
        0 => Act::Create(machine),
        1 | 2 => Act::Deliver,
        3 => Act::FireTimer,
        _ if events.is_empty() => Act::Deliver,
        _ => {
            let event = events[random.below(events.len())];
            let fields = model.machines[machine].events[event].fields.len();
            let payload = (0..fields).map(|_| random.below(4) as u64).collect();
            Act::Send { machine, number: random.below(2), event, payload }
        }
    }
}

fn value(field: &PayloadField, chosen: u64, model: &Model) -> Value {
    match Value::zero(model, &field.ty) {
        Value::Boolean(_) => Value::Boolean(chosen.is_multiple_of(2)),
        Value::Number(_) => Value::Number(chosen.into()),
        Value::Integer(_) => Value::Integer(chosen as i64),
        Value::Text(_) => Value::text(["", "a", "b", "c"][chosen as usize % 4]),
        other => other,
    }
}

fn act<'m>(model: &'m Model, system: &mut LoggedSystem<'_, 'm>, bindings: &mut Seeded, act: &Act) {
    match act {
        Act::Create(machine) => {
            system.create(*machine);
        }
        Act::Send { machine, number, event, payload } => {
            let mut instances = system.instances().filter(|(_, instance)| instance.machine == *machine);
            let Some(to) = instances.nth(*number).map(|(id, _)| id) else { return };
            drop(instances);
            let fields = &model.machines[*machine].events[*event].fields;
            let payload: Payload<'_> = fields
                .iter()
                .zip(payload)
                .map(|(field, chosen)| (field.name.text.as_str(), value(field, *chosen, model)))
                .collect();
            let message = system.compose(Peer::Anyone, to, *event, payload);
            let _ = system.deliver(bindings, message);
        }
        Act::Deliver => {
            if let Some(next) = system.find_next(None) {
                let _ = system.deliver(bindings, next);
            }
        }
        Act::FireTimer => {
            system.fire_next_timer_except(InstanceId(usize::MAX));
        }
    }
}

fn hash(snapshot: &Snapshot<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    snapshot.hash(&mut hasher);
    hasher.finish()
}

fn assert_same(a: &Snapshot<'_>, b: &Snapshot<'_>, what: &str) {
    assert_eq!(a, b, "{what}");
    assert_eq!(hash(a), hash(b), "{what}");
}

/// Runs random acts; after some of them, restores a copy at another time and continues both.
fn check_random_runs(name: &str, text: &str, seed: u64) {
    let loaded = load(&[("main.flow", text)]);
    if !loaded.said.is_empty() || loaded.model.machines.is_empty() {
        return;
    }
    let (model, runnable) = (&loaded.model, Runnable::new(&loaded.model));
    let mut random = Random::new(seed);
    let (mut system, mut bindings) = (LoggedSystem::new(&runnable, 0), Seeded(seed));
    for machine in model.machines.ids() {
        system.create(machine);
    }
    for round in 0..6 {
        for _ in 0..random.below(12) {
            act(model, &mut system, &mut bindings, &random_act(model, &mut random));
        }
        let snapshot = system.snapshot();
        let mut copy = System::restore(&runnable, &snapshot, system.now() + 12_345, Default::default());
        let what = format!("{name}, seed {seed}, round {round}");
        assert_same(&copy.snapshot(), &snapshot, &what);
        let (mut original, mut first, mut second) = (system.clone(), bindings, bindings);
        for _ in 0..10 {
            let next = random_act(model, &mut random);
            act(model, &mut original, &mut first, &next);
            act(model, &mut copy, &mut second, &next);
            assert_same(&copy.snapshot(), &original.snapshot(), &what);
        }
        assert_eq!(sent_events(&copy), sent_events(&original)[sent_events(&system).len()..], "{what}");
    }
}

/// The names of all messages sent, without those that were in flight when the system was restored.
fn sent_events<'m>(system: &LoggedSystem<'_, 'm>) -> Vec<&'m str> {
    let sent = system.log().iter().filter_map(|entry| match entry {
        flow_sim::history::LogEntry::Sent(id) => Some(system.message(*id).name),
        _ => None,
    });
    sent.collect()
}

#[test]
fn a_restored_system_continues_identically() {
    for number in 0..60 {
        check_random_runs("made up", &flow_speculate::of_lines(number, 80), number);
    }
    for name in ["checkout.flow", "order.flow"] {
        if let Some(text) = seed(name) {
            (0..20).for_each(|number| check_random_runs(name, &text, number));
        }
    }
}

const LIGHTS: &str = "machine: @light
  starts in #off
  scenario: on and off
    on> :press from @guest
      ? light is in #off
        start timer :late for 5 minutes
        emit :count to @meter with amount: 1
        light moves to #on
    on> :late from @system
      light moves to #off
machine: @meter
  scenario: count
    on :count from @light
      $total: number increases by $amount
      meter moves to #counted
";

#[test]
fn equal_futures_have_equal_snapshots() {
    let loaded = load(&[("main.flow", LIGHTS)]);
    let (runnable, model) = (Runnable::new(&loaded.model), &loaded.model);
    let (light, meter) = (MachineId(0), MachineId(1));
    let press = model.machines[light].events.id_where(|event| event.name.text == "press").unwrap();
    let late = model.machines[light].events.id_where(|event| event.name.text == "late").unwrap();
    let run = |now: i64, order: [MachineId; 2], presses: usize| {
        let mut system = LoggedSystem::new(&runnable, now);
        // Each begins a conversation, so that the light makes a second meter.
        order.into_iter().for_each(|machine| {
            system.create(machine);
        });
        let (to, _) = system.instances().find(|(_, instance)| instance.machine == light).unwrap();
        for _ in 0..presses {
            let message = system.compose(Peer::Anyone, to, press, Vec::new());
            let _ = system.deliver(&mut Seeded::default(), message);
        }
        (system, to)
    };
    // The second press only adds to the log.
    let (early, _) = run(0, [light, meter], 1);
    let (mut later, to) = run(99_000, [meter, light], 2);
    assert_same(&early.snapshot(), &later.snapshot(), "one press and two");
    assert_eq!(early.snapshot().timers().len(), usize::from(early.has_timer(InstanceId(0), late)));
    assert_eq!(early.snapshot().in_flight().len(), 1);

    later.run_until_idle(&mut Seeded::default(), None).unwrap();
    assert_ne!(early.snapshot(), later.snapshot());
    later.instance_mut(to).state = model.machines[light].initial;
    let kept = later.snapshot();
    assert_eq!(kept.instances().map(|(_, of)| of.machine).collect::<Vec<_>>(), [light, meter, meter]);
    assert_eq!([0, 1, 2].map(|id| kept.maker(InstanceId(id))), [None, None, Some(InstanceId(0))]);
    assert_eq!(
        [0, 1, 2].map(|id| kept.conversation(InstanceId(id)).map(|of| of.0)),
        [Some(0), Some(1), Some(0)]
    );
    let message: Option<&Message<'_>> = kept.in_flight().first().map(|waiting| &*waiting.message);
    assert_eq!(message, None);
}

const DESK: &str = "machine: @desk
  starts in #closed
  scenario: wait
    on> :ask from @guest in #closed
      defer
    on> :call from @guest in #closed
      defer
    on> :open from @clerk in #closed
      desk moves to #open
    on> :ask from @guest in #open
      $last becomes \"ask\"
    on> :call from @guest in #open
      $last becomes \"call\"
";

#[test]
fn the_order_of_deferred_events_is_part_of_a_snapshot() {
    let loaded = load(&[("main.flow", DESK)]);
    let (runnable, model) = (Runnable::new(&loaded.model), &loaded.model);
    let event =
        |name: &str| model.machines[MachineId(0)].events.id_where(|event| event.name.text == name).unwrap();
    let (ask, call, open) = (event("ask"), event("call"), event("open"));
    let run = |order: &[(usize, EventId)]| {
        let mut system = LoggedSystem::new(&runnable, 0);
        let desks = [system.create(MachineId(0)), system.create(MachineId(0))];
        for (desk, event) in order {
            let message = system.compose(Peer::Anyone, desks[*desk], *event, Vec::new());
            let _ = system.deliver(&mut Seeded::default(), message);
        }
        system
    };
    let first = run(&[(0, ask), (1, ask), (0, call)]);
    assert_same(&first.snapshot(), &run(&[(1, ask), (0, ask), (0, call)]).snapshot(), "two instances");
    assert_ne!(first.snapshot(), run(&[(0, call), (1, ask), (0, ask)]).snapshot(), "one instance");
    // A restored system handles them in the same order.
    let mut copy = System::restore(&runnable, &first.snapshot(), 0, flow_sim::history::Log::default());
    let (desk, _) = copy.instances().next().unwrap();
    let message = copy.compose(Peer::Anyone, desk, open, Vec::new());
    let _ = copy.deliver(&mut Seeded::default(), message);
    assert_eq!(copy.instance(desk).context, [Value::text("call")]);
    assert_eq!(copy.snapshot().deferred().len(), 1);
}
