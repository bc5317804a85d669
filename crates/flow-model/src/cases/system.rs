//! Cases of a whole system (reference#system-tests): facts, assertions and messages of any of its machines.
//!
//! Such a case has no machine of its own, so each line is looked up in all machines. A variable that several of them have is
//! reported, and so is a subject that names none: what a line means never depends on the order of the machines.

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;

use super::{Place, Resolver, SentMessage, TestCase};
use crate::lower::LinePlace;
use crate::model::{
    ActorId, Assertion, ExprKind, Fact, FactKind, MachineId, MessageId, Party, Span, Step, Target, Which,
};
use crate::names::identifier;
use crate::near::nearest;
use crate::visit;

impl Resolver<'_, '_> {
    /// The machine that takes the first event of a case: the story of the case is from its side.
    pub(super) fn find_first_machine(&self, case: &ast::TestCase) -> MachineId {
        let events = case.script.iter().filter_map(|step| match step {
            ast::TestStep::Receive(event) | ast::TestStep::Then(event) => Some(event),
            ast::TestStep::After(_) | ast::TestStep::Wait(_) => None,
        });
        let mut takers = events.filter_map(|written| self.list_takers(written).first().copied());
        takers.next().unwrap_or(MachineId(0))
    }

    /// The machines that handle an event, or the one that the line names.
    fn list_takers(&self, written: &ast::TestEvent) -> Vec<MachineId> {
        let named = written.to.as_ref().map(|to| &to.machine.text);
        let is_meant = |id: &MachineId| {
            named.is_none_or(|to| self.machine(*id).name.text == *to)
                && self.find_event(*id, written).is_some()
        };
        self.model.machines.ids().filter(is_meant).gather()
    }

    /// Reports an event that several machines handle, if the line names none of them.
    pub(super) fn check_one_receiver(&mut self, written: &ast::TestEvent) -> Option<()> {
        let takers = self.list_takers(written);
        let [first, second, ..] = takers[..] else { return Some(()) };
        let (first, second) = (&self.machine(first).name.text, &self.machine(second).name.text);
        let message = format!("'@{first}' and '@{second}' both handle ':{}'", written.event.text);
        let (at, before) = match &written.from {
            Some(from) => (from.machine.span, format!("@{}", from.machine.text)),
            None => (written.event.span, format!(":{}", written.event.text)),
        };
        let report = self.diags.report(Name::UnknownName, written.event.span, message);
        // An instance of the sender is named between the two.
        if written.from.as_ref().is_none_or(|from| from.which == Which::Unsaid) {
            let line = |to: &str| format!("{before} to @{to}");
            report.write("write", at, line(first)).write("or", at, line(second));
        }
        None
    }

    /// `then :pay from @order to @bank`.
    pub(super) fn opt_sent(&mut self, actor: ActorId, written: &ast::TestEvent) -> Option<SentMessage> {
        let to = &self.model.actors[actor];
        let Some(message) = to.messages.id_where(|message| message.name.text == written.event.text) else {
            let near = nearest(&written.event.text, to.messages.iter().map(|sent| sent.name.text.as_str()));
            let near = near.map(|near| format!(":{near}"));
            let message = format!("nothing sends ':{}' to '@{}'", written.event.text, to.name.text);
            self.report_unknown(&written.event, message, near);
            return None;
        };
        let from = match &written.from {
            Some(from) => match self.opt_sender(from)? {
                (Party::Machine(machine), which) if self.sends(machine, actor, message) => {
                    Some((machine, which))
                }
                _ => {
                    let (from, event) = (&from.machine, &written.event.text);
                    let message = format!("'@{}' never sends ':{event}' to '@{}'", from.text, to.name.text);
                    self.report_unknown(from, message, None);
                    return None;
                }
            },
            None => None,
        };
        let value = written.with.first().map(|field| field.name.span);
        self.report_misplaced(
            value,
            "what an actor outside gets is not set here: assertions say what it was",
        );
        let refused = written.turned_away.as_ref().map(|refusal| refusal.span);
        self.report_misplaced(refused, "an actor outside rejects nothing");
        Some(SentMessage { from, actor, message, span: written.span })
    }

    fn sends(&self, machine: MachineId, actor: ActorId, message: MessageId) -> bool {
        let mut found = false;
        let mut note = |step: &Step| {
            found |= matches!(step, Step::Emit(emit) if emit.target == Target::Actor(actor, message));
        };
        let definition = self.machine(machine);
        definition.handlers.iter().for_each(|handler| visit::steps(&handler.body, &mut note));
        definition.crossings.iter().for_each(|crossing| visit::steps(&crossing.body, &mut note));
        found
    }

    /// Adds a fact of any machine of the system: that of the case, or the first other one that knows its names.
    pub(super) fn add_system_fact(&mut self, resolved: &mut TestCase, place: Place, fact: &ast::Fact) {
        if place.scenario.is_none() {
            let subject = match &fact.kind {
                ast::FactKind::InState { subject, .. } => Some(subject),
                _ => None,
            };
            let variable = match &fact.kind {
                ast::FactKind::Variable { variable, .. } => Some(variable),
                _ => None,
            };
            if subject.is_some_and(|subject| !self.check_subject(subject))
                || variable.is_some_and(|variable| !self.check_one_owner(variable))
            {
                return;
            }
        }
        let found = self.opt_in_any(place, |lines, at, diags| lines.opt_fact(at, fact, diags));
        match found {
            Some((machine, fact)) if machine == place.machine => resolved.given.push(fact),
            Some((machine, fact)) => match fact.kind {
                FactKind::Variable(variable, value) => {
                    let kind = FactKind::VariableOf(machine, Which::Unsaid, variable, value);
                    resolved.given.push(Fact { kind, span: fact.span });
                }
                _ => resolved.given_elsewhere.push((machine, fact)),
            },
            None => {}
        }
    }

    /// Whether the subject of a state names a machine; reported if not.
    fn check_subject(&mut self, subject: &ast::Name) -> bool {
        let machines = &self.model.machines;
        let name = identifier(&subject.text);
        if machines.len() == 1 || machines.iter().any(|machine| machine.name.text == name) {
            return true;
        }
        let near = nearest(&name, machines.iter().map(|machine| machine.name.text.as_str()));
        let near = near.map(|near| near.to_owned());
        self.report_unknown(subject, format!("no machine of this system is called '{}'", subject.text), near);
        false
    }

    /// Whether only one machine has a variable; reported if several have it.
    fn check_one_owner(&mut self, variable: &ast::Name) -> bool {
        let has = |id: &MachineId| {
            let mut variables = self.machine(*id).variables.iter();
            variables.any(|known| known.name.text == variable.text)
        };
        let owners: Vec<MachineId> = self.model.machines.ids().filter(has).gather();
        self.report_owners(&owners, variable.span, &variable.text)
    }

    fn report_owners(&mut self, owners: &[MachineId], span: Span, variable: &str) -> bool {
        let &[first, second, ..] = owners else { return true };
        let (first, second) = (&self.machine(first).name.text, &self.machine(second).name.text);
        let message = format!("'@{first}' and '@{second}' both have a variable '${variable}'");
        let owned = |machine: &str| format!("${variable} of @{machine}");
        let (of_first, of_second) = (owned(first), owned(second));
        self.diags
            .report(Name::UnknownName, span, message)
            .write("write", span, of_first)
            .write("or", span, of_second);
        false
    }

    /// The assertions that can be judged, each with the machine that defines its names, and the lines of those that cannot.
    pub(super) fn resolve_system_assertions(
        &mut self,
        place: Place,
        case: &ast::TestCase,
    ) -> (Vec<(MachineId, Assertion)>, Vec<Span>) {
        let (mut assertions, mut undecided) = (Vec::new(), Vec::new());
        for line in &case.expect {
            let reported = self.diags.count();
            let subject = match &line.kind {
                ast::AssertionKind::History { subject, .. }
                | ast::AssertionKind::LeftWaiting { subject, .. } => Some(subject),
                ast::AssertionKind::Condition(condition) => match &condition.kind {
                    ast::ConditionKind::InState { subject, .. } => Some(subject),
                    _ => None,
                },
                _ => None,
            };
            if subject.is_some_and(|subject| !self.check_subject(subject)) {
                continue;
            }
            match self.opt_system_assertion(place, line) {
                Some(found) => assertions.push(found),
                None if self.diags.count() == reported => undecided.push(line.span),
                None => {}
            }
        }
        (assertions, undecided)
    }

    /// An assertion, looked up in every machine. If several have its variables, it is reported.
    fn opt_system_assertion(
        &mut self,
        place: Place,
        line: &ast::Assertion,
    ) -> Option<(MachineId, Assertion)> {
        if let ast::AssertionKind::Called { action, .. } = &line.kind {
            let (machine, _) =
                self.opt_in_any(place, |lines, at, diags| lines.opt_called(at, action, diags))?;
            let at = LinePlace { machine, handler: None };
            return self.lines.opt_assertion(at, line, self.diags).map(|found| (machine, found));
        }
        let own = LinePlace { machine: place.machine, handler: None };
        self.check_names(own, &line.kind);
        let mut found: Vec<(MachineId, Assertion)> = Vec::new();
        let others = self.model.machines.ids().filter(|machine| *machine != place.machine);
        for machine in [place.machine].into_iter().chain(others) {
            let mut discarded = Diagnostics::default();
            let at = LinePlace { machine, handler: None };
            let assertion = self.lines.opt_assertion(at, line, &mut discarded);
            found.extend(assertion.filter(|_| discarded.count() == 0).map(|assertion| (machine, assertion)));
        }
        let read = found.iter().filter_map(|(machine, assertion)| {
            find_own_variable(assertion).map(|variable| (*machine, variable))
        });
        let (owners, variables): (Vec<MachineId>, Vec<Span>) = read.unzip();
        if let Some(variable) = variables.first() {
            let text = self.lines.text(*variable).trim_start_matches('$').to_owned();
            if !self.report_owners(&owners, *variable, &text) {
                return None;
            }
        }
        if found.is_empty() {
            self.lines.opt_assertion(own, line, self.diags);
        }
        found.into_iter().next()
    }
}

/// The place of a variable of its own machine that an assertion reads.
fn find_own_variable(assertion: &Assertion) -> Option<Span> {
    let mut found = None;
    visit::assertion_exprs(std::slice::from_ref(assertion), &mut |expr| {
        if let ExprKind::Variable(_) = expr.kind {
            found = found.or(Some(expr.span));
        }
    });
    found
}
