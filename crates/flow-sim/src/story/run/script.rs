//! The script of a test: events, and time, after the turns of its story (reference#test-files).
//!
//! A message that a later `then` takes stays in flight until that line; all others are delivered as in a story.

use flow_model::cases::{ExpectedRefusal, PayloadValue, ScriptedEvent, ScriptedKind, ScriptedStep};
use flow_model::model::{Party, TurnedAway, Which};

use super::{Run, Runner, Stage};
use crate::exec::message::{InstanceId, Message, MessageId, Peer};
use crate::exec::step::Refusal;
use crate::exec::system::{Endless, MAX_DELIVERIES};
use crate::history::sentences::Occurrence;
use crate::story::result::{Failure, FailureKind};

impl<'m> Runner<'_, 'm, '_> {
    /// Runs a step of the script.
    pub(super) fn run_script_step(&mut self, step: &ScriptedStep) -> Result<(), Failure> {
        self.scripted += 1;
        match step {
            ScriptedStep::Wait(length) => self.wait_scripted(length),
            ScriptedStep::Sent(sent) => self.take_sent(sent),
            ScriptedStep::Expect(machine, assertion) => self.check_scripted(*machine, assertion),
            ScriptedStep::Event(scripted) => self.run_scripted(scripted),
        }
    }

    /// Makes a scripted event happen; then the other machines handle their messages.
    fn run_scripted(&mut self, scripted: &ScriptedEvent) -> Result<(), Failure> {
        let (to, message) = match self.find_scripted(scripted) {
            Some(found) => found,
            None => return Err(self.script_failure(FailureKind::NotInFlight, scripted)),
        };
        let Run { system, bindings, .. } = &mut self.run;
        let result = system.deliver(bindings, message).map(|_| ());
        let kind = self.judge_scripted(scripted, (to, message), result);
        let kind = kind.or_else(|| self.deliver_to_others().err().map(|Endless| FailureKind::Endless));
        kind.map_or(Ok(()), |kind| Err(self.script_failure(kind, scripted)))
    }

    /// Why a scripted event did not have the result that its line states.
    fn judge_scripted(
        &mut self,
        scripted: &ScriptedEvent,
        (to, message): (InstanceId, MessageId),
        result: Result<(), Refusal<'m>>,
    ) -> Option<FailureKind> {
        let names_state = to != self.run.focus || self.story.is_of_system;
        let throws = !self.run.bindings.throws.is_empty();
        match (result, &scripted.turned_away) {
            (Err(refusal), Some(expected)) if self.is_expected(&refusal, expected) => {
                self.run.expected_refusals.push(message);
                None
            }
            (Ok(()), Some(expected)) => {
                let instance = self.run.system.instance(to);
                let (machine, state) = (instance.machine, instance.state);
                Some(FailureKind::Accepted { how: expected.how, machine, state })
            }
            // A test with a failing action checks what follows.
            (Err(Refusal::Failed { .. }), None) if throws => None,
            // The steps of the handler are expected, a `reject` too.
            (Ok(()) | Err(Refusal::Refused { .. }), None) => None,
            (Err(Refusal::Refused { reason, .. }), Some(_)) => Some(FailureKind::Refused(reason)),
            (Err(Refusal::Rejected { state }), _) if names_state => {
                Some(FailureKind::RejectedBy { machine: scripted.machine, state })
            }
            (Err(Refusal::Rejected { .. } | Refusal::Deferred { .. }), _) => Some(FailureKind::NotAccepted),
            (Err(Refusal::Failed { message, .. }), _) => Some(FailureKind::Broken(message)),
            (Err(Refusal::Fault { fault, .. }), _) if self.story.is_of_system => {
                Some(FailureKind::Broken(self.describe_fault((to, message), &fault.message)))
            }
            (Err(Refusal::Fault { fault, .. }), _) => Some(FailureKind::Broken(fault.message)),
        }
    }

    /// The text of a fault, with the receiver and its event: a case of the system has no instance of its own.
    fn describe_fault(&self, (to, message): (InstanceId, MessageId), why: &str) -> String {
        let system = &self.run.system;
        let (instance, message) = (system.instance(to), system.message(message));
        let occurrence = Occurrence {
            model: self.runnable.model,
            event: message.name,
            from: system.party(message.from),
            machine: instance.machine,
            state: instance.state,
        };
        occurrence.describe_fault(why)
    }

    fn script_failure(&mut self, kind: FailureKind, scripted: &ScriptedEvent) -> Failure {
        self.make_failure(None, Stage::Arrival, kind, scripted.span)
    }

    /// Whether an event was turned away as a test expects.
    fn is_expected(&mut self, refusal: &Refusal<'m>, expected: &ExpectedRefusal) -> bool {
        match (refusal, expected.how) {
            (Refusal::Rejected { .. }, TurnedAway::Rejected) => true,
            (Refusal::Refused { reason, .. }, TurnedAway::Refused) => {
                let Some(text) = &expected.with else { return true };
                self.value(text).as_text() == Some(reason)
            }
            _ => false,
        }
    }

    /// Delivers the messages to other instances in order, but not those that a later line of the script takes.
    pub(super) fn deliver_to_others(&mut self) -> Result<(), Endless> {
        for _ in 0..MAX_DELIVERIES {
            let Some(next) = self.find_next_free() else { return Ok(()) };
            let Run { system, bindings, .. } = &mut self.run;
            // The log contains refusals.
            let _ = system.deliver(bindings, next);
        }
        Err(Endless)
    }

    /// The first message to another instance that no later line of the script takes.
    fn find_next_free(&self) -> Option<MessageId> {
        let Run { system, focus, .. } = &self.run;
        let lines = self.story.script.iter().skip(self.scripted).filter_map(ScriptedStep::event);
        let mut open: Vec<_> = lines.filter(|line| line.kind == ScriptedKind::Then).collect();
        for (id, message) in system.in_flight() {
            if message.to == Peer::Instance(*focus) && !self.story.is_of_system {
                continue;
            }
            match open.iter().position(|line| self.is_meant(line, message)) {
                Some(at) => drop(open.remove(at)),
                None => return Some(id),
            }
        }
        None
    }

    /// Whether a line of the script is about a message in flight.
    fn is_meant(&self, line: &ScriptedEvent, message: &Message<'_>) -> bool {
        let system = &self.run.system;
        let Peer::Instance(to) = message.to else { return false };
        let events = &self.runnable.machine(line.machine).events;
        let is_named = message.name == events[line.event].name.text;
        system.instance(to).machine == line.machine
            && is_named
            && self.is_one(to, &line.which)
            && line.from.as_ref().is_none_or(|(party, which)| self.is_from(message, *party, which))
    }

    fn is_from(&self, message: &Message<'_>, party: Party, which: &Which) -> bool {
        match (message.from, party) {
            (Peer::Instance(from), Party::Itself) => message.to == Peer::Instance(from),
            (Peer::Instance(from), _) => {
                self.run.system.party(message.from) == Some(party) && self.is_one(from, which)
            }
            (from, _) => self.run.system.party(from) == Some(party),
        }
    }

    /// Whether an instance is the one that a line names.
    pub(super) fn is_one(&self, id: InstanceId, which: &Which) -> bool {
        let system = &self.run.system;
        let machine = system.instance(id).machine;
        match which {
            Which::Id(text) => system.find(machine, text) == Some(id),
            Which::Number(number) => system.instances_of(machine).nth(number.wrapping_sub(1)) == Some(id),
            _ => true,
        }
    }

    /// The message of a line, with its receiver: one in flight, one that a timer raises, or a new one. `None` if the line requires that it
    /// is in flight between machines, and it is not.
    fn find_scripted(&mut self, scripted: &ScriptedEvent) -> Option<(InstanceId, MessageId)> {
        if scripted.kind == ScriptedKind::Then {
            let mut in_flight = self.run.system.in_flight();
            let waiting = in_flight.find(|(_, message)| self.is_meant(scripted, message));
            let waiting = waiting.map(|(id, message)| (id, message.to));
            drop(in_flight);
            if let Some((id, Peer::Instance(to))) = waiting {
                self.amend_scripted(id, to, scripted);
                return Some((to, id));
            }
        }
        let to = self.find_receiver(scripted);
        let event = &self.runnable.machine(scripted.machine).events[scripted.event];
        if scripted.kind == ScriptedKind::Then || matches!(event.from, Some(Party::System | Party::Itself)) {
            let fired = self.run.system.fire_timer(to, scripted.event);
            self.run.bindings.now = self.run.system.now();
            if let Some(message) = fired {
                return Some((to, message));
            }
        }
        let is_internal =
            matches!(scripted.from, Some((Party::Machine(_) | Party::System | Party::Itself, _)));
        if scripted.kind == ScriptedKind::Then && is_internal && !self.story.alone {
            return None;
        }
        Some((to, self.compose_scripted(to, scripted)))
    }

    /// The instance that receives the event. Of the story's machine its own instance; of another machine the oldest that accepts it;
    /// if none does, the one that the story talks to, or a new one.
    fn find_receiver(&mut self, scripted: &ScriptedEvent) -> InstanceId {
        if self.story.is_of_system {
            return self.find_system_receiver(scripted);
        }
        let (machine, focus) = (scripted.machine, self.run.focus);
        if scripted.which != Which::Unsaid {
            return self.find_or_create_instance(machine, &scripted.which).unwrap_or(focus);
        }
        let system = &mut self.run.system;
        if machine == self.story.machine {
            return focus;
        }
        let accepts = |id: &InstanceId| {
            self.runnable.handler(machine, system.instance(*id).state, scripted.event).is_some()
        };
        let oldest = system.instances_of(machine).find(accepts);
        let receiver = oldest.or_else(|| system.partner(focus, machine));
        let receiver = receiver.or_else(|| system.instances_of(machine).next());
        receiver.unwrap_or_else(|| system.create_for(focus, machine))
    }

    /// Sets the payload fields that a line states, in a message that is in flight.
    fn amend_scripted(&mut self, message: MessageId, to: InstanceId, scripted: &ScriptedEvent) {
        let runnable = self.runnable;
        let fields = &runnable.machine(scripted.machine).events[scripted.event].fields;
        for PayloadValue { field, value } in &scripted.payload {
            let Some(known) = fields.iter().find(|known| known.name.text == *field) else { continue };
            let value = self.value_at(to, value).fit(&known.ty);
            self.run.system.amend(message, &known.name.text, value);
        }
    }

    fn compose_scripted(&mut self, to: InstanceId, scripted: &ScriptedEvent) -> MessageId {
        let event = &self.runnable.machine(scripted.machine).events[scripted.event];
        let named = match &scripted.from {
            Some((Party::Machine(machine), which)) if *which != Which::Unsaid => {
                self.find_or_create_instance(*machine, which)
            }
            _ => None,
        };
        let from = match event.from {
            Some(Party::Actor(actor)) => Peer::Actor(actor),
            Some(Party::Machine(machine)) => {
                let from = named.or_else(|| self.run.system.partner(to, machine));
                from.map_or(Peer::Scripted(machine), Peer::Instance)
            }
            Some(Party::System) => Peer::System,
            Some(Party::Itself) => Peer::Instance(to),
            None => Peer::Anyone,
        };
        let payload = self.fill_payload(to, scripted.event, |_| None, &scripted.payload);
        self.run.system.compose(from, to, scripted.event, payload)
    }
}
