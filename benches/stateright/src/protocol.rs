//! Two-phase commit as actors of stateright, and as a specification: the same machines, messages and states.
//!
//! A vote is a step of its own after `prepare`: stateright has choices that an actor makes later, and the specification an event that a
//! participant sends to itself.

use std::borrow::Cow;
use std::fmt::Write;

use stateright::actor::{Actor, ActorModel, Id, Network, Out};
use stateright::{Expectation, Model};

/// The specification.
pub(crate) fn flow_text(count: usize) -> String {
    let all = |event: &str, indent: &str| -> String {
        (1..=count).map(|one| format!("{indent}emit :{event} to @rm{one}\n")).collect()
    };
    let mut text = String::from(
        "machine: @tm\n  starts in #idle\n  scenario: commit\n    on> :begin from @client in #idle\n      tm moves to #voting\n",
    );
    text += &all("prepare", "      ");
    for one in 1..=count {
        let (commit, abort) = (all("commit", "        "), all("abort", "      "));
        let _ = write!(
            text,
            "    on :prepared from @rm{one} in #voting\n      $votes: integer increases by 1\n      ? $votes = {count}\n        tm moves to #committed\n{commit}    on :prepared from @rm{one} in #aborted\n      note a late vote\n    on :refused from @rm{one} in #voting\n      tm moves to #aborted\n{abort}    on :refused from @rm{one} in #aborted\n      note a late vote\n"
        );
    }
    for one in 1..=count {
        let _ = write!(
            text,
            "\nmachine: @rm{one}\n  starts in #working\n  scenario: vote\n    on :prepare from @tm in #working\n      emit :vote to @self\n      rm{one} moves to #voting\n    on :vote from @self in #voting\n      ? can commit\n        rm{one} moves to #prepared\n        emit :prepared to @tm\n      otherwise\n        rm{one} moves to #aborted\n        emit :refused to @tm\n    on :vote from @self in #doomed\n      rm{one} moves to #stopped\n    on :commit from @tm in #prepared\n      rm{one} moves to #committed\n    on :abort from @tm in #voting\n      rm{one} moves to #doomed\n    on :abort from @tm in #prepared, #aborted\n      rm{one} moves to #aborted\n"
        );
    }
    text
}

/// A message between actors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Message {
    Begin,
    Prepare,
    Prepared,
    Refused,
    Commit,
    Abort,
}

/// The coordinator, a participant, or the client that begins.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Coordinator { count: usize },
    Participant,
    Client,
}

/// The state of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum State {
    Coordinator { phase: Phase, votes: usize },
    Participant(Vote),
    Client,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    Idle,
    Voting,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Vote {
    Working,
    Voting,
    Prepared,
    Committed,
    /// It has to abort, and has not voted yet.
    Doomed,
    /// It did not have to vote any more.
    Stopped,
    Aborted,
}

const COORDINATOR: usize = 0;

impl Node {
    fn send_all(&self, message: &Message, out: &mut Out<Node>) {
        if let Node::Coordinator { count } = self {
            (1..=*count).for_each(|one| out.send(Id::from(one), message.clone()));
        }
    }
}

impl Actor for Node {
    type Msg = Message;
    type Timer = ();
    type State = State;
    type Storage = ();
    type Random = bool;

    fn on_start(&self, _: Id, _: &Option<()>, out: &mut Out<Self>) -> State {
        match self {
            Node::Coordinator { .. } => State::Coordinator { phase: Phase::Idle, votes: 0 },
            Node::Participant => State::Participant(Vote::Working),
            Node::Client => {
                out.send(Id::from(COORDINATOR), Message::Begin);
                State::Client
            }
        }
    }

    fn on_msg(&self, _: Id, state: &mut Cow<'_, State>, _: Id, message: Message, out: &mut Out<Self>) {
        match (&**state, message) {
            (State::Coordinator { phase: Phase::Idle, votes }, Message::Begin) => {
                *state = Cow::Owned(State::Coordinator { phase: Phase::Voting, votes: *votes });
                self.send_all(&Message::Prepare, out);
            }
            (State::Coordinator { phase: Phase::Voting, votes }, Message::Prepared) => {
                let votes = votes + 1;
                let is_last = matches!(self, Node::Coordinator { count } if *count == votes);
                let phase = if is_last { Phase::Committed } else { Phase::Voting };
                *state = Cow::Owned(State::Coordinator { phase, votes });
                if is_last {
                    self.send_all(&Message::Commit, out);
                }
            }
            (State::Coordinator { phase: Phase::Voting, votes }, Message::Refused) => {
                *state = Cow::Owned(State::Coordinator { phase: Phase::Aborted, votes: *votes });
                self.send_all(&Message::Abort, out);
            }
            (State::Participant(Vote::Working), Message::Prepare) => {
                *state = Cow::Owned(State::Participant(Vote::Voting));
                out.choose_random("vote", vec![true, false]);
            }
            (State::Participant(Vote::Prepared), Message::Commit) => {
                *state = Cow::Owned(State::Participant(Vote::Committed));
            }
            (State::Participant(Vote::Voting), Message::Abort) => {
                *state = Cow::Owned(State::Participant(Vote::Doomed));
                out.choose_random("vote", vec![false]);
            }
            (State::Participant(_), Message::Abort) => {
                *state = Cow::Owned(State::Participant(Vote::Aborted));
            }
            _ => {}
        }
    }

    fn on_random(&self, _: Id, state: &mut Cow<'_, State>, can_commit: &bool, out: &mut Out<Self>) {
        if **state == State::Participant(Vote::Doomed) {
            *state = Cow::Owned(State::Participant(Vote::Stopped));
        } else {
            let (vote, message) = match can_commit {
                true => (Vote::Prepared, Message::Prepared),
                false => (Vote::Aborted, Message::Refused),
            };
            *state = Cow::Owned(State::Participant(vote));
            out.send(Id::from(COORDINATOR), message);
        }
    }
}

/// The model: messages from one actor to another arrive in order. It has a property, since a search for nothing would end at once.
pub(crate) fn actors(count: usize) -> ActorModel<Node> {
    ActorModel::new((), ())
        .actor(Node::Coordinator { count })
        .actors((0..count).map(|_| Node::Participant))
        .actor(Node::Client)
        .init_network(Network::new_ordered([]))
        .property(Expectation::Always, "nothing fails", |_, _| true)
}

/// How many states and transitions stateright finds with a model.
pub(crate) fn count_states(model: ActorModel<Node>) -> (usize, usize) {
    use stateright::Checker;
    let checker = model.checker().threads(1).spawn_bfs().join();
    // It counts each state that it reaches, the first one included.
    (checker.unique_state_count(), checker.state_count() - 1)
}
