//! Findings of exploration as test files: each is written and run, and must fail with the message of the finding. Findings that no case
//! can express are in `tests/untold.txt` with the reason, except those of kind `NeverHappens`,
//! and those that wait for a lost message.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use flow_explore::{
    Continue, Exploration, Finding, Kind, Options, TraceStep, WrittenTests, explore, explore_beside,
    write_suggestions, write_tests,
};
use flow_model::MemoryLoader;
use flow_project::{Analysis, Request, Settings};
use flow_sim::history::coverage::Hits;
use flow_sim::story::result::Results;
use flow_sim::{Runnable, Verdict, run_tests};
use flow_tests::case::{Case, cases};

/// As in `explored`.
const STATES: usize = 1500;
const FEWER_STATES: usize = 200;

fn analyze(case: &Case) -> Analysis {
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    let request = Request { overrides, ..Request::new(case.roots.iter().cloned()) };
    let texts = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    flow_project::analyze(&request, &mut MemoryLoader::new(texts))
}

fn write(analysis: &Analysis, options: &Options) -> (Exploration, WrittenTests) {
    let exploration = explore(&analysis.model, options, &mut |_| Continue::Yes);
    let written = write_tests(&analysis.program, &analysis.model, &exploration.findings, &BTreeSet::new());
    (exploration, written)
}

#[test]
fn findings_of_the_corpus_are_told_as_tests_or_listed() {
    let plain = Options { max_states: STATES, ..Options::default() };
    let failing = Options { failures: true, ..plain.clone() };
    let fewer = Options { max_states: FEWER_STATES, ..Options::default() };
    let unreliable = Options { losses: true, doubles: true, ..fewer.clone() };
    let host = Options { host: true, ..fewer };
    let worlds =
        [(&plain, ""), (&failing, " --failures"), (&unreliable, " --losses --doubles"), (&host, " --host")];
    let mut untold: BTreeMap<String, String> = BTreeMap::new();
    let mut count = 0;
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let analysis = analyze(&case);
        if !analysis.is_sound {
            continue;
        }
        for (options, flag) in worlds {
            let (exploration, written) = write(&analysis, options);
            count += written.written.len();
            assert_eq!(written.written.len() + written.untold.len(), exploration.findings.len());
            for one in &written.untold {
                let finding = &exploration.findings[one.finding];
                // No case can show any of these.
                if finding.kind == Kind::NeverHappens || waits_after_a_loss(finding) {
                    continue;
                }
                let line = format!("{}: {}: {}", finding.kind.name(), finding.message, one.reason);
                // What both find is listed once.
                untold.entry(format!("{}: {line}", case.name)).or_insert_with(|| flag.to_owned());
            }
        }
    }
    let lines: String = untold.iter().map(|(line, flag)| format!("{line}{flag}\n")).collect();
    let path = flow_tests::repository().join("tests/untold.txt");
    if std::env::var_os("FLOW_BLESS").is_some() {
        fs::write(&path, &lines).unwrap();
    }
    eprintln!("{count} findings are told, {} are not", untold.len());
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        lines,
        "run with FLOW_BLESS=1 and read the difference"
    );
}

/// What no story does, suggested as tests: the file of all of them passes, and makes every transition that it names.
#[test]
fn suggestions_for_the_corpus_pass() {
    let plain = Options { max_states: FEWER_STATES, ..Options::default() };
    let worlds = [Options { failures: true, doubles: true, losses: true, ..plain.clone() }, plain];
    let (mut suggested, mut untold) = (0, BTreeMap::<String, usize>::new());
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let analysis = analyze(&case);
        if !analysis.is_sound {
            continue;
        }
        let runnable = Runnable::new(&analysis.model);
        let mut told = flow_sim::run(&runnable);
        told.add(run_tests(&runnable, &analysis.tests));
        for options in &worlds {
            let found =
                explore_beside(&analysis.model, options, Some(&told.hits), &mut |_| Continue::Yes).never_told;
            let written = write_suggestions(&analysis.program, &analysis.model, &found);
            assert_eq!(written.written.len() + written.untold.len(), found.len());
            for one in &written.untold {
                let reason = one.reason.split(['\'', ',']).rfind(|part| part.len() > 8).unwrap_or_default();
                *untold.entry(reason.to_owned()).or_default() += 1;
            }
            suggested += written.written.len();
            if written.text.is_empty() {
                continue;
            }
            let results = run_written(&case, &written.text);
            assert_eq!(results.stories.len(), written.written.len(), "{}", case.name);
            for story in &results.stories {
                assert_eq!(story.verdict, Verdict::Passed, "{}: {}", case.name, story.name);
            }
            for at in &written.written {
                assert!(results.hits.has_made(found[*at].machine, found[*at].transition), "{}", case.name);
            }
        }
    }
    eprintln!("{suggested} transitions are suggested; not: {untold:?}");
    let untold: usize = untold.values().sum();
    assert!(suggested > 300 && untold * 10 < suggested, "{suggested} and {untold}");
}

/// Runs a test file beside the files of a case.
fn run_written(case: &Case, text: &str) -> Results {
    let mut case = case.clone();
    case.files.insert("suggested.test.flow".to_owned(), text.to_owned());
    case.roots.push("suggested.test.flow".to_owned());
    let analysis = analyze(&case);
    assert!(analysis.is_sound, "{}:\n{text}", case.name);
    let own = |test: &flow_model::cases::TestCase| {
        analysis.program.sources.get(test.span.file).path.ends_with("suggested.test.flow")
    };
    let tests: Vec<_> = analysis.tests.iter().filter(|test| own(test)).cloned().collect();
    let mut results = Results { stories: Vec::new(), hits: Hits::default() };
    results.add(run_tests(&Runnable::new(&analysis.model), &tests));
    results
}

/// Whether it waits on a path that loses a message: no case can lose one.
fn waits_after_a_loss(finding: &Finding) -> bool {
    let is_lost = |step: &TraceStep| matches!(step, TraceStep::Lost { .. });
    matches!(finding.kind, Kind::WaitsForEver | Kind::WaitsForSomeone | Kind::Stuck)
        && finding.trace.steps.iter().any(is_lost)
}

/// A case of the corpus, a part of the finding, and what repairs it: texts, and what takes their place.
type Repair = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Repairs by hand. Each makes the test of its finding pass.
const REPAIRS: &[Repair] = &[
    (
        "conversations/parcels_of_an_order.flow",
        "':done' from @parcel",
        &[(
            "      emit :stop to all @parcel\n      order moves to #cancelled\n",
            "      emit :stop to all @parcel\n      order moves to #cancelled\n    on :done from @parcel in #cancelled\n      ignore\n",
        )],
    ),
    (
        "conversations/parcels_of_an_order.flow",
        "':fetched' from @packer",
        &[(
            "      parcel moves to #stopped\n",
            "      parcel moves to #stopped\n    on :fetched from @packer in #stopped\n      ignore\n",
        )],
    ),
    (
        "conversations/elevators.flow",
        "':arrived' from @cabin",
        &[(
            "    on :arrived from @cabin\n",
            "    on :arrived from @cabin in #queued\n      defer\n    on :arrived from @cabin in #assigned\n",
        )],
    ),
    (
        "lost-answer/no_otherwise.flow",
        "@loan waits in #waiting",
        &[
            (
                "    loan moves to #active\n",
                "    loan moves to #active\n  on :missing from @shelf in #waiting\n    loan moves to #closed\n",
            ),
            (
                "      emit :reserved to @loan\n",
                "      emit :reserved to @loan\n    otherwise\n      emit :missing to @loan\n",
            ),
        ],
    ),
    (
        "rules/checked_by_stories.flow",
        "':charged' from @payment",
        &[(
            "      emit :refund to @payment\n",
            "      emit :refund to @payment\n    on :charged from @payment in #cancelled\n      ignore\n",
        )],
    ),
    (
        "senders/machine_and_actor.flow",
        "':assign' from @robot",
        &[(
            "      ticket moves to #assigned\n",
            "      ticket moves to #assigned\n    on> :assign from @lead, @robot in #assigned (api)\n      emit :assigned to @sender\n",
        )],
    ),
    (
        "unhandled-event/no_handler.flow",
        "@payment in #refunded",
        &[("machine: @payment\n", "machine: @payment\n  on :charge from @order in any state\n    ignore\n")],
    ),
    (
        "unhandled-event/only_the_second_emit_is_lost.flow",
        "':granted' from @lock",
        &[(
            "      worker moves to #done\n",
            "      worker moves to #done\n    on :granted from @lock in #done\n      ignore\n",
        )],
    ),
    ("stories/second_ask_is_rejected.flow", "':notify' from @ticket", &[("      mail moves to #sent\n", "")]),
    (
        "deferred-events/the_sender_of_a_deferred_event_gets_the_answer.flow",
        "':hurry' from @loan",
        &[(
            "  on :reserve from @loan in #open\n",
            "  on :hurry from @loan in #open\n    ignore\n  on :reserve from @loan in #open\n",
        )],
    ),
    (
        "values/functions_of_lists.flow",
        "cannot handle ':checkout'",
        &[(
            "      $cheapest becomes smallest of $items.price\n      $last becomes largest of $items.name\n",
            "      ? $items has items\n        $cheapest becomes smallest of $items.price\n        $last becomes largest of $items.name\n",
        )],
    ),
    (
        "loops/refusal_in_a_later_round.flow",
        "cannot handle ':divide'",
        &[(
            "        $share: number becomes 10 / $number\n        $shares adds $share\n",
            "        ? $number is not 0\n          $share: number becomes 10 / $number\n        $shares adds $share\n",
        )],
    ),
];

fn repaired(text: &str, repairs: &[(&str, &str)]) -> String {
    repairs.iter().fold(text.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

#[test]
fn tests_of_findings_pass_when_the_specification_is_right() {
    let options = Options { max_states: STATES, ..Options::default() };
    let corpus = cases(&flow_tests::repository().join("tests/corpus"));
    for (name, about, repairs) in REPAIRS {
        let case = corpus.iter().find(|case| case.name == *name).expect(name);
        let analysis = analyze(case);
        let found = explore(&analysis.model, &options, &mut |_| Continue::Yes).findings;
        let finding = found.into_iter().find(|finding| finding.message.contains(about)).expect(about);
        let written =
            write_tests(&analysis.program, &analysis.model, std::slice::from_ref(&finding), &BTreeSet::new());
        assert_eq!(written.written, [0], "{name}: {about}");
        let run = |text: &str| {
            let mut case = case.clone();
            let (root, test) = (case.roots[0].clone(), "findings.test.flow".to_owned());
            case.files.insert(root, text.to_owned());
            case.files.insert(test.clone(), written.text.clone());
            case.roots.push(test);
            let analysis = analyze(&case);
            assert!(analysis.is_sound, "{name}: {:?}", analysis.diagnostics.sorted());
            let runnable = Runnable::new(&analysis.model);
            let results = run_tests(&runnable, &analysis.tests);
            assert_eq!(results.len(), 1, "{name}: {}", written.text);
            results[0].verdict
        };
        let text = &case.files[&case.roots[0]];
        assert_eq!(run(text), Verdict::Failed, "{name}: {about}");
        assert_eq!(run(&repaired(text, repairs)), Verdict::Passed, "{name}: {about}");
    }
}

/// The seed's own mistakes, as tests that a reader understands.
#[test]
fn the_mistakes_of_the_seed_as_tests() {
    let Some(seed) = flow_tests::seed() else { return };
    let text = fs::read_to_string(seed.join("checkout.flow")).unwrap();
    let analysis = analyze(&Case::single("checkout.flow", &text));
    let (_, written) = write(&analysis, &Options { failures: true, ..Options::default() });
    let expected = "test: e-commerce checkout
  ':refund_complete' from @payment reaches @order in #cancelled, which does not take it:
    assume:
      ? cart is valid = true
      ? card is valid = true
      ? stock is available = false
    receive :checkout from @customer to @order
    then :payment_request from @order to @payment
    then :payment_success from @payment to @order
    then :reserve_stock from @order to @inventory
    then :out_of_stock from @inventory to @order
    then :refund_request from @order to @payment
    = nothing was rejected
  @order waits in #awaiting_payment for an answer to ':payment_request to @payment' that cannot come, and nothing leads on:
    assume:
      ? cart is valid = true
      process card with $amount throws \"failed\"
    receive :checkout from @customer to @order
    then :payment_request from @order to @payment
    = order is not left waiting
  @order waits in #paid for an answer to ':reserve_stock to @inventory' that cannot come, and nothing leads on:
    assume:
      ? cart is valid = true
      ? card is valid = true
      ? stock is available = true
      reserve items throws \"failed\"
    receive :checkout from @customer to @order
    then :payment_request from @order to @payment
    then :payment_success from @payment to @order
    then :reserve_stock from @order to @inventory
    = order is not left waiting
";
    assert_eq!(written.text, expected);
    assert_eq!(written.untold, []);
}

/// Two orders at once need numbers; a broken rule is a test without an assertion of its own.
#[test]
fn instances_and_rules_are_told() {
    let text = "system: desk\n  rules:\n    = desk is never in #closed while ticket is in #open\n\nmachine: @ticket\n  starts in #new\n  scenario: open\n    on> :open from @customer in #new\n      emit :take to @desk\n      ticket moves to #open\n    on :taken from @desk in #open\n      ticket moves to #done\n    on :full from @desk in #open\n      ticket moves to #done\n\nmachine: @desk\n  one for all\n  starts in #free\n  scenario: take\n    on :take from @ticket in #free\n      emit :taken to @ticket\n      desk moves to #closed\n    on :take from @ticket in #closed\n      emit :full to @ticket\n";
    let analysis = analyze(&Case::single("desk.flow", text));
    let (found, written) = write(&analysis, &Options::default());
    assert_eq!(found.findings.iter().map(|finding| finding.kind.name()).collect::<Vec<_>>(), ["broken-rule"]);
    let expected = "test: desk
  this rule is broken, 'desk is never in #closed while ticket is in #open':
    receive :open from @customer to @ticket
    then :take from @ticket to @desk
";
    assert_eq!((written.text.as_str(), written.untold.len()), (expected, 0));
}

/// An answer that comes late where another one is still awaited.
#[test]
fn answers_of_earlier_states_are_told() {
    let text = "machine: @loan\n  starts in #new\n  ends in #granted, #denied\n  on> :apply from @client in #new\n    emit :assess to @bank\n    loan moves to #assessed\n  on> :hold from @client in #assessed\n    loan moves to #on_hold\n  on :no from @bank in #assessed\n    loan moves to #denied\n  on :yes from @bank in #assessed, #on_hold\n    loan moves to #granted\n";
    let case = Case::single("loan.flow", text);
    let analysis = analyze(&case);
    let (found, written) = write(&analysis, &Options::default());
    let message = "':no' from @bank comes late to @loan in #on_hold, which does not take it";
    assert_eq!(found.findings.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(), [message]);
    let expected = format!(
        "test: loan
  {message}:
    receive :apply from @client to @loan
    receive :hold from @client to @loan
    receive :no from @bank to @loan
    = nothing was rejected
"
    );
    assert_eq!((written.text.as_str(), written.untold.len()), (expected.as_str(), 0));
    assert_eq!(run_written(&case, &written.text).stories[0].verdict, Verdict::Failed);
    let ignored = format!("{text}  on :no from @bank in #on_hold\n    ignore\n");
    let results = run_written(&Case::single("loan.flow", &ignored), &written.text);
    assert_eq!(results.stories[0].verdict, Verdict::Passed);
}
