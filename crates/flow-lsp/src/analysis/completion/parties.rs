//! Machines and actors after `@`: first those that the line is probably about.
//!
//! Who sends an event is known from its other handlers, or is one that was sent something above; who gets one, from those that handle it,
//! or is the one that asked.

use std::collections::BTreeSet;

use flow_model::model::{ActorId, Event, Instances, Machine, Party, TIMER_EXPIRED, Visibility};
use flow_model::words;

use super::names::{event_of_line, senders};
use super::{Completion, Kind, Request, item};
use crate::analysis::progress::receiver;
use crate::analysis::surroundings::Block;

impl Request<'_> {
    pub(super) fn parties(&self) -> Vec<Completion> {
        let before = self.before();
        let (model, own) = (self.model(), self.machine_id());
        let is_new = before.starts_with("machine:");
        let only_machines = is_new
            || before.starts_with("test:")
            || before.ends_with("to a new ")
            || before.ends_with("to all ");
        let likely = self.likely_parties(before);
        let position = |name: &str| likely.iter().position(|(party, _)| party == name);
        let rank = |name: &str, other: u8| position(name).map_or(other, |at| likely[at].1);
        let machines = model.machines.entries().map(|(id, machine)| {
            let name = &machine.name.text;
            let other = if Some(id) == own && !is_new { 4 } else { 2 };
            item(rank(name, other), Kind::Machine, format!("@{name}"), self.describes_keys(machine))
        });
        let actors = model.actors.iter().map(|actor| {
            let name = &actor.name.text;
            item(rank(name, 2), Kind::Actor, format!("@{name}"), "actor")
        });
        let reserved = [
            ("@sender", "the one that the event came from"),
            ("@self", "this instance"),
            ("@system", "time"),
        ];
        let fits = |name: &str| match name {
            "@sender" => self.around.handler.is_some() && !self.line.starts_with("on"),
            // The outside calls public handlers.
            _ if before.starts_with("on>") => false,
            "@system" => before.ends_with("from "),
            _ => before.ends_with("from ") || self.is_in_values(),
        };
        let reserved = reserved.into_iter().filter(|(name, _)| fits(name));
        let reserved = reserved.map(|(name, detail)| item(rank(&name[1..], 5), Kind::Actor, name, detail));
        let others = actors.chain(reserved).filter(|_| !only_machines);
        let unwritten = if is_new { self.unwritten_machines() } else { Vec::new() };
        let mut items: Vec<Completion> = unwritten.into_iter().chain(machines).chain(others).collect();
        items.sort_by_key(|item| position(&item.text[1..]).unwrap_or(likely.len()));
        items
    }

    /// The parties that the line is probably about, the likeliest first, and their ranks.
    fn likely_parties(&self, before: &str) -> Vec<(String, u8)> {
        let mut likely: Vec<(String, u8)> = Vec::new();
        let mut add = |rank: u8, party: String| {
            let name = party.trim_start_matches('@');
            if !likely.iter().any(|(known, _)| known == name) {
                likely.push((name.to_owned(), rank));
            }
        };
        let event = event_of_line(before);
        if before.ends_with("from ") {
            let machine = self.machine();
            let known =
                machine.zip(event).map(|(machine, event)| senders(machine, event)).unwrap_or_default();
            known
                .into_iter()
                .filter_map(|(_, from)| from)
                .for_each(|from| add(0, words::party(self.model(), from)));
            self.likely_senders(before).into_iter().for_each(|(party, _)| add(1, party));
        } else if let Some(event) = event.filter(|_| before.starts_with("emit")) {
            self.known_receivers(event).into_iter().for_each(|party| add(0, party));
            self.likely_receivers().into_iter().for_each(|party| add(1, party));
        } else if self.around.block == Block::Expect
            && let Some(progress) = self.progress.as_deref()
        {
            let sent = match progress.current().filter(|_| self.around.handler.is_some()) {
                Some((id, _)) => progress.sent_by(id),
                None => progress.sent(),
            };
            let first = progress.first_senders();
            for party in sent.into_iter().filter_map(receiver) {
                add(u8::from(!first.contains(&party)), progress.party(party));
            }
        }
        likely
    }

    /// Who handles an event, or was sent it before.
    fn known_receivers(&self, event: &str) -> Vec<String> {
        let own = self.machine_id().map(Party::Machine);
        let takes =
            |known: &Event| known.name.text == event && known.from.is_none_or(|from| Some(from) == own);
        let machines = self.model().machines.iter().filter(|machine| machine.events.iter().any(takes));
        let machines = machines.map(|machine| machine.name.text.clone());
        let gets =
            |actor: &&flow_model::model::Actor| actor.messages.iter().any(|known| known.name.text == event);
        let actors = self.model().actors.iter().filter(gets).map(|actor| actor.name.text.clone());
        machines.chain(actors).collect()
    }

    /// Who is probably sent something by the handler around the line.
    pub(super) fn likely_receivers(&self) -> Vec<String> {
        let Some(progress) = self.progress.as_deref() else { return Vec::new() };
        let Some((id, _)) = progress.current() else { return Vec::new() };
        let parties = progress.likely_receivers(id).into_iter();
        let parties = parties.filter(|party| !matches!(party, Party::System | Party::Itself));
        parties.map(|party| progress.party(party)).collect()
    }

    /// Who probably sends the event of the line, and why.
    pub(super) fn likely_senders(&self, line: &str) -> Vec<(String, String)> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let mut found: Vec<(String, String)> = Vec::new();
        if line.starts_with("on>") {
            let public = machine.events.iter().filter(|event| event.visibility == Visibility::Public);
            let senders = public.filter_map(|event| event.from);
            let all =
                senders.map(|from| (words::party(self.model(), from), "it sends other events".to_owned()));
            found.extend(all);
            let receivers: BTreeSet<Party> =
                self.progress.iter().flat_map(|progress| progress.asked()).collect();
            let others =
                self.model().actors.entries().filter(|(id, _)| !receivers.contains(&Party::Actor(*id)));
            found.extend(others.map(|(_, actor)| (format!("@{}", actor.name.text), "an actor".to_owned())));
        } else if let Some(progress) = self.progress.as_deref() {
            let first = progress.first_senders();
            let asked = progress.asked().into_iter().filter(|party| !first.contains(party));
            found
                .extend(asked.map(|party| (progress.party(party), "it was sent something above".to_owned())));
            if event_of_line(line) == Some(TIMER_EXPIRED) {
                found.insert(0, ("@system".to_owned(), "a timer".to_owned()));
            }
            // `:payment_failed` is probably from `@payment`.
            let event = event_of_line(line).unwrap_or_default();
            let is_named = |party: &str| {
                let words = format!("_{event}_");
                words.contains(&format!("_{}_", party.trim_start_matches('@')))
            };
            found.sort_by_key(|(party, _)| !is_named(party));
        }
        let mut seen = BTreeSet::new();
        found.retain(|(party, _)| seen.insert(party.clone()));
        found
    }

    /// The actors that the machines so far send to or hear from: a new machine is often one of them.
    pub(super) fn unwritten_machines(&self) -> Vec<Completion> {
        // A machine answers; who sends public events is a person or a program outside.
        let begins = |id: ActorId| {
            let events = self.model().machines.iter().flat_map(|machine| machine.events.iter());
            let mut public = events.filter(|event| event.visibility == Visibility::Public);
            public.any(|event| event.from == Some(Party::Actor(id)))
        };
        let about = |actor: &flow_model::model::Actor| match actor.messages.len() {
            0 => "no machine yet".to_owned(),
            1 => "no machine yet, gets 1 event".to_owned(),
            count => format!("no machine yet, gets {count} events"),
        };
        let rank = |id: ActorId, actor: &flow_model::model::Actor| match () {
            () if actor.messages.is_empty() => 3,
            () if begins(id) => 2,
            () => 1,
        };
        let actors = self.model().actors.entries();
        let name = |(id, actor): (ActorId, &flow_model::model::Actor)| {
            item(rank(id, actor), Kind::Actor, format!("@{}", actor.name.text), about(actor))
        };
        actors.map(name).collect()
    }

    /// Whether the line is a step or a guard, in which an actor can be a value.
    fn is_in_values(&self) -> bool {
        self.around.block == Block::Steps && !self.line.starts_with("on")
    }

    /// The keys that an emit to a machine must carry.
    pub(super) fn describes_keys(&self, machine: &Machine) -> String {
        match &machine.instances {
            Instances::PerKey(keys) => {
                let names = keys.iter().map(|key| format!("${}", machine.variables[*key].name.text));
                format!("machine, one for each {}", names.collect::<Vec<_>>().join(", "))
            }
            Instances::One => "machine, one for all".to_owned(),
            Instances::PerConversation => "machine".to_owned(),
        }
    }
}
