//! A result suffices to run its story elsewhere: the start, the answers and the scripted events give the same
//! messages and states in a bare system.

use flow_model::model::Party;
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::message::{InstanceId, Message, MessageId, Peer};
use flow_sim::exec::runnable::Runnable;
use flow_sim::history::LoggedSystem;
use flow_sim::history::trace::Trace;
use flow_sim::story::result::{Answer, RunResult, StoryKind, StoryResult};

use crate::support::{load, seed};

/// Answers with the recorded answers of a run only.
struct Recorded<'a>(&'a [Answer]);

impl Bindings for Recorded<'_> {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        let same = |answer: &&Answer| {
            (answer.machine, answer.phrase) == (question.machine, question.phrase)
                && answer.args == question.args
        };
        self.0.iter().find(same).expect("every phrase that is asked was recorded").holds
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

fn replay(runnable: &Runnable<'_>, story: &StoryResult, run: &RunResult) {
    let mut bindings = Recorded(&run.answers);
    let mut system = LoggedSystem::new(runnable, 0);
    let focus = system.create(story.machine);
    system.instance_mut(focus).state = run.start.state;
    system.instance_mut(focus).context.clone_from(&run.start.context);
    for taken in &run.taken {
        assert_eq!(system.instance(focus).state, taken.before);
        let definition = runnable.definition(story.machine, taken.handler);
        let event = runnable.get(story.machine, definition).event;
        let message = match &taken.scripted {
            Some(payload) => {
                let payload = payload.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
                let from = match runnable.machine(story.machine).events[event].from {
                    Some(Party::Actor(actor)) => Peer::Actor(actor),
                    other => panic!("{other:?} does not script anything here"),
                };
                system.compose(from, focus, event, payload)
            }
            None => waiting(&system, focus, event).expect("what was taken had been sent"),
        };
        system.deliver(&mut bindings, message).expect("what was taken is accepted");
        system.run_until_idle(&mut bindings, Some(focus)).expect("it comes to an end");
        assert_eq!(system.instance(focus).state, taken.after);
    }
    system.run_until_idle(&mut bindings, None).expect("it comes to an end");
    assert_eq!(Trace::of(runnable, &system), run.trace, "{}", story.name);
}

fn waiting(
    system: &LoggedSystem<'_, '_>,
    focus: InstanceId,
    event: flow_model::model::EventId,
) -> Option<MessageId> {
    let is_meant =
        |message: &Message<'_>| message.to == Peer::Instance(focus) && message.event == Some(event);
    system.in_flight().find(|(_, message)| is_meant(message)).map(|(id, _)| id)
}

#[test]
fn every_run_of_the_seed_can_be_run_again() {
    let files = [
        &["checkout.flow"][..],
        &[
            "order.flow",
            "out-of-stock.flow",
            "payment-fails.flow",
            "process-refund.flow",
            "successful-checkout.flow",
        ],
    ];
    for files in files {
        let texts: Option<Vec<_>> = files.iter().map(|file| seed(file)).collect();
        let Some(texts) = texts else { return };
        let named: Vec<_> = files.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
        let loaded = load(&named);
        let results = loaded.run();
        let runnable = Runnable::new(&loaded.model);
        let stories = results.stories.iter().filter(|story| story.kind == StoryKind::Story);
        for (story, run) in stories.flat_map(|story| story.runs.iter().map(move |run| (story, run))) {
            replay(&runnable, story, run);
        }
    }
}
