//! The places on the disk at which a path can change: its file, and every link that is followed to reach it.
//!
//! Watchers report changes under the real folders, so places are paths without links. A path without a target ends at its first
//! part that does not exist, which may be created later.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// How many links are followed: as many as Linux follows. More are a circle.
const MOST_LINKS: usize = 40;

/// The places of a path: each is a real folder with a name in it.
pub(super) fn resolve_links(path: &Path) -> Vec<PathBuf> {
    let Ok(path) = std::path::absolute(path) else { return Vec::new() };
    let mut walk = Walk { here: PathBuf::new(), pending: Vec::new(), places: Vec::new() };
    walk.push(&path);
    walk.run();
    walk.places
}

/// The state of following a path.
struct Walk {
    /// The real folder that was reached.
    here: PathBuf,
    /// The names to follow from there, the next one last.
    pending: Vec<OsString>,
    places: Vec<PathBuf>,
}

impl Walk {
    /// Adds a path in front of the pending parts.
    fn push(&mut self, path: &Path) {
        if path.has_root() {
            self.here = path.ancestors().last().unwrap_or(path).to_owned();
        }
        let names =
            path.components().filter(|part| matches!(part, Component::ParentDir | Component::Normal(_)));
        let names: Vec<_> = names.map(|part| part.as_os_str().to_owned()).collect();
        self.pending.extend(names.into_iter().rev());
    }

    fn run(&mut self) {
        let mut links = 0;
        while let Some(name) = self.pending.pop() {
            if name == ".." {
                self.here.pop();
                continue;
            }
            let full = self.here.join(&name);
            let kind = fs::symlink_metadata(&full).map(|metadata| metadata.file_type());
            match kind {
                Ok(kind) if kind.is_symlink() && links < MOST_LINKS => {
                    links += 1;
                    self.places.push(full.clone());
                    let Ok(target) = fs::read_link(&full) else { return };
                    self.push(&target);
                }
                Ok(kind) if kind.is_dir() => self.here = full,
                _ => {
                    self.places.push(full);
                    return;
                }
            }
        }
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "these are tests")]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// Creates a folder with a file and links, and asserts the places of a path, relative to it.
    fn check(name: &str, path: &str, expected: &[&str]) {
        let root = std::env::temp_dir().join(format!("flow-places-{}-{name}", std::process::id()));
        drop(fs::remove_dir_all(&root));
        fs::create_dir_all(root.join("real/deep")).unwrap();
        let root = root.canonicalize().unwrap();
        fs::write(root.join("real/deep/a.flow"), "").unwrap();
        symlink("real/deep", root.join("folder")).unwrap();
        symlink("folder/a.flow", root.join("file.flow")).unwrap();
        symlink("circle", root.join("circle")).unwrap();
        symlink(root.join("none/b.flow"), root.join("dangling")).unwrap();
        let places = resolve_links(&root.join(path));
        let relative: Vec<_> =
            places.iter().map(|place| place.strip_prefix(&root).unwrap().to_str().unwrap()).collect();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(relative, expected);
    }

    #[test]
    fn a_file_is_where_it_is() {
        check("file", "real/../real/deep/a.flow", &["real/deep/a.flow"]);
    }

    #[test]
    fn every_link_on_the_way_is_a_place() {
        check("links", "file.flow", &["file.flow", "folder", "real/deep/a.flow"]);
        check("parent", "folder/../deep/a.flow", &["folder", "real/deep/a.flow"]);
    }

    #[test]
    fn a_path_that_leads_nowhere_ends_at_what_is_missing() {
        check("missing", "real/other/a.flow", &["real/other"]);
        check("dangling", "dangling", &["dangling", "none"]);
    }

    #[test]
    fn a_circle_of_links_ends() {
        check("circle", "circle", &["circle"; MOST_LINKS + 1]);
    }
}
