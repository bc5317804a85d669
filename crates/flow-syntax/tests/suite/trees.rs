//! Every construct of the language, read into a tree: `tests/trees/*.flow`, each with its tree next to it.
//!
//! With `FLOW_BLESS` set, the trees are written anew.

use std::fs;
use std::path::{Path, PathBuf};

use flow_syntax::dump::dump_all;

use crate::{parse, said};

fn check(specification: &Path) {
    let name = specification.display();
    let text = fs::read_to_string(specification).expect("the specification can be read");
    let (file, diags) = parse(&text);
    assert_eq!(said(&text, &diags), [], "{name}");
    let tree = dump_all(&file);
    let golden = specification.with_extension("tree");
    if std::env::var_os("FLOW_BLESS").is_some() {
        return fs::write(&golden, tree).expect("the tree can be written");
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(tree, expected, "{name}: its tree differs from the one beside it");
}

#[test]
fn every_construct_has_its_tree() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/trees");
    let entries = fs::read_dir(folder).expect("the folder of trees is here").filter_map(Result::ok);
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "flow"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files.iter().for_each(|file| check(file));
}
