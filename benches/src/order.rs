//! The order of `flows/order.flow` six times over, behind one trait, so that all are driven alike.
//!
//! A contestant takes an event by value, as from a queue or a socket, and returns whether it accepted it. A rejection that
//! a crate does not show (statig does not report unhandled events) counts as accepted, and is not compared.

pub mod by_rust_fsm;
pub mod by_smlang;
pub mod by_statig;
pub mod generated;
pub mod hand;
#[cfg(feature = "interpreter")]
pub mod interpreted;
pub mod messages;

pub use generated::Generated;

use crate::stream::Drawn;
use crate::tally::{CALLED, INLINED, Tally};

/// One implementation of the order.
pub trait Contestant<const SITE: usize> {
    /// Its name in tables.
    const NAME: &'static str;
    /// Its event.
    type Event: Clone;

    /// An order in its initial state.
    fn new() -> Self;
    /// The event that was drawn, as this contestant has it.
    fn event(drawn: &Drawn) -> Self::Event;
    /// Takes an event.
    fn handle(&mut self, event: Self::Event, tally: &mut Tally<SITE>) -> bool;
    /// Where it is now.
    fn end(&self) -> End;
}

/// Where an order ended.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The state.
    pub state: String,
    /// `$total`.
    pub total: f64,
    /// How many `$items`.
    pub items: usize,
}

/// All events, with the machine inlined into the loop; how many were accepted.
#[inline(never)]
pub fn run_inlined<C: Contestant<INLINED>>(
    order: &mut C,
    events: Vec<C::Event>,
    tally: &mut Tally<INLINED>,
) -> usize {
    let mut accepted = 0;
    for event in events {
        accepted += usize::from(order.handle(event, tally));
    }
    accepted
}

/// All events, each in a call that the compiler must make.
#[inline(never)]
pub fn run_called<C: Contestant<CALLED>>(
    order: &mut C,
    events: Vec<C::Event>,
    tally: &mut Tally<CALLED>,
) -> usize {
    let mut accepted = 0;
    for event in events {
        accepted += usize::from(call(order, event, tally));
    }
    accepted
}

#[inline(never)]
fn call<C: Contestant<CALLED>>(order: &mut C, event: C::Event, tally: &mut Tally<CALLED>) -> bool {
    order.handle(event, tally)
}
