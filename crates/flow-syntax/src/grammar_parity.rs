//! Compares the committed parser with one derived from `flow.pest` by `pest_derive`, on every line of the repository's
//! specifications.

use std::fs;
use std::path::{Path, PathBuf};

use pest::Parser;

use crate::diagnostic::Diagnostics;
use crate::grammar::{LineParser, Rule};
use crate::lines;
use crate::source::FileId;

mod fresh {
    #[derive(pest_derive::Parser)]
    #[grammar = "flow.pest"]
    pub(super) struct LineParser;
}

/// The result of a parser for a line: its tokens with their places, or the place where it stopped.
fn outcome<P: Parser<R>, R: pest::RuleType>(rule: R, line: &str) -> Vec<(String, usize, usize)> {
    match P::parse(rule, line) {
        Ok(pairs) => {
            let token = |pair: pest::iterators::Pair<'_, R>| {
                (format!("{:?}", pair.as_rule()), pair.as_span().start(), pair.as_span().end())
            };
            pairs.flatten().map(token).collect()
        }
        Err(error) => match error.location {
            pest::error::InputLocation::Pos(at) => vec![("stopped".to_owned(), at, at)],
            pest::error::InputLocation::Span((start, end)) => vec![("stopped".to_owned(), start, end)],
        },
    }
}

fn check(line: &str) {
    for (committed, fresh) in Rule::all_rules().iter().zip(fresh::Rule::all_rules()) {
        assert_eq!(format!("{committed:?}"), format!("{fresh:?}"), "the grammars have different rules");
        if !format!("{committed:?}").ends_with("_line") {
            continue;
        }
        let found = outcome::<LineParser, _>(*committed, line);
        assert_eq!(found, outcome::<fresh::LineParser, _>(*fresh, line), "{committed:?} of {line:?}");
    }
}

pub(crate) fn specifications(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            specifications(&path, found);
        } else if path.extension().is_some_and(|end| end == "flow") {
            found.push(path);
        }
    }
}

#[test]
fn the_committed_parser_is_the_one_the_grammar_says() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["tests/trees", "../../tests/corpus", "../../../shared/seed"] {
        specifications(&here.join(folder), &mut files);
    }
    assert!(files.len() > 10, "the specifications are not where they should be");
    let mut seen = std::collections::BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lines = lines::split_lines(FileId(0), &text, &mut Diagnostics::default()).lines;
        for line in lines {
            let line = line.text.trim_start_matches(['?', '=']).trim().to_owned();
            if seen.insert(line.clone()) {
                check(&line);
            }
        }
    }
}
