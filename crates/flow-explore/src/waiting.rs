//! Finds instances that wait for an answer that cannot arrive.
//!
//! An instance waits if it has an open question, in a state that an answer would leave. For every world it is known, backwards from the
//! edges that move an instance, which instances can still be moved from there.

use flow_model::model::{EventId, MachineId, Span, Step, Target};
use flow_model::visit;

use crate::finding::Kind;
use crate::search::{Cause, Edge, Place, Search};
use crate::world::{Local, Status, World};

impl Search<'_, '_> {
    /// Records the instances that wait for ever, or for someone outside. Only of a search that is closed.
    pub(crate) fn find_waiting(&mut self) {
        let all = self.find_movable(|_| true);
        let unaided = self.find_movable(|edge| !edge.is_free);
        let mut world = World::default();
        for id in 0..self.store.len() {
            if all[id] == u32::MAX && unaided[id] == u32::MAX {
                continue;
            }
            world.decode(self.store.get(id as u32));
            for (slot, local) in world.members.iter().enumerate() {
                let can_move = |movable: &[u32]| movable[id] & (1 << slot) != 0;
                if can_move(&unaided) {
                    continue;
                }
                let local = self.engine.tables.locals.get(*local).clone();
                let Some(question) = self.open_question(&local) else { continue };
                let kind = if can_move(&all) { Kind::WaitsForSomeone } else { Kind::WaitsForEver };
                let machine = local.instance.machine;
                let state = Some(local.instance.state);
                let cause = Cause { kind, from: None, machine, state, what: self.name_of(machine, question) };
                let span = self.find_emit(machine, question);
                self.insert(cause, Place { world: id as u32, successor: None, span });
            }
        }
    }

    /// For each world, the slots that some path from there moves, one bit each.
    fn find_movable(&self, is_followed: impl Fn(&Edge) -> bool) -> Vec<u32> {
        let mut movable = vec![0_u32; self.store.len()];
        loop {
            let mut has_changed = false;
            // The targets of most edges were found later, so that one pass backwards settles most of them.
            for id in (0..self.edge_ends.len()).rev() {
                let start = id.checked_sub(1).map_or(0, |before| self.edge_ends[before]);
                let edges = self.edges[start..self.edge_ends[id]].iter().filter(|edge| is_followed(edge));
                let new =
                    edges.fold(movable[id], |known, edge| known | edge.moved | movable[edge.to as usize]);
                has_changed |= new != movable[id];
                movable[id] = new;
            }
            if !has_changed {
                return movable;
            }
        }
    }

    /// The first question of an instance that an answer would move.
    fn open_question(&self, local: &Local) -> Option<Target> {
        let runnable = self.engine.runnable;
        let (machine, state) = (local.instance.machine, local.instance.state);
        let moves = |event: &EventId| {
            let ends = runnable
                .handler(machine, state, *event)
                .and_then(|handler| runnable.ends(machine, handler, state));
            ends.is_some_and(|ends| ends.keys().any(|end| *end != state))
        };
        let is_open = |question: &&crate::world::Question| {
            question.status == Status::Awaited && question.answers.iter().any(moves)
        };
        Some(local.questions.iter().find(is_open)?.target)
    }

    /// The first line that asks a question.
    fn find_emit(&self, machine: MachineId, target: Target) -> Option<Span> {
        let mut found = None;
        for (_, handler) in self.engine.runnable.machine(machine).definitions() {
            visit::steps(&handler.body, &mut |step| {
                if let Step::Emit(emit) = step
                    && emit.target == target
                {
                    found = found.or(Some(emit.span));
                }
            });
        }
        found
    }

    fn name_of(&self, machine: MachineId, target: Target) -> String {
        target.describe(self.engine.runnable.model, self.engine.runnable.machine(machine))
    }
}
