//! The compiled machines and the interpreter replay every trace of a finding of `flow explore`, step by step.

use flow_explore::{Continue, Finding, Options, explore, replay};
use flow_model::model::Model;
use flow_sim::exec::runnable::Runnable;
use flow_test::{Beside, Number};

use crate::talk::Case;

/// Explores a specification in several worlds: actions fail, messages are lost, arrive twice and are tried again. Replays the trace of each
/// finding, and returns how many there are.
///
/// # Errors
/// If a trace does not happen, or a compiled machine differs from the interpreter on it.
pub fn check_traces(case: &Case, most_states: usize) -> Result<usize, String> {
    let loaded = case.specification.load();
    let failing = Options { failures: true, max_states: most_states, ..Options::default() };
    let unreliable = Options { losses: true, doubles: true, ..failing.clone() };
    let host = Options { host: true, ..failing.clone() };
    let mut count = 0;
    for options in [failing, unreliable, host] {
        for finding in explore(&loaded.model, &options, &mut |_| Continue::Yes).findings {
            let replayed = replay_beside(case, &loaded.model, &finding);
            replayed.map_err(|difference| format!("{}: {}: {difference}", case.name, finding.message))?;
            count += 1;
        }
    }
    Ok(count)
}

fn replay_beside(case: &Case, model: &Model, finding: &Finding) -> Result<(), String> {
    let beside = Beside::new(case.specification.machines, Number::Decimal);
    let runnable = Runnable::new(model).on(&beside);
    match replay(&runnable, &finding.trace) {
        // An exploration leaves out numbers that it does not need, and so does not notice that one is too large.
        Err(difference) if difference.contains("the number is too large") => return Ok(()),
        replayed => drop(replayed?),
    }
    match beside.differences().first() {
        Some(difference) => Err(format!("{difference:?}")),
        None => Ok(()),
    }
}
