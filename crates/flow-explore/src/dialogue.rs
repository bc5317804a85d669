//! When a question of a machine can be answered, and whether that matters.
//!
//! An event may be handled far below a question, where another answer was given long before: then it is no answer, but sent at will like
//! any other. Between a question and the first state that accepts an answer there may be another state: the answer can arrive too early.
//! A question between machines whose answers cause no transition is not needed. All of this is computed from states; guards are not read.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::control_flow::paths;
use flow_model::model::{Event, EventId, HandlerId, MachineId, Party, Reaction, StateId, Step, Target};
use flow_model::questions::Questions;
use flow_model::visit;
use flow_sim::Runnable;

/// How many paths of a handler are followed. One with more may ask on each of them.
const MOST_PATHS: usize = 64;

/// The answers that can arrive too early, by machine, question and state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Early(BTreeMap<(MachineId, Target, StateId), Vec<EventId>>);

impl Early {
    /// Finds them for all questions to actors outside.
    pub(crate) fn of(runnable: &Runnable<'_>, questions: &Questions) -> Early {
        let mut early = BTreeMap::new();
        for (machine, of) in runnable.model.machines.entries() {
            for (target, answers) in list_questions(machine, questions) {
                let dialogue = Dialogue { runnable, machine, target, answers };
                for state in of.states.ids() {
                    let events = dialogue.list_first_answers(state);
                    if !events.is_empty() {
                        early.insert((machine, target, state), events);
                    }
                }
            }
        }
        Early(early)
    }

    /// The first answers to a question that a state does not accept, and a later one does.
    pub(crate) fn list(&self, machine: MachineId, target: Target, state: StateId) -> &[EventId] {
        self.0.get(&(machine, target, state)).map_or(&[], Vec::as_slice)
    }
}

/// The questions between machines whose answers can still cause a transition of their asker, by its state. The others would only make
/// more states.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leading(BTreeSet<(MachineId, Target, StateId)>);

impl Leading {
    /// Finds them.
    pub(crate) fn of(runnable: &Runnable<'_>, questions: &Questions) -> Leading {
        let mut leading = BTreeSet::new();
        for (machine, of) in runnable.model.machines.entries() {
            let to_machines =
                questions.requests(machine).filter(|(target, _)| !matches!(target, Target::Actor(..)));
            for (target, answers) in to_machines {
                let answers = answers.collect();
                let dialogue = Dialogue { runnable, machine, target, answers };
                let states = of.states.ids().filter(|state| dialogue.can_cause_move(*state));
                leading.extend(states.map(|state| (machine, target, state)));
            }
        }
        Leading(leading)
    }

    /// Whether an answer can cause a transition from a state, or from a later one.
    pub(crate) fn contains(&self, machine: MachineId, target: Target, state: StateId) -> bool {
        self.0.contains(&(machine, target, state))
    }
}

/// Removes the answers that are only accepted after the question was answered otherwise, or was given up.
pub(crate) fn remove_unanswerable(runnable: &Runnable<'_>, questions: &mut Questions) {
    for (machine, of) in runnable.model.machines.entries() {
        for (target, answers) in list_questions(machine, questions) {
            let Target::Actor(actor, _) = target else { continue };
            let is_of_actor = |event: &Event| event.from == Some(Party::Actor(actor));
            let events = of.events.entries().filter(|(_, event)| is_of_actor(event));
            let events: Vec<EventId> = events.map(|(event, _)| event).collect();
            let taken = Dialogue { runnable, machine, target, answers: events }.list_answerable();
            for event in answers.into_iter().filter(|event| !taken.contains(event)) {
                questions.remove(machine, target, event);
            }
        }
    }
}

/// The questions of a machine to actors outside, each with its answers.
fn list_questions(machine: MachineId, questions: &Questions) -> Vec<(Target, Vec<EventId>)> {
    let to_actors = questions.requests(machine).filter(|(target, _)| matches!(target, Target::Actor(..)));
    to_actors.map(|(target, answers)| (target, answers.collect())).collect()
}

/// The stage of a question, as far as the states determine it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// No state has accepted an answer yet.
    Asked,
    /// The state accepts one.
    Awaited,
    /// One has arrived; others may follow as long as states accept them.
    Answered,
}

/// One question of a machine to an actor outside.
struct Dialogue<'r, 'm> {
    runnable: &'r Runnable<'m>,
    machine: MachineId,
    target: Target,
    answers: Vec<EventId>,
}

impl Dialogue<'_, '_> {
    /// The answers that some state accepts while the question is open.
    fn list_answerable(&self) -> BTreeSet<EventId> {
        let mut known = BTreeSet::new();
        let mut open: Vec<(StateId, Stage)> =
            self.list_rests().into_iter().map(|rest| (rest, self.stage_at(rest))).collect();
        let mut found = BTreeSet::new();
        while let Some((state, stage)) = open.pop() {
            if !known.insert((state, stage)) {
                continue;
            }
            found.extend(self.answers.iter().filter(|event| self.is_taken(state, **event)));
            for (event, end) in self.list_moves(state) {
                let next = self.stage_at(end);
                let is_answer = self.answers.contains(&event);
                open.extend(match (is_answer, stage, next) {
                    (true, _, Stage::Awaited) | (_, Stage::Answered, Stage::Awaited) => {
                        Some((end, Stage::Answered))
                    }
                    (false, Stage::Asked, _) | (false, _, Stage::Awaited) => Some((end, next)),
                    _ => None,
                });
            }
        }
        found
    }

    /// The answers that are accepted by the next states that accept any. There are none if the state itself accepts one.
    fn list_first_answers(&self, state: StateId) -> Vec<EventId> {
        if self.stage_at(state) == Stage::Awaited {
            return Vec::new();
        }
        let mut known = BTreeSet::from([state]);
        let mut open = vec![state];
        let mut first = BTreeSet::new();
        while let Some(state) = open.pop() {
            for (_, end) in self.list_moves(state) {
                first.extend(self.answers.iter().filter(|event| self.is_taken(end, **event)));
                if self.stage_at(end) == Stage::Asked && known.insert(end) {
                    open.push(end);
                }
            }
        }
        first.into_iter().collect()
    }

    /// Whether an answer causes a transition from a state, or from a later one.
    fn can_cause_move(&self, state: StateId) -> bool {
        let mut known = BTreeSet::from([state]);
        let mut open = vec![state];
        while let Some(state) = open.pop() {
            for (event, end) in self.list_moves(state) {
                if end != state && self.answers.contains(&event) {
                    return true;
                }
                if known.insert(end) {
                    open.push(end);
                }
            }
        }
        false
    }

    /// Whether a state accepts an answer.
    fn stage_at(&self, state: StateId) -> Stage {
        match self.answers.iter().any(|event| self.is_taken(state, *event)) {
            true => Stage::Awaited,
            false => Stage::Asked,
        }
    }

    fn is_taken(&self, state: StateId, event: EventId) -> bool {
        let handler = self.runnable.handler(self.machine, state, event);
        handler.is_some_and(|handler| self.runnable.get(self.machine, handler).reaction != Reaction::Ignore)
    }

    /// The events that a state accepts, each with the next states.
    fn list_moves(&self, state: StateId) -> Vec<(EventId, StateId)> {
        let mut moves = Vec::new();
        for (event, handler) in self.list_handlers(state) {
            let ends = self.runnable.ends(self.machine, handler, state);
            moves.extend(ends.into_iter().flat_map(|ends| ends.keys()).map(|end| (event, *end)));
        }
        moves
    }

    fn list_handlers(&self, state: StateId) -> impl Iterator<Item = (EventId, HandlerId)> {
        let events = self.runnable.machine(self.machine).events.ids();
        events.filter_map(move |event| Some((event, self.runnable.handler(self.machine, state, event)?)))
    }

    /// The states in which a handler rests that has asked the question.
    fn list_rests(&self) -> BTreeSet<StateId> {
        let mut rests = BTreeSet::new();
        for state in self.runnable.machine(self.machine).states.ids() {
            for (_, handler) in self.list_handlers(state) {
                let body = &self.runnable.get(self.machine, handler).body;
                let mut is_asked = false;
                visit::steps(body, &mut |step| is_asked |= self.asks(step));
                if !is_asked {
                    continue;
                }
                let followed: Vec<_> = paths(body, state).take(MOST_PATHS + 1).collect();
                if followed.len() > MOST_PATHS {
                    let ends = self.runnable.ends(self.machine, handler, state);
                    rests.extend(ends.into_iter().flat_map(|ends| ends.keys()).copied());
                    continue;
                }
                let asking = followed.iter().filter(|path| path.steps.iter().any(|step| self.asks(step)));
                rests.extend(asking.map(|path| path.end.state(state)));
            }
        }
        rests
    }

    fn asks(&self, step: &Step) -> bool {
        matches!(step, Step::Emit(emit) if emit.target == self.target)
    }
}
