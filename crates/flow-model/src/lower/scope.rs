//! The meaning of `$x` where it is read (reference#variable-lookup).
//!
//! A scope is one handler, or one scenario, of one machine. It answers by the five rules of that section, in their order,
//! from names that were collected before: bodies are lowered in any order with the same result.

use std::rc::Rc;

use flow_syntax::ordered::Set;

use flow_syntax::ast;
use flow_syntax::diagnostic::Name as Check;

use super::{Asked, Lower, UNTYPED};
use crate::list::List;
use crate::model::{
    EventId, ExprKind, FieldId, InstanceId, ItemId, MachineId, Origin, Party, PayloadField, Presence,
    Variable, VariableId, Visibility,
};
#[cfg(feature = "tools")]
use crate::sends::Question;
use crate::stated::given_variable;

/// The name of the error's text below `that failed`.
const FAILURE: &str = "failure";

/// The context of a line: its machine, its handler, its side.
#[derive(Clone)]
pub(super) struct Scope {
    pub(super) machine: MachineId,
    pub(super) side: Side,
    /// Whether `that failed` can be asked: in the guards of a chain below a step that can fail.
    pub(super) may_ask_failure: bool,
    /// Whether the step above the chain could not be read: it may be one that can fail.
    pub(super) is_below_unread: bool,
    /// Whether variables without a value here match any value: in the phrase of `was called`, and of a fact.
    pub(super) is_called: bool,
    /// The chain that sets `$failure` here, by its depth.
    pub(super) failure: Option<u32>,
    /// The handler's event, where its payload can be seen. Shared: every chain and group has a scope of its own.
    payload: Option<Rc<Payload>>,
    /// The items of the loops around it, outermost first.
    items: Vec<(String, ItemId)>,
}

/// The part of a specification that a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The body of a handler: it runs.
    Body,
    /// A `given:`.
    Given,
    /// An `expect:`.
    Expect,
    /// A rule of the system, or of its `own` machine.
    Rule {
        /// The machine.
        own: Option<MachineId>,
    },
}

/// The knowledge about an event's payload.
struct Payload {
    event: EventId,
    name: String,
    from: Option<Party>,
    source: Source,
    /// Whether the payload of the event is declared.
    is_declared: bool,
    /// The fields that the handler's own `given:` sets.
    stated: Set<String>,
}

/// The senders that an event can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The sender is outside: fields without another mention are inferred (reference#variable-lookup).
    Outside,
    /// Only the system.
    System,
}

/// The notation of a variable that is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// `$days_since_purchase`.
    Sigil,
    /// `days since purchase`.
    Words,
}

impl Scope {
    /// The scope of a scenario's own `given:` and `expect:`.
    pub(super) fn of_story(machine: MachineId, side: Side) -> Self {
        Scope {
            machine,
            side,
            may_ask_failure: false,
            is_below_unread: false,
            is_called: false,
            failure: None,
            payload: None,
            items: Vec::new(),
        }
    }

    /// The scope of steps in which `$failure` has this meaning.
    pub(super) fn with_failure(&self, failure: Option<u32>) -> Self {
        Scope { failure, may_ask_failure: false, ..self.clone() }
    }

    /// The scope of guards that can ask `that failed`, or not.
    pub(super) fn with_question(&self, may_ask_failure: bool) -> Self {
        Scope { may_ask_failure, ..self.clone() }
    }

    /// The scope of a chain, below a step that could be read, or not.
    pub(super) fn with_unread(&self, is_below_unread: bool) -> Self {
        Scope { is_below_unread, ..self.clone() }
    }

    /// The scope of the phrase of `was called`, and of a fact.
    pub(super) fn with_calls(&self) -> Self {
        Scope { is_called: true, ..self.clone() }
    }

    /// The scope of another part of the same handler.
    pub(super) fn with_side(&self, side: Side) -> Self {
        Scope { side, may_ask_failure: false, failure: None, ..self.clone() }
    }

    /// The sender of the handler's event, if it has one.
    pub(super) fn sender(&self) -> Option<Party> {
        self.payload.as_ref().and_then(|payload| payload.from)
    }

    /// The scope of the steps of a loop.
    pub(super) fn with_item(&self, name: &str, item: ItemId) -> Self {
        let mut scope = self.clone();
        scope.items.push((name.to_owned(), item));
        scope
    }

    /// The item of this name, of the innermost loop that has it.
    pub(super) fn item(&self, name: &str) -> Option<ItemId> {
        self.items.iter().rev().find(|(known, _)| known == name).map(|(_, item)| *item)
    }

    /// The event of the handler, in a handler.
    pub(super) fn event(&self) -> Option<EventId> {
        self.payload.as_ref().map(|payload| payload.event)
    }
}

impl Lower<'_, '_> {
    /// The scope of a handler's body.
    pub(super) fn handler_scope(&self, machine: MachineId, event: EventId, handler: &ast::Handler) -> Scope {
        let parts = &self.names.machines[machine];
        // The id and the keys of this machine select the instance that receives the event.
        let is_field = |name: &String| !parts.has_key(name) && !self.is_instance_id(machine, name);
        let stated = handler.given.iter().filter_map(given_variable).filter(is_field).collect();
        self.event_scope(machine, event, stated)
    }

    /// The scope of a handler for an event; its own `given:` states some fields.
    pub(super) fn event_scope(&self, machine: MachineId, event: EventId, stated: Set<String>) -> Scope {
        let of = &self.model.machines[machine].events[event];
        let source = match of.from {
            _ if of.visibility == Visibility::Public => Source::Outside,
            Some(Party::Actor(_)) => Source::Outside,
            None if !self.is_sent(machine, &of.name.text) => Source::Outside,
            _ => Source::System,
        };
        let is_declared = of.declared.is_some();
        let payload =
            Payload { event, name: of.name.text.clone(), from: of.from, source, is_declared, stated };
        Scope {
            machine,
            side: Side::Body,
            may_ask_failure: false,
            is_below_unread: false,
            is_called: false,
            failure: None,
            payload: Some(Rc::new(payload)),
            items: Vec::new(),
        }
    }

    /// The meaning of a variable where it is read: the first of the five rules that matches (reference#variable-lookup).
    pub(super) fn resolve_variable(&mut self, scope: &Scope, name: &ast::Name, writing: Writing) -> ExprKind {
        let x = name.text.as_str();
        if let Side::Rule { own } = scope.side {
            return self.rule_variable(own, name);
        }
        if let Some(item) = scope.item(x) {
            return ExprKind::Item(item);
        }
        if let (FAILURE, Some(depth), Writing::Sigil) = (x, scope.failure, writing) {
            return ExprKind::Failure(depth);
        }
        match &scope.payload {
            Some(payload) if self.is_payload_field(scope.machine, payload, x) => {
                self.read_field(scope, payload, name)
            }
            _ if self.is_set(scope.machine, x) => {
                ExprKind::Variable(self.intern_variable(scope.machine, name))
            }
            _ if self.is_instance_id(scope.machine, x) => self.read_instance_id(scope.machine),
            _ if x == FAILURE && writing == Writing::Sigil && scope.side == Side::Body => {
                self.report_stray_failure(scope, name)
            }
            Some(payload)
                if writing == Writing::Sigil && payload.source == Source::Outside && !payload.is_declared =>
            {
                self.read_field(scope, payload, name)
            }
            _ => ExprKind::Variable(self.intern_variable(scope.machine, name)),
        }
    }

    /// Whether a variable matches any value: no step and no `given:` sets it, and no event here carries it. The phrase of a fact may be
    /// another machine's, with that one's variables.
    pub(super) fn is_open(&self, scope: &Scope, path: &ast::Path) -> bool {
        scope.is_called
            && scope.payload.is_none()
            && !self.is_set(scope.machine, &path.root.text)
            && !self.is_instance_id(scope.machine, &path.root.text)
    }

    /// Reports a `$failure` where no failure is known.
    fn report_stray_failure(&mut self, scope: &Scope, name: &ast::Name) -> ExprKind {
        if !scope.is_below_unread {
            self.diags
                .report(Check::StrayFailure, name.span, "no failure is known here")
                .help("'$failure' is the text of the error, in a group that asks 'that failed'");
        }
        ExprKind::Text(String::new())
    }

    /// Whether plain words of this name can mean a variable here (reference#plain-word-operands).
    pub(super) fn has_variable(&self, scope: &Scope, name: &str) -> bool {
        if matches!(scope.side, Side::Rule { .. }) {
            return self.index.iter().any(|index| index.variables.contains_key(name));
        }
        let carried =
            scope.payload.as_ref().is_some_and(|payload| self.is_payload_field(scope.machine, payload, name));
        carried
            || scope.item(name).is_some()
            || self.is_set(scope.machine, name)
            || self.is_instance_id(scope.machine, name)
    }

    /// The first rule of reference#variable-lookup: the event is known to carry the field.
    fn is_payload_field(&self, machine: MachineId, payload: &Payload, x: &str) -> bool {
        if payload.is_declared {
            // A key, which may be sent undeclared, is a variable of the same value.
            return self.has_field(machine, payload.event, x) && !self.names.machines[machine].has_key(x);
        }
        let kept = &self.names.machines[machine].kept;
        payload.stated.contains(x)
            || kept.contains(&(payload.name.as_str(), x))
            || self.is_field_sent(machine, payload, x)
    }

    /// Whether anybody in the system sends `machine` this event.
    fn is_sent(&self, machine: MachineId, event: &str) -> bool {
        #[cfg(feature = "tools")]
        self.note_question(Question::Event(event));
        self.names.sends.is_sent(machine, event)
    }

    /// Whether somebody in the system who may be the sender of this event sends it with this field.
    fn is_field_sent(&self, machine: MachineId, Payload { name, from, .. }: &Payload, field: &str) -> bool {
        #[cfg(feature = "tools")]
        self.note_question(Question::Field(name, *from, field));
        self.names.sends.has_field(machine, name, *from, field)
    }

    /// The second rule of reference#variable-lookup: a handler or a scenario's `given:` sets the variable.
    fn is_set(&self, machine: MachineId, x: &str) -> bool {
        let parts = &self.names.machines[machine];
        parts.set.contains(x) || parts.given.contains(x) || parts.has_key(x)
    }

    /// The third rule: `$<machine>_id` (reference#instance-id).
    pub(super) fn is_instance_id(&self, machine: MachineId, x: &str) -> bool {
        x.strip_suffix("_id") == Some(self.names.machines[machine].name.text.as_str())
    }

    pub(super) fn read_instance_id(&mut self, machine: MachineId) -> ExprKind {
        self.model.machines[machine].uses_id = InstanceId::Used;
        ExprKind::InstanceId
    }

    fn read_field(&mut self, scope: &Scope, payload: &Payload, name: &ast::Name) -> ExprKind {
        self.note_own_id(scope.machine, payload.event, name);
        let field = self.intern_payload_field(scope.machine, payload.event, name);
        self.remarks.reads.push((scope.machine, payload.event, field));
        ExprKind::Payload(field)
    }

    /// The payload field of this name, added at its first mention.
    pub(super) fn intern_payload_field(
        &mut self,
        machine: MachineId,
        event: EventId,
        name: &ast::Name,
    ) -> FieldId {
        let fields = &mut self.model.machines[machine].events[event].fields;
        intern_field(fields, name)
    }

    /// The variable of this name, added at its first mention.
    pub(super) fn intern_variable(&mut self, machine: MachineId, name: &ast::Name) -> VariableId {
        let is = self.find_or_add_variable(machine, name);
        self.note_of(machine, || Asked::Variable { machine, name: name.clone(), is });
        is
    }

    fn find_or_add_variable(&mut self, machine: MachineId, name: &ast::Name) -> VariableId {
        if let Some(known) = self.index[machine].variables.get(&name.text) {
            return *known;
        }
        let parts = &self.names.machines[machine];
        let origin = match name.text.as_str() {
            x if parts.has_key(x) => Origin::Key,
            x if parts.set.contains(x) => Origin::Set,
            x if parts.given.contains(x) => Origin::Given,
            _ => Origin::NeverSet,
        };
        let variable = Variable { name: name.clone(), ty: UNTYPED, origin };
        let id = self.model.machines[machine].variables.push(variable);
        self.index[machine].variables.insert(name.text.clone(), id);
        id
    }
}

/// The field of this name, added at its first mention.
pub(super) fn intern_field(fields: &mut List<FieldId, PayloadField>, name: &ast::Name) -> FieldId {
    let known = fields.id_where(|field| field.name.text == name.text);
    known.unwrap_or_else(|| {
        fields.push(PayloadField { name: name.clone(), ty: UNTYPED, presence: Presence::Always })
    })
}
