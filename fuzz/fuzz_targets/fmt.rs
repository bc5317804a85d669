//! Formatted text has the same meaning, and is a fixed point of the formatter.
#![no_main]

use flow_fuzz::check_formatted;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| check_formatted(text));
