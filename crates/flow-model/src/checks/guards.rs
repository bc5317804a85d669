//! `shadowed-guard` and `open-guards`: guards that always fail, and chains that leave a gap.
//!
//! Every block is walked with the facts known at its place: those that the guards around it establish, those that the
//! failed groups above it establish, and the state a step moved to. Each guard removes the region in which it is true from the
//! region that is left ([`Region`]); a guard whose own region is empty is shadowed. The region left after the last group is a gap.
//! A step discards the facts about the values that it changes.

mod atom;
mod range;
mod region;
mod set;

use flow_syntax::gather::Gather;
use flow_syntax::ordered;

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::Span;

use crate::model::{Block, Chain, Group, MachineId, Model, StateId, Step, VariableId};
use crate::visit;
use crate::words;
use atom::Reading;
use region::Region;

/// How many of the guards that together cover one are shown: more of them are not read one by one.
const COVERING: usize = 3;
/// The longest chain in which another order is tried; each try costs as much as the chain itself.
const REORDERED: usize = 64;

/// Reports guards of a machine that always fail, and chains of comparisons with a gap.
pub(crate) fn guards(model: &Model, id: MachineId, diags: &mut Diagnostics) {
    let machine = &model.machines[id];
    for (_, handler) in machine.definitions() {
        let reading = Reading::new(machine, id, handler.event);
        let mut walk = Walk { reading, diags, around: Vec::new() };
        walk.walk_block(handler.own_body(), Region::everything());
    }
}

/// The walk over one handler.
struct Walk<'a, 'm> {
    reading: Reading<'m>,
    diags: &'a mut Diagnostics,
    /// The chains around the current place, each with the group that contains it.
    around: Vec<(&'m Chain, usize)>,
}

impl<'m> Walk<'_, 'm> {
    fn walk_block(&mut self, block: &'m [Step], mut known: Region) {
        // Steps after the last chain need no judgement.
        let end = block.iter().rposition(|step| matches!(step, Step::Chain(_))).map_or(0, |last| last + 1);
        for (at, step) in block[..end].iter().enumerate() {
            if let Step::Chain(chain) = step {
                self.walk_chain(chain, &known);
            }
            if at + 1 < end {
                self.reading.apply_step(step, &mut known);
            }
        }
    }

    fn walk_chain(&mut self, chain: &'m Chain, known: &Region) {
        let mut left = known.clone();
        let mut shadowed = false;
        let needs_rest = match &chain.otherwise {
            Some(otherwise) => otherwise.iter().any(|step| matches!(step, Step::Chain(_))),
            None => chain.groups.iter().all(|group| self.reading.compares_only(&group.condition)),
        };
        for (at, group) in chain.groups.iter().enumerate() {
            let asked = self.reading.region_where_true(&group.condition);
            let taken = left.and(&asked);
            if taken.is_nowhere() {
                shadowed = true;
                self.report_shadowed(chain, at, known, &asked);
            } else {
                self.check_body(chain, at, &group.body, taken);
            }
            if needs_rest || at + 1 < chain.groups.len() {
                left = left.and(&self.reading.region_where_false(&group.condition));
            }
        }
        if !needs_rest {
            return;
        }
        match &chain.otherwise {
            Some(otherwise) if !left.is_nowhere() => {
                self.check_body(chain, chain.groups.len(), otherwise, left);
            }
            None if !shadowed => self.report_gap(chain, &left),
            _ => {}
        }
    }

    fn check_body(&mut self, chain: &'m Chain, at: usize, body: &'m Block, known: Region) {
        self.around.push((chain, at));
        self.walk_block(body, known);
        self.around.pop();
    }

    fn report_shadowed(&mut self, chain: &Chain, at: usize, known: &Region, asked: &Region) {
        let span = chain.groups[at].condition.span;
        if asked.is_nowhere() {
            self.diags
                .report(Name::ShadowedGuard, span, "this guard can never hold")
                .help("its conditions contradict each other");
        } else if known.and(asked).is_nowhere() {
            self.report_excluded(span, asked);
        } else {
            self.report_covered(chain, at, known, asked);
        }
    }

    /// A guard that the guards above it in its chain cover.
    fn report_covered(&mut self, chain: &Chain, at: usize, known: &Region, asked: &Region) {
        let here = known.and(asked);
        let covers =
            |group: &&Group| self.reading.region_where_false(&group.condition).and(&here).is_nowhere();
        let above = &chain.groups[..at];
        let covering: Vec<Span> = match above.iter().find(covers) {
            Some(alone) => vec![alone.condition.span],
            None => {
                let meets = above.iter().filter(|first| self.reading.can_hold_in(first, asked));
                meets.map(|first| first.condition.span).gather()
            }
        };
        let first = above.iter().position(|group| covering.first() == Some(&group.condition.span));
        let moves = first.is_some_and(|first| self.all_hold_after_move(chain, known, at, first));
        let span = chain.groups[at].condition.span;
        let report = self.diags.report(Name::ShadowedGuard, span, "this guard can never hold");
        let shown = &covering[..covering.len().min(COVERING)];
        words::label_first(report, shown, covering.len(), "this guard comes first and covers it");
        report.help(match moves {
            true => "guards are tried from top to bottom: above the wider one, it can hold",
            false => "the same happens without it",
        });
    }

    /// Whether every group of a chain can be true after the group `from` is moved above the group `to`.
    fn all_hold_after_move(&self, chain: &Chain, known: &Region, from: usize, to: usize) -> bool {
        if chain.groups.len() > REORDERED {
            return false;
        }
        let mut order: Vec<usize> = (0..chain.groups.len()).filter(|at| *at != from).gather();
        order.insert(to, from);
        let mut left = known.clone();
        order.into_iter().all(|at| {
            let condition = &chain.groups[at].condition;
            let holds = !left.and(&self.reading.region_where_true(condition)).is_nowhere();
            left = left.and(&self.reading.region_where_false(condition));
            holds
        })
    }

    /// A guard that the guards around it, or the steps above it, exclude.
    fn report_excluded(&mut self, span: Span, asked: &Region) {
        let report = self.diags.report(Name::ShadowedGuard, span, "this guard can never hold");
        for (chain, at) in &self.around {
            for before in &chain.groups[..*at] {
                if self.reading.region_where_false(&before.condition).and(asked).is_nowhere() {
                    report.label(before.condition.span, "this guard comes first and covers it");
                }
            }
            if let Some(group) = chain.groups.get(*at)
                && self.reading.region_where_true(&group.condition).and(asked).is_nowhere()
            {
                report.label(group.condition.span, "it is below this guard, which excludes it");
            }
        }
        report.help("the same happens without it");
    }

    /// A gap in a chain of comparisons.
    fn report_gap(&mut self, chain: &Chain, left: &Region) {
        if left.is_nowhere() || left.is_unknown() {
            return;
        }
        let first = &chain.groups[0];
        let message = match left.describe() {
            Some(gap) => format!("nothing happens here if {gap}"),
            None => "nothing happens here if none of these guards holds".to_owned(),
        };
        let report = self.diags.report(Name::OpenGuards, first.condition.span, message);
        report.help("an 'otherwise', or a guard for the rest, closes the gap");
    }
}

/// The changes that steps make: the facts about the changed values are discarded.
#[derive(Default)]
struct Changes {
    variables: ordered::Set<VariableId>,
    /// The target of the last transition, or that there were several.
    moved: Option<Option<StateId>>,
    acted: bool,
}

impl Changes {
    fn of(step: &Step) -> Self {
        let mut changes = Changes::default();
        if let Step::Chain(chain) = step {
            let bodies = chain.groups.iter().map(|group| &group.body).chain(&chain.otherwise);
            bodies.for_each(|body| visit::steps(body, &mut |step| changes.add(step, None)));
        } else {
            changes.add(step, step.target_state());
        }
        changes
    }

    fn add(&mut self, step: &Step, target: Option<StateId>) {
        if step.target_state().is_some() {
            self.moved = Some(target);
        }
        self.variables.extend(step.changed_variable());
        self.acted |= step.action().is_some();
    }
}
