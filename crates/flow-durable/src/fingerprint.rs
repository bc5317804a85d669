//! The parts of a program that determine the meaning of stored data, as one short text.
//!
//! It is computed from the tables, so that a program that is interpreted has the fingerprint of the generated one. Comments, names of files,
//! the order of declarations, and the bodies of handlers do not affect it.

use sha2::{Digest, Sha256};

use crate::{ActorTable, Field, Instances, MachineTable, ProgramTable};

impl ProgramTable {
    /// A text that differs if stored data can have another meaning: 64 hexadecimal digits. It depends on machines and how many instances
    /// they have, states and ends, variables, events with their payloads (those of timers are among them), phrases with recorded answers,
    /// and messages to actors outside.
    pub fn fingerprint(&self) -> String {
        let mut lines: Vec<_> = self.machines.iter().flat_map(list_machine_lines).collect();
        lines.extend(self.actors.iter().flat_map(list_actor_lines));
        // A decimal is the default, and was not noted by the first hosts.
        if self.number != "decimal" {
            lines.push(format!("number is {}", self.number));
        }
        lines.sort_unstable();
        let digest = Sha256::digest(lines.join("\n").as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A line for each thing that is stored. A line begins with the machine, so that the lines of all machines can be sorted together.
fn list_machine_lines(machine: &MachineTable) -> Vec<String> {
    let name = machine.name;
    let instances = match machine.instances {
        Instances::PerConversation => "many".to_owned(),
        Instances::One => "one".to_owned(),
        Instances::PerKey(keys) => format!("one for each ${}", keys.join(", $")),
    };
    let mut lines = vec![format!("@{name} {instances}")];
    lines.extend(machine.states.iter().map(|state| format!("@{name} #{state}")));
    lines.extend(machine.ends.iter().map(|state| format!("@{name} ends in #{state}")));
    lines.extend(machine.groups.iter().map(|group| format!("@{name} timers of #{group}")));
    lines.extend(machine.variables.iter().map(|field| format!("@{name} {}", field_text(field))));
    lines.extend(machine.events.iter().map(|event| {
        let from = event.from.map(|from| format!(" from @{from}")).unwrap_or_default();
        format!("@{name} on :{}{from} {}", event.name, field_texts(event.fields))
    }));
    lines.extend(machine.phrases.iter().map(|phrase| {
        // Arguments are compared by their values: their names have no part in it.
        let arguments: Vec<_> = phrase.arguments.iter().map(|argument| argument.of_type).collect();
        let (kind, arguments) = (phrase.kind, arguments.join("; "));
        format!("@{name} {kind:?} {}({arguments}) {}", phrase.function, phrase.answer)
    }));
    lines
}

fn list_actor_lines(actor: &ActorTable) -> impl Iterator<Item = String> {
    let line = |name, fields| format!("to @{} :{name} {}", actor.name, field_texts(fields));
    actor.messages.iter().map(move |message| line(message.name, message.fields))
}

/// Fields are stored by name: their order has no part in it.
fn field_texts(fields: &[Field]) -> String {
    let mut texts: Vec<_> = fields.iter().map(field_text).collect();
    texts.sort_unstable();
    texts.join("; ")
}

fn field_text(field: &Field) -> String {
    format!("${}: {}", field.name, field.of_type)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EventTable, MessageTable};

    const AMOUNT: Field = Field { name: "amount", of_type: "number" };
    const CARD: Field = Field { name: "card", of_type: "string" };
    const PAY: EventTable = EventTable {
        name: "pay",
        from: Some("customer"),
        public: true,
        fields: &[AMOUNT, CARD],
        sender_id: None,
        states: &["new"],
        deferred: &[],
    };
    const ORDER: MachineTable = MachineTable {
        name: "order",
        instances: Instances::PerConversation,
        states: &["new", "paid"],
        ends: &[],
        groups: &[],
        variables: &[AMOUNT, CARD],
        inputs: &[],
        events: &[PAY],
        phrases: &[],
    };
    const BANK: ActorTable =
        ActorTable { name: "bank", messages: &[MessageTable { name: "charge", fields: &[AMOUNT] }] };

    fn fingerprint(machine: MachineTable, actors: &'static [ActorTable]) -> String {
        let machines: &'static [MachineTable] = Box::leak(Box::new([machine]));
        let (number, mappings) = ("decimal", &[]);
        ProgramTable {
            name: "shop",
            machines,
            actors,
            number,
            mappings,
            secrets: &[],
            rules: &[],
            files: &[],
        }
        .fingerprint()
    }

    fn of(machine: MachineTable) -> String {
        fingerprint(machine, &[BANK])
    }

    #[test]
    fn orders_and_accepting_states_have_no_part() {
        let event = EventTable { fields: &[CARD, AMOUNT], public: false, states: &["paid"], ..PAY };
        let events: &'static [EventTable] = Box::leak(Box::new([event]));
        let other = MachineTable { states: &["paid", "new"], variables: &[CARD, AMOUNT], events, ..ORDER };
        assert_eq!(of(ORDER), of(other));
        assert_eq!(of(ORDER).len(), 64);
    }

    #[test]
    fn what_is_stored_has() {
        let text = Field { name: "amount", of_type: "string" };
        let variables: &'static [Field] = Box::leak(Box::new([text, CARD]));
        let others = [
            MachineTable { name: "orders", ..ORDER },
            MachineTable { instances: Instances::One, ..ORDER },
            MachineTable { states: &["new", "payed"], ..ORDER },
            MachineTable { ends: &["paid"], ..ORDER },
            MachineTable { groups: &["any"], ..ORDER },
            MachineTable { variables, ..ORDER },
            MachineTable { events: &[], ..ORDER },
        ];
        let mut all: Vec<_> = others.into_iter().map(of).collect();
        all.extend([of(ORDER), fingerprint(ORDER, &[])]);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), others.len() + 2);
    }
}
