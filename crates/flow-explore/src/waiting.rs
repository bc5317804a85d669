//! Finds instances that wait for an answer that cannot arrive.
//!
//! An instance waits if it has an open question, in a state that an answer would leave. For every world it is known, backwards from the
//! edges that move an instance, which instances can still be moved from there. A message of a machine to the sender of the event that it handles is
//! an answer first: a seat that is held may be released, but need not be. The sender of an answer waits only if its receiver does.

use flow_model::model::{EventId, MachineId, Party, Span, StateId, Step, Target};
use flow_model::visit;

use crate::finding::Kind;
use crate::intern::Lookup;
use crate::search::{Cause, EVERYONE, Edge, Place, Search};
use crate::world::{Local, Status, World};

/// An instance with an open question.
#[derive(Clone, Copy)]
struct Waiting {
    slot: usize,
    machine: MachineId,
    state: StateId,
    question: Target,
    /// Whether it is sent in answer to an event of its receiver.
    is_answer: bool,
}

impl Search<'_, '_> {
    /// Records the instances that wait for ever, or for someone outside. Only of a search that is closed.
    pub(crate) fn find_waiting(&mut self) {
        let unaided = self.find_movable(|edge| !edge.kind().is_free());
        // Rarely needed: most specifications have no instance that waits.
        let mut all: Option<Vec<u32>> = None;
        let mut questions = Lookup::default();
        let mut world = World::default();
        for id in 0..self.store.len() {
            if unaided[id] == EVERYONE {
                continue;
            }
            world.decode(self.store.get(id as u32));
            let waiting = self.waiting_of(&world, unaided[id], &mut questions);
            if waiting.is_empty() {
                continue;
            }
            let all = all.get_or_insert_with(|| self.find_movable(|_| true));
            for at in 0..waiting.len() {
                let Waiting { slot, machine, state, question, is_answer } = waiting[at];
                let can_move = all[id] & (1 << slot) != 0;
                let kind = match (is_answer && !self.is_receiver_waiting(&waiting, at), can_move) {
                    (true, true) => continue,
                    (true, false) => Kind::StaysOpen,
                    (false, true) => Kind::WaitsForSomeone,
                    (false, false) => Kind::WaitsForEver,
                };
                let what = self.name_of(machine, question);
                let cause = Cause { kind, from: None, machine, state: Some(state), what };
                let span = self.find_emit(machine, question);
                self.insert(cause, Place { world: id as u32, successor: None, span });
            }
        }
    }

    /// The instances of a world that have an open question and are not in `movable`.
    fn waiting_of(
        &self,
        world: &World,
        movable: u32,
        questions: &mut Lookup<u32, Option<(Target, bool)>>,
    ) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        for (slot, id) in world.members.iter().enumerate().filter(|(slot, _)| movable & (1 << slot) == 0) {
            let local = self.engine.tables.locals.get(*id);
            let question = questions.entry(*id).or_insert_with(|| self.open_question(local));
            if let Some((question, is_answer)) = *question {
                let (machine, state) = (local.instance.machine, local.instance.state);
                waiting.push(Waiting { slot, machine, state, question, is_answer });
            }
        }
        waiting
    }

    /// Whether an instance that a waiting one answered waits, too: for a question of its own, or for one that it answered in turn.
    fn is_receiver_waiting(&self, waiting: &[Waiting], of: usize) -> bool {
        let mut seen = vec![of];
        let mut at = 0;
        while let Some(sender) = seen.get(at).map(|sender| waiting[*sender]) {
            let Target::Machine(receiver, _) = sender.question else { return true };
            for (other, asker) in waiting.iter().enumerate() {
                if asker.machine == receiver && !seen.contains(&other) {
                    if !asker.is_answer {
                        return true;
                    }
                    seen.push(other);
                }
            }
            at += 1;
        }
        false
    }

    /// Whether a machine sends this only to the sender of the event that it handles.
    fn is_answer(&self, machine: MachineId, question: Target) -> bool {
        let Target::Machine(receiver, _) = question else { return false };
        let of = self.engine.runnable.machine(machine);
        of.definitions().all(|(_, handler)| {
            let mut is_sent = false;
            visit::steps(&handler.body, &mut |step| {
                is_sent |= matches!(step, Step::Emit(emit) if emit.target == question);
            });
            !is_sent || of.events[handler.event].from == Some(Party::Machine(receiver))
        })
    }

    /// For each world, the slots that some path from there moves, one bit each.
    fn find_movable(&self, is_followed: impl Fn(&Edge) -> bool) -> Vec<u32> {
        let mut movable = vec![0_u32; self.store.len()];
        loop {
            let mut has_changed = false;
            // The targets of most edges were found later, so that one pass backwards settles most of them.
            for id in (0..self.edge_ends.len()).rev() {
                let start = id.checked_sub(1).map_or(0, |before| self.edge_ends[before]);
                let edges = self.edges[start as usize..self.edge_ends[id] as usize].iter();
                let edges = edges.filter(|edge| is_followed(edge));
                let new =
                    edges.fold(movable[id], |known, edge| known | edge.moved() | movable[edge.to as usize]);
                has_changed |= new != movable[id];
                movable[id] = new;
            }
            if !has_changed {
                return movable;
            }
        }
    }

    /// The first question of an instance that an answer would move, and whether it is an answer itself; others go before those.
    fn open_question(&self, local: &Local) -> Option<(Target, bool)> {
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
        let open = local.questions.iter().filter(is_open);
        open.map(|question| (question.target, self.is_answer(machine, question.target)))
            .min_by_key(|(_, is_answer)| *is_answer)
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
