//! What choices flow into, along the log of a telling.
//!
//! Kept are, for each machine: its life (the states of its instances, what is under way to them, their timers), its
//! history, its variables, what it sent and what it called. What reaches a machine's life reaches the lives of all
//! machines it can send to. All of it only grows.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{
    Block, Chain, Condition, Emit, Expr, ExprKind, MachineId, Party, Step, Target, Timer, TimerOp, Update,
    UpdateOp,
};
use flow_model::visit;

use crate::causes::Causes;
use crate::choices::Subject;
use crate::dispatch::Runnable;
use crate::step::{Done, Happened, Refusal};
use crate::system::{Entry, MessageId};
use crate::tell::Telling;

/// Who sent what to whom.
type Sent<'m> = (MachineId, &'m str, Party);

/// What the choices of a telling flow into.
pub(super) struct Trail<'t, 'm> {
    runnable: &'t Runnable<'m>,
    telling: &'t Telling<'t, 'm>,
    /// The choices by the function of their phrase.
    phrases: BTreeMap<&'t str, Causes>,
    life: Vec<Causes>,
    history: Vec<Causes>,
    variables: Vec<Vec<Causes>>,
    sent: BTreeMap<Sent<'m>, Causes>,
    called: BTreeMap<&'m str, Causes>,
    /// What messages carry.
    carried: BTreeMap<MessageId, Causes>,
    /// What reaches everything.
    all: Causes,
    none: Causes,
}

/// What expressions of one handler read.
pub(super) struct Reader<'r, 't, 'm> {
    trail: &'r Trail<'t, 'm>,
    machine: MachineId,
    payload: &'r Causes,
}

impl<'t, 'm> Trail<'t, 'm> {
    /// Follows a telling.
    pub(super) fn of<'p: 't>(runnable: &'t Runnable<'m>, telling: &'t Telling<'p, 'm>) -> Self {
        let machines = &runnable.model.machines;
        let mut trail = Trail {
            runnable,
            telling,
            phrases: BTreeMap::new(),
            life: vec![Causes::default(); machines.len()],
            history: vec![Causes::default(); machines.len()],
            variables: machines.iter().map(|of| vec![Causes::default(); of.variables.len()]).collect(),
            sent: BTreeMap::new(),
            called: BTreeMap::new(),
            carried: BTreeMap::new(),
            all: Causes::default(),
            none: Causes::default(),
        };
        trail.choices();
        trail.log();
        trail.help();
        trail
    }

    /// Who answers for a machine from outside decides about everything.
    fn choices(&mut self) {
        for (at, choice) in self.telling.oracle.choices.made().iter().enumerate() {
            match &choice.subject {
                Subject::Phrase { function, .. } => self.phrases.entry(function).or_default().insert(at),
                Subject::Answer { .. } => self.all.insert(at),
            }
        }
    }

    fn log(&mut self) {
        let log = self.telling.system.log();
        for (at, entry) in log.iter().enumerate() {
            match entry {
                Entry::Handled { message, instance, from, done, .. } => {
                    let machine = self.telling.system.instance(*instance).machine;
                    let focus = *instance == self.telling.focus;
                    let payload = self.carried.get(message).cloned().unwrap_or_default();
                    let definition = self.runnable.get(machine, done.handler);
                    let mut walk = Walk { trail: self, machine, focus, payload, moved: Causes::default() };
                    let sent = walk.body(&definition.body, done);
                    let moved = walk.moved;
                    if self.runnable.ends(machine, done.handler, *from).len() != 1 {
                        self.add_life(machine, &moved);
                    }
                    // What a handler sends follows it in the log.
                    let messages = log[at + 1..].iter().map_while(|entry| match entry {
                        Entry::Sent(message) => Some(*message),
                        _ => None,
                    });
                    self.carried.extend(messages.zip(sent));
                }
                // A handler of another machine that failed could as well have done what it does.
                Entry::Refused {
                    instance, refusal: Refusal::Failed { .. } | Refusal::Fault { .. }, ..
                } => {
                    let everything = self.made();
                    self.add_life(self.telling.system.instance(*instance).machine, &everything);
                }
                Entry::Sent(_) | Entry::Refused { .. } | Entry::Time(_) => {}
            }
        }
    }

    /// Helping other machines along looks at all of them.
    fn help(&mut self) {
        if !self.telling.helped {
            return;
        }
        let focus = self.telling.system.instance(self.telling.focus).machine;
        self.life.iter().for_each(|life| self.all.add(life));
        let others = self.sent.iter().filter(|((from, ..), _)| *from != focus);
        others.for_each(|(_, sent)| self.all.add(sent));
    }

    fn add_life(&mut self, machine: MachineId, causes: &Causes) {
        if causes.is_empty() {
            return;
        }
        for reached in self.runnable.influence().reach(machine) {
            self.life[reached.index()].add(causes);
        }
    }

    /// Every choice that was made.
    pub(super) fn made(&self) -> Causes {
        Causes::all(self.telling.oracle.choices.made().len())
    }

    /// What decided which handlers were taken.
    pub(super) fn way(&self) -> Causes {
        let focus = self.telling.system.instance(self.telling.focus).machine;
        let mut way = self.all.clone();
        way.add(&self.life[focus.index()]);
        way
    }

    /// What decided about the states of a machine.
    pub(super) fn life(&self, machine: MachineId) -> &Causes {
        &self.life[machine.index()]
    }

    /// What decided about the states a machine has been in.
    pub(super) fn history(&self, machine: MachineId) -> Causes {
        let mut history = self.history[machine.index()].clone();
        history.add(self.life(machine));
        history
    }

    /// What decided about messages, of this name, and to this party.
    pub(super) fn sent(&self, name: Option<&str>, to: Option<Party>) -> Causes {
        let is_meant = |other: &str, party: Party| {
            name.is_none_or(|name| name == other) && to.is_none_or(|to| to == party)
        };
        let mut causes = Causes::default();
        let known = self.sent.iter().filter(|((_, other, party), _)| is_meant(other, *party));
        known.for_each(|(_, sent)| causes.add(sent));
        let senders = self.runnable.influence().sent.iter();
        let senders = senders.filter(|(_, other, party)| is_meant(other, *party));
        senders.for_each(|(from, ..)| causes.add(self.life(*from)));
        causes
    }

    /// What decided about the calls of an action.
    pub(super) fn called(&self, function: &str) -> Causes {
        let mut causes = self.called.get(function).cloned().unwrap_or_default();
        let callers = self.runnable.influence().called.iter().filter(|(_, called)| called == function);
        callers.for_each(|(machine, _)| causes.add(self.life(*machine)));
        causes
    }

    /// Reads in a handler of a machine that took a message.
    pub(super) fn reader(&self, machine: MachineId, message: MessageId) -> Reader<'_, 't, 'm> {
        Reader { trail: self, machine, payload: self.carried.get(&message).unwrap_or(&self.none) }
    }

    /// Reads where the telling ended, in the handler that the story took last.
    pub(super) fn reader_at_end(&self, machine: MachineId) -> Reader<'_, 't, 'm> {
        let last = self.telling.system.log().iter().rev().find_map(|entry| match entry {
            Entry::Handled { message, instance, .. } if *instance == self.telling.focus => Some(*message),
            _ => None,
        });
        let payload = last.and_then(|message| self.carried.get(&message)).unwrap_or(&self.none);
        Reader { trail: self, machine, payload }
    }
}

impl Reader<'_, '_, '_> {
    /// What one expression reads by itself, without those in it.
    pub(super) fn node(&self, expr: &Expr, causes: &mut Causes) {
        match &expr.kind {
            ExprKind::Variable(variable) => {
                causes.add(&self.trail.variables[self.machine.index()][variable.index()]);
            }
            ExprKind::Payload(_) => causes.add(self.payload),
            // How many ids were made, and how late it is, anything may decide.
            ExprKind::Uuid | ExprKind::Now => {
                causes.add(&self.trail.made());
            }
            _ => {}
        }
    }

    /// The choices that answer the phrases of a condition.
    pub(super) fn calls(&self, condition: &Condition, causes: &mut Causes) {
        let phrases = &self.trail.runnable.machine(self.machine).phrases;
        visit::calls(condition, &mut |call| {
            let function = phrases[call.phrase].function.as_str();
            self.trail.phrases.get(function).into_iter().for_each(|choices| causes.add(choices));
        });
    }

    /// What an expression reads.
    fn expr(&self, expr: &Expr) -> Causes {
        let mut causes = Causes::default();
        visit::expr(expr, &mut |inner| self.node(inner, &mut causes));
        causes
    }
}

/// Along the path through one handler.
struct Walk<'w, 't, 'm> {
    trail: &'w mut Trail<'t, 'm>,
    machine: MachineId,
    /// Whether it is the story's own instance: the story stops where that fails.
    focus: bool,
    payload: Causes,
    /// What decided where it moved.
    moved: Causes,
}

impl<'t, 'm: 't> Walk<'_, 't, 'm> {
    /// Follows the path; the answer is what the messages sent on it carry, in order.
    fn body(&mut self, body: &'m Block, done: &Done<'m>) -> Vec<Causes> {
        let mut sent = Vec::new();
        self.block(body, &mut done.path.iter(), &mut sent);
        sent
    }

    fn block<'d>(
        &mut self,
        block: &'m Block,
        path: &mut impl Iterator<Item = &'d Happened<'m>>,
        sent: &mut Vec<Causes>,
    ) where
        'm: 'd,
    {
        for step in block {
            match step {
                Step::Chain(chain) => {
                    let asked = self.chain(chain, path, sent);
                    self.may_fail(step, &asked);
                }
                other => {
                    path.next();
                    self.step(other, sent);
                }
            }
        }
    }

    fn step(&mut self, step: &'m Step, sent: &mut Vec<Causes>) {
        match step {
            Step::Transition(_) | Step::Chain(_) => {}
            Step::Update(update) => {
                let causes = self.written(update);
                self.trail.variables[self.machine.index()][update.variable.index()].add(&causes);
                self.may_fail(step, &causes);
            }
            Step::Emit(emit) => {
                let mut causes = Causes::default();
                emit.payload.iter().for_each(|(_, expr)| causes.add(&self.read(expr)));
                self.may_fail(step, &causes);
                let key = self.sent(emit);
                self.trail.sent.entry(key).or_default().add(&causes);
                sent.push(causes);
            }
            Step::Timer(timer) => {
                let causes = amount(timer).map(|expr| self.read(expr)).unwrap_or_default();
                self.trail.add_life(self.machine, &causes);
            }
            Step::Action(call) => {
                let mut causes = Causes::default();
                call.args.iter().for_each(|expr| causes.add(&self.read(expr)));
                self.may_fail(step, &causes);
                let function = self.function(call);
                self.trail.called.entry(function).or_default().add(&causes);
            }
        }
    }

    /// Follows the branch that was taken; the answer is what decided it.
    fn chain<'d>(
        &mut self,
        chain: &'m Chain,
        path: &mut impl Iterator<Item = &'d Happened<'m>>,
        sent: &mut Vec<Causes>,
    ) -> Causes
    where
        'm: 'd,
    {
        let mut asked = Causes::default();
        let mut taken = None;
        for group in &chain.groups {
            let held = matches!(path.next(), Some(Happened::Guard { held: true, .. }));
            asked.add(&self.asked(&group.condition));
            if held {
                taken = Some(&group.body);
                break;
            }
        }
        if taken.is_none() && chain.otherwise.is_some() {
            path.next();
            taken = chain.otherwise.as_ref();
        }
        // First, since what stands in the branches may read what they touch.
        self.touch(chain, &asked);
        taken.into_iter().for_each(|block| self.block(block, path, sent));
        asked
    }

    /// What a condition depends on.
    fn asked(&self, condition: &Condition) -> Causes {
        let reader = self.reader();
        let mut causes = Causes::default();
        visit::condition_exprs(condition, &mut |expr| reader.node(expr, &mut causes));
        reader.calls(condition, &mut causes);
        if Reader::asks_state(condition) {
            causes.add(&self.moved);
        }
        causes
    }

    /// Lets causes flow into whatever the branches of a chain may touch.
    fn touch(&mut self, chain: &'m Chain, causes: &Causes) {
        if causes.is_empty() {
            return;
        }
        let blocks = chain.groups.iter().map(|group| &group.body).chain(&chain.otherwise);
        for block in blocks {
            visit::steps(block, &mut |step| self.touch_step(step, causes));
        }
    }

    fn touch_step(&mut self, step: &'m Step, causes: &Causes) {
        let machine = self.machine;
        match step {
            Step::Transition(_) => {
                self.moved.add(causes);
                self.trail.history[machine.index()].add(causes);
            }
            Step::Update(update) => {
                self.trail.variables[machine.index()][update.variable.index()].add(causes);
            }
            Step::Emit(emit) => {
                let key = self.sent(emit);
                self.trail.sent.entry(key).or_default().add(causes);
                match emit.target {
                    Target::Machine(other, _) => self.trail.add_life(other, causes),
                    Target::Itself(_) => self.trail.add_life(machine, causes),
                    Target::Actor(..) => {}
                }
            }
            Step::Timer(_) => self.trail.add_life(machine, causes),
            Step::Action(call) => {
                let function = self.function(call);
                self.trail.called.entry(function).or_default().add(causes);
            }
            Step::Chain(_) => {}
        }
        self.may_fail(step, causes);
    }

    /// Another machine's handler that fails does nothing at all, and the story goes on.
    fn may_fail(&mut self, step: &Step, causes: &Causes) {
        if !self.focus && can_fail(step) {
            self.trail.add_life(self.machine, causes);
        }
    }

    fn reader(&self) -> Reader<'_, 't, 'm> {
        Reader { trail: self.trail, machine: self.machine, payload: &self.payload }
    }

    fn read(&self, expr: &Expr) -> Causes {
        self.reader().expr(expr)
    }

    fn written(&self, update: &Update) -> Causes {
        match &update.op {
            UpdateOp::Becomes(expr)
            | UpdateOp::Increases(expr)
            | UpdateOp::Decreases(expr)
            | UpdateOp::Adds(expr)
            | UpdateOp::Removes(expr) => self.read(expr),
            UpdateOp::Clears => Causes::default(),
        }
    }

    fn sent(&self, emit: &Emit) -> Sent<'m> {
        sent(self.trail.runnable, self.machine, emit)
    }

    fn function(&self, call: &flow_model::model::Call) -> &'m str {
        &self.trail.runnable.machine(self.machine).phrases[call.phrase].function
    }
}

fn sent<'m>(runnable: &Runnable<'m>, machine: MachineId, emit: &Emit) -> Sent<'m> {
    let (name, to) = match emit.target {
        Target::Machine(other, event) => (&runnable.machine(other).events[event].name, Party::Machine(other)),
        Target::Itself(event) => (&runnable.machine(machine).events[event].name, Party::Machine(machine)),
        Target::Actor(actor, message) => {
            let actor_messages = &runnable.model.actors[actor].messages;
            (&actor_messages[message].name, Party::Actor(actor))
        }
    };
    (machine, &name.text, to)
}

fn amount(timer: &Timer) -> Option<&Expr> {
    match &timer.op {
        TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => Some(&duration.amount),
        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => None,
    }
}

/// Whether working out a step can fail.
fn can_fail(step: &Step) -> bool {
    let arithmetic = |expr: &Expr| {
        let mut found = false;
        visit::expr(expr, &mut |inner| {
            found |= matches!(inner.kind, ExprKind::Binary(..) | ExprKind::Negate(_));
        });
        found
    };
    match step {
        Step::Transition(_) => false,
        Step::Update(update) => match &update.op {
            UpdateOp::Increases(_) | UpdateOp::Decreases(_) => true,
            UpdateOp::Becomes(expr) | UpdateOp::Adds(expr) | UpdateOp::Removes(expr) => arithmetic(expr),
            UpdateOp::Clears => false,
        },
        Step::Emit(emit) => emit.payload.iter().any(|(_, expr)| arithmetic(expr)),
        Step::Timer(_) => true,
        Step::Action(call) => call.args.iter().any(arithmetic),
        Step::Chain(chain) => chain.groups.iter().any(|group| {
            let mut found = false;
            visit::condition_exprs(&group.condition, &mut |expr| found |= arithmetic(expr));
            found
        }),
    }
}

/// What the machines of a model can do to each other, whatever the choices are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Influence {
    /// For each machine, itself and all that it can send to, directly or through others.
    reach: Vec<Vec<MachineId>>,
    sent: BTreeSet<(MachineId, String, Party)>,
    called: BTreeSet<(MachineId, String)>,
}

impl Influence {
    /// Reads it off the handlers.
    pub(crate) fn of(runnable: &Runnable<'_>) -> Self {
        let mut influence = Influence::default();
        for (at, machine) in runnable.model.machines.iter().enumerate() {
            let id = MachineId::new(at);
            for handler in &machine.handlers {
                visit::steps(&handler.body, &mut |step| match step {
                    Step::Emit(emit) => {
                        let (from, name, to) = sent(runnable, id, emit);
                        influence.sent.insert((from, name.to_owned(), to));
                    }
                    Step::Action(call) => {
                        let function = &machine.phrases[call.phrase].function;
                        influence.called.insert((id, function.clone()));
                    }
                    _ => {}
                });
            }
        }
        let machines = (0..runnable.model.machines.len()).map(MachineId::new);
        influence.reach = machines.map(|machine| influence.reached_from(machine)).collect();
        influence
    }

    fn reached_from(&self, machine: MachineId) -> Vec<MachineId> {
        let mut reached = vec![machine];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            at += 1;
            for (_, _, to) in self.sent.iter().filter(|(sender, ..)| *sender == from) {
                if let Party::Machine(to) = to
                    && !reached.contains(to)
                {
                    reached.push(*to);
                }
            }
        }
        reached
    }

    /// The machines that a machine can do something to, itself included.
    fn reach(&self, machine: MachineId) -> &[MachineId] {
        &self.reach[machine.index()]
    }
}
