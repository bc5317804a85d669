//! Finds handlers and branches that no event reaches, once everything was explored.

use flow_model::model::{MachineId, Span, Step};
use flow_model::{visit, words};

use crate::engine::Reached;
use crate::finding::Kind;
use crate::search::{Cause, Place, Search};

/// A handler or a branch of it.
struct Unreached {
    machine: MachineId,
    what: String,
    span: Span,
}

impl Search<'_, '_> {
    /// Records what no event reaches. Only of a search that is closed.
    pub(crate) fn find_never(&mut self) {
        for unreached in self.list_unreached() {
            let Unreached { machine, what, span } = unreached;
            let cause = Cause { kind: Kind::NeverHappens, from: None, machine, state: None, what };
            self.insert(cause, Place { world: 0, successor: None, span: Some(span) });
        }
    }

    fn list_unreached(&self) -> Vec<Unreached> {
        let model = self.engine.runnable.model;
        let reached = &self.engine.reached;
        let mut found = Vec::new();
        for (machine, of) in model.machines.entries() {
            for (id, handler) in of.definitions() {
                let is_reached = of
                    .accepted(id)
                    .states
                    .iter()
                    .any(|state| reached.handlers.contains(&(machine, id, *state)));
                let event = &of.events[handler.event].name.text;
                if !is_reached {
                    let is_one_of_several = of
                        .definitions()
                        .any(|(other, also)| other != id && of.events[also.event].name.text == *event);
                    let states = of.accepted(id).states.iter();
                    let states: Vec<String> = states.map(|state| words::state(of, *state)).collect();
                    let place = if is_one_of_several && states.len() == 1 {
                        format!(" in {}", states[0])
                    } else {
                        String::new()
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
