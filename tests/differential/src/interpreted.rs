//! A specification that a host runs without generated code: it has the same table, and stores the same rows.
//!
//! Both hosts get the same script and the same answers. Then each row of each table of the host is compared as text, but for random ids,
//! which are named by their places.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

use flow_host::ManualClock;
use flow_host::interpret::{Builder, Specification};
use flow_host::simulation::Setup;
use flow_sim::exec::Bindings;
use flow_sim::exec::runnable::Runnable;
use flow_test::Loaded;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use crate::answering::Answering;
use crate::chance::Values;
use crate::durable::{Bound, Driven, DurableCase, Ends, Process};
use crate::replay::{comes_to_an_end, drive};
use crate::script::{Act, Plan, invent};

/// The tables of a host, each in the order of its rows.
const TABLES: [&str; 8] = [
    "flow_instance",
    "flow_delivery",
    "flow_answer",
    "flow_outgoing",
    "flow_timer",
    "flow_journal",
    "flow_dead",
    "flow_program",
];

/// Compares the table of the interpreted program with that of generated code.
///
/// # Errors
/// If they differ.
pub fn check_tables(case: &DurableCase) -> Result<(), String> {
    let table = specification(&case.specification.load()).table();
    // The files of generated code are those of the package that it is in.
    let ours = format!("{:#?}", flow_host::durable::ProgramTable { files: case.table.files, ..*table });
    let theirs = format!("{:#?}", case.table);
    let difference = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
    match difference {
        None if ours == theirs => Ok(()),
        difference => Err(format!("{}: {difference:?}", case.name)),
    }
}

thread_local! {
    /// The specification of the hosts that are opened in this thread: a function that opens one has no variables of its own.
    static OF: Cell<Option<Specification>> = const { Cell::new(None) };
}

/// Opens a host that interprets the specification.
fn open(path: &Path, answers: &Answering, setup: Setup, clock: &ManualClock) -> Box<dyn Driven> {
    let of = OF.get().expect("it was set before the first host");
    let bind = |host: Builder, at: usize| {
        let answers = answers.clone();
        host.bindings(at, move |step| {
            answers.known().now = step.now().as_micros();
            Box::new(answers.clone()) as Box<dyn Bindings>
        })
    };
    // Machines without phrases get their bindings too, since these return the current time.
    let host = (0..of.table().machines.len()).fold(Builder::new(of, path), bind);
    Box::new(host.simulate(setup, clock).expect("a test has the database for itself"))
}

/// Runs a number of scripts with both, and compares the rows.
///
/// # Errors
/// If they differ.
pub fn check_rows(case: &DurableCase, scripts: u64, acts: usize) -> Result<(), String> {
    let loaded = case.specification.load();
    let values = Values::new(&loaded.model, case.specification.files);
    let runnable = Runnable::new(&loaded.model);
    OF.set(Some(specification(&loaded)));
    let interpreted = case.opened_by(open);
    for seed in 0..scripts {
        let script = invent(&runnable, &values, Plan { events: case.arrivals, acts }, seed);
        if !comes_to_an_end(&runnable, &script, seed) {
            continue;
        }
        let generated = rows(&loaded, case, &script, seed)?;
        let interpreted = rows(&loaded, &interpreted, &script, seed)?;
        if !generated.iter().any(|row| row.starts_with("flow_journal")) {
            return Err(format!("{}, script {seed}: nothing happened", case.name));
        }
        let pair =
            generated.iter().zip(&interpreted).find(|(generated, interpreted)| generated != interpreted);
        if let Some((generated, interpreted)) = pair {
            return Err(format!(
                "{}, script {seed}:\ngenerated:   {generated}\ninterpreted: {interpreted}",
                case.name
            ));
        }
        if generated.len() != interpreted.len() {
            let (generated, interpreted) = (generated.len(), interpreted.len());
            return Err(format!("{}, script {seed}: {generated} and {interpreted} rows", case.name));
        }
    }
    Ok(())
}

fn specification(loaded: &Loaded) -> Specification {
    Specification::new(loaded.model.clone(), loaded.program.sources.clone(), Vec::new())
}

/// The rows that a script leaves.
fn rows(loaded: &Loaded, case: &DurableCase, script: &[Act], seed: u64) -> Result<Vec<String>, String> {
    let answers = Answering::new(&loaded.model);
    answers.begin(seed);
    let mut process = Process::new(case, Bound::InStep, &answers, false, Ends::Never);
    drive(&loaded.model, &mut process, script, seed)?;
    let rows = read_rows(process.path()).map_err(|error| error.to_string())?;
    Ok(name_ids(&rows))
}

fn read_rows(path: &Path) -> rusqlite::Result<Vec<String>> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut rows = Vec::new();
    for table in TABLES {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))?;
        let columns = statement.column_count();
        let text = |row: &Row<'_>| {
            let cells = (0..columns).map(|at| row.get_ref(at).map(cell));
            Ok(format!("{table}: {}", cells.collect::<rusqlite::Result<Vec<_>>>()?.join(" | ")))
        };
        rows.extend(statement.query_map((), text)?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(rows)
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        other => format!("{other:?}"),
    }
}

/// No name or value of a script is a word of this length, and random ids are longer.
const RANDOM: usize = 26;

/// Replaces each random id by its place among them. A handler that fails can have drawn one before it fails, or not, and all that are
/// drawn later are others then.
fn name_ids(rows: &[String]) -> Vec<String> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut name = |row: &String| {
        let words = row.split_inclusive(|sign: char| !sign.is_ascii_alphanumeric()).map(|word| {
            let id = word.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric());
            if id.len() < RANDOM {
                return word.to_owned();
            }
            let next = known.len();
            let place = *known.entry(id.to_owned()).or_insert(next);
            word.replace(id, &format!("<id {place}>"))
        });
        words.collect()
    };
    rows.iter().map(&mut name).collect()
}
