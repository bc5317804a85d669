//! The accepted states of handlers; every expected set is derived by hand from the rules (reference#accepted-states).

use flow_model::model::{HandlerId, MachineId};

use crate::states::{check, check_edges, solved};

#[test]
fn a_retry_asks_an_actor_outside_again() {
    // ':declined' answers the first ':charge', and the second, which no handler of ':declined' follows. ':charged' answers the
    // last request, after which the machine rests in another state than after the first: a guess.
    check(
        "
        machine: @order
          on> :checkout from @customer
            emit :charge to @bank
            order moves to #charging
          on :declined from @bank
            ? tries are left
              emit :charge to @bank
              order moves to #retrying
            otherwise
              order moves to #failed
          on :charged from @bank
            order moves to #paid
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :declined from @bank: #charging, #retrying (answer)
        @order :charged from @bank: #retrying (answer) guess
    ",
    );
}

#[test]
fn a_retry_asks_a_machine_again() {
    // Inside the system every request that can cause the answer counts.
    check(
        "
        system: shop
        machine: @order
          on> :checkout from @customer
            emit :charge to @bank
            order moves to #charging
          on :declined from @bank
            ? tries are left
              emit :charge to @bank
              order moves to #retrying
            otherwise
              order moves to #failed
          on :charged from @bank
            order moves to #paid
        machine: @bank
          on :charge from @order
            ? card is good
              emit :charged to @order
            otherwise
              emit :declined to @order
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :declined from @bank: #charging, #retrying (answer)
        @order :charged from @bank: #charging, #retrying (answer)
        @bank :charge from @order: #idle (initial)
    ",
    );
}

#[test]
fn a_question_asked_in_another_scenario_counts_where_nothing_handles_the_answer() {
    // ':again' in '#paid' rests in '#renewing'; ':once_more' rests in '#waiting', which waits already.
    check(
        "
        machine: @order
        scenario: pay
          on> :checkout from @customer
            emit :charge to @bank
            order moves to #waiting
          on :charged from @bank
            order moves to #paid
        scenario: renew
          on> :again from @customer in #paid
            emit :charge to @bank
            order moves to #renewing
        scenario: once more
          on> :once_more from @customer in #paid
            emit :charge to @bank
            order moves to #waiting
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :charged from @bank: #renewing, #waiting (answer)
        @order :again from @customer: #paid (said)
        @order :once_more from @customer: #paid (said)
    ",
    );
}

#[test]
fn a_question_asked_elsewhere_does_not_count_where_the_answer_is_accepted_already() {
    check(
        "
        machine: @order
        scenario: pay
          on> :checkout from @customer
            emit :charge to @bank
            order moves to #waiting
          on :charged from @bank
            order moves to #paid
        scenario: renew
          on> :again from @customer in #paid
            emit :charge to @bank
            order moves to #renewing
        scenario: renewed
          on :charged from @bank in #renewing
            send thanks
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :charged from @bank: #waiting (answer)
        @order :again from @customer: #paid (said)
        @order :charged from @bank: #renewing (said)
    ",
    );
}

#[test]
fn a_question_asked_elsewhere_does_not_count_above_its_own_answer() {
    // Both scenarios ask and answer in their own states; neither takes the other's.
    check(
        "
        machine: @order
        scenario: pay
          on> :checkout from @customer
            emit :charge to @bank
            order moves to #waiting
          on :charged from @bank
            order moves to #paid
        scenario: renew
          on> :again from @customer in #paid
            emit :charge to @bank
            order moves to #renewing
          on :charged from @bank
            send thanks
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :charged from @bank: #waiting (answer)
        @order :again from @customer: #paid (said)
        @order :charged from @bank: #renewing (answer)
    ",
    );
}

#[test]
fn two_questions_to_one_actor_at_once_rest_together() {
    check(
        "
        machine: @order
          on> :checkout from @customer
            emit :reserve to @bank
            emit :charge to @bank
            order moves to #waiting
          on :reserved from @bank
            note it
          on :charged from @bank
            order moves to #paid
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :reserved from @bank: #waiting (answer)
        @order :charged from @bank: #waiting (answer)
    ",
    );
}

#[test]
fn two_questions_to_one_actor_on_two_paths() {
    // The last question in the text counts, and the two rest in different states.
    check(
        "
        machine: @order
          on> :checkout from @customer
            ? card is known
              emit :charge to @bank
              order moves to #charging
            otherwise
              order moves to #checking
              emit :check to @bank
          on :done from @bank
            order moves to #paid
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :done from @bank: #checking (answer) guess
    ",
    );
}

#[test]
fn scatter_and_gather_over_three_actors() {
    // The airline: '#asking', and '#one', the target of the hotel's answer. The garage: those, and '#two', the target of the
    // airline's answer in either.
    check(
        "
        machine: @trip
          on> :book from @traveller
            emit :hold to @hotel
            emit :hold to @airline
            emit :hold to @garage
            trip moves to #asking
          on :held from @hotel
            trip moves to #one
          on :held from @airline
            trip moves to #two
          on :held from @garage
            trip moves to #booked
    ",
        "
        @trip :book from @traveller: #idle (initial)
        @trip :held from @hotel: #asking (answer)
        @trip :held from @airline: #asking, #one (answer) guess
        @trip :held from @garage: #asking, #one, #two (answer) guess
    ",
    );
}

#[test]
fn scatter_on_different_paths_asks_nobody_at_once() {
    check(
        "
        machine: @trip
          on> :book from @traveller
            ? by train
              emit :hold to @railway
            otherwise
              emit :hold to @airline
            trip moves to #asking
          on :held from @railway
            trip moves to #one
          on :held from @airline
            trip moves to #two
    ",
        "
        @trip :book from @traveller: #idle (initial)
        @trip :held from @railway: #asking (answer)
        @trip :held from @airline: #asking (answer)
    ",
    );
}

#[test]
fn gather_needs_an_answer_that_always_leaves() {
    check(
        "
        machine: @trip
          on> :book from @traveller
            emit :hold to @hotel
            emit :hold to @airline
            trip moves to #asking
          on :held from @hotel
            ? room is nice
              trip moves to #one
          on :held from @airline
            trip moves to #two
    ",
        "
        @trip :book from @traveller: #idle (initial)
        @trip :held from @hotel: #asking (answer)
        @trip :held from @airline: #asking (answer)
    ",
    );
}

#[test]
fn a_timer_beside_a_question_is_no_second_actor() {
    check(
        "
        machine: @trip
          on> :book from @traveller
            emit :hold to @hotel
            start timer for 1 hour
            trip moves to #asking
          on :timer_expired from @system
            trip moves to #late
          on :held from @hotel
            trip moves to #booked
    ",
        "
        @trip :book from @traveller: #idle (initial)
        @trip :timer_expired from @system: #asking (answer)
        @trip :held from @hotel: #asking (answer)
    ",
    );
}

#[test]
fn a_machine_that_is_asked_asks_others_meanwhile() {
    check(
        "
        system: shop
        machine: @order
          on> :checkout from @customer
            emit :charge to @payment
            order moves to #waiting
          on :charged from @payment
            order moves to #paid
        machine: @payment
          on :charge from @order
            emit :debit to @bank
            payment moves to #debiting
          on :debited from @bank
            emit :charged to @order
            payment moves to #idle
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :charged from @payment: #waiting (answer)
        @payment :charge from @order: #idle (initial)
        @payment :debited from @bank: #debiting (answer)
    ",
    );
}

#[test]
fn what_leads_to_the_answer_only_through_this_machine_is_no_question() {
    // ':charge' makes '@payment' send a request back; only ':amount' causes ':charged' directly.
    check(
        "
        system: shop
        machine: @order
          on> :checkout from @customer
            emit :charge to @payment
            order moves to #waiting
          on :confirm from @payment
            emit :amount to @payment
            order moves to #confirming
          on :charged from @payment
            order moves to #paid
        machine: @payment
          on :charge from @order
            emit :confirm to @order
          on :amount from @order
            emit :charged to @order
    ",
        "
        @order :checkout from @customer: #idle (initial)
        @order :confirm from @payment: #waiting (answer)
        @order :charged from @payment: #confirming (answer)
        @payment :charge from @order: #idle (initial)
        @payment :amount from @order: #idle (answer)
    ",
    );
}

#[test]
fn a_machine_that_cannot_answer_leaves_it_to_the_next_rules() {
    // ':log' never makes '@audit' send ':alarm': the alarm is a continuation of the story, after '#open'.
    check(
        "
        system: shop
        machine: @order
          on> :open from @customer
            emit :log to @audit
            order moves to #open
          on :alarm from @audit
            order moves to #stopped
        machine: @audit
          on :log from @order
            write it down
          on> :ring from @guard
            emit :alarm to @order
    ",
        "
        @order :open from @customer: #idle (initial)
        @order :alarm from @audit: #open (continuation)
        @audit :log from @order: #idle (initial)
        @audit :ring from @guard: #idle (continuation)
    ",
    );
}

#[test]
fn timers_are_answered_where_they_were_started() {
    check(
        "
        machine: @light
          on> :start from @clerk
            start timer for 1 second
            light moves to #green
          on :timer_expired from @system
            start timer for 1 second
            light moves to #yellow
          on :timer_expired from @system
            light moves to #red
            start timer for 1 second
          on :timer_expired from @system
            light moves to #off
    ",
        "
        @light :start from @clerk: #idle (initial)
        @light :timer_expired from @system: #green (answer)
        @light :timer_expired from @system: #yellow (answer)
        @light :timer_expired from @system: #red (answer)
    ",
    );
}

#[test]
fn a_timer_that_starts_itself_again_follows_its_state() {
    check(
        "
        machine: @light
          on> :start from @clerk
            start timer for 1 second
            light moves to #green
          on :timer_expired from @system
            start timer for 1 second
            ? it is night
              light moves to #blinking
    ",
        "
        @light :start from @clerk: #idle (initial)
        @light :timer_expired from @system: #blinking, #green (answer)
    ",
    );
}

#[test]
fn every_step_that_raises_an_event_counts_for_itself() {
    // ':remind' is scheduled in '#open' and sent at once in '#urgent'; ':other' is not ':remind'.
    check(
        "
        machine: @order
          on> :open from @customer
            schedule :remind for 3 days
            order moves to #open
          on> :hurry from @customer
            emit :remind to @self
            order moves to #urgent
          on> :calm from @customer
            schedule :other for 1 hour
            order moves to #calm
          on :remind from @self
            send reminder
          on :other from @self
            send other
    ",
        "
        @order :open from @customer: #idle (initial)
        @order :hurry from @customer: #open (continuation)
        @order :calm from @customer: #urgent (continuation)
        @order :remind from @self: #open, #urgent (answer)
        @order :other from @self: #calm (answer)
    ",
    );
}

#[test]
fn in_any_state_rests_in_all_of_them() {
    check(
        "
        machine: @order
          on> :open from @clerk
            order moves to #open
          on> :probe from @clerk in any state
            emit :probe to @sensor
          on :measured from @sensor
            order moves to #measured
          on> :cancel from @clerk in any state
            order moves to #cancelled
          on> :bury from @clerk
            order moves to #buried
    ",
        "
        @order :open from @clerk: #idle (initial)
        @order :probe from @clerk: #buried, #cancelled, #idle, #measured, #open (said)
        @order :measured from @sensor: #buried, #cancelled, #idle, #measured, #open (answer)
        @order :cancel from @clerk: #buried, #cancelled, #idle, #measured, #open (said)
        @order :bury from @clerk: #cancelled (continuation)
    ",
    );
}

#[test]
fn guards_about_the_state_are_decided_on_the_way() {
    // From '#closed' the path moves to '#ajar', where no later guard requires '#closed'; from '#ajar' only the last group is true.
    check(
        "
        machine: @door
          starts in #closed
          on> :push from @guest in #closed, #ajar
            ? door is in #closed
              door moves to #ajar
              ? door is in #closed
                emit :creak to @house
            ? door is in #closed
              door moves to #broken
            otherwise
              emit :bang to @house
              door moves to #open
          on :heard from @house
            note it
    ",
        "
        @door :push from @guest: #ajar, #closed (said)
        @door :heard from @house: #open (answer) guess
    ",
    );
    check_edges(
        "
        machine: @door
          starts in #closed
          on> :push from @guest in #closed, #ajar
            ? door is in #closed
              door moves to #ajar
            ? door is in #closed
              door moves to #broken
            otherwise
              door moves to #open
    ",
        "
        #closed :push #ajar
        #ajar :push #open
    ",
    );
}

#[test]
fn a_body_of_guards_about_the_state_says_it() {
    check(
        "
        machine: @light
          starts in #red
          on :timer_expired from @system
            ? light is in #red
              light moves to #green
            ? light is in #green
            ? nobody waits
              light moves to #red
    ",
        "
        @light :timer_expired from @system: #green, #red (said)
    ",
    );
}

#[test]
fn the_beginning_is_what_given_says() {
    check(
        "
        machine: @order
        scenario: pay
          on> :pay from @customer
            order moves to #paid
          on> :pay from @customer in #paid
            send apology
        scenario: pay twice
          given:
            order is in #paid
          on> :pay from @customer
            send apology
        scenario: pay late
          given:
            order is in #late
          on> :pay from @customer
            send letter
    ",
        "
        @order :pay from @customer: #idle (initial)
        @order :pay from @customer: #paid (said)
        @order :pay from @customer: #paid (beginning) retells
        @order :pay from @customer: #late (beginning) guess
    ",
    );
}

#[test]
fn an_internal_first_handler_is_a_guess_if_its_sender_was_asked_something() {
    check(
        "
        machine: @order
        scenario: pay
          on> :pay from @customer
            emit :charge to @bank
            order moves to #waiting
        scenario: news
          on :news from @bank
            note it
        scenario: weather
          on :weather from @sky
            note it
    ",
        "
        @order :pay from @customer: #idle (initial)
        @order :news from @bank: #idle (initial) guess
        @order :weather from @sky: #idle (initial)
    ",
    );
}

#[test]
fn a_public_handler_is_no_answer() {
    check(
        "
        machine: @order
          on> :pay from @customer
            emit :charge to @bank
          on> :wait from @customer
            order moves to #waiting
          on> :charged from @bank
            order moves to #paid
    ",
        "
        @order :pay from @customer: #idle (initial)
        @order :wait from @customer: #idle (continuation)
        @order :charged from @bank: #waiting (continuation)
    ",
    );
}

#[test]
fn twenty_chains_in_a_row_cost_twenty_steps() {
    let chain =
        |at| format!("    ? it is {at}\n      order moves to #s{at}\n    otherwise\n      wait for {at}\n");
    let chains: String = (0..20).map(chain).collect();
    let model = solved(&format!(
        "machine: @order\n  on> :go from @clerk\n{chains}    emit :ask to @bank\n  on :answer from @bank\n    note it\n"
    ));
    let accepted = &model.machines[MachineId(0)].accepted(HandlerId(1)).states;
    assert_eq!(accepted.len(), 21, "the initial state, and one for each chain: {accepted:?}");
}
