//! `Prefer: wait=N`, as RFC 7240 has it: how long a client wants to wait.
//!
//! A preference is never an error: one that cannot be read, or that the host does not know, is ignored. The response lists the applied
//! preference.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response};

/// The longest wait in seconds. Proxies commonly close connections that are quiet for a minute.
const LONGEST: u64 = 60;

/// How long the client wants to wait until everything is done; at most a minute.
pub(super) fn read_wait(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    let preferences = values.flat_map(|value| value.split(',')).filter_map(|preference| {
        // Parameters of a preference follow after `;`, and `wait` has none.
        let preference = preference.split(';').next().unwrap_or_default();
        let (name, value) = preference.split_once('=')?;
        name.trim().eq_ignore_ascii_case("wait").then(|| value.trim().trim_matches('"').to_owned())
    });
    // The first one counts.
    let digits = preferences.into_iter().next()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let seconds =
        is_number.then(|| digits.parse().unwrap_or(LONGEST).min(LONGEST)).filter(|seconds| *seconds > 0)?;
    Some(Duration::from_secs(seconds))
}

/// Adds the preference that was applied to a response.
pub(super) fn note_wait(mut response: Response<Body>, wait: Option<Duration>) -> Response<Body> {
    let value = wait.and_then(|wait| HeaderValue::from_str(&format!("wait={}", wait.as_secs())).ok());
    if let Some(value) = value {
        response.headers_mut().insert("preference-applied", value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("prefer", HeaderValue::from_str(value).expect("it is a value"));
        }
        read_wait(&headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn the_wait_is_read_among_other_preferences_and_bounded() {
        assert_eq!(read(&["wait=10"]), Some(10));
        assert_eq!(read(&["respond-async, Wait = \"7\"; x=1"]), Some(7));
        assert_eq!(read(&["return=minimal", "wait=2", "wait=3"]), Some(2));
        assert_eq!(read(&["wait=61"]), Some(60));
        assert_eq!(read(&["wait=99999999999999999999999"]), Some(60));
    }

    #[test]
    fn what_is_no_number_of_seconds_is_no_preference() {
        for value in ["wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=ten", "await=5", ""] {
            assert_eq!(read(&[value]), None, "{value}");
        }
    }
}
