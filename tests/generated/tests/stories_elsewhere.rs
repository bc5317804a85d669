//! The same stories with binary numbers, and with the crates behind other paths: the tests that were generated run.

#![deny(warnings, missing_docs, clippy::all)]

pub use flow as runtime;
pub use flow_test as testing;

// In a macro, where rustfmt does not follow it: the golden is what is generated, to the byte.
macro_rules! golden {
    ($path:literal) => {
        /// A library: books are lent.
        #[path = $path]
        pub mod library;
    };
}

golden!("../../../crates/flow-codegen/tests/golden/stories_elsewhere.rs");
