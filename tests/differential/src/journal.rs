//! What happened, as lines: those of a host's journal, and those of the interpreter's log.
//!
//! A line is an event at an instance with all that it did. Both sides give the instances that emits make names of their own, so each
//! instance is named by its machine and its place among the instances of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use flow_model::model::{EventId, MachineId, Model, Party, StateId};
use flow_sim::exec::message::{InstanceId, Message, MessageId, Peer};
use flow_sim::exec::observer::Handled;
use flow_sim::exec::step::Refusal;
use flow_sim::exec::value::Value;
use flow_sim::history::{LogEntry, LoggedSystem};
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value as Json;

use crate::json::{read_context, read_payload};

/// What happened to an instance.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its name: its machine, and its place.
    pub(crate) instance: String,
    /// `handled`, `deferred`, or why it had no effect.
    pub(crate) what: String,
    pub(crate) event: String,
    /// When it was committed, in microseconds.
    pub(crate) at: i64,
    /// The sender that the event's handlers name.
    pub(crate) from: Option<String>,
    /// The instance that sent it by an emit.
    pub(crate) sender: Option<String>,
    pub(crate) payload: Vec<Value>,
    pub(crate) passed: Vec<String>,
    /// The state after, if it had an effect.
    pub(crate) state: String,
    /// The events and messages that left, with the instances and actors that get them.
    pub(crate) sent: Vec<(String, String)>,
}

impl Line {
    /// Whether two lines are equal.
    pub(crate) fn is(&self, other: &Line) -> bool {
        let plain = |line: &Line| {
            let line = line.clone();
            (line.instance, line.what, line.event, line.from, line.sender, line.passed, line.state, line.sent)
        };
        plain(self) == plain(other) && same_values(&self.payload, &other.payload)
    }
}

/// An instance at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) context: Vec<Value>,
    /// The events that it has deferred, oldest first.
    pub(crate) deferred: Vec<String>,
}

impl Standing {
    pub(crate) fn is(&self, other: &Standing) -> bool {
        (&self.name, &self.state, &self.deferred) == (&other.name, &other.state, &other.deferred)
            && same_values(&self.context, &other.context)
    }
}

fn same_values(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
}

/// The names of instances, by machine and id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    of: BTreeMap<(String, String), String>,
    counts: BTreeMap<String, usize>,
}

impl Names {
    fn add(&mut self, machine: String, id: String, is_shared: bool) {
        let count = self.counts.entry(machine.clone()).or_default();
        *count += 1;
        // Keys are the same on both sides, and so is the only one of all.
        let name = if is_shared { format!("{machine} '{id}'") } else { format!("{machine} #{count}") };
        self.of.insert((machine, id), name);
    }

    /// The id of the instance with a name.
    pub(crate) fn id(&self, name: &str) -> Option<&str> {
        self.of.iter().find(|(_, known)| *known == name).map(|((_, id), _)| id.as_str())
    }

    /// The id of the so-many-eth instance of a machine.
    pub(crate) fn nth(&self, machine: &str, number: usize) -> Option<String> {
        let place = |name: &str| name.rsplit_once(" #").and_then(|(_, place)| place.parse().ok());
        let mut ids: Vec<(usize, &String)> = self
            .of
            .iter()
            .filter(|((of, _), _)| of == machine)
            .map(|((_, id), name)| (place(name).unwrap_or(0), id))
            .collect();
        ids.sort();
        ids.get(number).map(|(_, id)| (*id).clone())
    }

    pub(crate) fn name(&self, machine: &str, id: &str) -> String {
        let known = self.of.get(&(machine.to_owned(), id.to_owned()));
        known.cloned().unwrap_or_else(|| format!("{machine} '{id}'?"))
    }

    /// Replaces ids by names in texts, which references are.
    fn rename(&self, value: &Value) -> Value {
        match value {
            Value::Text(text) => {
                // Keys can be any text. The longest first: 'order-1' is in 'order-12'.
                let is_in = |((machine, id), name): &(&(String, String), &String)| {
                    text.contains(id.as_str()) && name.starts_with(&format!("{machine} #"))
                };
                let mut found: Vec<_> = self.of.iter().filter(is_in).collect();
                found.sort_by_key(|((_, id), _)| std::cmp::Reverse(id.len()));
                let replace = |text: String, (_, id): &(String, String), name: &str| {
                    text.replace(id, &format!("<{name}>"))
                };
                let text = found.iter().fold(text.to_string(), |text, (id, name)| replace(text, id, name));
                Value::text(&text)
            }
            Value::List(items) => Value::list(items.iter().map(|item| self.rename(item)).collect()),
            Value::Object(fields) => {
                Value::object(fields.iter().map(|(name, value)| (&**name, self.rename(value))))
            }
            other => other.clone(),
        }
    }

    fn rename_all(&self, values: &[Value]) -> Vec<Value> {
        values.iter().map(|value| self.rename(value)).collect()
    }
}

/// The journal of a host, in its database.
pub(crate) struct Journal<'m> {
    model: &'m Model,
    connection: Connection,
}

const LINES: &str = "SELECT i.machine, i.id, j.what, coalesce(j.event, ''), j.from_actor, s.machine, s.id, coalesce(j.payload, ''), j.state, j.passed, j.posts, j.at
    FROM flow_journal j JOIN flow_instance i ON i.n = j.instance LEFT JOIN flow_instance s ON s.n = j.sender
    WHERE j.n > ?1 AND (j.event IS NOT NULL OR j.what = 'created') ORDER BY j.n";

impl<'m> Journal<'m> {
    /// Opens the database for reading.
    pub(crate) fn open(model: &'m Model, path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        Ok(Journal { model, connection })
    }

    /// The place of the last line.
    pub(crate) fn end(&self) -> rusqlite::Result<i64> {
        self.connection.query_row("SELECT coalesce(max(n), 0) FROM flow_journal", (), |row| row.get(0))
    }

    /// The names of all instances, in order of creation.
    pub(crate) fn names(&self) -> rusqlite::Result<Names> {
        let mut names = Names::default();
        let mut select = self
            .connection
            .prepare_cached("SELECT machine, id, conversation FROM flow_instance ORDER BY n")?;
        let mut rows = select.query(())?;
        while let Some(row) = rows.next()? {
            names.add(row.get(0)?, row.get(1)?, row.get::<_, Option<i64>>(2)?.is_none());
        }
        Ok(names)
    }

    /// The lines after a place.
    pub(crate) fn lines(&self, names: &Names, after: i64) -> rusqlite::Result<Vec<Line>> {
        let mut select = self.connection.prepare_cached(LINES)?;
        select.query_map([after], |row| self.line(names, row))?.collect()
    }

    fn line(&self, names: &Names, row: &Row<'_>) -> rusqlite::Result<Line> {
        let machine: String = row.get(0)?;
        let sender = row.get::<_, Option<String>>(5)?.zip(row.get::<_, Option<String>>(6)?);
        let (event, from): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        let passed = row.get::<_, Option<String>>(9)?.and_then(|json| serde_json::from_str(&json).ok());
        let (payload, what): (String, String) = (row.get(7)?, row.get(2)?);
        Ok(Line {
            instance: names.name(&machine, &row.get::<_, String>(1)?),
            state: if what == "handled" { row.get(8)? } else { String::new() },
            what,
            at: row.get(11)?,
            payload: names.rename_all(&self.payload(&machine, &event, from.as_deref(), &payload)),
            event,
            from,
            sender: sender.map(|(machine, id)| names.name(&machine, &id)),
            passed: passed.unwrap_or_default(),
            sent: self.sent(names, row.get::<_, Option<String>>(10)?.as_deref())?,
        })
    }

    fn payload(&self, machine: &str, event: &str, from: Option<&str>, payload: &str) -> Vec<Value> {
        let machine = self.model.machines.iter().find(|known| known.name.text == machine);
        let events = machine.into_iter().flat_map(|machine| machine.events.iter());
        let mut found = events
            .filter(|known| known.name.text == event && party(self.model, known.from).as_deref() == from);
        found.next().map(|event| read_payload(self.model, event.fields.iter(), payload)).unwrap_or_default()
    }

    fn sent(&self, names: &Names, posts: Option<&str>) -> rusqlite::Result<Vec<(String, String)>> {
        let posts: Vec<Json> = posts.and_then(|posts| serde_json::from_str(posts).ok()).unwrap_or_default();
        let mut sent = Vec::new();
        for post in &posts {
            let text = |name: &str| post.get(name).and_then(Json::as_str).map(str::to_owned);
            if let (Some(event), Some(to)) = (text("event"), post.get("to").and_then(Json::as_i64)) {
                let select = "SELECT machine, id FROM flow_instance WHERE n = ?1";
                let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
                let (machine, id) = self.connection.prepare_cached(select)?.query_row([to], read)?;
                sent.push((event, names.name(&machine, &id)));
            } else if let (Some(message), Some(actor)) = (text("message"), text("to")) {
                sent.push((message, format!("@{actor}")));
            }
        }
        Ok(sent)
    }

    /// How often some events have entered that no machine has sent, by the machine and the event. One that was deferred, or given up,
    /// counts as well, and once.
    pub(crate) fn count(
        &self,
        events: &[(usize, usize)],
    ) -> rusqlite::Result<BTreeMap<(usize, usize), usize>> {
        let select =
            "SELECT count(DISTINCT j.delivery) FROM flow_journal j JOIN flow_instance i ON i.n = j.instance
            WHERE i.machine = ?1 AND j.event = ?2 AND j.from_actor IS ?3 AND j.sender IS NULL";
        let mut select = self.connection.prepare_cached(select)?;
        let mut counts = BTreeMap::new();
        for (machine, event) in events {
            let of = &self.model.machines[MachineId::new(*machine)];
            let known = &of.events[EventId::new(*event)];
            let params = (&of.name.text, &known.name.text, party(self.model, known.from));
            let count = select.query_row(params, |row| row.get::<_, i64>(0))?;
            if count > 0 {
                counts.insert((*machine, *event), usize::try_from(count).unwrap_or(0));
            }
        }
        Ok(counts)
    }

    /// When the first timer is due, in microseconds, if that is within the next thousand years.
    pub(crate) fn next_due(&self) -> rusqlite::Result<Option<i64>> {
        let select =
            "SELECT min(due) FROM flow_timer WHERE under_way = 0 AND due < 1000 * 365 * 86400 * 1000000";
        self.connection.query_row(select, (), |row| row.get(0))
    }

    /// All instances that others can see, except instances of keys that have handled no event: a call without effect makes none.
    pub(crate) fn standings(&self, names: &Names) -> rusqlite::Result<Vec<Standing>> {
        let select = "SELECT n, machine, id, state, context FROM flow_instance WHERE life IN (1, 2)
            AND (conversation IS NOT NULL OR revision > 0) ORDER BY n";
        let mut select = self.connection.prepare_cached(select)?;
        let read = |row: &Row<'_>| {
            let (n, machine, id): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let variables = self.model.machines.iter().find(|known| known.name.text == machine);
            let variables = variables.into_iter().flat_map(|machine| machine.variables.iter());
            let context = read_context(self.model, variables, &row.get::<_, String>(4)?);
            let deferred = "SELECT event FROM flow_delivery WHERE receiver = ?1 AND status = 2 ORDER BY seq";
            let mut deferred = self.connection.prepare_cached(deferred)?;
            let deferred = deferred.query_map([n], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let name = names.name(&machine, &id);
            Ok(Standing { name, state: row.get(3)?, context: names.rename_all(&context), deferred })
        };
        select.query_map((), read)?.collect()
    }
}

/// The sender of an event, without `@`.
pub(crate) fn party(model: &Model, from: Option<Party>) -> Option<String> {
    Some(match from? {
        Party::Machine(machine) => model.machines[machine].name.text.clone(),
        Party::Actor(actor) => model.actors[actor].name.text.clone(),
        Party::System => "system".to_owned(),
        Party::Itself => "self".to_owned(),
    })
}

/// The interpreter's history.
pub(crate) struct Log<'a, 'p, 'm> {
    pub(crate) model: &'m Model,
    pub(crate) system: &'a LoggedSystem<'p, 'm>,
}

impl<'m> Log<'_, '_, 'm> {
    /// All instances that were ever made, in order of creation.
    pub(crate) fn all(&self) -> impl Iterator<Item = InstanceId> + use<> {
        let mentioned = self.system.messages().flat_map(|message| [message.from, message.to]);
        let mentioned =
            mentioned.filter_map(|peer| if let Peer::Instance(id) = peer { Some(id.0) } else { None });
        let count = self.system.instances().map(|(id, _)| id.0).chain(mentioned).map(|at| at + 1).max();
        (0..count.unwrap_or(0)).map(InstanceId)
    }

    /// Their names.
    pub(crate) fn names(&self) -> Names {
        let mut names = Names::default();
        for id in self.all() {
            let instance = self.system.instance(id);
            let machine = &self.model.machines[instance.machine];
            names.add(machine.name.text.clone(), instance.id.clone(), machine.instances.is_shared());
        }
        names
    }

    /// The lines of the entries after a place. A call without effect leaves none.
    pub(crate) fn lines(&self, names: &Names, after: usize, refused: Option<MessageId>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut deferred = Vec::new();
        for entry in &self.system.log()[after..] {
            match entry {
                LogEntry::Handled(handled) => lines.push(self.handled(names, handled)),
                LogEntry::Sent(id) => {
                    let message = self.system.message(*id);
                    if let Some(line) = lines.last_mut()
                        && message.emit.is_some()
                    {
                        line.sent.push((message.name.to_owned(), self.peer(names, message.to)));
                    }
                }
                LogEntry::Refused { message, .. }
                    if Some(*message) == refused && !deferred.contains(message) => {}
                LogEntry::Refused { message, instance, refusal } => {
                    let what = format!("dead: {}", kind(refusal));
                    lines.push(self.without_effect(names, *message, *instance, what));
                }
                LogEntry::Deferred { message, instance, .. } => {
                    deferred.push(*message);
                    lines.push(self.without_effect(names, *message, *instance, "deferred".to_owned()));
                }
                LogEntry::PassedOver(_) | LogEntry::Lost(_) | LogEntry::Time(_) => {}
            }
        }
        lines
    }

    fn handled(&self, names: &Names, handled: &Handled<'m>) -> Line {
        let Handled { message, instance, payload, done, .. } = handled;
        let machine = self.system.instance(*instance).machine;
        let passed = done.passed().map(|state| self.state(machine, state)).collect();
        let state = self.state(machine, done.state);
        let line = self.without_effect(names, *message, *instance, "handled".to_owned());
        Line { payload: names.rename_all(payload), passed, state, ..line }
    }

    fn without_effect(&self, names: &Names, message: MessageId, at: InstanceId, what: String) -> Line {
        let message = self.system.message(message);
        let instance = self.system.instance(at);
        let machine = &self.model.machines[instance.machine];
        let event = message.event.map(|event| &machine.events[event]);
        Line {
            instance: self.peer(names, Peer::Instance(at)),
            what,
            at: self.system.now(),
            event: message.name.to_owned(),
            from: event.and_then(|event| party(self.model, event.from)),
            sender: sender(message).map(|sender| self.peer(names, Peer::Instance(sender))),
            payload: names.rename_all(&self.fields(instance.machine, message)),
            passed: Vec::new(),
            state: String::new(),
            sent: Vec::new(),
        }
    }

    /// The payload of a message by the fields of its event.
    fn fields(&self, machine: MachineId, message: &Message<'m>) -> Vec<Value> {
        let Some(event) = message.event else { return Vec::new() };
        let fields = self.model.machines[machine].events[event].fields.iter();
        let value = |name: &str| message.payload.iter().find(|(field, _)| *field == name);
        fields
            .map(|field| match value(&field.name.text) {
                Some((_, value)) => value.clone().fit(&field.ty),
                None => Value::zero(self.model, &field.ty),
            })
            .collect()
    }

    pub(crate) fn peer(&self, names: &Names, peer: Peer) -> String {
        match peer {
            Peer::Instance(id) => {
                let instance = self.system.instance(id);
                names.name(&self.model.machines[instance.machine].name.text, &instance.id)
            }
            Peer::Actor(actor) => format!("@{}", self.model.actors[actor].name.text),
            other => format!("{other:?}"),
        }
    }

    fn state(&self, machine: MachineId, state: StateId) -> String {
        self.model.machines[machine].states[state].name.text.clone()
    }

    /// All instances, except instances of keys that have handled no event.
    pub(crate) fn standings(&self, names: &Names) -> Vec<Standing> {
        let handled = |entry: &LogEntry<'_>| match entry {
            LogEntry::Handled(handled) => Some(handled.instance),
            _ => None,
        };
        let handled: BTreeSet<InstanceId> = self.system.log().iter().filter_map(handled).collect();
        let is_told = |id: InstanceId| {
            let machine = &self.model.machines[self.system.instance(id).machine];
            !machine.instances.is_shared() || handled.contains(&id)
        };
        let standing = |(id, instance): (InstanceId, &flow_sim::exec::step::Instance)| {
            let own = self.system.deferred().filter(|(_, message)| message.to == Peer::Instance(id));
            Standing {
                name: self.peer(names, Peer::Instance(id)),
                state: self.state(instance.machine, instance.state),
                context: names.rename_all(&instance.context),
                deferred: own.map(|(_, message)| message.name.to_owned()).collect(),
            }
        };
        self.system.instances().filter(|(id, _)| is_told(*id)).map(standing).collect()
    }
}

/// The instance that sent a message by an emit.
fn sender(message: &Message<'_>) -> Option<InstanceId> {
    match message.from {
        Peer::Instance(from) if message.emit.is_some() => Some(from),
        _ => None,
    }
}

/// Why an event had no effect, as the host names it.
fn kind(refusal: &Refusal<'_>) -> &'static str {
    match refusal {
        Refusal::Rejected { .. } => "rejected",
        Refusal::Deferred { .. } => "deferred",
        Refusal::Failed { .. } | Refusal::Fault { .. } => "failed",
        Refusal::Refused { .. } => "refused",
    }
}

/// The first item that differs.
pub(crate) fn different<T: std::fmt::Debug>(said: &[T], did: &[T], is: fn(&T, &T) -> bool) -> Option<String> {
    let at = (0..said.len().max(did.len())).find(|at| match (said.get(*at), did.get(*at)) {
        (Some(said), Some(did)) => !is(said, did),
        _ => true,
    })?;
    Some(format!("the interpreter: {:?}\nthe host: {:?}", said.get(at), did.get(at)))
}
