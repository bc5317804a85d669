//! Which steps break a rule.
//!
//! A rule is observed while the steps of the path to a finding are listed, so that instances have their names there. What was true of
//! which instances is remembered as the rule itself does it; a later conversation ends what is known of a rule under `when`.

use std::collections::BTreeMap;

use flow_model::model::{Claim, Condition, ConditionKind, ExprKind, MachineId, RuleId};
use flow_model::{visit, words};
use flow_sim::exec::InstanceId;
use flow_sim::history::rules::{machines_of, machines_of_both, visit_choices};

use crate::cast::Cast;
use crate::engine::Engine;
use crate::rules::list_members;
use crate::step::{Action, Successor};
use crate::text::name_of;
use crate::trace::{Ending, Member, Trace};
use crate::view::View;
use crate::world::{Slot, World};

/// The observations of a rule on a path. Steps are counted as those of the trace.
#[derive(Debug)]
pub(crate) struct Observed {
    rule: RuleId,
    /// Of `once A, never B`: each choice of instances of which A was true, what it was, and the first step after which it was.
    begun: Vec<(Vec<Member>, String, usize)>,
    /// Of `at most once`: the steps that send the event.
    sent: Vec<usize>,
    /// Under `when`: the bits of what the rule requires and has not got yet, each with the step after which it does; 0 is the start.
    since: BTreeMap<u32, usize>,
}

impl Observed {
    pub(crate) fn new(rule: RuleId) -> Observed {
        Observed { rule, begun: Vec::new(), sent: Vec::new(), since: BTreeMap::new() }
    }

    /// Looks at the world at the start of a path.
    pub(crate) fn see_start(&mut self, engine: &Engine<'_>, world: &World) {
        self.see_marks(engine.marks_of(self.rule, world), 0);
    }

    /// Looks at a step of the path, which is more than one of the trace if deferred messages belong to it: `first` is the number of the
    /// first one.
    pub(crate) fn see_step(
        &mut self,
        engine: &Engine<'_>,
        successor: &Successor,
        cast: &Cast,
        (first, last): (usize, usize),
    ) {
        let rule = &engine.runnable.model.rules.rules[self.rule];
        match &rule.claim {
            Claim::OnceNever(once, _) => self.add_begun(engine, &successor.world, cast, once, last),
            Claim::AtMostOnce(by, event) => {
                for (at, taken) in successor.taken.iter().enumerate() {
                    let count = engine.count_sent(taken.outcome(), *by, &event.text);
                    self.sent.extend(std::iter::repeat_n(first + at, count));
                }
            }
            Claim::Reaches(..) | Claim::Receives(..) => {
                // The bits of those that remain move.
                if matches!(successor.action, Action::Begin { .. }) {
                    self.since.clear();
                } else {
                    self.see_marks(engine.marks_of(self.rule, &successor.world), last);
                }
            }
            Claim::Always(_) | Claim::NeverWhile(..) => {}
        }
    }

    fn see_marks(&mut self, marks: u32, step: usize) {
        self.since.retain(|bit, _| marks & bit != 0);
        for bit in (0..u32::BITS).map(|bit| 1 << bit).filter(|bit| marks & bit != 0) {
            self.since.entry(bit).or_insert(step);
        }
    }

    fn add_begun(&mut self, engine: &Engine<'_>, world: &World, cast: &Cast, once: &Condition, step: usize) {
        let scene = Scene { engine, world, cast };
        let machines = machines_of(once);
        scene.visit(&machines, &[once], &mut |slots, answers| {
            let members: Vec<Member> = slots.iter().filter_map(|slot| cast.get(*slot).cloned()).collect();
            if answers[0] == Some(true) && !self.begun.iter().any(|(of, ..)| *of == members) {
                self.begun.push((members, scene.describe(&machines, slots, once), step));
            }
        });
    }

    /// Why the rule is broken at the end of a path.
    pub(crate) fn explain(
        &self,
        engine: &Engine<'_>,
        world: &World,
        cast: &Cast,
        trace: &Trace,
    ) -> Option<String> {
        let scene = Scene { engine, world, cast };
        let last = trace.steps.len();
        match &engine.runnable.model.rules.rules[self.rule].claim {
            Claim::Always(always) => {
                let machines = machines_of(always);
                let actual = scene.find(&machines, &[always], &|_, answers| answers[0] == Some(false))?;
                Some(format!("after step {last}, {}", scene.describe(&machines, &actual, always)))
            }
            Claim::NeverWhile(claim, during) => {
                let machines = machines_of_both(claim, during);
                let holds =
                    |_: &[Slot], answers: &[Option<bool>]| answers.iter().all(|answer| *answer == Some(true));
                let actual = scene.find(&machines, &[claim, during], &holds)?;
                let described =
                    [claim, during].map(|condition| scene.describe(&machines, &actual, condition));
                Some(format!("after step {last}, {}", described.join(" and ")))
            }
            Claim::OnceNever(once, claim) => self.explain_once(&scene, once, claim, last),
            Claim::AtMostOnce(..) => match self.sent.as_slice() {
                [.., first, second] if first == second => Some(format!("step {second} sends it twice")),
                [first, .., second] => {
                    Some(format!("step {first} sends it, and step {second} sends it again"))
                }
                _ => None,
            },
            Claim::Reaches(machine, _) => {
                let since = self.describe_since()?;
                let rests = trace.ending == Ending::Rests;
                let stays = rests.then(|| scene.describe_states(*machine)).flatten();
                Some(match stays {
                    Some(stays) => format!("{since}, the rule requires it, and {stays} for ever"),
                    None => format!("{since}, the rule requires it"),
                })
            }
            Claim::Receives(..) => {
                Some(format!("{}, the rule requires it, and no later step sends it", self.describe_since()?))
            }
        }
    }

    fn describe_since(&self) -> Option<String> {
        Some(match *self.since.values().min()? {
            0 => "from the start on".to_owned(),
            step => format!("from step {step} on"),
        })
    }

    fn explain_once(
        &self,
        scene: &Scene<'_, '_>,
        once: &Condition,
        claim: &Condition,
        last: usize,
    ) -> Option<String> {
        let machines = machines_of_both(once, claim);
        let first = machines_of(once).len();
        let before = |slots: &[Slot]| {
            let members: Vec<&Member> =
                slots[..first].iter().filter_map(|slot| scene.cast.get(*slot)).collect();
            self.begun.iter().find(|(of, _, step)| *step < last && of.iter().eq(members.iter().copied()))
        };
        let actual = scene.find(&machines, &[claim], &|slots, answers| {
            answers[0] == Some(true) && before(slots).is_some()
        })?;
        let (_, was, step) = before(&actual)?;
        Some(format!(
            "after step {step}, {was}; after step {last}, {}",
            scene.describe(&machines, &actual, claim)
        ))
    }
}

/// What the conditions of a rule are for a choice of instances; `None` if their arithmetic cannot be done.
type Answers = [Option<bool>];

/// Receives a choice of instances.
type VisitScene<'v> = dyn FnMut(&[Slot], &Answers) + 'v;

/// Whether a choice of instances is meant.
type IsMeant<'v> = dyn Fn(&[Slot], &Answers) -> bool + 'v;

/// A world of a path, with names.
struct Scene<'a, 'm> {
    engine: &'a Engine<'m>,
    world: &'a World,
    cast: &'a Cast,
}

impl Scene<'_, '_> {
    /// Calls a function with each choice of instances, and what the conditions are.
    fn visit(&self, machines: &[MachineId], conditions: &[&Condition], visit: &mut VisitScene<'_>) {
        let view = View { tables: &self.engine.tables, model: self.engine.runnable.model, world: self.world };
        let members = list_members(&view);
        visit_choices(
            self.engine.runnable,
            &members,
            machines,
            conditions,
            &mut |chosen: &[InstanceId], answers| {
                visit(&crate::rules::slots_of(chosen), answers);
            },
        );
    }

    /// The first choice for which something is so.
    fn find(
        &self,
        machines: &[MachineId],
        conditions: &[&Condition],
        is_meant: &IsMeant<'_>,
    ) -> Option<Vec<Slot>> {
        let mut found = None;
        self.visit(machines, conditions, &mut |slots, answers| {
            if found.is_none() && is_meant(slots, answers) {
                found = Some(slots.to_vec());
            }
        });
        found
    }

    /// The states and values that a condition is about: `@order is in #sent`, `$left of @stock is -1`.
    fn describe(&self, machines: &[MachineId], slots: &[Slot], condition: &Condition) -> String {
        let model = self.engine.runnable.model;
        let chosen = |machine: &MachineId| {
            let slot = machines.iter().zip(slots).find(|(of, _)| *of == machine).map(|(_, slot)| *slot)?;
            let local = self.engine.tables.locals.get(self.world.members[usize::from(slot)]);
            Some((name_of(model, self.cast.get(slot)?), local))
        };
        let mut parts: Vec<String> = Vec::new();
        let mut add = |part: String| {
            if !parts.contains(&part) {
                parts.push(part);
            }
        };
        visit::conditions(condition, &mut |part| {
            if let ConditionKind::InState(machine, _) = &part.kind
                && let Some((name, local)) = chosen(machine)
            {
                add(format!(
                    "{name} is in {}",
                    words::state(&model.machines[*machine], local.instance.state)
                ));
            }
        });
        visit::condition_exprs(condition, &mut |expr| {
            if let ExprKind::VariableOf(machine, variable) = &expr.kind
                && let Some((name, local)) = chosen(machine)
                && let Some(value) = local.instance.context.get(variable.index())
            {
                let variable = &model.machines[*machine].variables[*variable].name.text;
                add(format!("${variable} of {name} is {value}"));
            }
        });
        parts.join(" and ")
    }

    /// The states of a machine's instances, if there is one: `@payment stays in #charged`.
    fn describe_states(&self, machine: MachineId) -> Option<String> {
        let model = self.engine.runnable.model;
        let members = self.world.members.iter().enumerate();
        let mut states = members.filter_map(|(slot, local)| {
            let local = self.engine.tables.locals.get(*local);
            let is_meant = local.instance.machine == machine && !local.is_removed;
            let member = self.cast.get(Slot::try_from(slot).ok()?)?;
            is_meant.then(|| {
                let state = words::state(&model.machines[machine], local.instance.state);
                format!("{} stays in {state}", name_of(model, member))
            })
        });
        let only = states.next()?;
        states.next().is_none().then_some(only)
    }
}
