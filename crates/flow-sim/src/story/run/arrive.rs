//! How the event of a turn arrives: scripted, in flight, or by a timer (reference#story-events).
//!
//! An event of an outside actor is sent when its turn is next, one of a machine must have been sent, and time passes only when
//! a turn needs it. Handling the event is done by the caller.

use flow_model::model::{
    EventId, Expr, ExprKind, Fact, FactKind, HandlerId, MachineId, Party, Step, Target, Visibility,
};
use flow_model::visit::steps;

use super::{MAX_HELP, Run, Runner, Stage, list_happened_steps, sender_of};
use crate::exec::message::{InstanceId, Message, MessageId, Peer};
use crate::exec::step::Happened;
use crate::exec::value::Value;
use crate::story::result::{Failure, FailureKind};
use crate::story::search::Subject;

/// How the event of a turn arrives.
#[derive(Clone, Copy)]
pub(super) enum Arrival {
    /// It is in flight.
    Waiting(MessageId),
    /// A timer will raise it.
    Timed(EventId),
    /// The story sends it.
    Scripted(EventId),
}

/// The sender of the event of a turn.
enum SentBy {
    /// The story scripts it.
    Story,
    /// A timer raises it.
    Time,
    /// A machine of the system sends it by itself.
    System,
}

impl<'m> Runner<'_, 'm, '_> {
    /// How the event of a turn arrives, if it does and is accepted now.
    pub(super) fn find_arrival(&self, turn: usize) -> Result<Arrival, FailureKind> {
        let handler = self.story.turns[turn].handler;
        let definition = self.runnable.definition(self.story.machine, handler);
        if let Some(message) = self.find_waiting(turn, definition) {
            return Ok(Arrival::Waiting(message));
        }
        if !self.accepts(handler, self.state()) {
            return Err(FailureKind::NotAccepted);
        }
        let event = self.runnable.get(self.story.machine, definition).event;
        match self.find_sender(turn, event) {
            SentBy::Story if self.is_answered_otherwise(turn) => Err(FailureKind::NotInFlight),
            SentBy::Story => Ok(Arrival::Scripted(event)),
            SentBy::Time if self.run.system.has_timer(self.run.focus, event) => Ok(Arrival::Timed(event)),
            SentBy::Time | SentBy::System => Err(FailureKind::NotInFlight),
        }
    }

    /// The sender of an answer that arrives because the story states what outside actors answer.
    pub(super) fn answering_party(&self, arrival: Arrival) -> Option<Party> {
        match arrival {
            Arrival::Waiting(message) if self.run.system.has_scripts() => {
                self.run.system.party(self.run.system.message(message).from)
            }
            _ => None,
        }
    }

    /// Whether the event of a turn is an answer of a party that gives another one instead, since the story states what outside
    /// actors answer (reference#given-answers).
    pub(super) fn is_answered_otherwise(&self, turn: usize) -> bool {
        let Run { system, focus, .. } = &self.run;
        let (machine, handler) = (self.story.machine, self.story.turns[turn].handler);
        let Some(party) = sender_of(self.runnable, machine, handler).filter(|_| system.has_scripts()) else {
            return false;
        };
        let taker = |message: &Message<'_>| self.runnable.handler(machine, self.state(), message.event?);
        let is_told = |taker: HandlerId| {
            let turns = self.story.turns.iter();
            turns.map(|turn| self.runnable.definition(machine, turn.handler)).any(|told| told == taker)
        };
        let comes = |message: &Message<'_>| {
            message.to == Peer::Instance(*focus)
                && system.party(message.from) == Some(party)
                && taker(message).is_some_and(is_told)
        };
        let definition = self.runnable.definition(machine, handler);
        self.accepts(handler, self.state())
            && self.find_waiting(turn, definition).is_none()
            && system.in_flight().any(|(_, message)| comes(message))
    }

    /// The message that the story's instance has put aside and handles next, or else the first in flight to it, if this definition handles
    /// it. If the turn names a sender, it is a message of that sender.
    fn find_waiting(&self, turn: usize, definition: HandlerId) -> Option<MessageId> {
        let Run { system, focus, .. } = &self.run;
        let taker = |event| self.runnable.handler(self.story.machine, self.state(), event);
        let mut in_flight = system.in_flight();
        let found = in_flight.find(|(_, message)| {
            message.to == Peer::Instance(*focus)
                && message.event.and_then(taker) == Some(definition)
                && self.is_from_told_sender(turn, message)
        });
        let deferred = self.find_deferred().filter(|next| self.is_told_by(turn, *next));
        deferred.map(|(_, id)| id).or(found.map(|(id, _)| id))
    }

    /// Whether a turn contains a message that its instance has put aside.
    pub(super) fn is_told_by(&self, turn: usize, (taker, message): (HandlerId, MessageId)) -> bool {
        let handler = self.story.turns[turn].handler;
        self.runnable.definition(self.story.machine, handler) == taker
            && self.is_from_told_sender(turn, self.run.system.message(message))
    }

    /// Whether a message is from the sender that a turn names, if it names one.
    fn is_from_told_sender(&self, turn: usize, message: &Message<'_>) -> bool {
        match (self.told_sender(turn), message.from) {
            (Some((_, id)), Peer::Instance(sender)) => self.run.system.instance(sender).id == id,
            _ => true,
        }
    }

    /// The machine and the id of the instance that a handler's own `given:` names as the sender of its event.
    fn told_sender(&self, turn: usize) -> Option<(MachineId, &str)> {
        self.story.turns[turn].given.iter().rev().find_map(|fact| match &fact.kind {
            FactKind::Sender(machine, Expr { kind: ExprKind::Text(id), .. }) => Some((*machine, id.as_str())),
            _ => None,
        })
    }

    /// The sender of the event of a turn (reference#story-events).
    fn find_sender(&self, turn: usize, event: EventId) -> SentBy {
        let machine = self.runnable.machine(self.story.machine);
        match machine.events[event].from {
            Some(Party::Actor(_)) => SentBy::Story,
            Some(Party::Machine(_)) if self.story.alone => SentBy::Story,
            Some(Party::Machine(_)) => SentBy::System,
            Some(Party::System | Party::Itself) => self.decide_timed_sender(turn, event),
            None => {
                let public = machine.events[event].visibility == Visibility::Public;
                let sent = || self.is_sent_in_system(event);
                if self.story.alone || public || !sent() { SentBy::Story } else { SentBy::System }
            }
        }
    }

    /// Timers and scheduled events fire when their turn is next, if they are running. Those that no timer of the machine
    /// raises, and those of timers that were started before the story began, are scripted.
    fn decide_timed_sender(&self, turn: usize, event: EventId) -> SentBy {
        let (mut is_timed, mut is_emitted) = (false, false);
        for handler in &self.runnable.machine(self.story.machine).handlers {
            steps(&handler.body, &mut |step| match step {
                Step::Timer(timer) => is_timed |= timer.op.start().is_some_and(|start| start.event == event),
                Step::Emit(emit) => is_emitted |= emit.target == Target::Itself(event),
                _ => {}
            });
        }
        let began_before = turn == 0 || self.run.taken.is_empty();
        let is_older = || !is_emitted && self.starts_in_later_state() && !self.is_started(event);
        if (is_timed || is_emitted) && !began_before && !is_older() { SentBy::Time } else { SentBy::Story }
    }

    /// Whether the story begins in a state that its instance has entered from another, so that timers can be running.
    fn starts_in_later_state(&self) -> bool {
        let machine = self.story.machine;
        let names_state = |fact: &Fact| matches!(fact.kind, FactKind::InState(of, _) if of == machine);
        self.run.start.state != self.runnable.machine(machine).initial
            || self.story.given.iter().any(names_state)
    }

    /// Whether a step of this run has started an event of time.
    fn is_started(&self, event: EventId) -> bool {
        list_happened_steps(&self.run, 0).any(|happened| match happened {
            Happened::Timed(timer, _) => timer.op.start().is_some_and(|start| start.event == event),
            _ => false,
        })
    }

    fn is_sent_in_system(&self, event: EventId) -> bool {
        let mut sent = false;
        for machine in &self.runnable.model.machines {
            for handler in &machine.handlers {
                steps(&handler.body, &mut |step| {
                    if let Step::Emit(emit) = step {
                        sent |= emit.target == Target::Machine(self.story.machine, event);
                    }
                });
            }
        }
        sent
    }

    /// Makes the event of a turn arrive.
    pub(super) fn resolve_arrival(
        &mut self,
        turn: usize,
        arrival: Arrival,
    ) -> (MessageId, Option<Vec<(String, Value)>>) {
        let focus = self.run.focus;
        match arrival {
            Arrival::Waiting(message) => {
                self.amend_payload(turn, message);
                (message, None)
            }
            Arrival::Timed(event) => match self.run.system.fire_timer(focus, event) {
                Some(message) => {
                    self.run.bindings.now = self.run.system.now();
                    (message, None)
                }
                None => self.script_event(turn, event),
            },
            Arrival::Scripted(event) => self.script_event(turn, event),
        }
    }

    /// Sets the payload fields that a test gives (reference#test-files) and, of a scripted answer, those that the handler's own
    /// `given:` states.
    fn amend_payload(&mut self, turn: usize, message: MessageId) {
        let story = self.story;
        let sent = self.run.system.message(message);
        let Some(event) = sent.event else { return };
        let is_answer = matches!(sent.from, Peer::Actor(_));
        for field in &self.runnable.machine(story.machine).events[event].fields {
            let set = story.turns[turn].payload.iter().find(|set| set.field == field.name.text);
            let set = set.map(|set| &set.value);
            let set = set.or_else(|| self.given_field(turn, &field.name.text).filter(|_| is_answer));
            if let Some(set) = set {
                let value = self.value(set).fit(&field.ty);
                self.run.system.amend(message, &field.name.text, value);
            }
        }
    }

    fn script_event(&mut self, turn: usize, event: EventId) -> (MessageId, Option<Vec<(String, Value)>>) {
        self.script_event_to(self.run.focus, turn, event)
    }

    /// Sends the event of a turn to an instance of the story's machine.
    pub(super) fn script_event_to(
        &mut self,
        focus: InstanceId,
        turn: usize,
        event: EventId,
    ) -> (MessageId, Option<Vec<(String, Value)>>) {
        let payload = self.payload(turn, event);
        let told = self.told_sender(turn).map(|(machine, id)| (machine, id.to_owned()));
        self.run.system.set_scripted_sender(told);
        let scripted = payload.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let from = match self.runnable.machine(self.story.machine).events[event].from {
            Some(Party::Actor(actor)) => Peer::Actor(actor),
            Some(Party::Machine(machine)) => Peer::Scripted(machine),
            Some(Party::System) => Peer::System,
            Some(Party::Itself) => Peer::Instance(focus),
            None => Peer::Anyone,
        };
        (self.run.system.compose(from, focus, event, payload), Some(scripted))
    }

    /// Helps the other machines until the event of a turn arrives: outside actors answer their requests, and time passes.
    pub(super) fn wait_for(&mut self, turn: usize, problem: FailureKind) -> Result<(), Failure> {
        if let Some(arrival) = self.find_later_arrival(turn, &problem)? {
            return self.take_turn(turn, arrival);
        }
        if self.help_until_arrival(turn, &problem)? {
            return Ok(());
        }
        let span = self.runnable.get(self.story.machine, self.story.turns[turn].handler).span;
        let problem = self.occurred_before(turn).unwrap_or(problem);
        Err(self.make_failure(Some(turn), Stage::Arrival, problem, span))
    }

    /// The same; false if the event does not arrive. The turn was taken, or the test ended, otherwise.
    pub(super) fn help_until_arrival(&mut self, turn: usize, problem: &FailureKind) -> Result<bool, Failure> {
        if *problem != FailureKind::NotInFlight {
            return Ok(false);
        }
        for _ in 0..MAX_HELP {
            if !self.help_other_machines(Some(turn))? {
                break;
            }
            if self.other_machine_done {
                return Ok(true);
            }
            if let Ok(arrival) = self.find_arrival(turn) {
                self.take_turn(turn, arrival)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Delivers one answer from outside to another machine, or fires the next timer of one. Returns false if there is neither.
    /// The answer that a test is about needs no choice.
    pub(super) fn help_other_machines(&mut self, turn: Option<usize>) -> Result<bool, Failure> {
        self.run.helped = true;
        let answers = self.possible_answers();
        let timers = usize::from(self.run.system.has_timer_except(self.run.focus));
        let options = answers.len() + timers;
        let under_test =
            answers.iter().position(|(_, machine, handler)| self.is_under_test(*machine, *handler));
        let pick = match (options, under_test) {
            (0, _) => return Ok(false),
            (_, Some(pick)) => pick,
            (1, None) if answers.is_empty() => 0,
            _ => {
                let handlers = answers.iter().map(|(_, machine, handler)| (*machine, *handler)).collect();
                self.run.bindings.choices.choose(Subject::Answer { handlers }, options)
            }
        };
        match answers.get(pick) {
            Some((instance, machine, handler)) => self.deliver_answer(*instance, *machine, *handler)?,
            None => {
                if let Some(due) = self.run.system.timer_due_except(self.run.focus) {
                    self.fire_before(turn, due)?;
                }
                self.run.system.fire_next_timer_except(self.run.focus);
                self.run.bindings.now = self.run.system.now();
            }
        }
        self.run_others_until_idle(turn)?;
        Ok(true)
    }

    /// Whether a test is about this handler of another machine.
    fn is_under_test(&self, machine: MachineId, handler: HandlerId) -> bool {
        let other = self.story.other_machine.as_ref();
        other.is_some_and(|(tested, turn)| *tested == machine && turn.handler == handler)
    }

    /// The handlers of other machines for answers of outside actors to which they sent a request.
    fn possible_answers(&self) -> Vec<(InstanceId, MachineId, HandlerId)> {
        let system = &self.run.system;
        let mut answers = Vec::new();
        for (id, instance) in system.instances().filter(|(id, _)| *id != self.run.focus) {
            let machine = self.runnable.machine(instance.machine);
            for (at, event) in machine.events.iter().enumerate() {
                let Some(Party::Actor(actor)) = event.from else { continue };
                let handler = self.runnable.handler(instance.machine, instance.state, EventId::new(at));
                let is_open = system.awaits(id, actor) && !system.is_scripted(actor);
                if let (Some(handler), true) = (handler, is_open) {
                    answers.push((id, instance.machine, handler));
                }
            }
        }
        answers
    }

    fn deliver_answer(
        &mut self,
        instance: InstanceId,
        machine: MachineId,
        handler: HandlerId,
    ) -> Result<(), Failure> {
        let event = self.runnable.get(machine, handler).event;
        let definition = &self.runnable.machine(machine).events[event];
        let Some(Party::Actor(actor)) = definition.from else { return Ok(()) };
        let fields = definition.fields.iter();
        let payload = fields
            .map(|field| (field.name.text.as_str(), self.value_from_tables(&field.name.text, &field.ty)));
        let payload = payload.collect();
        let Run { system, .. } = &mut self.run;
        let message = system.compose(Peer::Actor(actor), instance, event, payload);
        if self.is_under_test(machine, handler) {
            return self.take_in_other_machine(message, instance);
        }
        let Run { system, bindings, .. } = &mut self.run;
        // The log contains refusals.
        let _ = system.deliver(bindings, message);
        Ok(())
    }
}
