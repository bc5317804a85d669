//! `flow model`.

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LIBRARY, LOAN};

#[test]
fn all_that_a_specification_means() {
    let text = "machine: @lamp\n  on> :press from @guest\n    ? $on_hours < 5\n      lamp moves to #on\n      ring bell\n      $on_hours increases by 1\n";
    let place = Place::new("model", &[("lamp.flow", text)]);
    place
        .flow("model lamp.flow")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
{
  "format": 1,
  "system": null,
  "machines": [
    {
      "name": "lamp",
      "place": {
        "file": "lamp.flow",
        "line": 1,
        "column": 10
      },
      "initial": "idle",
      "uses_id": false,
      "states": [
        {
          "name": "idle",
          "initial": true,
          "final": false,
          "reachable": true,
          "place": {
            "file": "lamp.flow",
            "line": 1,
            "column": 10
          }
        },
        {
          "name": "on",
          "initial": false,
          "final": true,
          "reachable": true,
          "place": {
            "file": "lamp.flow",
            "line": 4,
            "column": 21
          }
        }
      ],
      "variables": [
        {
          "name": "on_hours",
          "type": "number",
          "origin": "set",
          "place": {
            "file": "lamp.flow",
            "line": 3,
            "column": 7
          }
        }
      ],
      "events": [
        {
          "name": "press",
          "from": "guest",
          "public": true,
          "handled": true,
          "fields": [],
          "place": {
            "file": "lamp.flow",
            "line": 2,
            "column": 7
          }
        }
      ],
      "handlers": [
        {
          "event": "press",
          "from": "guest",
          "public": true,
          "scenario": null,
          "accepted": [
            "idle"
          ],
          "rule": "initial",
          "guessed": false,
          "retells": null,
          "place": {
            "file": "lamp.flow",
            "line": 2,
            "column": 3
          }
        }
      ],
      "transitions": [
        {
          "from": "idle",
          "event": "press",
          "sender": "guest",
          "to": "on",
          "guards": [
            [
              "? $on_hours < 5"
            ]
          ],
          "handler": 0,
          "place": {
            "file": "lamp.flow",
            "line": 2,
            "column": 3
          }
        }
      ],
      "phrases": [
        {
          "kind": "action",
          "text": "ring bell",
          "function": "ring_bell",
          "parameters": [],
          "place": {
            "file": "lamp.flow",
            "line": 5,
            "column": 7
          }
        }
      ],
      "scenarios": [
        {
          "name": null,
          "handlers": [
            0
          ],
          "place": {
            "file": "lamp.flow",
            "line": 2,
            "column": 3
          }
        }
      ]
    }
  ],
  "actors": [
    {
      "name": "guest",
      "messages": []
    }
  ]
}

"#]])
        .stderr_eq(str![]);
}

#[test]
fn warnings_are_for_flow_check() {
    let place = Place::new("model-warnings", &[("loan.flow", &LOAN.replace("= loan is in #closed\n", ""))]);
    place.flow("model").assert().code(0).stderr_eq("");
}

#[test]
fn one_specification_at_a_time() {
    let place = Place::new("model-two", &[("a/loan.flow", LOAN), ("b/library.flow", LIBRARY)]);
    place.flow("model").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there are 2 specifications here, and this takes one
  = help: name one of them: 'a/loan.flow', 'b/library.flow'

"#]]);
    place.flow("model a").assert().code(0).stderr_eq("");
}

#[test]
fn a_specification_with_errors_has_no_model() {
    let place = Place::new("model-broken", &[("loan.flow", BROKEN)]);
    place.flow("model").assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[unreachable-state]: nothing moves '@loan' to '#payed'
 --> loan.flow:4:20
  |
4 |       ? loan is in #payed
  |                    ^^^^^^
  = help: if '@loan' begins there, write 'starts in #payed' below 'machine: @loan'


"#]]);
}

#[test]
fn help_says_what_there_is() {
    Place::new("model-help", &[]).flow("model --help").assert().code(0).stdout_eq(str![[r#"
Print the resolved model as JSON

Machines with their states, transitions, handlers, events, variables and phrases, each with its
place, for programs to read. The format has a number, `"format": 1`, and a JSON Schema:
docs/schemas/model.schema.json.

Usage: flow model [OPTIONS] [FILE]...

Arguments:
  [FILE]...
          A specification (with files of loose scenarios, if there are some), a folder, or '-' for
          standard input; without any, this folder

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

  -h, --help
          Print help (see a summary with '-h')

Examples:
  flow model order.flow                                            everything
  flow model order.flow | jq -r '.machines[].states[].name'        the names of all states

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage

"#]]);
}
