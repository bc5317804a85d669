//! Flat text: a specification that lost its indentation is read as it was meant.
//!
//! Every silent case of the corpus that is one file is flattened and read again. Where the rules for flat text cannot
//! know what was meant, the case is listed here with the reason.

use flow_syntax::ast::File;
use flow_syntax::diagnostic::{Diagnostics, Lints};
use flow_syntax::source::FileId;
use flow_syntax::{dump, parse};
use flow_tests::case::{Case, cases};
use flow_tests::repository;

/// Cases with a nesting that the rules cannot reconstruct, and why.
const LOST: &[(&str, &str)] = &[
    ("misplaced-line/everything_in_its_place.flow", CLOSES),
    ("vacuous-scenario/expect_of_a_handler.flow", CLOSES),
    ("open-guards/parent_closes_the_range.flow", SAME_SUBJECT),
    ("shadowed-guard/earlier_group_asks_a_phrase_too.flow", SAME_SUBJECT),
    ("payload-mismatch/optional_field_nobody_needs.flow", STEP),
    ("shadowed-guard/value_changed_in_between.flow", STEP),
    ("shadowed-guard/a_step_begins_a_new_chain.flow", STEP),
    ("shadowed-guard/no_state_is_left.flow", STEP),
    ("syntax/every_assertion.flow", OWN),
    ("syntax/every_condition.flow", STEP),
    ("syntax/all_forms_of_tests.test.flow", TESTS),
    ("declared-payloads/help_desk.flow", STEP),
    ("declared-payloads/line_and_table.flow", STEP),
    ("failed-steps/order_with_a_refund.flow", STEP),
    ("references/parcels_of_an_order.flow", STEP),
    ("refusals/device_grant.flow", STEP),
    ("sender-ids/payment_of_two_people.flow", STEP),
    ("sender-ids/reviewers.flow", STEP),
    ("refusals/order_that_cannot_be_placed.flow", STEP),
    ("stray-failure/failure_of_the_step_above.flow", STEP),
    ("unknown-choice/texts_of_the_choice.flow", STEP),
    ("untyped-answer/answer_with_a_type.flow", STEP),
    ("unknown-field/from_outside.flow", STEP),
    ("values/claim_with_a_decision_table.flow", SAME_SUBJECT),
    ("values/claims_by_choice.flow", STEP),
    ("unreachable-state/entered_deep_inside_guards.flow", NESTED),
    ("conversations/hub_of_members_who_leave.flow", STEP),
    ("conversations/new_ones_stay.flow", STEP),
    ("conversations/quorum_of_replicas.flow", LOOP),
    ("conversations/two_phase_commit.flow", LOOP),
    ("wait-points/leave_request.flow", STEP),
    ("system-tests/several_machines/library.flow", STEP),
    ("loops/fields_of_items.flow", LOOP),
    ("loops/instances_in_rounds.flow", LOOP),
    ("loops/refusal_in_a_later_round.flow", LOOP),
    ("loops/rounds_in_order.flow", LOOP),
    ("entering-and-leaving/leaving_comes_before_entering.flow", CLOSES),
    ("entering-and-leaving/link_control_protocol.flow", CLOSES),
    ("entering-and-leaving/only_where_it_is_really_crossed.flow", CLOSES),
    ("ignored-events/a_turnstile_ignores_what_comes_too_often.flow", CLOSES),
];

const CLOSES: &str = "an expect: that closes a scenario belongs to the scenario";
const OWN: &str = "a handler below a scenario belongs to the scenario";
const SAME_SUBJECT: &str = "a run of guards whose subject returns opens an outer chain";
const LOOP: &str = "a step below a loop's body belongs to the body";
const TESTS: &str = "the rules for flat text are for specifications";
const STEP: &str = "a step below a guard's body belongs to the body";
const NESTED: &str = "a guard that follows another, without the same subject later, is of its group";

fn read(text: &str) -> File {
    parse(FileId(0), text, &mut Diagnostics::new(Lints::new()))
}

fn flatten(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

fn silent_files() -> Vec<(String, String)> {
    let is_silent =
        |case: &Case| case.files.values().all(|text| !text.contains("error[") && !text.contains("warning["));
    let cases = cases(&repository().join("tests/corpus")).into_iter();
    cases.filter(is_silent).flat_map(|case| case.files).collect()
}

#[test]
fn flattened_specifications_give_the_same_tree() {
    let mut differ = Vec::new();
    for (path, text) in silent_files() {
        let same = dump(&read(&text)) == dump(&read(&flatten(&text)));
        let is_lost = LOST.iter().any(|(lost, _)| path.starts_with(lost));
        if same == is_lost {
            differ.push((path, if same { "is the same now" } else { "differs" }));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}
