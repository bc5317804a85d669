//! Sets up a host that runs a specification with the interpreter.
//!
//! Machines are named by their index, and bound once: those with phrases are awaited or answered in the step, others need no binding.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flow_durable::{Attempts, BoxFuture, Call, Plan, Retention, StoredEvent, Trouble, Unreadable};
use flow_sim::exec::Bindings;

use super::machine::{Bound, Interpreted};
use super::rules::make_rules;
use super::{Answers, Delivers, Make, Message, Question, Specification};
use crate::bound::{AnyActor, Start};
use crate::builder::{Launch, PATIENCE, launch};
use crate::engine::Options;
use crate::error::OpenError;
use crate::hooks::Hooks;
use crate::host::Host;
use crate::inspect::Database;
use crate::letters::DeadLetter;
use crate::migrate::plan_for;
use crate::program::{ActorPart, AnyMachine, Parts};
use crate::rules::BrokenRule;
use crate::step::Step;

/// A host of a specification that is being set up.
#[must_use = "a host runs after `start`"]
pub struct Builder {
    of: Specification,
    path: PathBuf,
    answers: Option<Arc<dyn Answers>>,
    delivers: Option<Arc<dyn Delivers>>,
    in_step: BTreeMap<usize, Make>,
    starts: BTreeMap<usize, Start>,
    /// The machines that are awaited although no answers are bound.
    awaited: BTreeSet<String>,
    options: Options,
    hooks: Hooks,
}

/// The actors that are reached, by their indices.
type Actors = BTreeMap<usize, Arc<dyn AnyActor>>;

impl Builder {
    /// A host of a specification that keeps its machines in a database.
    pub fn new(of: Specification, path: impl AsRef<Path>) -> Self {
        Builder {
            of,
            path: path.as_ref().to_owned(),
            answers: None,
            delivers: None,
            in_step: BTreeMap::new(),
            starts: BTreeMap::new(),
            awaited: BTreeSet::new(),
            options: Options::default(),
            hooks: Hooks::default(),
        }
    }

    /// Answers the phrases of all machines that are not bound otherwise: handlers wait for each answer.
    pub fn awaits(mut self, answers: impl Answers) -> Self {
        self.answers = Some(Arc::new(answers));
        self
    }

    /// Answers the phrases of a machine in the step, with bindings that are made for each event.
    pub fn bindings(
        mut self,
        machine: usize,
        make: impl Fn(Step) -> Box<dyn Bindings> + Send + Sync + 'static,
    ) -> Self {
        self.in_step.insert(machine, Box::new(make));
        self
    }

    /// Delivers the messages to all actors outside. Without this they are kept to be read.
    pub fn delivers(mut self, delivers: impl Delivers) -> Self {
        self.delivers = Some(Arc::new(delivers));
        self
    }

    /// Gives the start values of the instances of a machine that is `one for …`, in JSON, by their ids.
    pub fn shared(
        mut self,
        machine: usize,
        start: impl Fn(&str) -> Result<String, Unreadable> + Send + Sync + 'static,
    ) -> Self {
        self.starts.insert(machine, Box::new(start));
        self
    }

    /// Sets after how many attempts a question or a message is given up.
    pub fn attempts(mut self, attempts: Attempts) -> Self {
        (self.options.asks, self.options.messages) = (attempts, attempts);
        self
    }

    /// Sets how long the host keeps rows that are over.
    pub fn retention(mut self, retention: Retention) -> Self {
        self.options.retention = retention;
        self
    }

    /// Calls a function for each dead letter; see [`Builder::on_dead_letter`](crate::Builder::on_dead_letter).
    pub fn on_dead_letter(mut self, call: impl Fn(&DeadLetter) + Send + Sync + 'static) -> Self {
        self.hooks.on_dead_letter = Some(Arc::new(call));
        self
    }

    /// Calls a function when a rule is broken; see [`Builder::on_broken_rule`](crate::Builder::on_broken_rule).
    pub fn on_broken_rule(mut self, call: impl Fn(&BrokenRule) + Send + Sync + 'static) -> Self {
        self.hooks.on_broken_rule = Some(Arc::new(call));
        self
    }

    /// Opens the database, which is created if it does not exist, and goes on where the last host stopped; see
    /// [`Builder::start`](crate::Builder::start). Must be called within a tokio runtime.
    ///
    /// # Errors
    /// If the database cannot be used.
    pub async fn start(mut self) -> Result<Host<()>, OpenError> {
        let (path, options) = (self.path.clone(), std::mem::take(&mut self.options));
        let hooks = std::mem::take(&mut self.hooks);
        let name = self.of.table.name;
        let (parts, actors) = self.assemble();
        let (clock, own_patience) = (None, BTreeMap::new());
        launch(Launch { name, path, parts, actors, clock, patience: PATIENCE, own_patience, options, hooks })
            .await
    }

    /// Plans the upgrade of a database that another version of the specification has written, and may be using. Machines are awaited as
    /// they were by the program that wrote it. The database is only read.
    ///
    /// # Errors
    /// If there is no database that can be read.
    pub fn plan(mut self) -> Result<Plan, OpenError> {
        self.awaited = Database::open(&self.path)?.awaited().map(str::to_owned).collect();
        let path = self.path.clone();
        let (parts, _) = self.assemble();
        plan_for(&path, &parts)
    }

    /// Opens the database for a host that a test drives.
    ///
    /// # Errors
    /// If the database cannot be used.
    #[cfg(feature = "simulation")]
    pub fn simulate(
        self,
        setup: crate::simulation::Setup,
        clock: &crate::ManualClock,
    ) -> Result<crate::simulation::Simulation<()>, OpenError> {
        let (path, now) = (self.path.clone(), clock.now());
        let options = setup.options(Options::default());
        let (parts, actors) = self.assemble();
        let engine = crate::engine::Engine::open(&path, parts, options, now)?;
        Ok(crate::simulation::Simulation::new(engine, actors, now, setup))
    }

    /// The program with its bindings, and the actors that are reached.
    fn assemble(mut self) -> (Parts, Actors) {
        let table = self.of.table;
        let machines = (0..table.machines.len()).map(|at| self.machine(at)).collect();
        let is_delivered = self.delivers.is_some();
        let actors = table.actors.iter().map(|table| ActorPart { table, is_delivered }).collect();
        let parts = Parts {
            fingerprint: table.fingerprint(),
            machines,
            actors,
            number: table.number,
            mappings: table.mappings,
            secrets: table.secrets,
            rules: make_rules(self.of.model, self.of.sources),
        };
        let reached = self.delivers.iter().flat_map(|delivers| {
            table.actors.iter().enumerate().map(|(at, actor)| {
                let reached = Reached { actor: actor.name, delivers: Arc::clone(delivers) };
                (at, Arc::new(reached) as Arc<dyn AnyActor>)
            })
        });
        (parts, reached.collect())
    }

    fn machine(&mut self, at: usize) -> Box<dyn AnyMachine> {
        let table = &self.of.table.machines[at];
        let bound = match (self.in_step.remove(&at), &self.answers) {
            (Some(make), _) => Bound::InStep(make),
            (None, Some(answers)) if !table.phrases.is_empty() => Bound::Awaited(Arc::clone(answers)),
            (None, _) if self.awaited.contains(table.name) => Bound::Awaited(Arc::new(Nobody)),
            (None, _) => Bound::Plain,
        };
        Box::new(Interpreted::new(self.of, at, bound, self.starts.remove(&at)))
    }
}

/// Gives no answers.
struct Nobody;

impl Answers for Nobody {
    fn answer<'a>(&'a self, _: Question<'a>, _: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        Box::pin(async { Err(Trouble::Misconfigured("nobody answers it".to_owned())) })
    }
}

/// An actor outside.
struct Reached {
    actor: &'static str,
    delivers: Arc<dyn Delivers>,
}

impl AnyActor for Reached {
    fn deliver<'a>(
        &'a self,
        name: &'a str,
        payload: &'a str,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>> {
        self.delivers.deliver(Message { actor: self.actor, name, payload }, call)
    }
}
