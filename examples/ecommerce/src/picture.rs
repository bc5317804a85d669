//! A recorded conversation as a lane diagram.

use flow::system::{Call, End, Trace};
use flow_diagram::trace::Act;

/// The lanes of what a system recorded: every message, the guards that were asked, and the actions.
pub fn lanes(recorded: &Trace) -> flow_diagram::Trace {
    let mut picture = flow_diagram::Trace::new();
    for entry in recorded {
        let (from, to, event) = (entry.from.to_string(), entry.to.to_string(), format!(":{}", entry.event));
        match entry.end {
            End::Rejected { .. } | End::Refused(_) | End::NoInstance => picture.rejected(&from, &to, event),
            End::Handled { .. }
            | End::Deferred { .. }
            | End::Sent
            | End::Failed { .. }
            | End::Interrupted => {
                picture.message(&from, &to, event);
            }
        }
        for call in &entry.calls {
            picture.act(&to, act(call));
        }
        match &entry.end {
            End::Refused(refusal) => picture.act(&to, Act::Action(format!("refused: {refusal}"))),
            End::Handled { from, to: state } if from != state => {
                picture.act(&to, Act::Change(format!("#{state}")));
            }
            End::Deferred { .. } => picture.act(&to, Act::Action("it waits".to_owned())),
            End::Failed { phrase } => picture.act(&to, Act::Action(format!("{phrase} failed"))),
            End::Interrupted => picture.act(&to, Act::Action("a panic interrupted it".to_owned())),
            End::Handled { .. } | End::Sent | End::Rejected { .. } | End::NoInstance => {}
        }
    }
    picture
}

fn act(call: &Call) -> Act {
    match call.answer {
        Some(true) => Act::Guard(call.phrase.to_owned()),
        Some(false) => Act::Guard(format!("{}: no", call.phrase)),
        None => Act::Action(call.phrase.to_owned()),
    }
}
