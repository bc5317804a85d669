//! The control flow of a handler: the paths through its body, and the effects of each.
//!
//! ```text
//! ControlFlow::of(body)        all paths, for every state the body can start in
//!   .from(state) -> &Summary   where they end, which branches run, which transitions they take, what they request
//! Outcome::of(guard, state)    whether a guard can be true, and whether it can be false
//! paths(body, state)           the paths one by one, for tools that look at each
//! ```
//!
//! Every question of the form "can this branch run in this state?" is answered here, for the acceptance rules, the checks,
//! pictures and stories alike. Guards about the machine's state are decided: the body starts in a known state, and the
//! transitions above a guard have taken effect. So the state in which a later group, or an `otherwise`, is reached is known
//! exactly. Every other guard may be true or false, independently of all others: the analysis over-approximates, and every path
//! that a run takes is among those found here.

mod branch;
mod condition;
mod path;
mod walk;

use flow_syntax::ordered::{Map, Set};

use crate::model::*;
use crate::visit::steps;

pub use branch::{Arm, Branch, BranchId, branches, guard_lines};
pub use condition::Outcome;
pub use path::{Path, paths};

/// Where the machine is at some point of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// In the state in which the event was accepted: the path has not moved.
    Start,
    /// In the target of the path's last transition.
    At(StateId),
}

impl Position {
    /// The state, for a path that began in `start`.
    pub fn state(self, start: StateId) -> StateId {
        match self {
            Position::Start => start,
            Position::At(state) => state,
        }
    }
}

/// Something sent that can be answered (reference#answers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Request {
    /// A message to another party.
    Message(Target),
    /// An event of this machine that time or the machine itself raises.
    Raise(EventId),
}

impl Request {
    /// The request that a step makes, if it sends something.
    pub fn of(step: &Step) -> Option<Request> {
        match step {
            Step::Emit(Emit { target: Target::Itself(event), .. }) => Some(Request::Raise(*event)),
            Step::Emit(emit) => Some(Request::Message(emit.target)),
            Step::Timer(Timer { op: TimerOp::Start(event, _) | TimerOp::Schedule(event, _), .. }) => {
                Some(Request::Raise(*event))
            }
            _ => None,
        }
    }

    /// Whether it goes to another party: neither to time nor to the machine itself.
    fn is_to_another(&self) -> bool {
        matches!(self, Request::Message(Target::Machine(..) | Target::Actor(..)))
    }
}

/// States in which a machine rests after a request, each with the other requests of the paths that end there.
pub type Rests = Map<StateId, Set<Request>>;

/// All paths through one body, for every state it can start in.
#[derive(Clone, Debug, Default)]
pub struct ControlFlow {
    /// For a start in a state that no guard of the body names: all such states behave alike.
    elsewhere: Summary,
    /// For a start in each state that a guard names.
    named: Map<StateId, Summary>,
    targets: Set<StateId>,
}

impl ControlFlow {
    /// Analyses a body from every start that makes a difference.
    pub fn of(body: &[Step]) -> ControlFlow {
        let mut requests = Set::new();
        let mut targets = Set::new();
        steps(body, &mut |step| {
            requests.extend(Request::of(step));
            if let Step::Transition(transition) = step {
                targets.insert(transition.to);
            }
        });
        let requests: Vec<Request> = requests.into_iter().collect();
        let mut starts = Set::new();
        condition::add_states_of_guards(body, &mut starts);
        let summary = |start| walk::summarize(body, start, &requests);
        let named = starts.into_iter().map(|start| (start, summary(Position::At(start)))).collect();
        ControlFlow { elsewhere: summary(Position::Start), named, targets }
    }

    /// The control flow of each handler of a machine.
    pub fn of_handlers(machine: &Machine) -> List<HandlerId, ControlFlow> {
        machine.handlers.map(|handler| ControlFlow::of(&handler.body))
    }

    /// The paths that start in a state.
    pub fn from(&self, start: StateId) -> &Summary {
        self.named.get(&start).unwrap_or(&self.elsewhere)
    }

    /// Where the machine rests after a request, for a handler accepted in `starts`. A handler that is accepted nowhere still
    /// rests where it moves to.
    pub fn rests<'s>(&self, starts: impl IntoIterator<Item = &'s StateId>, request: Request) -> Rests {
        let mut rests = Rests::new();
        let mut starts = starts.into_iter().peekable();
        if starts.peek().is_none() {
            self.elsewhere.add_rests(&mut rests, request, &[]);
        }
        if self.ignores_start() {
            self.elsewhere.add_rests(&mut rests, request, &starts.copied().collect::<Vec<_>>());
            return rests;
        }
        for start in starts {
            self.from(*start).add_rests(&mut rests, request, &[*start]);
        }
        rests
    }

    /// Whether no guard is about the machine's state, so that the same paths start in every state.
    pub fn ignores_start(&self) -> bool {
        self.named.is_empty()
    }

    /// The targets of all transitions of the body, whether or not a path takes them.
    pub fn targets(&self) -> &Set<StateId> {
        &self.targets
    }

    /// Everything that the body requests.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.elsewhere.requests.keys().copied()
    }

    /// What some path requests of other parties that makes `request`, too.
    pub fn requested_with(&self, request: Request) -> impl Iterator<Item = Request> {
        let summaries = std::iter::once(&self.elsewhere).chain(self.named.values());
        let ends = summaries.filter_map(move |summary| summary.requests.get(&request));
        ends.flat_map(Map::values).flatten().copied().filter(Request::is_to_another)
    }
}

/// The paths through one body from one start.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    ends: Map<Position, PathCount>,
    moves: Vec<Move>,
    branches: Vec<BranchId>,
    requests: Map<Request, Map<Position, Set<Request>>>,
}

/// How many paths there are. Counts saturate: a body of many chains has more paths than any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathCount {
    /// Paths without any step but transitions.
    pub idle: u64,
    /// Paths that do something else, too: emit, update, set a timer, call an action.
    pub acting: u64,
}

impl PathCount {
    /// All of them.
    pub fn total(self) -> u64 {
        self.idle.saturating_add(self.acting)
    }

    fn add(&mut self, other: PathCount) {
        self.idle = self.idle.saturating_add(other.idle);
        self.acting = self.acting.saturating_add(other.acting);
    }
}

/// Whether a handler can leave the state unchanged without a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// Every path takes a transition.
    Never,
    /// Some path takes none, and no such path does anything.
    Idle,
    /// Some path takes none, and does something.
    Acting,
}

/// A transition that some path takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The target.
    pub to: StateId,
    /// The branches that contain it, outermost first.
    pub branches: Vec<BranchId>,
}

impl Summary {
    /// Where paths end, with how many paths end there.
    pub fn ends(&self) -> &Map<Position, PathCount> {
        &self.ends
    }

    /// The states in which paths end that began in `start`, with how many paths end there. A transition to `start` and a path
    /// without a transition end in the same state.
    pub fn end_states(&self, start: StateId) -> Map<StateId, PathCount> {
        let mut states: Map<StateId, PathCount> = Map::new();
        for (position, count) in &self.ends {
            states.entry(position.state(start)).or_default().add(*count);
        }
        states
    }

    /// Whether some path leaves `start`, in which it began.
    pub fn can_leave(&self, start: StateId) -> bool {
        self.ends.keys().any(|end| end.state(start) != start)
    }

    /// Whether some path takes no transition, and does something all the same.
    pub fn stay(&self) -> Stay {
        match self.ends.get(&Position::Start) {
            None => Stay::Never,
            Some(PathCount { acting: 0, .. }) => Stay::Idle,
            Some(_) => Stay::Acting,
        }
    }

    /// Every transition that some path takes, in the order of the text.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// Every branch that some path goes through, in the order of the text. Other branches cannot run.
    pub fn branches(&self) -> &[BranchId] {
        &self.branches
    }

    /// For each request of some path: the ends of the paths that make it, each with the other requests of these paths.
    pub fn requests(&self) -> &Map<Request, Map<Position, Set<Request>>> {
        &self.requests
    }

    fn add_rests(&self, rests: &mut Rests, request: Request, starts: &[StateId]) {
        for (position, others) in self.requests.get(&request).into_iter().flatten() {
            let ends = match position {
                Position::Start => starts,
                Position::At(state) => std::slice::from_ref(state),
            };
            for state in ends {
                rests.entry(*state).or_default().extend(others);
            }
        }
    }
}
