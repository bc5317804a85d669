//! The events, messages and timers of a handler, read from the interpreter's path through it, in the form that a host stores.
//!
//! The receivers are resolved by the host, as those of generated code are.

use flow::{Duration, Time};
use flow_durable::{Post, StoredEvent, Target, TimerKind, When};
use flow_model::model::{
    self, Address, Emit, EventId, FieldId, Instances, List, Machine, MachineId, PayloadField, Timer, TimerOp,
    TimerStart,
};
use flow_sim::exec::Value;
use flow_sim::exec::step::{Happened, Started};

use super::json::{self, Unfit};
use super::{Specification, table};

/// The emits and timers on a path, in order.
pub(super) fn make_posts(
    of: Specification,
    machine: MachineId,
    path: &[Happened<'static>],
) -> Result<Vec<Post>, Unfit> {
    let mut posts = Vec::new();
    for happened in path {
        match happened {
            Happened::Sent(emit, payload, to) => {
                posts.push(make_post(of, machine, emit, payload, to.as_ref())?);
            }
            Happened::Timed(timer, started) => posts.push(make_timer(of, machine, timer, started)?),
            _ => {}
        }
    }
    Ok(posts)
}

fn make_post(
    of: Specification,
    machine: MachineId,
    emit: &'static Emit,
    payload: &[Value],
    to: Option<&Value>,
) -> Result<Post, Unfit> {
    let fields = emit.target.fields(of.model, &of.model.machines[machine]);
    let sent: Vec<_> = emit.payload.iter().map(|(field, _)| *field).zip(payload.iter().cloned()).collect();
    let text = write_payload(of, fields, &sent)?;
    Ok(match emit.target {
        model::Target::Actor(actor, message) => {
            let actor = &of.model.actors[actor];
            let (name, actor) = (&actor.messages[message].name.text, &actor.name.text);
            Post::Message { actor, name, payload: text }
        }
        model::Target::Itself(event) => {
            Post::Event { to: Target::Itself, event: stored(of, machine, event, text) }
        }
        model::Target::Machine(receiver, event) => {
            let to = receiver_of(of, (receiver, event), emit, &sent, to);
            Post::Event { to, event: stored(of, receiver, event, text) }
        }
    })
}

/// The payload: the values that are sent, and zero for the other fields.
fn write_payload(
    of: Specification,
    fields: &'static List<FieldId, PayloadField>,
    sent: &[(FieldId, Value)],
) -> Result<String, Unfit> {
    let value = |(id, field): (FieldId, &PayloadField)| {
        let found = sent.iter().find(|(sent, _)| *sent == id);
        found.map_or_else(|| Value::zero(of.model, &field.ty), |(_, value)| value.clone())
    };
    let values: Vec<Value> = fields.entries().map(value).collect();
    json::write_object(of.model, fields.iter().map(|field| (field.name.text.as_str(), &field.ty)), &values)
}

fn stored(of: Specification, machine: MachineId, event: EventId, payload: String) -> StoredEvent {
    let known = &of.model.machines[machine].events[event];
    StoredEvent {
        machine: machine.index(),
        name: known.name.text.clone(),
        from: known.from.map(|party| table::party_name(of.model, party).to_owned()),
        payload,
    }
}

fn receiver_of(
    of: Specification,
    (receiver, event): (MachineId, EventId),
    emit: &Emit,
    sent: &[(FieldId, Value)],
    to: Option<&Value>,
) -> Target {
    let machine = &of.model.machines[receiver];
    let id = || to.and_then(Value::as_text).unwrap_or_default().to_owned();
    match &emit.address {
        Address::New => Target::New(id()),
        Address::All => Target::All,
        Address::Reference(_) => Target::Reference(id()),
        Address::Partner => match find_key(machine, event, sent) {
            Some(key) => Target::Key(key),
            None if machine.instances == Instances::One => Target::Only,
            None => Target::Partner,
        },
    }
}

/// The key of the receiver, if the emit has all of its parts.
fn find_key(machine: &Machine, event: EventId, sent: &[(FieldId, Value)]) -> Option<String> {
    let keys = machine.instances.keys();
    let part = |key: &model::VariableId| {
        let name = &machine.variables[*key].name.text;
        let is_meant =
            |(field, _): &&(FieldId, Value)| machine.events[event].fields[*field].name.text == *name;
        sent.iter().find(is_meant).map(|(_, value)| value)
    };
    let values = keys.iter().map(part).collect::<Option<Vec<&Value>>>()?;
    (!values.is_empty()).then(|| key_text(&values))
}

/// A key as an id (reference#instances).
pub(super) fn key_text(values: &[&Value]) -> String {
    let text = |value: &Value| value.as_text().map_or_else(|| value.to_string(), str::to_owned);
    match values {
        [one] => text(one),
        several => {
            let parts = several.iter().map(|part| text(part).replace('%', "%25").replace('/', "%2F"));
            parts.collect::<Vec<_>>().join("/")
        }
    }
}

fn make_timer(
    of: Specification,
    machine: MachineId,
    timer: &'static Timer,
    started: &Started,
) -> Result<Post, Unfit> {
    let definition = &of.model.machines[machine];
    let kind = |start: &'static TimerStart| match &start.group {
        Some(group) => TimerKind::Group(&definition.groups[group.at].name.text),
        None => TimerKind::State,
    };
    Ok(match &timer.op {
        TimerOp::Start(start) => start_post(of, machine, kind(start), start, started)?,
        TimerOp::Schedule(start) => start_post(of, machine, TimerKind::Schedule, start, started)?,
        TimerOp::CancelTimer => Post::CancelTimer,
        TimerOp::CancelEvent(event) => Post::Cancel { name: &definition.events[*event].name.text },
    })
}

fn start_post(
    of: Specification,
    machine: MachineId,
    kind: TimerKind,
    start: &'static TimerStart,
    started: &Started,
) -> Result<Post, Unfit> {
    let when = match start.when {
        model::When::After(_) => When::After(Duration::from_micros(started.time)),
        model::When::Every(_) => When::Every(Duration::from_micros(started.time)),
        model::When::Until(_) => When::Until(Time::from_micros(started.time)),
    };
    let fields = &of.model.machines[machine].events[start.event].fields;
    let sent: Vec<_> =
        start.payload.iter().map(|(field, _)| *field).zip(started.payload.iter().cloned()).collect();
    let payload = write_payload(of, fields, &sent)?;
    Ok(Post::Start { kind, when, event: stored(of, machine, start.event, payload) })
}
