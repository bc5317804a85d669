//! An edit of a specification rebuilds, also of one in `uses:`; and cargo shows errors.

use crate::package::{Package, crates};

const ORDER: &str = "\
uses:
  @payment from \"parts/payment.flow\"

machine: @order
  on> :checkout from @customer
    emit :pay to @payment
    order moves to #waiting
  on :paid from @payment in #waiting
    order moves to #done
";

const PAYMENT: &str = "\
machine: @payment
  on :pay from @order
    emit :paid to @order
    payment moves to #closed
";

const MAIN: &str = "\
fn main() {
    println!(\"{:?} {:?}\", order::State::ALL, payment::State::ALL);
}
";

/// A package whose program prints the states of both machines, before and after edits.
fn check_rebuild(package: &Package) {
    assert_eq!(package.run(), "[Idle, Waiting, Done] [Idle, Closed]\n");
    package.write("flows/order.flow", &ORDER.replace("#done", "#finished"));
    assert_eq!(package.run(), "[Idle, Waiting, Finished] [Idle, Closed]\n");
    package.write("flows/parts/payment.flow", &PAYMENT.replace("#closed", "#shut"));
    assert_eq!(package.run(), "[Idle, Waiting, Finished] [Idle, Shut]\n");
}

const MANIFEST: &str = "[dependencies]\n\
    flow-lang = { path = \"CRATES/flow\", default-features = false, features = [\"alloc\", \"macros\"] }\n";

#[test]
fn the_macro_builds_anew() {
    let main = format!("flow::flow!(\"flows/order.flow\");\n{MAIN}");
    let files = [("flows/order.flow", ORDER), ("flows/parts/payment.flow", PAYMENT), ("src/main.rs", &main)];
    check_rebuild(&Package::new("rebuild-macro", MANIFEST, &files));
}

#[test]
fn settings_are_looked_at_again() {
    let order = ORDER.replace("emit :pay to @payment", "emit :play to @payment");
    let settings = "[lints]\nunhandled-event = \"warn\"\n";
    let files = [
        ("flows/order.flow", order.as_str()),
        ("flows/parts/payment.flow", PAYMENT),
        ("flow.toml", settings),
        ("src/lib.rs", "flow::flow!(\"flows/order.flow\");\n"),
    ];
    let package = Package::new("settings-macro", MANIFEST, &files);
    assert!(package.check().0);
    package.write("flow.toml", &settings.replace("warn", "deny"));
    let (built, said) = package.check();
    assert!(!built && said.contains("[unhandled-event]"), "{said}");
}

#[test]
fn settings_of_the_workspace_hold_for_its_packages() {
    let member = "[package]\nname = \"settings-member\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    let member = member.to_owned() + &MANIFEST.replace("CRATES", &crates());
    let files = [
        ("member/Cargo.toml", member.as_str()),
        ("member/flows/order.flow", "machine: @order\n  on> :pay in #idle\n    $total becomes 0.5\n"),
        (
            "member/src/lib.rs",
            "flow::flow!(\"flows/order.flow\");\npub const TOTAL: fn(order::Context) -> f64 = |order| order.total;\n",
        ),
        ("flow.toml", "[types]\nnumber = \"f64\"\n"),
        ("src/lib.rs", "pub use settings_member::TOTAL;\n"),
    ];
    let manifest = "[dependencies]\nsettings-member = { path = \"member\" }\n";
    let (built, said) = Package::new("settings-workspace", manifest, &files).check();
    assert!(built, "{said}");
}

const BUILD_MANIFEST: &str = "[dependencies]\n\
    flow-lang = { path = \"CRATES/flow\", default-features = false, features = [\"alloc\"] }\n\
    [build-dependencies]\n\
    flow-lang-build = { path = \"CRATES/flow-build\" }\n";

const BUILD: &str = "\
fn main() -> Result<(), flow_build::Error> {
    flow_build::compile(\"flows/order.flow\")
}
";

/// A package that compiles its specifications in a build script.
fn scripted(name: &str, order: &str) -> Package {
    let main = format!("include!(concat!(env!(\"OUT_DIR\"), \"/order.rs\"));\n{MAIN}");
    let files = [
        ("flows/order.flow", order),
        ("flows/parts/payment.flow", PAYMENT),
        ("build.rs", BUILD),
        ("src/main.rs", &main),
    ];
    Package::new(name, BUILD_MANIFEST, &files)
}

#[test]
fn the_build_script_builds_anew() {
    check_rebuild(&scripted("rebuild-script", ORDER));
}

#[test]
fn a_build_script_shows_all_errors_with_their_lines() {
    let order =
        ORDER.replace("moves to #done", "moves to #Done").replace("machine: @order", "machine: @Order");
    let (built, said) = scripted("script-errors", &order).check();
    assert!(!built, "{said}");
    for line in ["flows/order.flow:4:10", "machine: @Order", "flows/order.flow:9:", "order moves to #Done"] {
        assert!(said.contains(line), "'{line}' is missing in\n{said}");
    }
}

#[test]
fn a_build_script_passes_on_warnings() {
    let order = ORDER.replace("emit :pay to @payment", "emit :play to @payment");
    let (built, said) = scripted("script-warnings", &order).check();
    assert!(built, "{said}");
    assert!(said.contains("warning: script-warnings@0.1.0: flows/order.flow:6:"), "{said}");
    assert!(said.contains("[unhandled-event]"), "{said}");
}

/// A build script that adds a line to `runs.txt` whenever it runs.
const COUNTING: &str = "\
use std::io::Write;
fn main() -> Result<(), flow_build::Error> {
    let mut runs = std::fs::File::options().create(true).append(true).open(\"runs.txt\").unwrap();
    writeln!(runs, \"run\").unwrap();
    flow_build::Build::new().file(\"order.flow\").tests_path(\"crate::testing\").compile()
}
";

/// A member of a workspace whose build script compiles a specification in the member's own folder.
fn counting_member(name: &str) -> Package {
    let manifest = "[workspace]\nmembers = [\"member\"]\nresolver = \"3\"\n";
    let member = format!(
        "[package]\nname = \"{name}-member\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{BUILD_MANIFEST}"
    );
    let lib = "include!(concat!(env!(\"OUT_DIR\"), \"/order.rs\"));\n";
    let files = [
        ("member/Cargo.toml", member.replace("CRATES", &crates())),
        ("member/build.rs", COUNTING.to_owned()),
        ("member/src/lib.rs", lib.to_owned()),
        ("member/order.flow", "machine: @order\n  on> :pay in #idle\n    order moves to #paid\n".to_owned()),
    ];
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    Package::workspace(name, manifest, &files)
}

#[test]
fn a_build_script_runs_again_when_a_file_appears() {
    let package = counting_member("script-new-files");
    let check = |runs: usize, expected: &str| {
        let (built, said) = package.check();
        assert_eq!(package.read("member/runs.txt").lines().count(), runs, "{said}");
        assert!(if expected.is_empty() { built } else { !built && said.contains(expected) }, "{said}");
    };
    check(1, "");
    check(1, "");
    let broken = |path: &str| package.write(path, "[lints]\nnever-sett = \"warn\"\n");
    let is_fixed = |path: &str| package.write(path, "[lints]\nnever-set = \"warn\"\n");
    broken("flow.toml");
    check(2, "never-sett");
    is_fixed("flow.toml");
    check(3, "");
    broken("member/flow.toml");
    check(4, "never-sett");
    is_fixed("member/flow.toml");
    check(5, "");
    check(5, "");
    package.write("member/order.test.flow", "test: @ordr\n");
    check(6, "order.test.flow");
    package.remove("member/order.test.flow");
    check(7, "");
    check(7, "");
}

#[test]
fn a_build_script_does_not_replace_the_code_of_another_specification() {
    let package = scripted("script-same-file", ORDER);
    package.write("others/order.flow", "machine: @order\n");
    let second =
        "flow_build::compile(\"flows/order.flow\")?;\n    flow_build::compile(\"others/order.flow\")";
    package.write("build.rs", &BUILD.replace("flow_build::compile(\"flows/order.flow\")", second));
    let (built, said) = package.check();
    assert!(!built, "{said}");
    let expected = "'flows/order.flow' and 'others/order.flow' are both compiled to 'order.rs'";
    assert!(said.contains(expected) && said.contains(".out("), "{said}");
}

#[test]
fn tests_without_their_crate_are_one_error() {
    let lib =
        "flow::flow!(\"flows/order.flow\", tests);\npub const ALL: &[order::State] = order::State::ALL;\n";
    let files = [("flows/order.flow", ORDER), ("flows/parts/payment.flow", PAYMENT), ("src/lib.rs", lib)];
    let package = Package::new("tests-without-crate", MANIFEST, &files);
    assert!(package.check().0, "only tests need the crate");
    let (built, said) = package.test("");
    assert!(!built && said.contains("`tests` needs the crate `flow_test`: add `flow-lang-test`"), "{said}");
    assert_eq!(said.matches("error:").count(), 2, "one error, and cargo's line about it: {said}");
}

/// A package that asks for `flows/ordr.flow` gets an error with the paths that were tried, and a similar name.
fn check_missing(package: &Package, name: &str) {
    let (built, said) = package.check();
    assert!(!built, "{said}");
    for part in [&format!("{name}/flows/ordr.flow"), "[missing-file]", "there is 'flows/order.flow'"] {
        assert!(said.contains(part), "'{part}' is missing in\n{said}");
    }
}

#[test]
fn the_macro_looks_for_a_missing_file() {
    let files = [("flows/order.flow", ORDER), ("src/lib.rs", "flow::flow!(\"flows/ordr.flow\");\n")];
    let package = Package::new("macro-missing", MANIFEST, &files);
    check_missing(&package, "macro-missing");
    assert_eq!(package.check().1.matches("error").count(), 3, "one error, and cargo's two lines about it");
}

#[test]
fn the_build_script_looks_for_a_missing_file() {
    let package = scripted("script-missing", ORDER);
    package.write("build.rs", &BUILD.replace("order.flow", "ordr.flow"));
    check_missing(&package, "script-missing");
}
