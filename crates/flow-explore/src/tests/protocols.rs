//! Protocols with known verdicts and known numbers of states.
//!
//! Two-phase commit, dining philosophers, and a protocol that repeats requests; each right and with a mistake.

use std::fmt::Write;

use super::{explore_text, messages, model};
use crate::{ArrivalResult, Exploration, Kind, Options, TraceStep, Verdict};

/// Two-phase commit: a coordinator and `count` participants, each a machine of its own.
pub(super) fn two_phase_commit(count: usize) -> String {
    let all = |event: &str, indent: &str| {
        (1..=count).fold(String::new(), |mut text, one| {
            writeln!(text, "{indent}emit :{event} to @rm{one}").unwrap();
            text
        })
    };
    let mut text = String::from(
        "machine: @tm\n  starts in #idle\n  scenario: commit\n    on> :begin from @client in #idle\n      tm moves to #voting\n",
    );
    text += &all("prepare", "      ");
    for one in 1..=count {
        write!(
            text,
            "    on :prepared from @rm{one} in #voting\n      $votes: integer increases by 1\n      ? $votes = {count}\n        tm moves to #committed\n{}    on :prepared from @rm{one} in #aborted\n      note a late vote\n    on :refused from @rm{one} in #voting\n      tm moves to #aborted\n{}    on :refused from @rm{one} in #aborted\n      note a late vote\n",
            all("commit", "        "),
            all("abort", "      "),
        )
        .unwrap();
    }
    for one in 1..=count {
        write!(text, "\nmachine: @rm{one}\n  starts in #working\n  scenario: vote\n    on :prepare from @tm in #working\n      ? can commit\n        rm{one} moves to #prepared\n        emit :prepared to @tm\n      otherwise\n        rm{one} moves to #aborted\n        emit :refused to @tm\n    on :commit from @tm in #prepared\n      rm{one} moves to #committed\n    on :abort from @tm in #prepared, #aborted\n      rm{one} moves to #aborted\n").unwrap();
    }
    text
}

/// The numbers are those of SPIN 6.5.2 for the same protocol, without its partial order reduction. SPIN counts the start as a transition.
#[test]
fn two_phase_commit_has_as_many_states_as_in_spin() {
    for (participants, states, transitions) in [(2, 55, 98), (3, 517, 1523), (4, 5199, 21846)] {
        let found = explore_text(&two_phase_commit(participants), &Options::default());
        assert_eq!(found.verdict, Verdict::Everything);
        assert_eq!(
            (found.states, found.transitions + 1),
            (states, transitions),
            "{participants} participants"
        );
    }
}

#[test]
fn two_phase_commit_blocks_if_a_participant_fails_and_never_splits() {
    let rules = "  rules:\n    = rm1 is never in #committed while rm2 is in #aborted\n\n";
    let text = format!("system: commit\n{rules}{}", two_phase_commit(2));
    let found = explore_text(&text, &Options { losses: true, ..Options::default() });
    let kinds: Vec<Kind> = found.findings.iter().map(|finding| finding.kind).collect();
    assert!(kinds.contains(&Kind::WaitsForEver), "{:?}", messages(&found));
    assert!(!kinds.contains(&Kind::BrokenRule), "{:?}", messages(&found));
}

/// A mistake: the coordinator does not wait for the last vote.
#[test]
fn two_phase_commit_that_counts_wrongly_splits() {
    let rules = "  rules:\n    = rm1 is never in #committed while rm2 is in #aborted\n\n";
    let wrong = two_phase_commit(2).replace("? $votes = 2", "? $votes = 1");
    let found = explore_text(&format!("system: commit\n{rules}{wrong}"), &Options::default());
    assert!(found.findings.iter().any(|finding| finding.kind == Kind::BrokenRule), "{:?}", messages(&found));
}

pub(super) fn philosophers(left_handed: &str) -> String {
    let mut text = String::new();
    for (name, first, second) in [("ann", "fork1", "fork2"), ("bob", "fork2", "fork1")] {
        let (first, second) = if name == left_handed { (second, first) } else { (first, second) };
        write!(text, "machine: @{name}\n  starts in #thinking\n  one for all\n  scenario: dine\n    on> :hunger from @clock in #thinking\n      emit :take to @{first}\n      {name} moves to #hungry\n    on :taken from @{first} in #hungry\n      emit :take to @{second}\n      {name} moves to #holding\n    on :taken from @{second} in #holding\n      emit :put to @{first}\n      emit :put to @{second}\n      {name} moves to #thinking\n\n").unwrap();
    }
    for fork in ["fork1", "fork2"] {
        write!(text, "machine: @{fork}\n  starts in #free\n  one for all\n  scenario: hold\n    on :take from @ann, @bob in #free\n      emit :taken to @sender\n      {fork} moves to #held\n    on :take from @ann, @bob in #held\n      defer\n    on :put from @ann, @bob in #held\n      {fork} moves to #free\n\n").unwrap();
    }
    text
}

#[test]
fn dining_philosophers_wait_for_ever_unless_one_is_left_handed() {
    let waiting = |text: &str| {
        let found = explore_text(text, &Options::default());
        let waiting = found.findings.iter().filter(|finding| finding.kind == Kind::WaitsForEver);
        waiting.map(|finding| finding.message.split(" for ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let deadlock = [
        "@ann waits in #holding",
        "@bob waits in #holding",
        "@fork1 waits in #held",
        "@fork2 waits in #held",
    ];
    assert_eq!(waiting(&philosophers("nobody")), deadlock);
    assert_eq!(waiting(&philosophers("bob")), [""; 0]);
}

/// A request is repeated after a time, and the answer carries no number: one that is late is taken for that of the next request.
#[test]
fn a_request_without_a_number_is_answered_twice() {
    let text = "machine: @client\n  starts in #ready\n  scenario: send\n    on> :post from @user in #ready\n      emit :packet to @server\n      start timer for 1 second\n      client moves to #sending\n    on :timer_expired from @system in #sending\n      emit :packet to @server\n      start timer for 1 second\n    on :received from @server in #sending\n      client moves to #ready\n\nmachine: @server\n  scenario: receive\n    on :packet from @client\n      emit :received to @client\n";
    let late: Vec<_> = explore_text(text, &Options::default()).findings;
    assert!(late.iter().any(|finding| finding.kind == Kind::RejectedMessage), "{late:?}");
    let prompt = explore_text(text, &Options { prompt: true, ..Options::default() });
    assert_eq!(messages(&prompt), ["@client: ':timer_expired' is never handled"]);
}

/// Two-phase commit with a coordinator that writes each decision down; `commit` are its steps after the last yes.
fn two_phase_commit_that_writes(commit: &str) -> String {
    let rules = "  rules:\n    = rm1 is never in #committed while rm2 is in #aborted\n    = rm2 is never in #committed while rm1 is in #aborted\n\n";
    let text = format!("system: commit\n{rules}{}", two_phase_commit(2));
    let decision =
        "        tm moves to #committed\n        emit :commit to @rm1\n        emit :commit to @rm2\n";
    assert_eq!(text.matches(decision).count(), 2);
    text.replace(decision, commit)
        .replace("\n      tm moves to #aborted\n", "\n      write the abort\n      tm moves to #aborted\n")
}

/// The known weakness of the protocol: a participant that has voted yes waits for a coordinator that failed, and can neither commit nor abort.
#[test]
fn two_phase_commit_blocks_if_the_coordinator_fails_and_never_splits() {
    let failures = Options { failures: true, ..Options::default() };
    let sound = two_phase_commit_that_writes(
        "        write the commit\n        tm moves to #committed\n        emit :commit to @rm1\n        emit :commit to @rm2\n",
    );
    let keys = |found: &Exploration| -> Vec<String> {
        found.findings.iter().map(|finding| finding.key.clone()).collect()
    };
    let found = explore_text(&sound, &Options::default());
    assert_eq!((keys(&found), found.verdict.clone()), (vec![], Verdict::Everything));

    let found = explore_text(&sound, &failures);
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(
        keys(&found),
        [
            "waits-for-ever |  | rm1 | #prepared | :prepared to @tm",
            "waits-for-ever |  | rm2 | #prepared | :prepared to @tm",
            "waits-for-ever |  | tm | #voting | :prepare to @rm1",
            "waits-for-ever |  | tm | #voting | :prepare to @rm2",
        ]
    );
    // Only the coordinator fails on these paths.
    let model = model(&[("main.flow", &sound)]);
    let (coordinator, _) = model.machines.entries().find(|(_, machine)| machine.name.text == "tm").unwrap();
    for finding in &found.findings {
        let failed: Vec<_> = finding
            .trace
            .steps
            .iter()
            .filter_map(|step| match step {
                TraceStep::Message(arrival) if arrival.result == ArrivalResult::Failed => {
                    Some(arrival.to.machine)
                }
                TraceStep::Message(_) | TraceStep::Lost { .. } | TraceStep::Begins(_) => None,
            })
            .collect();
        assert!(
            !failed.is_empty() && failed.iter().all(|failed| *failed == coordinator),
            "{}: {failed:?}",
            finding.key
        );
    }

    // With an abort after the failure, nobody waits. A commit that one participant gets before it is written splits them.
    let aborts = "        write the commit\n        ? that failed\n          tm moves to #aborted\n          emit :abort to @rm1\n          emit :abort to @rm2\n        otherwise\n          tm moves to #committed\n          emit :commit to @rm1\n          emit :commit to @rm2\n";
    let found = explore_text(&two_phase_commit_that_writes(aborts), &Options::default());
    assert_eq!((keys(&found), found.verdict.clone()), (vec![], Verdict::Everything));
    let torn = aborts
        .replace("          emit :commit to @rm1\n", "")
        .replace("        write the commit\n", "        emit :commit to @rm1\n        write the commit\n");
    let torn = torn.replace("          emit :abort to @rm1\n", "");
    let found = explore_text(&two_phase_commit_that_writes(&torn), &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(of_kind(&found, Kind::BrokenRule), ["this rule is broken"], "{:?}", messages(&found));
}

fn of_kind(found: &Exploration, kind: Kind) -> Vec<&str> {
    let of_kind = found.findings.iter().filter(|finding| finding.kind == kind);
    of_kind.map(|finding| finding.message.as_str()).collect()
}
