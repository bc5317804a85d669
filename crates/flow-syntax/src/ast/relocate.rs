//! Trees of moved text: the same tree, at another place of its file.
//!
//! Every field of a node is listed, so that a new one is a compile error here until it is. Only tools that keep trees from one text
//! to the next need this.

use super::*;
use crate::source::{FileId, Span};

/// Where a text has moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The file that it is in now.
    pub file: FileId,
    /// The bytes that were added before it, less those that were removed.
    pub by: i64,
}

/// Something with places.
pub trait Relocate {
    /// Moves all its places.
    fn relocate(&mut self, to: Move);
}

impl Relocate for Span {
    fn relocate(&mut self, to: Move) {
        let moved = |at: u32| u32::try_from(i64::from(at) + to.by).unwrap_or_default();
        *self = Span { file: to.file, start: moved(self.start), end: moved(self.end) };
    }
}

impl<T: Relocate> Relocate for Vec<T> {
    fn relocate(&mut self, to: Move) {
        self.iter_mut().for_each(|item| item.relocate(to));
    }
}

impl<T: Relocate> Relocate for Option<T> {
    fn relocate(&mut self, to: Move) {
        self.iter_mut().for_each(|item| item.relocate(to));
    }
}

impl<T: Relocate> Relocate for Box<T> {
    fn relocate(&mut self, to: Move) {
        (**self).relocate(to);
    }
}

impl<A: Relocate, B: Relocate> Relocate for (A, B) {
    fn relocate(&mut self, to: Move) {
        self.0.relocate(to);
        self.1.relocate(to);
    }
}

/// Implements `Relocate` for structs, each with its fields with places, then those without.
#[macro_export]
#[doc(hidden)]
macro_rules! relocate_structs {
    ($($type:ident { $($field:ident)* | $($fixed:ident)* })*) => {$(
        impl $crate::ast::relocate::Relocate for $type {
            fn relocate(&mut self, to: $crate::ast::relocate::Move) {
                let $type { $($field,)* $($fixed: _,)* } = self;
                $($field.relocate(to);)*
            }
        }
    )*};
}

relocate_structs! {
    Name { span | text }
    StateGroup { name members | }
    Instances { keys span | }
    States { starts_in list ends_in groups | }
    Machine { name states instances scenarios crossings rules unread span | }
    Rules { rules exclusions unread span | }
    Rule { when claim span | }
    Exclusion { phrases span | }
    Scenario { name given handlers crossings expect unread span | }
    UnreadBlock { guards given body expect span | is_handler }
    Handler { event from also_from accepted declared given body expect unread span | visibility reaction }
    Crossing { state body span | side }
    Declaration { fields span | is_table }
    DeclaredField { name ty span | }
    Transition { subject verb state span | }
    Update { variable ty op span | }
    Emit { event to payload span | }
    ForEach { item list body span | }
    Field { name ty value span | }
    Timer { op span | }
    Due { when span | }
    Duration { amount span | unit }
    Reject { reason span | }
    Chain { groups otherwise span | is_below_unread }
    Group { alternatives body span | }
    Otherwise { body span | }
    Condition { kind phrase span | not }
    Phrase { parts span | }
    Fact { kind span | }
    GivenAnswer { event with | }
    Table { header rows span | }
    Cell { span | value }
    Assertion { kind span | }
    Members { machine value | which }
    TypeName { kind span | }
    Expr { kind span | }
    Path { root fields span | }
}

impl Relocate for Accepted {
    fn relocate(&mut self, to: Move) {
        match self {
            Accepted::Any(states) | Accepted::In(states) => states.relocate(to),
        }
    }
}

impl Relocate for Claim {
    fn relocate(&mut self, to: Move) {
        match self {
            Claim::Always(claim) => claim.relocate(to),
            Claim::NeverWhile(one, other) | Claim::OnceNever(one, other) => {
                one.relocate(to);
                other.relocate(to);
            }
            Claim::AtMostOnce(party, event) => {
                party.relocate(to);
                event.relocate(to);
            }
            Claim::Reaches(party, names) | Claim::Receives(party, names) => {
                party.relocate(to);
                names.relocate(to);
            }
        }
    }
}

impl Relocate for Trigger {
    fn relocate(&mut self, to: Move) {
        match self {
            Trigger::Holds(condition) => condition.relocate(to),
            Trigger::Sends(party, event) => {
                party.relocate(to);
                event.relocate(to);
            }
        }
    }
}

impl Relocate for UpdateOp {
    fn relocate(&mut self, to: Move) {
        match self {
            UpdateOp::Becomes(value)
            | UpdateOp::Increases(value)
            | UpdateOp::Decreases(value)
            | UpdateOp::Adds(value)
            | UpdateOp::Removes(value) => value.relocate(to),
            UpdateOp::Clears => {}
            UpdateOp::ComesFrom(phrase) => phrase.relocate(to),
        }
    }
}

impl Relocate for Receiver {
    fn relocate(&mut self, to: Move) {
        match self {
            Receiver::Party(name) | Receiver::New(name) | Receiver::All(name) => name.relocate(to),
            Receiver::Reference(path) => path.relocate(to),
        }
    }
}

impl Relocate for TimerOp {
    fn relocate(&mut self, to: Move) {
        match self {
            TimerOp::Start(event, due, payload) => {
                event.relocate(to);
                due.relocate(to);
                payload.relocate(to);
            }
            TimerOp::Schedule(event, due, payload) => {
                event.relocate(to);
                due.relocate(to);
                payload.relocate(to);
            }
            TimerOp::CancelTimer => {}
            TimerOp::CancelEvent(event) => event.relocate(to),
        }
    }
}

impl Relocate for When {
    fn relocate(&mut self, to: Move) {
        match self {
            When::After(length) | When::Every(length) => length.relocate(to),
            When::Until(time) => time.relocate(to),
        }
    }
}

impl Relocate for ConditionKind {
    fn relocate(&mut self, to: Move) {
        match self {
            ConditionKind::InState { subject, not: _, states } => {
                subject.relocate(to);
                states.relocate(to);
            }
            ConditionKind::Compare { left, op: _, right } => {
                left.relocate(to);
                right.relocate(to);
            }
            ConditionKind::Between { operand, not: _, low, high } => {
                operand.relocate(to);
                low.relocate(to);
                high.relocate(to);
            }
            ConditionKind::Contains { list, item } => {
                list.relocate(to);
                item.relocate(to);
            }
            ConditionKind::Empty { operand, not: _ } | ConditionKind::HasItems { operand } => {
                operand.relocate(to);
            }
            ConditionKind::OneOf { operand, not: _, items } => {
                operand.relocate(to);
                items.relocate(to);
            }
            ConditionKind::HasCount { operand, op: _, count } => {
                operand.relocate(to);
                count.relocate(to);
            }
            ConditionKind::Flag(path) => path.relocate(to),
            ConditionKind::Failed { not: _ } | ConditionKind::Phrase => {}
        }
    }
}

impl Relocate for Operand {
    fn relocate(&mut self, to: Move) {
        match self {
            Operand::Expr(value) => value.relocate(to),
            Operand::Words(words) => words.relocate(to),
        }
    }
}

impl Relocate for PhrasePart {
    fn relocate(&mut self, to: Move) {
        match self {
            PhrasePart::Word(name)
            | PhrasePart::Actor(name)
            | PhrasePart::Event(name)
            | PhrasePart::State(name) => name.relocate(to),
            PhrasePart::Variable(path) => path.relocate(to),
            PhrasePart::Value(value) => value.relocate(to),
        }
    }
}

impl Relocate for FactKind {
    fn relocate(&mut self, to: Move) {
        match self {
            FactKind::MemberInState { member, state } => {
                member.relocate(to);
                state.relocate(to);
            }
            FactKind::VariableOf { variable, member, value } => {
                variable.relocate(to);
                member.relocate(to);
                value.relocate(to);
            }
            FactKind::InState { subject, state } => {
                subject.relocate(to);
                state.relocate(to);
            }
            FactKind::Variable { variable, ty, value } => {
                variable.relocate(to);
                ty.relocate(to);
                value.relocate(to);
            }
            FactKind::Table { phrase, table } => {
                phrase.relocate(to);
                table.relocate(to);
            }
            FactKind::Throws { action, message } => {
                action.relocate(to);
                message.relocate(to);
            }
            FactKind::Answers { actor, answers } => {
                actor.relocate(to);
                answers.relocate(to);
            }
            FactKind::After(length) => length.relocate(to),
            FactKind::Phrase(condition) => condition.relocate(to),
        }
    }
}

impl Relocate for AssertionKind {
    fn relocate(&mut self, to: Move) {
        match self {
            AssertionKind::Members { members, not: _, states } => {
                members.relocate(to);
                states.relocate(to);
            }
            AssertionKind::VariableOf { variable, members, op: _, value } => {
                variable.relocate(to);
                members.relocate(to);
                value.relocate(to);
            }
            AssertionKind::Condition(condition) => condition.relocate(to),
            AssertionKind::History { subject, verb: _, state } => {
                subject.relocate(to);
                state.relocate(to);
            }
            AssertionKind::LeftWaiting { subject, not: _ } => subject.relocate(to),
            AssertionKind::Received { actor, not: _, event, with } => {
                actor.relocate(to);
                event.relocate(to);
                with.relocate(to);
            }
            AssertionKind::ReceivedCount { actor, count } => {
                actor.relocate(to);
                count.relocate(to);
            }
            AssertionKind::Emitted { event, not: _, to: receiver, with } => {
                event.relocate(to);
                receiver.relocate(to);
                with.relocate(to);
            }
            AssertionKind::Called { action, not: _, with } => {
                action.relocate(to);
                with.relocate(to);
            }
            AssertionKind::TurnedAway { how: _, event, by, not: _, with } => {
                event.relocate(to);
                by.relocate(to);
                with.relocate(to);
            }
        }
    }
}

impl Relocate for TypeKind {
    fn relocate(&mut self, to: Move) {
        match self {
            TypeKind::ArrayOf(item) => item.relocate(to),
            TypeKind::Choice(texts) => texts.relocate(to),
            TypeKind::Reference(machine) => machine.relocate(to),
            TypeKind::String
            | TypeKind::Number
            | TypeKind::Integer
            | TypeKind::Boolean
            | TypeKind::Array
            | TypeKind::Object
            | TypeKind::Time
            | TypeKind::Duration => {}
        }
    }
}

impl Relocate for ExprKind {
    fn relocate(&mut self, to: Move) {
        match self {
            ExprKind::Literal(_) | ExprKind::Call(_) => {}
            ExprKind::List(values) | ExprKind::Joined(values) | ExprKind::Apply(_, values) => {
                values.relocate(to);
            }
            ExprKind::Object(fields) => fields.relocate(to),
            ExprKind::Path(path) | ExprKind::OfList(_, path) => path.relocate(to),
            ExprKind::Owned(path, owner) => {
                path.relocate(to);
                owner.relocate(to);
            }
            ExprKind::Negate(value) | ExprKind::Not(value) | ExprKind::Duration(value, _) => {
                value.relocate(to);
            }
            ExprKind::Binary(_, left, right) => {
                left.relocate(to);
                right.relocate(to);
            }
            ExprKind::Actor(name) | ExprKind::IdOf(name) => name.relocate(to),
        }
    }
}
