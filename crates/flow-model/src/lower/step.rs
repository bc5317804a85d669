//! Steps of bodies (reference#steps) and chains of guards (reference#chains).
//!
//! Every step becomes one of the model's, with its names looked up and its values lowered; types are inferred later. A step that
//! cannot be resolved is reported and left out; the steps around it stay.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

use super::expr::percent_as_number;
use super::scope::{Scope, intern_field};
use super::signs::Line;
use super::{Asked, Lower, Slot};
use crate::list::List;
use crate::model::{
    ActorId, Address, Block, Chain, ChainOrigin, Condition, ConditionKind, Duration, Emit, EventId, Expr,
    FieldId, Group, MachineId, Message, MessageId, Not, Party, PayloadField, PhraseKind, Reject, Step,
    TIMER_EXPIRED, Target, Timer, TimerOp, TimerStart, Transition, Update, UpdateOp, When,
};
use crate::names::name;
#[cfg(feature = "tools")]
use crate::sends::Question;
use crate::visit::always_rejects;

impl<'p> Lower<'p, '_> {
    /// Lowers steps in order; invalid ones are reported and left out.
    pub(super) fn lower_block(&mut self, scope: &Scope, steps: &'p [ast::Step]) -> Block {
        let mut lowered: Vec<Step> = Vec::with_capacity(steps.len());
        for (at, step) in steps.iter().enumerate() {
            let above = at.checked_sub(1).and_then(|above| steps.get(above));
            let lowered_step = match step {
                ast::Step::Chain(chain) => Some(Step::Chain(self.lower_chain(scope, chain, above))),
                _ => self.opt_step(scope, step),
            };
            match lowered_step {
                Some(step)
                    if lowered.last().is_some_and(|last| always_rejects(std::slice::from_ref(last))) =>
                {
                    self.report_after_reject(step.span(), lowered.last().map_or(step.span(), Step::span));
                    break;
                }
                Some(step) => lowered.push(step),
                None => {}
            }
        }
        lowered.shrink_to_fit();
        lowered
    }

    /// Reports the first step after one on which every path rejects, and leaves it and the steps after it out.
    fn report_after_reject(&mut self, step: Span, reject: Span) {
        self.diags
            .report(Name::MisplacedLine, step, "this never happens: the handler ends above it")
            .label(reject, "here every path rejects")
            .help("a 'reject' that depends on something is below a guard");
    }

    fn opt_step(&mut self, scope: &Scope, step: &'p ast::Step) -> Option<Step> {
        Some(match step {
            ast::Step::Transition(transition) => Step::Transition(self.opt_transition(scope, transition)?),
            ast::Step::Update(update) => Step::Update(self.lower_update(scope, update)),
            ast::Step::Emit(emit) => Step::Emit(self.opt_emit(scope, emit)?),
            ast::Step::Timer(timer) => Step::Timer(self.lower_timer(scope, timer)),
            ast::Step::Action(phrase) => {
                if !self.check_phrase(scope, phrase, Line::Action) {
                    return None;
                }
                Step::Action(self.lower_call(scope, phrase, PhraseKind::Action))
            }
            ast::Step::Reject(reject) => Step::Reject(Reject {
                reason: reject.reason.as_ref().map(|reason| self.lower_expr(scope, reason)),
                span: reject.span,
            }),
            ast::Step::Chain(chain) => Step::Chain(self.lower_chain(scope, chain, None)),
            ast::Step::ForEach(each) => Step::ForEach(self.lower_for_each(scope, each)),
        })
    }

    fn opt_transition(&mut self, scope: &Scope, transition: &ast::Transition) -> Option<Transition> {
        let machine = self.resolve_own_subject(scope.machine, &transition.subject)?;
        Some(Transition { to: self.intern_state(machine, &transition.state), span: transition.span })
    }

    fn lower_update(&mut self, scope: &Scope, update: &ast::Update) -> Update {
        self.report_read_only(scope, &update.variable);
        self.report_undeclared_keeping(scope, update);
        let variable = self.intern_variable(scope.machine, &update.variable);
        self.add_annotation(Slot::Variable(scope.machine, variable), update.ty.as_ref());
        self.report_bare_percent(update);
        let op = match &update.op {
            ast::UpdateOp::Becomes(value) => UpdateOp::Becomes(self.lower_expr(scope, value)),
            ast::UpdateOp::Increases(value) => UpdateOp::Increases(self.lower_expr(scope, value)),
            ast::UpdateOp::Decreases(value) => UpdateOp::Decreases(self.lower_expr(scope, value)),
            ast::UpdateOp::Adds(value) => UpdateOp::Adds(self.lower_expr(scope, value)),
            ast::UpdateOp::Removes(value) => UpdateOp::Removes(self.lower_expr(scope, value)),
            ast::UpdateOp::Clears => UpdateOp::Clears,
            ast::UpdateOp::ComesFrom(phrase) => {
                UpdateOp::ComesFrom(self.lower_call(scope, phrase, PhraseKind::Answer))
            }
        };
        Update { variable, op, span: update.span }
    }

    /// `$price increases by 10%`: a tenth of the price, or the number 0.1 (reference#updates).
    fn report_bare_percent(&mut self, update: &ast::Update) {
        let (ast::UpdateOp::Increases(by) | ast::UpdateOp::Decreases(by)) = &update.op else { return };
        let ast::ExprKind::Literal(ast::Literal::Percent(digits)) = &by.kind else { return };
        let (variable, number) = (&update.variable.text, percent_as_number(digits));
        let message = format!("'{digits}%' is the number {number} here, not a part of '${variable}'");
        self.diags
            .report(Name::BarePercent, by.span, message)
            .write("if a part of it is meant, write", by.span, format!("${variable} * {digits}%"))
            .write("if the number is meant, write", by.span, number);
    }

    fn opt_emit(&mut self, scope: &Scope, emit: &ast::Emit) -> Option<Emit> {
        let (party, address) = self.opt_address(scope, &emit.to)?;
        let target = match party {
            Party::Machine(to) => {
                Target::Machine(to, self.received_event(to, &emit.event, Party::Machine(scope.machine)))
            }
            Party::Itself => Target::Itself(self.received_event(scope.machine, &emit.event, Party::Itself)),
            Party::Actor(actor) => Target::Actor(actor, self.intern_message(actor, &emit.event)),
            Party::System => {
                if let Some(to) = emit.to.party() {
                    self.diags
                        .report(Name::ReservedName, to.span, "'@system' is time: nothing can be sent to it")
                        .help("a timer is 'start timer for …' or 'schedule :event for …'");
                }
                return None;
            }
        };
        let payload = self.lower_payload(scope, target, &emit.payload);
        if address == Address::New
            && let Target::Machine(machine, _) = target
        {
            self.made.insert(machine);
        }
        let receiver = self.receiver_span(&emit.to);
        Some(Emit { target, address, payload, event: emit.event.span, receiver, span: emit.span })
    }

    fn lower_payload(
        &mut self,
        scope: &Scope,
        target: Target,
        fields: &[ast::Field],
    ) -> Vec<(FieldId, Expr)> {
        let mut payload: Vec<(FieldId, Expr)> = Vec::with_capacity(fields.len());
        for field in fields {
            let value = self.lower_expr(scope, &field.value);
            if self.is_undeclared(scope.machine, target, &field.name) {
                let meant = self.misspelt_field(scope.machine, target, field);
                payload.extend(meant.filter(|id| !has_field(&payload, *id)).map(|id| (id, value)));
                continue;
            }
            let id = intern_field(self.payload_fields_mut(scope, target), &field.name);
            self.note_field(target, &field.name, id);
            self.add_annotation(field_slot(scope, target, id), field.ty.as_ref());
            match fields.iter().find(|first| first.name.text == field.name.text) {
                Some(first) if has_field(&payload, id) => {
                    let message = format!("'{}' is sent twice", field.name.text);
                    self.diags
                        .report(Name::DuplicateName, field.span, message)
                        .label(first.span, "first here");
                }
                _ => payload.push((id, value)),
            }
        }
        payload
    }

    /// The payload fields of the event or message of a target.
    pub(super) fn payload_fields_mut(
        &mut self,
        scope: &Scope,
        target: Target,
    ) -> &mut List<FieldId, PayloadField> {
        match target {
            Target::Machine(machine, event) => &mut self.model.machines[machine].events[event].fields,
            Target::Itself(event) => &mut self.model.machines[scope.machine].events[event].fields,
            Target::Actor(actor, message) => &mut self.model.actors[actor].messages[message].fields,
        }
    }

    /// The message of this name to an outside actor, added at its first emit.
    fn intern_message(&mut self, actor: ActorId, event: &ast::Name) -> MessageId {
        let is = self.find_or_add_message(actor, event);
        self.note(|| Asked::Message { actor, name: event.clone(), is });
        is
    }

    pub(super) fn find_or_add_message(&mut self, actor: ActorId, event: &ast::Name) -> MessageId {
        if let Some(known) = self.messages[actor].get(&event.text) {
            return *known;
        }
        let message = Message { name: event.clone(), fields: List::new() };
        let id = self.model.actors[actor].messages.push(message);
        self.messages[actor].insert(event.text.clone(), id);
        id
    }

    fn lower_timer(&mut self, scope: &Scope, timer: &ast::Timer) -> Timer {
        let op = match &timer.op {
            ast::TimerOp::Start(named, due, payload) => {
                let expired = name(TIMER_EXPIRED, timer.span);
                let named = named.as_ref().unwrap_or(&expired);
                let event = self.received_event(scope.machine, named, Party::System);
                TimerOp::Start(self.lower_start(scope, event, due, payload))
            }
            ast::TimerOp::Schedule(event, due, payload) => {
                let event = self.received_event(scope.machine, event, Party::Itself);
                TimerOp::Schedule(self.lower_start(scope, event, due, payload))
            }
            ast::TimerOp::CancelTimer => TimerOp::CancelTimer,
            ast::TimerOp::CancelEvent(event) => {
                TimerOp::CancelEvent(self.cancelled_event(scope.machine, event))
            }
        };
        Timer { op, span: timer.span }
    }

    fn lower_start(
        &mut self,
        scope: &Scope,
        event: EventId,
        due: &ast::Due,
        payload: &[ast::Field],
    ) -> TimerStart {
        let when = match &due.when {
            ast::When::After(length) => When::After(self.lower_duration(scope, length)),
            ast::When::Every(length) => When::Every(self.lower_duration(scope, length)),
            ast::When::Until(time) => When::Until(self.lower_expr(scope, time)),
        };
        let payload = self.lower_payload(scope, Target::Itself(event), payload);
        TimerStart { event, when, payload, words: due.span, group: None }
    }

    /// The event of a `cancel`, which names timers and schedules alike: from `@system` if only a timer has this name.
    fn cancelled_event(&mut self, machine: MachineId, event: &ast::Name) -> EventId {
        let is_sent = |party| {
            #[cfg(feature = "tools")]
            self.note_question(Question::From(party, &event.text));
            self.names.sends.is_sent_by(party, machine, &event.text)
        };
        let party =
            if is_sent(Party::System) && !is_sent(Party::Itself) { Party::System } else { Party::Itself };
        self.received_event(machine, event, party)
    }

    fn lower_duration(&mut self, scope: &Scope, duration: &ast::Duration) -> Duration {
        Duration { amount: self.lower_expr(scope, &duration.amount), unit: duration.unit }
    }

    /// A chain; `above` is the step before it.
    fn lower_chain(&mut self, scope: &Scope, chain: &'p ast::Chain, above: Option<&ast::Step>) -> Chain {
        let scope = &scope.with_unread(chain.is_below_unread);
        let can_fail = matches!(
            above,
            Some(
                ast::Step::Action(_) | ast::Step::Update(ast::Update { op: ast::UpdateOp::ComesFrom(_), .. })
            )
        );
        let asks = |not| can_fail && chain.groups.iter().any(|group| asks_failed(group, not));
        let asks_success = asks(Not::Negated);
        let catches = (asks(Not::Plain) || asks_success).then(|| scope.failure.map_or(0, |depth| depth + 1));
        let (plain, catching) = (scope.with_failure(scope.failure), scope.with_failure(catches));
        // An instance that one branch makes does not exist in another; below the chain it may.
        let before = self.made.clone();
        let mut made = before.clone();
        let groups = chain.groups.iter().map(|group| {
            self.made.clone_from(&before);
            let is_catching = can_fail && asks_failed(group, Not::Plain);
            let scope = if is_catching { &catching } else { &plain };
            let group = self.lower_group(&scope.with_question(can_fail), scope, group);
            made.extend(self.made.iter().copied());
            group
        });
        let groups = groups.gather();
        self.made = before;
        let scope = if asks_success { &catching } else { &plain };
        let otherwise = chain.otherwise.as_ref().map(|otherwise| self.lower_block(scope, &otherwise.body));
        self.made.extend(made);
        Chain { groups, otherwise, catches, origin: ChainOrigin::Written, span: chain.span }
    }

    /// A group, its guards and its body in their scopes.
    fn lower_group(&mut self, guards: &Scope, body: &Scope, group: &'p ast::Group) -> Group {
        let alternatives = group.alternatives.iter();
        let alternatives = alternatives.map(|alternative| {
            let conditions =
                alternative.iter().map(|condition| self.lower_condition(guards, condition)).gather();
            join_conditions(conditions, ConditionKind::All, group.span)
        });
        let condition = join_conditions(alternatives.gather(), ConditionKind::Any, group.span);
        Group { condition, body: self.lower_block(body, &group.body), span: group.span }
    }
}

/// Whether a guard of a group is `that failed`, or with `not` that it did not.
fn asks_failed(group: &ast::Group, wanted: Not) -> bool {
    group.alternatives.iter().flatten().any(|condition| match condition.kind {
        ast::ConditionKind::Failed { not } => (not == condition.not) == (wanted == Not::Plain),
        _ => false,
    })
}

/// Several conditions as one.
fn join_conditions(
    mut conditions: Vec<Condition>,
    join: fn(Vec<Condition>) -> ConditionKind,
    span: flow_syntax::source::Span,
) -> Condition {
    match conditions.len() {
        1 => conditions.remove(0),
        _ => {
            let covered = conditions.iter().map(|condition| condition.span).reduce(|all, span| all.to(span));
            Condition { kind: join(conditions), span: covered.unwrap_or(span) }
        }
    }
}

fn has_field(payload: &[(FieldId, Expr)], field: FieldId) -> bool {
    payload.iter().any(|(known, _)| *known == field)
}

fn field_slot(scope: &Scope, target: Target, field: FieldId) -> Slot {
    match target {
        Target::Machine(machine, event) => Slot::Field(machine, event, field),
        Target::Itself(event) => Slot::Field(scope.machine, event, field),
        Target::Actor(actor, message) => Slot::Message(actor, message, field),
    }
}
