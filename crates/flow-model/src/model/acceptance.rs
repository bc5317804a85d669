//! The results of the acceptance stage: in which states each handler is accepted, and which states are reachable.
//!
//! They are in a table of their own, so that reading them before the stage has run panics. A default value in each
//! handler would look like a result.

use std::sync::Arc;

use super::{Handler, HandlerId, List, Machine, StateId, Target};

/// The table of one machine. Both lists are empty until the stage has filled them.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) struct Acceptance {
    handlers: List<HandlerId, Accepted>,
    reach: List<StateId, Reach>,
}

impl Acceptance {
    /// The table before reachability is known, which is computed from the handlers' states.
    pub(crate) fn of_handlers(handlers: List<HandlerId, Accepted>) -> Self {
        Acceptance { handlers, reach: List::new() }
    }

    /// Adds which states are reachable.
    pub(crate) fn set_reach(&mut self, reach: List<StateId, Reach>) {
        self.reach = reach;
    }

    /// Calls `visit` with the receivers that it names.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        for accepted in &mut self.handlers {
            if let Some(Guess::LastRequest { first: _, count: _, readings }) = &mut accepted.guess {
                readings.iter_mut().for_each(|(target, _)| visit(target));
            }
        }
    }
}

impl Machine {
    /// In which states a handler is accepted, and why.
    ///
    /// # Panics
    /// If the acceptance stage has not run.
    pub fn accepted(&self, handler: HandlerId) -> &Accepted {
        let accepted = self.acceptance.handlers.get(handler.index());
        accepted.expect("the acceptance stage finds the states of every handler")
    }

    /// Whether the machine can get into a state.
    ///
    /// # Panics
    /// If the acceptance stage has not run.
    pub fn reach(&self, state: StateId) -> Reach {
        let reach = self.acceptance.reach.get(state.index());
        *reach.expect("the acceptance stage finds the reachable states")
    }

    /// The handlers that are no retellings, in order.
    ///
    /// # Panics
    /// If the acceptance stage has not run.
    pub fn definitions(&self) -> impl Iterator<Item = (HandlerId, &Handler)> {
        self.handlers.entries().filter(|(id, _)| self.accepted(*id).role == Role::Definition)
    }

    /// The handler itself or, for a retelling, its definition (reference#retellings).
    ///
    /// # Panics
    /// If the acceptance stage has not run.
    pub fn definition(&self, handler: HandlerId) -> HandlerId {
        match self.accepted(handler).role {
            Role::Definition => handler,
            Role::Retelling(definition) => definition,
        }
    }
}

/// The result of the acceptance stage for one handler (reference#accepted-states).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Accepted {
    /// The states it is accepted in, sorted (reference#accepted-states). A retelling has the states that were inferred for it,
    /// but only its definition runs.
    pub states: Arc<[StateId]>,
    /// The rule that determined them (reference#accepted-states).
    pub rule: Rule,
    /// Whether it is a definition or a retelling.
    pub role: Role,
    /// Why its accepted states are a guess, if they are (`guessed-source`).
    pub guess: Option<Guess>,
}

/// Whether a machine can enter a state (reference#reachability).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Reach {
    /// It is the initial state, or a handler that is accepted in a reachable state moves there.
    Reachable,
    /// No path enters it.
    Unreachable,
}

/// The rules that determine where a handler is accepted (reference#accepted-states).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Rule {
    /// 1: its line or its guards state it (reference#explicit-states).
    Said,
    /// 2: it answers a request of an earlier handler (reference#answers).
    Answer,
    /// 3: the `given:` of the scenario states it (reference#beginning).
    Beginning,
    /// 4: another scenario handles it by rule 1 or 2 (reference#known-answers).
    Known,
    /// 5: the initial state (reference#initial-handler).
    Initial,
    /// 6: the states that the story is in at this handler (reference#continuation).
    Continuation,
}

/// Whether a handler defines a reaction or repeats the definition (reference#retellings).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Role {
    /// It is the definition.
    Definition,
    /// It repeats this handler.
    Retelling(HandlerId),
}

/// Why the states of a handler are a guess (reference#accepted-states).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Guess {
    /// Rule 2: these handlers send requests to an outside actor in several states; the last request was chosen.
    LastRequest {
        /// The first of them: as many as a message lists.
        first: Vec<HandlerId>,
        /// How many there are.
        count: usize,
        /// The messages of the last of these handlers that result in different states, each with the states in which the answer would then
        /// be accepted.
        readings: Vec<(Target, Vec<StateId>)>,
    },
    /// Rule 2: it is also accepted in the target states of these handlers, which answer another actor that received a
    /// request at the same time.
    OtherAnswers(Vec<HandlerId>),
    /// Rule 3: this handler of an earlier scenario accepts the same event in other states.
    Beginning(HandlerId),
    /// Rule 5: this handler of an earlier scenario sends a request to the actor that this event is from.
    Initial(HandlerId),
    /// Rule 6: the story can be in several states.
    Continuation,
}

#[cfg(test)]
mod tests {
    use flow_syntax::diagnostic::{Diagnostics, Lints};

    use crate::model::{HandlerId, MachineId, Model, Role};
    use crate::{MemoryLoader, acceptance, collect, infer, load, lower};

    fn typed_model() -> Model {
        let text = "machine: @order\n  on> :go\n    order moves to #gone\n";
        let mut loader = MemoryLoader::new([("main.flow", text)]);
        let mut diags = Diagnostics::new(Lints::new());
        let program = load(&["main.flow".to_owned()], &mut loader, &mut diags);
        let names = collect::collect(&program, &mut diags);
        let lowered = lower::lower(&program.sources, &names, &mut diags);
        infer::infer(&program.sources, lowered, &mut diags)
    }

    #[test]
    #[should_panic(expected = "the acceptance stage finds the states of every handler")]
    fn a_model_has_no_accepted_states_before_the_stage_has_run() {
        typed_model().machines[MachineId(0)].accepted(HandlerId(0));
    }

    #[test]
    fn the_stage_fills_the_table_and_can_run_again() {
        let mut model = typed_model();
        acceptance::solve(&mut model);
        let first = model.clone();
        acceptance::solve(&mut model);
        assert_eq!(model, first);
        assert_eq!(model.machines[MachineId(0)].accepted(HandlerId(0)).role, Role::Definition);
    }
}
