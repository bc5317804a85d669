//! A host without threads: the engine, and an outside world that answers its questions from memory.
//!
//! The outside survives the end of the process, and checks that a key never means two things.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use flow::{Duration, Time};
use flow_durable::{CallError, DeliveryId, Record, Stepped, StoredEvent, Trouble};

use super::volatile::Volume;
use crate::engine::{AskId, Decision, Engine, Input, Options, Output, Random, Receiver, Reply, Ticket};
use crate::program::{AnyMachine, Parts};
use crate::store::Dead;

/// The answer of the outside to a phrase, by its function and the number of the attempt.
pub(super) type Answers = fn(&str, u32) -> Result<String, Trouble<String>>;

/// The answer of the outside to a message, by its name and the number of the attempt.
pub(super) type Mail = fn(&str, u32) -> Result<Option<StoredEvent>, Trouble<String>>;

/// The outside, which survives the end of the process.
pub(super) struct Outside {
    /// The functions of each machine's phrases.
    functions: Vec<Vec<&'static str>>,
    /// The question that was asked with each key. A key means one question.
    pub(super) asked: BTreeMap<String, String>,
    /// How often each key of a question that changes the world was performed.
    pub(super) performed: BTreeMap<String, u32>,
    /// The messages of each key, how often each was delivered.
    pub(super) messages: BTreeMap<String, (String, u32)>,
    /// The messages that were delivered, in order, without repetitions.
    pub(super) delivered: Vec<String>,
    /// Sees each effect on the outside, before the engine hears of it.
    pub(super) witness: fn(&str),
    pub(super) answers: Answers,
    pub(super) mail: Mail,
}

/// An engine with an outside.
pub(super) struct World {
    pub(super) engine: Engine,
    pub(super) outside: Outside,
    pub(super) now: Time,
    pub(super) replies: BTreeMap<Ticket, Result<Reply, CallError>>,
    /// Questions and messages that are being performed.
    pub(super) pending: VecDeque<Output>,
    /// Whether the outside answers at once.
    pub(super) answers_at_once: bool,
    /// The length of the write-ahead log when the last outputs went out: the bytes before it are on the disk.
    synced: u64,
    pub(super) path: PathBuf,
    parts: fn() -> Parts,
    options: Options,
    next_ticket: Ticket,
    _folder: Option<tempfile::TempDir>,
}

/// The bytes that a disk writes as a whole: fewer than a page of the database, so that pages are torn.
const SECTOR: usize = 512;

/// A time to begin with.
pub(super) const START: Time = Time::from_millis(1_700_000_000_000);

pub(super) fn seconds(seconds: i64) -> Duration {
    Duration::from_secs(seconds)
}

/// Everything succeeds.
pub(super) fn agree(function: &str, _attempt: u32) -> Result<String, Trouble<String>> {
    Ok(if function.starts_with("card") { "true".into() } else { "null".into() })
}

impl World {
    pub(super) fn new(parts: fn() -> Parts) -> Self {
        Self::with(parts, Options { random: Random::Seed(7), ..Options::default() })
    }

    pub(super) fn with(parts: fn() -> Parts, options: Options) -> Self {
        // In memory where there is such a folder: opening a database waits for the disk several times.
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.unwrap();
        let path = folder.path().join("shop.db");
        let mut world = Self::at(path, parts, options);
        world._folder = Some(folder);
        world
    }

    pub(super) fn at(path: PathBuf, parts: fn() -> Parts, options: Options) -> Self {
        let engine = Engine::open(&path, parts(), options.clone(), START).unwrap();
        let functions = |machine: &dyn AnyMachine| -> Vec<&'static str> {
            machine.table().phrases.iter().map(|phrase| phrase.function).collect()
        };
        let outside = Outside {
            functions: parts().machines.iter().map(|machine| functions(&**machine)).collect(),
            asked: BTreeMap::new(),
            performed: BTreeMap::new(),
            messages: BTreeMap::new(),
            delivered: Vec::new(),
            witness: |_| {},
            answers: agree,
            mail: |_, _| Ok(None),
        };
        let mut world = World {
            engine,
            outside,
            now: START,
            replies: BTreeMap::new(),
            pending: VecDeque::new(),
            answers_at_once: true,
            synced: 0,
            path,
            parts,
            options,
            next_ticket: 0,
            _folder: None,
        };
        world.relax();
        world.sql("CREATE TABLE IF NOT EXISTS sale (id TEXT PRIMARY KEY, amount INTEGER)");
        world.note_synced();
        world
    }

    /// The end of a process is not the end of the operating system, so that tests need not wait for the disk.
    fn relax(&self) {
        // Syncs of files in memory cost no time.
        if crate::store::FILE_SYSTEM.with_borrow(Option::is_some) {
            return;
        }
        self.engine.store.connection().unwrap().execute_batch("PRAGMA synchronous = OFF").unwrap();
    }

    /// A file in the folder of the database.
    pub(super) fn file(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(suffix);
        name.into()
    }

    pub(super) fn sql(&self, sql: &str) {
        self.engine.store.connection().unwrap().execute_batch(sql).unwrap();
    }

    /// A number from the database.
    pub(super) fn count(&self, sql: &str) -> i64 {
        let connection = self.engine.store.connection().unwrap();
        connection.query_row(sql, (), |row| row.get(0)).unwrap()
    }

    /// A text from the database.
    pub(super) fn text(&self, sql: &str) -> String {
        let connection = self.engine.store.connection().unwrap();
        connection.query_row(sql, (), |row| row.get(0)).unwrap()
    }

    /// Ends the process and starts it again. Questions and messages in progress are lost.
    pub(super) fn restart(self) -> Self {
        self.restart_with(|_| {})
    }

    /// Ends the process, and starts another version of the program.
    pub(super) fn restart_as(self, parts: fn() -> Parts) -> Self {
        World { parts, ..self }.restart()
    }

    /// The plan of another version of the program for the database.
    pub(super) fn plan_for(&self, parts: fn() -> Parts) -> flow_durable::Plan {
        crate::migrate::plan_for(&self.path, &parts()).unwrap()
    }

    /// Ends the power, and starts the process again: of the sectors that were written to the log since the last outputs went out, some are
    /// there, some are as before, some are torn. The file of running handlers is as it was, or empty.
    ///
    /// It needs a log that was not begun anew meanwhile, as in a scenario of less than a thousand pages.
    pub(super) fn lose_power(self, seed: u64) -> Self {
        let (database, mut log) = (fs::read(&self.path).unwrap(), fs::read(self.file("-wal")).unwrap());
        let mut dice = Random::Seed(seed);
        let synced = usize::try_from(self.synced).unwrap().min(log.len());
        for sector in log[synced..].chunks_mut(SECTOR) {
            match dice.number() % 3 {
                0 => sector.fill(0),
                1 => {
                    let torn = dice.number() as usize % sector.len();
                    sector[torn..].fill(0);
                }
                _ => {}
            }
        }
        if dice.number().is_multiple_of(2) {
            let rest = log.len() - synced + 1;
            log.truncate(synced + dice.number() as usize % rest);
            fs::write(self.file("-running"), "").unwrap();
        }
        self.restart_with(|path| {
            // The connection has tidied up when it was closed, which a process that has lost its power does not.
            fs::write(path, database).unwrap();
            let mut name = path.to_owned().into_os_string();
            name.push("-wal");
            fs::write(name, log).unwrap();
        })
    }

    /// Ends the power of a volume, and starts the process again.
    pub(super) fn lose_unsynced(self, volume: &Volume, seed: u64) -> Self {
        let left = volume.after_power_loss(seed);
        self.restart_with(|_| volume.restore(&left))
    }

    /// Ends the process, changes its files, and starts it again.
    fn restart_with(mut self, change: impl FnOnce(&Path)) -> Self {
        self.pending.clear();
        let World {
            engine,
            outside,
            now,
            path,
            parts,
            options,
            next_ticket,
            replies,
            _folder,
            answers_at_once,
            ..
        } = self;
        drop(engine);
        change(&path);
        // The random values of another process are others.
        let options = match options.random {
            Random::Seed(seed) => Options { random: Random::Seed(seed + 1), ..options },
            Random::System => options,
        };
        let engine = Engine::open(&path, parts(), options.clone(), now).unwrap();
        let pending = VecDeque::new();
        let mut world = World {
            engine,
            outside,
            now,
            replies,
            pending,
            answers_at_once,
            synced: 0,
            path,
            parts,
            options,
            next_ticket,
            _folder,
        };
        world.relax();
        world.note_synced();
        world
    }

    /// Whether the log has more than is known to be on the disk.
    pub(super) fn is_writing(&self) -> bool {
        fs::metadata(self.file("-wal")).is_ok_and(|log| log.len() > self.synced)
    }

    /// Notes that the present contents of the log are on the disk.
    fn note_synced(&mut self) {
        self.synced = fs::metadata(self.file("-wal")).map_or(0, |log| log.len());
    }

    /// Runs one group.
    fn run(&mut self) {
        let pending = &mut self.pending;
        self.engine.run(self.now, &mut |output| pending.push_back(output));
        if !self.engine.has_ended || !self.pending.is_empty() {
            self.note_synced();
        }
    }

    /// Runs groups until there is no more work at this time.
    pub(super) fn settle(&mut self) {
        loop {
            while self.engine.has_work() {
                self.run();
                if self.engine.has_ended {
                    return self.let_go();
                }
            }
            self.take_replies();
            if !self.answers_at_once || self.pending.is_empty() {
                return;
            }
            while let Some(output) = self.pending.pop_front() {
                let input = self.outside.perform(output);
                self.engine.submit(input);
            }
        }
    }

    /// The process has ended. Its questions and messages are performed, and the answers are lost.
    fn let_go(&mut self) {
        self.take_replies();
        while let Some(output) = self.pending.pop_front() {
            self.outside.perform(output);
        }
    }

    fn take_replies(&mut self) {
        // Nothing answers what the program is told.
        self.pending.retain(|output| !matches!(output, Output::GivenUp(_) | Output::Broken(_)));
        let (replies, others): (Vec<_>, Vec<_>) =
            self.pending.drain(..).partition(|output| matches!(output, Output::Reply { .. }));
        self.pending = others.into();
        for reply in replies {
            if let Output::Reply { ticket, reply } = reply {
                assert!(self.replies.insert(ticket, reply).is_none(), "a call has one reply");
            }
        }
    }

    /// The questions and messages, as the phrases' functions or the names of messages.
    pub(super) fn asked_for(&self) -> Vec<&str> {
        let name = |output: &'_ Output| match output {
            Output::Ask { machine, ask, .. } => self.outside.functions[*machine][ask.phrase],
            Output::Message { .. } => "a message",
            Output::Reply { .. } => "a reply",
            Output::Rested { .. } => "the end of all that follows",
            Output::AcceptClock => "the clock",
            Output::GivenUp(_) => "a dead letter",
            Output::Broken(_) => "a broken rule",
        };
        self.pending.iter().map(name).collect()
    }

    /// Performs the oldest thing that is asked for.
    pub(super) fn perform_one(&mut self) {
        let output = self.pending.pop_front().expect("something is asked for");
        let input = self.outside.perform(output);
        self.engine.submit(input);
        self.settle();
    }

    pub(super) fn advance(&mut self, by: Duration) {
        let end = self.now.checked_add(by).unwrap();
        while let Some(next) = self.engine.wakes_at().filter(|next| *next <= end) {
            self.now = self.now.max(next);
            self.run();
            if self.engine.has_ended {
                return self.let_go();
            }
            self.settle();
        }
        self.now = end;
        self.settle();
    }

    fn ticket(&mut self) -> Ticket {
        self.next_ticket += 1;
        self.next_ticket
    }

    /// The reply to a call, if there is one yet.
    pub(super) fn call(&mut self, input: impl FnOnce(Ticket) -> Input) -> Option<Result<Reply, CallError>> {
        let ticket = self.ticket();
        self.engine.submit(input(ticket));
        self.settle();
        self.replies.get(&ticket).cloned()
    }

    pub(super) fn create(&mut self, machine: usize, id: &str) -> Option<Result<Reply, CallError>> {
        let id = Some(id.to_owned());
        self.call(|ticket| Input::Create { ticket, machine, id, context: String::new() })
    }

    /// Sends a public event.
    pub(super) fn send(
        &mut self,
        machine: usize,
        id: &str,
        from: &str,
        name: &str,
        payload: &str,
    ) -> Option<Result<Reply, CallError>> {
        let event = event_of(machine, name, from, payload);
        self.call(|ticket| Input::Send { ticket, id: id.to_owned(), event })
    }

    pub(super) fn receive(
        &mut self,
        actor: &str,
        id: &str,
        to: Receiver,
        event: StoredEvent,
    ) -> Option<Result<Reply, CallError>> {
        let (actor, id) = (actor.to_owned(), id.to_owned());
        self.call(|ticket| Input::Received { ticket, actor, id, to, event })
    }

    pub(super) fn decide(&mut self, dead: i64, decision: Decision) -> Option<Result<Reply, CallError>> {
        self.call(|ticket| Input::Decide { ticket, dead, decision, reason: "a test".into() })
    }

    pub(super) fn read(&self, machine: usize, id: &str) -> Option<Record> {
        self.engine.read(machine, id).unwrap()
    }

    /// The state of an instance.
    pub(super) fn state(&self, machine: usize, id: &str) -> String {
        self.read(machine, id).map_or_else(|| "nobody".into(), |record| record.state)
    }

    /// A variable of an instance.
    pub(super) fn variable(&self, machine: usize, id: &str, name: &str) -> serde_json::Value {
        let record = self.read(machine, id).expect("the instance exists");
        serde_json::from_str::<serde_json::Value>(&record.context).unwrap()[name].clone()
    }

    pub(super) fn dead(&self) -> Vec<Dead> {
        self.engine.dead_letters(0, 100).unwrap()
    }

    /// The kinds of the dead letters.
    pub(super) fn dead_kinds(&self) -> Vec<&'static str> {
        self.dead().iter().map(|dead| dead.kind.name()).collect()
    }
}

pub(super) fn event_of(machine: usize, name: &str, from: &str, payload: &str) -> StoredEvent {
    StoredEvent { machine, name: name.into(), from: Some(from.into()), payload: payload.into() }
}

impl Outside {
    /// Performs a question or a message, and returns the answer.
    pub(super) fn perform(&mut self, output: Output) -> Input {
        match output {
            Output::Ask { id: AskId { instance, key }, machine, ask, call } => {
                assert_eq!(key, call.key);
                let question = format!("{} {}", ask.phrase, ask.arguments);
                let before = self.asked.entry(key.clone()).or_insert_with(|| question.clone());
                assert_eq!(*before, question, "the key {key} has two meanings");
                let function = self.functions[machine][ask.phrase];
                let result = (self.answers)(function, call.attempt);
                if !function.starts_with("card") && result.is_ok() {
                    (self.witness)(&format!("performed {key} {question}"));
                    *self.performed.entry(key.clone()).or_default() += 1;
                }
                Input::Answered { ask: AskId { instance, key }, result }
            }
            Output::Message { id, message, payload, call, .. } => {
                let text = format!("{message} {payload}");
                let entry = self.messages.entry(call.key.clone()).or_insert_with(|| (text.clone(), 0));
                assert_eq!(entry.0, text, "the key {} has two meanings", call.key);
                let result = (self.mail)(&message, call.attempt);
                if result.is_ok() {
                    (self.witness)(&format!("message {} {text}", call.key));
                    entry.1 += 1;
                    if entry.1 == 1 {
                        self.delivered.push(text);
                    }
                }
                Input::Delivered { message: id, result }
            }
            Output::Reply { .. }
            | Output::Rested { .. }
            | Output::AcceptClock
            | Output::GivenUp(_)
            | Output::Broken(_) => {
                unreachable!("nobody performs it")
            }
        }
    }
}

/// The reply of a step.
pub(super) fn stepped(from: &str, passed: &[&str]) -> Option<Result<Reply, CallError>> {
    let passed = passed.iter().map(|state| (*state).to_owned()).collect();
    Some(Ok(Reply::Stepped(Stepped { from: from.into(), passed, deferred: false })))
}

/// The id of a message.
pub(super) fn message_id(output: &Output) -> DeliveryId {
    match output {
        Output::Message { id, .. } => *id,
        other => panic!("{other:?} is no message"),
    }
}
