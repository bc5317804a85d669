//! The input of a system: acts, one after the other, generated while the interpreter shows its state.
//!
//! An act names its instance by machine and number, so that it means the same, or is skipped, when acts before it are left out.

use flow_model::model::{EventId, MachineId, Party, Type};
use flow_sim::exec::eval::Bindings;
use flow_sim::exec::message::{InstanceId, MessageId, Peer};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Refusal;
use flow_sim::exec::value::Value;
use flow_sim::history::LoggedSystem;
use flow_speculate::Random;

use crate::chance::{Luck, Values};

/// One input of a system.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// A new instance.
    Create { machine: usize, context: Vec<Value> },
    /// An event to the so-many-eth instance of a machine, and all that follows.
    Send { machine: usize, number: usize, event: usize, payload: Vec<Value>, seed: u64 },
    /// An event to the instance of a machine that is `one for each …` with a key, which it may make, and all that follows.
    SendToKey { machine: usize, key: Vec<Value>, event: usize, payload: Vec<Value>, seed: u64 },
    /// Time passes until the next timer is due.
    Wait { seed: u64 },
}

impl Act {
    /// The seed of its answers.
    pub(crate) fn seed(&self) -> u64 {
        match self {
            Act::Create { .. } => 0,
            Act::Send { seed, .. } | Act::SendToKey { seed, .. } | Act::Wait { seed } => *seed,
        }
    }
}

/// The result of an act in the interpreter.
pub(crate) enum Played<'m> {
    /// Skipped: there is no such instance, or no timer.
    Skipped,
    /// An instance was made.
    Created,
    /// An event was handled or refused, and what followed was delivered.
    Sent(Result<MessageId, Refusal<'m>>),
    /// It was that late when timers rang.
    Waited,
    /// Events cause each other without end: the comparison stops here.
    Endless,
}

/// Plays an act.
pub(crate) fn play<'m>(
    runnable: &Runnable<'m>,
    system: &mut LoggedSystem<'_, 'm>,
    luck: &mut dyn Bindings,
    act: &Act,
) -> Played<'m> {
    match act {
        Act::Create { machine, context } => {
            let id = system.create(MachineId::new(*machine));
            system.instance_mut(id).context.clone_from(context);
            Played::Created
        }
        Act::Send { machine, number, event, payload, .. } => {
            let Some(to) = nth(system, MachineId::new(*machine), *number) else { return Played::Skipped };
            send(runnable, system, luck, to, (EventId::new(*event), payload))
        }
        Act::SendToKey { machine, key, event, payload, .. } => {
            let to = system.find_or_create_keyed(MachineId::new(*machine), key);
            send(runnable, system, luck, to, (EventId::new(*event), payload))
        }
        Act::Wait { .. } => wait(system, luck),
    }
}

/// An event from outside, and all that follows.
fn send<'m>(
    runnable: &Runnable<'m>,
    system: &mut LoggedSystem<'_, 'm>,
    luck: &mut dyn Bindings,
    to: InstanceId,
    (event, payload): (EventId, &[Value]),
) -> Played<'m> {
    let machine = system.instance(to).machine;
    let fields = runnable.machine(machine).events[event].fields.iter();
    let payload = fields.map(|field| field.name.text.as_str()).zip(payload.iter().cloned()).collect();
    let message = system.compose(sender(runnable, to, machine, event), to, event, payload);
    let result = system.deliver(luck, message).map(|_| message);
    if result.is_ok() && system.run_until_idle(luck, None).is_err() {
        return Played::Endless;
    }
    Played::Sent(result)
}

/// All timers that are due next ring, in order.
fn wait(system: &mut LoggedSystem<'_, '_>, luck: &mut dyn Bindings) -> Played<'static> {
    let Some(due) = next_due(system) else { return Played::Skipped };
    while next_due(system).is_some_and(|next| next <= due) {
        system.fire_next_timer_except(NOBODY);
        if system.run_until_idle(luck, None).is_err() {
            return Played::Endless;
        }
    }
    Played::Waited
}

/// Fires the timers that are due now, as a durable host does by itself. Returns whether no due timer is left.
pub(crate) fn ring_due(system: &mut LoggedSystem<'_, '_>, luck: &mut dyn Bindings) -> bool {
    // Some start themselves anew each time.
    for _ in 0..50 {
        if next_due(system).is_none_or(|due| due > system.now()) {
            return true;
        }
        system.fire_next_timer_except(NOBODY);
        if system.run_until_idle(luck, None).is_err() {
            return false;
        }
    }
    false
}

/// An instance that there is not: timers of all instances are those of others.
const NOBODY: InstanceId = InstanceId(usize::MAX);

/// When the next timer rings. Not at the end of the interpreter's clock, in 292 million years, beyond which the generated
/// system's goes on: the comparison stops.
pub(crate) fn next_due(system: &LoggedSystem<'_, '_>) -> Option<i64> {
    let mut ahead = system.clone();
    ahead.fire_next_timer_except(NOBODY)?;
    Some(ahead.now()).filter(|due| *due < i64::MAX)
}

/// The so-many-eth instance of a machine.
pub(crate) fn nth(system: &LoggedSystem<'_, '_>, machine: MachineId, number: usize) -> Option<InstanceId> {
    system.instances().filter(|(_, instance)| instance.machine == machine).nth(number).map(|(id, _)| id)
}

/// Who sends an event that a test makes up.
fn sender(runnable: &Runnable<'_>, to: InstanceId, machine: MachineId, event: EventId) -> Peer {
    match runnable.machine(machine).events[event].from {
        Some(Party::Actor(actor)) => Peer::Actor(actor),
        Some(Party::Machine(machine)) => Peer::Scripted(machine),
        Some(Party::System) => Peer::System,
        Some(Party::Itself) => Peer::Instance(to),
        None => Peer::Anyone,
    }
}

/// How a script is made up.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'a> {
    /// The events that are sent: machine and event.
    pub(crate) events: &'a [(usize, usize)],
    /// How many acts.
    pub(crate) acts: usize,
}

/// Generates a script. Most events are ones that the machine's state accepts.
pub(crate) fn invent(runnable: &Runnable<'_>, values: &Values<'_>, plan: Plan<'_>, seed: u64) -> Vec<Act> {
    let mut random = Random::new(seed);
    let mut system = LoggedSystem::new(runnable, 0);
    let mut script = Vec::new();
    for _ in 0..plan.acts {
        let act = next(runnable, &system, values, plan, &mut random);
        if let Played::Endless = play(runnable, &mut system, &mut Luck::new(act.seed()), &act) {
            break;
        }
        script.push(act);
    }
    script
}

fn next(
    runnable: &Runnable<'_>,
    system: &LoggedSystem<'_, '_>,
    values: &Values<'_>,
    plan: Plan<'_>,
    random: &mut Random,
) -> Act {
    let instances: Vec<InstanceId> = system.instances().map(|(id, _)| id).collect();
    let has_own = instances.iter().any(|id| !is_shared(runnable, system.instance(*id).machine));
    if (!has_own || (instances.len() < 6 && random.chance(8)))
        && let Some(act) = create(runnable, values, random)
    {
        return act;
    }
    if random.chance(8)
        && let Some(act) = send_to_key(runnable, values, plan, random)
    {
        return act;
    }
    if instances.is_empty() {
        return Act::Wait { seed: random.bits() };
    }
    let to = *random.pick(&instances);
    if random.chance(10) {
        return Act::Wait { seed: random.bits() };
    }
    let instance = system.instance(to);
    let (machine, state) = (instance.machine, instance.state);
    let events = plan.events.iter().filter(|(of, _)| *of == machine.index()).map(|(_, event)| *event);
    let (taken, others): (Vec<usize>, Vec<usize>) =
        events.partition(|event| runnable.handler(machine, state, EventId::new(*event)).is_some());
    let from = if !taken.is_empty() && (others.is_empty() || random.chance(85)) { taken } else { others };
    if from.is_empty() {
        return Act::Wait { seed: random.bits() };
    }
    let event = *random.pick(&from);
    let fields = runnable.machine(machine).events[EventId::new(event)].fields.iter();
    let payload = fields.map(|field| values.of(random, &field.ty)).collect();
    let before = system.instances().take_while(|(id, _)| *id != to);
    let number = before.filter(|(_, other)| other.machine == machine).count();
    Act::Send { machine: machine.index(), number, event, payload, seed: random.bits() }
}

/// An event to a key that may be new. `None` if no machine has keys that can be made up.
fn send_to_key(
    runnable: &Runnable<'_>,
    values: &Values<'_>,
    plan: Plan<'_>,
    random: &mut Random,
) -> Option<Act> {
    let has_keys = |(machine, _): &&(usize, usize)| {
        let machine = runnable.machine(MachineId::new(*machine));
        let mut types = machine.instances.keys().iter().map(|key| &machine.variables[*key].ty);
        !machine.instances.keys().is_empty() && types.all(|ty| matches!(ty, Type::String | Type::Integer))
    };
    let all: Vec<(usize, usize)> = plan.events.iter().filter(has_keys).copied().collect();
    if all.is_empty() {
        return None;
    }
    let (at, event) = *random.pick(&all);
    let machine = runnable.machine(MachineId::new(at));
    let key = machine.instances.keys().iter().map(|key| values.of(random, &machine.variables[*key].ty));
    let key: Vec<Value> = key.collect();
    if key.contains(&Value::text("")) {
        return None;
    }
    let fields = machine.events[EventId::new(event)].fields.iter();
    let payload = fields.map(|field| values.of(random, &field.ty)).collect();
    Some(Act::SendToKey { machine: at, key, event, payload, seed: random.bits() })
}

/// Whether a machine is `one for …`: events make its instances, and those that are there from the beginning.
fn is_shared(runnable: &Runnable<'_>, machine: MachineId) -> bool {
    runnable.machine(machine).instances.is_shared()
}

/// A new instance; every other one has a context. `None` if all machines are `one for …`.
fn create(runnable: &Runnable<'_>, values: &Values<'_>, random: &mut Random) -> Option<Act> {
    let machines = runnable.model.machines.ids().filter(|machine| !is_shared(runnable, *machine));
    let machines: Vec<usize> = machines.map(|machine| machine.index()).collect();
    if machines.is_empty() {
        return None;
    }
    let machine = *random.pick(&machines);
    let is_set = random.chance(50);
    let variables = runnable.machine(MachineId::new(machine)).variables.iter();
    let value = |variable: &flow_model::model::Variable| match is_set {
        true => values.of(random, &variable.ty),
        false => Value::zero(runnable.model, &variable.ty),
    };
    Some(Act::Create { machine, context: variables.map(value).collect() })
}

/// The shortest script that still fails, found by leaving out acts one by one from the end.
pub(crate) fn shrunk(script: &[Act], fails: impl Fn(&[Act]) -> bool) -> Vec<Act> {
    let mut script = script.to_vec();
    let mut at = script.len();
    while at > 0 {
        at -= 1;
        let mut shorter = script.clone();
        shorter.remove(at);
        if fails(&shorter) {
            script = shorter;
        }
    }
    script
}
