//! Findings of worlds that lose messages, deliver them twice or try them again: told as tests, which pass when the specification is right,
//! and replayed.

use std::collections::BTreeSet;

use flow_explore::{Continue, Kind, Options, explore, replay, write_tests};
use flow_model::MemoryLoader;
use flow_project::{Analysis, Request};
use flow_sim::history::trace::{Outcome, TraceEntry};
use flow_sim::{Runnable, Verdict, run_tests};

const ORDER: &str = "machine: @order
  starts in #open
  scenario: buy
    on> :buy from @customer in #open
      emit :first to @book with number: 3
      emit :second to @book
      order moves to #bought

machine: @book
  starts in #empty
  scenario: enter
    on :first from @order in #empty
      ? $number > 2
        enter it
      book moves to #begun
    on :second from @order in #begun
      book moves to #done
";

fn analyze(files: &[(&str, &str)]) -> Analysis {
    let request = Request { with_test_files: true, ..Request::new(["order.flow".to_owned()]) };
    let texts = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let analysis = flow_project::analyze(&request, &mut MemoryLoader::new(texts));
    assert!(analysis.is_sound, "{:?}", analysis.diagnostics.iter().collect::<Vec<_>>());
    analysis
}

/// The verdict of a test file beside a specification.
fn run(text: &str, tests: &str) -> Verdict {
    let analysis = analyze(&[("order.flow", text), ("order.test.flow", tests)]);
    let results = run_tests(&Runnable::new(&analysis.model), &analysis.tests);
    assert_eq!(results.len(), 1);
    results[0].verdict
}

/// The case of the finding with these words in its message fails, and passes after the repair.
#[track_caller]
fn check(text: &str, options: &Options, about: &str, case: &str, (old, new): (&str, &str)) {
    let analysis = analyze(&[("order.flow", text)]);
    let found = explore(&analysis.model, options, &mut |_| Continue::Yes).findings;
    let messages: Vec<_> = found.iter().map(|finding| finding.message.clone()).collect();
    let finding = found.into_iter().find(|finding| finding.message.contains(about));
    let finding = finding.unwrap_or_else(|| panic!("{about} in {messages:?}"));
    let written = write_tests(&analysis.program, &analysis.model, &[finding], &BTreeSet::new());
    assert_eq!(written.untold, []);
    assert_eq!(written.text, case);
    assert_eq!(run(text, &written.text), Verdict::Failed);
    assert_eq!(text.matches(old).count(), 1, "{old}");
    assert_eq!(run(&text.replace(old, new), &written.text), Verdict::Passed);
}

#[test]
fn a_message_that_arrives_twice_is_sent_by_the_case() {
    let options = Options { doubles: true, ..Options::default() };
    check(
        ORDER,
        &options,
        "':first' from @order reaches @book in #begun",
        "test: order
  ':first' from @order reaches @book in #begun, which does not take it:
    receive :buy from @customer to @order
    then :first from @order to @book
    receive :first from @order to @book with number: 3
    = nothing was rejected
    then :second from @order to @book
",
        (
            "      book moves to #begun\n",
            "      book moves to #begun\n    on :first from @order in #begun\n      ignore\n",
        ),
    );
}

#[test]
fn a_lost_message_is_delivered_after_the_assertion() {
    let options = Options { losses: true, ..Options::default() };
    check(
        ORDER,
        &options,
        "':second' from @order reaches @book in #empty",
        "test: order
  ':second' from @order reaches @book in #empty, which does not take it:
    receive :buy from @customer to @order
    = nothing was rejected
    then :first from @order to @book
",
        (
            "    on :second from @order in #begun\n",
            "    on :second from @order in #empty\n      defer\n    on :second from @order in #begun\n",
        ),
    );
}

/// What was rejected is tried again, when its receiver takes it: too late for the rule.
#[test]
fn what_is_tried_again_is_sent_by_the_case() {
    let text = "system: books\n  rules:\n    = book is not in #wrong\n\n".to_owned()
        + &ORDER.replace(
            "      emit :first to @book with number: 3\n      emit :second to @book\n",
            "      emit :second to @book\n      emit :first to @book\n",
        )
        + "    on :second from @order in #wrong\n      ignore\n";
    let text = text.replace(
        "    on :second from @order in #begun\n      book moves to #done\n",
        "    on :second from @order in #begun\n      book moves to #wrong\n",
    );
    let options = Options { host: true, ..Options::default() };
    check(
        &text,
        &options,
        "this rule is broken",
        "test: books
  this rule is broken, 'book is not in #wrong':
    receive :buy from @customer to @order
    then :first from @order to @book
    receive :second from @order to @book
",
        (
            "      book moves to #wrong\n",
            "      book moves to #done\n    on> :spoil from @clerk in #done\n      book moves to #wrong\n",
        ),
    );
}

/// No case can be without a message: the reason says so.
#[test]
fn what_waits_for_a_lost_message_is_no_test() {
    let text = "machine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :charge to @payment\n      order moves to #waiting\n    on :charged from @payment in #waiting\n      order moves to #paid\n\nmachine: @payment\n  starts in #new\n  scenario: charge\n    on :charge from @order in #new\n      emit :charged to @order\n      payment moves to #done\n";
    let analysis = analyze(&[("order.flow", text)]);
    let options = Options { losses: true, ..Options::default() };
    let found = explore(&analysis.model, &options, &mut |_| Continue::Yes).findings;
    assert_eq!(found.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [Kind::WaitsForEver]);
    let written = write_tests(&analysis.program, &analysis.model, &found, &BTreeSet::new());
    let reasons: Vec<_> = written.untold.iter().map(|untold| untold.reason.as_str()).collect();
    assert_eq!(reasons, ["a case delivers each message before its end, so that none is waited for in vain"]);
}

/// In a replay, the message that is lost and the one that arrives twice are marked as what they are.
#[test]
fn replays_show_what_became_of_messages() {
    let analysis = analyze(&[("order.flow", ORDER)]);
    let runnable = Runnable::new(&analysis.model);
    let replayed = |options: &Options, about: &str| {
        let found = explore(&analysis.model, options, &mut |_| Continue::Yes).findings;
        let finding = found.into_iter().find(|finding| finding.message.contains(about)).unwrap();
        let run = replay(&runnable, &finding.trace).unwrap();
        let messages = run.entries.into_iter().filter_map(|entry| match entry {
            TraceEntry::Message { event, outcome, is_repeated, .. } => Some((event, outcome, is_repeated)),
            _ => None,
        });
        messages.collect::<Vec<_>>()
    };
    let message = |event: &str, outcome, is_repeated| (event.to_owned(), outcome, is_repeated);
    let lossy = Options { losses: true, ..Options::default() };
    assert_eq!(
        replayed(&lossy, "':second' from @order reaches @book in #empty"),
        [
            message("buy", Outcome::Taken, false),
            message("first", Outcome::Lost, false),
            message("second", Outcome::Refused, false),
        ]
    );
    let doubling = Options { doubles: true, ..Options::default() };
    assert_eq!(
        replayed(&doubling, "':first' from @order reaches @book in #begun"),
        [
            message("buy", Outcome::Taken, false),
            message("first", Outcome::Taken, false),
            message("second", Outcome::Taken, false),
            message("first", Outcome::Refused, true),
        ]
    );
}
