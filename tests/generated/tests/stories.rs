//! Stories as tests: the golden with the option `tests`, compiled as a user's code would be, and its tests run.
//!
//! That they can fail is shown with machines that are broken on purpose, with expectations that are changed, and with bindings
//! that are not what the story says.

#![deny(warnings, missing_docs, clippy::all)]

#[rustfmt::skip]
// In a macro, where rustfmt does not follow it: the golden is what is generated, to the byte.
macro_rules! golden {
    ($path:literal) => {
        /// A library: books are lent.
        #[path = $path]
        pub mod library;
    };
}

golden!("../../../crates/flow-codegen/tests/golden/stories.rs");

use flow::{Decimal, Text, Time};
use flow_test::{Answers, Compiled, Outcome, Snapshot, Specification, Stopped, Value, What, Why};
use library::flow_tests::SPECIFICATION;
use library::{loan, shelf};

/// A compiled machine with one mistake in it.
struct Broken {
    of: &'static dyn Compiled,
    mistake: fn(&mut Outcome),
}

impl Compiled for Broken {
    fn name(&self) -> &'static str {
        self.of.name()
    }

    fn run(&self, before: &Snapshot, event: usize, payload: &[Value], answers: &mut dyn Answers) -> Outcome {
        let mut outcome = self.of.run(before, event, payload, answers);
        (self.mistake)(&mut outcome);
        outcome
    }
}

/// The report of the story of `borrow a book` by a broken `@loan`.
fn broken(mistake: fn(&mut Outcome)) -> String {
    let loan = Box::leak(Box::new(Broken { of: &loan::stories::Driver, mistake }));
    let machines = Box::leak(Box::new([loan as &dyn Compiled, &shelf::stories::Driver]));
    Specification { machines, ..SPECIFICATION }.check_story(0, 0).expect_err("the mistake shows")
}

/// A mistake in the compiled `@loan` is reported in these words: what is said, and what is done instead.
#[track_caller]
fn check(mistake: fn(&mut Outcome), said: &str, done: &str) {
    let report = broken(mistake);
    let lines = format!("  the specification: {said}\n  the compiled code: {done}\n");
    assert!(report.contains(&lines), "{report}");
    let head = "the code that was compiled for @loan does otherwise than the specification says\n  on :";
    assert!(report.starts_with(head), "{report}");
}

#[test]
fn a_wrong_target_shows() {
    let wrong = |outcome: &mut Outcome| {
        if outcome.after.state == 1 {
            (outcome.after.state, outcome.result) = (2, Ok(vec![2]));
        }
    };
    check(wrong, "it moves to #waiting", "it moves to #active");
    check(wrong, "it is in #waiting", "it is in #active");
}

#[test]
fn a_state_that_is_not_passed_through_shows() {
    check(|outcome| outcome.result = Ok(vec![]), "it moves to #waiting", "it stays");
}

#[test]
fn a_wrong_value_shows() {
    let wrong = |outcome: &mut Outcome| outcome.after.context[5] = Value::Number(Decimal::ONE);
    check(wrong, "$fee is 0", "$fee is 1");
}

#[test]
fn an_emit_left_out_shows() {
    let wrong = |outcome: &mut Outcome| outcome.emits.retain(|sent| sent.what != What::Machine(1, 0));
    check(
        wrong,
        "it sends :reserve to @shelf with \"holiday\", 9.5, a timer :timer_expired for 2 minutes",
        "it sends a timer :timer_expired for 2 minutes",
    );
}

#[test]
fn a_wrong_payload_shows() {
    let wrong = |outcome: &mut Outcome| {
        outcome
            .emits
            .iter_mut()
            .for_each(|sent| sent.payload.iter_mut().for_each(|value| *value = 1.into_value()));
    };
    check(
        wrong,
        "it sends :reserve to @shelf with \"holiday\", 9.5, a timer :timer_expired for 2 minutes",
        "it sends :reserve to @shelf with 1, 1, a timer :timer_expired for 2 minutes",
    );
}

#[test]
fn an_event_that_is_refused_shows() {
    let wrong = |outcome: &mut Outcome| {
        let why = Why::Arithmetic { expression: "$days / 0".into() };
        outcome.result = Err(Stopped { event: 0, payload: Vec::new(), why });
    };
    check(wrong, "it moves to #waiting", "it fails: '$days / 0' cannot be computed");
    check(|outcome| outcome.accepts = false, "'accepts' says yes", "'accepts' says no");
}

/// One is one.
trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for i64 {
    fn into_value(self) -> Value {
        Value::Integer(self)
    }
}

/// The report of a story, or case, of the specification with another text in place of one of its lines.
fn changed(
    old: &str,
    new: &str,
    run: impl Fn(&Specification) -> Result<String, String>,
) -> Result<String, String> {
    let files = SPECIFICATION.files.iter().map(|(path, text)| (*path, &*text.replace(old, new).leak()));
    let files: Vec<_> = files.collect();
    assert!(files.as_slice() != SPECIFICATION.files, "'{old}' is in one of the files");
    run(&Specification { files: files.leak(), ..SPECIFICATION })
}

#[test]
fn a_story_that_fails_has_the_interpreters_report() {
    let report = changed("= loan is in #closed", "= loan is in #active", |spec| spec.check_story(0, 0));
    let report = report.expect_err("the loan ends in #closed");
    for part in [
        "failed    @loan: borrow a book\n",
        "stories.flow:50:9: expected at the end\n      | = loan is in #active\n      but @loan is in #closed\n",
        "no choice of assumptions can meet this\n",
        ":borrow from @reader: #requested to #waiting\n",
        "@loan to @shelf :reserve with reason: \"holiday\", price: 9.5\n",
    ] {
        assert!(report.contains(part), "'{part}' is missing in\n{report}");
    }
}

#[test]
fn a_case_that_fails_has_the_interpreters_report() {
    let report =
        changed("received :refused", "received :enjoy", |spec| spec.check_case("stories.test.flow", 4));
    let report = report.expect_err("the loan is refused");
    assert!(report.contains("failed    @loan: borrow a book / :borrow / too long a loan\n"), "{report}");
    assert!(report.contains("but @reader received :refused with reason: \"too long\", days: 60"), "{report}");
}

#[test]
fn a_case_that_names_what_does_not_exist_says_so() {
    let report =
        changed("is trusted = false", "is busted = false", |spec| spec.check_case("stories.test.flow", 8));
    let report = report.expect_err("there is no such phrase");
    assert!(report.contains("error[unknown-name]"), "{report}");
    assert!(report.contains("did you mean 'reader is trusted'?"), "{report}");
}

#[test]
fn what_only_bindings_can_decide_is_said() {
    let said = SPECIFICATION.check_story(0, 0).expect("the story passes");
    assert!(said.contains("undecided: stories.flow:52:9: = $fee is fair"), "{said}");
}

/// A library with shelves and readers.
#[derive(Default)]
struct Library {
    readers: u32,
    banned: bool,
    shelf: Vec<Text>,
    letters: Vec<Text>,
    lost: bool,
    greedy: bool,
    ids: u32,
}

impl loan::Bindings for Library {
    type Error = &'static str;

    fn reader_is_trusted(&self, _: &loan::Context) -> bool {
        self.readers > 0 && !self.banned
    }

    fn send_letter_to_reader_name(
        &mut self,
        _: &loan::Context,
        reader_name: &str,
    ) -> Result<(), Self::Error> {
        self.letters.push(reader_name.into());
        Ok(())
    }

    fn uuid(&mut self) -> Text {
        self.ids += 1;
        format!("slip-{}", self.ids)
    }

    fn now(&self) -> Time {
        Time::from_millis(77)
    }
}

impl shelf::Bindings for Library {
    type Error = &'static str;

    fn book_is_lost(&self, _: &shelf::Context) -> bool {
        self.lost
    }

    fn fetch_book(&mut self, _: &shelf::Context) -> Result<(), Self::Error> {
        self.shelf.pop().map(|_| ()).ok_or("the shelf is empty")
    }
}

impl loan::stories::Given for Library {
    fn reader_is_registered(&mut self) {
        self.readers += 1;
    }

    fn reader_is_banned(&mut self, holds: bool) {
        self.banned = holds;
    }

    fn shelf_contains(&mut self, rows: &[loan::stories::ShelfContains]) {
        for row in rows.iter().filter(|row| !row.rare && row.copies > Decimal::ONE) {
            self.shelf.push(row.title.clone());
        }
    }

    fn fee_is_fair(&self, context: &loan::Context, fee: Decimal) -> bool {
        assert_eq!(context.fee, fee);
        fee < Decimal::TWO && !self.greedy
    }
}

#[test]
fn a_story_runs_with_bindings_of_ones_own() {
    let mut library = Library::default();
    loan::stories::borrow_a_book(&mut library);
    assert_eq!(library.letters, ["Ada"]);
    assert!(library.shelf.is_empty());
    assert_eq!(library.ids, 1);
}

#[test]
#[should_panic(
    expected = "expected at the end\n      | = $fee is fair\n      but '$fee is fair' is not so\n"
)]
fn an_assertion_of_ones_own_can_fail() {
    loan::stories::borrow_a_book(&mut Library { greedy: true, ..Library::default() });
}

#[test]
#[should_panic(expected = ":reserved from @shelf never comes: nothing sends it while @loan is in #waiting")]
fn a_story_goes_where_the_real_answers_lead() {
    loan::stories::borrow_a_book(&mut Library { lost: true, ..Library::default() });
}
