//! The phrases of the specification: who is free.

use std::fmt;

use crate::{assignment, ticket};

/// The agents of the desk.
#[derive(Debug)]
pub struct Roster {
    /// How many agents are free.
    pub free: u32,
    /// Whether the database of the agents can be reached.
    pub is_online: bool,
}

/// The database of the agents cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offline;

impl fmt::Display for Offline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the roster is offline")
    }
}

impl std::error::Error for Offline {}

impl Roster {
    fn write(&mut self, free: u32) -> Result<(), Offline> {
        if !self.is_online {
            return Err(Offline);
        }
        self.free = free;
        Ok(())
    }
}

impl assignment::Bindings for Roster {
    type Error = Offline;

    fn an_agent_is_free(&self, _: &assignment::Context) -> bool {
        self.free > 0
    }

    fn reserve_an_agent(&mut self, _: &assignment::Context) -> Result<(), Offline> {
        self.write(self.free - 1)
    }
}

impl ticket::Bindings for Roster {
    type Error = Offline;

    fn release_the_agent(&mut self, _: &ticket::Context) -> Result<(), Offline> {
        self.write(self.free + 1)
    }
}
