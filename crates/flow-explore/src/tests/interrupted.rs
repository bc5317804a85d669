//! Steps with very many combinations of answers: the budget ends an exploration within them.

use super::{explore_text, model};
use crate::{Continue, Exploration, Kind, Options, Verdict, explore};

/// A survey whose first event asks some phrases, and counts those that are true.
fn survey(phrases: usize) -> String {
    let mut text = String::from("machine: @survey\n  starts in #open\n  on> :ask from @client in #open\n");
    for phrase in 0..phrases {
        let letter = char::from(b'a' + u8::try_from(phrase).unwrap());
        text += &format!(
            "    ? answer {letter} fits\n      ${letter}: boolean becomes true\n    otherwise\n      ${letter} becomes false\n"
        );
    }
    text += "    survey moves to #asked\n  on> :look from @client in #asked\n";
    for phrase in 0..phrases {
        let letter = char::from(b'a' + u8::try_from(phrase).unwrap());
        text += &format!("    ? ${letter} = true\n      survey moves to #closed\n");
    }
    text + "  on> :never from @client in #closed\n    survey moves to #open\n"
}

fn names_the_step(found: &Exploration) -> bool {
    let Verdict::UpTo(open) = &found.verdict else { panic!("{:?}", found.verdict) };
    open.iter()
        .any(|note| note.starts_with("':ask' at @survey has very many combinations of answers, of which "))
}

#[test]
fn a_step_with_very_many_answers_ends_with_the_budget() {
    let model = model(&[("main.flow", &survey(24))]);
    let mut asked = 0;
    let found = explore(&model, &Options::default(), &mut |_| {
        asked += 1;
        if asked < 10 { Continue::Yes } else { Continue::No }
    });
    assert_eq!(asked, 10);
    assert!(names_the_step(&found));
    assert_eq!(found.states, 1);
    assert!(found.findings.iter().all(|finding| finding.kind != Kind::NeverHappens));
    // The states that it has room for are a bound as well; samples do not begin such a step.
    let few = Options { max_states: 500, sample: Some(1), ..Options::default() };
    let found = explore(&model, &few, &mut |_| Continue::Yes);
    assert!(names_the_step(&found));
}

#[test]
fn an_interrupted_step_has_all_of_its_results() {
    let (mut asked, text) = (0, survey(8));
    let model = model(&[("main.flow", &text)]);
    let found = explore(&model, &Options::default(), &mut |_| {
        asked += 1;
        Continue::Yes
    });
    assert!(asked > 4, "{asked}");
    assert_eq!(found.verdict, Verdict::Everything);
    // All combinations of the flags in #asked, and all but one in #closed and in #open after that.
    assert_eq!(found.states, 1 + 256 + 255 + 255);
    assert_eq!(found, explore_text(&text, &Options { threads: 2, ..Options::default() }));
}
