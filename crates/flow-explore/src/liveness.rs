//! Checks rules about something that must happen sooner or later (reference#rules): under `when`, `gets to` and `receives`.
//!
//! The bit of a rule is set in a world while its requirement is not fulfilled. The rule is broken if a fair run keeps that bit for ever:
//! a run that ends in a world where no event must happen, or that cycles in a component of such worlds. A run is fair if no message that
//! can arrive, no timer that can fire and no open question to an actor outside is passed over for ever. Other events from outside need
//! not happen.

use std::collections::BTreeSet;

use flow_model::model::{EventId, RuleId, Target};

use crate::components::IsFollowed;
use crate::finding::Kind;
use crate::graph::Edge;
use crate::rules::CONVERSATIONS;
use crate::search::{Cause, PathEnd, Place, Search};
use crate::step::{Action, EdgeKind, Reason, Successor};
use crate::world::{Slot, Status, World, pair};

/// Something that happens at some time if it stays possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Promise {
    /// The next message from one instance to another arrives.
    Queue(u16),
    /// A timer fires.
    Timer(Slot, EventId),
    /// An actor outside gives one of the answers to a question.
    Answer(Slot, Target),
}

/// Other conversations begin at will, and forget earlier ones: they are not followed here.
fn is_followed(edge: &Edge) -> bool {
    !matches!(edge.kind(), EdgeKind::Begin | EdgeKind::Unknown)
}

impl Search<'_, '_> {
    /// Records the rules that a fair run breaks. Only of a search that is closed.
    pub(crate) fn find_unfulfilled(&mut self) {
        let rules = self.engine.eventual_rules();
        if rules.is_empty() {
            return;
        }
        self.make_graph();
        let mut edges = self.graph.iter().flat_map(|graph| graph.edges());
        if edges.any(|edge| edge.kind() == EdgeKind::Begin) {
            let note = "rules under 'when': they were checked without conversations that begin later";
            self.engine.knowledge.approximated.insert(note.to_owned());
        }
        let marks = self.list_marks();
        for rule in rules {
            let bits: Vec<u32> = (0..CONVERSATIONS).map(|offset| self.engine.mark(rule, offset)).collect();
            let found = bits.into_iter().filter(|bit| *bit != 0);
            let found: Vec<(u32, PathEnd)> =
                found.filter_map(|bit| self.find_fair_run(&marks, bit)).collect();
            if let Some((world, end)) = found.into_iter().min_by_key(|(world, _)| *world) {
                self.note_unfulfilled(rule, world, end);
            }
        }
    }

    /// Records the rules with a `when` that never became true. The search must be closed.
    pub(crate) fn find_idle_rules(&mut self) {
        for rule in self.engine.eventual_rules() {
            if !self.engine.triggered.contains(&rule) {
                let when = self.engine.runnable.model.rules.rules[rule].when.as_ref();
                let span = when.map(flow_model::model::Trigger::span);
                self.insert(cause_of(Kind::IdleRule, rule), Place { world: 0, successor: None, span });
            }
        }
    }

    fn note_unfulfilled(&mut self, rule: RuleId, world: u32, end: PathEnd) {
        let cause = cause_of(Kind::BrokenRule, rule);
        let span = Some(self.engine.runnable.model.rules.rules[rule].span);
        self.endings.insert(cause.clone(), end);
        self.insert(cause, Place { world, successor: None, span });
    }

    fn list_marks(&self) -> Vec<u32> {
        let mut world = World::default();
        let count = u32::try_from(self.store.len()).unwrap_or(u32::MAX);
        let marks = (0..count).map(|id| {
            self.load(id, &mut world);
            world.marks
        });
        marks.collect()
    }

    /// The first world of a fair run that keeps a bit for ever, and its continuation.
    fn find_fair_run(&mut self, marks: &[u32], bit: u32) -> Option<(u32, PathEnd)> {
        let is_in = |id: u32| marks[id as usize] & bit != 0;
        // A rule that is fulfilled and begins again within one step does not wait for ever.
        let renewing: BTreeSet<(u32, usize)> =
            self.renewed.iter().filter(|(_, bits)| **bits & bit != 0).map(|(edge, _)| *edge).collect();
        let is_followed =
            |id: u32, number: usize, edge: &Edge| is_followed(edge) && !renewing.contains(&(id, number));
        let mut components = Vec::new();
        self.visit_components(&is_in, &is_followed, &mut |component| components.push(component.to_vec()));
        components.sort_unstable();
        components.into_iter().find_map(|component| {
            let first = component[0];
            if !self.is_fair(&component, &is_followed) {
                return None;
            }
            if self.list_promises(first).is_empty() {
                return Some((first, PathEnd::Rests));
            }
            let is_inside = |id: u32| component.binary_search(&id).is_ok();
            Some((first, PathEnd::Repeats(self.find_round(first, &is_inside, &is_followed))))
        })
    }

    /// What must happen at some time if a run stays in a world.
    fn list_promises(&mut self, id: u32) -> BTreeSet<Promise> {
        let (mut world, mut successors) = (World::default(), Vec::new());
        self.load(id, &mut world);
        self.engine.add_successors(&world, &mut successors);
        successors.iter().filter_map(|successor| self.promise_of(&world, successor)).collect()
    }

    /// Whether a run that stays in a component keeps all promises: each one is kept inside or, unless it is a timer that runs, impossible
    /// in some of its worlds.
    fn is_fair(&mut self, component: &[u32], is_followed: IsFollowed<'_>) -> bool {
        let (mut world, mut successors) = (World::default(), Vec::new());
        let mut open: Option<BTreeSet<Promise>> = None;
        let mut kept: BTreeSet<Promise> = BTreeSet::new();
        for id in component {
            self.load(*id, &mut world);
            self.engine.add_successors(&world, &mut successors);
            // Time passes for every timer, also where something else goes first.
            let timers = world.timers.iter().map(|timer| self.engine.tables.timers.get(*timer));
            let mut here: BTreeSet<Promise> =
                timers.map(|timer| Promise::Timer(timer.slot, timer.event)).collect();
            for (number, edge) in self.edges_of(*id) {
                let Some(successor) = successors.get(number) else { continue };
                let promise = self.promise_of(&world, successor);
                here.extend(promise);
                if is_followed(*id, number, edge) && component.binary_search(&edge.to).is_ok() {
                    kept.extend(promise);
                }
            }
            open = Some(match open {
                None => here,
                Some(open) => open.intersection(&here).copied().collect(),
            });
        }
        open.unwrap_or_default().is_subset(&kept)
    }

    fn promise_of(&self, world: &World, successor: &Successor) -> Option<Promise> {
        let delivery = successor.taken.first()?.delivery;
        let event = self.engine.tables.contents.get(delivery.message.content).event;
        match successor.action {
            Action::Deliver => Some(Promise::Queue(pair(delivery.from, delivery.slot))),
            Action::Timer { .. } => Some(Promise::Timer(delivery.slot, event)),
            Action::Outside(Reason::Answer) => {
                let local = self.engine.tables.locals.get(world.members[usize::from(delivery.slot)]);
                let mut open = local.questions.iter().filter(|question| question.status == Status::Awaited);
                let question = open.find(|question| question.answers.contains(&event))?;
                Some(Promise::Answer(delivery.slot, question.target))
            }
            Action::Outside(Reason::Free | Reason::Late | Reason::Early)
            | Action::Double
            | Action::Retry
            | Action::Lose
            | Action::Begin { .. } => None,
        }
    }
}

fn cause_of(kind: Kind, rule: RuleId) -> Cause {
    let machine = flow_model::model::MachineId(0);
    Cause { kind, from: None, machine, state: None, what: rule.index().to_string() }
}
