//! The compiled machines and the interpreter replay every trace of a finding of `flow explore`, step by step.

use flow_explore::{Continue, Options, explore, replay};
use flow_sim::exec::runnable::Runnable;
use flow_test::{Beside, Number};

use crate::talk::Case;

/// Explores a specification, with actions that fail, and replays the trace of each finding. Returns how many there are.
///
/// # Errors
/// If a trace does not happen, or a compiled machine differs from the interpreter on it.
pub fn check_traces(case: &Case, most_states: usize) -> Result<usize, String> {
    let loaded = case.specification.load();
    let options = Options { failures: true, max_states: most_states, ..Options::default() };
    let found = explore(&loaded.model, &options, &mut |_| Continue::Yes);
    for finding in &found.findings {
        let beside = Beside::new(case.specification.machines, Number::Decimal);
        let runnable = Runnable::new(&loaded.model).on(&beside);
        match replay(&runnable, &finding.trace) {
            // An exploration leaves out numbers that it does not need, and so does not notice that one is too large.
            Err(difference) if difference.contains("the number is too large") => continue,
            replayed => {
                replayed.map_err(|difference| format!("{}: {}: {difference}", case.name, finding.message))?;
            }
        }
        if let Some(difference) = beside.differences().first() {
            return Err(format!("{}: {}: {difference:?}", case.name, finding.message));
        }
    }
    Ok(found.findings.len())
}
