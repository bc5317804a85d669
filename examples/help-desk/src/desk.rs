//! The system with its outside actors: commands go in, letters go out, and events that failed are kept for another attempt.

use std::mem;
use std::time::Duration;

use flow::system::{Id, Sent};

use crate::letter::{self, Letter};
use crate::mail;
use crate::roster::Roster;
use crate::system::{Error, Message, Outcome, System, Undelivered};
use crate::ticket::{self, Ticket};

/// How long events that failed wait for another attempt. A database that is restarted is back after some seconds.
const ANOTHER_ATTEMPT: Duration = Duration::from_secs(10);

/// The help desk.
pub struct Desk {
    system: System<Roster>,
    failed: Vec<Undelivered>,
}

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

impl Desk {
    /// A desk without tickets.
    pub fn new(roster: Roster) -> Self {
        let mut system = System::new(roster);
        system.record();
        Desk { system, failed: Vec::new() }
    }

    /// The tickets, assignments and letters.
    pub fn system(&self) -> &System<Roster> {
        &self.system
    }

    /// The agents.
    pub fn roster_mut(&mut self) -> &mut Roster {
        self.system.bindings_mut()
    }

    /// Handles a command; returns the letters to send.
    pub fn handle(&mut self, command: Command) -> Vec<Outgoing> {
        match self.call(command) {
            Ok(letters) => letters,
            Err(undelivered) => {
                self.keep(*undelivered);
                Vec::new()
            }
        }
    }

    fn call(&mut self, command: Command) -> Result<Vec<Outgoing>, Error> {
        match command {
            Command::Open { subject, address } => {
                let ticket = self.system.create_ticket(ticket::Context::default());
                let outcome = self.system.open(ticket, ticket::event::Open { subject, address })?;
                Ok(self.settle(outcome))
            }
            Command::Solve(ticket) => {
                let outcome = self.system.solve(ticket, ticket::event::Solve {})?;
                Ok(self.settle(outcome))
            }
            Command::Sent(letter) => {
                let outcome = self.system.sent(letter, letter::event::Sent {})?;
                Ok(self.settle(outcome))
            }
        }
    }

    /// Lets time pass until the clock of the desk is at `now`, and delivers again what failed; returns the letters to send.
    pub fn catch_up(&mut self, now: Duration) -> Vec<Outgoing> {
        let outcome = self.system.advance(now.saturating_sub(self.system.now()));
        let failed = mem::take(&mut self.failed);
        let mut letters = self.settle(outcome);
        for undelivered in failed {
            let outcome = self.system.redeliver(undelivered);
            letters.extend(self.settle(outcome));
        }
        letters
    }

    /// The time on the clock of the desk at which it has something to do; `None` if it only waits for commands.
    pub fn next_due(&self) -> Option<Duration> {
        let attempt = (!self.failed.is_empty()).then(|| self.system.now() + ANOTHER_ATTEMPT);
        [self.system.next_due(), attempt].into_iter().flatten().min()
    }

    /// Returns a line for each event since the last call: its sender, its receiver, its effect, and the phrases that were called.
    pub fn take_log(&mut self) -> Vec<String> {
        self.system.take_trace().iter().map(ToString::to_string).collect()
    }

    /// Returns the letters among the messages of a call, and keeps its undelivered events.
    fn settle<S>(&mut self, outcome: Outcome<S>) -> Vec<Outgoing> {
        outcome.undelivered.into_iter().for_each(|undelivered| self.keep(undelivered));
        outcome.messages.into_iter().filter_map(letter_to_send).collect()
    }

    /// Logs an event that had no effect, and keeps it if another attempt can help.
    fn keep(&mut self, undelivered: Undelivered) {
        println!("    {undelivered:#}");
        if !undelivered.is_rejected() {
            self.failed.push(undelivered);
        }
    }
}

fn letter_to_send(sent: Sent<Message>) -> Option<Outgoing> {
    match sent.message {
        Message::Mail(mail::Message::Send(mail::Send { address, text })) => {
            let letter = sent.from.of::<Letter>()?;
            Some(Outgoing { letter, address, text })
        }
        Message::Manager(message) => {
            println!("    the manager gets {message} from {}", sent.from);
            None
        }
    }
}
