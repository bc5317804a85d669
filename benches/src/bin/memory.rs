//! Sizes of instances and events, the allocations of each contestant, and the memory of conversations: one line for each.
//!
//! Every allocation and reallocation of the loop over the events counts, and of the conversations. The memory left for all
//! alike is the list of items growing. Conversations are as many as lists that double have room for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};

use flow_benches::order::{Generated, by_rust_fsm, by_smlang, by_statig, generated, hand, messages};
use flow_benches::race::{Number, Site, lanes, talk_lanes};
use flow_benches::shop;
use flow_benches::stream::{Stream, draw};
use rust_decimal::Decimal;

/// The system's allocator, counting.
struct Counting;

static COUNT: AtomicU64 = AtomicU64::new(0);
/// Bytes that are allocated and not freed; never below zero, but frees wrap around.
static BYTES: AtomicU64 = AtomicU64::new(0);

#[allow(unsafe_code, reason = "passed on to the system's allocator as it is")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        BYTES.fetch_add(layout.size() as u64, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size() as u64, Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        BYTES.fetch_add((size as u64).wrapping_sub(layout.size() as u64), Ordering::Relaxed);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const EVENTS: usize = 100_000;
const TALKS: usize = 8_192;

fn main() {
    sizes();
    for number in [Number::Float, Number::Decimal] {
        for lane in lanes(number, Site::Called, &draw(Stream::Guided, EVENTS)) {
            // A round also copies the stream and names the state it ends in.
            let count = during(|| drop(lane.round())) - COPY;
            println!("allocations {number:?} {} {count}", lane.name().replace(' ', "-"));
        }
    }
    let talks = shop::draw(TALKS);
    for lane in talk_lanes() {
        let [count, bytes] = [&COUNT, &BYTES].map(|counter| counter.load(Ordering::Relaxed));
        let shop = (lane.hold)(&talks);
        let name = lane.name.replace(' ', "-");
        println!("allocations Shop {name} {}", COUNT.load(Ordering::Relaxed) - count);
        println!("held Shop {name} {} {}", lane.bytes, BYTES.load(Ordering::Relaxed) - bytes);
        drop(shop);
    }
}

/// The copy of the stream, and the name of the last state.
const COPY: u64 = 2;

fn during(run: impl FnOnce()) -> u64 {
    let before = COUNT.load(Ordering::Relaxed);
    run();
    COUNT.load(Ordering::Relaxed) - before
}

fn sizes() {
    size::<hand::Order<f64>, messages::Event<f64>>("Float by-hand");
    size::<generated::float::order::Order, generated::float::order::Event>("Float flow!");
    size::<by_statig::called::Machine, messages::Event<f64>>("Float statig");
    size::<by_smlang::called::Machine, by_smlang::called::Events>("Float smlang");
    size::<by_rust_fsm::called::Machine, messages::Event<f64>>("Float rust-fsm");
    size::<hand::Order<Decimal>, messages::Event<Decimal>>("Decimal by-hand");
    size::<Generated<Decimal>, generated::decimal::order::Event>("Decimal flow!");
}

fn size<Instance, Event>(name: &str) {
    println!("size {name} {} {}", size_of::<Instance>(), size_of::<Event>());
}
