//! The names in test files (reference#test-files).
//!
//! A case is about the story of a scenario, so its lines name what that scenario's machine and the tested handler have. Who gets the
//! events of its script has been found when the case was resolved; for a case with errors, it is whoever handles such an event.

use flow_syntax::ast;

use super::walk::{Place, Walk};
use super::{Role, Symbol};
use crate::model::MachineId;

impl<'p> Walk<'p> {
    pub(super) fn visit_test(&mut self, test: &'p ast::Test) {
        let machines: Vec<MachineId> = match &test.target {
            ast::TestTarget::Machine(name) => {
                self.note_party(name);
                self.find_machine(&name.text).into_iter().collect()
            }
            ast::TestTarget::System(name) => {
                self.note(name.span, vec![Symbol::System], Role::Read);
                self.model.machines.ids().collect()
            }
        };
        let first = machines.first().copied();
        for case in &test.cases {
            self.visit_case(&Place::of(first, &[]), case);
        }
        for group in &test.groups {
            self.visit_group(&machines, group);
        }
    }

    /// The cases below the headers of a file that cannot be read: of tests, of scenarios in them, of handlers in those. Their machine is that
    /// of the test around them.
    pub(super) fn visit_unread_tests(&mut self, file: &'p ast::File) {
        for unread in &file.unread_tests {
            let machines = self.find_machines_around(file, unread);
            let place = Place::of(machines.first().copied(), &[]);
            unread.cases.iter().for_each(|case| self.visit_case(&place, case));
            unread.groups.iter().for_each(|group| self.visit_group(&machines, group));
        }
    }

    /// The machines of the test around an unreadable header; of an unreadable test the only machine, if there is one only.
    fn find_machines_around(&self, file: &'p ast::File, unread: &ast::Test) -> Vec<MachineId> {
        let is_test = self.program.sources.text(unread.span).trim_start().starts_with("test:");
        let around = file.tests.iter().rfind(|test| !is_test && test.span.start <= unread.span.start);
        match around.map(|test| &test.target) {
            Some(ast::TestTarget::Machine(name)) => self.find_machine(&name.text).into_iter().collect(),
            Some(ast::TestTarget::System(_)) => self.model.machines.ids().collect(),
            None => self.model.machines.ids().filter(|_| self.model.machines.len() == 1).collect(),
        }
    }

    fn visit_group(&mut self, machines: &[MachineId], group: &'p ast::TestGroup) {
        let name = group.scenario.text.as_str();
        let has = |machine: &&MachineId| self.scenarios.contains_key(&(**machine, name));
        let owners: Vec<MachineId> = machines.iter().filter(has).copied().collect();
        // Of a system, machines that have a scenario of this name can all be meant.
        let owner = owners.first().or(machines.first()).copied();
        let all = if owners.is_empty() { Vec::from_iter(owner) } else { owners };
        let symbol = |machine: &MachineId| Symbol::Scenario {
            machine: self.machine_name(Some(*machine)),
            name: name.to_owned(),
        };
        let symbols = all.iter().map(symbol).collect();
        self.note(group.scenario.span, symbols, Role::Read);
        let told = self.find_handlers(owner, name);
        for case in &group.cases {
            self.visit_case(&Place::of(owner, told), case);
        }
        for handler in &group.handlers {
            let machine = match &handler.to {
                Some(to) => self.find_machine(&to.text).or(owner),
                None => owner,
            };
            self.note_event(&[self.machine_name(machine)], &handler.event, Role::Read);
            handler.to.iter().for_each(|to| self.note_party(to));
            let told = self.find_handlers(machine.or(owner), name);
            let tested = told.iter().filter(|of| of.event.text == handler.event.text);
            let tested = tested.clone().nth(handler.nth.map_or(0, |nth| nth.number.saturating_sub(1)));
            for case in &handler.cases {
                self.visit_case(&Place { handler: tested, ..Place::of(machine, told) }, case);
            }
        }
    }

    fn find_handlers(&self, machine: Option<MachineId>, scenario: &str) -> &'p [ast::Handler] {
        let scenario = machine.and_then(|machine| self.scenarios.get(&(machine, scenario)));
        scenario.map_or(&[], |scenario| &scenario.handlers)
    }

    fn visit_case(&mut self, place: &Place<'p>, case: &'p ast::TestCase) {
        let story = Place { handler: None, ..place.clone() };
        case.with_scenario.iter().for_each(|fact| self.visit_fact(&story, fact));
        case.with_given.iter().for_each(|fact| self.visit_fact(place, fact));
        for set in &case.with_event {
            let event = place.handler.map(|handler| handler.event.text.clone()).unwrap_or_default();
            let fields = self.fields(&[self.machine_name(place.machine)], &event, &set.name.text);
            self.note(set.name.span, fields, Role::Write);
            self.visit_value(&story, &set.value);
        }
        for set in &case.with_context {
            let symbol = self.own_variable(place.machine, &set.name.text);
            self.note(set.name.span, vec![symbol], Role::Write);
            self.visit_value(&story, &set.value);
        }
        for assumption in &case.assume {
            match assumption {
                ast::Assumption::Guard { condition, .. } => self.visit_condition(place, condition),
                ast::Assumption::Throws { action, .. } => self.visit_phrase(place, action),
                ast::Assumption::Fact(fact) => self.visit_fact(&story, fact),
            }
        }
        for step in &case.script {
            match step {
                ast::TestStep::After(event) => {
                    let own = self.machine_name(place.machine);
                    self.visit_test_event(&story, &[own], event);
                }
                ast::TestStep::Receive(event) | ast::TestStep::Then(event) => {
                    let receivers = self.test_receivers(&story, event);
                    self.visit_test_event(&story, &receivers, event);
                }
                ast::TestStep::Wait(length) => self.visit_value(&story, &length.amount),
            }
        }
        case.expect.iter().for_each(|line| self.visit_assertion(place, line));
    }

    fn test_receivers(&self, place: &Place<'p>, event: &ast::TestEvent) -> Vec<String> {
        if let Some(receiver) = self.meanings.scripted(event.span) {
            return vec![receiver.clone()];
        }
        match &event.to {
            Some(to) => self.receivers(place, &to.machine),
            None => self.takers(place, &event.event.text, None),
        }
    }

    fn visit_test_event(&mut self, place: &Place<'p>, receivers: &[String], event: &'p ast::TestEvent) {
        self.note_event(receivers, &event.event, Role::Read);
        for members in event.from.iter().chain(&event.to) {
            self.note_party(&members.machine);
        }
        self.visit_payload(place, receivers, &event.event.text, &event.with);
        let refusal = event.turned_away.iter().flat_map(|refusal| &refusal.with);
        refusal.for_each(|text| self.visit_value(place, text));
    }
}
