//! What generated Flow code runs on, and the `flow!` macro that generates it.
//!
//! A specification becomes one module for each machine: enums, event structs, a `Bindings` trait and the machine
//! itself. Those refer to the types here and to nothing else. The crate is an island: it knows no specification, no
//! file and no compiler.
//!
//! Without features it is `no_std` and never allocates; a machine without text, lists and decimal numbers then runs
//! without an allocator. `alloc` brings [`Text`], [`List`] and [`Value`], `decimal` exact numbers, `serde` lets
//! generated types be stored, `std` adds conversions, and `macros` is the `flow!` macro.

#![no_std]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

#[doc(hidden)]
pub mod __private;
mod arithmetic;
mod error;
pub mod model;
mod sink;
mod step;
#[cfg(feature = "alloc")]
pub mod system;
mod time;
#[cfg(feature = "alloc")]
mod value;

pub use error::{Error, Failure};
#[cfg(feature = "macros")]
pub use flow_macros::flow;
pub use model::Machine;
pub use sink::{Count, Discard, Sink};
pub use step::Step;
pub use time::Time;
#[cfg(feature = "alloc")]
pub use value::Value;

/// `number`: exact, 28 digits (language.md §7).
#[cfg(feature = "decimal")]
pub use rust_decimal::Decimal;

/// `string` (language.md §7).
#[cfg(feature = "alloc")]
pub type Text = alloc::string::String;

/// `array` (language.md §7).
#[cfg(feature = "alloc")]
pub type List<T> = alloc::vec::Vec<T>;
