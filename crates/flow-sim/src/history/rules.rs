//! Checks rules after each commit (reference#rules): those that are about every moment. Rules about something that must happen
//! eventually are left to exploration, since a story may end before.
//!
//! A rule is about one instance of each machine that it names: it must be true for every choice of instances.

use std::rc::Rc;

use flow_model::model::{Claim, Condition, ConditionKind, ExprKind, MachineId, Party, RuleId, SystemRule};
use flow_model::visit;

use crate::exec::eval::{Fault, NoBindings, Scope};
use crate::exec::message::{InstanceId, Message, Peer};
use crate::exec::observer::Member;
use crate::exec::runnable::Runnable;
use crate::history::actual::Actual;

/// The requirements of the rules for later commits, and the first rule that was false.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleMonitor {
    /// The rules `once A, never B` with an `A` that has been true, each with one instance of each machine that `A` names.
    begun: Vec<(RuleId, Vec<InstanceId>)>,
    broken: Option<Rc<BrokenRule>>,
}

/// A rule that was false after a commit.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenRule {
    /// The rule.
    pub rule: RuleId,
    /// The states and values that contradict it.
    pub actual: Vec<Actual>,
}

impl RuleMonitor {
    /// The first rule that was broken.
    pub(crate) fn broken(&self) -> Option<&BrokenRule> {
        self.broken.as_deref()
    }

    /// Checks all rules after a commit.
    pub(crate) fn check<'m>(
        &mut self,
        runnable: &Runnable<'m>,
        instances: &[Member<'_>],
        messages: &[Rc<Message<'m>>],
    ) {
        let moment = Moment { runnable, instances };
        for (rule, of) in runnable.model.rules.rules.entries() {
            if self.broken.is_some() {
                return;
            }
            let actual = self.find_contradiction(moment, (rule, of), messages);
            self.broken = actual.map(|actual| Rc::new(BrokenRule { rule, actual }));
        }
    }

    /// The states and values that contradict a rule now.
    fn find_contradiction<'m>(
        &mut self,
        moment: Moment<'_, 'm>,
        (id, rule): (RuleId, &SystemRule),
        messages: &[Rc<Message<'m>>],
    ) -> Option<Vec<Actual>> {
        match &rule.claim {
            Claim::Always(always) => moment.find_instances(&[(always, false)]),
            Claim::NeverWhile(claim, during) => moment.find_instances(&[(claim, true), (during, true)]),
            Claim::OnceNever(once, claim) => self.find_what_was_over(moment, id, (once, claim)),
            Claim::AtMostOnce(by, event) => {
                let is_meant = |message: &&Rc<Message<'_>>| {
                    message.name == event.text && message.span().is_some() && moment.is_sent_to(message, *by)
                };
                let mut conversations: Vec<_> =
                    messages.iter().filter(is_meant).map(|message| message.conversation).collect();
                conversations.sort_unstable();
                conversations.windows(2).any(|pair| pair[0] == pair[1]).then_some(())?;
                Some(vec![Actual::Words(format!("it received :{} twice", event.text))])
            }
            // These become true later, or never.
            Claim::Reaches(..) | Claim::Receives(..) => None,
        }
    }

    /// The states and values in which `B` is true of a choice of instances for which `A` was true at an earlier commit.
    fn find_what_was_over(
        &mut self,
        moment: Moment<'_, '_>,
        rule: RuleId,
        (once, claim): (&Condition, &Condition),
    ) -> Option<Vec<Actual>> {
        let of_once = machines_of(once);
        let all = machines_of_both(once, claim);
        let mut actual = None;
        moment.visit_among(&all, &mut Vec::new(), &mut |moment, chosen| {
            let of_first = list_ids(&chosen[..of_once.len()]);
            let has_begun = || self.begun.iter().any(|(of, ids)| (*of, ids) == (rule, &of_first));
            if actual.is_none() && moment.holds(chosen, claim) == Some(true) && has_begun() {
                actual = Some(moment.describe(chosen, &[(claim, true)]));
            }
        });
        // From the next commit on.
        moment.visit_among(&of_once, &mut Vec::new(), &mut |moment, chosen| {
            let begun = (rule, list_ids(chosen));
            if moment.holds(chosen, once) == Some(true) && !self.begun.contains(&begun) {
                self.begun.push(begun);
            }
        });
        actual
    }
}

fn list_ids(chosen: &[(MachineId, Member<'_>)]) -> Vec<InstanceId> {
    chosen.iter().map(|(_, member)| member.id).collect()
}

/// The machines that two conditions name, each once: those of the first one first.
pub fn machines_of_both(first: &Condition, second: &Condition) -> Vec<MachineId> {
    let mut machines = Vec::new();
    add_machines(first, &mut machines);
    add_machines(second, &mut machines);
    machines
}

/// Whether a condition is about machines only that are `one for …`.
pub fn is_about_shared(runnable: &Runnable<'_>, condition: &Condition) -> bool {
    machines_of(condition).iter().all(|machine| runnable.machine(*machine).instances.is_shared())
}

/// Whether there is one instance of each machine that the conditions name, all of one conversation, for which each condition has this
/// answer (reference#rules).
pub fn find_choice(
    runnable: &Runnable<'_>,
    instances: &[Member<'_>],
    conditions: &[(&Condition, bool)],
) -> bool {
    Moment { runnable, instances }.find_instances(conditions).is_some()
}

/// Receives a choice of instances, and what each condition then is; `None` if its arithmetic cannot be done.
pub type VisitChoice<'v> = dyn FnMut(&[InstanceId], &[Option<bool>]) + 'v;

/// Calls a function with each choice of one instance of each of these machines, all of one conversation, and with what each condition
/// then is.
pub fn visit_choices(
    runnable: &Runnable<'_>,
    instances: &[Member<'_>],
    machines: &[MachineId],
    conditions: &[&Condition],
    visit: &mut VisitChoice<'_>,
) {
    Moment { runnable, instances }.visit_among(machines, &mut Vec::new(), &mut |moment, chosen| {
        let ids: Vec<_> = chosen.iter().map(|(_, member)| member.id).collect();
        let answers: Vec<_> = conditions.iter().map(|condition| moment.holds(chosen, condition)).collect();
        visit(&ids, &answers);
    });
}

/// The machines that a condition names, each once.
pub fn machines_of(condition: &Condition) -> Vec<MachineId> {
    let mut machines = Vec::new();
    add_machines(condition, &mut machines);
    machines
}

/// The instances after a commit.
#[derive(Clone, Copy)]
struct Moment<'a, 'm> {
    runnable: &'a Runnable<'m>,
    instances: &'a [Member<'a>],
}

/// One instance of each machine that a rule names.
type Chosen<'a> = Vec<(MachineId, Member<'a>)>;

impl<'a, 'm> Moment<'a, 'm> {
    /// The states and values of a choice of instances for which each condition has this answer.
    fn find_instances(&self, conditions: &[(&Condition, bool)]) -> Option<Vec<Actual>> {
        let mut machines = Vec::new();
        conditions.iter().for_each(|(condition, _)| add_machines(condition, &mut machines));
        self.find_among(&machines, &mut Vec::new(), conditions)
    }

    fn find_among(
        &self,
        machines: &[MachineId],
        chosen: &mut Chosen<'a>,
        conditions: &[(&Condition, bool)],
    ) -> Option<Vec<Actual>> {
        let Some((machine, rest)) = machines.split_first() else {
            let is_answer =
                |(condition, answer): &(&Condition, bool)| self.holds(chosen, condition) == Some(*answer);
            return conditions.iter().all(is_answer).then(|| self.describe(chosen, conditions));
        };
        for member in self.list_fitting(*machine, chosen) {
            chosen.push((*machine, member));
            let found = self.find_among(rest, chosen, conditions);
            chosen.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The instances of a machine that can be chosen with others: instances of different conversations are independent.
    fn list_fitting(
        &self,
        machine: MachineId,
        chosen: &Chosen<'a>,
    ) -> impl Iterator<Item = Member<'a>> + use<'a> {
        let conversation = chosen.iter().find_map(|(_, member)| member.conversation);
        let fits = move |member: &&'a Member<'a>| {
            let is_in_it = [None, conversation].contains(&member.conversation) || conversation.is_none();
            member.instance.machine == machine && is_in_it
        };
        self.instances.iter().filter(fits).copied()
    }

    /// Calls a function with each choice.
    fn visit_among(
        &self,
        machines: &[MachineId],
        chosen: &mut Chosen<'a>,
        visit: &mut dyn FnMut(&Self, &Chosen<'a>),
    ) {
        let Some((machine, rest)) = machines.split_first() else { return visit(self, chosen) };
        for member in self.list_fitting(*machine, chosen) {
            chosen.push((*machine, member));
            self.visit_among(rest, chosen, visit);
            chosen.pop();
        }
    }

    /// The states and the values that conditions are about.
    fn describe(&self, chosen: &Chosen<'a>, conditions: &[(&Condition, bool)]) -> Vec<Actual> {
        let mut actual = Vec::new();
        for (condition, _) in conditions {
            visit::conditions(condition, &mut |part| {
                let ConditionKind::InState(machine, _) = &part.kind else { return };
                if let Some((_, member)) = chosen.iter().find(|(of, _)| of == machine) {
                    actual.push(Actual::State(*machine, member.instance.state));
                }
            });
            visit::condition_exprs(condition, &mut |expr| {
                let ExprKind::VariableOf(machine, variable) = &expr.kind else { return };
                let owner = chosen.iter().find(|(of, _)| of == machine);
                if let Some(value) =
                    owner.and_then(|(_, member)| member.instance.context.get(variable.index()))
                {
                    actual.push(Actual::Value(expr.span, value.to_string()));
                }
            });
        }
        actual
    }

    /// Whether a condition is true; `None` if its arithmetic cannot be done.
    fn holds(&self, chosen: &Chosen<'a>, condition: &Condition) -> Option<bool> {
        match &condition.kind {
            ConditionKind::All(parts) => {
                parts.iter().try_fold(true, |all, part| Some(all && self.holds(chosen, part)?))
            }
            ConditionKind::Any(parts) => {
                parts.iter().try_fold(false, |any, part| Some(any || self.holds(chosen, part)?))
            }
            ConditionKind::Not(inner) => Some(!self.holds(chosen, inner)?),
            ConditionKind::InState(machine, states) => {
                let (_, member) = chosen.iter().find(|(of, _)| of == machine)?;
                Some(states.contains(&member.instance.state))
            }
            _ => self.eval_value_condition(chosen, condition).ok(),
        }
    }

    fn eval_value_condition(&self, chosen: &Chosen<'a>, condition: &Condition) -> Result<bool, Fault> {
        // Every variable is read from `others`: the instance itself is of no importance.
        let (machine, member) = chosen.first().copied().unwrap_or((MachineId(0), self.instances[0]));
        let instance = member.instance;
        let others: Vec<_> =
            chosen.iter().map(|(machine, member)| (*machine, &member.instance.context[..])).collect();
        let scope = Scope {
            failed: false,
            failures: &[],
            model: self.runnable.model,
            machine,
            state: instance.state,
            began: instance.state,
            id: &instance.id,
            context: &instance.context,
            payload: &[],
            items: &[],
            made: &[],
            others: &others,
        };
        // A rule asks no phrases.
        scope.holds(&mut NoBindings { is_asked: false }, condition)
    }

    fn is_sent_to(&self, message: &Message<'_>, party: Party) -> bool {
        match (message.to, party) {
            (Peer::Instance(id), Party::Machine(machine)) => {
                self.instances.iter().any(|member| member.id == id && member.instance.machine == machine)
            }
            (Peer::Scripted(to), Party::Machine(machine)) => to == machine,
            (Peer::Actor(to), Party::Actor(actor)) => to == actor,
            _ => false,
        }
    }
}

/// Adds the machines that a condition names, each once.
fn add_machines(condition: &Condition, machines: &mut Vec<MachineId>) {
    let mut found = Vec::new();
    visit::conditions(condition, &mut |part| {
        if let ConditionKind::InState(machine, _) = &part.kind {
            found.push(*machine);
        }
    });
    visit::condition_exprs(condition, &mut |expr| {
        if let ExprKind::VariableOf(machine, _) = &expr.kind {
            found.push(*machine);
        }
    });
    for machine in found {
        if !machines.contains(&machine) {
            machines.push(machine);
        }
    }
}
