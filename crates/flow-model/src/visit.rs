//! One walk over everything that has parts: steps, conditions, calls, expressions, facts and assertions.
//!
//! [`Node::for_each_part`] is the only place that knows the parts of each kind, so a new kind of condition or expression is
//! added to one macro here, and a new kind of step to the one in `model/step.rs`; every walk of the compiler and of the
//! tools follows. [`NodeMut`] is the same for passes that rewrite.
//!
//! Parts are visited in the order of the text, except that all conditions of a chain precede all its bodies: passes
//! number what they find, and generated code depends on these numbers. The walks recurse, because the parser bounds
//! nesting. They take closures as `dyn`, so that each is compiled once for all callers.

use crate::model::{
    Assertion, AssertionKind, Call, Condition, ConditionKind, Expr, ExprKind, Fact, FactKind, Handler, Step,
    visit_step_parts,
};

/// Something of the model that has parts.
#[derive(Clone, Copy, Debug)]
pub enum Node<'m> {
    /// A step, with its conditions, values and nested steps.
    Step(&'m Step),
    /// A condition.
    Condition(&'m Condition),
    /// A call of a phrase, with its arguments.
    Call(&'m Call),
    /// A value.
    Expr(&'m Expr),
    /// A line of a `given:`.
    Fact(&'m Fact),
    /// A line of an `expect:`.
    Assertion(&'m Assertion),
}

/// The same as [`Node`], to be changed.
#[derive(Debug)]
pub enum NodeMut<'m> {
    /// A step.
    Step(&'m mut Step),
    /// A condition.
    Condition(&'m mut Condition),
    /// A call of a phrase.
    Call(&'m mut Call),
    /// A value.
    Expr(&'m mut Expr),
    /// A line of a `given:`.
    Fact(&'m mut Fact),
    /// A line of an `expect:`.
    Assertion(&'m mut Assertion),
}

/// The parts of a node: of a [`Node`] with `iter`, of a [`NodeMut`] with `iter_mut`. The patterns bind references of
/// the node's own mutability, so that one text serves both.
macro_rules! visit_parts {
    ($node:expr, $visit:ident, $Node:ident, $iter:ident) => {
        match $node {
            $Node::Step(step) => visit_step_parts!(step, $visit, $Node, $iter),
            $Node::Condition(Condition { kind, .. }) => match kind {
                ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                    parts.$iter().for_each(|part| $visit($Node::Condition(part)));
                }
                ConditionKind::Not(inner) => $visit($Node::Condition(inner)),
                ConditionKind::InState(..) | ConditionKind::Began(_) | ConditionKind::Failed => {}
                ConditionKind::Compare(left, _, right) | ConditionKind::Contains(left, right) => {
                    $visit($Node::Expr(left));
                    $visit($Node::Expr(right));
                }
                ConditionKind::Empty(value) | ConditionKind::Flag(value) => $visit($Node::Expr(value)),
                ConditionKind::Call(call) => $visit($Node::Call(call)),
            },
            $Node::Call(Call { args, .. }) => args.$iter().for_each(|arg| $visit($Node::Expr(arg))),
            $Node::Expr(Expr { kind, .. }) => match kind {
                ExprKind::List(items) | ExprKind::Joined(items) | ExprKind::Apply(_, items) => {
                    items.$iter().for_each(|item| $visit($Node::Expr(item)))
                }
                ExprKind::Object(fields) => {
                    fields.$iter().for_each(|(_, value)| $visit($Node::Expr(value)));
                }
                ExprKind::Field(inner, _)
                | ExprKind::Negate(inner)
                | ExprKind::Length(inner)
                | ExprKind::End(_, inner)
                | ExprKind::Fold(_, inner, _)
                | ExprKind::Not(inner)
                | ExprKind::Duration(inner, _)
                | ExprKind::Convert(inner) => $visit($Node::Expr(inner)),
                ExprKind::Binary(_, left, right) => {
                    $visit($Node::Expr(left));
                    $visit($Node::Expr(right));
                }
                ExprKind::Number(_)
                | ExprKind::Text(_)
                | ExprKind::Boolean(_)
                | ExprKind::Zero
                | ExprKind::Variable(_)
                | ExprKind::VariableOf(..)
                | ExprKind::Payload(_)
                | ExprKind::InstanceId
                | ExprKind::Item(_)
                | ExprKind::Partner(_)
                | ExprKind::Made(_)
                | ExprKind::Itself
                | ExprKind::Uuid
                | ExprKind::Now
                | ExprKind::Failure(_) => {}
            },
            $Node::Fact(Fact { kind, .. }) => match kind {
                FactKind::InState(..) | FactKind::MemberInState(..) => {}
                FactKind::Answers(_, answers) => {
                    let fields = answers.$iter().flat_map(|answer| answer.with.$iter());
                    fields.for_each(|(_, value)| $visit($Node::Expr(value)));
                }
                FactKind::After(value)
                | FactKind::Variable(_, value)
                | FactKind::Receiver(_, value)
                | FactKind::Sender(_, value)
                | FactKind::Payload(_, value)
                | FactKind::VariableOf(_, _, _, value) => $visit($Node::Expr(value)),
                FactKind::Table(call, _) | FactKind::Phrase(call, _) | FactKind::Throws(call, _) => {
                    $visit($Node::Call(call));
                }
                FactKind::Answer(call, value) => {
                    $visit($Node::Call(call));
                    $visit($Node::Expr(value));
                }
            },
            $Node::Assertion(Assertion { kind, .. }) => match kind {
                AssertionKind::Condition(condition) => $visit($Node::Condition(condition)),
                AssertionKind::History(..) | AssertionKind::Members(..) | AssertionKind::LeftWaiting(..) => {}
                AssertionKind::VariableOf(_, _, _, _, value) => $visit($Node::Expr(value)),
                AssertionKind::Received { with, .. } | AssertionKind::Emitted { with, .. } => {
                    with.$iter().for_each(|(_, value)| $visit($Node::Expr(value)));
                }
                AssertionKind::ReceivedCount(_, count) => $visit($Node::Expr(count)),
                AssertionKind::Called { call, with, .. } => {
                    $visit($Node::Call(call));
                    with.$iter().for_each(|(_, value)| $visit($Node::Expr(value)));
                }
                AssertionKind::TurnedAway { with, .. } => {
                    with.$iter().for_each(|text| $visit($Node::Expr(text)));
                }
            },
        }
    };
}

impl<'m> Node<'m> {
    /// Calls `visit` with each direct part of this node.
    pub fn for_each_part(self, visit: &mut dyn FnMut(Node<'m>)) {
        visit_parts!(self, visit, Node, iter);
    }

    /// Calls `visit` with this node and everything in it, each node before its parts.
    pub fn walk(self, visit: &mut dyn FnMut(Node<'m>)) {
        visit(self);
        self.for_each_part(&mut |part| part.walk(visit));
    }
}

impl NodeMut<'_> {
    /// Calls `visit` with each direct part of this node.
    pub fn for_each_part(self, visit: &mut dyn FnMut(NodeMut<'_>)) {
        visit_parts!(self, visit, NodeMut, iter_mut);
    }

    /// Calls `rewrite` with this node and everything in it, each node before its parts: the parts are those that
    /// `rewrite` left.
    pub fn rewrite(mut self, rewrite: &mut dyn FnMut(&mut NodeMut<'_>)) {
        rewrite(&mut self);
        self.for_each_part(&mut |part| part.rewrite(rewrite));
    }
}

/// Calls `visit` with the steps of a body that can have an effect, each chain before the steps in it: all but those of blocks
/// on which every path rejects.
pub fn kept_steps<'m>(body: &'m [Step], visit: &mut dyn FnMut(&'m Step)) {
    if always_rejects(body) {
        return;
    }
    for step in body {
        visit(step);
        step.bodies().for_each(|body| kept_steps(body, visit));
    }
}

/// Whether every path through a body rejects, independent of its guards.
pub fn always_rejects(body: &[Step]) -> bool {
    body.iter().any(|step| match step {
        Step::Reject(_) => true,
        Step::Chain(chain) => chain.otherwise.is_some() && chain.bodies().all(|body| always_rejects(body)),
        _ => false,
    })
}

/// Calls `visit` with every step of a body, each chain before the steps in it.
pub fn steps<'m>(body: &'m [Step], visit: &mut dyn FnMut(&'m Step)) {
    for step in body {
        visit(step);
        match step {
            Step::Chain(chain) => chain.bodies().for_each(|body| steps(body, visit)),
            Step::ForEach(each) => steps(&each.body, visit),
            _ => {}
        }
    }
}

/// Calls `visit` with every expression of a handler, its `given:` and `expect:` included.
pub fn handler_exprs<'m>(handler: &'m Handler, visit: &mut dyn FnMut(&'m Expr)) {
    fact_exprs(&handler.given, visit);
    body_exprs(&handler.body, visit);
    assertion_exprs(&handler.expect, visit);
}

/// Calls `visit` with every expression of a body.
pub fn body_exprs<'m>(body: &'m [Step], visit: &mut dyn FnMut(&'m Expr)) {
    body.iter().for_each(|step| exprs(Node::Step(step), visit));
}

/// Calls `visit` with every expression of a condition.
pub fn condition_exprs<'m>(condition: &'m Condition, visit: &mut dyn FnMut(&'m Expr)) {
    exprs(Node::Condition(condition), visit);
}

/// Calls `visit` with every expression of the facts of a `given:`.
pub fn fact_exprs<'m>(facts: &'m [Fact], visit: &mut dyn FnMut(&'m Expr)) {
    facts.iter().for_each(|fact| exprs(Node::Fact(fact), visit));
}

/// Calls `visit` with every expression of the lines of an `expect:`.
pub fn assertion_exprs<'m>(assertions: &'m [Assertion], visit: &mut dyn FnMut(&'m Expr)) {
    assertions.iter().for_each(|assertion| exprs(Node::Assertion(assertion), visit));
}

/// Calls `visit` with an expression and all expressions in it.
pub fn expr<'m>(value: &'m Expr, visit: &mut dyn FnMut(&'m Expr)) {
    exprs(Node::Expr(value), visit);
}

/// Calls `visit` with every expression in a node, outer ones before inner ones.
pub fn exprs<'m>(node: Node<'m>, visit: &mut dyn FnMut(&'m Expr)) {
    node.walk(&mut |node| {
        if let Node::Expr(expr) = node {
            visit(expr);
        }
    });
}

/// Calls `visit` with every condition in a condition, itself included.
pub fn conditions<'m>(condition: &'m Condition, visit: &mut dyn FnMut(&'m Condition)) {
    visit(condition);
    Node::Condition(condition).for_each_part(&mut |part| {
        if let Node::Condition(part) = part {
            conditions(part, visit);
        }
    });
}

/// Calls `visit` with every phrase that a condition asks.
pub fn calls<'m>(condition: &'m Condition, visit: &mut dyn FnMut(&'m Call)) {
    conditions(condition, &mut |part| {
        if let ConditionKind::Call(call) = &part.kind {
            visit(call);
        }
    });
}

/// Calls `visit` with every phrase of a body: the actions it calls and the guards it asks.
pub fn body_calls<'m>(body: &'m [Step], visit: &mut dyn FnMut(&'m Call)) {
    for step in body {
        Node::Step(step).walk(&mut |node| {
            if let Node::Call(call) = node {
                visit(call);
            }
        });
    }
}

/// Whether a condition asks a phrase, so that bindings decide it.
pub fn asks_phrase(condition: &Condition) -> bool {
    let mut asks = false;
    calls(condition, &mut |_| asks = true);
    asks
}
