//! `flow bindings`.

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LIBRARY, LOAN};

#[test]
fn phrases_and_every_place_where_they_stand() {
    let more = "scenario: again\n  on> :borrow from @reader\n    ? reader is trusted\n      loan moves to #waiting\n";
    let place = Place::new("bindings", &[("loan.flow", LOAN), ("again.flow", more)]);
    place
        .flow("bindings loan.flow again.flow")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
@loan
  guards answer yes or no
    reader is trusted  reader_is_trusted()  loan.flow:6, again.flow:3
  actions do something, and may fail
    send letter        send_letter()        loan.flow:13

"#]])
        .stderr_eq(str![]);
}

#[test]
fn an_implementation_to_fill_in() {
    let place = Place::new("bindings-rust", &[("loan.flow", LOAN)]);
    place
        .flow("bindings --rust")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
// The phrases of the specification: fill in every `todo!`.
// This code belongs in the module that contains `flow::flow!("loan.flow");`.

/// The data that the phrases of the specification read and change.
#[derive(Debug, Default)]
pub struct World {}

#[allow(unused_variables, reason = "nothing is filled in yet")]
impl loan::Bindings for World {
    /// The error of a failed action: no action fails yet.
    type Error = ::core::convert::Infallible;

    /// `reader is trusted` (loan.flow:6).
    fn reader_is_trusted(&self, loan: &loan::Context) -> bool {
        todo!("reader is trusted")
    }

    /// `send letter` (loan.flow:13).
    fn send_letter(&mut self, loan: &loan::Context) -> Result<(), Self::Error> {
        todo!("send letter")
    }
}

"#]])
        .stderr_eq(str![]);
}

#[test]
fn values_of_the_language_and_phrases_of_the_same_name() {
    let ticket = "\
machine: @ticket
  on> :open from @customer in #idle
    $opened_at becomes now()
    $key becomes uuid()
    now
    ticket moves to #open
  on> :close from @customer in #open
    ? uuid
      $closed_at becomes now()
    $type: string becomes $type
    keep $type
    emit :bye to @customer with $opened_at, $key
    ticket moves to #closed
";
    let place = Place::new("bindings-values", &[("ticket.flow", ticket)]);
    place.flow("bindings").assert().code(0).stdout_eq(str![[r#"
@ticket
  guards answer yes or no
    uuid        uuid_()                    ticket.flow:8
  actions do something, and may fail
    now         now_()                     ticket.flow:5
    keep $type  keep_type(r#type: string)  ticket.flow:11
  values come from your program
    uuid()      uuid(): string             ticket.flow:4
    now()       now(): time                ticket.flow:3, 9

"#]]);
}

#[test]
fn a_machine_without_phrases() {
    let place = Place::new("bindings-none", &[("library.flow", LIBRARY)]);
    place.flow("bindings").assert().code(0).stdout_eq(str![[r#"
@loan has no phrases: nothing to implement in Rust

@shelf has no phrases: nothing to implement in Rust

"#]]);
}

#[test]
fn a_specification_with_errors_has_none_yet() {
    let place = Place::new("bindings-broken", &[("loan.flow", BROKEN)]);
    place.flow("bindings --rust").assert().code(1).stdout_eq("").stderr_eq(str![[r#"
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
    Place::new("bindings-help", &[]).flow("bindings --help").assert().code(0).stdout_eq(str![[r#"
List the phrases to implement in Rust

A phrase is a line that the language does not define, like 'send confirmation email'. It becomes a
function of the machine's trait `Bindings`. Guards answer yes or no; actions have an effect, and may
fail; 'comes from' asks for a value.

Usage: flow bindings [OPTIONS] [FILE]...

Arguments:
  [FILE]...
          A specification (with its files of loose scenarios), a folder, or '-' for standard input;
          by default this folder

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

      --rust
          Print a Rust implementation to fill in, which compiles unchanged

  -h, --help
          Print help (see a summary with '-h')

Examples:
  flow bindings order.flow                          the phrases, with the lines that contain them
  flow bindings order.flow --rust > src/world.rs    an implementation to fill in

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage

"#]]);
}
