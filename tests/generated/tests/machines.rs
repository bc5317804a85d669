//! Dispatch, senders, names, timers.

use core::time::Duration;

use flow::{Count, Discard};
use flow_tests_generated::{bare, keywords, lamp, senders, timers};

#[test]
fn a_lamp_starts_and_cancels_its_timer() {
    use lamp::lamp::{Emit, Lamp, State, event};
    let mut lamp = Lamp::default();
    let mut emits = Vec::new();
    let step = lamp.press(event::Press {}, &mut (), &mut emits).unwrap();
    assert_eq!((step.from(), step.to()), (State::Off, State::On));
    assert!(lamp.press(event::Press {}, &mut (), &mut emits).is_ok());
    assert_eq!(emits[..2], [Emit::StartTimer(Duration::from_secs(90)), Emit::CancelTimer]);
    assert_eq!(lamp.context().presses, 1);
    assert!(lamp.timer_expired(event::TimerExpired {}, &mut (), &mut emits).is_err());
}

#[test]
fn nothing_is_stored_that_is_not_used() {
    assert_eq!(size_of::<bare::door::Door>(), 1);
    assert_eq!(size_of::<lamp::lamp::Lamp>(), 16);
}

#[test]
fn states_and_events_have_their_names() {
    use lamp::lamp::{EventKind, MODEL, State};
    assert_eq!(State::ALL.iter().map(State::to_string).collect::<Vec<_>>(), ["#off", "#on"]);
    assert_eq!(EventKind::TimerExpired.to_string(), ":timer_expired from @system");
    assert_eq!(EventKind::TimerExpired.name(), "timer_expired");
    let edges: Vec<_> = MODEL.edges().collect();
    assert_eq!(edges, [("off", "press", "on"), ("on", "press", "off"), ("on", "timer_expired", "off")]);
    assert_eq!(MODEL.transitions[0].place.to_string(), "lamp.flow:6:5");
}

#[test]
fn a_machine_of_two_events() {
    use bare::door::{Door, Event, State, event};
    let mut door = Door::default();
    let mut count = Count::default();
    assert!(door.handle(Event::Open(event::Open {}), &mut (), &mut count).is_ok());
    assert!(door.close(event::Close {}, &mut (), &mut Discard).is_ok());
    assert_eq!((door.state(), count), (State::Closed, Count(0)));
}

#[test]
fn names_that_rust_keeps_are_still_there() {
    use keywords::context::{Bindings, Context, Context_, Emit, State, event};
    struct World;
    impl Bindings for World {
        type Error = &'static str;
        fn impl_is_in_place(&self, _context: &Context) -> bool {
            true
        }
        fn match_self_with_type(&mut self, _context: &Context, r#type: &str) -> Result<(), &'static str> {
            assert_eq!(r#type, "t");
            Ok(())
        }
    }
    let mut machine = Context_::default();
    let mut emits = Vec::new();
    assert!(machine.new_(event::New { r#type: "t".into() }, &mut World, &mut emits).is_ok());
    assert!(machine.state_(event::State {}, &mut World, &mut emits).is_ok());
    assert!(machine.handle_(event::Handle {}, &mut World, &mut emits).is_ok());
    assert_eq!(machine.state(), State::Self_);
    let texts: Vec<_> = emits.iter().map(Emit::to_string).collect();
    assert_eq!(texts, [":self to @crate", ":start_timer to @crate", "start timer"]);
}

#[test]
fn senders_are_told_apart_and_any_sender_is_the_rest() {
    use senders::ticket::{State, Ticket, event};
    let mut emits = Vec::new();
    let mut ticket = Ticket::default();
    let cancelled =
        ticket.cancel_from_customer(event::CancelFromCustomer { reason: "late".into() }, &mut (), &mut emits);
    assert!(cancelled.is_ok());
    assert_eq!((ticket.state(), ticket.context().note.as_str()), (State::Closed, "late"));
    assert_eq!(emits, []);
    // In `#closed` only the handler for any sender is left, for those with handlers of their own too.
    let late = event::CancelFromClerk { reason: "really".into() };
    assert!(ticket.cancel_from_clerk(late, &mut (), &mut emits).is_ok());
    assert_eq!((ticket.state(), ticket.context().note.as_str()), (State::Archived, "really"));
    assert!(ticket.cancel(event::Cancel { reason: "again".into() }, &mut (), &mut emits).is_ok());
    let texts: Vec<_> = emits.iter().map(ToString::to_string).collect();
    let once = [":error to @clerk", ":error to @customer"];
    assert_eq!(texts, [once, once].concat());
}

#[test]
fn events_to_oneself_and_timers_are_emits() {
    use timers::job::{Emit, Job, State, event};
    let mut job = Job::default();
    let mut emits = Vec::new();
    assert!(job.begin(event::Begin { seconds: 5 }, &mut (), &mut emits).is_ok());
    assert_eq!(emits, [Emit::Attempt(event::Attempt { number: 1.0 })]);
    emits.clear();
    assert!(job.attempt(event::Attempt { number: 1.0 }, &mut (), &mut emits).is_ok());
    let (retry, timer) = (Duration::from_secs(5), Duration::from_secs(7200));
    assert_eq!(emits, [Emit::ScheduleRetry(retry), Emit::StartTimer(timer)]);
    emits.clear();
    assert!(job.attempt(event::Attempt { number: 3.0 }, &mut (), &mut emits).is_ok());
    assert_eq!(emits, [Emit::CancelRetry]);
    assert_eq!(job.state(), State::Failed);
}

#[test]
fn a_negative_duration_cannot_be_computed() {
    use timers::job::{Context, Job, State, event};
    let context = Context { delay: -5, ..Context::default() };
    let mut job = Job::restore(State::Running, context);
    let before = job.clone();
    let mut emits = Vec::new();
    let error = job.attempt(event::Attempt { number: 1.0 }, &mut (), &mut emits).unwrap_err();
    assert_eq!(
        error.to_string(),
        ":attempt from @self: 'schedule :retry for $delay seconds' cannot be computed"
    );
    assert_eq!((job, emits), (before, vec![]));
}
