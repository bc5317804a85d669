//! The runs of stories with many alternatives (reference#story-runs), and the report of those that are not made.

use flow_sim::history::coverage::Coverage;
use flow_sim::story::result::Verdict;

use crate::support::{Loaded, check_story, load};

/// A story in which each of `n` actors answers yes or no, one after the other.
fn answers(count: usize) -> Loaded {
    let mut text = String::from(
        "machine: @order\n  scenario: told\n    on> :go from @user\n      emit :ask to @a0\n      order moves to #s0\n",
    );
    for at in 0..count {
        let next = at + 1;
        for answer in ["yes", "no"] {
            text += &format!("    on :{answer} from @a{at}\n      note {answer} of {at}\n");
            text += &format!("      emit :ask to @a{next}\n      order moves to #s{next}\n");
        }
    }
    text += &format!("    expect:\n      = order is in #s{count}\n");
    load(&[("a.flow", &text)])
}

#[test]
fn each_alternative_runs_at_each_place_it_can_come() {
    let check = |loaded: &Loaded, most: usize| {
        let results = loaded.run();
        let story = &results.stories[0];
        assert_eq!(story.verdict, Verdict::Passed, "{}", loaded.report(&results));
        assert!(story.cut.is_empty() && story.ruled_out.is_empty());
        assert!(story.runs.len() <= most, "{}", story.runs.len());
        let coverage = Coverage::new(&loaded.model, &results.hits);
        let missing: Vec<_> = coverage.missing().collect();
        assert!(missing.is_empty(), "{missing:#?}");
    };
    check(&answers(3), 6);
    check(&answers(12), 24);
    check(&answers(60), 120);
}

#[test]
fn ways_that_were_not_run_are_named() {
    let loaded = answers(120);
    let results = loaded.run();
    let story = &results.stories[0];
    assert_eq!((story.verdict, story.runs[0].bound_reached), (Verdict::Undecided, true));
    assert!(!story.cut.is_empty());
    let report = loaded.report(&results);
    assert!(
        report.contains("  not run: further ways with :no from @a119, since there are too many\n"),
        "{report}"
    );
    // Every alternative has one run at least.
    assert_eq!(Coverage::new(&loaded.model, &results.hits).percent(), 100);
}

#[test]
fn what_runs_on_another_way_is_not_said_not_to_run() {
    let text = "machine: @order
  scenario: told
    given:
      $amount: number is 5
    on> :go from @user
      ? $amount < 10
        order moves to #done
      otherwise
        order moves to #checking
    on> :doubt from @user in #idle
      order moves to #checking
    on> :approve from @boss in #checking
      order moves to #done
    expect:
      = order is in #done
";
    check_story(
        &[("a.flow", text)],
        "told",
        &[
            "main: passed: #idle :go #done",
            "alternative :doubt: passed: #idle :doubt #checking :approve #done",
        ],
    );
    let loaded = load(&[("a.flow", text)]);
    let report = loaded.report(&loaded.run());
    assert!(!report.contains("not run"), "{report}");
}
