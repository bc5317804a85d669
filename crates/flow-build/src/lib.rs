//! Compiles Flow specifications in a build script.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), flow_build::Error> {
//!     flow_build::compile("flows/checkout.flow")
//! }
//! ```
//!
//! ```ignore
//! // src/main.rs
//! include!(concat!(env!("OUT_DIR"), "/checkout.rs"));
//! ```
//!
//! The code is the same as that of `flow!`, formatted. Cargo tracks every file that was read, those of `uses:` lines included,
//! and prints the specification's warnings. It also runs the script again when a file appears that would be read: a
//! `flow.toml` in the package's folder or above it, and with `tests` a test file. If the specification has errors, no file is written.

mod absent;
mod error;
mod outputs;
mod write;

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use flow_codegen::Options;
use flow_model::near::nearest;
use flow_project::{Analysis, DiskLoader, Request};
use flow_syntax::diagnostic::{Diagnostic, Level, Name};

pub use error::Error;
pub use flow_project::Number;

/// Compiles one specification into `OUT_DIR`: `flows/checkout.flow` becomes `checkout.rs`. The path is relative to the
/// package's folder.
///
/// # Errors
/// If the specification has errors, all of them; if it is no build script that calls; if the code cannot be written.
pub fn compile(file: impl Into<String>) -> Result<(), Error> {
    Build::new().file(file).compile()
}

/// The files to compile and the options, which are those of `flow!`.
///
/// ```no_run
/// # fn main() -> Result<(), flow_build::Error> {
/// flow_build::Build::new()
///     .file("flows/order.flow")
///     .file("flows/refund.flow")
///     .number(flow_build::Number::F64)
///     .allow("never-set")
///     .out("order.rs")
///     .compile()
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Build {
    request: Request,
    options: Options,
    unknown: Vec<String>,
    out: Option<PathBuf>,
}

impl Build {
    /// Nothing to compile yet, no options.
    pub fn new() -> Self {
        Build::default()
    }

    /// Adds a file, by its path relative to the package's folder. All files are loaded together.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>) -> Self {
        self.request.roots.push(path.into());
        self
    }

    /// `serde`: every generated type can be stored; needs the feature `serde` of the `flow` crate.
    #[must_use]
    pub fn serde(mut self) -> Self {
        self.options.serde = true;
        self
    }

    /// `tests`: stories become `#[test]`s; needs `flow-test` among the package's dev-dependencies.
    #[must_use]
    pub fn tests(mut self) -> Self {
        self.options.tests = true;
        self.request.with_test_files = true;
        self
    }

    /// `tests = path`: as [`Build::tests`], with the path of the crate `flow-test`; the default is `::flow_test`.
    #[must_use]
    pub fn tests_path(mut self, path: impl Into<String>) -> Self {
        self.options.flow_test = path.into();
        self.tests()
    }

    /// `durable`: what a host needs that keeps the machines in a database; needs the crate `flow-durable`. Implies `serde` and
    /// `fallible_guards`.
    #[must_use]
    pub fn durable(mut self) -> Self {
        self.options.durable = true;
        self
    }

    /// `durable = path`: as [`Build::durable`], with the path of the crate `flow-durable`; the default is `::flow_durable`.
    #[must_use]
    pub fn durable_path(mut self, path: impl Into<String>) -> Self {
        self.options.flow_durable = path.into();
        self.durable()
    }

    /// `number = …`: what a `number` is in Rust.
    #[must_use]
    pub fn number(mut self, number: Number) -> Self {
        self.request.overrides.number = Some(number);
        self
    }

    /// `fallible_guards`: the functions of guards return a `Result`, and may fail as those of actions do.
    #[must_use]
    pub fn fallible_guards(mut self) -> Self {
        self.request.overrides.fallible_guards = Some(true);
        self
    }

    /// `crate = path`: the path of the run-time crate; the default is `::flow`.
    #[must_use]
    pub fn crate_path(mut self, path: impl Into<String>) -> Self {
        self.options.krate = path.into();
        self
    }

    /// `allow(name)`: does not report what this check finds.
    #[must_use]
    pub fn allow(self, check: &str) -> Self {
        self.set_level(check, Level::Allow)
    }

    /// `warn(name)`: reports what this check finds as a warning.
    #[must_use]
    pub fn warn(self, check: &str) -> Self {
        self.set_level(check, Level::Warn)
    }

    /// `deny(name)`: reports what this check finds as an error.
    #[must_use]
    pub fn deny(self, check: &str) -> Self {
        self.set_level(check, Level::Deny)
    }

    /// The file to write, relative to `OUT_DIR`. By default it has the name of the first specification. Two calls of one build
    /// script cannot write the same file.
    #[must_use]
    pub fn out(mut self, path: impl Into<PathBuf>) -> Self {
        self.out = Some(path.into());
        self
    }

    fn set_level(mut self, check: &str, level: Level) -> Self {
        match Name::parse(&check.replace('_', "-")).filter(|name| name.is_lint()) {
            Some(name) => self.request.overrides.lints.set(name, level),
            None => self.unknown.push(check.to_owned()),
        }
        self
    }

    /// Compiles, writes the code, and reports inputs and warnings to cargo.
    ///
    /// # Errors
    /// As [`compile`].
    pub fn compile(mut self) -> Result<(), Error> {
        if let Some(check) = self.unknown.first() {
            return Err(Error::UnknownCheck { name: check.clone(), near: find_nearest_check(check) });
        }
        let first = self.request.roots.first().ok_or(Error::NoFile)?;
        let out = self.out.clone().unwrap_or_else(|| default_output_name(first));
        let (root, folder) = (read_path_variable("CARGO_MANIFEST_DIR")?, read_path_variable("OUT_DIR")?);
        let mut loader = DiskLoader::new(root);
        self.request.settings_file = loader.settings_file();
        self.track_absent_files(&loader, &folder.join(&out).with_extension("absent"));
        let code = self.generate_code(&mut loader)?;
        outputs::claim_output(&folder, &out, &self.request, &self.options)?;
        write::write_if_changed(&folder.join(out), &code)
    }

    /// Makes cargo run the script again when a file appears that would be read, by links in `links`.
    fn track_absent_files(&self, loader: &DiskLoader, links: &Path) {
        let tests = self.request.test_files().into_iter();
        let files = tests.chain(loader.absent_settings_files()).map(|file| loader.path_on_disk(&file));
        let files: Vec<_> = files.filter(|file| !file.is_file()).collect();
        match absent::link_absent_files(links, &files) {
            Ok(()) => println!("cargo::rerun-if-changed={}", links.display()),
            Err(_) => {
                for folder in self.test_file_folders() {
                    println!("cargo::rerun-if-changed={folder}");
                }
            }
        }
    }

    /// The folders of the specifications, where test files may be added. The package's own folder is left out: cargo would track
    /// all of it, build output included, and rebuild every time.
    fn test_file_folders(&self) -> BTreeSet<&str> {
        let roots = self.request.roots.iter().filter(|_| self.options.tests);
        roots.filter_map(|root| root.rsplit_once('/')).map(|(folder, _)| folder).filter(is_below).collect()
    }

    /// The formatted code. Inputs and warnings are reported to cargo.
    fn generate_code(&self, loader: &mut DiskLoader) -> Result<String, Error> {
        let mut analysis = flow_project::analyze(&self.request, loader);
        let output = flow_codegen::generate(&analysis, &self.options);
        analysis.diagnostics = output.diagnostics;
        for input in analysis.program.inputs.iter().filter(|input| loader.path_on_disk(input).is_file()) {
            println!("cargo::rerun-if-changed={input}");
        }
        for warning in diagnostics_of_level(&analysis, Level::Warn) {
            println!("cargo::warning={}", analysis.render_one_line(warning));
        }
        if analysis.diagnostics.has_errors() {
            let errors: Vec<_> =
                diagnostics_of_level(&analysis, Level::Deny).map(|error| analysis.render(error)).collect();
            return Err(Error::Specification(errors.join("\n")));
        }
        Ok(flow_codegen::pretty(&output.code))
    }
}

/// The diagnostics of a level, in file order.
fn diagnostics_of_level(analysis: &Analysis, level: Level) -> impl Iterator<Item = &Diagnostic> {
    analysis.diagnostics.sorted().into_iter().filter(move |diagnostic| diagnostic.level == level)
}

/// Whether a folder is inside the package's own folder.
fn is_below(folder: &&str) -> bool {
    let parts = folder.split('/').filter(|part| !matches!(*part, "" | "."));
    !folder.starts_with('/') && parts.clone().next().is_some() && parts.into_iter().all(|part| part != "..")
}

/// The check with the nearest name.
fn find_nearest_check(check: &str) -> Option<&'static str> {
    let lints = Name::ALL.iter().filter(|name| name.is_lint()).map(|name| name.as_str());
    nearest(&check.replace('_', "-"), lints)
}

/// A path from the environment that cargo sets for build scripts.
fn read_path_variable(name: &'static str) -> Result<PathBuf, Error> {
    env::var_os(name).map(PathBuf::from).ok_or(Error::NoBuildScript(name))
}

/// `flows/checkout.flow` → `checkout.rs`.
fn default_output_name(file: &str) -> PathBuf {
    let stem = Path::new(file).file_stem().unwrap_or(file.as_ref());
    Path::new(stem).with_extension("rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(build: Build, expected: &str) {
        assert_eq!(build.compile().unwrap_err().to_string(), expected);
    }

    #[test]
    fn nothing_to_compile_is_said() {
        check(
            Build::new(),
            "there is nothing to compile: name a file, as in `Build::new().file(\"flows/checkout.flow\")`",
        );
    }

    #[test]
    fn a_check_that_does_not_exist_is_said() {
        let build = Build::new().file("a.flow");
        check(
            build.clone().allow("never_sett"),
            "there is no check 'never_sett' whose level can be set; did you mean 'never-set'?",
        );
        check(build.deny("syntax"), "there is no check 'syntax' whose level can be set");
    }

    #[test]
    fn test_files_may_be_added_later() {
        let build = Build::new().file("flows/a.flow").file("flows/b.flow").file("c.flow");
        let build = build.file("./d.flow").file("../e.flow").file("deep/../../f.flow").file("/g/h.flow");
        assert!(build.test_file_folders().is_empty());
        assert_eq!(build.tests().test_file_folders().into_iter().collect::<Vec<_>>(), ["flows"]);
    }

    #[test]
    fn the_code_is_named_after_the_first_file() {
        assert_eq!(default_output_name("flows/checkout.flow"), Path::new("checkout.rs"));
    }

    #[test]
    fn outside_of_a_build_script_cargo_is_missing() {
        check(
            Build::new().file("a.flow"),
            "`OUT_DIR` is not set: flow-build is for build scripts, which cargo runs",
        );
    }
}
