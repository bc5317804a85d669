//! Specifications on disk: found, missing, nearly found, unreadable.

use std::fs;
use std::path::Path;

use flow_model::{LoadError, Loader};
use flow_project::DiskLoader;

/// A folder of its own for each test, with these files in it.
fn folder(name: &str, files: &[&str]) -> DiskLoader {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flow-project").join(name);
    for file in files {
        let path = root.join(file);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder can be made");
        fs::write(path, "machine: @order\n").expect("the file can be written");
    }
    DiskLoader::new(root)
}

fn check_missing(mut files: DiskLoader, path: &str, near: &[&str]) {
    let error = files.load(path).expect_err("the file does not exist");
    let near = near.iter().map(ToString::to_string).collect();
    assert_eq!(error, LoadError { path: files.path_on_disk(path).display().to_string(), reason: None, near });
}

#[test]
fn paths_outside_of_the_root_are_read() {
    let mut files = folder("read", &["flows/order.flow"]);
    assert_eq!(files.load("flows/order.flow"), Ok(b"machine: @order\n".to_vec()));
    assert!(DiskLoader::new(files.path_on_disk("flows")).load("../flows/order.flow").is_ok());
    let absolute = files.path_on_disk("flows/order.flow").display().to_string();
    assert!(files.load(&absolute).is_ok());
}

#[test]
fn a_missing_file_suggests_a_near_name() {
    let files = folder("mistyped", &["flows/checkout.flow", "flows/refund.flow", "flows/chekout.txt"]);
    check_missing(files, "flows/chekout.flow", &["flows/checkout.flow"]);
}

#[test]
fn a_file_in_another_folder_is_found_by_its_name() {
    let files = folder("elsewhere", &["flows/checkout.flow", "target/checkout.flow", ".git/checkout.flow"]);
    check_missing(files, "checkout.flow", &["flows/checkout.flow"]);
}

#[test]
fn a_name_near_to_none_has_no_suggestion() {
    check_missing(folder("strange", &["flows/checkout.flow"]), "flows/loan.flow", &[]);
}

#[test]
fn settings_may_be_missing() {
    check_missing(folder("settings", &["parts/flow.toml"]), "flow.toml", &[]);
}

#[test]
fn a_folder_is_no_file() {
    let mut files = folder("unreadable", &["flows/order.flow", "flows/order.flow.txt"]);
    let error = files.load("flows").expect_err("a folder is no file");
    assert_eq!(error.reason.as_deref(), Some("it is a folder"));
    assert_eq!(error.near, ["flows/order.flow"]);
}

#[test]
#[cfg(unix)]
fn devices_pipes_and_circular_links_are_not_read() {
    let mut files = folder("special", &["a.flow"]);
    let link = |target: &Path, name: &str| {
        drop(fs::remove_file(files.path_on_disk(name)));
        std::os::unix::fs::symlink(target, files.path_on_disk(name)).expect("the link can be made");
    };
    link(Path::new("/dev/full"), "full.flow");
    link(Path::new("itself.flow"), "itself.flow");
    let mut reason = |path| files.load(path).expect_err("it is no file").reason.unwrap_or_default();
    assert_eq!(reason("full.flow"), "it is no regular file");
    assert!(reason("itself.flow").contains("symbolic links"));
}

#[test]
fn settings_are_those_of_the_package_or_its_workspace() {
    let files = folder("above", &["flow.toml", "space/a/b.flow", "space/own/flow.toml", "lone/c.flow"]);
    for (manifest, text) in [("space", "[workspace]"), ("space/a", ""), ("space/own", ""), ("lone", "")] {
        let manifest = files.path_on_disk(manifest).join("Cargo.toml");
        fs::write(manifest, format!("{text}\n")).expect("the file can be written");
    }
    let settings = |folder: &str| DiskLoader::new(files.path_on_disk(folder)).settings_file();
    assert_eq!(settings("space/own"), "flow.toml");
    // Settings above the workspace belong to another project.
    assert_eq!(settings("space/a"), "flow.toml");
    fs::write(files.path_on_disk("space/flow.toml"), "").expect("the file can be written");
    assert_eq!(settings("space/a"), "../flow.toml");
    fs::remove_file(files.path_on_disk("space/flow.toml")).expect("the file can be removed");
}
