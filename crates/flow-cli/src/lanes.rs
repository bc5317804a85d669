//! Converts the trace of a story's run to the trace that `flow-diagram` draws.
//!
//! `flow-sim` and `flow-diagram` do not depend on each other, so the conversion is here.

use flow_diagram::Trace;
use flow_diagram::trace::Act;
use flow_model::model::{Sources, Span};
use flow_sim::history::trace::{Outcome, Trace as RunTrace, TraceEntry};

/// Converts the trace of a run.
pub(crate) fn convert_trace(title: &str, run: &RunTrace, sources: &Sources) -> Trace {
    let name = |party: usize| format!("@{}", run.parties[party].name);
    let mut trace = Trace::new();
    trace.title = Some(title.to_owned());
    for entry in &run.entries {
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
        if let Some(span) = entry_span(entry) {
            trace.at(span);
        }
    }
    trace
}

/// The line of the specification that caused an entry.
fn entry_span(entry: &TraceEntry) -> Option<Span> {
    match entry {
        TraceEntry::Message { span, .. } => *span,
        TraceEntry::Action { span, .. }
        | TraceEntry::Guard { span, .. }
        | TraceEntry::Otherwise { span, .. }
        | TraceEntry::Moved { span, .. } => Some(*span),
        TraceEntry::Rejected { .. } | TraceEntry::Time(_) => None,
    }
}
