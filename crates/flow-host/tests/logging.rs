//! The spans and events that a subscriber of `tracing` gets: a call, the delivery of its event, and in it the questions; and a slow step.

#![cfg(feature = "tracing")]
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flow_host::Host;
use flow_host::durable::{Call, Trouble};
use system::HostExt;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

flow::flow!("tests/logging.flow", durable);

/// The spans by their numbers, with their parents, and the events.
#[derive(Default)]
struct Log {
    spans: Vec<(u64, String)>,
    events: Vec<String>,
}

#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Log>>);

struct Line(BTreeMap<&'static str, String>);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "flow_host"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line(BTreeMap::new());
        span.record(&mut line);
        let mut text = span.metadata().name().to_owned();
        for name in ["machine", "event", "phrase", "attempt"] {
            if let Some(value) = line.0.get(name) {
                write!(text, " {value}").unwrap();
            }
        }
        let mut log = self.0.lock().unwrap();
        log.spans.push((span.parent().map_or(0, Id::into_u64), text));
        Id::from_u64(log.spans.len() as u64)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(BTreeMap::new());
        event.record(&mut line);
        let of = |name: &str| line.0.get(name).cloned().unwrap_or_default();
        let text = format!("{}: {} :{} {}", of("message"), of("machine"), of("event"), of("phrases"));
        self.0.lock().unwrap().events.push(text.trim_end().to_owned());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Bank;

impl order::AsyncBindings for Bank {
    type Error = String;

    async fn charge_the_card(&self, _: &order::Context, call: &Call) -> Result<(), Trouble<String>> {
        if call.attempt == 1 { Err(Trouble::Later("busy".to_owned())) } else { Ok(()) }
    }
}

struct Box;

impl parcel::Bindings for Box {
    type Error = String;

    fn fold_the_box(&mut self, _: &parcel::Context) -> Result<(), String> {
        // Longer than a step should take.
        std::thread::sleep(Duration::from_millis(15));
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_contains_its_delivery_and_that_its_questions() {
    let listener = Listener::default();
    tracing::subscriber::set_global_default(listener.clone()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let host = Host::<system::Program>::open(folder.path().join("packing.db"))
        .awaits::<order::Order, _>(Bank)
        .bindings::<parcel::Parcel, _>(|_| Box)
        .start()
        .await
        .unwrap();
    let order = host.create_order(order::Context {}).await.unwrap();
    host.buy(&order, order::event::Buy {}).await.unwrap();
    host.settle().await.unwrap();
    let metrics = host.metrics().await.unwrap();
    assert_eq!((metrics.handled, metrics.waiting_calls, metrics.queued), (2, 0, 0));
    assert!(metrics.slow_steps >= 1);
    host.shutdown(Duration::from_secs(5)).await;

    let log = listener.0.lock().unwrap();
    let spans: Vec<(u64, &str)> = log.spans.iter().map(|(parent, text)| (*parent, text.as_str())).collect();
    let expected = [
        (0, "call"),
        (0, "call"),
        (2, "delivery order buy"),
        (3, "ask order charge the card 1"),
        (3, "ask order charge the card 2"),
        (0, "delivery parcel pack"),
    ];
    assert_eq!(spans, expected);
    // On a busy machine, steps of the order can be slow, too.
    let events = log.events.iter().filter(|event| !event.starts_with("a step was slow: order"));
    assert_eq!(
        events.collect::<Vec<_>>(),
        ["handled: order :buy", "a step was slow: parcel :pack fold the box", "handled: parcel :pack"]
    );
}
