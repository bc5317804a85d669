//! Solves the rules of reference#accepted-states together: all sets of states of one machine, in rounds from empty sets.
//!
//! Each round visits the handlers in order and recomputes every set from the current ones. Handlers further below see a change in
//! the same round, handlers above in the next. The rules that remove states are not monotonic, so that a contrived
//! specification could oscillate; then the sets of the last rounds are united.

use flow_syntax::gather::Gather;
use std::rc::Rc;
use std::sync::Arc;

use flow_syntax::ordered::{Map, Set};

use super::requests::{AskedRequest, Requests};
use super::retelling::{self, Fullness};
use super::rules::{self, Source, States, given_state};
use crate::control_flow::{ControlFlow, Position, Request, Rests};
use crate::model::*;

/// The most rounds. Each dependency on a later handler costs one round, and specifications have a few in sequence. Only
/// oscillating rules need more, and would never end.
const ROUNDS: usize = 64;

/// Finds the states of each handler of a machine, by which rule, and its role.
pub(crate) fn solve(
    id: MachineId,
    machine: &Machine,
    paths: &List<HandlerId, ControlFlow>,
    requests: &Requests,
) -> List<HandlerId, Accepted> {
    let sources = rules::determine_sources(id, machine, requests);
    let mut solver = Solver::new(id, machine, paths, requests, &sources);
    solver.run();
    let guesses: Vec<_> = machine.handlers.ids().map(|handler| solver.guess(handler)).gather();
    let Solver { accepted, roles, .. } = solver;
    let handlers = machine.handlers.iter();
    let found = accepted.into_iter().zip(roles).zip(guesses).zip(&sources).zip(handlers);
    // The handlers for any state share one list, so that many of them do not cost the product of handlers and states.
    let mut all: Option<Arc<[StateId]>> = None;
    let count = machine.states.len();
    let table = found.map(|((((accepted, role), guess), source), handler)| {
        let list = || accepted.iter().copied().collect();
        let states = match accepted.len() == count {
            // An ended instance never moves again, so it cannot defer an event.
            _ if handler.reaction == Reaction::Defer && machine.ends.are_said() => {
                accepted.iter().copied().filter(|state| !machine.is_end(*state)).collect()
            }
            true => Arc::clone(all.get_or_insert_with(list)),
            false => list(),
        };
        Accepted { states, rule: source.rule(), role, guess: guess.filter(|_| role == Role::Definition) }
    });
    table.collect()
}

struct Solver<'m> {
    id: MachineId,
    machine: &'m Machine,
    paths: &'m List<HandlerId, ControlFlow>,
    requests: &'m Requests,
    sources: &'m List<HandlerId, Source>,
    /// The handlers of each event that name states, by fullness.
    named: Vec<Vec<HandlerId>>,
    /// The handlers of each event for any state, by fullness.
    any: Vec<Vec<HandlerId>>,
    /// How closely each handler names its states.
    ranks: List<HandlerId, Ranks>,
    /// For each handler: those above it that answer what another actor was asked at once with its request.
    others: List<HandlerId, Vec<OtherAnswer>>,
    /// Where each handler is accepted, according to the rounds so far.
    accepted: List<HandlerId, Rc<States>>,
    /// The part of it that does not depend on requests asked elsewhere.
    base: List<HandlerId, Rc<States>>,
    /// The part that does.
    extra: List<HandlerId, States>,
    roles: List<HandlerId, Role>,
}

impl<'m> Solver<'m> {
    fn new(
        id: MachineId,
        machine: &'m Machine,
        paths: &'m List<HandlerId, ControlFlow>,
        requests: &'m Requests,
        sources: &'m List<HandlerId, Source>,
    ) -> Self {
        let none = machine.handlers.map(|_| Rc::<States>::default());
        let extra = machine.handlers.map(|_| States::new());
        let roles = machine.handlers.map(|_| Role::Definition);
        let ranks = machine.handlers.ids().map(|id| machine.ranks_by_rule(id, sources[id].rule())).collect();
        let (named, any) = sort_handlers_by_precedence(machine, &ranks);
        let others = find_other_answers(machine, paths, requests);
        let (accepted, base) = (none.clone(), none);
        Solver {
            id,
            machine,
            paths,
            requests,
            sources,
            named,
            any,
            ranks,
            others,
            accepted,
            base,
            extra,
            roles,
        }
    }

    fn run(&mut self) {
        for _ in 0..ROUNDS {
            if self.run_round() == Progress::Nothing {
                return;
            }
        }
        let last = self.accepted.clone();
        self.run_round();
        self.accepted
            .iter_mut()
            .zip(last)
            .for_each(|(accepted, last)| Rc::make_mut(accepted).extend(last.iter()));
        self.assign_roles();
    }

    fn run_round(&mut self) -> Progress {
        let before = (self.roles.clone(), self.extra.clone());
        let mut progress = Progress::Nothing;
        for scenario in &self.machine.scenarios {
            if self.update_scenario(scenario) == Progress::Something {
                progress = Progress::Something;
            }
        }
        self.assign_roles();
        self.add_requests_elsewhere();
        if (&before.0, &before.1) == (&self.roles, &self.extra) { progress } else { Progress::Something }
    }

    /// Works out the handlers of a scenario in order, together with the states the story can be in (rule 6).
    fn update_scenario(&mut self, scenario: &Scenario) -> Progress {
        let mut progress = Progress::Nothing;
        let mut standing = None;
        let is_continuation = |id: &HandlerId| self.sources[*id] == Source::Continuation;
        let last = scenario.handlers.iter().rposition(is_continuation);
        for (place, id) in scenario.handlers.iter().enumerate() {
            for of_line in self.machine.handlers_of_line(*id) {
                if self.update_handler(of_line, standing.as_ref()) == Progress::Something {
                    progress = Progress::Something;
                }
            }
            // Where the story can be matters to continuations only.
            if last.is_none_or(|last| place >= last) {
                continue;
            }
            let here = standing.get_or_insert_with(|| States::from([self.start_state(scenario, *id)]));
            let leaves = |id: HandlerId, state: &StateId| {
                self.accepted[id].contains(state) && self.can_leave(id, *state)
            };
            here.retain(|state| !self.machine.handlers_of_line(*id).any(|id| leaves(id, state)));
            here.extend(self.machine.handlers_of_line(*id).flat_map(|id| self.target_states(id)));
        }
        progress
    }

    /// Computes where a handler is accepted from the current sets of the others.
    fn update_handler(&mut self, id: HandlerId, standing: Option<&States>) -> Progress {
        if matches!(self.sources[id], Source::States(..)) && !self.accepted[id].is_empty() {
            return Progress::Nothing;
        }
        self.base[id] = self.compute_states(id, standing);
        let accepted = match self.extra[id].is_empty() {
            true => Rc::clone(&self.base[id]),
            false => Rc::new(&*self.base[id] | &self.extra[id]),
        };
        if accepted == self.accepted[id] {
            return Progress::Nothing;
        }
        self.accepted[id] = accepted;
        Progress::Something
    }

    fn compute_states(&self, id: HandlerId, standing: Option<&States>) -> Rc<States> {
        match &self.sources[id] {
            Source::States(_, states) => Rc::clone(states),
            Source::Answer => Rc::new(self.compute_answer(id).states),
            Source::Known(others) => {
                let accepted = others.iter().flat_map(|other| self.accepted[*other].iter());
                Rc::new(accepted.copied().collect())
            }
            Source::Continuation => Rc::new(standing.cloned().unwrap_or_default()),
        }
    }

    /// The state a scenario's story starts in (reference#story-start).
    fn start_state(&self, scenario: &Scenario, first: HandlerId) -> StateId {
        let accepted = &self.accepted[first];
        given_state(self.id, scenario)
            .unwrap_or_else(|| crate::edges::first_state(self.machine.initial, accepted.iter()))
    }

    /// Whether some path of a handler leaves a state.
    fn can_leave(&self, id: HandlerId, from: StateId) -> bool {
        self.end_positions(id, from).iter().any(|end| end.state(from) != from)
    }

    /// The states a handler moves to.
    fn target_states(&self, id: HandlerId) -> States {
        let accepted = &self.accepted[id];
        let all_the_same = self.roles[id] == Role::Definition && self.paths[id].ignores_start();
        let starts = accepted.iter().take(if all_the_same { 1 } else { accepted.len() });
        let moved = |end: Position| match end {
            Position::Start => None,
            Position::At(state) => Some(state),
        };
        starts.flat_map(|from| self.end_positions(id, *from)).filter_map(moved).collect()
    }

    /// Where a handler can end that is accepted in `from`; a retelling where its definition does.
    fn end_positions(&self, id: HandlerId, from: StateId) -> Set<Position> {
        let definition = match self.roles[id] {
            Role::Retelling(definition) => Some(definition),
            Role::Definition => None,
        };
        let accepts = |id: &HandlerId| self.accepted[*id].contains(&from);
        retelling::end_positions(self.paths, id, definition.filter(accepts), from)
    }

    /// The states by rule 2: from the requests of the handler's own scenario, and from the answers to other actors, without
    /// the states that only [`Self::extra`] adds.
    fn compute_answer(&self, id: HandlerId) -> Answered {
        let answers = self.requests.of(id);
        let mut answered = Answered::default();
        for asked in &answers.own {
            answered.states.extend(self.rest_states(*asked));
        }
        if !self.others[id].is_empty() {
            for asked in answers.own.iter().chain(&answers.elsewhere) {
                answered.note(self.rests(*asked));
            }
            let extra: States = self.extra[id].difference(&answered.states).copied().collect();
            answered.states.extend(&extra);
            self.follow_other_answers(id, &mut answered);
            answered.states.retain(|state| !extra.contains(state));
        }
        answered
    }

    /// If one path sends requests to two actors, an answer is also accepted in the end states of the handler of the other
    /// answer, provided that this handler always leaves its state.
    fn follow_other_answers(&self, id: HandlerId, answered: &mut Answered) {
        let mut open: Vec<StateId> = answered.states.iter().copied().gather();
        while let Some(state) = open.pop() {
            let asked_with = answered.asked_with.get(&state).cloned().unwrap_or_default();
            for other in &self.others[id] {
                if !self.accepted[other.id].contains(&state) || asked_with.is_disjoint(&other.answers) {
                    continue;
                }
                let ends: States =
                    self.end_positions(other.id, state).into_iter().map(|end| end.state(state)).collect();
                if !ends.contains(&state) {
                    open.extend(ends.into_iter().filter(|end| answered.follow(*end, &asked_with, other.id)));
                }
            }
        }
    }

    /// The states in which the machine rests after a request.
    fn rest_states(&self, asked: AskedRequest) -> States {
        let (by, request) = (asked.by, asked.request);
        let own = self.paths[by].rest_states(self.accepted[by].iter(), request);
        let Some(definition) = self.retold_definition(by) else { return own };
        let shared = self.accepted[by].intersection(&self.accepted[definition]);
        self.narrow_rests(by, own, self.paths[definition].rest_states(shared, request))
    }

    /// The definition with the requests that a handler retells; none for a retelling that always rejects.
    fn retold_definition(&self, id: HandlerId) -> Option<HandlerId> {
        match self.roles[id] {
            Role::Retelling(definition) if !self.paths[id].always_rejects() => Some(definition),
            _ => None,
        }
    }

    /// As [`Self::rest_states`], with the other requests of the paths that end in each.
    fn rests(&self, asked: AskedRequest) -> Rests {
        let (by, request) = (asked.by, asked.request);
        let mut all = self.paths[by].rests(self.accepted[by].iter(), request);
        let Some(definition) = self.retold_definition(by) else { return all };
        let shared = self.accepted[by].intersection(&self.accepted[definition]);
        let defined = self.paths[definition].rests(shared, request);
        let states = |rests: &Rests| rests.keys().copied().collect();
        let kept = self.narrow_rests(by, states(&all), states(&defined));
        for (state, others) in defined {
            all.entry(state).or_default().extend(others);
        }
        all.retain(|state, _| kept.contains(state));
        all
    }

    /// Narrows where a retelling rests to where its definition does.
    fn narrow_rests(&self, telling: HandlerId, own: States, defined: States) -> States {
        let ends = |states: &States| states.iter().copied().map(Position::At).collect();
        let kept = retelling::narrow_ends(&self.paths[telling], ends(&defined), ends(&own));
        own.into_iter().chain(defined).filter(|state| kept.contains(&Position::At(*state))).collect()
    }

    fn assign_roles(&mut self) {
        for handlers in &self.named {
            retelling::assign_roles(handlers, &self.ranks, &self.accepted, &mut self.roles);
        }
        for handlers in &self.any {
            retelling::assign_roles_in_any_state(
                handlers,
                self.machine.states.len(),
                &self.accepted,
                &mut self.roles,
            );
        }
    }

    /// The part of rule 2 about requests asked elsewhere: they count in states that do not accept the answer yet.
    fn add_requests_elsewhere(&mut self) {
        let mut extra = self.extra.map(|_| States::new());
        let mut known: Map<AskedRequest, Vec<StateId>> = Map::new();
        for event in &self.machine.events {
            let mut taken: Option<States> = None;
            for id in &event.handlers {
                let elsewhere = &self.requests.of(*id).elsewhere;
                let counts = self.sources[*id] == Source::Answer && self.roles[*id] == Role::Definition;
                if elsewhere.is_empty() || !counts {
                    continue;
                }
                let taken = taken.get_or_insert_with(|| self.accepting_states(event));
                let mut new = States::new();
                for asked in elsewhere {
                    let rests =
                        known.entry(*asked).or_insert_with(|| self.rest_states(*asked).into_iter().gather());
                    new.extend(rests.iter().filter(|state| !taken.contains(state)));
                }
                taken.extend(&new);
                extra[*id] = new;
            }
        }
        self.extra = extra;
    }

    /// The states that accept an event, also by handlers without a sender, before requests of other scenarios are added.
    fn accepting_states(&self, event: &Event) -> States {
        let general = self.machine.events.iter().filter(|other| {
            event.from.is_some() && other.from.is_none() && other.name.text == event.name.text
        });
        let handlers = event.handlers.iter().chain(general.flat_map(|general| &general.handlers));
        let counts = |id: &&HandlerId| {
            self.roles[**id] == Role::Definition && !matches!(self.sources[**id], Source::Known(_))
        };
        handlers.filter(counts).flat_map(|id| self.base[*id].iter()).copied().collect()
    }

    /// The guess that was necessary for a handler, now that the sets are known.
    fn guess(&self, id: HandlerId) -> Option<Guess> {
        match &self.sources[id] {
            Source::States(Rule::Beginning, states) => self.guess_beginning(id, states),
            Source::States(Rule::Initial, _) => self.guess_initial(id),
            Source::Answer => self.guess_answer(id),
            Source::Continuation => (self.accepted[id].len() > 1).then_some(Guess::Continuation),
            Source::States(..) | Source::Known(_) => None,
        }
    }

    fn guess_beginning(&self, id: HandlerId, states: &States) -> Option<Guess> {
        let handler = &self.machine.handlers[id];
        let same_event = &self.machine.events[handler.event].handlers;
        let scenario = |other: &HandlerId| self.machine.handlers[*other].scenario;
        let mut earlier = same_event.iter().filter(|other| scenario(other) < handler.scenario);
        let first = *earlier.clone().next()?;
        let told = earlier.any(|other| !self.accepted[*other].is_disjoint(states));
        (!told).then_some(Guess::Beginning(first))
    }

    fn guess_initial(&self, id: HandlerId) -> Option<Guess> {
        let handler = &self.machine.handlers[id];
        if handler.visibility == Visibility::Public {
            return None;
        }
        let sender = sender(self.machine, id)?;
        let earlier = self.machine.scenarios.iter().take(handler.scenario.index());
        let mut handlers = earlier.flat_map(|scenario| &scenario.handlers);
        let asks = |other: &&HandlerId| {
            self.paths[**other].requests().any(|asked| self.is_request_to(asked, sender))
        };
        handlers.find(asks).copied().map(Guess::Initial)
    }

    /// Whether a request goes to a party.
    fn is_request_to(&self, request: Request, party: Party) -> bool {
        match request {
            Request::Message(Target::Machine(machine, _)) => party == Party::Machine(machine),
            Request::Message(Target::Actor(actor, _)) => party == Party::Actor(actor),
            Request::Message(Target::Itself(event)) | Request::Raise(event) => {
                self.machine.events[event].from == Some(party)
            }
        }
    }

    fn guess_answer(&self, id: HandlerId) -> Option<Guess> {
        let mut rests = self.requests.candidates(id).iter().map(|asked| self.rest_states(*asked));
        let first = rests.next();
        if rests.any(|other| Some(other) != first) {
            let asked = self.requests.candidates(id);
            return Some(guess_last_request(asked, self.states_after_last_requests(asked)));
        }
        let others = self.compute_answer(id).others;
        (!others.is_empty()).then_some(Guess::OtherAnswers(others))
    }

    /// The states after each request of the handler that asks last: the story may have taken any of its branches. It has left
    /// the states of the handlers above.
    fn states_after_last_requests(&self, asked: &[AskedRequest]) -> Vec<(Target, Vec<StateId>)> {
        let Some(last) = asked.last() else { return Vec::new() };
        let mut readings: Vec<(Target, Vec<StateId>)> = Vec::new();
        for asked in asked.iter().filter(|asked| asked.by == last.by) {
            let states: Vec<_> = self.rest_states(*asked).into_iter().gather();
            let Request::Message(target) = asked.request else { continue };
            if readings.len() < crate::words::LISTED && readings.iter().all(|(_, known)| *known != states) {
                readings.push((target, states));
            }
        }
        readings
    }
}

/// The guess that the last of several requests, in the order of the story, is answered. Only the first of those that ask
/// are kept: each answer of a long story may have all of them above it.
fn guess_last_request(asked: &[AskedRequest], readings: Vec<(Target, Vec<StateId>)>) -> Guess {
    let mut guess = (Vec::new(), 0);
    let mut last = None;
    for by in asked.iter().map(|asked| asked.by) {
        if last.replace(by) != Some(by) {
            guess.1 += 1;
            if guess.1 <= crate::words::LISTED {
                guess.0.push(by);
            }
        }
    }
    Guess::LastRequest { first: guess.0, count: guess.1, readings }
}

/// Whether a round found something new.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Something,
    Nothing,
}

/// A handler that answers what another actor was asked.
struct OtherAnswer {
    id: HandlerId,
    answers: Set<Request>,
}

/// For each handler: those above it in its scenario that answer something another actor was asked at once with its
/// request, by the text alone. Time and the machine itself are no actors here.
fn find_other_answers(
    machine: &Machine,
    paths: &List<HandlerId, ControlFlow>,
    requests: &Requests,
) -> List<HandlerId, Vec<OtherAnswer>> {
    let of = |id: HandlerId| {
        let Some(from) = sender(machine, id).filter(|sender| is_another(*sender)) else { return Vec::new() };
        let answers = requests.of(id);
        let mut asked_with: Set<Request> = Set::new();
        for asked in answers.own.iter().chain(&answers.elsewhere) {
            asked_with.extend(paths[asked.by].requests_made_with(asked.request));
        }
        if asked_with.is_empty() {
            return Vec::new();
        }
        let scenario = &machine.scenarios[machine.handlers[id].scenario];
        let told = machine.handlers[id].beside.unwrap_or(id);
        let above = scenario.handlers.iter().take_while(|other| **other != told);
        let above = above.flat_map(|other| machine.handlers_of_line(*other));
        let is_other = |other: &HandlerId| {
            sender(machine, *other).is_some_and(|sender| is_another(sender) && sender != from)
        };
        let answers = |other: HandlerId| {
            let own = requests.of(other).own.iter().map(|asked| asked.request);
            let answers: Set<_> = own.filter(|request| asked_with.contains(request)).collect();
            (!answers.is_empty()).then_some(OtherAnswer { id: other, answers })
        };
        above.filter(is_other).filter_map(answers).gather()
    };
    machine.handlers.ids().map(of).collect()
}

fn sender(machine: &Machine, id: HandlerId) -> Option<Party> {
    machine.events[machine.handlers[id].event].from
}

/// The handlers of each event that name states or groups, and those for any state (reference#handler-precedence), by fullness.
fn sort_handlers_by_precedence(
    machine: &Machine,
    ranks: &List<HandlerId, Ranks>,
) -> (Vec<Vec<HandlerId>>, Vec<Vec<HandlerId>>) {
    let fullness = machine.handlers.map(|handler| Fullness::of(handler.own_body()));
    let tellings = |event: &Event| {
        // Those that ignore or defer are no retellings, and have none.
        let told = event.handlers.iter().filter(|id| machine.handlers[**id].reaction == Reaction::Steps);
        let (any, named): (Vec<HandlerId>, Vec<HandlerId>) = told.partition(|id| ranks[**id].is_any);
        (retelling::sort_by_fullness(&fullness, &named), retelling::sort_by_fullness(&fullness, &any))
    };
    machine.events.iter().map(tellings).unzip()
}

/// The states of an answer, as rule 2 collects them.
#[derive(Default)]
struct Answered {
    states: States,
    /// For each state in which the machine rests after a request: the other requests of the same paths.
    asked_with: Rests,
    /// The other answers that added states.
    others: Vec<HandlerId>,
}

impl Answered {
    /// Records which requests are made together.
    fn note(&mut self, rests: Rests) {
        for (state, others) in rests {
            self.asked_with.entry(state).or_default().extend(others);
        }
    }

    /// Adds an end state of the handler of another answer; returns whether that changed anything.
    fn follow(&mut self, state: StateId, asked_with: &Set<Request>, other: HandlerId) -> bool {
        if self.states.insert(state) && !self.others.contains(&other) {
            self.others.push(other);
        }
        let known = self.asked_with.entry(state).or_default();
        let before = known.len();
        known.extend(asked_with);
        known.len() > before
    }
}

/// Whether a party is another one: not time, and not the machine itself.
fn is_another(party: Party) -> bool {
    matches!(party, Party::Machine(_) | Party::Actor(_))
}
