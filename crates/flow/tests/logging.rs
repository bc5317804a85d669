//! What a subscriber of `tracing` gets of a system: a span and an event for each step, payloads at the level TRACE only.

#![cfg(all(feature = "macros", feature = "tracing"))]

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

flow::flow!("tests/flows/parcel.flow");

use parcel::{Context, event};
use system::System;

/// Writes down spans and events up to a level, indented by the spans they are in.
struct Log {
    level: Level,
    lines: Arc<Mutex<Vec<String>>>,
    depth: Mutex<usize>,
}

impl Log {
    fn write(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Line)) {
        let mut line = Line(format!("{} {}", metadata.level(), metadata.target()));
        record(&mut line);
        let indent = "  ".repeat(*self.depth.lock().unwrap());
        self.lines.lock().unwrap().push(indent + &line.0);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= &self.level
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(span.metadata(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(event.metadata(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {
        *self.depth.lock().unwrap() += 1;
    }

    fn exit(&self, _: &Id) {
        *self.depth.lock().unwrap() -= 1;
    }
}

/// The text of a span or an event.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").expect("strings can be written to");
    }
}

/// A post office that logs what it does.
struct Office;

impl parcel::Bindings for Office {
    type Error = &'static str;

    fn weigh_it(&mut self, context: &Context) -> Result<(), &'static str> {
        tracing::info!(target: "office", "on the scales");
        if context.weight > 20 { Err("too heavy") } else { Ok(()) }
    }
}

/// Sends a parcel, and another one that is too heavy, while a subscriber listens up to a level. Returns what it gets.
fn log(level: Level) -> Vec<String> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Log { level, lines: Arc::clone(&lines), depth: Mutex::new(0) };
    tracing::subscriber::with_default(log, || {
        let mut system = System::new(Office);
        for kilos in [5, 21] {
            let parcel = system.create_parcel(Context::default());
            let sent = system.send(parcel, event::Send { kilos, to: "Ada".into() });
            assert_eq!(sent.is_ok(), kilos == 5);
        }
    });
    let lines = lines.lock().unwrap();
    lines.clone()
}

#[test]
fn a_step_is_a_span_with_an_event_in_which_the_bindings_run() {
    assert_eq!(
        log(Level::DEBUG),
        [
            r"DEBUG flow instance=parcel-1 event=:send from @customer from=@customer",
            r"  INFO office message=on the scales",
            r#"  DEBUG flow message=handled instance=parcel-1 event=:send from @customer before="new" after="sent""#,
            r"DEBUG flow instance=parcel-2 event=:send from @customer from=@customer",
            r"  INFO office message=on the scales",
            r#"  WARN flow message=had no effect: 'weigh it' failed: too heavy instance=parcel-2 event=:send from @customer before="new""#,
        ]
    );
}

#[test]
fn payloads_are_logged_at_the_level_trace_only() {
    let payload = |kilos| format!(r#"payload="Parcel(Send(Send {{ kilos: {kilos}, to: \"Ada\" }}))""#);
    let lines = log(Level::TRACE);
    assert!(lines[2].ends_with(&payload(5)) && lines[5].ends_with(&payload(21)), "{lines:?}");
    assert_eq!(log(Level::DEBUG).iter().filter(|line| line.contains("Ada")).count(), 0);
}

#[test]
fn steps_without_effect_are_warnings() {
    let lines = log(Level::WARN);
    let expected = r#"WARN flow message=had no effect: 'weigh it' failed: too heavy instance=parcel-2 event=:send from @customer before="new""#;
    assert_eq!(lines, [expected]);
}
