//! The parser never panics, and takes time and memory in proportion to the text.
#![no_main]

use flow_fuzz::check_linear;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| check_linear(text));
