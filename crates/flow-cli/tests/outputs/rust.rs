//! Output and exit codes of `flow expand`: the code of the macro and of build.rs. Packages built with that code are in `packages`.

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LOAN};

#[test]
fn options_are_those_of_the_macro() {
    let place = Place::new("expand-options", &[("loan.flow", LOAN)]);
    let plain = place.printed("expand loan.flow");
    assert!(plain.contains("::flow::Decimal") && !plain.contains("serde"));
    let floats = place.printed("expand loan.flow --number f64 --crate crate::runtime --serde");
    assert!(floats.contains(": f64") && floats.contains("serde") && !floats.contains("::flow::"), "{floats}");
    assert!(place.printed("expand loan.flow --tests=crate::testing").contains("crate::testing::"));
    place.flow("expand loan.flow --number f32").assert().code(2).stderr_eq(str![[r#"
error: invalid value 'f32' for '--number <TYPE>'
  [possible values: decimal, f64, i64]

For more information, try '--help'.

"#]]);
    place.flow_with(&["expand", "loan.flow", "--crate", "no path"]).assert().code(1).stdout_eq("").stderr_eq(
        str![[r#"
error[configuration]: 'no path' is not the path of a crate
 --> loan.flow:1:1
  |
1 | machine: @loan
  | ^


"#]],
    );
}

#[test]
fn a_specification_with_errors_gives_no_code() {
    let place = Place::new("expand-broken", &[("loan.flow", BROKEN)]);
    place.flow("expand").assert().code(1).stdout_eq("").stderr_eq(str![[r#"
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
    Place::new("expand-help", &[]).flow("expand --help").assert().code(0).stdout_eq(str![[r#"
Print the Rust code that `flow!` generates

Prints exactly the code that the macro and build.rs generate with the same options. Places in it are
relative to the current folder, so run it in the package's folder.

Usage: flow expand [OPTIONS] [FILE]...

Arguments:
  [FILE]...
          A specification (with its files of loose scenarios), a folder, or '-' for standard input;
          by default this folder

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

      --serde
          Derive `Serialize` and `Deserialize` for all types; needs the feature 'serde' of
          'flow-lang'

      --tests[=<PATH>]
          Generate a test for each story; needs the crate 'flow_test', or the crate at this path

      --durable[=<PATH>]
          Generate what a host needs that keeps the machines in a database; needs the crate
          'flow_durable', or the crate at this path

      --number <TYPE>
          The Rust type of a number [default: from flow.toml, else decimal]

          Possible values:
          - decimal: Exact: 0.1 + 0.2 is 0.3
          - f64:     Binary floating point
          - i64:     Whole numbers only

      --fallible-guards
          Let the functions of guards fail, as those of actions do

      --crate <PATH>
          The path of the run-time crate
          
          [default: ::flow]

  -h, --help
          Print help (see a summary with '-h')

Examples:
  flow expand flows/order.flow             the code of `flow!("flows/order.flow")`
  flow expand order.flow --number f64      with numbers as `f64`
  flow expand order.flow > src/order.rs    write it to a file

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage

"#]]);
}
