//! The text of a `reject` (reference#refusals).
//!
//! A literal text is not copied. Without the feature `alloc` there are no other texts.

use core::fmt;

/// Why a handler refused its event: the text of its `reject`, which is empty for a `reject` alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal(stored::Stored);

impl Refusal {
    /// A refusal with a literal text. Generated code calls it.
    #[doc(hidden)]
    #[inline]
    pub const fn literal(text: &'static str) -> Self {
        Refusal(stored::literal(text))
    }

    /// A refusal with a text that was computed. Generated code calls it.
    #[doc(hidden)]
    #[cfg(feature = "alloc")]
    #[inline]
    pub const fn computed(text: crate::Text) -> Self {
        Refusal(stored::Stored::Owned(text))
    }

    /// The text; empty for a `reject` alone.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Refusal").field(&self.text()).finish()
    }
}

/// The text.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

/// The words after an event: ` is refused: Cart is empty`.
pub(crate) fn refused_text(refusal: &Refusal) -> impl fmt::Display + '_ {
    fmt::from_fn(move |f| match refusal.text() {
        "" => f.write_str("is refused"),
        text => write!(f, "is refused: {text}"),
    })
}

#[cfg(feature = "alloc")]
mod stored {
    use alloc::borrow::Cow;

    pub(super) type Stored = Cow<'static, str>;

    pub(super) const fn literal(text: &'static str) -> Stored {
        Cow::Borrowed(text)
    }
}

#[cfg(not(feature = "alloc"))]
mod stored {
    pub(super) type Stored = &'static str;

    pub(super) const fn literal(text: &'static str) -> Stored {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;

    #[test]
    fn a_refusal_shows_its_text() {
        let refusal = Refusal::literal("Cart is empty");
        assert_eq!((refusal.text(), format!("{refusal}").as_str()), ("Cart is empty", "Cart is empty"));
        assert_eq!(format!("{}", refused_text(&refusal)), "is refused: Cart is empty");
        assert_eq!(format!("{}", refused_text(&Refusal::literal(""))), "is refused");
    }

    #[cfg(feature = "alloc")]
    #[test]
    fn literal_and_computed_texts_are_equal() {
        assert_eq!(Refusal::literal("late"), Refusal::computed("late".into()));
    }
}
