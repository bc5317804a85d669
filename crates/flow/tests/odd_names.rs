//! Machines and events with names that the generated system, or Rust, uses itself.

#![deny(warnings)]
#![cfg(all(feature = "macros", feature = "alloc"))]

flow::flow!(
    "tests/flows/odd_names.flow",
    allow(unused_timer, unhandled_event, unreachable_handler, guessed_source, emit_cycle, vacuous_scenario),
);

use std::convert::Infallible;

/// A world in which everything is so.
struct World;

impl event::Bindings for World {
    type Error = Infallible;

    fn do_it(&mut self, _: &event::Context) -> Result<(), Infallible> {
        Ok(())
    }
}

impl failure::Bindings for World {
    type Error = Infallible;

    fn it_is_so(&self, _: &failure::Context) -> bool {
        true
    }
}

impl option::Bindings for World {
    type Error = &'static str;

    fn fail(&mut self, _: &option::Context) -> Result<(), &'static str> {
        Err("as it was asked")
    }
}

impl parts::Bindings for World {
    type Error = Infallible;

    fn really_do(&mut self, _: &parts::Context) -> Result<(), Infallible> {
        Ok(())
    }
}

#[test]
fn names_that_are_taken_give_way() {
    let mut system = system::System::new(World);
    let event = system.create_event(event::Context::default());
    assert!(system.create_event_2(event, event::event::CreateEvent {}).is_ok());
    assert_eq!(system[event].state(), event::State::B);
    let failures: Vec<_> = system.all::<failure::Failure>().map(|(_, failure)| failure.state()).collect();
    assert_eq!(failures, [failure::State::Self_]);
    let option =
        system.all::<option::Option_>().map(|(id, _)| id).next().expect("'@result' answers '@option'");
    assert_eq!(option.to_string(), "option-1");
}

#[test]
fn an_event_of_several_machines_names_its_machine() {
    let mut system = system::System::new(World);
    let event = system.create_event(event::Context::default());
    let error = system.new_event(event, event::event::New {}).expect_err("it is for '#b'");
    assert_eq!(error.to_string(), "event-1: :new from @core is not accepted in #idle");
}
