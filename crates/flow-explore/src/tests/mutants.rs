//! Mutants of correct specifications: one line is changed, and exploration alone must find the mistake.
//!
//! The specifications are in the folder `mutants`, and some are protocols of other tests. Each is explored to its end without a finding. A
//! mutant that the compiler or its checks reject is skipped, and so is one that does what the original does: both of these are decided by
//! code (`behaviour`). The others that are not found are listed, each with the reason.

use std::collections::BTreeSet;
use std::fmt::Write;

use flow_model::MemoryLoader;
use flow_model::model::Model;
use flow_syntax::diagnostic::{Diagnostics, Level as Severity, Lints};

use super::behaviour::Comparison;
use super::{protocols, verdicts};
use crate::{Continue, Level, Options, Verdict, explore};

/// The only approximation of a correct specification: where conversations meet, rules under `when` are checked without later ones.
const WITHOUT_LATER_ONES: &str =
    "rules under 'when': they were checked without conversations that begin later";

/// A text that the checks accept: its model, and the names and machines of the warnings.
struct Checked {
    model: Model,
    warnings: BTreeSet<String>,
}

/// The model of a text; `None` if it has errors.
fn check(text: &str) -> Option<Checked> {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("main.flow", text)]);
    let program = flow_model::load(&["main.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    if !diags.iter().any(|found| found.level == Severity::Deny) {
        flow_model::check(&model, &mut diags);
    }
    let has_error = diags.iter().any(|found| found.level == Severity::Deny);
    let warnings = diags.iter().map(|found| format!("{:?}: {}", found.name, found.message)).collect();
    if has_error { None } else { Some(Checked { model, warnings }) }
}

fn options() -> Options {
    Options { max_states: 20_000, ..Options::default() }
}

/// The findings of a model, notes left out, and its verdict.
fn find(model: &Model, options: &Options) -> (BTreeSet<String>, Verdict) {
    let found = explore(model, options, &mut |_| Continue::Yes);
    let findings = found.findings.into_iter().filter(|finding| finding.level() != Level::Note);
    (findings.map(|finding| finding.key).collect(), found.verdict)
}

/// Each text with one change, and what was done: a step or an `otherwise` is dropped, an emit doubled, a condition turned round, the state
/// of a handler lost.
fn mutants(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mutants = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let step = line.trim_start();
        let mut add = |what: &str, replaced: &[&str], removed: usize| {
            let rest = [&lines[..at], replaced, &lines[at + removed..]].concat().join("\n");
            mutants.push((format!("{what} line {}: {step}", at + 1), rest + "\n"));
        };
        if step.starts_with("emit ") || step.contains(" moves to ") || step == "defer" {
            add("without", &[], 1);
        }
        if step.starts_with("emit ") {
            add("twice", &[line, line], 1);
        }
        if step == "otherwise" {
            let indent = line.len() - step.len();
            let body = lines[at + 1..].iter();
            let body = body.take_while(|line| line.len() - line.trim_start().len() > indent).count();
            add("without", &[], 1 + body);
        }
        if let Some(turned) = turn_round(line) {
            add("turned", &[&turned], 1);
        }
        if let Some(anywhere) = lose_state(line) {
            add("without the state of", &[&anywhere], 1);
        }
    }
    mutants
}

/// A guard with the opposite condition. A phrase has none: its meaning is the program's.
fn turn_round(line: &str) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let (sign, condition) =
        line.trim_start().split_once(' ').filter(|(sign, _)| matches!(*sign, "?" | "??"))?;
    let opposites = [
        (" <= ", " > "),
        (" >= ", " < "),
        (" < ", " >= "),
        (" > ", " <= "),
        (" = ", " is not "),
        (" is not ", " is "),
        (" is ", " is not "),
        ("that failed", "that did not fail"),
        ("that did not fail", "that failed"),
        ("not ", ""),
    ];
    let is_phrase =
        !["$", "@", "count of ", "that ", "not $"].iter().any(|start| condition.starts_with(start));
    if is_phrase {
        return None;
    }
    let opposite = opposites.into_iter().find(|(old, _)| condition.contains(old));
    let turned = match opposite {
        Some((old, new)) => condition.replacen(old, new, 1),
        None => format!("not {condition}"),
    };
    Some(format!("{:indent$}{sign} {turned}", ""))
}

/// The line of a handler without the states that it names.
fn lose_state(line: &str) -> Option<String> {
    let (before, states) = line.split_once(" in #")?;
    if !["on :", "on> :"].iter().any(|start| before.trim_start().starts_with(start)) {
        return None;
    }
    let payload = states.find(" with ").map_or("", |at| &states[at..]);
    Some(format!("{before}{payload}"))
}

/// The specifications, each with its name.
fn specifications() -> Vec<(&'static str, String)> {
    let commit = "system: commit\n  rules:\n    = rm1 is never in #committed while rm2 is in #aborted\n    when @client sends :begin\n      = tm gets to #committed or #aborted\n    when tm is in #committed\n      = rm1 gets to #committed\n      = rm2 gets to #committed\n    when tm is in #aborted\n      = rm1 gets to #aborted\n      = rm2 gets to #aborted\n\n".to_owned();
    let commit = (commit + &protocols::two_phase_commit(2)).replace("note a late vote", "ignore");
    let enter = "    when left is in #looking\n      = left gets to #critical\n";
    let enter_and_leave = "    when left is in #looking\n      = left gets to #critical\n    when right is in #looking\n      = right gets to #critical\n    when left is in #critical\n      = left gets to #out\n    when right is in #critical\n      = right gets to #out\n";
    let peterson = verdicts::peterson("raise", "yield").replace(enter, enter_and_leave);
    let eat = "system: dinner\n  rules:\n    when ann is in #hungry\n      = ann gets to #thinking\n    when bob is in #hungry\n      = bob gets to #thinking\n\n".to_owned();
    let late_release = "    on :release from @ann, @bob in #free\n      ignore\n";
    let mut all = vec![
        ("commit", commit),
        ("saga", verdicts::saga("      emit :refund to @payment\n")),
        ("lock", verdicts::lock("").replace(late_release, "")),
        ("peterson", peterson),
        ("philosophers", eat + &protocols::philosophers("bob")),
        ("bit", verdicts::alternating_bit("? $bit = $expected", "? $for = $bit")),
    ];
    all.extend(FILES.iter().map(|(name, text)| (*name, (*text).to_owned())));
    all
}

/// The files of the folder.
const FILES: &[(&str, &str)] = &[
    ("auction", include_str!("mutants/auction.flow")),
    ("card", include_str!("mutants/card.flow")),
    ("checkout", include_str!("mutants/checkout.flow")),
    ("crossing", include_str!("mutants/crossing.flow")),
    ("deal", include_str!("mutants/deal.flow")),
    ("grant", include_str!("mutants/grant.flow")),
    ("lease", include_str!("mutants/lease.flow")),
    ("letters", include_str!("mutants/letters.flow")),
    ("library", include_str!("mutants/library.flow")),
    ("parcels", include_str!("mutants/parcels.flow")),
    ("printer", include_str!("mutants/printer.flow")),
    ("quorum", include_str!("mutants/quorum.flow")),
    ("returns", include_str!("mutants/returns.flow")),
    ("reviews", include_str!("mutants/reviews.flow")),
    ("rooms", include_str!("mutants/rooms.flow")),
    ("tickets", include_str!("mutants/tickets.flow")),
    ("washer", include_str!("mutants/washer.flow")),
];

/// What exploration does not find, and why.
const SURVIVORS: &[(&str, &str)] = &[
    ("card, turned line 28: ? that failed", NO_OUTCOME),
    ("card, turned line 37: ? that did not fail", NO_OUTCOME),
    ("checkout, without line 25: order moves to #awaiting_payment (--flood)", PATIENT),
    ("lease, twice line 20: emit :granted to @worker", NO_NUMBER),
    ("lease, without line 28: emit :taken_back to @worker", NO_NOTICE),
    ("lease, twice line 28: emit :taken_back to @worker", NO_NUMBER),
    ("letters, without line 22: emit :deliver to @mail (--unasked)", NO_NOTICE),
    ("letters, twice line 22: emit :deliver to @mail", NO_NUMBER),
    ("letters, without line 31: emit :deliver to @mail", NO_NOTICE),
    ("letters, twice line 31: emit :deliver to @mail", NO_NUMBER),
    ("library, without line 22: loan moves to #waiting (--flood)", PATIENT),
    ("quorum, without line 40: emit :reminder to @board", NO_NOTICE),
    ("quorum, twice line 40: emit :reminder to @board", NO_NUMBER),
    ("rooms, twice line 20: emit :held to @guest", NO_NUMBER),
    ("rooms, without line 25: emit :lapsed to @guest", NO_NOTICE),
    ("rooms, twice line 25: emit :lapsed to @guest", NO_NUMBER),
    ("rooms, without the state of line 27: on> :check_out from @guest in #occupied", NO_ORDER),
    ("tickets, without line 23: ticket moves to #open (--flood)", PATIENT),
    ("tickets, twice line 28: emit :please_wait to @customer", NO_NUMBER),
    ("tickets, without line 33: ticket moves to #open", PATIENT),
    ("washer, without line 21: washer moves to #off", "no rule says that the washer can be switched off"),
    ("washer, without the state of line 22: on> :start from @user in #idle", NO_ORDER),
    ("washer, twice line 41: emit :finished to @user", NO_NUMBER),
];

/// Reasons that several have.
const NO_OUTCOME: &str = "a rule cannot say whether a call of the program failed";
const PATIENT: &str =
    "the answer is taken in the state before as well, and nobody sends a second event meanwhile";
const NO_NOTICE: &str = "no rule requires this message each time";
const NO_NUMBER: &str = "no rule says how often: it is rightly sent several times";
const NO_ORDER: &str = "no rule says when the outside may send it";

/// How many mutants there are of each kind.
#[derive(Default)]
struct Counts {
    /// Those that the compiler or the checks reject.
    rejected: usize,
    /// Those that do the same, as far as anybody can see.
    same: usize,
    /// The others.
    changed: usize,
    /// Those of them that exploration finds.
    found: usize,
    /// Those of the others that the checks warn of.
    warned: usize,
    /// Those of them that exploration finds, too.
    warned_and_found: usize,
}

#[test]
fn nine_of_ten_mutants_are_found() {
    let (mut all, mut survivors) = (Counts::default(), Vec::new());
    let mut table = String::new();
    for (name, text) in specifications() {
        let counts = count_mutants(name, &text, &mut survivors);
        let Counts { rejected, same, changed, found, warned, warned_and_found } = counts;
        writeln!(table, "{name}: {rejected} rejected, {same} the same, {found} of {changed} found, of those that the checks warn of {warned_and_found} of {warned}").unwrap();
        all.rejected += rejected;
        all.same += same;
        all.changed += changed;
        all.found += found;
        all.warned += warned;
        all.warned_and_found += warned_and_found;
    }
    let Counts { rejected, same, changed, found, warned, warned_and_found } = all;
    println!(
        "{table}{rejected} rejected, {same} the same, {found} of {changed} found, {warned_and_found} of {warned}"
    );
    let expected: Vec<&str> = SURVIVORS.iter().map(|(what, _)| *what).collect();
    assert_eq!(survivors, expected, "of {changed}");
    assert!(found * 10 >= changed * 9, "{found} of {changed}");
    let (silent, silent_found) = (changed - warned, found - warned_and_found);
    assert!(silent_found * 10 >= silent * 9, "{silent_found} of {silent}");
}

/// In which other world a mutant is found, in words.
fn find_elsewhere(original: &Model, mutant: &Model) -> String {
    let worlds = [
        (" (--flood)", Options { flood: true, ..options() }),
        (" (--unasked)", Options { unasked: true, ..options() }),
        (" (--failures)", Options { failures: true, ..options() }),
    ];
    let found = worlds
        .into_iter()
        .find(|(_, options)| !find(mutant, options).0.is_subset(&find(original, options).0));
    found.map_or(String::new(), |(world, _)| world.to_owned())
}

/// Counts the mutants of a specification, and adds those that change its meaning and are not found.
fn count_mutants(name: &str, text: &str, survivors: &mut Vec<String>) -> Counts {
    let original = check(text).unwrap();
    let (clean, verdict) = find(&original.model, &options());
    // The algorithm of Peterson looks again and again whether it may enter.
    let is_accepted = |key: &String| name == "peterson" && key.starts_with("goes-round");
    assert!(clean.iter().all(is_accepted), "{name}: {clean:?}");
    let is_exact = match &verdict {
        Verdict::Everything => true,
        Verdict::Approximately(notes) => notes.iter().all(|note| note == WITHOUT_LATER_ONES),
        Verdict::UpTo(_) => false,
    };
    assert!(is_exact, "{name}: {verdict:?}");
    let mut comparison = Comparison::with(&original.model, &options());
    let mut counts = Counts::default();
    for (what, mutant) in mutants(text) {
        let Some(mutant) = check(&mutant) else {
            counts.rejected += 1;
            continue;
        };
        if comparison.is_same(&mutant.model) {
            counts.same += 1;
            continue;
        }
        let (is_found, is_warned_of) = (
            !find(&mutant.model, &options()).0.is_subset(&clean),
            !mutant.warnings.is_subset(&original.warnings),
        );
        counts.changed += 1;
        counts.found += usize::from(is_found);
        counts.warned += usize::from(is_warned_of);
        counts.warned_and_found += usize::from(is_found && is_warned_of);
        if !is_found {
            survivors.push(format!("{name}, {what}{}", find_elsewhere(&original.model, &mutant.model)));
        }
    }
    counts
}
