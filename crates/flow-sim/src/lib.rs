//! Runs Flow specifications without compiling them: stories, test files, coverage.
//!
//! Three modules, each of which knows only those before it: [`exec`] runs machines, [`history`] records what happened and judges
//! it, and [`story`] runs scenarios and test files as tests. This crate reads no files, and the same model gives the same results.
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

pub mod exec;
pub mod history;
pub mod story;

pub use exec::Runnable;
pub use history::Coverage;
pub use story::{Reporter, Results, Verdict, run, run_tests};
