//! [`Api`]: who may do and see what over HTTP.
//!
//! By default everything is closed: an instance is found by the principal who began its conversation, and of its variables those are
//! shown that the program names.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::http::request::Parts as Request;
use flow_durable::{BoxFuture, Machine, MachineTable, ProgramTable, SecretField};

use super::signing::Secrets;
use super::tokens::Tokens;
use crate::inspect::Mask;
use crate::principal::Principal;
use crate::program::Parts;

/// How the host finds out who asks.
#[derive(Clone)]
pub(super) enum Authenticate {
    /// By bearer tokens.
    Tokens(Arc<Tokens>),
    /// By a function of the program.
    Function(Arc<dyn Fn(Request) -> BoxFuture<'static, Option<Principal>> + Send + Sync>),
}

/// The permissions of actors over HTTP. Begin with `Api::new()`.
#[derive(Clone)]
#[must_use = "it has an effect when a host serves it"]
pub struct Api {
    pub(super) authenticate: Option<Authenticate>,
    /// Machines with actors that find all their instances.
    all: Vec<(String, String)>,
    /// The variables that are shown, by machine.
    show: BTreeMap<String, Vec<String>>,
    /// The secrets of actors that are programs.
    partners: BTreeMap<String, Secrets>,
    pub(super) origins: Vec<String>,
    pub(super) hosts: Vec<String>,
    /// How long a request waits for its step.
    pub(super) patience: Duration,
    /// How many connections are open at once.
    pub(super) connections: usize,
}

/// How many connections are open at once, if the program does not set it. Each takes up to 64 KiB for its headers.
const CONNECTIONS: usize = 1024;

/// How long a request waits for its step by default: shorter than clients and proxies commonly wait.
const PATIENCE: Duration = Duration::from_secs(10);

impl Default for Api {
    fn default() -> Self {
        Api {
            authenticate: None,
            all: Vec::new(),
            show: BTreeMap::new(),
            partners: BTreeMap::new(),
            origins: Vec::new(),
            hosts: Vec::new(),
            patience: PATIENCE,
            connections: CONNECTIONS,
        }
    }
}

/// A mistake in an [`Api`], or in how it is served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApiError {
    /// The specification has no such machine, actor or variable.
    #[error("{0}")]
    Unknown(String),
    /// A variable is listed to be shown, but the settings declare it secret.
    #[error("'{0}' is secret, and cannot be shown")]
    Secret(String),
    /// Every client that reaches the address could do everything.
    #[error(
        "{0} is reached from other computers: say who may ask, by `tokens` or `authenticate`, or serve on a loopback address"
    )]
    Open(String),
    /// A router can be put anywhere.
    #[error("a router can be served on any address: say who may ask, by `tokens` or `authenticate`")]
    OpenRouter,
    /// A list of tokens cannot be read.
    #[error("{0}")]
    Tokens(String),
    /// The address cannot be used.
    #[error("{0} cannot be served: {1}")]
    Address(String, std::io::Error),
}

impl Api {
    /// Public events for the actors that the specification names, and no more.
    pub fn new() -> Self {
        Api::default()
    }

    /// Knows callers by their bearer tokens.
    pub fn tokens(mut self, tokens: Tokens) -> Self {
        self.authenticate = Some(Authenticate::Tokens(Arc::new(tokens)));
        self
    }

    /// Knows callers by a function of the program, which gets the method, the path and the headers of each request. `None` means that
    /// the caller is unknown, and the request is answered with 401. It replaces an earlier setting.
    pub fn authenticate<F>(mut self, who: impl Fn(Request) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<Principal>> + Send + 'static,
    {
        self.authenticate = Some(Authenticate::Function(Arc::new(move |request| Box::pin(who(request)))));
        self
    }

    /// Lets every principal of an actor find all instances of a machine, and not only their own.
    pub fn all<M: Machine>(self, actor: &str) -> Self {
        self.all_of(M::table().name, actor)
    }

    /// As [`all`](Api::all), with the name of the machine.
    pub fn all_of(mut self, machine: &str, actor: &str) -> Self {
        self.all.push((machine.to_owned(), actor.to_owned()));
        self
    }

    /// Shows variables of a machine to those who find an instance, in addition to its id and its state.
    pub fn show<M: Machine>(self, variables: &[&str]) -> Self {
        self.show_of(M::table().name, variables)
    }

    /// As [`show`](Api::show), with the name of the machine.
    pub fn show_of(mut self, machine: &str, variables: &[&str]) -> Self {
        let shown = self.show.entry(machine.to_owned()).or_default();
        shown.extend(variables.iter().map(|variable| (*variable).to_owned()));
        self
    }

    /// Takes answers and events of an actor outside that is a program, if they are signed with one of these secrets.
    pub fn partner(mut self, actor: &str, secrets: Secrets) -> Self {
        self.partners.insert(actor.to_owned(), secrets);
        self
    }

    /// Lets pages of other origins ask, like `https://shop.example`.
    pub fn cors<'o>(mut self, origins: impl IntoIterator<Item = &'o str>) -> Self {
        self.origins.extend(origins.into_iter().map(str::to_owned));
        self
    }

    /// Answers requests for these hosts only, like `shop.example`. Without authentication, the names of this computer are the only ones.
    pub fn hosts<'h>(mut self, hosts: impl IntoIterator<Item = &'h str>) -> Self {
        self.hosts.extend(hosts.into_iter().map(str::to_owned));
        self
    }

    /// Sets how long a request waits for its step, 10 seconds at first. After that it is answered with 202, and a path at which the result
    /// will be.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sets how many connections [`Host::serve`](crate::Host::serve) keeps open at once, 1,024 at first; one address has at most three quarters
    /// of them. For a further one, that of a client is closed that has not sent a whole request, or that is quiet. Each needs a file of the
    /// operating system.
    pub fn connections(mut self, most: usize) -> Self {
        self.connections = most;
        self
    }

    /// Whether an actor finds all instances of a machine.
    pub(super) fn is_open_to(&self, machine: &str, actor: &str) -> bool {
        self.all.iter().any(|(of, to)| of == machine && to == actor)
    }

    /// Whether a variable of a machine is shown.
    pub(super) fn shows(&self, machine: &str, variable: &str) -> bool {
        self.show.get(machine).is_some_and(|shown| shown.iter().any(|shown| shown == variable))
    }

    /// The actors that are programs.
    pub(super) fn list_partners(&self) -> impl Iterator<Item = &str> {
        self.partners.keys().map(String::as_str)
    }

    /// The secrets of an actor that is a program.
    pub(super) fn secrets_of(&self, actor: &str) -> Option<&Secrets> {
        self.partners.get(actor)
    }

    /// Checks that the names are those of a program, as serving it does; a program that wants to know before it opens the database calls
    /// it with its table.
    ///
    /// # Errors
    /// If the specification has no such machine, actor or variable.
    pub fn check(&self, program: &ProgramTable) -> Result<(), ApiError> {
        let machines: Vec<&MachineTable> = program.machines.iter().collect();
        let actors: Vec<&str> = program.actors.iter().map(|actor| actor.name).collect();
        self.check_names(&machines, &actors, program.secrets)
    }

    /// The same for a program that is opened.
    pub(super) fn check_parts(&self, parts: &Parts) -> Result<(), ApiError> {
        let machines: Vec<&MachineTable> = parts.machines.iter().map(|machine| machine.table()).collect();
        let actors: Vec<&str> = parts.actors.iter().map(|actor| actor.table.name).collect();
        self.check_names(&machines, &actors, parts.secrets)
    }

    fn check_names(
        &self,
        machines: &[&MachineTable],
        actors: &[&str],
        secrets: &'static [SecretField],
    ) -> Result<(), ApiError> {
        let unknown = |text: String| Err(ApiError::Unknown(text));
        let find = |name: &str| machines.iter().find(|table| table.name == name);
        let is_actor = |actor: &str| {
            let sends = |table: &&MachineTable| table.events.iter().any(|event| event.from == Some(actor));
            actors.contains(&actor) || (find(actor).is_none() && machines.iter().any(sends))
        };
        for (machine, actor) in &self.all {
            if find(machine).is_none() {
                return unknown(format!("there is no @{machine}"));
            }
            if !is_actor(actor) {
                return unknown(format!("there is no actor @{actor}"));
            }
        }
        for (actor, secrets) in &self.partners {
            if !is_actor(actor) {
                return unknown(format!("there is no actor @{actor}"));
            }
            if secrets.is_empty() {
                return unknown(format!("@{actor} has no secret"));
            }
        }
        let mask = Mask::of(secrets);
        for (machine, variables) in &self.show {
            let Some(table) = find(machine) else { return unknown(format!("there is no @{machine}")) };
            let is_known = |name: &str| table.variables.iter().any(|variable| variable.name == name);
            if let Some(variable) = variables.iter().find(|variable| !is_known(variable)) {
                return unknown(format!("@{machine} has no ${variable}"));
            }
            if let Some(variable) = variables.iter().find(|variable| mask.hides(machine, variable)) {
                return Err(ApiError::Secret(format!("{machine}.${variable}")));
            }
        }
        Ok(())
    }
}

/// Without the function.
impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Api { authenticate, all, show, partners, origins, hosts, patience, connections } = self;
        f.debug_struct("Api")
            .field("authenticates", &authenticate.is_some())
            .field("all", all)
            .field("show", show)
            .field("partners", partners)
            .field("origins", origins)
            .field("hosts", hosts)
            .field("patience", patience)
            .field("connections", connections)
            .finish()
    }
}
