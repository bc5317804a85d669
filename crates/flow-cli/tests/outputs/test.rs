//! `flow test`.

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LIBRARY, LOAN, LOAN_TESTS};

fn loan(name: &str) -> Place {
    Place::new(name, &[("loan.flow", LOAN), ("loan.test.flow", LOAN_TESTS)])
}

#[test]
fn a_tree_of_what_came_of_stories_and_cases() {
    loan("test-tree")
        .flow("test")
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
@loan
  ✓ borrow a book
    assuming reader is trusted
    ✓ with :missing from @shelf
      assuming reader is trusted
  ? bring it back
    undecided: = book is clean (loan.flow:27:9), a phrase that only code can decide

@loan, loan.test.flow
  borrow a book
    :borrow
      ✓ too long a loan
        assuming reader is trusted
      ✗ nobody is trusted
        loan.test.flow:11:11: expected after :borrow from @reader
          | = loan is in #waiting
          but @loan is in #idle
          so far: starts in #idle
            :borrow from @reader: stays in #idle
          messages:
            @reader to @loan :borrow
            @loan to @reader :refused with reason: "too long"
    ✓ the whole of it
      assuming reader is trusted

3 passed, 1 failed, 1 undecided  (--strict fails on what is undecided)

"#]])
        .stderr_eq(str![]);
}

#[test]
fn without_unicode_there_are_words() {
    Place::new("test-ascii", &[("loan.flow", LOAN)])
        .flow("test loan.flow")
        .env("LC_ALL", "C")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
@loan
  ok borrow a book
    assuming reader is trusted
    ok with :missing from @shelf
      assuming reader is trusted
  ?? bring it back
    undecided: = book is clean (loan.flow:27:9), a phrase that only code can decide

1 passed, 1 undecided  (--strict fails on what is undecided)

"#]])
        .stderr_eq(str![]);
}

#[test]
fn only_stories_that_are_asked_for() {
    let place = loan("test-filter");
    place.flow_with(&["test", "--filter", "BRING it"]).assert().code(0).stdout_eq(str![[r#"
@loan
  ? bring it back
    undecided: = book is clean (loan.flow:27:9), a phrase that only code can decide

0 passed, 1 undecided  (--strict fails on what is undecided)

"#]]);
    place.flow_with(&["test", "--filter", ":borrow / too long"]).assert().code(0).stdout_eq(str![[r#"
@loan, loan.test.flow
  borrow a book
    :borrow
      ✓ too long a loan
        assuming reader is trusted

1 passed

"#]]);
    place.flow("test --filter nothing").assert().code(2).stdout_eq(str![]).stderr_eq(str![[r#"
error: no story has 'nothing' in its name
  = help: leave out '--filter' to see all of them

"#]]);
}

#[test]
fn undecided_fails_only_if_that_is_asked_for() {
    let place = Place::new("test-strict", &[("loan.flow", LOAN)]);
    place.flow("test loan.flow").assert().code(0);
    place.flow("test loan.flow --strict").assert().code(1).stdout_eq(str![[r#"
@loan
  ✓ borrow a book
    assuming reader is trusted
    ✓ with :missing from @shelf
      assuming reader is trusted
  ? bring it back
    undecided: = book is clean (loan.flow:27:9), a phrase that only code can decide

1 passed, 1 undecided

"#]]);
}

#[test]
fn what_no_story_exercises() {
    let place = Place::new("test-coverage", &[("loan.flow", LOAN)]);
    place.flow("test loan.flow --coverage").assert().code(0).stdout_eq(str![[r#"
@loan
  ✓ borrow a book
    assuming reader is trusted
    ✓ with :missing from @shelf
      assuming reader is trusted
  ? bring it back
    undecided: = book is clean (loan.flow:27:9), a phrase that only code can decide

exercised
   4 of 4    states
   4 of 4    handlers
   4 of 4    transitions
   2 of 2    guards that hold
   0 of 2    guards that do not hold
   2 of 3    emits
 84%
loan.flow:6:9: always holds: ? reader is trusted (in the group '? reader is trusted', '? $days <= 30')
loan.flow:7:9: always holds: ? $days <= 30 (in the group '? reader is trusted', '? $days <= 30')
loan.flow:11:9: never sent: emit :refused to @reader with reason: "too long"

1 passed, 1 undecided  (--strict fails on what is undecided)

"#]]);
    place.flow("test loan.flow --min-coverage 10").assert().code(0).stderr_eq(str![]);
    place.flow("test loan.flow --min-coverage 100").assert().code(1).stderr_eq(str![[r#"
error: 84% is exercised, and 100% is asked for
  = help: '--coverage' shows what is not

"#]]);
    place.flow("test loan.flow --min-coverage 101").assert().code(2).stderr_eq(str![[r#"
error: invalid value '101' for '--min-coverage <PERCENT>': 101 is not in 0..=100

For more information, try '--help'.

"#]]);
}

#[test]
fn several_programs_have_headings() {
    let place = Place::new("test-several", &[("a/loan.flow", LOAN), ("b/library.flow", LIBRARY)]);
    place
        .flow("test")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
a/loan.flow:
@loan
  ✓ borrow a book
    assuming reader is trusted
    ✓ with :missing from @shelf
      assuming reader is trusted
  ? bring it back
    undecided: = book is clean (a/loan.flow:27:9), a phrase that only code can decide

b/library.flow:
@loan
  ✓ borrow a book

@shelf
  · keep books (told in the stories of the machines that ask)

2 passed, 1 undecided  (--strict fails on what is undecided)

"#]])
        .stderr_eq(str![]);
}

#[test]
fn errors_are_told_and_the_rest_is_run() {
    let place = Place::new("test-errors", &[("a/broken.flow", BROKEN), ("b/library.flow", LIBRARY)]);
    place
        .flow("test")
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
@loan
  ✓ borrow a book

@shelf
  · keep books (told in the stories of the machines that ask)

1 passed, 1 specification has errors

"#]])
        .stderr_eq(str![[r#"
error[unreachable-state]: nothing moves '@loan' to '#payed'
 --> a/broken.flow:4:20
  |
4 |       ? loan is in #payed
  |                    ^^^^^^
  = help: if '@loan' begins there, write 'starts in #payed' below 'machine: @loan'


"#]]);
}

#[test]
fn errors_stand_in_reports_too() {
    let place = Place::new("test-errors-report", &[("broken.flow", BROKEN)]);
    place.flow("test --format junit").assert().code(1).stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="flow test" tests="1" failures="0" errors="1">
  <testsuite name="broken.flow" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="the specification" classname="broken.flow">
      <error type="specification" message="error[unreachable-state]: nothing moves '@loan' to '#payed'">error[unreachable-state]: nothing moves '@loan' to '#payed'
 --&gt; broken.flow:4:20
  |
4 |       ? loan is in #payed
  |                    ^^^^^^
  = help: if '@loan' begins there, write 'starts in #payed' below 'machine: @loan'

</error>
    </testcase>
  </testsuite>
</testsuites>

"#]]);
    place.flow("test --format json").assert().code(1).stdout_eq(str![[r#"
{
  "format": 1,
  "verdict": "failed",
  "passed": 0,
  "failed": 0,
  "undecided": 0,
  "described": 0,
  "broken": 1,
  "rejected": 0,
  "stories": []
}

"#]]);
}

#[test]
fn a_test_file_that_names_what_does_not_exist_is_told() {
    let tests = "test: @loan\n  for scenario: borow a book\n    x:\n      = loan is in #active\n";
    let place = Place::new("test-unknown", &[("loan.flow", LOAN), ("loan.test.flow", tests)]);
    place.flow("test").assert().code(1).stderr_eq(str![[r#"
error[unknown-name]: '@loan' has no scenario 'borow a book'
 --> loan.test.flow:2:17
  |
2 |   for scenario: borow a book
  |                 ^^^^^^^^^^^^
  = help: did you mean 'borrow a book'?


"#]]);
}

#[test]
fn from_standard_input() {
    Place::new("test-stdin", &[]).flow("test -").stdin(LIBRARY).assert().code(0).stdout_eq(str![[r#"
@loan
  ✓ borrow a book

@shelf
  · keep books (told in the stories of the machines that ask)

1 passed

"#]]);
}

#[test]
fn without_stories_there_is_nothing_to_run() {
    let text = "machine: @loan\n  on> :borrow from @reader\n    loan moves to #active\n";
    let place = Place::new("test-nothing", &[("loan.flow", text)]);
    place.flow("test").assert().code(0).stdout_eq(str![]).stderr_eq(str![[r#"
there are no stories here: a 'scenario:' with a name is one

"#]]);
    let empty = Place::new("test-empty", &[]);
    empty.flow("test").assert().code(2).stderr_eq(str![[r#"
error: there are no specifications in this folder
  = help: the names of specifications end in '.flow'; 'flow new shop' writes first ones, in a project of its own

"#]]);
}

#[test]
fn a_folder_of_two_hundred_files() {
    let place = Place::new("test-many", &[]);
    for number in 0..200 {
        place.write(&format!("{}/{number}.flow", number % 7), LIBRARY);
    }
    let output = place.flow("test").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && printed.ends_with("\n200 passed\n"), "{printed}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_report_for_ci_servers() {
    loan("test-junit").flow("test --format junit").assert().code(1).stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="flow test" tests="5" failures="1" errors="0">
  <testsuite name="@loan" tests="2" failures="0" errors="0" skipped="1">
    <testcase name="borrow a book" classname="@loan">
      <system-out>loan.flow:2:3
passed    @loan: borrow a book
  assuming reader is trusted
  with :missing from @shelf, assuming reader is trusted
</system-out>
    </testcase>
    <testcase name="bring it back" classname="@loan">
      <skipped>undecided: loan.flow:27:9: = book is clean</skipped>
      <system-out>loan.flow:20:3
</system-out>
    </testcase>
  </testsuite>
  <testsuite name="@loan, loan.test.flow" tests="3" failures="1" errors="0" skipped="0">
    <testcase name="borrow a book / :borrow / too long a loan" classname="@loan, loan.test.flow">
      <system-out>loan.test.flow:4:7
passed    @loan: borrow a book / :borrow / too long a loan
  assuming reader is trusted
</system-out>
    </testcase>
    <testcase name="borrow a book / :borrow / nobody is trusted" classname="@loan, loan.test.flow">
      <failure type="expectation" message="loan.test.flow:11:11: = loan is in #waiting: expected after :borrow from @reader">failed    @loan: borrow a book / :borrow / nobody is trusted
    loan.test.flow:11:11: expected after :borrow from @reader
      | = loan is in #waiting
      but @loan is in #idle
      so far: starts in #idle
        :borrow from @reader: stays in #idle
      messages:
        @reader to @loan :borrow
        @loan to @reader :refused with reason: &quot;too long&quot;
</failure>
      <system-out>loan.test.flow:8:7
</system-out>
    </testcase>
    <testcase name="borrow a book / the whole of it" classname="@loan, loan.test.flow">
      <system-out>loan.test.flow:12:5
passed    @loan: borrow a book / the whole of it
  assuming reader is trusted
</system-out>
    </testcase>
  </testsuite>
</testsuites>

"#]]).stderr_eq(str![]);
}

#[test]
fn in_a_report_for_ci_servers_undecided_can_fail() {
    let place = loan("test-junit-strict");
    place
        .flow_with(&["test", "loan.flow", "--format", "junit", "--strict", "--filter", "bring"])
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="flow test" tests="1" failures="1" errors="0">
  <testsuite name="@loan" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="bring it back" classname="@loan">
      <failure type="undecided" message="undecided: loan.flow:27:9: = book is clean">undecided @loan: bring it back
    undecided: loan.flow:27:9: = book is clean
</failure>
      <system-out>loan.flow:20:3
</system-out>
    </testcase>
  </testsuite>
</testsuites>

"#]]);
}

#[test]
fn help_says_what_there_is() {
    Place::new("test-help", &[]).flow("test --help").assert().code(0).stdout_eq(str![[r#"
Run stories and test files

Every scenario is a test: it begins with its 'given:', and its 'expect:' must be true. Answers that
no fact provides are assumed, and the assumptions are listed. Test files (*.test.flow) vary
scenarios. An expectation that only Rust code could decide is undecided.

Usage: flow test [OPTIONS] [PATHS]...

Arguments:
  [PATHS]...
          Files, folders, or '-' for standard input; by default everything below this folder

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

      --filter <TEXT>
          Run only stories and cases that have this in their name ('@order / checkout')

      --format <FORMAT>
          The format of the results

          Possible values:
          - pretty: A tree, for people
          - json:   For programs: docs/schemas/test.schema.json
          - junit:  For CI servers: docs/schemas/junit.xsd
          
          [default: pretty]

      --coverage
          Also report the coverage: states, handlers, transitions, guards both true and false, emits

      --min-coverage <PERCENT>
          Fail below this coverage, in percent

      --strict
          Fail if a story is undecided, or an event between machines is rejected

  -w, --watch
          Run again whenever a file is saved

  -h, --help
          Print help (see a summary with '-h')

Examples:
  flow test                                everything below this folder
  flow test order.flow --filter refund     only stories with 'refund' in their name
  flow test --coverage                     also what no story covers
  flow test --min-coverage 90 --strict     for CI: fail below 90 %, and if a story is undecided
  flow test --format junit > report.xml    a report for the CI server

Exit codes: 0 all passed, 1 a story failed (or the coverage is too low), 2 wrong usage

"#]]);
}
