//! Worlds as bytes, in the form in which they are kept.
//!
//! A world is the number of its [`Frame`], the numbers of the local states of its instances, and a number for each queue that is not empty:
//! some fifteen bytes for seven instances.

use crate::engine::Engine;
use crate::numbers::{Reader, push_number};
use crate::tables::Identity;
use crate::world::World;

impl Engine<'_> {
    /// Adds a world to some bytes.
    pub(crate) fn pack(&mut self, world: &World, bytes: &mut Vec<u8>) {
        push_number(bytes, self.frame_of(world));
        world.members.iter().for_each(|member| push_number(bytes, *member));
        for channel in &world.queues {
            push_number(bytes, self.tables.channels.intern(*channel));
        }
    }

    /// Reads what [`Engine::pack`] wrote.
    pub(crate) fn unpack(&self, bytes: &[u8], world: &mut World) {
        let mut reader = Reader::new(bytes);
        let frame = self.tables.frames.get(reader.number());
        world.copy_rest(&frame.rest);
        world.members.clear();
        world.queues.clear();
        for _ in 0..frame.identities.len() {
            world.members.push(reader.number());
        }
        while !reader.is_at_end() {
            world.queues.push(**self.tables.channels.get(reader.number()));
        }
    }

    /// The number of a world's frame.
    pub(crate) fn frame_of(&mut self, world: &World) -> u32 {
        self.identify_locals();
        let mut frame = std::mem::take(&mut self.frame);
        frame.rest.copy_rest(world);
        frame.identities.clear();
        let identity_of = &self.tables.identity_of;
        frame.identities.extend(world.members.iter().map(|local| identity_of[*local as usize]));
        let id = self.tables.frames.intern_ref(&frame);
        self.frame = frame;
        id
    }

    /// Determines the identities of the local states that are new.
    fn identify_locals(&mut self) {
        let model = self.runnable.model;
        for local in self.tables.identity_of.len()..self.tables.locals.len() {
            let local = self.tables.locals.get(local as u32);
            let machine = local.instance.machine;
            let identity = Identity {
                machine,
                id: local.instance.id.clone(),
                conversation: local.conversation,
                maker: local.maker,
                is_removed: local.is_removed,
                has_ended: model.machines[machine].is_end(local.instance.state),
            };
            let identity = self.tables.identities.intern(identity);
            self.tables.identity_of.push(identity);
        }
    }
}
