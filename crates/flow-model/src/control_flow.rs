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
mod made;
mod path;
mod walk;

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use made::{Made, Sites};
use walk::Choices;

use crate::model::*;
use crate::visit::steps;

pub use branch::{Arm, Branch, BranchId, branches, guard_lines};
pub use condition::Outcome;
pub(crate) use condition::required_states;
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
            Step::Timer(timer) => timer.op.start().map(|start| Request::Raise(start.event)),
            _ => None,
        }
    }

    /// Its receiver, if that may be another party.
    #[cfg(feature = "tools")]
    pub(crate) fn target_mut(&mut self) -> Option<&mut Target> {
        match self {
            Request::Message(target) => Some(target),
            Request::Raise(_) => None,
        }
    }

    /// Whether it goes to another party: neither to time nor to the machine itself.
    fn is_to_another(&self) -> bool {
        matches!(self, Request::Message(Target::Machine(..) | Target::Actor(..)))
    }
}

/// States in which a machine rests after a request, each with what the paths that end there request of other parties than
/// its receiver.
pub type Rests = Map<StateId, Set<Request>>;

/// The paths through every handler of a machine.
pub type Paths = List<HandlerId, ControlFlow>;

/// All paths through one body, for every state it can start in.
#[derive(Clone, Debug, Default)]
pub struct ControlFlow {
    /// For a start in a state that no guard of the body names: all such states behave alike.
    elsewhere: Summary,
    /// For a start in each state that a guard names.
    named: Map<StateId, Summary>,
    targets: Set<StateId>,
    sites: Sites,
    /// The timers that belong to groups of states, each with the states of its group.
    group_timers: Vec<(EventId, Vec<StateId>)>,
}

impl ControlFlow {
    /// Analyses a body from every start that makes a difference.
    pub fn of(body: &[Step]) -> ControlFlow {
        let (mut targets, mut group_timers) = (Set::new(), Vec::new());
        steps(body, &mut |step| {
            targets.extend(step.target_state());
            group_timers.extend(group_timer(step));
        });
        let (sites, choices) = (Sites::of(body), Choices::of(body));
        let mut starts = Set::new();
        condition::add_states_of_guards(body, &mut starts);
        let summary = |start| walk::summarize(body, start, &sites, &choices);
        let named = starts.into_iter().map(|start| (start, summary(Position::At(start)))).collect();
        ControlFlow { elsewhere: summary(Position::Start), named, targets, sites, group_timers }
    }

    /// Calls `visit` with the receivers that it names.
    #[cfg(feature = "tools")]
    pub(crate) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        self.sites.visit_targets(visit);
    }

    /// The control flow of each handler of a machine.
    pub fn of_handlers(machine: &Machine) -> Paths {
        machine.handlers.map(|handler| ControlFlow::of(&handler.body))
    }

    /// The paths that start in a state.
    pub fn from(&self, start: StateId) -> &Summary {
        self.named.get(&start).unwrap_or(&self.elsewhere)
    }

    /// Where the machine rests after a request, for a handler accepted in `starts`. A handler that is accepted nowhere still
    /// rests where it moves to.
    pub fn rest_states<'s>(
        &self,
        starts: impl IntoIterator<Item = &'s StateId>,
        request: Request,
    ) -> Set<StateId> {
        let mut rests = Set::new();
        self.for_each_rest(starts, request, |states, _| rests.extend(states));
        let groups: Vec<_> = self.groups_of(request, |state| rests.contains(state)).gather();
        groups.into_iter().for_each(|group| rests.extend(group));
        rests
    }

    /// As [`ControlFlow::rest_states`], with the other requests of the paths that end in each.
    pub fn rests<'s>(&self, starts: impl IntoIterator<Item = &'s StateId>, request: Request) -> Rests {
        let mut rests = Rests::new();
        self.for_each_rest(starts, request, |states, made| {
            for state in states {
                made.add_other_requests(&self.sites, request, rests.entry(*state).or_default());
            }
        });
        let groups: Vec<_> = self.groups_of(request, |state| rests.contains_key(state)).gather();
        for state in groups.into_iter().flatten() {
            rests.entry(*state).or_default();
        }
        rests
    }

    /// The groups that timers of an event belong to, if the machine rests in one of their states: it may move within the group until the
    /// event arrives (reference#entering).
    fn groups_of(
        &self,
        request: Request,
        rests_in: impl Fn(&StateId) -> bool,
    ) -> impl Iterator<Item = &[StateId]> {
        let is_meant = move |event: EventId| request == Request::Raise(event);
        let timers = self.group_timers.iter().filter(move |(event, _)| is_meant(*event));
        timers.map(|(_, states)| states.as_slice()).filter(move |states| states.iter().any(&rests_in))
    }

    fn for_each_rest<'s>(
        &self,
        starts: impl IntoIterator<Item = &'s StateId>,
        request: Request,
        mut visit: impl FnMut(&[StateId], &Made),
    ) {
        let mut visit = |summary: &Summary, starts: &[StateId]| {
            for (position, made) in summary.made.iter().filter(|(_, made)| made.has(&self.sites, request)) {
                match position {
                    Position::Start => visit(starts, made),
                    Position::At(state) => visit(std::slice::from_ref(state), made),
                }
            }
        };
        // The named starts are not listed: a chain with many guards about states would list all of them for each of its requests.
        let (mut has_named, mut others) = (false, Vec::new());
        for start in starts {
            match self.named.get(start) {
                Some(summary) => {
                    has_named = true;
                    visit(summary, std::slice::from_ref(start));
                }
                None => others.push(*start),
            }
        }
        if !has_named || !others.is_empty() {
            visit(&self.elsewhere, &others);
        }
    }

    /// Whether no guard is about the machine's state, so that the same paths start in every state.
    pub fn ignores_start(&self) -> bool {
        self.named.is_empty()
    }

    /// Whether every path rejects, from every start.
    pub fn always_rejects(&self) -> bool {
        std::iter::once(&self.elsewhere).chain(self.named.values()).all(Summary::always_rejects)
    }

    /// Whether a guard names a state; the same paths start in all states that none names.
    pub fn names_start(&self, start: StateId) -> bool {
        self.named.contains_key(&start)
    }

    /// The states that guards name.
    pub fn named_starts(&self) -> impl Iterator<Item = StateId> {
        self.named.keys().copied()
    }

    /// The targets of all transitions of the body, whether or not a path takes them.
    pub fn targets(&self) -> &Set<StateId> {
        &self.targets
    }

    /// Everything that the body requests.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.sites.requests()
    }

    /// The requests to other parties than its receiver that some path with `request` makes.
    pub fn requests_made_with(&self, request: Request) -> Set<Request> {
        let mut others = Set::new();
        if self.sites.has_several_parties {
            let summaries = std::iter::once(&self.elsewhere).chain(self.named.values());
            for (_, made) in summaries.flat_map(|summary| &summary.made) {
                made.add_other_requests(&self.sites, request, &mut others);
            }
        }
        others
    }
}

/// The event of a timer that belongs to a group, with the states of the group.
fn group_timer(step: &Step) -> Option<(EventId, Vec<StateId>)> {
    let Step::Timer(timer) = step else { return None };
    let start = timer.op.start()?;
    start.group.as_ref().map(|group| (start.event, group.states.clone()))
}

/// The paths through one body from one start.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    ends: Map<Position, PathCount>,
    moves: Vec<Move>,
    branches: Vec<BranchId>,
    /// The requests of the paths that end in each position.
    made: Vec<(Position, Made)>,
}

/// How many paths there are. Counts saturate: a body of many chains has more paths than any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathCount {
    /// Paths without any step but transitions.
    pub idle: u64,
    /// Paths that do something else, too: emit, update, set a timer, call an action.
    pub acting: u64,
    /// Paths that reject: they end where they began, and their effects are undone.
    pub rejecting: u64,
}

impl PathCount {
    /// All of them.
    pub fn total(self) -> u64 {
        self.taken().saturating_add(self.rejecting)
    }

    /// Those that do not reject.
    pub fn taken(self) -> u64 {
        self.idle.saturating_add(self.acting)
    }

    fn add(&mut self, other: PathCount) {
        self.idle = self.idle.saturating_add(other.idle);
        self.acting = self.acting.saturating_add(other.acting);
        self.rejecting = self.rejecting.saturating_add(other.rejecting);
    }

    /// Lets all of them do something.
    fn mark_acting(&mut self) {
        *self = PathCount { idle: 0, acting: self.taken(), rejecting: self.rejecting };
    }
}

/// Whether a handler can leave the state unchanged without a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// Every path takes a transition, or rejects.
    Never,
    /// Some path takes none and does not reject, and no such path does anything.
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
            None | Some(PathCount { idle: 0, acting: 0, .. }) => Stay::Never,
            Some(PathCount { acting: 0, .. }) => Stay::Idle,
            Some(_) => Stay::Acting,
        }
    }

    /// Whether every path rejects.
    pub fn always_rejects(&self) -> bool {
        self.ends.values().all(|count| count.taken() == 0)
    }

    /// Every transition that some path takes that does not reject, in the order of the text.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// Every branch that some path goes through, in the order of the text. Other branches cannot run.
    pub fn branches(&self) -> &[BranchId] {
        &self.branches
    }
}
