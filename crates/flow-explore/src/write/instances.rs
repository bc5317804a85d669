//! The names of instances in a case.
//!
//! A case numbers the instances of a machine in the order in which its lines make them: an instance that begins a conversation exists from
//! its first event on, while an exploration has it from the start.

use std::collections::BTreeMap;

use flow_model::model::{MachineId, Model, Type};
use flow_sim::exec::Value;

use crate::trace::{Arrival, Member, Sender, Trace, TraceStep};

/// The instances of a trace with their numbers in the case.
#[derive(Debug, Default)]
pub(crate) struct Instances {
    /// By machine and number in the trace.
    numbers: BTreeMap<(MachineId, usize), usize>,
    counts: BTreeMap<MachineId, usize>,
}

impl Instances {
    /// Numbers the instances of a trace.
    pub(crate) fn of(trace: &Trace) -> Instances {
        let mut instances = Instances::default();
        for step in &trace.steps {
            let TraceStep::Message(arrival) = step else { continue };
            if let Sender::Machine(from) = &arrival.from {
                instances.add(from);
            }
            instances.add(&arrival.to);
            arrival.made.iter().for_each(|made| instances.add(made));
        }
        instances
    }

    fn add(&mut self, member: &Member) {
        let key = (member.machine, member.number);
        if member.number == 0 || self.numbers.contains_key(&key) {
            return;
        }
        let count = self.counts.entry(member.machine).or_default();
        *count += 1;
        self.numbers.insert(key, *count);
    }

    fn number(&self, member: &Member) -> Option<usize> {
        self.numbers.get(&(member.machine, member.number)).copied()
    }

    /// `@order`, `@order (2)` or `@stock "a"`.
    pub(crate) fn name(&self, model: &Model, member: &Member) -> String {
        let name = &model.machines[member.machine].name.text;
        if member.number == 0 {
            return match member.id == *name || member.id.is_empty() {
                true => format!("@{name}"),
                false => format!("@{name} \"{}\"", member.id),
            };
        }
        let is_alone = self.counts.get(&member.machine).is_none_or(|count| *count < 2);
        match self.number(member) {
            Some(number) if !is_alone => format!("@{name} ({number})"),
            _ => format!("@{name}"),
        }
    }

    /// `@order (1)`, also of the only one.
    pub(crate) fn name_with_number(&self, model: &Model, member: &Member) -> String {
        match self.number(member) {
            Some(number) => format!("@{} ({number})", model.machines[member.machine].name.text),
            None => self.name(model, member),
        }
    }

    /// A value of a payload, a reference with the id that its instance has in the case.
    pub(crate) fn translate(&self, model: &Model, arrival: &Arrival, field: &str, value: &Value) -> Value {
        let event = &model.machines[arrival.to.machine].events[arrival.event];
        let known = event.fields.iter().find(|known| known.name.text == field);
        let (Some(Type::Reference(machine)), Value::Text(id)) = (known.map(|known| &known.ty), value) else {
            return value.clone();
        };
        let name = &model.machines[*machine].name.text;
        let number = id.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let number = number.and_then(|number| number.parse().ok());
        let found = number.and_then(|number: usize| self.numbers.get(&(*machine, number)));
        found.map_or_else(|| value.clone(), |number| Value::text(&format!("{name}-{number}")))
    }
}
