//! The HTTP interface over real sockets, of programs with generated types.

#![cfg(feature = "http")]
#![expect(clippy::unwrap_used, reason = "these are tests")]

#[path = "http/auth.rs"]
mod auth;
#[path = "http/calls.rs"]
mod calls;
#[path = "http/client.rs"]
mod client;
#[path = "http/errand_site.rs"]
mod errand_site;
#[path = "http/events.rs"]
mod events;
#[path = "http/faults.rs"]
mod fault_site;
#[path = "http/hostile.rs"]
mod hostile;
#[path = "http/killed.rs"]
mod killed;
#[path = "http/mutations.rs"]
mod mutations;
#[path = "http/openapi.rs"]
mod openapi;
#[path = "http/page.rs"]
mod page;
#[path = "http/partners.rs"]
mod partners;
#[path = "http/traces.rs"]
mod traces;
#[path = "http/values.rs"]
mod values;
#[path = "http/waiting.rs"]
mod waiting;

mod faults {
    flow::flow!("tests/http/faults.flow", durable);
}

mod later {
    flow::flow!("tests/http/faults_later.flow", durable);
}

mod errands {
    flow::flow!("tests/http/errands.flow", durable);
}

flow::flow!("tests/http/bookshop.flow", durable);
