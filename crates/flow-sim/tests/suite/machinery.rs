//! An executor other than the interpreter: it takes the events, receives the facts and judges the assertions.

use std::cell::RefCell;

use flow_model::model::{EventId, MachineId, ScenarioId};
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Executor;
use flow_sim::exec::step::{Done, Instance, Refusal, step};
use flow_sim::exec::value::Value;
use flow_sim::story::planner::{run_once, run_scenario};
use flow_sim::story::result::Verdict;
use flow_syntax::ast::Table;

use crate::support::load;

const LIGHT: &str = "\
machine: @light
  scenario: switch
    given:
      house is dark
      lamps are:
        | watts |
        | 40    |
    on> :press from @guest
      ? lamp is whole
        light moves to #on
      otherwise
        light moves to #broken
    expect:
      = light is in #on
      = room is bright
";

/// Records the facts, and gives every phrase the same answer.
#[derive(Debug)]
struct House {
    answer: bool,
    heard: RefCell<Vec<String>>,
}

/// Gives every phrase the same answer; there is no time and no id.
pub(crate) struct Always(pub(crate) bool);

impl Bindings for Always {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        self.0
    }

    fn perform(&mut self, _: &PhraseCall<'_>) -> Result<(), String> {
        Ok(())
    }

    fn now(&mut self) -> i64 {
        0
    }

    fn uuid(&mut self) -> String {
        String::new()
    }
}

impl Executor for House {
    fn step<'m>(
        &self,
        runnable: &Runnable<'m>,
        _: &mut dyn Bindings,
        instance: &mut Instance,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        self.heard.borrow_mut().push("an event".to_owned());
        step(runnable, &mut Always(self.answer), instance, event, payload)
    }

    fn given(&self, _: &Instance, fact: &PhraseCall<'_>, holds: bool, rows: Option<&Table>) {
        let rows = rows.map_or(0, |table| table.rows.len());
        self.heard.borrow_mut().push(format!("{} {holds} {rows}", fact.function));
    }

    fn asserted(&self, _: &Instance, phrase: &PhraseCall<'_>) -> Option<bool> {
        self.heard.borrow_mut().push(phrase.function.to_owned());
        Some(self.answer)
    }
}

/// Runs the story of the light with this answer for every phrase: its verdict, and the recorded facts.
fn check(answer: bool, verdict: Verdict, heard: &[&str]) {
    let loaded = load(&[("light.flow", LIGHT)]);
    let house = House { answer, heard: RefCell::default() };
    let runnable = Runnable::new(&loaded.model).on(&house);
    let told = run_once(&runnable, MachineId(0), ScenarioId(0)).expect("it is a story");
    assert_eq!(told.verdict, verdict);
    assert_eq!(house.heard.into_inner(), heard);
}

#[test]
fn it_takes_events_hears_facts_and_answers_assertions() {
    check(true, Verdict::Passed, &["house_is_dark true 0", "lamps_are true 1", "an event", "room_is_bright"]);
}

#[test]
fn a_story_told_once_is_not_told_again_with_other_answers() {
    check(false, Verdict::Failed, &["house_is_dark true 0", "lamps_are true 1", "an event"]);
}

#[test]
fn without_it_the_interpreter_answers_what_it_can() {
    let loaded = load(&[("light.flow", LIGHT)]);
    let told = run_scenario(&Runnable::new(&loaded.model), MachineId(0), ScenarioId(0));
    assert_eq!(told.map(|told| told.verdict), Some(Verdict::Undecided));
}
