//! The worlds in which an exploration begins.
//!
//! One for each choice of the machines at which conversations begin, and of the values of their inputs. Instances of machines that are `one
//! for all` exist from the start. With `--from`, an instance is placed in a later state, alone and as each `given:` that names the state
//! describes it.

use std::collections::BTreeSet;

use flow_model::model::{
    Expr, ExprKind, FactKind, Instances, MachineId, Model, Origin, Party, Side, StateId, Type, VariableId,
};
use flow_project::StartState;
use flow_sim::exec::Value;
use flow_sim::exec::step::{Instance, start_entering_timers};

use crate::asker::Asker;
use crate::engine::Engine;
use crate::outcome::Effect;
use crate::regions::Holder;
use crate::slice::Place;
use crate::step::Reason;
use crate::world::{Local, NOBODY, RunningTimer, Slot, World};

/// The most starts: more combinations of inputs are an approximation.
const MAX_STARTS: usize = 4096;

/// The most combinations of the start values of instances with keys. Beyond them, all keys have the first values, or all the second ones.
const MAX_KEYED_STARTS: usize = 16;

/// How many instances with keys have slots before they are made: a world has room for [`MAX_MEMBERS`](crate::world::MAX_MEMBERS) in all.
const MAX_RESERVED: usize = 8;

/// An instance of a machine that is `one for each …`.
struct Keyed {
    /// Its local state before its first event makes it; `None` if it gets a slot only then.
    absent: Option<u32>,
    /// Those in which it begins if the program gives it values. It is there from the start then.
    begun: Vec<u32>,
}

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

    /// The local state of an instance at its beginning.
    pub(crate) fn new_local(&mut self, mut instance: Instance, conversation: Option<u8>) -> u32 {
        self.normalize(&mut instance);
        let (deferred, questions, kept, begun) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (is_fresh, is_removed) = (false, false);
        let maker = NOBODY;
        let local =
            Local { instance, conversation, maker, is_fresh, is_removed, deferred, questions, kept, begun };
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

    /// All worlds in which an exploration begins; none if the state of `--from` does not exist.
    pub(crate) fn find_starts(&mut self) -> Vec<World> {
        self.find_beginners();
        let count = self.count_conversations();
        self.renews = count > 1;
        let model = self.runnable.model;
        let mut casts = vec![Vec::new()];
        if let Some(from) = self.options.from.clone() {
            casts = list_places(model, &from);
        }
        let mut starts = Vec::new();
        for placed in casts {
            // A conversation begins with those that are placed; the others begin as ever.
            let has_own =
                |(machine, _): &&(MachineId, StateId)| !model.machines[*machine].instances.is_shared();
            let first = placed.iter().find(has_own).map(|(machine, _)| *machine);
            for beginners in self.choose_beginners(first, count) {
                starts.extend(self.starts_of(&beginners, &placed));
            }
        }
        starts
    }

    /// The machines at which a number of conversations begin, in every combination; the first one is given, or any.
    fn choose_beginners(&self, first: Option<MachineId>, count: u8) -> Vec<Vec<MachineId>> {
        let mut choices: Vec<Vec<MachineId>> = vec![first.into_iter().collect()];
        for _ in u8::from(first.is_some())..count {
            let longer = |chosen: &Vec<MachineId>| {
                let last =
                    if first.is_some() { chosen.get(1..).and_then(<[_]>::last) } else { chosen.last() };
                let last = last.copied();
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
        choices
    }

    /// The worlds in which conversations begin at some machines; instances of those that are placed are in other states than the initial
    /// ones.
    fn starts_of(&mut self, beginners: &[MachineId], placed: &[(MachineId, StateId)]) -> Vec<World> {
        let instances = self.list_instances(beginners, placed);
        let outside = self.options.outside.map_or(0, |outside| outside.saturating_add(1));
        let mut worlds = vec![World { outside, ..World::default() }];
        for (instance, conversation) in instances {
            self.reached.add_states(instance.machine, [instance.state]);
            let mut longer = Vec::new();
            for local in self.list_beginnings(&instance, conversation) {
                for world in &worlds {
                    let mut world = world.clone();
                    world.members.push(local);
                    self.start_timers(&mut world);
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
        let keyed = self.choose_keyed();
        let pairs = keyed.iter().flat_map(|keyed| worlds.iter().map(move |world| (world, keyed)));
        pairs.map(|(world, keyed)| self.add_keyed(world, keyed)).collect()
    }

    /// A world with instances with keys, after the shared ones: those of conversations get other slots when one makes room.
    fn add_keyed(&mut self, world: &World, keyed: &[u32]) -> World {
        let mut world = world.clone();
        let is_shared = |local: &&u32| self.tables.locals.get(**local).conversation.is_none();
        let first = world.members.iter().take_while(is_shared).count();
        world.members.splice(first..first, keyed.iter().copied());
        for timer in &mut world.timers {
            let known = self.tables.timers.get(*timer);
            if usize::from(known.slot) >= first {
                let slot = known.slot.saturating_add(Slot::try_from(keyed.len()).unwrap_or(NOBODY));
                let moved = RunningTimer { slot, ..RunningTimer::clone(known) };
                *timer = self.tables.timers.intern(moved);
            }
        }
        world
    }

    /// The instances with keys at the start, in every combination of the values that the program gives them. One that is made later has a
    /// slot from the start, so that the order in which they are made does not matter.
    fn choose_keyed(&mut self) -> Vec<Vec<u32>> {
        let reserves = self.renews;
        let keyed = self.list_keyed();
        let absent = |keyed: &Keyed| keyed.absent.filter(|_| reserves);
        let extend = |chosen: Vec<Vec<u32>>, keyed: &Keyed| {
            let with = |chosen: &Vec<u32>, local: Option<u32>| chosen.iter().copied().chain(local).collect();
            let without = chosen.iter().map(|chosen| with(chosen, absent(keyed)));
            let begun = chosen.iter().flat_map(|chosen| {
                keyed.begun.iter().map(|local| with(chosen, Some(*local))).collect::<Vec<_>>()
            });
            without.chain(begun).collect()
        };
        let count = keyed.iter().map(|keyed| keyed.begun.len() + 1).fold(1, usize::saturating_mul);
        if count <= MAX_KEYED_STARTS {
            return keyed.iter().fold(vec![Vec::new()], extend);
        }
        let note = "start values of keys: not every combination of them was tried".to_owned();
        self.knowledge.approximated.insert(note);
        let most = keyed.iter().map(|keyed| keyed.begun.len()).max().unwrap_or(0).min(MAX_KEYED_STARTS);
        let nth = |keyed: &Keyed, at: usize| match keyed.begun.len() {
            0 => absent(keyed),
            count => Some(keyed.begun[at.min(count - 1)]),
        };
        let all = |at: usize| keyed.iter().filter_map(|keyed| nth(keyed, at)).collect();
        let none = keyed.iter().filter_map(absent).collect();
        [none].into_iter().chain((0..most).map(all)).collect()
    }

    /// The instances of the machines that are `one for each …`, one for each key.
    fn list_keyed(&mut self) -> Vec<Keyed> {
        let model = self.runnable.model;
        let (mut all, mut reserved) = (Vec::new(), 0);
        for (machine, of) in model.machines.entries() {
            if !matches!(of.instances, Instances::PerKey(_)) {
                continue;
            }
            let mut of_machine = Vec::new();
            for keys in self.all_keys(machine) {
                let instance = self.new_keyed(machine, &keys);
                let plain = self.new_local(instance.clone(), None);
                let mut begun = self.list_beginnings(&instance, None);
                begun.retain(|local| *local != plain);
                let absent = (reserved < MAX_RESERVED).then(|| self.new_absent(machine));
                reserved += 1;
                of_machine.push((instance.id, Keyed { absent, begun }));
            }
            // Others get their slots in the order in which they are found.
            if of_machine.iter().any(|(_, keyed)| !keyed.begun.is_empty()) {
                for (id, _) in &of_machine {
                    self.number_of_key(machine, id);
                }
            }
            all.extend(of_machine.into_iter().map(|(_, keyed)| keyed));
        }
        all
    }

    /// A slot for an instance with a key that has not been made.
    fn new_absent(&mut self, machine: MachineId) -> u32 {
        let local = self.new_local(Instance::new(self.runnable, machine, String::new()), None);
        let local = Local { is_removed: true, ..Local::clone(self.tables.locals.get(local)) };
        self.tables.locals.intern(local)
    }

    /// The local states in which an instance begins: with every value of its inputs, and as each `given:` describes it.
    pub(crate) fn list_beginnings(&mut self, instance: &Instance, conversation: Option<u8>) -> Vec<u32> {
        let mut locals: Vec<u32> = Vec::new();
        for (begun, told) in begin_as_told(self.runnable.model, instance) {
            for filled in self.fill_inputs(begun, &told) {
                let local = self.new_local(filled, conversation);
                if !locals.contains(&local) {
                    locals.push(local);
                }
            }
        }
        locals
    }

    /// The instances at the start, each with its conversation.
    fn list_instances(
        &self,
        beginners: &[MachineId],
        placed: &[(MachineId, StateId)],
    ) -> Vec<(Instance, Option<u8>)> {
        let model = self.runnable.model;
        let place = |mut instance: Instance| {
            if let Some((_, state)) = placed.iter().find(|(machine, _)| *machine == instance.machine) {
                instance.state = *state;
            }
            instance
        };
        let mut instances = Vec::new();
        for (machine, of) in model.machines.entries() {
            if of.instances == Instances::One {
                instances.push((place(Instance::new(self.runnable, machine, of.name.text.clone())), None));
            }
        }
        let mut first: Vec<MachineId> = beginners.first().copied().into_iter().collect();
        let others = placed.iter().map(|(machine, _)| *machine);
        first.extend(others.filter(|machine| {
            !model.machines[*machine].instances.is_shared() && Some(machine) != beginners.first()
        }));
        let own = first.into_iter().map(|machine| (0, machine));
        let later =
            beginners.iter().enumerate().skip(1).map(|(conversation, machine)| (conversation, *machine));
        for (conversation, machine) in own.chain(later) {
            let earlier = instances.iter().filter(|(instance, _)| instance.machine == machine).count();
            let id = format!("{}-{}", model.machines[machine].name.text, earlier + 1);
            let instance = Instance::new(self.runnable, machine, id);
            let instance = if conversation == 0 { place(instance) } else { instance };
            instances.push((instance, Some(u8::try_from(conversation).unwrap_or(u8::MAX))));
        }
        instances
    }

    /// Starts the timers of the state that the last instance of a world is placed in, as in a story that begins there.
    fn start_timers(&mut self, world: &mut World) {
        let Some(slot) = world.members.len().checked_sub(1).and_then(|slot| Slot::try_from(slot).ok()) else {
            return;
        };
        let runnable = self.runnable;
        let mut instance = self.tables.locals.get(world.members[usize::from(slot)]).instance.clone();
        let (machine, state) = (instance.machine, instance.state);
        let of = runnable.machine(machine);
        if state == of.initial {
            return;
        }
        let (mut started, mut asks_time) = (Vec::new(), false);
        for crossing in &of.crossings {
            if crossing.side == Side::Entering && crossing.states.contains(&state) {
                let mut asker = Asker::new(&[], &mut self.knowledge, None);
                started.extend(start_entering_timers(runnable, &mut asker, &mut instance, &crossing.body));
                asks_time |= asker.asks_time;
            }
        }
        if asks_time {
            let note = format!("now() where @{} begins: every moment is one and the same", of.name.text);
            self.knowledge.approximated.insert(note);
        }
        for (timer, started) in started {
            if let Effect::Start(timer) = self.time((machine, state), timer, &started) {
                let timer = self.tables.timers.intern(RunningTimer { slot, ..timer });
                world.timers.push(timer);
            }
        }
    }

    /// An instance with every value of its inputs (reference#inputs), except for those that are told.
    fn fill_inputs(&mut self, instance: Instance, told: &BTreeSet<VariableId>) -> Vec<Instance> {
        let model = self.runnable.model;
        let machine = instance.machine;
        let mut filled = vec![instance];
        for (variable, of) in model.machines[machine].variables.entries() {
            let place = Place::Variable(machine, variable);
            let is_input = matches!(of.origin, Origin::Given | Origin::NeverSet);
            if !is_input || told.contains(&variable) || !self.knowledge.relevance.contains(place) {
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

/// The instances that are placed for `--from`: the one in that state alone and, for each `given:` that names the state, with the other
/// machines in the states of its facts.
fn list_places(model: &Model, from: &str) -> Vec<Vec<(MachineId, StateId)>> {
    let mut places = Vec::new();
    let meant = StartState::parse(from).map(|from| from.find_places(model));
    for (machine, state) in meant.unwrap_or_default() {
        places.push(vec![(machine, state)]);
        let scenarios = model.machines.iter().flat_map(|of| of.scenarios.iter());
        for scenario in scenarios {
            let mut told: Vec<(MachineId, StateId)> = Vec::new();
            for fact in &scenario.given {
                if let FactKind::InState(of, state) = fact.kind
                    && !matches!(model.machines[of].instances, Instances::PerKey(_))
                    && told.iter().all(|(known, _)| *known != of)
                {
                    told.push((of, state));
                }
            }
            if told.contains(&(machine, state)) {
                // The instance of `--from` is first.
                told.sort_by_key(|(of, _)| *of != machine);
                if !places.contains(&told) {
                    places.push(told);
                }
            }
        }
    }
    places
}

/// The unchanged instance, and a variant with the values of each `given:` that leaves it in its initial state, each with the variables that
/// are told.
fn begin_as_told(model: &Model, instance: &Instance) -> Vec<(Instance, BTreeSet<VariableId>)> {
    let mut begun = vec![(instance.clone(), BTreeSet::new())];
    for (machine, of) in model.machines.entries() {
        for scenario in &of.scenarios {
            let (mut described, mut told) = (instance.clone(), BTreeSet::new());
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
                    // A list may be longer than those that are tried; other values are among these, or like one of them.
                    if matches!(ty, Type::Array(_)) {
                        told.insert(*variable);
                    }
                }
            }
            let is_there = scenario.given.iter().any(|fact| {
                matches!(fact.kind, FactKind::InState(of, state) if (of, state) == (instance.machine, instance.state))
            });
            let is_initial = instance.state == model.machines[instance.machine].initial;
            if !is_elsewhere && (is_initial || is_there) {
                begun.push((described, told));
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
