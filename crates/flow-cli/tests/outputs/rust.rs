//! `flow expand` prints the code of the macro and of build.rs, and the output of `flow bindings --rust` compiles with it.
//!
//! The tests create a package and build it with cargo; they share a target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::str;

use crate::place::Place;
use crate::specs::{BROKEN, LOAN};

/// The seed's files, if they are there.
fn seed(names: &[&str]) -> Option<Vec<(String, String)>> {
    let folder = root().join("../shared/seed");
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    let read = |name: &&str| ((*name).to_owned(), fs::read_to_string(folder.join(name)).unwrap());
    Some(names.iter().map(read).collect())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Creates and runs a package that compiles `<name>.flow` with the macro, the printed bindings, and build.rs. It prints the code
/// that build.rs generated.
fn check(name: &str, text: &str) {
    let file = format!("{name}.flow");
    let place = Place::new(&format!("package-{name}"), &[(&file, text)]);
    let crates = root().join("crates").canonicalize().unwrap().display().to_string();
    place.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"expanded-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nflow = {{ package = \"flow-lang\", path = \"{crates}/flow\" }}\n\n\
             [build-dependencies]\nflow-lang-build = {{ path = \"{crates}/flow-build\" }}\n"
        ),
    );
    place.write(
        "build.rs",
        &format!(
            "fn main() -> Result<(), flow_build::Error> {{\n\
                flow_build::compile(\"{file}\")?;\n\
                let build = flow_build::Build::new().file(\"{file}\").tests().serde();\n\
                build.number(flow_build::Number::F64).crate_path(\"crate::rt\").out(\"other.rs\").compile()\n\
            }}\n"
        ),
    );
    let bindings = place.printed("bindings --rust");
    place.write(
        "src/main.rs",
        &format!(
            "#![deny(warnings)]\n#![allow(deprecated)]\nflow::flow!(\"{file}\");\n\n{bindings}\n\
             fn main() {{\n\
                let _ = World::default();\n\
                print!(\"{{}}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\")));\n\
                print!(\"{CUT}{{}}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/other.rs\")));\n\
             }}\n"
        ),
    );
    fs::copy(root().join("Cargo.lock"), place.folder.join("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages/target");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&place.folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let built = String::from_utf8(output.stdout).unwrap();
    let (built, with_options) = built.split_once(CUT).unwrap();
    assert!(built.contains("pub mod ") && with_options.contains("mod flow_tests"), "{built}");
    assert!(built == place.printed(&format!("expand {file}")), "build.rs writes what 'flow expand' prints");
    let options = format!("expand {file} --tests --serde --number f64 --crate crate::rt");
    assert!(with_options == place.printed(&options), "with options too");
}

/// The separator of the two printed files.
const CUT: &str = "===== the other file =====";

#[test]
fn the_seed_compiles_with_the_printed_bindings() {
    let Some(files) = seed(&["order.flow", "checkout.flow"]) else { return };
    check("order", &files[0].1);
    check("checkout", &files[1].1);
}

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

      --number <TYPE>
          The Rust type of a number [default: from flow.toml, else decimal]

          Possible values:
          - decimal: Exact: 0.1 + 0.2 is 0.3
          - f64:     Binary floating point
          - i64:     Whole numbers only

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
