//! The durable host: its journal is compared with the steps of the interpreter for the same events.
//!
//! In one lane ([`check_hosts`]): after each act the new lines of the journal and all instances must equal the interpreter's. With a
//! process that ends at statements of the host ([`check_crashes`]): the same, since the next process continues unfinished work.

use std::fs;
use std::path::{Path, PathBuf};

use flow_host::ManualClock;
use flow_host::durable::{CallError, ProgramTable, Stepped, StoredEvent};
use flow_host::simulation::{Setup, Simulation};
use flow_model::model::{MachineId, Model};
use flow_sim::exec::message::{InstanceId, MessageId, Peer};
use flow_sim::exec::observer::Handled;
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Refusal;
use flow_sim::exec::value::Value;
use flow_sim::history::{LogEntry, LoggedSystem};
use flow_speculate::Random;
use flow_test::{Loaded, Specification};

use crate::answering::Answering;
use crate::chance::Values;
use crate::journal::{Journal, Line, Log, Standing, different};
use crate::json::write_context;
use crate::replay::event_of;
use crate::script::{Act, Plan, Played, invent, next_due, nth, play, ring_due, shrunk};
use crate::story;

/// A specification with the code that was generated for a durable host.
pub struct DurableCase {
    /// Its name.
    pub name: &'static str,
    /// Its texts, and the machines that were generated.
    pub specification: &'static Specification,
    /// The events from outside: machine and event, in numbers.
    pub arrivals: &'static [(usize, usize)],
    /// Those with which actors answer messages.
    pub answers: &'static [(usize, usize)],
    /// The generated program as data.
    pub table: &'static ProgramTable,
    /// Opens a host with phrases that are answered in the step, and messages that are there to be read.
    pub in_step: Open,
    /// Opens a host with phrases that are awaited, and messages that are delivered. A machine with `uuid()` is bound in the step: an
    /// awaited one has values that the interpreter cannot know.
    pub awaited: Open,
}

impl DurableCase {
    /// The same specification with another host of it.
    pub(crate) fn opened_by(&self, open: Open) -> Self {
        let DurableCase { name, specification, arrivals, answers, table, .. } = *self;
        DurableCase { name, specification, arrivals, answers, table, in_step: open, awaited: open }
    }
}

/// Opens a host.
pub type Open = fn(&Path, &Answering, Setup, &ManualClock) -> Box<dyn Driven>;

/// How the machines of a host are bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// In the step.
    InStep,
    /// Awaited, with an outside that is slow, refuses, and answers twice.
    Awaited,
}

/// A host that tests drive.
pub trait Driven {
    /// Creates an instance. `None` if the process has ended.
    fn create(&mut self, machine: usize, id: String, context: String) -> Option<Result<String, CallError>>;
    /// Sends an event from outside, and runs all that follows. `None` if the process has ended.
    fn send(&mut self, id: String, event: StoredEvent) -> Option<Result<Stepped, CallError>>;
    /// Accepts an event from outside without running it yet.
    fn queue(&mut self, id: String, event: StoredEvent);
    /// Runs the pending events.
    fn settle(&mut self);
    /// Lets time pass.
    fn advance(&mut self, by: flow::Duration);
    /// Lets the process end after a number of statements.
    fn end_after(&mut self, statements: u64);
    /// Whether it has ended.
    fn has_ended(&self) -> bool;
}

impl<P> Driven for Simulation<P> {
    fn create(&mut self, machine: usize, id: String, context: String) -> Option<Result<String, CallError>> {
        Simulation::create(self, machine, Some(id), context)
    }

    fn send(&mut self, id: String, event: StoredEvent) -> Option<Result<Stepped, CallError>> {
        Simulation::send(self, id, event)
    }

    fn queue(&mut self, id: String, event: StoredEvent) {
        Simulation::queue(self, id, event);
    }

    fn settle(&mut self) {
        Simulation::settle(self);
    }

    fn advance(&mut self, by: flow::Duration) {
        Simulation::advance(self, by);
    }

    fn end_after(&mut self, statements: u64) {
        Simulation::end_after(self, statements);
    }

    fn has_ended(&self) -> bool {
        Simulation::has_ended(self)
    }
}

/// Runs a number of scripts on a host in one lane, each of a number of acts.
///
/// # Errors
/// With the shortest script that was found, as a story, if the host differs from the interpreter.
pub fn check_hosts(case: &DurableCase, bound: Bound, scripts: u64, acts: usize) -> Result<(), String> {
    check(case, bound, scripts, acts, |_| Ends::Never)
}

/// The same with processes that end at random statements.
///
/// # Errors
/// As those of [`check_hosts`].
pub fn check_crashes(case: &DurableCase, bound: Bound, scripts: u64, acts: usize) -> Result<(), String> {
    check(case, bound, scripts, acts, |seed| Ends::AtRandom(Random::new(seed)))
}

/// Runs a script of a number of acts again and again, with a process that ends before the first statement, the second, and so on.
///
/// # Errors
/// As those of [`check_hosts`].
pub fn check_crash_points(case: &DurableCase, bound: Bound, acts: usize) -> Result<(), String> {
    let loaded = case.specification.load();
    let values = Values::new(&loaded.model, case.specification.files);
    let runnable = Runnable::new(&loaded.model);
    let script = invent(&runnable, &values, Plan { events: case.arrivals, acts }, 0);
    for statements in 0.. {
        let (difference, ended) = run(case, bound, &loaded, &script, Ends::Once(statements));
        if let Some(difference) = difference {
            let story = story::of_script(&loaded, &script, &difference);
            return Err(format!("{}, an end after {statements} statements:\n{story}", case.name));
        }
        if ended == 0 {
            return Ok(());
        }
    }
    Ok(())
}

fn check(
    case: &DurableCase,
    bound: Bound,
    scripts: u64,
    acts: usize,
    ends: impl Fn(u64) -> Ends,
) -> Result<(), String> {
    let loaded = case.specification.load();
    let values = Values::new(&loaded.model, case.specification.files);
    let runnable = Runnable::new(&loaded.model);
    for seed in 0..scripts {
        let script = invent(&runnable, &values, Plan { events: case.arrivals, acts }, seed);
        let run = |script: &[Act]| run(case, bound, &loaded, script, ends(seed)).0;
        if run(&script).is_some() {
            let script = shrunk(&script, |script| run(script).is_some());
            let difference = run(&script).unwrap_or_default();
            let story = story::of_script(&loaded, &script, &difference);
            return Err(format!("{}, script {seed}:\n{story}", case.name));
        }
    }
    Ok(())
}

/// The first difference in a script, and how many processes have ended.
fn run(
    case: &DurableCase,
    bound: Bound,
    loaded: &Loaded,
    script: &[Act],
    ends: Ends,
) -> (Option<String>, usize) {
    let runnable = Runnable::new(&loaded.model);
    let answers = Answering::new(&loaded.model);
    let process = Process::new(case, bound, &answers, true, ends);
    let mut both = Both::new(&loaded.model, &runnable, answers, process);
    let difference = script.iter().find_map(|act| both.act(act));
    (difference, both.process.ended)
}

/// When processes end.
#[derive(Clone, Debug)]
pub(crate) enum Ends {
    Never,
    /// The first process ends after this number of statements.
    Once(u64),
    AtRandom(Random),
}

/// A database and the processes that work on it, one after the other.
pub(crate) struct Process {
    open: Open,
    answers: Answering,
    /// `None` while a process is started.
    host: Option<Box<dyn Driven>>,
    path: PathBuf,
    clock: ManualClock,
    setup: Setup,
    ends: Ends,
    /// How many processes have ended.
    ended: usize,
    _folder: tempfile::TempDir,
}

impl Process {
    /// Begins with an empty database.
    pub(crate) fn new(
        case: &DurableCase,
        bound: Bound,
        answers: &Answering,
        is_one_lane: bool,
        ends: Ends,
    ) -> Self {
        // In memory where there is such a folder: a host waits for the disk at each commit.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.expect("a folder can be made");
        let path = folder.path().join("host.db");
        // The interpreter starts there too.
        let clock = ManualClock::new(flow::Time::from_micros(0));
        let (open, is_unreliable) = match bound {
            Bound::InStep => (case.in_step, false),
            Bound::Awaited => (case.awaited, true),
        };
        let setup = Setup { seed: 1, is_one_lane, is_unreliable, ..Setup::default() };
        let host = Some(open(&path, answers, setup, &clock));
        let answers = answers.clone();
        let mut process =
            Process { open, answers, host, path, clock, setup, ends, ended: 0, _folder: folder };
        process.plan_end(0);
        process
    }

    /// The database.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The journal, for reading.
    pub(crate) fn journal<'m>(&self, model: &'m Model) -> Result<Journal<'m>, String> {
        Journal::open(model, &self.path).map_err(|error| error.to_string())
    }

    fn host(&mut self) -> &mut dyn Driven {
        &mut **self.host.as_mut().expect("there is a process but while one starts")
    }

    /// Decides when the process ends. `others` is the number of processes that ended before this one without finishing the work.
    fn plan_end(&mut self, others: usize) {
        let statements = match &mut self.ends {
            Ends::Once(statements) if self.ended == 0 => *statements,
            Ends::Never | Ends::Once(_) => return,
            // A step has some twenty statements, and a group has many steps: each process gets further.
            Ends::AtRandom(random) => random.below(100 * (1 + others)) as u64,
        };
        self.host().end_after(statements);
    }

    /// Runs the pending events, in as many processes as necessary.
    pub(crate) fn carry_on(&mut self) {
        self.host().settle();
        let mut ends = 0_usize;
        while self.host().has_ended() {
            (ends, self.ended) = (ends + 1, self.ended + 1);
            self.host = None;
            // A third end with the same event would make that event a dead letter.
            if ends.is_multiple_of(2) {
                self.forget_suspects();
            }
            self.setup.seed += 1;
            self.host = Some((self.open)(&self.path, &self.answers, self.setup, &self.clock));
            self.plan_end(ends);
            self.host().settle();
        }
    }

    /// Removes the marks by which the next process would suspect an event as the cause of the end of this one.
    fn forget_suspects(&self) {
        for suffix in ["-running", "-performing"] {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            fs::write(name, "").expect("the folder of the database can be written to");
        }
    }

    /// Creates an instance with an id.
    pub(crate) fn create(&mut self, machine: usize, id: &str, context: &str) -> Option<String> {
        loop {
            let reply = self.host().create(machine, id.to_owned(), context.to_owned());
            self.carry_on();
            match reply {
                // The reply was lost, or the instance was not stored.
                None => {}
                Some(Ok(_) | Err(CallError::Exists { .. })) => return None,
                Some(Err(error)) => return Some(error.to_string()),
            }
        }
    }

    /// Sends an event without running it yet. It is lost if the process ends before it is stored.
    pub(crate) fn queue(&mut self, id: &str, event: StoredEvent) {
        self.host().queue(id.to_owned(), event);
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, by: flow::Duration) {
        self.clock.advance(by);
        self.host().advance(by);
        self.carry_on();
    }

    /// Lets time pass until a time in microseconds.
    pub(crate) fn wait_until(&mut self, due: i64) {
        self.wait(flow::Duration::from_micros(due.saturating_sub(self.clock.now().as_micros()).max(0)));
    }
}

struct Both<'p, 'm> {
    model: &'m Model,
    runnable: &'p Runnable<'m>,
    system: LoggedSystem<'p, 'm>,
    answers: Answering,
    process: Process,
    journal: Journal<'m>,
    /// The last line of the journal that was compared.
    seen: i64,
    /// Whether events cause each other without end: the host would not terminate either.
    is_over: bool,
}

impl<'p, 'm> Both<'p, 'm> {
    fn new(model: &'m Model, runnable: &'p Runnable<'m>, answers: Answering, process: Process) -> Self {
        let journal = process.journal(model).expect("the host has made it");
        let system = LoggedSystem::new(runnable, 0);
        Both { model, runnable, system, answers, process, journal, seen: 0, is_over: false }
    }

    /// What differs in or after an act.
    fn act(&mut self, act: &Act) -> Option<String> {
        if self.is_over {
            return None;
        }
        let (begun, late) = (self.system.log().len(), next_due(&self.system));
        let by = late.map_or(0, |due| due.saturating_sub(self.system.now()).max(0));
        self.answers.begin(act.seed());
        let is_waiting = matches!(act, Act::Wait { .. });
        self.answers.set_time(late.filter(|_| is_waiting).unwrap_or(0).max(self.system.now()));
        let mut answers = self.answers.clone();
        let played = play(self.runnable, &mut self.system, &mut answers, act);
        self.is_over |= matches!(played, Played::Endless) || !ring_due(&mut self.system, &mut answers);
        if self.is_over {
            return None;
        }
        let (said, did) = match (act, &played) {
            (_, Played::Skipped | Played::Endless) => return None,
            (Act::Create { machine, context }, _) => (None, self.create(*machine, context)),
            (Act::Send { machine, event, payload, number, .. }, Played::Sent(result)) => {
                let to = nth(&self.system, MachineId::new(*machine), *number)?;
                (Some(self.said(begun, result)), self.send(to, *event, payload))
            }
            (Act::SendToKey { machine, key, event, payload, .. }, Played::Sent(result)) => {
                let to = self.system.find_or_create_keyed(MachineId::new(*machine), key);
                (Some(self.said(begun, result)), self.send(to, *event, payload))
            }
            (Act::Wait { .. }, _) => {
                self.process.wait(flow::Duration::from_micros(by));
                (None, None)
            }
            (Act::Send { .. } | Act::SendToKey { .. }, _) => return None,
        };
        let different = did
            .as_ref()
            .filter(|_| did != said)
            .map(|did| format!("the interpreter: {}\nthe host: {did}", said.unwrap_or_default()));
        let refused = if let Played::Sent(Err(_)) = &played { self.first_sent(begun) } else { None };
        different.or_else(|| self.compare(begun, refused))
    }

    /// The first message since the log was so long.
    fn first_sent(&self, begun: usize) -> Option<MessageId> {
        let sent = |entry: &LogEntry<'_>| if let LogEntry::Sent(id) = entry { Some(*id) } else { None };
        self.system.log()[begun..].iter().find_map(sent)
    }

    /// What the caller of an event learns, in words.
    fn said(&self, begun: usize, result: &Result<MessageId, Refusal<'m>>) -> String {
        let first = match result {
            Ok(message) => *message,
            Err(Refusal::Refused { reason, .. }) => return format!("refused: {reason}"),
            Err(Refusal::Rejected { .. }) => return "rejected".to_owned(),
            Err(_) => return "failed".to_owned(),
        };
        let words = |entry: &LogEntry<'m>| match entry {
            LogEntry::Handled(Handled { message, instance, done, .. }) if *message == first => {
                let machine = &self.model.machines[self.system.instance(*instance).machine];
                let passed = done.passed().map(|state| machine.states[state].name.text.as_str());
                Some(format!("passed {:?}", passed.collect::<Vec<_>>()))
            }
            LogEntry::Deferred { message, .. } if *message == first => Some("deferred".to_owned()),
            _ => None,
        };
        self.system.log()[begun..].iter().find_map(words).unwrap_or_default()
    }

    /// Creates an instance with the id that the interpreter gave out.
    fn create(&mut self, machine: usize, context: &[Value]) -> Option<String> {
        let of = MachineId::new(machine);
        let id = self.system.instances_of(of).last().map(|last| self.system.instance(last).id.clone())?;
        let context = write_context(self.model, self.model.machines[of].variables.iter(), context);
        self.process.create(machine, &id, &context)
    }

    /// Sends an event. What its caller learns, in words; `None` if the process ended before the reply.
    fn send(&mut self, to: InstanceId, event: usize, payload: &[Value]) -> Option<String> {
        let instance = self.system.instance(to);
        let machine = instance.machine.index();
        let log = Log { model: self.model, system: &self.system };
        let name = log.peer(&log.names(), Peer::Instance(to));
        let names = self.journal.names().unwrap_or_default();
        // An instance of a key may be made by this event.
        let id = names.id(&name).unwrap_or(&instance.id).to_owned();
        let stored = event_of(self.model, machine, event, payload);
        loop {
            let reply = self.process.host().send(id.clone(), stored.clone());
            self.process.carry_on();
            match reply {
                Some(reply) => return Some(describe(&reply)),
                // A caller without a reply asks whether its event had an effect, before it repeats it.
                None if self.journal.end().is_ok_and(|end| end > self.seen) => return None,
                None => {}
            }
        }
    }

    /// What differs between the lines since the log was so long, and between the instances.
    fn compare(&mut self, begun: usize, refused: Option<MessageId>) -> Option<String> {
        self.compare_stored(begun, refused).unwrap_or_else(|error| Some(format!("the journal: {error}")))
    }

    fn compare_stored(
        &mut self,
        begun: usize,
        refused: Option<MessageId>,
    ) -> rusqlite::Result<Option<String>> {
        let log = Log { model: self.model, system: &self.system };
        let (ours, theirs) = (log.names(), self.journal.names()?);
        let said = log.lines(&ours, begun, refused);
        let did = self.journal.lines(&theirs, self.seen)?;
        // A call without effect leaves a line if its event was stored, since its handler waited.
        let without_effect = ["created", "rejected", "refused", "failed"];
        let did: Vec<Line> =
            did.into_iter().filter(|line| !without_effect.contains(&line.what.as_str())).collect();
        self.seen = self.journal.end()?;
        let lines = different(&said, &did, Line::is);
        let (mut said, mut did) = (log.standings(&ours), self.journal.standings(&theirs)?);
        said.sort_by(|a, b| a.name.cmp(&b.name));
        did.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(lines.or_else(|| different(&said, &did, Standing::is)))
    }
}

/// A reply in words.
fn describe(reply: &Result<Stepped, CallError>) -> String {
    match reply {
        Ok(step) if step.deferred => "deferred".to_owned(),
        Ok(step) => format!("passed {:?}", step.passed),
        Err(CallError::Rejected { .. }) => "rejected".to_owned(),
        Err(CallError::Refused { reason }) => format!("refused: {reason}"),
        Err(CallError::Failed { .. }) => "failed".to_owned(),
        Err(error) => error.to_string(),
    }
}
