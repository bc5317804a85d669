//! All findings of exploration in the specifications of the corpus, listed in `tests/explored.txt`.
//!
//! The list has a line for each mistake, and for each specification that is not explored completely. Review a new line and its trace
//! before `FLOW_BLESS=1` writes it; every mistake has a comment above it with the reason why it is true.

use std::fs;

use flow_explore::{Continue, Exploration, Kind, Level, Options, Verdict, explore, replay};
use flow_model::model::Model;
use flow_sim::Runnable;
use flow_speculate::network_from_seed;
use flow_syntax::diagnostic::{Level as Severity, Lints};
use flow_tests::case::cases;
use flow_tests::program::{compile, run};

/// Enough for all but those that grow without end; each state of those takes long.
const STATES: usize = 1500;

fn explore_model(model: &Model, options: &Options) -> Exploration {
    explore(model, options, &mut |_| Continue::Yes)
}

#[test]
fn the_corpus_has_these_mistakes() {
    let options = Options { max_states: STATES, ..Options::default() };
    let (mut found, mut closed, mut exact, mut all) = (String::new(), 0, 0, 0);
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let outcome = run(&case);
        let is_sound = outcome.diagnostics.iter().all(|diagnostic| diagnostic.level != Severity::Deny);
        let Some(model) = outcome.model.filter(|_| is_sound) else { continue };
        let exploration = explore_model(&model, &options);
        all += 1;
        match &exploration.verdict {
            Verdict::UpTo(open) => found += &format!("{}: open: {}\n", case.name, open.join(", ")),
            Verdict::Approximately(_) => closed += 1,
            Verdict::Everything => (closed, exact) = (closed + 1, exact + 1),
        }
        for finding in exploration.findings.iter().filter(|finding| finding.level() == Level::Deny) {
            found += &format!("{}: {}: {}\n", case.name, finding.kind.name(), finding.message);
        }
    }
    assert!(closed * 100 >= all * 95, "{closed} of {all} are explored to their end");
    assert!(exact * 100 >= all * 85, "{exact} of {all} are explored exactly");
    compare_with_file(&found);
}

/// Every trace of a finding is what really happens: the interpreter, with all values, takes the same steps.
#[test]
fn the_traces_of_findings_are_replayed() {
    let plain = Options { max_states: STATES, ..Options::default() };
    let failing = Options { failures: true, unasked: true, ..plain.clone() };
    let (mut replayed, mut differences) = (0, Vec::new());
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let outcome = run(&case);
        let is_sound = outcome.diagnostics.iter().all(|diagnostic| diagnostic.level != Severity::Deny);
        let Some(model) = outcome.model.filter(|_| is_sound) else { continue };
        let runnable = Runnable::new(&model);
        for options in [&plain, &failing] {
            for finding in explore_model(&model, options).findings {
                replayed += 1;
                if let Err(difference) = replay(&runnable, &finding.trace) {
                    differences.push(format!("{}: {}: {difference}", case.name, finding.message));
                }
            }
        }
    }
    assert_eq!(differences, [""; 0]);
    assert!(replayed > 100, "{replayed}");
}

/// So are those of made-up networks, where instances share, make and refer to each other.
#[test]
fn the_traces_of_findings_in_networks_are_replayed() {
    let options = Options { max_states: STATES, failures: true, ..Options::default() };
    let (mut replayed, mut differences) = (0, Vec::new());
    for seed in 100..160 {
        let files = [("made-up.flow".to_owned(), network_from_seed(seed).into_bytes())];
        let outcome = compile(files, &["made-up.flow".to_owned()], Lints::default());
        let is_sound = outcome.diagnostics.iter().all(|diagnostic| diagnostic.level != Severity::Deny);
        let Some(model) = outcome.model.filter(|_| is_sound) else { continue };
        let runnable = Runnable::new(&model);
        for finding in explore_model(&model, &options).findings {
            replayed += 1;
            if let Err(difference) = replay(&runnable, &finding.trace) {
                differences.push(format!("network {seed}: {}: {difference}", finding.message));
            }
        }
    }
    assert_eq!(differences, [""; 0]);
    assert!(replayed > 100, "{replayed}");
}

/// Compares with `tests/explored.txt`, ignoring its comments; with `FLOW_BLESS=1` rewrites it and keeps comments above lines that remain.
fn compare_with_file(found: &str) {
    let path = flow_tests::repository().join("tests/explored.txt");
    let known = fs::read_to_string(&path).unwrap_or_default();
    if std::env::var_os("FLOW_BLESS").is_some() {
        let mut text = String::new();
        for line in found.lines() {
            let mut comments: Vec<&str> = known
                .lines()
                .rev()
                .skip_while(|known| *known != line)
                .skip(1)
                .take_while(|known| known.starts_with('#'))
                .collect();
            comments.reverse();
            comments.iter().chain([&line]).for_each(|line| text += &format!("{line}\n"));
        }
        fs::write(path, text).unwrap();
        return;
    }
    let mut above = "";
    for line in known.lines() {
        let is_mistake = !line.starts_with('#') && !line.contains(": open: ");
        assert!(!is_mistake || above.starts_with("# true"), "nobody has judged this: {line}");
        above = line;
    }
    let expected: Vec<&str> = known.lines().filter(|line| !line.starts_with('#')).collect();
    let actual: Vec<&str> = found.lines().collect();
    assert_eq!(actual, expected, "run with FLOW_BLESS=1 and read the difference");
}

/// The seed: a refund without a receiver and, if actions fail, two states in which an order waits for ever.
#[test]
fn the_seed_has_exactly_these_mistakes() {
    let Some(seed) = flow_tests::seed() else { return };
    let text = fs::read(seed.join("checkout.flow")).unwrap();
    let outcome = compile([("checkout.flow".to_owned(), text)], &["checkout.flow".to_owned()], Lints::new());
    let model = outcome.model.unwrap();
    let keys = |options: &Options| {
        let exploration = explore_model(&model, options);
        assert_eq!(exploration.verdict, Verdict::Everything);
        exploration.findings.into_iter().map(|finding| (finding.kind, finding.key)).collect::<Vec<_>>()
    };
    let refund = (
        Kind::RejectedMessage,
        "rejected-message | from @payment | order | #cancelled | refund_complete".to_owned(),
    );
    let waits = |state: &str, what: &str| {
        (Kind::WaitsForEver, format!("waits-for-ever |  | order | {state} | {what}"))
    };
    assert_eq!(keys(&Options::default()), std::slice::from_ref(&refund));
    assert_eq!(
        keys(&Options { failures: true, ..Options::default() }),
        [
            refund,
            waits("#awaiting_payment", ":payment_request to @payment"),
            waits("#paid", ":reserve_stock to @inventory"),
        ]
    );
}
