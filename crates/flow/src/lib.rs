//! The run time of generated Flow code, and the `flow!` macro that generates it.
//!
//! A specification becomes one module for each machine: enums, event structs, a `Bindings` trait and the machine itself. Generated
//! code depends on this crate only. The crate does not depend on the compiler: it reads no specification and opens no file.
//!
//! Without features it is `no_std` and never allocates: a machine without text, lists and decimal numbers runs without an
//! allocator. `alloc` adds [`Text`], [`List`], [`Value`] and the in-process [`system`]. These imply it: `decimal`, exact numbers
//! ([`Decimal`]); `serde`, by which generated types can implement `Serialize` and `Deserialize`; `tracing`, by which each step
//! of a [`system`] is logged; `std`, conversions from types of the standard library. `macros` is the `flow!` macro.

#![no_std]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

#[doc(hidden)]
pub mod __private;
mod arithmetic;
mod cause;
mod error;
pub mod model;
mod refusal;
mod sink;
mod step;
#[cfg(feature = "alloc")]
pub mod system;
#[cfg(feature = "alloc")]
mod texts;
mod time;
#[cfg(feature = "alloc")]
mod value;

pub use cause::{AnyError, BindingError, Cause};
pub use error::{Error, Failure, Reason};
#[cfg(feature = "macros")]
pub use flow_macros::flow;
pub use model::Machine;
pub use refusal::Refusal;
pub use sink::{Count, Discard, Sink};
pub use step::Step;
pub use time::{Duration, Time};
#[cfg(feature = "alloc")]
pub use value::Value;

/// The type `number`: an exact decimal with up to 28 significant digits (reference#types).
#[cfg(feature = "decimal")]
pub use rust_decimal::Decimal;

/// The error of reading a [`Decimal`] from text.
#[cfg(feature = "decimal")]
pub use rust_decimal::Error as ParseDecimalError;

/// The type `string` (reference#types).
#[cfg(feature = "alloc")]
pub type Text = alloc::string::String;

/// The type `array` (reference#types).
#[cfg(feature = "alloc")]
pub type List<T> = alloc::vec::Vec<T>;
