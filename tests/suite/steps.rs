//! How many steps of a finding have nothing to do with it: why none is left out where steps are printed.
//!
//! A step belongs to a finding if it is the last one, if it is the last one at an instance of the finding's machine where that waits, or if
//! a step that belongs to it follows at the same instance or takes a message of that. What remains are mostly steps of another instance that
//! is the reason for a wait: a lock that somebody else has got. A reader needs those, too.

use flow_explore::{Continue, Finding, Kind, Member, Sender, TraceStep, explore};
use flow_tests::case::cases;

use crate::helps::{analyze, list_worlds};

/// The receiver of a step, and the sender if that is an instance.
fn members_of(step: &TraceStep) -> Vec<&Member> {
    match step {
        TraceStep::Message(arrival) => match &arrival.from {
            Sender::Machine(from) => vec![&arrival.to, from],
            Sender::Outside(_) | Sender::Time => vec![&arrival.to],
        },
        TraceStep::Lost { from, to, .. } => vec![to, from],
        TraceStep::Begins(beginning) => vec![&beginning.member],
    }
}

/// How many steps of a finding do not belong to it.
fn count_others(finding: &Finding) -> usize {
    let steps = &finding.trace.steps;
    let waits = matches!(finding.kind, Kind::WaitsForEver | Kind::WaitsForSomeone | Kind::StaysOpen);
    // A rule can be about every machine.
    let is_named = |member: &Member| match finding.machine {
        Some(machine) => waits && member.machine == machine,
        None => true,
    };
    let (mut belongs, mut seen) = (vec![false; steps.len()], Vec::new());
    for at in (0..steps.len()).rev() {
        let to = members_of(&steps[at])[0];
        let is_last_at_named = is_named(to) && !seen.contains(&to);
        seen.push(to);
        belongs[at] |= at + 1 == steps.len() || is_last_at_named;
        if !belongs[at] {
            continue;
        }
        for member in members_of(&steps[at]) {
            let is_of = |step: &TraceStep| match step {
                TraceStep::Message(arrival) => arrival.to == *member || arrival.made.contains(member),
                other => members_of(other)[0] == member,
            };
            if let Some(before) = steps[..at].iter().rposition(is_of) {
                belongs[before] = true;
            }
        }
    }
    belongs.iter().filter(|belongs| !**belongs).count()
}

#[test]
fn nearly_every_step_belongs_to_its_finding() {
    let (mut all, mut others) = (0, 0);
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let analysis = analyze(&case);
        if !analysis.is_sound {
            continue;
        }
        for finding in explore(&analysis.model, &list_worlds()[0], &mut |_| Continue::Yes).findings {
            all += finding.trace.steps.len();
            others += count_others(&finding);
        }
    }
    eprintln!("{others} of {all} steps");
    assert!(all >= 300, "{all}");
    assert!(others * 50 <= all, "{others} of {all} steps have nothing to do with their finding");
}
