//! Times and durations: their literals, and the functions of the run time that calculate with them (reference#time-arithmetic).

use flow_model::model::{BinaryOp, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A function of the run time that calculates with times or durations, and takes the left and the right side.
pub(crate) enum TimeFunction {
    /// A method of `Time`.
    Time(TokenStream),
    /// A method of `Duration`.
    Duration(TokenStream),
    /// A function for generated code.
    Private(TokenStream),
}

impl TimeFunction {
    /// Its path.
    pub(super) fn path(&self, krate: &TokenStream) -> TokenStream {
        match self {
            TimeFunction::Time(name) => quote!(#krate::Time::#name),
            TimeFunction::Duration(name) => quote!(#krate::Duration::#name),
            TimeFunction::Private(name) => quote!(#krate::__private::#name),
        }
    }
}

/// The function of an operator; `None` if neither side is a time or a duration.
pub(crate) fn time_function(op: BinaryOp, sides: [&Type; 2]) -> Option<TimeFunction> {
    use TimeFunction::{Duration, Private, Time};
    Some(match (op, sides) {
        (BinaryOp::Add, [Type::Time, _]) => Time(quote!(checked_add)),
        (BinaryOp::Add, [_, Type::Time]) => Private(quote!(add_time)),
        (BinaryOp::Subtract, [Type::Time, Type::Time]) => Time(quote!(checked_since)),
        (BinaryOp::Subtract, [Type::Time, _]) => Time(quote!(checked_sub)),
        (BinaryOp::Add, [Type::Duration, _]) => Duration(quote!(checked_add)),
        (BinaryOp::Subtract, [Type::Duration, _]) => Duration(quote!(checked_sub)),
        (BinaryOp::Multiply, [Type::Duration, _]) => Private(quote!(scale)),
        (BinaryOp::Multiply, [_, Type::Duration]) => Private(quote!(Arithmetic::scale_duration)),
        (BinaryOp::Divide, [Type::Duration, _]) => Private(quote!(divide_duration)),
        _ => return None,
    })
}

/// A duration that is known when code is generated, in seconds where it has no fraction of one.
pub(super) fn emit_duration_literal(krate: &TokenStream, micros: i64) -> TokenStream {
    let of = |amount: i64| {
        let digits = Literal::u64_unsuffixed(amount.unsigned_abs());
        if amount < 0 { quote!(-#digits) } else { quote!(#digits) }
    };
    match micros {
        0 => quote!(#krate::Duration::ZERO),
        _ if micros % 1_000_000 == 0 => {
            let seconds = of(micros / 1_000_000);
            quote!(#krate::Duration::from_secs(#seconds))
        }
        _ => {
            let micros = of(micros);
            quote!(#krate::Duration::from_micros(#micros))
        }
    }
}
