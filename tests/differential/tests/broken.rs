//! The comparison can fail: generated code with one mistake is found out, and the story that shows it is one.

mod specifications {
    #![allow(warnings, clippy::all, reason = "it is broken")]
    include!(concat!(env!("OUT_DIR"), "/broken.rs"));
}

use flow_differential::{Case, check_conversations, check_machines};
use flow_sim::story::result::Verdict;
use flow_syntax::diagnostic::{Diagnostics, Lints};

/// The mistakes of a case, as each of both comparisons shows them.
fn stories(case: &Case) -> [Option<String>; 2] {
    [check_machines(case, 50, 40).err(), check_conversations(case, 25, 40).err()]
}

#[test]
fn code_without_a_mistake_does_the_same() {
    assert_eq!(stories(&specifications::ALL[0]), [None, None]);
}

#[test]
fn every_mistake_is_found() {
    for case in &specifications::ALL[1..] {
        let [step, _] = stories(case);
        assert!(step.is_some(), "'{}' is not found machine by machine", case.name);
    }
}

#[test]
fn mistakes_that_a_whole_system_shows_are_found_there_too() {
    for name in
        ["a wrong target", "another amount", "a guard turned round", "a guard left out", "an action left out"]
    {
        let case = specifications::ALL.iter().find(|case| case.name == name).unwrap();
        let [_, script] = stories(case);
        assert!(script.is_some(), "'{name}' is not found in the system");
        let acts = script.unwrap().matches("    on :").count();
        assert!(acts <= 3, "'{name}' is shown with {acts} events");
    }
}

/// The story of a step, added to the specification, passes in the interpreter: it expects the right result.
#[test]
fn the_story_can_be_pasted_and_passes_where_nothing_is_broken() {
    for case in &specifications::ALL[1..] {
        let [step, _] = stories(case);
        let step = step.unwrap();
        let story = &step[step.find("  scenario:").unwrap()..];
        let text = format!("{}\n{story}", case.specification.files[0].1);
        let mut diags = Diagnostics::new(Lints::new());
        let mut loader = flow_model::MemoryLoader::new([("pasted.flow", text.as_str())]);
        let program = flow_model::load(&["pasted.flow".to_owned()], &mut loader, &mut diags);
        let model = flow_model::resolve(&program, &mut diags);
        let said: Vec<_> = diags.iter().map(|said| &said.message).collect();
        assert!(!diags.has_errors(), "{said:?} in\n{text}");
        let results = flow_sim::run(&flow_sim::Runnable::new(&model));
        let pasted = results.stories.last().expect("the pasted story is told");
        assert_eq!(pasted.verdict, Verdict::Passed, "{text}");
    }
}
