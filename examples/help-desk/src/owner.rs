//! One thread owns the desk and handles commands of all others. The clock is real.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;

use crate::desk::{Command, Desk, Outgoing};

/// Runs the desk until all senders of commands are gone.
pub fn run(desk: &mut Desk, commands: &Receiver<Command>, mail: &Sender<Outgoing>) {
    let started = Instant::now();
    loop {
        let next = match desk.next_due() {
            Some(due) => commands.recv_timeout(due.saturating_sub(started.elapsed())),
            None => commands.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut letters = desk.catch_up(started.elapsed());
        let is_over = next == Err(RecvTimeoutError::Disconnected);
        if let Ok(command) = next {
            letters.extend(desk.handle(command));
        }
        for letter in letters {
            // Without a mail server the letter is lost; its timer sends it again.
            _ = mail.send(letter);
        }
        if is_over {
            return;
        }
    }
}
