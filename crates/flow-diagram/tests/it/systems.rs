//! Who sends what to whom in a system, and the page of a whole system.

use flow_diagram::graph::{Graph, NodeKind};
use flow_diagram::page::{MachinePart, Page, Run, RunResult, Story};
use flow_diagram::{Details, Lanes, SvgOptions, Table};
use flow_model::model::Model;

use crate::golden::golden;
use crate::specifications::{guarded, model};
use crate::stories::told;

/// A machine with a timer, one that answers it, actors that only send or only receive, and an event of anyone.
const LIBRARY: &str = "\
system: city library

machine: @loan
  scenario: borrow & return
    on> :borrow from @reader
      emit :reserve to @shelf with days: 14
      loan moves to #waiting
    on :reserved from @shelf
      start timer for 14 days
      loan moves to #active
    on :missing from @shelf
      emit :sorry to @reader
      loan moves to #cancelled
    on :timer_expired from @system
      emit :overdue to @ledger
      emit :check to @self
    on :check from @self in #active
      $checks increases by 1
    on> :stop in any state
      loan moves to #cancelled
    expect:
      = loan is in #active

machine: @shelf
  scenario: keep
    on :reserve from @loan
      ? book is there
        emit :reserved to @loan
      otherwise
        emit :missing to @loan
";

fn system(details: Details) -> Graph {
    let (_, model) = model(&[("library.flow", LIBRARY)]);
    Graph::of_system(&model, details)
}

#[test]
fn a_system_shows_who_sends_what_to_whom() {
    let graph = system(Details::default());
    let name = |node: usize| graph.nodes[node].name.as_str();
    let edges = graph.edges.iter().flat_map(|edge| {
        edge.labels.iter().map(move |label| format!("{} {} {}", name(edge.from), label.event, name(edge.to)))
    });
    assert_eq!(
        edges.collect::<Vec<_>>(),
        [
            "@reader :borrow @loan",
            "anyone :stop @loan",
            "@loan :reserve @shelf",
            "@loan :sorry @reader",
            "@loan :overdue @ledger",
            "@shelf :reserved @loan",
            "@shelf :missing @loan",
        ]
    );
    let outside = graph.nodes.iter().filter(|node| node.kind == NodeKind::Outside);
    assert_eq!(outside.map(|node| node.name.as_str()).collect::<Vec<_>>(), ["@reader", "@ledger", "anyone"]);
}

#[test]
fn a_system_in_all_formats() {
    let graph = system(Details { payloads: true, ..Details::default() });
    let drawing = crate::reading::read(&graph.text());
    assert_eq!(drawing.boxes.len(), graph.nodes.len());
    assert_eq!(drawing.lines.len(), graph.edges.len());
    golden("system/library.txt", &graph.text());
    golden("system/library.svg", &graph.svg(SvgOptions::default()));
    golden("system/library.mmd", &graph.mermaid());
    golden("system/library.dot", &graph.dot());
}

fn page() -> Page {
    let (program, model) = model(&[("library.flow", LIBRARY)]);
    let run = |trace, at| Run {
        heading: (at > 0).then(|| "with :missing from @shelf".to_owned()),
        result: [RunResult::Passed, RunResult::Undecided, RunResult::Failed][at % 3],
        remarks: vec!["assuming <book> is there".to_owned()],
        failure: (at == 2).then(|| "1 < 2\n  & so on".to_owned()),
        trace,
        lanes: Lanes::WithStates,
    };
    let traces = told(&[("library.flow", LIBRARY)], Details::default());
    let runs = traces.into_iter().enumerate().map(|(at, trace)| run(trace, at)).collect();
    let mut machines: Vec<MachinePart> =
        model.machines.ids().map(|id| part(&model, id, &program.sources)).collect();
    machines[0].stories.push(Story { name: "borrow & return".to_owned(), remarks: Vec::new(), runs });
    let remarks = vec!["Told in the stories of the machines that ask.".to_owned()];
    machines[1].stories.push(Story { name: "keep".to_owned(), remarks, runs: Vec::new() });
    Page {
        title: "city library".to_owned(),
        notes: vec!["The specification has errors.".to_owned()],
        overview: Some(Graph::of_system(&model, Details::default())),
        machines,
        sources: vec!["library.flow".to_owned()],
    }
}

fn part(
    model: &Model,
    id: flow_model::model::MachineId,
    sources: &flow_model::model::Sources,
) -> MachinePart {
    MachinePart {
        name: format!("@{}", model.machines[id].name.text),
        states: Some(guarded(model, id, sources)),
        table: Some(Table::of(model, id, sources, Details::default())),
        stories: Vec::new(),
    }
}

/// Elements of HTML that have no end tag.
const VOID: [&str; 3] = ["meta", "br", "wbr"];

/// Checks that every element is closed in order, and returns the values of an attribute.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let body = html.strip_prefix("<!doctype html>").expect("a document");
    let (mut open, mut values) = (Vec::new(), Vec::new());
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("a tag is not closed: {piece}"));
        assert!(!text.contains('>') || open.last() == Some(&"style"), "{piece}");
        let element = tag.split([' ', '/']).find(|part| !part.is_empty()).expect("a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(element), "{piece}");
        } else if !tag.ends_with('/') && !VOID.contains(&element) {
            open.push(element);
        }
        if let Some((_, rest)) = tag.split_once(&format!(" {name}=\"")) {
            values.push(rest.split('"').next().expect("a value").to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
    values
}

#[test]
fn a_page_is_a_document_of_its_own() {
    let html = page().html();
    let mut ids = attributes(&html, "id");
    for link in attributes(&html, "href") {
        let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the page"));
        assert!(ids.iter().any(|id| id == target), "{link}");
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique");
    assert!(attributes(&html, "src").is_empty());
    assert!(!html.contains("<script") && !html.contains("url(") && !html.contains("@import"));
    let addresses = html.matches("http").count();
    assert_eq!(addresses, html.matches("xmlns=\"http://www.w3.org/2000/svg\"").count());
    for wanted in
        ["<meta charset=\"utf-8\">", "<meta name=\"viewport\"", "prefers-color-scheme: dark", "@media print"]
    {
        assert!(html.contains(wanted), "{wanted}");
    }
    assert_eq!(
        html.matches("<svg ").count(),
        html.matches("<title>").count() - 1,
        "each picture has a title"
    );
    assert_eq!(html.matches("<style>").count(), 1, "pictures share the style of the page");
    assert_eq!(html, page().html());
    golden("system/library.html", &html);
}

#[test]
fn a_page_says_how_each_run_ended() {
    let html = page().html();
    assert!(html.contains("<p class=\"result passed\">✓ passed</p>"), "{html}");
    assert!(html.contains("<h4>with :missing from @shelf</h4>"), "{html}");
    assert!(html.contains("<li>assuming &lt;book&gt; is there</li>"), "{html}");
    assert!(html.contains("<h3 id=\"machine-loan-story-0\">Story: borrow &amp; return</h3>"), "{html}");
    assert!(html.contains("Told in the stories of the machines that ask."), "{html}");
}

#[test]
fn a_page_says_which_picture_is_too_large() {
    let mut large = Graph::new("@large");
    for state in 0..101 {
        large.add_state(format!("#s{state}"), flow_model::model::Span::default());
    }
    for (from, to) in (0..101).flat_map(|from| (0..100).map(move |to| (from, to))) {
        let label = flow_diagram::graph::Label::new(":go", flow_model::model::Span::default());
        large.add_transition(from, to, label);
    }
    let part = MachinePart { name: "@large".to_owned(), states: Some(large), ..MachinePart::default() };
    let html = Page { title: "large".to_owned(), machines: vec![part], ..Page::default() }.html();
    assert!(html.contains("and is not drawn") && !html.contains("<svg"), "{html}");
}

#[test]
fn a_page_without_machines_is_a_document() {
    let html = Page { title: "nothing".to_owned(), ..Page::default() }.html();
    assert!(attributes(&html, "id").contains(&"content".to_owned()));
}
