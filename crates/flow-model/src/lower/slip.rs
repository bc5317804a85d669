//! `bare-word`: actions and assertions that other notations would read as steps of the language (language.md §4, §10).
//!
//! `send :thanks to @customer`, `goto #closed`, `set $y to 3`: a line of Flow's own signs that is none of its steps is an action, which
//! Rust code would have to do, and nobody meant that. Here is the nearest step of each. They stay phrases; a line without such signs is free.

use flow_syntax::ast::{Phrase, PhrasePart};
use flow_syntax::source::Span;

use super::Lower;
use super::lookalike::{part_span, single_spaced};
use super::scope::Scope;

/// Words that begin an emit elsewhere.
const SENDS: [&str; 14] = [
    "emit", "emits", "send", "sends", "raise", "raises", "fire", "fires", "trigger", "triggers", "dispatch",
    "publish", "notify", "throw",
];
/// Words that begin a transition elsewhere.
const MOVES: [&str; 16] = [
    "goto",
    "go",
    "goes",
    "transition",
    "enter",
    "move",
    "become",
    "switch",
    "change",
    "set",
    "target",
    "next",
    "state",
    "jump",
    "end",
    "finish",
];
/// Units of time, without their plural.
const UNITS: [&str; 6] = ["millisecond", "second", "minute", "hour", "day", "week"];

/// What was perhaps meant: what is wrong, and what to write instead.
struct Slip {
    message: String,
    help: String,
}

impl Lower<'_, '_> {
    /// Reports an action that is a step elsewhere; whether it is.
    pub(super) fn step_slip(&mut self, scope: &Scope, phrase: &Phrase) -> bool {
        let slip = self
            .emit_slip(phrase)
            .or_else(|| self.move_slip(scope, phrase))
            .or_else(|| self.update_slip(scope, phrase))
            .or_else(|| self.timer_slip(phrase));
        let Some(slip) = slip else { return false };
        self.lookalike(phrase.span, slip.message, &[slip.help]);
        true
    }

    /// `send :thanks to @customer`, `raise :done`, `emit page to @agent`.
    fn emit_slip(&self, phrase: &Phrase) -> Option<Slip> {
        let first = word(phrase, 0).unwrap_or_default();
        let to = self.first(phrase, |part| matches!(part, PhrasePart::Actor(_)));
        let event = self.first(phrase, |part| matches!(part, PhrasePart::Event(_)));
        let sends = SENDS.contains(&first);
        let (event, to) = match (event, to) {
            (Some(event), Some(to)) => (event.to_owned(), to),
            (Some(event), None) if sends => (event.to_owned(), "@self"),
            (None, Some(to)) if first.starts_with("emit") => {
                (format!(":{}", self.name_before_actor(phrase)?), to)
            }
            _ => return None,
        };
        let help = format!("to send it, write 'emit {event} to {to}'");
        Some(Slip { message: self.says("sends nothing", phrase), help })
    }

    /// The words of `emit page to @agent` between verb and receiver, as one name.
    fn name_before_actor(&self, phrase: &Phrase) -> Option<String> {
        let words = phrase.parts[1..].iter().map_while(PhrasePart::as_word);
        let words: Vec<_> = words.take_while(|word| *word != "to").collect();
        (!words.is_empty()).then(|| words.join("_").replace(['-', '\'', '’', '.'], "_"))
    }

    /// `goto #closed`, `set state to #closed`.
    fn move_slip(&self, scope: &Scope, phrase: &Phrase) -> Option<Slip> {
        let (PhrasePart::State(_), before) = phrase.parts.split_last()? else { return None };
        let first = word(phrase, 0)?;
        if !MOVES.contains(&first) || !before.iter().all(|part| part.as_word().is_some()) {
            return None;
        }
        let state = self.sources.text(part_span(phrase.parts.last()?));
        let help = format!("to move, write '{} moves to {state}'", self.machine_name(scope.machine));
        Some(Slip { message: self.says("moves nothing", phrase), help })
    }

    /// `set $y to 3`, `increase $n by 2`, `add $x to $xs`.
    fn update_slip(&self, scope: &Scope, phrase: &Phrase) -> Option<Slip> {
        let first = word(phrase, 0)?;
        let rest = &phrase.parts[1..];
        let text = |part: &PhrasePart| self.sources.text(part_span(part));
        let help = match rest {
            [PhrasePart::Variable(_)] => {
                let variable = text(&rest[0]);
                let name = variable.trim_start_matches('$');
                let is_set = self.names.machines[scope.machine].set.contains(name);
                match first {
                    "increment" | "increase" => format!("{variable} increases by 1"),
                    "decrement" | "decrease" => format!("{variable} decreases by 1"),
                    "clear" | "empty" if is_set => format!("{variable} clears"),
                    "unset" => format!("{variable} becomes empty"),
                    _ => return None,
                }
            }
            [PhrasePart::Variable(_), PhrasePart::Word(joint), _, ..] => {
                let (variable, value) = (text(&rest[0]), self.behind(phrase, 2).trim());
                match (first, joint.text.as_str()) {
                    (
                        "set" | "assign" | "let" | "change" | "update" | "store" | "put",
                        "to" | "be" | "as" | "is",
                    ) => {
                        format!("{variable} becomes {value}")
                    }
                    ("increase" | "increment", "by") => format!("{variable} increases by {value}"),
                    ("decrease" | "decrement" | "reduce", "by") => format!("{variable} decreases by {value}"),
                    _ => return self.list_slip(phrase),
                }
            }
            _ => return self.list_slip(phrase),
        };
        Some(Slip { message: self.says("sets nothing", phrase), help: format!("to set it, write '{help}'") })
    }

    /// `add $x to $xs`, `remove 3 from $xs`.
    fn list_slip(&self, phrase: &Phrase) -> Option<Slip> {
        let [PhrasePart::Word(verb), value, PhrasePart::Word(joint), list @ PhrasePart::Variable(_)] =
            &phrase.parts[..]
        else {
            return None;
        };
        let is_value = matches!(value, PhrasePart::Variable(_) | PhrasePart::Value(_));
        let verb = match (verb.text.as_str(), joint.text.as_str()) {
            _ if !is_value => return None,
            ("add" | "append" | "push", "to" | "onto") => "adds",
            ("remove", "from") => "removes",
            _ => return None,
        };
        let text = |part: &PhrasePart| self.sources.text(part_span(part));
        let help = format!("to change it, write '{} {verb} {}'", text(list), text(value));
        Some(Slip { message: self.says("changes nothing", phrase), help })
    }

    /// `start a timer of 3 days`, `wait for 3 days`, `stop the timer`.
    fn timer_slip(&self, phrase: &Phrase) -> Option<Slip> {
        let first = word(phrase, 0)?;
        let has_timer = phrase.parts.iter().any(|part| part.as_word() == Some("timer"));
        let length = self.opt_length(phrase);
        let help = match (first, length) {
            ("start" | "set" | "begin" | "restart" | "reset" | "run", Some(length)) if has_timer => {
                format!("for a timer, write 'start timer for {length}'")
            }
            ("wait" | "sleep" | "pause" | "after" | "delay" | "in", Some(length)) => {
                format!("for a timer, write 'start timer for {length}'")
            }
            ("stop" | "cancel" | "clear" | "end", None) if has_timer && phrase.parts.len() <= 3 => {
                "to end it, write 'cancel timer'".to_owned()
            }
            _ => return None,
        };
        Some(Slip { message: self.says("starts and ends no timer", phrase), help })
    }

    /// The `3 days` that a phrase ends in.
    fn opt_length(&self, phrase: &Phrase) -> Option<&str> {
        let at = phrase.parts.len().checked_sub(2)?;
        let unit = word(phrase, at + 1)?;
        let is_amount = matches!(phrase.parts[at], PhrasePart::Value(_) | PhrasePart::Variable(_));
        let is_unit = UNITS.contains(&unit.strip_suffix('s').unwrap_or(unit));
        let start = part_span(&phrase.parts[at]);
        let end = part_span(&phrase.parts[at + 1]).end;
        (is_amount && is_unit).then(|| self.sources.text(Span { end, ..start }))
    }

    /// Reports an assertion that speaks of an event in words of its own: `@customer receives :hi`, `:hi is sent to @customer`.
    pub(super) fn message_slip(&mut self, phrase: &Phrase) -> bool {
        let Some(event) = self.first(phrase, |part| matches!(part, PhrasePart::Event(_))) else {
            return false;
        };
        let actor = self.first(phrase, |part| matches!(part, PhrasePart::Actor(_)));
        let negates = |part: &PhrasePart| {
            matches!(part.as_word(), Some("not" | "no" | "never" | "without" | "nothing"))
        };
        let not = phrase.parts.iter().any(negates) || self.sources.text(phrase.span).contains("n't ");
        let form = match (actor, not) {
            (Some(actor), false) => format!("{actor} received {event}"),
            (Some(actor), true) => format!("{actor} did not receive {event}"),
            (None, false) => format!("{event} was emitted"),
            (None, true) => format!("{event} was not emitted"),
        };
        let message = self.says("looks at no event", phrase);
        self.lookalike(phrase.span, message, &[format!("write '= {form}'")]);
        true
    }

    fn says(&self, what: &str, phrase: &Phrase) -> String {
        format!(
            "'{}' {what}: the line is a phrase of your own",
            single_spaced(self.sources.text(phrase.span))
        )
    }

    /// The text of the first part that is like this.
    fn first(&self, phrase: &Phrase, is: fn(&PhrasePart) -> bool) -> Option<&str> {
        let part = phrase.parts.iter().find(|part| is(part))?;
        Some(self.sources.text(part_span(part)))
    }
}

fn word(phrase: &Phrase, at: usize) -> Option<&str> {
    phrase.parts.get(at)?.as_word()
}
