//! What a case changes in its story: facts, answers, payloads, and the events it lets happen (language.md §11).
//!
//! A fact takes the place of one about the same thing, so that `cart is empty` replaces `cart contains:`. Whatever a case
//! names is looked up in its machine first, then in the others of the system.

use flow_model::model::{Call, ConditionKind, EventId, Expr, Fact, FactKind, Machine, MachineId, Span};
use flow_model::{LinePlace, Lines};
use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};

use super::{At, Place, Tests};
use crate::facts::same_subject;
use crate::tell::{Assumed, Cue, CueKind, Story, Turn};

const GIVEN_ASIDE: &str = "another machine sends this event: set what it carries with 'with event:'";

impl Tests<'_, '_, '_> {
    /// The story as a case tells it, and the last turn of the scenario that belongs to it.
    pub(super) fn story(&mut self, place: Place, case: &ast::TestCase) -> (Story, Option<usize>) {
        let mut story = Story::of(self.runnable, place.machine, place.scenario);
        story.turns.iter_mut().for_each(|turn| turn.expect.clear());
        story.expect.clear();
        self.vary_scenario(&mut story, place, case);
        let up_to = match place.at {
            At::Whole => self.script(&mut story, place, case),
            At::Turn(turn) => {
                let unknown = &mut story.unknown;
                self.vary_turn(place.machine, &mut story.turns[turn], unknown, case);
                Some(turn)
            }
            At::Aside(machine, handler) => {
                let mut turn = Turn::of(self.runnable, machine, handler);
                turn.given.clear();
                self.vary_turn(machine, &mut turn, &mut story.unknown, case);
                self.misplaced(case.with_given.first().map(|fact| fact.span), GIVEN_ASIDE);
                story.aside = Some((machine, turn));
                None
            }
        };
        let whole = case.script.is_empty() && !matches!(place.at, At::Turn(_));
        if !whole {
            story.turns.truncate(up_to.map_or(0, |turn| turn + 1));
        }
        (story, up_to)
    }

    /// `with scenario:` and `assume:`.
    fn vary_scenario(&mut self, story: &mut Story, place: Place, case: &ast::TestCase) {
        let at = LinePlace { machine: place.machine, handler: None };
        let machine = self.runnable.machine(place.machine);
        for fact in &case.with_scenario {
            if let Some(fact) = self.lines.opt_fact(at, fact, self.diags) {
                replace(machine, &mut story.given, fact);
            }
        }
        for assumption in &case.assume {
            match assumption {
                ast::Assumption::Guard { condition, answer, span } => {
                    story.assumed.extend(self.opt_assumed(place, condition, *answer, *span));
                }
                ast::Assumption::Throws { action, message, .. } => {
                    let call = self.opt_in_any(place, |lines, at, diags| lines.opt_action(at, action, diags));
                    let Some((machine, call)) = call else { continue };
                    for (index, turn) in story.turns.iter_mut().enumerate() {
                        if !matches!(place.at, At::Turn(named) if named != index) {
                            turn.throws.push((machine, call.clone(), message.text.clone()));
                        }
                    }
                }
            }
        }
    }

    /// `? reader is trusted = false`.
    fn opt_assumed(
        &mut self,
        place: Place,
        condition: &ast::Condition,
        answer: bool,
        span: Span,
    ) -> Option<Assumed> {
        let found = self.opt_in_any(place, |lines, at, diags| lines.opt_condition(at, condition, diags));
        let (machine, condition) = found?;
        let fixed = fixed(&condition.kind, answer);
        if fixed.is_none() {
            self.not_a_phrase(span);
        }
        fixed.map(|(call, holds)| Assumed { machine, call: call.clone(), holds, span })
    }

    /// Something of the machine of a case, or, if that does not have it, of another machine of the system.
    fn opt_in_any<R>(
        &mut self,
        place: Place,
        mut find: impl FnMut(&mut Lines<'_>, LinePlace, &mut Diagnostics) -> Option<R>,
    ) -> Option<(MachineId, R)> {
        let own = self.line_place(place);
        let others = (0..self.runnable.model.machines.len()).map(MachineId::new);
        let others = others.filter(|machine| *machine != own.machine);
        let others = others.map(|machine| LinePlace { machine, handler: None });
        let mut unsaid = Diagnostics::default();
        for at in [own].into_iter().chain(others) {
            if let Some(found) = find(&mut self.lines, at, &mut unsaid) {
                return Some((at.machine, found));
            }
        }
        find(&mut self.lines, own, self.diags);
        None
    }

    /// `with given:`, `with event:`, `with context:` and the assertions of a test of one handler.
    fn vary_turn(
        &mut self,
        machine: MachineId,
        turn: &mut Turn,
        undecided: &mut Vec<Span>,
        case: &ast::TestCase,
    ) {
        let at = LinePlace { machine, handler: Some(turn.handler) };
        for fact in &case.with_given {
            if let Some(fact) = self.lines.opt_fact(at, fact, self.diags) {
                replace(self.runnable.machine(machine), &mut turn.given, fact);
            }
        }
        let event = self.runnable.get(machine, turn.handler).event;
        for set in &case.with_event {
            turn.payload.extend(self.opt_field(machine, event, &set.name, &set.value));
        }
        for set in &case.with_context {
            turn.context.extend(self.lines.opt_context(machine, &set.name, &set.value, self.diags));
        }
        turn.expect = self.assertions(at, case, undecided);
        self.misplaced(case.script.first().map(step_span), "a test of one handler has no further events");
    }

    /// The events and the assertions of a test of a whole scenario. The answer is the last turn of the story before them.
    fn script(&mut self, story: &mut Story, place: Place, case: &ast::TestCase) -> Option<usize> {
        let at = LinePlace { machine: place.machine, handler: None };
        let mut up_to = None;
        for step in &case.script {
            match step {
                ast::TestStep::After(event) => {
                    let turn = self.opt_turn(place.machine, place.scenario, &event.event);
                    if let Some(turn) = turn {
                        self.carry(story, place, turn, event);
                        up_to = Some(turn);
                    }
                }
                ast::TestStep::Receive(event) => {
                    story.script.extend(self.opt_cue(place.machine, CueKind::Receive, event));
                }
                ast::TestStep::Then(event) => {
                    story.script.extend(self.opt_cue(place.machine, CueKind::Then, event));
                }
            }
        }
        story.expect = self.assertions(at, case, &mut story.unknown);
        let handler_part = case.with_event.first().or(case.with_context.first()).map(|set| set.span);
        let handler_part = handler_part.or(case.with_given.first().map(|fact| fact.span));
        self.misplaced(handler_part, "this belongs to a test of one handler, under 'for :event:'");
        up_to
    }

    /// `after :borrow with days: 3`.
    fn carry(&mut self, story: &mut Story, place: Place, turn: usize, event: &ast::TestEvent) {
        let of = self.runnable.get(place.machine, story.turns[turn].handler).event;
        for field in &event.with {
            if let Some(field) = self.opt_field(place.machine, of, &field.name, &field.value) {
                story.turns[turn].payload.push(field);
            }
        }
    }

    fn opt_cue(&mut self, machine: MachineId, kind: CueKind, said: &ast::TestEvent) -> Option<Cue> {
        let event = self.opt_event(machine, said)?;
        let fields = said.with.iter();
        let payload = fields.filter_map(|field| self.opt_field(machine, event, &field.name, &field.value));
        Some(Cue { kind, event, payload: payload.collect(), span: said.span })
    }

    fn opt_field(
        &mut self,
        machine: MachineId,
        event: EventId,
        name: &ast::Name,
        value: &ast::Expr,
    ) -> Option<(String, Expr)> {
        let (_, value) = self.lines.opt_payload(machine, event, name, value, self.diags)?;
        Some((name.text.clone(), value))
    }

    fn not_a_phrase(&mut self, span: Span) {
        self.diags
            .report(Name::MisplacedLine, span, "this guard is no phrase: what it asks is worked out")
            .help("set the variables it reads with 'with context:' or 'with scenario:'");
    }

    fn misplaced(&mut self, span: Option<Span>, message: &str) {
        if let Some(span) = span {
            self.diags.report(Name::MisplacedLine, span, message);
        }
    }
}

fn step_span(step: &ast::TestStep) -> Span {
    match step {
        ast::TestStep::After(event) | ast::TestStep::Receive(event) | ast::TestStep::Then(event) => {
            event.span
        }
    }
}

/// The phrase that an assumption fixes, and whether it holds.
fn fixed(kind: &ConditionKind, answer: bool) -> Option<(&Call, bool)> {
    match kind {
        ConditionKind::Call(call) => Some((call, answer)),
        ConditionKind::Not(inner) => fixed(&inner.kind, !answer),
        _ => None,
    }
}

/// Puts a fact in the place of one about the same thing, or at the end.
fn replace(machine: &Machine, given: &mut Vec<Fact>, fact: Fact) {
    match given.iter().position(|old| about_the_same(machine, &old.kind, &fact.kind)) {
        Some(at) => given[at] = fact,
        None => given.push(fact),
    }
}

fn about_the_same(machine: &Machine, a: &FactKind, b: &FactKind) -> bool {
    let phrase = |kind: &FactKind| match kind {
        FactKind::Table(call, _) | FactKind::Phrase(call, _) => {
            Some(machine.phrases[call.phrase].function.as_str())
        }
        _ => None,
    };
    match (a, b) {
        (FactKind::InState(a, _), FactKind::InState(b, _)) => a == b,
        (FactKind::Variable(a, _), FactKind::Variable(b, _)) => a == b,
        (FactKind::Payload(a, _), FactKind::Payload(b, _)) => a == b,
        _ => match (phrase(a), phrase(b)) {
            (Some(a), Some(b)) => same_subject(a, b),
            _ => false,
        },
    }
}
