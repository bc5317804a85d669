//! Events in the words of pictures: `:paid`, `:ok from @bank` where several senders use the same name, `after 2 days`
//! for timers, `:remind every 2 hours`.
//!
//! Lengths of timers are written as in the specification. A timer belongs to the state in which its handler rests, since it ends
//! with the state (reference#timers); a scheduled event arrives in any state.

use flow_model::control_flow::{ControlFlow, Request, paths};
use flow_model::edges::Edge;
use flow_model::gather::Gather;
use flow_model::model::{
    EventId, Handler, Machine, MachineId, Model, Party, Sources, StateId, Step, TIMER_EXPIRED, TimerOp,
    TimerStart,
};
use flow_model::{visit, words};

/// The words for the events of one machine.
pub(crate) struct EventWords<'m> {
    model: &'m Model,
    machine: &'m Machine,
    /// For each event, the other events with its name: those from other senders.
    rivals: Vec<Vec<EventId>>,
    /// For each event with rivals, the states in which it is handled; empty for all others.
    handled: Vec<Vec<bool>>,
    /// For each event, the lengths of time after which it arrives.
    lengths: Vec<Vec<Length>>,
}

/// When an event of time arrives.
struct Length {
    /// `after 2 days`, with the length in the words of the specification.
    text: String,
    /// The states in which the event arrives after it; `None` for all.
    states: Option<Vec<bool>>,
}

/// More lengths than these are not read in a label; the specification has them.
const LISTED_LENGTHS: usize = 4;

/// Handlers with more paths than these between several timers are rare: their timers count for all states in which they rest.
const TIMER_PATHS: usize = 64;

impl<'m> EventWords<'m> {
    /// The words for the events of a machine with these edges.
    pub(crate) fn of(model: &'m Model, sources: &Sources, id: MachineId, edges: &[Edge]) -> Self {
        let machine = &model.machines[id];
        let rivals = find_rivals(machine);
        let mut handled: Vec<Vec<bool>> = vec![Vec::new(); machine.events.len()];
        for edge in edges.iter().filter(|edge| !rivals[edge.event.index()].is_empty()) {
            let states = &mut handled[edge.event.index()];
            states.resize(machine.states.len(), false);
            states[edge.from.index()] = true;
        }
        let lengths = machine.events.iter().map(|_| Vec::new()).gather();
        let mut words = EventWords { model, machine, rivals, handled, lengths };
        words.add_lengths(sources);
        words
    }

    /// An event as the label of a transition from some states.
    pub(crate) fn words_in_states(&self, event: EventId, states: &[StateId]) -> String {
        let meets = |rival: &EventId| {
            let handled = &self.handled[rival.index()];
            states.iter().any(|state| handled.get(state.index()) == Some(&true))
        };
        let is_shared = self.rivals[event.index()].iter().any(meets);
        let applies = |length: &&Length| match &length.states {
            Some(of) => states.iter().any(|state| of[state.index()]),
            None => true,
        };
        self.words(event, is_shared, self.lengths[event.index()].iter().filter(applies))
    }

    /// An event as the head of a column for all states.
    #[cfg(feature = "pictures")]
    pub(crate) fn words_in_all_states(&self, event: EventId) -> String {
        let has_handlers = |rival: &EventId| !self.machine.events[*rival].handlers.is_empty();
        let is_shared = self.rivals[event.index()].iter().any(has_handlers);
        self.words(event, is_shared, self.lengths[event.index()].iter())
    }

    fn words<'l>(
        &self,
        event: EventId,
        is_shared: bool,
        lengths: impl Iterator<Item = &'l Length>,
    ) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for length in lengths {
            if !texts.contains(&length.text.as_str()) {
                texts.push(&length.text);
            }
        }
        let sender = self.machine.events[event].from;
        let mut words = words::event(self.machine, event);
        let is_unnamed = self.machine.events[event].name.text == TIMER_EXPIRED;
        if sender == Some(Party::System) && is_unnamed && !texts.is_empty() {
            return list_dues(&texts);
        }
        if let Some(sender) = sender.filter(|_| is_shared) {
            words.push_str(" from ");
            words.push_str(&words::party(self.model, sender));
        }
        if !texts.is_empty() {
            words.push(' ');
            words.push_str(&list_dues(&texts));
        }
        words
    }

    fn add_lengths(&mut self, sources: &Sources) {
        for (id, handler) in self.machine.definitions() {
            let starts = find_timer_starts(&handler.body);
            if starts.is_empty() {
                continue;
            }
            let accepted = &self.machine.accepted(id).states;
            for start in &starts {
                let rests =
                    || find_rest_states_with_timer(self.machine, handler, accepted, start, starts.len());
                let states = (!start.is_scheduled).then(rests);
                let text = words::due(sources.text(start.start.words));
                self.lengths[start.start.event.index()].push(Length { text, states });
            }
        }
    }
}

/// For each event, the others of its name.
fn find_rivals(machine: &Machine) -> Vec<Vec<EventId>> {
    let mut sorted: Vec<EventId> = machine.events.ids().gather();
    flow_model::ordered::sort_by_key(&mut sorted, |event| machine.events[*event].name.text.as_str());
    let mut rivals = vec![Vec::new(); machine.events.len()];
    let is_same =
        |one: &EventId, other: &EventId| machine.events[*one].name.text == machine.events[*other].name.text;
    for same in sorted.chunk_by(is_same).filter(|same| same.len() > 1) {
        for event in same {
            rivals[event.index()] = same.iter().filter(|other| *other != event).copied().gather();
        }
    }
    rivals
}

/// A step that starts a timer or schedules an event.
struct Started<'m> {
    start: &'m TimerStart,
    /// Whether the event arrives in any state.
    is_scheduled: bool,
    step: &'m Step,
}

fn find_timer_starts(body: &[Step]) -> Vec<Started<'_>> {
    let mut starts = Vec::new();
    visit::steps(body, &mut |step| {
        let Step::Timer(timer) = step else { return };
        let is_scheduled = matches!(timer.op, TimerOp::Schedule(_));
        starts.extend(timer.op.start().map(|start| Started { start, is_scheduled, step }));
    });
    starts
}

/// The states in which a handler rests after it started a timer at `start`. Of several timers of a path the last one counts,
/// so a handler with several needs a look at each path.
fn find_rest_states_with_timer(
    machine: &Machine,
    handler: &Handler,
    accepted: &[StateId],
    start: &Started<'_>,
    timers: usize,
) -> Vec<bool> {
    let mut states = vec![false; machine.states.len()];
    let flow = ControlFlow::of(&handler.body);
    let paths = |from: StateId| paths(&handler.body, from);
    let is_simple = |from: &StateId| timers == 1 || paths(*from).nth(TIMER_PATHS).is_some();
    if accepted.iter().any(is_simple) {
        let rests = flow.rests(accepted, Request::Raise(start.start.event));
        rests.keys().for_each(|state| states[state.index()] = true);
        return states;
    }
    for from in accepted {
        for path in paths(*from) {
            let last = path.steps.iter().rev().find(|step| sets_timer(step, start));
            if last.is_some_and(|last| std::ptr::eq(*last, start.step)) {
                let end = path.end.state(*from);
                let group = start.start.group.iter().flat_map(|group| &group.states);
                group.chain(Some(&end)).for_each(|state| states[state.index()] = true);
            }
        }
    }
    states
}

/// Whether a step starts or cancels the timer that another step starts.
fn sets_timer(step: &Step, started: &Started<'_>) -> bool {
    let Step::Timer(timer) = step else { return false };
    match &timer.op {
        TimerOp::Start(start) => start.event == started.start.event,
        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => true,
        TimerOp::Schedule(_) => false,
    }
}

/// `after 2 days, 3 hours or 1 minute`, `after 2 days or every 1 hour`.
fn list_dues(dues: &[&str]) -> String {
    let (named, others) = dues.split_at(dues.len().min(LISTED_LENGTHS));
    let mut list = String::new();
    let mut before = "";
    for (at, due) in named.iter().enumerate() {
        if at > 0 {
            list.push_str(if at + 1 == named.len() && others.is_empty() { " or " } else { ", " });
        }
        let word = due.split(' ').next().unwrap_or_default();
        // The word is not repeated.
        list.push_str(if word == before { due[word.len()..].trim_start() } else { due });
        before = word;
    }
    if !others.is_empty() {
        list.push_str(&format!(" or {} other times", others.len()));
    }
    list
}
