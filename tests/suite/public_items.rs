//! Public items of the run time's system: only those that users name. Items for generated code only are in `__private`.

use std::collections::BTreeSet;
use std::fs;

use flow_tests::repository;
use syn::{Item, UseTree, Visibility};

/// The items of `flow::system`.
const SYSTEM: &[&str] = &[
    "Call",
    "End",
    "Entry",
    "Id",
    "Instance",
    "Member",
    "Neighbours",
    "Observed",
    "Outcome",
    "ParseIdError",
    "Party",
    "Reason",
    "Sent",
    "Taken",
    "Trace",
    "Undelivered",
];

#[test]
fn the_system_has_the_items_that_users_name() {
    let text = fs::read_to_string(repository().join("crates/flow/src/system.rs")).unwrap();
    let file = syn::parse_file(&text).unwrap();
    let mut found = BTreeSet::new();
    for item in file.items {
        match item {
            Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
                collect_names(&item.tree, &mut found);
            }
            Item::Mod(item) => {
                assert!(!matches!(item.vis, Visibility::Public(_)), "{} is public", item.ident);
            }
            Item::Use(_) => {}
            _ => panic!("system.rs only declares modules and re-exports items"),
        }
    }
    assert_eq!(found, SYSTEM.iter().map(|name| (*name).to_owned()).collect());
}

fn collect_names(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => collect_names(&path.tree, names),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Rename(rename) => drop(names.insert(rename.rename.to_string())),
        UseTree::Glob(_) => panic!("a glob hides what is public"),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect_names(tree, names)),
    }
}
