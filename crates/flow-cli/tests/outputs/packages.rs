//! Packages built with cargo: the project of `flow new`, and the code that `flow expand` and `flow bindings --rust` print.
//!
//! They share a target folder. The feature `packages` enables them, since building takes minutes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::str;

use crate::place::Place;

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

/// As a user would, but with this workspace's folder for what cargo builds, so that not everything is built anew.
#[test]
fn a_project_builds_and_runs() {
    let place = Place::new("new-runs", &[]);
    place.flow("new shop").assert().code(0);
    let cargo = |args: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(args).args(["--quiet", "--offline"]).current_dir(place.folder.join("shop"));
        let output = cargo.env("CARGO_TARGET_DIR", target()).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let told = cargo(&["test"]);
    assert!(told.contains("test result: ok. 4 passed"), "{told}");
    snapbox::assert_data_eq!(
        cargo(&["run"]),
        str![[r#"
Ada buys something
    sends :pay to @bank
    packing, 0 left
    sends :parcel to @customer
    the order is in #shipped
Bob buys something
    sends :sorry to @customer
    the order is in #cancelled

"#]]
    );
}

/// The folder in which this test was built, two levels above the one for its files.
fn target() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}
