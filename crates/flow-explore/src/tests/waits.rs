//! What is said of instances that wait, where other conversations may lead on.

use super::{explore_text, messages};
use crate::{Exploration, Kind, Options, Verdict};

/// A lock for one task at a time, which a person ends.
const LOCK: &str = "system: shared lock\nmachine: @lock\n  one for all\n  starts in #free\n  scenario: one after the other\n    on :acquire from @task in #free\n      emit :granted to @task\n      lock moves to #held\n    on :acquire from @task in #held\n      defer\n    on :release from @task in #held\n      lock moves to #free\n\nmachine: @task\n  starts in #new\n  ends in #done\n  scenario: work alone\n    on> :begin from @person in #new\n      emit :acquire to @lock\n      task moves to #waiting\n    on :granted from @lock in #waiting\n      task moves to #working\n    on> :finish from @person in #working\n      emit :release to @lock\n      task moves to #done\n";

fn with_kind(found: &Exploration, kind: Kind) -> usize {
    found.findings.iter().filter(|finding| finding.kind == kind).count()
}

#[test]
fn who_waits_for_a_person_in_a_forgotten_conversation_does_not_wait_for_ever() {
    let found = explore_text(LOCK, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(
        messages(&found),
        [
            "@task waits in #waiting for an answer to ':acquire to @lock' that cannot come; only a new event from outside leads on"
        ]
    );
    let [three, failing] = [
        Options { conversations: Some(3), ..Options::default() },
        Options { failures: true, ..Options::default() },
    ];
    for options in [three, failing] {
        assert_eq!(with_kind(&explore_text(LOCK, &options), Kind::WaitsForEver), 0);
    }
}

/// Two locks that each hold one of two forgotten conversations.
#[test]
fn several_forgotten_conversations_may_lead_on_together() {
    let two = LOCK
        .replace("lock moves to #held\n    on :acquire from @task in #held\n      defer", "lock moves to #half\n    on :acquire from @task in #half\n      emit :granted to @task\n      lock moves to #held\n    on :acquire from @task in #held\n      defer\n    on :release from @task in #half\n      lock moves to #free")
        .replace("    on :release from @task in #held\n      lock moves to #free", "    on :release from @task in #held\n      lock moves to #half");
    let found = explore_text(&two, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(with_kind(&found, Kind::WaitsForSomeone), 1, "{:?}", messages(&found));
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 0);
}

/// What the forgotten conversation can still do does not help.
#[test]
fn who_is_not_released_by_a_forgotten_conversation_waits_for_ever() {
    // The first one that ends its work gives the lock back, later ones do not.
    let silent = LOCK.replace("      emit :release to @lock\n", "");
    let found = explore_text(&silent, &Options::default());
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 1, "{:?}", messages(&found));
    // Only a third task comes too late: the first two share the lock, and those that are working give nothing back.
    let third = LOCK
        .replace("lock moves to #held\n    on :acquire from @task in #held\n      defer", "lock moves to #half\n    on :acquire from @task in #half\n      emit :granted to @task\n      lock moves to #held\n    on :acquire from @task in #held\n      defer\n    on :release from @task in #half\n      lock moves to #half")
        .replace("    on :release from @task in #held\n      lock moves to #free", "    on :release from @task in #held\n      lock moves to #held");
    let found = explore_text(&third, &Options::default());
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 1, "{:?}", messages(&found));
}

#[test]
fn the_holder_of_a_lock_that_was_placed_as_held_is_not_known() {
    let from = |state: &str| Options { from: Some(state.to_owned()), ..Options::default() };
    for state in ["#held", "#working"] {
        let found = explore_text(LOCK, &from(state));
        let errors = found.findings.iter().filter(|finding| finding.kind != Kind::WaitsForSomeone);
        assert_eq!(errors.map(|finding| &finding.message).collect::<Vec<_>>(), [""; 0], "{state}");
        assert!(matches!(found.verdict, Verdict::Approximately(_)), "{:?}", found.verdict);
    }
    // A lock that keeps nobody waits for nobody.
    let silent =
        LOCK.replace("      emit :granted", "      ? the key is there\n        emit :granted").replace(
            "    on :acquire from @task in #held\n      defer\n",
            "    on :acquire from @task in #held\n      emit :granted to @task\n",
        );
    let found = explore_text(&silent, &from("#free"));
    assert_eq!(with_kind(&found, Kind::WaitsForEver), 1, "{:?}", messages(&found));
}
