//! Specification files on disk: found, missing, nearly found, unreadable.

use std::fs;
use std::path::Path;

use flow_files::Files;
use flow_model::{LoadError, Loader};

/// A folder of its own for each test, with these files in it.
fn folder(name: &str, files: &[&str]) -> Files {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flow-files").join(name);
    for file in files {
        let path = root.join(file);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, "machine: @order\n").expect("the file can be written");
    }
    Files::new(root)
}

fn check(mut files: Files, path: &str, near: &[&str]) {
    let error = files.load(path).expect_err("the file is not there");
    let near = near.iter().map(ToString::to_string).collect();
    assert_eq!(error, LoadError { path: files.path(path).display().to_string(), reason: None, near });
}

#[test]
fn a_file_is_read_wherever_its_path_leads() {
    let mut files = folder("read", &["flows/order.flow"]);
    assert_eq!(files.load("flows/order.flow"), Ok(b"machine: @order\n".to_vec()));
    assert!(Files::new(files.path("flows")).load("../flows/order.flow").is_ok());
    let absolute = files.path("flows/order.flow").display().to_string();
    assert!(files.load(&absolute).is_ok());
}

#[test]
fn a_missing_file_names_its_near_neighbour() {
    let files = folder("mistyped", &["flows/checkout.flow", "flows/refund.flow", "flows/chekout.txt"]);
    check(files, "flows/chekout.flow", &["flows/checkout.flow"]);
}

#[test]
fn a_file_in_another_folder_is_found_by_its_name() {
    let files = folder("elsewhere", &["flows/checkout.flow", "target/checkout.flow", ".git/checkout.flow"]);
    check(files, "checkout.flow", &["flows/checkout.flow"]);
}

#[test]
fn nothing_like_it_gives_no_neighbour() {
    check(folder("strange", &["flows/checkout.flow"]), "flows/loan.flow", &[]);
}

#[test]
fn settings_may_be_missing() {
    check(folder("settings", &["parts/flow.toml"]), "flow.toml", &[]);
}

#[test]
fn what_is_there_but_no_file_says_why() {
    let mut files = folder("unreadable", &["flows/order.flow", "flows/order.flow.txt"]);
    let error = files.load("flows").expect_err("a folder is no file");
    assert_eq!(error.reason.as_deref(), Some("it is a folder"));
    assert_eq!(error.near, ["flows/order.flow"]);
}

#[test]
fn settings_are_those_of_the_package_or_its_workspace() {
    let files = folder("above", &["flow.toml", "space/a/b.flow", "space/own/flow.toml", "lone/c.flow"]);
    for (manifest, text) in [("space", "[workspace]"), ("space/a", ""), ("space/own", ""), ("lone", "")] {
        let manifest = files.path(manifest).join("Cargo.toml");
        fs::write(manifest, format!("{text}\n")).expect("the file can be written");
    }
    let settings = |folder: &str| Files::new(files.path(folder)).settings();
    assert_eq!(settings("space/own"), "flow.toml");
    // Those of the folder above the workspace are somebody else's.
    assert_eq!(settings("space/a"), "flow.toml");
    fs::write(files.path("space/flow.toml"), "").expect("the file can be written");
    assert_eq!(settings("space/a"), "../flow.toml");
    fs::remove_file(files.path("space/flow.toml")).expect("the file can be taken away");
}
