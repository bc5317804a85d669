//! A durable host without a database: its rows are lists, and a crash drops everything else.
//!
//! It delivers in one queue, as the in-process system does, so that the traces of both can be compared.

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use flow::{Duration, Time};
use flow_durable::{
    Answer, Around, Ask, Awaits, BoxFuture, Call, CallError, Caller, DeliveryId, Instances, Machine,
    MachineTable, Post, Ran, Record, Recorded, Replay, Runs, Secret, Stepped, Stopped, Stored, StoredEvent,
    Target, TimerKind, Trouble, Unreadable, Uuids, When, run_handler,
};
use flow_routing::{Directory, Origin, Receiver, find_partner, resolve_receiver, visit_all_receivers};

type Run<B> = fn(Stored<'_>, &StoredEvent, &mut B, &dyn Around) -> Result<Ran, Stopped>;

/// The state and the context of a new instance.
type Started = Result<(&'static str, String), Unreadable>;

/// Asks the program, without waiting in a test.
type Perform<W> = for<'a> fn(&'a W, &'a Ask, &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>>;

/// How the phrases of a machine with the bindings `W` are asked.
enum How<W> {
    InStep(Run<W>),
    Awaited {
        run: fn(Stored<'_>, &StoredEvent, &mut Replay<'_>, &dyn Around) -> Result<Ran, Stopped>,
        perform: Perform<W>,
    },
}

/// A machine of the program.
pub(crate) struct Kind<W> {
    table: &'static MachineTable,
    create: fn(&str, &str) -> Started,
    how: How<W>,
}

fn create<M: Machine>(id: &str, context: &str) -> Started {
    let machine = M::new_instance(id, context)?;
    Ok((machine.state_name(), machine.write_context()?))
}

pub(crate) fn in_step<M: Runs<W>, W>() -> Kind<W> {
    Kind { table: M::table(), create: create::<M>, how: How::InStep(run_handler::<M, W>) }
}

pub(crate) fn awaited<M: Awaits<W> + for<'r> Runs<Replay<'r>>, W>() -> Kind<W> {
    let run = |stored: Stored<'_>, event: &StoredEvent, replay: &mut Replay<'_>, around: &dyn Around| {
        run_handler::<M, _>(stored, event, replay, around)
    };
    Kind { table: M::table(), create: create::<M>, how: How::Awaited { run, perform: M::perform } }
}

#[derive(Clone, Debug)]
struct Instance {
    machine: usize,
    id: String,
    /// `None` until the first event.
    stored: Option<(String, String)>,
    conversation: Option<usize>,
    maker: Option<usize>,
    has_ended: bool,
    revision: u64,
}

/// Who sent an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sender {
    Outside(&'static str),
    Instance(usize),
}

#[derive(Clone, Debug)]
struct Delivery {
    id: DeliveryId,
    to: usize,
    from: Sender,
    conversation: Option<usize>,
    event: StoredEvent,
}

#[derive(Clone, Debug)]
struct Timer {
    due: Time,
    of: usize,
    kind: TimerKind,
    every: Option<Duration>,
    event: StoredEvent,
}

/// All that is stored.
#[derive(Clone, Debug, Default)]
struct Rows {
    clock: Time,
    instances: Vec<Instance>,
    conversations: usize,
    deliveries: VecDeque<Delivery>,
    answers: BTreeMap<DeliveryId, Vec<Recorded>>,
    timers: Vec<Timer>,
    deliveries_made: u128,
    messages: Vec<(usize, &'static str, &'static str, String)>,
    trace: Vec<String>,
}

impl Directory for Rows {
    type Machine = usize;
    type Instance = usize;
    type Conversation = usize;

    fn machine(&self, instance: usize) -> usize {
        self.instances[instance].machine
    }

    fn maker(&self, instance: usize) -> Option<usize> {
        self.instances[instance].maker
    }

    fn has_ended(&self, instance: usize) -> bool {
        self.instances[instance].has_ended
    }

    fn newest(&self, conversation: usize, machine: usize) -> Option<usize> {
        self.newest_before(self.instances.len(), conversation, machine)
    }

    fn next_older(&self, instance: usize) -> Option<usize> {
        let Instance { machine, conversation, .. } = self.instances[instance];
        self.newest_before(instance, conversation?, machine)
    }
}

impl Rows {
    fn newest_before(&self, before: usize, conversation: usize, machine: usize) -> Option<usize> {
        let is_it = |one: &Instance| (one.conversation, one.machine) == (Some(conversation), machine);
        self.instances[..before].iter().rposition(is_it)
    }

    fn find(&self, machine: usize, id: &str) -> Option<usize> {
        self.instances.iter().position(|one| one.machine == machine && one.id == id)
    }

    fn add(
        &mut self,
        machine: usize,
        id: String,
        conversation: Option<usize>,
        maker: Option<usize>,
    ) -> usize {
        let (stored, has_ended, revision) = (None, false, 0);
        self.instances.push(Instance { machine, id, stored, conversation, maker, has_ended, revision });
        self.instances.len() - 1
    }

    fn post(&mut self, to: usize, from: Sender, conversation: Option<usize>, event: StoredEvent) {
        self.deliveries_made += 1;
        let id = DeliveryId(self.deliveries_made.to_be_bytes());
        self.deliveries.push_back(Delivery { id, to, from, conversation, event });
    }

    fn name(&self, sender: Sender) -> String {
        match sender {
            Sender::Outside(actor) => format!("@{actor}"),
            Sender::Instance(instance) => format!("@{}", self.instances[instance].id),
        }
    }

    fn origin(&self, delivery: &Delivery) -> Origin<usize, usize> {
        let sender = match delivery.from {
            Sender::Instance(sender) if sender != delivery.to => Some(sender),
            _ => None,
        };
        let conversation = self.instances[delivery.to].conversation.or(delivery.conversation);
        Origin { this: delivery.to, sender, conversation }
    }
}

/// The instances around a handler.
struct View<'a> {
    rows: &'a Rows,
    tables: Vec<&'static MachineTable>,
    origin: Origin<usize, usize>,
    /// How many ids the handler has got.
    reserved: Cell<usize>,
}

impl Around for View<'_> {
    fn partner(&self, machine: usize) -> Option<String> {
        if self.tables[machine].instances == Instances::One {
            return Some(self.tables[machine].name.to_owned());
        }
        let found = find_partner(self.rows, self.origin, machine)?;
        Some(self.rows.instances[found].id.clone())
    }

    fn new_id(&self, machine: usize) -> String {
        self.reserved.set(self.reserved.get() + 1);
        let count = self.rows.instances.iter().filter(|one| one.machine == machine).count();
        format!("{}-{}", self.tables[machine].name, count + self.reserved.get())
    }
}

/// The host: its rows, and what a crash drops.
pub(crate) struct Host<W> {
    rows: Rows,
    kinds: Vec<Kind<W>>,
    pub(crate) world: W,
    /// Drops everything but the rows after each answer.
    pub(crate) crashes: bool,
    /// What is in the world of a process that starts.
    start: fn() -> Vec<Kind<W>>,
    /// The keys of the questions that were performed, with the attempts.
    pub(crate) performed: Vec<(String, u32)>,
}

impl<W> Host<W> {
    pub(crate) fn new(start: fn() -> Vec<Kind<W>>, world: W) -> Self {
        let mut host = Host {
            rows: Rows::default(),
            kinds: start(),
            world,
            crashes: false,
            start,
            performed: Vec::new(),
        };
        for machine in 0..host.kinds.len() {
            let table = host.kinds[machine].table;
            if table.instances == Instances::One {
                host.create_instance(machine, table.name.to_owned(), "").expect("zeros fit");
            }
        }
        host
    }

    /// The lines of what happened since the last call.
    pub(crate) fn take_trace(&mut self) -> Vec<String> {
        std::mem::take(&mut self.rows.trace)
    }

    /// The messages to actors outside since the last call, with the ids of their senders.
    pub(crate) fn take_messages(&mut self) -> Vec<(String, &'static str, &'static str, String)> {
        let messages = std::mem::take(&mut self.rows.messages);
        let named = |(of, actor, name, payload): (usize, _, _, _)| {
            (self.rows.instances[of].id.clone(), actor, name, payload)
        };
        messages.into_iter().map(named).collect()
    }

    fn create_instance(&mut self, machine: usize, id: String, context: &str) -> Result<usize, Unreadable> {
        let (state, context) = (self.kinds[machine].create)(&id, context)?;
        let conversation = match self.kinds[machine].table.instances {
            Instances::PerConversation => {
                self.rows.conversations += 1;
                Some(self.rows.conversations)
            }
            Instances::One | Instances::PerKey(_) => None,
        };
        let at = self.rows.add(machine, id, conversation, None);
        self.rows.instances[at].stored = Some((state.to_owned(), context));
        Ok(at)
    }

    /// Delivers an event from outside, then all that it causes.
    pub(crate) fn send_event(
        &mut self,
        actor: &'static str,
        to: &str,
        event: StoredEvent,
    ) -> Result<Ran, Stopped> {
        let machine = event.machine;
        let to = match self.rows.find(machine, to) {
            Some(found) => found,
            None => self.rows.add(machine, to.to_owned(), None, None),
        };
        self.rows.post(to, Sender::Outside(actor), None, event);
        let ran = self.deliver_next();
        self.run_until_idle();
        ran
    }

    /// Lets time pass. What is due is delivered in order.
    pub(crate) fn advance(&mut self, by: Duration) {
        let end = self.rows.clock.checked_add(by).expect("the clock goes on");
        loop {
            let due = self.rows.timers.iter().enumerate().filter(|(_, timer)| timer.due <= end);
            let Some((at, _)) = due.min_by_key(|(_, timer)| timer.due) else { break };
            let timer = self.rows.timers.remove(at);
            self.rows.clock = timer.due;
            if let Some(every) = timer.every {
                let due = timer.due.checked_add(every).expect("the clock goes on");
                self.rows.timers.push(Timer { due, ..timer.clone() });
            }
            let from = match timer.kind {
                TimerKind::State | TimerKind::Group(_) => Sender::Outside("system"),
                TimerKind::Schedule => Sender::Instance(timer.of),
            };
            self.rows.post(timer.of, from, None, timer.event);
            self.run_until_idle();
        }
        self.rows.clock = end;
    }

    fn run_until_idle(&mut self) {
        while !self.rows.deliveries.is_empty() {
            let _ = self.deliver_next();
        }
    }

    /// Runs the handler of the next delivery, and commits.
    fn deliver_next(&mut self) -> Result<Ran, Stopped> {
        let delivery = self.rows.deliveries.front().expect("there is one").clone();
        let result = self.handle(&delivery);
        self.rows.deliveries.pop_front();
        self.rows.answers.remove(&delivery.id);
        let (from, to) = (self.rows.name(delivery.from), self.rows.name(Sender::Instance(delivery.to)));
        let end = match &result {
            Ok(ran) => format!("#{} > #{}", ran.from, ran.state),
            Err(Stopped::Rejected { state }) => format!("rejected in #{state}"),
            Err(Stopped::Refused { reason }) => format!("refused: {reason}"),
            Err(Stopped::Failed { phrase, .. }) => format!("'{phrase}' failed"),
            Err(other) => format!("{other:?}"),
        };
        self.rows.trace.push(format!("{from} > {to} :{}, {end}", delivery.event.name));
        if let Ok(ran) = &result {
            self.commit(&delivery, ran.clone());
        }
        result
    }

    fn handle(&mut self, delivery: &Delivery) -> Result<Ran, Stopped> {
        let instance = &self.rows.instances[delivery.to];
        let kind = &self.kinds[instance.machine];
        let (state, context) = match instance.stored.clone() {
            Some(stored) => stored,
            None => (kind.create)(&instance.id, "").map(|(state, context)| (state.to_owned(), context))?,
        };
        let (id, state, context) = (instance.id.clone(), state.as_str(), context.as_str());
        let stored = Stored { id: &id, state, context };
        loop {
            let kind = &self.kinds[delivery.event.machine];
            let tables = self.kinds.iter().map(|kind| kind.table).collect();
            let origin = self.rows.origin(delivery);
            let view = View { rows: &self.rows, tables, origin, reserved: Cell::new(0) };
            let (run, perform) = match &kind.how {
                How::InStep(run) => return run(stored, &delivery.event, &mut self.world, &view),
                How::Awaited { run, perform } => (*run, *perform),
            };
            let recorded = self.rows.answers.get(&delivery.id).cloned().unwrap_or_default();
            let uuids = Uuids::new(Secret([7; 32]), delivery.id);
            let mut replay = Replay::new(&recorded, kind.table.phrases, self.rows.clock, uuids);
            let result = run(stored, &delivery.event, &mut replay, &view);
            assert_eq!(replay.misfit(), None);
            let Some(ask) = replay.take_ask() else { return result };
            let (table, function) = (kind.table, kind.table.phrases[ask.phrase].function);
            let answer = self.perform(perform, &ask, table, (&id, delivery.id));
            let recorded =
                Recorded { function: function.to_owned(), arguments: ask.arguments.clone(), answer };
            self.rows.answers.entry(delivery.id).or_default().push(recorded);
            if self.crashes {
                self.rows = self.rows.clone();
                self.kinds = (self.start)();
            }
        }
    }

    /// Performs a question until it has an answer.
    fn perform(
        &mut self,
        perform: Perform<W>,
        ask: &Ask,
        table: &MachineTable,
        (instance, delivery): (&str, DeliveryId),
    ) -> Answer {
        let key = delivery.key(table.name, instance, ask.n);
        let mut call = Call::new(key, table.name, instance, self.rows.clock);
        loop {
            self.performed.push((call.key.clone(), call.attempt));
            match block_on(perform(&self.world, ask, &call)) {
                Ok(value) => return Answer::Value(value),
                Err(Trouble::Refused(error)) => return Answer::Refused(error),
                Err(Trouble::Later(_)) => call.attempt += 1,
                Err(Trouble::Misconfigured(error)) => panic!("a test is configured: {error}"),
            }
        }
    }

    fn commit(&mut self, delivery: &Delivery, ran: Ran) {
        let origin = self.rows.origin(delivery);
        let instance = &mut self.rows.instances[delivery.to];
        instance.stored = Some((ran.state.to_owned(), ran.context));
        instance.has_ended = ran.has_ended;
        instance.revision += 1;
        if !ran.passed.is_empty() {
            let stays = |kind| match kind {
                TimerKind::State => false,
                TimerKind::Group(group) => ran.timer_groups.contains(&group),
                TimerKind::Schedule => true,
            };
            self.rows.timers.retain(|timer| timer.of != delivery.to || stays(timer.kind));
        }
        for post in ran.posts {
            self.commit_post(origin, post);
        }
    }

    fn commit_post(&mut self, origin: Origin<usize, usize>, post: Post) {
        let this = origin.this;
        match post {
            Post::Event { to, event } => {
                for to in self.receivers(origin, to, event.machine) {
                    self.rows.post(to, Sender::Instance(this), origin.conversation, event.clone());
                }
            }
            Post::Message { actor, name, payload } => {
                let from = self.rows.name(Sender::Instance(this));
                self.rows.trace.push(format!("{from} > @{actor} :{name}, sent"));
                self.rows.messages.push((this, actor, name, payload));
            }
            Post::Start { kind, when, event } => self.start_timer(this, kind, when, event),
            Post::Cancel { name } => {
                self.rows.timers.retain(|timer| timer.of != this || timer.event.name != name);
            }
            Post::CancelTimer => {
                self.rows.timers.retain(|timer| timer.of != this || timer.event.name != "timer_expired");
            }
        }
    }

    fn start_timer(&mut self, of: usize, kind: TimerKind, when: When, event: StoredEvent) {
        let after = |length| self.rows.clock.checked_add(length).expect("the clock goes on");
        let (due, every) = match when {
            When::After(length) => (after(length), None),
            When::Every(length) => (after(length), Some(length)),
            When::Until(time) => (time, None),
        };
        if kind != TimerKind::Schedule {
            self.rows.timers.retain(|timer| timer.of != of || timer.event.name != event.name);
        }
        self.rows.timers.push(Timer { due, of, kind, every, event });
    }

    fn receivers(&mut self, origin: Origin<usize, usize>, to: Target, machine: usize) -> Vec<usize> {
        let new_id = |rows: &Rows, kinds: &[Kind<W>]| {
            let count = rows.instances.iter().filter(|one| one.machine == machine).count();
            format!("{}-{}", kinds[machine].table.name, count + 1)
        };
        let (this, conversation) = (origin.this, origin.conversation);
        let receiver = match to {
            Target::Partner => match resolve_receiver(&self.rows, origin, machine) {
                Receiver::Existing(found) => found,
                Receiver::New | Receiver::Nobody => {
                    let id = new_id(&self.rows, &self.kinds);
                    self.rows.add(machine, id, conversation, Some(this))
                }
            },
            Target::Only => {
                self.rows.find(machine, self.kinds[machine].table.name).expect("it is always there")
            }
            Target::Key(id) | Target::Reference(id) => {
                let found = self.rows.find(machine, &id);
                found.unwrap_or_else(|| self.rows.add(machine, id, None, None))
            }
            Target::New(id) => self.rows.add(machine, id, conversation, Some(this)),
            Target::Itself => this,
            Target::All => {
                let mut all = Vec::new();
                let newest = conversation.and_then(|conversation| self.rows.newest(conversation, machine));
                visit_all_receivers(&self.rows, this, newest, |receiver| all.push(receiver));
                all.reverse();
                return all;
            }
        };
        vec![receiver]
    }
}

/// The calls of a program, one at a time.
pub(crate) struct Shared<W>(pub(crate) Mutex<Host<W>>);

impl<P, W: Send> Caller<P> for Shared<W> {
    async fn create(&self, machine: usize, id: Option<String>, context: String) -> Result<String, CallError> {
        let mut host = self.0.lock().expect("no test panics with the lock");
        let count = host.rows.instances.iter().filter(|one| one.machine == machine).count();
        let id = id.unwrap_or_else(|| format!("{}-{}", host.kinds[machine].table.name, count + 1));
        host.create_instance(machine, id.clone(), &context)?;
        Ok(id)
    }

    async fn send(&self, id: String, event: StoredEvent) -> Result<Stepped, CallError> {
        let mut host = self.0.lock().expect("no test panics with the lock");
        let name = event.name.clone();
        let table = host.kinds[event.machine].table;
        let from = flow_durable::find_event(table, &event).and_then(|known| known.from).unwrap_or("outside");
        match host.send_event(from, &id, event) {
            Ok(ran) => {
                let passed = ran.passed.iter().map(|state| (*state).to_owned()).collect();
                Ok(Stepped { from: ran.from.to_owned(), passed, deferred: false })
            }
            Err(Stopped::Rejected { state }) => Err(CallError::Rejected { event: name, state }),
            Err(Stopped::Refused { reason }) => Err(CallError::Refused { reason }),
            Err(Stopped::Failed { phrase, error }) => Err(CallError::Failed { phrase, error }),
            Err(other) => Err(CallError::Unfit(format!("{other:?}"))),
        }
    }

    async fn read(&self, machine: usize, id: String) -> Result<Option<Record>, CallError> {
        let host = self.0.lock().expect("no test panics with the lock");
        let found = host.rows.find(machine, &id).map(|at| &host.rows.instances[at]);
        Ok(found.and_then(|one| {
            let (state, context) = one.stored.clone()?;
            Some(Record {
                id: one.id.clone(),
                state,
                context,
                revision: one.revision,
                has_ended: one.has_ended,
            })
        }))
    }
}

/// The value of a future that waits for nothing.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the test waits for nothing"),
    }
}
