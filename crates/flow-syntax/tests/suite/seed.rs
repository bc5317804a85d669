//! The specifications this project was created from: they parse without a word, and without their layout to the same.

use std::fs;
use std::path::PathBuf;

use flow_syntax::ast::Layout;
use flow_syntax::diagnostic::Name;
use flow_syntax::dump;

use crate::parse;

const FILES: [&str; 6] =
    ["checkout", "order", "out-of-stock", "payment-fails", "process-refund", "successful-checkout"];

fn seed(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let text = fs::read_to_string(folder.join(format!("{name}.flow"))).ok();
    if text.is_none() {
        eprintln!("skipped: the seed's {name}.flow is not here");
    }
    text
}

#[test]
fn every_file_parses_in_silence() {
    for name in FILES {
        let Some(text) = seed(name) else { continue };
        let (file, diags) = parse(&text);
        assert_eq!(diags.iter().collect::<Vec<_>>(), [] as [&_; 0], "{name}");
        assert_eq!(file.layout, Layout::Indented, "{name}");
    }
}

#[test]
fn flat_files_give_the_trees_of_their_namesakes() {
    for name in FILES {
        let (Some(text), Some(flat)) = (seed(name), seed(&format!("flat/{name}"))) else { continue };
        let (inferred, diags) = parse(&flat);
        let names: Vec<_> = diags.iter().map(|diagnostic| diagnostic.name).collect();
        assert_eq!(names, [Name::LayoutInferred], "{name}");
        assert_eq!(inferred.layout, Layout::Inferred, "{name}");
        assert_eq!(dump(&inferred), dump(&parse(&text).0), "{name}");
    }
}
