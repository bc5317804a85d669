//! All findings of exploration in the specifications of the corpus, listed in `tests/explored.txt`.
//!
//! The list has a line for each mistake, and for each specification that is not explored completely. Review a new line and its trace
//! before `FLOW_BLESS=1` writes it; every mistake has a comment above it with the reason why it is true.

use std::fs;

use flow_explore::{
    Continue, Exploration, Kind, Level, Manner, Options, TraceStep, Verdict, explore, replay,
};
use flow_model::model::Model;
use flow_sim::Runnable;
use flow_speculate::network_from_seed;
use flow_syntax::diagnostic::{Level as Severity, Lints};
use flow_tests::case::cases;
use flow_tests::program::{compile, run};

/// Enough for all but those that grow without end; each state of those takes long.
const STATES: usize = 2400;

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

/// Enough for the findings of the worlds in which more happens.
const FEWER_STATES: usize = 200;

/// The worlds whose traces are replayed.
fn list_worlds() -> [Options; 6] {
    let plain = Options { max_states: STATES, ..Options::default() };
    let fewer = Options { max_states: FEWER_STATES, ..Options::default() };
    let unreliable = Options { losses: true, doubles: true, ..fewer.clone() };
    [
        Options { failures: true, unasked: true, ..plain.clone() },
        plain,
        Options { host: true, ..fewer.clone() },
        Options { host: true, one_queue: true, ..unreliable.clone() },
        Options { flood: true, steady: true, prompt: true, always_answer: true, ..fewer },
        unreliable,
    ]
}

/// How often each thing that can become of a message on its way is in the replayed traces.
#[derive(Debug, Default)]
struct Replayed {
    findings: usize,
    lost: usize,
    repeated: usize,
    retried: usize,
    differences: Vec<String>,
}

impl Replayed {
    fn replay(&mut self, name: &str, model: &Model, options: &Options) {
        let runnable = Runnable::new(model);
        for finding in explore_model(model, options).findings {
            self.findings += 1;
            for step in &finding.trace.steps {
                match step {
                    TraceStep::Lost { .. } => self.lost += 1,
                    TraceStep::Message(arrival) if arrival.manner == Manner::Repeated => self.repeated += 1,
                    TraceStep::Message(arrival) if arrival.manner == Manner::Retried => self.retried += 1,
                    TraceStep::Message(_) | TraceStep::Begins(_) => {}
                }
            }
            if let Err(difference) = replay(&runnable, &finding.trace) {
                self.differences.push(format!("{name}: {}: {difference}", finding.message));
            }
        }
    }

    /// Nothing differs, and each kind of step is there.
    #[track_caller]
    fn assert_same(&self, fewest: [usize; 4]) {
        assert_eq!(self.differences, [""; 0]);
        let counts = [self.findings, self.lost, self.repeated, self.retried];
        assert!(counts.iter().zip(fewest).all(|(count, fewest)| *count >= fewest), "{self:?}");
    }
}

/// Every trace of a finding is what really happens: the interpreter, with all values, takes the same steps.
#[test]
fn the_traces_of_findings_are_replayed() {
    let mut replayed = Replayed::default();
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let outcome = run(&case);
        let is_sound = outcome.diagnostics.iter().all(|diagnostic| diagnostic.level != Severity::Deny);
        let Some(model) = outcome.model.filter(|_| is_sound) else { continue };
        for options in list_worlds() {
            replayed.replay(&case.name, &model, &options);
        }
    }
    eprintln!("{replayed:?}");
    replayed.assert_same([500, 20, 20, 5]);
}

/// So are those of made-up networks, where instances share, make and refer to each other.
#[test]
fn the_traces_of_findings_in_networks_are_replayed() {
    let mut replayed = Replayed::default();
    for seed in 100..200 {
        let files = [("made-up.flow".to_owned(), network_from_seed(seed).into_bytes())];
        let outcome = compile(files, &["made-up.flow".to_owned()], Lints::default());
        let is_sound = outcome.diagnostics.iter().all(|diagnostic| diagnostic.level != Severity::Deny);
        let Some(model) = outcome.model.filter(|_| is_sound) else { continue };
        for options in list_worlds() {
            let options = Options { failures: true, max_states: STATES / 3, ..options };
            replayed.replay(&format!("network {seed}"), &model, &options);
        }
    }
    eprintln!("{replayed:?}");
    replayed.assert_same([200, 3, 3, 0]);
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
