//! What labels say: senders where names meet, loops of branches that stay, lengths of timers, actions, payloads, long guards.

use flow_diagram::{Details, Graph, Lanes, SvgOptions, Table};
use flow_model::model::MachineId;

use crate::golden::golden;
use crate::specifications::model;
use crate::stories::told;

const NONE: Details = Details { guards: false, actions: false, payloads: false };
const GUARDS: Details = Details { guards: true, actions: false, payloads: false };
const ALL: Details = Details { guards: true, actions: true, payloads: true };

fn graph(text: &str, details: Details) -> Graph {
    let (program, model) = model(&[("test.flow", text)]);
    Graph::detailed(&model, MachineId(0), &program.sources, details)
}

/// The labels as lines: `#idle → #paid: :pay`, with guards and actions after it, separated by bars.
fn labels(graph: &Graph) -> Vec<String> {
    let name = |node: usize| &graph.nodes[node].name;
    let edges = graph.edges.iter().flat_map(|edge| {
        edge.labels.iter().map(move |label| {
            let words =
                [&label.event].into_iter().chain(&label.payload).chain(&label.guards).chain(&label.actions);
            let words: Vec<&str> = words.map(String::as_str).collect();
            format!("{} → {}: {}", name(edge.from), name(edge.to), words.join(" | "))
        })
    });
    edges.collect()
}

#[track_caller]
fn check(text: &str, details: Details, expected: &[&str]) {
    assert_eq!(labels(&graph(text, details)), expected);
}

/// The pictures without guards, as in documentation, have the same events.
#[track_caller]
fn check_events(text: &str, expected: &[&str]) {
    check(text, NONE, expected);
    let (program, model) = model(&[("test.flow", text)]);
    assert_eq!(labels(&Graph::of(&model, MachineId(0), &program.sources)), expected);
}

/// A heartbeat that comes from the peer and, scheduled, from the machine itself.
const HEARTBEAT: &str = "\
machine: @bgp
  starts in #a
  on> :keepalive from @peer in #a
    bgp moves to #b
  on :keepalive from @self in #a
    bgp moves to #c
  on> :go from @peer in #b
    schedule :keepalive for 1 second
    bgp moves to #a
";

/// `:ok` comes from two senders in `#asked` and to the same state, from one of them in `#late`.
const VOTES: &str = "\
machine: @vote
  on> :ask from @user
    vote moves to #asked
  on> :ok from @bank in #asked
    vote moves to #agreed
  on> :ok from @shop in #asked
    vote moves to #agreed
  on> :late from @user in #asked
    vote moves to #late
  on> :ok from @bank in #late
    vote moves to #agreed
";

#[test]
fn a_label_names_the_sender_where_names_meet() {
    check_events(
        HEARTBEAT,
        &["#a → #b: :keepalive from @peer", "#a → #c: :keepalive from @self after 1 second", "#b → #a: :go"],
    );
    check_events(
        VOTES,
        &[
            "#idle → #asked: :ask",
            "#asked → #agreed: :ok from @bank",
            "#asked → #agreed: :ok from @shop",
            "#asked → #late: :late",
            "#late → #agreed: :ok",
        ],
    );
}

#[test]
fn a_label_of_any_state_names_the_sender_if_one_state_has_another() {
    let text = "\
machine: @order
  on> :pay from @customer
    order moves to #paid
  on> :cancel from @shop in #paid
    order moves to #refunded
  on> :cancel from @customer in any state
    order moves to #cancelled
  on> :note from @customer in any state
    $notes adds $note
";
    check_events(
        text,
        &[
            "#idle → #paid: :pay",
            "#paid → #refunded: :cancel from @shop",
            "any state → #cancelled: :cancel from @customer",
            "any state → any state: :note",
        ],
    );
}

#[test]
fn every_format_names_the_sender() {
    let (program, model) = model(&[("test.flow", HEARTBEAT)]);
    let graph = Graph::of(&model, MachineId(0), &program.sources);
    let table = Table::of(&model, MachineId(0), &program.sources, NONE);
    for picture in
        [graph.text(), graph.svg(SvgOptions::default()), graph.dot(), table.html(), table.markdown()]
    {
        assert!(picture.contains(":keepalive from @peer"), "{picture}");
        assert!(picture.contains(":keepalive from @self after 1 second"), "{picture}");
    }
    assert!(graph.mermaid().contains("#58;keepalive from @peer"), "{}", graph.mermaid());
    golden("labels/heartbeat.txt", &graph.text());
    golden("labels/heartbeat.table.txt", &table.text());
}

/// Branches that stay: one that emits, one that does nothing, one below another, one of which all ways stay.
const STAYS: &str = "\
machine: @loan
  on> :borrow from @reader
    ? $days <= 30
      loan moves to #active
    otherwise
      emit :refused to @reader
  on> :return from @reader in #active
    ? book is fine
      loan moves to #closed
  on> :renew from @reader in #active
    ? book is reserved
      ? reader is trusted
        $days increases by 7
      otherwise
        loan moves to #recalled
    otherwise
      $days increases by 14
  on> :ask from @reader in #active
    ? reader is trusted
      emit :answer to @reader
    otherwise
      emit :silence to @reader
  on> :look from @reader in #active
    ? reader is curious
      emit :photo to @reader
  on> :write from @reader in #active
    print letter
    ? letter is angry
      loan moves to #closed
  on> :ping from @reader in #active
    ? reader is lost
      ? reader is found
        loan moves to #closed
";

#[test]
fn a_branch_that_stays_and_does_something_is_a_loop() {
    check(
        STAYS,
        GUARDS,
        &[
            "#idle → #active: :borrow | ? $days <= 30",
            "#idle → #idle: :borrow | otherwise",
            "#active → #closed: :return | ? book is fine",
            "#active → #closed: :write | ? letter is angry",
            "#active → #closed: :ping | ? reader is lost | ? reader is found",
            "#active → #recalled: :renew | ? book is reserved | otherwise",
            "#active → #active: :renew | ? book is reserved | ? reader is trusted",
            "#active → #active: :renew | otherwise",
            "#active → #active: :ask",
            "#active → #active: :look | ? reader is curious",
            "#active → #active: :write | otherwise",
        ],
    );
    check_events(
        STAYS,
        &[
            "#idle → #active: :borrow",
            "#idle → #idle: :borrow",
            "#active → #closed: :return",
            "#active → #closed: :write",
            "#active → #closed: :ping",
            "#active → #recalled: :renew",
            "#active → #active: :renew",
            "#active → #active: :ask",
            "#active → #active: :look",
            "#active → #active: :write",
        ],
    );
    golden("labels/stays.txt", &graph(STAYS, GUARDS).text());
}

#[test]
fn what_is_done_on_entering_a_state_is_no_guard() {
    let text = "\
machine: @m
  on entering #active
    start timer for 2 days
  on> :go from @user
    ? it is time
      m moves to #active
    otherwise
      $n: integer increases by 1
  on :timer_expired from @system in #active
    m moves to #idle
";
    check(
        text,
        GUARDS,
        &[
            "#idle → #active: :go | ? it is time",
            "#idle → #idle: :go | otherwise",
            "#active → #idle: after 2 days",
        ],
    );
}

#[test]
fn a_branch_that_cannot_run_in_a_state_is_no_loop_there() {
    let text = "\
machine: @door
  on> :push from @user
    door moves to #open
  on> :pull from @user in #idle, #open
    ? door is in #open
      emit :squeak to @user
    otherwise
      door moves to #shut
";
    check(
        text,
        GUARDS,
        &["#idle → #open: :push", "#idle → #shut: :pull | otherwise", "#open → #open: :pull"],
    );
}

#[test]
fn a_handler_without_effect_is_a_loop_since_it_is_accepted() {
    let text = "\
machine: @lamp
  on> :press from @user
    lamp moves to #on
  on> :press from @user in #on
    ? lamp is hot
      lamp moves to #idle
  on> :look from @user in #on
    ? lamp is in #idle
      lamp moves to #idle
";
    check(text, GUARDS, &["#idle → #on: :press", "#on → #idle: :press | ? lamp is hot", "#on → #on: :look"]);
}

#[test]
fn a_handler_with_many_chains_has_a_loop_without_guards() {
    let mut text = "machine: @m\n  on> :go from @user\n".to_owned();
    for chain in 0..12 {
        text +=
            &format!("    ? thing {chain} holds\n      $n{chain}: integer increases by 1\n    print line\n");
    }
    text += "    ? all is done\n      m moves to #done\n";
    check(&text, GUARDS, &["#idle → #done: :go | ? all is done", "#idle → #idle: :go"]);
}

/// Timers: of a state, of branches, scheduled, an expression, several lengths.
const TIMERS: &str = "\
machine: @parcel
  on> :send from @clerk
    ? parcel is urgent
      start timer for 1 day
      parcel moves to #express
    otherwise
      start timer for 2  weeks
      parcel moves to #slow
  on :timer_expired from @system in #express
    start timer for ($tries + 1) hours
    parcel moves to #lost
  on :timer_expired from @system in #slow
    $tries increases by 1
    start timer for 30 seconds
  on :timer_expired from @system in #lost
    schedule :remind for 2 hours
    schedule :remind for $tries days
    parcel moves to #searched
  on :remind from @self in #searched
    parcel moves to #closed
";

#[test]
fn timers_show_their_length() {
    check_events(
        TIMERS,
        &[
            "#idle → #express: :send",
            "#idle → #slow: :send",
            "#express → #lost: after 1 day",
            "#slow → #slow: after 2 weeks or 30 seconds",
            "#lost → #searched: after ($tries + 1) hours",
            "#searched → #closed: :remind after 2 hours or $tries days",
        ],
    );
    golden("labels/timers.txt", &graph(TIMERS, ALL).text());
    let (program, model) = model(&[("test.flow", TIMERS)]);
    golden("labels/timers.table.txt", &Table::of(&model, MachineId(0), &program.sources, NONE).text());
}

/// A story with an update, two timers and payloads.
const STORY: &str = "\
machine: @order
  scenario: reminder
    on> :place from @customer
      $total becomes $price
      start timer for 2 days
      emit :invoice to @customer with amount: $total, days: 2
      order moves to #open
    on :timer_expired from @system
      schedule :remind for 6 hours
      ring the bell
    on :remind from @self
      ? $total > 10
        emit :reminder to @customer
          with:
            | amount | $total |
        order moves to #late
      otherwise
        order moves to #closed
    expect:
      = order is in #late
";

#[test]
fn actions_and_payloads_are_optional() {
    let all = [
        "#idle → #open: :place | price: number | $total becomes $price | start timer for 2 days | \
         emit :invoice to @customer with amount: $total, days: 2",
        "#open → #open: after 2 days | schedule :remind for 6 hours | ring the bell",
        "#open → #late: :remind after 6 hours | ? $total > 10 | emit :reminder to @customer with amount: $total",
        "#open → #closed: :remind after 6 hours | otherwise",
    ];
    check(STORY, ALL, &all);
    check(
        STORY,
        NONE,
        &[
            "#idle → #open: :place",
            "#open → #open: after 2 days",
            "#open → #late: :remind after 6 hours",
            "#open → #closed: :remind after 6 hours",
        ],
    );
    let (program, model) = model(&[("test.flow", STORY)]);
    golden("labels/story.txt", &graph(STORY, ALL).text());
    golden("labels/story.svg", &graph(STORY, ALL).svg(SvgOptions::default()));
    golden("labels/story.mmd", &graph(STORY, ALL).mermaid());
    golden("labels/story.dot", &graph(STORY, ALL).dot());
    let table = Table::of(&model, MachineId(0), &program.sources, ALL);
    golden("labels/story.table.txt", &table.text());
    golden("labels/story.table.md", &table.markdown());
    golden("labels/story.table.html", &table.html());
    golden("labels/story.lanes.txt", &told(&[("test.flow", STORY)], NONE)[0].text(Lanes::WithStates));
    golden("labels/story.lanes.all.txt", &told(&[("test.flow", STORY)], ALL)[0].text(Lanes::WithStates));
}

#[test]
fn a_chain_that_does_not_decide_is_listed_with_its_guards() {
    let text = "\
machine: @order
  on> :pay from @customer
    ? $amount > 100
      emit :big to @bank
    otherwise
      count the coins
    ? card is valid
      order moves to #paid
";
    check(
        text,
        Details { payloads: false, ..ALL },
        &[
            "#idle → #paid: :pay | ? card is valid | ? $amount > 100 |   emit :big to @bank | otherwise |   \
             count the coins",
            "#idle → #idle: :pay | otherwise | ? $amount > 100 |   emit :big to @bank | otherwise |   \
             count the coins",
        ],
    );
}

/// Guards of 250 columns on three edges and a loop, one of them a single word.
fn long_guards() -> String {
    let words =
        "the customer who bought it has been a member of the club for longer than the shop has existed "
            .repeat(3);
    let word = "x".repeat(250);
    format!(
        "machine: @order\n  scenario: long\n    on> :go from @customer\n      ? {words}\n        order moves to #a\n      ? \
         $name is \"{word}\"\n        order moves to #b\n      ? {words} twice\n        order moves to #c\n      ? {words} \
         thrice\n        emit :{0} to @customer with text: \"{word}\"\n    expect:\n      = order is in #a\n",
        "sorry"
    )
}

fn columns(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn a_long_guard_makes_no_picture_wider_than_a_page() {
    let text = long_guards();
    for details in [GUARDS, ALL] {
        let graph = graph(&text, details);
        let drawn = graph.text();
        assert!(columns(&drawn) <= 160, "{drawn}");
        assert!(graph.dot().lines().all(|line| line.len() < 4_000));
        let (program, model) = model(&[("test.flow", &text)]);
        let table = Table::of(&model, MachineId(0), &program.sources, details).text();
        assert!(columns(&table) <= 160, "{table}");
        for trace in told(&[("test.flow", &text)], details) {
            let lanes = trace.text(Lanes::WithStates);
            assert!(columns(&lanes) <= 160, "{lanes}");
        }
    }
    golden("labels/long_guards.txt", &graph(&text, GUARDS).text());
}

#[test]
fn many_long_guards_side_by_side_fit_on_a_page() {
    let guard = "the customer who bought it has been a member of the club for long";
    let mut text = "machine: @order\n  on> :go from @customer\n".to_owned();
    for state in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        text += &format!("    ? {guard} {state}\n      order moves to #{state}\n");
    }
    let drawn = graph(&text, GUARDS).text();
    assert!(columns(&drawn) <= 160, "{drawn}");
    let drawing = crate::reading::read(&drawn);
    assert_eq!(drawing.boxes.len(), 9);
}

#[test]
fn ends_are_final_where_they_are_named() {
    let text = |ends: &str| {
        format!(
            "machine: @ticket\n  starts in #new\n{ends}  on> :reject from @agent in #new\n    ticket moves to #rejected\n  \
             on> :solve from @agent in #new\n    ticket moves to #solved\n"
        )
    };
    let finals = |ends: &str| {
        let graph = graph(&text(ends), NONE);
        let is_final = |node: &&flow_diagram::graph::Node| node.kind == flow_diagram::graph::NodeKind::Final;
        graph.nodes.iter().filter(is_final).map(|node| node.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(finals(""), ["#rejected", "#solved"]);
    assert_eq!(finals("  ends in #solved\n"), ["#solved"]);
}
