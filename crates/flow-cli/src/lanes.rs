//! Converts the trace of a story's run to the trace that `flow-diagram` draws.
//!
//! `flow-sim` and `flow-diagram` do not depend on each other, so the conversion is here.

use flow_diagram::trace::Act;
use flow_diagram::{Details, Trace};
use flow_model::model::{Sources, Span, TIMER_EXPIRED};
use flow_model::words::{due, one_line};
use flow_sim::history::trace::{Outcome, Trace as RunTrace, TraceEntry, Why};

/// Converts the trace of a run. Guards and actions are always shown; with the details of actions also updates and timers, with
/// those of payloads the payload of each message.
pub(crate) fn convert_trace(title: &str, run: &RunTrace, sources: &Sources, details: Details) -> Trace {
    let mut converter = Converter { run, sources, details, timers: Vec::new(), trace: Trace::new() };
    converter.trace.title = Some(title.to_owned());
    for entry in &run.entries {
        converter.add(entry);
    }
    converter.trace
}

/// A timer: its party, its event, and its due time in words.
struct RunningTimer<'r> {
    party: usize,
    event: &'r str,
    due: Span,
}

struct Converter<'r> {
    run: &'r RunTrace,
    sources: &'r Sources,
    details: Details,
    timers: Vec<RunningTimer<'r>>,
    trace: Trace,
}

impl<'r> Converter<'r> {
    fn add(&mut self, entry: &'r TraceEntry) {
        match entry {
            TraceEntry::Message { from, to, outcome, .. } => {
                let (from, to) = (self.party_name(*from), self.party_name(*to));
                let label = self.message_label(entry);
                match outcome {
                    Outcome::Taken => self.trace.message(&from, &to, label),
                    Outcome::Refused => self.trace.rejected(&from, &to, label),
                    Outcome::Lost => self.trace.lost(&from, &to, label),
                }
            }
            TraceEntry::Action { party, text, .. } => self.add_act(*party, Act::Action(text.clone())),
            TraceEntry::Updated { party, span } => match self.details.actions {
                true => self.add_act(*party, Act::Action(one_line(self.sources.text(*span)))),
                false => return,
            },
            TraceEntry::Timed { party, event, span } => {
                self.add_timer(*party, event.as_ref());
                match self.details.actions {
                    true => self.add_act(*party, Act::Action(one_line(self.sources.text(*span)))),
                    false => return,
                }
            }
            TraceEntry::Guard { party, span } => self.add_act(*party, Act::guard(self.sources.text(*span))),
            TraceEntry::Otherwise { party, .. } => self.add_act(*party, Act::Otherwise),
            TraceEntry::Moved { party, to, .. } => self.add_act(*party, Act::Change(format!("#{to}"))),
            TraceEntry::Rejected { party, why: Why::Refused(text), .. } => {
                let text = if text.is_empty() { String::new() } else { format!(" {text:?}") };
                self.add_act(*party, Act::Action(format!("reject{text}")));
            }
            TraceEntry::Deferred { party, event } => {
                self.add_act(*party, Act::Action(format!("defer :{event}")));
            }
            TraceEntry::TakenUp { party, event } => {
                self.add_act(*party, Act::Action(format!("take up :{event}")));
            }
            // The arrow of a deferred event is above: it was accepted then.
            TraceEntry::Rejected { party, event, deferred: true, .. } => {
                self.add_act(*party, Act::Action(format!("reject :{event}")));
            }
            TraceEntry::Rejected { .. } | TraceEntry::Time(_) => return,
        }
        if let Some(span) = entry_span(entry) {
            self.trace.set_place(span);
        }
    }

    fn party_name(&self, party: usize) -> String {
        format!("@{}", self.run.parties[party].name)
    }

    fn add_act(&mut self, party: usize, act: Act) {
        self.trace.act(&self.party_name(party), act);
    }

    fn add_timer(&mut self, party: usize, event: Option<&'r (String, Span)>) {
        let Some((event, due)) = event else { return };
        self.timers.push(RunningTimer { party, event, due: *due });
    }

    /// `:paid`, `:remind after 2 hours`, `after 2 days`.
    fn message_label(&self, entry: &TraceEntry) -> String {
        let TraceEntry::Message { from, to, event, payload, span, is_repeated, .. } = entry else {
            return String::new();
        };
        let is_system = self.run.parties[*from].name == "system";
        let is_timed = span.is_none() && (is_system || from == to);
        let label = match self.timer_due(*to, event, is_system).filter(|_| is_timed) {
            Some(due) if is_system && event == TIMER_EXPIRED => due,
            Some(due) => format!(":{event} {due}"),
            None => format!(":{event}"),
        };
        let label = if *is_repeated { format!("{label} again") } else { label };
        if !self.details.payloads || payload.is_empty() {
            return label;
        }
        let fields: Vec<String> = payload.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!("{label} with {}", fields.join(", "))
    }

    /// When an event of time arrives, as written; `None` if it was scheduled with several lengths.
    fn timer_due(&self, party: usize, event: &str, is_timer: bool) -> Option<String> {
        let running = self.timers.iter().filter(|timer| timer.party == party && timer.event == event);
        let mut dues: Vec<String> = running.map(|timer| due(self.sources.text(timer.due))).collect();
        if is_timer {
            // A timer replaces the one before.
            return dues.pop();
        }
        dues.dedup();
        if let [due] = dues.as_slice() { Some(due.clone()) } else { None }
    }
}

/// The line of the specification that caused an entry.
fn entry_span(entry: &TraceEntry) -> Option<Span> {
    match entry {
        TraceEntry::Message { span, .. } => *span,
        TraceEntry::Action { span, .. }
        | TraceEntry::Updated { span, .. }
        | TraceEntry::Timed { span, .. }
        | TraceEntry::Guard { span, .. }
        | TraceEntry::Otherwise { span, .. }
        | TraceEntry::Moved { span, .. } => Some(*span),
        TraceEntry::Rejected { .. }
        | TraceEntry::Deferred { .. }
        | TraceEntry::TakenUp { .. }
        | TraceEntry::Time(_) => None,
    }
}
