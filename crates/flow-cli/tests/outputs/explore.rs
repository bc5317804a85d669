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
  = help: write a handler 'on :refunded from @payment in #cancelled' in '@order', or do not send it

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
everything, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside

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

#[test]
fn a_finding_is_a_test_until_it_is_repaired() {
    let place = Place::new("explore-write", &[("order.flow", ORDER)]);
    let written = place.flow("explore --write order.test.flow").assert().code(1);
    written.stderr_eq(str![[r#"
wrote 1 test to 'order.test.flow'

"#]]);
    snapbox::assert_data_eq!(
        place.read("order.test.flow"),
        str![[r#"
test: order
  ':refunded' from @payment reaches @order in #cancelled, which does not take it:
    assume:
      ? money has arrived = true
    receive :cancel from @customer to @order
    then :refund from @order to @payment
    = nothing was rejected

"#]]
    );
    place.flow("test order.flow").assert().code(1).stdout_eq(str![[r#"
@order
  ✓ cancel (it checks nothing)
    assuming money has arrived
    rejected: :refunded reached @order in #cancelled (order.flow:12:9)

@payment
  · refund (told in the stories of the machines that ask)

@order, order.test.flow
  ✗ ':refunded' from @payment reaches @order in #cancelled, which does not take it
    order.test.flow:7:7: expected at the end
      | = nothing was rejected
      but ':refunded' from @payment reaches @order in #cancelled, which does not take it
      messages:
        @customer to @order :cancel
        @order to @payment :refund
        @payment to @order :refunded

1 passed, 1 failed, 1 event rejected  (--strict fails on rejected events)

"#]]);

    // A second time, nothing is added.
    let kept = place.read("order.test.flow") + "// ours\n";
    place.write("order.test.flow", &kept);
    place.flow("explore --write order.test.flow").assert().code(1);
    assert_eq!(place.read("order.test.flow"), kept);

    let repaired = ORDER.replace(
        "      order moves to #cancelled\n",
        "      order moves to #cancelled\n    on :refunded from @payment in #cancelled\n      ignore\n",
    );
    place.write("order.flow", &repaired);
    place.flow("test order.flow").assert().code(0);
}

#[test]
fn tests_are_written_for_one_specification() {
    let place = Place::new(
        "explore-write-two",
        &[("order.flow", ORDER), ("light.flow", "machine: @light\n  on> :press\n    light moves to #on\n")],
    );
    place.flow("explore --write all.test.flow").assert().code(2).stderr_eq(str![[r#"
error: '--write' takes one specification, and there are 2
  = help: name the file of one of them

"#]]);
}

const KEY: &str = "rejected-message | from @payment | order | #cancelled | refunded";

#[test]
fn findings_are_accepted_with_a_reason() {
    let settings = format!(
        "[explore]\nrequire = \"everything\"\n[explore.accept]\n\"{KEY}\" = \"nobody reads it\"\n\"fails | order\" = \"an old one\"\n"
    );
    let place = Place::new("explore-accept", &[("order.flow", ORDER), ("flow.toml", &settings)]);
    place.flow("explore").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside

accepted[rejected-message]: ':refunded' from @payment reaches @order in #cancelled, which does not take it
  nobody reads it

warning[accepted]: 'flow.toml' accepts a finding that does not occur: 'fails | order'

"#]]);
    place.flow("explore --strict").assert().code(1);
    place.flow("explore --states 1").assert().code(3).stdout_eq(str![[r#"
not everything, with a patient outside and actions that succeed: 2 states, no limit on what comes from outside
  - 1 state was not followed

error[require]: the exploration does not reach what 'flow.toml' requires: it ended before everything was seen

"#]]);
    place.flow("explore --format junit").assert().code(0).stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="flow explore" tests="3" failures="0" errors="0">
  <testsuite name="order.flow" tests="3" failures="0" errors="0" skipped="0">
    <testcase name="explored" classname="order.flow">
      <system-out>everything, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside
</system-out>
    </testcase>
    <testcase name="rejected-message: ':refunded' from @payment reaches @order in #cancelled, which does not take it" classname="order.flow">
      <system-out>accepted: nobody reads it
order.flow:12:14
  1. @customer sends ':cancel' to @order: #open to #cancelled
  2. ':refund' from @order reaches @payment, 'money has arrived' is true: it stays in #idle
  3. ':refunded' from @payment reaches @order: rejected in #cancelled
= help: write a handler 'on :refunded from @payment in #cancelled' in '@order', or do not send it</system-out>
    </testcase>
    <testcase name="an accepted finding does not occur: fails | order" classname="order.flow">
      <system-out>fails | order</system-out>
    </testcase>
  </testsuite>
</testsuites>

"#]]);
    place.flow("explore --write order.test.flow").assert().code(0);
    assert!(!place.folder.join("order.test.flow").exists());
}

#[test]
fn settings_set_the_world_and_what_is_required() {
    let settings = "[explore]\nrequire = \"everything\"\nfailures = true\n";
    let place = Place::new("explore-settings", &[("order.flow", ORDER), ("flow.toml", settings)]);
    place.flow("explore --instances 2").assert().code(1).stdout_eq(str![[r#"
everything, 2 conversations at a time, with a patient outside and actions that may fail: 37 states, no limit on what comes from outside

error[rejected-message]: ':refunded' from @payment reaches @order in #cancelled, which does not take it
  --> order.flow:12:14
  there are: @order, @order (2)
    1. @customer sends ':cancel' to @order: #open to #cancelled
    2. ':refund' from @order reaches @payment, 'money has arrived' is true: it stays in #idle
    3. ':refunded' from @payment reaches @order: rejected in #cancelled
  = help: write a handler 'on :refunded from @payment in #cancelled' in '@order', or do not send it

error[require]: the exploration does not reach what 'flow.toml' requires: two conversations stand for any number: 'two at a time' can be required

"#]]);
    let counted = "machine: @tally\n  scenario: count\n    on> :add from @guest\n      $count: integer increases by 1\n      ? $count is greater than 3\n        emit :many to @guest\n";
    place.write("flow.toml", "[explore]\nrequire = \"two at a time\"\n");
    place.write("order.flow", counted);
    place.flow("explore").assert().code(1).stdout_eq(str![[r#"
everything, approximately, with a patient outside and actions that succeed: 6 states, no limit on what comes from outside
  - $count of @tally: values beyond 5 were not told apart

error[require]: the exploration does not reach what 'flow.toml' requires: some values were approximated: 'everything, approximately' can be required

"#]]);
    place.write("flow.toml", "[explore]\nrequire = \"everything, approximately\"\n");
    place.flow("explore").assert().code(0);
}

#[test]
fn what_no_story_does_is_listed_and_suggested() {
    let told = "machine: @door\n  starts in #open\n\n  scenario: close it\n    on> :close from @guest in #open\n      door moves to #closed\n    expect:\n      = door is in #closed\n\n  scenario: lock it\n    on> :lock from @guest in #closed\n      ? the key fits\n        door moves to #locked\n      otherwise\n        emit :wrong_key to @guest\n    expect:\n      = door is in #locked\n\n  on> :open from @guest in #closed\n    door moves to #open\n";
    let place = Place::new("explore-coverage", &[("door.flow", told)]);
    place.flow("explore --coverage").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 3 states, no limit on what comes from outside

explored but never told: 1 handler, 2 transitions
  ':lock' leaves @door in #closed
  ':open' takes @door from #closed to #open

"#]]);
    place.flow("explore --suggest").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 3 states, no limit on what comes from outside

explored but never told: 1 handler, 2 transitions
test: door
  ':lock' leaves @door in #closed:
    assume:
      ? the key fits = false
    receive :close from @guest to @door
    receive :lock from @guest to @door
    = door has been in #closed
  ':open' takes @door from #closed to #open:
    receive :close from @guest to @door
    receive :open from @guest to @door
    = door has been in #open

"#]]);
    let output = place.flow("explore --suggest").output().unwrap().stdout;
    let text = String::from_utf8(output).unwrap();
    place.write("door.test.flow", &text[text.find("test:").unwrap()..]);
    place.flow("test").assert().code(0);
    place.flow("explore --coverage").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 3 states, no limit on what comes from outside

explored but never told: 0 handlers, 0 transitions

"#]]);
}

#[test]
fn findings_are_drawn() {
    let place = Place::new("explore-svg", &[("order.flow", ORDER)]);
    place.flow("explore --svg pictures").assert().code(1).stderr_eq(str![[r#"
wrote 1 picture to 'pictures'

"#]]);
    let picture = place.read("pictures/1-rejected-message.svg");
    for text in ["@customer", "@order", "@payment", ":cancel", ":refund", ":refunded", "#cancelled"] {
        assert!(picture.contains(text), "{text}: {picture}");
    }
    let two = "machine: @light\n  on> :press\n    light moves to #on\n";
    let place = Place::new("explore-svg-two", &[("order.flow", ORDER), ("light.flow", two)]);
    place.flow("explore --svg pictures").assert().code(2);
}

/// A lost message ends in a cross between the lanes; the second arrival of one that is doubled has an arrow of its own.
#[test]
fn lost_and_doubled_messages_are_drawn() {
    let place = Place::new("explore-svg-lost", &[("order.flow", WAITING)]);
    place.flow("explore --losses --doubles --svg pictures").assert().code(1).stderr_eq(str![[r#"
wrote 2 pictures to 'pictures'

"#]]);
    let doubled = place.read("pictures/1-rejected-message.svg");
    for text in [
        ">:charge</text>",
        ">:charge again</text>",
        "@order sends :charge again to @payment, which does not accept it.",
    ] {
        assert!(doubled.contains(text), "{text}: {doubled}");
    }
    let lost = place.read("pictures/2-waits-for-ever.svg");
    assert!(lost.contains("@order sends :charge to @payment, and it is lost."), "{lost}");
    assert!(lost.contains("class=\"cross\""), "{lost}");
}

/// An order that is paid for, where every message counts.
const WAITING: &str = "machine: @order
  starts in #open
  scenario: buy
    on> :buy from @customer in #open
      emit :charge to @payment
      order moves to #waiting
    on :charged from @payment in #waiting
      order moves to #paid
    on :charged from @payment in #paid
      ignore

machine: @payment
  starts in #new
  scenario: charge
    on :charge from @order in #new
      emit :charged to @order
      payment moves to #done
";

/// Nothing is left out silently: each finding is a test, or listed with the reason.
#[test]
fn what_is_not_written_is_listed() {
    let place = Place::new("explore-unwritten", &[("order.flow", WAITING)]);
    place.flow("explore --losses --doubles --write order.test.flow").assert().code(1).stderr_eq(str![[r#"
wrote 1 test to 'order.test.flow'
  not written: waits-for-ever: @order waits in #waiting for an answer to ':charge to @payment' that cannot come, and nothing leads on: a case delivers each message before its end, so that none is waited for in vain

"#]]);
    place.flow("explore --losses --doubles --write order.test.flow").assert().code(1).stderr_eq(str![[r#"
wrote 0 tests to 'order.test.flow'
  not written: waits-for-ever: @order waits in #waiting for an answer to ':charge to @payment' that cannot come, and nothing leads on: a case delivers each message before its end, so that none is waited for in vain
  not written: 1 finding: in the file already

"#]]);
}

#[test]
fn options_and_settings_change_the_world() {
    let place = Place::new("explore-from", &[("order.flow", ORDER)]);
    place.flow("explore --from cancelled").assert().code(2).stderr_eq(str![[r#"
error: invalid value 'cancelled' for '--from <STATE>': a state is written with its sign: '#paid' or, of one machine, '@order in #paid'

For more information, try '--help'.

"#]]);
    place
        .flow("explore --from #cancelled --steady --always-answer --order one --host")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
everything, from #cancelled on, with an outside that does not wait, actions that may fail, actors that answer before time passes, phrases that keep their answer, messages in one queue and messages that are tried again: 1 state, no limit on what comes from outside

"#]]);
    let settings = "[explore]\nfrom = \"#cancelled\"\norder = \"one\"\nsteady = true\nalways-answer = true\nhost = true\n";
    let place = Place::new("explore-from-settings", &[("order.flow", ORDER), ("flow.toml", settings)]);
    place.flow("explore").assert().code(0).stdout_eq(str![[r#"
everything, from #cancelled on, with an outside that does not wait, actions that may fail, actors that answer before time passes, phrases that keep their answer, messages in one queue and messages that are tried again: 1 state, no limit on what comes from outside

"#]]);
    let wrong = "[explore]\nfrom = \"cancelled\"\norder = \"any\"\n";
    let place = Place::new("explore-from-wrong", &[("order.flow", ORDER), ("flow.toml", wrong)]);
    place.flow("explore").assert().code(1).stderr_eq(str![[r##"
error[configuration]: this is no state
 --> flow.toml:2:9
  |
2 | from = "cancelled"
  |         ^^^^^^^^^
  = help: write `from = "#paid"` or, of one machine, `from = "@order in #paid"`

error[configuration]: there is no such order
 --> flow.toml:3:10
  |
3 | order = "any"
  |          ^^^
  = help: write `order = "one"`, or leave it out


"##]]);
}

/// Two workers that never meet; a rule is about what happens later.
const WORKERS: &str = "system: office
  rules:
    when @client sends :go
      = boss gets to #on

machine: @boss
  starts in #idle
  on> :go from @client in #idle
    emit :a to @first
    emit :b to @second
    boss moves to #on

machine: @first
  starts in #s
  on :a from @boss in #s
    first moves to #t

machine: @second
  starts in #s
  on :b from @boss in #s
    second moves to #t
";

#[test]
fn reduction_leaves_orders_out_and_names_what_it_does_not_judge() {
    let place = Place::new("explore-reduce", &[("office.flow", WORKERS)]);
    place.flow("explore").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 5 states, no limit on what comes from outside

"#]]);
    place.flow("explore --reduce").assert().code(0).stdout_eq(str![[r#"
everything, reduced, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside; 'goes-round' and 'piles-up' are not judged
  - the rule at office.flow:4 is not checked: it is about what happens later, which an exploration with '--reduce' does not show

"#]]);
    place.flow("explore --reduce --format json").assert().code(0).stdout_eq(str![[r#"
{
  "format": 1,
  "explorations": [
    {
      "file": "office.flow",
      "world": "with a patient outside and actions that succeed",
      "verdict": "everything",
      "notes": [],
      "closings": [],
      "states": 4,
      "transitions": 3,
      "conversations": 1,
      "beginners": [
        "boss"
      ],
      "unchecked_rules": [
        {
          "file": "office.flow",
          "line": 4,
          "column": 9
        }
      ],
      "unjudged": [
        "goes-round",
        "piles-up"
      ],
      "findings": [],
      "outdated": []
    }
  ]
}

"#]]);
    // Where nothing is left out, everything is judged.
    place.flow("explore --reduce --losses").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside, actions that succeed and a message that is lost: 9 states, no limit on what comes from outside

"#]]);
}

#[test]
fn a_reduced_exploration_is_required_approximately() {
    let accepted = "[explore.accept]\n\"piles-up | boss | first |  | \" = \"it may\"\n";
    let settings = format!("[explore]\nreduce = true\nrequire = \"everything\"\n{accepted}");
    let place = Place::new("explore-reduce-required", &[("office.flow", WORKERS), ("flow.toml", &settings)]);
    place.flow("explore").assert().code(1).stdout_eq(str![[r#"
everything, reduced, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside; 'goes-round' and 'piles-up' are not judged
  - the rule at office.flow:4 is not checked: it is about what happens later, which an exploration with '--reduce' does not show

error[require]: the exploration does not reach what 'flow.toml' requires: some findings are not judged with 'reduce': 'everything, approximately' can be required

"#]]);
    let settings = settings.replace("\"everything\"", "\"everything, approximately\"");
    let place = Place::new("explore-reduce-enough", &[("office.flow", WORKERS), ("flow.toml", &settings)]);
    place.flow("explore").assert().code(0).stdout_eq(str![[r#"
everything, reduced, with a patient outside and actions that succeed: 4 states, no limit on what comes from outside; 'goes-round' and 'piles-up' are not judged
  - the rule at office.flow:4 is not checked: it is about what happens later, which an exploration with '--reduce' does not show

"#]]);
    let place = Place::new(
        "explore-reduce-wrong",
        &[("office.flow", WORKERS), ("flow.toml", "[explore]\nreduce = \"yes\"\n")],
    );
    place.flow("explore").assert().code(1).stderr_eq(str![[r#"
error[configuration]: this is neither true nor false
 --> flow.toml:2:11
  |
2 | reduce = "yes"
  |           ^^^
  = help: write `true` or `false`, without quotation marks


"#]]);
}

/// A reminder for each request, without an end.
const REMINDERS: &str = "\
machine: @order
  starts in #open
  on> :remind_me from @customer in #open
    schedule :reminder for 2 days
  on :reminder from @self in #open
    emit :note to @customer
";

/// What would close an exploration stands below what it left open, and closes it.
#[test]
fn what_closes_an_open_exploration_is_listed() {
    let place = Place::new("explore-closings", &[("order.flow", REMINDERS)]);
    place.flow("explore").assert().code(3).stdout_eq(str![[r#"
not everything, with a patient outside and actions that succeed: 9 states, no limit on what comes from outside
  - ':reminder' of @order is scheduled more and more often (1 way)
  = help: if you write 'cancel :reminder' above the line of '@order' that schedules it, everything is explored: 2 states
  = help: with '--outside 8', everything is explored: 45 states

warning[piles-up]: ':reminder' of @order is scheduled more and more often
  --> order.flow:3:3
    1. @customer sends ':remind_me' to @order: it stays in #open
       step 1 can repeat for ever
  = help: if one is enough, write 'cancel :reminder' above the line that schedules it

"#]]);
    place.flow("explore --outside 8").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside, 8 events from outside and actions that succeed: 45 states

"#]]);
    let json = place.flow("explore --format json").assert().code(3).get_output().stdout.clone();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let closing = &json["explorations"][0]["closings"][1];
    assert_eq!(
        *closing,
        serde_json::json!({ "change": "with '--outside 8'", "states": 45, "is_exact": true })
    );
    let cancelled = REMINDERS.replace("    schedule", "    cancel :reminder\n    schedule");
    let place = Place::new("explore-closed", &[("order.flow", &cancelled)]);
    place.flow("explore").assert().code(0).stdout_eq(str![[r#"
everything, with a patient outside and actions that succeed: 2 states, no limit on what comes from outside

"#]]);
}
