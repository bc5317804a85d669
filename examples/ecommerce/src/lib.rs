//! A shop with a specified checkout: `flows/checkout.flow`, three machines that talk to each other.
//!
//! `flow!` turns it into the modules [`order`], [`payment`], [`inventory`], [`customer`] and [`system`]; [`shop`] implements
//! its phrases, [`conversation`] and [`picture`] show the messages. `cargo run -p ecommerce` serves three customers. [`desk`] is
//! about one order by itself, from the cart to a refund. The scenarios of both are tests, also by the shop's own bindings.
//! [`warehouse`] has orders that share a stock, one for each product: `cargo run -p ecommerce -- stock`.

pub mod conversation;
pub mod desk;
pub mod picture;
pub mod shop;
#[cfg(test)]
mod stories;
pub mod warehouse;

// The specification has two loose ends, which the compiler would warn of here: nobody handles `:refund_complete`, and
// no step ever sets `$items`. They are kept as its author wrote them.
flow::flow!("flows/checkout.flow", tests, allow(unhandled_event, never_set));
