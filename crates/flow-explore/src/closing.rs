//! Finds what would close an exploration that has ended early: an option, or a change of the text.
//!
//! Each proposal is tried before it is made: the changed specification is explored in the changed world, with a fraction of the states.
//! Changes of the text are made in the model. An option describes another world, in which less can happen; whether that is the real one,
//! only the author knows.

use flow_model::model::{
    Chain, ChainOrigin, CompareOp, Condition, ConditionKind, EventId, Expr, ExprKind, Group, MachineId,
    Model, Span, Step, Timer, TimerOp, Type, Update, UpdateOp, VariableId,
};

use crate::finding::Verdict;
use crate::options::Options;
use crate::report::{Exploration, with_engine};
use crate::search::{Continue, Search};
use crate::step::Growth;

/// What would close an exploration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The option or the change of the text, in a phrase: `with '--outside 3'`.
    pub change: String,
    /// How many global states there are then.
    pub states: usize,
    /// Whether all values are exact then.
    pub is_exact: bool,
}

impl Closing {
    /// The change and its result, in a sentence without a full stop.
    pub fn describe(&self) -> String {
        let Closing { change, states, is_exact } = self;
        let exactness = if *is_exact { "" } else { ", approximately" };
        let plural = if *states == 1 { "state" } else { "states" };
        format!("{change}, everything is explored{exactness}: {states} {plural}")
    }
}

/// A try has at most this part of the states of the exploration.
const PART: usize = 50;

/// A try may have so many states in any case.
const FEWEST_STATES: usize = 5_000;

/// The most events from outside that are tried: more are as good as any number to a reader.
const MOST_OUTSIDE: u8 = 12;

/// The most proposals.
const MOST: usize = 4;

/// The most items of a list that a proposed guard admits.
const MOST_ITEMS: u8 = 2;

/// What would close an exploration that has ended early, each tried; none if the exploration is closed, or if no proposal closes it.
///
/// `goes_on` is asked as in [`explore`](crate::explore), for each try.
pub fn find_closings(
    model: &Model,
    options: &Options,
    exploration: &Exploration,
    goes_on: &mut dyn FnMut(usize) -> Continue,
) -> Vec<Closing> {
    if !matches!(exploration.verdict, Verdict::UpTo(_)) || exploration.states == 0 {
        return Vec::new();
    }
    let most = (exploration.states / PART).max(FEWEST_STATES).min(options.max_states);
    let options = Options { max_states: most, sample: None, threads: 1, ..options.clone() };
    let mut tries = Tries { goes_on, found: Vec::new() };
    tries.change_text(model, &options, &exploration.growing);
    for (change, changed) in list_worlds(&options, exploration.conversations) {
        if tries.found.len() + 1 < MOST {
            tries.add(change, model, &changed);
        }
    }
    tries.limit_outside(model, &options);
    tries.found.truncate(MOST);
    tries.found
}

/// Tries proposals.
struct Tries<'g> {
    goes_on: &'g mut dyn FnMut(usize) -> Continue,
    found: Vec<Closing>,
}

impl Tries<'_> {
    /// The exploration of a changed model in a changed world, if it is closed: its states, and whether it is exact.
    fn explore(&mut self, model: &Model, options: &Options) -> Option<(usize, bool)> {
        with_engine(model, options, |engine, starts| {
            let search = Search::run(engine, starts, self.goes_on);
            search.is_closed().then(|| (search.store.len(), search.engine.knowledge.approximated.is_empty()))
        })
    }

    fn add(&mut self, change: String, model: &Model, options: &Options) -> bool {
        let Some((states, is_exact)) = self.explore(model, options) else { return false };
        self.found.push(Closing { change, states, is_exact });
        true
    }

    /// Changes the text where something grows: each change alone and, if none is enough, all of them together.
    fn change_text(&mut self, model: &Model, options: &Options, growing: &[Growth]) {
        let changes: Vec<(String, &Growth)> =
            growing.iter().filter_map(|growth| Some((describe_change(model, growth)?, growth))).collect();
        for (change, growth) in &changes {
            let mut changed = model.clone();
            change_model(&mut changed, growth);
            self.add(format!("if you {change}"), &changed, options);
        }
        if self.found.is_empty() && changes.len() > 1 {
            let mut changed = model.clone();
            changes.iter().for_each(|(_, growth)| change_model(&mut changed, growth));
            let all: Vec<&str> = changes.iter().map(|(change, _)| change.as_str()).collect();
            self.add(format!("if you {}", all.join(", and ")), &changed, options);
        }
    }

    /// The most events from outside with which an exploration is closed.
    fn limit_outside(&mut self, model: &Model, options: &Options) {
        let mut last = None;
        for outside in 1..=options.outside.map_or(MOST_OUTSIDE, |outside| outside.saturating_sub(1)) {
            let limited = Options { outside: Some(outside), ..options.clone() };
            let Some((states, is_exact)) = self.explore(model, &limited) else { break };
            last = Some(Closing { change: format!("with '--outside {outside}'"), states, is_exact });
        }
        self.found.extend(last);
    }
}

/// The worlds with one option more or less, each with the option.
fn list_worlds(options: &Options, conversations: u8) -> Vec<(String, Options)> {
    let of = || options.clone();
    let fewer = [
        (options.host, "--host", Options { host: false, ..of() }),
        (options.flood, "--flood", Options { flood: false, ..of() }),
        (options.unasked, "--unasked", Options { unasked: false, ..of() }),
        (options.failures, "--failures", Options { failures: false, ..of() }),
        (options.losses, "--losses", Options { losses: false, ..of() }),
        (options.doubles, "--doubles", Options { doubles: false, ..of() }),
    ];
    let more = [
        (!options.prompt, "--prompt", Options { prompt: true, ..of() }),
        (!options.steady, "--steady", Options { steady: true, ..of() }),
        (!options.always_answer, "--always-answer", Options { always_answer: true, ..of() }),
        (!options.one_queue, "--order one", Options { one_queue: true, ..of() }),
        (!options.reduce, "--reduce", Options { reduce: true, ..of() }),
        (conversations > 1, "--instances 1", Options { conversations: Some(1), ..of() }),
    ];
    let fewer = fewer.into_iter().map(|(is_on, option, world)| (is_on, format!("without '{option}'"), world));
    let more = more.into_iter().map(|(is_new, option, world)| (is_new, format!("with '{option}'"), world));
    fewer.chain(more).filter(|(is_meant, ..)| *is_meant).map(|(_, change, world)| (change, world)).collect()
}

/// What to write where something grows, if that is known.
fn describe_change(model: &Model, growth: &Growth) -> Option<String> {
    match *growth {
        Growth::Timers(machine, event) => {
            let of = &model.machines[machine];
            let (name, event) = (&of.name.text, &of.events[event].name.text);
            Some(format!("write 'cancel :{event}' above the line of '@{name}' that schedules it"))
        }
        Growth::Values(machine, variable) => {
            let of = &model.machines[machine];
            let known = &of.variables[variable];
            let (name, variable) = (&of.name.text, &known.name.text);
            let guard = format!("? ${variable} has at most {MOST_ITEMS} items");
            let is_list = matches!(known.ty, Type::Array(_));
            is_list.then(|| {
                format!("write a guard as '{guard}' above the line of '@{name}' that adds to it, and that line below the guard")
            })
        }
        Growth::Instances(_) | Growth::Queue(..) => None,
    }
}

/// Changes a model as [`describe_change`] says.
fn change_model(model: &mut Model, growth: &Growth) {
    match *growth {
        Growth::Timers(machine, event) => change_steps(model, machine, &|step| cancel_before(step, event)),
        Growth::Values(machine, variable) => {
            let ty = model.machines[machine].variables[variable].ty.clone();
            change_steps(model, machine, &|step| guard_growth(step, variable, &ty));
        }
        Growth::Instances(_) | Growth::Queue(..) => {}
    }
}

/// Replaces each step of a machine by what takes its place.
fn change_steps(model: &mut Model, machine: MachineId, change: &dyn Fn(Step) -> Vec<Step>) {
    for (_, handler) in model.machines[machine].handlers.entries_mut() {
        change_body(&mut handler.body, change);
    }
}

fn change_body(body: &mut Vec<Step>, change: &dyn Fn(Step) -> Vec<Step>) {
    for step in body.iter_mut() {
        match step {
            Step::Chain(chain) => {
                let bodies = chain.groups.iter_mut().map(|group| &mut group.body).chain(&mut chain.otherwise);
                bodies.for_each(|body| change_body(body, change));
            }
            Step::ForEach(each) => change_body(&mut each.body, change),
            _ => {}
        }
    }
    *body = std::mem::take(body).into_iter().flat_map(change).collect();
}

/// A step; if it schedules the event, an earlier timer of it is cancelled before.
fn cancel_before(step: Step, event: EventId) -> Vec<Step> {
    let is_meant =
        matches!(&step, Step::Timer(Timer { op: TimerOp::Schedule(start), .. }) if start.event == event);
    let span = step.span();
    let cancel = is_meant.then_some(Step::Timer(Timer { op: TimerOp::CancelEvent(event), span }));
    cancel.into_iter().chain([step]).collect()
}

/// A step; below a guard, if it adds to this list.
fn guard_growth(step: Step, variable: VariableId, ty: &Type) -> Vec<Step> {
    match &step {
        Step::Update(Update { variable: of, op: UpdateOp::Adds(_), span }) if *of == variable => {
            let span = *span;
            let condition = write_limit(variable, ty, span);
            let group = Group { condition, body: vec![step], span };
            let origin = ChainOrigin::Written;
            vec![Step::Chain(Chain { groups: vec![group], otherwise: None, catches: None, origin, span })]
        }
        _ => vec![step],
    }
}

/// `$names has at most 2 items`.
fn write_limit(variable: VariableId, ty: &Type, span: Span) -> Condition {
    let list = Expr { kind: ExprKind::Variable(variable), ty: ty.clone(), span };
    let length = Expr { kind: ExprKind::Length(Box::new(list)), ty: Type::Integer, span };
    let most = Expr { kind: ExprKind::Number(MOST_ITEMS.to_string()), ty: Type::Integer, span };
    let kind = ConditionKind::Compare(Box::new(length), CompareOp::LessOrEqual, Box::new(most));
    Condition { kind, span }
}
