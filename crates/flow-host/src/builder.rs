//! [`Builder`]: binds the machines and actors of a program to the program's own code, and starts a host.
//!
//! Mistakes are collected while machines are bound, and reported together at the start.

mod limits;

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use flow_durable::{
    Awaits, Machine, MachineTable, Outside, PlainMachines, Plan, Program, ProgramTable, Reaches, Replay,
    Runs, Unreadable,
};
use serde::Serialize;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

use crate::bound::{AnyActor, Awaited, InStep, Reached, Start, actor_index};
use crate::clock::{Clock, ManualClock, system_time};
use crate::engine::{Channel, Engine, Options};
use crate::error::OpenError;
use crate::hooks::Hooks;
use crate::host::{Host, Running};
use crate::migrate::plan_for;
use crate::program::{ActorPart, AnyMachine, Parts};
use crate::rules::Rules;
use crate::shell::{self, Inbound, Performer};
use crate::step::Step;

/// How long an attempt to get an answer may take by default.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A host that is being set up. Each machine with phrases is bound once: [`bindings`](Builder::bindings) or [`awaits`](Builder::awaits).
#[must_use = "a host runs after `start`"]
pub struct Builder<P: Program> {
    path: PathBuf,
    /// The machines that are bound; made at the start, since start values are given in any order.
    machines: BTreeMap<usize, Vec<Bind>>,
    actors: BTreeMap<usize, Vec<Arc<dyn AnyActor>>>,
    starts: BTreeMap<usize, Start>,
    mistakes: Vec<String>,
    clock: Option<ManualClock>,
    patience: Duration,
    /// For phrases and actors that have another one.
    own_patience: BTreeMap<Channel, Duration>,
    options: Options,
    hooks: Hooks,
    of: PhantomData<fn() -> P>,
}

/// The actors that are reached, by their indices.
type Actors = BTreeMap<usize, Arc<dyn AnyActor>>;

type Bind = Box<dyn FnOnce(Option<Start>) -> Box<dyn AnyMachine>>;

impl<P: Program> Builder<P> {
    pub(crate) fn new(path: PathBuf) -> Self {
        Builder {
            path,
            machines: BTreeMap::new(),
            actors: BTreeMap::new(),
            starts: BTreeMap::new(),
            mistakes: Vec::new(),
            clock: None,
            patience: PATIENCE,
            own_patience: BTreeMap::new(),
            options: Options::default(),
            hooks: Hooks::default(),
            of: PhantomData,
        }
    }

    /// Answers the phrases of `M` in the step: `make` is called for each event, and writes of the bindings through the [`Step`] are
    /// committed with the instance, or not at all. A phrase that fails is not tried again.
    ///
    /// A step may run more than once before it is committed, so bindings change only the database. They block all other machines, so
    /// they must not wait.
    pub fn bindings<M: Machine<System = P> + Runs<B>, B>(
        mut self,
        make: impl Fn(Step) -> B + Send + Sync + 'static,
    ) -> Self
    where
        B: 'static,
    {
        let bind: Bind = Box::new(move |start| Box::new(InStep::<M, B, _>::new(make, start)));
        self.machines.entry(M::KIND).or_default().push(bind);
        self
    }

    /// Answers the phrases of `M` asynchronously: the handler waits for each answer, and the answer is stored before the handler goes on.
    /// An attempt that ends with [`Trouble::Later`](flow_durable::Trouble::Later), a panic or no answer in time is repeated with the same key.
    pub fn awaits<M, B>(mut self, bindings: B) -> Self
    where
        M: Machine<System = P> + Awaits<B> + for<'a> Runs<Replay<'a>>,
        B: Send + Sync + 'static,
    {
        let bind: Bind = Box::new(move |start| Box::new(Awaited::<M, B>::new(bindings, start)));
        self.machines.entry(M::KIND).or_default().push(bind);
        self
    }

    /// Delivers the messages to an actor outside after the commit of the handler that sends them. An actor without this has its messages
    /// kept for its own program, which reads them.
    pub fn actor<O, A>(mut self, actor: A) -> Self
    where
        O: Outside<Program = P> + Reaches<A>,
        A: Send + Sync + 'static,
    {
        if let Some(index) = actor_index::<O>() {
            self.actors.entry(index).or_default().push(Arc::new(Reached::<O, A>::new(actor)));
        }
        self
    }

    /// Gives the start values of the instances of `M`, which is `one for all` or `one for each …`: its context by the id of the
    /// instance, once for each, when the instance is made. Without this they are zero.
    pub fn shared<M, C>(mut self, start: impl Fn(&str) -> C + Send + Sync + 'static) -> Self
    where
        M: Machine<System = P, Context = C>,
        C: Serialize,
    {
        let of = |error| Unreadable::new(format!("the start values of @{}", M::table().name), error);
        let start: Start = Box::new(move |id| serde_json::to_string(&start(id)).map_err(of));
        if self.starts.insert(M::KIND, start).is_some() {
            self.mistakes.push(format!("@{} has start values twice", M::table().name));
        }
        self
    }

    /// Uses a clock that the caller moves, for tests.
    pub fn clock(mut self, clock: &ManualClock) -> Self {
        self.clock = Some(clock.clone());
        self
    }

    /// Sets how long an attempt may take, 30 seconds at first. After that it is made again, while the old one may still run; the first
    /// answer counts.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Opens the database, which is created if it does not exist, and goes on where the last host stopped. If another version of the
    /// specification has written it, its rows are migrated first; see [`plan`](Builder::plan). Must be called within a tokio
    /// runtime, which performs awaited phrases and delivers messages.
    ///
    /// # Errors
    /// If a machine is bound twice or not at all, or the database cannot be used.
    pub async fn start(mut self) -> Result<Host<P>, OpenError> {
        let (parts, actors) = self.assemble()?;
        let Builder { path, clock, patience, own_patience, options, hooks, .. } = self;
        let name = P::TABLE.name;
        launch(Launch { name, path, parts, actors, clock, patience, own_patience, options, hooks }).await
    }

    /// Plans the upgrade of a database that another version of the program has written, and may be using: the data that goes on, the data
    /// that is migrated, and the decisions that [`start`](Builder::start) needs to succeed. The database is only read.
    ///
    /// # Errors
    /// If a machine is bound twice or not at all, or there is no database that can be read.
    pub async fn plan(mut self) -> Result<Plan, OpenError> {
        let (parts, _) = self.assemble()?;
        let path = self.path;
        let planned = Handle::current().spawn_blocking(move || plan_for(&path, &parts)).await;
        planned.map_err(|error| OpenError::Program(error.to_string()))?
    }

    /// The program with its bindings, and the actors that are reached.
    fn assemble(&mut self) -> Result<(Parts, Actors), OpenError> {
        let machines = self.bind_all();
        let actors = self.take_actors();
        if !self.mistakes.is_empty() {
            return Err(OpenError::Program(self.mistakes.join("; ")));
        }
        let table = P::TABLE;
        let all = table.actors.iter().enumerate();
        let part = |(index, table)| ActorPart { table, is_delivered: actors.contains_key(&index) };
        let parts = Parts {
            fingerprint: table.fingerprint(),
            number: table.number,
            mappings: table.mappings,
            secrets: table.secrets,
            rules: read_rules(table),
            machines,
            actors: all.map(part).collect(),
        };
        Ok((parts, actors))
    }

    /// Opens the database as [`start`](Builder::start) does, for a host that a test drives.
    ///
    /// # Errors
    /// As those of [`start`](Builder::start).
    #[cfg(feature = "simulation")]
    pub fn simulate(
        mut self,
        setup: crate::simulation::Setup,
    ) -> Result<crate::simulation::Simulation<P>, OpenError> {
        let (parts, actors) = self.assemble()?;
        let now = self.clock.as_ref().map_or_else(system_time, ManualClock::now);
        let engine = Engine::open(&self.path, parts, setup.options(self.options), now)?;
        Ok(crate::simulation::Simulation::new(engine, actors, now, setup))
    }

    /// The machines of the program in order.
    fn bind_all(&mut self) -> Vec<Box<dyn AnyMachine>> {
        let mut plain = Plain { machines: BTreeMap::new() };
        P::visit_plain_machines(&mut plain);
        let mut all = Vec::new();
        for (kind, table) in P::TABLE.machines.iter().enumerate() {
            let start = self.starts.remove(&kind);
            let mut binds = self.machines.remove(&kind).unwrap_or_default();
            self.check_bound_once(table.name, binds.len());
            match binds.pop().or_else(|| plain.machines.remove(&kind)) {
                Some(bind) => all.push(bind(start)),
                None => self.mistakes.push(unbound(table)),
            }
        }
        all
    }

    fn check_bound_once(&mut self, name: &str, times: usize) {
        if times > 1 {
            self.mistakes.push(format!("@{name} is bound {times} times"));
        }
    }

    /// The actors that are reached, by their indices.
    fn take_actors(&mut self) -> Actors {
        let mut once = BTreeMap::new();
        for (index, mut actors) in std::mem::take(&mut self.actors) {
            self.check_bound_once(P::TABLE.actors[index].name, actors.len());
            once.extend(actors.pop().map(|actor| (index, actor)));
        }
        once
    }
}

/// A host that is about to start.
pub(crate) struct Launch {
    /// The name of the system.
    pub(crate) name: &'static str,
    pub(crate) path: PathBuf,
    pub(crate) parts: Parts,
    pub(crate) actors: BTreeMap<usize, Arc<dyn AnyActor>>,
    /// A clock that a test moves.
    pub(crate) clock: Option<ManualClock>,
    pub(crate) patience: Duration,
    pub(crate) own_patience: BTreeMap<Channel, Duration>,
    pub(crate) options: Options,
    pub(crate) hooks: Hooks,
}

/// Opens the database, and starts the thread of the host.
///
/// # Errors
/// If the database cannot be used.
pub(crate) async fn launch<P>(launch: Launch) -> Result<Host<P>, OpenError> {
    let Launch { name, path, parts, actors, clock: manual, patience, own_patience, options, hooks } = launch;
    let runtime = Handle::current();
    let now = manual.as_ref().map_or_else(system_time, ManualClock::now);
    let bounds = options.bounds;
    let file = path.clone();
    let opened = runtime.spawn_blocking(move || Engine::open(&file, parts, options, now)).await;
    let engine = opened.map_err(|error| OpenError::Program(error.to_string()))??;
    let clock = manual.map_or_else(|| Clock::system(engine.now()), Clock::Manual);
    let (ran, groups) = watch::channel(0);
    let program = Running { name, parts: engine.parts(), size: bounds.size, groups };
    let performer = Performer {
        parts: engine.parts(),
        actors,
        runtime,
        patience,
        own_patience,
        places: Arc::new(Semaphore::new(bounds.under_way.min(Semaphore::MAX_PERMITS))),
        hooks,
    };
    let sender = shell::start(engine, clock.clone(), performer, bounds.calls, ran)
        .map_err(|error| OpenError::Program(format!("no thread can be started: {error}")))?;
    if let Clock::Manual(manual) = &clock {
        let sender = sender.clone();
        // The host may be gone by then.
        manual.on_move(move || drop(sender.send(Inbound::Wake)));
    }
    Ok(Host::new(sender, clock, path, program))
}

/// The rules of generated code, which the interpreter evaluates.
#[cfg(feature = "rules")]
fn read_rules(table: &'static ProgramTable) -> Rules {
    crate::interpret::read_rules(table)
}

/// The rules of generated code, which nobody evaluates.
#[cfg(not(feature = "rules"))]
fn read_rules(table: &'static ProgramTable) -> Rules {
    Rules::unchecked(table.rules, crate::rules::WITHOUT_INTERPRETER)
}

/// The mistake of a machine without bindings.
fn unbound(table: &MachineTable) -> String {
    let phrases: Vec<_> = table.phrases.iter().map(|phrase| format!("'{}'", phrase.text)).collect();
    format!(
        "@{} is not bound: call `bindings` or `awaits` for it, to answer {}",
        table.name,
        phrases.join(", ")
    )
}

/// The machines without phrases, which need no bindings.
struct Plain {
    machines: BTreeMap<usize, Bind>,
}

impl<P: Program> PlainMachines<P> for Plain {
    fn visit<M: Machine<System = P> + Runs<()>>(&mut self) {
        self.machines.insert(M::KIND, Box::new(|start| Box::new(InStep::<M, (), _>::plain(|_| (), start))));
    }
}
