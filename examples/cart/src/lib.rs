//! A shopping cart: one machine by itself, without a system around it.
//!
//! `flow!` turns `flows/cart.flow` into the module [`cart`], and into [`customer`] and [`payment`] for what it sends them.
//! Events go in, emits come out; where they go is the caller's business.

flow::flow!("flows/cart.flow", tests);
