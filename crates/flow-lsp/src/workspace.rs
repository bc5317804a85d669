//! The specifications that an editor works on: texts, the programs they form, and the analysis of each program.
//!
//! A path is absolute and has `/` between its parts; a document that is not a file has its address as its path. Only this module
//! reads the disk, and open documents replace files.

mod checked;
mod discard;
mod files;
mod programs;
pub mod uri;

pub use checked::Checked;
pub use files::Files;
pub(crate) use files::is_settings;
pub use programs::{Program, Programs};
pub(crate) use programs::{analyze, request};
