//! Under which guards a transition is made, in the words of the specification.
//!
//! For pictures and tools: one list of guard lines for each way through the guards of a handler. A guard on the machine's
//! own state says nothing new of an edge, which starts in a state, and is left out.

use crate::edges::Edge;
use crate::model::*;
use crate::words::guard_lines;
use flow_syntax::source::Span;

/// The guard lines on each way through `body` along `edge`; one empty way if there are none, or if one way has none.
pub fn ways(machine: MachineId, sources: &Sources, body: &[Step], edge: &Edge) -> Vec<Vec<String>> {
    let mut ways = Ways { machine, sources, to: edge.to, path: Vec::new(), found: Vec::new() };
    ways.walk(body);
    let taken = ways.found.into_iter().filter(|way| edge.guards.contains(&way.groups));
    let guards: Vec<_> = taken.map(|way| way.guards).collect();
    if guards.is_empty() || guards.iter().any(Vec::is_empty) { vec![Vec::new()] } else { guards }
}

/// A way through the guards of a body to a transition.
struct Way {
    groups: Vec<Span>,
    guards: Vec<String>,
}

/// Looks for the ways to one state.
struct Ways<'a> {
    machine: MachineId,
    sources: &'a Sources,
    to: StateId,
    /// The groups around the place being looked at; `None` is an `otherwise`.
    path: Vec<Option<&'a Group>>,
    found: Vec<Way>,
}

impl<'a> Ways<'a> {
    fn walk(&mut self, body: &'a [Step]) {
        for step in body {
            match step {
                Step::Transition(transition) if transition.to == self.to => self.note(),
                Step::Chain(chain) => self.walk_chain(chain),
                _ => {}
            }
        }
    }

    fn walk_chain(&mut self, chain: &'a Chain) {
        let groups = chain.groups.iter().map(|group| (Some(group), &group.body));
        for (group, body) in groups.chain(chain.otherwise.iter().map(|body| (None, body))) {
            self.path.push(group);
            self.walk(body);
            self.path.pop();
        }
    }

    fn note(&mut self) {
        let groups = self.path.iter().flatten().map(|group| group.span).collect();
        let guards = self.path.iter().flat_map(|group| self.wording(*group)).collect();
        self.found.push(Way { groups, guards });
    }

    fn wording(&self, group: Option<&Group>) -> Vec<String> {
        match group {
            None => vec!["otherwise".to_owned()],
            Some(group) => guard_lines(
                self.sources,
                &group.condition,
                |condition| !matches!(&condition.kind, ConditionKind::InState(machine, _) if *machine == self.machine),
            ),
        }
    }
}
