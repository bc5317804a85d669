//! Conditions (reference#conditions): the forms of the language, and lines that are phrases.
//!
//! An operand in plain words is a variable if the machine has one of that name, or if the other side is a number
//! (reference#plain-word-operands). If an operand is neither, the whole line is a phrase. A negation inside a phrase negates
//! the call.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

use super::scope::{Scope, Side};
use super::signs::Line;
use super::{Lower, UNTYPED};
use crate::model::{CompareOp, Condition, ConditionKind, Expr, ExprKind, Not, PhraseKind};
use crate::names::identifier;
#[cfg(feature = "tools")]
use crate::sends::Question;
use crate::stated::is_number;

impl Lower<'_, '_> {
    /// A condition; the call of a phrase if an operand is neither a value nor the name of a variable.
    pub(super) fn lower_condition(&mut self, scope: &Scope, condition: &ast::Condition) -> Condition {
        let kind = match self.opt_language_condition(scope, condition) {
            Some(kind) => kind,
            None => self.lower_phrase_condition(scope, condition),
        };
        negate_if(condition.not, kind, condition.span)
    }

    /// The condition if it has a form of the language.
    fn opt_language_condition(&mut self, scope: &Scope, condition: &ast::Condition) -> Option<ConditionKind> {
        let span = condition.span;
        match &condition.kind {
            ast::ConditionKind::InState { subject, not, states } => {
                let kind = self.lower_in_state(scope, subject, states);
                Some(negate_if(*not, kind, span).kind)
            }
            ast::ConditionKind::Compare { left, op, right } => self.opt_compare(scope, left, *op, right),
            ast::ConditionKind::Between { operand, not, low, high } => {
                let kind = self.opt_between(scope, [operand, low, high], span)?;
                Some(negate_if(*not, kind, span).kind)
            }
            ast::ConditionKind::Contains { list, item } => {
                let known = self.is_value(scope, list) && self.is_value(scope, item);
                known.then(|| {
                    ConditionKind::Contains(
                        self.lower_boxed_operand(scope, list),
                        self.lower_boxed_operand(scope, item),
                    )
                })
            }
            ast::ConditionKind::Empty { operand, not } => {
                let kind = self.opt_empty(scope, operand)?;
                Some(negate_if(*not, kind, span).kind)
            }
            ast::ConditionKind::HasItems { operand } => {
                let kind = self.opt_empty(scope, operand)?;
                if let ConditionKind::Empty(value) = &kind {
                    self.remarks.asked_for_items.push(value.span);
                }
                Some(negate_if(Not::Negated, kind, span).kind)
            }
            ast::ConditionKind::OneOf { operand, not, items } => {
                let kind = self.opt_one_of(scope, operand, items, span)?;
                Some(negate_if(*not, kind, span).kind)
            }
            ast::ConditionKind::HasCount { operand, op, count } => {
                let list = self.is_value(scope, operand).then(|| self.lower_operand(scope, operand))?;
                let length = Expr { span: list.span, kind: ExprKind::Length(Box::new(list)), ty: UNTYPED };
                Some(ConditionKind::Compare(Box::new(length), *op, Box::new(self.lower_expr(scope, count))))
            }
            ast::ConditionKind::Flag(path) => Some(ConditionKind::Flag(self.lower_path(scope, path))),
            ast::ConditionKind::Failed { not } => {
                let kind = self.lower_failed(scope, span);
                Some(negate_if(*not, kind, span).kind)
            }
            ast::ConditionKind::Phrase => None,
        }
    }

    /// `that failed`; reported where no step above it can fail.
    fn lower_failed(&mut self, scope: &Scope, span: Span) -> ConditionKind {
        if scope.may_ask_failure {
            return ConditionKind::Failed;
        }
        if !scope.is_below_unread {
            self.diags.report(Name::StrayFailure, span, "no step right above this can fail").help(
                "it asks about the action, or the 'comes from', right above the chain of guards, at its column",
            );
        }
        // Not a constant condition for the checks, so that no other finding is reported.
        ConditionKind::Flag(Expr { kind: ExprKind::Boolean(true), ty: UNTYPED, span })
    }

    fn lower_in_state(&mut self, scope: &Scope, subject: &ast::Name, states: &[ast::Name]) -> ConditionKind {
        if matches!(scope.side, Side::Rule { .. }) {
            return self.lower_rule_in_state(scope, subject, states);
        }
        let machine = match scope.side {
            Side::Expect | Side::Given => self.resolve_subject(scope.machine, subject),
            Side::Body | Side::Rule { .. } => self.resolve_own_subject(scope.machine, subject),
        };
        match machine {
            Some(machine) => ConditionKind::InState(machine, self.intern_states(machine, states)),
            None => ConditionKind::All(Vec::new()),
        }
    }

    /// The states of a rule's condition must exist: a rule is about what the handlers do.
    fn lower_rule_in_state(
        &mut self,
        scope: &Scope,
        subject: &ast::Name,
        states: &[ast::Name],
    ) -> ConditionKind {
        match self.rule_subject(scope, subject) {
            Some(machine) => {
                let states = states.iter().filter_map(|state| self.find_state(machine, state)).gather();
                ConditionKind::InState(machine, states)
            }
            None => ConditionKind::All(Vec::new()),
        }
    }

    fn opt_compare(
        &mut self,
        scope: &Scope,
        left: &ast::Operand,
        op: CompareOp,
        right: &ast::Operand,
    ) -> Option<ConditionKind> {
        if let Some(text) = self.opt_text_of_choice(scope, left, right) {
            return Some(ConditionKind::Compare(self.lower_boxed_operand(scope, left), op, Box::new(text)));
        }
        let known = self.is_operand(scope, left, &[right]) && self.is_operand(scope, right, &[left]);
        known.then(|| {
            ConditionKind::Compare(
                self.lower_boxed_operand(scope, left),
                op,
                self.lower_boxed_operand(scope, right),
            )
        })
    }

    /// `high` in `$priority is high`, if `$priority` is written to be a choice that has this text (reference#choices).
    fn opt_text_of_choice(&self, scope: &Scope, left: &ast::Operand, right: &ast::Operand) -> Option<Expr> {
        let ast::Operand::Words(words) = right else { return None };
        let name = match left {
            ast::Operand::Words(words) if self.is_value(scope, left) => identifier(&words.text),
            ast::Operand::Expr(value) => match &value.kind {
                ast::ExprKind::Path(path) => path.fields.last().unwrap_or(&path.root).text.clone(),
                _ => return None,
            },
            ast::Operand::Words(_) => return None,
        };
        #[cfg(feature = "tools")]
        self.note_question(Question::Choice(&name, &words.text));
        let has_text = self.names.choices.contains(&(name.as_str(), words.text.as_str()));
        let is_text = has_text && !self.is_value(scope, right);
        is_text.then(|| Expr { kind: ExprKind::Text(words.text.clone()), ty: UNTYPED, span: words.span })
    }

    /// `E is one of A, B`: one comparison after the other.
    fn opt_one_of(
        &mut self,
        scope: &Scope,
        operand: &ast::Operand,
        items: &[ast::Operand],
        span: Span,
    ) -> Option<ConditionKind> {
        let equal = |lower: &mut Self, item| lower.opt_compare(scope, operand, CompareOp::Equal, item);
        let is_known = |item: &ast::Operand| {
            self.opt_text_of_choice(scope, operand, item).is_some() || self.is_value(scope, item)
        };
        let are_known = self.is_value(scope, operand) && items.iter().all(is_known);
        let parts = items.iter().filter(|_| are_known).map(|item| equal(self, item));
        let parts: Vec<_> = parts.map(|kind| Some(Condition { kind: kind?, span })).collect::<Option<_>>()?;
        are_known.then_some(ConditionKind::Any(parts))
    }

    fn opt_between(
        &mut self,
        scope: &Scope,
        [operand, low, high]: [&ast::Operand; 3],
        span: Span,
    ) -> Option<ConditionKind> {
        let known = self.is_operand(scope, operand, &[low, high])
            && self.is_operand(scope, low, &[operand])
            && self.is_operand(scope, high, &[operand]);
        known.then(|| {
            let value = self.lower_boxed_operand(scope, operand);
            let above = ConditionKind::Compare(
                value.clone(),
                CompareOp::GreaterOrEqual,
                self.lower_boxed_operand(scope, low),
            );
            let below =
                ConditionKind::Compare(value, CompareOp::LessOrEqual, self.lower_boxed_operand(scope, high));
            ConditionKind::All([above, below].map(|kind| Condition { kind, span }).into())
        })
    }

    fn opt_empty(&mut self, scope: &Scope, operand: &ast::Operand) -> Option<ConditionKind> {
        self.is_value(scope, operand).then(|| ConditionKind::Empty(self.lower_operand(scope, operand)))
    }

    /// Whether an operand is a value, or the name of a variable in plain words.
    fn is_value(&self, scope: &Scope, operand: &ast::Operand) -> bool {
        match operand {
            ast::Operand::Expr(value) => match &value.kind {
                ast::ExprKind::Actor(name) => self.is_instance(name),
                _ => true,
            },
            ast::Operand::Words(words) => self.has_variable(scope, &identifier(&words.text)),
        }
    }

    /// Like [`Self::is_value`], in a comparison, where plain words compared with a number literal are a variable as well.
    fn is_operand(&self, scope: &Scope, operand: &ast::Operand, others: &[&ast::Operand]) -> bool {
        self.is_value(scope, operand) || others.iter().any(|other| is_number_literal(other))
    }

    fn lower_operand(&mut self, scope: &Scope, operand: &ast::Operand) -> Expr {
        match operand {
            ast::Operand::Expr(expr) => self.lower_expr(scope, expr),
            ast::Operand::Words(words) => self.lower_plain_words(scope, words),
        }
    }

    fn lower_boxed_operand(&mut self, scope: &Scope, operand: &ast::Operand) -> Box<Expr> {
        Box::new(self.lower_operand(scope, operand))
    }

    /// The call of a condition that is a phrase.
    fn lower_phrase_condition(&mut self, scope: &Scope, condition: &ast::Condition) -> ConditionKind {
        if matches!(scope.side, Side::Rule { .. }) {
            self.report_phrase_in_rule(condition);
            return ConditionKind::All(Vec::new());
        }
        let line = Line::of_condition(scope.side);
        let is_guard = scope.side == Side::Body;
        if !self.report_bare_word(scope, condition, line) {
            let is_phrase = self.check_phrase(scope, &condition.phrase, line);
            if is_phrase && is_guard {
                self.report_missing_dollar(scope, condition);
            }
        }
        let kind = match scope.side {
            Side::Body => PhraseKind::Guard,
            Side::Given => PhraseKind::Fact,
            Side::Expect | Side::Rule { .. } => PhraseKind::Assertion,
        };
        let (call, not) = self.lower_positive_call(scope, &condition.phrase, kind);
        negate_if(not, ConditionKind::Call(call), condition.span).kind
    }

    /// `? $status is pending`: perhaps text was meant (reference#plain-word-operands). With an operator, it is no phrase either.
    fn report_bare_word(&mut self, scope: &Scope, condition: &ast::Condition, line: Line) -> bool {
        let ast::ConditionKind::Compare { left, right, .. } = &condition.kind else { return false };
        let (value, words) = match (left, right) {
            (ast::Operand::Expr(value), ast::Operand::Words(words))
            | (ast::Operand::Words(words), ast::Operand::Expr(value)) => (value, words),
            _ => return false,
        };
        let ast::ExprKind::Path(path) = &value.kind else { return false };
        // A story may have a phrase about a number, as `= $total is correct`.
        let is_meant = || {
            line == Line::Guard
                || path.fields.is_empty()
                    && self.names.machines[scope.machine].texts.contains(&*path.root.text)
        };
        if words.text.contains(char::is_whitespace) || !is_meant() {
            return false;
        }
        let message = format!("'{}' is neither a variable nor text", words.text);
        let (name, message) = match self.opt_sign(scope, &condition.phrase, line) {
            None => (Name::BareWord, format!("{message}, so the whole line is a phrase")),
            Some(_) => (Name::UnknownStep, message),
        };
        let text = format!("\"{}\"", words.text);
        self.diags.report(name, words.span, message).write("a text would be", words.span, text);
        true
    }

    /// `? priority is high` where `$priority` has texts: perhaps the variable was meant, and a text.
    fn report_missing_dollar(&mut self, scope: &Scope, condition: &ast::Condition) {
        let ast::ConditionKind::Compare { left: ast::Operand::Words(left), op, right } = &condition.kind
        else {
            return;
        };
        let ast::Operand::Words(right) = right else { return };
        let variable = identifier(&left.text);
        if !self.names.machines[scope.machine].texts.contains(variable.as_str())
            || right.text.contains(char::is_whitespace)
        {
            return;
        }
        let sign = if *op == CompareOp::NotEqual { "is not" } else { "is" };
        let message =
            format!("'{}' is not '${variable}' without its '$', so the whole line is a phrase", left.text);
        let (as_text, as_phrase) = (
            format!("${variable} {sign} \"{}\"", right.text),
            format!("the {} {sign} {}", left.text, right.text),
        );
        self.diags
            .report(Name::BareWord, left.span, message)
            .write("if the variable is meant, write", condition.span, as_text)
            .write("if a phrase is meant, write", condition.span, as_phrase);
    }
}

pub(super) fn is_number_literal(operand: &ast::Operand) -> bool {
    let ast::Operand::Expr(value) = operand else { return false };
    match &value.kind {
        ast::ExprKind::Literal(literal) => is_number(literal),
        ast::ExprKind::Negate(inner) => {
            matches!(&inner.kind, ast::ExprKind::Literal(literal) if is_number(literal))
        }
        _ => false,
    }
}

/// The condition, negated if the line is.
fn negate_if(not: Not, kind: ConditionKind, span: Span) -> Condition {
    match not {
        Not::Plain => Condition { kind, span },
        Not::Negated => Condition { kind: ConditionKind::Not(Box::new(Condition { kind, span })), span },
    }
}
