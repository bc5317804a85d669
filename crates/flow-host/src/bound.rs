//! Machines and actors with the program's own types, as the engine sees them.
//!
//! Each wrapper converts between the JSON text of the engine and the types of generated code, which do the work.

use std::marker::PhantomData;

use flow_durable::{
    ActorTable, Ask, Awaits, BoxFuture, Call, Machine, MachineTable, Outside, Program, Ran, Reaches, Replay,
    Runs, StoredEvent, Trouble, Unreadable, run_handler,
};

use crate::program::{AnyMachine, Created, Halt, Run, With, finish_replay};
use crate::step::Step;

/// The start values of the instances of a machine that is `one for …`, by their ids, in JSON.
pub(crate) type Start = Box<dyn Fn(&str) -> Result<String, Unreadable> + Send + Sync>;

/// A machine with phrases that are answered in the step.
pub(crate) struct InStep<M, B, F> {
    make: F,
    start: Option<Start>,
    is_plain: bool,
    of: PhantomData<fn() -> (M, B)>,
}

/// A machine with awaited phrases.
pub(crate) struct Awaited<M, B> {
    bindings: B,
    start: Option<Start>,
    of: PhantomData<fn() -> M>,
}

impl<M, B, F> InStep<M, B, F> {
    /// A machine for which `make` makes bindings, anew for each step.
    pub(crate) fn new(make: F, start: Option<Start>) -> Self {
        InStep { make, start, is_plain: false, of: PhantomData }
    }

    /// A machine without phrases: its bindings are made without the step, and cannot write.
    pub(crate) fn plain(make: F, start: Option<Start>) -> Self {
        InStep { is_plain: true, ..InStep::new(make, start) }
    }
}

impl<M, B> Awaited<M, B> {
    pub(crate) fn new(bindings: B, start: Option<Start>) -> Self {
        Awaited { bindings, start, of: PhantomData }
    }
}

impl<M, B, F> AnyMachine for InStep<M, B, F>
where
    M: Runs<B>,
    F: Fn(Step) -> B + Send + Sync,
{
    fn table(&self) -> &'static MachineTable {
        M::table()
    }

    fn is_awaited(&self) -> bool {
        false
    }

    fn is_plain(&self) -> bool {
        self.is_plain
    }

    fn create(&self, id: &str, context: &str) -> Result<Created, Unreadable> {
        create::<M>(self.start.as_ref(), id, context)
    }

    fn check_instance(&self, id: &str, state: &str, context: &str) -> Result<Created, Unreadable> {
        M::read_instance(id, state, context).and_then(|machine| store(&machine))
    }

    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable> {
        check_event::<M>(event)
    }

    fn run(&self, run: Run<'_>) -> Result<Ran, Halt> {
        let With::Step(step) = run.with else { return Err(Halt::Misfit(WRONG_BINDINGS.to_owned())) };
        let mut bindings = (self.make)(step);
        run_handler::<M, B>(run.stored, run.event, &mut bindings, run.around).map_err(Halt::Stopped)
    }

    fn perform<'a>(&'a self, _: &'a Ask, _: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        Box::pin(async { Err(Trouble::Refused(WRONG_BINDINGS.to_owned())) })
    }
}

impl<M, B> AnyMachine for Awaited<M, B>
where
    M: Awaits<B> + for<'a> Runs<Replay<'a>>,
    B: Send + Sync,
{
    fn table(&self) -> &'static MachineTable {
        M::table()
    }

    fn is_awaited(&self) -> bool {
        true
    }

    fn create(&self, id: &str, context: &str) -> Result<Created, Unreadable> {
        create::<M>(self.start.as_ref(), id, context)
    }

    fn check_instance(&self, id: &str, state: &str, context: &str) -> Result<Created, Unreadable> {
        M::read_instance(id, state, context).and_then(|machine| store(&machine))
    }

    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable> {
        check_event::<M>(event)
    }

    fn run(&self, run: Run<'_>) -> Result<Ran, Halt> {
        let With::Record(record) = run.with else { return Err(Halt::Misfit(WRONG_BINDINGS.to_owned())) };
        let mut replay = record.replay(M::table().phrases);
        let result = run_handler::<M, Replay<'_>>(run.stored, run.event, &mut replay, run.around);
        finish_replay(replay, result)
    }

    fn perform<'a>(&'a self, ask: &'a Ask, call: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        M::perform(&self.bindings, ask, call)
    }
}

/// The engine gave a machine the bindings of the other kind.
const WRONG_BINDINGS: &str = "the machine is not bound like this";

fn create<M: Machine>(start: Option<&Start>, id: &str, context: &str) -> Result<Created, Unreadable> {
    let started = match start {
        Some(start) if context.is_empty() => start(id)?,
        _ => context.to_owned(),
    };
    store(&M::new_instance(id, &started)?)
}

/// An instance in the form in which it is stored.
fn store<M: Machine>(machine: &M) -> Result<Created, Unreadable> {
    Ok(Created {
        state: machine.state_name().to_owned(),
        context: machine.write_context()?,
        has_ended: machine.has_ended(),
    })
}

fn check_event<M: Machine>(event: &StoredEvent) -> Result<String, Unreadable> {
    let read = M::read_event(event)?;
    Ok(<M::System as Program>::write_event(&M::wrap(read))?.payload)
}

/// An actor outside that the host reaches.
pub(crate) trait AnyActor: Send + Sync {
    /// Delivers a message.
    fn deliver<'a>(
        &'a self,
        name: &'a str,
        payload: &'a str,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>>;
}

/// The actor `O` with the program's type `A`.
pub(crate) struct Reached<O, A> {
    actor: A,
    of: PhantomData<fn() -> O>,
}

impl<O, A> Reached<O, A> {
    pub(crate) fn new(actor: A) -> Self {
        Reached { actor, of: PhantomData }
    }
}

impl<O: Reaches<A>, A: Send + Sync> AnyActor for Reached<O, A> {
    fn deliver<'a>(
        &'a self,
        name: &'a str,
        payload: &'a str,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>> {
        O::deliver(&self.actor, name, payload, call)
    }
}

/// The index of an actor in its program.
pub(crate) fn actor_index<O: Outside>() -> Option<usize> {
    let actors: &[ActorTable] = O::Program::TABLE.actors;
    actors.iter().position(|actor| actor.name == O::NAME)
}
