//! Near names: what somebody who mistyped a name probably meant.

pub use flow_syntax::suggest::near as nearest;
