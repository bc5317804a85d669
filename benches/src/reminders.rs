//! Many instances with a scheduled event each, which they cancel one after the other.
//!
//! Nothing to compare it with: it shows that the cost of an instance does not depend on the number of the others.

flow::flow!("flows/reminder.flow");

use reminder::{Context, event};
use system::System;

/// Begins every reminder, then stops every reminder; how many events are still scheduled.
#[inline(never)]
pub fn run_reminders(count: usize) -> usize {
    let mut system = System::new(());
    let ids: Vec<_> = (0..count).map(|_| system.create_reminder(Context::default())).collect();
    for id in &ids {
        drop(system.begin(*id, event::Begin {}).expect("a new reminder begins"));
    }
    for id in &ids {
        drop(system.stop(*id, event::Stop {}).expect("a reminder that waits is stopped"));
    }
    system.advance(core::time::Duration::from_secs(86_400)).messages.len()
}
