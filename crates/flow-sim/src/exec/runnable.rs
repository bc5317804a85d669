//! A model prepared for running: tables that stories read again and again.
//!
//! The main one is the handler for each state and event of a machine (reference#handler-precedence). It does not change while
//! stories run.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use flow_model::control_flow::{ControlFlow, PathCount};
use flow_model::edges::dispatch;
use flow_model::model::{
    Address, Emit, EventId, ExprKind, Handler, HandlerId, List, Machine, MachineId, Model, PayloadField,
    StateId, Step, Target,
};
use flow_model::ordered::Map;
use flow_model::visit;

use crate::exec::influence::Influence;
use crate::exec::step::{Executor, Interpreter};

/// The end states of a handler, with the number of paths to each, by the state in which it begins.
type EndStates = BTreeMap<StateId, Map<StateId, PathCount>>;

/// A model that is ready to run.
#[derive(Clone, Debug)]
pub struct Runnable<'m> {
    /// The model.
    pub model: &'m Model,
    /// For each machine, for each of its states, for each of its events: the definition that takes it.
    table: Vec<Vec<Vec<Option<HandlerId>>>>,
    /// For each machine, for each of its handlers: its end states, by the state in which it begins. A search reads them for each
    /// handler of each run, so they are computed once.
    ends: List<MachineId, List<HandlerId, EndStates>>,
    /// The machines with handlers that refer to instances.
    refers: List<MachineId, bool>,
    /// The executor of handlers.
    pub(crate) executor: &'m dyn Executor,
    /// The effects that machines can have on each other; computed on the first request of a search.
    influence: OnceLock<Influence>,
}

impl<'m> Runnable<'m> {
    /// Prepares a model to run.
    pub fn new(model: &'m Model) -> Self {
        let machines = || (0..model.machines.len()).map(MachineId::new);
        Runnable {
            model,
            table: machines().map(|machine| find_handlers(model, machine)).collect(),
            ends: model.machines.map(find_end_states),
            refers: model.machines.map(refers_to_instances),
            executor: &Interpreter,
            influence: OnceLock::new(),
        }
    }

    /// The same, run by something else than the interpreter.
    #[must_use]
    pub fn on(self, executor: &'m dyn Executor) -> Self {
        Runnable { executor, ..self }
    }

    /// The handler that takes `event` of `machine` in `state`.
    pub fn handler(&self, machine: MachineId, state: StateId, event: EventId) -> Option<HandlerId> {
        self.table[machine.index()][state.index()][event.index()]
    }

    /// Whether `handler`, or the definition that it retells, takes its event in `state`.
    pub fn accepts(&self, machine: MachineId, handler: HandlerId, state: StateId) -> bool {
        let definition = self.definition(machine, handler);
        self.handler(machine, state, self.get(machine, definition).event) == Some(definition)
    }

    /// The handler itself or, for a retelling, its definition (reference#retellings).
    pub fn definition(&self, machine: MachineId, handler: HandlerId) -> HandlerId {
        self.machine(machine).definition(handler)
    }

    /// The states a definition can rest in when it begins in `from`, each with the number of paths that rest there.
    pub fn ends(
        &self,
        machine: MachineId,
        definition: HandlerId,
        from: StateId,
    ) -> Option<&Map<StateId, PathCount>> {
        self.ends[machine][definition].get(&from)
    }

    /// Whether handlers of a machine refer to instances (reference#references).
    pub fn refers_to_instances(&self, machine: MachineId) -> bool {
        self.refers[machine]
    }

    /// What machines can do to each other.
    pub(crate) fn influence(&self) -> &Influence {
        self.influence.get_or_init(|| Influence::of(self.model))
    }

    /// A machine of the model.
    pub fn machine(&self, machine: MachineId) -> &'m Machine {
        &self.model.machines[machine]
    }

    /// The fields of what an emit of `machine` sends.
    pub fn fields_of(&self, machine: MachineId, target: Target) -> &'m [PayloadField] {
        target.fields(self.model, self.machine(machine))
    }

    /// A handler of a machine.
    pub fn get(&self, machine: MachineId, handler: HandlerId) -> &'m Handler {
        &self.machine(machine).handlers[handler]
    }
}

fn find_handlers(model: &Model, machine: MachineId) -> Vec<Vec<Option<HandlerId>>> {
    let Machine { states, events, .. } = &model.machines[machine];
    let row = |state| {
        let handler = |event| dispatch(model, machine, StateId::new(state), EventId::new(event));
        (0..events.len()).map(handler).collect()
    };
    (0..states.len()).map(row).collect()
}

fn find_end_states(machine: &Machine) -> List<HandlerId, BTreeMap<StateId, Map<StateId, PathCount>>> {
    let flows = ControlFlow::of_handlers(machine);
    let ends = machine.handlers.ids().map(|id| {
        let accepted = machine.accepted(id).states.iter();
        accepted.map(|from| (*from, flows[id].from(*from).end_states(*from))).collect()
    });
    ends.collect()
}

fn refers_to_instances(machine: &Machine) -> bool {
    let mut refers = false;
    for handler in &machine.handlers {
        visit::body_exprs(&handler.body, &mut |expr| {
            refers |= matches!(expr.kind, ExprKind::Partner(_) | ExprKind::Made(_));
        });
        visit::steps(&handler.body, &mut |step| {
            refers |= matches!(step, Step::Emit(Emit { address: Address::New | Address::Reference(_), .. }));
        });
    }
    refers
}
