//! A recorded conversation line by line.

use flow::system::{Call, End, Entry, Trace};

/// A line for each message: sender, receiver, event, result, and the phrases that were asked and called.
pub fn lines(trace: &Trace) -> String {
    trace.iter().map(line).collect()
}

fn line(entry: &Entry) -> String {
    let (from, to, event) = (entry.from.to_string(), entry.to.to_string(), format!(":{}", entry.event));
    let line =
        format!("{from:<12} → {to:<12}  {event:<17}  {:<30}  {}", end(&entry.end), phrases(&entry.calls));
    format!("  {}\n", line.trim_end())
}

fn end(end: &End) -> String {
    match end {
        End::Handled { from, to } if from == to => format!("stays in #{to}"),
        End::Handled { from, to } => format!("#{from} → #{to}"),
        End::Deferred { state } => format!("waits in #{state}"),
        End::Sent => String::new(),
        End::Rejected { state } => format!("nobody waits for it in #{state}"),
        End::Failed { phrase } => format!("'{phrase}' failed"),
        End::Refused(refusal) => format!("refused: {refusal}"),
        End::NoInstance => "it was removed".to_owned(),
        End::Interrupted => "a panic interrupted it".to_owned(),
    }
}

fn phrases(calls: &[Call]) -> String {
    calls.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
