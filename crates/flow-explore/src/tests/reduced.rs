//! Explorations with reduction, compared with those without: the same findings, in no more states.
//!
//! The specifications are those of the corpus, small networks that are made up from seeds, and one for each condition of the reduction: where
//! the condition is not checked, findings of that one are missed.

use std::collections::BTreeSet;
use std::fmt::Write;

use flow_model::MemoryLoader;
use flow_model::model::Model;
use flow_speculate::Random;
use flow_syntax::diagnostic::{Diagnostics, Level as Severity, Lints};

use super::batches::corpus;
use super::protocols::two_phase_commit;
use super::{explore_text, model};
use crate::reduce::{Condition, OMITTED, UNJUDGED};
use crate::{Continue, Exploration, Kind, Options, Verdict, explore};

/// The most states of each specification of the corpus, and of a network.
const STATES: usize = 300;
const NETWORK_STATES: usize = 1500;

/// How many networks are made up.
const NETWORKS: u64 = 300;

fn reduced(options: &Options) -> Options {
    Options { reduce: true, ..options.clone() }
}

fn explore_all(model: &Model, options: &Options) -> Exploration {
    explore(model, options, &mut |_| Continue::Yes)
}

/// The findings that are judged with reduction, too.
fn keys(found: &Exploration) -> BTreeSet<&str> {
    let judged = found.findings.iter().filter(|finding| !UNJUDGED.contains(&finding.kind));
    judged.map(|finding| finding.key.as_str()).collect()
}

/// How many states there are without and with reduction; `None` if they are too many without.
fn compare(name: &str, model: &Model, options: &Options) -> Option<(usize, usize)> {
    let all = explore_all(model, options);
    if matches!(all.verdict, Verdict::UpTo(_)) {
        return None;
    }
    let some = explore_all(model, &reduced(options));
    assert_eq!(keys(&all), keys(&some), "{name}\n{options:?}");
    assert_eq!(all.verdict, some.verdict, "{name}");
    assert!(some.states <= all.states, "{name}");
    assert_eq!(some.unjudged.is_empty(), some.transitions == all.transitions, "{name}");
    Some((all.states, some.states))
}

#[test]
fn two_phase_commit_has_few_states() {
    for (participants, states, transitions) in [(2, 33, 37), (4, 608, 866), (6, 9739, 15391)] {
        let found = explore_text(&two_phase_commit(participants), &reduced(&Options::default()));
        assert_eq!(found.verdict, Verdict::Everything);
        assert_eq!((found.states, found.transitions), (states, transitions), "{participants} participants");
        assert_eq!(found.unjudged, UNJUDGED);
        assert!(found.findings.is_empty());
    }
}

#[test]
fn the_same_is_found_in_the_corpus() {
    let default = Options { max_states: STATES, ..Options::default() };
    let worlds = [
        Options { conversations: Some(1), failures: true, flood: true, ..default.clone() },
        Options { conversations: Some(1), unasked: true, prompt: true, ..default.clone() },
    ];
    let mut reduced = 0;
    for (path, model) in corpus() {
        for options in &worlds {
            let counts = compare(&path.display().to_string(), &model, options);
            reduced += usize::from(counts.is_some_and(|(all, some)| some < all));
        }
    }
    assert!(reduced > 10, "{reduced}");
}

#[test]
fn the_same_is_found_in_networks() {
    let (mut reduced, mut kinds) = (0, BTreeSet::new());
    for seed in 0..NETWORKS {
        let text = network(&mut Random::new(seed));
        // Some move to states that they do not have.
        let Some(model) = read_model(&text) else { continue };
        let options = Options { max_states: NETWORK_STATES, flood: seed % 3 == 0, ..Options::default() };
        if let Some((all, some)) = compare(&format!("{seed}: {text}"), &model, &options) {
            reduced += usize::from(some < all);
            let found = explore_all(&model, &self::reduced(&options)).findings;
            kinds.extend(found.iter().map(|finding| finding.kind));
        }
    }
    assert!(reduced * 2 > NETWORKS as usize, "{reduced}");
    let expected = [
        Kind::RejectedMessage,
        Kind::WaitsForEver,
        Kind::WaitsForSomeone,
        Kind::StaysOpen,
        Kind::LateTimer,
        Kind::BrokenRule,
        Kind::NeverHappens,
    ];
    assert!(expected.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
}

/// Rules about what happens later are listed as not checked, and kinds that are not judged are named.
#[test]
fn what_reduction_does_not_judge_is_named() {
    let rules = "system: commit\n  rules:\n    when @client sends :begin\n      = tm gets to #committed\n\n";
    let text = format!("{rules}{}", two_phase_commit(3));
    let all = explore_text(&text, &Options::default());
    assert!(all.unchecked_rules.is_empty() && all.unjudged.is_empty());
    assert!(all.findings.iter().any(|finding| finding.kind == Kind::BrokenRule));
    let some = explore_text(&text, &reduced(&Options::default()));
    assert_eq!((some.unchecked_rules.len(), &some.unjudged[..]), (1, &UNJUDGED[..]));
    assert!(some.findings.is_empty() && some.states < all.states);
    // Where faults of the network are explored, nothing is left out.
    let options = Options { losses: true, ..Options::default() };
    let lost = explore_text(&text, &reduced(&options));
    assert_eq!(lost, explore_text(&text, &options));
}

/// A reduction that forgets a condition misses something in the specification of that condition.
#[test]
fn every_condition_is_needed() {
    for condition in Condition::ALL {
        let text = text_that_needs(condition);
        let model = model(&[("main.flow", &text)]);
        let options = Options { prompt: condition == Condition::NoDeferral, ..Options::default() };
        let all = explore_all(&model, &options);
        let some = explore_all(&model, &reduced(&options));
        assert_eq!(keys(&all), keys(&some), "{condition:?}");
        OMITTED.set(Some(condition));
        let mutant = explore_all(&model, &reduced(&options));
        OMITTED.set(None);
        assert_ne!(keys(&all), keys(&mutant), "{condition:?}");
    }
}

/// A specification in which something is missed if a condition is not checked.
fn text_that_needs(condition: Condition) -> String {
    let begin = |emits: &[&str]| {
        let emits: String = emits.iter().map(|emit| format!("    emit {emit}\n")).collect();
        format!("machine: @boss\n  on> :go from @client in #idle\n{emits}    boss moves to #on\n")
    };
    let parts: Vec<String> = match condition {
        // What the right one sends later may come first.
        Condition::OnlySender => vec![
            begin(&[":a to @left"]),
            "machine: @left\n  on :a from @boss\n    emit :c to @worker\n    emit :b to @right\n".to_owned(),
            "machine: @right\n  on :b from @left\n    emit :d to @worker\n".to_owned(),
            "machine: @worker\n  starts in #s\n  on :c from @left in #s\n    worker moves to #t\n  on :d from @right in #s\n    worker moves to #u\n  on :d from @right in #t\n    worker moves to #u\n".to_owned(),
        ],
        // Somebody stops the worker before it is told anything.
        Condition::NoOffer => vec![
            begin(&[":a to @worker", ":b to @worker"]),
            "machine: @worker\n  starts in #s\n  on :a from @boss in #s\n    worker moves to #t\n  on :b from @boss in #t\n    worker moves to #u\n  on> :stop from @client in #t\n    worker moves to #stopped\n".to_owned(),
        ],
        // The timer may end before the second message comes.
        Condition::NoTimer => vec![
            begin(&[":a to @worker", ":b to @worker"]),
            "machine: @worker\n  starts in #s\n  on :a from @boss in #s\n    start timer :late for 1 hour\n    worker moves to #t\n  on :b from @boss in #t\n    worker moves to #u\n  on :late from @system in #t\n    worker moves to #v\n".to_owned(),
        ],
        // What was deferred starts a timer of the same length as another one: the one that starts first ends first.
        Condition::NoDeferral => vec![
            begin(&[":make to @first", ":a to @first", ":b to @first", ":c to @second"]),
            "machine: @first\n  starts in #s\n  on :make from @boss in #s\n    note it\n  on :a from @boss in #s\n    defer\n  on :b from @boss in #s\n    first moves to #t\n  on :a from @boss in #t\n    start timer :late for 1 hour\n    first moves to #u\n  on :late from @system in #u\n    emit :d to @third\n    first moves to #v\n".to_owned(),
            "machine: @second\n  starts in #s\n  on :c from @boss in #s\n    start timer :early for 1 hour\n    second moves to #t\n  on :early from @system in #t\n    emit :e to @third\n    second moves to #u\n".to_owned(),
            "machine: @third\n  starts in #s\n  on :d from @first in #s\n    third moves to #t\n  on :e from @second in #s, #t\n    third moves to #u\n".to_owned(),
        ],
        // The second message reaches a worker that has ended, or makes another one.
        Condition::NoLife => vec![
            "machine: @boss\n  on> :go from @client in #idle\n    emit :a to @worker\n    emit :c to @other\n    boss moves to #on\n  on :d from @other in #on\n    emit :b to @worker\n    boss moves to #off\n".to_owned(),
            "machine: @worker\n  starts in #s\n  ends in #done\n  on :a from @boss in #s\n    worker moves to #done\n  on :b from @boss in #s\n    worker moves to #done\n".to_owned(),
            "machine: @other\n  on :c from @boss\n    emit :d to @boss\n".to_owned(),
        ],
        // The rule is broken if the others are faster.
        Condition::NoRule => vec![
            "system: office\n  rules:\n    = first is never in #s while third is in #t\n".to_owned(),
            begin(&[":a to @first", ":b to @second"]),
            "machine: @first\n  starts in #s\n  on :a from @boss in #s\n    first moves to #t\n".to_owned(),
            "machine: @second\n  on :b from @boss\n    emit :c to @third\n".to_owned(),
            "machine: @third\n  starts in #s\n  on :c from @second in #s\n    third moves to #t\n".to_owned(),
        ],
        // If the clerk has ended, another one is made.
        Condition::FixedReceivers => vec![
            begin(&[":make to @clerk", ":a to @worker", ":b to @other"]),
            "machine: @worker\n  on :a from @boss\n    emit :c to @clerk\n".to_owned(),
            "machine: @other\n  on :b from @boss\n    emit :end to @clerk\n".to_owned(),
            "machine: @clerk\n  starts in #s\n  ends in #done\n  on :make from @boss in #s\n    note it\n  on :end from @other in #s\n    clerk moves to #done\n  on :c from @worker in #s\n    note it\n".to_owned(),
        ],
        // Once the boss says nothing more, the worker waits for ever, unless `:maybe` was taken as its answer before.
        Condition::KeepsWaiting => vec![
            "machine: @boss\n  on> :go from @client in #idle\n    emit :a to @worker\n    boss moves to #on\n  on :ask from @worker in #on\n    ? it is early\n      emit :maybe to @worker\n      emit :b to @other\n    otherwise\n      emit :yes to @worker\n  on :x from @other in #on\n    ? it is late\n      emit :yes to @worker\n    otherwise\n      note it\n".to_owned(),
            "machine: @worker\n  starts in #s\n  on :a from @boss in #s\n    emit :ask to @boss\n    worker moves to #waiting\n  on :maybe from @boss in #waiting\n    note it\n  on :yes from @boss in #waiting\n    worker moves to #done\n".to_owned(),
            "machine: @other\n  on :b from @boss\n    emit :x to @boss\n".to_owned(),
        ],
        // Ping and pong can go on for ever, while the others wait.
        Condition::FollowedLater => vec![
            "machine: @left\n  on> :go from @client in #idle\n    emit :ping to @right\n    emit :a to @third\n    left moves to #on\n  on :pong from @right in #on\n    emit :ping to @right\n".to_owned(),
            "machine: @right\n  on :ping from @left\n    emit :pong to @left\n".to_owned(),
            "machine: @third\n  on :a from @left\n    emit :b to @fourth\n".to_owned(),
            "machine: @fourth\n  starts in #s\n  on :b from @third in #t\n    fourth moves to #s\n".to_owned(),
        ],
    };
    parts.join("\n")
}

fn read_model(text: &str) -> Option<Model> {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("main.flow", text)]);
    let program = flow_model::load(&["main.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    diags.iter().all(|found| found.level != Severity::Deny).then_some(model)
}

/// A made-up network: a tree of machines that send to each other along its edges and some others, with phrases, timers, deferred events,
/// events from outside, and a rule.
fn network(random: &mut Random) -> String {
    let count = random.between(3, 5);
    let mut edges: Vec<(usize, usize)> = (1..count).map(|to| (random.below(to), to)).collect();
    for _ in 0..random.between(0, 3) {
        let edge = (random.below(count), random.below(count));
        if edge.0 != edge.1 && !edges.contains(&edge) {
            edges.push(edge);
        }
    }
    let mut text = String::new();
    if random.chance(30) {
        let (one, other) = (random.between(1, count - 1), random.below(count));
        writeln!(text, "system: made\n  rules:\n    = m{one} is never in #s1 while m{other} is in #s2\n")
            .unwrap();
    }
    for machine in 0..count {
        write_machine(&mut text, machine, &edges, random);
    }
    text
}

fn write_machine(text: &mut String, machine: usize, edges: &[(usize, usize)], random: &mut Random) {
    let receivers: Vec<usize> =
        edges.iter().filter(|(from, _)| *from == machine).map(|(_, to)| *to).collect();
    writeln!(text, "machine: @m{machine}\n  starts in #s0").unwrap();
    let has_timer = random.chance(20);
    if machine == 0 || random.chance(10) {
        writeln!(text, "  on> :go{machine} from @client in #s0").unwrap();
        for to in &receivers {
            writeln!(text, "    emit :e{machine}_{to} to @m{to}").unwrap();
        }
        writeln!(text, "    m{machine} moves to #s1").unwrap();
    }
    for (from, _) in edges.iter().filter(|(_, to)| *to == machine) {
        for state in 0..3 {
            // Some states do not take it, and some take it later.
            if random.chance(25) && state > 0 {
                continue;
            }
            writeln!(text, "  on :e{from}_{machine} from @m{from} in #s{state}").unwrap();
            if random.chance(8) && state > 0 {
                writeln!(text, "    defer").unwrap();
                continue;
            }
            let mut body = write_body(machine, &receivers, has_timer, random, "    ");
            if random.chance(30) {
                let other = write_body(machine, &receivers, false, random, "      ");
                body = format!(
                    "    ? coin shows heads\n{other}    otherwise\n{}",
                    body.replace("    ", "      ")
                );
            }
            text.push_str(&body);
        }
    }
    if has_timer {
        writeln!(text, "  on :late from @system in #s1, #s2\n    m{machine} moves to #s0").unwrap();
    }
    text.push('\n');
}

fn write_body(
    machine: usize,
    receivers: &[usize],
    has_timer: bool,
    random: &mut Random,
    indent: &str,
) -> String {
    let mut body = String::new();
    for to in receivers {
        if random.chance(40) {
            writeln!(body, "{indent}emit :e{machine}_{to} to @m{to}").unwrap();
        }
    }
    if has_timer && random.chance(50) {
        writeln!(body, "{indent}start timer :late for {} hours", random.between(1, 2)).unwrap();
    }
    match random.chance(60) {
        true => writeln!(body, "{indent}m{machine} moves to #s{}", random.below(3)).unwrap(),
        false => writeln!(body, "{indent}note it").unwrap(),
    }
    body
}
