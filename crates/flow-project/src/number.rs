//! Numbers: the Rust type that a project chooses for them, and the literals that this type cannot represent.

use flow_model::model::{Expr, ExprKind, Model, Type};
use flow_model::visit;
use flow_syntax::diagnostic::{Diagnostics, Name};

/// What a `number` is in Rust (reference#settings).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// An exact decimal.
    #[default]
    Decimal,
    /// A binary floating-point number.
    F64,
    /// A whole number.
    I64,
}

impl Number {
    /// The number type of that name: `decimal`, `f64` or `i64`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "decimal" => Some(Number::Decimal),
            "f64" => Some(Number::F64),
            "i64" => Some(Number::I64),
            _ => None,
        }
    }
}

/// Reports literals that their Rust type cannot represent. After errors, types may be wrong, so the check is skipped.
pub(crate) fn check_literals(model: &Model, number: Number, diags: &mut Diagnostics) {
    if diags.has_errors() {
        return;
    }
    for handler in model.machines.iter().flat_map(|machine| &machine.handlers) {
        visit::body_exprs(&handler.body, &mut |expr| check_literal(expr, number, diags));
    }
}

fn check_literal(expr: &Expr, number: Number, diags: &mut Diagnostics) {
    let ExprKind::Number(digits) = &expr.kind else { return };
    let is_representable = match (&expr.ty, number) {
        (Type::Integer, _) | (_, Number::I64) => decimal_parts(digits).and_then(whole_number).is_some(),
        (_, Number::Decimal) => decimal_parts(digits).is_some(),
        (_, Number::F64) => true,
    };
    match (is_representable, &expr.ty) {
        (true, _) => {}
        (false, Type::Integer) => {
            diags.report(Name::TypeMismatch, expr.span, format!("'{digits}' is no integer of 64 bits"));
        }
        (false, _) => {
            let message = match number {
                Number::I64 => format!("'{digits}' is no whole number, and numbers are 'i64' here"),
                Number::Decimal | Number::F64 => format!("'{digits}' has more digits than a number can hold"),
            };
            diags
                .report(Name::TypeMismatch, expr.span, message)
                .help("numbers are whole if `number` is 'i64', and have up to 28 digits if it is 'decimal'");
        }
    }
}

/// A literal as a mantissa and a scale, the number of digits after the point: `-9.50` is (-950, 2).
///
/// `None` if a decimal cannot represent it. Trailing zeros of a fraction that is too long are dropped.
pub fn decimal_parts(digits: &str) -> Option<(i128, u32)> {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (whole, mut fraction) = digits.split_once('.').unwrap_or((digits, ""));
    while fraction.len() > MAX_SCALE && fraction.ends_with('0') {
        fraction = &fraction[..fraction.len() - 1];
    }
    let mantissa = format!("{whole}{fraction}").parse::<i128>().ok()?;
    let scale = u32::try_from(fraction.len()).ok()?;
    (fraction.len() <= MAX_SCALE && mantissa < 1 << MANTISSA_BITS).then_some((sign * mantissa, scale))
}

/// The most digits after the point that `rust_decimal` represents.
const MAX_SCALE: usize = 28;
/// The size of the mantissa of `rust_decimal`.
const MANTISSA_BITS: u32 = 96;

/// A mantissa and a scale as a whole number, if they are one of 64 bits.
pub fn whole_number((mantissa, scale): (i128, u32)) -> Option<i64> {
    let unit = 10_i128.checked_pow(scale)?;
    (mantissa % unit == 0).then(|| i64::try_from(mantissa / unit).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_mantissa_and_scale() {
        assert_eq!(decimal_parts("12"), Some((12, 0)));
        assert_eq!(decimal_parts("-9.50"), Some((-950, 2)));
        assert_eq!(decimal_parts("0.75"), Some((75, 2)));
        assert_eq!(
            decimal_parts("9999999999999999999999999999"),
            Some((9_999_999_999_999_999_999_999_999_999, 0))
        );
    }

    #[test]
    fn too_many_digits_are_no_decimal() {
        assert_eq!(decimal_parts("99999999999999999999999999999999"), None);
        assert_eq!(decimal_parts("0.00000000000000000000000000001"), None);
        assert_eq!(decimal_parts("x"), None);
    }

    #[test]
    fn whole_numbers_are_found() {
        assert_eq!(whole_number((1200, 2)), Some(12));
        assert_eq!(whole_number((1250, 2)), None);
        assert_eq!(whole_number((i128::MAX, 0)), None);
    }
}
