//! Finds instances that wait for an answer that cannot arrive.
//!
//! An instance waits if it has an open question, in a state that an answer would leave, and no path from there moves it. The first step
//! of each world usually reaches an answer; all edges are computed only for worlds where it does not. A message of a machine to the
//! sender of the event that it handles is treated as an answer first: a reserved seat may be released, but need not be. The sender of an
//! answer waits only if its receiver does.

use std::collections::BTreeMap;
use std::rc::Rc;

use flow_model::model::{EventId, MachineId, Party, Span, StateId, Step, Target, Visibility};
use flow_model::{visit, words};

use crate::finding::Kind;
use crate::forgotten::Rescue;
use crate::graph::Edge;
use crate::intern::Lookup;
use crate::numbers::Reader;
use crate::pipeline::do_all;
use crate::search::{Cause, MOST_OTHERS, Place, Search};
use crate::world::{Local, Status, World};

/// The text between an answer and the state of its receiver.
const WHILE: &str = ", while ";

/// The receiver of an answer does not rest yet.
struct Moving;

/// The open question of each local state, by its number. A table, since it is read for most worlds.
struct Questions(Vec<Option<Open>>);

/// A question that an instance waits for an answer to.
#[derive(Clone, Copy)]
pub(crate) struct Open {
    target: Target,
    /// Whether it is sent in answer to an event of its receiver.
    pub(crate) is_answer: bool,
    /// Whether an answer has arrived, and the instance has stayed in a state that only answers leave.
    is_answered: bool,
}

impl Questions {
    fn of(&self, local: u32) -> Option<Open> {
        self.0[local as usize]
    }
}

/// An instance with an open question.
#[derive(Clone, Copy)]
struct Waiting {
    slot: usize,
    machine: MachineId,
    state: StateId,
    open: Open,
}

fn is_to(target: Target, receiver: MachineId) -> bool {
    matches!(target, Target::Machine(machine, _) if machine == receiver)
}

/// Which instances can still be moved from each world, one bit for each slot. A bit that is set is true; one that is not set may be
/// unknown.
pub(crate) struct Movable {
    pub(crate) slots: Vec<u32>,
    /// The edges that were computed so far, and which of them belong to a world.
    edges: Vec<Edge>,
    known: Lookup<u32, std::ops::Range<usize>>,
}

/// How many worlds a thread looks through at once: enough that few milliseconds of work are not shared.
const SHARE: usize = if cfg!(test) { 8 } else { 16_384 };

/// The slots of a packed world that have an open question and are not in `movable`; it is read only as far as they are.
fn find_open(state: &[u8], movable: u32, frames: &[u32], questions: &Questions) -> u32 {
    let mut members = Reader::new(state);
    let all = frames[members.number() as usize];
    let (mut rest, mut own, mut has_answer) = (all & !movable, 0, false);
    let mut slot = 1;
    while rest != 0 {
        let local = members.number();
        if rest & slot != 0
            && let Some(open) = questions.of(local)
        {
            own |= slot;
            has_answer |= open.is_answer;
        }
        rest &= !slot;
        slot <<= 1;
    }
    // The message about an answer also contains the state of its receiver.
    match own {
        0 => 0,
        _ if has_answer => all,
        _ => own,
    }
}

impl Search<'_, '_> {
    /// Records the instances that wait for ever, or for someone outside. Only of a search that is closed.
    pub(crate) fn find_waiting(&mut self) {
        let questions = self.list_questions();
        let mut movable = self.follow_first_steps();
        let mut open = self.list_open(&movable.slots, &questions);
        if open.is_empty() {
            return;
        }
        self.complete(&mut movable, &open, &|edge| (!edge.kind().is_free()).then(|| edge.moved_on()));
        let unaided = movable.slots.clone();
        open.retain_mut(|(id, slots)| {
            *slots &= !unaided[*id as usize];
            *slots != 0
        });
        self.complete(&mut movable, &open, &|edge| Some(edge.moved_on()));
        let mut stuck: BTreeMap<Cause, Vec<(Place, usize)>> = BTreeMap::new();
        let mut world = World::default();
        for (id, _) in open {
            self.load(id, &mut world);
            let waiting = self.waiting_of(&world, unaided[id as usize], &questions);
            for at in 0..waiting.len() {
                let Waiting { slot, machine, state, open } = waiting[at];
                let can_move = movable.slots[id as usize] & (1 << slot) != 0;
                let mut what = self.name_of(machine, open.target);
                let kind = match (open.is_answer && !self.is_receiver_waiting(&waiting, at), can_move) {
                    (_, true) if open.is_answered => continue,
                    (true, true) => continue,
                    (true, false) => {
                        match self.find_final_receiver(&world, unaided[id as usize], waiting[at]) {
                            Ok(receiver) => {
                                what += &receiver;
                                Kind::StaysOpen
                            }
                            Err(Moving) => continue,
                        }
                    }
                    (false, true) => Kind::WaitsForSomeone,
                    // The actor can send another answer.
                    (false, false) if open.is_answered && matches!(open.target, Target::Actor(..)) => {
                        Kind::WaitsForSomeone
                    }
                    (false, false) => Kind::WaitsForEver,
                };
                let cause = Cause { kind, from: None, machine, state: Some(state), what };
                let place = Place { world: id, successor: None, span: self.find_emit(machine, open.target) };
                match kind {
                    Kind::WaitsForSomeone => self.insert(cause, place),
                    _ if self.engine.waits_for_unplaced(&world, slot) => self.engine.note_unplaced(),
                    _ => stuck.entry(cause).or_default().push((place, slot)),
                }
            }
        }
        for (cause, places) in stuck {
            self.note_stuck(cause, &places);
        }
        self.keep_strongest_waiting();
    }

    /// Records that an instance waits for ever, where no conversation that was forgotten can move it.
    pub(crate) fn note_stuck(&mut self, cause: Cause, places: &[(Place, usize)]) {
        let is_plain = |(place, _): &&(Place, usize)| {
            !self.has_forgotten.get(place.world as usize).copied().unwrap_or_default()
        };
        let plain: Vec<Place> = places.iter().filter(is_plain).map(|(place, _)| *place).collect();
        let is_proven = !plain.is_empty();
        plain.into_iter().for_each(|place| self.insert(cause.clone(), place));
        if is_proven {
            return;
        }
        let mut is_open = false;
        for (place, slot) in places.iter().take(MOST_OTHERS) {
            match self.find_rescue(place.world, *slot) {
                Rescue::Impossible => return self.insert(cause, *place),
                Rescue::Possible => {}
                Rescue::Unknown => is_open = true,
            }
        }
        if is_open {
            let name = &self.engine.runnable.machine(cause.machine).name.text;
            let note = format!("@{name}: what conversations that rest can do for one that waits");
            self.engine.knowledge.approximated.insert(note);
        }
        if cause.kind == Kind::WaitsForEver {
            let released = Cause { kind: Kind::WaitsForSomeone, ..cause };
            if !self.found.contains_key(&released) {
                self.insert(released, places[0].0);
            }
        }
    }

    /// Of findings about one question in one state, only the most serious remains: the others are earlier stages of the same mistake.
    fn keep_strongest_waiting(&mut self) {
        let rank = |kind: Kind| match kind {
            Kind::StaysOpen => Some(0),
            Kind::WaitsForSomeone => Some(1),
            Kind::WaitsForEver => Some(2),
            _ => None,
        };
        let is_same = |a: &Cause, b: &Cause| {
            let question = |cause: &Cause| cause.what.split(WHILE).next().map(str::to_owned);
            (a.machine, a.state) == (b.machine, b.state) && question(a) == question(b)
        };
        let causes: Vec<Cause> =
            self.found.keys().filter(|cause| rank(cause.kind).is_some()).cloned().collect();
        self.found.retain(|cause, _| {
            rank(cause.kind).is_none()
                || !causes.iter().any(|other| rank(other.kind) > rank(cause.kind) && is_same(other, cause))
        });
    }

    /// The final state of the receiver of an answer, as the end of a sentence about the answer; empty if the receiver no longer exists,
    /// or there are several. `Err` if a receiver can still move.
    fn find_final_receiver(&self, world: &World, movable: u32, waiting: Waiting) -> Result<String, Moving> {
        let Target::Machine(machine, _) = waiting.open.target else { return Ok(String::new()) };
        let locals: Vec<_> =
            world.members.iter().map(|local| self.engine.tables.locals.get(*local)).collect();
        let own = locals[waiting.slot].conversation;
        let is_meant = |local: &Local| {
            let is_known = own.is_none() || local.conversation.is_none() || local.conversation == own;
            local.instance.machine == machine && !local.is_removed && is_known
        };
        let found = locals.iter().copied().enumerate().filter(|(_, local)| is_meant(local));
        let receivers: Vec<(usize, &Rc<Local>)> = found.collect();
        if receivers.iter().any(|(slot, _)| movable & (1 << slot) != 0) {
            return Err(Moving);
        }
        let [(_, receiver)] = receivers.as_slice() else { return Ok(String::new()) };
        let of = self.engine.runnable.machine(machine);
        Ok(format!("{WHILE}@{} is in {}", of.name.text, words::state(of, receiver.instance.state)))
    }

    /// The movable slots that follow from the first edge of each world: usually these edges reach a world without open questions.
    pub(crate) fn follow_first_steps(&self) -> Movable {
        let mut slots: Vec<u32> = self.onward.iter().map(|onward| onward.moved).collect();
        for (id, onward) in self.onward.iter().enumerate().rev() {
            slots[id] |= slots[onward.first as usize];
        }
        Movable { slots, edges: Vec::new(), known: Lookup::default() }
    }

    /// The worlds with instances that have an open question and are not in `movable`, with their slots. Threads share the work.
    fn list_open(&self, movable: &[u32], questions: &Questions) -> Vec<(u32, u32)> {
        let frames = (0..self.engine.tables.frames.len() as u32).map(|frame| {
            let frame = self.engine.tables.frames.get(frame);
            (1 << frame.identities.len()) - 1
        });
        let frames: Vec<u32> = frames.collect();
        let worlds = (0..movable.len()).step_by(SHARE);
        let parts = worlds.map(|first| (first..movable.len().min(first + SHARE), Vec::new()));
        let states = self.store.states();
        let parts = do_all(self.engine.options.threads, parts.collect(), |(worlds, open)| {
            open.extend(worlds.clone().filter_map(|id| {
                let slots = find_open(states.get(id), movable[id], &frames, questions);
                (slots != 0).then_some((id as u32, slots))
            }));
        });
        parts.into_iter().flat_map(|(_, open)| open).collect()
    }

    /// The open questions of all local states.
    fn list_questions(&self) -> Questions {
        let locals = &self.engine.tables.locals;
        let asked = (0..locals.len() as u32).map(|local| self.open_question(locals.get(local)));
        Questions(asked.collect())
    }

    /// Makes some slots of some worlds exact: along all edges for which `find_moved` returns the slots that they move, as far as the answer
    /// is not known.
    pub(crate) fn complete(
        &mut self,
        movable: &mut Movable,
        open: &[(u32, u32)],
        find_moved: &dyn Fn(&Edge) -> Option<u32>,
    ) {
        let mut asked: Lookup<u32, u32> = Lookup::default();
        let mut order = Vec::new();
        let mut work = open.to_vec();
        while let Some((id, slots)) = work.pop() {
            let at = id as usize;
            let known = asked.entry(id).or_insert_with(|| {
                order.push(id);
                0
            });
            let new = slots & !*known & !movable.slots[at];
            if new == 0 {
                continue;
            }
            *known |= new;
            let edges = self.edges_for(movable, id);
            let edges = movable.edges[edges].iter().filter_map(|edge| Some((edge, find_moved(edge)?)));
            movable.slots[at] = edges.clone().fold(movable.slots[at], |known, (_, moved)| known | moved);
            let rest = new & !movable.slots[at];
            let unknown =
                edges.map(|(edge, _)| (edge.to, edge.slots_after(rest) & !movable.slots[edge.to as usize]));
            work.extend(unknown.filter(|(_, slots)| *slots != 0));
        }
        // The targets of most edges were found later, so that one pass backwards settles most of them.
        order.sort_unstable_by(|a, b| b.cmp(a));
        let mut has_changed = true;
        while std::mem::take(&mut has_changed) {
            for id in &order {
                let Some(edges) = movable.known.get(id) else { continue };
                let edges = movable.edges[edges.clone()].iter();
                let edges = edges.filter_map(|edge| Some((edge, find_moved(edge)?)));
                let before = movable.slots[*id as usize];
                let all = edges.fold(before, |known, (edge, moved)| {
                    known | moved | edge.slots_before(movable.slots[edge.to as usize])
                });
                has_changed |= all != before;
                movable.slots[*id as usize] = all;
            }
        }
    }

    /// The edges of a world, which are computed once.
    fn edges_for(&mut self, movable: &mut Movable, id: u32) -> std::ops::Range<usize> {
        if let Some(known) = movable.known.get(&id) {
            return known.clone();
        }
        let start = movable.edges.len();
        self.add_edges(id, &mut movable.edges);
        self.add_held_back(id, &mut movable.edges);
        movable.known.insert(id, start..movable.edges.len());
        start..movable.edges.len()
    }

    /// The instances of a world that have an open question and are not in `movable`.
    fn waiting_of(&self, world: &World, movable: u32, questions: &Questions) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        for (slot, id) in world.members.iter().enumerate().filter(|(slot, _)| movable & (1 << slot) == 0) {
            if let Some(open) = questions.of(*id) {
                let local = self.engine.tables.locals.get(*id);
                let (machine, state) = (local.instance.machine, local.instance.state);
                waiting.push(Waiting { slot, machine, state, open });
            }
        }
        waiting
    }

    /// Whether an instance that a waiting one answered waits, too: for a question of its own, or for one that it answered in turn.
    fn is_receiver_waiting(&self, waiting: &[Waiting], of: usize) -> bool {
        let mut seen = vec![of];
        let mut at = 0;
        while let Some(sender) = seen.get(at).map(|sender| waiting[*sender]) {
            let Target::Machine(receiver, _) = sender.open.target else { return true };
            for (other, asker) in waiting.iter().enumerate() {
                if asker.machine == receiver && !seen.contains(&other) {
                    if !asker.open.is_answer {
                        return true;
                    }
                    seen.push(other);
                }
            }
            at += 1;
        }
        false
    }

    /// Whether a machine sends this only to the sender of the event that it handles, and does not begin to speak with it otherwise: who
    /// reserves and then confirms asks twice.
    fn is_answer(&self, machine: MachineId, question: Target) -> bool {
        let Target::Machine(receiver, _) = question else { return false };
        let begins = self.begins_to_speak(machine, receiver, &|target| target == question);
        let asks = self.begins_to_speak(machine, receiver, &|target| is_to(target, receiver));
        let is_asked = self.begins_to_speak(receiver, machine, &|target| is_to(target, machine));
        let is_first = |machine| self.engine.beginners.contains(&machine);
        let leads = asks && (!is_asked || (is_first(machine) && !is_first(receiver)));
        !begins && !leads
    }

    /// Whether a machine sends something when it handles an event that is not from the receiver.
    fn begins_to_speak(
        &self,
        machine: MachineId,
        receiver: MachineId,
        is_meant: &dyn Fn(Target) -> bool,
    ) -> bool {
        let of = self.engine.runnable.machine(machine);
        let mut begins = false;
        for (_, handler) in of.definitions() {
            if of.events[handler.event].from != Some(Party::Machine(receiver)) {
                visit::steps(&handler.body, &mut |step| {
                    begins |= matches!(step, Step::Emit(emit) if is_meant(emit.target));
                });
            }
        }
        begins
    }

    /// The first question of an instance that an answer would move; those that are no answers themselves go before others.
    pub(crate) fn open_question(&self, local: &Local) -> Option<Open> {
        let (machine, state) = (local.instance.machine, local.instance.state);
        let moves = |event: &EventId| self.can_leave(machine, state, *event);
        // An instance in its initial state waits for no reply to an answer.
        let is_initial = state == self.engine.runnable.machine(machine).initial;
        let is_open = |question: &&crate::world::Question| {
            question.status == Status::Awaited
                && question.answers.iter().any(moves)
                && !(is_initial && self.is_answer(machine, question.target))
        };
        let open = local.questions.iter().filter(is_open).map(|question| (question.target, false));
        let (target, is_answered) = open
            .min_by_key(|(target, _)| self.is_answer(machine, *target))
            .or_else(|| Some((self.find_answered(local)?, true)))?;
        Some(Open { target, is_answer: self.is_answer(machine, target), is_answered })
    }

    /// The question of an instance in a state that only answers leave, and in which it does not begin. If no question is open there, the
    /// answer has arrived without an effect.
    fn find_answered(&self, local: &Local) -> Option<Target> {
        let (machine, state) = (local.instance.machine, local.instance.state);
        let of = self.engine.runnable.machine(machine);
        if local.is_removed || state == of.initial || of.is_end(state) {
            return None;
        }
        let leaving: Vec<EventId> =
            of.events.ids().filter(|event| self.can_leave(machine, state, *event)).collect();
        let requests = || self.engine.questions.requests(machine);
        let is_answer = |event: &EventId| {
            of.events[*event].visibility == Visibility::Internal
                && requests().any(|(_, mut answers)| answers.any(|answer| answer == *event))
        };
        if !leaving.iter().all(is_answer) {
            return None;
        }
        let mut meant = requests().filter_map(|(target, mut answers)| {
            answers.any(|answer| leaving.contains(&answer)).then_some(target)
        });
        // A machine that has answered may be finished.
        meant.find(|target| !self.is_answer(machine, *target))
    }

    /// Whether a path of the handler that takes an event in a state leads to another one.
    fn can_leave(&self, machine: MachineId, state: StateId, event: EventId) -> bool {
        let runnable = self.engine.runnable;
        let handler = runnable.handler(machine, state, event);
        let ends = handler.and_then(|handler| runnable.ends(machine, handler, state));
        ends.is_some_and(|ends| ends.keys().any(|end| *end != state))
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
