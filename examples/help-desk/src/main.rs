//! Two customers, one agent, and three days: `cargo run -p help-desk`.

use std::time::Duration;

use help_desk::desk::{Command, Desk, Outgoing};
use help_desk::roster::Roster;
use help_desk::ticket::{State, Ticket};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn main() {
    let mut desk = Desk::new(Roster { free: 1, is_online: false });
    println!("a ticket, while the database of the agents is offline");
    let mut letters = open(&mut desk, "the screen is dark", "ada@example.org");
    show(&desk);

    println!("the database is back, and there is another ticket");
    desk.roster_mut().is_online = true;
    letters.extend(desk.catch_up(Duration::ZERO));
    letters.extend(open(&mut desk, "the mouse is gone", "bob@example.org"));
    show(&desk);

    println!("the mail server has taken {} letter", letters.len());
    for letter in letters {
        desk.handle(Command::Sent(letter.letter));
    }

    println!("the agent solves a ticket, and an hour later takes the other");
    let assigned = desk.system().all::<Ticket>().find(|(_, ticket)| ticket.state() == State::Assigned);
    if let Some((ticket, _)) = assigned {
        desk.handle(Command::Solve(ticket));
    }
    desk.catch_up(HOUR);
    show(&desk);

    println!("two days later");
    desk.catch_up(49 * HOUR);
    show(&desk);
}

fn open(desk: &mut Desk, subject: &str, address: &str) -> Vec<Outgoing> {
    desk.handle(Command::Open { subject: subject.into(), address: address.into() })
}

/// Lists the tickets.
fn show(desk: &Desk) {
    for (id, ticket) in desk.system().all::<Ticket>() {
        println!("    {id} of {} is {}", ticket.context().address, ticket.state());
    }
}
