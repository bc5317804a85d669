//! A shop with orders that survive restarts: its machines are kept in an SQLite database.
//!
//! The specification is `flows/shop.flow`. `@payment` is awaited: the card provider is slow and sometimes down. The phrases of `@stock`
//! write the shop's own table in the same transaction as their machine, and mails are sent after the commit.

pub mod bank;
pub mod lanes;
pub mod mailer;
pub mod serve;
pub mod shelf;
#[cfg(feature = "http")]
pub mod web;

flow::flow!("flows/shop.flow", durable, tests);
