//! What the interpreter and the generated code do not run yet.
//!
//! The model has these forms, and lowering reports each as *not supported yet* while its constant is `false`.

/// `one for …`.
pub(crate) const SHARED_MACHINES: bool = true;
/// `emit … to a new @m`, `to all @m`.
pub(crate) const ADDRESSES: bool = true;
/// `@order` as a value, and emits to references.
pub(crate) const REFERENCES: bool = true;
/// `for each`.
pub(crate) const LOOPS: bool = true;
