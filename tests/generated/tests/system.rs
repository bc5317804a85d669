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

#[test]
fn instances_are_found_by_id_and_by_text() {
    use bare::door::{Context, Door, State, event};
    let mut system = bare::system::System::new(());
    let (first, second) = (system.create_door(Context::default()), system.create_door(Context::default()));
    assert!(system.open(second, event::Open {}).unwrap().is_complete());
    assert_eq!(system.find("door-2"), Some(second));
    assert_eq!(system.find::<Door>("door-3"), None);
    assert_eq!(system.get(second).map(Door::state), Some(State::Open));
    let id: flow::system::Id<Door> = "door-1".parse().unwrap();
    assert_eq!(system[id].state(), State::Closed);
    assert_eq!(system.all::<Door>().map(|(id, _)| id).collect::<Vec<_>>(), [first, second]);
}

#[test]
fn a_removed_instance_is_returned_and_events_to_it_come_back() {
    use bare::door::{Context, Door, State, event};
    let mut system = bare::system::System::new(());
    let door = system.create_door(Context::default());
    assert_eq!(system.remove(door), Some(Door::restore(State::Closed, Context::default())));
    let error = system.open(door, event::Open {}).expect_err("there is no such door");
    let shown = "door-1: :open is not delivered, since this system has no such instance";
    assert_eq!(error.to_string(), shown);
    assert_eq!(system.all::<Door>().count(), 0);
}

#[test]
fn ids_are_stored_as_their_texts() {
    let mut system = bare::system::System::new(());
    let door = system.create_door(bare::door::Context::default());
    let stored = serde_json::to_string(&(door, door.instance())).unwrap();
    assert_eq!(stored, r#"["door-1","door-1"]"#);
    let read: flow::system::Id<bare::door::Door> = serde_json::from_str(r#""door-1""#).unwrap();
    assert_eq!(read, door);
    let error = serde_json::from_str::<flow::system::Id<bare::door::Door>>(r#""gate-1""#).unwrap_err();
    assert!(error.to_string().contains("'gate-1' is not the id of an instance of @door"), "{error}");
}
