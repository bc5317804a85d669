//! Machines that are lowered to the same model as before: they are taken from the earlier model.
//!
//! How a machine is lowered depends on its text, on names of the whole system, on its parts before (others may have added events, fields
//! and states to it), and on the answers to its questions about others. If all of these are the same, so are the bodies of its handlers, the
//! names that it adds to itself, those that it adds to others, and its [`Remarks`]. A machine with findings of this stage is lowered anew.

use std::ops::Range;

use flow_syntax::diagnostic::{Diagnostic, Diagnostics};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;
use flow_syntax::source::{Sources, Span};

use super::crossings::add_crossings;
use super::names::{KnownNames, SystemNames};
use super::scope::{Scope, Side, intern_field};
use super::text::{Moves, OwnText, Units};
use super::{Annotation, Asked, Index, Lower, Lowered, Remarks};
use crate::collect::Collected;
use crate::fingerprint::Key;
use crate::infer::TypeNumbers;
use crate::list::List;
use crate::model::{
    ActorId, Block, Event, Expr, Fact, FactKind, Handler, Machine, MachineId, Model, Party, PayloadField,
    Presence, State, Target, Type,
};
use crate::numbers::Numbers;
use crate::slot::Slot;

/// The data that is kept of a machine.
#[derive(Debug)]
pub(crate) struct Known {
    /// Its text; `None` if it is not kept.
    text: Option<OwnText>,
    /// Names of the system and of the machine itself, before it was lowered.
    names: KnownNames,
    /// The lengths of its lists before it was lowered.
    before: Extent,
    /// And afterwards.
    pub(crate) after: Extent,
    /// The findings of its lowering.
    findings: Vec<Diagnostic>,
    /// The types that those of its values depend on.
    pub(crate) types: Vec<Type>,
    /// The ends of the bodies of its handlers, with the steps that they crossed in the earlier model, if it is taken from that.
    tails: Option<Vec<Block>>,
    /// What it sends to others that had other numbers in the earlier model, if it is taken from that.
    numbers: Option<Numbers>,
    /// Where its parts have moved to since then, if it is taken from that.
    moves: Option<Moves>,
}

impl Known {
    /// Removes and returns how its parts have moved.
    pub(crate) fn take_moves(&mut self) -> Option<Moves> {
        self.moves.take()
    }

    /// Whether all messages have the numbers that they had in the earlier model, if it is taken from that.
    pub(crate) fn has_same_numbers(&self) -> bool {
        self.numbers.as_ref().is_none_or(Numbers::are_same)
    }

    /// Ends the bodies of a machine that was taken, and that is accepted in the same states, as in the earlier model.
    pub(crate) fn settle(&mut self, machine: &mut Machine) -> bool {
        let Some(tails) = self.tails.take() else { return false };
        for (handler, tail) in machine.handlers.iter_mut().zip(tails) {
            if handler.own < handler.body.len() {
                handler.body.truncate(handler.own);
                handler.body.extend(tail);
                handler.body.shrink_to_fit();
            }
        }
        true
    }

    /// Gives the types in a machine that was taken the numbers that they have now.
    pub(crate) fn renumber_types(&mut self, machine: &mut Machine, numbers: &TypeNumbers) {
        numbers.apply_to_machine(machine);
        self.tails.iter_mut().flatten().for_each(|tail| numbers.apply_to_steps(tail));
    }

    /// Removes and returns what it sends to others that had other numbers in the earlier model.
    pub(crate) fn take_numbers(&mut self) -> Option<Numbers> {
        self.numbers.take()
    }

    /// Forgets how its bodies ended in the earlier model.
    pub(crate) fn forget_tails(&mut self) {
        self.tails = None;
    }

    /// Lets the machine be lowered anew the next time.
    pub(crate) fn forget_text(&mut self) {
        self.text = None;
    }
}

/// The lengths of the lists of a machine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Extent {
    /// The number of mentions of each state.
    mentions: Vec<usize>,
    /// The number of variables.
    pub(crate) variables: usize,
    /// The number of fields of each event.
    pub(crate) fields: Vec<usize>,
}

impl Extent {
    fn of(machine: &Machine) -> Extent {
        Extent {
            mentions: machine.states.iter().map(|state| state.mentions.len()).gather(),
            variables: machine.variables.len(),
            fields: machine.events.iter().map(|event| event.fields.len()).gather(),
        }
    }
}

/// An earlier result.
#[derive(Debug)]
pub(crate) struct Earlier {
    /// Its machines, with their remarks.
    pub(crate) machines: Vec<(Known, Remarks)>,
    /// Its model.
    pub(crate) model: Model,
}

/// A result, and the data for the next one.
pub(crate) struct LoweredAgain {
    pub(crate) lowered: Lowered,
    pub(crate) known: Vec<Known>,
    /// Which machines were taken from the earlier model.
    pub(crate) taken: List<MachineId, Taken>,
}

/// What decides whether a machine is taken from the earlier model, apart from its questions about others.
struct Now<'n> {
    text: &'n OwnText,
    /// The hash of its names.
    print: Key,
    system: &'n SystemNames,
    /// The actors that have other numbers.
    actors: &'n Map<ActorId, ActorId>,
    before: &'n Extent,
}

/// Whether a machine is that of the earlier model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It was lowered anew.
    No,
    /// It is, but its parts have moved.
    Apart,
    /// It is, and its parts have moved together, or not at all.
    Together,
}

/// Resolves the bodies of all machines, as [`super::lower`] does.
pub(crate) fn lower_again(
    sources: &Sources,
    names: &Collected<'_>,
    units: &Units,
    earlier: Option<Earlier>,
    diags: &mut Diagnostics,
) -> LoweredAgain {
    let system = SystemNames::of(names);
    let actors = earlier.as_ref().map(|earlier| number_actors(&earlier.model, names)).unwrap_or_default();
    let mut earlier =
        earlier.into_iter().flat_map(|earlier| earlier.model.machines.into_iter().zip(earlier.machines));
    let mut lower = Lower::new(sources, names, diags);
    lower.declare_names();
    let (mut known, mut all_taken) = (Vec::new(), List::new());
    for (machine, parts) in names.machines.entries() {
        let before = Extent::of(&lower.model.machines[machine]);
        let print = system.print(names, machine, &lower.model.machines[machine]);
        let text = OwnText::of(parts, units);
        let then = earlier.next();
        let taken = then.zip(text.as_ref()).and_then(|(then, text)| {
            let now = Now { text, print, system: &system, actors: &actors, before: &before };
            lower.take_machine(machine, then, &now)
        });
        all_taken.push(taken.as_ref().map_or(Taken::No, |(taken, _)| *taken));
        let after_all = match taken {
            Some((_, then)) => {
                lower.diags.extend(&then.findings);
                Known { text, before, ..then }
            }
            None => {
                let findings = lower.lower_noted(machine);
                let names = KnownNames::of(&lower, &system, machine, print);
                let text = text.filter(|text| text.decides(&findings, sources));
                let after = before.clone();
                let (types, tails, numbers, moves) = Default::default();
                Known { text, names, before, after, findings, types, tails, numbers, moves }
            }
        };
        lower.finish_remarks();
        let after = Extent::of(&lower.model.machines[machine]);
        known.push(Known { after, ..after_all });
    }
    LoweredAgain { lowered: lower.finish(), known, taken: all_taken }
}

/// The numbers that the actors of an earlier model have now, of those that have others.
fn number_actors(earlier: &Model, names: &Collected<'_>) -> Map<ActorId, ActorId> {
    let now = |name: &str| match names.party(name) {
        Some(Party::Actor(actor)) => Some(actor),
        _ => None,
    };
    let actors = earlier.actors.entries().filter_map(|(then, actor)| Some((then, now(&actor.name.text)?)));
    actors.filter(|(then, now)| then != now).collect()
}

impl Lower<'_, '_> {
    /// Lowers a machine, and notes its questions; its findings.
    fn lower_noted(&mut self, machine: MachineId) -> Vec<Diagnostic> {
        let count = self.diags.count();
        self.noted = Some(machine);
        self.lower_machine(machine);
        self.noted = None;
        self.diags.list_after(count).to_vec()
    }

    /// Takes a machine from the earlier model, if it would be lowered to the same. The result is the data that was kept of it, with its findings at
    /// their places of now.
    fn take_machine(
        &mut self,
        machine: MachineId,
        (mut old, (mut known, mut remarks)): (Machine, (Known, Remarks)),
        now: &Now<'_>,
    ) -> Option<(Taken, Known)> {
        let Now { text, print, system, actors, before } = *now;
        if !known.names.has_same_answers(self.names, system, (machine, print))
            || known.before.fields != before.fields
            || known.before.variables != before.variables
            || known.before.mentions.len() != before.mentions.len()
            || old.name.text != self.model.machines[machine].name.text
            || remarks.told_ids.iter().any(|told| told.value.is_some())
        {
            return None;
        }
        let moves = text.moves_since(known.text.as_mut()?)?;
        let mut numbers = Numbers::of_actors(actors);
        let mut is_same = |asked: &mut Asked| self.has_same_answer(machine, asked, (&moves, &mut numbers));
        if !remarks.asked.iter_mut().all(&mut is_same) {
            return None;
        }
        if !numbers.are_same() {
            renumber(&mut old, &mut remarks, &numbers);
        }
        let mentions = remarks.asked.iter().filter_map(|asked| match asked {
            Asked::State { machine, name, is } => Some((*machine, *is, name.span)),
            _ => None,
        });
        for (machine, state, span) in mentions {
            self.model.machines[machine].states[state].mentions.push(span);
        }
        let tails = self.take_parts(machine, old, (&known, &mut remarks), &moves);
        // They are there already, if the earlier model is one that was not finished.
        known.tails.get_or_insert(tails);
        known.numbers.get_or_insert(numbers);
        remarks.relocate(&moves);
        self.remarks = remarks;
        let taken = if moves.are_equal() { Taken::Together } else { Taken::Apart };
        known.findings.iter_mut().for_each(|found| moves.apply(found.span, found));
        known.moves = Some(moves);
        Some((taken, known))
    }

    /// Repeats a question about others, and the addition to them. The place of the question is moved. What is sent to others may have other
    /// numbers.
    fn has_same_answer(
        &mut self,
        own: MachineId,
        asked: &mut Asked,
        (moves, numbers): (&Moves, &mut Numbers),
    ) -> bool {
        match asked {
            Asked::Event { machine, name, from, is } => {
                moves.apply(name.span, name);
                let now = self.received_event(*machine, name, *from);
                numbers.add(Target::Machine(*machine, *is), Target::Machine(*machine, now));
                *is = now;
                true
            }
            Asked::Message { actor, name, is } => {
                moves.apply(name.span, name);
                let then = Target::Actor(*actor, *is);
                *actor = numbers.of_actor(*actor);
                *is = self.find_or_add_message(*actor, name);
                numbers.add(then, Target::Actor(*actor, *is));
                true
            }
            Asked::Field { target, name, is } => {
                moves.apply(name.span, name);
                let then = *target;
                numbers.apply(target);
                if self.is_undeclared(own, *target, name) {
                    return false;
                }
                let scope = Scope::of_story(own, Side::Body);
                let now = intern_field(self.payload_fields_mut(&scope, *target), name);
                numbers.add_field(then, *is, now);
                *is = now;
                true
            }
            Asked::State { machine, name, is } => {
                moves.apply(name.span, name);
                self.find_or_add_state(*machine, name) == *is
            }
            Asked::Variable { machine, name, is } => {
                moves.apply(name.span, name);
                self.intern_variable(*machine, name) == *is
            }
            Asked::HasVariable { machine, name } => {
                self.names.machines[*machine].set.contains(name.as_str())
                    || self.index[*machine].variables.contains_key(name)
            }
            // They depend on the finished machines.
            Asked::Expected { to, .. } => {
                to.iter_mut().for_each(|to| numbers.apply_to_party(to));
                true
            }
            Asked::Answered { actor, .. } => {
                *actor = numbers.of_actor(*actor);
                true
            }
        }
    }

    /// Takes the additions of the lowering of a machine to itself; the ends of its bodies.
    fn take_parts(
        &mut self,
        machine: MachineId,
        old: Machine,
        (known, remarks): (&Known, &mut Remarks),
        moves: &Moves,
    ) -> Vec<Block> {
        let Machine {
            name: _,
            instances: _,
            states,
            initial: _,
            groups: _,
            ends: _,
            crossings,
            uses_id,
            variables,
            items,
            events,
            phrases,
            scenarios,
            handlers,
            acceptance: _,
        } = old;
        let new = &mut self.model.machines[machine];
        let index = &mut self.index[machine];
        for (at, state) in states.into_iter().take(known.after.mentions.len()).enumerate() {
            let first = known.before.mentions.get(at).copied().unwrap_or(0);
            take_state(new, index, (at, state), (first..known.after.mentions[at], moves));
        }
        for (at, mut variable) in variables.into_iter().take(known.after.variables).enumerate() {
            if at >= known.before.variables {
                moves.apply(variable.name.span, &mut variable);
                let name = variable.name.text.clone();
                index.variables.insert(name, new.variables.push(variable));
            }
        }
        for (at, event) in events.into_iter().take(known.after.fields.len()).enumerate() {
            let first = known.before.fields.get(at).copied().unwrap_or(0);
            take_event(new, index, (at, event), (first..known.after.fields[at], moves));
        }
        new.uses_id = uses_id;
        new.items = items;
        new.items.iter_mut().for_each(|item| moves.apply(item.name.span, item));
        new.phrases = phrases;
        new.phrases.iter_mut().for_each(|phrase| moves.apply(phrase.span, phrase));
        new.scenarios = scenarios;
        new.scenarios.iter_mut().for_each(|scenario| moves.apply(scenario.span, scenario));
        new.crossings = crossings;
        new.crossings.iter_mut().for_each(|crossing| moves.apply(crossing.span, crossing));
        new.handlers = handlers;
        move_handlers(machine, new, remarks, moves)
    }
}

/// Gives what a machine that is taken sends to others the numbers that these have now, but for those in its questions.
fn renumber(machine: &mut Machine, remarks: &mut Remarks, numbers: &Numbers) {
    numbers.apply_to_machine(machine);
    for Annotation { slot, ty: _ } in &mut remarks.annotations {
        match slot {
            Slot::Message(actor, message, field) => {
                *field = numbers.of_field(Target::Actor(*actor, *message), *field);
                (*actor, *message) = numbers.of_message(*actor, *message);
            }
            Slot::Field(machine, event, field) => {
                let then = Target::Machine(*machine, *event);
                *field = numbers.of_field(then, *field);
                if let Target::Machine(_, now) = numbers.of(then) {
                    *event = now;
                }
            }
            Slot::Variable(..) | Slot::Item(..) | Slot::Param(..) | Slot::Answer(..) => {}
        }
    }
    let messages = remarks.messages.iter_mut().flatten();
    messages.for_each(|(actor, message)| (*actor, *message) = numbers.of_message(*actor, *message));
}

/// Moves the handlers of a machine that is taken, without the additions of later stages; the ends of their bodies.
fn move_handlers(id: MachineId, machine: &mut Machine, remarks: &mut Remarks, moves: &Moves) -> Vec<Block> {
    let mut tails = Vec::new();
    for told in &mut remarks.told_ids {
        told.value = take_told(&mut machine.handlers[told.handler], told.span);
        told.value.iter_mut().for_each(|value| moves.apply(value.span, value));
    }
    for handler in &mut machine.handlers {
        let mut tail = handler.body.split_off(handler.own);
        tail.iter_mut().for_each(|step| moves.apply(step.span(), step));
        tails.push(tail);
        moves.apply(handler.span, handler);
        add_crossings(id, &machine.crossings, handler);
    }
    tails
}

/// Takes the mentions of a state in the machine itself, and a state that it adds.
fn take_state(
    new: &mut Machine,
    index: &mut Index,
    (at, mut state): (usize, State),
    (own, moves): (Range<usize>, &Moves),
) {
    state.mentions.truncate(own.end);
    state.mentions.drain(..own.start);
    state.mentions.iter_mut().for_each(|span| moves.apply(*span, span));
    match new.states.get_mut(at) {
        Some(known) => known.mentions.append(&mut state.mentions),
        None => {
            moves.apply(state.name.span, &mut state.name);
            let name = state.name.text.clone();
            index.states.insert(name, new.states.push(state));
        }
    }
}

/// Takes the fields that the machine itself adds to an event, and an event that it adds.
fn take_event(
    new: &mut Machine,
    index: &mut Index,
    (at, mut event): (usize, Event),
    (own, moves): (Range<usize>, &Moves),
) {
    let fields = std::mem::take(&mut event.fields).into_iter().take(own.end).skip(own.start);
    let fields = fields.map(|mut field| {
        moves.apply(field.name.span, &mut field);
        PayloadField { presence: Presence::Always, ..field }
    });
    match new.events.get_mut(at) {
        Some(known) => {
            known.fields.extend(fields);
            known.sender_id = event.sender_id;
            known.handlers = event.handlers;
        }
        None => {
            event.fields.extend(fields);
            moves.apply(event.name.span, &mut event);
            let (name, from) = (event.name.text.clone(), event.from);
            let id = new.events.push(event);
            index.events.entry(name).or_default().push((from, id));
        }
    }
}

/// Takes the value of a fact about a sender out of a handler.
fn take_told(handler: &mut Handler, span: Span) -> Option<Expr> {
    let is_told = |fact: &Fact| fact.span == span && matches!(fact.kind, FactKind::Payload(..));
    let at = handler.given.iter().position(is_told)?;
    match handler.given.remove(at).kind {
        FactKind::Payload(_, value) => Some(value),
        _ => None,
    }
}

impl Remarks {
    /// Moves all places, but for those of questions, which are moved when these are asked.
    fn relocate(&mut self, moves: &Moves) {
        let Remarks {
            annotations,
            asked_for_items,
            uses_time: _,
            told_ids,
            own_ids,
            id_reads,
            reads: _,
            called,
            messages: _,
            asked: _,
        } = self;
        annotations.iter_mut().for_each(|of| moves.apply(of.ty.span, &mut of.ty));
        asked_for_items.iter_mut().for_each(|span| moves.apply(*span, span));
        told_ids.iter_mut().for_each(|of| moves.apply(of.span, &mut of.span));
        own_ids.iter_mut().for_each(|of| moves.apply(of.span, &mut of.span));
        id_reads.iter_mut().for_each(|of| moves.apply(of.span, &mut of.span));
        called.iter_mut().for_each(|of| moves.apply(of.span, &mut of.span));
    }
}
