//! Two customers, one agent, and three days: `cargo run -p help-desk`.

use std::time::Duration;

use help_desk::desk::{Command, Desk, Outgoing, catch_up, handle};
use help_desk::roster::Roster;
use help_desk::ticket::{State, Ticket};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn main() {
    let mut desk = Desk::new(Roster { free: 1, is_online: true });
    println!("two tickets, one agent");
    let mut letters = open(&mut desk, "the screen is dark", "ada@example.org");
    letters.extend(open(&mut desk, "the mouse is gone", "bob@example.org"));
    show(&desk);

    println!("the mail server has taken {} letter", letters.len());
    for letter in letters {
        handle(&mut desk, Command::Sent(letter.letter));
    }

    println!("the agent solves a ticket, and an hour later takes the other");
    let assigned = desk.all::<Ticket>().find(|(_, ticket)| ticket.state() == State::Assigned);
    if let Some((ticket, _)) = assigned {
        handle(&mut desk, Command::Solve(ticket));
    }
    catch_up(&mut desk, HOUR);
    show(&desk);

    println!("two days later");
    catch_up(&mut desk, 49 * HOUR);
    show(&desk);
}

fn open(desk: &mut Desk, subject: &str, address: &str) -> Vec<Outgoing> {
    handle(desk, Command::Open { subject: subject.into(), address: address.into() })
}

/// Lists the tickets.
fn show(desk: &Desk) {
    for (id, ticket) in desk.all::<Ticket>() {
        println!("    {id} of {} is {}", ticket.context().address, ticket.state());
    }
}
