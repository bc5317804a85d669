//! The explorer beside an enumerator that does everything directly: no slice, no tables, no numbers for values.
//!
//! The enumerator restores a snapshot of the interpreter for each step, and keeps whole snapshots. It knows one instance of each machine,
//! guard phrases, and events from outside without values; both must find the same configurations and the same rejections.

use std::collections::BTreeSet;

use flow_model::model::{MachineId, Model, Party, StateId, Visibility};
use flow_sim::Runnable;
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::step::{Payload, Refusal};
use flow_sim::exec::{InstanceId, MessageId, Peer, Snapshot, System};
use flow_sim::history::{Log, LogEntry, LoggedSystem};

use super::model;
use crate::engine::Engine;
use crate::intern::Interner;
use crate::regions::Regions;
use crate::search::Search;
use crate::slice::{Relevance, slice};
use crate::world::{World, split};
use crate::{Continue, Kind, Options};

/// The states of all instances, the messages between each two, and what was put aside.
type Configuration =
    (Vec<(MachineId, StateId)>, Vec<(MachineId, MachineId, Vec<String>)>, Vec<(MachineId, Vec<String>)>);

/// What was seen.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    configurations: BTreeSet<Configuration>,
    rejections: BTreeSet<(MachineId, StateId, String)>,
}

fn sorted(mut configuration: Configuration) -> Configuration {
    configuration.0.sort_unstable();
    configuration.1.sort();
    configuration.2.retain(|(_, events)| !events.is_empty());
    configuration.2.sort();
    configuration
}

fn explored(model: &Model) -> Seen {
    let relevance = Relevance::of(model);
    let regions = Regions::of(model, &relevance);
    let sliced = slice(model, &relevance);
    let runnable = Runnable::new(&sliced);
    let mut engine =
        Engine::new(&runnable, relevance, regions, Options { flood: true, ..Options::default() });
    engine.assign_marks();
    let starts = engine.find_starts();
    let search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
    assert!(search.is_closed());
    let mut seen = Seen::default();
    let mut world = World::default();
    for id in 0..search.store.len() {
        search.load(id as u32, &mut world);
        seen.configurations.insert(configuration_of(&search, &world));
    }
    for cause in search.found.keys().filter(|cause| cause.kind == Kind::RejectedMessage) {
        seen.rejections.insert((cause.machine, cause.state.unwrap(), cause.what.clone()));
    }
    seen
}

fn configuration_of(search: &Search<'_, '_>, world: &World) -> Configuration {
    let (tables, model) = (&search.engine.tables, search.engine.runnable.model);
    let event = |message: u32| {
        let content = tables.contents.get(tables.messages.get(message).content);
        model.machines[content.machine].events[content.event].name.text.clone()
    };
    let locals: Vec<_> = world.members.iter().map(|local| tables.locals.get(*local)).collect();
    let machine = |slot: u8| locals[usize::from(slot)].instance.machine;
    let queues = world.queues.iter().map(|(pair, queue)| {
        let (from, to) = split(*pair);
        (
            machine(from),
            machine(to),
            tables.queues.get(*queue).iter().map(|message| event(*message)).collect(),
        )
    });
    let kept = || locals.iter().filter(|local| !local.is_removed);
    sorted((
        kept().map(|local| (local.instance.machine, local.instance.state)).collect(),
        queues.collect(),
        kept()
            .map(|local| {
                (local.instance.machine, local.deferred.iter().map(|(message, _)| event(*message)).collect())
            })
            .collect(),
    ))
}

/// Answers guards by a plan; the rest is yes.
#[derive(Default)]
struct Planned {
    plan: Vec<bool>,
    asked: Vec<bool>,
}

impl Bindings for Planned {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        let answer = self.plan.get(self.asked.len()).copied().unwrap_or(true);
        self.asked.push(answer);
        answer
    }

    fn perform(&mut self, _: &PhraseCall<'_>) -> Result<(), String> {
        Ok(())
    }

    fn now(&mut self) -> i64 {
        0
    }

    fn uuid(&mut self) -> String {
        String::new()
    }
}

/// The plan after one: the last yes becomes no.
fn next_plan(asked: &[bool]) -> Option<Vec<bool>> {
    let at = asked.iter().rposition(|answer| *answer)?;
    Some(asked[..at].iter().copied().chain([false]).collect())
}

fn enumerated(model: &Model) -> Seen {
    let runnable = Runnable::new(model);
    let mut known: Interner<Snapshot<'_>> = Interner::default();
    let mut open = Vec::new();
    let mut seen = Seen::default();
    for machine in beginners(model, &runnable) {
        let mut system = LoggedSystem::new(&runnable, 0);
        system.create_from_outside(machine, None);
        let id = known.intern(system.snapshot());
        open.push(id);
    }
    let mut count = u32::try_from(open.len()).unwrap();
    while let Some(id) = open.pop() {
        let snapshot = Snapshot::clone(known.get(id));
        let system: System<'_, '_, Log<'_>> = System::restore(&runnable, &snapshot, 0, Log::default());
        seen.configurations.insert(configuration_in(model, &system));
        for act in acts(model, &runnable, &system) {
            let mut plan = Some(Vec::new());
            while let Some(answers) = plan {
                let mut next = System::restore(&runnable, &snapshot, 0, Log::default());
                let mut bindings = Planned { plan: answers, asked: Vec::new() };
                let message = match act {
                    Act::Deliver(message) => message,
                    Act::Send(to, event) => {
                        let from = model.machines[next.instance(to).machine].events[event].from;
                        let from = match from {
                            Some(Party::Actor(actor)) => Peer::Actor(actor),
                            _ => Peer::Anyone,
                        };
                        next.compose(from, to, event, Payload::new())
                    }
                };
                let _ = next.deliver(&mut bindings, message);
                note_rejections(&next, &mut seen);
                plan = next_plan(&bindings.asked);
                let id = known.intern(next.snapshot());
                // Numbers are given in order.
                if id == count {
                    open.push(id);
                    count += 1;
                }
            }
        }
    }
    seen
}

#[derive(Clone, Copy)]
enum Act {
    Deliver(MessageId),
    Send(InstanceId, flow_model::model::EventId),
}

/// The first message of each pair, and every public event that is accepted.
fn acts(model: &Model, runnable: &Runnable<'_>, system: &LoggedSystem<'_, '_>) -> Vec<Act> {
    let (mut acts, mut pairs) = (Vec::new(), Vec::new());
    for (id, message) in system.in_flight() {
        if !pairs.contains(&(message.from, message.to)) {
            pairs.push((message.from, message.to));
            acts.push(Act::Deliver(id));
        }
    }
    for (id, instance) in system.instances() {
        for (event, of) in model.machines[instance.machine].events.entries() {
            let accepted = runnable.handler(instance.machine, instance.state, event);
            if of.visibility == Visibility::Public && accepted.is_some() {
                acts.push(Act::Send(id, event));
            }
        }
    }
    acts
}

fn beginners(model: &Model, runnable: &Runnable<'_>) -> Vec<MachineId> {
    let takes = |machine: &MachineId| {
        let of = &model.machines[*machine];
        let mut events = of.events.entries().filter(|(_, event)| event.visibility == Visibility::Public);
        events.any(|(event, _)| runnable.handler(*machine, of.initial, event).is_some())
    };
    model.machines.ids().filter(takes).collect()
}

fn note_rejections(system: &LoggedSystem<'_, '_>, seen: &mut Seen) {
    for entry in system.log() {
        if let LogEntry::Refused { message, instance, refusal: Refusal::Rejected { state } } = entry {
            let message = system.message(*message);
            if matches!(message.from, Peer::Instance(_)) {
                let machine = system.instance(*instance).machine;
                seen.rejections.insert((machine, *state, message.name.to_owned()));
            }
        }
    }
}

fn configuration_in(model: &Model, system: &LoggedSystem<'_, '_>) -> Configuration {
    let machine = |peer: Peer| match peer {
        Peer::Instance(id) => system.instance(id).machine,
        other => panic!("{other:?} is no instance of {:?}", model.name),
    };
    let mut queues: Vec<(MachineId, MachineId, Vec<String>)> = Vec::new();
    for (_, message) in system.in_flight() {
        let (from, to) = (machine(message.from), machine(message.to));
        match queues.iter_mut().find(|(of, for_, _)| (*of, *for_) == (from, to)) {
            Some((_, _, events)) => events.push(message.name.to_owned()),
            None => queues.push((from, to, vec![message.name.to_owned()])),
        }
    }
    let mut deferred: Vec<(MachineId, Vec<String>)> = Vec::new();
    for waiting in system.snapshot().deferred() {
        let to = machine(waiting.message.to);
        match deferred.iter_mut().find(|(of, _)| *of == to) {
            Some((_, events)) => events.push(waiting.message.name.to_owned()),
            None => deferred.push((to, vec![waiting.message.name.to_owned()])),
        }
    }
    let members = system.instances().map(|(_, instance)| (instance.machine, instance.state)).collect();
    sorted((members, queues, deferred))
}

#[test]
fn both_find_the_same() {
    let texts = [
        super::protocols::two_phase_commit(2),
        super::protocols::two_phase_commit(3),
        super::protocols::two_phase_commit(2).replace("? $votes = 2", "? $votes = 1"),
        super::verdicts::saga("      emit :refund to @payment\n"),
        super::verdicts::saga(""),
        super::TWO.to_owned(),
        RACE.to_owned(),
    ];
    for text in texts {
        let model = model(&[("main.flow", &text)]);
        let (explored, enumerated) = (explored(&model), enumerated(&model));
        assert!(explored.configurations.len() > 3, "{text}");
        assert_eq!(explored.rejections, enumerated.rejections, "{text}");
        assert_eq!(explored.configurations, enumerated.configurations, "{text}");
    }
}

/// Answers that overtake each other, a rejection, and an event that is put aside.
const RACE: &str = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :charge to @payment\n      emit :reserve to @stock\n      order moves to #waiting\n    on :charged from @payment in #waiting\n      order moves to #paid\n    on :reserved from @stock in #waiting\n      defer\n    on :reserved from @stock in #paid\n      order moves to #done\n    on :missing from @stock in #waiting\n      emit :refund to @payment\n      order moves to #cancelled\n    on> :cancel from @customer in #waiting\n      order moves to #cancelled\n\nmachine: @payment\n  starts in #new\n  scenario: pay\n    on :charge from @order in #new\n      emit :charged to @order\n      payment moves to #charged\n    on :refund from @order in #charged\n      payment moves to #refunded\n\nmachine: @stock\n  scenario: reserve\n    on :reserve from @order\n      ? it is there\n        emit :reserved to @order\n      otherwise\n        emit :missing to @order\n";
