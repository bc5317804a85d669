//! The texts of times (RFC 3339) and durations (ISO 8601), exact to the microsecond.
//!
//! Every text that is written is read as the same value. Digits below a microsecond are cut.

use core::fmt;

use super::civil_date;

/// The units of a duration's date and of its time of day with their microseconds, in the order in which they are written.
const DATE_UNITS: [(u8, i128); 2] = [(b'W', 604_800_000_000), (b'D', 86_400_000_000)];
const TIME_UNITS: [(u8, i128); 3] = [(b'H', 3_600_000_000), (b'M', 60_000_000), (b'S', SECOND)];
const SECOND: i128 = 1_000_000;

/// The number of digits that a year has at most: that of the last time that the type has, and one more. More could overflow.
const YEAR_DIGITS: usize = 7;

/// The microseconds of a time: `2026-11-28T16:09:49.5+01:00`.
pub(super) fn parse_time(text: &str) -> Option<i64> {
    let (date, clock) = text.split_once(['T', 't', ' '])?;
    let (clock, offset) = match clock.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, 0),
        None => split_offset(clock)?,
    };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, part)| (clock, Some(part)));
    let [hour, minute, second] = numbers(clock, ':')?;
    // A minute with a leap second has 61 of them.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = parse_date(date)? * 86_400 + hour * 3600 + minute * 60 + second - offset;
    let micros = i128::from(seconds) * SECOND + fraction.map_or(Some(0), parse_fraction)?;
    i64::try_from(micros).ok()
}

/// The time of day, and the seconds by which it is ahead of UTC.
fn split_offset(clock: &str) -> Option<(&str, i64)> {
    let at = clock.rfind(['+', '-'])?;
    let [hours, minutes] = numbers(&clock[at + 1..], ':')?;
    let seconds = hours * 3600 + minutes * 60;
    let is_offset = hours <= 23 && minutes <= 59;
    is_offset.then(|| (&clock[..at], if clock[at..].starts_with('-') { -seconds } else { seconds }))
}

/// The number of days since 1970.
fn parse_date(date: &str) -> Option<i64> {
    let (sign, unsigned) = date.strip_prefix('-').map_or((1, date), |date| (-1, date));
    let (year, day) = unsigned.split_once('-')?;
    if !(4..=YEAR_DIGITS).contains(&date.len().checked_sub(6)?) || !is_digits(year) {
        return None;
    }
    let year = sign * year.parse::<i64>().ok()?;
    let [month, day] = numbers(day, '-')?;
    let days = days_since_1970(year, month, day);
    (civil_date(days) == (year, month, day)).then_some(days)
}

/// The inverse of [`civil_date`]: counted in years that begin in March, and in eras of 400 years.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Numbers of two digits between separators.
fn numbers<const N: usize>(text: &str, separator: char) -> Option<[i64; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(separator);
    for number in &mut numbers {
        *number = parts.next().filter(|part| part.len() == 2 && is_digits(part))?.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit())
}

/// The microseconds of the decimals of a second.
fn parse_fraction(digits: &str) -> Option<i128> {
    let micro = |at: usize| i128::from(digits.as_bytes().get(at).copied().unwrap_or(b'0') - b'0');
    is_digits(digits).then(|| (0..6).fold(0, |micros, at| micros * 10 + micro(at)))
}

/// The microseconds of a duration: `PT1H30M`, `-P1DT0.5S`, `P2W`.
pub(super) fn parse_duration(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let text = text.strip_prefix('P')?;
    let (date, clock) = text.split_once('T').map_or((text, None), |(date, clock)| (date, Some(clock)));
    if clock.unwrap_or(date).is_empty() {
        return None;
    }
    let micros = sum_parts(date, &DATE_UNITS)? + sum_parts(clock.unwrap_or_default(), &TIME_UNITS)?;
    i64::try_from(sign * micros).ok()
}

/// The microseconds of parts like `1H30M`, with units in their order.
fn sum_parts(mut text: &str, units: &[(u8, i128)]) -> Option<i128> {
    let mut micros = 0;
    for &(unit, length) in units {
        let Some((amount, rest)) = text.split_once(char::from(unit)) else { continue };
        let (whole, fraction) =
            amount.split_once('.').map_or((amount, None), |(whole, part)| (whole, Some(part)));
        // Only seconds have decimals. 20 digits represent the longest duration, and cannot overflow.
        if !is_digits(whole) || whole.len() > 20 || (fraction.is_some() && length != SECOND) {
            return None;
        }
        micros += whole.parse::<i128>().ok()? * length + fraction.map_or(Some(0), parse_fraction)?;
        text = rest;
    }
    text.is_empty().then_some(micros)
}

/// A duration of this number of microseconds, in the form of ISO 8601.
pub(super) struct DurationText(pub(super) i64);

impl fmt::Display for DurationText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.0.unsigned_abs();
        let (seconds, micros) = (micros / 1_000_000, micros % 1_000_000);
        let [days, hours, minutes] = [seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60];
        f.write_str(if self.0 < 0 { "-P" } else { "P" })?;
        write_part(f, days, 'D')?;
        if self.0 != 0 && seconds % 86_400 == 0 && micros == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        write_part(f, hours, 'H')?;
        write_part(f, minutes, 'M')?;
        match micros {
            0 if self.0 == 0 => f.write_str("0S"),
            0 => write_part(f, seconds % 60, 'S'),
            _ => {
                write!(f, "{}.", seconds % 60)?;
                write_decimals(f, micros)?;
                f.write_str("S")
            }
        }
    }
}

/// A part that is not zero.
fn write_part(f: &mut fmt::Formatter<'_>, amount: u64, unit: char) -> fmt::Result {
    if amount == 0 { Ok(()) } else { write!(f, "{amount}{unit}") }
}

/// The decimals of a second, without zeros at the end.
fn write_decimals(f: &mut fmt::Formatter<'_>, micros: u64) -> fmt::Result {
    let (mut digits, mut width) = (micros, 6);
    while digits % 10 == 0 {
        (digits, width) = (digits / 10, width - 1);
    }
    write!(f, "{digits:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Time;
    use std::string::ToString;

    #[test]
    fn times_are_read_as_they_were_written() {
        for micros in [0, 1, -1, 1_764_346_189_500_000, -62_135_596_800_000_001, i64::MAX, i64::MIN] {
            let text = Time::from_micros(micros).to_string();
            assert_eq!(parse_time(&text), Some(micros), "{text}");
        }
    }

    #[test]
    fn times_of_other_zones_and_leap_seconds() {
        let noon = parse_time("2026-11-28T12:00:00Z");
        assert!(noon.is_some());
        assert_eq!(parse_time("2026-11-28 13:30:00.000+01:30"), noon);
        assert_eq!(parse_time("2026-11-28t04:00:00-08:00"), noon);
        assert_eq!(parse_time("2016-12-31T23:59:60Z"), parse_time("2017-01-01T00:00:00Z"));
        assert_eq!(parse_time("1970-01-01T00:00:00.0000019Z"), Some(1));
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "2026-11-28",
            "2026-11-28T12:00Z",
            "2026-02-29T12:00:00Z",
            "2026-13-01T12:00:00Z",
            "2026-11-28T24:00:00Z",
            "2026-11-28T12:00:00",
            "2026-11-28T12:00:00.Z",
            "2026-11-28T12:00:00+1",
            "26-11-28T12:00:00Z",
            "+026-11-28T12:00:00Z",
            "99999999-11-28T12:00:00Z",
            "2026-11-28T12:00:00é",
            "2026-1é-28T12:00:00Z",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_read_as_they_were_written() {
        for (micros, text) in [
            (0, "PT0S"),
            (5_400_000_000, "PT1H30M"),
            (172_800_500_000, "P2DT0.5S"),
            (-86_400_000_000, "-P1D"),
            (1_750, "PT0.00175S"),
            (61_000_000, "PT1M1S"),
        ] {
            assert_eq!(DurationText(micros).to_string(), text);
            assert_eq!(parse_duration(text), Some(micros), "{text}");
        }
        for micros in [i64::MAX, i64::MIN] {
            assert_eq!(parse_duration(&DurationText(micros).to_string()), Some(micros));
        }
        assert_eq!(parse_duration("P1W"), Some(604_800_000_000));
        assert_eq!(parse_duration("PT90S"), Some(90_000_000));
    }

    #[test]
    fn what_is_no_duration() {
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "1D",
            "P1Y",
            "P1M",
            "PT1D",
            "PT1M1H",
            "PT1.5H",
            "PT.5S",
            "PT1.S",
            "P-1D",
            "PT1S1",
            "P99999999999999999999D",
            "PT999999999999999999999999999999999999999999S",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
