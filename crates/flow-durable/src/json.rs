//! Values as JSON text, for generated code.
//!
//! Generated code has one line for each type of a specification; all code that does not depend on the type is here, compiled once.

use std::fmt;
use std::future::Future;

use flow::BindingError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::numbers::read_json;
use crate::run::describe_cause;
use crate::write::WriteJson;
use crate::{Ask, Machine, StoredEvent, Trouble, Unreadable};

/// The payload of an event or a message.
///
/// # Errors
/// If a value cannot be written.
pub fn write_payload(name: &str, payload: &dyn WriteJson) -> Result<String, Unreadable> {
    payload.to_json().map_err(|error| Unreadable::new(format!("the payload of :{name}"), error))
}

/// The event of a machine with an index.
///
/// # Errors
/// If the payload cannot be written.
pub fn write_event<M: Machine>(index: usize, payload: &dyn WriteJson) -> Result<StoredEvent, Unreadable> {
    let event = &M::table().events[index];
    let payload = write_payload(event.name, payload)?;
    let from = event.from.map(str::to_owned);
    Ok(StoredEvent { machine: M::KIND, name: event.name.to_owned(), from, payload })
}

/// The payload of a stored event or message.
///
/// # Errors
/// If it does not fit.
pub fn read_payload<T: DeserializeOwned>(name: &str, payload: &str) -> Result<T, Unreadable> {
    read_json(payload).map_err(|error| Unreadable::new(format!("the payload of :{name}"), error))
}

/// The variables of an instance; those that are absent are zero (reference#zero-values).
///
/// # Errors
/// If one does not fit, or has no name of the machine.
pub fn read_context<M: Machine, C: DeserializeOwned>(context: &str) -> Result<C, Unreadable> {
    let context = if context.trim().is_empty() { "{}" } else { context };
    read_json(context).map_err(|error| describe_context::<M>(&error))
}

/// The variables of an instance.
///
/// # Errors
/// If a value cannot be written.
pub fn write_context<M: Machine>(context: &dyn WriteJson) -> Result<String, Unreadable> {
    context.to_json().map_err(|error| describe_context::<M>(&error))
}

fn describe_context<M: Machine>(error: &dyn fmt::Display) -> Unreadable {
    Unreadable::new(format!("the context of @{}", M::table().name), error)
}

/// The state with a name.
///
/// # Errors
/// If the machine has no such state.
pub fn read_state<M: Machine>(name: &str) -> Result<M::State, Unreadable> {
    let unknown =
        || Unreadable::new(format!("the state of @{}", M::table().name), format_args!("there is no #{name}"));
    M::read_state(name).ok_or_else(unknown)
}

/// Compares the key in the variables of a new instance with its id.
///
/// # Errors
/// If they differ.
pub fn check_key<M: Machine>(id: &str, key: &str) -> Result<(), Unreadable> {
    match id == key {
        true => Ok(()),
        false => Err(Unreadable::new(
            format!("the id '{id}'"),
            format_args!("it is no key of @{}", M::table().name),
        )),
    }
}

/// The arguments of a question.
pub struct Arguments<'a>(Vec<&'a RawValue>);

/// The variables of the instance that asks, and the arguments.
///
/// # Errors
/// If either does not fit: the question is one of another program.
pub fn read_ask<M: Machine, C: DeserializeOwned>(ask: &Ask) -> Result<(C, Arguments<'_>), Trouble<String>> {
    let context = read_context::<M, C>(&ask.context).map_err(refuse)?;
    Ok((context, Arguments(serde_json::from_str(&ask.arguments).map_err(refuse)?)))
}

impl Arguments<'_> {
    /// The argument with an index.
    ///
    /// # Errors
    /// If there is none, or it does not fit.
    pub fn read<T: DeserializeOwned>(&self, index: usize) -> Result<T, Trouble<String>> {
        let missing = || Trouble::Refused(format!("the question has no argument {index}"));
        serde_json::from_str(self.0.get(index).ok_or_else(missing)?.get()).map_err(refuse)
    }
}

/// The error of a question that the program does not have.
pub fn unknown_phrase<M: Machine>(ask: &Ask) -> Trouble<String> {
    Trouble::Refused(format!("@{} has no phrase {}", M::table().name, ask.phrase))
}

/// The error of a message that the program does not have.
pub fn unknown_message(actor: &str, name: &str) -> Trouble<String> {
    Trouble::Refused(format!("@{actor} is sent no :{name}"))
}

/// A refusal: an answer that does not fit now does not fit at a repetition.
pub fn refuse(error: impl fmt::Display) -> Trouble<String> {
    Trouble::Refused(error.to_string())
}

/// The answer of a phrase in JSON.
///
/// # Errors
/// Its trouble, as text.
pub async fn answer<T: Serialize, E: BindingError>(
    answer: impl Future<Output = Result<T, Trouble<E>>>,
) -> Result<String, Trouble<String>> {
    let value = answer.await.map_err(describe)?;
    serde_json::to_string(&value).map_err(refuse)
}

/// A trouble as text.
fn describe<E: BindingError>(trouble: Trouble<E>) -> Trouble<String> {
    trouble.map(|error| describe_cause(&error.into_cause()))
}

/// The answer of an actor as an event to a machine; `None` without one.
///
/// # Errors
/// Its trouble, as text.
pub async fn reply<T, E: BindingError>(
    answer: impl Future<Output = Result<Option<T>, Trouble<E>>>,
    write: fn(&T) -> Result<StoredEvent, Unreadable>,
) -> Result<Option<StoredEvent>, Trouble<String>> {
    let answer = answer.await.map_err(describe)?;
    answer.as_ref().map(write).transpose().map_err(refuse)
}

/// The delivery of a message to an actor that has no answers.
///
/// # Errors
/// Its trouble, as text.
pub async fn done<E: BindingError>(
    delivered: impl Future<Output = Result<(), Trouble<E>>>,
) -> Result<Option<StoredEvent>, Trouble<String>> {
    delivered.await.map(|()| None).map_err(describe)
}
