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
    /// How many bytes are held behind it, beyond those held before.
    pub kept: usize,
}

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn taken(bytes: usize) {
    ALLOCATIONS.fetch_add(1, Relaxed);
    BYTES.fetch_add(bytes, Relaxed);
    PEAK.fetch_max(HELD.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

#[allow(unsafe_code, reason = "passed on to the system's allocator as it is")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Relaxed);
        taken(size);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What runs, and what it asks for.
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
