//! Cases of a whole system (reference#system-tests): who receives their events, and their assertions.
//!
//! No instance is the case's own: every message is delivered unless a line takes it, and an assertion about a machine is about all
//! of its instances.

use flow_model::cases::{ScriptedEvent, SentMessage};
use flow_model::model::{Assertion, AssertionKind, MachineId, Not, Visibility, Which};

use super::{Run, Runner, Stage};
use crate::exec::message::{InstanceId, MessageId, Peer};
use crate::history::Actual;
use crate::history::judge::Unmet;
use crate::story::result::{Failure, FailureKind};

/// How many instances a line about `@order (n)` makes: more than a reader can count in a test.
const MAX_BEGUN: usize = 100;

impl Runner<'_, '_, '_> {
    /// The instance that receives the event of a line: the named one, else the oldest that accepts it, else any of the machine.
    pub(super) fn find_system_receiver(&mut self, scripted: &ScriptedEvent) -> InstanceId {
        let machine = scripted.machine;
        if scripted.which != Which::Unsaid {
            return self.find_or_begin(scripted);
        }
        let system = &self.run.system;
        let accepts = |id: &InstanceId| {
            self.runnable.handler(machine, system.instance(*id).state, scripted.event).is_some()
        };
        let oldest = system.instances_of(machine).find(accepts);
        match oldest.or_else(|| system.instances_of(machine).next()) {
            Some(receiver) => receiver,
            None => self.begin(scripted, None),
        }
    }

    /// The instance that a line names, which is made if there is none.
    fn find_or_begin(&mut self, scripted: &ScriptedEvent) -> InstanceId {
        let machine = scripted.machine;
        match &scripted.which {
            Which::Id(id) => match self.run.system.find(machine, id) {
                Some(known) => known,
                None => self.begin(scripted, Some(id)),
            },
            Which::Number(number) => {
                let known = self.run.system.instances_of(machine).count();
                for _ in known..(*number).min(MAX_BEGUN) {
                    self.begin(scripted, None);
                }
                let mut all = self.run.system.instances_of(machine);
                let found = all.nth(number.saturating_sub(1));
                drop(all);
                found.unwrap_or(self.run.focus)
            }
            _ => self.begin(scripted, None),
        }
    }

    /// Makes an instance: one that a public event makes begins a conversation, all others join the first one.
    fn begin(&mut self, scripted: &ScriptedEvent, id: Option<&str>) -> InstanceId {
        let (machine, focus) = (scripted.machine, self.run.focus);
        let event = &self.runnable.machine(machine).events[scripted.event];
        let system = &mut self.run.system;
        match (event.visibility, id) {
            (Visibility::Public, id) => system.create_from_outside(machine, id),
            (_, Some(id)) => system.create_with_id(focus, machine, id),
            (_, None) => system.create_for(focus, machine),
        }
    }

    /// Takes a message to an actor outside; fails if it was never sent, or earlier lines have taken all of them.
    pub(super) fn take_sent(&mut self, sent: &SentMessage) -> Result<(), Failure> {
        let name = &self.runnable.model.actors[sent.actor].messages[sent.message].name.text;
        let system = &self.run.system;
        let is_from = |from: Peer| match (&sent.from, from) {
            (None, _) => true,
            (Some((machine, which)), Peer::Instance(id)) => {
                system.instance(id).machine == *machine && self.is_one(id, which)
            }
            (Some((machine, _)), Peer::Scripted(from)) => from == *machine,
            (Some(_), _) => false,
        };
        let all = system.messages().enumerate().map(|(at, message)| (MessageId(at), message));
        let mut untaken = all.filter(|(id, message)| {
            message.to == Peer::Actor(sent.actor)
                && message.name == name
                && is_from(message.from)
                && !self.taken_outside.contains(id)
        });
        let found = untaken.next().map(|(id, _)| id);
        drop(untaken);
        match found {
            Some(id) => {
                self.taken_outside.insert(id);
                Ok(())
            }
            None => Err(self.make_failure(None, Stage::Arrival, FailureKind::NotInFlight, sent.span)),
        }
    }

    /// Checks the assertions of a case of the system: each for every instance of the machine that defines its names.
    pub(super) fn check_system_assertions(&mut self) -> Result<(), Failure> {
        let story = self.story;
        for (machine, assertion) in &story.system_expect {
            if let Some(unmet) = self.find_unmet_of_system(*machine, assertion) {
                let kind = FailureKind::Expectation(unmet.actual);
                return Err(self.make_failure(None, Stage::Expect, kind, unmet.span));
            }
        }
        Ok(())
    }

    /// Checks an assertion above further steps of a script.
    pub(super) fn check_scripted(
        &mut self,
        machine: MachineId,
        assertion: &Assertion,
    ) -> Result<(), Failure> {
        let unmet = if self.story.is_of_system {
            self.find_unmet_of_system(machine, assertion)
        } else {
            let focus = self.run.focus;
            self.find_first_unmet(focus, std::slice::from_ref(assertion), &[]).map(|(unmet, _)| unmet)
        };
        let Some(unmet) = unmet else { return Ok(()) };
        let kind = FailureKind::Expectation(unmet.actual);
        let failure = self.make_failure(None, Stage::Expect, kind, unmet.span);
        Err(Failure { is_in_script: true, ..failure })
    }

    fn find_unmet_of_system(&mut self, machine: MachineId, assertion: &Assertion) -> Option<Unmet> {
        let Run { system, .. } = &self.run;
        let all: Vec<InstanceId> = system.instances_of(machine).collect();
        if all.is_empty() && !is_never_called(assertion) {
            let name = &self.runnable.machine(machine).name.text;
            let actual = vec![Actual::Words(format!("there is no @{name}"))];
            return Some(Unmet { span: assertion.span, actual });
        }
        let list = std::slice::from_ref(assertion);
        all.into_iter().find_map(|instance| Some(self.find_first_unmet(instance, list, &[])?.0))
    }
}

/// Whether an assertion states that an action was not called, which is so without an instance too.
fn is_never_called(assertion: &Assertion) -> bool {
    matches!(assertion.kind, AssertionKind::Called { not: Not::Negated, .. })
}
