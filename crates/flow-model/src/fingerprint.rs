//! Fingerprints of machines: equal ones mean the same machine, wherever in its file it is.
//!
//! A place is taken relative to where the part of a machine begins that it belongs to. So a result that was derived from one machine alone
//! is the result for any machine with its fingerprint, once its places are moved. The meaning of a machine also depends on the names and types
//! that its ids refer to; those are added ([`Fingerprints::of`]).

use std::hash::{Hash, Hasher};

use flow_syntax::gather::Gather;
use flow_syntax::mix::Mix;
use flow_syntax::ordered::{self, Set};
use flow_syntax::source::{FileId, Span};

use crate::model::{
    ActorId, ChoiceId, EventId, FactKind, List, Machine, MachineId, MessageId, Model, Named, ObjectId, Party,
    Step, Target, Type,
};
use crate::visit;

/// A fingerprint.
pub(crate) type Key = (u64, u64);

/// A part of a machine: its header, the beginning of a scenario, or a handler. It ends where another part begins, of this machine or another
/// one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    file: FileId,
    start: u32,
    end: u32,
    machine: MachineId,
    /// How many parts of the machine are before it.
    number: usize,
}

/// The parts of all machines. A change in one part moves no place in the others, relative to where they begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Regions {
    /// In the order of their places.
    sorted: Vec<Region>,
    /// The positions of the parts of each machine.
    of_machines: List<MachineId, Vec<usize>>,
}

impl Regions {
    fn of(model: &Model) -> Regions {
        let mut beginnings = Vec::new();
        for (id, machine) in model.machines.entries() {
            let scenarios = machine.scenarios.iter().map(|scenario| scenario.span);
            let handlers = machine.handlers.iter().map(|handler| handler.span);
            let spans = scenarios.chain(handlers).chain([machine.name.span]);
            beginnings.extend(spans.map(|span| (span.file, span.start, id)));
        }
        beginnings.sort_unstable();
        beginnings.dedup();
        let mut of_machines = model.machines.map(|_| Vec::new());
        let mut sorted = Vec::with_capacity(beginnings.len());
        for (at, (file, start, machine)) in beginnings.iter().copied().enumerate() {
            let next = beginnings.get(at + 1).filter(|(other, ..)| *other == file);
            let (end, number) = (next.map_or(u32::MAX, |(_, end, _)| *end), of_machines[machine].len());
            of_machines[machine].push(at);
            sorted.push(Region { file, start, end, machine, number });
        }
        Regions { sorted, of_machines }
    }

    /// The region in which a place begins.
    fn find(&self, span: Span) -> Option<&Region> {
        let after =
            self.sorted.partition_point(|region| (region.file, region.start) <= (span.file, span.start));
        let region = self.sorted.get(after.checked_sub(1)?)?;
        (region.file == span.file && span.start < region.end).then_some(region)
    }

    /// The part of a machine with this number.
    fn get(&self, machine: MachineId, number: usize) -> Option<&Region> {
        let at = self.of_machines.get(machine.index())?.get(number)?;
        self.sorted.get(*at)
    }

    /// Moves a place to where its part is among other regions.
    pub(crate) fn relocate(&self, span: &mut Span, to: &Regions) {
        let from = self.find(*span);
        let to = from.and_then(|from| to.get(from.machine, from.number));
        if let (Some(from), Some(to)) = (from, to) {
            let by = |at: u32| to.start.wrapping_add(at.wrapping_sub(from.start));
            *span = Span { file: to.file, start: by(span.start), end: by(span.end) };
        }
    }
}

/// What ids mean that depend on the whole text, hashed: the names of events, messages and actors, and the contents of types.
#[derive(Debug)]
pub(crate) struct Meanings {
    events: List<MachineId, List<EventId, Key>>,
    actors: List<ActorId, Key>,
    messages: List<ActorId, List<MessageId, Key>>,
    objects: List<ObjectId, Key>,
    choices: List<ChoiceId, Key>,
}

impl Meanings {
    /// Those of a model.
    pub(crate) fn of(model: &Model) -> Meanings {
        let name_of = |party| match party {
            Some(Party::Actor(actor)) => Err(&model.actors[actor].name.text),
            party => Ok(party),
        };
        let mut meanings = Meanings {
            events: model
                .machines
                .map(|machine| machine.events.map(|event| key_of(&(&event.name.text, name_of(event.from))))),
            actors: model.actors.map(|actor| key_of(&actor.name.text)),
            messages: model.actors.map(|actor| actor.messages.map(|message| key_of(&message.name.text))),
            objects: model.objects.map(|_| Key::default()),
            choices: model.choices.map(|of| key_of(&(&of.name.text, of.machine, &of.texts))),
        };
        let mut is_known = model.objects.map(|_| false);
        model.objects.ids().for_each(|id| meanings.add_object(model, id, &mut is_known));
        meanings
    }

    /// All names of the messages to an actor, hashed. Their order has no influence.
    pub(crate) fn of_messages(&self, id: ActorId) -> Key {
        let names = self.messages.get(id.index()).into_iter().flatten();
        names.fold((0, 0), |sum, name| (sum.0.wrapping_add(name.0), sum.1.wrapping_add(name.1)))
    }

    /// Adds an object, after the objects in it.
    fn add_object(&mut self, model: &Model, id: ObjectId, is_known: &mut List<ObjectId, bool>) {
        if std::mem::replace(&mut is_known[id], true) {
            return;
        }
        let object = &model.objects[id];
        for (_, ty) in &object.fields {
            let mut ty = ty;
            while let Type::Array(item) = ty {
                ty = item;
            }
            if let Type::Object(inner) = ty {
                self.add_object(model, *inner, is_known);
            }
        }
        let mut print = Fingerprint::new(None, self);
        (&object.name.text, object.machine, &object.fields).hash(&mut print);
        self.objects[id] = print.mix.key();
    }

    /// The number that stands for an id.
    fn get(&self, named: Named) -> Option<Key> {
        match named {
            Named::Actor(actor) => self.actors.get(actor.index()),
            Named::Object(object) => self.objects.get(object.index()),
            Named::Choice(choice) => self.choices.get(choice.index()),
            Named::Event(machine, event) => self.events.get(machine.index())?.get(event.index()),
            Named::Message(actor, message) => self.messages.get(actor.index())?.get(message.index()),
        }
        .copied()
    }
}

fn key_of(value: &impl Hash) -> Key {
    let mut mix = Mix::new();
    value.hash(&mut mix);
    mix.key()
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
    meanings: Meanings,
}

impl<'m> Fingerprints<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Fingerprints { model, regions: Regions::of(model), meanings: Meanings::of(model) }
    }

    /// The fingerprint of a machine after its accepted states are found, the steps that its handlers cross are settled, and the presence of
    /// fields is known. `unsolved` is the one of before: the rest of the machine follows from these.
    pub(crate) fn of_solved(machine: &Machine, unsolved: Key, regions: &Regions, meanings: &Meanings) -> Key {
        let mut print = Fingerprint::new(Some(regions), meanings);
        (unsolved, &machine.acceptance).hash(&mut print);
        for field in machine.events.iter().flat_map(|event| &event.fields) {
            field.presence.hash(&mut print);
        }
        print.mix.key()
    }

    /// What decides which facts of the system answer which questions: the functions of the phrases of a machine, and which of them are facts.
    pub(crate) fn of_facts(machine: &Machine) -> Key {
        let mut mix = Mix::new();
        for phrase in &machine.phrases {
            (phrase.kind, &phrase.function).hash(&mut mix);
        }
        let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.given);
        for fact in machine.scenarios.iter().flat_map(|scenario| &scenario.given).chain(of_handlers) {
            if let FactKind::Phrase(call, _) = &fact.kind {
                call.phrase.hash(&mut mix);
            }
        }
        mix.key()
    }

    /// The fingerprint of the scenarios of a machine.
    pub(crate) fn of_scenarios(&self, id: MachineId) -> ScenariosPrint {
        let machine = &self.model.machines[id];
        let mut print = Fingerprint::new(Some(&self.regions), &self.meanings);
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
        let mut print = Fingerprint::new(Some(&self.regions), &self.meanings);
        (id, of_scenarios.key).hash(&mut print);
        (name, instances, states, initial, groups, ends, uses_id, variables, events).hash(&mut print);
        for event in events {
            self.hash_party(event.from, &mut print);
        }
        of_scenarios.targets.iter().for_each(|target| self.hash_target(*target, &mut print));
        // Lists of what it names are in the order of its numbers.
        let mut targets = of_scenarios.targets.clone();
        ordered::sort(&mut targets);
        targets.hash(&mut print);
        let actors = events.iter().filter_map(|event| event.from);
        let mut actors = actors.filter(|party| matches!(party, Party::Actor(_))).gather();
        ordered::sort(&mut actors);
        actors.dedup();
        actors.hash(&mut print);
        // The types that are declared in its module.
        let objects = self.model.objects.entries().filter(|(_, of)| of.machine == id);
        objects.for_each(|(object, _)| object.hash(&mut print));
        let choices = self.model.choices.entries().filter(|(_, of)| of.machine == id);
        choices.for_each(|(choice, _)| choice.hash(&mut print));
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

/// A hasher that takes places relative to the regions that they are in, or not at all, and what other ids mean in their place.
struct Fingerprint<'r> {
    regions: Option<&'r Regions>,
    meanings: &'r Meanings,
    /// The machine that is hashed.
    own: Option<MachineId>,
    /// Whether a place was in no region, or in that of another machine.
    has_others: bool,
    mix: Mix,
}

impl<'r> Fingerprint<'r> {
    fn new(regions: Option<&'r Regions>, meanings: &'r Meanings) -> Self {
        Fingerprint { regions, meanings, own: None, has_others: false, mix: Mix::new() }
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
        let Some(regions) = self.regions else { return };
        let span =
            Span { file: FileId((value >> 64) as u32), start: (value >> 32) as u32, end: value as u32 };
        let region = regions.find(span);
        self.has_others |= region.map(|region| region.machine) != self.own;
        let (place, origin) = match region {
            Some(region) => {
                ((region.number as u64) << 33 | u64::from(region.machine.0) << 1 | 1, region.start)
            }
            None => (u64::from(span.file.0) << 1, 0),
        };
        self.mix.write_u64(place);
        let [start, end] = [span.start, span.end].map(|at| u64::from(at.wrapping_sub(origin)));
        self.mix.write_u64(start << 32 | end);
    }

    /// An id that depends on the whole text.
    fn write_i128(&mut self, value: i128) {
        let named = Named::of_word(value);
        if let Some(Named::Event(machine, _)) = named {
            self.mix.write_u32(machine.0);
        } else if let Some(Named::Message(actor, _)) = named {
            self.write_i128(Named::Actor(actor).word());
        }
        let (first, second) = named.and_then(|named| self.meanings.get(named)).unwrap_or_default();
        self.mix.write_u64((value >> 64) as u64);
        self.mix.write_u64(first);
        self.mix.write_u64(second);
    }

    fn finish(&self) -> u64 {
        self.mix.finish()
    }
}
