//! `vacuous-scenario`: a story without any expectation.
//!
//! A scenario that begins with an event of another machine of the system and has no expectation is a description, and no
//! story (reference#descriptions).

use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::model::{Machine, Party, Scenario};

/// Reports stories of a machine without a single expectation.
pub(super) fn vacuous_scenario(machine: &Machine, diags: &mut Diagnostics) {
    for scenario in &machine.scenarios {
        let Some(name) = &scenario.name else { continue };
        if expects(machine, scenario) || is_description(machine, scenario) {
            continue;
        }
        diags
            .report(Name::VacuousScenario, name.span, format!("'{}' checks nothing", name.text))
            .help("what is true at its end is below 'expect:', such as '= order is in #paid'");
    }
}

fn expects(machine: &Machine, scenario: &Scenario) -> bool {
    let mut handlers = scenario.handlers.iter().map(|handler| &machine.handlers[*handler]);
    !scenario.expect.is_empty() || handlers.any(|handler| !handler.expect.is_empty())
}

fn is_description(machine: &Machine, scenario: &Scenario) -> bool {
    let first = scenario.handlers.first().map(|handler| &machine.handlers[*handler]);
    first.is_some_and(|first| matches!(machine.events[first.event].from, Some(Party::Machine(_))))
}
