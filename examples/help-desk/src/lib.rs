//! A help desk: tickets, the assignment of agents, and letters, as `flows/desk.flow` specifies them.
//!
//! The chapter *A real program* of the book explains this package: [`roster`] implements the phrases, [`desk`] is the system with its
//! outside actors, [`owner`] runs it in a thread of its own, [`clock`] with tokio.

pub mod clock;
pub mod desk;
pub mod owner;
pub mod roster;

flow::flow!("flows/desk.flow", tests);
