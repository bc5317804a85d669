//! The worlds in which an exploration begins.
//!
//! One for each choice of the machines at which conversations begin, and of the values of their inputs. Instances of machines that are `one for
//! all` exist from the start.

use std::collections::BTreeSet;

use flow_model::model::{Expr, ExprKind, FactKind, Instances, MachineId, Model, Origin, Party, Type};
use flow_sim::exec::Value;
use flow_sim::exec::step::Instance;

use crate::engine::Engine;
use crate::regions::Holder;
use crate::slice::Place;
use crate::step::Reason;
use crate::world::{Local, NOBODY, World};

/// The most starts: more combinations of inputs are an approximation.
const MAX_STARTS: usize = 4096;

impl Engine<'_> {
    /// Finds the machines at which conversations begin: those to which the outside can send something in their initial state.
    pub(crate) fn find_beginners(&mut self) {
        let model = self.runnable.model;
        for (machine, of) in model.machines.entries() {
            if of.instances != Instances::PerConversation {
                continue;
            }
            let instance = Instance::new(self.runnable, machine, String::new());
            let local = self.new_local(instance, Some(0));
            if self.offers(local).iter().any(|offer| offer.reason == Reason::Free) {
                self.beginners.push(machine);
            }
        }
    }

    fn new_local(&mut self, mut instance: Instance, conversation: Option<u8>) -> u32 {
        self.normalize(&mut instance);
        let (deferred, questions) = (Vec::new(), Vec::new());
        let (is_fresh, is_removed) = (false, false);
        let local =
            Local { instance, conversation, maker: NOBODY, is_fresh, is_removed, deferred, questions };
        self.tables.locals.intern(local)
    }

    /// How many conversations are explored together.
    pub(crate) fn count_conversations(&self) -> u8 {
        let automatic = if self.conversations_can_meet() { 2 } else { 1 };
        self.options.conversations.unwrap_or(automatic)
    }

    /// Whether conversations can have an effect on each other: through a shared machine or a reference from outside.
    pub(crate) fn conversations_can_meet(&self) -> bool {
        let model = self.runnable.model;
        let has_shared = model.machines.iter().any(|machine| machine.instances.is_shared());
        let takes_reference = |machine: MachineId| {
            model.machines[machine].events.entries().any(|(event, of)| {
                matches!(of.from, Some(Party::Actor(_)) | None)
                    && of.fields.entries().any(|(field, known)| {
                        let place = Place::Field(machine, event, field);
                        matches!(known.ty, Type::Reference(_)) && self.knowledge.relevance.contains(place)
                    })
            })
        };
        has_shared || model.machines.ids().any(takes_reference)
    }

    /// All worlds in which an exploration begins.
    pub(crate) fn find_starts(&mut self) -> Vec<World> {
        self.find_beginners();
        let count = self.count_conversations();
        self.renews = count > 1;
        let mut choices: Vec<Vec<MachineId>> = vec![Vec::new()];
        for _ in 0..count {
            let longer = |chosen: &Vec<MachineId>| {
                let last = chosen.last().copied();
                let later =
                    self.beginners.iter().filter(move |machine| last.is_none_or(|last| **machine >= last));
                let chosen = chosen.clone();
                later.map(move |machine| [&chosen[..], &[*machine]].concat()).collect::<Vec<_>>()
            };
            let longer: Vec<_> = choices.iter().flat_map(longer).collect();
            if !longer.is_empty() {
                choices = longer;
            }
        }
        let mut starts = Vec::new();
        for beginners in choices {
            starts.extend(self.starts_of(&beginners));
        }
        starts
    }

    fn starts_of(&mut self, beginners: &[MachineId]) -> Vec<World> {
        let model = self.runnable.model;
        let mut instances: Vec<(Instance, Option<u8>)> = Vec::new();
        for (machine, of) in model.machines.entries() {
            if of.instances == Instances::One {
                instances.push((Instance::new(self.runnable, machine, of.name.text.clone()), None));
            }
        }
        for (conversation, machine) in beginners.iter().enumerate() {
            let earlier = beginners[..conversation].iter().filter(|other| *other == machine).count();
            let id = format!("{}-{}", model.machines[*machine].name.text, earlier + 1);
            let conversation = u8::try_from(conversation).unwrap_or(u8::MAX);
            instances.push((Instance::new(self.runnable, *machine, id), Some(conversation)));
        }
        let outside = self.options.outside.map_or(0, |outside| outside.saturating_add(1));
        let mut worlds = vec![World { outside, ..World::default() }];
        for (instance, conversation) in instances {
            self.reached.add_states(instance.machine, [instance.state]);
            let mut longer = Vec::new();
            let mut locals: Vec<u32> = Vec::new();
            for begun in begin_as_told(model, &instance) {
                for filled in self.fill_inputs(begun) {
                    let local = self.new_local(filled, conversation);
                    if !locals.contains(&local) {
                        locals.push(local);
                    }
                }
            }
            for local in locals {
                for world in &worlds {
                    let mut world = world.clone();
                    world.members.push(local);
                    longer.push(world);
                }
            }
            if longer.len() > MAX_STARTS {
                let note = format!("inputs: {MAX_STARTS} of their combinations were tried");
                self.knowledge.approximated.insert(note);
                longer.truncate(MAX_STARTS);
            }
            worlds = longer;
        }
        worlds
    }

    /// An instance with every value of its inputs (reference#inputs).
    fn fill_inputs(&mut self, instance: Instance) -> Vec<Instance> {
        let model = self.runnable.model;
        let machine = instance.machine;
        let mut filled = vec![instance];
        for (variable, of) in model.machines[machine].variables.entries() {
            let place = Place::Variable(machine, variable);
            let is_input = matches!(of.origin, Origin::Given | Origin::NeverSet);
            if !is_input || !self.knowledge.relevance.contains(place) {
                continue;
            }
            let values = domain_of_input(self, model, place, &of.ty);
            let with = |instance: Instance| {
                values
                    .iter()
                    .map(move |value| {
                        let mut instance = instance.clone();
                        instance.context[variable.index()] = value.clone();
                        instance
                    })
                    .collect::<Vec<_>>()
            };
            filled = filled.into_iter().flat_map(with).take(MAX_STARTS).collect();
        }
        filled
    }

    /// The names of the machines at which conversations begin.
    pub(crate) fn beginner_names(&self) -> BTreeSet<String> {
        self.beginners.iter().map(|machine| self.runnable.machine(*machine).name.text.clone()).collect()
    }
}

/// An instance as it is, and as each `given:` that leaves it in its initial state describes it. The values of one `given:` belong together.
fn begin_as_told(model: &Model, instance: &Instance) -> Vec<Instance> {
    let mut begun = vec![instance.clone()];
    for (machine, of) in model.machines.entries() {
        for scenario in &of.scenarios {
            let mut described = instance.clone();
            let is_elsewhere = scenario.given.iter().any(|fact| match fact.kind {
                FactKind::InState(of, state) | FactKind::MemberInState(of, _, state) => {
                    of == instance.machine && state != instance.state
                }
                _ => false,
            });
            for fact in &scenario.given {
                let stated = match &fact.kind {
                    FactKind::Variable(variable, value) if machine == instance.machine => {
                        Some((variable, value))
                    }
                    FactKind::VariableOf(of, _, variable, value) if *of == instance.machine => {
                        Some((variable, value))
                    }
                    _ => None,
                };
                if let Some((variable, value)) = stated
                    && let Some(value) = literal(model, value)
                {
                    let ty = &model.machines[instance.machine].variables[*variable].ty;
                    described.context[variable.index()] = value.fit(ty);
                }
            }
            if !is_elsewhere {
                begun.push(described);
            }
        }
    }
    begun
}

/// The value of an expression that consists of literals.
fn literal(model: &Model, expr: &Expr) -> Option<Value> {
    match &expr.kind {
        ExprKind::Number(digits) => Some(Value::Number(digits.parse().ok()?).fit(&expr.ty)),
        ExprKind::Text(text) => Some(Value::text(text)),
        ExprKind::Boolean(flag) => Some(Value::Boolean(*flag)),
        ExprKind::Zero => Some(Value::zero(model, &expr.ty)),
        ExprKind::Convert(inner) => Some(literal(model, inner)?.fit(&expr.ty)),
        ExprKind::List(items) => {
            Some(Value::list(items.iter().map(|item| literal(model, item)).collect::<Option<_>>()?))
        }
        _ => None,
    }
}

fn domain_of_input(engine: &mut Engine<'_>, model: &Model, place: Place, ty: &Type) -> Vec<Value> {
    let approximated = &mut engine.knowledge.approximated;
    engine.knowledge.regions.domain(model, Holder::Place(place), ty, approximated)
}
