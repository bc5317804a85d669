//! The clock of a host: the system's, or one that a test moves.
//!
//! The system's clock can be set while a host runs. Timers need a time without jumps, so that the host compares it with the monotonic
//! clock, and accepts a jump only after a while.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use flow::{Duration, Time};

/// Where a host gets its time from. Copies are the same clock.
#[derive(Clone, Debug)]
pub(crate) enum Clock {
    /// The clock of the operating system.
    System(SystemClock),
    /// One that a test moves.
    Manual(ManualClock),
}

/// The clock of the operating system, from which the host takes no jumps.
#[derive(Clone, Debug)]
pub(crate) struct SystemClock {
    steady: Arc<Mutex<Steady>>,
    start: Instant,
}

/// The state of the clock of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClockState {
    /// The time of the host, which never goes back.
    pub now: Time,
    /// The time of the operating system's clock, if it has jumped forward by an hour or more. The host goes on with its own time until
    /// the jump is five minutes old, or [`accept_clock`](crate::Host::accept_clock) is called.
    pub jumped_to: Option<Time>,
}

impl Clock {
    /// The clock of the operating system, for a host with the last stored time `last`.
    pub(crate) fn system(last: Time) -> Self {
        let steady = Arc::new(Mutex::new(Steady::new(last)));
        Clock::System(SystemClock { steady, start: Instant::now() })
    }

    /// The time now.
    pub(crate) fn now(&self) -> Time {
        self.state().now
    }

    /// The time now, and a jump that is not accepted yet.
    pub(crate) fn state(&self) -> ClockState {
        match self {
            Clock::System(clock) => clock.lock().read(system_time(), clock.start.elapsed()),
            Clock::Manual(clock) => ClockState { now: clock.now(), jumped_to: None },
        }
    }

    /// Takes over a jump of the operating system's clock at once.
    pub(crate) fn accept(&self) {
        if let Clock::System(clock) = self {
            clock.lock().accept(system_time(), clock.start.elapsed());
        }
    }

    /// How long it takes until a time; `None` if only a test decides that.
    pub(crate) fn wait_until(&self, time: Time) -> Option<std::time::Duration> {
        match self {
            Clock::System(_) => {
                let ClockState { now, jumped_to } = self.state();
                let micros = time.as_micros().saturating_sub(now.as_micros());
                let pause = std::time::Duration::from_micros(u64::try_from(micros).unwrap_or(0));
                // After a jump is taken over, more can be due.
                Some(if jumped_to.is_some() { pause.min(HELD) } else { pause })
            }
            Clock::Manual(_) => None,
        }
    }
}

impl SystemClock {
    /// A panic elsewhere leaves a time that is whole.
    fn lock(&self) -> MutexGuard<'_, Steady> {
        self.steady.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time of the operating system now.
pub(crate) fn system_time() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A jump forward by this much or more is not taken over at once: corrections of a clock that runs are seconds, and a wrong zone or date
/// is an hour or more.
const JUMP: Duration = Duration::from_secs(3600);

/// How long a jump is not taken over: time enough for a service that sets clocks to correct it.
const HELD: std::time::Duration = std::time::Duration::from_secs(300);

/// Time that never goes back: that of the wall clock, or the last one carried on by the monotonic clock if that is later. A jump forward
/// makes no timer due until it has lasted for a while.
#[derive(Debug)]
struct Steady {
    /// The time when the monotonic clock showed `elapsed`.
    at: Time,
    elapsed: std::time::Duration,
    /// When the wall clock has jumped forward, by the monotonic clock.
    jumped: Option<std::time::Duration>,
}

impl Steady {
    fn new(at: Time) -> Self {
        Steady { at, elapsed: std::time::Duration::ZERO, jumped: None }
    }

    /// The time, by the wall clock and the monotonic one.
    fn read(&mut self, wall: Time, elapsed: std::time::Duration) -> ClockState {
        let passed = elapsed.saturating_sub(self.elapsed);
        let passed = Duration::from_micros(i64::try_from(passed.as_micros()).unwrap_or(i64::MAX));
        let carried = self.at.checked_add(passed).unwrap_or(self.at);
        if carried.checked_add(JUMP).is_some_and(|jump| wall < jump) {
            self.jumped = None;
        } else if elapsed.saturating_sub(*self.jumped.get_or_insert(elapsed)) < HELD {
            return ClockState { now: carried, jumped_to: Some(wall) };
        }
        self.accept(wall.max(carried), elapsed);
        ClockState { now: self.at, jumped_to: None }
    }

    /// Goes on from a time.
    fn accept(&mut self, wall: Time, elapsed: std::time::Duration) {
        (self.at, self.elapsed, self.jumped) = (wall.max(self.at), elapsed, None);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;

    fn at(seconds: i64) -> Time {
        Time::from_millis(seconds * 1000)
    }

    fn seconds(seconds: u64) -> std::time::Duration {
        std::time::Duration::from_secs(seconds)
    }

    #[test]
    fn a_clock_that_jumps_back_is_carried_on() {
        let day = 24 * HOUR;
        let mut steady = Steady::new(at(day));
        assert_eq!(steady.read(at(day + 5), seconds(5)).now, at(day + 5));
        let back = steady.read(at(6), seconds(6));
        assert_eq!((back.now, back.jumped_to), (at(day + 6), None), "a timer of a second is due in a second");
        assert_eq!(steady.read(at(106), seconds(106)).now, at(day + 106));
        // The wall clock is right again.
        assert_eq!(steady.read(at(day + 120), seconds(120)).now, at(day + 120));
    }

    #[test]
    fn a_host_that_starts_with_a_clock_that_went_back_goes_on_from_its_last_time() {
        let mut steady = Steady::new(at(HOUR));
        assert_eq!(steady.read(at(0), seconds(0)).now, at(HOUR));
        assert_eq!(steady.read(at(10), seconds(10)).now, at(HOUR + 10));
    }

    #[test]
    fn a_jump_forward_is_taken_over_after_five_minutes() {
        let mut steady = Steady::new(at(0));
        assert_eq!(steady.read(at(3000), seconds(10)).now, at(3000), "less than an hour");
        let jump = at(3000 + 24 * HOUR);
        assert_eq!(steady.read(jump, seconds(11)), ClockState { now: at(3001), jumped_to: Some(jump) });
        assert_eq!(steady.read(jump, seconds(310)).now, at(3300));
        assert_eq!(steady.read(jump, seconds(311)), ClockState { now: jump, jumped_to: None });
    }

    #[test]
    fn a_jump_that_is_corrected_has_no_effect_and_one_that_is_accepted_has_it_at_once() {
        let mut steady = Steady::new(at(0));
        let jump = at(24 * HOUR);
        assert_eq!(steady.read(jump, seconds(1)).now, at(1));
        assert_eq!(steady.read(at(100), seconds(100)), ClockState { now: at(100), jumped_to: None });
        assert_eq!(steady.read(jump, seconds(299)).now, at(299), "another jump, with a time of its own");
        assert_eq!(steady.read(jump, seconds(500)).jumped_to, Some(jump));
        steady.accept(jump, seconds(501));
        assert_eq!(steady.read(jump, seconds(501)), ClockState { now: jump, jumped_to: None });
    }
}
