//! The error of a build. `Debug` shows the same as `Display`, since cargo prints the error of a build script's `main` with `Debug`.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The reason why no code was generated.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The specification has errors: all of them, each with its place and line.
    #[error("the specification has errors\n\n{0}")]
    Specification(String),
    /// No file was named.
    #[error("there is nothing to compile: name a file, as in `Build::new().file(\"flows/checkout.flow\")`")]
    NoFile,
    /// `allow`, `warn` or `deny` of a check that does not exist, or that is always an error.
    #[error("there is no check '{name}' whose level can be set{}", did_you_mean(*near))]
    UnknownCheck {
        /// The name as given.
        name: String,
        /// The check that was meant, perhaps.
        near: Option<&'static str>,
    },
    /// Two calls of one build script would write the same file, and the second would replace the code of the first.
    #[error("{}", describe_same_file(out, first, second))]
    SameFile {
        /// The file, relative to `OUT_DIR`, as the second call names it.
        out: PathBuf,
        /// The specifications of the call that wrote it.
        first: Vec<String>,
        /// The specifications of the other call.
        second: Vec<String>,
    },
    /// Cargo has not set a variable that it sets for build scripts.
    #[error("`{0}` is not set: flow-build is for build scripts, which cargo runs")]
    NoBuildScript(&'static str),
    /// The generated file cannot be written.
    #[error("cannot write '{}': {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean '{near}'?")).unwrap_or_default()
}

fn describe_same_file(out: &Path, first: &[String], second: &[String]) -> String {
    let (first, second) = (join_quoted(first), join_quoted(second));
    let both = match first == second {
        true => format!("{first} is compiled twice, with different options, and both times to"),
        false => format!("{first} and {second} are both compiled to"),
    };
    let other = out.with_file_name(format!("other_{}", out.file_name().unwrap_or_default().display()));
    format!(
        "{both} '{}' (names that differ only in case are one file on some disks): give one of them a file of its own, as in `.out(\"{}\")`",
        out.display(),
        other.display()
    )
}

fn join_quoted(files: &[String]) -> String {
    let files: Vec<_> = files.iter().map(|file| format!("'{file}'")).collect();
    files.join(" with ")
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
