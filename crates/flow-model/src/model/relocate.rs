//! Models of moved text: the same machine, at another place of its file.
//!
//! Every field of a node that has places is listed here, so that a new one is a compile error until it is. The parts of a node are those
//! of [`crate::visit`].

use flow_syntax::ast::relocate::{Move, Relocate};
use flow_syntax::relocate_structs;

use super::{
    Assertion, AssertionKind, Call, Condition, Crossing, Event, Expr, Fact, FactKind, GivenAnswer, Handler,
    Item, PayloadField, Phrase, Scenario, Step, Variable,
};
use crate::visit::NodeMut;

/// Moves the places of a node and of everything in it.
fn relocate_node(mut node: NodeMut<'_>, to: Move) {
    match &mut node {
        NodeMut::Step(step) => step.visit_own_spans(&mut |span| span.relocate(to)),
        NodeMut::Condition(Condition { kind: _, span })
        | NodeMut::Call(Call { phrase: _, words: _, args: _, span })
        | NodeMut::Expr(Expr { kind: _, ty: _, span }) => span.relocate(to),
        NodeMut::Fact(Fact { kind, span }) => {
            relocate_fact(kind, to);
            span.relocate(to);
        }
        NodeMut::Assertion(Assertion { kind, span }) => {
            relocate_assertion(kind, to);
            span.relocate(to);
        }
    }
    node.for_each_part(&mut |part| relocate_node(part, to));
}

/// Moves the places that a fact has besides its line and its values.
fn relocate_fact(kind: &mut FactKind, to: Move) {
    match kind {
        FactKind::Answers(_, answers) => {
            for GivenAnswer { event, with } in answers {
                event.relocate(to);
                with.iter_mut().for_each(|(name, _)| name.relocate(to));
            }
        }
        FactKind::Table(_, table) => table.relocate(to),
        FactKind::MemberInState(..)
        | FactKind::VariableOf(..)
        | FactKind::After(_)
        | FactKind::InState(..)
        | FactKind::Receiver(..)
        | FactKind::Variable(..)
        | FactKind::Sender(..)
        | FactKind::Payload(..)
        | FactKind::Phrase(..)
        | FactKind::Answer(..)
        | FactKind::Throws(..) => {}
    }
}

/// Moves the places that an assertion has besides its line and its values.
fn relocate_assertion(kind: &mut AssertionKind, to: Move) {
    match kind {
        AssertionKind::Received { by: _, not: _, event, with } => {
            event.relocate(to);
            with.iter_mut().for_each(|(name, _)| name.relocate(to));
        }
        AssertionKind::Emitted { event, not: _, to: _, with } => {
            event.relocate(to);
            with.iter_mut().for_each(|(name, _)| name.relocate(to));
        }
        AssertionKind::Called { call: _, not: _, open: _, with } => {
            with.iter_mut().for_each(|(name, _)| name.relocate(to));
        }
        AssertionKind::TurnedAway { how: _, event, by: _, not: _, with: _ } => event.relocate(to),
        AssertionKind::Members(..)
        | AssertionKind::VariableOf(..)
        | AssertionKind::Condition(_)
        | AssertionKind::History(..)
        | AssertionKind::LeftWaiting(..)
        | AssertionKind::ReceivedCount(..) => {}
    }
}

impl Relocate for Step {
    fn relocate(&mut self, to: Move) {
        relocate_node(NodeMut::Step(self), to);
    }
}

impl Relocate for Fact {
    fn relocate(&mut self, to: Move) {
        relocate_node(NodeMut::Fact(self), to);
    }
}

impl Relocate for Assertion {
    fn relocate(&mut self, to: Move) {
        relocate_node(NodeMut::Assertion(self), to);
    }
}

impl Relocate for Expr {
    fn relocate(&mut self, to: Move) {
        relocate_node(NodeMut::Expr(self), to);
    }
}

relocate_structs! {
    Handler { given body expect span | scenario event visibility beside said reaction own }
    Crossing { name body span | side states }
    Scenario { name given expect span | origin handlers }
    Phrase { span | kind function params answer text }
    Variable { name | ty origin }
    Item { name | ty }
    PayloadField { name | ty presence }
    Event { name | from fields declared sender_id visibility handlers }
}
