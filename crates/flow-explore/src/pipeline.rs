//! Tasks that several threads do, with results in the order of the tasks.
//!
//! One thread leads: it adds tasks and takes them back. It takes part in the work whenever the next result is not there yet, so that it
//! seldom waits, and other threads are only woken when there is enough to do: to wake one costs as much as a small task.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many waiting tasks there are when a thread is woken.
pub(crate) const ENOUGH: usize = 4;

/// Tasks that other threads do ahead.
#[derive(Debug)]
pub(crate) struct Pipeline<T> {
    tasks: Mutex<Tasks<T>>,
    /// There are enough tasks, or there will be no more.
    is_added: Condvar,
    /// A task has ended that the leading thread waits for.
    has_ended: Condvar,
}

/// The tasks that were not taken back.
#[derive(Debug)]
struct Tasks<T> {
    /// Those that no thread has begun, in order.
    waiting: VecDeque<T>,
    /// Those before them; `None` while a thread has it.
    begun: VecDeque<Option<T>>,
    /// How many were taken back.
    taken: usize,
    /// How many threads sleep.
    idle: usize,
    /// Whether the leading thread sleeps.
    is_awaited: bool,
    is_closed: bool,
    /// Whether a thread has ended with a panic.
    has_failed: bool,
}

/// Lets all threads end when it is dropped.
pub(crate) struct CloseOnDrop<'p, T>(&'p Pipeline<T>);

/// Notes that a thread has failed, so that no other thread waits for it.
struct FailOnDrop<'p, T>(&'p Pipeline<T>);

impl<T> Default for Pipeline<T> {
    fn default() -> Self {
        let tasks = Tasks {
            waiting: VecDeque::new(),
            begun: VecDeque::new(),
            taken: 0,
            idle: 0,
            is_awaited: false,
            is_closed: false,
            has_failed: false,
        };
        Pipeline { tasks: Mutex::new(tasks), is_added: Condvar::new(), has_ended: Condvar::new() }
    }
}

impl<T> Pipeline<T> {
    /// Adds a task.
    pub(crate) fn push(&self, task: T) {
        let mut tasks = self.lock();
        tasks.waiting.push_back(task);
        if tasks.idle > 0 && tasks.waiting.len() >= ENOUGH {
            tasks.idle -= 1;
            // The thread that wakes takes the lock.
            drop(tasks);
            self.is_added.notify_one();
        }
    }

    /// How many tasks were added and not taken back.
    pub(crate) fn len(&self) -> usize {
        let tasks = self.lock();
        tasks.begun.len() + tasks.waiting.len()
    }

    /// Takes the oldest task back when it is done; `None` if there is no task. Meanwhile the calling thread does other ones.
    pub(crate) fn take_next(&self, mut work: impl FnMut(&mut T)) -> Option<T> {
        let mut tasks = self.lock();
        loop {
            if let Some(done) = tasks.take_done() {
                return Some(done);
            }
            if let Some((number, mut task)) = tasks.begin() {
                drop(tasks);
                work(&mut task);
                tasks = self.lock();
                tasks.end(number, task);
                continue;
            }
            if tasks.begun.is_empty() {
                return None;
            }
            assert!(!tasks.has_failed, "a thread of the exploration failed");
            tasks.is_awaited = true;
            tasks = self.has_ended.wait(tasks).unwrap_or_else(PoisonError::into_inner);
            tasks.is_awaited = false;
        }
    }

    /// Does tasks until the pipeline is closed: what a further thread runs.
    pub(crate) fn help(&self, work: impl Fn(&mut T)) {
        let failing = FailOnDrop(self);
        let mut tasks = self.lock();
        while !tasks.is_closed {
            match tasks.begin() {
                Some((number, mut task)) => {
                    drop(tasks);
                    work(&mut task);
                    tasks = self.lock();
                    tasks.end(number, task);
                    if tasks.is_awaited {
                        self.has_ended.notify_one();
                    }
                }
                None => {
                    tasks.idle += 1;
                    tasks = self.is_added.wait(tasks).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
        drop(tasks);
        std::mem::forget(failing);
    }

    /// What lets the threads that help end, also when the leading one fails.
    pub(crate) fn close_when_dropped(&self) -> CloseOnDrop<'_, T> {
        CloseOnDrop(self)
    }

    fn lock(&self) -> MutexGuard<'_, Tasks<T>> {
        // No operation fails while it is locked.
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Tasks<T> {
    fn begin(&mut self) -> Option<(usize, T)> {
        let task = self.waiting.pop_front()?;
        self.begun.push_back(None);
        Some((self.taken + self.begun.len() - 1, task))
    }

    fn end(&mut self, number: usize, task: T) {
        self.begun[number - self.taken] = Some(task);
    }

    fn take_done(&mut self) -> Option<T> {
        let done = self.begun.front_mut()?.take()?;
        self.begun.pop_front();
        self.taken += 1;
        Some(done)
    }
}

impl<T> Drop for CloseOnDrop<'_, T> {
    fn drop(&mut self) {
        self.0.lock().is_closed = true;
        self.0.is_added.notify_all();
    }
}

impl<T> Drop for FailOnDrop<'_, T> {
    fn drop(&mut self) {
        self.0.lock().has_failed = true;
        self.0.has_ended.notify_one();
    }
}

/// Does all of some tasks, on several threads if there are enough; returns them in order.
pub(crate) fn do_all<T: Send>(threads: usize, tasks: Vec<T>, work: impl Fn(&mut T) + Sync) -> Vec<T> {
    let count = if tasks.len() < ENOUGH { 1 } else { threads };
    let pipeline = Pipeline::default();
    tasks.into_iter().for_each(|task| pipeline.push(task));
    std::thread::scope(|scope| {
        let _closing = pipeline.close_when_dropped();
        for _ in 1..count {
            scope.spawn(|| pipeline.help(&work));
        }
        std::iter::from_fn(|| pipeline.take_next(&work)).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::{ENOUGH, Pipeline, do_all};

    #[test]
    fn results_are_in_order_and_each_task_is_done_once() {
        for threads in 1..6 {
            for count in [0, 1, ENOUGH - 1, ENOUGH, 200] {
                let done = AtomicUsize::new(0);
                let results = do_all(threads, (0..count).collect(), |task| {
                    done.fetch_add(1, Ordering::Relaxed);
                    // Short and long ones, so that they do not end in order.
                    (0..*task % 7 * 100).for_each(|_| std::hint::spin_loop());
                    *task = *task * 2 + 1;
                });
                assert_eq!(results, (0..count).map(|task| task * 2 + 1).collect::<Vec<_>>());
                assert_eq!(done.into_inner(), count);
            }
        }
    }

    #[test]
    fn threads_that_sleep_are_woken_when_there_is_enough() {
        let pipeline = Pipeline::default();
        let (leader, meeting) = (thread::current().id(), Barrier::new(2));
        thread::scope(|scope| {
            let _closing = pipeline.close_when_dropped();
            scope.spawn(|| {
                pipeline.help(|of: &mut Option<_>| {
                    *of = Some(thread::current().id());
                    meeting.wait();
                });
            });
            for _ in 0..3 {
                (0..ENOUGH).for_each(|_| pipeline.push(None));
                // The other thread does each of them, since this one does none.
                for _ in 0..ENOUGH {
                    meeting.wait();
                }
                let done = (0..ENOUGH).map(|_| pipeline.take_next(|_| ()).flatten());
                assert!(done.flatten().filter(|of| *of != leader).count() == ENOUGH);
            }
        });
        assert_eq!(pipeline.take_next(|_| ()), None);
    }

    #[test]
    fn nobody_waits_for_a_thread_that_failed() {
        let (leader, meeting) = (thread::current().id(), Barrier::new(2));
        let is_first = AtomicUsize::new(0);
        let result = std::panic::catch_unwind(|| {
            do_all(2, vec![(); 2 * ENOUGH], |()| {
                let is_leader = thread::current().id() == leader;
                // Both have a task before one of them fails.
                if !is_leader || is_first.fetch_add(1, Ordering::Relaxed) == 0 {
                    meeting.wait();
                }
                assert!(is_leader, "the other thread fails");
            })
        });
        assert!(result.is_err());
    }
}
