//! Runs Flow specifications without compiling them: stories, test files, coverage.
//!
//! The way of a story through this crate: `step` takes one event into one instance (language.md §9), `system` lets
//! instances talk, `tell` tells a story along one way with one assignment of `choices`, `story` finds the ways and the
//! assignments (§10), `cases` varies stories (§11). What comes of it is a [`result`], which [`report`] writes in the
//! author's words. Nothing here reads files, and the same model gives the same results.
//!
//! ```
//! use flow_syntax::diagnostic::{Diagnostics, Lints};
//!
//! let text = "machine: @light\n  scenario: switch\n    on> :press from @guest\n      light moves to #on\n    \
//!             expect:\n      = light is in #on\n";
//! let mut diags = Diagnostics::new(Lints::new());
//! let mut loader = flow_model::MemoryLoader::new([("light.flow", text)]);
//! let program = flow_model::load(&["light.flow".to_owned()], &mut loader, &mut diags);
//! let model = flow_model::resolve(&program, &mut diags);
//!
//! let runnable = flow_sim::Runnable::new(&model);
//! let mut results = flow_sim::run(&runnable);
//! results.add(flow_sim::run_tests(&runnable, &flow_model::resolve_tests(&program, &model, &mut diags)));
//! assert_eq!(results.verdict(), flow_sim::Verdict::Passed);
//! assert_eq!(flow_sim::Coverage::new(&model, &results.hits).percent(), 100);
//! ```

mod blame;
pub mod cases;
mod causes;
mod choices;
pub mod coverage;
pub mod dispatch;
pub mod eval;
mod facts;
mod judge;
pub mod machinery;
mod oracle;
pub mod report;
pub mod result;
mod retell;
pub mod step;
pub mod story;
pub mod system;
mod tell;
pub mod trace;
pub mod value;

pub use cases::run_tests;
pub use coverage::Coverage;
pub use dispatch::Runnable;
pub use report::Reporter;
pub use result::{Results, Verdict};
pub use story::run;
