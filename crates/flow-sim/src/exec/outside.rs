//! The answers of outside actors in a story (reference#given-answers).
//!
//! A scripted actor answers each emit to it after which the asker rests where that answer is accepted. Its answers are sent in order, the
//! last one repeats, and the next one follows by itself where it is accepted after the one before.

use flow_model::model::{ActorId, EventId, MachineId, Target};

use crate::exec::message::{InstanceId, Manner, Message, Peer};
use crate::exec::observer::Observer;
use crate::exec::step::{Done, Happened, Payload};
use crate::exec::system::System;

/// One answer, as each machine gets it that handles such an event.
pub type Answer<'m> = Vec<(MachineId, EventId, Payload<'m>)>;

/// The answers of an outside actor.
#[derive(Clone, Debug)]
pub(super) struct ActorScript<'m> {
    actor: ActorId,
    answers: Vec<Answer<'m>>,
    /// How many were sent.
    sent: usize,
}

impl<'m, O: Observer<'m>> System<'_, 'm, O> {
    /// Sets what an actor answers from now on.
    pub fn script_actor(&mut self, actor: ActorId, answers: Vec<Answer<'m>>) {
        self.scripts.retain(|script| script.actor != actor);
        self.scripts.push(ActorScript { actor, answers, sent: 0 });
    }

    /// Whether the answers of any actor are scripted.
    pub fn has_scripts(&self) -> bool {
        !self.scripts.is_empty()
    }

    /// Whether the answers of an actor are scripted.
    pub fn is_scripted(&self, actor: ActorId) -> bool {
        self.scripts.iter().any(|script| script.actor == actor)
    }

    /// Lets the actors answer that a handler of an instance has asked.
    pub(super) fn answer_emits(&mut self, instance: InstanceId, done: &Done<'m>) {
        if self.scripts.is_empty() {
            return;
        }
        for happened in &done.path {
            if let Happened::Sent(emit, ..) = happened
                && let Target::Actor(actor, _) = emit.target
            {
                self.send_answer(instance, actor, Repeat::Yes);
            }
        }
    }

    /// After an answer: the next one follows if the handler did not ask again.
    pub(super) fn follow_answer(&mut self, instance: InstanceId, from: Peer, done: &Done<'m>) {
        let Peer::Actor(actor) = from else { return };
        let asks_again = done.path.iter().any(|happened| {
            matches!(happened, Happened::Sent(emit, ..) if matches!(emit.target, Target::Actor(asked, _) if asked == actor))
        });
        if !asks_again {
            self.send_answer(instance, actor, Repeat::No);
        }
    }

    /// Sends the next answer of an actor to an instance that accepts it.
    fn send_answer(&mut self, to: InstanceId, actor: ActorId, repeat: Repeat) {
        let (machine, state) = (self.instance(to).machine, self.instance(to).state);
        let Some(script) = self.scripts.iter_mut().find(|script| script.actor == actor) else { return };
        let last = match repeat {
            Repeat::Yes => script.sent.min(script.answers.len() - 1),
            Repeat::No => script.sent,
        };
        let Some(answer) = script.answers.get(last) else { return };
        let runnable = self.runnable;
        let is_taken = |(of, event, _): &&(MachineId, EventId, Payload<'m>)| {
            *of == machine && runnable.handler(machine, state, *event).is_some()
        };
        let Some((_, event, payload)) = answer.iter().find(is_taken).cloned() else { return };
        script.sent += 1;
        let (from, peer) = (Peer::Actor(actor), Peer::Instance(to));
        let sent = self.send(Message {
            from,
            to: peer,
            name: &runnable.machine(machine).events[event].name.text,
            event: Some(event),
            payload,
            conversation: self.conversation_of(from, to),
            emit: None,
            manner: Manner::Plain,
        });
        self.in_flight.push_back(sent);
    }
}

/// Whether the last answer is given again after all were given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Yes,
    No,
}
