//! Times and durations in serde: texts of the standards in formats for people, microseconds in others.
//!
//! Earlier versions wrote a number of milliseconds, which is still read.

use core::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::texts::{DurationText, parse_duration, parse_time};
use super::{Duration, MILLI, Time};

/// Reads the microseconds of a text, or of a number of milliseconds.
struct Text {
    /// The expected value, for the error message.
    expected: &'static str,
    parse: fn(&str) -> Option<i64>,
}

impl Visitor<'_> for Text {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        (self.parse)(text).ok_or_else(|| E::custom(format_args!("'{text}' is not {}", self.expected)))
    }

    fn visit_i64<E: Error>(self, millis: i64) -> Result<i64, E> {
        millis.checked_mul(MILLI).ok_or_else(|| E::custom("too many milliseconds"))
    }

    fn visit_u64<E: Error>(self, millis: u64) -> Result<i64, E> {
        i64::try_from(millis).map_err(E::custom).and_then(|millis| self.visit_i64(millis))
    }

    fn visit_f64<E: Error>(self, millis: f64) -> Result<i64, E> {
        let micros = millis * MILLI as f64;
        let fits = micros.abs() < i64::MAX as f64;
        // Half up; floats have no `round` without the standard library.
        let rounded = if micros < 0.0 { micros - 0.5 } else { micros + 0.5 };
        fits.then_some(rounded as i64).ok_or_else(|| E::custom("too many milliseconds"))
    }
}

fn read<'de, D: Deserializer<'de>>(deserializer: D, text: Text) -> Result<i64, D::Error> {
    match deserializer.is_human_readable() {
        true => deserializer.deserialize_any(text),
        false => i64::deserialize(deserializer),
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.collect_str(self),
            false => serializer.serialize_i64(self.micros),
        }
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text { expected: "a time like 2026-11-28T16:09:49Z", parse: parse_time };
        read(deserializer, text).map(Time::from_micros)
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.collect_str(&DurationText(self.micros)),
            false => serializer.serialize_i64(self.micros),
        }
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text { expected: "a duration like PT1H30M", parse: parse_duration };
        read(deserializer, text).map(Duration::from_micros)
    }
}
