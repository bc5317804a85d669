//! The meaning of Flow specifications: from trees to a resolved, typed, checked model.
//!
//! The stages in order: [`load()`] reads the files and the files they use, `collect` finds the names,
//! `lower` resolves bodies, `infer` types them, `acceptance` finds the states each handler is accepted in, and the checks
//! report faults. Every stage continues after errors.

pub mod acceptance;
mod bits;
pub mod cases;
pub mod checks;
mod collect;
pub mod control_flow;
mod crossings;
mod declarations;
#[cfg(feature = "tools")]
pub mod diff;
pub mod duration;
pub mod edges;
mod encoding;
#[cfg(feature = "tools")]
mod fingerprint;
mod infer;
#[cfg(feature = "tools")]
mod kept_checks;
pub mod list;
mod load;
mod loader;
mod lower;
#[cfg(feature = "tools")]
mod memo;
#[cfg(feature = "tools")]
pub mod mentions;
mod messages;
pub mod model;
mod names;
pub mod near;
#[cfg(feature = "tools")]
mod numbers;
mod presence;
mod program;
pub mod questions;
mod references;
mod resolve;
pub mod same;
mod sends;
mod slot;
mod stages;
mod stated;
pub mod visit;
pub mod words;

pub use cases::resolve_tests;
pub use checks::check;
pub use collect::possible_owners;
pub use flow_syntax::render::escaped;
pub use flow_syntax::{gather, ordered, width};
pub use load::{load, remove_follow_ups_of_encoding};
pub use loader::{LoadError, Loader, MemoryLoader, join};
#[cfg(feature = "tools")]
pub use memo::{MachineKey, Memo};
pub use program::{LoadedFile, Program};
pub use resolve::resolve;
pub use stages::{Anew, Stages};

/// The name of the type of the objects in a list, which follows from that of the list: `price` for `prices`.
#[cfg(feature = "tools")]
pub fn item_name(list: &str) -> String {
    infer::item_name(list)
}
