//! `name-collision`: two constructs of one machine that would share a name in Rust.
//!
//! Phrases that make one function with different arguments are found where they are resolved. Rust keywords, and names
//! that the generated code needs, are no collision: they get a `_` there.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::Span;

use super::Results;
use crate::messages::graph::Edges;
use crate::model::{ActorId, Event, Machine, MachineId, Model, Party};

/// Reports states, events and messages with names that are equal in Rust's case. Returns the places of names that look the same: their
/// authors took them for one name, which the model does not.
pub(crate) fn name_collision(model: &Model, results: &mut dyn Results, diags: &mut Diagnostics) -> Vec<Span> {
    let mut twins = Vec::new();
    report_same_looking_names(diags, parties(model).into_iter(), &mut twins);
    model.machines.ids().for_each(|id| results.check_names(model, id, &mut twins, diags));
    model.actors.ids().for_each(|id| results.check_messages(model, id, &mut twins, diags));
    twins
}

/// The same for the messages to an actor outside.
pub(crate) fn check_messages(model: &Model, id: ActorId, twins: &mut Vec<Span>, diags: &mut Diagnostics) {
    let messages = &model.actors[id].messages;
    // There may be thousands, and mostly none are alike.
    if !may_collide(messages.iter().map(|message| message.name.text.as_str())) {
        return;
    }
    let messages = messages.iter().map(|message| {
        (camel(&message.name.text), Construct::new(":", &message.name.text, message.name.span))
    });
    report_collisions(diags, messages, twins);
}

/// The same for the names in one machine. It reads the machine and the names of those that its events come from.
pub(crate) fn check_names(model: &Model, id: MachineId, twins: &mut Vec<Span>, diags: &mut Diagnostics) {
    let machine = &model.machines[id];
    let states = machine.states.iter();
    let states =
        states.map(|state| (camel(&state.name.text), Construct::new("#", &state.name.text, state.name.span)));
    report_collisions(diags, states, twins);
    report_collisions(diags, events(model, machine).into_iter(), twins);
    let variables = machine.variables.iter();
    let variables = variables.map(|variable| Construct::new("$", &variable.name.text, variable.name.span));
    report_same_looking_names(diags, variables, twins);
}

/// How many lists of names there are.
const BUCKETS: usize = 4096;

/// Whether some names may be equal in Rust's case, or look the same: they are if they have the same letters, without case and `_`.
fn may_collide<'m>(names: impl Iterator<Item = &'m str>) -> bool {
    let mut edges = Vec::new();
    let mut sums = Vec::new();
    for name in names {
        if !name.is_ascii() {
            return true;
        }
        let letters = name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase());
        let sum = letters.fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        edges.push((sum as usize % BUCKETS, sums.len()));
        sums.push(sum);
    }
    let buckets = Edges::of(BUCKETS, &edges);
    let is_repeated = |(bucket, at): &(usize, usize)| {
        buckets.from(*bucket).any(|other| other < *at && sums[other] == sums[*at])
    };
    edges.iter().any(is_repeated)
}

/// The machines and the actors outside.
fn parties(model: &Model) -> Vec<Construct<'_>> {
    let machines = model.machines.iter().map(|machine| &machine.name);
    let names = machines.chain(model.actors.iter().map(|actor| &actor.name));
    names.map(|name| Construct::new("@", &name.text, name.span)).gather()
}

/// What shares a name.
#[derive(Clone, Copy)]
struct Construct<'m> {
    sigil: &'static str,
    name: &'m str,
    span: Span,
}

impl<'m> Construct<'m> {
    fn new(sigil: &'static str, name: &'m str, span: Span) -> Self {
        Construct { sigil, name, span }
    }

    /// The name in messages.
    fn text(self) -> String {
        format!("'{}{}'", self.sigil, self.name)
    }
}

fn report_collisions<'m>(
    diags: &mut Diagnostics,
    constructs: impl Iterator<Item = (String, Construct<'m>)>,
    twins: &mut Vec<Span>,
) {
    let mut seen: Map<String, Construct<'m>> = Map::new();
    let constructs: Vec<_> = constructs.gather();
    let named = constructs.iter().map(|(_, construct)| *construct);
    report_same_looking_names(diags, named, twins);
    for (rust, construct) in constructs {
        if let Some(first) = seen.get(&rust) {
            let message = format!("{} and {} are both '{rust}' in Rust", first.text(), construct.text());
            diags
                .report(Name::NameCollision, construct.span, message)
                .label(first.span, "the other one")
                .help("each needs a name of its own in Rust");
        } else {
            seen.insert(rust, construct);
        }
    }
}

/// Reports names that look the same because letters with marks have two encodings: Rust treats both as one name. Their places are added to
/// `twins`.
fn report_same_looking_names<'m>(
    diags: &mut Diagnostics,
    constructs: impl Iterator<Item = Construct<'m>>,
    twins: &mut Vec<Span>,
) {
    let mut seen: Map<String, Construct<'m>> = Map::new();
    for construct in constructs.filter(|construct| !construct.name.is_ascii()) {
        let shape = fold_marks(construct.name);
        match seen.get(&shape) {
            None => drop(seen.insert(shape, construct)),
            Some(first)
                if first.name == construct.name || !(has_marks(first.name) ^ has_marks(construct.name)) => {}
            Some(first) => {
                let (first_text, text) = (with_marks(&first.text()), with_marks(&construct.text()));
                let message = format!("{first_text} and {text} look the same");
                diags
                    .report(Name::NameCollision, construct.span, message)
                    .label(first.span, "the other one")
                    .help("a letter with its mark is one character in the one, and two in the other");
                twins.extend([first.span, construct.span]);
            }
        }
    }
}

/// Whether a character is a mark over or under the letter before it, of those that have letters with the mark as one
/// character: the combining marks of Latin, Greek and Cyrillic, and the voicing marks of kana.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

fn has_marks(text: &str) -> bool {
    text.contains(is_mark)
}

/// A name with one sign for each letter that has a mark or is no ASCII letter. Names of one shape are twins, if only one of
/// them has marks of its own; whether the marks are the same would take Unicode's tables, which every build would pay for.
fn fold_marks(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars() {
        if is_mark(c) {
            if !shape.ends_with('*') {
                shape.pop();
                shape.push('*');
            }
        } else {
            shape.push(if c.is_ascii() { c } else { '*' });
        }
    }
    shape
}

/// A name with its marks as `\\u{301}`.
fn with_marks(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match is_mark(c) {
            true => shown.extend(c.escape_unicode()),
            false => shown.push(c),
        }
    }
    shown
}

/// The machine's events under their names in Rust: an event of several senders has one for each.
fn events<'m>(model: &Model, machine: &'m Machine) -> Vec<(String, Construct<'m>)> {
    let mut counts: Map<&str, usize> = Map::new();
    for event in &machine.events {
        *counts.entry(&event.name.text).or_default() += 1;
    }
    let named = machine.events.iter().map(|event| {
        let name = match counts.get(event.name.text.as_str()) {
            Some(1) | None => event.name.text.clone(),
            Some(_) => with_sender(model, event),
        };
        (camel(&name), Construct::new(":", &event.name.text, event.name.span))
    });
    named.gather()
}

fn with_sender(model: &Model, event: &Event) -> String {
    let name = &event.name.text;
    match event.from {
        None => name.clone(),
        Some(Party::Machine(machine)) => format!("{name}_from_{}", model.machines[machine].name.text),
        Some(Party::Actor(actor)) => format!("{name}_from_{}", model.actors[actor].name.text),
        Some(Party::System) => format!("{name}_from_system"),
        Some(Party::Itself) => format!("{name}_from_self"),
    }
}

/// `awaiting_payment` as Rust names types: `AwaitingPayment`.
fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for part in name.split('_') {
        let mut letters = part.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(letters.as_str());
    }
    camel
}
