//! `unread`: what is below lines that cannot be read, kept for tools.
//!
//! Blocks wait here until the handler, scenario or machine around them is built; machines and tests until the file is. None of it is
//! part of the specification, and the builders of the macro do not keep it.

use crate::ast::{File, Machine, Test, UnreadBlock};

/// The parts below unreadable lines that have no place in the tree yet.
#[derive(Default)]
pub(super) struct Unread {
    blocks: Vec<UnreadBlock>,
    /// Machines with unreadable headers.
    pub(super) machines: Vec<Machine>,
    /// Tests with unreadable headers.
    pub(super) tests: Vec<Test>,
}

impl Unread {
    /// Keeps a block, unless it is empty.
    pub(super) fn push_block(&mut self, block: UnreadBlock) {
        let is_empty = block.guards.is_empty() && block.body.is_empty();
        if block.is_handler || !is_empty {
            self.blocks.push(block);
        }
    }

    /// How many blocks wait.
    pub(super) fn count_blocks(&self) -> usize {
        self.blocks.len()
    }

    /// Takes the blocks after the first `count`.
    pub(super) fn take_blocks_after(&mut self, count: usize) -> Vec<UnreadBlock> {
        self.blocks.split_off(count)
    }

    /// Takes all blocks.
    pub(super) fn take_blocks(&mut self) -> Vec<UnreadBlock> {
        std::mem::take(&mut self.blocks)
    }

    /// Gives the file its machines and tests with unreadable headers.
    pub(super) fn move_headers_to(&mut self, file: &mut File) {
        file.unread_machines = std::mem::take(&mut self.machines);
        file.unread_tests = std::mem::take(&mut self.tests);
    }
}
