//! What is formatted says the same, and is formatted.
#![no_main]

use flow_fuzz::check_formatted;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| check_formatted(text));
