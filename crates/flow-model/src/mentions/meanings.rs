//! The meanings of the names in bodies, by their places: read from the model, and from the resolved cases of test files.
//!
//! A line can have several meanings: that of a handler with several senders has one for each.

use flow_syntax::ordered::Map;
use flow_syntax::source::{FileId, Span};

use super::Symbol;
use super::region::Region;
use crate::cases::{Position, ScriptedStep, TestCase};
use crate::model::{
    EventId, Expr, ExprKind, Fact, FactKind, FieldId, Machine, MachineId, Model, ObjectId, Party, Step,
    Target, Type,
};
use crate::visit::Node;

/// The meanings of places.
#[derive(Default)]
pub(super) struct Meanings {
    /// Values, by their places: variables, fields, instances.
    values: Map<Span, Vec<Symbol>>,
    /// The fields of objects in paths, by the place of the path up to the field.
    members: Map<Span, Vec<Symbol>>,
    /// Objects that are written out.
    objects: Map<Span, ObjectId>,
    /// The symbols that the fact of a line sets.
    facts: Map<Span, Vec<Symbol>>,
    /// The receivers of the emit with its event here.
    receivers: Map<Span, Vec<String>>,
    /// The machine, the function and the place of a call that begins here.
    calls: Map<(FileId, u32), (MachineId, String, Span)>,
    /// The receiver of the event of a line of a test.
    scripted: Map<Span, String>,
}

/// The machine and the event of a part of the model.
#[derive(Clone, Copy)]
struct Context {
    machine: MachineId,
    event: Option<EventId>,
}

impl Meanings {
    /// The meanings of everything in a region that was resolved.
    pub(super) fn of(model: &Model, tests: &[TestCase], region: &Region) -> Meanings {
        let mut reader = Reader { model, region, meanings: Meanings::default() };
        for (machine, of) in model.machines.entries() {
            reader.read_machine(machine, of);
        }
        for rule in &model.rules.rules {
            let context = Context { machine: MachineId(0), event: None };
            rule.conditions().for_each(|condition| reader.read(context, Node::Condition(condition)));
        }
        let cases = tests.iter().filter(|case| region.has_lines_of(case.span.file));
        cases.for_each(|case| reader.read_case(case));
        reader.meanings
    }

    /// The meanings of the variable at a place.
    pub(super) fn value(&self, at: Span) -> Option<&[Symbol]> {
        self.values.get(&at).map(Vec::as_slice)
    }

    /// The meanings of the last field of a path.
    pub(super) fn member(&self, path: Span) -> Option<&[Symbol]> {
        self.members.get(&path).map(Vec::as_slice)
    }

    /// The type of an object that is written out.
    pub(super) fn object(&self, at: Span) -> Option<ObjectId> {
        self.objects.get(&at).copied()
    }

    /// The symbols that the fact of a line sets, if it sets any.
    pub(super) fn fact(&self, line: Span) -> Option<&[Symbol]> {
        self.facts.get(&line).map(Vec::as_slice)
    }

    /// The receivers of the emit with its event at a place.
    pub(super) fn receivers(&self, event: Span) -> Option<&[String]> {
        self.receivers.get(&event).map(Vec::as_slice)
    }

    /// The machine, the function and the place of a call that begins where a place does.
    pub(super) fn call(&self, at: Span) -> Option<&(MachineId, String, Span)> {
        self.calls.get(&(at.file, at.start))
    }

    /// The receiver of the event of a line of a test.
    pub(super) fn scripted(&self, line: Span) -> Option<&String> {
        self.scripted.get(&line)
    }
}

struct Reader<'m> {
    model: &'m Model,
    region: &'m Region,
    meanings: Meanings,
}

impl<'m> Reader<'m> {
    fn read_machine(&mut self, machine: MachineId, of: &'m Machine) {
        let story = Context { machine, event: None };
        let region = self.region;
        for scenario in &of.scenarios {
            let given = scenario.given.iter().filter(|fact| region.contains(fact.span));
            given.for_each(|fact| self.read(story, Node::Fact(fact)));
            let expect = scenario.expect.iter().filter(|line| region.contains(line.span));
            expect.for_each(|line| self.read(story, Node::Assertion(line)));
        }
        for handler in of.handlers.iter().filter(|handler| region.contains(handler.span)) {
            let context = Context { machine, event: Some(handler.event) };
            handler.given.iter().for_each(|fact| self.read(context, Node::Fact(fact)));
            handler.own_body().iter().for_each(|step| self.read(context, Node::Step(step)));
            handler.expect.iter().for_each(|line| self.read(context, Node::Assertion(line)));
        }
        for crossing in &of.crossings {
            crossing.body.iter().for_each(|step| self.read(story, Node::Step(step)));
        }
    }

    fn read_case(&mut self, case: &'m TestCase) {
        let machine = case.machine;
        let story = Context { machine, event: None };
        let handlers = || &self.model.machines[machine].handlers;
        let handler = match case.position {
            Position::Whole => story,
            Position::Handler(at) => {
                let scenario =
                    case.scenario.map(|scenario| &self.model.machines[machine].scenarios[scenario]);
                let handler = scenario.and_then(|scenario| scenario.handlers.get(at));
                Context { machine, event: handler.map(|handler| handlers()[*handler].event) }
            }
            Position::OtherMachine(machine, handler) => {
                let event = self.model.machines[machine].handlers[handler].event;
                Context { machine, event: Some(event) }
            }
        };
        case.given.iter().for_each(|fact| self.read(story, Node::Fact(fact)));
        for (machine, fact) in &case.given_elsewhere {
            self.read(Context { machine: *machine, event: None }, Node::Fact(fact));
        }
        case.handler_given.iter().for_each(|fact| self.read(handler, Node::Fact(fact)));
        let values = case.payload.iter().chain(case.after.iter().flat_map(|after| &after.payload));
        values.for_each(|set| self.read(story, Node::Expr(&set.value)));
        case.context.iter().for_each(|(_, value)| self.read(story, Node::Expr(value)));
        for assumed in &case.assumed {
            self.read(Context { machine: assumed.machine, event: None }, Node::Call(&assumed.call));
        }
        for failing in &case.throws {
            self.read(Context { machine: failing.machine, event: None }, Node::Call(&failing.call));
        }
        case.script.iter().for_each(|step| self.read_scripted(story, step));
        case.expect.iter().for_each(|line| self.read(handler, Node::Assertion(line)));
        for (machine, line) in &case.system_expect {
            self.read(Context { machine: *machine, event: None }, Node::Assertion(line));
        }
    }

    fn read_scripted(&mut self, story: Context, step: &'m ScriptedStep) {
        match step {
            ScriptedStep::Event(event) => {
                let receiver = self.model.machines[event.machine].name.text.clone();
                self.meanings.scripted.insert(event.span, receiver);
                event.payload.iter().for_each(|set| self.read(story, Node::Expr(&set.value)));
            }
            ScriptedStep::Sent(sent) => {
                let receiver = self.model.actors[sent.actor].name.text.clone();
                self.meanings.scripted.insert(sent.span, receiver);
            }
            ScriptedStep::Wait(length) => self.read(story, Node::Expr(length)),
            ScriptedStep::Expect(machine, line) => {
                self.read(Context { machine: *machine, event: None }, Node::Assertion(line));
            }
        }
    }

    fn read(&mut self, context: Context, node: Node<'m>) {
        node.walk(&mut |node| match node {
            Node::Expr(value) => self.read_value(context, value),
            Node::Fact(fact) => self.read_fact(context, fact),
            Node::Call(call) => {
                let function = &self.model.machines[context.machine].phrases[call.phrase].function;
                let place = (call.span.file, call.span.start);
                self.meanings.calls.insert(place, (context.machine, function.clone(), call.span));
            }
            Node::Step(Step::Emit(emit)) => {
                let receiver = match emit.target {
                    Target::Machine(machine, _) => &self.model.machines[machine].name,
                    Target::Actor(actor, _) => &self.model.actors[actor].name,
                    Target::Itself(_) => &self.model.machines[context.machine].name,
                };
                add(&mut self.meanings.receivers, emit.event, receiver.text.clone());
            }
            Node::Step(_) | Node::Condition(_) | Node::Assertion(_) => {}
        });
    }

    fn read_value(&mut self, context: Context, value: &'m Expr) {
        let machine = context.machine;
        let symbol = match &value.kind {
            ExprKind::Variable(variable) => self.variable(machine, *variable),
            ExprKind::VariableOf(owner, variable) => self.variable(*owner, *variable),
            ExprKind::Payload(field) => match context.event {
                Some(event) => self.field(machine, event, *field),
                None => return,
            },
            ExprKind::InstanceId => Symbol::Machine(self.model.machines[machine].name.text.clone()),
            ExprKind::Failure(_) => Symbol::Reserved("$failure".to_owned()),
            ExprKind::Field(object, name) => {
                if let Type::Object(object) = object.ty {
                    let member = Symbol::Member { object, name: name.clone() };
                    add(&mut self.meanings.members, value.span, member);
                }
                return;
            }
            ExprKind::Object(_) => {
                if let Type::Object(object) = value.ty {
                    self.meanings.objects.insert(value.span, object);
                }
                return;
            }
            ExprKind::Fold(_, root, fields) => return self.read_fold(root, fields),
            _ => return,
        };
        add(&mut self.meanings.values, value.span, symbol);
    }

    /// The fields of `sum of $order.lines.price`, of which the places are not in the model: they are kept by the place of the root.
    fn read_fold(&mut self, list: &'m Expr, fields: &'m [String]) {
        let mut root = list;
        let mut names = Vec::new();
        while let ExprKind::Field(object, name) = &root.kind {
            names.insert(0, name);
            root = object;
        }
        names.extend(fields);
        let mut ty = &root.ty;
        for (at, field) in names.into_iter().enumerate() {
            while let Type::Array(item) = ty {
                ty = item;
            }
            let Type::Object(object) = ty else { return };
            let member = Symbol::Member { object: *object, name: field.clone() };
            add(&mut self.meanings.members, fold_place(root.span, at), member);
            let known = self.model.objects[*object].fields.iter().find(|(name, _)| name == field);
            let Some((_, field_type)) = known else { return };
            ty = field_type;
        }
    }

    fn read_fact(&mut self, context: Context, fact: &'m Fact) {
        let machine = context.machine;
        let symbol = match &fact.kind {
            FactKind::Variable(variable, _) | FactKind::Receiver(Some(variable), _) => {
                self.variable(machine, *variable)
            }
            FactKind::VariableOf(owner, _, variable, _) => self.variable(*owner, *variable),
            FactKind::Receiver(None, _) => Symbol::Machine(self.model.machines[machine].name.text.clone()),
            FactKind::Payload(field, _) => match context.event {
                Some(event) => self.field(machine, event, *field),
                None => return,
            },
            _ => return,
        };
        add(&mut self.meanings.facts, fact.span, symbol);
    }

    fn variable(&self, machine: MachineId, variable: crate::model::VariableId) -> Symbol {
        let of = &self.model.machines[machine];
        Symbol::Variable { machine: of.name.text.clone(), name: of.variables[variable].name.text.clone() }
    }

    fn field(&self, machine: MachineId, event: EventId, field: FieldId) -> Symbol {
        let of = &self.model.machines[machine];
        let event = &of.events[event];
        Symbol::Field {
            receiver: of.name.text.clone(),
            event: event.name.text.clone(),
            name: event.fields[field].name.text.clone(),
        }
    }
}

/// The place under which a field of a fold is kept.
pub(super) fn fold_place(root: Span, at: usize) -> Span {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    Span { end: u32::MAX - at, ..root }
}

fn add<K: Ord, V: PartialEq>(map: &mut Map<K, Vec<V>>, key: K, value: V) {
    let known = map.entry(key).or_default();
    if !known.contains(&value) {
        known.push(value);
    }
}

/// The machines that handle an event from a party.
pub(super) fn takers<'m>(
    model: &'m Model,
    event: &'m str,
    from: Option<Party>,
) -> impl Iterator<Item = &'m Machine> {
    model.machines.iter().filter(move |machine| {
        let fits = |party: Option<Party>| from.is_none() || party.is_none() || party == from;
        machine.events.iter().any(|known| known.name.text == event && fits(known.from))
    })
}
