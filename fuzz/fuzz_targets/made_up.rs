//! A made-up specification, which the fuzzer's bytes choose: read without errors, formatted, compiled, run.
#![no_main]

use flow_fuzz::{check_formatted, check_stories, compiled, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|choices: &[u8]| {
    let text = flow_speculate::from_choices(choices);
    let (_, diags) = parse(&text);
    assert!(!diags.has_errors(), "{:?} in\n{text}", diags.iter().next());
    check_formatted(&text);
    let output = compiled(&text);
    // Running stories takes a hundred times as long as all the rest.
    if choices.first().is_some_and(|byte| byte % 32 == 0) {
        check_stories(&output);
    }
});
