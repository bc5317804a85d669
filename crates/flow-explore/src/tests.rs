//! Explorations of small specifications.

use flow_model::MemoryLoader;
use flow_model::model::Model;
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::{Continue, Exploration, Options, Verdict, explore};

fn model(files: &[(&str, &str)]) -> Model {
    let mut diags = Diagnostics::new(Lints::new());
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut loader = MemoryLoader::new(files.iter().copied());
    let program = flow_model::load(&names, &mut loader, &mut diags);
    flow_model::resolve(&program, &mut diags)
}

fn explore_text(text: &str, options: &Options) -> Exploration {
    explore(&model(&[("main.flow", text)]), options, &mut |_| Continue::Yes)
}

fn messages(exploration: &Exploration) -> Vec<&str> {
    exploration.findings.iter().map(|finding| finding.message.as_str()).collect()
}

#[test]
fn a_light_has_two_states_and_no_finding() {
    let text = "machine: @light\n  starts in #off\n  scenario: switch\n    on> :press from @guest in #off\n      light moves to #on\n    on> :press from @guest in #on\n      light moves to #off\n";
    let found = explore_text(text, &Options::default());
    assert_eq!((found.verdict.clone(), found.states, found.transitions), (Verdict::Everything, 2, 2));
    assert_eq!(messages(&found), [""; 0]);
}

#[test]
fn a_message_that_is_not_taken_is_found_with_the_shortest_way() {
    let text = "machine: @order\n  starts in #open\n  scenario: cancel\n    on> :cancel from @customer in #open\n      emit :refund to @payment\n      order moves to #cancelled\n\nmachine: @payment\n  scenario: refund\n    on :refund from @order\n      emit :refunded to @order\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(messages(&found), ["':refunded' from @payment reaches @order in #cancelled, which does not take it"]);
    assert_eq!(found.findings[0].trace.steps.len(), 3);
}
