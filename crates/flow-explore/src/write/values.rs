//! Values as they are written in a specification.

use flow_sim::exec::Value;

/// A value as an expression; it is an error if a part has no literal.
pub(crate) fn write_value(value: &Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(write_text(text)),
        Value::List(items) => {
            let items: Result<Vec<_>, _> = items.iter().map(write_value).collect();
            Ok(format!("[{}]", items?.join(", ")))
        }
        Value::Object(fields) => {
            let fields: Result<Vec<_>, String> =
                fields.iter().map(|(name, value)| Ok(format!("{name}: {}", write_value(value)?))).collect();
            Ok(format!("{{{}}}", fields?.join(", ")))
        }
        Value::Time(_) => Err("a moment has no literal".to_owned()),
        Value::Duration(micros) if *micros < 0 => Err("a negative length of time has no literal".to_owned()),
        other => Ok(other.to_string()),
    }
}

fn write_text(text: &str) -> String {
    let mut written = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '{' => written.push_str("\\{"),
            other => written.push(other),
        }
    }
    written.push('"');
    written
}
