//! From the files and settings of a project to its [`Analysis`]: program, model, diagnostics, settings.
//!
//! [`analyze`] is the single entry point of the macro, build scripts, the program `flow`, generated tests and editors, so all of
//! them get the same results. A [`Loader`](flow_model::Loader) loads the files: [`DiskLoader`] reads the disk and is the only module
//! here that does I/O; [`Overlay`] puts texts that are not on the disk over another loader. This crate does not depend on Rust code
//! generation, pictures or the interpreter.

mod analyze;
mod disk;
mod exploring;
#[cfg(feature = "tools")]
mod fixes;
#[cfg(feature = "tools")]
mod grouping;
#[cfg(feature = "tools")]
mod helps;
mod migrations;
pub mod number;
mod overlay;
mod render;
mod secrets;
mod settings;
mod start_state;

pub use analyze::{Analysis, Request, analyze};
#[cfg(feature = "tools")]
pub use analyze::{analyze_again, analyze_while};
pub use disk::{DiskLoader, SETTINGS_FILE, folders_up_to_settings, folders_up_to_settings_with};
pub use exploring::{ExploreSettings, Require, WorldOption};
#[cfg(feature = "tools")]
pub use fixes::{Analyze, Applied, Fixed, fix_findings, has_alternatives};
#[cfg(feature = "tools")]
pub use grouping::{Catalog, FileGroup, Profile, group_files};
#[cfg(feature = "tools")]
pub use helps::{is_true_help, retain_true_helps};
pub use migrations::{Becomes, Migration};
pub use number::Number;
pub use overlay::Overlay;
pub use secrets::SecretName;
pub use settings::Settings;
pub use start_state::StartState;
