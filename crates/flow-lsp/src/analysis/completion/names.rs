//! What can follow a sigil: states, parties, events, variables and fields.
//!
//! Candidates are taken from the model and ranked by the words before the sigil, the best with rank 1. A candidate is left out only where
//! the language would reject it.

use flow_model::model::{Event, EventId, Instances, Machine, MachineId, Party, Type};
use flow_model::words;

use super::{Completion, Kind, Request, find_machine, item};
use crate::analysis::surroundings::Block;

/// The words before a state that is moved to, where no group can be.
const MOVES: &[&str] = &["moves to ", "transitions to ", "enters ", "becomes ", "changes to ", "starts in "];

impl Request<'_> {
    pub(super) fn states(&self) -> Vec<Completion> {
        let before = self.before();
        let own = self.machine_id();
        let subject = self.subject_machine(before);
        let of = subject.or(own).into_iter();
        // A line about no machine in particular, such as a rule of the system, can be about any.
        let all = self.model().machines.ids().filter(|_| subject.is_none() && own.is_none());
        of.chain(all).flat_map(|machine| self.states_of(machine, before)).collect()
    }

    fn states_of(&self, id: MachineId, before: &str) -> Vec<Completion> {
        let machine = &self.model().machines[id];
        let of = format!("state of @{}", machine.name.text);
        let states = machine.states.entries().map(|(state, known)| {
            let detail = match () {
                () if state == machine.initial => format!("{of}, initial"),
                () if machine.is_end(state) => format!("{of}, an end"),
                () => of.clone(),
            };
            item(1, Kind::State, format!("#{}", known.name.text), detail)
        });
        let takes_groups =
            !MOVES.iter().any(|words| before.ends_with(words)) && self.around.block != Block::Given;
        let groups = machine.groups.iter().filter(|_| takes_groups).map(|group| {
            let members = group.states.iter().map(|state| words::state(machine, *state));
            let detail = format!("group of {}", members.collect::<Vec<_>>().join(", "));
            item(2, Kind::Group, format!("#{}", group.name.text), detail)
        });
        states.chain(groups).collect()
    }

    /// The machine that the words before a state are about: `payment is in #`, `@shelf "Emma" is in #`.
    fn subject_machine(&self, before: &str) -> Option<MachineId> {
        let machines = self.model().machines.entries();
        let spoken = |name: &str| name.replace('_', " ");
        let mentions = machines.filter_map(|(id, machine)| {
            let name = spoken(&machine.name.text);
            let at = before
                .rfind(&format!("{name} "))
                .or_else(|| before.rfind(&format!("@{} ", machine.name.text)));
            Some((at?, id))
        });
        let (at, id) = mentions.max()?;
        // In `when payment is in #a, order is in #`, the nearest is meant.
        let is_condition =
            before[at..].contains(" is ") || before[at..].contains(" has ") || before[at..].contains(" are ");
        is_condition.then_some(id)
    }

    pub(super) fn parties(&self) -> Vec<Completion> {
        let before = self.before();
        let (model, own) = (self.model(), self.machine_id());
        let is_new = before.starts_with("machine:");
        let only_machines = is_new
            || before.starts_with("test:")
            || before.ends_with("to a new ")
            || before.ends_with("to all ");
        let event = self.around.handler.as_ref().map(|handler| handler.event.as_str());
        let is_sender = before.ends_with("from ");
        let handled = event_of_line(before).or(event);
        let sends = |name: &str| handled.is_some_and(|event| self.is_sender(event, name));
        let machines = model.machines.entries().map(|(id, machine)| {
            let name = &machine.name.text;
            let takes = handled.is_some_and(|event| has_event(machine, event)) && Some(id) != own;
            let fits = if is_sender { sends(name) } else { takes };
            item(if fits { 1 } else { 2 }, Kind::Machine, format!("@{name}"), self.describes_keys(machine))
        });
        let actors = model.actors.iter().map(|actor| {
            let name = &actor.name.text;
            let takes =
                handled.is_some_and(|event| actor.messages.iter().any(|known| known.name.text == event));
            let fits = if is_sender { sends(name) } else { takes };
            item(if fits { 1 } else { 2 }, Kind::Actor, format!("@{name}"), "actor")
        });
        let reserved = [
            ("@self", "this instance"),
            ("@system", "time"),
            ("@sender", "the one that the event came from"),
        ];
        let fits = |name: &str| match name {
            "@sender" => self.around.handler.is_some() && !self.line.starts_with("on"),
            "@system" => before.ends_with("from "),
            _ => before.ends_with("from ") || self.is_in_values(),
        };
        let reserved = reserved.into_iter().filter(|(name, _)| fits(name));
        let reserved = reserved.map(|(name, detail)| item(3, Kind::Actor, name, detail));
        let others = actors.chain(reserved).filter(|_| !only_machines);
        let unwritten = if is_new { self.unwritten_machines() } else { Vec::new() };
        machines.chain(others).chain(unwritten).collect()
    }

    /// The actors that the machines so far send to or hear from: a new machine is often one of them.
    fn unwritten_machines(&self) -> Vec<Completion> {
        let actors = self.model().actors.iter();
        let about = |actor: &flow_model::model::Actor| match actor.messages.len() {
            0 => "no machine yet".to_owned(),
            1 => "no machine yet, gets 1 event".to_owned(),
            count => format!("no machine yet, gets {count} events"),
        };
        actors.map(|actor| item(1, Kind::Actor, format!("@{}", actor.name.text), about(actor))).collect()
    }

    /// Whether a party sends an event to the machine.
    fn is_sender(&self, event: &str, party: &str) -> bool {
        let Some(machine) = self.machine() else { return false };
        let mut from = senders(machine, event).into_iter().filter_map(|(_, from)| from);
        from.any(|from| words::party(self.model(), from)[1..] == *party)
    }

    /// Whether the line is a step or a guard, in which an actor can be a value.
    fn is_in_values(&self) -> bool {
        self.around.block == Block::Steps && !self.line.starts_with("on")
    }

    pub(super) fn events(&self) -> Vec<Completion> {
        let before = self.before();
        let first = before.split_whitespace().next().unwrap_or_default();
        let is_time = ["start timer ", "schedule ", "cancel "].iter().any(|words| before.starts_with(words));
        match first {
            "on" | "on>" => self.own_events(|_| true),
            _ if is_time => {
                self.own_events(|event| matches!(event.from, Some(Party::System | Party::Itself)))
            }
            "emit" => self.sent_events(),
            "for" | "after" | "receive" | "then" if self.is_test_file => self.own_events(|_| true),
            _ => self.all_events(),
        }
    }

    /// The events that the machine gets; those without a handler are ranked first.
    fn own_events(&self, keep: impl Fn(&Event) -> bool) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let events = machine.events.iter().filter(|event| keep(event));
        events.map(|event| self.describe_event(machine, event)).collect()
    }

    fn describe_event(&self, machine: &Machine, event: &Event) -> Completion {
        let from = event.from.map(|from| format!("from {}", words::party(self.model(), from)));
        let from = from.unwrap_or_else(|| "from any sender".to_owned());
        let (rank, detail) = match event.handlers.is_empty() {
            true => (1, format!("{from}, not handled by @{}", machine.name.text)),
            false => (2, from),
        };
        item(rank, Kind::Event, format!(":{}", event.name.text), detail)
    }

    /// What can be emitted: the events of the receiver, if the rest of the line names it, else all.
    fn sent_events(&self) -> Vec<Completion> {
        let receiver = self.rest.split_once('@').map(|(_, rest)| {
            let end = rest.find(|c| !crate::analysis::token::is_word_char(c)).unwrap_or(rest.len());
            &rest[..end]
        });
        let all = self.all_events();
        let Some(receiver) = receiver else { return all };
        let fitting: Vec<Completion> =
            all.iter().filter(|known| known.detail.ends_with(&format!("to @{receiver}"))).cloned().collect();
        if fitting.is_empty() { all } else { fitting }
    }

    /// The events of all machines, and the messages to actors outside.
    fn all_events(&self) -> Vec<Completion> {
        let (model, own) = (self.model(), self.machine_id());
        let received = model.machines.entries().flat_map(|(id, machine)| {
            let rank = if Some(id) == own { 2 } else { 1 };
            let to = format!("to @{}", machine.name.text);
            machine
                .events
                .iter()
                .map(move |event| item(rank, Kind::Event, format!(":{}", event.name.text), to.clone()))
        });
        let sent = model.actors.iter().flat_map(|actor| {
            let to = format!("to @{}", actor.name.text);
            actor
                .messages
                .iter()
                .map(move |message| item(2, Kind::Event, format!(":{}", message.name.text), to.clone()))
        });
        received.chain(sent).collect()
    }

    pub(super) fn variables(&self) -> Vec<Completion> {
        let Some(id) = self.machine_id() else { return Vec::new() };
        let (model, machine) = (self.model(), &self.model().machines[id]);
        let ty = |of: &Type| words::ty(model, of);
        let fields = self.payload_fields(machine).map(|(event, name, of)| {
            item(1, Kind::Field, format!("${name}"), format!("{}, of :{event}", ty(of)))
        });
        let items = self.around.items.iter().map(|each| {
            let known = machine.items.iter().find(|known| known.name.text == each.item);
            let of = known.map_or_else(String::new, |known| ty(&known.ty));
            item(1, Kind::Variable, format!("${}", each.item), format!("{of}, item of {}", each.list))
        });
        let variables = machine
            .variables
            .iter()
            .map(|known| item(2, Kind::Variable, format!("${}", known.name.text), ty(&known.ty)));
        let own_id = format!("${}_id", machine.name.text);
        let own_id =
            item(3, Kind::Variable, own_id, format!("string, the id of this @{}", machine.name.text));
        let failure = item(4, Kind::Variable, "$failure", "string, the text of the error");
        let known = fields.chain(items).chain(variables);
        known.chain([own_id]).chain((self.around.block == Block::Steps).then_some(failure)).collect()
    }

    /// The payload fields of the handler that the line is in: event, name and type.
    fn payload_fields<'m>(
        &'m self,
        machine: &'m Machine,
    ) -> impl Iterator<Item = (&'m str, &'m str, &'m Type)> {
        let handler = self.around.handler.as_ref();
        let events = machine.events.iter().filter(move |event| {
            handler.is_some_and(|handler| {
                let fits = |from| {
                    words::party(self.model(), from)[1..] == *handler.from.as_deref().unwrap_or_default()
                };
                event.name.text == handler.event && event.from.is_none_or(fits)
            })
        });
        events.flat_map(|event| {
            let of = event.name.text.as_str();
            event.fields.iter().map(move |field| (of, field.name.text.as_str(), &field.ty))
        })
    }

    /// The fields of the object before the dot, or `id` after an actor.
    pub(super) fn fields(&self) -> Vec<Completion> {
        let before = self.before();
        let start = before.rfind(['$', '@']).unwrap_or(0);
        let path = &before[start..];
        if path.starts_with('@') {
            return vec![item(1, Kind::Field, ".id", "string, who it is")];
        }
        let mut parts = path.trim_start_matches('$').split('.').filter(|part| !part.is_empty());
        let Some(root) = parts.next() else { return Vec::new() };
        let mut ty = self.type_of(root);
        for part in parts {
            ty = ty
                .and_then(|ty| self.object_fields(&ty).into_iter().find(|(name, _)| name == part))
                .map(|(_, ty)| ty);
        }
        let fields = ty.map(|ty| self.object_fields(&ty)).unwrap_or_default();
        let field = |(name, of): (String, Type)| {
            item(1, Kind::Field, format!(".{name}"), words::ty(self.model(), &of))
        };
        fields.into_iter().map(field).collect()
    }

    fn object_fields(&self, ty: &Type) -> Vec<(String, Type)> {
        match ty {
            Type::Object(id) => self.model().objects[*id].fields.clone(),
            Type::Array(item) => self.object_fields(item),
            _ => Vec::new(),
        }
    }

    /// The type of what a name means in the line.
    pub(super) fn type_of(&self, name: &str) -> Option<Type> {
        let machine = self.machine()?;
        let is_item = self.around.items.iter().any(|each| each.item == name);
        let item = machine.items.iter().find(|known| is_item && known.name.text == name);
        let item = item.map(|known| known.ty.clone());
        let field =
            || self.payload_fields(machine).find(|(_, known, _)| *known == name).map(|(_, _, ty)| ty.clone());
        let variable =
            || machine.variables.iter().find(|known| known.name.text == name).map(|known| known.ty.clone());
        item.or_else(field).or_else(variable)
    }

    /// The fields that the receiver of the emit of this line reads, as they can be sent.
    pub(super) fn wanted_fields(&self, line: &str) -> Vec<Completion> {
        let Some(event) = event_of_line(line) else { return Vec::new() };
        let receiver = line.split_once(" to ").and_then(|(_, rest)| rest.split_once('@'));
        let receiver = receiver.map(|(_, rest)| {
            rest.split(|c| !crate::analysis::token::is_word_char(c)).next().unwrap_or_default()
        });
        let Some(id) = receiver.and_then(|name| find_machine(self.model(), name)) else { return Vec::new() };
        let machine = &self.model().machines[id];
        let fields = machine.events.iter().filter(|known| known.name.text == event);
        let fields = fields.flat_map(|known| known.fields.iter());
        let own = self.machine();
        let is_own =
            |name: &str| own.is_some_and(|own| own.variables.iter().any(|known| known.name.text == name));
        fields
            .map(|field| {
                let name = &field.name.text;
                let text = if is_own(name) { format!("${name}") } else { format!("{name}: ") };
                item(
                    1,
                    Kind::Field,
                    text,
                    format!("{}, read by @{}", words::ty(self.model(), &field.ty), machine.name.text),
                )
            })
            .collect()
    }

    /// The keys that an emit to a machine must carry.
    pub(super) fn describes_keys(&self, machine: &Machine) -> String {
        match &machine.instances {
            Instances::PerKey(keys) => {
                let names = keys.iter().map(|key| format!("${}", machine.variables[*key].name.text));
                format!("machine, one for each {}", names.collect::<Vec<_>>().join(", "))
            }
            Instances::One => "machine, one for all".to_owned(),
            Instances::PerConversation => "machine".to_owned(),
        }
    }
}

/// The event that a line names first.
pub(super) fn event_of_line(line: &str) -> Option<&str> {
    let (at, _) = line.match_indices(':').find(|(at, _)| {
        let before = line[..*at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || c == '>')
            && line[at + 1..].starts_with(crate::analysis::token::is_word_char)
    })?;
    let rest = &line[at + 1..];
    Some(&rest[..rest.find(|c| !crate::analysis::token::is_word_char(c)).unwrap_or(rest.len())])
}

fn has_event(machine: &Machine, name: &str) -> bool {
    machine.events.iter().any(|event| event.name.text == name)
}

/// The parties that send an event to a machine.
pub(super) fn senders(machine: &Machine, name: &str) -> Vec<(EventId, Option<Party>)> {
    let of = machine.events.entries().filter(|(_, event)| event.name.text == name);
    of.map(|(id, event)| (id, event.from)).collect()
}
