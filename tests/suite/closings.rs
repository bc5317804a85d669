//! What an exploration that ends early proposes, followed: with each option, and with each change of the text, everything is explored.

use std::collections::BTreeMap;

use flow_explore::{Closing, Continue, Exploration, Options, Verdict, explore, find_closings};
use flow_tests::case::{Case, cases};

use crate::edits::{edit_lines, indent_of};
use crate::helps::{analyze, list_worlds};

/// The specifications of the corpus for which nothing is proposed: one event from outside leads to more states than a try has; of the last,
/// the text that would close it does, with the limit that the worlds of this test have.
const WITHOUT: &[&str] = &[
    "declared-payloads/help_desk.flow",
    "syntax/every_condition.flow",
    "timers/lengths_that_are_computed.flow",
];

fn explore_case(case: &Case, options: &Options) -> Exploration {
    explore(&analyze(case).model, options, &mut |_| Continue::Yes)
}

/// The case and the world after a proposal was followed, with the name of what was done.
fn follow(case: &Case, options: &Options, change: &str) -> (String, Case, Options) {
    let options = options.clone();
    if let Some(text) = change.strip_prefix("if you ") {
        let changed = text.split(", and write").fold(case.clone(), |case, change| write(&case, change));
        return ("text".to_owned(), changed, options);
    }
    let (is_more, option) = match change.strip_prefix("with ") {
        Some(option) => (true, option),
        None => (false, change.strip_prefix("without ").unwrap()),
    };
    let option = option.trim_matches('\'');
    let options = match option.split_once(' ').unwrap_or((option, "")) {
        ("--outside", number) => Options { outside: Some(number.parse().unwrap()), ..options },
        ("--instances", number) => Options { conversations: Some(number.parse().unwrap()), ..options },
        ("--order", "one") => Options { one_queue: is_more, ..options },
        ("--prompt", _) => Options { prompt: is_more, ..options },
        ("--steady", _) => Options { steady: is_more, ..options },
        ("--always-answer", _) => Options { always_answer: is_more, ..options },
        ("--reduce", _) => Options { reduce: is_more, ..options },
        ("--host", _) => Options { host: is_more, ..options },
        ("--flood", _) => Options { flood: is_more, ..options },
        ("--unasked", _) => Options { unasked: is_more, ..options },
        ("--failures", _) => Options { failures: is_more, ..options },
        ("--losses", _) => Options { losses: is_more, ..options },
        ("--doubles", _) => Options { doubles: is_more, ..options },
        other => panic!("{other:?}"),
    };
    let name = option.split(' ').next().unwrap_or(option);
    (format!("{} {name}", if is_more { "with" } else { "without" }), case.clone(), options)
}

/// The case with the line that a change quotes.
fn write(case: &Case, change: &str) -> Case {
    let machine = change.split("'@").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    let quoted = change.split('\'').nth(1).unwrap();
    if let Some(event) = quoted.strip_prefix("cancel ") {
        let schedules = format!("schedule {event} ");
        return edit_lines(case, machine, &|line| {
            let is_meant = line.trim_start().starts_with(&schedules);
            is_meant.then(|| format!("{}{quoted}\n{line}", indent_of(line)))
        });
    }
    let variable = quoted.strip_prefix("? ").and_then(|guard| guard.split(' ').next()).unwrap();
    let adds = [format!("{variable} adds "), format!("{variable}: ")];
    edit_lines(case, machine, &|line| {
        let step = line.trim_start();
        let is_meant = step.starts_with(&adds[0]) || (step.starts_with(&adds[1]) && step.contains(" adds "));
        is_meant.then(|| format!("{}{quoted}\n  {line}", indent_of(line)))
    })
}

/// How often each kind of proposal was followed, and what remained open.
#[derive(Default)]
struct Followed {
    ways: BTreeMap<String, usize>,
    open: Vec<String>,
    without: Vec<String>,
}

impl Followed {
    fn follow_all(&mut self, case: &Case, options: &Options) {
        let found = explore_case(case, options);
        let Verdict::UpTo(_) = &found.verdict else { return };
        let closings = find_closings(&analyze(case).model, options, &found, &mut |_| Continue::Yes);
        // The other worlds have few states, and tries have no more.
        if closings.is_empty() && *options == list_worlds()[0] {
            self.without.push(case.name.clone());
        }
        for closing in closings {
            let (way, changed, world) = follow(case, options, &closing.change);
            *self.ways.entry(way).or_default() += 1;
            let analysis = analyze(&changed);
            let explored = explore_case(&changed, &world);
            let is_exact = explored.verdict == Verdict::Everything;
            let Closing { states, is_exact: was_exact, .. } = &closing;
            let is_closed = !matches!(explored.verdict, Verdict::UpTo(_));
            // A guard in the text can be another step than the one in the model; checks after the search may name approximations.
            if !analysis.is_sound || !is_closed || explored.states != *states || (is_exact && !was_exact) {
                self.open.push(format!(
                    "{}: {}: {:?}, {} states",
                    case.name, closing.change, explored.verdict, explored.states
                ));
            }
        }
    }
}

#[test]
fn what_an_open_exploration_proposes_closes_it() {
    let mut followed = Followed::default();
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        if analyze(&case).is_sound {
            list_worlds().iter().for_each(|options| followed.follow_all(&case, options));
        }
    }
    assert_eq!(followed.open, [""; 0]);
    assert_eq!(followed.without, WITHOUT);
    let ways: Vec<&str> = followed.ways.keys().map(String::as_str).collect();
    let expected = [
        "text",
        "with --always-answer",
        "with --instances",
        "with --order",
        "with --outside",
        "with --prompt",
        "without --doubles",
        "without --failures",
        "without --host",
        "without --losses",
    ];
    assert_eq!(ways, expected, "{:?}", followed.ways);
}
