//! Whole lines that the specification determines: handlers of what is sent and accepted next, steps of a handler that is told again,
//! answers that a sender waits for, and expectations that the story fulfils.
//!
//! They are offered before all forms, and never twice in one block: a line that the block has already is left out.

use std::collections::BTreeSet;

use flow_model::model::{
    Event, EventId, FactKind, HandlerId, Machine, Party, Role, Scenario, Step, Target, Visibility,
};
use flow_model::visit;
use flow_model::words;

use super::{Completion, Kind, Request, item};
use crate::analysis::progress::{Progress, receiver, unique};
use crate::analysis::surroundings::Siblings;

/// The most lines of one kind: an author looks at no more of them.
const MOST: usize = 12;

impl Request<'_> {
    /// The lines of handlers that fit where the scenario is: first what its state accepts, then what is sent but has no handler.
    pub(super) fn known_handlers(&self) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let progress = self.progress.as_deref();
        let told = progress.map(Progress::told_events).unwrap_or_default();
        let state = progress.map_or(machine.initial, |progress| progress.state);
        let line = |event: &Event| {
            let start = if event.visibility == Visibility::Public { "on>" } else { "on" };
            let from = event.from.map(|from| format!(" from {}", words::party(self.model(), from)));
            format!("{start} :{}{}", event.name.text, from.unwrap_or_default())
        };
        let is_open = |(id, event): &(EventId, &Event)| {
            !told.contains(id) && event.name.text != self.unfinished_event()
        };
        let takes = |id: &HandlerId| {
            let accepted = machine.accepted(*id);
            accepted.role == Role::Definition && accepted.states.contains(&state)
        };
        let accepts = |(_, event): &(EventId, &Event)| event.handlers.iter().any(takes);
        let accepted = machine.events.entries().filter(is_open).filter(accepts);
        let detail = format!("accepted in #{}", machine.states[state].name.text);
        let accepted = accepted.map(|(_, event)| item(0, Kind::Event, line(event), detail.clone()));
        let unhandled =
            machine.events.entries().filter(is_open).filter(|(_, event)| event.handlers.is_empty());
        let unhandled = unhandled.map(|(_, event)| {
            let detail = format!("sent to @{}, not handled", machine.name.text);
            item(0, Kind::Event, line(event), detail)
        });
        accepted.chain(unhandled).take(MOST).collect()
    }

    /// The event of the line as it is, which the model may have from there.
    fn unfinished_event(&self) -> &str {
        super::names::event_of_line(self.unfinished[1]).unwrap_or_default()
    }

    /// The steps that the handler around the line probably has: those of its definition, and the answers that its sender waits for.
    pub(super) fn known_steps(&self) -> Vec<Completion> {
        let Some(progress) = self.progress.as_deref() else { return Vec::new() };
        let Some((id, _)) = progress.current().filter(|_| self.around.handler.is_some()) else {
            return Vec::new();
        };
        // An emit may leave its payload out, or have another one.
        let line_of = |line: &str| line.split(" with").next().unwrap_or_default().trim().to_owned();
        let written = self.lines_since(progress.machine.handlers[id].span.start);
        let written: BTreeSet<String> = written.into_iter().map(line_of).collect();
        let mut items = self.steps_of_definition(progress, id);
        items.extend(self.awaited_answers(progress, id));
        items.retain(|item| !written.contains(&line_of(&item.text)));
        items.truncate(MOST);
        items
    }

    /// The steps of the handler that defines what another one tells again, in order; of emits the first line.
    fn steps_of_definition(&self, progress: &Progress<'_>, id: HandlerId) -> Vec<Completion> {
        let machine = progress.machine;
        let event = machine.handlers[id].event;
        let others = machine.events[event].handlers.iter().copied().filter(|other| *other != id);
        let own = machine.definition(id);
        let Some(definition) = std::iter::once(own).filter(|own| *own != id).chain(others).next() else {
            return Vec::new();
        };
        let sources = &self.analysis.program.sources;
        let mut items = Vec::new();
        visit::steps(machine.handlers[definition].own_body(), &mut |step| {
            if !matches!(step, Step::Chain(_) | Step::ForEach(_)) {
                let line = sources.position(step.span()).line;
                let text = sources.text(step.span()).lines().next().unwrap_or_default();
                let text = text.split(" with:").next().unwrap_or_default().trim();
                items.push(item(0, Kind::Phrase, text, format!("as in line {line}")));
            }
        });
        items
    }

    /// Steps that keep the fields of the event, as long as nothing does.
    pub(super) fn kept_fields(&self) -> Vec<Completion> {
        let (Some(machine), Some(progress)) = (self.machine(), self.progress.as_deref()) else {
            return Vec::new();
        };
        let Some((_, handler)) = progress.current().filter(|_| self.around.handler.is_some()) else {
            return Vec::new();
        };
        let written = self.lines_since(handler.span.start);
        let line = |(event, name, ty): (&str, &str, &flow_model::model::Type)| {
            let detail = format!("keeps the {} of :{event}", words::ty(self.model(), ty));
            item(3, Kind::Field, format!("${name} becomes ${name}"), detail)
        };
        let items = self.payload_fields(machine).map(line);
        items.filter(|item| !written.contains(&item.text.as_str())).collect()
    }

    /// The emits to the sender that its machine has handlers for, and this one does not send yet.
    fn awaited_answers(&self, progress: &Progress<'_>, id: HandlerId) -> Vec<Completion> {
        let Some(Party::Machine(asker)) = progress.sender_of(id).filter(|_| progress.machine_is_asked(id))
        else {
            return Vec::new();
        };
        let own = self.machine_id().map(Party::Machine);
        let receiver = &self.model().machines[asker];
        let sent = self.sent_by_machine(progress.machine);
        let awaited = receiver.events.entries().filter(|(id, event)| {
            event.from == own && !event.handlers.is_empty() && !sent.contains(&Target::Machine(asker, *id))
        });
        let line = |(_, event): (EventId, &Event)| {
            let text = format!("emit :{} to @{}", event.name.text, receiver.name.text);
            item(0, Kind::Event, text, format!("@{} waits for it", receiver.name.text))
        };
        awaited.map(line).collect()
    }

    /// Everything that a machine sends.
    pub(super) fn sent_by_machine(&self, machine: &Machine) -> BTreeSet<Target> {
        let mut sent = BTreeSet::new();
        for handler in &machine.handlers {
            visit::steps(&handler.body, &mut |step| {
                if let Step::Emit(emit) = step {
                    sent.insert(emit.target);
                }
            });
        }
        sent
    }

    /// The expectations that the story fulfils: the state, and what was received and sent.
    pub(super) fn known_assertions(&self, siblings: &Siblings) -> Vec<Completion> {
        let Some(progress) = self.progress.as_deref() else { return Vec::new() };
        let name = progress.machine.name.text.replace('_', " ");
        let is_of_handler = self.around.handler.is_some();
        let (states, sent) = match progress.current().filter(|_| is_of_handler) {
            Some((id, _)) => (progress.ends_of_current(), progress.sent_by(id)),
            None => (vec![progress.state], progress.sent()),
        };
        let state = |state| format!("= {name} is in {}", words::state(progress.machine, state));
        let rank = |state| if progress.has_moved_to(state, is_of_handler) { 0 } else { 2 };
        let states = states.into_iter().take(1).map(|of| (rank(of), state(of)));
        let states = states.map(|(rank, text)| item(rank, Kind::State, text, "the state of the story"));
        let set = self.variables_to_expect(progress, siblings);
        let received = sent.iter().filter_map(|target| self.received(progress, *target));
        let emitted = sent.iter().filter_map(|target| self.emitted(progress, *target));
        let mut items: Vec<Completion> = states.chain(received).chain(set).chain(emitted).collect();
        items.retain(|item| !siblings.lines.iter().any(|line| line.starts_with(item.text.as_str())));
        items.truncate(MOST);
        items
    }

    /// The beginnings of expectations about the variables that the handler, or the story, has set.
    fn variables_to_expect(&self, progress: &Progress<'_>, siblings: &Siblings) -> Vec<Completion> {
        let told = &progress.told;
        let handlers =
            if self.around.handler.is_some() { &told[told.len().saturating_sub(1)..] } else { told };
        let mut set = Vec::new();
        for id in handlers {
            visit::steps(progress.machine.handlers[*id].own_body(), &mut |step| {
                set.extend(step.changed_variable());
            });
        }
        let variables = unique(set).into_iter().map(|id| &progress.machine.variables[id]);
        let variables = variables.filter(|known| !siblings.has(&format!("= ${}", known.name.text)));
        let line = |known: &flow_model::model::Variable| {
            let ty = words::ty(self.model(), &known.ty);
            item(1, Kind::Variable, format!("= ${} ", known.name.text), format!("{ty}, which was set above"))
        };
        variables.map(line).collect()
    }

    /// `= @customer received :confirmed`, of an actor outside.
    fn received(&self, progress: &Progress<'_>, target: Target) -> Option<Completion> {
        let party = receiver(target).filter(|party| matches!(party, Party::Actor(_)))?;
        // Who is asked is told by what was emitted.
        let (rank, event) =
            (u8::from(!progress.first_senders().contains(&party)), self.event_of(progress, target));
        Some(item(
            rank,
            Kind::Event,
            format!("= {} received {event}", progress.party(party)),
            "what was sent",
        ))
    }

    /// `= :charge was emitted to @bank`.
    fn emitted(&self, progress: &Progress<'_>, target: Target) -> Option<Completion> {
        let party = receiver(target).filter(|party| !progress.first_senders().contains(party))?;
        let text = format!("= {} was emitted to {}", self.event_of(progress, target), progress.party(party));
        Some(item(1, Kind::Event, text, "what was sent"))
    }

    /// `:charge`.
    pub(super) fn event_of(&self, progress: &Progress<'_>, target: Target) -> String {
        let described = target.describe(self.model(), progress.machine);
        described.split(' ').next().unwrap_or_default().to_owned()
    }

    /// The facts of the other scenarios of the machine, in order, as they are written there.
    pub(super) fn known_facts(&self, siblings: &Siblings) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let sources = &self.analysis.program.sources;
        let is_here = |scenario: &Scenario| {
            self.around.scenario.is_some()
                && scenario.name.as_ref().map(|name| &name.text) == self.around.scenario.as_ref()
        };
        let others = machine.scenarios.iter().filter(|scenario| !is_here(scenario));
        let facts = others.flat_map(|scenario| scenario.given.iter().map(move |fact| (scenario, fact)));
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for (scenario, fact) in facts {
            let line = first_line(sources.text(fact.span)).trim_end_matches(':');
            let colon = if matches!(fact.kind, FactKind::Table(..)) { ":" } else { "" };
            let text = format!("{line}{colon}");
            let subject = subject_of_fact(&text);
            let is_written = siblings.lines.iter().any(|line| subject_of_fact(line) == subject);
            if is_written || !seen.insert(subject.to_owned()) {
                continue;
            }
            let of = scenario.name.as_ref().map_or_else(String::new, |name| format!("as in '{}'", name.text));
            items.push(item(1, Kind::Phrase, text, of));
            if items.len() == MOST {
                break;
            }
        }
        items
    }

    /// The fields of the handler's event, as facts of its own `given:`.
    pub(super) fn field_facts(&self, siblings: &Siblings) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let fields = self.payload_fields(machine).filter(|(_, name, _)| !siblings.has(&format!("${name}")));
        let fields = fields.map(|(event, name, ty)| {
            item(
                0,
                Kind::Field,
                format!("${name} is "),
                format!("{}, of :{event}", words::ty(self.model(), ty)),
            )
        });
        fields.collect()
    }

    /// The variables that the handler around the line has set above it.
    pub(super) fn variables_set_above(&self) -> Vec<&str> {
        let current = self.progress.as_deref().and_then(Progress::current);
        let Some((_, handler)) = current.filter(|_| self.around.handler.is_some()) else { return Vec::new() };
        let lines = self.lines_since(handler.span.start).into_iter();
        let names = lines.filter_map(|line| {
            let rest = line.strip_prefix('$')?;
            Some(&rest[..rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len())])
        });
        names.collect()
    }

    /// The trimmed lines from a byte to the place.
    fn lines_since(&self, start: u32) -> Vec<&str> {
        let above = self.text.get(start as usize..self.start).unwrap_or_default();
        above.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
}

impl Progress<'_> {
    /// Whether the sender of a handler's event asks this machine, rather than answers it.
    pub(super) fn machine_is_asked(&self, handler: HandlerId) -> bool {
        self.machine.accepted(handler).rule != flow_model::model::Rule::Answer
    }

    /// The parties that a step of the handler is probably sent to: its sender, if that asks; else those that began the story.
    pub(super) fn likely_receivers(&self, handler: HandlerId) -> Vec<Party> {
        let sender = self.sender_of(handler);
        let first = self.first_senders();
        let mut parties: Vec<Party> = sender.filter(|_| self.machine_is_asked(handler)).into_iter().collect();
        parties.extend(first);
        unique(parties)
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim()
}

/// What a fact is about: a variable, without its type and value, or else all its words.
fn subject_of_fact(text: &str) -> &str {
    match text.strip_prefix('$') {
        Some(rest) => {
            &text[..1 + rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len())]
        }
        None => text,
    }
}
