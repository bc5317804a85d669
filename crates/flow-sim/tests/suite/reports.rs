//! What people read: results, coverage and traces.

use flow_sim::history::coverage::{Coverage, Kind};
use flow_sim::history::trace::TraceEntry;
use flow_sim::story::report::Reporter;

use crate::support::{Loaded, load, seed};

/// Checks the report of a specification.
fn check(text: &str, expected: &str) {
    let loaded = load(&[("a.flow", text)]);
    assert_eq!(loaded.report(&loaded.run()), expected);
}

#[test]
fn a_failed_expectation_shows_what_is_so_instead_and_what_to_write() {
    check(
        "machine: @order
  scenario: told
    on> :go from @user
      emit :ask to @desk with urgent: true
      order moves to #asked
    on :agreed from @desk
      order moves to #agreed
    on :refused from @desk
      emit :sorry to @user
      order moves to #ended
    expect:
      = order is in #ended
",
        "failed    @order: told
    a.flow:12:9: expected at the end
      | = order is in #ended
      but @order is in #agreed
      so far: starts in #idle
        :go from @user: #idle to #asked
        :agreed from @desk: #asked to #agreed
        passed over: :refused from @desk in #agreed
      messages:
        @user to @order :go
        @order to @desk :ask with urgent: true
        @desk to @order :agreed
      help: :refused from @desk (a.flow:8:5) was passed over as another way; one that comes after is \
         'on :refused from @desk in #agreed'
  with :refused from @desk

0 passed, 1 failed, 0 undecided
",
    );
}

#[test]
fn an_event_without_values_shows_how_to_give_them() {
    check(
        "machine: @order
  scenario: pay
    on> :pay from @customer with $amount: number
      ? @customer.id is not empty
      ? $amount > 10
        order moves to #paid
    expect:
      = order is in #paid
  scenario: pay little
    on> :pay from @customer
      given:
        $amount is 0
    expect:
      = order is in #paid
",
        "failed    @order: pay
    a.flow:8:9: expected at the end
      | = order is in #paid
      but @order is in #idle
      so far: starts in #idle
        :pay from @customer: stays in #idle
      messages:
        @customer to @order :pay with amount: 0, customer_id: \"\"
      help: nothing gives values to :pay from @customer (a.flow:3:5); write 'given:' below its line, and below that a fact like '$amount is 1'
failed    @order: pay little
    a.flow:14:9: expected at the end
      | = order is in #paid
      but @order is in #idle
      so far: starts in #idle
        :pay from @customer: stays in #idle
      messages:
        @customer to @order :pay with amount: 0, customer_id: \"\"

0 passed, 2 failed, 0 undecided
",
    );
}

#[test]
fn all_that_does_not_hold_at_one_place_is_told() {
    check(
        "machine: @order
  scenario: told
    on> :go from @user
      $total: number becomes 5
      order moves to #asked
    expect:
      = $total is 5
      = order is in #idle
      = everything is fine
      = $total is 6
      = order is in #asked
      = @user received 2 events
",
        "failed    @order: told
    a.flow:8:9: expected at the end
      | = order is in #idle
      but @order is in #asked
      | = $total is 6
      but $total is 5
      | = @user received 2 events
      but @user received nothing
      so far: starts in #idle
        :go from @user: #idle to #asked
      messages:
        @user to @order :go

0 passed, 1 failed, 0 undecided
",
    );
}

#[test]
fn handlers_taken_one_after_the_other_are_named() {
    check(
        "machine: @order
  scenario: told
    on> :go from @user
      emit :pack to @depot
      emit :bill to @office
      order moves to #asked
    on :packed from @depot
      order moves to #packed
    on :billed from @office
      order moves to #billed
    expect:
      = order is in #packed
",
        "failed    @order: told
    a.flow:12:9: expected at the end
      | = order is in #packed
      but @order is in #billed
      so far: starts in #idle
        :go from @user: #idle to #asked
        :packed from @depot: #asked to #packed
        :billed from @office: #packed to #billed
      messages:
        @user to @order :go
        @order to @depot :pack
        @order to @office :bill
        @depot to @order :packed
        @office to @order :billed
      help: :billed from @office (a.flow:9:5) was taken after :packed from @depot; one that comes instead is \
         'on :billed from @office in #asked'

0 passed, 1 failed, 0 undecided
",
    );
}

#[test]
fn assumptions_and_what_cannot_be_met_are_said() {
    check(
        "machine: @order
  scenario: told
    on> :go from @user
      ? user is known
      ? user has credit
        $sum: number becomes 3
    expect:
      = $sum * 2 is 5
      = total is correct
",
        "failed    @order: told
  assuming user is known, user has credit
    a.flow:8:9: expected at the end
      | = $sum * 2 is 5
      but $sum * 2 is 6
      no choice of assumptions can meet this
      so far: starts in #idle
        :go from @user: stays in #idle
      messages:
        @user to @order :go

0 passed, 1 failed, 0 undecided
",
    );
}

#[test]
fn what_is_assumed_not_to_hold_reads_like_a_fact() {
    check(
        "machine: @order
  scenario: told
    on> :go from @user
      ? user has credit
        order moves to #paid
      otherwise
        emit :sorry to @user
    expect:
      = total is correct
      = order has never been in #paid
",
        "undecided @order: told
  assuming user has no credit
    undecided: a.flow:9:9: = total is correct

0 passed, 0 failed, 1 undecided
",
    );
}

#[test]
fn a_way_that_the_facts_rule_out_is_not_run() {
    check(
        "machine: @order
  scenario: told
    given:
      $amount is 5
    on> :go from @user
      ? $amount < 10
        order moves to #done
      otherwise
        order moves to #checking
    on> :approve from @boss in #checking
      order moves to #approved
    expect:
      = order is in #done
",
        "passed    @order: told
  not run: :approve from @boss, since a.flow:6:7: ? $amount < 10 leads elsewhere

1 passed, 0 failed, 0 undecided
",
    );
}

#[test]
fn a_broken_handler_says_where() {
    check(
        "machine: @order
  scenario: told
    on> :go from @user
      $share: number becomes 10 / $people
    expect:
      = $share is 5
",
        "failed    @order: told
    a.flow:4:30: :go from @user failed: division by zero
      | $share: number becomes 10 / $people
      so far: starts in #idle
      messages:
        @user to @order :go with people: 0

0 passed, 1 failed, 0 undecided
",
    );
}

#[test]
fn a_rejection_is_listed_and_fails_nothing() {
    let Some(text) = seed("checkout.flow") else { return };
    let loaded = load(&[("checkout.flow", &text)]);
    let report = loaded.report(&loaded.run());
    assert_eq!(
        report,
        "passed    @order: order lifecycle
  assuming cart is valid, card is valid, stock is available
  with :payment_failed from @payment, assuming cart is valid, card is not valid
  with :out_of_stock from @inventory, assuming cart is valid, card is valid, stock is not available
    rejected: :refund_complete reached @order in #cancelled (checkout.flow:71:7)
described @payment: payment processing
described @inventory: stock management

1 passed, 0 failed, 0 undecided
"
    );
}

/// Two cars, one after the other; `ends` is the `ends in` line of a session.
fn report_of_two_sessions(ends: &str) -> String {
    let text = format!(
        "machine: @station
  starts in #ready
  scenario: charge two cars
    on> :plug_in from @driver in #ready
      emit :begin to @session
      station moves to #busy
    on> :unplug from @driver in #busy
      emit :stop to @session
      station moves to #ready
    on> :plug_in from @driver in #ready
      emit :begin to @session
      station moves to #busy
    expect:
      = station is in #busy

machine: @session
  starts in #new
{ends}  on :begin from @station in #new
    session moves to #charging
  on :stop from @station in #charging
    session moves to #over
"
    );
    let loaded = load(&[("sessions.flow", &text)]);
    loaded.report(&loaded.run())
}

#[test]
fn a_rejection_in_a_state_that_nothing_leaves_proposes_an_end() {
    let rejected = "    rejected: :begin reached @session in #over (sessions.flow:5:7)
      help: nothing leaves #over; if @session ends there, write 'ends in #over' below 'machine: @session', and a new one takes the event
";
    let report = report_of_two_sessions("");
    assert!(report.contains(rejected), "{report}");
    let report = report_of_two_sessions("  ends in #over\n");
    assert!(!report.contains("rejected"), "{report}");
}

fn coverage(loaded: &Loaded) -> (Coverage, String) {
    let coverage = Coverage::new(&loaded.model, &loaded.run().hits);
    let text = Reporter { model: &loaded.model, sources: &loaded.program.sources }.report_coverage(&coverage);
    (coverage, text)
}

#[test]
fn coverage_names_what_no_story_does() {
    let Some(text) = seed("checkout.flow") else { return };
    let (all, shown) = coverage(&load(&[("checkout.flow", &text)]));
    assert_eq!(
        shown,
        "   8 of 8    states
   8 of 8    handlers
   8 of 8    transitions
   3 of 3    guards that hold
   2 of 3    guards that do not hold
  10 of 10   emits
 97%
checkout.flow:13:7: always holds: ? cart is valid
"
    );
    assert_eq!((all.percent(), all.count(Kind::Emit)), (97, (10, 10)));
}

#[test]
fn coverage_counts_each_alternative_of_a_group() {
    let text = "machine: @c
  starts in #a
  on> :go from @u in #a
    ? $n > 3
    ?? ready
      c moves to #b
  scenario: s
    given:
      ready
    on> :go from @u in #a
      c moves to #b
    expect:
      = c is in #b
";
    let (_, shown) = coverage(&load(&[("c.flow", text)]));
    assert_eq!(
        shown,
        "   2 of 2    states
   1 of 1    handlers
   1 of 1    transitions
   1 of 2    guards that hold
   1 of 2    guards that do not hold
   0 of 0    emits
 75%
c.flow:4:7: never holds: ? $n > 3 (in the group '? $n > 3', '?? ready')
c.flow:5:8: always holds: ?? ready (in the group '? $n > 3', '?? ready')
"
    );
}

#[test]
fn a_guard_after_a_false_one_of_its_group_is_not_evaluated() {
    let text = "machine: @c
  starts in #a
  scenario: s
    on> :go from @u in #a
      ? $n > 3
      ? ready
      ?? $n is between 0 and 2
        c moves to #b
    expect:
      = c is in #b
";
    let (_, shown) = coverage(&load(&[("c.flow", text)]));
    let gaps: Vec<_> = shown.lines().skip(7).map(|line| line.split(" (in").next().unwrap()).collect();
    assert_eq!(
        gaps,
        [
            "c.flow:5:9: never holds: ? $n > 3",
            "c.flow:6:9: never asked: ? ready",
            "c.flow:7:10: always holds: ?? $n is between 0 and 2",
        ]
    );
}

#[test]
fn coverage_counts_guards_both_ways() {
    let loaded = load(&[(
        "a.flow",
        "machine: @order
  scenario: told
    on> :go from @user
      ? $n is 0
        order moves to #zero
      ? $n is 1
        order moves to #one
      otherwise
        emit :many to @user
    expect:
      = order is in #zero
",
    )]);
    let (_, shown) = coverage(&loaded);
    assert_eq!(
        shown,
        "   2 of 3    states
   1 of 1    handlers
   1 of 2    transitions
   1 of 2    guards that hold
   0 of 2    guards that do not hold
   0 of 1    emits
 45%
a.flow:3:5: never made: :go from @user, #idle to #one
a.flow:4:7: always holds: ? $n is 0
a.flow:6:7: never asked: ? $n is 1
a.flow:7:24: never entered: #one
a.flow:9:9: never sent: emit :many to @user
"
    );
}

#[test]
fn a_trace_tells_messages_actions_and_moves_in_order() {
    let Some(text) = seed("checkout.flow") else { return };
    let loaded = load(&[("checkout.flow", &text)]);
    let results = loaded.run();
    let trace = &results.stories[0].runs[0].trace;
    let name = |party: usize| trace.parties[party].name.as_str();
    let lines = trace.entries.iter().filter_map(|entry| match entry {
        TraceEntry::Message { from, to, event, .. } => {
            Some(format!("{} > {} :{event}", name(*from), name(*to)))
        }
        TraceEntry::Action { party, text, .. } => Some(format!("{}: {text}", name(*party))),
        TraceEntry::Moved { party, to, .. } => Some(format!("{} #{to}", name(*party))),
        _ => None,
    });
    let lines: Vec<_> = lines.collect();
    assert_eq!(
        lines,
        [
            "customer > order :checkout",
            "order > payment :payment_request",
            "order #awaiting_payment",
            "payment: process card with $amount",
            "payment > order :payment_success",
            "order #paid",
            "order > inventory :reserve_stock",
            "inventory: reserve items",
            "inventory > order :stock_reserved",
            "order #fulfilled",
            "order > customer :order_confirmed",
        ]
    );
}

#[test]
fn each_call_of_a_phrase_is_shown_in_its_own_words() {
    let text = "machine: @refund
  scenario: late
    given:
      $days: integer is 40
    on> :ask from @customer
      ? $days < 10
        full refund (100%)
      ? customer has 3 coupons
      ?? customer has 4 coupons
        partial refund (75%)
      otherwise
        partial refund (50%)
      refund moves to #done
    expect:
      = refund is in #done
      = partial refund (50%) was called
      = partial refund (25%) was called
";
    let loaded = load(&[("refund.flow", text)]);
    assert_eq!(
        loaded.report(&loaded.run()),
        "failed    @refund: late
  assuming customer has 3 coupons
    refund.flow:16:9: expected at the end
      | = partial refund (50%) was called
      but called were 'partial refund (75%)' with 0.75
      | = partial refund (25%) was called
      but called were 'partial refund (75%)' with 0.75
      no choice of assumptions can meet this
      so far: starts in #idle
        :ask from @customer: #idle to #done
      messages:
        @customer to @refund :ask
        @refund does: partial refund (75%)

0 passed, 1 failed, 0 undecided
"
    );
    let loaded = load(&[("refund.flow", &text.replace("      = partial refund (25%) was called\n", ""))]);
    assert_eq!(
        loaded.report(&loaded.run()),
        "passed    @refund: late
  assuming customer has not 3 coupons, customer has not 4 coupons

1 passed, 0 failed, 0 undecided
"
    );
}

/// The handler already has its state, so that there is no line to suggest.
#[test]
fn no_help_says_the_line_that_is_there() {
    let loaded = load(&[(
        "a.flow",
        "\
system: s
machine: @order
  scenario: two parcels
    on> :place from @customer
      emit :pack to @parcel with what: \"shirt\"
      emit :pack to @parcel with what: \"jacket\"
      order moves to #packing
    on :packed from @parcel
      $packed increases by 1
      ? $packed = 2
        order moves to #ready
    on :packed from @parcel in #packing
    expect:
      = order is in #ready
machine: @parcel
  scenario: pack
    on :pack from @order
      $what becomes $what
      emit :packed to @order
      parcel moves to #packed
",
    )]);
    let report = loaded.report(&loaded.run());
    assert!(report.contains("passed over: "), "{report}");
    assert!(!report.contains("one that comes"), "{report}");
}

/// No step of the story has started the timer, so it was started before.
#[test]
fn a_timer_comes_where_the_story_begins_after_its_start() {
    let loaded = load(&[(
        "a.flow",
        "\
machine: @sub
  scenario: begin
    on> :subscribe from @customer
      start timer for 30 days
      sub moves to #active
    on :timer_expired from @system in #active
      emit :charge to @bank
      start timer for 30 days
    expect:
      = @bank received :charge
  scenario: timer first
    given:
      sub is in #active
    on :timer_expired from @system in #active
    expect:
      = @bank received :charge
  scenario: timer second
    given:
      sub is in #active
    on> :note from @customer in #active
      write it down
    on :timer_expired from @system in #active
    expect:
      = @bank received :charge
",
    )]);
    assert_eq!(
        loaded.report(&loaded.run()),
        "passed    @sub: begin
passed    @sub: timer first
passed    @sub: timer second

3 passed, 0 failed, 0 undecided
"
    );
}
