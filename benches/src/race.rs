//! Contestants in their lanes: each with its events ready, driven in rounds that take turns.
//!
//! A lane owns a stream in its contestant's own events. A round copies them, makes a new order, and measures only the
//! loop over all events.

use std::any::Any;
use std::time::{Duration, Instant};

use crate::order::{Contestant, End, Generated, hand, run_called, run_inlined};
use crate::order::{by_rust_fsm, by_smlang, by_statig};
use crate::shop::{self, Shop, run_talks};
use crate::stream::Drawn;
use crate::tally::{CALLED, INLINED, Tally};
use rust_decimal::Decimal;

/// What numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// `f64`, as all crates have it.
    Float,
    /// Exact.
    Decimal,
}

/// How the order is driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// Inlined into the loop over the events.
    Inlined,
    /// In a call for each event.
    Called,
}

/// The result of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// How long the loop took.
    pub time: Duration,
    /// How many events were accepted.
    pub accepted: usize,
    /// Where the order is.
    pub end: End,
    /// How much was emitted.
    pub count: u64,
    /// What was emitted, as one number.
    pub mix: u64,
}

/// A contestant with its events.
pub trait Lane {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Runs a new order through all events.
    fn round(&self) -> Round;
}

struct Inlined<C: Contestant<INLINED>>(Vec<C::Event>);

impl<C: Contestant<INLINED>> Lane for Inlined<C> {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn round(&self) -> Round {
        drive(&self.0, run_inlined::<C>)
    }
}

struct Called<C: Contestant<CALLED>>(Vec<C::Event>);

impl<C: Contestant<CALLED>> Lane for Called<C> {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn round(&self) -> Round {
        drive(&self.0, run_called::<C>)
    }
}

/// Runs a new order through a copy of the events, and looks at the clock before and after.
fn drive<C: Contestant<SITE>, const SITE: usize>(
    events: &[C::Event],
    run: fn(&mut C, Vec<C::Event>, &mut Tally<SITE>) -> usize,
) -> Round {
    let (mut order, mut tally, events) = (C::new(), Tally::default(), events.to_vec());
    let start = Instant::now();
    let accepted = run(&mut order, events, &mut tally);
    let time = start.elapsed();
    Round { time, accepted, end: order.end(), count: tally.count, mix: tally.mix }
}

/// The contestants with one type of numbers; by hand first.
pub fn lanes(number: Number, site: Site, stream: &[Drawn]) -> Vec<Box<dyn Lane>> {
    match (number, site) {
        (Number::Float, Site::Inlined) => vec![
            inlined_lane::<hand::Order<f64>>(stream),
            inlined_lane::<Generated<f64>>(stream),
            inlined_lane::<by_statig::inlined::Machine>(stream),
            inlined_lane::<by_smlang::inlined::Machine>(stream),
            inlined_lane::<by_rust_fsm::inlined::Machine>(stream),
        ],
        (Number::Float, Site::Called) => vec![
            called_lane::<hand::Order<f64>>(stream),
            called_lane::<Generated<f64>>(stream),
            called_lane::<by_statig::called::Machine>(stream),
            called_lane::<by_smlang::called::Machine>(stream),
            called_lane::<by_rust_fsm::called::Machine>(stream),
        ],
        (Number::Decimal, Site::Inlined) => vec![
            inlined_lane::<hand::Order<Decimal>>(stream),
            inlined_lane::<Generated<Decimal>>(stream),
            #[cfg(feature = "interpreter")]
            inlined_lane::<crate::order::interpreted::Interpreted>(stream),
        ],
        (Number::Decimal, Site::Called) => vec![
            called_lane::<hand::Order<Decimal>>(stream),
            called_lane::<Generated<Decimal>>(stream),
            #[cfg(feature = "interpreter")]
            called_lane::<crate::order::interpreted::Interpreted>(stream),
        ],
    }
}

fn inlined_lane<C: Contestant<INLINED> + 'static>(stream: &[Drawn]) -> Box<dyn Lane> {
    Box::new(Inlined::<C>(stream.iter().map(C::event).collect()))
}

fn called_lane<C: Contestant<CALLED> + 'static>(stream: &[Drawn]) -> Box<dyn Lane> {
    Box::new(Called::<C>(stream.iter().map(C::event).collect()))
}

/// The result of conversations.
#[derive(Clone, Debug, PartialEq)]
pub struct Talked {
    /// How long they took.
    pub time: Duration,
    /// How many messages went outside.
    pub messages: usize,
    /// Their result.
    pub end: shop::End,
}

/// A contestant with conversations.
#[derive(Clone, Copy, Debug)]
pub struct TalkLane {
    /// Its name.
    pub name: &'static str,
    /// Runs that many conversations in a new shop.
    pub round: fn(usize) -> Talked,
    /// What all of them were answered with, in words.
    pub tell: fn(usize) -> Vec<Vec<String>>,
    /// The shop after conversations, for its memory.
    pub hold: fn(&[shop::Talk]) -> Box<dyn Any>,
    /// The bytes of what the three machines of a conversation are, without what they point to.
    pub bytes: usize,
}

/// The contestants of the conversations; by hand first.
pub fn talk_lanes() -> Vec<TalkLane> {
    use shop::{by_rust_fsm, by_smlang, by_statig, driven::Driven, generated as flow, hand};
    vec![
        talk_lane::<hand::ByHand>(size_of::<hand::Order>()),
        talk_lane::<flow::system::System<shop::World>>(size_of::<(
            flow::order::Order,
            flow::payment::Payment,
            flow::inventory::Inventory,
        )>()),
        talk_lane::<Driven<by_statig::Statig>>(size_of::<by_statig::Statig>()),
        talk_lane::<Driven<by_smlang::Smlang>>(size_of::<by_smlang::Smlang>()),
        talk_lane::<Driven<by_rust_fsm::RustFsm>>(size_of::<by_rust_fsm::RustFsm>()),
        #[cfg(feature = "interpreter")]
        talk_lane::<shop::interpreted::Interpreted>(3 * size_of::<flow_sim::exec::step::Instance>()),
    ]
}

fn talk_lane<S: Shop + 'static>(bytes: usize) -> TalkLane {
    TalkLane { name: S::NAME, round: talks_of::<S>, tell: told_by::<S>, hold: held_by::<S>, bytes }
}

fn told_by<S: Shop>(talks: usize) -> Vec<Vec<String>> {
    let mut shop = S::new();
    shop::draw(talks).into_iter().map(|talk| S::tell(&shop.talk(talk))).collect()
}

fn held_by<S: Shop + 'static>(talks: &[shop::Talk]) -> Box<dyn Any> {
    let mut shop = S::new();
    run_talks(&mut shop, talks);
    Box::new(shop)
}

/// Runs that many conversations in a new shop.
fn talks_of<S: Shop>(talks: usize) -> Talked {
    let (mut shop, talks) = (S::new(), shop::draw(talks));
    let start = Instant::now();
    let messages = run_talks(&mut shop, &talks);
    let time = start.elapsed();
    Talked { time, messages, end: shop.end() }
}

/// The middle one of several times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
