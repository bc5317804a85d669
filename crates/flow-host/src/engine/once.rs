//! Calls with a key of their caller's: a repetition has no second effect, and gets the reply of the first call.
//!
//! A call without effect is not stored, so that its repetition is a call like any other. If the event of a call became a dead letter, its
//! repetition continues where it stopped, with the same answers and keys.

use flow_durable::{CallError, DeadKind, DeliveryId, Stepped, StoredEvent, fingerprint_of};
use serde_json::{Value, json};

use super::{Decision, Engine, Input, Output, Reply, Ticket};
use crate::error::Fault;
use crate::store::{Delivery, Entry, KeyedCall, Origin, Status};

impl Engine {
    /// Takes in a call with a key, or a repetition of it. With `keeps_all`, its result is kept; otherwise only that of a call that waits.
    pub(super) fn call_once(
        &mut self,
        caller: &str,
        key: &str,
        call: &Input,
        keeps_all: bool,
    ) -> Result<(), Fault> {
        let Some(ticket) = super::group::ticket(call) else { return Ok(()) };
        if !keeps_all {
            // The key is a new one of the host's own.
            return self.call_first((caller, key), call, None, keeps_all);
        }
        let fingerprint = self.fingerprint(call);
        let known = self.store.keyed_call(caller, key)?.filter(|known| !known.is_failure());
        let reply = match known {
            Some(known) if known.fingerprint != fingerprint => Some(Err(CallError::KeyUsed(key.to_owned()))),
            Some(KeyedCall { result: Some(result), .. }) => Some(read_result(&result)),
            Some(KeyedCall { delivery: Some(delivery), .. }) => match self.take_up(ticket, delivery)? {
                Some(reply) => reply,
                None => return self.call_first((caller, key), call, Some(fingerprint), keeps_all),
            },
            _ => return self.call_first((caller, key), call, Some(fingerprint), keeps_all),
        };
        if let Some(reply) = reply {
            self.outputs.push(Output::Reply { ticket, reply });
        }
        Ok(())
    }

    /// A hash of the call and its arguments. Machines have their names in it: another version of the specification may number them otherwise.
    fn fingerprint(&self, call: &Input) -> [u8; 32] {
        match call {
            Input::Create { machine, id, context, .. } => {
                let machine = self.machine_name(*machine);
                fingerprint_of(&["create", machine, id.as_deref().unwrap_or("/"), context])
            }
            Input::Send { id, event, .. } => {
                let StoredEvent { machine, name, from, payload } = event;
                let read =
                    self.parts.machines.get(*machine).and_then(|machine| machine.check_event(event).ok());
                let machine = self.machine_name(*machine);
                let from = from.as_deref().unwrap_or("/");
                fingerprint_of(&["send", machine, id, name, from, read.as_deref().unwrap_or(payload)])
            }
            _ => fingerprint_of(&[]),
        }
    }

    fn machine_name(&self, machine: usize) -> &'static str {
        self.parts.machines.get(machine).map_or("", |machine| machine.table().name)
    }

    /// The first call with a key. Its fingerprint is made if it is needed, and not given.
    fn call_first(
        &mut self,
        (caller, key): (&str, &str),
        call: &Input,
        fingerprint: Option<[u8; 32]>,
        keeps_all: bool,
    ) -> Result<(), Fault> {
        let before = self.outputs.len();
        self.called = None;
        self.take_in(call)?;
        let replies = self.outputs[before..].iter();
        let reply = replies.rev().find_map(|output| match output {
            Output::Reply { ticket, reply } if Some(*ticket) == super::group::ticket(call) => Some(reply),
            _ => None,
        });
        let (delivery, result) = match reply {
            Some(Ok(_)) if !keeps_all => return Ok(()),
            Some(Ok(reply)) => (None, Some(write_reply(reply))),
            // It can have had no effect, or its event is a dead letter.
            Some(Err(_)) => {
                match self.called.map(|id| self.store.delivery_named(id)).transpose()?.flatten() {
                    None => return Ok(()),
                    Some(_) => (self.called, None),
                }
            }
            None => (self.called, None),
        };
        let fingerprint = fingerprint.unwrap_or_else(|| self.fingerprint(call));
        let kept = KeyedCall { fingerprint, delivery, result };
        self.store.put_keyed_call(caller, key, &kept, self.now)
    }

    /// A repetition of a call that has no result: its caller gets it as soon as there is one, unless the first caller still waits. `None` if
    /// the event does not exist any more; otherwise the reply, if there is one already.
    fn take_up(
        &mut self,
        ticket: Ticket,
        id: DeliveryId,
    ) -> Result<Option<Option<Result<Reply, CallError>>>, Fault> {
        if self.tickets.contains(&id) {
            return Ok(Some(Some(Err(CallError::Running))));
        }
        let Some(seq) = self.store.delivery_named(id)? else { return Ok(None) };
        let Some(delivery) = self.store.delivery(seq)? else { return Ok(None) };
        self.tickets.insert(id, ticket);
        if self.store.status(seq)? == Some(Status::Dead) {
            self.revive(delivery)?;
        }
        Ok(Some(None))
    }

    /// The caller of a dead letter has repeated its call.
    fn revive(&mut self, mut delivery: Delivery) -> Result<(), Fault> {
        let reason = "its caller has repeated the call";
        let kind = match self.store.dead_of(delivery.seq)? {
            Some(dead) => {
                // A retry is never refused.
                drop(self.settle_question(&dead, &mut delivery, &Decision::Retry, reason)?);
                self.store.delete_dead(dead.n)?;
                dead.kind
            }
            None => DeadKind::Failed,
        };
        delivery.origin = Origin::Call;
        self.store.set_status(&delivery, Status::Queued)?;
        self.resume_effect(&delivery);
        self.ready.add(delivery.receiver, delivery.seq);
        let state = self.store.instance(delivery.receiver)?.state;
        let note = Some(json!({ "dead": kind.name(), "reason": reason }).to_string());
        let (instance, of) = (delivery.receiver, Some(&delivery));
        let entry =
            Entry { instance, what: "retried", delivery: of, state: &state, note, ..Entry::default() };
        self.store.note(&entry, self.now)
    }

    /// Keeps the result of a call with a stored event, for a repetition with its key.
    pub(super) fn keep_result(
        &self,
        delivery: &Delivery,
        reply: &Result<Reply, CallError>,
    ) -> Result<(), Fault> {
        // Only an event from outside can have a key; that of a call is one of an actor once its caller has its reply.
        if !delivery.is_stored() || !matches!(delivery.origin, Origin::Call | Origin::Actor) {
            return Ok(());
        }
        match reply {
            Ok(reply) => self.store.finish_keyed_call(delivery.id, &write_reply(reply)),
            // A repetition is a new call, but the caller may ask for the outcome of this one.
            Err(error) if self.store.delivery_named(delivery.id)?.is_none() => {
                self.store.finish_keyed_call(delivery.id, &write_failure(error))
            }
            Err(_) => Ok(()),
        }
    }
}

fn write_reply(reply: &Reply) -> String {
    match reply {
        Reply::Created(id) => json!({ "created": id }),
        Reply::Stepped(Stepped { from, passed, deferred }) => {
            json!({ "from": from, "passed": passed, "deferred": deferred })
        }
        Reply::Received(_) | Reply::Decided => Value::Null,
    }
    .to_string()
}

/// The result of a call without effect, with the reasons that it has after its event was stored.
fn write_failure(error: &CallError) -> String {
    let values = match error {
        CallError::Rejected { event, state } => json!(["rejected", event, state]),
        CallError::Refused { reason } => json!(["refused", reason]),
        CallError::Failed { phrase, error } => json!(["failed", phrase, error]),
        CallError::Panicked { phrase } => json!(["panicked", phrase]),
        other => json!(["unfit", other.to_string()]),
    };
    json!({ "error": values }).to_string()
}

fn read_failure(values: &[Value]) -> Option<CallError> {
    let text = |at: usize| values.get(at).and_then(Value::as_str).map(str::to_owned);
    Some(match values.first()?.as_str()? {
        "rejected" => CallError::Rejected { event: text(1)?, state: text(2)? },
        "refused" => CallError::Refused { reason: text(1)? },
        "failed" => CallError::Failed { phrase: text(1)?, error: text(2)? },
        "panicked" => CallError::Panicked { phrase: text(1)? },
        _ => CallError::Unfit(text(1)?),
    })
}

/// The stored result of a call.
pub(super) fn read_result(text: &str) -> Result<Reply, CallError> {
    let unreadable = || CallError::Unfit("the stored reply of this call cannot be read".to_owned());
    let value: Value = serde_json::from_str(text).map_err(|_| unreadable())?;
    if let Some(error) = value["error"].as_array() {
        return Err(read_failure(error).unwrap_or_else(unreadable));
    }
    if let Some(id) = value["created"].as_str() {
        return Ok(Reply::Created(id.to_owned()));
    }
    let from = value["from"].as_str().ok_or_else(unreadable)?.to_owned();
    let passed = value["passed"].as_array().ok_or_else(unreadable)?.iter();
    let passed = passed.filter_map(|state| state.as_str().map(str::to_owned)).collect();
    let deferred = value["deferred"].as_bool().ok_or_else(unreadable)?;
    Ok(Reply::Stepped(Stepped { from, passed, deferred }))
}
