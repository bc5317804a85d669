//! Packages made for a test and built by cargo: for what only a build can show.
//!
//! They are in one folder and share one target folder, so that the compiler of Flow is built for them once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A package with these files.
pub(crate) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Makes a package: a manifest with these further lines, and the files.
    pub(crate) fn new(name: &str, manifest: &str, files: &[(&str, &str)]) -> Self {
        let head = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n"
        );
        Package::workspace(name, &(head + manifest), files)
    }

    /// Makes a workspace: its whole manifest, and the files.
    pub(crate) fn workspace(name: &str, manifest: &str, files: &[(&str, &str)]) -> Self {
        let package = Package { folder: shelf().join(name) };
        if package.folder.exists() {
            fs::remove_dir_all(&package.folder).unwrap();
        }
        package.write("Cargo.toml", &manifest.replace("CRATES", &crates()));
        fs::copy(root().join("Cargo.lock"), package.folder.join("Cargo.lock")).unwrap();
        files.iter().for_each(|(path, text)| package.write(path, text));
        package
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    /// Deletes a file.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.folder.join(path)).unwrap();
    }

    /// Builds and runs it, and returns its output.
    pub(crate) fn run(&self) -> String {
        let output = self.cargo("run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Builds it, and returns cargo's output.
    pub(crate) fn check(&self) -> (bool, String) {
        let output = self.cargo("check");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// Runs the tests whose names contain `filter`, and returns the output of cargo and of the tests.
    pub(crate) fn test(&self, filter: &str) -> (bool, String) {
        let output = self.cargo_with("test", &["--lib", filter]);
        let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
        (output.status.success(), said.concat())
    }

    fn cargo(&self, command: &str) -> Output {
        self.cargo_with(command, &[])
    }

    fn cargo_with(&self, command: &str, args: &[&str]) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--offline"]).args(args).current_dir(&self.folder).env_remove("RUST_BACKTRACE");
        cargo.env("CARGO_TARGET_DIR", shelf().join("target")).env_remove("RUSTFLAGS");
        cargo.output().unwrap()
    }
}

/// The folder of the packages.
fn shelf() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

pub(crate) fn crates() -> String {
    root().join("crates").display().to_string()
}
