//! The paths through a handler's body, as sets: where they can end, and where those end that ask something.
//!
//! A body is walked once, with all paths side by side: after a chain the places its branches end in are put together,
//! so twenty chains in a row cost twenty steps. Guards about the state are decided (the steps above them have taken
//! effect); all others may go either way.

use flow_syntax::ordered::{Map, Set};

use crate::model::*;
use crate::visit::steps;
use flow_syntax::source::Span;

/// Where a path stands: `None` as long as it has not moved, that is, in the state the event was accepted in.
pub(crate) type Place = Option<StateId>;

/// States to rest in, each with what else is asked on the way there.
pub(crate) type Rests = Map<StateId, Set<Question>>;

/// Something sent that may be answered (§8, rule 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    /// A message to another party.
    Message(Target),
    /// An event of this machine that comes from time or from itself.
    Raise(EventId),
}

/// What a step asks, if it sends something.
pub(crate) fn question(step: &Step) -> Option<Question> {
    match step {
        Step::Emit(Emit { target: Target::Itself(event), .. }) => Some(Question::Raise(*event)),
        Step::Emit(emit) => Some(Question::Message(emit.target)),
        Step::Timer(Timer { op: TimerOp::Start(event, _) | TimerOp::Schedule(event, _), .. }) => {
            Some(Question::Raise(*event))
        }
        _ => None,
    }
}

/// The paths through one body, for every state it can start in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    /// For a start in a state that no guard of the body names.
    elsewhere: Summary,
    /// For a start in each state that a guard names.
    named: Map<StateId, Summary>,
    /// Where any path moves to, whatever the guards say.
    pub(crate) targets: Set<StateId>,
}

/// The paths through one body from one start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    /// Where paths end.
    pub(crate) leads: Set<Place>,
    /// Every transition that some path takes, in the order of the text.
    pub(crate) passes: Vec<Pass>,
    /// For everything asked: where the paths end that ask it, and what else is asked on the way there.
    pub(crate) asks: Map<Question, Map<Place, Set<Question>>>,
}

/// A transition that a path takes.
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    /// Where to.
    pub(crate) to: StateId,
    /// The guard groups it stands in, outermost first.
    pub(crate) guards: Vec<Span>,
}

impl Paths {
    /// Walks a body from every start that makes a difference.
    pub(crate) fn of(body: &[Step]) -> Paths {
        let mut questions = Set::new();
        let mut targets = Set::new();
        steps(body, &mut |step| {
            questions.extend(question(step));
            if let Step::Transition(transition) = step {
                targets.insert(transition.to);
            }
        });
        let questions: Vec<Question> = questions.into_iter().collect();
        let mut starts = Set::new();
        named_states(body, &mut starts);
        let summary = |start| Summary::of(body, start, &questions);
        let named = starts.into_iter().map(|start| (start, summary(Some(start)))).collect();
        Paths { elsewhere: summary(None), named, targets }
    }

    /// The paths from one state.
    pub(crate) fn from(&self, start: StateId) -> &Summary {
        self.named.get(&start).unwrap_or(&self.elsewhere)
    }

    /// Where paths rest that ask something, for a handler accepted in these states, each with what else is asked on the
    /// way there. A handler that is accepted nowhere still rests where it moves to.
    pub(crate) fn rests<'s>(
        &self,
        accepted: impl IntoIterator<Item = &'s StateId>,
        question: Question,
    ) -> Rests {
        let mut rests = Rests::new();
        let mut starts = accepted.into_iter().peekable();
        if starts.peek().is_none() {
            self.elsewhere.add_rests(&mut rests, question, &[]);
        }
        if self.names_no_state() {
            self.elsewhere.add_rests(&mut rests, question, &starts.copied().collect::<Vec<_>>());
            return rests;
        }
        for start in starts {
            self.from(*start).add_rests(&mut rests, question, &[*start]);
        }
        rests
    }

    /// Whether no guard is about the state, so that every start is like every other.
    pub(crate) fn names_no_state(&self) -> bool {
        self.named.is_empty()
    }

    /// What else some path asks that asks something of another party; time and the machine itself are left out.
    pub(crate) fn asked_with(&self, question: Question) -> impl Iterator<Item = Question> {
        let summaries = std::iter::once(&self.elsewhere).chain(self.named.values());
        let others = summaries.filter_map(move |summary| summary.asks.get(&question)).flat_map(Map::values);
        let is_to_another =
            |other: &Question| matches!(other, Question::Message(Target::Machine(..) | Target::Actor(..)));
        others.flatten().copied().filter(is_to_another)
    }

    /// Everything that the body asks.
    pub(crate) fn asks(&self) -> impl Iterator<Item = Question> {
        self.elsewhere.asks.keys().copied()
    }
}

impl Summary {
    fn of(body: &[Step], start: Place, questions: &[Question]) -> Summary {
        let mut walk = Walk::new(start, questions);
        let leads = walk.all(body).iter().map(|(spot, _)| spot.place).collect();
        let passes = std::mem::take(&mut walk.passes);
        let asks = questions.iter().enumerate().map(|(at, asked)| (*asked, walk.asking(body, at))).collect();
        Summary { leads, passes, asks }
    }

    fn add_rests(&self, rests: &mut Rests, question: Question, starts: &[StateId]) {
        for (place, others) in self.asks.get(&question).into_iter().flatten() {
            let ends = place.as_ref().map_or(starts, std::slice::from_ref);
            for state in ends {
                rests.entry(*state).or_default().extend(others);
            }
        }
    }

    /// Where paths end that began in `start`.
    pub(crate) fn leads_from(&self, start: StateId) -> Set<StateId> {
        self.leads.iter().map(|place| place.unwrap_or(start)).collect()
    }
}

/// The states that guards of a body name.
fn named_states(body: &[Step], found: &mut Set<StateId>) {
    for step in body {
        let Step::Chain(chain) = step else { continue };
        for group in &chain.groups {
            states_in(&group.condition, found);
            named_states(&group.body, found);
        }
        named_states(chain.otherwise.as_deref().unwrap_or_default(), found);
    }
}

fn states_in(condition: &Condition, found: &mut Set<StateId>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| states_in(part, found));
        }
        ConditionKind::Not(part) => states_in(part, found),
        ConditionKind::InState(_, states) => found.extend(states),
        _ => {}
    }
}

/// How a condition can turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// It can hold.
    pub(crate) holds: bool,
    /// It can fail.
    pub(crate) fails: bool,
}

/// How a condition can turn out where the machine stands in `state`; `None` is a state that no guard names.
pub(crate) fn outcome(condition: &Condition, state: Option<StateId>) -> Outcome {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().map(|part| outcome(part, state)).fold(
            Outcome { holds: true, fails: false },
            |all, part| Outcome { holds: all.holds && part.holds, fails: all.fails || part.fails },
        ),
        ConditionKind::Any(parts) => parts.iter().map(|part| outcome(part, state)).fold(
            Outcome { holds: false, fails: true },
            |any, part| Outcome { holds: any.holds || part.holds, fails: any.fails && part.fails },
        ),
        ConditionKind::Not(part) => {
            let Outcome { holds, fails } = outcome(part, state);
            Outcome { holds: fails, fails: holds }
        }
        ConditionKind::InState(_, states) => {
            let holds = state.is_some_and(|state| states.contains(&state));
            Outcome { holds, fails: !holds }
        }
        _ => Outcome { holds: true, fails: true },
    }
}

/// Where some paths stand, and whether they have asked what the walk looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    place: Place,
    asked: bool,
}

/// Some of the questions of a body, from [`Walk::from`] on: a bit for each.
type Others = u64;

/// How many questions one walk keeps apart; of a body with more, each walk looks at so many.
const AT_ONCE: usize = Others::BITS as usize;

/// All paths at one point of the body: the spots they stand in, in order, with what some path there has asked.
type Spots = Vec<(Spot, Others)>;

/// One walk through a body after the other.
struct Walk<'q> {
    start: Place,
    /// What the body asks, in order.
    questions: &'q [Question],
    /// The one that the walk looks for; without it, questions are passed by.
    asked: Option<usize>,
    /// The first of the others that it keeps apart.
    from: usize,
    guards: Vec<Span>,
    passes: Vec<Pass>,
    /// Lists that are not needed any more, to be used again: a walk has many, and most hold one spot.
    spare: Vec<Spots>,
}

impl<'q> Walk<'q> {
    /// The walk that looks for no question.
    fn new(start: Place, questions: &'q [Question]) -> Self {
        let (guards, passes, spare) = Default::default();
        Walk { start, questions, asked: None, from: 0, guards, passes, spare }
    }

    /// All paths, at the end of the body.
    fn all(&mut self, body: &[Step]) -> Spots {
        let mut here = self.spots();
        here.push((Spot { place: None, asked: false }, 0));
        self.block(body, here)
    }

    /// Where the paths end that ask the question at `asked`, and what else they ask.
    fn asking(&mut self, body: &[Step], asked: usize) -> Map<Place, Set<Question>> {
        let mut found: Map<Place, Set<Question>> = Map::new();
        self.asked = Some(asked);
        for from in (0..self.questions.len()).step_by(AT_ONCE) {
            self.from = from;
            let ends = self.all(body);
            for (spot, others) in ends.iter().filter(|(spot, _)| spot.asked) {
                let questions = self.questions[from..].iter().take(AT_ONCE).enumerate();
                let asked = questions.filter(|(at, _)| others >> at & 1 == 1);
                found.entry(spot.place).or_default().extend(asked.map(|(_, question)| *question));
            }
            self.spare.push(ends);
        }
        found
    }

    /// An empty list.
    fn spots(&mut self) -> Spots {
        let mut spots = self.spare.pop().unwrap_or_default();
        spots.clear();
        spots
    }

    fn block(&mut self, body: &[Step], mut here: Spots) -> Spots {
        for step in body {
            if here.is_empty() {
                return here;
            }
            match step {
                Step::Transition(transition) => self.transition(transition, &mut here),
                Step::Chain(chain) => here = self.chain(chain, here),
                _ => self.ask(question(step), &mut here),
            }
        }
        here
    }

    /// Brings all paths to one place: at most two spots are left.
    fn transition(&mut self, transition: &Transition, here: &mut Spots) {
        if self.asked.is_none() {
            self.passes.push(Pass { to: transition.to, guards: self.guards.clone() });
        }
        here.iter_mut().for_each(|(spot, _)| spot.place = Some(transition.to));
        here.sort_by_key(|(spot, _)| spot.asked);
        put_together(here);
    }

    fn ask(&self, question: Option<Question>, here: &mut Spots) {
        let (Some(asked), Some(question)) = (self.asked, question) else { return };
        if question == self.questions[asked] {
            here.iter_mut().for_each(|(spot, _)| spot.asked = true);
            put_together(here);
        } else if let Ok(at) = self.questions.binary_search(&question)
            && (self.from..self.from + AT_ONCE).contains(&at)
        {
            here.iter_mut().for_each(|(_, others)| *others |= 1 << (at - self.from));
        }
    }

    fn chain(&mut self, chain: &Chain, here: Spots) -> Spots {
        let mut ends = self.spots();
        let mut left = here;
        for group in &chain.groups {
            let holds = self.split(&group.condition, &mut left);
            self.guards.push(group.span);
            let holds = self.block(&group.body, holds);
            self.merge_all(&mut ends, holds);
            self.guards.pop();
        }
        let left = match &chain.otherwise {
            Some(otherwise) => self.block(otherwise, left),
            None => left,
        };
        self.merge_all(&mut ends, left);
        ends
    }

    /// The spots in which a condition can hold; those are left `here` in which it can fail.
    fn split(&mut self, condition: &Condition, here: &mut Spots) -> Spots {
        let mut holds = self.spots();
        if !asks_the_state(condition) {
            holds.extend_from_slice(here);
            return holds;
        }
        here.retain(|(spot, others)| {
            let outcome = outcome(condition, spot.place.or(self.start));
            if outcome.holds {
                holds.push((*spot, *others));
            }
            outcome.fails
        });
        holds
    }

    fn merge_all(&mut self, spots: &mut Spots, mut more: Spots) {
        if spots.len() < more.len() {
            std::mem::swap(spots, &mut more);
        }
        for (spot, others) in more.iter().copied() {
            match spots.binary_search_by_key(&spot, |(spot, _)| *spot) {
                Ok(at) => spots[at].1 |= others,
                Err(at) => spots.insert(at, (spot, others)),
            }
        }
        self.spare.push(more);
    }
}

/// Whether a condition may turn out otherwise in another state, or always the same way.
fn asks_the_state(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.is_empty() || parts.iter().any(asks_the_state)
        }
        ConditionKind::InState(..) => true,
        ConditionKind::Not(part) => asks_the_state(part),
        _ => false,
    }
}

/// Puts neighbours together that have become one spot.
fn put_together(spots: &mut Spots) {
    spots.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 |= next.1;
        }
        is_same
    });
}
