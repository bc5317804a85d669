//! Lane diagrams of stories as they run, from the specification alone.

use flow_diagram::{Details, Lanes, SvgOptions, Trace};

use crate::golden::golden;
use crate::lanes::{seed_picture, without_acts};
use crate::specifications::{model, seed};
use program::convert_trace;

/// How the program makes a picture of a run.
#[path = "../../../flow-cli/src/lanes.rs"]
mod program;

/// Every run of every story of some files, with a title.
pub(crate) fn told(files: &[(&str, &str)], details: Details) -> Vec<Trace> {
    let (program, model) = model(files);
    let results = flow_sim::run(&flow_sim::Runnable::new(&model));
    let runs = results.stories.iter().flat_map(|story| {
        let title =
            |at: usize| if at == 0 { story.name.clone() } else { format!("{}, {}", story.name, at + 1) };
        story.runs.iter().enumerate().map(move |(at, run)| (title(at), &run.trace))
    });
    let traces: Vec<Trace> =
        runs.map(|(title, told)| convert_trace(&title, told, &program.sources, details)).collect();
    assert!(!traces.is_empty());
    traces
}

/// The same of files of the seed.
fn stories(names: &[&str]) -> Option<Vec<Trace>> {
    let files = seed(names)?;
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Some(told(&files, Details::default()))
}

fn check(name: &str, names: &[&str]) {
    let Some(traces) = stories(names) else { return };
    let all = |lanes| traces.iter().map(|trace| trace.text(lanes)).collect::<Vec<_>>().join("\n");
    golden(&format!("stories/{name}.txt"), &all(Lanes::Plain));
    golden(&format!("stories/{name}.states.txt"), &all(Lanes::WithStates));
    for (at, trace) in traces.iter().enumerate() {
        golden(&format!("stories/{name}.{at}.svg"), &trace.svg(Lanes::WithStates, SvgOptions::default()));
        golden(&format!("stories/{name}.{at}.mmd"), &trace.mermaid(Lanes::WithStates));
    }
}

#[test]
fn stories_of_the_seed() {
    check("checkout", &["checkout.flow"]);
    check("order", &["order.flow", "out-of-stock.flow", "payment-fails.flow", "process-refund.flow"]);
}

/// Same lanes, same messages in the same order, same arrows and box drawing; words in the lanes are the specification's.
#[test]
fn the_happy_story_of_the_checkout_is_the_seeds_picture() {
    let (Some(mut traces), Some(picture)) = (stories(&["checkout.flow"]), seed_picture()) else { return };
    let happy = &mut traces[0];
    happy.title = None;
    assert_eq!(without_acts(&happy.text(Lanes::Plain)), without_acts(&picture));
}

/// Actors outside have no instances, machines of which one takes part have no number.
#[test]
fn lanes_are_named_as_in_the_specification() {
    let Some(traces) = stories(&["checkout.flow"]) else { return };
    assert_eq!(traces[0].parties, ["@customer", "@order", "@payment", "@inventory"]);
}
