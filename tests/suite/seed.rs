//! The seed: the specifications this project was created from, unchanged.
//!
//! They are next to the repository; where they are absent these tests print that and pass. Their diagnostics are listed
//! here in full, with the reason.

use std::collections::BTreeSet;
use std::fs;

use flow_model::model::{Block, Machine, Model, Role, StateId, Step, Type};
use flow_syntax::diagnostic::{Diagnostics, Level, Lints};
use flow_syntax::source::FileId;
use flow_syntax::{dump, parse};
use flow_tests::program::{Outcome, compile};

const NAMES: &[&str] = &[
    "checkout.flow",
    "order.flow",
    "out-of-stock.flow",
    "payment-fails.flow",
    "process-refund.flow",
    "successful-checkout.flow",
];

/// The text of a seed file; `None` where the seed is absent.
fn text(name: &str) -> Option<String> {
    Some(fs::read_to_string(flow_tests::seed()?.join(name)).unwrap())
}

/// The result of seed files that are loaded together.
fn outcome(names: &[&str]) -> Option<Outcome> {
    let mut files = Vec::new();
    for name in names {
        files.push(((*name).to_owned(), text(name)?.into_bytes()));
    }
    let roots: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Some(compile(files, &roots, Lints::new()))
}

#[test]
fn every_file_parses() {
    for name in NAMES {
        for path in [(*name).to_owned(), format!("flat/{name}")] {
            let Some(text) = text(&path) else { return };
            let mut diags = Diagnostics::new(Lints::new());
            parse(FileId(0), &text, &mut diags);
            let errors: Vec<_> = diags.iter().filter(|said| said.level == Level::Deny).collect();
            assert!(errors.is_empty(), "{path}: {errors:#?}");
        }
    }
}

#[test]
fn flat_files_give_the_same_tree() {
    for name in NAMES {
        let (Some(laid_out), Some(flat)) = (text(name), text(&format!("flat/{name}"))) else { return };
        let tree = |text: &str| dump(&parse(FileId(0), text, &mut Diagnostics::new(Lints::new())));
        assert_eq!(tree(&laid_out), tree(&flat), "{name}");
    }
}

/// The transitions of a machine's definitions: `#idle -checkout-> #paid`.
fn edges(machine: &Machine) -> BTreeSet<String> {
    let name = |state: StateId| format!("#{}", machine.states[state].name.text);
    let mut edges = BTreeSet::new();
    for (id, handler) in machine.definitions() {
        let event = &machine.events[handler.event].name.text;
        let mut targets = Vec::new();
        collect_targets(&handler.body, &mut targets);
        for from in machine.accepted(id).states.iter() {
            let to = if targets.is_empty() { vec![*from] } else { targets.clone() };
            edges.extend(to.iter().map(|to| format!("{} -{event}-> {}", name(*from), name(*to))));
        }
    }
    edges
}

fn collect_targets(block: &Block, targets: &mut Vec<StateId>) {
    for step in block {
        match step {
            Step::Transition(transition) => targets.push(transition.to),
            Step::Chain(chain) => {
                chain.groups.iter().for_each(|group| collect_targets(&group.body, targets));
                chain.otherwise.iter().for_each(|body| collect_targets(body, targets));
            }
            _ => {}
        }
    }
}

fn machine<'a>(model: &'a Model, name: &str) -> &'a Machine {
    model.machines.iter().find(|machine| machine.name.text == name).unwrap()
}

const CHECKOUT: [&str; 5] = [
    "#awaiting_payment -payment_failed-> #payment_failed",
    "#awaiting_payment -payment_success-> #paid",
    "#idle -checkout-> #awaiting_payment",
    "#paid -out_of_stock-> #cancelled",
    "#paid -stock_reserved-> #fulfilled",
];

const CART: [&str; 2] = ["#idle -add_item-> #idle", "#idle -remove_item-> #idle"];

/// The machine `order` of these files has exactly these transitions.
fn check_edges(names: &[&str], expected: &[&str]) {
    let Some(outcome) = outcome(names) else { return };
    let expected: BTreeSet<String> = expected.iter().map(|edge| (*edge).to_owned()).collect();
    assert_eq!(edges(machine(&outcome.model.unwrap(), "order")), expected, "{names:?}");
}

#[test]
fn transitions_of_the_order() {
    check_edges(&["order.flow"], &[&CHECKOUT[..], &CART].concat());
}

#[test]
fn transitions_of_the_checkout() {
    check_edges(&["checkout.flow"], &CHECKOUT);
}

#[test]
fn stories_add_no_transitions() {
    let names = ["order.flow", "successful-checkout.flow", "payment-fails.flow", "out-of-stock.flow"];
    check_edges(&names, &[&CHECKOUT[..], &CART].concat());
    let Some(outcome) = outcome(&names) else { return };
    let order = outcome.model.unwrap();
    for scenario in machine(&order, "order").scenarios.iter().skip(2) {
        for handler in &scenario.handlers {
            let role = machine(&order, "order").accepted(*handler).role;
            assert_ne!(role, Role::Definition, "{:?}", scenario.name);
        }
    }
}

#[test]
fn types_of_the_checkout() {
    let Some(outcome) = outcome(&["checkout.flow"]) else { return };
    let model = outcome.model.unwrap();
    assert_eq!(fields(&model, "payment", "payment_request"), ["order_id: string", "amount: number"]);
    assert_eq!(fields(&model, "order", "payment_success"), ["transaction_id: string"]);
    assert_eq!(fields(&model, "order", "payment_failed"), ["error: string"]);
    assert_eq!(fields(&model, "inventory", "reserve_stock"), ["order_id: string", "items: any"]);
    assert_eq!(variables(&model, "order"), ["total: number", "items: any"]);
    assert_eq!(variables(&model, "payment"), ["transaction_id: string", "error_message: string"]);
}

#[test]
fn types_of_the_order() {
    let Some(outcome) = outcome(&["order.flow"]) else { return };
    let model = outcome.model.unwrap();
    assert_eq!(fields(&model, "order", "add_item"), ["item: {price: number}"]);
    assert_eq!(variables(&model, "order"), ["items: array of {price: number}", "total: number"]);
}

fn fields(model: &Model, name: &str, event: &str) -> Vec<String> {
    let events = &machine(model, name).events;
    let event = events.iter().find(|one| one.name.text == event).unwrap();
    event.fields.iter().map(|field| format!("{}: {}", field.name.text, ty(model, &field.ty))).collect()
}

fn variables(model: &Model, name: &str) -> Vec<String> {
    let variables = machine(model, name).variables.iter();
    variables.map(|variable| format!("{}: {}", variable.name.text, ty(model, &variable.ty))).collect()
}

fn ty(model: &Model, of: &Type) -> String {
    match of {
        Type::Array(item) => format!("array of {}", ty(model, item)),
        Type::Object(id) => {
            let fields = model.objects[*id].fields.iter();
            let fields: Vec<_> = fields.map(|(name, of)| format!("{name}: {}", ty(model, of))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

/// These files give exactly these findings: line, name, and the marked text.
fn check_said(names: &[&str], expected: &[&str]) {
    let Some(outcome) = outcome(names) else { return };
    let said = outcome.diagnostics.iter().map(|said| {
        let at = outcome.sources.position(said.span);
        let file = &outcome.sources.get(said.span.file).path;
        format!("{file}:{} {} '{}'", at.line, said.name.as_str(), outcome.sources.text(said.span))
    });
    assert_eq!(said.collect::<Vec<_>>(), expected, "{names:?}");
}

#[test]
fn findings_in_the_checkout() {
    // Both are true of that specification: the refund's answer arrives when the order is cancelled, which does not handle
    // it; and no step ever puts items into the order.
    check_said(
        &["checkout.flow"],
        &["checkout.flow:28 never-set '$items'", "checkout.flow:71 unhandled-event ':refund_complete'"],
    );
}

#[test]
fn findings_in_the_order_and_its_stories() {
    check_said(&["order.flow"], &[]);
    check_said(&["order.flow", "successful-checkout.flow"], &[]);
    check_said(&["order.flow", "payment-fails.flow"], &[]);
    check_said(&["order.flow", "out-of-stock.flow"], &[]);
}

#[test]
fn findings_in_the_refund() {
    // No step sets the total that the guards ask for; and the refund may be processed after several of the story's
    // endings, of which it names none.
    check_said(
        &["order.flow", "process-refund.flow"],
        &[
            "process-refund.flow:9 never-set 'order total'",
            "process-refund.flow:36 guessed-source 'on :refund_processed from @payment'",
        ],
    );
}
