//! The Rust functions of phrases, found by their names in the sources of the workspace.
//!
//! A text search for `fn name(` is enough for navigation. It reads the files that `git` would list, at most a fixed number, so that
//! a large repository does not block the server.

use std::fs;

use gen_lsp_types::{Location, Uri};
use ignore::WalkBuilder;

use crate::text::{Encoding, LineIndex};
use crate::workspace::uri;

/// The maximum number of Rust files that are searched: reading them takes about half a second from a cold disk.
const FILES: usize = 2_000;

/// The places of functions of a name in the Rust files below some folders.
pub(super) fn find_functions(folders: &[String], function: &str, encoding: Encoding) -> Vec<Location> {
    let start = format!("fn {function}");
    let mut found = Vec::new();
    for path in folders.iter().flat_map(|folder| list_rust_files(folder)).take(FILES) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let lines = LineIndex::new(&text);
        for (at, _) in text.match_indices(&start).filter(|(at, _)| is_function(&text, *at, at + start.len()))
        {
            let name = at as u32 + "fn ".len() as u32..(at + start.len()) as u32;
            found.push(Location { uri: Uri(uri::uri_of(&path)), range: lines.range(&text, name, encoding) });
        }
    }
    found
}

/// Whether the text between two places is a whole name with parameters or type parameters.
fn is_function(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        && text[end..].trim_start().starts_with(['(', '<'])
}

/// The Rust files of a package, at most as many as are searched.
pub(super) fn list_package_files(folder: &str) -> impl Iterator<Item = String> {
    list_rust_files(folder).take(FILES)
}

fn list_rust_files(folder: &str) -> impl Iterator<Item = String> {
    let walk = WalkBuilder::new(folder).require_git(false).sort_by_file_name(Ord::cmp).build();
    let files =
        walk.filter_map(Result::ok).filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
    files.filter_map(|entry| Some(entry.path().to_str()?.replace('\\', "/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_a_host_awaits() {
        let folder = tempfile::tempdir().unwrap();
        let text = "impl payment::AsyncBindings for Shop {\n    async fn cart_is_valid(&self) -> bool {\n        true\n    }\n}\n";
        fs::write(folder.path().join("shop.rs"), text).unwrap();
        let folders = [folder.path().to_str().unwrap().to_owned()];
        let found = find_functions(&folders, "cart_is_valid", Encoding::Utf16);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].range.start.line, found[0].range.start.character), (1, 13));
    }

    #[test]
    fn functions_by_their_whole_name() {
        let folder = tempfile::tempdir().unwrap();
        let text = "fn cart_is_valid2() {}\nimpl Shop {\n    fn cart_is_valid(&self) -> bool {\n        true\n    }\n}\n";
        fs::write(folder.path().join("shop.rs"), text).unwrap();
        fs::write(folder.path().join("shop.txt"), text).unwrap();
        let folders = [folder.path().to_str().unwrap().to_owned()];
        let found = find_functions(&folders, "cart_is_valid", Encoding::Utf16);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].range.start.line, found[0].range.start.character), (2, 7));
    }
}
