//! Interpreter and generated code must do the same for the same random events (reference#event-handling).
//!
//! Twice: machine by machine, any state and context before, any event ([`check_machines`]); and whole systems, the generated
//! `System` and the interpreter's, with partners, time and undeliverable messages ([`check_conversations`]). The
//! events are a [`script`] that can be shortened, so that a difference is shown as a short story.
//!
//! ```text
//! invent ─► script ─► interpreter ┐
//!              └────► compiled ───┴─ compare ─► shrink ─► story
//! ```

mod answering;
mod chance;
mod conversation;
mod durable;
mod interpreted;
mod journal;
mod json;
mod machines;
mod partner;
mod reach;
mod replay;
mod script;
mod story;
mod talk;
mod traces;

pub use answering::Answering;
pub use conversation::check_conversations;
pub use durable::{Bound, Driven, DurableCase, Open, check_crash_points, check_crashes, check_hosts};
pub use interpreted::{check_rows, check_tables};
pub use machines::check_machines;
pub use partner::{AT_ONCE, Partner, answered};
pub use reach::{features, reached};
pub use replay::check_journals;
pub use talk::{Case, Member, Talk, Told, passed, told};
pub use traces::check_traces;

/// Checks each of several specifications, and shows the first eight that differ.
///
/// # Panics
/// If any differs.
pub fn all<C>(cases: &[C], check: impl Fn(&C) -> Result<(), String>) {
    let stories: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    let shown = stories.iter().take(8).cloned().collect::<Vec<_>>().join("\n");
    assert!(stories.is_empty(), "{} of {} specifications differ:\n{shown}", stories.len(), cases.len());
}

/// Prints the specification of the name that `FLOW_SHOW` has.
pub fn show(cases: &[Case]) {
    let wanted = std::env::var("FLOW_SHOW").unwrap_or_default();
    for case in cases.iter().filter(|case| case.name == wanted) {
        for (path, text) in case.specification.files {
            println!("// {path}\n{text}");
        }
    }
}
