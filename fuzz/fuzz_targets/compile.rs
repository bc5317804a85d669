//! Model, checks, generated code and pictures can be made of any text that parses, and no stage panics on any other.
#![no_main]

use flow_fuzz::{check_pictures, compiled};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let output = compiled(text);
    check_pictures(&output);
});
