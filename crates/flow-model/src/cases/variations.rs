//! The variations of a case: facts, payloads, variables, answers, failures, and the events after its story.
//!
//! Names are looked up in the machine of the case. Guard phrases and actions that it does not have may belong to the other
//! machines of the system. Lines that do not fit the position of the case are reported.

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map};

use super::{
    AfterHandler, AssumedPhrase, ExpectedRefusal, FailingAction, PayloadValue, Place, Position, Resolver,
    ScriptedEvent, ScriptedKind, ScriptedStep, TestCase,
};
use crate::lower::{LinePlace, Lines};
use crate::model::{Assertion, Call, ConditionKind, EventId, HandlerId, MachineId, Party, Span, Which};

const GIVEN_OF_OTHER_MACHINE: &str =
    "another machine sends this event: set what it carries with 'with event:'";

impl Resolver<'_, '_> {
    /// Resolves all lines of a case.
    pub(super) fn resolve_lines(&mut self, place: Place, case: &ast::TestCase) -> TestCase {
        let mut resolved = TestCase {
            name: case.name.clone(),
            machine: place.machine,
            scenario: place.scenario,
            position: place.position,
            given: Vec::new(),
            given_elsewhere: Vec::new(),
            handler_given: Vec::new(),
            payload: Vec::new(),
            context: Vec::new(),
            assumed: Vec::new(),
            throws: Vec::new(),
            after: Vec::new(),
            script: Vec::new(),
            expect: Vec::new(),
            system_expect: Vec::new(),
            undecided: Vec::new(),
            span: case.span,
        };
        self.vary_scenario(&mut resolved, place, case);
        match place.position {
            Position::Whole => self.vary_events(&mut resolved, place, case),
            Position::Handler(at) => {
                if let Some(of) = self.opt_scenario_of(place) {
                    self.vary_handler(&mut resolved, place.machine, of.handlers[at], case);
                }
            }
            Position::OtherMachine(machine, handler) => {
                self.vary_handler(&mut resolved, machine, handler, case);
                self.report_misplaced(case.with_given.first().map(|fact| fact.span), GIVEN_OF_OTHER_MACHINE);
            }
        }
        resolved
    }

    /// `with scenario:` and `assume:`.
    fn vary_scenario(&mut self, resolved: &mut TestCase, place: Place, case: &ast::TestCase) {
        let at = LinePlace { machine: place.machine, handler: None };
        for fact in &case.with_scenario {
            if place.scenario.is_none() {
                self.add_system_fact(resolved, place, fact);
            } else {
                resolved.given.extend(self.lines.opt_fact(at, fact, self.diags));
            }
        }
        self.vary_answers(resolved, place, case);
    }

    /// `assume:`; each phrase has one answer.
    fn vary_answers(&mut self, resolved: &mut TestCase, place: Place, case: &ast::TestCase) {
        let mut assumed = Map::new();
        for assumption in &case.assume {
            match assumption {
                ast::Assumption::Guard { condition, answer, span } => {
                    let found = self.opt_assumed(place, condition, *answer, *span);
                    if let Some(found) = found {
                        self.report_assumed_twice(&mut assumed, &found.call, *span);
                        resolved.assumed.push(found);
                    }
                }
                ast::Assumption::Fact(fact) => self.add_system_fact(resolved, place, fact),
                ast::Assumption::Throws { action, message, span } => {
                    let action =
                        self.opt_in_any(place, |lines, at, diags| lines.opt_failing(at, action, diags));
                    if let Some((machine, call)) = action {
                        self.report_assumed_twice(&mut assumed, &call, *span);
                        resolved.throws.push(FailingAction { machine, call, message: message.text.clone() });
                    }
                }
            }
        }
    }

    /// Reports a second assumption about one phrase, with the same arguments.
    fn report_assumed_twice(&mut self, assumed: &mut Map<String, Span>, call: &Call, span: Span) {
        let first = *assumed.entry(call.words.to_string()).or_insert(span);
        if first != span {
            let message = format!("this test assumes twice what '{}' does", call.words);
            self.diags.report(Name::DuplicateName, span, message).label(first, "first here");
        }
    }

    /// `? reader is trusted = false`.
    fn opt_assumed(
        &mut self,
        place: Place,
        condition: &ast::Condition,
        answer: bool,
        span: Span,
    ) -> Option<AssumedPhrase> {
        let found = self.opt_in_any(place, |lines, at, diags| lines.opt_condition(at, condition, diags));
        let (machine, condition) = found?;
        let fixed = fixed_phrase(&condition.kind, answer);
        if fixed.is_none() {
            self.report_no_phrase(span);
        }
        fixed.map(|(call, holds)| AssumedPhrase { machine, call: call.clone(), holds, span })
    }

    /// Resolves a line in the machine of a case or, if that does not know its names, in another machine of the system. If none
    /// does, the names that the machine of the case lacks are reported.
    pub(super) fn opt_in_any<R>(
        &mut self,
        place: Place,
        mut find: impl FnMut(&mut Lines<'_>, LinePlace, &mut Diagnostics) -> Option<R>,
    ) -> Option<(MachineId, R)> {
        let own = self.line_place(place);
        let others = self.model.machines.ids().filter(|machine| *machine != own.machine);
        let others = others.map(|machine| LinePlace { machine, handler: None });
        let mut discarded = Diagnostics::default();
        for at in [own].into_iter().chain(others) {
            if let Some(found) = find(&mut self.lines, at, &mut discarded) {
                return Some((at.machine, found));
            }
        }
        find(&mut self.lines, own, self.diags);
        None
    }

    /// `with given:`, `with event:`, `with context:` and the assertions of a case about one handler.
    fn vary_handler(
        &mut self,
        resolved: &mut TestCase,
        machine: MachineId,
        handler: HandlerId,
        case: &ast::TestCase,
    ) {
        let at = LinePlace { machine, handler: Some(handler) };
        for fact in &case.with_given {
            resolved.handler_given.extend(self.lines.opt_fact(at, fact, self.diags));
        }
        let event = self.machine(machine).handlers[handler].event;
        for set in &case.with_event {
            resolved.payload.extend(self.opt_field(machine, event, &set.name, &set.value));
        }
        for set in &case.with_context {
            resolved.context.extend(self.lines.opt_context(machine, &set.name, &set.value, self.diags));
        }
        (resolved.expect, resolved.undecided) = self.resolve_assertions(at, case);
        self.report_misplaced(
            case.script.first().map(step_span),
            "a test of one handler has no further events",
        );
    }

    /// The events and the assertions of a case about a whole scenario.
    fn vary_events(&mut self, resolved: &mut TestCase, place: Place, case: &ast::TestCase) {
        let mut afters = Map::new();
        for step in &case.script {
            let (kind, event) = match step {
                ast::TestStep::After(event) => {
                    if let Some(after) = self.opt_after(place, event) {
                        self.report_after_twice(&mut afters, after.handler, event);
                        resolved.after.push(after);
                    }
                    continue;
                }
                ast::TestStep::Wait(length) => {
                    let length = self.lines.opt_length(place.machine, length, self.diags);
                    resolved.script.extend(length.map(ScriptedStep::Wait));
                    continue;
                }
                ast::TestStep::Receive(event) => (ScriptedKind::Receive, event),
                ast::TestStep::Then(event) => (ScriptedKind::Then, event),
            };
            resolved.script.extend(self.opt_scripted_step(place, kind, event));
        }
        if place.scenario.is_none() {
            (resolved.system_expect, resolved.undecided) = self.resolve_system_assertions(place, case);
        } else {
            let at = LinePlace { machine: place.machine, handler: None };
            (resolved.expect, resolved.undecided) = self.resolve_assertions(at, case);
        }
        move_assertions(resolved);
        let of_handler = case.with_event.first().or(case.with_context.first()).map(|set| set.span);
        let of_handler = of_handler.or(case.with_given.first().map(|fact| fact.span));
        self.report_misplaced(of_handler, "this belongs to a test of one handler, under 'for :event:'");
    }

    /// Reports a second `after` about one handler.
    fn report_after_twice(&mut self, afters: &mut Map<usize, Span>, handler: usize, event: &ast::TestEvent) {
        let first = *afters.entry(handler).or_insert(event.span);
        if first != event.span {
            let message = format!("this test goes on after ':{}' twice", event.event.text);
            self.diags.report(Name::DuplicateName, event.span, message).label(first, "first here");
        }
    }

    /// `after :borrow with days: 3`.
    fn opt_after(&mut self, place: Place, written: &ast::TestEvent) -> Option<AfterHandler> {
        let Some((scenario, of)) = place.scenario.zip(self.opt_scenario_of(place)) else {
            self.report_misplaced(
                Some(written.span),
                "a test of the system has no scenario whose events come before",
            );
            return None;
        };
        let handler = self.opt_handler(place.machine, scenario, &written.event, written.nth)?;
        let event = self.machine(place.machine).handlers[of.handlers[handler]].event;
        Some(AfterHandler { handler, payload: self.resolve_fields(place.machine, event, &written.with) })
    }

    /// A `receive` or `then`: of an event that a machine takes or, for a `then`, of what a machine sends to an actor outside.
    fn opt_scripted_step(
        &mut self,
        place: Place,
        kind: ScriptedKind,
        written: &ast::TestEvent,
    ) -> Option<ScriptedStep> {
        if let (ScriptedKind::Then, Some(to)) = (kind, &written.to) {
            let model = self.model;
            if model.machines.id_where(|machine| machine.name.text == to.machine.text).is_none()
                && let Some(actor) = model.actors.id_where(|actor| actor.name.text == to.machine.text)
            {
                return self.opt_sent(actor, written).map(ScriptedStep::Sent);
            }
        }
        if place.scenario.is_none() {
            self.check_one_receiver(written)?;
        }
        self.opt_scripted(place.machine, kind, written).map(ScriptedStep::Event)
    }

    fn opt_scripted(
        &mut self,
        machine: MachineId,
        kind: ScriptedKind,
        written: &ast::TestEvent,
    ) -> Option<ScriptedEvent> {
        let (machine, event) = self.opt_event(machine, written)?;
        let payload = self.resolve_fields(machine, event, &written.with);
        let from = match &written.from {
            Some(from) => Some(self.opt_sender(from)?),
            None => None,
        };
        let which = written.to.as_ref().map_or(Which::Unsaid, |to| to.which.clone());
        let turned_away = match &written.turned_away {
            Some(refusal) => Some(self.opt_refusal(machine, refusal)?),
            None => None,
        };
        let span = written.span;
        Some(ScriptedEvent { kind, from, machine, which, event, payload, turned_away, span })
    }

    /// The sender of a scripted event. Only machines have instances that can be named.
    pub(super) fn opt_sender(&mut self, from: &ast::Members) -> Option<(Party, Which)> {
        let name = from.machine.text.as_str();
        let machine = self.model.machines.id_where(|machine| machine.name.text == name);
        let actor = || self.model.actors.id_where(|actor| actor.name.text == name);
        let party = match (machine, name) {
            (Some(machine), _) => Party::Machine(machine),
            (None, "system") => Party::System,
            (None, "self") => Party::Itself,
            (None, _) => Party::Actor(actor()?),
        };
        if from.which != Which::Unsaid && machine.is_none() {
            let message = format!("'@{name}' is no machine of the system, so it has no instances");
            self.report_unknown(&from.machine, message, None);
            return None;
        }
        Some((party, from.which.clone()))
    }

    /// `is refused with "too late"`.
    fn opt_refusal(&mut self, machine: MachineId, refusal: &ast::TestRefusal) -> Option<ExpectedRefusal> {
        let with = match &refusal.with {
            Some(text) => Some(self.lines.opt_text(machine, text, self.diags)?),
            None => None,
        };
        Some(ExpectedRefusal { how: refusal.how, with })
    }

    fn resolve_fields(
        &mut self,
        machine: MachineId,
        event: EventId,
        fields: &[ast::Field],
    ) -> Vec<PayloadValue> {
        let fields = fields.iter();
        fields.filter_map(|field| self.opt_field(machine, event, &field.name, &field.value)).gather()
    }

    fn opt_field(
        &mut self,
        machine: MachineId,
        event: EventId,
        name: &ast::Name,
        value: &ast::Expr,
    ) -> Option<PayloadValue> {
        let (_, value) = self.lines.opt_payload(machine, event, name, value, self.diags)?;
        Some(PayloadValue { field: name.text.clone(), value })
    }

    fn report_no_phrase(&mut self, span: Span) {
        self.diags
            .report(Name::MisplacedLine, span, "this guard is no phrase: what it asks is worked out")
            .help("'with context:' and 'with scenario:' set the variables that it reads");
    }

    pub(super) fn report_misplaced(&mut self, span: Option<Span>, message: &str) {
        if let Some(span) = span {
            self.diags.report(Name::MisplacedLine, span, message);
        }
    }
}

/// Moves the assertions that are above a step into the script: they are judged where they are written.
fn move_assertions(case: &mut TestCase) {
    let Some(end) = case.script.last().map(|last| last.span().start) else { return };
    let is_above = |assertion: &Assertion| assertion.span.start < end;
    let own = std::mem::take(&mut case.expect).into_iter().map(|assertion| (case.machine, assertion));
    let (above, below): (Vec<_>, Vec<_>) = own.partition(|(_, assertion)| is_above(assertion));
    case.expect = below.into_iter().map(|(_, assertion)| assertion).gather();
    let of_system = std::mem::take(&mut case.system_expect).into_iter();
    let (system_above, system_below): (Vec<_>, Vec<_>) =
        of_system.partition(|(_, assertion)| is_above(assertion));
    case.system_expect = system_below;
    let moved = above.into_iter().chain(system_above);
    case.script.extend(moved.map(|(machine, assertion)| ScriptedStep::Expect(machine, assertion)));
    ordered::sort_by_key(&mut case.script, |step| step.span().start);
}

fn step_span(step: &ast::TestStep) -> Span {
    match step {
        ast::TestStep::Wait(length) => length.span,
        ast::TestStep::After(event) | ast::TestStep::Receive(event) | ast::TestStep::Then(event) => {
            event.span
        }
    }
}

/// The phrase that an assumption answers, and its answer.
fn fixed_phrase(kind: &ConditionKind, answer: bool) -> Option<(&Call, bool)> {
    match kind {
        ConditionKind::Call(call) => Some((call, answer)),
        ConditionKind::Not(inner) => fixed_phrase(&inner.kind, !answer),
        _ => None,
    }
}
