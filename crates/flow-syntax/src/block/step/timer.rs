//! `timer`: `start timer …`, `schedule :event …`, `cancel …`, with the payload on the line and below it (reference#timers).
//!
//! Lines with usual spacing and a plain amount are read from the tokens of the fast reader, all others by the grammar, which also reports
//! mistakes. The first words decide the form, so that an action such as `start the day` stays an action.

#[cfg(feature = "tools")]
use super::StepDump;
use super::action::read_action;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Due, Duration, Step, TimeUnit, Timer, TimerOp, When};
use crate::block::Builder;
#[cfg(feature = "tools")]
use crate::dump::text::expr_text;
use crate::grammar::Rule;
use crate::layout::Node;
use crate::line::fast::{FastLine, Part};
use crate::line::payload::Payload;
use crate::line::{Piece, Reader, Token};

/// `start timer`, `schedule :event`, `cancel`: `start the day` is an action.
pub(super) const TIMER: StepKind = StepKind {
    name: "timer",
    patterns: &[
        Pattern::Begins("start timer for"),
        Pattern::Begins("start timer every"),
        Pattern::Begins("start timer until"),
        Pattern::Begins("start timer :"),
        Pattern::Begins("start timer ."),
        Pattern::Begins("schedule :"),
        Pattern::Begins("cancel timer"),
        Pattern::Begins("cancel"),
        Pattern::Begins("cancel :"),
    ],
    scope: Scope::Bodies,
    excludes_fact: &[],
    read: Read::Block(read_timer),
    #[cfg(feature = "tools")]
    dump,
};

const START_FORMS: [&str; 4] = [
    "start timer for 30 seconds",
    "start timer :late for 30 seconds",
    "start timer every 1 hour",
    "start timer until $deadline",
];
const SCHEDULE_FORMS: [&str; 4] = [
    "schedule :event for 2 hours",
    "schedule :event every 2 hours",
    "schedule :event until $deadline",
    "schedule :event for 2 hours with $a",
];

fn read_timer(builder: &mut Builder<'_, '_>, node: &Node) -> Option<Step> {
    let piece = builder.piece(node)?;
    let reader = &mut builder.reader;
    let read = match read_timer_fast(reader, piece) {
        Some(read) => Some(read),
        None if piece.text.starts_with("start") => read_timer_by_grammar(reader, piece, &START_FORMS),
        None if piece.text.starts_with("schedule") => read_timer_by_grammar(reader, piece, &SCHEDULE_FORMS),
        None if reader.read(Rule::timer_line, piece).is_ok() => read_timer_by_grammar(reader, piece, &[]),
        None => {
            let action = read_action(reader, piece);
            builder.report_lines_below(node);
            return action;
        }
    };
    let Some((mut timer, payload)) = read else {
        builder.report_lines_below(node);
        return None;
    };
    match &mut timer.op {
        TimerOp::Start(_, _, fields) | TimerOp::Schedule(_, _, fields) => {
            *fields = builder.build_payload(node, payload);
        }
        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => builder.report_lines_below(node),
    }
    Some(Step::Timer(timer))
}

fn read_timer_fast(reader: &Reader<'_>, piece: Piece<'_>) -> Option<(Timer, Payload)> {
    let line = reader.split_fast(piece)?;
    let none = Payload::default();
    let (op, payload) = match line.parts() {
        [Part::Word("start"), Part::Word("timer"), Part::Event(event), rest @ ..] => {
            let (due, payload) = read_due_fast(&line, rest)?;
            (TimerOp::Start(Some(line.read_name(event)), due, Vec::new()), payload)
        }
        [Part::Word("start"), Part::Word("timer"), rest @ ..] => {
            let (due, payload) = read_due_fast(&line, rest)?;
            (TimerOp::Start(None, due, Vec::new()), payload)
        }
        [Part::Word("schedule"), Part::Event(event), rest @ ..] => {
            let (due, payload) = read_due_fast(&line, rest)?;
            (TimerOp::Schedule(line.read_name(event), due, Vec::new()), payload)
        }
        [Part::Word("cancel"), Part::Word("timer")] => (TimerOp::CancelTimer, none),
        [Part::Word("cancel"), Part::Event(event)] => (TimerOp::CancelEvent(line.read_name(event)), none),
        _ => return None,
    };
    Some((Timer { op, span: line.whole() }, payload))
}

/// `for 30 seconds`, `every 30 seconds` or `until $deadline`, and a payload.
fn read_due_fast(line: &FastLine<'_>, parts: &[Part<'_>]) -> Option<(Due, Payload)> {
    let (word, rest) = parts.split_first()?;
    let with = rest.iter().position(|part| *part == Part::Word("with")).unwrap_or(rest.len());
    let (value, payload) = rest.split_at(with);
    let when = match word {
        Part::Word("for") => When::After(read_duration_fast(line, value)?),
        Part::Word("every") => When::Every(read_duration_fast(line, value)?),
        Part::Word("until") => When::Until(line.read_expr(value)?),
        _ => return None,
    };
    let due = Due { when, span: line.span_of(&parts[..=with])? };
    Some((due, line.opt_payload(payload)?))
}

/// `30 seconds`, or a value of type `duration`. The grammar reads sums: their last operand alone has the unit; and it reports a number
/// without a unit.
fn read_duration_fast(line: &FastLine<'_>, parts: &[Part<'_>]) -> Option<Duration> {
    let span = line.span_of(parts)?;
    let (last, amount) = parts.split_last()?;
    let unit = if let Part::Word(unit) = last { TimeUnit::of_word(unit) } else { None };
    let amount = if unit.is_some() { amount } else { parts };
    if unit.is_none() && matches!(parts, [Part::Number(_)]) {
        return None;
    }
    if amount.iter().any(|part| matches!(part, Part::Sign("+" | "-"))) {
        return None;
    }
    Some(Duration { amount: line.read_expr(amount)?, unit, span })
}

fn read_timer_by_grammar(
    reader: &mut Reader<'_>,
    piece: Piece<'_>,
    forms: &[&str],
) -> Option<(Timer, Payload)> {
    let token = reader.read_form(Rule::timer_line, piece, forms)?.next()?;
    let rule = token.as_rule();
    let mut event = None;
    let mut due = None;
    let mut payload = Payload::default();
    for inner in token.into_inner() {
        match inner.as_rule() {
            Rule::event => event = Some(reader.read_name(&inner)),
            Rule::after | Rule::every | Rule::until => due = Some(read_due_by_grammar(reader, inner)?),
            _ => reader.add_payload(&mut payload, inner)?,
        }
    }
    let op = match rule {
        Rule::start => TimerOp::Start(event, due?, Vec::new()),
        Rule::schedule => TimerOp::Schedule(event?, due?, Vec::new()),
        Rule::cancel_event => TimerOp::CancelEvent(event?),
        _ => TimerOp::CancelTimer,
    };
    Some((Timer { op, span: reader.piece_span(piece) }, payload))
}

fn read_due_by_grammar(reader: &mut Reader<'_>, token: Token<'_>) -> Option<Due> {
    let (rule, span) = (token.as_rule(), reader.span(&token));
    let value = token.into_inner().last()?;
    let when = match rule {
        Rule::after => When::After(read_duration(reader, value)?),
        Rule::every => When::Every(read_duration(reader, value)?),
        _ => When::Until(reader.read_expr(value)?),
    };
    Some(Due { when, span })
}

/// A length of time, from its tokens.
pub(in crate::block) fn read_duration(reader: &mut Reader<'_>, token: Token<'_>) -> Option<Duration> {
    let span = reader.span(&token);
    let mut tokens = token.into_inner();
    let amount = reader.read_expr(tokens.next()?)?;
    let unit = tokens.next().and_then(|unit| TimeUnit::of_word(unit.as_str()));
    Some(Duration { amount, unit, span })
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Timer(timer) = step else { return None };
    let (line, fields): (String, &[_]) = match &timer.op {
        TimerOp::Start(None, due, fields) => (format!("start timer {}", due_text(due)), fields),
        TimerOp::Start(Some(event), due, fields) => {
            (format!("start timer :{} {}", event.text, due_text(due)), fields)
        }
        TimerOp::Schedule(event, due, fields) => {
            (format!("schedule :{} {}", event.text, due_text(due)), fields)
        }
        TimerOp::CancelTimer => ("cancel timer".to_owned(), &[]),
        TimerOp::CancelEvent(event) => (format!("cancel :{}", event.text), &[]),
    };
    Some(StepDump { line, fields, body: &[] })
}

#[cfg(feature = "tools")]
fn due_text(due: &Due) -> String {
    match &due.when {
        When::After(duration) => duration_text(duration),
        When::Every(duration) => format!("every {}", duration_text(duration)),
        When::Until(time) => format!("until {}", expr_text(time)),
    }
}

#[cfg(feature = "tools")]
pub(crate) fn duration_text(duration: &Duration) -> String {
    match duration.unit {
        Some(unit) => format!("{} {unit:?}", expr_text(&duration.amount)).to_lowercase(),
        None => expr_text(&duration.amount),
    }
}

#[cfg(test)]
mod tests {
    use super::read_timer_fast;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_timers() {
        for text in [
            "start timer for 5 * $x seconds",
            "start timer :late every 2 hours",
            "start timer until $end with $x",
            "schedule :e for 1 day",
            "schedule :e for $n days with $x, y: 5",
            "schedule :e until $end with:",
            "cancel timer",
            "cancel :e",
        ] {
            assert!(accepts_fast(text, read_timer_fast), "{text}");
        }
    }
}
