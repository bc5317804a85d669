//! Work in the background: a thread for stories, and one for exploration, each of which works on the latest texts.
//!
//! Only the newest analysis of a program counts: a job that waits is replaced, and one that runs is asked to end. What a thread has found
//! is marked with the analysis it is of, so that it is never shown for another one. A panic costs the result of its own job.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::analysis::exploration::Explored;
use crate::server::panic_text;
use crate::server::stories::Story;
use crate::workspace::Checked;

/// The kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The stories of a program.
    Stories,
    /// Every order of its events.
    Exploration,
}

impl Kind {
    /// The name of the thread for jobs of this kind.
    fn thread_name(self) -> &'static str {
        match self {
            Kind::Stories => "stories",
            Kind::Exploration => "exploration",
        }
    }
}

/// A report of a thread.
#[derive(Debug)]
pub(crate) enum Report {
    /// It works on a long job, with this progress.
    Progress(Kind, String),
    /// Its job has finished, or was cancelled.
    Ended(Kind),
    /// The result of a job.
    Finished(Finished),
    /// It failed, for this reason.
    Failed(Kind, String),
}

/// The result of a job.
#[derive(Debug)]
pub(crate) struct Finished {
    /// The first root of the program.
    pub(crate) program: String,
    /// The analysis that it is of.
    pub(crate) revision: u64,
    /// What was found.
    pub(crate) product: Product,
}

/// What a job finds.
#[derive(Debug)]
pub(crate) enum Product {
    /// The results of stories, in order.
    Stories(Vec<Story>),
    /// What exploration found.
    Explored(Box<Explored>),
}

/// A running job.
pub(crate) struct Work<'a> {
    /// The analysis.
    pub(crate) checked: &'a Checked,
    /// How many states exploration may visit.
    pub(crate) most_states: usize,
    /// Whether its result is still wanted.
    pub(crate) is_wanted: &'a dyn Fn() -> bool,
    /// Reports its progress.
    pub(crate) advance: &'a dyn Fn(&dyn Fn() -> String),
}

/// Runs a job; `None` if it ends early because its result is no longer wanted.
pub(crate) type Task = Box<dyn Fn(&Work<'_>) -> Option<Product> + Send>;

/// The duration after which a job is reported as work in progress: most jobs end sooner, and need no report.
const UNNOTICED: Duration = Duration::from_millis(500);

/// The time between two reports of a job.
const BETWEEN_REPORTS: Duration = Duration::from_millis(200);

/// A job for a thread.
#[derive(Clone)]
pub(crate) struct Job {
    /// The number of the analysis.
    pub(crate) revision: u64,
    /// The analysis.
    pub(crate) checked: Arc<Checked>,
    /// How many states exploration may visit.
    pub(crate) most_states: usize,
}

/// The newest analysis of each program that waits, and the newest of all, by the first root.
#[derive(Default)]
struct Jobs {
    waiting: BTreeMap<String, Job>,
    newest: BTreeMap<String, u64>,
}

/// A thread that works.
pub(crate) struct Runner {
    wake: Sender<()>,
    jobs: Arc<Mutex<Jobs>>,
}

impl Runner {
    /// Starts the thread, which begins a job when no newer one was added for the duration `quiet`. It ends when the runner is dropped.
    pub(crate) fn start(
        kind: Kind,
        quiet: Duration,
        task: Task,
        report: impl Fn(Report) + Send + 'static,
    ) -> Runner {
        let (wake, woken) = channel();
        let jobs = Arc::new(Mutex::new(Jobs::default()));
        let worker = Worker { kind, quiet, task, report: Box::new(report), jobs: jobs.clone() };
        // A name of its own: otherwise the system gives the thread that of the server, and counts their time together. Without the thread,
        // its jobs are not done.
        drop(thread::Builder::new().name(kind.thread_name().to_owned()).spawn(move || worker.run(&woken)));
        Runner { wake, jobs }
    }

    /// Takes an analysis to work on, in place of older ones of the program.
    pub(crate) fn add(&self, program: &str, job: Job) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.newest.insert(program.to_owned(), job.revision);
            jobs.waiting.insert(program.to_owned(), job);
        }
        // The thread ends only with this runner.
        let _ = self.wake.send(());
    }

    /// Ends the work on a program.
    pub(crate) fn cancel(&self, program: &str) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.newest.remove(program);
            jobs.waiting.remove(program);
        }
    }

    /// Ends all work.
    pub(crate) fn cancel_all(&self) {
        if let Ok(mut jobs) = self.jobs.lock() {
            *jobs = Jobs::default();
        }
    }
}

/// The end of a runner that is in the thread.
struct Worker {
    kind: Kind,
    quiet: Duration,
    task: Task,
    report: Box<dyn Fn(Report) + Send>,
    jobs: Arc<Mutex<Jobs>>,
}

impl Worker {
    fn run(&self, woken: &Receiver<()>) {
        while woken.recv().is_ok() {
            loop {
                match woken.recv_timeout(self.quiet) {
                    Ok(()) => {}
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            while let Some((program, job)) = self.next_job() {
                self.work(program, job);
            }
        }
    }

    fn next_job(&self) -> Option<(String, Job)> {
        self.jobs.lock().ok()?.waiting.pop_first()
    }

    fn work(&self, program: String, Job { revision, checked, most_states }: Job) {
        let begun = Instant::now();
        let reported = std::cell::Cell::new(None::<Instant>);
        let is_wanted = || self.jobs.lock().is_ok_and(|jobs| jobs.newest.get(&program) == Some(&revision));
        let advance = |describe: &dyn Fn() -> String| {
            let is_due = match reported.get() {
                None => begun.elapsed() >= UNNOTICED,
                Some(last) => last.elapsed() >= BETWEEN_REPORTS,
            };
            if is_due {
                reported.set(Some(Instant::now()));
                (self.report)(Report::Progress(self.kind, describe()));
            }
        };
        let work = Work { checked: &checked, most_states, is_wanted: &is_wanted, advance: &advance };
        let product = catch_unwind(AssertUnwindSafe(|| (self.task)(&work)));
        if reported.get().is_some() {
            (self.report)(Report::Ended(self.kind));
        }
        match product {
            Ok(Some(product)) => {
                (self.report)(Report::Finished(Finished { program, revision, product }));
            }
            Ok(None) => {}
            Err(panic) => (self.report)(Report::Failed(self.kind, panic_text(&*panic))),
        }
    }
}
