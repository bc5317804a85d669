//! Fingerprints of machines: equal ones mean the same machine, wherever in its file it is.
//!
//! A place is taken relative to where the machine begins that it belongs to. So a result that was derived from one machine alone is the
//! result for any machine with its fingerprint, once its places are moved. The meaning of a machine also depends on the names and types
//! that its ids refer to; those are added ([`Fingerprints::of`]).

use std::hash::{Hash, Hasher};

use flow_syntax::gather::Gather;
use flow_syntax::mix::Mix;
use flow_syntax::ordered::Set;
use flow_syntax::source::{FileId, Span};

use crate::model::{ActorId, List, Machine, MachineId, MessageId, Model, Party, Step, Target};
use crate::visit;

/// A fingerprint.
pub(crate) type Key = (u64, u64);

/// The part of a file that belongs to a machine: from its name up to where another machine begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    file: FileId,
    start: u32,
    end: u32,
    machine: MachineId,
}

/// The regions of all machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Regions {
    /// In the order of their places.
    sorted: Vec<Region>,
}

impl Regions {
    fn of(model: &Model) -> Regions {
        let mut beginnings = Vec::new();
        for (id, machine) in model.machines.entries() {
            let spans = machine.scenarios.iter().map(|scenario| scenario.span).chain([machine.name.span]);
            beginnings.extend(spans.map(|span| (span.file, span.start, id)));
        }
        beginnings.sort_unstable();
        let region = |(machine, of): (MachineId, &Machine)| {
            let Span { file, start, .. } = of.name.span;
            let at = beginnings.partition_point(|place| *place <= (file, start, machine));
            let mut after = beginnings[at..].iter().take_while(|(other, ..)| *other == file);
            let end = after.find(|(.., other)| *other != machine).map_or(u32::MAX, |(_, end, _)| *end);
            Region { file, start, end, machine }
        };
        let mut sorted = model.machines.entries().map(region).gather();
        sorted.sort_by_key(|region| (region.file, region.start));
        Regions { sorted }
    }

    /// The region in which a place begins.
    fn find(&self, span: Span) -> Option<&Region> {
        let after =
            self.sorted.partition_point(|region| (region.file, region.start) <= (span.file, span.start));
        let region = self.sorted.get(after.checked_sub(1)?)?;
        (region.file == span.file && span.start < region.end).then_some(region)
    }

    /// Moves a place to where its machine is among other regions.
    pub(crate) fn relocate(&self, span: &mut Span, to: &Regions) {
        let from = self.find(*span);
        let to = from.and_then(|from| to.sorted.iter().find(|region| region.machine == from.machine));
        if let (Some(from), Some(to)) = (from, to) {
            let by = |at: u32| to.start.wrapping_add(at.wrapping_sub(from.start));
            *span = Span { file: to.file, start: by(span.start), end: by(span.end) };
        }
    }
}

/// The names of the messages to actors outside, hashed. Their numbers depend on the whole text.
#[derive(Clone, Debug, Default)]
pub(crate) struct MessageNames(List<ActorId, List<MessageId, Key>>);

impl MessageNames {
    /// Those of a model.
    pub(crate) fn of(model: &Model) -> MessageNames {
        let key = |name: &str| {
            let mut mix = Mix::new();
            name.hash(&mut mix);
            mix.key()
        };
        MessageNames(model.actors.map(|actor| actor.messages.map(|message| key(&message.name.text))))
    }
}

/// The fingerprint of the scenarios of a machine, which are most of it.
#[derive(Clone, Debug)]
pub(crate) struct ScenariosPrint {
    key: Key,
    /// Where they emit to, in the order of the first emits in the machine.
    pub(crate) targets: Vec<Target>,
    /// Whether all their places are in the region of the machine, so that it stays the same when that moves.
    pub(crate) is_movable: bool,
}

/// The data that the fingerprints of all machines of a model share.
pub(crate) struct Fingerprints<'m> {
    model: &'m Model,
    /// The places of the machines.
    pub(crate) regions: Regions,
    messages: MessageNames,
    /// The fingerprint of the types that have names.
    types: Key,
}

impl<'m> Fingerprints<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let mut types = Fingerprint::new(None);
        (&model.objects, &model.choices).hash(&mut types);
        let types = types.mix.key();
        Fingerprints { model, regions: Regions::of(model), messages: MessageNames::of(model), types }
    }

    /// The fingerprint of a machine after its accepted states are found, the steps that its handlers cross are settled, and the presence of
    /// fields is known. `unsolved` is the one of before: the rest of the machine follows from these.
    pub(crate) fn of_solved(
        machine: &Machine,
        unsolved: Key,
        regions: &Regions,
        messages: &MessageNames,
    ) -> Key {
        let mut print = Fingerprint::new(Some((regions, messages)));
        (unsolved, &machine.acceptance).hash(&mut print);
        for field in machine.events.iter().flat_map(|event| &event.fields) {
            field.presence.hash(&mut print);
        }
        print.mix.key()
    }

    /// The fingerprint of the scenarios of a machine.
    pub(crate) fn of_scenarios(&self, id: MachineId) -> ScenariosPrint {
        let machine = &self.model.machines[id];
        let mut print = Fingerprint::new(Some((&self.regions, &self.messages)));
        print.own = Some(id);
        let Machine { crossings, phrases, scenarios, handlers, items, .. } = machine;
        (crossings, phrases, scenarios, handlers, items).hash(&mut print);
        let (mut known, mut targets) = (Set::new(), Vec::new());
        let bodies = handlers.iter().map(|handler| &handler.body);
        for body in bodies.chain(crossings.iter().map(|crossing| &crossing.body)) {
            visit::steps(body, &mut |step| {
                if let Step::Emit(emit) = step
                    && known.insert(emit.target)
                {
                    targets.push(emit.target);
                }
            });
        }
        let is_movable = !print.has_others;
        ScenariosPrint { key: print.mix.key(), targets, is_movable }
    }

    /// The fingerprint of a machine, including the names and types that it refers to.
    pub(crate) fn of(&self, id: MachineId, of_scenarios: &ScenariosPrint) -> Key {
        let Machine {
            name,
            instances,
            states,
            initial,
            groups,
            ends,
            crossings: _,
            uses_id,
            variables,
            items: _,
            events,
            phrases: _,
            scenarios: _,
            handlers: _,
            acceptance: _,
        } = &self.model.machines[id];
        let mut print = Fingerprint::new(Some((&self.regions, &self.messages)));
        (id, self.types, of_scenarios.key).hash(&mut print);
        (name, instances, states, initial, groups, ends, uses_id, variables, events).hash(&mut print);
        for event in events {
            self.hash_party(event.from, &mut print);
        }
        of_scenarios.targets.iter().for_each(|target| self.hash_target(*target, &mut print));
        print.mix.key()
    }

    fn hash_party(&self, party: Option<Party>, print: &mut Fingerprint<'_>) {
        match party {
            Some(Party::Machine(id)) => self.model.machines[id].name.text.hash(print),
            Some(Party::Actor(id)) => self.model.actors[id].name.text.hash(print),
            Some(Party::System | Party::Itself) | None => {}
        }
    }

    fn hash_target(&self, target: Target, print: &mut Fingerprint<'_>) {
        match target {
            Target::Machine(id, event) => {
                let to = &self.model.machines[id];
                (&to.name.text, &to.events[event].name.text, &to.instances).hash(print);
                let keys = to.instances.keys().iter();
                keys.for_each(|key| to.variables[*key].name.text.hash(print));
                to.events[event].fields.iter().for_each(|field| (&field.name.text, &field.ty).hash(print));
            }
            Target::Actor(id, message) => {
                let to = &self.model.actors[id];
                (&to.name.text, &to.messages[message].name.text).hash(print);
                to.messages[message]
                    .fields
                    .iter()
                    .for_each(|field| (&field.name.text, &field.ty).hash(print));
            }
            Target::Itself(_) => {}
        }
    }
}

/// A hasher that takes places relative to the regions that they are in, or not at all, and messages to actors by their names.
struct Fingerprint<'r> {
    surroundings: Option<(&'r Regions, &'r MessageNames)>,
    /// The machine that is hashed.
    own: Option<MachineId>,
    /// Whether a place was in no region, or in that of another machine.
    has_others: bool,
    mix: Mix,
}

impl<'r> Fingerprint<'r> {
    fn new(surroundings: Option<(&'r Regions, &'r MessageNames)>) -> Self {
        Fingerprint { surroundings, own: None, has_others: false, mix: Mix::new() }
    }
}

impl Hasher for Fingerprint<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.mix.write(bytes);
    }

    fn write_u8(&mut self, value: u8) {
        self.mix.write_u8(value);
    }

    fn write_u32(&mut self, value: u32) {
        self.mix.write_u32(value);
    }

    fn write_u64(&mut self, value: u64) {
        self.mix.write_u64(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.mix.write_usize(value);
    }

    fn write_isize(&mut self, value: isize) {
        self.mix.write_isize(value);
    }

    /// A place.
    fn write_u128(&mut self, value: u128) {
        let Some((regions, _)) = self.surroundings else { return };
        let span =
            Span { file: FileId((value >> 64) as u32), start: (value >> 32) as u32, end: value as u32 };
        let region = regions.find(span);
        self.has_others |= region.map(|region| region.machine) != self.own;
        let (place, origin) = match region {
            Some(region) => (u64::from(region.machine.0) << 1 | 1, region.start),
            None => (u64::from(span.file.0) << 1, 0),
        };
        self.mix.write_u64(place);
        let [start, end] = [span.start, span.end].map(|at| u64::from(at.wrapping_sub(origin)));
        self.mix.write_u64(start << 32 | end);
    }

    /// A message to an actor outside.
    fn write_i128(&mut self, value: i128) {
        let (actor, message) = (ActorId((value >> 32) as u32), MessageId(value as u32));
        let of_actor = self.surroundings.and_then(|(_, names)| names.0.get(actor.index()));
        let (first, second) = of_actor.and_then(|of| of.get(message.index())).copied().unwrap_or_default();
        self.mix.write_u32(actor.0);
        self.mix.write_u64(first);
        self.mix.write_u64(second);
    }

    fn finish(&self) -> u64 {
        self.mix.finish()
    }
}
