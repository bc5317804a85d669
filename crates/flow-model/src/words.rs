//! The model's things in the author's words: `#paid`, `:checkout`, `on :paid from @payment`.
//!
//! Diagnostics, comparisons and tools take these texts from here, so that they use the same ones.

use crate::model::*;
use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::gather::Gather;
use flow_syntax::source::{Sources, Span};

/// `#paid`.
pub fn state(machine: &Machine, id: StateId) -> String {
    format!("#{}", machine.states[id].name.text)
}

/// How many names or places a message lists. More than ten are not read, and bury the message.
pub(crate) const LISTED: usize = 10;

/// How many states a suggested handler line lists at most: users copy the line, so it is complete, and still readable in an
/// editor.
const WRITTEN: usize = 40;

/// `#paid, #cancelled`. Of very many, only the first: `#a, #b and 3,990 more`.
pub(crate) fn states<'a>(machine: &Machine, ids: impl IntoIterator<Item = &'a StateId>) -> String {
    listed(machine, ids, LISTED)
}

fn listed<'a>(machine: &Machine, ids: impl IntoIterator<Item = &'a StateId>, most: usize) -> String {
    let ids: Vec<StateId> = ids.into_iter().copied().gather();
    let (first, others) = ids.split_at(ids.len().min(most));
    let names: Vec<_> = first.iter().map(|id| state(machine, *id)).gather();
    let listed = names.join(", ");
    match others.len() {
        0 => listed,
        more => format!("{listed} and {} more", thousands(more)),
    }
}

/// Labels places with one message: at most [`LISTED`], and the number of the others.
pub(crate) fn label_all(report: &mut Diagnostic, places: impl IntoIterator<Item = Span>, message: &str) {
    let places: Vec<Span> = places.into_iter().gather();
    label_first(report, &places[..places.len().min(LISTED)], places.len(), message);
}

/// Labels places that are the first of `count`, the last of them with the number of the others.
pub(crate) fn label_first(report: &mut Diagnostic, places: &[Span], count: usize, message: &str) {
    let more = count.saturating_sub(places.len());
    for (at, place) in places.iter().copied().enumerate() {
        match at + 1 == places.len() && more > 0 {
            true => report.label(place, format!("{message}; there are {} more", thousands(more))),
            false => report.label(place, message),
        };
    }
}

/// `3,990`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `@payment`.
pub fn party(model: &Model, party: Party) -> String {
    match party {
        Party::Machine(machine) => format!("@{}", model.machines[machine].name.text),
        Party::Actor(actor) => format!("@{}", model.actors[actor].name.text),
        Party::System => "@system".to_owned(),
        Party::Itself => "@self".to_owned(),
    }
}

/// The event of a message to an actor outside.
pub(crate) fn opt_message(model: &Model, target: Target) -> Option<String> {
    match target {
        Target::Actor(actor, message) => {
            Some(format!(":{}", model.actors[actor].messages[message].name.text))
        }
        _ => None,
    }
}

/// `:checkout`.
pub fn event(machine: &Machine, id: EventId) -> String {
    format!(":{}", machine.events[id].name.text)
}

/// The line of a handler as it would be written: `on :paid from @payment in #waiting`. `None` if there are too many states for a line.
pub(crate) fn opt_handler_line(
    model: &Model,
    machine: &Machine,
    handler: &Handler,
    accepted: &[StateId],
) -> Option<String> {
    let on = match handler.visibility {
        Visibility::Public => "on>",
        Visibility::Internal => "on",
    };
    let from = senders(model, machine, handler);
    opt_line(machine, on, (handler.event, &from), accepted)
}

/// The line of a handler for any state but some: `on :cancel from @customer in any state except #paid`.
pub(crate) fn line_for_any_state(
    model: &Model,
    machine: &Machine,
    handler: &Handler,
    except: &[StateId],
) -> String {
    let on = if handler.visibility == Visibility::Public { "on>" } else { "on" };
    let (name, from) = (event(machine, handler.event), senders(model, machine, handler));
    let except = listed(machine, except, usize::MAX);
    format!("{on} {name}{from} in any state except {except}")
}

/// The line of a new handler for an event; without states, for any state.
pub(crate) fn opt_new_line(
    model: &Model,
    machine: &Machine,
    id: EventId,
    accepted: &[StateId],
) -> Option<String> {
    if accepted.is_empty() {
        return Some(format!("on {}{} in any state", event(machine, id), sender(model, machine, id)));
    }
    opt_line(machine, "on", (id, &sender(model, machine, id)), accepted)
}

fn opt_line(
    machine: &Machine,
    on: &str,
    (id, from): (EventId, &str),
    accepted: &[StateId],
) -> Option<String> {
    let states = listed(machine, accepted, WRITTEN);
    let line = || format!("{on} {}{from} in {states}", event(machine, id));
    (accepted.len() <= WRITTEN).then(line)
}

/// ` from @payment`, if the event has a sender.
fn sender(model: &Model, machine: &Machine, id: EventId) -> String {
    machine.events[id].from.map_or(String::new(), |sender| format!(" from {}", party(model, sender)))
}

/// ` from @buyer, @seller`: the senders on the line of a handler.
fn senders(model: &Model, machine: &Machine, handler: &Handler) -> String {
    let of_line = machine.events.iter().filter(|event| {
        let is_of_line = |id: &HandlerId| machine.handlers[*id].span == handler.span;
        event.name.text == machine.events[handler.event].name.text && event.handlers.iter().any(is_of_line)
    });
    let names: Vec<String> = of_line.filter_map(|event| event.from).map(|from| party(model, from)).gather();
    if names.is_empty() { String::new() } else { format!(" from {}", names.join(", ")) }
}

/// Adds the help to write a new handler for an event. It gets a place outside of all stories, where it is no step of one.
pub(crate) fn help_with_handler(report: &mut Diagnostic, machine: &Machine, id: EventId, line: &str) {
    let of = &machine.name.text;
    // Rules 4 to 6 ask where other scenarios handle the event, so a new handler would change where such handlers are accepted.
    let is_independent = |handler: &HandlerId| {
        let accepted = machine.accepted(*handler);
        matches!(accepted.rule, Rule::Said | Rule::Answer | Rule::Beginning)
    };
    let own = |scenario: &&Scenario| matches!(scenario.origin, ScenarioOrigin::Machine(_));
    let first = machine.scenarios.iter().find(own);
    let Some(first) = first.filter(|_| machine.events[id].handlers.iter().all(is_independent)) else {
        report.help(format!("a handler '{line}' in '@{of}' takes it"));
        return;
    };
    let sets_state = |fact: &Fact| matches!(fact.kind, FactKind::InState(..));
    let edit = match first.handlers.last().filter(|_| first.name.is_none()) {
        Some(last) => Edit::add_lines(machine.handlers[*last].span, Anchor::AfterBlock, line),
        // The `given:` of the first scenario sets the initial state.
        None if first.given.iter().any(sets_state) => Edit::add_lines(first.span, Anchor::AfterBlock, line),
        None => Edit::add_lines(first.span, Anchor::Above, line),
    };
    report.fix(format!("write a handler '{line}' in '@{of}'"), vec![edit]);
}

/// When a timer sends its event, from the words of its step: `after 2 days` for `for 2 days`, `every 2 hours`, `until $deadline`.
pub fn due(words: &str) -> String {
    let words = one_line(words);
    match words.strip_prefix("for ") {
        Some(length) => format!("after {}", length.trim_start()),
        None => words,
    }
}

/// A type: `number`, `array of string`, `object (product: string, price: number)`.
pub fn ty(model: &Model, of: &Type) -> String {
    match of {
        Type::String => "string".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Time => "time".to_owned(),
        Type::Duration => "duration".to_owned(),
        Type::Any => "any".to_owned(),
        Type::Array(item) => format!("array of {}", ty(model, item)),
        Type::Choice(id) => choice(&model.choices[*id].texts),
        Type::Object(id) => object(model, *id),
        Type::Reference(machine) => format!("@{}", model.machines[*machine].name.text),
    }
}

/// `one of "low", "high"`.
pub fn choice(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| format!("{text:?}")).gather();
    format!("one of {}", texts.join(", "))
}

fn object(model: &Model, id: ObjectId) -> String {
    let fields = &model.objects[id].fields;
    let fields: Vec<_> = fields.iter().map(|(name, of)| format!("{name}: {}", ty(model, of))).gather();
    format!("object ({})", fields.join(", "))
}

/// The guard lines of a group: `? a`, `? b`, `?? c`, each as its author wrote it. Conditions that `keep` does not want are
/// left out.
pub fn guard_lines(
    sources: &Sources,
    condition: &Condition,
    keep: impl Fn(&Condition) -> bool,
) -> Vec<String> {
    let alternatives = match &condition.kind {
        ConditionKind::Any(alternatives) => alternatives.as_slice(),
        _ => std::slice::from_ref(condition),
    };
    let mut lines: Vec<String> = Vec::new();
    for (alternative, mark) in alternatives.iter().zip(std::iter::once("?").chain(std::iter::repeat("??"))) {
        let all = match &alternative.kind {
            ConditionKind::All(all) => all.as_slice(),
            _ => std::slice::from_ref(alternative),
        };
        let mut mark = mark;
        for part in all.iter().filter(|part| keep(part)) {
            let line = format!("{mark} {}", one_line(sources.text(part.span)));
            mark = "?";
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// A text with one blank for every run of white space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().gather().join(" ")
}
