//! The names at the head of a test: a machine or the system, a scenario, and a handler.
//!
//! In a test of the system, the first machine that has a scenario of the name is meant. Events are looked up among the
//! handlers of that scenario only, so that a case cannot start where its story never goes.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;

use super::{Place, Position, Resolver};
use crate::model::{Event, EventId, HandlerId, Machine, MachineId, Party, ScenarioId};
use crate::near::nearest;

impl Resolver<'_, '_> {
    /// The machines that a test is about.
    pub(super) fn opt_target(&mut self, target: &ast::TestTarget) -> Option<Vec<MachineId>> {
        let model = self.model;
        match target {
            ast::TestTarget::Machine(name) => {
                let found = model.machines.id_where(|machine| machine.name.text == name.text);
                if found.is_none() {
                    let names = model.machines.iter().map(|machine| machine.name.text.as_str());
                    let near = nearest(&name.text, names).map(|near| format!("@{near}"));
                    self.report_unknown(name, format!("there is no machine '@{}'", name.text), near);
                }
                found.map(|machine| vec![machine])
            }
            ast::TestTarget::System(name) => {
                let system = model.name.as_ref().map(|name| name.text.as_str());
                // Without a `system:`, each of its machines gives the program a name.
                let is_meant = match system {
                    Some(system) => system == name.text,
                    None => model.machines.iter().any(|machine| machine.name.text == name.text),
                };
                if is_meant {
                    return Some(model.machines.ids().gather());
                }
                let machines = model.machines.iter().map(|machine| machine.name.text.as_str());
                let near = system.map(str::to_owned);
                let near = near.or_else(|| nearest(&name.text, machines).map(str::to_owned));
                self.report_unknown(name, format!("there is no system '{}'", name.text), near);
                None
            }
        }
    }

    /// The scenario of this name; in a system, the first one.
    pub(super) fn opt_scenario(
        &mut self,
        machines: &[MachineId],
        name: &ast::Name,
    ) -> Option<(MachineId, ScenarioId)> {
        let model = self.model;
        let scenarios = machines.iter().flat_map(|id| {
            let scenarios = model.machines[*id].scenarios.entries();
            scenarios.filter_map(|(scenario, of)| Some((*id, scenario, of.name.as_ref()?)))
        });
        let scenarios: Vec<_> = scenarios.gather();
        if let Some((machine, scenario, _)) = scenarios.iter().find(|(.., known)| known.text == name.text) {
            return Some((*machine, *scenario));
        }
        let owner = match machines {
            [machine] => format!("'@{}' has", self.machine(*machine).name.text),
            _ => "the system has".to_owned(),
        };
        let near = nearest(&name.text, scenarios.iter().map(|(.., known)| known.text.as_str()));
        self.report_unknown(name, format!("{owner} no scenario '{}'", name.text), near.map(str::to_owned));
        None
    }

    /// The place of the cases of `for :borrow:` and `for :borrow to @loan:`.
    pub(super) fn opt_place(
        &mut self,
        machines: &[MachineId],
        (machine, scenario): (MachineId, ScenarioId),
        group: &ast::TestGroup,
        handler: &ast::TestHandler,
    ) -> Option<Place> {
        let Some(to) = &handler.to else {
            let position =
                self.opt_handler(machine, scenario, &handler.event, handler.nth).map(Position::Handler)?;
            return Some(Place { machine, scenario: Some(scenario), position });
        };
        let Some(other) = machines.iter().copied().find(|id| self.machine(*id).name.text == to.text) else {
            let names = machines.iter().map(|id| self.machine(*id).name.text.as_str());
            let near = nearest(&to.text, names).map(|near| format!("@{near}"));
            self.report_unknown(to, format!("there is no machine '@{}' here", to.text), near);
            return None;
        };
        let has_name =
            |name: &Option<ast::Name>| name.as_ref().is_some_and(|name| name.text == group.scenario.text);
        // A scenario of the same name that belongs to the other machine is meant rather than its part in this one.
        let own = self.machine(other).scenarios.id_where(|known| has_name(&known.name));
        if let Some(scenario) = own {
            let position =
                self.opt_handler(other, scenario, &handler.event, handler.nth).map(Position::Handler)?;
            return Some(Place { machine: other, scenario: Some(scenario), position });
        }
        let handler = self.opt_definition(other, &handler.event)?;
        let position = Position::OtherMachine(other, handler);
        Some(Place { machine, scenario: Some(scenario), position })
    }

    /// The first handler of a machine that is not a retelling and handles an event of this name.
    fn opt_definition(&mut self, machine: MachineId, event: &ast::Name) -> Option<HandlerId> {
        let definition = self.machine(machine);
        let found = definition.definitions().find(|(id, _)| event_name(definition, *id) == event.text);
        if let Some((handler, _)) = found {
            return Some(handler);
        }
        let near = nearest(&event.text, definition.events.iter().map(|event| event.name.text.as_str()));
        let near = near.map(|near| format!(":{near}"));
        let message = format!("'@{}' does not handle ':{}'", definition.name.text, event.text);
        self.report_unknown(event, message, near);
        None
    }

    /// The handler of a scenario that handles an event, by its position in the scenario.
    pub(super) fn opt_handler(
        &mut self,
        machine: MachineId,
        scenario: ScenarioId,
        event: &ast::Name,
        nth: Option<ast::Nth>,
    ) -> Option<usize> {
        let definition = self.machine(machine);
        let of = &definition.scenarios[scenario];
        let names: Vec<_> = of.handlers.iter().map(|id| event_name(definition, *id)).gather();
        let same: Vec<_> = (0..names.len()).filter(|at| names[*at] == event.text).gather();
        if let Some(nth) = nth.filter(|nth| nth.number > same.len() && !same.is_empty()) {
            let count = if same.len() == 1 { "once".to_owned() } else { format!("{} times", same.len()) };
            let message = format!("the scenario tells ':{}' {count}", event.text);
            self.diags.report(Name::UnknownName, nth.span, message);
            return None;
        }
        let found = same.get(nth.map_or(0, |nth| nth.number - 1)).copied();
        if found.is_none() {
            let near = nearest(&event.text, names.iter().copied()).map(|near| format!(":{near}"));
            let scenario = of.name.as_ref().map_or("", |name| &name.text);
            let message = format!("the scenario '{scenario}' does not handle ':{}'", event.text);
            self.report_unknown(event, message, near);
        }
        found
    }

    /// The event that a script sends, and the machine that handles it: the machine of the case, or else the first other one.
    pub(super) fn opt_event(
        &mut self,
        machine: MachineId,
        written: &ast::TestEvent,
    ) -> Option<(MachineId, EventId)> {
        let named = written.to.as_ref().map(|to| &to.machine);
        let others = self.model.machines.ids().filter(|other| *other != machine);
        let is_meant = |id: &MachineId| named.is_none_or(|to| self.machine(*id).name.text == to.text);
        let receivers = [machine].into_iter().chain(others).filter(is_meant);
        let mut events = receivers.filter_map(|id| Some((id, self.find_event(id, written)?)));
        let found = events.next();
        if found.is_none() {
            let receiver = named.and_then(|to| self.model.machines.id_where(|of| of.name.text == to.text));
            match (named, receiver) {
                (Some(to), None) => {
                    let names = self.model.machines.iter().map(|machine| machine.name.text.as_str());
                    let near = nearest(&to.text, names).map(|near| format!("@{near}"));
                    self.report_unknown(to, format!("there is no machine '@{}' here", to.text), near);
                }
                (_, receiver) => self.report_unhandled(receiver.unwrap_or(machine), written),
            }
        }
        found
    }

    /// The event of a machine with this name and sender. Without a sender, an event that has one is preferred. An event without a handler
    /// is meant only if the line names a machine or time as its sender: it is then in flight, or due.
    pub(super) fn find_event(&self, machine: MachineId, written: &ast::TestEvent) -> Option<EventId> {
        let wanted = written.from.as_ref().map(|from| from.machine.text.as_str());
        let fits = |event: &Event| {
            let from_wanted = match (wanted, event.from) {
                (None, _) | (_, None) => true,
                (Some(wanted), Some(from)) => self.party_name(from) == wanted,
            };
            event.name.text == written.event.text && from_wanted
        };
        let events = &self.machine(machine).events;
        let fitting = || events.entries().filter(|(_, event)| fits(event));
        let handled = || fitting().filter(|(_, event)| !event.handlers.is_empty());
        let with_sender = handled().find(|(_, event)| event.from.is_some());
        let found = with_sender.or_else(|| handled().next());
        let found = found.or_else(|| {
            let is_internal =
                |event: &Event| matches!(event.from, Some(Party::Machine(_) | Party::System | Party::Itself));
            fitting().find(|(_, event)| wanted.is_some() && is_internal(event))
        });
        found.map(|(event, _)| event)
    }

    /// Reports an event that no machine handles, with what the machine of the case handles instead.
    fn report_unhandled(&mut self, machine: MachineId, written: &ast::TestEvent) {
        let definition = self.machine(machine);
        let same_name = definition.events.iter().find(|event| event.name.text == written.event.text);
        let wanted = written.from.as_ref().map(|from| from.machine.text.as_str());
        let from = wanted.filter(|_| same_name.is_some());
        let from = from.map_or(String::new(), |from| format!(" from '@{from}'"));
        let message = format!("'@{}' does not handle ':{}'{from}", definition.name.text, written.event.text);
        if let (Some(event), Some(from)) = (same_name, &written.from) {
            let near = event.from.map(|from| format!("@{}", self.party_name(from)));
            self.report_unknown(&from.machine, message, near);
            return;
        }
        let names = definition.events.iter().map(|event| event.name.text.as_str());
        let near = nearest(&written.event.text, names).map(|near| format!(":{near}"));
        self.report_unknown(&written.event, message, near);
    }

    pub(super) fn party_name(&self, party: Party) -> &str {
        match party {
            Party::Machine(machine) => &self.machine(machine).name.text,
            Party::Actor(actor) => &self.model.actors[actor].name.text,
            Party::System => "system",
            Party::Itself => "self",
        }
    }
}

fn event_name(machine: &Machine, handler: HandlerId) -> &str {
    &machine.events[machine.handlers[handler].event].name.text
}
