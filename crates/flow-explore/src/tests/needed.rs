//! Every case of the slicer and of the regions is needed.
//!
//! Each has a specification in which the explorer finds exactly the same as the enumerator, and does not if the case is left out: other
//! configurations, rejections, faults or broken rules.

use super::enumerated::{MINUTE, enumerated, explored};
use super::{explore_text, model};
use crate::cases::{Case, OMITTED};
use crate::{Options, Verdict};

#[test]
fn every_case_of_slicer_and_regions_is_needed() {
    let mut unnoticed = Vec::new();
    for case in Case::ALL.into_iter().filter(|case| *case != Case::Limited) {
        let model = model(&[("main.flow", &text_that_needs(case))]);
        let expected = enumerated(&model, MINUTE);
        assert_eq!(explored(&model), expected, "{case:?}");
        OMITTED.set(Some(case));
        let found = explored(&model);
        OMITTED.set(None);
        if found == expected {
            unnoticed.push(case);
        }
    }
    assert_eq!(unnoticed, []);
}

/// Without its limit, a number that goes on changing has no end, and neither has the enumerator.
#[test]
fn numbers_that_go_on_changing_have_a_limit() {
    let text = "machine: @tally\n  starts in #new\n  on> :add from @guest in #new\n    $count: integer increases by 1\n  on> :look from @guest in #new\n    ? $count > 3\n      tally moves to #full\n";
    let is_closed = || !matches!(explore_text(text, &Options::default()).verdict, Verdict::UpTo(_));
    assert!(is_closed());
    OMITTED.set(Some(Case::Limited));
    let is_closed_without = is_closed();
    OMITTED.set(None);
    assert!(!is_closed_without);
}

/// A machine with a public event in its first state.
fn alone(event: &str, body: &str) -> String {
    format!("machine: @m\n  starts in #new\n  on> :{event} in #new{body}")
}

/// The same, and a desk that takes the event from it.
fn with_desk(event: &str, body: &str, taken: &str, at_desk: &str) -> String {
    format!("{}\nmachine: @desk\n  starts in #open\n  on :{taken} in #open{at_desk}", alone(event, body))
}

/// A specification in which the explorer misses something, or finds too much, without a case.
pub(super) fn text_that_needs(case: Case) -> String {
    let either = |condition: &str| {
        format!("\n    {condition}\n      m moves to #one\n    otherwise\n      m moves to #other\n")
    };
    let later = |condition: &str| format!("  on> :look from @user in #kept{}", either(condition));
    let keep = "    m moves to #kept\n";
    let done = "    m moves to #done\n";
    match case {
        Case::Key | Case::KeyValues => keyed("string"),
        Case::ChoiceKey => keyed("one of \"a\", \"b\""),
        Case::Rule | Case::ComparedByRule => {
            let keeps = alone(
                "go from @user",
                &format!(" with $amount: integer\n    $sum: integer becomes $amount\n{keep}"),
            );
            format!("system: sums\n  rules:\n    = $sum of @m is at most 3\n\n{keeps}")
        }
        Case::Comparison | Case::ReadPayload | Case::Compared => {
            alone("go from @user", &format!(" with $amount: integer{}", either("? $amount > 3")))
        }
        Case::Containment => alone(
            "go from @user",
            &format!(" with $tags: array of string{}", either("? $tags contains \"red\"")),
        ),
        Case::Emptiness => {
            alone("go from @user", &format!(" with $tags: array of string{}", either("? $tags is empty")))
        }
        Case::Flag => alone("go from @user", &format!(" with $loud: boolean{}", either("? $loud"))),
        Case::Field => alone("go from @user", &either("? $item.price > 3")),
        Case::Count => alone(
            "go from @user",
            &format!(" with $many: array of string{}", either("? $many has at least 3 items")),
        ),
        Case::Loop => with_desk(
            "go from @user",
            &format!(
                " with $names: array of string\n    for each $name in $names\n      emit :ping to @desk\n{done}"
            ),
            "ping from @m",
            "\n    note it\n",
        ),
        Case::Item => with_desk(
            "go from @user",
            &format!(
                " with $numbers: array of integer\n    for each $number in $numbers\n      ? $number = 3\n        emit :ping to @desk\n{done}"
            ),
            "ping from @m",
            "\n    note it\n",
        ),
        Case::Receiver => with_desk(
            "go from @user",
            "\n    emit :hello to @desk\n    m moves to #asked\n  on :hi from @desk in #asked\n    $who becomes @desk\n    m moves to #known\n  on> :work from @user in #known\n    emit :work to $who\n    m moves to #done\n",
            "hello from @m",
            "\n    emit :hi to @m\n  on :work from @m in #open\n    desk moves to #closed\n",
        ),
        Case::Length => alone(
            "go from @user",
            &format!(
                "\n    $wait: integer becomes 5\n    start timer for $wait minutes\n{keep}  on :timer_expired from @system in #kept\n{done}"
            ),
        ),
        Case::LengthAndZero => alone(
            "go from @user",
            &format!(
                " with $wait: integer\n    start timer for $wait minutes\n{keep}  on :timer_expired from @system in #kept\n{done}"
            ),
        ),
        Case::Failure => divided("2", &format!("    $share becomes 10 / $n\n{done}")),
        Case::FailingUpdate => divided("0", &format!("    $share becomes 10 / $n\n{done}")),
        Case::FailingArgument => divided("0", &format!("    note \"{{$n / $n}}\"\n{done}")),
        Case::FailingReason => divided("0", "    reject \"{$n / $n}\"\n"),
        Case::FailingPayload => with_desk(
            "go from @user",
            &format!("\n    $n: integer becomes 0\n    emit :ping to @desk with share: 10 / $n\n{done}"),
            "ping from @m",
            " with $share: number\n    note it\n",
        ),
        Case::FailingTimerPayload => divided(
            "0",
            &format!(
                "    schedule :later for 1 minute with share: 10 / $n\n{keep}  on :later from @self in #kept with $share: number\n{done}"
            ),
        ),
        Case::FailingTime => alone(
            "go from @user",
            &format!(
                " with $times: array of time\n    start timer until first of $times\n{keep}  on :timer_expired from @system in #kept\n{done}"
            ),
        ),
        Case::DivisorAndZero => {
            alone("go from @user", &format!(" with $n: integer\n    $share becomes 10 / $n\n{done}"))
        }
        Case::Assignment | Case::Copied | Case::ReadVariable => alone(
            "go from @user",
            &format!(
                " with $amount: integer\n    $sum: integer becomes $amount\n{keep}{}",
                later("? $sum > 3")
            ),
        ),
        Case::Increase | Case::Amount => alone(
            "go from @user",
            &format!(" with $by: integer\n    $sum: integer increases by $by\n{keep}{}", later("? $sum > 3")),
        ),
        Case::Decrease => alone(
            "go from @user",
            &format!(
                " with $by: integer\n    $sum: integer becomes 5\n    $sum decreases by $by\n{keep}{}",
                later("? $sum < 3")
            ),
        ),
        Case::Addition => alone(
            "go from @user",
            &format!(
                " with $tag: string\n    $tags: array of string adds $tag\n{keep}{}",
                later("? $tags contains \"red\"")
            ),
        ),
        Case::Removal => alone(
            "go from @user",
            &format!(
                " with $tag: string\n    $tags: array of string adds \"red\"\n    $tags removes $tag\n{keep}{}",
                later("? $tags is empty")
            ),
        ),
        Case::Answered => alone(
            "go from @user",
            &format!("\n    $rate: integer comes from the rate{}", either("? $rate > 3")),
        ),
        Case::Payload | Case::Sent => with_desk(
            "go from @user",
            &format!(" with $amount: integer\n    emit :ping to @desk with much: $amount\n{done}"),
            "ping from @m",
            " with $much: integer\n    ? $much > 3\n      desk moves to #closed\n",
        ),
        // Nobody else can send it, since the desk takes up what it has put aside as soon as it is open.
        Case::AnySender | Case::AnySenderValues => format!(
            "{}\nmachine: @desk\n  starts in #asleep\n  on :ping from @m in #asleep with $much: integer\n    defer\n  on :wake from @m in #asleep\n    desk moves to #open\n  on :ping in #open with $much: integer\n    ? $much > 3\n      desk moves to #closed\n    otherwise\n      desk moves to #bored\n",
            alone(
                "go from @user",
                &format!(
                    " with $amount: integer\n    emit :ping to @desk with much: $amount\n    emit :wake to @desk\n{done}"
                ),
            ),
        ),
        Case::TimerPayload | Case::SentLater => alone(
            "go from @user",
            &format!(
                " with $amount: integer\n    schedule :later for 1 minute with much: $amount\n{keep}  on :later from @self in #kept with $much: integer{}",
                either("? $much > 3")
            ),
        ),
        Case::Limited => unreachable!("the enumerator has no end"),
    }
}

/// A division by a number that the handler sets, and other steps.
fn divided(by: &str, steps: &str) -> String {
    alone("go from @user", &format!("\n    $n: integer becomes {by}\n{steps}"))
}

/// Stock of each key, which is taken once.
fn keyed(key: &str) -> String {
    format!(
        "machine: @m\n  starts in #new\n  on> :go from @user in #new with $key: {key}\n    emit :take to @stock with $key\n    m moves to #asked\n  on :taken from @stock in #asked\n    m moves to #new\n\nmachine: @stock\n  one for each $key\n  starts in #full\n  on :take from @m in #full\n    emit :taken to @m\n    stock moves to #sold\n  on :take from @m in #sold\n    emit :taken to @m\n"
    )
}
