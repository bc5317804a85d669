//! Events after `:`, by the words before.
//!
//! A handler is of an event that the machine gets, an emit of one that another machine waits for, and an expectation of one that was sent on
//! the way of the story.

use flow_model::model::{Event, EventId, Machine, Party, Target, Visibility};
use flow_model::words;

use super::{Completion, Kind, Request, item};
use crate::analysis::progress::{Progress, receiver};
use crate::analysis::surroundings::Block;

impl Request<'_> {
    pub(super) fn events(&self) -> Vec<Completion> {
        let before = self.before();
        let first = before.split_whitespace().next().unwrap_or_default();
        let is_time = ["start timer ", "schedule ", "cancel "].iter().any(|words| before.starts_with(words));
        match first {
            "on>" => {
                self.own_events(|event| event.visibility == Visibility::Public || event.handlers.is_empty())
            }
            "on" => self.own_events(|_| true),
            _ if is_time => {
                self.own_events(|event| matches!(event.from, Some(Party::System | Party::Itself)))
            }
            "emit" => self.sent_events(),
            "for" | "after" | "receive" | "then" if self.is_test_file => self.own_events(|_| true),
            "=" => self.observed_events(before),
            _ => self.all_events(),
        }
    }

    /// The events that the machine gets: first what the state of the story accepts, then those without a handler.
    fn own_events(&self, keep: impl Fn(&Event) -> bool) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let progress = self.progress.as_deref();
        let told = progress.map(Progress::told_events).unwrap_or_default();
        let accepts = |event: &Event| {
            let takes = |progress: &Progress<'_>| {
                event.handlers.iter().any(|id| machine.accepted(*id).states.contains(&progress.state))
            };
            progress.is_some_and(takes)
        };
        let events = machine.events.entries().filter(|(_, event)| keep(event));
        let event = |(id, event): (EventId, &Event)| {
            let described = self.describe_event(machine, event);
            match () {
                () if told.contains(&id) => Completion { rank: 3, ..described },
                () if accepts(event) => Completion { rank: 0, ..described },
                () => described,
            }
        };
        events.map(event).collect()
    }

    fn describe_event(&self, machine: &Machine, event: &Event) -> Completion {
        let from = event.from.map(|from| format!("from {}", words::party(self.model(), from)));
        let from = from.unwrap_or_else(|| "from any sender".to_owned());
        let (rank, detail) = match event.handlers.is_empty() {
            true => (1, format!("{from}, not handled by @{}", machine.name.text)),
            false => (2, from),
        };
        item(rank, Kind::Event, format!(":{}", event.name.text), detail)
    }

    /// What can be emitted: the events of the receiver, if the rest of the line names it, else all.
    fn sent_events(&self) -> Vec<Completion> {
        let receiver = self.rest.split_once('@').map(|(_, rest)| {
            let end = rest.find(|c| !crate::analysis::token::is_word_char(c)).unwrap_or(rest.len());
            &rest[..end]
        });
        let mut all = self.awaited_events();
        all.extend(self.all_events());
        let Some(receiver) = receiver else { return all };
        let fitting: Vec<Completion> =
            all.iter().filter(|known| known.detail.ends_with(&format!("to @{receiver}"))).cloned().collect();
        if fitting.is_empty() { all } else { fitting }
    }

    /// What other machines have handlers for, from this one: first what it does not send yet.
    fn awaited_events(&self) -> Vec<Completion> {
        let (Some(own), Some(machine)) = (self.machine_id(), self.machine()) else { return Vec::new() };
        let sent = self.sent_by_machine(machine);
        let asker = self.progress.as_deref().and_then(|progress| progress.sender_of(progress.current()?.0));
        let mut found = Vec::new();
        for (id, receiver) in self.model().machines.entries().filter(|(id, _)| *id != own) {
            for (event, known) in receiver.events.entries() {
                if known.from == Some(Party::Machine(own)) && !known.handlers.is_empty() {
                    let is_new = !sent.contains(&Target::Machine(id, event));
                    let rank = if is_new && asker == Some(Party::Machine(id)) { 0 } else { 1 };
                    let text = format!(":{}", known.name.text);
                    let detail = format!("to @{}", receiver.name.text);
                    found.push(item(if is_new { rank } else { 2 }, Kind::Event, text, detail));
                }
            }
        }
        found
    }

    /// What the party before `received`, or anybody, was sent on the way of the story, then everything else.
    fn observed_events(&self, before: &str) -> Vec<Completion> {
        let mut found = Vec::new();
        if let Some(progress) = self.progress.as_deref().filter(|_| self.around.block == Block::Expect) {
            let sent = match progress.current().filter(|_| self.around.handler.is_some()) {
                Some((id, _)) => progress.sent_by(id),
                None => progress.sent(),
            };
            let party =
                before.split_once('@').map_or("", |(_, rest)| rest.split(' ').next().unwrap_or_default());
            for target in sent {
                let Some(to) = receiver(target).map(|party| progress.party(party)) else { continue };
                let is_it = party.is_empty() || to[1..] == *party;
                let rank = if is_it { 0 } else { 2 };
                found.push(item(
                    rank,
                    Kind::Event,
                    self.event_of(progress, target),
                    format!("to {to}, sent above"),
                ));
            }
        }
        found.extend(self.all_events());
        found
    }

    /// The events of all machines, and the messages to actors outside.
    fn all_events(&self) -> Vec<Completion> {
        let (model, own) = (self.model(), self.machine_id());
        let received = model.machines.entries().flat_map(|(id, machine)| {
            let to = format!("to @{}", machine.name.text);
            machine.events.iter().map(move |event| {
                let is_from_here = event.from.is_none() || event.from == own.map(Party::Machine);
                let rank = match () {
                    () if Some(id) == own => 4,
                    () if is_from_here => 2,
                    () => 4,
                };
                item(rank, Kind::Event, format!(":{}", event.name.text), to.clone())
            })
        });
        let sent = model.actors.iter().flat_map(|actor| {
            let to = format!("to @{}", actor.name.text);
            actor
                .messages
                .iter()
                .map(move |message| item(3, Kind::Event, format!(":{}", message.name.text), to.clone()))
        });
        received.chain(sent).collect()
    }
}
