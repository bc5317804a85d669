//! `traceparent`, as W3C Trace Context defines it: the id that a request shares with all effects that follow from it.
//!
//! The host adds no part of its own and passes the header on unchanged, to spans and to partners. A header in another form is ignored, as
//! that specification requires.

use axum::http::HeaderMap;

/// The length of a version 00: `00-`, 32 digits, `-`, 16 digits, `-`, 2 digits.
const LENGTH: usize = 55;

/// The trace that a request belongs to.
pub(super) fn read_trace(headers: &HeaderMap) -> Option<String> {
    let mut all = headers.get_all("traceparent").iter();
    let value = all.next()?.to_str().ok().filter(|_| all.next().is_none())?;
    let fields = value.get(..LENGTH)?;
    let parts: Vec<&str> = fields.split('-').collect();
    let [version, trace, parent, flags] = parts[..] else { return None };
    let is_hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_named =
        |text: &str, length: usize| is_hex(text, length) && text.bytes().any(|digit| digit != b'0');
    let is_known = is_hex(version, 2) && is_named(trace, 32) && is_named(parent, 16) && is_hex(flags, 2);
    // A later version may add fields.
    let ends_well = match version {
        "00" => value.len() == LENGTH,
        "ff" => false,
        _ => value.len() == LENGTH || value.as_bytes()[LENGTH] == b'-',
    };
    (is_known && ends_well).then(|| format!("00-{trace}-{parent}-{flags}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("traceparent", value.parse().expect("it is a value"));
        }
        read_trace(&headers)
    }

    #[test]
    fn a_trace_is_read() {
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assert_eq!(read(&[trace]).as_deref(), Some(trace));
        let later = "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future";
        assert_eq!(read(&[later]).as_deref(), Some(trace));
        assert_eq!(read(&[&later[..55]]).as_deref(), Some(trace));
    }

    #[test]
    fn what_is_no_trace_counts_as_none() {
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        for wrong in [
            "",
            "00",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
            "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
        ] {
            assert_eq!(read(&[wrong]), None, "{wrong}");
        }
        assert_eq!(read(&[trace, trace]), None);
    }
}
