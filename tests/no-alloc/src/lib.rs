//! A machine in a crate that has neither the standard library nor an allocator.

#![no_std]
#![deny(warnings)]

use flow::Discard;

/// The golden of the lamp.
#[rustfmt::skip]
#[path = "../../../crates/flow-codegen/tests/golden/lamp.rs"]
pub mod generated;

use generated::lamp::{Context, Event, Lamp, State};

/// The state a lamp is in after events; those it does not take are passed over.
pub fn run(events: impl IntoIterator<Item = Event>) -> State {
    let mut lamp = Lamp::new(Context::default());
    for event in events {
        // The caller gets a rejected event back; this one ignores it.
        drop(lamp.handle(event, &mut (), &mut Discard));
    }
    lamp.state()
}
