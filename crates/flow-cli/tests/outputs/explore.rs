//! `flow explore`.

use snapbox::str;

use crate::place::Place;

const ORDER: &str = "machine: @order
  starts in #open
  scenario: cancel
    on> :cancel from @customer in #open
      emit :refund to @payment
      order moves to #cancelled

machine: @payment
  scenario: refund
    on :refund from @order
      ? money has arrived
        emit :refunded to @order
";

#[test]
fn a_mistake_with_the_way_to_it() {
    let place = Place::new("explore", &[("order.flow", ORDER)]);
    place.flow("explore").assert().code(1).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside

error[rejected-message]: ':refunded' from @payment reaches @order in #cancelled, which does not take it
  --> order.flow:12:14
    1. @customer sends ':cancel' to @order: #open to #cancelled
    2. ':refund' from @order reaches @payment, 'money has arrived' is true: it stays in #idle
    3. ':refunded' from @payment reaches @order: rejected in #cancelled

"#]]);
}

#[test]
fn everything_is_said_only_of_everything() {
    let taken = ORDER.replace(
        "      order moves to #cancelled\n",
        "      order moves to #cancelled\n    on :refunded from @payment in #cancelled\n      ignore\n",
    );
    let place = Place::new("explore-everything", &[("order.flow", &taken)]);
    place.flow("explore").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 5 states, no limit on what comes from outside

"#]]);
    place.flow("explore --states 1").assert().code(3).stdout_eq(str![[r#"
not everything, with a patient outside and actions that succeed: 2 states, no limit on what comes from outside
  - 1 state was not followed

"#]]);
}

#[test]
fn a_specification_with_errors_is_not_explored() {
    let place = Place::new(
        "explore-broken",
        &[("order.flow", "machine: @order\n  on> :go\n    $x frobs\n    order moves to #\n")],
    );
    place.flow("explore").assert().code(1).stdout_eq(str![""]);
}
