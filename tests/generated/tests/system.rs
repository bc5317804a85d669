//! The generated `System`: what it can be used for besides sending events.

use flow_tests_generated::{bare, seed_checkout, timers};

/// Compiles only if a system with such bindings can be shared between threads.
fn is_send_and_sync<T: Send + Sync>() {}

/// Bindings that can be shared.
struct Shared;

#[test]
fn a_system_is_send_and_sync_where_its_bindings_are() {
    is_send_and_sync::<bare::system::System<()>>();
    is_send_and_sync::<seed_checkout::system::System<Shared>>();
    is_send_and_sync::<timers::system::System<Shared>>();
}

#[test]
fn a_system_is_read_by_threads_while_it_records() {
    let mut system = bare::system::System::new(());
    system.record();
    let door = system.create_door(bare::door::Context::default());
    let system = &system;
    let states = std::thread::scope(|scope| {
        let threads = [(); 2].map(|()| scope.spawn(move || system[door].state()));
        threads.map(|thread| thread.join().expect("reading does not panic"))
    });
    assert_eq!(states, [bare::door::State::Closed; 2]);
}
