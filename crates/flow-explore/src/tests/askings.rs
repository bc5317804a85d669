//! Questions to an actor outside, compared with an enumerator that keeps a list of everything that was asked.
//!
//! The enumerator knows no tables, and no bound of unanswered questions: each asking is a record of its own, with the answers that may
//! still come, and with those that could have come where the asker has rested. It knows one instance of one machine. Both must find the
//! same states and the same late answers, after the same number of steps.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{EventId, MachineId, Model, Party, StateId, Target, Visibility};
use flow_model::questions::Questions;
use flow_sim::Runnable;
use flow_sim::exec::{InstanceId, Peer, Snapshot, System};
use flow_sim::history::{Log, LogEntry, LoggedSystem};

use super::enumerated::{Act, follow, rejections_of};
use super::model;
use crate::engine::Engine;
use crate::regions::Regions;
use crate::search::Search;
use crate::slice::{Relevance, slice};
use crate::world::World;
use crate::{Continue, Kind, Options, Verdict, explore};

const MACHINE: MachineId = MachineId(0);
const ASKER: InstanceId = InstanceId(0);

/// The world of both.
fn options() -> Options {
    Options { flood: true, ..Options::default() }
}

/// One question that was asked once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Asking {
    target: Target,
    /// The answers that may still come where they are accepted.
    answers: BTreeSet<EventId>,
    /// Those that could have come where the asker has rested.
    possible: BTreeSet<EventId>,
    is_answered: bool,
    /// Those that can come too early where the asker rests, as long as it has not rested where one is accepted.
    early: BTreeSet<EventId>,
    /// Whether the asker has gone where none is accepted.
    is_left: bool,
}

/// The states that were reached, and those in which an answer comes late, or too early, with the least number of steps.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    states: BTreeSet<StateId>,
    late: BTreeMap<StateId, usize>,
    early: BTreeMap<StateId, usize>,
}

/// How many systems are made up.
const SEEDS: u64 = 96;

/// More than any system here has.
const MOST: usize = 200;

/// Asks and answers naively.
struct Enumerator<'m> {
    model: &'m Model,
    runnable: &'m Runnable<'m>,
    questions: Questions,
}

impl<'m> Enumerator<'m> {
    fn is_accepted(&self, state: StateId, event: EventId) -> bool {
        let handler = self.runnable.handler(MACHINE, state, event);
        handler.is_some_and(|handler| {
            self.runnable.get(MACHINE, handler).reaction != flow_model::model::Reaction::Ignore
        })
    }

    /// The answers that are accepted where one is accepted for the first time after a state.
    fn first_answers(&self, state: StateId, answers: &BTreeSet<EventId>) -> BTreeSet<EventId> {
        let (mut seen, mut open, mut first) = (BTreeSet::new(), vec![state], BTreeSet::new());
        while let Some(state) = open.pop() {
            for event in self.model.machines[MACHINE].events.ids() {
                let Some(handler) = self.runnable.handler(MACHINE, state, event) else { continue };
                let ends = self.runnable.ends(MACHINE, handler, state);
                for end in ends.into_iter().flat_map(|ends| ends.keys()) {
                    let here: Vec<EventId> =
                        answers.iter().copied().filter(|event| self.is_accepted(*end, *event)).collect();
                    if here.is_empty() && seen.insert(*end) {
                        open.push(*end);
                    }
                    first.extend(here);
                }
            }
        }
        first
    }

    /// Everything from the start, and whether it came to an end of what may still be answered.
    fn run(&self) -> (Seen, bool) {
        let mut seen = Seen::default();
        let mut system = LoggedSystem::new(self.runnable, 0);
        system.create_from_outside(MACHINE, None);
        let mut level: Vec<(Snapshot<'m>, Vec<Asking>)> = vec![(system.snapshot(), Vec::new())];
        let mut known: BTreeSet<(StateId, Vec<Asking>)> = BTreeSet::new();
        for steps in 1.. {
            let mut next = Vec::new();
            for (snapshot, askings) in &level {
                let system: System<'_, '_, Log<'_>> =
                    System::restore(self.runnable, snapshot, 0, Log::default());
                let state = system.instance(ASKER).state;
                seen.states.insert(state);
                for (event, answered) in self.list_events(state, askings) {
                    let act = Act::Send(ASKER, event, Vec::new());
                    if known.len() > MOST {
                        return (seen, false);
                    }
                    for after in follow(self.model, self.runnable, snapshot, &act) {
                        let is_early = answered.is_some_and(|at| askings[at].early.contains(&event));
                        let refused = if is_early { &mut seen.early } else { &mut seen.late };
                        if !self.note_step(&after, state, refused, steps) {
                            continue;
                        }
                        let askings = self.after_step((state, &after), (event, answered), askings);
                        if known.insert((after.instance(ASKER).state, askings.clone())) {
                            next.push((after.snapshot(), askings));
                        }
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
        (seen, true)
    }

    /// Whether a step was handled; a rejection of an answer is late, or too early.
    fn note_step(
        &self,
        after: &LoggedSystem<'_, '_>,
        state: StateId,
        refused: &mut BTreeMap<StateId, usize>,
        steps: usize,
    ) -> bool {
        let is_refused = after.log().iter().any(|entry| matches!(entry, LogEntry::Refused { .. }));
        if is_refused {
            refused.entry(state).or_insert(steps);
        }
        !is_refused
    }

    /// The events that can come, each with the askings that it may answer.
    fn list_events(&self, state: StateId, askings: &[Asking]) -> Vec<(EventId, Option<usize>)> {
        let mut events = Vec::new();
        for (event, of) in self.model.machines[MACHINE].events.entries() {
            let is_accepted = self.is_accepted(state, event);
            if of.visibility == Visibility::Public {
                events.extend(is_accepted.then_some((event, None)));
                continue;
            }
            for (at, asking) in askings.iter().enumerate() {
                let comes = is_accepted && !asking.is_left && asking.answers.contains(&event);
                let is_missed = !is_accepted && !asking.is_answered;
                let is_late = (asking.is_left || is_missed) && asking.possible.contains(&event);
                let is_early = !is_accepted && asking.early.contains(&event);
                if comes || is_late || is_early {
                    events.push((event, Some(at)));
                }
            }
        }
        events
    }

    /// The askings after an event was handled.
    fn after_step(
        &self,
        (before_state, after): (StateId, &LoggedSystem<'_, '_>),
        (event, answered): (EventId, Option<usize>),
        before: &[Asking],
    ) -> Vec<Asking> {
        let mut askings = before.to_vec();
        if let Some(at) = answered {
            let asking = &mut askings[at];
            if asking.is_left {
                askings.remove(at);
            } else if !self.is_accepted(before_state, event) {
                // It was ignored too early, and may as well not have come; or late, and others may still come where they are accepted.
                if !asking.early.contains(&event) {
                    asking.answers.remove(&event);
                    asking.possible.remove(&event);
                }
            } else {
                asking.is_answered = true;
                asking.answers.remove(&event);
            }
        }
        for entry in after.log() {
            let LogEntry::Sent(id) = entry else { continue };
            let message = after.message(*id);
            let Peer::Actor(actor) = message.to else { continue };
            let messages = &self.model.actors[actor].messages;
            let sent = messages.id_where(|known| known.name.text == message.name).unwrap();
            let target = Target::Actor(actor, sent);
            let answers: BTreeSet<EventId> = self.questions.answers(MACHINE, target).collect();
            if !answers.is_empty() {
                // The new one has all answers of one that was answered.
                askings.retain(|known| known.target != target || !known.is_answered);
                let (is_answered, is_left) = (false, false);
                let (possible, early) = (BTreeSet::new(), BTreeSet::new());
                askings.push(Asking { target, answers, possible, early, is_answered, is_left });
            }
        }
        let state = after.instance(ASKER).state;
        askings.retain_mut(|asking| {
            let now: BTreeSet<EventId> =
                asking.answers.iter().copied().filter(|event| self.is_accepted(state, *event)).collect();
            if asking.is_left || !now.is_empty() {
                if !asking.is_left {
                    asking.possible.extend(now);
                    asking.early.clear();
                }
                return true;
            }
            if !asking.is_answered && asking.possible.is_empty() {
                let early = std::mem::take(&mut asking.early);
                asking.early = self.first_answers(state, &asking.answers);
                if asking.early.is_empty() && !early.is_empty() {
                    (asking.is_left, asking.possible) = (true, early);
                }
                return true;
            }
            asking.is_left = !asking.is_answered && !asking.possible.is_empty();
            !asking.is_answered && !asking.answers.is_empty()
        });
        askings.sort();
        askings
    }
}

/// A number of a sequence that looks random.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A machine with four states that asks a bank, moves on by itself, and takes some answers in some states.
fn made_up(seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = "machine: @m\n  starts in #s0\n".to_owned();
    let messages = ["ask", "ask", "query"];
    for state in 0..3 {
        let message = messages[random.below(3) as usize];
        let asks = if state == 0 || random.below(2) == 0 {
            format!("    emit :{message} to @bank\n")
        } else {
            String::new()
        };
        let to = state + 1 + random.below(3 - state);
        text += &format!("  on> :go from @user in #s{state}\n{asks}    m moves to #s{to}\n");
    }
    if random.below(3) == 0 {
        text += &format!("  on> :back from @user in #s3\n    m moves to #s{}\n", 1 + random.below(2));
    }
    for answer in ["yes", "no"] {
        for state in 1..4 {
            let line = format!("  on :{answer} from @bank in #s{state}\n");
            text += &match random.below(10) {
                0..=3 => String::new(),
                4..=6 => format!("{line}    m moves to #s{}\n", random.below(4)),
                7 => format!("{line}    ignore\n"),
                8 => format!("{line}    emit :ask to @bank\n"),
                _ => format!("{line}    emit :thanks to @user\n"),
            };
        }
    }
    text
}

/// Whether no event of the bank is sent unasked.
fn has_only_answers(model: &Model) -> bool {
    let answers = Questions::of(model).answers_of_actors(MACHINE);
    let mut events = model.machines[MACHINE].events.entries();
    events.all(|(event, of)| {
        of.visibility == Visibility::Public
            || !matches!(of.from, Some(Party::Actor(_)))
            || answers.contains(&event)
    })
}

fn explored_states(model: &Model) -> (Seen, Verdict) {
    let found = explore(model, &options(), &mut |_| Continue::Yes);
    let relevance = Relevance::of(model);
    let regions = Regions::of(model, &relevance);
    let sliced = slice(model, &relevance);
    let runnable = Runnable::new(&sliced);
    let mut engine = Engine::new(&runnable, relevance, regions, options());
    engine.assign_marks();
    let starts = engine.find_starts();
    let search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
    let (mut seen, mut world) = (Seen::default(), World::default());
    for id in 0..search.store.len() {
        search.load(id as u32, &mut world);
        seen.states.insert(search.engine.tables.locals.get(world.members[0]).instance.state);
    }
    let refused = [(Kind::LateAnswer, &mut seen.late), (Kind::EarlyAnswer, &mut seen.early)];
    for (kind, refused) in refused {
        for ((_, state, _), steps) in rejections_of(&found, kind) {
            let least = refused.entry(state).or_insert(steps);
            *least = steps.min(*least);
        }
    }
    (seen, found.verdict)
}

#[test]
fn both_ask_and_answer_alike() {
    let (mut exact, mut open, mut late, mut early, mut differences) = (0, 0, 0, 0, Vec::new());
    for seed in 0..SEEDS {
        let text = made_up(seed);
        let model = model(&[("main.flow", &text)]);
        if !has_only_answers(&model) {
            continue;
        }
        let (explored, verdict) = explored_states(&model);
        let runnable = Runnable::new(&model);
        let questions = Questions::of(&model);
        let (enumerated, is_complete) = Enumerator { model: &model, runnable: &runnable, questions }.run();
        let is_within = |some: &Seen, all: &Seen| {
            let is_in = |all: &BTreeMap<StateId, usize>, some: &BTreeMap<StateId, usize>| {
                some.iter().all(|(state, steps)| all.get(state).is_some_and(|least| least <= steps))
            };
            some.states.is_subset(&all.states)
                && is_in(&all.late, &some.late)
                && is_in(&all.early, &some.early)
        };
        let is_right = match (is_complete, verdict) {
            (true, Verdict::Everything) => {
                exact += 1;
                late += enumerated.late.len();
                early += enumerated.early.len();
                explored == enumerated
            }
            // What the enumerator finds in a number of steps, the other one knows.
            (false, Verdict::Everything) => {
                open += 1;
                is_within(&enumerated, &explored)
            }
            // What was found there is possible.
            (true, _) => is_within(&explored, &enumerated),
            (false, _) => true,
        };
        if !is_right {
            differences.push(format!("seed {seed}:\n{text}{explored:?}\n{enumerated:?}\n"));
        }
    }
    eprintln!(
        "{exact} exact, {open} without an end, {late} late, {early} early, {} differ",
        differences.len()
    );
    assert!(differences.is_empty(), "{}", differences.iter().take(3).cloned().collect::<String>());
    assert!(exact >= 60 && late >= 20 && early >= 8, "{exact} {late} {early}");
}
