//! How far a command is, on a terminal's standard error, where it takes longer than a second.
//!
//! A thread draws, so that one long piece of work shows as well that time goes by. What the command says meanwhile goes above
//! the bar, by [`Bar::beside`], and the bar is gone when the work is done.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes longer shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the time is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// The bar of a program, if one is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bar(Arc<Mutex<Option<ProgressBar>>>);

impl Bar {
    /// Writes something while the bar is out of its way.
    pub(crate) fn beside<R>(&self, write: impl FnOnce() -> R) -> R {
        match self.shown().as_ref() {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn shown(&self) -> MutexGuard<'_, Option<ProgressBar>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Draws until nobody is left who works.
    fn draw(&self, doing: &'static str, of: usize, steps: &Receiver<()>) {
        let (start, mut done) = (Instant::now(), 0);
        loop {
            match steps.recv_timeout(TICK) {
                Ok(()) => done += 1,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if start.elapsed() > PATIENCE {
                self.shown().get_or_insert_with(|| bar(doing, of, start)).set_position(done);
            }
        }
        self.shown().take().iter().for_each(ProgressBar::finish_and_clear);
    }
}

fn bar(doing: &'static str, of: usize, start: Instant) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos} of {len}, {elapsed}")
        .map(|style| style.progress_chars("=> "));
    let bar = ProgressBar::with_draw_target(Some(of as u64), ProgressDrawTarget::stderr());
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(doing)
        .with_elapsed(start.elapsed())
}

/// Work under way.
pub(crate) struct Progress {
    /// What the thread hears of; nothing where there is no terminal.
    drawn: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// So many pieces of work, of which none is done.
    pub(crate) fn new(doing: &'static str, of: usize, bar: &Bar) -> Progress {
        let drawn = io::stderr().is_terminal().then(|| {
            let ((sender, steps), bar) = (channel(), bar.clone());
            (sender, spawn(move || bar.draw(doing, of, &steps)))
        });
        Progress { drawn }
    }

    /// One more piece is done.
    pub(crate) fn step(&mut self) {
        if let Some((sender, _)) = &self.drawn {
            // The thread ends after the sender only.
            let _ = sender.send(());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.drawn.take() {
            drop(sender);
            // A drawing that failed is no trouble of the work.
            let _ = thread.join();
        }
    }
}
