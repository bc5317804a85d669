//! Recognises variables that take more and more values: a list that is only added to, a sum without an end.
//!
//! A variable is reported as growing once it has taken many different values. Worlds with further values are not explored, so that the
//! search ends before it fills its memory; the verdict names the variable.
//!
//! Of a search that has ended early, the verdict also names what is more in the states that were not followed than in earlier ones:
//! instances, those that have ended among them, messages, and scheduled events.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use flow_model::model::{MachineId, VariableId};
use flow_sim::exec::step::Instance;

use crate::engine::Engine;
use crate::search::Search;
use crate::step::Growth;
use crate::world::{World, is_kept_aside, split};

/// The most values of a variable: more than any specification of the corpus has that ends, and few enough to be explored at once.
pub(crate) const MAX_VALUES: usize = 500;

impl Engine<'_> {
    /// A variable that gets a new value although it has taken very many.
    pub(crate) fn find_growth(&mut self, before: &Instance, after: &Instance) -> Option<VariableId> {
        let machine = after.machine;
        let variables = self.runnable.machine(machine).variables.ids();
        let values = variables.zip(before.context.iter().zip(&after.context));
        for (variable, (_, value)) in values.filter(|(_, (before, after))| before != after) {
            let known = self.values.entry((machine, variable)).or_default();
            if known.contains_key(value) {
                continue;
            }
            if known.len() == MAX_VALUES {
                return Some(variable);
            }
            known.insert(value.clone(), ());
        }
        None
    }
}

/// The most worlds that are counted of those at the beginning, and of those at the end.
const MOST_COUNTED: usize = 10_000;

/// Fewer of a kind are not named: most systems come to an end with them.
const FEWEST_NAMED: usize = 4;

impl Search<'_, '_> {
    /// The counts that are larger in the worlds that were not followed than in the first half of the others, each with its maximum there and before.
    pub(crate) fn find_tendencies(&self) -> Vec<(Growth, usize, usize)> {
        if self.open == 0 {
            return Vec::new();
        }
        let (len, first) = (self.store.len(), self.onward.len());
        let (before, after) = (self.count_most(0..first / 2), self.count_most(first..len));
        let grown = after.into_iter().filter_map(|(what, most)| {
            let earlier = before.get(&what).copied().unwrap_or_default();
            (most >= FEWEST_NAMED && most > earlier).then_some((what, most, earlier))
        });
        grown.collect()
    }

    /// Something that becomes more, in a phrase.
    pub(crate) fn describe_tendency(&self, (what, most, earlier): &(Growth, usize, usize)) -> Option<String> {
        let machine = |machine| &self.engine.runnable.machine(machine).name.text;
        let what = match what {
            Growth::Instances(of) => format!("instances of @{}", machine(*of)),
            Growth::Queue(from, to) => format!("messages of @{} to @{}", machine(*from), machine(*to)),
            Growth::Timers(of, event) => {
                let event = &self.engine.runnable.machine(*of).events[*event].name.text;
                format!("timers of ':{event}' of @{}", machine(*of))
            }
            // Their number is limited, and named then.
            Growth::Values(..) => return None,
        };
        Some(format!("{what} become more: up to {most} in these states, up to {earlier} in early ones"))
    }

    /// Something that grew until it was not followed any more, in a phrase.
    pub(crate) fn describe_growth(&self, growth: &Growth, count: u64) -> String {
        let of = |machine: MachineId| self.engine.runnable.machine(machine);
        let name = |machine: MachineId| &of(machine).name.text;
        let ways = if count == 1 { "way" } else { "ways" };
        match growth {
            Growth::Instances(machine) => {
                format!("instances of @{} go on being made ({count} {ways})", name(*machine))
            }
            Growth::Timers(machine, event) => {
                let event = &of(*machine).events[*event].name.text;
                format!("':{event}' of @{} is scheduled more and more often ({count} {ways})", name(*machine))
            }
            Growth::Values(machine, variable) => {
                let variable = &of(*machine).variables[*variable].name.text;
                format!("${variable} of @{} takes more and more values ({count} {ways})", name(*machine))
            }
            Growth::Queue(from, to) => {
                format!("messages of @{} to @{} pile up ({count} {ways})", name(*from), name(*to))
            }
        }
    }

    /// The steps that were interrupted, each in a phrase.
    pub(crate) fn describe_interrupted(&self) -> BTreeSet<String> {
        let describe = |(content, tried): (u32, usize)| {
            let content = self.engine.tables.contents.get(content);
            let machine = self.engine.runnable.machine(content.machine);
            let (event, machine) = (&machine.events[content.event].name.text, &machine.name.text);
            format!(
                "':{event}' at @{machine} has very many combinations of answers, of which {tried} were tried"
            )
        };
        self.engine.interruptions.unfinished().map(describe).collect()
    }

    /// The most of each kind that one of some worlds has.
    fn count_most(&self, worlds: Range<usize>) -> BTreeMap<Growth, usize> {
        let mut most: BTreeMap<Growth, usize> = BTreeMap::new();
        let step = worlds.len().div_ceil(MOST_COUNTED).max(1);
        let mut world = World::default();
        for id in worlds.step_by(step) {
            self.load(id as u32, &mut world);
            for (what, count) in self.count_in(&world) {
                let known = most.entry(what).or_default();
                *known = count.max(*known);
            }
        }
        most
    }

    fn count_in(&self, world: &World) -> BTreeMap<Growth, usize> {
        let tables = &self.engine.tables;
        let machine = |slot: u8| tables.locals.get(world.members[usize::from(slot)]).instance.machine;
        let mut counts: BTreeMap<Growth, usize> = BTreeMap::new();
        for local in &world.members {
            *counts.entry(Growth::Instances(tables.locals.get(*local).instance.machine)).or_default() += 1;
        }
        for (pair, queue) in world.queues.iter().filter(|(pair, _)| !is_kept_aside(*pair)) {
            let (from, to) = split(*pair);
            let what = Growth::Queue(machine(from), machine(to));
            *counts.entry(what).or_default() += tables.queues.get(*queue).len();
        }
        for timer in &world.timers {
            let timer = tables.timers.get(*timer);
            *counts.entry(Growth::Timers(machine(timer.slot), timer.event)).or_default() += 1;
        }
        counts
    }
}
