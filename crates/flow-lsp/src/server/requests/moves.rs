//! Files that are about to be renamed or moved: the paths of `uses:` lines that change with them.
//!
//! A line that uses the file gets its new path, and the lines of the file itself theirs, if it moves to another folder. A folder that is
//! renamed moves all files below it.

use std::collections::BTreeMap;

use flow_model::join;
use gen_lsp_types::{RenameFilesParams, TextEdit, WorkspaceEdit};

use super::super::Server;
use super::super::dispatch::Fault;
use crate::workspace::uri;

impl Server {
    pub(in crate::server) fn will_rename_files(
        &mut self,
        params: &RenameFilesParams,
    ) -> Result<Option<WorkspaceEdit>, Fault> {
        let moves: Vec<(String, String)> = params
            .files
            .iter()
            .map(|file| (uri::path_of(&file.old_uri.0), uri::path_of(&file.new_uri.0)))
            .collect();
        let mut edits: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
        for (_, checked) in self.check_programs(|_, _| true) {
            for loaded in &checked.analysis.program.files {
                let from = moved_path(&loaded.path, &moves);
                for line in &loaded.ast.uses {
                    let to = moved_path(&join(&loaded.path, &line.path.text), &moves);
                    let new = relative(&from, &to);
                    if join(&loaded.path, &new) == join(&loaded.path, &line.path.text) {
                        continue;
                    }
                    let mut range = checked.range(line.path.span, self.client.encoding);
                    // The quotation marks stay.
                    let quoted = checked.analysis.program.sources.text(line.path.span);
                    if quoted.starts_with('"') {
                        range.start.character += 1;
                        range.end.character -= 1;
                    }
                    let edit = TextEdit { range, new_text: escaped(&new) };
                    let known = edits.entry(loaded.path.clone()).or_default();
                    if !known.contains(&edit) {
                        known.push(edit);
                    }
                }
            }
        }
        Ok((!edits.is_empty()).then(|| self.edit_files(edits)))
    }
}

/// Where a file is after the moves.
fn moved_path(path: &str, moves: &[(String, String)]) -> String {
    let moved = moves.iter().find_map(|(old, new)| {
        let rest = path.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
    });
    moved.unwrap_or_else(|| path.to_owned())
}

/// A path as the file `from` writes it.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = folders.len() - shared;
    let back = if up == 0 { "./".to_owned() } else { "../".repeat(up) };
    format!("{back}{}", parts[shared..].join("/"))
}

/// A path as it is between quotation marks.
fn escaped(path: &str) -> String {
    let path = path.replace('\\', "\\\\").replace('"', "\\\"").replace('{', "\\{");
    path.replace('\n', "\\n").replace('\t', "\\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_between_quotation_marks() {
        assert_eq!(escaped("./my order.flow"), "./my order.flow");
        assert_eq!(escaped("./a\"b\\c{$d}\n.flow"), "./a\\\"b\\\\c\\{$d}\\n.flow");
    }

    #[test]
    fn paths_as_a_file_writes_them() {
        assert_eq!(relative("/a/main.flow", "/a/order.flow"), "./order.flow");
        assert_eq!(relative("/a/main.flow", "/a/b/order.flow"), "./b/order.flow");
        assert_eq!(relative("/a/b/main.flow", "/a/c/order.flow"), "../c/order.flow");
    }

    #[test]
    fn folders_move_their_files() {
        let moves = [("/a/parts".to_owned(), "/a/machines".to_owned())];
        assert_eq!(moved_path("/a/parts/x.flow", &moves), "/a/machines/x.flow");
        assert_eq!(moved_path("/a/parts2/x.flow", &moves), "/a/parts2/x.flow");
    }
}
