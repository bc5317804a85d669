//! Handlers that wait for answers: their questions, the record of answers, and attempts.
//!
//! A question that may change the world is stored before it is performed, together with the answers of the guards before it. So
//! after a crash the handler asks the same question again, with the same key. Guards alone are not stored.

use std::collections::VecDeque;

use flow::Time;
use flow_durable::{Answer, Ask, Call, DeadKind, Recorded, Trouble};

use super::handle::Verdict;
use super::{AskId, Channel, Engine, Output};
use crate::error::Fault;
use crate::log::Span;
use crate::store::{Delivery, Instance, Status, StoredAnswer};

/// A delivery with a handler that has begun.
#[derive(Clone, Debug)]
pub(super) struct OpenRun {
    pub(super) delivery: Delivery,
    /// Whether the delivery is stored as open, with the time and the revision at which it was taken.
    pub(super) is_open: bool,
    /// Whether this step has made the instance, for a call that names its key.
    pub(super) makes_instance: bool,
    /// The answers so far, as handlers read them.
    pub(super) recorded: Vec<Recorded>,
    /// The same as rows, and whether each is stored.
    rows: Vec<(StoredAnswer, bool)>,
    /// Questions that were performed at an earlier revision of the instance, and are not asked again yet.
    pub(super) carried: VecDeque<StoredAnswer>,
    /// Whether there were such questions when this run began.
    pub(super) has_moved_on: bool,
    /// A stored question without an answer, which the handler has not asked in this process.
    begun: Option<StoredAnswer>,
    /// The question that is being asked.
    asking: Option<Asking>,
    /// The number of the next question.
    next_number: i64,
    pub(super) span: Span,
}

/// A question that waits for its answer.
#[derive(Clone, Debug)]
struct Asking {
    ask: Ask,
    key: String,
    row: StoredAnswer,
}

/// How a question fits the questions that were performed before the instance moved on.
pub(super) enum Fit {
    /// It has an answer, which is in the record now.
    Answered,
    /// It must be asked.
    Open,
    /// Something else was performed at this point.
    Misfit,
}

impl OpenRun {
    /// The run of a delivery that was not taken before.
    pub(super) fn new(delivery: Delivery) -> Self {
        OpenRun {
            delivery,
            is_open: false,
            makes_instance: false,
            recorded: Vec::new(),
            rows: Vec::new(),
            carried: VecDeque::new(),
            has_moved_on: false,
            begun: None,
            asking: None,
            next_number: 0,
            span: Span::none(),
        }
    }

    /// Whether a question waits for its answer.
    pub(super) fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Adds its stored questions.
    fn load(&mut self, rows: Vec<StoredAnswer>) {
        self.next_number = rows.iter().map(|row| row.number + 1).max().unwrap_or(0);
        for row in rows {
            match (row.place, &row.answer) {
                (None, _) => self.carried.push_back(row),
                (Some(_), None) => self.begun = Some(row),
                (Some(_), Some(_)) => self.record(row, true),
            }
        }
        self.has_moved_on = !self.carried.is_empty();
    }

    fn record(&mut self, row: StoredAnswer, is_stored: bool) {
        if let Some(answer) = row.answer.clone() {
            let (function, arguments) = (row.function.clone(), row.arguments.clone());
            self.recorded.push(Recorded { function, arguments, answer });
            self.rows.push((row, is_stored));
        }
    }

    /// The instance has moved on: the answers of guards are forgotten, and those of performed phrases are kept until they are asked again.
    pub(super) fn displace(&mut self) {
        let rows = std::mem::take(&mut self.rows).into_iter().map(|(row, _)| row);
        let performed = rows.chain(self.begun.take()).filter(|row| row.is_performed);
        let performed = performed.map(|row| StoredAnswer { place: None, ..row });
        let carried = performed.chain(std::mem::take(&mut self.carried)).collect();
        self.carried = carried;
        self.recorded.clear();
        self.has_moved_on = !self.carried.is_empty();
    }

    /// Compares a question with those that were performed before the instance moved on.
    pub(super) fn use_carried(&mut self, ask: &Ask, function: &str, is_performed: bool) -> Fit {
        if !is_performed {
            return Fit::Open;
        }
        let Some(row) = self.carried.pop_front() else { return Fit::Open };
        if row.function != function || row.arguments != ask.arguments {
            self.carried.push_front(row);
            return Fit::Misfit;
        }
        let row = StoredAnswer { place: Some(ask.n), ..row };
        if row.answer.is_none() {
            self.begun = Some(row);
            return Fit::Open;
        }
        self.record(row, false);
        Fit::Answered
    }

    /// The function of a stored question that has no answer.
    pub(super) fn begun_function(&self) -> Option<&str> {
        self.begun.as_ref().map(|row| row.function.as_str())
    }

    /// The first attempt of its question begins now.
    pub(super) fn begin_question(&mut self, now: Time) {
        if let Some(asking) = &mut self.asking
            && asking.row.attempt == 0
        {
            asking.row.began = now;
        }
    }

    /// The functions and numbers of the questions that were performed, or may have been.
    pub(super) fn performed(&self) -> Vec<(&str, i64)> {
        let rows = self.rows.iter().map(|(row, _)| row).chain(&self.carried).chain(&self.begun);
        let rows = rows.chain(self.asking.as_ref().map(|asking| &asking.row));
        rows.filter(|row| row.is_performed).map(|row| (row.function.as_str(), row.number)).collect()
    }
}

impl Engine {
    /// The run of a stored delivery, with its answers.
    pub(super) fn load_run(&self, delivery: Delivery) -> Result<OpenRun, Fault> {
        let (seq, was_taken) = (delivery.seq, delivery.taken.is_some());
        let mut run = OpenRun::new(delivery);
        if was_taken {
            run.load(self.store.answers(seq)?);
        }
        Ok(run)
    }

    /// Asks a question. Data that must not be lost is stored with it.
    pub(super) fn ask(
        &mut self,
        instance: &Instance,
        machine: usize,
        mut run: OpenRun,
        ask: Ask,
    ) -> Result<(), Fault> {
        let table = self.parts.machines[machine].table();
        let phrase = table.phrases[ask.phrase];
        let is_performed = phrase.kind.is_performed();
        let row = match run.begun.take() {
            Some(row) if row.function == phrase.function && row.arguments == ask.arguments => row,
            Some(row) => {
                let error = format!(
                    "{}{} was begun, not {}{}",
                    row.function, row.arguments, phrase.function, ask.arguments
                );
                run.begun = Some(row);
                return self.bury(instance, run, DeadKind::AnswersDoNotFit, Verdict::of(phrase.text, error));
            }
            None => StoredAnswer {
                number: run.next_number,
                place: Some(ask.n),
                function: phrase.function.to_owned(),
                arguments: ask.arguments.clone(),
                is_performed,
                attempt: 0,
                began: self.now,
                next: None,
                answer: None,
            },
        };
        run.next_number = run.next_number.max(row.number + 1);
        self.store_open(&mut run)?;
        if is_performed || run.rows.iter().any(|(row, is_stored)| row.is_performed && !is_stored) {
            self.store_answers(&mut run)?;
        }
        if is_performed {
            self.store.put_answer(run.delivery.seq, &row)?;
        }
        let id = run.delivery.id;
        let key = if is_performed {
            id.key(table.name, &instance.id, usize::try_from(row.number).unwrap_or(usize::MAX))
        } else {
            id.guard_key(table.name, &instance.id, ask.n, phrase.function, &ask.arguments)
        };
        let next = row.next.filter(|next| *next > self.now);
        run.asking = Some(Asking { ask, key, row });
        self.open.insert(instance.n, run);
        match next {
            Some(next) => self.retries.insert((next, instance.n), ()),
            None => self.perform(instance.n, machine, &instance.id),
        }
        Ok(())
    }

    /// Outputs the question of an instance.
    fn perform(&mut self, n: i64, machine: usize, id: &str) {
        let Some(run) = self.open.get(&n) else { return };
        let (Some(asking), Some(taken)) = (&run.asking, run.delivery.taken) else { return };
        let mut call = Call::new(asking.key.clone(), self.parts.machines[machine].table().name, id, taken);
        call.attempt = asking.row.attempt + 1;
        call.event = run.delivery.event.clone();
        call.trace.clone_from(&run.delivery.trace);
        let id = AskId { instance: n, key: asking.key.clone() };
        self.outputs.push(Output::Ask { id, machine, ask: asking.ask.clone(), call });
    }

    /// The pause after an attempt is over.
    pub(super) fn ask_again(&mut self, n: i64) -> Result<(), Fault> {
        self.forget_retry(n);
        let instance = self.store.instance(n)?;
        if let Some(machine) = self.parts.machine(&instance.machine) {
            self.perform(n, machine, &instance.id);
        }
        Ok(())
    }

    fn forget_retry(&mut self, n: i64) {
        let next = self.open.get(&n).and_then(|run| run.asking.as_ref()?.row.next);
        if let Some(next) = next {
            self.retries.remove(&(next, n));
        }
    }

    /// A question has an answer, or an attempt ended without one. The first answer counts, from whichever attempt.
    pub(super) fn handle_answer(
        &mut self,
        id: &AskId,
        result: &Result<String, Trouble<String>>,
    ) -> Result<(), Fault> {
        let is_meant = |asking: &Asking| asking.key == id.key;
        if !self.open.get(&id.instance).and_then(|run| run.asking.as_ref()).is_some_and(is_meant) {
            return Ok(());
        }
        self.forget_retry(id.instance);
        let Some(mut run) = self.open.get(&id.instance).cloned() else { return Ok(()) };
        let Some(Asking { mut row, ask, key }) = run.asking.take() else { return Ok(()) };
        row.next = None;
        let too_large = result
            .as_ref()
            .ok()
            .and_then(|value| self.options.bounds.check_size(|| "the answer".to_owned(), value).err());
        let result = too_large.map_or_else(|| result.clone(), |error| Err(Trouble::Later(error)));
        match &result {
            Ok(value) => row.answer = Some(Answer::Value(value.clone())),
            Err(Trouble::Refused(error)) => row.answer = Some(Answer::Refused(error.clone())),
            Err(Trouble::Later(error)) => {
                row.attempt += 1;
                run.asking = Some(Asking { ask, key, row });
                return self.wait_for_answer(run, error);
            }
            Err(Trouble::Misconfigured(error)) => {
                row.attempt += 1;
                run.asking = Some(Asking { ask, key, row });
                return self.give_up(run, DeadKind::Misconfigured, error);
            }
        }
        run.record(row, false);
        self.advance(run)
    }

    /// An attempt ended without an answer.
    fn wait_for_answer(&mut self, mut run: OpenRun, error: &str) -> Result<(), Fault> {
        let n = run.delivery.receiver;
        let chance = self.options.random.number();
        let machine = self.parts.machine(&self.store.instance(n)?.machine);
        let Some(asking) = &mut run.asking else { return Ok(()) };
        let own = machine.map(|machine| Channel::Phrase(machine, asking.ask.phrase));
        let attempts = own.and_then(|own| self.options.own_attempts.get(&own)).copied();
        let attempts = attempts.unwrap_or(self.options.asks);
        let next = attempts.next(asking.row.attempt, asking.row.began, self.now, chance);
        asking.row.next = next;
        let Some(next) = next else { return self.give_up(run, DeadKind::Exhausted, error) };
        let row = asking.row.clone();
        self.store_answers(&mut run)?;
        self.store.put_answer(run.delivery.seq, &row)?;
        self.open.insert(n, run);
        self.retries.insert((next, n), ());
        Ok(())
    }

    /// A question gets no answer: its event becomes a dead letter, which keeps the question.
    fn give_up(&mut self, mut run: OpenRun, kind: DeadKind, error: &str) -> Result<(), Fault> {
        let Some(asking) = &run.asking else { return Ok(()) };
        let (row, phrase) = (asking.row.clone(), asking.ask.phrase);
        self.store_answers(&mut run)?;
        self.store.put_answer(run.delivery.seq, &row)?;
        let instance = self.store.instance(run.delivery.receiver)?;
        let machine = self.parts.machine(&instance.machine);
        let text = machine.map_or("", |machine| self.parts.machines[machine].table().phrases[phrase].text);
        self.bury(&instance, run, kind, Verdict::of(text, error.to_owned()))
    }

    /// Stores that the handler of the delivery waits.
    fn store_open(&mut self, run: &mut OpenRun) -> Result<(), Fault> {
        if run.is_open {
            return Ok(());
        }
        if run.delivery.is_stored() {
            self.store.set_status(&run.delivery, Status::Open)?;
        } else {
            run.delivery.seq = self.store.add_delivery(&run.delivery, Status::Open)?;
        }
        run.is_open = true;
        Ok(())
    }

    /// Stores the answers that are not stored yet.
    pub(super) fn store_answers(&self, run: &mut OpenRun) -> Result<(), Fault> {
        for (row, is_stored) in run.rows.iter_mut().filter(|(_, is_stored)| !is_stored) {
            self.store.put_answer(run.delivery.seq, row)?;
            *is_stored = true;
        }
        Ok(())
    }

    /// If the last question was refused, it is asked again, with its key. `false` if it was not.
    pub(super) fn take_refusal_back(&self, delivery: i64) -> Result<bool, Fault> {
        let rows = self.store.answers(delivery)?;
        let last = rows.into_iter().rfind(|row| row.place.is_some());
        let Some(row) = last.filter(|row| matches!(row.answer, Some(Answer::Refused(_)))) else {
            return Ok(false);
        };
        let began: Time = self.now;
        self.store
            .put_answer(delivery, &StoredAnswer { attempt: 0, began, next: None, answer: None, ..row })?;
        Ok(true)
    }

    /// Lets the question that had no answer begin anew, or answers it. `false` if there is none.
    pub(super) fn reset_question(&self, delivery: i64, answer: Option<Answer>) -> Result<bool, Fault> {
        let rows = self.store.answers(delivery)?;
        let Some(row) = rows.into_iter().find(|row| row.answer.is_none()) else { return Ok(false) };
        let began: Time = self.now;
        self.store.put_answer(delivery, &StoredAnswer { attempt: 0, began, next: None, answer, ..row })?;
        Ok(true)
    }
}
