//! A folder for one test, and `flow` run in it.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::Command;

/// A folder with files.
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
}

impl Place {
    /// An empty folder of this name, with these files.
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Place {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flow-outputs").join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let place = Place { folder };
        files.iter().for_each(|(path, text)| place.write(path, text));
        place
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    /// `flow` with these arguments, which may have no blanks in them.
    pub(crate) fn flow(&self, args: &str) -> Command {
        self.flow_with(&args.split(' ').collect::<Vec<_>>())
    }

    /// `flow` with these arguments.
    pub(crate) fn flow_with(&self, args: &[&str]) -> Command {
        Command::new(snapbox::cmd::cargo_bin!("flow"))
            .args(args)
            .current_dir(&self.folder)
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
    }

    /// What a command that ends well prints.
    pub(crate) fn printed(&self, args: &str) -> String {
        let output = self.flow(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The names of the files in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}
