//! A progress bar on standard error, for commands that take longer than a second in a terminal.
//!
//! A thread draws it, so that the elapsed time advances even during one long step. Output of the command is printed above the
//! bar with [`Bar::suspend`]. The bar is removed when the work is done.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar appears after this time: users perceive a delay of up to about a second as uninterrupted, and a flashing bar distracts.
const PATIENCE: Duration = Duration::from_secs(1);
/// The interval of redraws: short enough for a seconds counter to look steady, long enough to cost no measurable time.
const TICK: Duration = Duration::from_millis(200);

/// The bar of a program, if one is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bar(Arc<Mutex<Option<ProgressBar>>>);

impl Bar {
    /// Runs `write` while the bar is hidden, so that its output does not mix with the bar.
    pub(crate) fn suspend<R>(&self, write: impl FnOnce() -> R) -> R {
        match self.lock().as_ref() {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<ProgressBar>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Draws until the sender of the steps is dropped.
    fn draw(&self, doing: &'static str, of: usize, steps: &Receiver<()>) {
        let (start, mut done) = (Instant::now(), 0);
        loop {
            match steps.recv_timeout(TICK) {
                Ok(()) => done += 1,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if start.elapsed() > PATIENCE {
                self.lock().get_or_insert_with(|| new_bar(doing, of, start)).set_position(done);
            }
        }
        self.lock().take().iter().for_each(ProgressBar::finish_and_clear);
    }
}

fn new_bar(doing: &'static str, of: usize, start: Instant) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos} of {len}, {elapsed}")
        .map(|style| style.progress_chars("=> "));
    let bar = ProgressBar::with_draw_target(Some(of as u64), ProgressDrawTarget::stderr());
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(doing)
        .with_elapsed(start.elapsed())
}

/// A running task. Dropping it removes the bar.
pub(crate) struct Progress {
    /// The channel to the drawing thread; `None` without a terminal.
    drawn: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts a task of `of` steps.
    pub(crate) fn new(doing: &'static str, of: usize, bar: &Bar) -> Progress {
        let drawn = io::stderr().is_terminal().then(|| {
            let ((sender, steps), bar) = (channel(), bar.clone());
            (sender, spawn(move || bar.draw(doing, of, &steps)))
        });
        Progress { drawn }
    }

    /// Records one finished step.
    pub(crate) fn step(&mut self) {
        if let Some((sender, _)) = &self.drawn {
            // The thread runs until the sender is dropped, so the send cannot fail.
            let _ = sender.send(());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.drawn.take() {
            drop(sender);
            // A failure to draw must not fail the command.
            let _ = thread.join();
        }
    }
}
