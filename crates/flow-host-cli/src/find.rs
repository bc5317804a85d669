//! Finds the machines, states and instances that the command line names, and suggests similar names.

use flow_host::inspect::Database;
use flow_syntax::suggest::near;

use crate::failure::Failure;

/// How many instances are compared with an id that does not exist: those that a person has just seen are among the newest.
const CANDIDATES: i64 = 1000;

/// The name of a machine, with or without `@`.
///
/// # Errors
/// If the program has no such machine.
pub(crate) fn find_machine<'n>(database: &Database, name: &'n str) -> Result<&'n str, Failure> {
    let name = name.trim_start_matches('@');
    let known: Vec<&str> = database.machines().collect();
    if known.is_empty() || known.contains(&name) {
        return Ok(name);
    }
    let failure = Failure::new(format!("there is no machine @{name}"));
    Err(match near(name, known.iter().copied()) {
        Some(meant) => failure.help(format!("did you mean @{meant}?")),
        None => failure.help(format!("there are @{}", known.join(", @"))),
    })
}

/// The name of a state of a machine, with or without `#`.
///
/// # Errors
/// If the machine has no such state.
pub(crate) fn find_state<'n>(database: &Database, machine: &str, name: &'n str) -> Result<&'n str, Failure> {
    let name = name.trim_start_matches('#');
    let known: Vec<&str> = database.states(machine).collect();
    if known.is_empty() || known.contains(&name) {
        return Ok(name);
    }
    let failure = Failure::new(format!("@{machine} has no state #{name}"));
    Err(match near(name, known.iter().copied()) {
        Some(meant) => failure.help(format!("did you mean #{meant}?")),
        None => failure.help(format!("it has #{}", known.join(", #"))),
    })
}

/// The failure of an id that does not exist.
///
/// # Errors
/// If the database cannot be read.
pub(crate) fn no_instance(database: &Database, machine: &str, id: &str) -> Result<Failure, Failure> {
    let ids = database.newest_ids(machine, CANDIDATES)?;
    let failure = Failure::new(format!("there is no @{machine} '{id}'"));
    Ok(match near(id, ids.iter().map(String::as_str)) {
        Some(meant) => failure.help(format!("did you mean '{meant}'?")),
        None if ids.is_empty() => failure.help(format!("there is no @{machine} at all")),
        None => failure.help(format!("'flow-host ls DATABASE {machine}' lists those that exist")),
    })
}
