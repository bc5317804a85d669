//! The steps of events in states where both versions accept them, and the states they move to.
//!
//! Bodies are compared as lines that mean the same if they are the same (`key`); a change shows the lines as they were
//! written, those that only one version has.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use super::accepts::matching_state;
use super::key::{Line, Speller};
use super::machine::event_name;
use super::names::{MachinePair, Names};
use super::{Changes, Kind, StepChange};
use crate::edges::{Owners, edges};
use crate::model::*;
use crate::words;

/// The greatest table for comparing two bodies line by line: four million cells, 16 MB. Larger bodies, of 2,000 lines each,
/// are shown as replaced.
const MOST: usize = 1 << 22;

/// Compares the definitions of each event in each state.
pub(super) fn compare_bodies(changes: &mut Changes<'_>, names: &Names, pair: &MachinePair) {
    let (old, new) = (changes.old, changes.new);
    let (was, is) = (&old.model.machines[pair.old], &new.model.machines[pair.new]);
    let (before, after) = (Owners::of(was), Owners::of(is));
    let mut groups: Map<(EventId, HandlerId, HandlerId), Vec<(StateId, StateId)>> = Map::new();
    for (event, state, handler) in before.iter() {
        let Some(event) = pair.events.new_of(event) else { continue };
        let Some(new_state) = matching_state(pair, state) else { continue };
        if let Some(new_handler) = after.get(new_state, event) {
            groups.entry((event, handler, new_handler)).or_default().push((state, new_state));
        }
    }
    let spell_old = Speller::of_old(old, new.model, names, pair.old);
    let spell_new = Speller::of_new(new, pair.new);
    let both = [collect_targets(old.model, pair.old), collect_targets(new.model, pair.new)];
    for ((event, handler, new_handler), states) in groups {
        let (handler, new_handler) = (&was.handlers[handler], &is.handlers[new_handler]);
        let (lines, new_lines) = (spell_old.spell_body(handler), spell_new.spell_body(new_handler));
        if lines.iter().map(|line| &line.key).eq(new_lines.iter().map(|line| &line.key)) {
            continue;
        }
        let name = event_name(&is.events[event], |party| words::party(new.model, party));
        let targets = Targets { targets: &both, event: (handler.event, event), pair, old: was, new: is };
        let difference = match (handler.reaction, new_handler.reaction) {
            (_, Reaction::Defer) => "is deferred".to_owned(),
            (Reaction::Defer, _) => "is no longer deferred".to_owned(),
            _ => targets.describe_difference(&states),
        };
        let names = words::states(is, states.iter().map(|(_, new)| new));
        let message = format!("'{name}' in {names} {difference}");
        let change = changes.add(Kind::Behaviour, message);
        change.was_at(handler.span).is_at(new_handler.span);
        change.steps = find_changed_lines(&lines, &new_lines);
    }
}

type TargetsByEvent = Map<(EventId, StateId), Set<StateId>>;

/// The targets of each event from each state.
fn collect_targets(model: &Model, machine: MachineId) -> TargetsByEvent {
    let mut targets = TargetsByEvent::new();
    for edge in edges(model, machine) {
        targets.entry((edge.event, edge.from)).or_default().insert(edge.to);
    }
    targets
}

/// The targets of an event in both versions.
struct Targets<'a> {
    targets: &'a [TargetsByEvent; 2],
    event: (EventId, EventId),
    pair: &'a MachinePair,
    old: &'a Machine,
    new: &'a Machine,
}

impl Targets<'_> {
    /// `leads to #refunded, no longer to #cancelled`, or another sentence about the difference.
    fn describe_difference(&self, states: &[(StateId, StateId)]) -> String {
        let mut found: Vec<(Vec<StateId>, Vec<StateId>)> =
            states.iter().map(|(old, new)| self.difference(*old, *new)).gather();
        found.dedup();
        let [(gone, added)] = found.as_slice() else { return "leads elsewhere".to_owned() };
        match (gone.is_empty(), added.is_empty()) {
            (true, true) => "does something else".to_owned(),
            (true, false) => format!("can lead to {} too", words::states(self.new, added)),
            (false, true) => format!("no longer leads to {}", words::states(self.old, gone)),
            (false, false) => format!(
                "leads to {}, no longer to {}",
                words::states(self.new, added),
                words::states(self.old, gone)
            ),
        }
    }

    /// The targets that only the old and that only the new version has; to stay is no target.
    fn difference(&self, old: StateId, new: StateId) -> (Vec<StateId>, Vec<StateId>) {
        let find = |targets: &TargetsByEvent, event, from: StateId| -> Set<StateId> {
            let to = targets.get(&(event, from)).into_iter().flatten().copied();
            to.filter(|to| *to != from).collect()
        };
        let was = find(&self.targets[0], self.event.0, old);
        let is = find(&self.targets[1], self.event.1, new);
        let kept: Set<StateId> = was.iter().filter_map(|state| matching_state(self.pair, *state)).collect();
        let gone = was
            .iter()
            .filter(|state| matching_state(self.pair, **state).is_none_or(|state| !is.contains(&state)));
        (gone.copied().gather(), is.difference(&kept).copied().gather())
    }
}

/// The lines that only one of two bodies has.
fn find_changed_lines(old: &[Line], new: &[Line]) -> Vec<StepChange> {
    let same_start = old.iter().zip(new).take_while(|(old, new)| old.key == new.key).count();
    let (old, new) = (&old[same_start..], &new[same_start..]);
    if old.len() * new.len() > MOST {
        let gone = old.iter().map(|line| StepChange::Gone(line.text.clone()));
        return gone.chain(new.iter().map(|line| StepChange::New(line.text.clone()))).gather();
    }
    let common = CommonLines::of(old, new);
    let unclear = find_texts_with_two_meanings(old, new);
    let shown = |line: &Line| match unclear.contains(line.text.as_str()) {
        true => line.key.clone(),
        false => line.text.clone(),
    };
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i].key == new[j].key {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len()
            || i < old.len() && common.length_from(i + 1, j) >= common.length_from(i, j + 1)
        {
            found.push(StepChange::Gone(shown(&old[i])));
            i += 1;
        } else {
            found.push(StepChange::New(shown(&new[j])));
            j += 1;
        }
    }
    found
}

/// Texts with different meanings in the two bodies, as when a variable became a field of the event.
fn find_texts_with_two_meanings<'l>(old: &'l [Line], new: &[Line]) -> Set<&'l str> {
    let meant: Map<&str, &str> = new.iter().map(|line| (line.text.as_str(), line.key.as_str())).collect();
    let differs = |line: &&Line| meant.get(line.text.as_str()).is_some_and(|key| *key != line.key);
    old.iter().filter(differs).map(|line| line.text.as_str()).collect()
}

/// How many lines the rests of two bodies have in common.
struct CommonLines {
    lengths: Vec<u32>,
    width: usize,
}

impl CommonLines {
    fn of(old: &[Line], new: &[Line]) -> CommonLines {
        let width = new.len() + 1;
        let mut common = CommonLines { lengths: vec![0; (old.len() + 1) * width], width };
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let length = if old[i].key == new[j].key {
                    common.length_from(i + 1, j + 1) + 1
                } else {
                    common.length_from(i + 1, j).max(common.length_from(i, j + 1))
                };
                common.lengths[i * width + j] = length;
            }
        }
        common
    }

    fn length_from(&self, i: usize, j: usize) -> u32 {
        self.lengths[i * self.width + j]
    }
}
