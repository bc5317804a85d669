//! All contestants have the same results: otherwise their costs could not be compared.

use flow_benches::race::{Number, Round, Site, lanes, talk_lanes};
use flow_benches::stream::{Stream, draw};

const EVENTS: usize = 5_000;

fn rounds(number: Number, site: Site, stream: Stream) -> Vec<(&'static str, Round)> {
    let lanes = lanes(number, site, &draw(stream, EVENTS));
    lanes.iter().map(|lane| (lane.name(), lane.round())).collect()
}

/// Every contestant with one type of numbers agrees with the first one.
fn check_all(number: Number, stream: Stream) {
    let first = rounds(number, Site::Inlined, stream).remove(0).1;
    for (name, round) in
        [Site::Inlined, Site::Called].into_iter().flat_map(|site| rounds(number, site, stream))
    {
        assert_eq!((&round.end, round.count, round.mix), (&first.end, first.count, first.mix), "{name}");
        // statig does not report whether an event was handled.
        assert!(round.accepted == first.accepted || name == "statig", "{name}: {}", round.accepted);
    }
}

#[test]
fn all_agree_on_a_random_stream() {
    check_all(Number::Float, Stream::Random);
    check_all(Number::Decimal, Stream::Random);
}

#[test]
fn all_agree_on_a_guided_stream() {
    check_all(Number::Float, Stream::Guided);
    check_all(Number::Decimal, Stream::Guided);
}

#[test]
fn floats_and_decimals_come_to_the_same() {
    for stream in [Stream::Random, Stream::Guided] {
        let [float, decimal] =
            [Number::Float, Number::Decimal].map(|number| rounds(number, Site::Called, stream).remove(0).1);
        assert_eq!((float.end, float.count, float.accepted), (decimal.end, decimal.count, decimal.accepted));
    }
}

#[test]
fn three_in_four_are_not_accepted_unless_guided() {
    let share =
        |stream| rounds(Number::Float, Site::Called, stream).remove(0).1.accepted as f64 / EVENTS as f64;
    let (random, guided) = (share(Stream::Random), share(Stream::Guided));
    assert!((0.2..0.3).contains(&random), "{random}");
    assert!((0.9..1.0).contains(&guided), "{guided}");
}

#[test]
fn conversations_end_alike() {
    let lanes = talk_lanes();
    let by_hand = (lanes[0].round)(400);
    for lane in &lanes {
        let round = (lane.round)(400);
        assert_eq!((&round.end, round.messages), (&by_hand.end, by_hand.messages), "{}", lane.name);
    }
    assert_eq!(by_hand.end.orders, [300, 50, 50]);
}

#[test]
fn conversations_say_the_same() {
    let lanes = talk_lanes();
    let by_hand = (lanes[0].tell)(16);
    for lane in &lanes {
        assert_eq!((lane.tell)(16), by_hand, "{}", lane.name);
    }
    let said: Vec<_> = [0, 3, 6].into_iter().flat_map(|at| by_hand[at].clone()).collect();
    let said: Vec<_> = said.iter().map(String::as_str).collect();
    assert_eq!(said, ["OrderConfirmed from order-1", "PaymentError from order-4", "RefundComplete refused"]);
}

#[test]
fn no_reminder_is_left_of_those_that_were_stopped() {
    assert_eq!(flow_benches::reminders::run_reminders(20), 0);
}
