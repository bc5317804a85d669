//! Skips handlers of a story: alternatives, and continuations of branches that were not taken (reference#alternatives).

use std::collections::BTreeSet;

use flow_model::model::{HandlerId, StateId};

use super::{Runner, SkippedTurn};
use crate::story::result::{Reason, SkippedHandler};

impl<'m> Runner<'_, 'm, '_> {
    /// Why a turn may be skipped, if it may (reference#alternatives).
    pub(super) fn skip_reason(&self, turn: usize) -> Option<Reason> {
        let handler = self.story.turns[turn].handler;
        if self.run.taken.iter().any(|taken| self.accepts(handler, taken.before)) {
            return Some(Reason::Alternative);
        }
        let ways = || self.ways.iter().filter(|(state, _)| self.accepts(handler, *state));
        let branch = ways().find(|(_, reason)| matches!(reason, Reason::Branch(_)));
        branch.or_else(|| ways().next()).map(|(_, reason)| *reason)
    }

    pub(super) fn skip_turn(&mut self, turn: usize, reason: Reason) {
        let handler = self.story.turns[turn].handler;
        let branches = self.ways.iter().filter_map(|(state, reason)| match reason {
            Reason::Branch(taken) if self.accepts(handler, *state) => Some((*taken, *state)),
            _ => None,
        });
        let branches = branches.collect();
        let skipped = SkippedHandler { handler, state: self.state(), reason };
        let answered_otherwise = self.is_answered_otherwise(turn);
        self.run.skipped.push(SkippedTurn { turn, skipped, branches, answered_otherwise });
        self.note_skipped_ends(turn);
    }

    /// Records the end states of a turn that is not taken.
    pub(super) fn note_skipped_ends(&mut self, turn: usize) {
        let handler = self.story.turns[turn].handler;
        let definition = self.runnable.definition(self.story.machine, handler);
        let stood = self.run.taken.iter().map(|taken| taken.before).chain([self.state()]);
        let known: BTreeSet<_> = stood.chain(self.ways.iter().map(|(state, _)| *state)).collect();
        for from in known {
            if !self.accepts(handler, from) {
                continue;
            }
            let ends = self.runnable.ends(self.story.machine, definition, from);
            let leads = ends.into_iter().flat_map(|ends| ends.keys().copied());
            self.ways.extend(leads.map(|state| (state, Reason::Follows(handler))));
        }
    }

    /// Records the end states of the branches that a turn did not take.
    pub(super) fn note_branches(&mut self, handler: HandlerId, before: StateId, after: StateId) {
        let taken = self.run.taken.len() - 1;
        for (state, paths) in self.runnable.ends(self.story.machine, handler, before).into_iter().flatten() {
            if *state != after || paths.total() > 1 {
                self.ways.push((*state, Reason::Branch(taken)));
            }
        }
    }
}
