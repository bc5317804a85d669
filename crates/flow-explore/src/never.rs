//! Finds handlers and branches that no event reaches, once everything was explored.
//!
//! Where conversations meet, more of them at a time than are explored can reach more. What depends on their number is left out, and so
//! is what one more conversation reaches.

use std::collections::BTreeSet;

use flow_model::model::{MachineId, Span, Step};
use flow_model::{visit, words};

use crate::engine::Reached;
use crate::finding::Kind;
use crate::options::Options;
use crate::search::{Cause, Continue, Place, Search};

/// The most states that are looked at with one more conversation.
const MOST_STATES: usize = 5_000;

/// A handler or a branch of it.
struct Unreached {
    machine: MachineId,
    what: String,
    span: Span,
}

impl Search<'_, '_> {
    /// Records what no event reaches. Only of a search that is closed.
    pub(crate) fn find_never(&mut self) {
        let conversations = self.engine.count_conversations();
        let mut unreached = self.list_unreached();
        if unreached.is_empty() {
            return;
        }
        let held_back = self.find_held_back();
        let beyond = self.engine.find_beyond(conversations, held_back.clone());
        let before = unreached.len();
        unreached.retain(|unreached| !beyond.spans.contains(&unreached.span));
        if unreached.len() < before {
            self.engine.note_beyond(&beyond, conversations, &held_back);
        }
        if self.engine.renews && !unreached.is_empty() {
            self.retain_unreached_by_more(&mut unreached, conversations);
        }
        for unreached in unreached {
            let Unreached { machine, what, span } = unreached;
            let cause = Cause { kind: Kind::NeverHappens, from: None, machine, state: None, what };
            self.insert(cause, Place { world: 0, successor: None, span: Some(span) });
        }
    }

    /// Leaves out what one more conversation at a time reaches.
    fn retain_unreached_by_more(&mut self, unreached: &mut Vec<Unreached>, conversations: u8) {
        let options = Options {
            conversations: Some(conversations.saturating_add(1)),
            max_states: MOST_STATES,
            threads: 1,
            ..self.engine.options.clone()
        };
        let mut engine = self.engine.with_options(options);
        let starts = engine.find_starts();
        let search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
        let still: BTreeSet<Span> =
            search.list_unreached().into_iter().map(|unreached| unreached.span).collect();
        let before = unreached.len();
        unreached.retain(|unreached| still.contains(&unreached.span));
        if unreached.len() < before {
            let more = conversations.saturating_add(1);
            let note = format!(
                "conversations: {more} at a time reach handlers or branches that {conversations} do not"
            );
            self.engine.knowledge.approximated.insert(note);
        }
    }

    fn list_unreached(&self) -> Vec<Unreached> {
        let model = self.engine.runnable.model;
        let reached = &self.engine.reached;
        let mut found = Vec::new();
        for (machine, of) in model.machines.entries() {
            for (id, handler) in of.definitions() {
                let is_reached = self.engine.is_reached(machine, id);
                let event = &of.events[handler.event].name.text;
                if !is_reached {
                    let is_one_of_several = of
                        .definitions()
                        .any(|(other, also)| other != id && of.events[also.event].name.text == *event);
                    let states = of.accepted(id).states.iter();
                    let states: Vec<String> = states.map(|state| words::state(of, *state)).collect();
                    let place = match is_one_of_several && !states.is_empty() {
                        true => format!(" in {}", states.join(", ")),
                        false => String::new(),
                    };
                    let what = format!("':{event}' is never handled{place}");
                    found.push(Unreached { machine, what, span: handler.span });
                    continue;
                }
                visit::steps(&handler.body, &mut |step| {
                    add_branches(machine, event, step, reached, &mut found);
                });
            }
        }
        found
    }
}

fn add_branches(machine: MachineId, event: &str, step: &Step, reached: &Reached, found: &mut Vec<Unreached>) {
    let Step::Chain(chain) = step else { return };
    // A chain that no event reaches is in a branch that is reported.
    let is_reached = chain.groups.iter().any(|group| {
        reached.guards.contains(&(group.span, true)) || reached.guards.contains(&(group.span, false))
    });
    if !is_reached {
        return;
    }
    for group in &chain.groups {
        if !reached.guards.contains(&(group.span, true)) {
            let what = format!("on ':{event}', this guard is never true");
            found.push(Unreached { machine, what, span: group.span });
        }
    }
    if chain.otherwise.is_some() && !reached.guards.contains(&(chain.span, true)) {
        let what = format!("on ':{event}', 'otherwise' is never taken");
        found.push(Unreached { machine, what, span: chain.span });
    }
}
