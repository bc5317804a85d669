//! The desk in a thread of its own, in a mutex, and with the clock of tokio; and that the book shows the program's output.

use std::fs;
use std::process;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use help_desk::desk::{Command, Desk, Outgoing};
use help_desk::letter::{self, Letter};
use help_desk::roster::Roster;
use help_desk::ticket::{self, Ticket};
use help_desk::{clock, owner};
use tokio::sync::mpsc as channels;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn new_desk() -> Desk {
    Desk::new(Roster { free: 1, is_online: true })
}

fn open() -> Command {
    Command::Open { subject: "the screen is dark".into(), address: "ada@example.org".into() }
}

#[test]
fn a_thread_answers_the_desk_later() {
    let (commands, inbox) = mpsc::channel();
    let (outbox, letters) = mpsc::channel();
    let desk = thread::spawn(move || {
        let mut desk = new_desk();
        owner::run(&mut desk, &inbox, &outbox);
        desk
    });

    commands.send(open()).unwrap();
    let letter = letters.recv().unwrap();
    assert_eq!(letter.address, "ada@example.org");
    commands.send(Command::Sent(letter.letter)).unwrap();
    drop(commands);

    let desk = desk.join().unwrap();
    assert_eq!(desk.system()[letter.letter].state(), letter::State::Sent);
}

#[test]
fn two_days_pass_on_tokios_clock() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let desk = runtime.block_on(async {
        let (commands, mut inbox) = channels::channel(8);
        let (outbox, mut letters) = channels::channel::<Outgoing>(8);
        tokio::spawn(async move {
            commands.send(open()).await.unwrap();
            let letter = letters.recv().await.unwrap();
            commands.send(Command::Sent(letter.letter)).await.unwrap();
            tokio::time::sleep(2 * DAY).await;
        });
        let mut desk = new_desk();
        clock::run(&mut desk, &mut inbox, &outbox).await;
        desk
    });
    let states: Vec<_> = desk.system().all::<Ticket>().map(|(_, ticket)| ticket.state()).collect();
    assert_eq!(states, [ticket::State::Escalated]);
    assert!(desk.system().all::<Letter>().all(|(_, letter)| letter.state() == letter::State::Sent));
}

#[test]
fn a_mutex_is_enough_for_short_calls() {
    let desk = Arc::new(Mutex::new(new_desk()));
    let mut threads = Vec::new();
    for address in ["ada@example.org", "bob@example.org"] {
        let desk = Arc::clone(&desk);
        threads.push(thread::spawn(move || {
            let command = Command::Open { subject: "the screen is dark".into(), address: address.into() };
            let letters = desk.lock().unwrap().handle(command);
            // The lock is free again: here is the time to send them.
            letters.len()
        }));
    }
    let letters: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(letters, 1);
    assert_eq!(desk.lock().unwrap().system().all::<Ticket>().count(), 2);
}

#[test]
fn every_event_is_in_the_log() {
    let mut desk = new_desk();
    desk.handle(open());
    let log = [
        "@customer → @ticket-1: :open, #idle → #open",
        "@ticket-1 → @assignment-1: :assign, stays in #idle (an agent is free: yes, reserve an agent)",
        "@assignment-1 → @ticket-1: :assigned, #open → #assigned",
        "@ticket-1 → @letter-1: :write, #idle → #sending",
        "@letter-1 → @mail: :send",
    ];
    assert_eq!(desk.take_log(), log);
}

/// Handles commands at their times.
fn replay(history: &[(Duration, Command)]) -> Desk {
    let mut desk = new_desk();
    for (time, command) in history {
        desk.catch_up(*time);
        desk.handle(command.clone());
    }
    desk
}

#[test]
fn a_replay_ends_in_the_same_states() {
    let ticket = "ticket-1".parse().unwrap();
    let history = [(Duration::ZERO, open()), (DAY, open()), (3 * DAY, Command::Solve(ticket))];
    let states =
        |desk: &Desk| -> Vec<_> { desk.system().all::<Ticket>().map(|(_, ticket)| ticket.state()).collect() };
    let desk = replay(&history);
    assert_eq!(states(&desk), [ticket::State::Solved, ticket::State::Waiting]);
    assert_eq!(states(&replay(&history)), states(&desk));
}

#[test]
fn the_book_shows_what_the_program_prints() {
    let output = process::Command::new(env!("CARGO_BIN_EXE_help-desk")).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rust/program.md")).unwrap();
    assert!(page.contains(&format!("$ cargo run -q -p help-desk\n{printed}```")), "it prints\n{printed}");
}
