//! The explorer, compared with an enumerator that does everything directly: no slice, no tables, no numbers for values.
//!
//! The enumerator restores a snapshot of the interpreter for each step, and keeps whole snapshots. It knows one instance of each machine,
//! guard phrases, events from outside with every value of a small range, and a clock that advances in small steps. Both must find the same
//! configurations and the same rejections, after the same number of steps. Only the enumerator has a clock: there, the explorer finds
//! all of that, and marks everything else as impossible by the clock.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{Event, EventId, MachineId, Model, Party, StateId, Type, Visibility};
use flow_sim::Runnable;
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::step::Refusal;
use flow_sim::exec::{InstanceId, MessageId, Peer, Snapshot, System, Value};
use flow_sim::history::{Log, LogEntry, LoggedSystem};

use super::model;
use super::needed::text_that_needs;
use crate::cases::Case;
use crate::engine::Engine;
use crate::intern::Interner;
use crate::needed::Needed;
use crate::regions::{Regions, extend_each};
use crate::search::Search;
use crate::slice::{Place, Relevance, slice};
use crate::world::{World, split};
use crate::{Continue, Exploration, Kind, Manner, Options, TraceStep, explore};

/// The states of all instances, the messages between each two, and what was deferred.
type Configuration =
    (Vec<(MachineId, StateId)>, Vec<(MachineId, MachineId, Vec<String>)>, Vec<(MachineId, Vec<String>)>);

/// What was seen.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Seen {
    configurations: BTreeSet<Configuration>,
    /// Messages of machines that are rejected, each with the least number of steps.
    rejections: BTreeMap<Rejection, usize>,
    /// Events of time that are rejected, each with the least number of steps.
    late_timers: BTreeMap<Rejection, usize>,
    /// Events whose arithmetic cannot be done.
    faults: BTreeSet<Rejection>,
    /// The rules that are broken, by position.
    broken: BTreeSet<usize>,
}

/// The receiver, its state and the event.
pub(super) type Rejection = (MachineId, StateId, String);

/// The world of both: everybody outside sends every accepted event at any time.
fn options() -> Options {
    Options { flood: true, unasked: true, conversations: Some(1), ..Options::default() }
}

fn sorted(mut configuration: Configuration) -> Configuration {
    configuration.0.sort_unstable();
    configuration.1.sort();
    configuration.2.retain(|(_, events)| !events.is_empty());
    configuration.2.sort();
    configuration
}

pub(super) fn explored(model: &Model) -> Seen {
    let relevance = Relevance::of(model);
    let regions = Regions::of(model, &relevance);
    // None at all if there is no end of them.
    let configurations = explored_with(model, relevance, regions).unwrap_or_default();
    let found = explore(model, &options(), &mut |_| Continue::Yes);
    let of_kind = |kind: Kind| found.findings.iter().filter(move |finding| finding.kind == kind);
    let rules = model.rules.rules.iter().enumerate();
    let is_broken = |span| of_kind(Kind::BrokenRule).any(|finding| finding.span == Some(span));
    Seen {
        broken: rules.filter(|(_, rule)| is_broken(rule.span)).map(|(at, _)| at).collect(),
        faults: rejections_of(&found, Kind::Fails).into_keys().collect(),
        configurations,
        rejections: rejections_of(&found, Kind::RejectedMessage),
        late_timers: rejections_of(&found, Kind::LateTimer),
    }
}

/// The configurations with these values; `None` if there is no end of them.
fn explored_with(model: &Model, relevance: Relevance, regions: Regions) -> Option<BTreeSet<Configuration>> {
    explored_with_needed(model, relevance, regions, &|needed| needed)
}

/// The same, with other variables that are needed in the states of instances.
fn explored_with_needed(
    model: &Model,
    relevance: Relevance,
    regions: Regions,
    change: &dyn Fn(Needed) -> Needed,
) -> Option<BTreeSet<Configuration>> {
    let sliced = slice(model, &relevance);
    let runnable = Runnable::new(&sliced);
    let mut engine = Engine::new(&runnable, relevance, regions, options());
    engine.needed = change(engine.needed);
    engine.assign_marks();
    let starts = engine.find_starts();
    let search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
    if !search.is_closed() {
        return None;
    }
    let (mut configurations, mut world) = (BTreeSet::new(), World::default());
    for id in 0..search.store.len() {
        search.load(id as u32, &mut world);
        configurations.insert(configuration_of(&search, &world));
    }
    Some(configurations)
}

/// The rejections among findings, with the lengths of their traces. A recalled event belongs to the step before.
pub(super) fn rejections_of(found: &Exploration, kind: Kind) -> BTreeMap<Rejection, usize> {
    let of_kind = found.findings.iter().filter(|finding| finding.kind == kind);
    let rejection = of_kind.map(|finding| {
        let Some(TraceStep::Message(last)) = finding.trace.steps.last() else {
            panic!("{}", finding.message)
        };
        let is_recalled =
            |step: &&TraceStep| matches!(step, TraceStep::Message(of) if of.manner == Manner::Recalled);
        let steps = finding.trace.steps.iter().filter(|step| !is_recalled(step)).count();
        ((last.to.machine, last.states.0, last.name.clone()), steps)
    });
    rejection.collect()
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

/// Answers phrases by a plan; the rest takes the first of the possible answers.
struct Planned<'m> {
    model: &'m Model,
    plan: Vec<usize>,
    /// Which answer was taken, and how many were possible.
    asked: Vec<(usize, usize)>,
}

impl Planned<'_> {
    fn choose(&mut self, possible: usize) -> usize {
        let chosen = self.plan.get(self.asked.len()).copied().unwrap_or(0);
        self.asked.push((chosen, possible));
        chosen
    }
}

impl Bindings for Planned<'_> {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        self.choose(2) == 0
    }

    fn answer(&mut self, _: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        let values = match zero {
            Value::Integer(_) => values_of(self.model, "", &Type::Integer),
            zero => vec![zero],
        };
        let chosen = self.choose(values.len());
        Ok(values[chosen].clone())
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

/// The plan after one: the last answer that has another one becomes that.
fn next_plan(asked: &[(usize, usize)]) -> Option<Vec<usize>> {
    let at = asked.iter().rposition(|(chosen, possible)| chosen + 1 < *possible)?;
    Some(asked[..at].iter().map(|(chosen, _)| *chosen).chain([asked[at].0 + 1]).collect())
}

/// The snapshots that were found.
#[derive(Default)]
struct Known<'m> {
    numbers: Interner<Snapshot<'m>>,
    count: u32,
}

impl<'m> Known<'m> {
    fn is_new(&mut self, snapshot: &Snapshot<'m>) -> bool {
        // Numbers are given in order.
        let is_new = self.numbers.intern(snapshot.clone()) == self.count;
        self.count += u32::from(is_new);
        is_new
    }
}

/// Everything from one snapshot to the next; `unit` is the step of the clock.
pub(super) fn enumerated(model: &Model, unit: i64) -> Seen {
    let runnable = Runnable::new(model);
    let mut known = Known::default();
    let mut seen = Seen::default();
    let begin = |machine: &MachineId| {
        let mut system = LoggedSystem::new(&runnable, 0);
        system.create_from_outside(*machine, None);
        system.snapshot()
    };
    let mut level: Vec<Snapshot<'_>> = beginners(model, &runnable).iter().map(begin).collect();
    level.retain(|snapshot| known.is_new(snapshot));
    for steps in 1.. {
        // Letting time pass is no step.
        let mut at = 0;
        while let Some(snapshot) = level.get(at) {
            if snapshot.timers().first().is_some_and(|timer| timer.after > 0) {
                let mut later = System::restore(&runnable, snapshot, 0, Log::default());
                later.advance_to(unit);
                level.extend(Some(later.snapshot()).filter(|later| known.is_new(later)));
            }
            at += 1;
        }
        let mut next = Vec::new();
        for snapshot in &level {
            let system: System<'_, '_, Log<'_>> = System::restore(&runnable, snapshot, 0, Log::default());
            seen.configurations.insert(configuration_in(model, &system));
            for act in acts(model, &runnable, &system, snapshot) {
                for system in follow(model, &runnable, snapshot, &act) {
                    note_rejections(&system, &mut seen, steps);
                    next.extend(Some(system.snapshot()).filter(|after| known.is_new(after)));
                }
            }
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    seen
}

/// The systems after an act, one for each combination of answers.
pub(super) fn follow<'p, 'm>(
    model: &'m Model,
    runnable: &'p Runnable<'m>,
    snapshot: &Snapshot<'m>,
    act: &Act,
) -> Vec<LoggedSystem<'p, 'm>> {
    let mut systems = Vec::new();
    let mut plan = Some(Vec::new());
    while let Some(answers) = plan {
        let mut next = System::restore(runnable, snapshot, 0, Log::default());
        let mut bindings = Planned { model, plan: answers, asked: Vec::new() };
        let message = match act {
            Act::Fire => next.fire_next_timer_except(InstanceId(usize::MAX)).unwrap(),
            Act::Deliver(message) => *message,
            Act::Send(to, event, values) => {
                let of = &model.machines[next.instance(*to).machine].events[*event];
                let from = match of.from {
                    Some(Party::Actor(actor)) => Peer::Actor(actor),
                    _ => Peer::Anyone,
                };
                let fields = of.fields.iter().map(|field| field.name.text.as_str());
                next.compose(from, *to, *event, fields.zip(values.iter().cloned()).collect())
            }
        };
        let _ = next.deliver(&mut bindings, message);
        plan = next_plan(&bindings.asked);
        systems.push(next);
    }
    systems
}

pub(super) enum Act {
    Deliver(MessageId),
    Send(InstanceId, EventId, Vec<Value>),
    /// The timer that is due fires.
    Fire,
}

/// The first message of each pair, every event from outside that is accepted, with all values, and what time does.
fn acts(
    model: &Model,
    runnable: &Runnable<'_>,
    system: &LoggedSystem<'_, '_>,
    snapshot: &Snapshot<'_>,
) -> Vec<Act> {
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
            if is_from_outside(of) && accepted.is_some() {
                let payloads = of.fields.iter().fold(vec![Vec::new()], |payloads, field| {
                    let values = values_of(model, &field.name.text, &field.ty);
                    let longer = |payload: &Vec<Value>| {
                        values
                            .iter()
                            .map(|value| [&payload[..], std::slice::from_ref(value)].concat())
                            .collect::<Vec<_>>()
                    };
                    payloads.iter().flat_map(longer).collect()
                });
                acts.extend(payloads.into_iter().map(|payload| Act::Send(id, event, payload)));
            }
        }
    }
    if snapshot.timers().first().is_some_and(|timer| timer.after == 0) {
        acts.push(Act::Fire);
    }
    acts
}

/// More than any specification here distinguishes; of a key, as many as the explorer has.
fn values_of(model: &Model, field: &str, ty: &Type) -> Vec<Value> {
    match ty {
        Type::String if field == "key" => ["a", "b"].map(Value::text).to_vec(),
        Type::Array(item) => {
            let items = values_of(model, field, item);
            let mut lists = vec![Vec::new()];
            // Of the longest ones, only a few: there would be thousands.
            let longest = if field == "many" { 4 } else { 2 };
            for (length, most) in [(1, usize::MAX), (2, usize::MAX), (3, 1), (4, 1)].into_iter().take(longest)
            {
                let shorter: Vec<Vec<Value>> =
                    lists.iter().filter(|list| list.len() + 1 == length).cloned().collect();
                let items = &items[..items.len().min(most)];
                lists.extend(extend_each(&shorter, items));
            }
            lists.into_iter().map(Value::list).collect()
        }
        Type::Object(object) => {
            let Value::Object(zeros) = Value::zero(model, ty) else { return Vec::new() };
            let mut all = vec![zeros.to_vec()];
            for (at, (name, ty)) in model.objects[*object].fields.iter().enumerate() {
                let values = values_of(model, name, ty);
                let with = |fields: &Vec<_>, value: &Value| {
                    let mut fields: Vec<(std::rc::Rc<str>, Value)> = fields.clone();
                    fields[at].1 = value.clone();
                    fields
                };
                all = all
                    .iter()
                    .flat_map(|fields| values.iter().map(move |value| with(fields, value)))
                    .collect();
            }
            all.into_iter().map(Value::object).collect()
        }
        Type::Integer => (-1..=6).map(Value::Integer).collect(),
        Type::Number => (-1..=6).map(|number| Value::Number(number.into())).collect(),
        Type::Boolean => vec![Value::Boolean(false), Value::Boolean(true)],
        Type::String => ["", "a", "b", "red"].map(Value::text).to_vec(),
        Type::Choice(choice) => model.choices[*choice].texts.iter().map(|text| Value::text(text)).collect(),
        other => vec![Value::zero(model, other)],
    }
}

/// Whether somebody outside can send an event, asked or not.
fn is_from_outside(event: &Event) -> bool {
    event.visibility == Visibility::Public || matches!(event.from, Some(Party::Actor(_)) | None)
}

fn beginners(model: &Model, runnable: &Runnable<'_>) -> Vec<MachineId> {
    let takes = |machine: &MachineId| {
        let of = &model.machines[*machine];
        let mut events = of.events.entries().filter(|(_, event)| is_from_outside(event));
        events.any(|(event, _)| runnable.handler(*machine, of.initial, event).is_some())
    };
    model.machines.ids().filter(takes).collect()
}

fn note_rejections(system: &LoggedSystem<'_, '_>, seen: &mut Seen, steps: usize) {
    seen.broken.extend(system.broken_rule().map(|broken| broken.rule.index()));
    for entry in system.log() {
        if let LogEntry::Refused { message, instance, refusal: Refusal::Fault { .. } } = entry {
            let instance = system.instance(*instance);
            seen.faults.insert((instance.machine, instance.state, system.message(*message).name.to_owned()));
        }
        if let LogEntry::Refused { message, instance, refusal: Refusal::Rejected { state } } = entry {
            let message = system.message(*message);
            let machine = system.instance(*instance).machine;
            let rejection = (machine, *state, message.name.to_owned());
            let is_of_time = message.from == Peer::System
                || (message.from == Peer::Instance(*instance) && message.emit.is_none());
            match message.from {
                _ if is_of_time => drop(seen.late_timers.entry(rejection).or_insert(steps)),
                Peer::Instance(_) => drop(seen.rejections.entry(rejection).or_insert(steps)),
                _ => {}
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
        VALUES.to_owned(),
        KEPT.to_owned(),
        ASKS.to_owned(),
        QUEUE.to_owned(),
    ];
    for text in texts {
        let model = model(&[("main.flow", &text)]);
        let (explored, enumerated) = (explored(&model), enumerated(&model, MINUTE));
        assert!(explored.configurations.len() > 3, "{text}");
        assert_eq!(explored.rejections, enumerated.rejections, "{text}");
        assert_eq!(explored.configurations, enumerated.configurations, "{text}");
    }
}

/// A slicer that forgets a place, and regions that forget a literal or a comparison, are noticed: the enumerator knows neither.
#[test]
fn forgotten_values_are_noticed() {
    let (mut all, mut unnoticed) = (0, Vec::new());
    let own = [("above", ABOVE), ("exactly", EXACTLY), ("named", NAMED), ("compared", COMPARED)];
    let own = own.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
    // Those of the others in which every value comes from outside and is compared once.
    let others = [
        Case::Addition,
        Case::Answered,
        Case::Comparison,
        Case::Containment,
        Case::Copied,
        Case::Count,
        Case::Field,
        Case::Flag,
        Case::Increase,
        Case::Removal,
        Case::Sent,
        Case::SentLater,
    ];
    let others = others.into_iter().map(|case| (format!("{case:?}"), text_that_needs(case)));
    for (name, text) in own.chain(others) {
        let model = model(&[("main.flow", &text)]);
        let expected = Some(enumerated(&model, MINUTE).configurations);
        let relevance = Relevance::of(&model);
        let regions = Regions::of(&model, &relevance);
        assert_eq!(explored_with(&model, relevance.clone(), regions.clone()), expected);
        let mut mutants = regions.list_mutants();
        mutants = mutants.into_iter().map(|(what, regions)| (format!("{name}, {what}"), regions)).collect();
        let mut check = |what: String, relevance: Relevance, regions: Regions| {
            all += 1;
            if explored_with(&model, relevance, regions) == expected {
                unnoticed.push(what);
            }
        };
        for (what, regions) in mutants {
            check(what, relevance.clone(), regions);
        }
        for place in relevance.places() {
            let rest = relevance.without(place);
            let regions = Regions::of(&model, &rest);
            check(format!("{name}, without {place:?}"), rest, regions);
        }
    }
    assert_eq!(unnoticed, [""; 0], "of {all}");
    assert!(all >= 50, "{all}");
}

/// A variable that is forgotten in a state where it is needed, is noticed too; one that is not needed is zero there.
#[test]
fn forgotten_needs_are_noticed() {
    let (mut all, mut unnoticed) = (0, Vec::new());
    for text in [ABOVE, COMPARED, KEPT] {
        let model = model(&[("main.flow", text)]);
        let expected = Some(enumerated(&model, MINUTE).configurations);
        let relevance = Relevance::of(&model);
        let regions = Regions::of(&model, &relevance);
        let sliced = slice(&model, &relevance);
        let needed = Needed::of(&Runnable::new(&sliced));
        for (machine, of) in model.machines.entries() {
            for (state, variable) in
                of.states.ids().flat_map(|state| of.variables.ids().map(move |id| (state, id)))
            {
                let is_relevant = relevance.contains(Place::Variable(machine, variable));
                if !is_relevant || !needed.contains(machine, state, variable) {
                    continue;
                }
                all += 1;
                let forget = |needed: Needed| needed.without(machine, state, variable);
                if explored_with_needed(&model, relevance.clone(), regions.clone(), &forget) == expected {
                    unnoticed
                        .push((of.states[state].name.text.clone(), of.variables[variable].name.text.clone()));
                }
            }
        }
    }
    // A variable is zero in the initial state: nothing is lost there.
    unnoticed.retain(|(state, _)| state != "new");
    assert_eq!(unnoticed, [], "of {all}");
    assert!(all >= 5, "{all}");
}

/// One minute in microseconds.
pub(super) const MINUTE: i64 = 60_000_000;

/// With a clock, the explorer finds all that happens, and knows which of its findings cannot.
#[test]
fn findings_are_possible_if_and_only_if_a_clock_allows_them() {
    let mut impossible = Vec::new();
    for (text, unit) in [(HOLD, 5 * MINUTE), (COOK, 30 * MINUTE), (RETRY, MINUTE), (REMIND, 30 * MINUTE)] {
        let model = model(&[("main.flow", text)]);
        let (explored, enumerated) = (explored(&model), enumerated(&model, unit));
        assert!(enumerated.configurations.len() > 3, "{text}");
        assert!(explored.configurations.is_superset(&enumerated.configurations), "{text}");
        let found = explore(&model, &options(), &mut |_| Continue::Yes);
        let (possible, others): (Vec<_>, Vec<_>) = found
            .findings
            .iter()
            .filter(|finding| matches!(finding.kind, Kind::RejectedMessage | Kind::LateTimer))
            .cloned()
            .partition(|finding| finding.trace.fits_clock());
        impossible.extend(others.iter().map(|finding| finding.key.clone()));
        let possible = Exploration { findings: possible, ..found.clone() };
        assert_eq!(rejections_of(&possible, Kind::RejectedMessage), enumerated.rejections, "{text}");
        assert_eq!(rejections_of(&possible, Kind::LateTimer), enumerated.late_timers, "{text}");
    }
    assert_eq!(impossible, ["late-timer |  | cook | #done | check"]);
}

/// A number is kept, sent on and decides there: below, at and above a limit, each on its own.
const ABOVE: &str = "machine: @loan\n  starts in #new\n  scenario: apply\n    on> :apply from @customer in #new with $amount: integer\n      $sum becomes $amount\n      loan moves to #kept\n    on> :check from @customer in #kept\n      emit :look to @desk with much: $sum\n      loan moves to #sent\n    on :high from @desk in #sent\n      loan moves to #large\n\nmachine: @desk\n  starts in #open\n  scenario: look\n    on :look from @loan in #open with $much: integer\n      ? $much > 3\n        emit :high to @loan\n        desk moves to #done\n      otherwise\n        desk moves to #bored\n";

/// One number is special.
const EXACTLY: &str = "machine: @game\n  starts in #new\n  scenario: guess\n    on> :guess from @player in #new with $number: integer\n      ? $number = 2\n        game moves to #won\n      otherwise\n        game moves to #missed\n";

/// One text is special, and a choice is another one.
const NAMED: &str = "machine: @paint\n  starts in #dry\n  scenario: mix\n    on> :mix from @painter in #dry with $colour: string\n      ? $colour is \"red\"\n        paint moves to #warm\n      otherwise\n        paint moves to #cold\n    on> :dry from @painter in #warm with $loud: boolean\n      ? $loud\n        paint moves to #noisy\n      otherwise\n        paint moves to #quiet\n";

/// Two numbers are compared with each other, where both are above a limit.
const COMPARED: &str = "machine: @auction\n  starts in #new\n  scenario: bid\n    on> :bid from @buyer in #new with $offer: integer\n      ? $offer > 2\n        $best becomes $offer\n        auction moves to #open\n      otherwise\n        auction moves to #low\n    on> :raise from @buyer in #open with $more: integer\n      ? $more > 2\n      ? $more < $best\n        auction moves to #between\n      ? $more > $best\n        auction moves to #raised\n      ? $more = $best\n        auction moves to #tied\n      otherwise\n        auction moves to #lower\n";

/// Answers that overtake each other, a rejection, and an event that is deferred.
const RACE: &str = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :charge to @payment\n      emit :reserve to @stock\n      order moves to #waiting\n    on :charged from @payment in #waiting\n      order moves to #paid\n    on :reserved from @stock in #waiting\n      defer\n    on :reserved from @stock in #paid\n      order moves to #done\n    on :missing from @stock in #waiting\n      emit :refund to @payment\n      order moves to #cancelled\n    on> :cancel from @customer in #waiting\n      order moves to #cancelled\n\nmachine: @payment\n  starts in #new\n  scenario: pay\n    on :charge from @order in #new\n      emit :charged to @order\n      payment moves to #charged\n    on :refund from @order in #charged\n      payment moves to #refunded\n\nmachine: @stock\n  scenario: reserve\n    on :reserve from @order\n      ? it is there\n        emit :reserved to @order\n      otherwise\n        emit :missing to @order\n";

/// Values from outside decide, are kept, and are compared with each other.
const VALUES: &str = "machine: @loan\n  starts in #new\n  scenario: apply\n    on> :apply from @customer in #new with $amount: integer, $colour: string, $kind: one of \"short\", \"long\"\n      $limit becomes $amount\n      $kind becomes $kind\n      ? $amount > 3\n        emit :check to @desk with amount: $amount, colour: $colour\n        loan moves to #checking\n      ? $kind is long\n        emit :check to @desk with amount: $amount, colour: $colour\n        loan moves to #checking\n      otherwise\n        loan moves to #small\n    on :fine from @desk in #checking\n      loan moves to #active\n    on :odd from @desk in #checking with $amount: integer\n      ? $amount < 1\n        loan moves to #refused\n    on> :raise from @customer in #active with $amount: integer\n      ? $amount > $limit\n        loan moves to #raised\n      otherwise\n        emit :check to @desk with amount: $amount, colour: \"red\"\n        loan moves to #checking\n\nmachine: @desk\n  starts in #open\n  scenario: check\n    on :check from @loan in #open with $amount: integer, $colour: string\n      ? $colour is \"red\"\n        emit :odd to @loan with amount: $amount\n        desk moves to #closed\n      ? $amount = 2\n        emit :fine to @loan\n        desk moves to #closed\n      otherwise\n        emit :fine to @loan\n";

/// A counter of a small range, and a sum that two events share.
const KEPT: &str = "machine: @tally\n  starts in #counting\n  scenario: count\n    on> :add from @guest in #counting with $by: integer\n      ? $by > 0\n        ? $by < 3\n          $count: integer increases by $by\n          ? $count > 3\n            emit :full to @bell\n            tally moves to #full\n    on> :empty from @guest in #full\n      $count becomes 0\n      tally moves to #emptied\n    on :rung from @bell in #full\n      ? $count is 5\n        tally moves to #over\n\nmachine: @bell\n  scenario: ring\n    on :full from @tally\n      emit :rung to @tally\n";

/// Two events that are deferred, and taken up one after the other in one state.
const QUEUE: &str = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :pack to @store\n      emit :wrap to @store\n      emit :label to @store\n      order moves to #waiting\n    on :packed from @store in #waiting\n      order moves to #packed\n    on :wrapped from @store in #packed\n      order moves to #wrapped\n    on :labelled from @store in #wrapped\n      order moves to #done\n\nmachine: @store\n  starts in #closed\n  scenario: pack\n    on :pack from @order in #closed\n      defer\n    on :wrap from @order in #closed\n      defer\n    on :label from @order in #closed\n      defer\n    on> :open from @clerk in #closed\n      store moves to #open\n    on :pack from @order in #open\n      emit :packed to @order\n    on :wrap from @order in #open\n      ? paper is left\n        emit :wrapped to @order\n      otherwise\n        store moves to #empty\n    on :label from @order in #open, #empty\n      emit :labelled to @order\n";

/// Actors outside answer, and others send events unasked.
const ASKS: &str = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :charge to @bank\n      emit :pack to @store\n      order moves to #waiting\n    on :charged from @bank in #waiting\n      order moves to #paid\n    on :declined from @bank in #waiting\n      emit :stop to @store\n      order moves to #cancelled\n    on :packed from @store in #waiting\n      order moves to #packed\n    on :charged from @bank in #packed\n      order moves to #done\n\nmachine: @store\n  starts in #idle\n  scenario: pack\n    on :pack from @order in #idle\n      store moves to #packing\n    on :ready from @packer in #packing\n      emit :packed to @order\n      store moves to #idle\n    on :stop from @order in #packing\n      store moves to #idle\n";

/// A reservation that expires while it is confirmed.
const HOLD: &str = "machine: @booking\n  starts in #new\n  scenario: book\n    on> :book from @guest in #new\n      emit :hold to @room\n      start timer :expired for 15 minutes\n      booking moves to #held\n    on> :pay from @guest in #held\n      emit :confirm to @room\n      booking moves to #confirming\n    on :confirmed from @room in #confirming\n      booking moves to #confirmed\n    on :expired from @system in #held\n      emit :release to @room\n      booking moves to #expired\n\nmachine: @room\n  starts in #free\n  scenario: hold\n    on :hold from @booking in #free\n      schedule :give_up for 20 minutes\n      room moves to #on_hold\n    on :confirm from @booking in #on_hold\n      emit :confirmed to @booking\n      room moves to #booked\n    on :release from @booking in #on_hold\n      room moves to #free\n    on :give_up from @self in #on_hold\n      room moves to #free\n";

/// Two hours, and a check after ninety minutes.
const COOK: &str = "machine: @cook\n  starts in #idle\n  scenario: cook\n    on> :start from @guest in #idle\n      schedule :check for 90 minutes\n      start timer :tick for 1 hour\n      cook moves to #first_hour\n    on :tick from @system in #first_hour\n      start timer :tick for 1 hour\n      cook moves to #second_hour\n    on :tick from @system in #second_hour\n      cook moves to #done\n    on :check from @self in #first_hour, #second_hour\n      emit :checked to @guest\n";

/// Three attempts of a minute each, and an end after four minutes.
const RETRY: &str = "machine: @delivery\n  starts in #new\n  ends in #dead\n  scenario: deliver\n    on> :deliver from @publisher in #new\n      schedule :give_up for 4 minutes\n      start timer :retry for 1 minute\n      delivery moves to #first\n    on :retry from @system in #first\n      start timer :retry for 1 minute\n      delivery moves to #second\n    on :retry from @system in #second\n      start timer :retry for 1 minute\n      delivery moves to #third\n    on :retry from @system in #third\n      delivery moves to #sleeping\n    on> :wake from @publisher in #sleeping\n      start timer :retry for 2 minutes\n      delivery moves to #third\n    on :give_up from @self in #first, #second, #third\n      delivery moves to #dead\n";

/// A reminder that repeats.
const REMIND: &str = "machine: @task\n  starts in #open\n  scenario: remind\n    on> :begin from @owner in #open\n      schedule :remind every 1 hour\n      start timer :lost for 150 minutes\n      task moves to #running\n    on :remind from @self in #running\n      $count: integer increases by 1\n      ? $count = 2\n        task moves to #late\n    on :lost from @system in #running\n      cancel :remind\n      task moves to #gone\n    on :remind from @self in #late\n      task moves to #very_late\n";
