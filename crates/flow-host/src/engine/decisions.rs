//! Decisions about dead letters: retry, answer, fail, abandon.
//!
//! A dead letter keeps its event, or its message, with all recorded answers, so that a retry goes on where it stopped. Each decision
//! has a reason, which is kept in the journal.

use flow_durable::{Answer, CallError, DeadKind};

use super::{Decision, Engine, Output, Reply, Ticket};
use crate::error::Fault;
use crate::letters::DeadLetter;
use crate::store::{Dead, Delivery, Entry, Life, Origin, Sent, Status};

impl Engine {
    /// Adds a dead letter, which the program is told of after the commit.
    pub(super) fn add_dead(&mut self, mut dead: Dead) -> Result<(), Fault> {
        dead.n = self.store.add_dead(&dead)?;
        self.outputs.push(Output::GivenUp(DeadLetter::new(dead, 0)));
        Ok(())
    }

    /// Carries out a decision about a dead letter.
    pub(super) fn decide(
        &mut self,
        ticket: Ticket,
        n: i64,
        decision: &Decision,
        reason: &str,
    ) -> Result<(), Fault> {
        let reply = self.decide_letter(n, decision, reason, None)?;
        self.outputs.push(Output::Reply { ticket, reply });
        Ok(())
    }

    /// Carries out a decision of an operator, or of the program itself.
    pub(super) fn decide_letter(
        &mut self,
        n: i64,
        decision: &Decision,
        reason: &str,
        who: Option<&str>,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let why = Why { reason, who };
        match self.store.dead(n)? {
            _ if reason.trim().is_empty() => Ok(Err(CallError::Unfit("a decision needs a reason".into()))),
            None => Ok(Err(CallError::NotFound { machine: "dead letter".into(), id: n.to_string() })),
            Some(dead) => self.carry_out(&dead, decision, why),
        }
    }

    fn carry_out(
        &mut self,
        dead: &Dead,
        decision: &Decision,
        why: Why<'_>,
    ) -> Result<Result<Reply, CallError>, Fault> {
        if let Some(seq) = dead.delivery {
            return self.decide_event(dead, seq, decision, why);
        }
        match dead.outgoing {
            Some(seq) => self.decide_message(dead, seq, decision, why),
            None => Ok(Err(CallError::Unfit("the dead letter is empty".into()))),
        }
    }

    fn decide_event(
        &mut self,
        dead: &Dead,
        seq: i64,
        decision: &Decision,
        why: Why<'_>,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let Some(mut delivery) = self.store.delivery(seq)? else {
            return Ok(Err(CallError::Unfit("the event of the dead letter was deleted by hand".into())));
        };
        let what = match self.settle_question(dead, &mut delivery, decision, why.reason)? {
            Ok(what) => what,
            Err(error) => return Ok(Err(error)),
        };
        let instance = self.store.instance(delivery.receiver)?;
        if *decision == Decision::Abandon {
            // It is over since it became a dead letter.
            self.store.delete_delivery(&delivery)?;
            // The events that it blocked go on.
            self.add_next(instance.n)?;
        } else {
            // No caller waits for the result any more, so that a failure is a dead letter again.
            if delivery.origin == Origin::Call {
                delivery.origin = Origin::Actor;
            }
            self.store.set_status(&delivery, Status::Queued)?;
            self.resume_effect(&delivery);
            if instance.life == Life::NotKept {
                self.store.set_life(instance.n, Life::Made)?;
            }
            self.ready.add(instance.n, seq);
        }
        let since = self.store.count_handled_since(dead)?;
        self.store.delete_dead(dead.n)?;
        let note = Some(why.note("dead", dead.kind.name(), since));
        let (n, state) = (instance.n, instance.state.as_str());
        let entry = Entry { instance: n, what, delivery: Some(&delivery), state, note, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        Ok(Ok(Reply::Decided))
    }

    /// Prepares a dead event for what was decided. Returns what the journal calls that.
    pub(super) fn settle_question(
        &self,
        dead: &Dead,
        delivery: &mut Delivery,
        decision: &Decision,
        reason: &str,
    ) -> Result<Result<&'static str, CallError>, Fault> {
        let seq = delivery.seq;
        let answer = match decision {
            Decision::Abandon => return Ok(Ok("abandoned")),
            Decision::Retry => {
                let goes_on = match dead.kind {
                    DeadKind::Exhausted
                    | DeadKind::Misconfigured
                    | DeadKind::EndsTheProcess
                    | DeadKind::Restored => self.reset_question(seq, None)?,
                    DeadKind::Failed | DeadKind::Panicked => self.take_refusal_back(seq)?,
                    _ => false,
                };
                if !goes_on && delivery.revision.is_some() {
                    // It is handled again, as after a step of its instance: guards are asked again, and performed phrases are not.
                    delivery.revision = Some(NO_REVISION);
                }
                return Ok(Ok("retried"));
            }
            Decision::Answer(value) if serde_json::from_str::<serde_json::Value>(value).is_err() => {
                return Ok(Err(CallError::Unfit("the answer is not JSON".into())));
            }
            Decision::Answer(value) => Answer::Value(value.clone()),
            Decision::Fail => Answer::Refused(reason.to_owned()),
        };
        let is_answered = self.reset_question(seq, Some(answer))?;
        Ok(if is_answered { Ok("answered by hand") } else { Err(no_question()) })
    }

    fn decide_message(
        &mut self,
        dead: &Dead,
        seq: i64,
        decision: &Decision,
        why: Why<'_>,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let Some(mut message) = self.store.message_at(seq)? else {
            return Ok(Err(CallError::Unfit("the message of the dead letter was deleted by hand".into())));
        };
        let what = match decision {
            Decision::Retry => {
                (message.attempt, message.began, message.next, message.sent) = (0, None, None, Sent::Waiting);
                "retried"
            }
            Decision::Abandon => {
                message.sent = Sent::Abandoned;
                "abandoned"
            }
            Decision::Answer(_) | Decision::Fail => return Ok(Err(no_question())),
        };
        self.store.update_message(&message)?;
        self.store.delete_dead(dead.n)?;
        let state = self.store.instance(message.instance)?.state;
        let note = Some(why.note("message", &message.id.to_string(), 0));
        let entry = Entry { instance: message.instance, what, state: &state, note, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        self.send_next_message(&message)?;
        Ok(Ok(Reply::Decided))
    }
}

/// Why something was decided, and who did if not the program.
#[derive(Clone, Copy)]
pub(super) struct Why<'a> {
    pub(super) reason: &'a str,
    pub(super) who: Option<&'a str>,
}

impl Why<'_> {
    /// The note for the journal, with a fact about the letter, and how many events have overtaken it.
    fn note(self, name: &str, fact: &str, handled_since: u64) -> String {
        let mut note = self.describe();
        note[name] = fact.into();
        if handled_since > 0 {
            note["handled_since"] = handled_since.into();
        }
        note.to_string()
    }

    /// For the journal.
    pub(super) fn describe(self) -> serde_json::Value {
        let mut note = serde_json::json!({ "reason": self.reason });
        if let Some(who) = self.who {
            note["who"] = who.into();
        }
        note
    }
}

/// A revision that no instance has.
const NO_REVISION: i64 = -1;

fn no_question() -> CallError {
    CallError::Unfit("no phrase of this dead letter waits for an answer".into())
}
