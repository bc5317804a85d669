//! The table of a specification, which generated code has as constants.
//!
//! Machines, events and phrases are in the order of the model, so that their indices are those of the model's lists; but phrases that
//! only stories have are left out.

use flow_durable::{
    ActorTable, EventTable, Field, Instances, MachineTable, Mapping, MessageTable, Phrase, PhraseKind,
    ProgramTable,
};
use flow_model::edges::dispatch;
use flow_model::model::{
    self, Event, EventId, Machine, MachineId, Model, Origin, Party, PayloadField, Reaction, Sources, StateId,
    Step, Type, Visibility,
};
use flow_model::{visit, words};

/// The table of a program.
pub(super) fn make_table(
    model: &'static Model,
    sources: &'static Sources,
    mappings: Vec<Mapping>,
) -> ProgramTable {
    ProgramTable {
        name: model.name.as_ref().map_or("", |name| &name.text),
        machines: leak(model.machines.ids().map(|id| make_machine(model, id))),
        actors: leak(model.actors.iter().map(|actor| make_actor(model, actor))),
        number: "decimal",
        mappings: leak(mappings),
        secrets: &[],
        rules: leak(model.rules.rules.iter().map(|rule| leak_text(rule.text(sources)))),
        files: leak(sources.iter().map(|(_, source)| (source.path.as_str(), source.text.as_str()))),
    }
}

/// Keeps a list until the process ends.
pub(super) fn leak<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::leak(items.into_iter().collect())
}

/// Keeps a text until the process ends.
fn leak_text(text: String) -> &'static str {
    String::leak(text)
}

fn make_machine(model: &'static Model, id: MachineId) -> MachineTable {
    let machine = &model.machines[id];
    let initial = std::iter::once(machine.initial);
    let others = machine.states.ids().filter(|state| *state != machine.initial);
    let is_input = |origin| matches!(origin, Origin::Given | Origin::NeverSet);
    let inputs = machine.variables.iter().filter(|variable| is_input(variable.origin));
    MachineTable {
        name: &machine.name.text,
        instances: instances(machine),
        states: state_names(machine, initial.chain(others)),
        ends: state_names(machine, machine.ends.states.iter().copied()),
        groups: leak(timer_groups(machine).iter().map(|at| machine.groups[*at].name.text.as_str())),
        variables: leak(
            machine.variables.iter().map(|variable| field(model, &variable.name.text, &variable.ty)),
        ),
        inputs: leak(inputs.map(|variable| variable.name.text.as_str())),
        events: leak(machine.events.entries().map(|(event, of)| make_event(model, (id, event), of))),
        phrases: leak(bindings(machine).map(|phrase| make_phrase(model, phrase))),
    }
}

fn instances(machine: &'static Machine) -> Instances {
    let key = |key: &model::VariableId| machine.variables[*key].name.text.as_str();
    match &machine.instances {
        model::Instances::PerConversation => Instances::PerConversation,
        model::Instances::One => Instances::One,
        model::Instances::PerKey(keys) => Instances::PerKey(leak(keys.iter().map(key))),
    }
}

/// The phrases of a machine that are bindings, in order.
pub(super) fn bindings(machine: &'static Machine) -> impl Iterator<Item = &'static model::Phrase> {
    machine.phrases.iter().filter(|phrase| phrase.kind.is_binding())
}

fn state_names(machine: &'static Machine, states: impl Iterator<Item = StateId>) -> &'static [&'static str] {
    leak(states.map(|state| machine.states[state].name.text.as_str()))
}

/// The groups of states that timers belong to, by position.
pub(super) fn timer_groups(machine: &Machine) -> Vec<usize> {
    let mut groups = Vec::new();
    for handler in &machine.handlers {
        visit::steps(&handler.body, &mut |step| {
            if let Step::Timer(timer) = step
                && let Some(group) = timer.op.start().and_then(|start| start.group.as_ref())
            {
                groups.push(group.at);
            }
        });
    }
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn field(model: &Model, name: &'static str, ty: &Type) -> Field {
    Field { name, of_type: leak_text(words::ty(model, ty)) }
}

fn fields(model: &Model, fields: impl IntoIterator<Item = &'static PayloadField>) -> &'static [Field] {
    leak(fields.into_iter().map(|of| field(model, &of.name.text, &of.ty)))
}

fn make_event(model: &'static Model, (id, event): (MachineId, EventId), of: &'static Event) -> EventTable {
    let machine = &model.machines[id];
    let taken = |is_meant: fn(Reaction) -> bool| {
        let takes = move |state: &StateId| {
            let handler = dispatch(model, id, *state, event);
            handler.is_some_and(|handler| is_meant(machine.handlers[handler].reaction))
        };
        state_names(machine, machine.states.ids().filter(takes))
    };
    EventTable {
        name: &of.name.text,
        from: of.from.map(|party| party_name(model, party)),
        public: of.visibility == Visibility::Public,
        fields: fields(model, &of.fields),
        sender_id: of.sender_id.map(|field| of.fields[field].name.text.as_str()),
        states: taken(|reaction| reaction != Reaction::Defer),
        deferred: taken(|reaction| reaction == Reaction::Defer),
    }
}

/// The name of a party in the handlers of an event.
pub(super) fn party_name(model: &'static Model, party: Party) -> &'static str {
    match party {
        Party::Machine(id) => &model.machines[id].name.text,
        Party::Actor(id) => &model.actors[id].name.text,
        Party::System => "system",
        Party::Itself => "self",
    }
}

fn make_phrase(model: &Model, phrase: &'static model::Phrase) -> Phrase {
    let (kind, answer) = match phrase.kind {
        model::PhraseKind::Action => (PhraseKind::Action, String::new()),
        model::PhraseKind::Answer => (PhraseKind::Answer, words::ty(model, &phrase.answer)),
        model::PhraseKind::Guard | model::PhraseKind::Fact | model::PhraseKind::Assertion => {
            (PhraseKind::Guard, words::ty(model, &Type::Boolean))
        }
    };
    Phrase {
        text: &phrase.text,
        function: &phrase.function,
        kind,
        arguments: leak(phrase.params.iter().map(|param| field(model, &param.name, &param.ty))),
        answer: leak_text(answer),
    }
}

fn make_actor(model: &'static Model, actor: &'static model::Actor) -> ActorTable {
    let message = |message: &'static model::Message| MessageTable {
        name: &message.name.text,
        fields: fields(model, &message.fields),
    };
    ActorTable { name: &actor.name.text, messages: leak(actor.messages.iter().map(message)) }
}
