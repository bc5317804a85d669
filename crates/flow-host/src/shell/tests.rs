//! The thread of the engine, with real time: bounds and commands that only the shell sees.
//!
//! The decisions of the engine are tested without threads.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use flow_durable::{Ask, BoxFuture, Call, StoredEvent, Unreadable};

use super::*;
use crate::engine::Options;
use crate::program::{AnyMachine, Created, Halt, MachineTable, Ran, Run, With, finish_replay};

/// A machine that awaits one phrase.
struct Waiter {
    attempts: AtomicU32,
    partner: Partner,
}

/// How the partner treats attempts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Partner {
    /// There is no answer at the first one.
    BusyAtFirst,
    /// There never is one.
    Silent,
    /// It ends the process.
    Deadly,
}

static TABLE: MachineTable = MachineTable {
    name: "waiter",
    instances: flow_durable::Instances::One,
    states: &["on", "off"],
    ends: &[],
    groups: &[],
    variables: &[],
    inputs: &[],
    events: &[flow_durable::EventTable {
        name: "go",
        from: Some("clerk"),
        public: true,
        fields: &[],
        sender_id: None,
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
        Box::pin(async move {
            match self.partner {
                Partner::Deadly => std::process::abort(),
                Partner::Silent => std::future::pending().await,
                Partner::BusyAtFirst if is_first => Err(Trouble::Later("busy".into())),
                Partner::BusyAtFirst => Ok("null".into()),
            }
        })
    }
}

fn open_waiter(path: &Path, partner: Partner) -> Engine {
    let machine: Box<dyn AnyMachine> = Box::new(Waiter { attempts: AtomicU32::new(0), partner });
    let (machines, actors) = (vec![machine], Vec::new());
    let parts = Parts {
        fingerprint: "waiter".into(),
        machines,
        actors,
        number: "decimal",
        mappings: &[],
        secrets: &[],
        rules: crate::rules::Rules::default(),
    };
    let mut options = Options::default();
    options.asks.most = 1;
    Engine::open(path, parts, options, crate::clock::system_time()).unwrap()
}

fn start_waiter(path: &Path, partner: Partner, most_calls: usize) -> Sender<Inbound> {
    let engine = open_waiter(path, partner);
    let performer = Performer {
        parts: engine.parts(),
        actors: BTreeMap::new(),
        runtime: Handle::current(),
        patience: Duration::from_secs(60),
        own_patience: BTreeMap::from([(Channel::Phrase(0, 0), Duration::from_millis(500))]),
        places: Arc::new(Semaphore::new(4)),
        hooks: crate::hooks::Hooks::default(),
    };
    let clock = Clock::system(engine.now());
    start(engine, clock, performer, most_calls, tokio::sync::watch::channel(0).0).unwrap()
}

fn call(sender: &Sender<Inbound>) -> oneshot::Receiver<Result<Reply, CallError>> {
    let event =
        StoredEvent { machine: 0, name: "go".into(), from: Some("clerk".into()), payload: "{}".into() };
    let (reply, wait) = oneshot::channel();
    let make: MakeInput = Box::new(|ticket| Input::Send { ticket, id: "waiter".into(), event });
    sender.send(Inbound::Call(make, Results { reply, rest: None }, crate::log::Span::none())).unwrap();
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
        let sender = start_waiter(&path, Partner::BusyAtFirst, 10);
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
        let end = Instant::now() + Duration::from_secs(120);
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
        let sender = start_waiter(&folder.path().join("a.db"), Partner::Silent, 0);
        let reply = call(&sender).await.unwrap();
        let expected = "the host takes no events: 0 calls wait for their replies";
        assert_eq!(reply.unwrap_err().to_string(), expected);
        stop(sender).await;
    });
}

#[test]
fn a_phrase_with_a_time_out_of_its_own_is_not_waited_for_longer() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let sender = start_waiter(&folder.path().join("a.db"), Partner::Silent, 10);
        let reply = call(&sender).await.unwrap();
        let Err(CallError::Exhausted { phrase, error }) = reply else { panic!("{reply:?}") };
        assert_eq!((phrase.as_str(), error.as_str()), ("wait", "no answer within 0.5 s"));
        stop(sender).await;
    });
}

/// Names the database for the process that a binding ends.
const DATABASE: &str = "FLOW_ENDED_DATABASE";

/// As a test of its own it does not run.
#[test]
fn the_process_that_a_binding_ends() {
    let Some(path) = std::env::var_os(DATABASE) else { return };
    runtime().block_on(async {
        let sender = start_waiter(Path::new(&path), Partner::Deadly, 10);
        // After the first start the event is there already.
        let _ = call(&sender).await;
        std::future::pending::<()>().await;
    });
}

#[test]
fn a_binding_that_ends_the_process_is_found_at_the_fourth_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let dead = |engine: &Engine| -> Vec<(&str, String)> {
        let letters = engine.dead_letters(0, 9).unwrap();
        letters.into_iter().map(|dead| (dead.kind.name(), dead.phrase)).collect()
    };
    for _ in 0..3 {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "shell::tests::the_process_that_a_binding_ends"]).env(DATABASE, &path);
        let output = command.output().unwrap();
        assert!(!output.status.success(), "{output:?}");
    }
    let engine = open_waiter(&path, Partner::BusyAtFirst);
    assert_eq!(dead(&engine), [("ends-the-process", "wait".to_owned())]);
    assert_eq!(engine.read(0, "waiter").unwrap().map(|record| record.state), Some("on".to_owned()));
}
