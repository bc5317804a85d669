//! The tables of an exploration, and the results of messages that are kept in them.
//!
//! The results of a message at an instance are computed once for each local state, unless its machine refers to other instances; so are the
//! events that someone outside can send to it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use flow_model::model::{
    Call, Event, EventId, HandlerId, MachineId, Model, Party, PhraseId, RuleId, Span, StateId, Step, Target,
    Type, Update, UpdateOp, VariableId, Visibility,
};
use flow_model::questions::Questions;
use flow_model::visit;
use flow_routing::Origin;
use flow_sim::exec::step::Happened;
use flow_sim::exec::{PhraseCall, Runnable, Value};

use crate::asker::Knowledge;
use crate::compile::are_steps_local;
use crate::compiled::Compiled;
use crate::dialogue::{Early, Leading, remove_unanswerable};
use crate::intern::Lookup;
use crate::needed::Needed;
use crate::open_questions::MOST_COUNTED;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::pause::Interruptions;
use crate::prompted::Prompted;
use crate::regions::{Holder, Regions, extend_each};
use crate::rules::Marks;
use crate::slice::{Place, Relevance, for_each_body, holds_references, receiver};
use crate::step::{Pooled, Reason};
use crate::tables::{Frame, Tables};
use crate::view::{Neighbours, View};
use crate::world::{Local, Message, NOBODY, Slot, Status, World};

/// The most payloads of one event from outside.
const MAX_PAYLOADS: usize = 256;

/// An event of a machine.
pub(crate) type Occasion = (MachineId, EventId);

/// What was reached so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reached {
    /// Handlers, with the states in which they began.
    pub(crate) handlers: BTreeSet<(MachineId, HandlerId, StateId)>,
    /// States that instances were in, if only in passing.
    pub(crate) states: BTreeSet<(MachineId, StateId)>,
    /// Guard groups and chains with an `otherwise` that ran, with the result.
    pub(crate) guards: BTreeSet<(Span, bool)>,
    /// Emits.
    pub(crate) emits: BTreeSet<Span>,
    /// Events that were handled, each with one that its handler sent inside the system.
    pub(crate) caused: BTreeSet<(Occasion, Occasion)>,
}

impl Reached {
    pub(crate) fn add_handler(&mut self, machine: MachineId, handler: HandlerId, state: StateId) {
        self.handlers.insert((machine, handler, state));
    }

    pub(crate) fn add_states(&mut self, machine: MachineId, states: impl IntoIterator<Item = StateId>) {
        self.states.extend(states.into_iter().map(|state| (machine, state)));
    }

    pub(crate) fn add_path(&mut self, path: &[Happened<'_>]) {
        for happened in path {
            match happened {
                Happened::Guard { group, held, .. } => drop(self.guards.insert((group.span, *held))),
                Happened::Otherwise(chain) => drop(self.guards.insert((chain.span, true))),
                Happened::Sent(emit, ..) => drop(self.emits.insert(emit.span)),
                _ => {}
            }
        }
    }
}

/// What the outside can answer.
#[derive(Debug)]
pub(crate) struct KnowledgeBase<'m> {
    model: &'m Model,
    pub(crate) relevance: Relevance,
    pub(crate) regions: Regions,
    /// The calls that `? that failed` asks about, by machine, phrase and words.
    caught: BTreeSet<(MachineId, PhraseId, String)>,
    /// The phrases with relevant answers.
    read: BTreeSet<(MachineId, PhraseId)>,
    all_can_fail: bool,
    /// What makes the results an approximation.
    pub(crate) approximated: BTreeSet<String>,
}

impl<'m> KnowledgeBase<'m> {
    fn new(model: &'m Model, relevance: Relevance, regions: Regions, options: &Options) -> Self {
        let (mut caught, mut read) = (BTreeSet::new(), BTreeSet::new());
        for_each_body(model, &mut |(machine, _), body| {
            collect_caught(machine, body, &mut caught);
            visit::steps(body, &mut |step| {
                if let Step::Update(Update { variable, op: UpdateOp::ComesFrom(call), .. }) = step
                    && relevance.contains(Place::Variable(machine, *variable))
                {
                    read.insert((machine, call.phrase));
                }
            });
        });
        let all_can_fail = options.failures || options.host;
        KnowledgeBase { model, relevance, regions, caught, read, all_can_fail, approximated: BTreeSet::new() }
    }
}

/// For each machine the events that machines send to it, and whether one starts a timer.
fn list_sent(model: &Model) -> (Vec<BTreeSet<EventId>>, bool) {
    let (mut sent, mut has_timers) = (vec![BTreeSet::new(); model.machines.len()], false);
    for_each_body(model, &mut |(machine, _), body| {
        visit::steps(body, &mut |step| {
            has_timers |= matches!(step, Step::Timer(_));
            if let Step::Emit(emit) = step
                && let Some((to, event)) = receiver(machine, emit.target)
            {
                sent[to.index()].insert(event);
            }
        });
    });
    (sent, has_timers)
}

/// The reports of the receiver of a message.
fn filter_reports<'a>(
    model: &'a Model,
    reports: &'a [Vec<EventId>],
    machine: MachineId,
    target: Target,
) -> impl Iterator<Item = EventId> + 'a {
    let events = &model.machines[machine].events;
    let is_from = move |event: &&EventId| match target {
        Target::Actor(actor, _) => events[**event].from == Some(Party::Actor(actor)),
        Target::Machine(..) | Target::Itself(_) => false,
    };
    reports[machine.index()].iter().filter(is_from).copied()
}

/// Collects the calls right above a chain that asks whether they failed.
fn collect_caught(machine: MachineId, body: &[Step], caught: &mut BTreeSet<(MachineId, PhraseId, String)>) {
    for pair in body.windows(2) {
        if let Step::Chain(chain) = &pair[1]
            && chain.catches.is_some()
            && let Some(call) = call_of(&pair[0])
        {
            caught.insert((machine, call.phrase, call.words.to_string()));
        }
    }
    for step in body {
        step.bodies().for_each(|body| collect_caught(machine, body, caught));
    }
}

fn call_of(step: &Step) -> Option<&Call> {
    match step {
        Step::Action(call) | Step::Update(Update { op: UpdateOp::ComesFrom(call), .. }) => Some(call),
        _ => None,
    }
}

impl Knowledge for KnowledgeBase<'_> {
    fn answers(&mut self, machine: MachineId, phrase: PhraseId, zero: &Value) -> Vec<Value> {
        if !self.read.contains(&(machine, phrase)) {
            return vec![zero.clone()];
        }
        let ty = &self.model.machines[machine].phrases[phrase].answer;
        let holder = Holder::Answer(machine, phrase);
        self.regions.domain(self.model, holder, ty, &mut self.approximated)
    }

    fn can_fail(&self, question: &PhraseCall<'_>) -> bool {
        let key = (question.machine, question.phrase, question.words.to_string());
        self.all_can_fail || self.caught.contains(&key)
    }

    fn approximated(&mut self) -> &mut BTreeSet<String> {
        &mut self.approximated
    }
}

/// An event that someone outside can send to an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The number of its [`Content`].
    pub(crate) content: u32,
    /// The event.
    pub(crate) event: EventId,
    /// Why it can arrive.
    pub(crate) reason: Reason,
    /// The fields with references: they take every instance that there is.
    pub(crate) references: Vec<(usize, MachineId)>,
}

/// Explores one model.
#[derive(Debug)]
pub(crate) struct Engine<'m> {
    pub(crate) runnable: &'m Runnable<'m>,
    pub(crate) options: Options,
    pub(crate) questions: Questions,
    pub(crate) knowledge: KnowledgeBase<'m>,
    /// The variables that instances need in their states.
    pub(crate) needed: Needed,
    pub(crate) tables: Tables,
    pub(crate) reached: Reached,
    /// The machine of which the last step made another instance in a conversation that has one.
    pub(crate) second_instance: Option<MachineId>,
    /// The bits of rules in [`World::marks`].
    pub(crate) marks: Marks,
    /// The rules under `when` with a `when` that became true.
    pub(crate) triggered: BTreeSet<RuleId>,
    /// The ids of the instances with keys that were found, by machine.
    pub(crate) keys: BTreeMap<MachineId, Vec<String>>,
    /// The machines at which conversations begin.
    pub(crate) beginners: Vec<MachineId>,
    /// Whether conversations that have become idle make room for others.
    pub(crate) renews: bool,
    /// Successors, to use their memory again: there are millions of them, and few at a time.
    pub(crate) spare: Vec<Pooled>,
    /// Whether a machine starts timers.
    pub(crate) has_timers: bool,
    /// Whether steps are compiled.
    pub(crate) compiles: bool,
    pub(crate) compiled: Compiled,
    /// The values that variables have taken.
    pub(crate) values: Lookup<(MachineId, VariableId), Lookup<Value, ()>>,
    /// A frame to look up, in memory that is used again.
    pub(crate) frame: Frame,
    /// Runs with very many answers.
    pub(crate) interruptions: Interruptions,
    outcomes: Lookup<(u32, u32), Rc<[Outcome]>>,
    /// Queues by what they were before a message was added at their end; `None` is the empty one.
    pub(crate) longer: Lookup<(Option<u32>, u32), u32>,
    /// Queues by what they were before their first message was taken.
    pub(crate) shorter: Lookup<u32, Option<u32>>,
    offers: Lookup<u32, Rc<[Offer]>>,
    /// For each machine, the events of actors outside that answer something.
    answers: Vec<Vec<EventId>>,
    /// For each machine, the internal events of actors outside that no line of the specification asks for, sorted.
    reports: Vec<Vec<EventId>>,
    /// Those of them that a message prompts.
    prompted: Prompted,
    /// The answers that can arrive too early.
    early: Early,
    /// The questions between machines whose answers can cause a transition.
    leading: Leading,
    /// For each machine, the events that machines send to it.
    sent: Vec<BTreeSet<EventId>>,
    /// For each machine, whether its handlers refer to instances.
    refers: Vec<bool>,
}

impl<'m> Engine<'m> {
    /// The engine for a model without irrelevant values.
    pub(crate) fn new(
        runnable: &'m Runnable<'m>,
        relevance: Relevance,
        regions: Regions,
        options: Options,
    ) -> Self {
        let model = runnable.model;
        let mut questions = Questions::of(model);
        remove_unanswerable(runnable, &mut questions);
        let (early, leading) = (Early::of(runnable, &questions), Leading::of(runnable, &questions));
        let of_actors = model.machines.ids().map(|machine| questions.answers_of_actors(machine));
        let answers: Vec<Vec<EventId>> = of_actors.collect();
        let is_report = |machine: MachineId, (event, of): &(EventId, &Event)| {
            matches!(of.from, Some(Party::Actor(_)))
                && of.visibility == Visibility::Internal
                && !answers[machine.index()].contains(event)
        };
        let reports = model.machines.entries().map(|(machine, of)| {
            let reports = of.events.entries().filter(|event| is_report(machine, event));
            reports.map(|(event, _)| event).collect()
        });
        let reports: Vec<Vec<EventId>> = reports.collect();
        let prompted = Prompted::of(runnable, &|machine, target| {
            filter_reports(model, &reports, machine, target).collect()
        });
        let (sent, has_timers) = list_sent(model);
        Engine {
            runnable,
            questions,
            knowledge: KnowledgeBase::new(model, relevance, regions, &options),
            needed: Needed::of(runnable),
            tables: Tables::default(),
            reached: Reached::default(),
            second_instance: None,
            marks: Marks::default(),
            triggered: BTreeSet::new(),
            keys: BTreeMap::new(),
            beginners: Vec::new(),
            renews: false,
            spare: Vec::new(),
            has_timers,
            compiles: are_steps_local(model, &options),
            compiled: Compiled { is_prompt: options.prompt, ..Compiled::default() },
            values: Lookup::default(),
            frame: Frame::default(),
            interruptions: Interruptions::default(),
            outcomes: Lookup::default(),
            longer: Lookup::default(),
            shorter: Lookup::default(),
            offers: Lookup::default(),
            reports,
            prompted,
            early,
            leading,
            answers,
            sent,
            refers: model.machines.ids().map(|machine| runnable.refers_to_instances(machine)).collect(),
            options,
        }
    }

    /// A new engine for the same model.
    pub(crate) fn with_options(&self, options: Options) -> Self {
        let KnowledgeBase { relevance, regions, .. } = &self.knowledge;
        let mut engine = Engine::new(self.runnable, relevance.clone(), regions.clone(), options);
        engine.assign_marks();
        engine
    }

    /// The results of a message at an instance of a world.
    pub(crate) fn outcomes(
        &mut self,
        world: &World,
        slot: Slot,
        sender: Option<Slot>,
        (content, conversation): (u32, Option<u8>),
    ) -> Rc<[Outcome]> {
        let local = world.members[usize::from(slot)];
        let machine = self.tables.locals.get(local).instance.machine;
        if self.refers[machine.index()] {
            let names = {
                let view = View { tables: &self.tables, model: self.runnable.model, world };
                let own = self.tables.locals.get(local).conversation;
                Neighbours::of(&view, Origin { this: slot, sender, conversation: own.or(conversation) })
            };
            return self.run(local, content, Some(names)).into();
        }
        if let Some(known) = self.outcomes.get(&(local, content)) {
            return Rc::clone(known);
        }
        let new: Rc<[Outcome]> = self.run(local, content, None).into();
        if self.interruptions.has_happened {
            return new;
        }
        self.outcomes.insert((local, content), Rc::clone(&new));
        new
    }

    /// The internal events of an actor outside that no line asks for, if it was informed: they answer that where they are accepted.
    pub(crate) fn reports_of(
        &self,
        machine: MachineId,
        target: Target,
    ) -> impl Iterator<Item = EventId> + '_ {
        filter_reports(self.runnable.model, &self.reports, machine, target)
    }

    /// Whether an event of an actor outside, which no line asks for, is an answer to a message nevertheless.
    pub(crate) fn is_prompted(&self, machine: MachineId, target: Target, event: EventId) -> bool {
        self.prompted.contains(machine, target, event)
    }

    /// The answers that are possible in a state that takes none of them, before one that does.
    pub(crate) fn list_early(&self, machine: MachineId, target: Target, state: StateId) -> &[EventId] {
        self.early.list(machine, target, state)
    }

    /// Whether it matters that a question is open: its receiver is outside, an answer can cause a transition, or `--from` follows it.
    pub(crate) fn is_question_needed(&self, machine: MachineId, target: Target, state: StateId) -> bool {
        matches!(target, Target::Actor(..))
            || self.options.from.is_some()
            || self.leading.contains(machine, target, state)
    }

    /// Whether a message is an event of an actor outside that a line of the specification asks for.
    pub(crate) fn answers_actor(&self, message: Message) -> bool {
        let content = self.tables.contents.get(message.content);
        self.answers[content.machine.index()].contains(&content.event)
    }

    /// Whether no line of the specification asks for an event of an actor outside.
    pub(crate) fn is_report(&self, machine: MachineId, event: EventId) -> bool {
        self.reports[machine.index()].contains(&event)
    }

    /// The events that someone outside can send to an instance in this local state.
    pub(crate) fn offers(&mut self, local: u32) -> Rc<[Offer]> {
        if let Some(known) = self.offers.get(&local) {
            return Rc::clone(known);
        }
        let of = self.tables.locals.get(local).clone();
        let mut offers = Vec::new();
        if !of.is_removed {
            let events = &self.runnable.machine(of.instance.machine).events;
            for event in events.ids() {
                if let Some(reason) = self.find_reason(&of, event) {
                    self.add_offers(of.instance.machine, event, reason, &mut offers);
                }
            }
        }
        let offers: Rc<[Offer]> = offers.into();
        self.offers.insert(local, Rc::clone(&offers));
        offers
    }

    fn find_reason(&self, local: &Local, event: EventId) -> Option<Reason> {
        let machine = local.instance.machine;
        let of = &self.runnable.machine(machine).events[event];
        let is_from_outside = match of.from {
            Some(Party::Actor(_)) => true,
            None => of.visibility == Visibility::Public || !self.sent[machine.index()].contains(&event),
            Some(Party::Machine(_) | Party::System | Party::Itself) => false,
        };
        if !is_from_outside || of.handlers.is_empty() {
            return None;
        }
        let handler = self.runnable.handler(machine, local.instance.state, event);
        let is_accepted = handler.is_some_and(|handler| {
            self.runnable.get(machine, handler).reaction != flow_model::model::Reaction::Ignore
        });
        let is_answer = self.answers[machine.index()].contains(&event);
        if of.visibility == Visibility::Public {
            return is_accepted.then_some(Reason::Free);
        }
        let asked = local.questions.iter().filter(|question| {
            matches!(question.target, Target::Actor(..)) && question.answers.contains(&event)
        });
        let asked: Vec<_> = asked.map(|question| (question.status, question.open)).collect();
        // Each answer arrives once, and deferred ones have arrived.
        let deferred = self.count_deferred(local, event);
        let most = asked.iter().map(|(_, open)| usize::from((*open).min(MOST_COUNTED))).sum();
        let is_limited =
            if most > 0 { !self.options.unasked } else { !(self.options.flood || self.options.host) };
        if deferred > 0 && deferred >= most && is_limited {
            return None;
        }
        let statuses: Vec<_> = asked.into_iter().map(|(status, _)| status).collect();
        let is_open = statuses.iter().any(|status| matches!(status, Status::Awaited | Status::Answered));
        if is_accepted && is_open && !(is_answer && self.options.unasked) {
            return Some(Reason::Answer);
        }
        if self.options.unasked || (!is_answer && is_accepted) {
            return is_accepted.then_some(Reason::Free);
        }
        let mut missing = local.questions.iter().filter(|question| question.missed.contains(&event));
        match missing.next().map(|question| question.status) {
            Some(Status::Asked) => Some(Reason::Early),
            Some(_) => Some(Reason::Late),
            None => statuses.contains(&Status::Late).then_some(Reason::Late),
        }
    }

    /// How many events of someone outside an instance has deferred.
    fn count_deferred(&self, local: &Local, event: EventId) -> usize {
        let is_meant = |(message, from): &&(u32, Slot)| {
            let content = self.tables.messages.get(*message).content;
            *from == NOBODY && self.tables.contents.get(content).event == event
        };
        local.deferred.iter().filter(is_meant).count()
    }

    fn add_offers(&mut self, machine: MachineId, event: EventId, reason: Reason, offers: &mut Vec<Offer>) {
        let model = self.runnable.model;
        let of = &model.machines[machine].events[event];
        let mut payloads = vec![Vec::new()];
        let mut references = Vec::new();
        for (field, known) in of.fields.entries() {
            let place = Place::Field(machine, event, field);
            let is_relevant = self.knowledge.relevance.contains(place);
            let values = match &known.ty {
                Type::Reference(to) if is_relevant => {
                    references.push((field.index(), *to));
                    vec![Value::zero(model, &known.ty)]
                }
                ty if is_relevant => {
                    if holds_references(model, ty) {
                        let name = &known.name.text;
                        let note = format!("${name} of :{}: references in it are unset", of.name.text);
                        self.knowledge.approximated.insert(note);
                    }
                    let approximated = &mut self.knowledge.approximated;
                    self.knowledge.regions.domain(model, Holder::Place(place), ty, approximated)
                }
                ty => vec![Value::zero(model, ty)],
            };
            payloads = extend_each(&payloads, &values).collect();
            if payloads.len() > MAX_PAYLOADS {
                let note = format!(":{}: {MAX_PAYLOADS} of its payloads were tried", of.name.text);
                self.knowledge.approximated.insert(note);
                payloads.truncate(MAX_PAYLOADS);
            }
        }
        for payload in payloads {
            let content = self.content(machine, event, payload);
            offers.push(Offer { content, event, reason, references: references.clone() });
        }
    }
}
