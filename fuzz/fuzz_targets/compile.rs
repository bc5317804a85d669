//! Model, checks, generated code and pictures come of whatever parses, and nothing panics on what does not.
#![no_main]

use flow_fuzz::{check_pictures, compiled};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let output = compiled(text);
    check_pictures(&output);
});
