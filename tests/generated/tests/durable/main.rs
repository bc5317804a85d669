//! Code for a durable host, run by a small one: it does what the in-process system does, in the step and awaited.

mod host;
mod parcels;
mod seed;

use flow::system::{End, Trace};

/// The lines that the host of this test writes for the same events.
fn lines(trace: &Trace) -> Vec<String> {
    let line = |entry: &flow::system::Entry| {
        let end = match &entry.end {
            End::Handled { from, to } => format!("#{from} > #{to}"),
            End::Sent => "sent".to_owned(),
            End::Rejected { state } => format!("rejected in #{state}"),
            End::Failed { phrase } => format!("'{phrase}' failed"),
            End::Refused(refusal) => format!("refused: {refusal}"),
            other => format!("{other:?}"),
        };
        format!("{} > {} :{}, {end}", entry.from, entry.to, entry.event)
    };
    trace.iter().map(line).collect()
}
