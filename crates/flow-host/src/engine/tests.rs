//! The engine with a program written by hand, an outside world in memory, and a clock that the test moves.

mod awaited;
mod bounds;
mod commands;
mod crashes;
mod disk;
mod drain;
mod emptied;
mod ends;
mod gate;
mod hostile;
mod kept;
mod killed;
mod metrics;
mod named;
mod once;
mod outgoing;
mod program;
mod receivers;
mod rules;
mod scripted;
#[cfg(feature = "http")]
mod served;
mod simulation;
mod steps;
mod strict;
mod timers;
mod volatile;
mod world;
