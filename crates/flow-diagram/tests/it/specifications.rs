//! Pictures of real specifications: the seed's, and those of the examples.

use flow_diagram::{Details, Graph, SvgOptions, Table};
use flow_model::model::{MachineId, Model, Sources};
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

/// The graph of a machine with its guards.
pub(crate) fn guarded(model: &Model, machine: MachineId, sources: &Sources) -> Graph {
    Graph::detailed(model, machine, sources, Details { guards: true, ..Details::default() })
}

/// Files of the seed; `None` where it is missing.
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
        let graph = Graph::of(&model, id, &program.sources);
        golden(&format!("{base}.txt"), &graph.text());
        golden(&format!("{base}.svg"), &graph.svg(SvgOptions::default()));
        golden(&format!("{base}.mmd"), &graph.mermaid());
        golden(&format!("{base}.dot"), &graph.dot());
        golden(&format!("{base}.guards.txt"), &guarded(&model, id, &program.sources).text());
        golden(
            &format!("{base}.table.txt"),
            &Table::of(&model, id, &program.sources, Details::default()).text(),
        );
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

/// A machine with a mistake in one handler and an unreachable state.
const WRONG: &str = "\
machine: @order
  scenario: checkout
    on> :checkout from @customer
      order moves to #paid
    on :shipped from @carrier
      ? order is in #payed
        $total: number becomes \"much\"
        order moves to #closed
";

#[test]
fn what_is_wrong_is_drawn_and_marked() {
    let mut diags = Diagnostics::default();
    let mut loader = MemoryLoader::new([("order.flow", WRONG)]);
    let program = load(&["order.flow".to_owned()], &mut loader, &mut diags);
    let model = resolve(&program, &mut diags);
    let errors: Vec<_> = diags.iter().map(|diagnostic| diagnostic.span).collect();
    assert!(!errors.is_empty());
    let mut graph = Graph::of(&model, MachineId(0), &program.sources);
    graph.mark_wrong(&errors);
    golden("specification/wrong.txt", &graph.text());
    golden("specification/wrong.svg", &graph.svg(SvgOptions::default()));
    golden("specification/wrong.mmd", &graph.mermaid());
    golden("specification/wrong.dot", &graph.dot());
}

#[test]
fn elements_link_to_their_places() {
    let (program, model) = model(&[("order.flow", WRONG)]);
    let link = |span| {
        let position = program.sources.position(span);
        Some(format!("order.flow?a&b#L{}", position.line))
    };
    let svg = Graph::of(&model, MachineId(0), &program.sources)
        .svg(SvgOptions { link: Some(&link), ..SvgOptions::default() });
    assert!(svg.contains("<a href=\"order.flow?a&amp;b#L3\">"), "the handler's line: {svg}");
    assert!(svg.contains("<a href=\"order.flow?a&amp;b#L4\">"), "the state's first mention: {svg}");
}

#[test]
fn the_cart_example() {
    check("cart", &[("cart.flow", include_str!("../../../../examples/cart/flows/cart.flow"))]);
}
