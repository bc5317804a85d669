//! Findings about states, handlers and messages, with their complete messages.

use crate::states::check_findings;

#[test]
fn a_state_that_nothing_enters() {
    check_findings(
        "
        machine: @order
          on> :pay from @customer in #idle
            order moves to #paid
          on> :cancel from @customer
            ? order is in #payed
              order moves to #cancelled
          on> :ship from @clerk in #packed
            order moves to #shipped
    ",
        "
        6: unreachable-state at '#payed': nothing moves '@order' to '#payed'
        help: did you mean '#paid'?
        8: unreachable-state at '#packed': nothing moves '@order' to '#packed'
        help: a handler that moves there makes it reachable
    ",
    );
}

#[test]
fn states_that_only_lead_to_each_other_are_one_mistake() {
    check_findings(
        "
        machine: @order
          on> :pay from @customer in #idle
            note it
          on> :turn from @clerk in #left
            order moves to #right
          on> :turn from @clerk in #right
            order moves to #left
    ",
        "
        5: unreachable-state at '#left': '@order' never gets to '#left'
        7: this moves there, but only from #right, where nothing leads
        help: a handler that leads there from elsewhere makes it reachable
    ",
    );
}

#[test]
fn a_handler_whose_sender_never_sends_it() {
    check_findings(
        "
        system: shop
        machine: @order
          on> :checkout from @customer in #idle
            emit :charge to @payment
            order moves to #waiting
          on :charged from @payment
            order moves to #paid
          on :refused from @payment
            order moves to #refused
          on :wake from @self
            order moves to #awake
        machine: @payment
          on :charge from @order
            emit :charged to @order
    ",
        "
        9: unreachable-handler at 'on :refused from @payment': '@payment' never sends ':refused' to '@order'
        help: it runs once '@payment' sends it: 'emit :refused to @order'
        11: unreachable-handler at 'on :wake from @self': '@order' never sends itself ':wake'
        help: it runs once '@order' sends it: 'emit :wake to @self'
    ",
    );
}

#[test]
fn an_event_without_a_handler() {
    check_findings(
        "
        system: shop
        machine: @order
          on> :checkout from @customer in #idle
            emit :chrage to @payment
            emit :refund to @payment
            order moves to #waiting
        machine: @payment
          on :charge from @order
            count money
          on :refund from @clerk
            count money
    ",
        "
        5: unhandled-event at ':chrage': '@payment' has no handler for ':chrage'
        help: did you mean ':charge'?
        help: write a handler 'on :chrage from @order in any state' in '@payment'
        6: unhandled-event at ':refund': '@payment' has no handler for ':refund'
        11: this takes it from another sender
        help: write a handler 'on :refund from @order in any state' in '@payment'
        9: unreachable-handler at 'on :charge from @order': '@order' never sends ':charge' to '@payment'
        help: it runs once '@order' sends it: 'emit :charge to @payment'
    ",
    );
}

#[test]
fn an_answer_where_it_is_not_accepted() {
    check_findings(
        "
        system: shop
        machine: @order
          on> :checkout from @customer in #idle
            emit :charge to @payment
            order moves to #waiting
          on> :again from @customer in #paid
            emit :charge to @payment
            order moves to #renewing
          on :charged from @payment in #waiting
            order moves to #paid
        machine: @payment
          on :charge from @order
            emit :charged to @order
    ",
        "
        14: unhandled-event at ':charged': ':charged' can reach '@order' in #renewing, where it is not accepted
        8: it answers this
        10: accepted elsewhere here
        help: write a handler 'on :charged from @payment in #renewing' in '@order'
    ",
    );
}

#[test]
fn an_event_to_itself_where_it_is_not_accepted() {
    check_findings(
        "
        machine: @order
          on> :checkout from @customer in #idle
            emit :audit to @self
            order moves to #waiting
          on> :pay from @customer in #waiting
            order moves to #paid
          on :audit from @self in #paid
            note it
    ",
        "
        4: unhandled-event at ':audit': ':audit' can reach '@order' in #waiting, where it is not accepted
        8: accepted elsewhere here
        help: write a handler 'on :audit from @self in #waiting' in '@order'
    ",
    );
}

#[test]
fn what_no_handler_that_runs_sends_is_not_lost() {
    // ':charge' would be unhandled, but '@bank' never sends the event that causes it.
    check_findings(
        "
        system: shop
        machine: @order
          on :start from @bank in #idle
            emit :charge to @bank
        machine: @bank
          on> :open from @clerk
            count money
    ",
        "
        4: unreachable-handler at 'on :start from @bank in #idle': '@bank' never sends ':start' to '@order'
        help: it runs once '@bank' sends it: 'emit :start to @order'
    ",
    );
}

#[test]
fn a_circle_of_three() {
    check_findings(
        "
        system: ring
        machine: @a
          on> :start from @player
            emit :first to @b
          on :third from @c
            emit :first to @b
        machine: @b
          on :first from @a
            emit :second to @c
        machine: @c
          on :second from @b
            emit :third to @a
    ",
        "
        7: emit-cycle at ':first': ':third' at '@a', ':first' at '@b' and ':second' at '@c' can lead to each other forever
        10: ':first' leads on here
        13: ':second' leads on here
        help: it ends where a handler does not lead on, or where a variable counts how often ':third' came
    ",
    );
}

#[test]
fn a_circle_that_the_states_end() {
    // After ':ball' the machine is in '#done', where no ball is taken.
    check_findings(
        "
        system: game
        machine: @ping
          on> :start from @player
            emit :ball to @pong
            ping moves to #playing
          on :ball from @pong in #playing
            emit :ball to @pong
            ping moves to #done
          on :ball from @pong in #done
            note it
        machine: @pong
          on :ball from @ping in any state
            emit :ball to @ping
    ",
        "",
    );
}

#[test]
fn a_circle_that_is_counted() {
    check_findings(
        "
        system: shop
        machine: @order
          on> :checkout from @customer in #idle
            emit :charge to @bank
            order moves to #waiting
          on :refused from @bank
            $tries increases by 1
            ? $tries < 3
              emit :charge to @bank
            otherwise
              order moves to #failed
        machine: @bank
          on :charge from @order
            emit :refused to @order
    ",
        "",
    );
}

#[test]
fn an_expectation_that_an_alternative_cannot_meet() {
    check_findings(
        "
        machine: @order
          scenario: order
            on> :checkout from @customer
              emit :charge to @bank
              order moves to #waiting
            on :charged from @bank
              order moves to #paid
              expect:
                = order is in #waiting
            on :refunded from @bank
              order moves to #cancelled
              expect:
                = order is in #cancelled
            expect:
              = order has been in #paid
              = order is in #cancelled
              = order has been in #cancelled
    ",
        "
        10: impossible-expect at '#waiting': the story cannot meet this: here it is in #paid
        17: impossible-expect at '#cancelled': the story cannot meet this: here it is in #paid
        11: read as another answer, and passed over
        help: if it is a later step of the story, write 'on :refunded from @bank in #paid'
        18: impossible-expect at '#cancelled': the story cannot meet this: here it is in #paid
        11: read as another answer, and passed over
        help: if it is a later step of the story, write 'on :refunded from @bank in #paid'
    ",
    );
}

#[test]
fn expectations_that_some_choice_meets() {
    check_findings(
        "
        system: shop
        machine: @order
          scenario: order
            on> :checkout from @customer
              ? cart is valid
                emit :charge to @bank
                order moves to #waiting
            on :charged from @bank
              order moves to #paid
            on> :look from @customer in #idle, #paid
              note it
              expect:
                = order is in #idle
            expect:
              = order is in #waiting
              = @bank is in #idle
              = order is not in #paid
        machine: @bank
          scenario: money
            on :charge from @order
              emit :charged to @order
    ",
        "",
    );
}

#[test]
fn guesses_in_words() {
    check_findings(
        "
        machine: @trip
          scenario: book
            on> :book from @traveller
              emit :hold to @hotel
              emit :hold to @airline
              trip moves to #asking
            on :held from @hotel
              trip moves to #half
            on :held from @airline
              trip moves to #booked
            on> :leave from @traveller
              trip moves to #gone
          scenario: news
            on :news from @hotel
              note it
          scenario: book late
            given:
              trip is in #gone
            on> :book from @traveller
              send apology
    ",
        "
        10: guessed-source at 'on :held from @airline': ':held' is awaited together with another answer; it is accepted where that leads, too: #asking, #half
        8: this answer always leaves the state
        help: if this is what you mean, write 'on :held from @airline in #asking, #half'
        15: guessed-source at 'on :news from @hotel': nothing says where ':news' is awaited; the initial state was taken: #idle
        4: something is sent to that actor here
        help: if this is what you mean, write 'on :news from @hotel in #idle'
        20: guessed-source at 'on> :book from @traveller': ':book' is told in #gone here, and an earlier scenario tells it in other states
        4: told in #idle here
        help: if this is what you mean, write 'on> :book from @traveller in #gone'
    ",
    );
}

#[test]
fn an_expectation_about_an_unknown_state_is_reported_once() {
    check_findings(
        "
        machine: @light
          #red
          #green
          scenario: go
            on> :go from @driver
              light moves to #green
            on> :drive from @driver
              light moves to #magenta
            expect:
              = light is in #red
              = light is in #blue
          scenario: stand
            given:
              light is in #violet
            on> :go from @driver
              light moves to #green
            on> :stop from @driver
              light moves to #grey
              expect:
                = light is in #red
    ",
        "",
    );
}

#[test]
fn several_questions_are_shown() {
    check_findings(
        "
        machine: @order
          on> :checkout from @customer
            emit :reserve to @bank
            order moves to #reserving
          on> :confirm from @customer
            emit :charge to @bank
            order moves to #charging
          on :done from @bank
            order moves to #paid
    ",
        "
        9: guessed-source at 'on :done from @bank': ':done' can answer questions asked in different states; the last one was taken: #charging
        3: it can answer what is asked here
        6: it can answer what is asked here
        help: if this is what you mean, write 'on :done from @bank in #charging'
    ",
    );
}
