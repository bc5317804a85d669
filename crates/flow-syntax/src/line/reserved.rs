//! `report_reserved`: constructs of later editions of the language, which are neither mistakes nor phrases (reference#reserved).

use crate::diagnostic::Name;
use crate::hints::{Place, may_be_reserved};
use crate::line::{Piece, Reader};
use crate::source::Span;

impl Reader<'_> {
    /// Reports a line that uses something reserved; whether it does.
    pub(crate) fn report_reserved(&mut self, piece: Piece<'_>) -> bool {
        may_be_reserved(piece.text) && self.report_hint(Place::Reserved, piece)
    }

    /// Reports a reserved construct, with what does as much today.
    pub(crate) fn report_not_supported(&mut self, span: Span, construct: &str, today: &str) {
        self.report(Name::NotSupported, span, format!("{construct} is not supported yet")).help(today);
    }
}
