//! Facts of a `given:` (reference#story-start).
//!
//! A fact that names a state is about a machine of the system, one that names a variable sets it, and all others are phrases that
//! tests implement. Facts are not conditions: the generated machine does not evaluate them.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name as Check;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;
use flow_syntax::source::Span;

use super::identity::opt_told_sender;
use super::phrase::phrase_function;
use super::scope::{Scope, Side, Writing};
use super::signs::Line;
use super::{Asked, Lower, Slot, UNTYPED};
use crate::model::{ActorId, Expr, ExprKind, Fact, FactKind, GivenAnswer, Not, Party, PhraseId, PhraseKind};
use crate::names::{identifier, name};
use crate::near::nearest;
#[cfg(feature = "tools")]
use crate::sends::Question;
use crate::stated::is_number;

impl Lower<'_, '_> {
    /// The facts of one `given:`; `scope` is the handler's if it is a handler's own.
    pub(super) fn lower_facts<'f>(
        &mut self,
        scope: &Scope,
        facts: impl IntoIterator<Item = &'f ast::Fact>,
    ) -> Vec<Fact> {
        let lower = |fact: &ast::Fact| Some(Fact { kind: self.opt_fact_kind(scope, fact)?, span: fact.span });
        let facts = facts.into_iter().filter_map(lower).gather();
        self.report_answered_twice(&facts);
        facts
    }

    /// Reports facts about one phrase in the same words: only one of them could count. Variables and states were compared when
    /// the lines were read.
    fn report_answered_twice(&mut self, facts: &[Fact]) {
        let mut first: Map<(PhraseId, &str), Span> = Map::new();
        for fact in facts {
            let (FactKind::Table(call, _)
            | FactKind::Phrase(call, _)
            | FactKind::Answer(call, _)
            | FactKind::Throws(call, _)) = &fact.kind
            else {
                continue;
            };
            let before = *first.entry((call.phrase, &call.words)).or_insert(fact.span);
            if before != fact.span {
                let message = format!("these facts say twice what is true of '{}'", call.words);
                self.diags.report(Check::DuplicateName, fact.span, message).label(before, "first here");
            }
        }
    }

    fn opt_fact_kind(&mut self, scope: &Scope, fact: &ast::Fact) -> Option<FactKind> {
        Some(match &fact.kind {
            ast::FactKind::InState { subject, state } => {
                let machine = self.resolve_subject(scope.machine, subject)?;
                FactKind::InState(machine, self.intern_state(machine, state))
            }
            ast::FactKind::Variable { variable, ty, value } => {
                let value = self.lower_given_value(scope, value);
                self.opt_variable_fact_kind(scope, variable, ty.as_ref(), value)?
            }
            ast::FactKind::MemberInState { member, state } => {
                let machine = self.resolve_members(scope.machine, member)?;
                FactKind::MemberInState(machine, member.which.clone(), self.intern_state(machine, state))
            }
            ast::FactKind::VariableOf { variable, member, value } => {
                let machine = self.resolve_members(scope.machine, member)?;
                let variable = self.intern_variable(machine, variable);
                let value = self.lower_given_value(scope, value);
                FactKind::VariableOf(machine, member.which.clone(), variable, value)
            }
            ast::FactKind::Table { phrase, table } => {
                self.check_phrase(scope, phrase, Line::Fact);
                FactKind::Table(self.lower_call(&scope.with_calls(), phrase, PhraseKind::Fact), table.clone())
            }
            ast::FactKind::Throws { action, message } => FactKind::Throws(
                self.lower_call(&scope.with_calls(), action, PhraseKind::Fact),
                message.text.clone(),
            ),
            ast::FactKind::Answers { actor, answers } => {
                let lowered = answers.iter().map(|answer| self.lower_given_answer(scope, answer)).gather();
                let actor = self.opt_outside_actor(scope, actor)?;
                for (event, field) in
                    answers.iter().flat_map(|answer| answer.with.iter().map(|field| (&answer.event, field)))
                {
                    let (event, field) = (&event.text, &field.name.text);
                    self.note(|| Asked::Answered { actor, event: event.clone(), field: field.clone() });
                }
                FactKind::Answers(actor, lowered)
            }
            ast::FactKind::After(duration) => {
                if scope.event().is_none() {
                    self.report_early_wait(fact.span);
                    return None;
                }
                FactKind::After(self.lower_length(&Scope::of_story(scope.machine, Side::Given), duration))
            }
            ast::FactKind::Phrase(condition) => match self.opt_answer_fact(scope, condition) {
                Some(answer) => answer,
                None => self.opt_phrase_fact(scope, condition)?,
            },
        })
    }

    fn lower_given_answer(&mut self, scope: &Scope, answer: &ast::GivenAnswer) -> GivenAnswer {
        let with = answer.with.iter();
        let with = with.map(|field| (field.name.clone(), self.lower_given_value(scope, &field.value)));
        GivenAnswer { event: answer.event.clone(), with: with.gather() }
    }

    /// The outside actor of this name. A machine, which answers by its own handlers, and an actor that no step names are reported.
    fn opt_outside_actor(&mut self, scope: &Scope, actor: &ast::Name) -> Option<ActorId> {
        let party = self.opt_party(scope, actor);
        if let Some(Party::Actor(actor)) = party {
            return Some(actor);
        }
        let name = &actor.text;
        let message = match party {
            Some(Party::Machine(_)) => format!("'@{name}' is a machine: its handlers say what it answers"),
            Some(_) => format!("'@{name}' is asked nothing, so it answers nothing"),
            None => format!("no handler and no step names '@{name}'"),
        };
        let near = nearest(name, self.names.actors.iter().map(|known| known.text.as_str()));
        let report = self.diags.report(Check::UnknownName, actor.span, message);
        if let (Some(near), None) = (near, party) {
            report.did_you_mean([actor.span], format!("@{near}"));
        }
        None
    }

    /// Reports `after 3 days` in the `given:` of a scenario.
    fn report_early_wait(&mut self, span: Span) {
        self.diags
            .report(Check::MisplacedLine, span, "a story begins without a wait")
            .help("'after 3 days' in the 'given:' of a handler lets time pass before that handler");
    }

    /// A value in a `given:`, which has no access to the payload.
    pub(super) fn lower_given_value(&mut self, scope: &Scope, value: &ast::Expr) -> Expr {
        self.lower_expr(&Scope::of_story(scope.machine, Side::Given), value)
    }

    /// `$x is E`: a variable of the context, or a payload field in a handler's own `given:`.
    fn opt_variable_fact_kind(
        &mut self,
        scope: &Scope,
        variable: &ast::Name,
        ty: Option<&ast::TypeName>,
        value: Expr,
    ) -> Option<FactKind> {
        if scope.event().is_some() {
            if self.names.machines[scope.machine].has_key(&variable.text) {
                let key = self.intern_variable(scope.machine, variable);
                return Some(FactKind::Receiver(Some(key), value));
            }
            if self.is_instance_id(scope.machine, &variable.text) {
                return Some(FactKind::Receiver(None, value));
            }
            if self.is_undeclared_fact(scope, variable) {
                return None;
            }
        }
        Some(match (self.resolve_variable(scope, variable, Writing::Words), scope.event()) {
            (ExprKind::Payload(field), Some(event)) => {
                self.add_annotation(Slot::Field(scope.machine, event, field), ty);
                FactKind::Payload(field, value)
            }
            _ => {
                let variable = self.intern_variable(scope.machine, variable);
                self.add_annotation(Slot::Variable(scope.machine, variable), ty);
                FactKind::Variable(variable, value)
            }
        })
    }

    /// The answer to a `comes from` of the system: `exchange rate of $currency is 1.2`.
    fn opt_answer_fact(&mut self, scope: &Scope, condition: &ast::Condition) -> Option<FactKind> {
        if condition.not == Not::Negated {
            return None;
        }
        let (phrase, value) = split_answer(&condition.phrase)?;
        let answer = phrase_function(&phrase);
        #[cfg(feature = "tools")]
        self.note_question(Question::Answer(&answer));
        if !self.names.answers.contains(&answer) {
            return None;
        }
        let call = self.lower_call(&scope.with_calls(), &phrase, PhraseKind::Fact);
        Some(FactKind::Answer(call, self.lower_given_value(scope, &value)))
    }

    /// A fact in words: it sets a variable (`days is 5`, `$is_member`), or it is a phrase.
    fn opt_phrase_fact(&mut self, scope: &Scope, condition: &ast::Condition) -> Option<FactKind> {
        if let Some((sender, id)) = opt_told_sender(condition) {
            let id = self.lower_given_value(scope, id);
            return self.opt_sender_fact(scope, sender, id);
        }
        if let Some((variable, value)) = self.opt_variable_fact(scope, condition) {
            return self.opt_variable_fact_kind(scope, &variable, None, value);
        }
        let (phrase, answer) = split_boolean_answer(&condition.phrase);
        self.check_phrase(&Scope::of_story(scope.machine, Side::Given), &phrase, Line::Fact);
        let (call, not) = self.lower_positive_call(&scope.with_calls(), &phrase, PhraseKind::Fact);
        Some(FactKind::Phrase(call, combine_negations(combine_negations(not, condition.not), answer)))
    }

    fn opt_variable_fact(&mut self, scope: &Scope, condition: &ast::Condition) -> Option<(ast::Name, Expr)> {
        let untyped = |kind| Expr { kind, ty: UNTYPED, span: condition.span };
        match (&condition.kind, condition.not) {
            (ast::ConditionKind::Flag(path), not) => {
                Some((opt_whole_variable(path)?, untyped(ExprKind::Boolean(not == Not::Plain))))
            }
            (
                ast::ConditionKind::Empty { operand: ast::Operand::Expr(expr), not: Not::Plain },
                Not::Plain,
            ) => Some((opt_variable(expr)?, untyped(ExprKind::Zero))),
            (ast::ConditionKind::Compare { left, op: ast::CompareOp::Equal, right }, Not::Plain) => {
                self.opt_equality(scope, left, right)
            }
            _ => None,
        }
    }

    fn opt_equality(
        &mut self,
        scope: &Scope,
        left: &ast::Operand,
        right: &ast::Operand,
    ) -> Option<(ast::Name, Expr)> {
        let ast::Operand::Expr(right) = right else { return None };
        let variable = match left {
            ast::Operand::Expr(left) => opt_variable(left)?,
            ast::Operand::Words(words) => {
                let variable = name(identifier(&words.text), words.span);
                let is_number = matches!(&right.kind, ast::ExprKind::Literal(value) if is_number(value));
                (is_number || self.has_variable(scope, &variable.text)).then_some(variable)?
            }
        };
        Some((variable, self.lower_given_value(scope, right)))
    }
}

/// A phrase without the `is false`, or `is true`, at its end, and whether that negates it.
fn split_boolean_answer(phrase: &ast::Phrase) -> (ast::Phrase, Not) {
    let [before @ .., last, verb, value] = &phrase.parts[..] else { return (phrase.clone(), Not::Plain) };
    let ast::PhrasePart::Value(value) = value else { return (phrase.clone(), Not::Plain) };
    let ast::ExprKind::Literal(ast::Literal::Boolean(holds)) = value.kind else {
        return (phrase.clone(), Not::Plain);
    };
    if !matches!(verb.as_word(), Some("is" | "equals" | "=")) {
        return (phrase.clone(), Not::Plain);
    }
    let parts: Vec<_> = before.iter().chain([last]).cloned().gather();
    let span = Span { end: last.span().end, ..phrase.span };
    (ast::Phrase { parts, span }, if holds { Not::Plain } else { Not::Negated })
}

/// The two sides of the last `is` of a phrase, if the right one is a value.
pub(crate) fn split_answer(phrase: &ast::Phrase) -> Option<(ast::Phrase, ast::Expr)> {
    let is = phrase.parts.iter().rposition(|part| part.as_word() == Some("is"))?;
    let (left, [_, right]) = phrase.parts.split_at(is) else { return None };
    let value = match right {
        ast::PhrasePart::Value(value) => (**value).clone(),
        ast::PhrasePart::Variable(path) => {
            ast::Expr { kind: ast::ExprKind::Path(path.clone()), span: path.span }
        }
        ast::PhrasePart::Word(word) if word.text == "empty" => {
            ast::Expr { kind: ast::ExprKind::Literal(ast::Literal::Empty), span: word.span }
        }
        _ => return None,
    };
    let (first, last) = (part_span(left.first()?), part_span(left.last()?));
    Some((ast::Phrase { parts: left.to_vec(), span: first.to(last) }, value))
}

fn part_span(part: &ast::PhrasePart) -> Span {
    match part {
        ast::PhrasePart::Word(name)
        | ast::PhrasePart::Actor(name)
        | ast::PhrasePart::Event(name)
        | ast::PhrasePart::State(name) => name.span,
        ast::PhrasePart::Variable(path) => path.span,
        ast::PhrasePart::Value(value) => value.span,
    }
}

fn opt_variable(expr: &ast::Expr) -> Option<ast::Name> {
    match &expr.kind {
        ast::ExprKind::Path(path) => opt_whole_variable(path),
        _ => None,
    }
}

/// The variable of a path without fields.
fn opt_whole_variable(path: &ast::Path) -> Option<ast::Name> {
    path.fields.is_empty().then(|| path.root.clone())
}

fn combine_negations(a: Not, b: Not) -> Not {
    if a == b { Not::Plain } else { Not::Negated }
}
