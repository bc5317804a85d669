//! Explorations of small specifications.

mod answers;
mod asked_again;
mod askings;
mod batches;
mod behaviour;
mod clocks;
mod closed;
mod enumerated;
mod eventual;
mod explained;
mod interrupted;
mod mutants;
mod needed;
mod numbers_of_conversations;
mod protocols;
mod reduced;
mod remembered;
mod spin;
mod stuck;
mod values;
mod verdicts;
mod waits;
mod words;
mod worlds;

use flow_model::MemoryLoader;
use flow_model::model::Model;
use flow_syntax::diagnostic::{Diagnostics, Level as Severity, Lints};

use crate::{Continue, Exploration, Kind, Options, Verdict, explore};

fn model(files: &[(&str, &str)]) -> Model {
    let mut diags = Diagnostics::new(Lints::new());
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut loader = MemoryLoader::new(files.iter().copied());
    let program = flow_model::load(&names, &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let errors: Vec<_> = diags.iter().filter(|found| found.level == Severity::Deny).collect();
    assert!(errors.is_empty(), "{errors:?}");
    model
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
    assert_eq!(
        messages(&found),
        ["':refunded' from @payment reaches @order in #cancelled, which does not take it"]
    );
    assert_eq!(found.findings[0].trace.steps.len(), 3);
}

/// What depends on lengths, or on more values than were tried, is not said to be everything, or unreachable.
#[test]
fn lengths_and_collected_values_are_approximations() {
    let password = "machine: @account\n  starts in #new\n  on> :register from @user in #new with $password: string\n    ? length($password) < 8\n      reject \"too short\"\n    otherwise\n      account moves to #open\n";
    let lines = "machine: @order\n  starts in #open\n  on> :place from @customer in #open with $lines: array of string\n    $n: integer becomes count of $lines\n    ? $n > 3\n      order moves to #large\n    otherwise\n      order moves to #small\n";
    let each = "machine: @order\n  starts in #open\n  on> :place from @customer in #open with $lines: array of string\n    $n: integer becomes 0\n    for each $line in $lines\n      $n increases by 1\n    ? $n >= 4\n      order moves to #large\n    otherwise\n      order moves to #small\n";
    let voters = "machine: @poll\n  starts in #open\n  on> :vote from @voter in #open with $name: string\n    ? $names contains $name\n      reject \"twice\"\n    otherwise\n      $names adds $name\n      ? $names has 6 items\n        poll moves to #decided\n";
    let texts = [
        (password, "$password of :register: there is arithmetic with it"),
        (lines, "$lines of :place: no more than 2 items were tried"),
        (each, "$lines of :place: no more than 2 items were tried"),
        (voters, "$name of :vote: no more than"),
    ];
    for (text, note) in texts {
        let found = explore_text(text, &Options::default());
        let Verdict::Approximately(notes) = &found.verdict else { panic!("{:?}: {text}", found.verdict) };
        assert!(notes.iter().any(|known| known.starts_with(note)), "{notes:?}");
        assert!(found.findings.iter().all(|finding| finding.kind != Kind::NeverHappens), "{text}");
    }
}

const TWO: &str = "system: shop\n  rules:\n    = order is never in #shipped while payment is in #refused\n    = @customer receives :shipped at most once\n\nmachine: @order\n  starts in #open\n  scenario: buy\n    on> :buy from @customer in #open\n      emit :charge to @payment\n      emit :pack to @store\n      order moves to #waiting\n    on :packed from @store in #waiting\n      emit :shipped to @customer\n      order moves to #shipped\n    on :refused from @payment in any state\n      order moves to #cancelled\n\nmachine: @payment\n  starts in #new\n  scenario: charge\n    on :charge from @order in #new\n      ? card is valid\n        payment moves to #charged\n      otherwise\n        emit :refused to @order\n        payment moves to #refused\n\nmachine: @store\n  scenario: pack\n    on :pack from @order\n      emit :packed to @order\n";

#[test]
fn a_rule_that_some_order_breaks_is_found() {
    let found = explore_text(TWO, &Options::default());
    assert!(messages(&found).contains(&"this rule is broken"), "{:?}", messages(&found));
    let broken = found.findings.iter().find(|finding| finding.kind == crate::Kind::BrokenRule).unwrap();
    assert_eq!(broken.trace.steps.len(), 4);
}

#[test]
fn a_spent_budget_never_says_everything() {
    let all = explore_text(TWO, &Options::default());
    assert_eq!(all.verdict, Verdict::Everything);
    let less = Options { max_states: all.states - 1, ..Options::default() };
    assert!(matches!(explore_text(TWO, &less).verdict, Verdict::UpTo(_)));
}

/// After seven presses the lamp is in a state in which it does not take the message of the fuse.
const DEEP: &str = "machine: @lamp\n  starts in #s0\n  scenario: press\n    on> :press from @guest in #s0\n      lamp moves to #s1\n    on> :press from @guest in #s1\n      lamp moves to #s2\n    on> :press from @guest in #s2\n      lamp moves to #s3\n    on> :press from @guest in #s3\n      lamp moves to #s4\n    on> :press from @guest in #s4\n      emit :blow to @fuse\n      lamp moves to #s5\n    on :blown from @fuse in #s0\n      lamp moves to #s0\n\nmachine: @fuse\n  scenario: blow\n    on :blow from @lamp\n      emit :blown to @lamp\n";

#[test]
fn samples_find_what_is_beyond_the_budget_and_never_say_everything() {
    let all = explore_text(DEEP, &Options::default());
    assert_eq!(all.findings.iter().filter(|found| found.kind == crate::Kind::RejectedMessage).count(), 1);
    let few = Options { max_states: 3, ..Options::default() };
    assert_eq!(messages(&explore_text(DEEP, &few)), [""; 0]);
    let sampled = explore_text(DEEP, &Options { sample: Some(7), ..few.clone() });
    let Verdict::UpTo(open) = &sampled.verdict else { panic!("{:?}", sampled.verdict) };
    assert!(open[0].ends_with("not followed") && open[1].contains("'--sample=7'"), "{open:?}");
    let rejected = sampled.findings.iter().find(|found| found.kind == crate::Kind::RejectedMessage).unwrap();
    assert_eq!(rejected.trace.steps.len(), 7);
    assert_eq!(sampled, explore_text(DEEP, &Options { sample: Some(7), ..few }));
    // A complete search has no open ends to sample.
    assert_eq!(all, explore_text(DEEP, &Options { sample: Some(7), ..Options::default() }));
}

#[test]
fn a_list_without_end_names_itself() {
    let text = "machine: @cart\n  starts in #open\n  scenario: fill\n    on> :add from @guest with $name: string\n      $names: array of string adds $name\n    on> :look from @guest with $name: string\n      ? $names contains $name\n        emit :there to @guest\n      otherwise\n        emit :missing to @guest\n";
    let found = explore_text(text, &Options::default());
    let Verdict::UpTo(open) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(open[0].starts_with("$names of @cart takes more and more values"), "{open:?}");
    assert!(found.states <= crate::growth::MAX_VALUES + 1, "{}", found.states);
    assert_eq!(messages(&found), [""; 0]);
}

#[test]
fn a_counter_without_end_names_itself() {
    let text = "machine: @tally\n  scenario: count\n    on> :add from @guest\n      $count: integer increases by 1\n      ? $count is greater than 3\n        emit :many to @guest\n";
    let found = explore_text(text, &Options::default());
    let Verdict::Approximately(notes) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].starts_with("$count of @tally"), "{notes:?}");
}

#[test]
fn the_given_of_a_story_is_a_start() {
    let text = "machine: @loan\n  scenario: borrow\n    given:\n      $books of @shelf is 1\n    on> :borrow from @reader in #idle\n      emit :reserve to @shelf\n      loan moves to #waiting\n    on :reserved from @shelf in #waiting\n      loan moves to #active\n    on :missing from @shelf in #waiting\n      loan moves to #cancelled\n\nmachine: @shelf\n  one for all\n  scenario: keep\n    on :reserve from @loan\n      ? $books > 0\n        $books: integer decreases by 1\n        emit :reserved to @loan\n      otherwise\n        emit :missing to @loan\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(messages(&found), [""; 0]);
    assert_eq!(found.conversations, 2);
}

#[test]
fn what_an_operation_can_fail_at_is_tried_with_values_that_work_too() {
    let text = "machine: @egg\n  ends in #done\n  scenario: boil\n    on> :boil from @cook in #idle with $minutes: integer\n      start timer for $minutes minutes\n      egg moves to #boiling\n    on :timer_expired from @system\n      egg moves to #done\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(messages(&found), ["@egg in #idle cannot handle ':boil' from @cook: 0 is no length of time"]);
    assert_eq!(found.states, 3);

    let text = "machine: @bill\n  ends in #split\n  scenario: split\n    on> :split from @host in #idle with $guests: integer\n      $share: number becomes 100 / $guests\n      bill moves to #split\n";
    let found = explore_text(text, &Options::default());
    assert_eq!(messages(&found), ["@bill in #idle cannot handle ':split' from @host: division by zero"]);
    assert_eq!(found.states, 2);
}

const TRIP: &str = "system: trip\nmachine: @trip\n  ends in #booked, #failed\n  scenario: book\n    on> :book from @traveller in #idle\n      emit :reserve to @flight\n      trip moves to #flying\n    on :reserved from @flight\n      emit :reserve to @hotel\n      trip moves to #lodging\n    on :reserved from @hotel\n      trip moves to #booked\n    on :full from @hotel\n      emit :cancel to @flight\n      trip moves to #undoing\n    on :cancelled from @flight\n      trip moves to #failed\n\nmachine: @flight\n  scenario: seats\n    on :reserve from @trip in #idle\n      emit :reserved to @trip\n      flight moves to #held\n    on :cancel from @trip in #held\n      emit :cancelled to @trip\n      flight moves to #released\n\nmachine: @hotel\n  scenario: rooms\n    on :reserve from @trip in #idle\n      ? room is free\n        emit :reserved to @trip\n      otherwise\n        emit :full to @trip\n";

#[test]
fn a_machine_that_has_answered_waits_only_if_its_asker_does() {
    let found = explore_text(TRIP, &Options::default());
    assert_eq!(found.verdict, Verdict::Everything);
    assert_eq!(
        messages(&found),
        [
            "@flight stays in #held after ':reserved to @trip', while @trip is in #booked, and what leads on from there cannot come"
        ]
    );
    // A hotel that does not always answer leaves the trip waiting, and so the flight, too.
    let silent = TRIP.replace("      otherwise\n", "      ? clerk is awake\n");
    let found = explore_text(&silent, &Options::default());
    assert_eq!(
        messages(&found)[..2],
        [
            "@flight waits in #held for an answer to ':reserved to @trip' that cannot come, and nothing leads on",
            "@trip waits in #lodging for an answer to ':reserve to @hotel' that cannot come, and nothing leads on"
        ]
    );
}
