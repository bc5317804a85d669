//! The thread of the engine, with real time: bounds and commands that only the shell sees.
//!
//! What the engine decides is tested without threads.

use std::sync::atomic::{AtomicU32, Ordering};

use flow_durable::{Ask, BoxFuture, Call, StoredEvent, Unreadable};

use super::*;
use crate::engine::Options;
use crate::program::{AnyMachine, Created, Halt, MachineTable, Ran, Run, With, finish_replay};

/// A machine that awaits one phrase, which has no answer at the first attempt.
struct Waiter {
    attempts: AtomicU32,
}

static TABLE: MachineTable = MachineTable {
    name: "waiter",
    instances: flow_durable::Instances::One,
    states: &["on", "off"],
    ends: &[],
    groups: &[],
    variables: &[],
    events: &[flow_durable::EventTable {
        name: "go",
        from: Some("clerk"),
        public: true,
        fields: &[],
        states: &["on"],
        deferred: &[],
    }],
    phrases: &[flow_durable::Phrase {
        text: "wait",
        function: "wait",
        kind: flow_durable::PhraseKind::Action,
        arguments: &[],
        answer: "",
    }],
};

impl AnyMachine for Waiter {
    fn table(&self) -> &'static MachineTable {
        &TABLE
    }

    fn is_awaited(&self) -> bool {
        true
    }

    fn create(&self, _: &str, _: &str) -> Result<Created, Unreadable> {
        Ok(Created { state: "on".into(), context: "{}".into(), has_ended: false })
    }

    fn check_instance(&self, id: &str, state: &str, context: &str) -> Result<Created, Unreadable> {
        Ok(Created { state: state.to_owned(), ..self.create(id, context)? })
    }

    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable> {
        Ok(event.payload.clone())
    }

    fn run(&self, run: Run<'_>) -> Result<Ran, Halt> {
        let With::Record(record) = run.with else { return Err(Halt::Misfit(String::new())) };
        let replay = record.replay(TABLE.phrases);
        // A question that is open makes the result void.
        drop(replay.ask::<()>(0, &[], &()));
        let (passed, posts) = (vec!["off"], Vec::new());
        let timer_groups = Default::default();
        let context = "{}".to_owned();
        let ran = Ran { from: "on", passed, state: "off", context, has_ended: false, posts, timer_groups };
        finish_replay(replay, Ok(ran))
    }

    fn perform<'a>(&'a self, _: &'a Ask, _: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        let is_first = self.attempts.fetch_add(1, Ordering::Relaxed) == 0;
        Box::pin(async move { if is_first { Err(Trouble::Later("busy".into())) } else { Ok("null".into()) } })
    }
}

fn start_waiter(path: &std::path::Path, most_calls: usize) -> Sender<Inbound> {
    let machine: Box<dyn AnyMachine> = Box::new(Waiter { attempts: AtomicU32::new(0) });
    let parts = Parts {
        fingerprint: "waiter".into(),
        machines: vec![machine],
        actors: Vec::new(),
        number: "decimal",
        mappings: &[],
    };
    let mut options = Options::default();
    options.asks.most = 1;
    let engine = Engine::open(path, parts, options, crate::clock::system_time()).unwrap();
    let performer = Performer {
        parts: engine.parts(),
        actors: BTreeMap::new(),
        runtime: Handle::current(),
        patience: Duration::from_secs(5),
        own_patience: BTreeMap::new(),
        places: Arc::new(Semaphore::new(4)),
    };
    let clock = Clock::system(engine.now());
    start(engine, clock, performer, most_calls).unwrap()
}

fn call(sender: &Sender<Inbound>) -> oneshot::Receiver<Result<Reply, CallError>> {
    let event =
        StoredEvent { machine: 0, name: "go".into(), from: Some("clerk".into()), payload: "{}".into() };
    let (reply, wait) = oneshot::channel();
    let make: MakeInput = Box::new(|ticket| Input::Send { ticket, id: "waiter".into(), event });
    sender.send(Inbound::Call(make, reply)).unwrap();
    wait
}

async fn stop(sender: Sender<Inbound>) {
    let (stopped, wait) = oneshot::channel();
    sender.send(Inbound::Stop(stopped)).unwrap();
    wait.await.unwrap();
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
}

#[test]
fn a_command_of_another_program_is_found_while_nothing_else_happens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    runtime().block_on(async {
        let sender = start_waiter(&path, 10);
        let reply = call(&sender).await.unwrap();
        assert!(matches!(reply, Err(CallError::Exhausted { .. })), "{reply:?}");
        let other = rusqlite::Connection::open(&path).unwrap();
        let insert =
            "INSERT INTO flow_command (at, who, what, letter, reason) VALUES (0, 'ann', 'retry', 1, 'up')";
        other.execute(insert, ()).unwrap();
        let is_done = || {
            let select = "SELECT count(*) FROM flow_instance WHERE state = 'off'";
            other.query_row(select, (), |row| row.get::<_, i64>(0)).unwrap() == 1
        };
        let end = Instant::now() + Duration::from_secs(20);
        while !is_done() && Instant::now() < end {
            tokio::time::sleep(LOOK / 20).await;
        }
        assert!(is_done(), "the host has not looked");
        stop(sender).await;
    });
}

#[test]
fn a_call_beyond_the_bound_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let sender = start_waiter(&folder.path().join("a.db"), 0);
        let reply = call(&sender).await.unwrap();
        let expected = "the host takes no events: 0 calls wait for their replies";
        assert_eq!(reply.unwrap_err().to_string(), expected);
        stop(sender).await;
    });
}
