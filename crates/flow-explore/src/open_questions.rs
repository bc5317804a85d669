//! The questions that an instance has asked, from the emit to the answer.
//!
//! Equal questions to an actor outside are counted, since each may be answered. A question is open until it is answered, or its asker is
//! in a state that accepts no answer; an answer that was possible before may then arrive late.

use flow_model::model::{Emit, EventId, MachineId, Reaction, StateId, Target, Visibility};
use flow_sim::exec::Runnable;

use crate::engine::Engine;
use crate::outcome::Effect;
use crate::world::{Local, Question, Status};

impl Engine<'_> {
    /// Whether no line asks for any of the answers to a question.
    pub(crate) fn has_only_reports(&self, machine: MachineId, question: &Question) -> bool {
        question.answers.iter().all(|event| self.is_report(machine, *event))
    }

    /// Brings the questions into the state in which the instance rests.
    pub(crate) fn rest_questions(
        &self,
        machine: MachineId,
        (from, to): (StateId, StateId),
        questions: &mut Vec<Question>,
    ) {
        questions.retain_mut(|question| {
            if !self.is_question_needed(machine, question.target, to) {
                return false;
            }
            let is_accepted =
                |state: StateId, event: EventId| is_accepted(self.runnable, machine, state, event);
            let is_awaited = question.answers.iter().any(|event| is_accepted(to, *event));
            if question.status == Status::Asked && matches!(question.target, Target::Actor(..)) {
                return self.rest_asked(machine, to, question, is_awaited);
            }
            if question.status == Status::Awaited && matches!(question.target, Target::Actor(..)) {
                question.missed = self.list_missed(machine, (from, to), question);
            }
            let status = match question.status {
                Status::Asked | Status::Awaited if is_awaited => Status::Awaited,
                Status::Asked => Status::Asked,
                Status::Awaited if matches!(question.target, Target::Actor(..)) => {
                    question.answers = std::mem::take(&mut question.missed);
                    Status::Late
                }
                Status::Answered if is_awaited => Status::Answered,
                Status::Awaited | Status::Answered => return false,
                Status::Late => Status::Late,
            };
            question.status = status;
            !question.answers.is_empty()
        });
    }

    /// Brings a question to an actor outside into a state, if no state before has accepted an answer. Returns whether it is kept.
    fn rest_asked(
        &self,
        machine: MachineId,
        state: StateId,
        question: &mut Question,
        is_awaited: bool,
    ) -> bool {
        let before = std::mem::take(&mut question.missed);
        if is_awaited {
            question.status = Status::Awaited;
            return true;
        }
        let early = self.list_early(machine, question.target, state).iter();
        question.missed = early.filter(|event| question.answers.contains(event)).copied().collect();
        if question.missed.is_empty() && !before.is_empty() {
            // No later state accepts what was possible before.
            (question.status, question.answers) = (Status::Late, before);
        }
        !self.has_only_reports(machine, question)
    }

    /// The answers that could have come where an instance rested, or before, and are not accepted where it rests now.
    fn list_missed(
        &self,
        machine: MachineId,
        (from, to): (StateId, StateId),
        question: &Question,
    ) -> Vec<EventId> {
        let is_accepted = |state: StateId, event: EventId| is_accepted(self.runnable, machine, state, event);
        let is_missed = |event: &EventId| {
            let was_possible = is_accepted(from, *event) || question.missed.contains(event);
            // A report is not late, unless it is prompted.
            let is_answer =
                !self.is_report(machine, *event) || self.is_prompted(machine, question.target, *event);
            was_possible && is_answer && !is_accepted(to, *event)
        };
        question.answers.iter().copied().filter(is_missed).collect()
    }

    /// Records that an instance asks something with an emit.
    pub(crate) fn ask(&self, machine: MachineId, questions: &mut Vec<Question>, emit: &Emit) {
        let mut answers: Vec<EventId> = self.questions.answers(machine, emit.target).collect();
        answers.extend(self.reports_of(machine, emit.target));
        if answers.is_empty() {
            return;
        }
        let question = Question {
            target: emit.target,
            status: Status::Asked,
            open: 1,
            answers,
            alternatives: Vec::new(),
            missed: Vec::new(),
        };
        match emit.target {
            Target::Actor(..) => self.ask_actor(machine, questions, question),
            Target::Machine(..) | Target::Itself(_) => self.ask_machine(machine, questions, question),
        }
    }

    /// Adds a question to a machine, or one more asking of it.
    fn ask_machine(&self, machine: MachineId, questions: &mut Vec<Question>, question: Question) {
        // A shared instance asks ever new instances, whose answers it cannot tell apart.
        let most_open = match self.runnable.machine(machine).instances.is_shared() {
            true => MAX_OPEN_OF_SHARED,
            false => MAX_OPEN,
        };
        match questions.binary_search_by_key(&question.target, |known| known.target) {
            Ok(at) => {
                let is_machine = matches!(question.target, Target::Machine(..));
                let open = if is_machine { (questions[at].open + 1).min(most_open) } else { 1 };
                questions[at] = Question { open, ..question };
            }
            Err(at) => questions.insert(at, question),
        }
    }

    /// Adds a question to an actor outside, who answers each asking: those that have no answer yet stay beside it.
    ///
    /// An answered one is replaced, since the new one has all of its answers, and so is one that only reports answer.
    fn ask_actor(&self, machine: MachineId, questions: &mut Vec<Question>, question: Question) {
        let target = question.target;
        questions.retain(|known| {
            let stays = known.status != Status::Answered && !self.has_only_reports(machine, known);
            known.target != target || stays
        });
        let end = questions.partition_point(|known| known.target <= target);
        questions.insert(end, question);
    }

    /// Counts equal questions to an actor outside, and limits the number of different ones. Returns whether a count has become
    /// [`MANY`].
    pub(crate) fn count_questions(&mut self, machine: MachineId, questions: &mut Vec<Question>) -> bool {
        let mut counted: Vec<Question> = Vec::with_capacity(questions.len());
        let mut is_many = false;
        for question in questions.drain(..) {
            let is_actor = matches!(question.target, Target::Actor(..));
            match counted.iter_mut().find(|known| is_actor && known.is_like(&question)) {
                Some(known) => {
                    let sum = known.open.saturating_add(question.open);
                    is_many |= sum > MOST_COUNTED && known.open != MANY;
                    known.open = if sum > MOST_COUNTED { MANY } else { sum };
                }
                None => counted.push(question),
            }
        }
        let mut at = 0;
        while let Some(target) = counted.get(at).map(|question| question.target) {
            let different = counted[at..].iter().take_while(|question| question.target == target).count();
            if different > MOST_DIFFERENT && matches!(target, Target::Actor(..)) {
                counted.remove(at);
                let name = target.describe(self.runnable.model, self.runnable.machine(machine));
                let note = format!(
                    "{name}: of those without an answer, only the last {MOST_DIFFERENT} that differ are answered"
                );
                self.knowledge.approximated.insert(note);
                continue;
            }
            at += different;
        }
        *questions = counted;
        is_many
    }

    /// Whether a step that has made a count [`MANY`] can be repeated at will, so that any number is possible: it changes nothing else,
    /// and its event is public, or that of a timer that it starts again.
    pub(crate) fn is_repeatable(
        &self,
        before: &Local,
        after: &Local,
        event: EventId,
        effects: &[Effect],
    ) -> bool {
        let uncounted = |local: &Local| {
            let mut questions = local.questions.clone();
            questions.iter_mut().for_each(|question| question.open = 0);
            Local { questions, ..local.clone() }
        };
        let machine = after.instance.machine;
        let restarts = |effect: &Effect| match effect {
            Effect::Start(timer) if !timer.is_scheduled => Some(timer.event),
            _ => None,
        };
        let is_timed = effects.iter().any(|effect| restarts(effect) == Some(event));
        let is_free = self.runnable.machine(machine).events[event].visibility == Visibility::Public
            && self.options.outside.is_none();
        let is_alone =
            effects.iter().all(|effect| matches!(effect, Effect::Tell(..)) || restarts(effect).is_some());
        let defers = |question: &Question| {
            question.answers.iter().any(|event| {
                let handler = self.runnable.handler(machine, after.instance.state, *event);
                handler.is_some_and(|handler| self.runnable.get(machine, handler).reaction == Reaction::Defer)
            })
        };
        (is_timed || is_free)
            && is_alone
            && before.deferred.is_empty()
            && !after.questions.iter().any(defers)
            && uncounted(before) == uncounted(after)
    }

    /// Names a question of which more are open than are counted.
    pub(crate) fn note_many(&mut self, machine: MachineId, questions: &[Question]) {
        for question in questions.iter().filter(|question| question.open == MANY) {
            let name = question.target.describe(self.runnable.model, self.runnable.machine(machine));
            let note = format!("{name}: more than {MOST_COUNTED} without an answer are taken for any number");
            self.knowledge.approximated.insert(note);
        }
    }
}

/// How many unanswered emits of one kind are counted; more are treated alike.
const MAX_OPEN: u8 = 9;

/// The same, of a shared instance: many that it answers ask it nothing more, so that they would be counted without end.
const MAX_OPEN_OF_SHARED: u8 = 2;

/// How many equal questions to an actor outside are counted: more than most specifications ask before they give up.
pub(crate) const MOST_COUNTED: u8 = 5;

/// The count of any larger number: an answer may leave as many, or the largest number that is counted.
pub(crate) const MANY: u8 = u8::MAX;

/// How many questions of one kind to an actor outside may differ in what became of them; of more, the oldest are forgotten.
const MOST_DIFFERENT: usize = 3;

/// Whether a state takes an event, and does something then.
pub(crate) fn is_accepted(
    runnable: &Runnable<'_>,
    machine: MachineId,
    state: StateId,
    event: EventId,
) -> bool {
    let handler = runnable.handler(machine, state, event);
    handler.is_some_and(|handler| runnable.get(machine, handler).reaction != Reaction::Ignore)
}

/// What an answer has done to the questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answering {
    /// Whether it follows another one that was possible instead of it.
    pub(crate) is_again: bool,
    /// Whether it was taken to one of [`MANY`], of which as many are left.
    pub(crate) leaves_many: bool,
}

/// Takes an answer to the question that waits for it. A machine answers each emit once; an actor outside may answer again, otherwise.
pub(crate) fn answer_question(
    questions: &mut Vec<Question>,
    events: [EventId; 2],
    is_accepted: impl Fn(EventId) -> bool,
) -> Answering {
    let rank = |status: Status| match status {
        Status::Late => 0,
        Status::Awaited => 1,
        Status::Asked => 2,
        Status::Answered => 3,
    };
    let is_answered = |question: &Question| events.iter().any(|event| question.answers.contains(event));
    let found = questions.iter().enumerate().filter(|(_, question)| is_answered(question));
    let Some((at, _)) = found.min_by_key(|(_, question)| rank(question.status)) else {
        return Answering::default();
    };
    let is_machine = matches!(questions[at].target, Target::Machine(..));
    let is_missed =
        questions.iter().any(|question| events.iter().any(|event| question.missed.contains(event)));
    if is_missed && !is_machine && questions[at].status != Status::Late {
        // It comes late and is ignored: the question stays as it is, like after one that is rejected.
        return Answering::default();
    }
    if is_machine {
        questions[at].open = questions[at].open.saturating_sub(1);
        if questions[at].status == Status::Late || questions[at].open == 0 {
            questions.remove(at);
        }
        return Answering::default();
    }
    let leaves_many = questions[at].open == MANY;
    let at = separate_one(questions, at);
    let question = &mut questions[at];
    if question.status == Status::Late {
        questions.remove(at);
        return Answering { is_again: false, leaves_many };
    }
    let is_again = question.alternatives.iter().any(|event| events.contains(event));
    question.answers.retain(|answer| !events.contains(answer));
    if question.status != Status::Answered {
        question.alternatives =
            question.answers.iter().copied().filter(|event| is_accepted(*event)).collect();
    }
    question.missed.clear();
    question.status = Status::Answered;
    Answering { is_again, leaves_many }
}

/// Separates one question from its equals; returns its position.
fn separate_one(questions: &mut Vec<Question>, at: usize) -> usize {
    match questions[at].open {
        0 | 1 => at,
        open => {
            questions[at].open = if open == MANY { MANY } else { open - 1 };
            questions.insert(at + 1, Question { open: 1, ..questions[at].clone() });
            at + 1
        }
    }
}

/// Replaces many questions by as many as are counted: the other possibility after one of them was answered.
pub(crate) fn leave_counted(questions: &mut [Question]) {
    let many = questions.iter_mut().filter(|question| question.open == MANY);
    many.for_each(|question| question.open = MOST_COUNTED);
}

/// Removes an answer of an actor outside that has arrived and was not handled; from the question that was given up, if there is one.
pub(crate) fn remove_answer(questions: &mut Vec<Question>, event: EventId) {
    let is_asked = |question: &Question| {
        matches!(question.target, Target::Actor(..)) && question.answers.contains(&event)
    };
    let left = questions.iter().position(|known| is_asked(known) && known.status == Status::Late);
    let Some(at) = left.or_else(|| questions.iter().position(is_asked)) else { return };
    let at = separate_one(questions, at);
    questions[at].answers.retain(|answer| *answer != event);
    questions[at].missed.retain(|answer| *answer != event);
    if questions[at].answers.is_empty() {
        questions.remove(at);
    }
}
