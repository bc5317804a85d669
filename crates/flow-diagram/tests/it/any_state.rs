//! Handlers that are accepted in any state: one arrow for each target, and its exceptions.

use std::fmt::Write;

use flow_diagram::graph::NodeKind;
use flow_diagram::{Graph, SvgOptions};
use flow_model::model::MachineId;

use crate::golden::golden;
use crate::specifications::{guarded, model};

/// `:cancel` has a handler of its own in `#paid`, `:rush` moves to another state in `#idle`, `:note` stays.
const ORDER: &str = "\
machine: @order
  scenario: from order to delivery
    on> :pay from @customer
      order moves to #paid
    on> :ship from @warehouse
      order moves to #shipped
    on> :deliver from @carrier
      order moves to #delivered
    on> :cancel from @customer in #paid
      emit :refund to @payment
      order moves to #refunded
    on> :cancel from @customer in any state
      order moves to #cancelled
    on> :note from @customer in any state
      $notes adds $note
    on> :rush from @customer in any state
      ? order is in #idle
        order moves to #paid
      otherwise
        order moves to #shipped
";

fn order(text: &str) -> Graph {
    let (program, model) = model(&[("order.flow", text)]);
    guarded(&model, MachineId(0), &program.sources)
}

/// The edges as lines: `#idle → #paid: :pay`.
fn lines(graph: &Graph) -> Vec<String> {
    let name = |node: usize| &graph.nodes[node].name;
    let edges = graph.edges.iter().flat_map(|edge| {
        edge.labels.iter().map(move |label| {
            let words = [&label.event].into_iter().chain(&label.except).chain(&label.guards);
            let words: Vec<&str> = words.map(String::as_str).collect();
            format!("{} → {}: {}", name(edge.from), name(edge.to), words.join(" "))
        })
    });
    edges.collect()
}

#[test]
fn an_edge_leaves_any_state_once() {
    let graph = order(ORDER);
    let any: Vec<String> = lines(&graph).into_iter().filter(|line| line.starts_with("any")).collect();
    assert_eq!(
        any,
        [
            "any state → #cancelled: :cancel #paid",
            "any state → any state: :note",
            "any state → #shipped: :rush #idle otherwise",
        ]
    );
    assert!(lines(&graph).contains(&"#idle → #paid: :rush".to_owned()), "{:?}", lines(&graph));
    for (extension, picture) in
        [("txt", graph.text()), ("svg", graph.svg(SvgOptions::default())), ("mmd", graph.mermaid())]
    {
        golden(&format!("specification/any_state.{extension}"), &picture);
    }
    golden("specification/any_state.dot", &graph.dot());
    golden("specification/any_state.outline.txt", &graph.outline());
}

#[test]
fn a_state_that_any_state_leaves_is_not_final() {
    let graph = order(ORDER);
    let finals = graph.nodes.iter().filter(|node| node.kind == NodeKind::Final);
    assert_eq!(finals.count(), 0, "':rush' and ':cancel' leave every state");
    let without_rush = ORDER.split("    on> :rush").next().expect("a text");
    let finals: Vec<String> = order(without_rush)
        .nodes
        .into_iter()
        .filter(|node| node.kind == NodeKind::Final)
        .map(|node| node.name)
        .collect();
    assert_eq!(finals, ["#cancelled"]);
}

#[test]
fn in_a_machine_of_one_state_any_state_is_that_state() {
    let graph = order(
        "machine: @lamp\n  scenario: one\n    on> :press from @user in any state\n      $n increases by 1\n",
    );
    assert_eq!(lines(&graph), ["#idle → #idle: :press"]);
}

#[test]
fn the_neighbourhood_of_a_state() {
    let graph = order(ORDER).neighbourhood("#paid").expect("the state is there");
    assert_eq!(
        lines(&graph),
        [
            "#idle → #paid: :pay",
            "#idle → #paid: :rush",
            "#paid → #shipped: :ship",
            "#paid → #refunded: :cancel",
            "any state → any state: :note",
            "any state → #shipped: :rush #idle otherwise",
        ]
    );
    assert_eq!(graph.initial, Some(0));
    assert!(order(ORDER).neighbourhood("#lost").is_none());
}

/// A chain of states, and handlers in any state that move to some of them.
fn large(states: usize, handlers: usize) -> String {
    let mut text = "machine: @large\n  scenario: one\n".to_owned();
    for state in 0..states {
        let _ = writeln!(text, "    on> :go_{state} from @user\n      large moves to #s{state}");
    }
    for handler in 0..handlers {
        let _ = writeln!(
            text,
            "    on> :any_{handler} from @user in any state\n      large moves to #s{handler}"
        );
    }
    text
}

#[test]
fn many_handlers_in_any_state_are_drawn_at_once() {
    let (states, handlers) = if cfg!(debug_assertions) { (40, 40) } else { (200, 100) };
    let (program, model) = model(&[("large.flow", &large(states, handlers))]);
    let start = std::time::Instant::now();
    let graph = Graph::of(&model, MachineId(0), &program.sources);
    assert_eq!(graph.edges.len(), states + handlers);
    assert_eq!(graph.oversize(), None);
    let (text, svg) = (graph.text(), graph.svg(SvgOptions::default()));
    println!("{states} states: {:?}, {} and {} bytes", start.elapsed(), text.len(), svg.len());
    assert!(text.len() < 4_000_000 && svg.len() < 4_000_000);
}

#[test]
fn a_picture_that_is_too_large_is_noticed_before_its_layout() {
    let mut graph = Graph::new("@large");
    let label = || flow_diagram::graph::Label::new(":go", flow_model::model::Span::default());
    for state in 0..101 {
        graph.add_state(format!("#s{state}"), flow_model::model::Span::default());
    }
    for (from, to) in (0..101).flat_map(|from| (0..100).map(move |to| (from, to))) {
        graph.add_transition(from, to, label());
    }
    let size = graph.oversize().expect("10,000 edges");
    assert!(size.columns > 1_000 && size.rows > 1_000, "{size:?}");
}
