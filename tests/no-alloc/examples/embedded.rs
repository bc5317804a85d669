//! A program on bare Rust: no standard library, no allocator, no `main` but C's. It links, so no part of it allocates.
//!
//! It switches a lamp on and off; its exit code is 0 if the lamp is in the expected state. `run.sh` builds and
//! runs it.

#![no_std]
#![no_main]

use core::panic::PanicInfo;

use flow_tests_no_alloc::generated::lamp::{Event, State, event};
use flow_tests_no_alloc::run;

#[link(name = "c")]
#[allow(unsafe_code, reason = "the C library starts programs")]
unsafe extern "C" {}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Where C begins.
#[unsafe(no_mangle)]
#[allow(unsafe_code, reason = "C finds it by its name")]
pub extern "C" fn main() -> i32 {
    let press = || Event::from(event::Press {});
    match (run([press()]), run([press(), press()])) {
        (State::On, State::Off) => 0,
        _ => 1,
    }
}
