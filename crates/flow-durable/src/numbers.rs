//! Reads JSON numbers with more digits than a float represents, without losing any.
//!
//! A `number` is written as a text, but people and other programs write numbers. `serde_json` reads those as floats, which are exact to 15
//! digits, unless a feature is on that changes it for the whole program. So longer ones are quoted first: a decimal is read from a text too.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

/// The number of decimal digits that every float keeps.
const FLOAT_DIGITS: usize = 15;

/// The number of digits that every unsigned whole number of 64 bits has room for. `serde_json` reads these without a float.
const WHOLE_DIGITS: usize = 19;

/// The value of a JSON text. No number loses digits.
///
/// # Errors
/// If the text is no value of the type.
pub fn read_json<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    match quote_long_numbers(text) {
        Cow::Borrowed(text) => serde_json::from_str(text),
        // A float is not read from a text. It has the nearest value of the number.
        Cow::Owned(quoted) => serde_json::from_str(&quoted).or_else(|_| serde_json::from_str(text)),
    }
}

/// The text, with quotes around each number that a float cannot represent. Invalid JSON remains invalid.
fn quote_long_numbers(text: &str) -> Cow<'_, str> {
    let (mut quoted, mut copied) = (String::new(), 0);
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => find_end_of_string(bytes, at),
            b'-' | b'0'..=b'9' => {
                let end = find_end_of_number(bytes, at);
                if is_long(&bytes[at..end]) {
                    quoted.push_str(&text[copied..at]);
                    quoted.extend(["\"", &text[at..end], "\""]);
                    copied = end;
                }
                end
            }
            _ => at + 1,
        };
        at = end;
    }
    if quoted.is_empty() {
        return Cow::Borrowed(text);
    }
    quoted.push_str(&text[copied..]);
    Cow::Owned(quoted)
}

/// The place after the string that begins at `at`; the end of the text if it has no end.
fn find_end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'"' => return end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    bytes.len()
}

fn find_end_of_number(bytes: &[u8], at: usize) -> usize {
    let is_part = |sign: &u8| matches!(sign, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E');
    at + bytes[at..].iter().take_while(|sign| is_part(sign)).count()
}

/// Whether a number has more digits than are read.
fn is_long(number: &[u8]) -> bool {
    let digits =
        || number.iter().take_while(|sign| !matches!(sign, b'e' | b'E')).filter(|sign| sign.is_ascii_digit());
    let is_whole = number.iter().all(|sign| sign.is_ascii_digit() || *sign == b'-');
    let fits = if is_whole { WHOLE_DIGITS } else { FLOAT_DIGITS };
    digits().skip_while(|digit| **digit == b'0').count() > fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow::Decimal;

    #[test]
    fn only_long_numbers_are_quoted() {
        for (text, expected) in [
            (r#"{"a": 0.000012345678901234, "b": 12.5, "c": 123456789012345678}"#, None),
            (
                r#"[1.2345678901234567, "1.2345678901234567 \" 1", -12345678901234567890]"#,
                Some(r#"["1.2345678901234567", "1.2345678901234567 \" 1", "-12345678901234567890"]"#),
            ),
            (
                r#"{"é": "\\", "x": 1.00000000000000001e3"#,
                Some(r#"{"é": "\\", "x": "1.00000000000000001e3""#),
            ),
            ("\"open", None),
            ("\"\\", None),
            ("é-", None),
        ] {
            assert_eq!(quote_long_numbers(text), expected.unwrap_or(text), "{text}");
        }
    }

    #[test]
    fn decimals_keep_all_digits() {
        for text in ["0.1234567890123456789", "79228162514264337593543950335", "12.50", "-1e2"] {
            let read: Decimal = read_json(text).expect("it is a number");
            let expected = Decimal::from_scientific(text).or_else(|_| Decimal::from_str_exact(text));
            assert_eq!(Ok(read), expected, "{text}");
        }
        assert_eq!(read_json::<f64>("0.1234567890123456789").ok(), Some(0.123_456_789_012_345_68));
        assert_eq!(read_json::<i64>("9223372036854775807").ok(), Some(i64::MAX));
        assert!(read_json::<i64>("9223372036854775808").is_err());
    }
}
