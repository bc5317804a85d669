//! Times all contestants, round after round in turn: one line for each, with the median in nanoseconds an event,
//! and of an order's whole conversation.
//!
//! `time [<events> [<rounds>]]`; run it pinned to one processor. Every round must end in the same state with the same emits.

use flow_benches::race::{Lane, Number, Round, Site, lanes, median, talk_lanes};
use flow_benches::stream::{Stream, draw};

fn main() {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse().expect("a number"));
    let events = args.next().unwrap_or(1_000_000);
    let rounds = args.next().unwrap_or(15);
    for stream in [Stream::Random, Stream::Guided] {
        let drawn = draw(stream, events);
        for number in [Number::Float, Number::Decimal] {
            for site in [Site::Inlined, Site::Called] {
                let lanes = lanes(number, site, &drawn);
                for (lane, nanos) in lanes.iter().zip(race(&lanes, rounds, events)) {
                    println!("{number:?} {stream:?} {site:?} {} {nanos:.3}", lane.name().replace(' ', "-"));
                }
            }
        }
    }
    talks(events / 20, rounds);
}

/// The median time of a conversation for each contestant.
fn talks(talks: usize, rounds: usize) {
    let lanes = talk_lanes();
    let first = (lanes[0].round)(talks);
    let mut times = vec![Vec::new(); lanes.len()];
    for _ in 0..rounds {
        for (lane, times) in lanes.iter().zip(&mut times) {
            let round = (lane.round)(talks);
            assert_eq!((&round.end, round.messages), (&first.end, first.messages), "{}", lane.name);
            times.push(round.time);
        }
    }
    for (lane, times) in lanes.iter().zip(times) {
        let nanos = median(times).as_secs_f64() * 1e9 / talks as f64;
        println!("Shop {} {nanos:.3}", lane.name.replace(' ', "-"));
    }
}

/// The median time of an event in each lane.
fn race(lanes: &[Box<dyn Lane>], rounds: usize, events: usize) -> Vec<f64> {
    let first = lanes[0].round();
    let mut times = vec![Vec::new(); lanes.len()];
    for _ in 0..rounds {
        for (lane, times) in lanes.iter().zip(&mut times) {
            let round = lane.round();
            assert!(same(&first, &round), "{}: {round:?}, not {first:?}", lane.name());
            times.push(round.time);
        }
    }
    times.into_iter().map(|times| median(times).as_secs_f64() * 1e9 / events as f64).collect()
}

fn same(a: &Round, b: &Round) -> bool {
    (&a.end, a.count, a.mix) == (&b.end, b.count, b.mix)
}
