//! `timer`: `start timer for …`, `schedule :event for …`, `cancel …` (reference#timers).
//!
//! Lines with usual spacing and a plain amount are read from the tokens of the fast reader, all others by the grammar, which
//! also reports what is wrong. The first words decide the form, so that an action such as `start the day` stays an action.

#[cfg(feature = "tools")]
use super::StepDump;
use super::action::read_action;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Duration, Step, TimeUnit, Timer, TimerOp};
#[cfg(feature = "tools")]
use crate::dump::text::expr_text;
use crate::grammar::Rule;
use crate::line::fast::{FastLine, Part};
use crate::line::{Piece, Reader, Token};

/// `start timer`, `schedule :event`, `cancel`: `start the day` is an action.
pub(super) const TIMER: StepKind = StepKind {
    name: "timer",
    patterns: &[
        Pattern::Begins("start timer for"),
        Pattern::Begins("start timer ."),
        Pattern::Begins("schedule :"),
        Pattern::Begins("cancel timer"),
        Pattern::Begins("cancel"),
        Pattern::Begins("cancel :"),
    ],
    scope: Scope::Bodies,
    excludes_fact: &[],
    read: Read::Line(read_timer),
    #[cfg(feature = "tools")]
    dump,
};

const START_FORMS: [&str; 1] = ["start timer for 30 seconds"];
const SCHEDULE_FORMS: [&str; 1] = ["schedule :event for 2 hours"];

fn read_timer(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<Step> {
    if let Some(step) = fast_timer(reader, piece) {
        return Some(step);
    }
    match () {
        () if piece.text.starts_with("start") => grammar_timer(reader, piece, &START_FORMS),
        () if piece.text.starts_with("schedule") => grammar_timer(reader, piece, &SCHEDULE_FORMS),
        () if reader.read(Rule::timer_line, piece).is_ok() => grammar_timer(reader, piece, &[]),
        () => read_action(reader, piece),
    }
}

fn fast_timer(reader: &Reader<'_>, piece: Piece<'_>) -> Option<Step> {
    let line = reader.split_fast(piece)?;
    let op = match line.parts() {
        [Part::Word("start"), Part::Word("timer"), Part::Word("for"), rest @ ..] => {
            TimerOp::Start(fast_duration(&line, rest)?)
        }
        [Part::Word("schedule"), Part::Event(event), Part::Word("for"), rest @ ..] => {
            TimerOp::Schedule(line.name(event), fast_duration(&line, rest)?)
        }
        [Part::Word("cancel"), Part::Word("timer")] => TimerOp::CancelTimer,
        [Part::Word("cancel"), Part::Event(event)] => TimerOp::CancelEvent(line.name(event)),
        _ => return None,
    };
    Some(Step::Timer(Timer { op, span: line.whole() }))
}

/// `30 seconds`.
fn fast_duration<'l>(line: &FastLine<'l>, parts: &[Part<'l>]) -> Option<Duration> {
    let (Part::Word(unit), amount) = parts.split_last()? else { return None };
    let unit = TimeUnit::of_word(unit)?;
    Some(Duration { amount: line.expr(amount)?, unit, span: line.span_of(parts)? })
}

fn grammar_timer(reader: &mut Reader<'_>, piece: Piece<'_>, forms: &[&str]) -> Option<Step> {
    let token = reader.read_form(Rule::timer_line, piece, forms)?.next()?;
    let rule = token.as_rule();
    let mut event = None;
    let mut duration = None;
    for inner in token.into_inner() {
        match inner.as_rule() {
            Rule::event => event = Some(reader.name(&inner)),
            Rule::duration => duration = Some(grammar_duration(reader, inner)?),
            _ => {}
        }
    }
    let op = match rule {
        Rule::start => TimerOp::Start(duration?),
        Rule::schedule => TimerOp::Schedule(event?, duration?),
        Rule::cancel_event => TimerOp::CancelEvent(event?),
        _ => TimerOp::CancelTimer,
    };
    Some(Step::Timer(Timer { op, span: reader.piece_span(piece) }))
}

fn grammar_duration(reader: &mut Reader<'_>, token: Token<'_>) -> Option<Duration> {
    let span = reader.span(&token);
    let mut tokens = token.into_inner();
    let amount = reader.expr(tokens.next()?)?;
    Some(Duration { amount, unit: TimeUnit::of_word(tokens.next()?.as_str())?, span })
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Timer(timer) = step else { return None };
    let line = match &timer.op {
        TimerOp::Start(duration) => format!("start timer {}", duration_text(duration)),
        TimerOp::Schedule(event, duration) => format!("schedule :{} {}", event.text, duration_text(duration)),
        TimerOp::CancelTimer => "cancel timer".to_owned(),
        TimerOp::CancelEvent(event) => format!("cancel :{}", event.text),
    };
    Some(line.into())
}

#[cfg(feature = "tools")]
fn duration_text(duration: &Duration) -> String {
    format!("{} {:?}", expr_text(&duration.amount), duration.unit).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::fast_timer;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_timers() {
        for text in ["start timer for 5 * $x seconds", "schedule :e for 1 day", "cancel timer", "cancel :e"] {
            assert!(accepts_fast(text, fast_timer), "{text}");
        }
    }
}
