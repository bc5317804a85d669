//! Every journal of a host is replayed in the interpreter, step by step.
//!
//! The host handles many events at once, in groups, and its process ends now and then; so its order is one of many. The interpreter must
//! be able to take the same messages in the order of the journal, with the same states, payloads, emits and receivers, and the
//! messages from one instance to another must arrive in the order in which they were sent.

use std::collections::BTreeMap;

use flow_host::durable::StoredEvent;
use flow_model::model::{EventId, Instances, MachineId, Model, Party};
use flow_sim::exec::message::{InstanceId, Manner, MessageId, Peer};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::value::Value;
use flow_sim::history::LoggedSystem;
use flow_speculate::Random;
use flow_test::Loaded;

use crate::answering::Answering;
use crate::chance::Values;
use crate::durable::{Bound, DurableCase, Ends, Process};
use crate::journal::{Line, Log, Standing, different, party};
use crate::json::{write_context, write_payload};
use crate::script::{Act, Plan, Played, invent, play, ring_due};

/// Runs a number of scripts on hosts with ending processes, and replays their journals.
///
/// # Errors
/// If the interpreter and a journal differ.
pub fn check_journals(case: &DurableCase, bound: Bound, scripts: u64, acts: usize) -> Result<(), String> {
    let loaded = case.specification.load();
    let values = Values::new(&loaded.model, case.specification.files);
    let runnable = Runnable::new(&loaded.model);
    // Actors that are reached answer by themselves.
    let is_sent = |event: &&(usize, usize)| bound == Bound::InStep || !case.answers.contains(event);
    let events: Vec<(usize, usize)> = case.arrivals.iter().filter(is_sent).copied().collect();
    for seed in 0..scripts {
        let script = invent(&runnable, &values, Plan { events: &events, acts }, seed);
        if !comes_to_an_end(&runnable, &script, seed) {
            continue;
        }
        let result = run(case, bound, &loaded, &script, seed).and_then(|run| run.replay(&runnable));
        result.map_err(|difference| format!("{}, script {seed}: {difference}", case.name))?;
    }
    Ok(())
}

/// Whether no events of a script cause each other without end.
pub(crate) fn comes_to_an_end(runnable: &Runnable<'_>, script: &[Act], seed: u64) -> bool {
    let mut answers = Answering::new(runnable.model);
    answers.begin(seed);
    let mut system = LoggedSystem::new(runnable, 0);
    script.iter().all(|act| {
        let played = play(runnable, &mut system, &mut answers, act);
        !matches!(played, Played::Endless) && ring_due(&mut system, &mut answers)
    })
}

/// What a host has done.
struct Run<'m> {
    model: &'m Model,
    lines: Vec<Line>,
    standings: Vec<Standing>,
    /// The start values of the instances that were created, by name.
    contexts: BTreeMap<String, Vec<Value>>,
    answers: Answering,
}

/// Runs a script on a host. Instances that are not there yet get no events.
fn run<'m>(
    case: &DurableCase,
    bound: Bound,
    loaded: &'m Loaded,
    script: &[Act],
    seed: u64,
) -> Result<Run<'m>, String> {
    let model = &loaded.model;
    let answers = Answering::new(model);
    answers.begin(seed);
    answers.known().asked.is_answering = bound == Bound::Awaited;
    let mut process = Process::new(case, bound, &answers, false, Ends::AtRandom(Random::new(seed)));
    let contexts = drive(model, &mut process, script, seed)?;
    let journal = process.journal(model)?;
    let read = || {
        let names = journal.names()?;
        Ok((journal.lines(&names, 0)?, journal.standings(&names)?))
    };
    let (lines, standings) = read().map_err(|error: rusqlite::Error| error.to_string())?;
    if bound == Bound::Awaited {
        let entered = journal.count(case.answers).map_err(|error| error.to_string())?;
        compare_answers(&answers.known().asked.answers(), &entered)?;
    }
    Ok(Run { model, lines, standings, contexts, answers })
}

/// Runs a script on a host. Returns the start values of the instances that were created, by name.
pub(crate) fn drive(
    model: &Model,
    process: &mut Process,
    script: &[Act],
    seed: u64,
) -> Result<BTreeMap<String, Vec<Value>>, String> {
    let mut contexts = BTreeMap::new();
    let mut random = Random::new(seed);
    for (at, act) in script.iter().enumerate() {
        match act {
            Act::Create { machine, context } => {
                let of = MachineId::new(*machine);
                let text = write_context(model, model.machines[of].variables.iter(), context);
                let id = format!("made-{at}");
                process.create(*machine, &id, &text);
                let names = process.journal(model)?.names().map_err(|error| error.to_string())?;
                contexts.insert(names.name(&model.machines[of].name.text, &id), context.clone());
            }
            Act::Send { machine, number, event, payload, .. } => {
                let name = &model.machines[MachineId::new(*machine)].name.text;
                let names = process.journal(model)?.names().map_err(|error| error.to_string())?;
                if let Some(id) = names.nth(name, *number) {
                    process.queue(&id, event_of(model, *machine, *event, payload));
                }
            }
            Act::SendToKey { machine, key, event, payload, .. } => {
                process.queue(&key_text(key), event_of(model, *machine, *event, payload));
            }
            Act::Wait { .. } => {
                process.carry_on();
                if let Some(due) = process.journal(model)?.next_due().map_err(|error| error.to_string())? {
                    process.wait_until(due);
                }
            }
        }
        // Several events wait for each other at times.
        if random.chance(30) {
            process.carry_on();
        }
    }
    process.carry_on();
    Ok(contexts)
}

/// Every answer of an actor enters once.
fn compare_answers<T: PartialEq + std::fmt::Debug>(answered: &T, entered: &T) -> Result<(), String> {
    match answered == entered {
        true => Ok(()),
        false => Err(format!("actors have answered {answered:?}, and these answers entered: {entered:?}")),
    }
}

/// An event from outside.
pub(crate) fn event_of(model: &Model, machine: usize, event: usize, payload: &[Value]) -> StoredEvent {
    let of = &model.machines[MachineId::new(machine)].events[EventId::new(event)];
    StoredEvent {
        machine,
        name: of.name.text.clone(),
        from: party(model, of.from),
        payload: write_payload(model, of.fields.iter(), payload),
    }
}

/// A key as an id (reference#instances).
fn key_text(key: &[Value]) -> String {
    let text = |value: &Value| match value {
        Value::Text(text) => text.to_string(),
        other => other.to_string(),
    };
    match key {
        [one] => text(one),
        several => {
            let parts = several.iter().map(|part| text(part).replace('%', "%25").replace('/', "%2F"));
            parts.collect::<Vec<_>>().join("/")
        }
    }
}

impl<'m> Run<'m> {
    /// Replays the lines, and compares the instances at the end.
    fn replay(self, runnable: &Runnable<'m>) -> Result<(), String> {
        let mut replay = Replay { run: &self, runnable, system: LoggedSystem::new(runnable, 0) };
        let mut at = 0;
        while at < self.lines.len() {
            at += replay.step(at).map_err(|error| format!("line {at}, {:?}: {error}", self.lines[at]))?;
        }
        let log = Log { model: self.model, system: &replay.system };
        let mut said = log.standings(&log.names());
        let mut did = self.standings;
        said.sort_by(|a, b| a.name.cmp(&b.name));
        did.sort_by(|a, b| a.name.cmp(&b.name));
        different(&said, &did, Standing::is).map_or(Ok(()), Err)
    }
}

struct Replay<'a, 'p, 'm> {
    run: &'a Run<'m>,
    runnable: &'p Runnable<'m>,
    system: LoggedSystem<'p, 'm>,
}

impl Replay<'_, '_, '_> {
    /// Replays a line, and returns how many lines it takes: deferred events are rejected by the step that makes that so.
    fn step(&mut self, at: usize) -> Result<usize, String> {
        let line = &self.run.lines[at];
        let machine = self.machine_of(line).ok_or("there is no such machine")?;
        match line.what.as_str() {
            "created" => {
                let id = self.system.create(machine);
                let context = self.run.contexts.get(&line.instance).ok_or("nobody created it")?;
                self.system.instance_mut(id).context.clone_from(context);
                return Ok(1);
            }
            // The event of a timer that was cancelled meanwhile.
            "void" => return Ok(1),
            _ => {}
        }
        let to = self
            .find(&line.instance)
            .or_else(|| self.make(machine, line))
            .ok_or("there is no such instance")?;
        self.pass_over(to, line);
        let message = self.message(machine, to, line)?;
        let begun = self.system.log().len();
        self.run.answers.set_time(line.at);
        // A deferred event has a separate line, at which it is handled.
        self.system.hold_deferred(Some(to));
        // The log has the refusal.
        let _ = self.system.deliver(&mut self.run.answers.clone(), message);
        let log = Log { model: self.run.model, system: &self.system };
        let said = log.lines(&log.names(), begun, None);
        let did: Vec<Line> = self.run.lines[at..].iter().take(said.len()).cloned().collect();
        let plain = |line: &Line| Line { what: line.what.replace("dead: ", ""), ..line.clone() };
        let (said, did): (Vec<_>, Vec<_>) =
            (said.iter().map(plain).collect(), did.iter().map(plain).collect());
        different(&said, &did, Line::is).map_or(Ok(said.len().max(1)), Err)
    }

    fn machine_of(&self, line: &Line) -> Option<MachineId> {
        let name = line.instance.split(' ').next()?;
        self.run.model.machines.ids().find(|machine| self.run.model.machines[*machine].name.text == name)
    }

    /// The instance with a name.
    fn find(&self, name: &str) -> Option<InstanceId> {
        let log = Log { model: self.run.model, system: &self.system };
        let names = log.names();
        log.all().find(|id| log.peer(&names, Peer::Instance(*id)) == name)
    }

    /// An instance of a key that a call makes.
    fn make(&mut self, machine: MachineId, line: &Line) -> Option<InstanceId> {
        let Instances::PerKey(_) = self.run.model.machines[machine].instances else { return None };
        let id = line.instance.split_once(" '")?.1.strip_suffix('\'')?;
        Some(self.system.create_with_id(InstanceId(0), machine, id))
    }

    /// Events to all that the instance does not accept leave no line: those before the line's are passed over.
    fn pass_over(&mut self, to: InstanceId, line: &Line) {
        let Some(sender) = line.sender.as_ref().and_then(|sender| self.find(sender)) else { return };
        loop {
            let between = |message: &flow_sim::exec::message::Message<'_>| {
                message.from == Peer::Instance(sender)
                    && message.to == Peer::Instance(to)
                    && message.emit.is_some()
            };
            let first = self.system.in_flight().find(|(_, message)| between(message));
            let Some((id, _)) = first.filter(|(_, message)| {
                let event = message.event.and_then(|event| {
                    let instance = self.system.instance(to);
                    self.runnable.handler(instance.machine, instance.state, event)
                });
                message.manner == Manner::ToAll && event.is_none()
            }) else {
                return;
            };
            let _ = self.system.deliver(&mut self.run.answers.clone(), id);
        }
    }

    /// The message of a line: the oldest between its sender and its receiver, a timer, or an event from outside.
    fn message(&mut self, machine: MachineId, to: InstanceId, line: &Line) -> Result<MessageId, String> {
        if let Some(next) = self.system.next_deferred(to) {
            return Ok(next);
        }
        if let Some(sender) = &line.sender {
            let sender = self.find(sender).ok_or("there is no such sender")?;
            let first = self.system.in_flight().find(|(_, message)| {
                message.from == Peer::Instance(sender)
                    && message.to == Peer::Instance(to)
                    && message.emit.is_some()
            });
            return first.map(|(id, _)| id).ok_or("nothing was sent".to_owned());
        }
        let events = &self.run.model.machines[machine].events;
        let is_it = |event: &EventId| {
            let event = &events[*event];
            event.name.text == line.event && party(self.run.model, event.from) == line.from
        };
        let event = events.ids().find(is_it).ok_or("there is no such event")?;
        let from = match events[event].from {
            Some(Party::System | Party::Itself) => {
                return self.system.fire_timer(to, event).ok_or("there is no such timer".to_owned());
            }
            Some(Party::Actor(actor)) => Peer::Actor(actor),
            Some(Party::Machine(machine)) => Peer::Scripted(machine),
            None => Peer::Anyone,
        };
        let fields = events[event].fields.iter();
        let payload =
            fields.map(|field| field.name.text.as_str()).zip(line.payload.iter().cloned()).collect();
        Ok(self.system.compose(from, to, event, payload))
    }
}
