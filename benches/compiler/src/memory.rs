//! The system's allocator, counting: how often it is asked, for how much, and how much is held at once.
//!
//! Counts are those of the whole process, so only one thread may run while something is measured.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What was asked of the allocator while something ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// How often memory was asked for.
    pub allocations: usize,
    /// How many bytes in all.
    pub bytes: usize,
    /// How many bytes were held at most, beyond those held before.
    pub peak: usize,
    /// How many bytes are allocated after it, beyond those before.
    pub kept: usize,
}

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// Loads and stores in place of additions that lock the bus: those would take a fifth of the time that is measured.
fn taken(bytes: usize) {
    ALLOCATIONS.store(ALLOCATIONS.load(Relaxed) + 1, Relaxed);
    BYTES.store(BYTES.load(Relaxed) + bytes, Relaxed);
    let held = HELD.load(Relaxed).wrapping_add(bytes);
    HELD.store(held, Relaxed);
    if held > PEAK.load(Relaxed) {
        PEAK.store(held, Relaxed);
    }
}

fn given_back(bytes: usize) {
    HELD.store(HELD.load(Relaxed).wrapping_sub(bytes), Relaxed);
}

#[allow(unsafe_code, reason = "passed on to the system's allocator as it is")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        given_back(layout.size());
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        given_back(layout.size());
        taken(size);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A stage, and its allocations.
pub fn during<T>(run: impl FnOnce() -> T) -> (T, Usage) {
    let (allocations, bytes, held) = (ALLOCATIONS.load(Relaxed), BYTES.load(Relaxed), HELD.load(Relaxed));
    PEAK.store(held, Relaxed);
    let value = run();
    let usage = Usage {
        allocations: ALLOCATIONS.load(Relaxed) - allocations,
        bytes: BYTES.load(Relaxed) - bytes,
        peak: PEAK.load(Relaxed) - held,
        kept: HELD.load(Relaxed).saturating_sub(held),
    };
    (value, usage)
}
