//! A shopping cart: one machine by itself, without a system around it.
//!
//! `flow!` turns `flows/cart.flow` into the module [`cart`], and into [`customer`] and [`payment`] for its messages to them.
//! Events go in, emits go out; the caller delivers them.

flow::flow!("flows/cart.flow", tests);
