//! The resolved model as JSON, for `flow model` (docs/schemas/model.schema.json).
//!
//! The structs define the format. Names have no sigil, since the key of a field implies the kind of name. The format is
//! stable: fields may be added, but renaming, removing or redefining one requires a new version number.

use flow_diagram::Graph;
use flow_diagram::graph::NodeKind;
use flow_model::control_flow::guard_lines;
use flow_model::edges::{Edge, edges};
use flow_model::model::{
    Actor, Event, HandlerId, InstanceId, Machine, MachineId, Message, Model, Origin, Param, Party,
    PayloadField, Phrase, PhraseKind, Presence, Reach, Reaction, Role, Rule, Sources, Span, State, StateId,
    Type, Variable, Visibility,
};
use serde::Serialize;

/// The version of the format; it changes only if a field is removed, renamed or gets another meaning.
const FORMAT: u32 = 1;

/// A whole model.
#[derive(Debug, Serialize)]
pub(crate) struct ModelJson {
    format: u32,
    system: Option<String>,
    machines: Vec<MachineJson>,
    actors: Vec<ActorJson>,
}

#[derive(Debug, Serialize)]
struct MachineJson {
    name: String,
    place: Place,
    initial: String,
    uses_id: bool,
    states: Vec<StateJson>,
    variables: Vec<VariableJson>,
    events: Vec<EventJson>,
    handlers: Vec<HandlerJson>,
    transitions: Vec<TransitionJson>,
    phrases: Vec<PhraseJson>,
    scenarios: Vec<ScenarioJson>,
}

/// The position of a declaration: line and column count from 1, columns count characters.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    file: String,
    line: usize,
    column: usize,
}

#[derive(Debug, Serialize)]
struct StateJson {
    name: String,
    initial: bool,
    #[serde(rename = "final")]
    is_final: bool,
    reachable: bool,
    place: Place,
}

#[derive(Debug, Serialize)]
struct VariableJson {
    name: String,
    #[serde(rename = "type")]
    ty: TypeJson,
    origin: &'static str,
    place: Place,
}

/// `"number"`, `{"array": "string"}`, `{"object": {"price": "number"}}`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum TypeJson {
    Plain(&'static str),
    Array { array: Box<TypeJson> },
    Object { object: serde_json::Map<String, serde_json::Value> },
    Reference { reference: String },
    Choice { choice: Vec<String> },
}

#[derive(Debug, Serialize)]
struct EventJson {
    name: String,
    from: Option<String>,
    public: bool,
    handled: bool,
    fields: Vec<FieldJson>,
    place: Place,
}

#[derive(Debug, Serialize)]
struct FieldJson {
    name: String,
    #[serde(rename = "type")]
    ty: TypeJson,
    always: bool,
    place: Place,
}

#[derive(Debug, Serialize)]
struct HandlerJson {
    event: String,
    from: Option<String>,
    public: bool,
    scenario: Option<String>,
    accepted: Vec<String>,
    rule: &'static str,
    guessed: bool,
    /// Whether it defers its event.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    defers: bool,
    /// The handler this one retells, as its place in the list.
    retells: Option<usize>,
    place: Place,
}

#[derive(Debug, Serialize)]
struct TransitionJson {
    from: String,
    event: String,
    sender: Option<String>,
    to: String,
    /// One list of guard lines for each path through the handler's guards that takes this transition.
    guards: Vec<Vec<String>>,
    handler: usize,
    place: Place,
}

#[derive(Debug, Serialize)]
struct PhraseJson {
    kind: &'static str,
    text: String,
    function: String,
    parameters: Vec<ParameterJson>,
    place: Place,
}

#[derive(Debug, Serialize)]
struct ParameterJson {
    name: String,
    #[serde(rename = "type")]
    ty: TypeJson,
}

#[derive(Debug, Serialize)]
struct ScenarioJson {
    name: Option<String>,
    handlers: Vec<usize>,
    place: Place,
}

#[derive(Debug, Serialize)]
struct ActorJson {
    name: String,
    messages: Vec<MessageJson>,
}

#[derive(Debug, Serialize)]
struct MessageJson {
    name: String,
    fields: Vec<FieldJson>,
    place: Place,
}

/// Builds the document of a model.
pub(crate) fn export_model(model: &Model, sources: &Sources) -> ModelJson {
    let export = Export { model, sources };
    ModelJson {
        format: FORMAT,
        system: model.name.as_ref().map(|name| name.text.clone()),
        machines: (0..model.machines.len()).map(|at| export.export_machine(MachineId::new(at))).collect(),
        actors: model.actors.iter().map(|actor| export.export_actor(actor)).collect(),
    }
}

struct Export<'a> {
    model: &'a Model,
    sources: &'a Sources,
}

impl Export<'_> {
    fn export_machine(&self, id: MachineId) -> MachineJson {
        let machine = &self.model.machines[id];
        let graph = Graph::of(self.model, id, self.sources);
        let finals = graph.nodes.iter().map(|node| node.kind == NodeKind::Final);
        let state = |((id, state), is_final): ((StateId, &State), bool)| StateJson {
            name: state.name.text.clone(),
            initial: id == machine.initial,
            is_final,
            reachable: machine.reach(id) == Reach::Reachable,
            place: self.place(state.name.span),
        };
        MachineJson {
            name: machine.name.text.clone(),
            place: self.place(machine.name.span),
            initial: state_name(machine, machine.initial),
            uses_id: machine.uses_id == InstanceId::Used,
            states: machine.states.entries().zip(finals).map(state).collect(),
            variables: machine.variables.iter().map(|variable| self.export_variable(variable)).collect(),
            events: machine.events.iter().map(|event| self.export_event(event)).collect(),
            handlers: machine.handlers.ids().map(|handler| self.export_handler(machine, handler)).collect(),
            transitions: edges(self.model, id).iter().map(|edge| self.export_transition(id, edge)).collect(),
            phrases: machine.phrases.iter().map(|phrase| self.export_phrase(phrase)).collect(),
            scenarios: self.export_scenarios(machine),
        }
    }

    fn export_variable(&self, variable: &Variable) -> VariableJson {
        let origin = match variable.origin {
            Origin::Set => "set",
            Origin::Given => "given",
            Origin::Key => "key",
            Origin::NeverSet => "never-set",
        };
        VariableJson {
            name: variable.name.text.clone(),
            ty: self.export_type(&variable.ty),
            origin,
            place: self.place(variable.name.span),
        }
    }

    fn export_event(&self, event: &Event) -> EventJson {
        EventJson {
            name: event.name.text.clone(),
            from: self.sender(event),
            public: event.visibility == Visibility::Public,
            handled: !event.handlers.is_empty(),
            fields: event.fields.iter().map(|field| self.export_field(field)).collect(),
            place: self.place(event.name.span),
        }
    }

    fn export_field(&self, field: &PayloadField) -> FieldJson {
        FieldJson {
            name: field.name.text.clone(),
            ty: self.export_type(&field.ty),
            always: field.presence == Presence::Always,
            place: self.place(field.name.span),
        }
    }

    fn export_handler(&self, machine: &Machine, id: HandlerId) -> HandlerJson {
        let (handler, accepted) = (&machine.handlers[id], machine.accepted(id));
        let event = &machine.events[handler.event];
        let scenario = &machine.scenarios[handler.scenario];
        HandlerJson {
            event: event.name.text.clone(),
            from: self.sender(event),
            public: handler.visibility == Visibility::Public,
            scenario: scenario.name.as_ref().map(|name| name.text.clone()),
            accepted: accepted.states.iter().map(|state| state_name(machine, *state)).collect(),
            rule: rule_name(accepted.rule),
            guessed: accepted.guess.is_some(),
            defers: handler.reaction == Reaction::Defer,
            retells: match accepted.role {
                Role::Definition => None,
                Role::Retelling(definition) => Some(definition.index()),
            },
            place: self.place(handler.span),
        }
    }

    fn export_transition(&self, id: MachineId, edge: &Edge) -> TransitionJson {
        let machine = &self.model.machines[id];
        let handler = &machine.handlers[edge.handler];
        let event = &machine.events[edge.event];
        let guards = guard_lines(id, self.sources, &handler.body, &edge.branches);
        TransitionJson {
            from: state_name(machine, edge.from),
            event: event.name.text.clone(),
            sender: self.sender(event),
            to: state_name(machine, edge.to),
            guards: guards.into_iter().filter(|lines| !lines.is_empty()).collect(),
            handler: edge.handler.index(),
            place: self.place(handler.span),
        }
    }

    fn export_phrase(&self, phrase: &Phrase) -> PhraseJson {
        let kind = match phrase.kind {
            PhraseKind::Guard => "guard",
            PhraseKind::Action => "action",
            PhraseKind::Answer => "answer",
            PhraseKind::Fact => "fact",
            PhraseKind::Assertion => "assertion",
        };
        let parameter =
            |param: &Param| ParameterJson { name: param.name.clone(), ty: self.export_type(&param.ty) };
        PhraseJson {
            kind,
            text: phrase.text.clone(),
            function: phrase.function.clone(),
            parameters: phrase.params.iter().map(parameter).collect(),
            place: self.place(phrase.span),
        }
    }

    fn export_scenarios(&self, machine: &Machine) -> Vec<ScenarioJson> {
        let scenarios = machine.scenarios.iter().map(|scenario| ScenarioJson {
            name: scenario.name.as_ref().map(|name| name.text.clone()),
            handlers: scenario.handlers.iter().map(|handler| handler.index()).collect(),
            place: self.place(scenario.span),
        });
        scenarios.collect()
    }

    fn export_actor(&self, actor: &Actor) -> ActorJson {
        let message = |message: &Message| MessageJson {
            name: message.name.text.clone(),
            fields: message.fields.iter().map(|field| self.export_field(field)).collect(),
            place: self.place(message.name.span),
        };
        ActorJson { name: actor.name.text.clone(), messages: actor.messages.iter().map(message).collect() }
    }

    fn sender(&self, event: &Event) -> Option<String> {
        let name = match event.from? {
            Party::Machine(id) => self.model.machines[id].name.text.as_str(),
            Party::Actor(id) => self.model.actors[id].name.text.as_str(),
            Party::System => "system",
            Party::Itself => "self",
        };
        Some(name.to_owned())
    }

    fn export_type(&self, ty: &Type) -> TypeJson {
        match ty {
            Type::String => TypeJson::Plain("string"),
            Type::Number => TypeJson::Plain("number"),
            Type::Integer => TypeJson::Plain("integer"),
            Type::Boolean => TypeJson::Plain("boolean"),
            Type::Time => TypeJson::Plain("time"),
            Type::Duration => TypeJson::Plain("duration"),
            Type::Any => TypeJson::Plain("any"),
            Type::Choice(id) => TypeJson::Choice { choice: self.model.choices[*id].texts.clone() },
            Type::Reference(machine) => {
                TypeJson::Reference { reference: self.model.machines[*machine].name.text.clone() }
            }
            Type::Array(item) => TypeJson::Array { array: Box::new(self.export_type(item)) },
            Type::Object(id) => {
                let fields = &self.model.objects[*id].fields;
                let field =
                    |(name, ty): &(String, Type)| (name.clone(), serde_json::json!(self.export_type(ty)));
                TypeJson::Object { object: fields.iter().map(field).collect() }
            }
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::of(self.sources, span)
    }
}

impl Place {
    /// The place of a span's first byte.
    pub(crate) fn of(sources: &Sources, span: Span) -> Place {
        let position = sources.position(span);
        Place { file: sources.get(span.file).path.clone(), line: position.line, column: position.column }
    }
}

fn state_name(machine: &Machine, id: StateId) -> String {
    machine.states[id].name.text.clone()
}

/// The rule that determined the handler's accepted states (reference#accepted-states).
fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Said => "said",
        Rule::Answer => "answer",
        Rule::Beginning => "beginning",
        Rule::Known => "known",
        Rule::Initial => "initial",
        Rule::Continuation => "continuation",
    }
}
