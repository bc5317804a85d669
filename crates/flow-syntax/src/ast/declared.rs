//! The payload that a handler declares for its event (reference#payload-declarations).
//!
//! A declaration has the same tree on the handler's line and as a table. Whether senders keep to it is decided by the model.

use super::{Name, TypeName};
use crate::source::Span;

/// `with $subject: string, $urgent`, or `with:` and a table, of a handler.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// The fields, in the order written.
    pub fields: Vec<DeclaredField>,
    /// Whether it is a table below the handler's line.
    pub is_table: bool,
    /// From `with` to the last field; of a table the line `with:`.
    pub span: Span,
}

/// One field of a declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredField {
    /// Its name.
    pub name: Name,
    /// Its type, if it is written.
    pub ty: Option<TypeName>,
    /// Its part of the line, or its table row.
    pub span: Span,
}
