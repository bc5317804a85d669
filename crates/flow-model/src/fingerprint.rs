//! Fingerprints of machines: equal ones mean the same machine, wherever in its file it is.
//!
//! Places inside of the machine's part of its file are taken relative to where that begins, all others as they are. So a result that was
//! derived from a machine alone, and moved with it, is the result for any machine with its fingerprint. What a machine means
//! also depends on the names and types that its ids stand for; those are added ([`Fingerprints::of`]).

use std::hash::{Hash, Hasher};

use flow_syntax::gather::Gather;
use flow_syntax::source::{FileId, Span};

use crate::list::List;
use crate::model::{Emit, Machine, MachineId, Model, Party, Step, Target};
use crate::visit;

/// A fingerprint.
pub(crate) type Key = (u64, u64);

/// The part of a file that belongs to a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) file: FileId,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Region {
    /// Whether a place begins in it.
    pub(crate) fn contains(&self, span: Span) -> bool {
        span.file == self.file && (self.start..self.end).contains(&span.start)
    }

    /// Moves a place of this region to another one.
    pub(crate) fn relocate(&self, span: &mut Span, to: Region) {
        if self.contains(*span) {
            let by = |at: u32| to.start.wrapping_add(at.wrapping_sub(self.start));
            *span = Span { file: to.file, start: by(span.start), end: by(span.end) };
        }
    }
}

/// What the fingerprints of all machines of a model share.
pub(crate) struct Fingerprints<'m> {
    model: &'m Model,
    regions: List<MachineId, Region>,
    /// The fingerprint of the types that have names.
    types: Key,
}

impl<'m> Fingerprints<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let mut types = Fingerprint::new(None);
        (&model.objects, &model.choices).hash(&mut types);
        Fingerprints { model, regions: regions(model), types: types.key() }
    }

    /// The region of a machine.
    pub(crate) fn region(&self, id: MachineId) -> Region {
        self.regions[id]
    }

    /// The fingerprint of a machine, with what it refers to.
    pub(crate) fn of(&self, id: MachineId) -> Key {
        let machine = &self.model.machines[id];
        let mut print = Fingerprint::new(Some(self.regions[id]));
        (id, self.types).hash(&mut print);
        machine.hash(&mut print);
        for event in &machine.events {
            self.hash_party(event.from, &mut print);
        }
        let bodies = machine.handlers.iter().map(|handler| &handler.body);
        for body in bodies.chain(machine.crossings.iter().map(|crossing| &crossing.body)) {
            visit::steps(body, &mut |step| {
                if let Step::Emit(emit) = step {
                    self.hash_target(emit, &mut print);
                }
            });
        }
        print.key()
    }

    fn hash_party(&self, party: Option<Party>, print: &mut Fingerprint) {
        match party {
            Some(Party::Machine(id)) => self.model.machines[id].name.text.hash(print),
            Some(Party::Actor(id)) => self.model.actors[id].name.text.hash(print),
            Some(Party::System | Party::Itself) | None => {}
        }
    }

    fn hash_target(&self, emit: &Emit, print: &mut Fingerprint) {
        match emit.target {
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

/// The region of each machine: from its name up to where another machine begins.
fn regions(model: &Model) -> List<MachineId, Region> {
    let mut beginnings = Vec::new();
    for (id, machine) in model.machines.entries() {
        let spans = machine.scenarios.iter().map(|scenario| scenario.span).chain([machine.name.span]);
        beginnings.extend(spans.map(|span| (span.file, span.start, id)));
    }
    beginnings.sort_unstable();
    let region = |(id, machine): (MachineId, &Machine)| {
        let Span { file, start, .. } = machine.name.span;
        let at = beginnings.partition_point(|place| *place <= (file, start, id));
        let mut after = beginnings[at..].iter().take_while(|(other, ..)| *other == file);
        let end = after.find(|(.., other)| *other != id).map_or(u32::MAX, |(_, end, _)| *end);
        Region { file, start, end }
    };
    model.machines.entries().map(region).gather().into()
}

/// A hasher of 128 bits that takes places relative to a region, or not at all.
struct Fingerprint {
    region: Option<Region>,
    lanes: Key,
}

/// Odd numbers with bits in no order, from the digits of the golden ratio and of the square root of two.
const FACTORS: Key = (0x9e37_79b9_7f4a_7c15, 0x6a09_e667_f3bc_c909);

impl Fingerprint {
    fn new(region: Option<Region>) -> Self {
        Fingerprint { region, lanes: FACTORS }
    }

    fn add(&mut self, word: u64) {
        let (a, b) = self.lanes;
        self.lanes = (
            (a.rotate_left(5) ^ word).wrapping_mul(FACTORS.0),
            (b ^ word).wrapping_mul(FACTORS.1).rotate_left(29).wrapping_add(a),
        );
    }

    fn key(&self) -> Key {
        self.lanes
    }
}

impl Hasher for Fingerprint {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
        self.add(bytes.len() as u64);
    }

    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.add(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.add(value as u64);
    }

    /// A place.
    fn write_u128(&mut self, value: u128) {
        let Some(region) = self.region else { return };
        let span =
            Span { file: FileId((value >> 64) as u32), start: (value >> 32) as u32, end: value as u32 };
        let (mut near, inside) = (span, region.contains(span));
        region.relocate(&mut near, Region { file: FileId(0), start: 0, end: 0 });
        self.add(u64::from(inside) << 32 | u64::from(near.file.0));
        self.add(u64::from(near.start) << 32 | u64::from(near.end));
    }

    fn finish(&self) -> u64 {
        self.lanes.0 ^ self.lanes.1
    }
}
