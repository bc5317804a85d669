//! Repeated handlers: the choice of the definition, the target states of the others, and contradictions
//! (reference#retellings).

use crate::states::{check, check_edges, check_findings};

#[test]
fn a_retelling_leads_where_its_definition_does() {
    // Without a transition of its own: to both states. With one: to that.
    check(
        "
        machine: @order
        scenario: checkout
          on> :checkout from @customer
            look at cart
            ? cart is valid
              order moves to #waiting
            otherwise
              order moves to #refused
        scenario: look
          on> :checkout from @customer
            look at cart
          on> :next from @customer
            note it
        scenario: go
          on> :checkout from @customer
            order moves to #waiting
          on> :go from @customer
            note it
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :checkout from @customer: #idle (initial) retells
        @order :next from @customer: #refused, #waiting (continuation) guess
        @order :checkout from @customer: #idle (initial) retells
        @order :go from @customer: #waiting (continuation)
    ",
    );
}

#[test]
fn a_retelling_asks_where_its_definition_rests() {
    check(
        "
        machine: @order
        scenario: checkout
          on> :checkout from @customer
            emit :charge to @bank
            order moves to #waiting
        scenario: told again
          on> :checkout from @customer
            emit :charge to @bank
          on :charged from @bank
            order moves to #paid
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :checkout from @customer: #idle (initial) retells
        @order :charged from @bank: #waiting (answer)
    ",
    );
}

#[test]
fn tellings_that_overlap_in_some_states() {
    // The fuller one defines in its states; the other adds none, so '#paid' rejects.
    let text = "
        machine: @order
          on> :open from @clerk
            order moves to #open
          on> :note from @clerk in #idle, #open
            write it down
            order moves to #paid
          on> :note from @clerk in #open, #paid
            order moves to #paid
    ";
    check(
        text,
        "
        @order :open from @clerk: #idle (initial)
        @order :note from @clerk: #idle, #open (said)
        @order :note from @clerk: #open, #paid (said) retells
    ",
    );
    check_edges(
        text,
        "
        #idle :open #open
        #idle :note #paid
        #open :note #paid
    ",
    );
}

const PAY: &str = "
        machine: @order
          on> :pay from @customer in #idle
            ? card is good
              count money
              emit :receipt to @customer with total: 5
              order moves to #paid
            otherwise
              order moves to #failed
          scenario: told again
            on> :pay from @customer
";

/// A second handler of a payment: the roles of both, and the findings.
fn check_telling(steps: &str, expected: &str, findings: &str) {
    let text = format!("{PAY}{steps}");
    let expected =
        format!("@order :pay from @customer: #idle (said)\n@order :pay from @customer: #idle {expected}");
    check(&text, &expected);
    check_findings(&text, findings);
}

#[test]
fn a_telling_with_less() {
    check_telling(
        "
              emit :receipt to @customer
              order moves to #paid
    ",
        "(initial) retells",
        "",
    );
}

#[test]
fn a_telling_with_the_guard_of_its_path() {
    check_telling(
        "
              ? card is good
                order moves to #paid
    ",
        "(initial) retells",
        "",
    );
}

#[test]
fn a_telling_of_both_branches() {
    check_telling(
        "
              ? card is good
                order moves to #paid
              otherwise
                order moves to #failed
    ",
        "(initial) retells",
        "",
    );
}

#[test]
fn a_telling_of_the_otherwise_branch_with_the_guard_negated() {
    check_telling(
        "
              ? card is not good
                order moves to #failed
    ",
        "(initial) retells",
        "",
    );
}

#[test]
fn a_telling_in_another_order() {
    check_telling(
        "
              order moves to #paid
              emit :receipt to @customer
    ",
        "(initial) retells",
        "
        11: conflicting-handlers at 'on> :pay from @customer': two tellings of ':pay' in #idle disagree: the steps of one do not come in this order on one path of the other
        3: told differently here
        14: in the other telling this does not come here
        help: both lines can say in which states they hold ('in #…'), or one telling has every step of the other
    ",
    );
}

#[test]
fn a_telling_with_steps_of_two_branches() {
    check_telling(
        "
              count money
              order moves to #failed
    ",
        "(initial) retells",
        "
        11: conflicting-handlers at 'on> :pay from @customer': two tellings of ':pay' in #idle disagree: the steps of one do not come in this order on one path of the other
        3: told differently here
        14: in the other telling this does not come here
        help: both lines can say in which states they hold ('in #…'), or one telling has every step of the other
    ",
    );
}

#[test]
fn a_telling_with_a_guard_that_stands_elsewhere() {
    check_telling(
        "
              ? card is good
                order moves to #failed
    ",
        "(initial) retells",
        "
        11: conflicting-handlers at 'on> :pay from @customer': two tellings of ':pay' in #idle disagree: one names a guard that the other does not have there
        3: told differently here
        13: elsewhere this guard does not come before these steps
        help: both lines can say in which states they hold ('in #…'), or one telling has every step of the other
    ",
    );
}

#[test]
fn a_step_more_on_each_side() {
    check_telling(
        "
              order moves to #paid
              ring bell
    ",
        "(initial) retells",
        "
        11: conflicting-handlers at 'on> :pay from @customer': two tellings of ':pay' in #idle disagree: only one does 'ring bell'
        3: told differently here
        14: only this telling has this step
        5: and only that one has this
        help: both lines can say in which states they hold ('in #…'), or one telling has every step of the other
    ",
    );
}

#[test]
fn another_payload_is_another_step() {
    check_telling(
        "
              emit :receipt to @customer with total: 6
              order moves to #paid
    ",
        "(initial) retells",
        "
        11: conflicting-handlers at 'on> :pay from @customer': two tellings of ':pay' in #idle disagree: only one emits :receipt to @customer
        3: told differently here
        13: only this telling has this step
        5: and only that one has this
        help: both lines can say in which states they hold ('in #…'), or one telling has every step of the other
    ",
    );
}

#[test]
fn the_fuller_telling_defines_even_if_it_comes_later() {
    let text = "
        machine: @order
          on> :pay from @customer in #idle
            order moves to #paid
          scenario: in full
            on> :pay from @customer
              count money
              order moves to #paid
    ";
    check(
        text,
        "
        @order :pay from @customer: #idle (said) retells
        @order :pay from @customer: #idle (initial)
    ",
    );
    check_findings(text, "");
}

#[test]
fn of_equal_tellings_the_first_defines() {
    let text = "
        machine: @order
          scenario: pay
            on> :pay from @customer
              order moves to #paid
          scenario: pay again
            on> :pay from @customer
              order moves to #paid
    ";
    check(
        text,
        "
        @order :pay from @customer: #idle (initial)
        @order :pay from @customer: #idle (initial) retells
    ",
    );
}

#[test]
fn of_three_tellings_the_fullest_defines() {
    let text = "
        machine: @order
          scenario: short
            on> :pay from @customer
              order moves to #paid
          scenario: in full
            on> :pay from @customer
              count money
              order moves to #paid
              send receipt
          scenario: with money
            on> :pay from @customer
              count money
              order moves to #paid
    ";
    check(
        text,
        "
        @order :pay from @customer: #idle (initial) retells
        @order :pay from @customer: #idle (initial)
        @order :pay from @customer: #idle (initial) retells
    ",
    );
    check_findings(text, "");
}

#[test]
fn precedence_is_no_contradiction() {
    // From one sender before from anybody; named states before any state.
    check_findings(
        "
        machine: @order
          on> :stop from @clerk in #idle
            order moves to #stopped
          on> :stop in #idle
            ring bell
          on> :stop from @clerk in any state
            order moves to #paused
          on> :stop from @customer in #idle
            send apology
    ",
        "",
    );
}

#[test]
fn tellings_of_other_states_are_no_contradiction() {
    check_findings(
        "
        machine: @order
          on> :pay from @customer in #idle
            order moves to #paid
          on> :pay from @customer in #paid
            send apology
    ",
        "",
    );
}

#[test]
fn a_guard_about_the_state_holds_for_the_states_they_share() {
    // Both are accepted in '#red' and '#green'; the second states it by its guards.
    check_findings(
        "
        machine: @light
          starts in #red
          on> :switch from @guard in #red, #green
            ? light is in #red
              count cars
              light moves to #green
            otherwise
              light moves to #red
          scenario: by night
            on> :switch from @guard
              ? light is in #red
                light moves to #green
    ",
        "",
    );
}

#[test]
fn twenty_branches_told_twice() {
    let chain = |at| {
        format!("        ? it is {at}\n          wait for {at}\n        otherwise\n          ring {at}\n")
    };
    let body: String = (0..20).map(chain).collect();
    let text = format!(
        "machine: @order\n  scenario: a\n    on> :go from @clerk\n{body}  scenario: b\n    on> :go from @clerk\n{body}"
    );
    check(&text, "@order :go from @clerk: #idle (initial)\n@order :go from @clerk: #idle (initial) retells");
    let less =
        text.trim_end().trim_end_matches("ring 19").trim_end().trim_end_matches("otherwise").to_owned();
    check_findings(&less, "");
}

#[test]
fn tellings_that_chase_each_other() {
    // In '#idle' the second handler would be the definition, so that the first, its retelling, moves to '#paid'; in '#paid' it
    // would not be, so that the first stays. No set satisfies both: the sets are united, and the result is a guess.
    check(
        "
        machine: @order
          scenario: pay
            on> :pay from @customer
              count money
            on> :pay from @customer
              count money
              order moves to #paid
    ",
        "
        @order :pay from @customer: #idle (initial) retells
        @order :pay from @customer: #idle, #paid (continuation) guess
    ",
    );
}
