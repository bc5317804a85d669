//! What a message does to an instance, under every answer of the outside.
//!
//! The interpreter runs a handler once for each pair of an instance's local state and a message, however many global states have that
//! pair: the results are kept in a table.

use std::sync::Arc;

use flow_model::model::{
    Address, Emit, EventId, ExprKind, Instances, MachineId, StateId, Target, Timer, TimerOp, When,
};
use flow_sim::exec::eval::Others;
use flow_sim::exec::step::{Done, Happened, Instance, Refusal, Started, fields, step};
use flow_sim::exec::{Runnable, Value};

use crate::asker::{Answer, Asker, Given, next_plan};
use crate::engine::Engine;
use crate::open_questions::{answer_question, is_accepted, leave_counted};
use crate::outcome::{Effect, Outcome, OutcomeKind, Recipient};
use crate::pause::{MOST_AT_ONCE, PartialRun};
use crate::slice::Place;
use crate::view::Neighbours;
use crate::world::{Content, Kept, Local, NOBODY, Question, RunningTimer};

impl<'m> Engine<'m> {
    /// Runs the interpreter for an instance and a message, under all answers.
    ///
    /// The result is empty if the run was interrupted ([`crate::pause`]).
    pub(crate) fn run(&mut self, local: u32, content: u32, others: Option<Neighbours>) -> Vec<Outcome> {
        if self.interruptions.has_happened {
            return Vec::new();
        }
        let known = self.interruptions.take(local, content, others.as_ref());
        let mut run = known.unwrap_or_else(|| PartialRun::new(local, content, others));
        let (local, content) =
            (self.tables.locals.get(local).clone(), self.tables.contents.get(content).clone());
        let runnable = self.runnable;
        let end = run.tried + MOST_AT_ONCE;
        while let Some(current) = run.plan.take() {
            if run.tried == end && self.interruptions.is_possible {
                run.plan = Some(current);
                self.interruptions.put_aside(run);
                return Vec::new();
            }
            run.tried += 1;
            let mut instance = local.instance.clone();
            let (result, given, asks_time) = {
                let others = run.others.as_ref().map(|others| others as &dyn Others);
                let mut asker = Asker::new(&current, &mut self.knowledge, others).with_kept(&local.kept);
                let result = step(runnable, &mut asker, &mut instance, content.event, &content.payload);
                (result, asker.given, asker.asks_time)
            };
            if asks_time {
                self.note_time(&content);
            }
            run.plan = next_plan(&given);
            if self.is_excluded(&local, &given) {
                continue;
            }
            match result {
                Ok(done) => {
                    let all = self.handled(&local, &content, instance, &done, &given);
                    all.into_iter().for_each(|outcome| run.add(outcome));
                }
                Err(refusal) => run.add(self.refused(&local, refusal, given)),
            }
        }
        run.outcomes
    }

    /// Names an event whose handler asks for the time.
    fn note_time(&mut self, content: &Content) {
        let of = self.runnable.machine(content.machine);
        let (name, event) = (&of.name.text, &of.events[content.event].name.text);
        let note = format!("now() on ':{event}' of @{name}: every moment is one and the same");
        self.knowledge.approximated.insert(note);
    }

    /// Whether a rule excludes these answers together.
    fn is_excluded(&self, local: &Local, given: &[Given]) -> bool {
        let phrases = &self.runnable.machine(local.instance.machine).phrases;
        let is_given = |function: &str, not: flow_model::model::Not| {
            given.iter().any(|one| {
                let meant = Answer::Holds(not == flow_model::model::Not::Plain);
                phrases[one.phrase].function == function && one.answer == meant
            })
        };
        let exclusions = &self.runnable.model.rules.exclusions;
        exclusions
            .iter()
            .any(|exclusion| exclusion.answers.iter().all(|(function, not)| is_given(function, *not)))
    }

    fn refused(&mut self, local: &Local, refusal: Refusal<'m>, given: Vec<Given>) -> Outcome {
        let state = local.instance.state;
        self.reached.add_path(refusal.path());
        let (kind, handler) = match refusal {
            Refusal::Rejected { .. } => (OutcomeKind::Rejected, None),
            Refusal::Deferred { handler } => (OutcomeKind::Deferred, Some(handler)),
            Refusal::Failed { handler, .. } => (OutcomeKind::Failed, Some(handler)),
            Refusal::Fault { handler, fault, .. } => (OutcomeKind::Fault(fault.message), Some(handler)),
            Refusal::Refused { handler, reason, .. } => (OutcomeKind::Refused(reason), Some(handler)),
        };
        if let Some(handler) = handler {
            self.reached.add_handler(local.instance.machine, handler, state);
        }
        let local = Local { kept: self.keep_answers(local, &given), ..local.clone() };
        let local = self.tables.locals.intern(local);
        let (effects, answers_again, grows) = (Vec::new(), false, None);
        Outcome { kind, local, states: (state, state), handler, effects, given, answers_again, grows }
    }

    /// The result of an event that was handled; there is another one if it is an answer to one of [`MANY`] questions.
    fn handled(
        &mut self,
        before: &Local,
        content: &Content,
        instance: Instance,
        done: &Done<'m>,
        given: &[Given],
    ) -> Vec<Outcome> {
        let machine = instance.machine;
        let states = (before.instance.state, done.state);
        self.reached.add_handler(machine, done.handler, states.0);
        self.reached.add_path(&done.path);
        self.reached.add_states(machine, done.passed());
        let taken_as = self.runnable.get(machine, done.handler).event;
        let mut questions = before.questions.clone();
        // What an actor outside also reports of its own accord replaces no other answer.
        let is_accepted = |event: EventId| {
            !self.is_report(machine, event) && is_accepted(self.runnable, machine, states.0, event)
        };
        let answering = answer_question(&mut questions, [content.event, taken_as], is_accepted);
        let effects = self.list_effects((machine, content.event), done, &mut questions);
        self.rest_questions(machine, states, &mut questions);
        let mut instance = instance;
        self.normalize(&mut instance);
        let has_changed =
            states.0 != states.1 || !effects.is_empty() || instance.context != before.instance.context;
        let answers_again = answering.is_again && has_changed;
        let grows = self.find_growth(&before.instance, &instance);
        let kept = self.keep_answers(before, given);
        let has_many = self.count_questions(machine, &mut questions);
        let local = Local { instance, is_fresh: false, questions, kept, ..before.clone() };
        if has_many && !self.is_repeatable(before, &local, content.event, &effects) {
            self.note_many(machine, &local.questions);
        }
        let mut locals = vec![local];
        if answering.leaves_many {
            let mut counted = locals[0].clone();
            leave_counted(&mut counted.questions);
            locals.push(counted);
        }
        let outcome = |local: Local| {
            let local = self.tables.locals.intern(local);
            let (effects, given) = (effects.clone(), given.to_vec());
            let (kind, handler) = (OutcomeKind::Handled, Some(done.handler));
            Outcome { kind, local, states, handler, effects, given, answers_again, grows }
        };
        locals.into_iter().map(outcome).collect()
    }

    /// What a handler does outside its instance, with the questions that it asks.
    fn list_effects(
        &mut self,
        (machine, event): (MachineId, EventId),
        done: &Done<'m>,
        questions: &mut Vec<Question>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        for happened in &done.path {
            match happened {
                Happened::Sent(emit, values, to) => {
                    self.ask(machine, questions, emit);
                    effects.extend(self.send(machine, emit, values, to.as_ref()));
                }
                Happened::Timed(timer, started) => {
                    effects.push(self.time((machine, done.state), timer, started));
                }
                _ => {}
            }
        }
        for effect in &effects {
            if let Effect::Send { content: sent, .. } = effect {
                let sent = self.tables.contents.get(*sent);
                self.reached.caused.insert(((machine, event), (sent.machine, sent.event)));
            }
        }
        effects
    }

    /// With `--steady`, the answers that an instance of a conversation has been given, sorted.
    fn keep_answers(&self, local: &Local, given: &[Given]) -> Vec<Kept> {
        let mut kept = local.kept.clone();
        if !self.options.steady || local.conversation.is_none() {
            return kept;
        }
        for one in given.iter().filter(|one| !one.has_values) {
            let is_steady = matches!(one.answer, Answer::Holds(_) | Answer::Value(Some(_)));
            let is_known = kept.iter().any(|known| known.phrase == one.phrase && known.words == one.words);
            if is_steady && !is_known {
                let (words, answer) = (Arc::clone(&one.words), one.answer.clone());
                kept.push(Kept { phrase: one.phrase, words, answer });
            }
        }
        kept.sort_by(|a, b| (a.phrase, &a.words).cmp(&(b.phrase, &b.words)));
        kept
    }

    /// Brings a context into the form in which local states are compared.
    pub(crate) fn normalize(&mut self, instance: &mut Instance) {
        let (machine, state) = (instance.machine, instance.state);
        let model = self.runnable.model;
        let variables = &model.machines[machine].variables;
        for (variable, value) in variables.ids().zip(&mut instance.context) {
            let place = Place::Variable(machine, variable);
            let taken = std::mem::replace(value, Value::Nothing);
            let is_needed = self.needed.contains(machine, state, variable);
            *value = match is_needed && self.knowledge.relevance.contains(place) {
                true => {
                    let approximated = &mut self.knowledge.approximated;
                    self.knowledge.regions.limit(model, place, taken, approximated)
                }
                false => Value::zero(model, &variables[variable].ty),
            };
        }
    }

    /// The number of the content of a message.
    pub(crate) fn content(&mut self, machine: MachineId, event: EventId, mut payload: Vec<Value>) -> u32 {
        let model = self.runnable.model;
        let fields = &model.machines[machine].events[event].fields;
        for (field, value) in fields.ids().zip(&mut payload) {
            if !self.knowledge.relevance.contains(Place::Field(machine, event, field)) {
                *value = Value::zero(model, &fields[field].ty);
            }
        }
        self.tables.contents.intern(Content { machine, event, payload })
    }

    fn send(&mut self, from: MachineId, emit: &Emit, values: &[Value], id: Option<&Value>) -> Option<Effect> {
        let (machine, event) = match emit.target {
            Target::Actor(actor, message) => return Some(Effect::Tell(actor, message)),
            Target::Machine(machine, event) => (machine, event),
            Target::Itself(event) => (from, event),
        };
        let runnable = self.runnable;
        let all = &runnable.machine(machine).events[event].fields;
        let names = emit.payload.iter().map(|(field, _)| all[*field].name.text.as_str());
        let payload: Vec<_> = names.zip(values.iter().cloned()).collect();
        let id = || match id {
            Some(Value::Text(id)) => id.to_string(),
            _ => String::new(),
        };
        let to = match (&emit.address, emit.target) {
            (_, Target::Itself(_)) => Recipient::Itself,
            (Address::New, _) => Recipient::New(machine, id()),
            (Address::All, _) => Recipient::All(machine),
            (Address::Reference(_), _) => Recipient::Reference(machine, id()),
            (Address::Partner, _) => match keys(runnable, machine, &payload) {
                Some(keys) => Recipient::Keyed(machine, keys),
                None => Recipient::Partner(machine),
            },
        };
        let payload = fields(runnable, machine, event, &payload);
        let content = self.content(machine, event, payload);
        Some(Effect::Send { content, to })
    }

    pub(crate) fn time(
        &mut self,
        (machine, state): (MachineId, StateId),
        timer: &Timer,
        started: &Started,
    ) -> Effect {
        let (start, is_scheduled) = match &timer.op {
            TimerOp::Start(start) => (start, false),
            TimerOp::Schedule(start) => (start, true),
            TimerOp::CancelTimer => return Effect::CancelUnnamed,
            TimerOp::CancelEvent(event) => return Effect::Cancel(*event),
        };
        let all = &self.runnable.machine(machine).events[start.event].fields;
        let names = start.payload.iter().map(|(field, _)| all[*field].name.text.as_str());
        let payload: Vec<_> = names.zip(started.payload.iter().cloned()).collect();
        let payload = fields(self.runnable, machine, start.event, &payload);
        let content = self.content(machine, start.event, payload);
        let is_literal = start.when.length().is_some_and(|length| match &length.amount.kind {
            ExprKind::Number(_) => true,
            ExprKind::Duration(amount, _) => matches!(amount.kind, ExprKind::Number(_)),
            _ => false,
        });
        Effect::Start(RunningTimer {
            slot: NOBODY,
            content,
            event: start.event,
            is_scheduled,
            repeats: matches!(start.when, When::Every(_)),
            length: is_literal.then_some(started.time),
            started_in: is_scheduled.then_some(state),
            has_left: false,
            group: start.group.as_ref().map(|group| group.states.clone()).unwrap_or_default(),
        })
    }
}

/// The keys that a payload carries for a machine that is `one for each …`; `None` if the rules for receivers decide.
fn keys(runnable: &Runnable<'_>, machine: MachineId, payload: &[(&str, Value)]) -> Option<Vec<Value>> {
    let of = runnable.machine(machine);
    let Instances::PerKey(keys) = &of.instances else { return None };
    let carried = |name: &str| payload.iter().find(|(field, _)| *field == name);
    keys.iter().map(|key| carried(&of.variables[*key].name.text).map(|(_, value)| value.clone())).collect()
}
