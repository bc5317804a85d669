//! The dependencies of states, variables, messages and calls on choices, along the log of a run.
//!
//! For each machine, five sets of choices are collected: those that its present state depends on (with its messages in flight
//! and its timers), its state history, each of its variables, each message that it sent, and each action that it called. What
//! influences the state of a machine also influences the states of all machines that it can send to. The sets only grow.

use std::collections::BTreeMap;
use std::iter::Peekable;

use flow_model::model::{
    Address, Block, Chain, Condition, Emit, Expr, ExprKind, ForEach, MachineId, Party, Step, Target, Update,
    UpdateOp,
};
use flow_model::visit::{self, Node};

use crate::exec::influence::{SentMessage, sent_message};
use crate::exec::message::MessageId;
use crate::exec::observer::Handled;
use crate::exec::runnable::Runnable;
use crate::exec::step::{Done, Happened, Refusal};
use crate::history::log::LogEntry;
use crate::story::choice_set::ChoiceSet;
use crate::story::run::Run;
use crate::story::search::Subject;

/// The dependencies of a run on its choices.
pub(super) struct Dependencies<'t, 'm> {
    runnable: &'t Runnable<'m>,
    run: &'t Run<'t, 'm>,
    /// The choices by the function of their phrase.
    phrases: BTreeMap<&'t str, ChoiceSet>,
    state_of: Vec<ChoiceSet>,
    history: Vec<ChoiceSet>,
    variables: Vec<Vec<ChoiceSet>>,
    sent: BTreeMap<SentMessage<'m>, ChoiceSet>,
    called: BTreeMap<&'m str, ChoiceSet>,
    /// The dependencies of the payload of each message.
    carried: BTreeMap<MessageId, ChoiceSet>,
    /// The choices that everything depends on.
    all: ChoiceSet,
    none: ChoiceSet,
}

/// Collects the dependencies of expressions of one handler.
pub(super) struct Reader<'r, 't, 'm> {
    dependencies: &'r Dependencies<'t, 'm>,
    machine: MachineId,
    payload: &'r ChoiceSet,
}

impl<'t, 'm> Dependencies<'t, 'm> {
    /// Collects the dependencies of a run.
    pub(super) fn of<'p: 't>(runnable: &'t Runnable<'m>, run: &'t Run<'p, 'm>) -> Self {
        let machines = &runnable.model.machines;
        let mut dependencies = Dependencies {
            runnable,
            run,
            phrases: BTreeMap::new(),
            state_of: vec![ChoiceSet::default(); machines.len()],
            history: vec![ChoiceSet::default(); machines.len()],
            variables: machines.iter().map(|of| vec![ChoiceSet::default(); of.variables.len()]).collect(),
            sent: BTreeMap::new(),
            called: BTreeMap::new(),
            carried: BTreeMap::new(),
            all: ChoiceSet::default(),
            none: ChoiceSet::default(),
        };
        dependencies.collect_choices();
        dependencies.follow_log();
        dependencies.add_helped_machines();
        dependencies
    }

    /// Everything depends on choices among answers from outside.
    fn collect_choices(&mut self) {
        for (at, choice) in self.run.bindings.choices.made().iter().enumerate() {
            match &choice.subject {
                Subject::Phrase { function, .. } => self.phrases.entry(function).or_default().insert(at),
                Subject::Answer { .. } => self.all.insert(at),
            }
        }
    }

    fn follow_log(&mut self) {
        let log = self.run.system.log();
        for (at, entry) in log.iter().enumerate() {
            match entry {
                LogEntry::Handled(Handled { message, instance, from, done, .. }) => {
                    let machine = self.run.system.instance(*instance).machine;
                    let focus = *instance == self.run.focus;
                    let payload = self.carried.get(message).cloned().unwrap_or_default();
                    let definition = self.runnable.get(machine, done.handler);
                    let (moved, loops) = (ChoiceSet::default(), ChoiceSet::default());
                    let mut walk = Walk { dependencies: self, machine, focus, payload, moved, loops };
                    let sent = walk.walk_body(&definition.body, done);
                    let moved = walk.moved;
                    if self.runnable.ends(machine, done.handler, *from).is_none_or(|ends| ends.len() != 1) {
                        self.add_state(machine, &moved);
                    }
                    // The messages of a handler follow it in the log.
                    let is_emit = |happened: &Happened<'_>| matches!(happened, Happened::Sent(..));
                    let emits = (0..done.path.len()).filter(|at| is_emit(&done.path[*at]));
                    let sent: BTreeMap<_, _> = emits.zip(sent).collect();
                    let messages = log[at + 1..].iter().map_while(|entry| match entry {
                        LogEntry::Sent(id) => Some((*id, self.run.system.message(*id).emit?.at)),
                        _ => None,
                    });
                    let carried = messages.filter_map(|(id, at)| Some((id, sent.get(&at)?.clone())));
                    self.carried.extend(carried);
                }
                LogEntry::Refused { refusal: Refusal::Rejected { .. }, .. } => {}
                // A handler that failed, or refused its event or put it aside, would otherwise have had its effects.
                LogEntry::Refused { instance, .. } | LogEntry::Deferred { instance, .. } => {
                    let everything = self.all_choices();
                    self.add_state(self.run.system.instance(*instance).machine, &everything);
                }
                LogEntry::Sent(_) | LogEntry::PassedOver(_) | LogEntry::Lost(_) | LogEntry::Time(_) => {}
            }
        }
    }

    /// Helping other machines depends on the states and messages of all of them.
    fn add_helped_machines(&mut self) {
        if !self.run.helped {
            return;
        }
        let focus = self.run.system.instance(self.run.focus).machine;
        self.state_of.iter().for_each(|state_of| self.all.add(state_of));
        let others = self.sent.iter().filter(|((from, ..), _)| *from != focus);
        others.for_each(|(_, sent)| self.all.add(sent));
    }

    fn add_state(&mut self, machine: MachineId, choices_read: &ChoiceSet) {
        if choices_read.is_empty() {
            return;
        }
        for reached in self.runnable.influence().influenced_machines(machine) {
            self.state_of[reached.index()].add(choices_read);
        }
    }

    /// Every choice that was made.
    pub(super) fn all_choices(&self) -> ChoiceSet {
        ChoiceSet::all(self.run.bindings.choices.made().len())
    }

    /// The choices that the route depends on.
    pub(super) fn route_choices(&self) -> ChoiceSet {
        let focus = self.run.system.instance(self.run.focus).machine;
        let mut route = self.all.clone();
        route.add(&self.state_of[focus.index()]);
        route
    }

    /// The choices that the present state of a machine depends on.
    pub(super) fn state_of(&self, machine: MachineId) -> &ChoiceSet {
        &self.state_of[machine.index()]
    }

    /// The choices that the former states of a machine depend on.
    pub(super) fn history_choices(&self, machine: MachineId) -> ChoiceSet {
        let mut history = self.history[machine.index()].clone();
        history.add(self.state_of(machine));
        history
    }

    /// The choices that messages of this name and to this party depend on.
    pub(super) fn sent_choices(&self, name: Option<&str>, to: Option<Party>) -> ChoiceSet {
        let is_meant = |other: &str, party: Party| {
            name.is_none_or(|name| name == other) && to.is_none_or(|to| to == party)
        };
        let mut choices_read = ChoiceSet::default();
        let known = self.sent.iter().filter(|((_, other, party), _)| is_meant(other, *party));
        known.for_each(|(_, sent)| choices_read.add(sent));
        let senders = self.runnable.influence().sent.iter();
        let senders = senders.filter(|(_, other, party)| is_meant(other, *party));
        senders.for_each(|(from, ..)| choices_read.add(self.state_of(*from)));
        choices_read
    }

    /// The choices that the calls of an action depend on.
    pub(super) fn called_choices(&self, function: &str) -> ChoiceSet {
        let mut choices_read = self.called.get(function).cloned().unwrap_or_default();
        let callers = self.runnable.influence().called.iter().filter(|(_, called)| called == function);
        callers.for_each(|(machine, _)| choices_read.add(self.state_of(*machine)));
        choices_read
    }

    /// A reader for the handler of a machine that handled a message.
    pub(super) fn reader(&self, machine: MachineId, message: MessageId) -> Reader<'_, 't, 'm> {
        Reader { dependencies: self, machine, payload: self.carried.get(&message).unwrap_or(&self.none) }
    }

    /// A reader for the end of the run, in the last handler of the story's machine.
    pub(super) fn reader_at_end(&self, machine: MachineId) -> Reader<'_, 't, 'm> {
        let last = self.run.system.log().iter().rev().find_map(|entry| match entry {
            LogEntry::Handled(Handled { message, instance, .. }) if *instance == self.run.focus => {
                Some(*message)
            }
            _ => None,
        });
        let payload = last.and_then(|message| self.carried.get(&message)).unwrap_or(&self.none);
        Reader { dependencies: self, machine, payload }
    }
}

impl Reader<'_, '_, '_> {
    /// Adds the dependencies of one expression, without those of its parts.
    pub(super) fn add_expr(&self, expr: &Expr, choices_read: &mut ChoiceSet) {
        match &expr.kind {
            ExprKind::Variable(variable) => {
                choices_read.add(&self.dependencies.variables[self.machine.index()][variable.index()]);
            }
            ExprKind::Payload(_) => choices_read.add(self.payload),
            // Any choice can influence the number of ids, the time, and which instances there are.
            ExprKind::Uuid | ExprKind::Now | ExprKind::Partner(_) | ExprKind::Made(_) => {
                choices_read.add(&self.dependencies.all_choices());
            }
            _ => {}
        }
    }

    /// The choices that answer the phrases of a condition.
    pub(super) fn add_calls(&self, condition: &Condition, choices_read: &mut ChoiceSet) {
        let phrases = &self.dependencies.runnable.machine(self.machine).phrases;
        visit::calls(condition, &mut |call| {
            let function = phrases[call.phrase].function.as_str();
            self.dependencies.phrases.get(function).into_iter().for_each(|choices| choices_read.add(choices));
        });
    }
}

/// Follows the path through one handler.
struct Walk<'w, 't, 'm> {
    dependencies: &'w mut Dependencies<'t, 'm>,
    machine: MachineId,
    /// Whether it is the story's own instance: the story stops if that fails.
    focus: bool,
    payload: ChoiceSet,
    /// The choices that its transitions depend on.
    moved: ChoiceSet,
    /// The choices that the items of the loops around depend on.
    loops: ChoiceSet,
}

impl<'t, 'm: 't> Walk<'_, 't, 'm> {
    /// Follows the path; returns the dependencies of the payloads of its messages, in order.
    fn walk_body(&mut self, body: &'m Block, done: &Done<'m>) -> Vec<ChoiceSet> {
        let mut sent = Vec::new();
        self.walk_block(body, &mut done.path.iter().peekable(), &mut sent);
        sent
    }

    fn walk_block<'d>(
        &mut self,
        block: &'m Block,
        path: &mut Peekable<std::slice::Iter<'d, Happened<'m>>>,
        sent: &mut Vec<ChoiceSet>,
    ) where
        'm: 'd,
    {
        for step in block {
            match step {
                Step::Chain(chain) => {
                    let asked = self.walk_chain(chain, path, sent);
                    self.add_failure(step, &asked);
                }
                Step::ForEach(each) => self.walk_loop(each, path, sent),
                other => {
                    let called = path.next();
                    // The binding of a `comes from` is called first; the variable is set unless that failed.
                    if let (Some(Happened::Called(..)), Step::Update(_)) = (called, other) {
                        path.next_if(|happened| matches!(happened, Happened::Updated(..)));
                    }
                    self.walk_step(other, sent);
                }
            }
        }
    }

    /// Follows all rounds of a loop. Its list decides how often everything in it happens.
    fn walk_loop<'d>(
        &mut self,
        each: &'m ForEach,
        path: &mut Peekable<std::slice::Iter<'d, Happened<'m>>>,
        sent: &mut Vec<ChoiceSet>,
    ) where
        'm: 'd,
    {
        let rounds = match path.next() {
            Some(Happened::Looped(_, rounds)) => *rounds,
            _ => 0,
        };
        let mut list = self.loops.clone();
        let reader = self.reader();
        visit::exprs(Node::Expr(&each.list), &mut |expr| reader.add_expr(expr, &mut list));
        visit::steps(&each.body, &mut |step| self.add_to_step(step, &list));
        let outer = std::mem::replace(&mut self.loops, list);
        (0..rounds).for_each(|_| self.walk_block(&each.body, path, sent));
        self.loops = outer;
    }

    fn walk_step(&mut self, step: &'m Step, sent: &mut Vec<ChoiceSet>) {
        let mut choices_read = self.loops.clone();
        let reader = self.reader();
        visit::exprs(Node::Step(step), &mut |expr| reader.add_expr(expr, &mut choices_read));
        self.add_failure(step, &choices_read);
        self.add_effects(step, &choices_read);
        if matches!(step, Step::Emit(_)) {
            sent.push(choices_read);
        }
    }

    /// Adds choices to everything that a step changes or sends.
    fn add_effects(&mut self, step: &'m Step, choices_read: &ChoiceSet) {
        let machine = self.machine;
        if step.target_state().is_some() {
            self.moved.add(choices_read);
            self.dependencies.history[machine.index()].add(choices_read);
        }
        if let Some(variable) = step.changed_variable() {
            self.dependencies.variables[machine.index()][variable.index()].add(choices_read);
        }
        if let Step::Emit(emit) = step {
            let key = self.sent(emit);
            self.dependencies.sent.entry(key).or_default().add(choices_read);
            if let Some(machine) = self.chosen_receiver(emit) {
                self.dependencies.add_state(machine, choices_read);
            }
        }
        if let Step::Timer(_) = step {
            self.dependencies.add_state(machine, choices_read);
        }
        if let Some(call) = step.action() {
            let function = self.function_name(call);
            self.dependencies.called.entry(function).or_default().add(choices_read);
        }
    }

    /// Follows the branch that was taken; returns the dependencies of the decision.
    fn walk_chain<'d>(
        &mut self,
        chain: &'m Chain,
        path: &mut Peekable<std::slice::Iter<'d, Happened<'m>>>,
        sent: &mut Vec<ChoiceSet>,
    ) -> ChoiceSet
    where
        'm: 'd,
    {
        let mut asked = ChoiceSet::default();
        let mut taken = None;
        for group in &chain.groups {
            // After a failure, groups that do not ask for it are not evaluated.
            let evaluated = path.next_if(
                |happened| matches!(happened, Happened::Guard { group: at, .. } if at.span == group.span),
            );
            let held = matches!(evaluated, Some(Happened::Guard { held: true, .. }));
            asked.add(&self.collect_condition_choices(&group.condition));
            if held {
                taken = Some(&group.body);
                break;
            }
        }
        if taken.is_none() && chain.otherwise.is_some() {
            path.next();
            taken = chain.otherwise.as_ref();
        }
        // First, since expressions in the branches may read what they change.
        self.add_to_branches(chain, &asked);
        taken.into_iter().for_each(|block| self.walk_block(block, path, sent));
        asked
    }

    /// The dependencies of a condition.
    fn collect_condition_choices(&self, condition: &Condition) -> ChoiceSet {
        let reader = self.reader();
        let mut choices_read = self.loops.clone();
        visit::condition_exprs(condition, &mut |expr| reader.add_expr(expr, &mut choices_read));
        reader.add_calls(condition, &mut choices_read);
        if Reader::asks_state(condition) {
            choices_read.add(&self.moved);
        }
        choices_read
    }

    /// Adds dependencies to everything that the branches of a chain can change.
    fn add_to_branches(&mut self, chain: &'m Chain, choices_read: &ChoiceSet) {
        if choices_read.is_empty() {
            return;
        }
        let blocks = chain.groups.iter().map(|group| &group.body).chain(&chain.otherwise);
        for block in blocks {
            visit::steps(block, &mut |step| self.add_to_step(step, choices_read));
        }
    }

    fn add_to_step(&mut self, step: &'m Step, choices_read: &ChoiceSet) {
        self.add_effects(step, choices_read);
        if let Step::Emit(emit) = step {
            match emit.target {
                Target::Machine(other, _) => self.dependencies.add_state(other, choices_read),
                Target::Itself(_) => self.dependencies.add_state(self.machine, choices_read),
                Target::Actor(..) => {}
            }
        }
        if let Step::Reject(_) = step {
            self.add_refusal(choices_read);
        }
        self.add_failure(step, choices_read);
    }

    /// A handler that rejects has none of its effects.
    fn add_refusal(&mut self, choices_read: &ChoiceSet) {
        self.moved.add(choices_read);
        self.dependencies.variables[self.machine.index()].iter_mut().for_each(|all| all.add(choices_read));
        self.dependencies.add_state(self.machine, choices_read);
    }

    /// A failed handler of another machine has no effects, and the story continues.
    fn add_failure(&mut self, step: &Step, choices_read: &ChoiceSet) {
        if !self.focus && can_fail(step) {
            self.dependencies.add_state(self.machine, choices_read);
        }
    }

    /// The machine of which the values in an emit choose an instance.
    fn chosen_receiver(&self, emit: &Emit) -> Option<MachineId> {
        let Target::Machine(machine, _) = emit.target else { return None };
        let by_key = !self.dependencies.runnable.machine(machine).instances.keys().is_empty();
        (by_key || matches!(emit.address, Address::Reference(_))).then_some(machine)
    }

    fn reader(&self) -> Reader<'_, 't, 'm> {
        Reader { dependencies: self.dependencies, machine: self.machine, payload: &self.payload }
    }

    fn sent(&self, emit: &Emit) -> SentMessage<'m> {
        sent_message(self.dependencies.runnable.model, self.machine, emit)
    }

    fn function_name(&self, call: &flow_model::model::Call) -> &'m str {
        &self.dependencies.runnable.machine(self.machine).phrases[call.phrase].function
    }
}

/// Whether working out a step can fail.
fn can_fail(step: &Step) -> bool {
    let computes = |expr: &Expr| {
        matches!(
            expr.kind,
            ExprKind::Binary(..)
                | ExprKind::Negate(_)
                | ExprKind::End(..)
                | ExprKind::Fold(..)
                | ExprKind::Apply(..)
                | ExprKind::Duration(..)
                | ExprKind::Partner(_)
                | ExprKind::Made(_)
        )
    };
    let mut found = false;
    match step {
        Step::Timer(_) => found = true,
        Step::Emit(Emit { address: Address::Reference(_), .. }) => found = true,
        Step::Update(Update { op: UpdateOp::Increases(_) | UpdateOp::Decreases(_), .. }) => found = true,
        // The bodies of a chain are steps of their own.
        Step::Chain(chain) => chain.groups.iter().for_each(|group| {
            visit::condition_exprs(&group.condition, &mut |expr| found |= computes(expr));
        }),
        _ => visit::exprs(Node::Step(step), &mut |expr| found |= computes(expr)),
    }
    found
}
