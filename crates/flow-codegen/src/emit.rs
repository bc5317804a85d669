//! Emitting: the plan as tokens, one function and one `quote!` for each generated item.

pub mod system;
