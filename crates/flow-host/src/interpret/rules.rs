//! Evaluates the conditions of rules with the interpreter.
//!
//! Rules of generated code are read from the texts that its table has. If these do not give the same rules, none is checked.

use flow_durable::Unreadable;
use flow_model::model::{Claim, Condition, MachineId, Model, RuleId, Sources, SystemRule};
use flow_sim::exec::observer::Member;
use flow_sim::exec::step::Instance;
use flow_sim::exec::{ConversationId, InstanceId};
use flow_sim::history::rules::{machines_of, visit_choices};

use super::json::{Missing, read_object};
use super::machine::prepared;
use super::table::party_name;
use crate::rules::{Form, Judge, Part, Rule, Rules, VisitChoice};
use crate::store;

/// Why a rule under `when` is not checked.
const EVENTUAL: &str = "it is about what happens sooner or later, which `flow explore` decides";

/// The rules of a specification.
pub(crate) fn make_rules(model: &'static Model, sources: &'static Sources) -> Rules {
    let list: Vec<Rule> = model.rules.rules.iter().map(|rule| make_rule(model, sources, rule)).collect();
    let judge: Option<Box<dyn Judge>> =
        if list.is_empty() { None } else { Some(Box::new(Interpreter(model))) };
    Rules { list, judge }
}

fn make_rule(model: &'static Model, sources: &'static Sources, rule: &'static SystemRule) -> Rule {
    let form = match &rule.claim {
        _ if machines_of_rule(rule).is_empty() && !conditions_of(rule).is_empty() => {
            Form::Unchecked("it is about no machine")
        }
        Claim::Always(_) => Form::Always,
        Claim::NeverWhile(..) => Form::NeverWhile,
        Claim::OnceNever(once, _) => Form::OnceNever(machines_of(once).len()),
        Claim::AtMostOnce(receiver, event) => {
            Form::AtMostOnce { receiver: party_name(model, *receiver).to_owned(), event: event.text.clone() }
        }
        Claim::Reaches(..) | Claim::Receives(..) => Form::Unchecked(EVENTUAL),
    };
    let machines = machines_of_rule(rule).into_iter().map(MachineId::index).collect();
    Rule { text: rule.text(sources), machines, form }
}

/// The machines that the conditions of a rule name, in their order.
fn machines_of_rule(rule: &SystemRule) -> Vec<MachineId> {
    let mut machines = Vec::new();
    for machine in conditions_of(rule).iter().flat_map(|condition| machines_of(condition)) {
        if !machines.contains(&machine) {
            machines.push(machine);
        }
    }
    machines
}

fn conditions_of(rule: &SystemRule) -> Vec<&Condition> {
    match &rule.claim {
        Claim::Always(claim) => vec![claim],
        Claim::NeverWhile(first, second) | Claim::OnceNever(first, second) => vec![first, second],
        Claim::AtMostOnce(..) | Claim::Reaches(..) | Claim::Receives(..) => Vec::new(),
    }
}

/// The interpreter of a specification.
struct Interpreter(&'static Model);

impl Interpreter {
    fn read(&self, stored: &store::Instance) -> Result<Instance, Unreadable> {
        let fail = |what: &str| Unreadable::new(format!("@{} {}", stored.machine, stored.id), what);
        let found = self.0.machines.entries().find(|(_, machine)| machine.name.text == stored.machine);
        let (id, machine) = found.ok_or_else(|| fail("there is no such machine"))?;
        let state = machine.states.entries().find(|(_, state)| state.name.text == stored.state);
        let (state, _) = state.ok_or_else(|| fail("there is no such state"))?;
        let variables = machine.variables.iter().map(|variable| (variable.name.text.as_str(), &variable.ty));
        let context = read_object(self.0, variables, Missing::Zero, &stored.context)
            .map_err(|error| fail(&error.to_string()))?;
        Ok(Instance { machine: id, id: stored.id.clone(), state, context })
    }
}

impl Judge for Interpreter {
    fn visit_choices(
        &self,
        rule: usize,
        part: Part,
        instances: &[&store::Instance],
        visit: &mut VisitChoice<'_>,
    ) -> Result<(), Unreadable> {
        let rule = &self.0.rules.rules[RuleId::new(rule)];
        let read = instances.iter().map(|instance| self.read(instance)).collect::<Result<Vec<_>, _>>()?;
        // Numbers of instances are places in this list.
        let member = |(at, (stored, instance))| {
            let stored: &&store::Instance = stored;
            let conversation =
                stored.conversation.and_then(|of| usize::try_from(of).ok()).map(ConversationId);
            Member { id: InstanceId(at), conversation, instance }
        };
        let members: Vec<Member<'_>> = instances.iter().zip(&read).enumerate().map(member).collect();
        let mut conditions = conditions_of(rule);
        let machines = match part {
            Part::Whole => machines_of_rule(rule),
            Part::First => {
                conditions.truncate(1);
                conditions.iter().flat_map(|condition| machines_of(condition)).collect()
            }
        };
        visit_choices(&prepared(self.0), &members, &machines, &conditions, &mut |chosen, answers| {
            let numbers: Vec<i64> = chosen.iter().map(|id| instances[id.0].n).collect();
            visit(&numbers, answers);
        });
        Ok(())
    }
}

/// The rules of generated code, from the texts of its specification.
#[cfg(feature = "rules")]
pub(crate) fn read_rules(table: &'static flow_durable::ProgramTable) -> Rules {
    use flow_model::MemoryLoader;
    use flow_project::{Request, analyze};

    let unchecked = |why| Rules::unchecked(table.rules, why);
    if table.rules.is_empty() {
        return Rules::default();
    }
    if table.number != "decimal" {
        return unchecked("numbers are no decimals, which the interpreter does not have");
    }
    let request = Request::new(table.files.iter().map(|(path, _)| *path));
    let analysis = analyze(&request, &mut MemoryLoader::new(table.files.iter().copied()));
    let model: &'static Model = Box::leak(Box::new(analysis.model));
    let sources: &'static Sources = Box::leak(Box::new(analysis.program.sources));
    let rules = make_rules(model, sources);
    let names = |rules: &Rules| rules.list.iter().map(|rule| rule.text.clone()).collect::<Vec<_>>();
    match names(&rules) == table.rules {
        true => rules,
        false => unchecked("the texts of the specification in the program cannot be read again"),
    }
}
