//! A machine of a specification, as the engine sees it: it reads stored data, runs the interpreter for one event, and returns what
//! the host stores.
//!
//! Each run begins with the stored texts and keeps no state, as the handlers of generated code do.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use flow_durable::{
    Ask, BoxFuture, Call, MachineTable, Phrase, Ran, Stopped, StoredEvent, Trouble, Unreadable,
};
use flow_model::model::{EventId, Instances, Machine, MachineId, Model, PhraseKind, StateId, Type};
use flow_sim::exec::eval::Surrounded;
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::{Done, Instance, Refusal, step};
use flow_sim::exec::{Bindings, Value};

use super::bindings::{Neighbours, Plain, Recorded};
use super::json::{Missing, Named, Unfit, read, read_object, write, write_object};
use super::posts::{key_text, make_posts};
use super::table::{bindings, timer_groups};
use super::{Answers, Make, Question, Specification};
use crate::bound::Start;
use crate::program::{AnyMachine, Around, Created, Halt, Run, Stored, With};

/// The source of the answers to the phrases of a machine.
pub(super) enum Bound {
    /// It has none.
    Plain,
    /// Bindings that are made for each step.
    InStep(Make),
    /// A program that is asked.
    Awaited(Arc<dyn Answers>),
}

/// A machine that is interpreted.
pub(super) struct Interpreted {
    of: Specification,
    id: MachineId,
    bound: Bound,
    start: Option<Start>,
    /// For each state, the groups with timers that contain it.
    groups: Vec<&'static [&'static str]>,
}

thread_local! {
    /// The tables of the interpreter. They cannot be sent to another thread, and the engine stays in one.
    static PREPARED: RefCell<Option<(*const Model, Rc<Runnable<'static>>)>> = const { RefCell::new(None) };
}

pub(super) fn prepared(model: &'static Model) -> Rc<Runnable<'static>> {
    PREPARED.with_borrow_mut(|prepared| match prepared {
        Some((of, runnable)) if std::ptr::eq(*of, model) => Rc::clone(runnable),
        _ => {
            let runnable = Rc::new(Runnable::new(model));
            *prepared = Some((model, Rc::clone(&runnable)));
            runnable
        }
    })
}

impl Interpreted {
    pub(super) fn new(of: Specification, at: usize, bound: Bound, start: Option<Start>) -> Self {
        let machine = of.machine(at);
        let timed = timer_groups(machine);
        let holding = |state: StateId| {
            let groups = timed.iter().map(|at| &machine.groups[*at]);
            let groups = groups.filter(|group| group.states.contains(&state));
            super::table::leak(groups.map(|group| group.name.text.as_str()))
        };
        let groups = machine.states.ids().map(holding).collect();
        Interpreted { of, id: MachineId::new(at), bound, start, groups }
    }

    fn definition(&self) -> &'static Machine {
        &self.of.model.machines[self.id]
    }

    fn variables(&self) -> impl Iterator<Item = Named<'static>> + Clone {
        self.definition().variables.iter().map(|variable| (variable.name.text.as_str(), &variable.ty))
    }

    fn state_name(&self, state: StateId) -> &'static str {
        &self.definition().states[state].name.text
    }

    /// The error of a context that does not fit.
    fn unreadable(&self, error: &Unfit) -> Unreadable {
        Unreadable::new(format!("the context of @{}", self.definition().name.text), error)
    }

    fn read_context(&self, text: &str) -> Result<Vec<Value>, Unreadable> {
        read_object(self.of.model, self.variables(), Missing::Zero, text)
            .map_err(|error| self.unreadable(&error))
    }

    fn write_context(&self, values: &[Value]) -> Result<String, Unreadable> {
        write_object(self.of.model, self.variables(), values).map_err(|error| self.unreadable(&error))
    }

    fn read_instance(&self, stored: Stored<'_>) -> Result<Instance, Unreadable> {
        let machine = self.definition();
        let state = machine.states.entries().find(|(_, state)| state.name.text == stored.state);
        let unknown = || {
            let what = format!("the state of @{}", machine.name.text);
            Unreadable::new(what, format_args!("there is no #{}", stored.state))
        };
        let (state, _) = state.ok_or_else(unknown)?;
        let context = self.read_context(stored.context)?;
        Ok(Instance { machine: self.id, id: stored.id.to_owned(), state, context })
    }

    /// The event, and its payload by field.
    fn read_event(&self, event: &StoredEvent) -> Result<(EventId, Vec<Value>), Unreadable> {
        let model = self.of.model;
        let is_meant = |known: &flow_durable::EventTable| {
            known.name == event.name && known.from == event.from.as_deref()
        };
        let position = self.table().events.iter().position(is_meant);
        let unknown = || {
            let from = event.from.as_ref().map(|from| format!(" from @{from}")).unwrap_or_default();
            let why = format_args!("@{} has no such event", self.definition().name.text);
            Unreadable::new(format!(":{}{from}", event.name), why)
        };
        let id = EventId::new(position.filter(|_| event.machine == self.id.index()).ok_or_else(unknown)?);
        let fields = self.definition().events[id].fields.iter();
        let named = fields.map(|field| (field.name.text.as_str(), &field.ty));
        let read = read_object(model, named, Missing::Error, &event.payload);
        let values =
            read.map_err(|error| Unreadable::new(format!("the payload of :{}", event.name), error))?;
        Ok((id, values))
    }

    fn store(&self, state: StateId, context: &[Value]) -> Result<Created, Unreadable> {
        Ok(Created {
            state: self.state_name(state).to_owned(),
            context: self.write_context(context)?,
            has_ended: self.definition().is_end(state),
        })
    }

    /// Sets the variables of a key from an id.
    fn set_key(&self, id: &str, context: &mut [Value]) -> Result<(), Unreadable> {
        let machine = self.definition();
        let Instances::PerKey(keys) = &machine.instances else { return Ok(()) };
        let parts: Vec<String> = match keys.as_slice() {
            [_] => vec![id.to_owned()],
            _ => id.split('/').map(|part| part.replace("%2F", "/").replace("%25", "%")).collect(),
        };
        for (at, key) in keys.iter().enumerate() {
            let part = parts.get(at).map(String::as_str).unwrap_or_default();
            context[key.index()] = match machine.variables[*key].ty {
                Type::Integer => Value::Integer(part.parse().unwrap_or_default()),
                _ => Value::text(part),
            };
        }
        let values: Vec<&Value> = keys.iter().map(|key| &context[key.index()]).collect();
        let key = key_text(&values);
        if key == id {
            return Ok(());
        }
        let why = format_args!("it is no key of @{}", machine.name.text);
        Err(Unreadable::new(format!("the id '{id}'"), why))
    }

    /// Runs the handler of an event.
    fn respond(
        &self,
        stored: Stored<'_>,
        event: &StoredEvent,
        bindings: &mut dyn Bindings,
        around: &dyn Around,
    ) -> Result<Ran, Stopped> {
        let mut instance = self.read_instance(stored)?;
        let from = self.state_name(instance.state);
        let (id, payload) = self.read_event(event)?;
        let mut bindings = Surrounded { bindings, others: &Neighbours(around) };
        let runnable = prepared(self.of.model);
        let done = step(&runnable, &mut bindings, &mut instance, id, &payload)
            .map_err(|refusal| self.explain(refusal))?;
        self.finish(from, &instance, &done, event)
    }

    fn finish(
        &self,
        from: &'static str,
        instance: &Instance,
        done: &Done<'static>,
        event: &StoredEvent,
    ) -> Result<Ran, Stopped> {
        let unwritten =
            |error: Unfit| Stopped::from(Unreadable::new(format!("what :{} made", event.name), error));
        Ok(Ran {
            from,
            passed: done.passed().map(|state| self.state_name(state)).collect(),
            state: self.state_name(instance.state),
            context: self.write_context(&instance.context)?,
            has_ended: self.definition().is_end(instance.state),
            timer_groups: self.groups[instance.state.index()],
            posts: make_posts(self.of, self.id, &done.path).map_err(unwritten)?,
        })
    }

    /// Why an event had no effect, in the words of generated code.
    fn explain(&self, refusal: Refusal<'static>) -> Stopped {
        let machine = self.definition();
        match refusal {
            Refusal::Rejected { state } => Stopped::Rejected { state: self.state_name(state).to_owned() },
            Refusal::Deferred { .. } => Stopped::Deferred,
            Refusal::Refused { reason, .. } => Stopped::Refused { reason },
            Refusal::Failed { call, message, .. } => {
                Stopped::Failed { phrase: machine.phrases[call.phrase].text.clone(), error: message }
            }
            Refusal::Fault { fault, .. } => {
                Stopped::Failed { phrase: self.of.sources.text(fault.span).to_owned(), error: String::new() }
            }
        }
    }

    /// An answer in the form in which it is stored.
    fn check_answer(&self, phrase: usize, answer: &str) -> Result<String, String> {
        let model = self.of.model;
        let phrase = bindings(self.definition()).nth(phrase);
        let ty = match phrase.map(|phrase| (phrase.kind, &phrase.answer)) {
            Some((PhraseKind::Answer, ty)) => ty,
            Some((PhraseKind::Guard, _)) => &Type::Boolean,
            _ => return Ok("null".to_owned()),
        };
        let json =
            flow_durable::read_json(answer).map_err(|error| format!("the answer is no JSON: {error}"))?;
        let value = read(model, ty, &json).map_err(|error| format!("the answer {error}"))?;
        write(model, ty, &value).map_err(|error| format!("the answer {error}"))
    }

    fn replay(&self, run: &Run<'_>, record: &crate::program::Record<'_>) -> Result<Ran, Halt> {
        let replay = record.replay(self.table().phrases);
        let mut bindings = Recorded {
            specification: self.of,
            machine: self.definition(),
            replay: &replay,
            context: Vec::new(),
            refused: None,
        };
        let result = self.respond(run.stored, run.event, &mut bindings, run.around);
        let result = match bindings.refused {
            Some((phrase, error)) => Err(Stopped::Failed { phrase, error }),
            None => result,
        };
        crate::program::finish_replay(replay, result)
    }
}

impl AnyMachine for Interpreted {
    fn table(&self) -> &'static MachineTable {
        &self.of.table.machines[self.id.index()]
    }

    fn is_awaited(&self) -> bool {
        matches!(self.bound, Bound::Awaited(_))
    }

    fn is_plain(&self) -> bool {
        matches!(self.bound, Bound::Plain)
    }

    fn create(&self, id: &str, context: &str) -> Result<Created, Unreadable> {
        let started = match &self.start {
            Some(start) if context.is_empty() => start(id)?,
            _ => context.to_owned(),
        };
        let mut values = self.read_context(&started)?;
        self.set_key(id, &mut values)?;
        self.store(self.definition().initial, &values)
    }

    fn check_instance(&self, id: &str, state: &str, context: &str) -> Result<Created, Unreadable> {
        let instance = self.read_instance(Stored { id, state, context })?;
        self.store(instance.state, &instance.context)
    }

    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable> {
        let (id, values) = self.read_event(event)?;
        let fields = self.definition().events[id].fields.iter();
        let named = fields.map(|field| (field.name.text.as_str(), &field.ty));
        let of = || format!("the payload of :{}", event.name);
        write_object(self.of.model, named, &values).map_err(|error| Unreadable::new(of(), error))
    }

    fn run(&self, run: Run<'_>) -> Result<Ran, Halt> {
        if let With::Record(record) = &run.with {
            return self.replay(&run, record);
        }
        let Run { stored, event, around, with } = run;
        let With::Step(step) = with else { return Err(Halt::Misfit("it is not bound like this".to_owned())) };
        let mut bindings: Box<dyn Bindings> = match &self.bound {
            Bound::InStep(make) => make(step),
            Bound::Plain | Bound::Awaited(_) => Box::new(Plain(step)),
        };
        self.respond(stored, event, &mut *bindings, around).map_err(Halt::Stopped)
    }

    fn perform<'a>(&'a self, ask: &'a Ask, call: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        let table = self.table();
        let phrase: &'static Phrase = &table.phrases[ask.phrase];
        match &self.bound {
            Bound::Awaited(answers) => {
                let question =
                    Question { machine: table, phrase, arguments: &ask.arguments, context: &ask.context };
                Box::pin(async move {
                    let answer = answers.answer(question, call).await?;
                    self.check_answer(ask.phrase, &answer).map_err(Trouble::Later)
                })
            }
            Bound::Plain | Bound::InStep(_) => {
                Box::pin(async { Err(Trouble::Refused("it is not bound like this".to_owned())) })
            }
        }
    }
}
