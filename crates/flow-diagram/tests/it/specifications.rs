//! Pictures of real specifications: the seed's, and those of the examples.

use flow_diagram::{Graph, SvgOptions, Table};
use flow_model::model::{MachineId, Model};
use flow_model::{MemoryLoader, Program, load, resolve};
use flow_syntax::diagnostic::Diagnostics;

use crate::golden::golden;

/// The model of some files, with its texts.
pub(crate) fn model(files: &[(&str, &str)]) -> (Program, Model) {
    let mut diags = Diagnostics::default();
    let roots: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    let mut loader = MemoryLoader::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let program = load(&roots, &mut loader, &mut diags);
    let model = resolve(&program, &mut diags);
    (program, model)
}

/// Files of the seed, or nothing where it is not there.
pub(crate) fn seed(names: &[&str]) -> Option<Vec<(String, String)>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let read =
        |name: &&str| std::fs::read_to_string(folder.join(name)).ok().map(|text| ((*name).to_owned(), text));
    let files: Option<Vec<_>> = names.iter().map(read).collect();
    if files.is_none() {
        println!("skipped: {} is not there", folder.display());
    }
    files
}

#[track_caller]
fn check(name: &str, files: &[(&str, &str)]) {
    let (program, model) = model(files);
    for (at, machine) in model.machines.iter().enumerate() {
        let (id, base) = (MachineId::new(at), format!("specification/{name}.{}", machine.name.text));
        let graph = Graph::of(&model, id);
        golden(&format!("{base}.txt"), &graph.text());
        golden(&format!("{base}.svg"), &graph.svg(SvgOptions::default()));
        golden(&format!("{base}.mmd"), &graph.mermaid());
        golden(&format!("{base}.dot"), &graph.dot());
        golden(&format!("{base}.guards.txt"), &Graph::with_guards(&model, id, &program.sources).text());
        golden(&format!("{base}.table.txt"), &Table::of(&model, id).text());
    }
}

#[track_caller]
fn check_seed(name: &str, names: &[&str]) {
    if let Some(files) = seed(names) {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        check(name, &files);
    }
}

#[test]
fn checkout_of_the_seed() {
    check_seed("checkout", &["checkout.flow"]);
}

#[test]
fn order_of_the_seed() {
    check_seed("order", &["order.flow", "out-of-stock.flow", "payment-fails.flow", "process-refund.flow"]);
}
