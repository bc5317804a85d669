//! Which instance receives an emit, and which are made and removed (reference#receivers).

use crate::steps::check;

#[test]
fn a_machine_that_comes_in_by_another_way_is_the_same() {
    let text = "system: shop
machine: @order
  scenario: s
    on> :place from @customer
      emit :score to @fraud
    on> :report from @clerk
      emit :block to @register
    on :blocked from @register
      order moves to #blocked
machine: @fraud
  scenario: s
    on :score from @order
      emit :look_up to @register
machine: @register
  scenario: s
    on :look_up from @fraud
      register moves to #known
    on :block from @order in #known
      emit :blocked to @order
";
    check(
        text,
        &["order :place from customer", "order :report from clerk"],
        &[
            "customer > order :place",
            "order > fraud :score",
            "fraud > register :look_up",
            "register #known",
            "clerk > order :report",
            "order > register :block",
            "register > order :blocked",
            "order #blocked",
        ],
    );
}

#[test]
fn an_instance_that_does_not_handle_its_first_event_is_removed() {
    let text = "system: s
machine: @a
  scenario: s
    on> :early from @user
      emit :close to @b
    on> :late from @user
      emit :open to @b
      emit :close to @b
machine: @b
  scenario: s
    on :open from @a in #idle
      b moves to #open
    on :close from @a in #open
      b moves to #closed
";
    check(
        text,
        &["a :early from user", "a :late from user"],
        &[
            "user > a :early",
            "a > b :close",
            "b in #idle refuses :close",
            "user > a :late",
            "a > b-2 :open",
            "a > b-2 :close",
            "b-2 #open",
            "b-2 #closed",
        ],
    );
}

#[test]
fn an_instance_for_which_more_is_under_way_is_not_removed() {
    let text = "system: s
machine: @a
  scenario: s
    on> :go from @user
      emit :close to @b
      emit :open to @b
machine: @b
  scenario: s
    on :close from @a in #open
      b moves to #closed
    on :open from @a in #idle
      b moves to #open
";
    check(
        text,
        &["a :go from user", "a :go from user"],
        &[
            "user > a :go",
            "a > b :close",
            "a > b :open",
            "b in #idle refuses :close",
            "b #open",
            "user > a :go",
            "a > b :close",
            "a > b :open",
            "b #closed",
            "b in #closed refuses :open",
        ],
    );
}

#[test]
fn an_instance_that_has_ended_is_replaced() {
    let text = "system: garage
machine: @station
  starts in #ready
  scenario: s
    on> :plug_in from @driver in #ready
      emit :start to @session
      station moves to #busy
    on :ended from @session in #busy
      station moves to #ready
machine: @session
  starts in #new
  ends in #over
  scenario: s
    on :start from @station in #new
      session moves to #over
      emit :ended to @station
";
    check(
        text,
        &["station :plug_in from driver", "station :plug_in from driver"],
        &[
            "driver > station :plug_in",
            "station > session :start",
            "station #busy",
            "session #over",
            "session > station :ended",
            "station #ready",
            "driver > station :plug_in",
            "station > session-2 :start",
            "station #busy",
            "session-2 #over",
            "session-2 > station :ended",
            "station #ready",
        ],
    );
}
