//! Named items of both versions, matched: kept, renamed, removed and added.
//!
//! A removed item and an added one of similar names are matched too, as a renaming: so one renamed state is one change, not
//! one for every event that is accepted in it.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use crate::edges::edges;
use crate::list::Id;
use crate::model::*;
use crate::near::nearest;
use crate::words;

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// The group in which its name is unique: an event's sender.
    group: String,
    name: String,
    /// A property that a renaming does not change: a variable's type.
    like: String,
    /// Identifies it under an entirely different name, if no other item has the same shape: the events of a state.
    shape: String,
}

/// The most pairs of a removed and an added name that are compared: the comparison is quadratic, and with 500 names on each
/// side a second version is no renaming of the first.
const MOST: usize = 1 << 18;

/// Two lists of named items of one kind, matched.
#[derive(Clone, Debug)]
pub(super) struct Matched<I> {
    /// The ids of items that both versions have, in the order of the new list.
    pub(super) both: Vec<(I, I)>,
    /// Those of `both` that have another name now.
    pub(super) renamed: Vec<(I, I)>,
    /// The items that only the old version has.
    pub(super) gone: Vec<I>,
    /// The items that only the new version has.
    pub(super) new: Vec<I>,
    /// For each old item the new one.
    to: List<I, Option<I>>,
}

impl<I: Id> Matched<I> {
    /// Splits the new items: the first result has those that satisfy the condition and everything else, the second only the
    /// other new items.
    pub(super) fn split_new(&self, condition: impl Fn(&I) -> bool) -> (Matched<I>, Matched<I>) {
        let (wanted, others) = self.new.iter().copied().partition(condition);
        let only_new =
            Matched { both: Vec::new(), renamed: Vec::new(), gone: Vec::new(), new: others, to: List::new() };
        (Matched { new: wanted, ..self.clone() }, only_new)
    }

    /// Matches by group and name, then, within a group, by nearness of names.
    fn of(old: &[Named], new: &[Named]) -> Matched<I> {
        let key = |named: &'_ Named| (named.group.clone(), named.name.clone());
        let at: Map<_, usize> = new.iter().enumerate().map(|(at, named)| (key(named), at)).collect();
        let mut to: Vec<Option<usize>> = old.iter().map(|named| at.get(&key(named)).copied()).gather();
        let taken: Set<usize> = to.iter().flatten().copied().collect();
        let mut free: Vec<usize> = (0..new.len()).filter(|at| !taken.contains(at)).gather();
        let mut renamed = Vec::new();
        let open = |to: &[Option<usize>]| (0..old.len()).filter(|at| to[*at].is_none()).gather();
        let few = open(&to).len() * free.len() <= MOST;
        for from in open(&to).into_iter().filter(|_| few) {
            if let Some(found) = find_renaming(&old[from], new, &free) {
                to[from] = Some(found);
                renamed.push((from, found));
                free.retain(|at| *at != found);
            }
        }
        for (from, found) in match_by_shape(old, &open(&to), new, &free) {
            to[from] = Some(found);
            renamed.push((from, found));
            free.retain(|at| *at != found);
        }
        let mut both: Vec<_> = to.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).gather();
        both.sort_by_key(|(_, new)| *new);
        let ids = |pairs: Vec<(usize, usize)>| {
            pairs.into_iter().map(|(old, new)| (I::new(old), I::new(new))).gather()
        };
        Matched {
            gone: open(&to).into_iter().map(I::new).gather(),
            both: ids(both),
            renamed: ids(renamed),
            new: free.into_iter().map(I::new).gather(),
            to: to.into_iter().map(|new| new.map(I::new)).collect(),
        }
    }

    /// The item of the new version that one of the old version is.
    pub(super) fn new_of(&self, old: I) -> Option<I> {
        self.to.get(old.index()).copied().flatten()
    }
}

impl Matched<MessageId> {
    /// Matches the messages to one actor.
    pub(super) fn of_messages(old: &[Message], new: &[Message]) -> Self {
        let names = |messages: &[Message]| unshaped_names(messages.iter().map(|message| &message.name));
        Matched::of(&names(old), &names(new))
    }
}

/// The new name that probably replaces the old one: a similar one, or one that has all its words, or only words of it.
fn find_renaming(old: &Named, new: &[Named], free: &[usize]) -> Option<usize> {
    let like = |at: &&usize| new[**at].group == old.group && new[**at].like == old.like;
    let free: Vec<usize> = free.iter().filter(like).copied().gather();
    let near = nearest(&old.name, free.iter().map(|at| new[*at].name.as_str()));
    let is_near = |at: &&usize| near.is_some_and(|near| near == new[**at].name);
    let within = |a: &str, b: &str| a.split('_').all(|word| b.split('_').any(|other| other == word));
    let shares = |at: &&usize| within(&old.name, &new[**at].name) || within(&new[**at].name, &old.name);
    free.iter().find(is_near).or_else(|| free.iter().find(shares)).copied()
}

/// Pairs of items of one shape, where no other item has that shape.
fn match_by_shape(old: &[Named], open: &[usize], new: &[Named], free: &[usize]) -> Vec<(usize, usize)> {
    let by_shape = |list: &[Named], at: &[usize]| {
        let mut found: Map<String, Vec<usize>> = Map::new();
        for at in at.iter().copied().filter(|at| !list[*at].shape.is_empty()) {
            found.entry(list[at].shape.clone()).or_default().push(at);
        }
        found
    };
    let new = by_shape(new, free);
    let only = |(shape, from): (String, Vec<usize>)| match (from.as_slice(), new.get(&shape)?.as_slice()) {
        ([from], [to]) => Some((*from, *to)),
        _ => None,
    };
    by_shape(old, open).into_iter().filter_map(only).gather()
}

/// A machine that both versions have.
#[derive(Clone, Debug)]
pub(super) struct MachinePair {
    pub(super) old: MachineId,
    pub(super) new: MachineId,
    pub(super) states: Matched<StateId>,
    pub(super) variables: Matched<VariableId>,
    pub(super) events: Matched<EventId>,
    pub(super) phrases: Matched<PhraseId>,
}

/// All that is matched.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// The machines of both versions, by their lists.
    pub(super) all: Matched<MachineId>,
    /// Those that both have.
    pub(super) machines: Vec<MachinePair>,
    /// Where in `machines` each old one is.
    by_old: Map<MachineId, usize>,
    /// The actors outside.
    pub(super) actors: Matched<ActorId>,
}

impl Names {
    pub(super) fn of(old: &Model, new: &Model) -> Names {
        let machines = |model: &Model| unshaped_names(model.machines.iter().map(|machine| &machine.name));
        let actors = |model: &Model| unshaped_names(model.actors.iter().map(|actor| &actor.name));
        let all = Matched::of(&machines(old), &machines(new));
        let actors = Matched::of(&actors(old), &actors(new));
        let mut names = Names { all, machines: Vec::new(), by_old: Map::new(), actors };
        let pair = |(from, to): &(MachineId, MachineId)| names.match_machines(old, new, *from, *to);
        names.machines = names.all.both.iter().map(pair).gather();
        names.by_old = names.machines.iter().enumerate().map(|(at, pair)| (pair.old, at)).collect();
        names
    }

    fn match_machines(&self, old: &Model, new: &Model, from: MachineId, to: MachineId) -> MachinePair {
        let (was, is) = (&old.machines[from], &new.machines[to]);
        MachinePair {
            old: from,
            new: to,
            states: Matched::of(&name_states(old, from), &name_states(new, to)),
            variables: Matched::of(&name_variables(old, was), &name_variables(new, is)),
            events: Matched::of(
                &name_events(old, from, |party| self.new_name_of_party(old, new, party)),
                &name_events(new, to, |party| words::party(new, party)),
            ),
            phrases: Matched::of(&name_phrases(old, was), &name_phrases(new, is)),
        }
    }

    /// The name in the new version of a party of the old one.
    pub(super) fn new_name_of_party(&self, old: &Model, new: &Model, party: Party) -> String {
        let now = match party {
            Party::Machine(id) => self.all.new_of(id).map(Party::Machine),
            Party::Actor(id) => self.actors.new_of(id).map(Party::Actor),
            Party::System | Party::Itself => None,
        };
        now.map_or_else(|| words::party(old, party), |now| words::party(new, now))
    }

    /// The machine pair of an old machine.
    pub(super) fn machine(&self, old: MachineId) -> Option<&MachinePair> {
        self.by_old.get(&old).map(|at| &self.machines[*at])
    }
}

/// Names of one group.
fn unshaped_names<'m>(names: impl Iterator<Item = &'m Name>) -> Vec<Named> {
    names.map(|name| named_item("", &name.text, "")).gather()
}

fn named_item(group: impl Into<String>, name: &str, like: impl Into<String>) -> Named {
    Named { group: group.into(), name: name.to_owned(), like: like.into(), shape: String::new() }
}

/// States, with the events that enter and leave them as shapes.
fn name_states(model: &Model, machine: MachineId) -> Vec<Named> {
    let owner = &model.machines[machine];
    let mut shapes: List<StateId, Set<String>> = owner.states.map(|_| Set::new());
    for edge in edges(model, machine).into_iter().filter(|edge| edge.from != edge.to) {
        let event = words::event(owner, edge.event);
        shapes[edge.from].insert(format!("out by {event}"));
        shapes[edge.to].insert(format!("in by {event}"));
    }
    let shape = |shape: Set<String>| shape.into_iter().gather().join(", ");
    let states = owner.states.iter().zip(shapes);
    states
        .map(|(state, events)| Named { shape: shape(events), ..named_item("", &state.name.text, "") })
        .gather()
}

/// Variables: one that is renamed keeps its type.
fn name_variables(model: &Model, machine: &Machine) -> Vec<Named> {
    let variables = machine.variables.iter();
    variables.map(|variable| named_item("", &variable.name.text, words::ty(model, &variable.ty))).gather()
}

/// Events, grouped by sender; those without handlers are a group of their own, since the machine does not accept them. Their
/// moves are their shapes.
fn name_events(model: &Model, machine: MachineId, party: impl Fn(Party) -> String) -> Vec<Named> {
    let owner = &model.machines[machine];
    let mut shapes: Map<EventId, Set<String>> = Map::new();
    for edge in edges(model, machine).into_iter().filter(|edge| edge.from != edge.to) {
        let shown_move = format!("{} to {}", words::state(owner, edge.from), words::state(owner, edge.to));
        shapes.entry(edge.event).or_default().insert(shown_move);
    }
    let group = |event: &Event| match (event.handlers.is_empty(), event.from) {
        (true, _) => "unhandled".to_owned(),
        (false, from) => from.map(&party).unwrap_or_default(),
    };
    let events = owner.events.entries().map(|(id, event)| {
        let (group, moves) = (group(event), shapes.remove(&id).unwrap_or_default());
        let moves: Vec<_> = moves.into_iter().gather();
        let shape = if moves.is_empty() { String::new() } else { format!("{group}: {}", moves.join(", ")) };
        Named { shape, ..named_item(group, &event.name.text, "") }
    });
    events.gather()
}

/// Phrases, grouped by what they are for. One that is renamed keeps its arguments' types.
fn name_phrases(model: &Model, machine: &Machine) -> Vec<Named> {
    let group = |phrase: &Phrase| match phrase.kind {
        PhraseKind::Guard => "guard",
        PhraseKind::Action => "action",
        PhraseKind::Answer => "answer",
        PhraseKind::Fact | PhraseKind::Assertion => "test",
    };
    let types =
        |phrase: &Phrase| phrase.params.iter().map(|param| words::ty(model, &param.ty)).gather().join(", ");
    machine.phrases.iter().map(|phrase| named_item(group(phrase), &phrase.function, types(phrase))).gather()
}
