//! A pool of threads, since starting new ones for each batch would take longer than many batches.
//!
//! Data that all threads read is passed as [`Arc`]s and taken back when all of them have finished, so that no locks are needed. Data
//! that a thread changes is moved to it, and is a part of its result.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

type Job = Box<dyn FnOnce() + Send>;

/// Some threads. They end when this is dropped.
#[derive(Debug, Default)]
pub(crate) struct Workers {
    jobs: Vec<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts threads until there are `count`, including the calling thread.
    pub(crate) fn grow(&mut self, count: usize) {
        while self.threads.len() + 1 < count {
            let (send, receive) = channel::<Job>();
            self.jobs.push(send);
            self.threads.push(std::thread::spawn(move || receive.into_iter().for_each(|job| job())));
        }
    }

    /// Does some jobs at the same time, at most one for each thread; returns their results in order.
    pub(crate) fn run<R: Send + 'static>(&self, jobs: Vec<impl FnOnce() -> R + Send + 'static>) -> Vec<R> {
        let count = jobs.len();
        let mut jobs = jobs.into_iter().enumerate();
        let own = jobs.next();
        let (done, results) = channel();
        for ((number, job), worker) in jobs.zip(&self.jobs) {
            let done = done.clone();
            // If its thread has ended, a result is missing below.
            let _ = worker.send(Box::new(move || drop(done.send((number, job())))));
        }
        drop(done);
        let mut found: Vec<(usize, R)> = own.into_iter().map(|(number, job)| (number, job())).collect();
        found.extend(results);
        assert_eq!(found.len(), count, "a thread of the exploration failed");
        found.sort_by_key(|(number, _)| *number);
        found.into_iter().map(|(_, result)| result).collect()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.jobs.clear();
        for thread in self.threads.drain(..) {
            // A panic of the thread was already reported.
            let _ = thread.join();
        }
    }
}

/// Takes back what threads have read together.
pub(crate) fn take_back<T>(shared: Arc<T>) -> T {
    Arc::into_inner(shared).expect("threads hand back what they have read before their results")
}
