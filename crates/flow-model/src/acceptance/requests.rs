//! The requests that a handler's event answers (reference#answers), as far as the text alone determines them.
//!
//! Each scenario is read once from top to bottom. The search records the requests to each receiver, and for each event the
//! requests since its previous handler: only these can be answered by the next one.

use flow_syntax::ordered::{Map, Set};
use std::ops::Range;

use crate::control_flow::Request;
use crate::messages::Traffic;
use crate::model::*;
use crate::visit::steps;

/// A request, and the handler that makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asked {
    /// The handler.
    pub(crate) by: HandlerId,
    /// The request.
    pub(crate) question: Request,
}

/// The requests that one handler answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    /// The requests in its own scenario, in order. If there are none, rule 2 does not apply.
    pub(crate) own: Vec<Asked>,
    /// The same requests in places that no handler of the answer follows.
    pub(crate) elsewhere: Vec<Asked>,
    /// For an outside actor: a range of [`Requests::lists`] with all requests to it; only the last is answered.
    candidates: (usize, Range<usize>),
}

/// The requests of a machine, and those that its handlers answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requests {
    /// For each handler, the requests that it answers.
    answers: List<HandlerId, Answers>,
    /// The requests of each scenario to each receiver, in order.
    lists: Vec<Vec<Asked>>,
}

impl Requests {
    /// The requests that a handler answers.
    pub(crate) fn of(&self, handler: HandlerId) -> &Answers {
        &self.answers[handler]
    }

    /// For an answer of an outside actor: all requests to it, of which only the last counts.
    pub(crate) fn candidates(&self, handler: HandlerId) -> &[Asked] {
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
    fn of(question: Request) -> Receiver {
        match question {
            Request::Message(Target::Machine(machine, _)) => Receiver::Party(Party::Machine(machine)),
            Request::Message(Target::Actor(actor, _)) => Receiver::Party(Party::Actor(actor)),
            Request::Message(Target::Itself(event)) | Request::Raise(event) => Receiver::Raised(event),
        }
    }
}

/// Finds the requests that the handlers of a machine answer.
pub(crate) fn questions(traffic: &Traffic, id: MachineId, machine: &Machine) -> Requests {
    let mut finder = Finder::new(traffic, id, machine);
    let mut answers = machine.handlers.map(|_| Answers::default());
    for scenario in &machine.scenarios {
        finder.begin();
        for handler in &scenario.handlers {
            answers[*handler] = finder.visit(*handler);
        }
    }
    let elsewhere = Elsewhere::of(machine);
    for (handler, answers) in machine.handlers.iter().zip(&mut answers) {
        answers.elsewhere = elsewhere.of_event(handler.event, &answers.own);
    }
    Requests { answers, lists: finder.lists }
}

/// Reads one scenario after the other.
struct Finder<'m> {
    traffic: &'m Traffic,
    id: MachineId,
    machine: &'m Machine,
    /// The requests, one list for each scenario and receiver.
    lists: Vec<Vec<Asked>>,
    /// The list of each receiver in this scenario.
    asked: Map<Receiver, usize>,
    /// For each event: the length of its sender's list at its previous handler.
    seen: Map<EventId, usize>,
    /// For each answer of a machine: the events that can cause it.
    leading: Map<EventId, Set<EventId>>,
}

impl<'m> Finder<'m> {
    fn new(traffic: &'m Traffic, id: MachineId, machine: &'m Machine) -> Self {
        let (lists, asked, seen, leading) = Default::default();
        Finder { traffic, id, machine, lists, asked, seen, leading }
    }

    fn begin(&mut self) {
        self.asked.clear();
        self.seen.clear();
    }

    fn visit(&mut self, by: HandlerId) -> Answers {
        let machine = self.machine;
        let handler = &machine.handlers[by];
        let from = machine.events[handler.event].from;
        let answers = match from {
            Some(party) => self.look_back(handler, party),
            None => Answers::default(),
        };
        steps(&handler.body, &mut |step| {
            if let Some(question) = Request::of(step) {
                let list = self.list(Receiver::of(question));
                self.lists[list].push(Asked { by, question });
            }
        });
        answers
    }

    fn look_back(&mut self, handler: &Handler, party: Party) -> Answers {
        let receiver = match party {
            Party::System | Party::Itself => Receiver::Raised(handler.event),
            Party::Machine(_) | Party::Actor(_) => Receiver::Party(party),
        };
        let list = self.list(receiver);
        let end = self.lists[list].len();
        let start = self.seen.insert(handler.event, end).unwrap_or(0);
        if handler.visibility == Visibility::Public {
            return Answers::default();
        }
        self.answered(handler.event, party, list, start..end)
    }

    /// The list of this scenario's requests to a receiver.
    fn list(&mut self, receiver: Receiver) -> usize {
        let new = self.lists.len();
        let list = *self.asked.entry(receiver).or_insert(new);
        if list == new {
            self.lists.push(Vec::new());
        }
        list
    }

    /// The requests in the range that the event answers.
    fn answered(&mut self, event: EventId, party: Party, list: usize, range: Range<usize>) -> Answers {
        let asked = &self.lists[list][range.clone()];
        if asked.is_empty() {
            return Answers::default();
        }
        match party {
            Party::Actor(_) => {
                let own = asked.last().copied().into_iter().collect();
                Answers { own, candidates: (list, range), ..Answers::default() }
            }
            Party::Machine(other) => {
                let (traffic, id) = (self.traffic, self.id);
                let leading =
                    self.leading.entry(event).or_insert_with(|| traffic.leading_to(id, other, event));
                let leads = |asked: &&Asked| leads(traffic, leading, asked.question);
                Answers { own: asked.iter().filter(leads).copied().collect(), ..Answers::default() }
            }
            Party::System | Party::Itself => Answers { own: asked.to_vec(), ..Answers::default() },
        }
    }
}

/// Whether a request is one of the events that can cause an answer.
fn leads(traffic: &Traffic, leading: &Set<EventId>, question: Request) -> bool {
    let Request::Message(Target::Machine(to, event)) = question else { return false };
    traffic.taken_as(to, event).any(|event| leading.contains(&event))
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
        let mut elsewhere = Elsewhere { asked, last, general: crate::messages::without_sender(machine) };
        for (scenario_id, scenario) in machine.scenarios.entries() {
            for (place, id) in scenario.handlers.iter().enumerate() {
                elsewhere.add(scenario_id, place, *id, &machine.handlers[*id]);
            }
        }
        elsewhere
    }

    fn add(&mut self, scenario: ScenarioId, place: usize, id: HandlerId, handler: &Handler) {
        self.last.insert((scenario, handler.event), place);
        let mut questions = Set::new();
        steps(&handler.body, &mut |step| questions.extend(Request::of(step)));
        for question in questions {
            self.asked.entry(question).or_default().push((id, scenario, place));
        }
    }

    /// Whether a handler of the event follows the position in the scenario.
    fn handled_below(&self, event: EventId, scenario: ScenarioId, place: usize) -> bool {
        let below = |event| self.last.get(&(scenario, event)).is_some_and(|last| *last > place);
        below(event) || self.general[event].is_some_and(below)
    }

    fn of_event(&self, event: EventId, own: &[Asked]) -> Vec<Asked> {
        let questions: Set<Request> = own.iter().map(|asked| asked.question).collect();
        let mut found = Vec::new();
        for question in questions {
            for (by, scenario, place) in self.asked.get(&question).into_iter().flatten() {
                if !self.handled_below(event, *scenario, *place) {
                    found.push(Asked { by: *by, question });
                }
            }
        }
        found
    }
}
