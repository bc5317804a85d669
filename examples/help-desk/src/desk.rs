//! The system with its outside actors: commands go in, letters go out.

use std::time::Duration;

use flow::system::Id;

use crate::letter::{self, Letter};
use crate::mail;
use crate::roster::Roster;
use crate::system::{Message, Outcome, System};
use crate::ticket::{self, Ticket};

/// The help desk.
pub type Desk = System<Roster>;

/// What others want of the desk.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A customer has a problem.
    Open {
        /// The problem.
        subject: String,
        /// The address of the customer.
        address: String,
    },
    /// An agent has solved it.
    Solve(Id<Ticket>),
    /// The mail server has taken a letter.
    Sent(Id<Letter>),
}

/// A letter for the mail server. Its answer, whenever it arrives, is for this id.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// The letter.
    pub letter: Id<Letter>,
    /// The address.
    pub address: String,
    /// The text.
    pub text: String,
}

/// Handles a command; returns the letters to send.
pub fn handle(desk: &mut Desk, command: Command) -> Vec<Outgoing> {
    match command {
        Command::Open { subject, address } => {
            let ticket = desk.create_ticket(ticket::Context { subject, address });
            let outcome = desk.open(ticket, ticket::event::Open {}).expect("a new ticket can be opened");
            outgoing(&outcome)
        }
        Command::Solve(ticket) => match desk.solve(ticket, ticket::event::Solve {}) {
            Ok(outcome) => outgoing(&outcome),
            Err(_) => Vec::new(),
        },
        Command::Sent(letter) => match desk.sent(letter, letter::event::Sent {}) {
            Ok(outcome) => outgoing(&outcome),
            Err(_) => Vec::new(),
        },
    }
}

/// Lets time pass until the clock of the desk is at `now`; returns the letters to send.
pub fn catch_up(desk: &mut Desk, now: Duration) -> Vec<Outgoing> {
    let outcome = desk.advance(now.saturating_sub(desk.now()));
    outgoing(&outcome)
}

/// The letters among the messages of a call.
pub fn outgoing<S>(outcome: &Outcome<S>) -> Vec<Outgoing> {
    let mut letters = Vec::new();
    for sent in &outcome.messages {
        if let Message::Mail(mail::Message::Send(mail::Send { address, text })) = &sent.message
            && let Some(letter) = sent.from.of::<Letter>()
        {
            letters.push(Outgoing { letter, address: address.clone(), text: text.clone() });
        }
    }
    letters
}
