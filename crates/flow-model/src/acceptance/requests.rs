//! The requests that a handler's event answers (reference#answers), as far as the text alone determines them.
//!
//! Each scenario is read once from top to bottom. The search records the requests to each receiver, and for each event the
//! requests since its previous handler: only these can be answered by the next one.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use std::ops::Range;

use crate::control_flow::{ControlFlow, Position, Request};
use crate::messages::Traffic;
use crate::model::*;
use crate::visit::kept_steps;

/// A request, and the handler that makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskedRequest {
    /// The handler.
    pub(crate) by: HandlerId,
    /// The request.
    pub(crate) request: Request,
}

/// The requests that one handler answers.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "tools", derive(PartialEq))]
pub(crate) struct Answers {
    /// The requests in its own scenario, in order. If there are none, rule 2 does not apply.
    pub(crate) own: Vec<AskedRequest>,
    /// The same requests in places that no handler of the answer follows.
    pub(crate) elsewhere: Vec<AskedRequest>,
    /// The previous handler of this answer in the scenario, if no request that could cause the answer was made since.
    pub(crate) previous: Option<HandlerId>,
    /// For an outside actor: a range of [`Requests::lists`] with all requests to it; only the last is answered.
    candidates: (usize, Range<usize>),
}

/// The requests of a machine, and those that its handlers answer.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "tools", derive(PartialEq))]
pub(crate) struct Requests {
    /// For each handler, the requests that it answers.
    answers: List<HandlerId, Answers>,
    /// The requests of each scenario to each receiver, in order.
    lists: Vec<Vec<AskedRequest>>,
}

impl Requests {
    /// Calls `visit` with all receivers.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        let of_answers = self.answers.iter_mut().flat_map(|of| of.own.iter_mut().chain(&mut of.elsewhere));
        let asked = of_answers.chain(self.lists.iter_mut().flatten());
        asked.filter_map(|asked| asked.request.target_mut()).for_each(visit);
    }

    /// The requests that a handler answers.
    pub(crate) fn of(&self, handler: HandlerId) -> &Answers {
        &self.answers[handler]
    }

    /// For an answer of an outside actor: all requests to it, of which only the last counts.
    pub(crate) fn candidates(&self, handler: HandlerId) -> &[AskedRequest] {
        let (list, range) = &self.of(handler).candidates;
        self.lists.get(*list).and_then(|list| list.get(range.clone())).unwrap_or_default()
    }
}

/// The receiver of a request. Requests to `@system` and `@self` are answered only by the event that they raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Receiver {
    Party(Party),
    Raised(EventId),
}

impl Receiver {
    fn of(request: Request) -> Receiver {
        match request {
            Request::Message(Target::Machine(machine, _)) => Receiver::Party(Party::Machine(machine)),
            Request::Message(Target::Actor(actor, _)) => Receiver::Party(Party::Actor(actor)),
            Request::Message(Target::Itself(event)) | Request::Raise(event) => Receiver::Raised(event),
        }
    }
}

/// The requests of their definitions that retellings omit: a retelling makes all requests of its definition on the paths that it retells
/// (reference#retellings).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Retold(Map<HandlerId, Vec<Request>>);

impl Retold {
    /// Calls `visit` with all receivers.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        self.0.values_mut().flatten().filter_map(Request::target_mut).for_each(visit);
    }

    /// Finds them, once it is known which handlers are retellings.
    pub(crate) fn of(
        machine: &Machine,
        paths: &List<HandlerId, ControlFlow>,
        accepted: &List<HandlerId, Accepted>,
    ) -> Retold {
        let mut retold = Retold::default();
        for id in machine.handlers.ids() {
            let Role::Retelling(definition) = accepted[id].role else { continue };
            let defined = requests_of(&machine.handlers[definition].body);
            let own = requests_of(&machine.handlers[id].body);
            if defined.iter().all(|request| own.contains(request)) {
                continue;
            }
            let shared =
                accepted[id].states.iter().filter(|state| accepted[definition].states.contains(*state));
            let shared: Vec<StateId> = shared.copied().gather();
            let is_told = |request: &Request| {
                let rests = paths[definition].rest_states(&shared, *request);
                own.contains(request) || covers_any_rest(&paths[id], &shared, &rests)
            };
            let told: Vec<Request> = defined.into_iter().filter(is_told).gather();
            if told.len() > own.len() {
                retold.0.insert(id, told);
            }
        }
        retold
    }
}

/// Whether a retelling has a path that rests in one of these states.
fn covers_any_rest(telling: &ControlFlow, starts: &[StateId], rests: &Set<StateId>) -> bool {
    let stays =
        |start: &StateId| rests.contains(start) && telling.from(*start).ends().contains_key(&Position::Start);
    match telling.targets().is_empty() {
        true => !rests.is_empty(),
        false => !rests.is_disjoint(telling.targets()) || starts.iter().any(stays),
    }
}

/// The requests of a body, in the order of the text.
fn requests_of(body: &[Step]) -> Vec<Request> {
    let mut requests = Vec::new();
    kept_steps(body, &mut |step| requests.extend(Request::of(step)));
    requests
}

/// Finds the requests that the handlers of a machine answer.
pub(crate) fn find_answered_requests(
    traffic: &Traffic,
    id: MachineId,
    machine: &Machine,
    retold: &Retold,
) -> Requests {
    let mut finder = Finder::new(traffic, id, machine);
    let mut answers = machine.handlers.map(|_| Answers::default());
    for scenario in &machine.scenarios {
        finder.begin_scenario();
        for told in &scenario.handlers {
            for handler in machine.handlers_of_line(*told) {
                answers[handler] = finder.find_answered(handler);
            }
            machine.handlers_of_line(*told).for_each(|handler| finder.add_requests(handler, retold));
        }
    }
    let elsewhere = Elsewhere::of(machine);
    for (handler, answers) in machine.handlers.iter().zip(&mut answers) {
        answers.elsewhere = elsewhere.find_elsewhere(handler.event, &answers.own);
    }
    Requests { answers, lists: finder.lists }
}

/// Reads one scenario after the other.
struct Finder<'m> {
    traffic: &'m Traffic,
    id: MachineId,
    machine: &'m Machine,
    /// The requests, one list for each scenario and receiver.
    lists: Vec<Vec<AskedRequest>>,
    /// For each list of requests to a machine: the positions by the event that it takes each as.
    taken: Map<(usize, EventId), Vec<usize>>,
    /// The list of each receiver in this scenario.
    asked: Map<Receiver, usize>,
    /// For each event: its previous handler, and the length of its sender's list there.
    seen: Map<EventId, (HandlerId, usize)>,
    /// For each answer of a machine: the events that can cause it.
    leading: Map<EventId, Set<EventId>>,
}

impl<'m> Finder<'m> {
    fn new(traffic: &'m Traffic, id: MachineId, machine: &'m Machine) -> Self {
        let (lists, taken, asked, seen, leading) = Default::default();
        Finder { traffic, id, machine, lists, taken, asked, seen, leading }
    }

    fn begin_scenario(&mut self) {
        self.asked.clear();
        self.seen.clear();
    }

    fn find_answered(&mut self, by: HandlerId) -> Answers {
        let machine = self.machine;
        let handler = &machine.handlers[by];
        match machine.events[handler.event].from {
            Some(party) => self.find_answered_since_previous(by, handler, party),
            None => Answers::default(),
        }
    }

    fn add_requests(&mut self, by: HandlerId, retold: &Retold) {
        let machine = self.machine;
        if let Some(told) = retold.0.get(&by) {
            told.iter().for_each(|request| self.add_request(by, *request));
            return;
        }
        kept_steps(&machine.handlers[by].body, &mut |step| {
            if let Some(request) = Request::of(step) {
                self.add_request(by, request);
            }
        });
    }

    fn add_request(&mut self, by: HandlerId, request: Request) {
        let list = self.list_for_receiver(Receiver::of(request));
        let at = self.lists[list].len();
        self.lists[list].push(AskedRequest { by, request });
        if let Request::Message(Target::Machine(to, event)) = request {
            for event in self.traffic.matching_events(to, event) {
                self.taken.entry((list, event)).or_default().push(at);
            }
        }
    }

    fn find_answered_since_previous(&mut self, by: HandlerId, handler: &Handler, party: Party) -> Answers {
        let receiver = match party {
            Party::System | Party::Itself => Receiver::Raised(handler.event),
            Party::Machine(_) | Party::Actor(_) => Receiver::Party(party),
        };
        let list = self.list_for_receiver(receiver);
        let end = self.lists[list].len();
        let before = self.seen.get(&handler.event).copied();
        // One that ignores or defers its event is no answer: the next handler of the event answers the same requests.
        let is_answer = handler.reaction == Reaction::Steps;
        if is_answer {
            self.seen.insert(handler.event, (by, end));
        }
        if handler.visibility == Visibility::Public {
            return Answers::default();
        }
        let start = before.map_or(0, |(_, length)| length);
        let answers = self.select_answered(handler.event, party, list, start..end);
        let previous = before.map(|(previous, _)| previous).filter(|_| is_answer && answers.own.is_empty());
        Answers { previous, ..answers }
    }

    /// The list of this scenario's requests to a receiver.
    fn list_for_receiver(&mut self, receiver: Receiver) -> usize {
        let new = self.lists.len();
        let list = *self.asked.entry(receiver).or_insert(new);
        if list == new {
            self.lists.push(Vec::new());
        }
        list
    }

    /// The requests in the range that the event answers.
    fn select_answered(&mut self, event: EventId, party: Party, list: usize, range: Range<usize>) -> Answers {
        let asked = &self.lists[list][range.clone()];
        if asked.is_empty() {
            return Answers::default();
        }
        match party {
            Party::Actor(_) => {
                let own = asked.last().copied().into_iter().gather();
                Answers { own, candidates: (list, range), ..Answers::default() }
            }
            Party::Machine(other) => {
                let (traffic, id) = (self.traffic, self.id);
                let leading = self
                    .leading
                    .entry(event)
                    .or_insert_with(|| traffic.events_causing_answer(id, other, event));
                let taken = leading.iter().filter_map(|event| self.taken.get(&(list, *event)));
                let causes: Set<usize> =
                    taken.flat_map(|taken| slice_in_range(taken, &range)).copied().collect();
                let own = causes.iter().map(|at| self.lists[list][*at]).gather();
                Answers { own, ..Answers::default() }
            }
            Party::System | Party::Itself => Answers { own: asked.to_vec(), ..Answers::default() },
        }
    }
}

/// The part of sorted positions that is in a range.
fn slice_in_range<'p>(positions: &'p [usize], range: &Range<usize>) -> &'p [usize] {
    let at = |end: usize| positions.partition_point(|position| *position < end);
    &positions[at(range.start)..at(range.end)]
}

/// The places of each request in all scenarios, and of the last handler of each event.
struct Elsewhere {
    asked: Map<Request, Vec<(HandlerId, ScenarioId, usize)>>,
    /// The position of the last handler of an event in a scenario, from any sender.
    last: Map<(ScenarioId, EventId), usize>,
    general: List<EventId, Option<EventId>>,
}

impl Elsewhere {
    fn of(machine: &Machine) -> Elsewhere {
        let (asked, last) = Default::default();
        let mut elsewhere = Elsewhere { asked, last, general: crate::messages::general_events(machine) };
        for (scenario_id, scenario) in machine.scenarios.entries() {
            for (place, told) in scenario.handlers.iter().enumerate() {
                for id in machine.handlers_of_line(*told) {
                    elsewhere.add(scenario_id, place, id, &machine.handlers[id]);
                }
            }
        }
        elsewhere
    }

    fn add(&mut self, scenario: ScenarioId, place: usize, id: HandlerId, handler: &Handler) {
        self.last.insert((scenario, handler.event), place);
        let mut requests = Set::new();
        kept_steps(&handler.body, &mut |step| requests.extend(Request::of(step)));
        for request in requests {
            self.asked.entry(request).or_default().push((id, scenario, place));
        }
    }

    /// Whether a handler of the event follows the position in the scenario.
    fn handled_below(&self, event: EventId, scenario: ScenarioId, place: usize) -> bool {
        let below = |event| self.last.get(&(scenario, event)).is_some_and(|last| *last > place);
        below(event) || self.general[event].is_some_and(below)
    }

    fn find_elsewhere(&self, event: EventId, own: &[AskedRequest]) -> Vec<AskedRequest> {
        let requests: Set<Request> = own.iter().map(|asked| asked.request).collect();
        let mut found = Vec::new();
        for request in requests {
            for (by, scenario, place) in self.asked.get(&request).into_iter().flatten() {
                if !self.handled_below(event, *scenario, *place) {
                    found.push(AskedRequest { by: *by, request });
                }
            }
        }
        found
    }
}
