//! The errors of bindings, as the sources of the machine's own errors.
//!
//! A binding may fail with any error, or with text. With an allocator the error is boxed, since only the standard library's conversion into
//! a box accepts both errors and text; without one, the error is stored unboxed and must be an error. The public interface is the same. An
//! error is boxed only when a binding fails.

use core::fmt;

/// The errors that bindings may fail with: every `Error + Send + Sync + 'static`; with the feature `alloc` also `String`, `&'static str`,
/// `Box<dyn Error + Send + Sync>` and any other type that converts into that box, like the errors of `anyhow`.
#[diagnostic::on_unimplemented(
    message = "bindings cannot fail with `{Self}`",
    label = "neither an error nor text",
    note = "implement `std::error::Error` for it, or use text (`String`); it must be `Send + Sync + 'static`"
)]
pub trait BindingError: Sized + 'static {
    #[doc(hidden)]
    fn into_cause(self) -> Cause<Self>;
}

/// The error `B` that a binding returned, the source of a [`Failure`](crate::Failure). In the errors of a system, where the bindings of
/// each machine may have another error, `B` is [`AnyError`].
pub struct Cause<B>(stored::Stored<B>);

/// An error of any machine's bindings, for [`Cause`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyError {}

impl<B> Cause<B>
where
    Self: Source,
{
    /// The error, or one that shows the text that the binding failed with.
    pub fn as_error(&self) -> &(dyn core::error::Error + Send + Sync + 'static) {
        self.source()
    }

    /// The error, if it has the type `T`.
    pub fn downcast_ref<T: core::error::Error + 'static>(&self) -> Option<&T> {
        self.source().downcast_ref()
    }
}

impl<B> fmt::Debug for Cause<B>
where
    Self: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.source(), f)
    }
}

impl<B> fmt::Display for Cause<B>
where
    Self: Source,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.source(), f)
    }
}

/// Implemented for every [`Cause`] of a binding.
#[doc(hidden)]
pub trait Source {
    fn source(&self) -> &(dyn core::error::Error + Send + Sync + 'static);
}

#[cfg(feature = "alloc")]
mod stored {
    use super::{AnyError, BindingError, Cause, Source};
    use alloc::boxed::Box;
    use core::error::Error;
    use core::marker::PhantomData;

    /// The boxed error.
    pub(super) struct Stored<B> {
        error: Box<dyn Error + Send + Sync>,
        of: PhantomData<fn() -> B>,
    }

    impl<T: Into<Box<dyn Error + Send + Sync>> + 'static> BindingError for T {
        fn into_cause(self) -> Cause<Self> {
            Cause(Stored { error: self.into(), of: PhantomData })
        }
    }

    impl<B> Source for Cause<B> {
        fn source(&self) -> &(dyn Error + Send + Sync + 'static) {
            &*self.0.error
        }
    }

    impl<B> Cause<B> {
        /// The error without its type.
        pub(crate) fn erase(self) -> Cause<AnyError> {
            Cause(Stored { error: self.0.error, of: PhantomData })
        }

        /// Returns the error, boxed.
        pub fn into_box(self) -> Box<dyn Error + Send + Sync> {
            self.0.error
        }
    }
}

#[cfg(not(feature = "alloc"))]
mod stored {
    use super::{BindingError, Cause, Source};
    use core::error::Error;

    /// The error.
    pub(super) type Stored<B> = B;

    impl<T: Error + Send + Sync + 'static> BindingError for T {
        fn into_cause(self) -> Cause<Self> {
            Cause(self)
        }
    }

    impl<B: Error + Send + Sync + 'static> Source for Cause<B> {
        fn source(&self) -> &(dyn Error + Send + Sync + 'static) {
            &self.0
        }
    }
}
