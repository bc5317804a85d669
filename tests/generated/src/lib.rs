//! The goldens of `flow-codegen`, compiled as a strict user's code would be.
//!
//! Each golden is a module. The functions that users fill in are in [`bindings`], and in [`awaited`] those that a durable host awaits, as
//! an editor writes them.

#![deny(warnings, missing_docs, clippy::all)]
#![deny(
    missing_copy_implementations,
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_numeric_casts
)]
#![deny(unreachable_pub, unused_qualifications, variant_size_differences)]

/// The run time by another path.
pub use flow as runtime;

macro_rules! goldens {
    ($($(#[$doc:meta])* $name:ident $path:literal;)*) => {$(
        $(#[$doc])*
        #[path = $path]
        pub mod $name;
    )*};
}

goldens! {
    /// A machine without texts.
    lamp "../../../crates/flow-codegen/tests/golden/lamp.rs";
    /// As little as possible, by another path to the run time.
    bare "../../../crates/flow-codegen/tests/golden/bare.rs";
    /// Names that Rust keeps.
    keywords "../../../crates/flow-codegen/tests/golden/keywords.rs";
    /// One event from several senders.
    senders "../../../crates/flow-codegen/tests/golden/senders.rs";
    /// Failures after changes.
    staging "../../../crates/flow-codegen/tests/golden/staging.rs";
    /// Every kind of value.
    values "../../../crates/flow-codegen/tests/golden/values.rs";
    /// Corners of values and payloads.
    corners "../../../crates/flow-codegen/tests/golden/corners.rs";
    /// Events to oneself.
    timers "../../../crates/flow-codegen/tests/golden/timers.rs";
    /// Calls in their own words.
    wordings "../../../crates/flow-codegen/tests/golden/wordings.rs";
    /// Guards that may fail.
    fallible "../../../crates/flow-codegen/tests/golden/fallible.rs";
    /// Code for a durable host.
    durable "../../../crates/flow-codegen/tests/golden/durable.rs";
    /// Failures that a handler takes in a durable host.
    undone "../../../crates/flow-codegen/tests/golden/undone.rs";
    /// The seed's order.
    seed_order "../../../crates/flow-codegen/tests/golden/seed_order.rs";
    /// The seed's system.
    seed_checkout "../../../crates/flow-codegen/tests/golden/seed_checkout.rs";
    /// The seed's system, for a durable host.
    seed_durable "../../../crates/flow-codegen/tests/golden/seed_durable.rs";
}

/// The bindings to fill in, beside the code they belong to.
#[allow(
    clippy::todo,
    clippy::pedantic,
    clippy::nursery,
    missing_copy_implementations,
    unused_qualifications,
    reason = "users fill them in, and make them their own"
)]
pub mod bindings {
    macro_rules! bindings {
        ($($name:ident $path:literal;)*) => {$(
            #[doc = concat!("Of `", stringify!($name), "`.")]
            pub mod $name {
                use crate::$name::*;
                include!($path);
            }
        )*};
    }

    bindings! {
        lamp "../../../crates/flow-codegen/tests/golden/lamp.bindings.rs";
        bare "../../../crates/flow-codegen/tests/golden/bare.bindings.rs";
        keywords "../../../crates/flow-codegen/tests/golden/keywords.bindings.rs";
        senders "../../../crates/flow-codegen/tests/golden/senders.bindings.rs";
        staging "../../../crates/flow-codegen/tests/golden/staging.bindings.rs";
        values "../../../crates/flow-codegen/tests/golden/values.bindings.rs";
        corners "../../../crates/flow-codegen/tests/golden/corners.bindings.rs";
        timers "../../../crates/flow-codegen/tests/golden/timers.bindings.rs";
        wordings "../../../crates/flow-codegen/tests/golden/wordings.bindings.rs";
        fallible "../../../crates/flow-codegen/tests/golden/fallible.bindings.rs";
        durable "../../../crates/flow-codegen/tests/golden/durable.bindings.rs";
        undone "../../../crates/flow-codegen/tests/golden/undone.bindings.rs";
        seed_order "../../../crates/flow-codegen/tests/golden/seed_order.bindings.rs";
        seed_checkout "../../../crates/flow-codegen/tests/golden/seed_checkout.bindings.rs";
    }
}

/// The same to be awaited by a durable host: the functions that an editor writes.
#[allow(
    unused_variables,
    clippy::todo,
    clippy::pedantic,
    clippy::nursery,
    missing_copy_implementations,
    unused_qualifications,
    reason = "users fill them in, and make them their own"
)]
pub mod awaited {
    macro_rules! awaited {
        ($($name:ident $path:literal;)*) => {$(
            #[doc = concat!("Of `", stringify!($name), "`.")]
            pub mod $name {
                use crate::$name::*;
                /// A user's type.
                #[derive(Debug, Default)]
                pub struct World;
                include!($path);
            }
        )*};
    }

    awaited! {
        durable "../../../crates/flow-codegen/tests/golden/durable.awaited.rs";
        undone "../../../crates/flow-codegen/tests/golden/undone.awaited.rs";
        seed_durable "../../../crates/flow-codegen/tests/golden/seed_durable.awaited.rs";
    }
}
