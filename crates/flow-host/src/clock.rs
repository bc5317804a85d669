//! The clock of a host: the system's, or one that a test moves.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use flow::{Duration, Time};

/// Where a host gets its time from.
#[derive(Clone, Debug, Default)]
pub(crate) enum Clock {
    /// The clock of the operating system.
    #[default]
    System,
    /// One that a test moves.
    Manual(ManualClock),
}

impl Clock {
    /// The time now.
    pub(crate) fn now(&self) -> Time {
        match self {
            Clock::System => system_time(),
            Clock::Manual(clock) => clock.now(),
        }
    }

    /// How long it takes until a time; `None` if only a test decides that.
    pub(crate) fn wait_until(&self, time: Time) -> Option<std::time::Duration> {
        match self {
            Clock::System => {
                let micros = time.as_micros().saturating_sub(self.now().as_micros());
                Some(std::time::Duration::from_micros(u64::try_from(micros).unwrap_or(0)))
            }
            Clock::Manual(_) => None,
        }
    }
}

fn system_time() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A clock that moves only when a test moves it. Copies are the same clock.
///
/// Timers that become due are handled after [`advance`](ManualClock::advance) returns;
/// [`Host::settle`](crate::Host::settle) waits for that.
#[derive(Clone)]
pub struct ManualClock(Arc<Mutex<Manual>>);

struct Manual {
    now: Time,
    /// Called after each move, so that a host looks at its timers.
    wake: Vec<Box<dyn Fn() + Send>>,
}

impl ManualClock {
    /// A clock that shows a time.
    pub fn new(now: Time) -> Self {
        ManualClock(Arc::new(Mutex::new(Manual { now, wake: Vec::new() })))
    }

    /// The time that it shows.
    pub fn now(&self) -> Time {
        self.lock().now
    }

    /// Moves it. A host never goes back in time, even if its clock does.
    pub fn advance(&self, by: Duration) {
        let mut manual = self.lock();
        manual.now = manual.now.checked_add(by).unwrap_or(manual.now);
        manual.wake.iter().for_each(|wake| wake());
    }

    /// Calls a function after each move.
    pub(crate) fn on_move(&self, wake: impl Fn() + Send + 'static) {
        self.lock().wake.push(Box::new(wake));
    }

    /// A panic elsewhere leaves a time that is whole.
    fn lock(&self) -> MutexGuard<'_, Manual> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualClock({})", self.now())
    }
}
