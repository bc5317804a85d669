//! Lowering from syntax trees to the model: resolves every name of every body.
//!
//! Types are not known yet: every value is [`Type::Any`], and type annotations are kept as [`Annotation`]s for
//! `infer`. Accepted states are not known either. Events that have handlers are declared for all machines first, since
//! emits of any machine refer to them; everything else is added at its first mention.

mod address;
#[cfg(feature = "tools")]
mod again;
mod assertion;
mod condition;
mod crossings;
mod declared;
mod expr;
mod fact;
mod groups;
mod hints;
mod identity;
mod lines;
#[cfg(feature = "tools")]
mod names;
mod phrase;
mod remarks;
mod rules;
mod scope;
mod senders;
mod signs;
mod state;
mod step;
#[cfg(feature = "tools")]
mod text;

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use flow_syntax::ast;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::Sources;

use crate::collect::Collected;
use crate::list::List;
use crate::model::{
    Acceptance, Actor, ActorId, Ends, Event, EventId, Handler, HandlerId, InstanceId, Instances, Machine,
    MachineId, MessageId, Model, Party, PhraseId, Scenario, ScenarioId, ScenarioOrigin, StateId, Type,
    VariableId, Visibility,
};
use crate::slot::Slot;
#[cfg(feature = "tools")]
pub(crate) use again::{Earlier, Known, LoweredAgain, Taken, lower_again};
pub(crate) use fact::split_answer;
pub(crate) use lines::{LinePlace, Lines};
pub(crate) use phrase::phrase_function;
use remarks::Read;
pub(crate) use remarks::{Asked, Remarks};
use scope::{Scope, Side};
use senders::{senders, senders_with_given_first, tells_other_sender};
#[cfg(feature = "tools")]
pub(crate) use text::{Moves, Units};

/// The model without types, and the type annotations.
pub(crate) struct Lowered {
    pub(crate) model: Model,
    /// First those of the declarations of all machines, then those of each machine, then those of the rules.
    pub(crate) remarks: Vec<Remarks>,
}

/// A type that is written somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    pub(crate) slot: Slot,
    pub(crate) ty: ast::TypeName,
}

/// Resolves the bodies of all machines.
pub(crate) fn lower(sources: &Sources, names: &Collected<'_>, diags: &mut Diagnostics) -> Lowered {
    let mut lower = Lower::new(sources, names, diags);
    lower.declare_names();
    for machine in names.machines.ids() {
        lower.lower_machine(machine);
        lower.finish_remarks();
    }
    lower.finish()
}

/// Leaves no room for more in lists that have grown as their items were met.
fn shrink_model(model: &mut Model) {
    for machine in &mut model.machines {
        machine.handlers.shrink_to_fit();
        machine.phrases.shrink_to_fit();
        machine.events.shrink_to_fit();
        machine.events.iter_mut().for_each(|event| event.fields.shrink_to_fit());
    }
    for actor in &mut model.actors {
        actor.messages.shrink_to_fit();
        actor.messages.iter_mut().for_each(|message| message.fields.shrink_to_fit());
    }
}

/// The state of one [`lower`].
struct Lower<'p, 'd> {
    sources: &'p Sources,
    names: &'p Collected<'p>,
    diags: &'d mut Diagnostics,
    model: Model,
    /// The ids of the names of each machine.
    index: List<MachineId, Index>,
    /// The ids of the messages to each actor, by name.
    messages: List<ActorId, Map<String, MessageId>>,
    /// What the machine that is lowered leaves for later stages.
    remarks: Remarks,
    /// The remarks of the parts that are done.
    done: Vec<Remarks>,
    /// The machine that is lowered, if its questions about others are noted.
    noted: Option<MachineId>,
    /// The names that it has asked for.
    #[cfg(feature = "tools")]
    noted_names: names::Noted,
    /// The machines of which the steps above make a new instance, in the handler that is lowered.
    made: Set<MachineId>,
}

/// The ids of the names of one machine.
#[derive(Default)]
struct Index {
    states: Map<String, StateId>,
    /// The states of each group, in the order of its line.
    groups: Map<String, Vec<StateId>>,
    variables: Map<String, VariableId>,
    /// By name, each with its sender.
    events: Map<String, Vec<(Option<Party>, EventId)>>,
    phrases: Map<String, PhraseId>,
}

impl Index {
    /// The ids of the names of a finished machine.
    fn of(machine: &Machine) -> Self {
        let mut events: Map<String, Vec<(Option<Party>, EventId)>> = Map::new();
        for (id, of) in machine.events.entries() {
            events.entry(of.name.text.clone()).or_default().push((of.from, id));
        }
        Index {
            states: machine.states.entries().map(|(id, of)| (of.name.text.clone(), id)).collect(),
            groups: machine.groups.iter().map(|of| (of.name.text.clone(), of.states.clone())).collect(),
            variables: machine.variables.entries().map(|(id, of)| (of.name.text.clone(), id)).collect(),
            events,
            phrases: machine.phrases.entries().map(|(id, of)| (of.function.clone(), id)).collect(),
        }
    }

    /// The event of a name from this sender; `None` is any sender.
    fn event(&self, name: &str, from: Option<Party>) -> Option<EventId> {
        self.events.get(name)?.iter().find(|(sender, _)| *sender == from).map(|(_, event)| *event)
    }
}

impl<'p, 'd> Lower<'p, 'd> {
    fn new(sources: &'p Sources, names: &'p Collected<'p>, diags: &'d mut Diagnostics) -> Self {
        Lower {
            sources,
            names,
            diags,
            model: Model::default(),
            index: List::new(),
            messages: List::new(),
            remarks: Remarks::default(),
            done: Vec::new(),
            noted: None,
            #[cfg(feature = "tools")]
            noted_names: names::Noted::default(),
            made: Set::new(),
        }
    }
}

impl<'p> Lower<'p, '_> {
    /// Whoever `@name` is, for the machine that is lowered.
    fn party(&self, name: &str) -> Option<Party> {
        let party = self.names.party(name);
        #[cfg(feature = "tools")]
        self.note_party(name, party);
        party
    }

    /// The machine of this name, for the machine that is lowered.
    fn machine(&self, name: &str) -> Option<MachineId> {
        let machine = self.names.machine(name);
        #[cfg(feature = "tools")]
        machine.into_iter().for_each(|machine| self.note_machine(machine));
        machine
    }

    /// Adds all actors, all machines with their first states, and the events that have handlers.
    fn declare_names(&mut self) {
        self.model.name = self.names.system.cloned();
        let actors = self.names.actors.iter();
        self.model.actors =
            actors.map(|name| Actor { name: (*name).clone(), messages: List::new() }).collect();
        self.messages = self.model.actors.map(|_| Map::new());
        for parts in &self.names.machines {
            let machine = self.model.machines.push(Machine {
                name: parts.name.clone(),
                instances: Instances::default(),
                states: List::new(),
                initial: StateId(0),
                groups: Vec::new(),
                ends: Ends::default(),
                crossings: Vec::new(),
                uses_id: InstanceId::Unused,
                variables: List::new(),
                items: List::new(),
                events: List::new(),
                phrases: List::new(),
                scenarios: List::new(),
                handlers: List::new(),
                acceptance: Acceptance::default(),
            });
            self.index.push(Index::default());
            self.add_first_states(machine);
            self.add_instances(machine, parts.instances);
            for handler in parts.scenarios.iter().flat_map(|(_, scenario)| &scenario.handlers) {
                self.declare_event(machine, handler);
            }
            self.declare_fields(machine);
        }
        self.finish_remarks();
    }

    /// Puts the remarks of a part with those of the parts before it.
    fn finish_remarks(&mut self) {
        self.done.push(std::mem::take(&mut self.remarks));
    }

    /// The stages after all machines.
    fn finish(mut self) -> Lowered {
        self.lower_rules();
        self.finish_remarks();
        self.report_own_ids();
        self.add_told_ids();
        let reads = self.done.iter().flat_map(|remarks| &remarks.reads).copied().collect();
        self.report_undeclared_reads(&reads);
        self.share_fields(&reads);
        self.report_called_non_actions();
        shrink_model(&mut self.model);
        Lowered { model: self.model, remarks: self.done }
    }

    fn declare_event(&mut self, machine: MachineId, handler: &ast::Handler) {
        for from in senders(handler) {
            self.declare_event_from(machine, handler, from);
        }
    }

    fn declare_event_from(&mut self, machine: MachineId, handler: &ast::Handler, from: Option<&ast::Name>) {
        self.report_sender_as_name(from);
        let from = from.and_then(|from| self.names.party(&from.text));
        let event = self.intern_event(machine, &handler.event, from);
        if handler.visibility == Visibility::Public {
            self.model.machines[machine].events[event].visibility = Visibility::Public;
        }
    }

    /// The event of this name and sender, added at its first mention.
    fn intern_event(&mut self, machine: MachineId, name: &ast::Name, from: Option<Party>) -> EventId {
        if let Some(known) = self.index[machine].event(&name.text, from) {
            return known;
        }
        let id = self.model.machines[machine].events.push(Event {
            name: name.clone(),
            from,
            fields: List::new(),
            declared: None,
            sender_id: None,
            visibility: Visibility::Internal,
            handlers: Vec::new(),
        });
        self.index[machine].events.entry(name.text.clone()).or_default().push((from, id));
        id
    }

    /// The event that `machine` receives for this name from `from`: the entry of this sender, else that for any sender, else
    /// a new one.
    fn received_event(&mut self, machine: MachineId, name: &ast::Name, from: Party) -> EventId {
        let index = &self.index[machine];
        let known = index.event(&name.text, Some(from)).or_else(|| index.event(&name.text, None));
        let is = known.unwrap_or_else(|| self.intern_event(machine, name, Some(from)));
        self.note_of(machine, || Asked::Event { machine, name: name.clone(), from, is });
        is
    }

    /// Lowers the scenarios of one machine.
    fn lower_machine(&mut self, machine: MachineId) {
        let names = self.names;
        for (origin, scenario) in &names.machines[machine].scenarios {
            self.lower_scenario(machine, *origin, scenario);
        }
        self.lower_crossings(machine);
    }

    fn lower_scenario(&mut self, machine: MachineId, origin: ScenarioOrigin, scenario: &'p ast::Scenario) {
        let scope = Scope::of_story(machine, Side::Given);
        let given = self.lower_facts(&scope, &scenario.given);
        let id = self.model.machines[machine].scenarios.push(Scenario {
            name: scenario.name.clone(),
            origin,
            given,
            handlers: Vec::new(),
            expect: Vec::new(),
            span: scenario.span,
        });
        for handler in &scenario.handlers {
            let mut told = None;
            for from in senders_with_given_first(handler) {
                let handler = self.lower_handler(machine, id, handler, (from, told));
                told = told.or(Some(handler));
            }
        }
        let expect = self.lower_assertions(&Scope::of_story(machine, Side::Expect), &scenario.expect);
        self.model.machines[machine].scenarios[id].expect = expect;
    }

    /// The handler of a line for one sender; `beside` is the handler for the sender that stories use.
    fn lower_handler(
        &mut self,
        machine: MachineId,
        scenario: ScenarioId,
        handler: &'p ast::Handler,
        (from, beside): (Option<&'p ast::Name>, Option<HandlerId>),
    ) -> HandlerId {
        let party = from.and_then(|from| self.names.party(&from.text));
        let event = self.intern_event(machine, &handler.event, party);
        let scope = self.handler_scope(machine, event, handler);
        let said = handler.accepted.as_ref().map(|accepted| self.lower_explicit_states(machine, accepted));
        let given: Vec<&ast::Fact> = handler
            .given
            .iter()
            .filter(|fact| !self.is_given_sender(handler, fact) && !tells_other_sender(handler, from, fact))
            .gather();
        let given = self.lower_facts(&scope.with_side(Side::Given), given);
        self.made.clear();
        let body = self.lower_block(&scope, &handler.body);
        let expect = self.lower_assertions(&scope.with_side(Side::Expect), &handler.expect);
        let this = &mut self.model.machines[machine];
        let id = this.handlers.push(Handler {
            scenario,
            event,
            visibility: handler.visibility,
            beside,
            said,
            given,
            reaction: handler.reaction,
            own: body.len(),
            body,
            expect,
            span: handler.span,
        });
        if beside.is_none() {
            this.scenarios[scenario].handlers.push(id);
        }
        this.events[event].handlers.push(id);
        id
    }

    /// Keeps the type annotation of a slot, if there is one.
    fn add_annotation(&mut self, slot: Slot, ty: Option<&ast::TypeName>) {
        if let Some(ty) = ty {
            if let Some(machine) = ty.machine()
                && self.names.machine(&machine.text).is_none()
            {
                return self.report_no_machine(machine);
            }
            self.remarks.annotations.push(Annotation { slot, ty: ty.clone() });
        }
    }

    /// Gives events with a sender the fields that handlers of the same event without one read.
    fn share_fields(&mut self, reads: &Set<Read>) {
        for (id, machine) in self.model.machines.entries_mut() {
            for (name, known) in &self.index[id].events {
                let Some((_, any)) = known.iter().find(|(from, _)| from.is_none()) else { continue };
                let fields = machine.events[*any].fields.entries();
                let fields: Vec<_> = fields
                    .filter(|(field, _)| reads.contains(&(id, *any, *field)))
                    .map(|(_, field)| field.clone())
                    .gather();
                let named = machine.events.iter_mut().filter(|event| event.name.text == *name);
                for event in named.filter(|event| event.declared.is_none()) {
                    for field in &fields {
                        if !event.fields.iter().any(|known| known.name.text == field.name.text) {
                            event.fields.push(field.clone());
                        }
                    }
                }
            }
        }
    }
}

/// The type of a value before `infer` has run.
const UNTYPED: Type = Type::Any;
