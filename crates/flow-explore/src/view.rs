//! A world as the rules for receivers see it (reference#receivers).
//!
//! Slots are in the order of creation, so that the newest instance of a conversation is the one with the highest slot.

use flow_model::model::{Instances, MachineId, Model};
use flow_routing::{Directory, Origin, find_partner};
use flow_sim::exec::eval::Others;

use crate::tables::Tables;
use crate::world::{Local, NOBODY, Slot, World};

/// A world with the tables that its numbers refer to.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) model: &'a Model,
    pub(crate) world: &'a World,
}

impl View<'_> {
    /// An instance.
    pub(crate) fn local(&self, slot: Slot) -> &Local {
        self.tables.locals.get(self.world.members[usize::from(slot)])
    }

    /// The slots of all instances, oldest first.
    pub(crate) fn slots(&self) -> impl DoubleEndedIterator<Item = Slot> + use<> {
        0..Slot::try_from(self.world.members.len()).unwrap_or(NOBODY)
    }

    /// The instance of a machine with an id.
    pub(crate) fn find(&self, machine: MachineId, id: &str) -> Option<Slot> {
        self.slots().find(|slot| {
            let local = self.local(*slot);
            !local.is_removed && local.instance.machine == machine && local.instance.id == id
        })
    }

    /// The slot that was reserved for the instance of a machine with this number, if it has not been made yet.
    pub(crate) fn find_reserved(&self, machine: MachineId, number: usize) -> Option<Slot> {
        let slot = self.slots().filter(|slot| self.local(*slot).instance.machine == machine).nth(number)?;
        self.local(slot).is_absent().then_some(slot)
    }

    /// The instance that the rules for receivers find, without making one.
    pub(crate) fn partner(&self, origin: Origin<Slot, u8>, machine: MachineId) -> Option<Slot> {
        match &self.model.machines[machine].instances {
            Instances::One => self.find(machine, &self.model.machines[machine].name.text),
            Instances::PerConversation | Instances::PerKey(_) => find_partner(self, origin, machine),
        }
    }

    /// The id of the next instance of a machine after `made` others that are not in the world yet.
    pub(crate) fn next_id(&self, machine: MachineId, made: usize) -> String {
        let known = self.slots().filter(|slot| self.local(*slot).instance.machine == machine).count();
        format!("{}-{}", self.model.machines[machine].name.text, known + made + 1)
    }
}

impl Directory for View<'_> {
    type Machine = MachineId;
    type Instance = Slot;
    type Conversation = u8;

    fn machine(&self, instance: Slot) -> MachineId {
        self.local(instance).instance.machine
    }

    fn maker(&self, instance: Slot) -> Option<Slot> {
        let maker = self.local(instance).maker;
        (maker != NOBODY).then_some(maker)
    }

    fn has_ended(&self, instance: Slot) -> bool {
        let local = self.local(instance);
        local.is_removed || self.model.machines[local.instance.machine].is_end(local.instance.state)
    }

    fn newest(&self, conversation: u8, machine: MachineId) -> Option<Slot> {
        self.slots().rev().find(|slot| {
            let local = self.local(*slot);
            !local.is_removed && local.conversation == Some(conversation) && local.instance.machine == machine
        })
    }

    fn next_older(&self, instance: Slot) -> Option<Slot> {
        let of = self.local(instance);
        let (machine, conversation) = (of.instance.machine, of.conversation?);
        (0..instance).rev().find(|slot| {
            let local = self.local(*slot);
            !local.is_removed && local.conversation == Some(conversation) && local.instance.machine == machine
        })
    }
}

/// The other instances, as a handler refers to them: taken from a world before the handler runs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Neighbours {
    partners: Vec<Option<String>>,
    counts: Vec<usize>,
    names: Vec<String>,
    ids: Vec<(MachineId, String)>,
}

impl Neighbours {
    pub(crate) fn of(view: &View<'_>, origin: Origin<Slot, u8>) -> Neighbours {
        let machines = || view.model.machines.ids();
        let partner = |machine| {
            let partner = view.partner(origin, machine)?;
            Some(view.local(partner).instance.id.clone())
        };
        let count =
            |machine| view.slots().filter(|slot| view.local(*slot).instance.machine == machine).count();
        let known = view.slots().map(|slot| view.local(slot)).filter(|local| !local.is_removed);
        Neighbours {
            partners: machines().map(partner).collect(),
            counts: machines().map(count).collect(),
            names: view.model.machines.iter().map(|machine| machine.name.text.clone()).collect(),
            ids: known.map(|local| (local.instance.machine, local.instance.id.clone())).collect(),
        }
    }
}

impl Others for Neighbours {
    fn partner(&self, machine: MachineId) -> Option<String> {
        self.partners[machine.index()].clone()
    }

    fn next_id(&self, machine: MachineId, made: usize) -> String {
        format!("{}-{}", self.names[machine.index()], self.counts[machine.index()] + made + 1)
    }

    fn exists(&self, machine: MachineId, id: &str) -> bool {
        self.ids.iter().any(|(of, known)| *of == machine && known == id)
    }
}
