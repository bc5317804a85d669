//! The names of the system that the lowering of a machine asks for, for tools that keep machines from one analysis to the next.
//!
//! Most questions are answered by yes or no: whether a phrase is the answer of a `comes from`, whether a text belongs to a choice, whether
//! somebody sends an event with a field. Each has a number, and an answer is yes if its number is in a sorted list. So the questions of a
//! machine are asked again only where such a list has changed. Of other machines, a machine reads the header.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use flow_syntax::ast;
use flow_syntax::gather::Gather;
use flow_syntax::mix::Mix;

use super::Lower;
use crate::collect::{Collected, Parts, walk_steps};
use crate::fingerprint::Key;
use crate::list::List;
use crate::model::{Machine, MachineId, Party};
use crate::sends::Question;

/// The names of the system that machines can ask for.
pub(super) struct SystemNames {
    /// The names of all machines, in order.
    machines: Key,
    /// A hash of the header of each machine.
    headers: List<MachineId, u64>,
    /// A hash of what each machine receives.
    received: List<MachineId, u64>,
    /// The numbers of the questions about the whole system that have the answer yes, sorted.
    all: Rc<[u64]>,
}

impl SystemNames {
    pub(super) fn of(names: &Collected<'_>) -> SystemNames {
        let mut machines = Mix::new();
        names.machines.iter().for_each(|parts| parts.name.text.hash(&mut machines));
        let mut all = Vec::new();
        all.extend(names.actors.iter().map(|actor| Question::Actor(&actor.text).number()));
        all.extend(names.answers.iter().map(|answer| Question::Answer(answer).number()));
        all.extend(names.choices.iter().map(|(name, text)| Question::Choice(name, text).number()));
        all.extend(names.unread.iter().map(|name| Question::Unread(name).number()));
        all.sort_unstable();
        SystemNames {
            machines: machines.key(),
            headers: names.machines.map(hash_header),
            received: names.sends.hash_received(&names.machines),
            all: all.into(),
        }
    }

    /// A hash of the names that a machine has so far, with those that it can ask for without a note.
    pub(super) fn print(&self, names: &Collected<'_>, id: MachineId, machine: &Machine) -> Key {
        let mut print = Mix::new();
        (self.machines, self.headers[id]).hash(&mut print);
        hash_names(names, machine, &mut print);
        // Which facts set variables depends on the answers of others.
        names.machines[id].given.iter().for_each(|variable| variable.hash(&mut print));
        if !names.receivers.is_empty() {
            names.machines[id].bodies().for_each(|body| hash_receivers(names, body, &mut print));
        }
        print.key()
    }
}

/// Hashes the part of a machine that others can read.
fn hash_header(parts: &Parts<'_>) -> u64 {
    let mut print = Mix::new();
    (parts.list.len(), parts.groups.len(), parts.instances.is_some()).hash(&mut print);
    parts.list.iter().for_each(|state| state.text.hash(&mut print));
    for group in parts.groups.values() {
        (&group.name.text, group.members.len()).hash(&mut print);
        group.members.iter().for_each(|member| member.text.hash(&mut print));
    }
    let keys = parts.instances.into_iter().flat_map(|instances| &instances.keys);
    keys.for_each(|key| key.text.hash(&mut print));
    print.finish()
}

/// Hashes the names of a machine.
fn hash_names(names: &Collected<'_>, machine: &Machine, print: &mut Mix) {
    let Machine { states, variables, events, initial, instances, groups, .. } = machine;
    (states.len(), variables.len(), events.len(), initial, instances).hash(print);
    states.iter().for_each(|state| state.name.text.hash(print));
    groups.iter().for_each(|group| (&group.name.text, &group.states).hash(print));
    variables.iter().for_each(|variable| (&variable.name.text, variable.origin).hash(print));
    for event in events {
        match event.from {
            // Its number depends on the whole text.
            Some(Party::Actor(actor)) => (true, &names.actors[actor].text).hash(print),
            from => (false, from).hash(print),
        }
        let fields = event.fields.len();
        (&event.name.text, fields, event.declared.is_some(), event.sender_id, event.visibility).hash(print);
        event.fields.iter().for_each(|field| field.name.text.hash(print));
    }
}

/// Adds the machines that emits to references go to.
fn hash_receivers(names: &Collected<'_>, body: &[ast::Step], print: &mut Mix) {
    walk_steps(body, &mut |step| {
        if let ast::Step::Emit(emit) = step
            && let ast::Receiver::Reference(path) = &emit.to
        {
            names.receivers.get(&path.span).hash(print);
        }
    });
}

/// The questions of the machine that is lowered.
#[derive(Debug, Default)]
pub(super) struct Noted {
    questions: RefCell<Vec<u64>>,
    /// The machines that it names.
    machines: RefCell<Vec<MachineId>>,
}

/// The names that a machine has asked for, and the answers.
#[derive(Debug)]
pub(super) struct KnownNames {
    /// Its own names, before it was lowered.
    print: Key,
    /// The machines that it names, with hashes of their headers.
    others: Vec<(MachineId, u64)>,
    /// A hash of the events that it receives.
    received_print: u64,
    /// The numbers of the questions about these that have the answer yes, sorted.
    received: Vec<u64>,
    /// The numbers of those about the whole system.
    system: Rc<[u64]>,
    /// The numbers of its questions, sorted.
    asked: Vec<u64>,
}

impl KnownNames {
    /// Those of a machine that was lowered.
    pub(super) fn of(lower: &Lower<'_, '_>, system: &SystemNames, id: MachineId, print: Key) -> KnownNames {
        let sorted = |mut list: Vec<_>| {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
            list
        };
        let mut machines = lower.noted_names.machines.take();
        machines.sort_unstable();
        machines.dedup();
        KnownNames {
            print,
            others: machines.into_iter().map(|other| (other, system.headers[other])).gather(),
            received_print: system.received[id],
            received: lower.names.sends.list_received(id),
            system: system.all.clone(),
            asked: sorted(lower.noted_names.questions.take()),
        }
    }

    /// Whether a machine would get the same answers now.
    pub(super) fn has_same_answers(
        &mut self,
        names: &Collected<'_>,
        system: &SystemNames,
        (id, print): (MachineId, Key),
    ) -> bool {
        if self.print != print || self.others.iter().any(|(other, header)| system.headers[*other] != *header)
        {
            return false;
        }
        if self.received_print == system.received[id] && self.system == system.all {
            self.system = system.all.clone();
            return true;
        }
        let received = names.sends.list_received(id);
        let is_in = |list: &[u64], asked: &u64| list.binary_search(asked).is_ok();
        let then = |asked: &u64| is_in(&self.received, asked) || is_in(&self.system, asked);
        let now = |asked: &u64| is_in(&received, asked) || is_in(&system.all, asked);
        let is_same = self.asked.iter().all(|asked| then(asked) == now(asked));
        (self.received, self.received_print) = (received, system.received[id]);
        self.system = system.all.clone();
        is_same
    }
}

impl Lower<'_, '_> {
    /// Notes a question of the machine that is lowered.
    pub(super) fn note_question(&self, asked: Question<'_>) {
        if self.noted.is_some() {
            self.noted_names.questions.borrow_mut().push(asked.number());
        }
    }

    /// Notes that the machine that is lowered names a party, or would name it if it existed.
    pub(super) fn note_party(&self, name: &str, party: Option<Party>) {
        match party {
            Some(Party::Machine(machine)) => self.note_machine(machine),
            Some(Party::Actor(_)) | None => self.note_question(Question::Actor(name)),
            Some(Party::System | Party::Itself) => {}
        }
    }

    /// Notes that the machine that is lowered names another one.
    pub(super) fn note_machine(&self, machine: MachineId) {
        if self.noted.is_some_and(|own| own != machine) {
            self.noted_names.machines.borrow_mut().push(machine);
        }
    }
}
