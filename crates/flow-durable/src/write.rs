//! Values of any type as JSON text.
//!
//! A value is passed without its type where that keeps generated code short: only writing it is compiled for each type. The text has no
//! spaces, and fields in the order of the specification, so that equal values have equal texts.

use serde::Serialize;

/// A value that can be written, without its type.
pub trait WriteJson {
    /// The value as JSON.
    ///
    /// # Errors
    /// If it contains a value that JSON cannot represent.
    fn to_json(&self) -> serde_json::Result<String>;
}

impl<T: Serialize> WriteJson for T {
    fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// A JSON array of the values: the canonical form in which arguments are compared.
pub(crate) fn write_array(values: &[&dyn WriteJson]) -> serde_json::Result<String> {
    let texts: Vec<_> = values.iter().map(|value| value.to_json()).collect::<Result<_, _>>()?;
    Ok(format!("[{}]", texts.join(",")))
}
