//! The reports of a system while it runs.
//!
//! The system itself keeps no history, so that a system that runs for long, or is explored, does not grow. An observer keeps what
//! it needs: `history` records a log.

use std::rc::Rc;

use flow_model::model::{HandlerId, StateId};

use crate::exec::message::{ConversationId, InstanceId, Message, MessageId};
use crate::exec::runnable::Runnable;
use crate::exec::step::{Done, Instance, Refusal};
use crate::exec::value::Value;

/// An instance handled a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Handled<'m> {
    /// The message.
    pub message: MessageId,
    /// The instance.
    pub instance: InstanceId,
    /// The state before.
    pub from: StateId,
    /// The payload, by field of the event.
    pub payload: Vec<Value>,
    /// The handler, the path through it, and the state after.
    pub done: Rc<Done<'m>>,
}

/// An instance of a system after a commit.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// Its id.
    pub id: InstanceId,
    /// Its conversation; `None` for instances of shared machines.
    pub conversation: Option<ConversationId>,
    /// Its state and variables.
    pub instance: &'a Instance,
}

/// Receives what happens in a system, in order.
pub trait Observer<'m> {
    /// A message was sent or composed.
    fn sent(&mut self, id: MessageId, message: &Rc<Message<'m>>);

    /// A message was in flight when the system was restored from a snapshot.
    fn restored(&mut self, id: MessageId, message: &Rc<Message<'m>>);

    /// The payload of a message was changed before its delivery.
    fn amended(&mut self, id: MessageId, message: &Rc<Message<'m>>);

    /// An instance handled a message. What the handler sends is reported after this.
    fn handled(&mut self, handled: Handled<'m>);

    /// The instance has changed, and its messages are in flight: these are all instances of the system. Not called if the specification has
    /// no rules.
    fn committed(&mut self, runnable: &Runnable<'m>, instances: &[Member<'_>]);

    /// An instance did not handle a message, and did not change.
    fn refused(&mut self, message: MessageId, instance: InstanceId, refusal: &Refusal<'m>);

    /// A handler of an instance put a message aside. It is reported again when it is handled or rejected.
    fn deferred(&mut self, message: MessageId, instance: InstanceId, handler: HandlerId);

    /// An instance did not accept a message to all instances, and was passed over.
    fn passed_over(&mut self, message: MessageId);

    /// A message was lost before its delivery.
    fn lost(&mut self, message: MessageId);

    /// A message will be delivered once more: this is the copy.
    fn repeated(&mut self, id: MessageId, message: &Rc<Message<'m>>);

    /// The clock advanced to this many microseconds since 1970.
    fn time_passed(&mut self, now: i64);
}

/// Ignores everything.
impl<'m> Observer<'m> for () {
    fn sent(&mut self, _: MessageId, _: &Rc<Message<'m>>) {}

    fn restored(&mut self, _: MessageId, _: &Rc<Message<'m>>) {}

    fn amended(&mut self, _: MessageId, _: &Rc<Message<'m>>) {}

    fn handled(&mut self, _: Handled<'m>) {}

    fn committed(&mut self, _: &Runnable<'m>, _: &[Member<'_>]) {}

    fn refused(&mut self, _: MessageId, _: InstanceId, _: &Refusal<'m>) {}

    fn deferred(&mut self, _: MessageId, _: InstanceId, _: HandlerId) {}

    fn passed_over(&mut self, _: MessageId) {}

    fn lost(&mut self, _: MessageId) {}

    fn repeated(&mut self, _: MessageId, _: &Rc<Message<'m>>) {}

    fn time_passed(&mut self, _: i64) {}
}
