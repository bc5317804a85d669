//! The memory of a system with many instances: no more than half as much again as a map of the same structs, and all of it is given
//! back when they are removed.

#![expect(clippy::disallowed_types, reason = "its memory is what that of instances is compared with")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use flow_benches::shop::generated::{order, payment, system};
use flow_benches::shop::{Shop, Talk, World};

/// The system's allocator, counting bytes that are allocated and not freed.
struct Counting;

static BYTES: AtomicU64 = AtomicU64::new(0);

#[allow(unsafe_code, reason = "passed on to the system's allocator as it is")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size() as u64, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size() as u64, Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        BYTES.fetch_add((size as u64).wrapping_sub(layout.size() as u64), Ordering::Relaxed);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What is allocated now and was not when a value was made.
fn bytes_of<T>(make: impl FnOnce() -> T) -> (T, u64) {
    let before = BYTES.load(Ordering::Relaxed);
    let made = make();
    (made, BYTES.load(Ordering::Relaxed).wrapping_sub(before))
}

const MANY: usize = 1_000_000;

/// One test, since the bytes of tests that run at the same time cannot be told apart.
#[test]
fn the_memory_is_that_of_the_instances() {
    many_instances_need_little_more_than_a_map_and_are_given_back();
    one_old_instance_does_not_hold_the_memory_of_later_ones();
}

fn many_instances_need_little_more_than_a_map_and_are_given_back() {
    let context = order::Context::default;
    let make = |number: usize| (number, order::Order::with_id(format!("order-{number}"), context()));
    let (map, of_map) = bytes_of(|| (1..=MANY).map(make).collect::<HashMap<_, _>>());
    drop(map);
    let mut shop = <system::System<World> as Shop>::new();
    let (ids, of_system) = bytes_of(|| {
        let ids: Vec<_> = (0..MANY).map(|_| shop.create_order(context())).collect();
        ids.into_iter()
    });
    let of_ids = (MANY * size_of::<flow::system::Id<order::Order>>()) as u64;
    let of_system = of_system - of_ids;
    println!("{MANY} instances: {of_system} bytes in a system, {of_map} in a map");
    assert!(of_system * 2 <= of_map * 3, "{of_system} bytes, a map needs {of_map}");
    let (_, left) = bytes_of(|| ids.for_each(|id| drop(shop.remove(id))));
    let left = (of_system + of_ids).wrapping_add(left);
    println!("after removing them: {left} bytes");
    assert!(left < 10_000, "{left} of {of_system} bytes are left");
}

fn one_old_instance_does_not_hold_the_memory_of_later_ones() {
    let mut shop = <system::System<World> as Shop>::new();
    let oldest = shop.create_order(order::Context::default());
    let talk = Talk { card: true, stock: true, total: 1.0 };
    let mut run = |times: usize| {
        for _ in 0..times {
            drop(shop.talk(talk));
            let (order, _) = shop.all::<order::Order>().last().expect("it was just made");
            let payment = shop.receiver::<payment::Payment>(order).expect("the order has a payment");
            let others = shop.all().map(|(id, _): (_, &_)| id).collect::<Vec<_>>();
            assert!(shop.remove(payment).is_some() && shop.remove(order).is_some());
            others.into_iter().for_each(|id| {
                assert!(shop.remove::<flow_benches::shop::generated::inventory::Inventory>(id).is_some())
            });
        }
    };
    run(1_000);
    let (_, more) = bytes_of(|| run(20_000));
    let more = more as i64;
    assert!(more < 1_000, "{more} more bytes after removing what was made");
    assert_eq!(shop.all::<order::Order>().map(|(id, _)| id).collect::<Vec<_>>(), [oldest]);
}
