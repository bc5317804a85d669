//! The same with tokio: one task owns the desk, and sleeps until the next timer is due.

use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::{Instant, timeout_at};

use crate::desk::{Command, Desk, Outgoing};

/// Runs the desk until all senders of commands are gone.
pub async fn run(desk: &mut Desk, commands: &mut Receiver<Command>, mail: &Sender<Outgoing>) {
    let started = Instant::now();
    loop {
        let next = match desk.next_due() {
            Some(due) => timeout_at(started + due, commands.recv()).await,
            None => Ok(commands.recv().await),
        };
        let mut letters = desk.catch_up(started.elapsed());
        let is_over = next == Ok(None);
        if let Ok(Some(command)) = next {
            letters.extend(desk.handle(command));
        }
        for letter in letters {
            _ = mail.send(letter).await;
        }
        if is_over {
            return;
        }
    }
}
