//! `flow diff`.

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LIBRARY, LOAN};

fn versions(name: &str, replacements: &[(&str, &str)]) -> Place {
    let mut new = LOAN.to_owned();
    for (from, to) in replacements {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    Place::new(name, &[("old.flow", LOAN), ("new.flow", &new)])
}

#[test]
fn the_weightiest_first() {
    let place = versions(
        "diff",
        &[
            ("#closed", "#back"),
            ("$days", "$number_of_days"),
            ("on> :return", "on :return"),
            ("send letter", "send letter to $name"),
            ("<= 30", "<= 20"),
            ("emit :sorry to @reader", "emit :regret to @clerk"),
        ],
    );
    place
        .flow("diff old.flow new.flow")
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
breaks stored instances
  @loan
    state '#closed' is gone; perhaps state '#back' is its new name
      an instance that was stored in it cannot be loaded  [old.flow:17 → new.flow:17]
    variable '$days' is gone; perhaps variable '$number_of_days' is its new name
      its value is lost when a stored instance is loaded  [old.flow:4 → new.flow:4]

breaks callers
  @loan
    ':reserved from @shelf' has 'name' now, of any type
      whoever sends the event must give it  [new.flow:13]
    ':return from @reader' is internal now
      the outside may not send it any more  [old.flow:23 → new.flow:23]
    phrase 'send letter' is gone
      the bindings have a function too many  [old.flow:13]
    phrase 'send letter to $name' is new
      the bindings must give it a meaning  [new.flow:13]
  @reader
    message ':sorry' is gone
      whoever waits for it waits in vain  [old.flow:16]
  @clerk
    message ':regret' is new
      whoever gets it must know it  [new.flow:16]

behaves differently, and breaks nothing
  @loan
    ':borrow from @reader' in #idle does something else
      - ? reader is trusted ? $days <= 30
      + ? reader is trusted ? $number_of_days <= 20
      [old.flow:5 → new.flow:5]
    ':reserved from @shelf' in #waiting does something else
      - send letter
      + send letter to $name
      [old.flow:12 → new.flow:12]
    ':missing from @shelf' in #waiting does something else
      - emit :sorry to @reader
      + emit :regret to @clerk
      [old.flow:15 → new.flow:15]

11 changes: 2 break stored instances, 6 break callers

"#]])
        .stderr_eq(str![]);
}

#[test]
fn what_breaks_nothing_ends_well() {
    let place = versions("diff-behaviour", &[("<= 30", "<= 20")]);
    place.flow("diff old.flow new.flow").assert().code(0).stdout_eq(str![[r#"
behaves differently, and breaks nothing
  @loan
    ':borrow from @reader' in #idle does something else
      - ? reader is trusted ? $days <= 30
      + ? reader is trusted ? $days <= 20
      [old.flow:5 → new.flow:5]

1 change: nothing breaks

"#]]);
    place.flow("diff old.flow old.flow").assert().code(0).stdout_eq(str![[r#"
nothing changed in meaning

"#]]);
}

#[test]
fn folders_and_standard_input_will_do() {
    let place = Place::new("diff-places", &[("a/library.flow", LIBRARY), ("b/library.flow", LIBRARY)]);
    place.flow("diff a b").assert().code(0);
    place.flow("diff - b").stdin(LIBRARY).assert().code(0);
    place.flow("diff - -").stdin(LIBRARY).assert().code(2).stderr_eq(str![[r#"
error: both versions are standard input
  = help: give a file for one of them

"#]]);
}

#[test]
fn for_programs() {
    let place = versions("diff-json", &[("<= 30", "<= 20")]);
    place.flow("diff old.flow new.flow --format json").assert().code(0).stdout_eq(str![[r#"
{
  "format": 1,
  "breaking": false,
  "changes": [
    {
      "kind": "behaviour",
      "impact": "behaviour",
      "of": "@loan",
      "message": "':borrow from @reader' in #idle does something else",
      "why": "the same event has another effect",
      "steps": [
        {
          "gone": "? reader is trusted ? $days <= 30"
        },
        {
          "new": "? reader is trusted ? $days <= 20"
        }
      ],
      "old": {
        "file": "old.flow",
        "line": 5,
        "column": 5
      },
      "new": {
        "file": "new.flow",
        "line": 5,
        "column": 5
      }
    }
  ]
}

"#]]);
}

#[test]
fn what_has_errors_cannot_be_compared() {
    let place = Place::new("diff-broken", &[("old.flow", LOAN), ("new.flow", BROKEN)]);
    place.flow("diff old.flow new.flow").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error[unreachable-state]: nothing moves '@loan' to '#payed'
 --> new.flow:4:20
  |
4 |       ? loan is in #payed
  |                    ^^^^^^
  = help: if '@loan' begins there, write 'starts in #payed' below 'machine: @loan'

error: 'new.flow' has errors, so its meaning is not defined
  = help: fix them first

"#]]);
    place.flow("diff old.flow").assert().code(2).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  <NEW>

Usage: flow diff <OLD> <NEW>

For more information, try '--help'.

"#]]);
    place.flow("diff old.flow neu.flow").assert().code(2).stderr_eq(str![[r#"
error: there is no file or folder 'neu.flow'
  = help: did you mean 'new.flow'?

"#]]);
}

#[test]
fn help_says_what_there_is() {
    Place::new("diff-help", &[]).flow("diff --help").assert().code(0).stdout_eq(str![[r#"
Compare the meaning of two versions

Compares the meaning of two specifications: order, layout, comments and wording do not matter. For
each change it reports what breaks: instances that were stored with the old version, callers (code
that sends events, receives messages, or implements the phrases in Rust), or neither.

Usage: flow diff [OPTIONS] <OLD> <NEW>

Arguments:
  <OLD>
          The old version: a file, a folder, or '-' for standard input

  <NEW>
          The new version: a file, a folder, or '-' for standard input

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

      --format <FORMAT>
          The format of the changes

          Possible values:
          - text: For people
          - json: For programs: docs/schemas/diff.schema.json
          
          [default: text]

  -h, --help
          Print help (see a summary with '-h')

Examples:
  flow diff old/order.flow order.flow               two files
  flow diff old new                                 two folders, each with one specification
  git show HEAD~1:order.flow | flow diff - order.flow

Exit codes: 0 nothing breaks, 1 something breaks, 2 they cannot be compared

"#]]);
}

#[test]
fn events_of_other_names_are_known_by_where_they_lead() {
    let place = versions("diff-events", &[(":return", ":bring")]);
    place.flow("diff old.flow new.flow").assert().code(1).stdout_eq(str![[r#"
breaks callers
  @loan
    event ':return from @reader' is gone; perhaps event ':bring from @reader' is its new name
      whoever sends it is told that there is no such event  [old.flow:23 → new.flow:23]

1 change: 1 breaks callers

"#]]);
    let new = format!("{LOAN}    on> :lose from @reader in #active, #waiting\n      loan moves to #closed\n");
    place.write("new.flow", &new);
    place.flow("diff old.flow new.flow").assert().code(0).stdout_eq(str![[r#"
harmless
  @loan
    event ':lose from @reader' is new: from #waiting to #closed, from #active to #closed
      [new.flow:28]

1 change: nothing breaks

"#]]);
}
