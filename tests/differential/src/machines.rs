//! Machine by machine: the interpreter's system runs, and the compiled machine takes every step of it too.
//!
//! A step depends on the instance, the event and the answers only. So a difference is shown as a story of that one event, which
//! begins in the state of the instance.

use flow_model::model::MachineId;
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Executor;
use flow_test::{Beside, Compiled, Difference, Loaded, Number};

use crate::chance::{Luck, Values};
use crate::script::{Plan, invent};
use crate::story;
use crate::talk::Case;

/// Runs a number of scripts on the machines of a specification, each of a number of acts.
///
/// # Errors
/// With a story, if a compiled machine differs from the interpreter.
pub fn check_machines(case: &Case, scripts: u64, acts: usize) -> Result<(), String> {
    let loaded = case.specification.load();
    differing(&loaded, case.specification.machines, case.specification.files, scripts, acts)
        .map_or(Ok(()), |story| Err(format!("{}:\n{story}", case.name)))
}

/// The first difference, as a story.
pub(crate) fn differing(
    loaded: &Loaded,
    machines: &[&dyn Compiled],
    files: &[(&str, &str)],
    scripts: u64,
    acts: usize,
) -> Option<String> {
    let values = Values::new(&loaded.model, files);
    let beside = Beside::new(machines, Number::Decimal);
    let runnable = Runnable::new(&loaded.model).on(&beside);
    let events = all_events(loaded);
    for seed in 0..scripts {
        invent(&runnable, &values, Plan { events: &events, acts }, seed);
        if let Some(difference) = beside.differences().first() {
            return Some(shown(loaded, machines, difference));
        }
    }
    None
}

/// Every event of every machine, those that only machines and time send included.
fn all_events(loaded: &Loaded) -> Vec<(usize, usize)> {
    let machines = loaded.model.machines.iter().enumerate();
    machines.flat_map(|(at, machine)| (0..machine.events.len()).map(move |event| (at, event))).collect()
}

/// The step again, by itself, with answers of its own with which it differs too.
fn shown(loaded: &Loaded, machines: &[&dyn Compiled], difference: &Difference) -> String {
    let Difference { before, event, payload, .. } = difference;
    for seed in 0..2000 {
        let beside = Beside::new(machines, Number::Decimal);
        let runnable = Runnable::new(&loaded.model);
        let mut luck = Luck::new(seed);
        let mut after = before.clone();
        let result = beside.step(&runnable, &mut luck, &mut after, *event, payload);
        if let Some(found) = beside.differences().first() {
            let expected = result.as_ref().ok().map(|done| (done, &after));
            return story::of_step(loaded, found, &luck.asked, expected);
        }
    }
    story::of_step(loaded, difference, &[], None)
}

/// A machine's name.
pub(crate) fn name(loaded: &Loaded, machine: MachineId) -> &str {
    &loaded.model.machines[machine].name.text
}
