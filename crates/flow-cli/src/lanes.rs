//! From what happened in a run of a story to what a lane diagram is drawn from.
//!
//! The interpreter and the pictures know nothing of each other; this stands between them.

use flow_diagram::Trace;
use flow_diagram::trace::Act;
use flow_model::model::{Sources, Span};
use flow_sim::history::trace::{Outcome, Trace as Told, TraceEntry};

/// The lanes of a run.
pub(crate) fn lanes(title: &str, told: &Told, sources: &Sources) -> Trace {
    let name = |party: usize| format!("@{}", told.parties[party].name);
    let mut trace = Trace::new();
    trace.title = Some(title.to_owned());
    for entry in &told.entries {
        match entry {
            TraceEntry::Message { from, to, event, outcome: Outcome::Taken, .. } => {
                trace.message(&name(*from), &name(*to), format!(":{event}"));
            }
            TraceEntry::Message { from, to, event, outcome: Outcome::Refused, .. } => {
                trace.rejected(&name(*from), &name(*to), format!(":{event}"));
            }
            TraceEntry::Action { party, text, .. } => trace.act(&name(*party), Act::Action(text.clone())),
            TraceEntry::Guard { party, span } => trace.act(&name(*party), Act::guard(sources.text(*span))),
            TraceEntry::Otherwise { party, .. } => trace.act(&name(*party), Act::Otherwise),
            TraceEntry::Moved { party, to, .. } => trace.act(&name(*party), Act::Change(format!("#{to}"))),
            TraceEntry::Rejected { .. } | TraceEntry::Time(_) => continue,
        }
        if let Some(place) = place(entry) {
            trace.at(place);
        }
    }
    trace
}

/// The line of the specification that an entry comes from.
fn place(entry: &TraceEntry) -> Option<Span> {
    match entry {
        TraceEntry::Message { span, .. } => *span,
        TraceEntry::Action { span, .. }
        | TraceEntry::Guard { span, .. }
        | TraceEntry::Otherwise { span, .. }
        | TraceEntry::Moved { span, .. } => Some(*span),
        TraceEntry::Rejected { .. } | TraceEntry::Time(_) => None,
    }
}
