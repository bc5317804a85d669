//! Compares conflict-directed search with plain search on random small stories: same assignment, same ending.

use flow_model::model::{MachineId, Model, ScenarioId};
use flow_model::{MemoryLoader, load, resolve};
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::exec::runnable::Runnable;
use crate::story::choice_set::ChoiceSet;
use crate::story::conflict::attempt_run;
use crate::story::plan::{Plan, Story};
use crate::story::result::Verdict;
use crate::story::search::{Choices, Ending, search};

/// A small generator of numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 8) as usize % sides
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }
}

const PHRASES: &[&str] = &[
    "all is well",
    "it rains",
    "the sun shines",
    "days are short",
    "tea is hot",
    "birds sing",
    "cats sleep",
];

/// The main subject of a story.
#[derive(Clone, Copy, PartialEq)]
enum Theme {
    Anything,
    Values,
    Time,
    Talk,
}

/// A story of `@a`, which talks to `@b`, `@user` and `@shop`.
struct Writer<'d> {
    dice: &'d mut Dice,
    theme: Theme,
    text: String,
}

impl Writer<'_> {
    fn write(mut self) -> String {
        self.text =
            "machine: @a\n  starts in #s0\n  scenario: attempted\n    given:\n      $n is 1\n".to_owned();
        for event in 0..=self.dice.roll(5) {
            let line = match (self.theme, self.dice.roll(8)) {
                (Theme::Talk, 1..6) if event > 0 => format!("on :{} from @b", self.dice.of(&["r", "s"])),
                (Theme::Time, 1..6) if event > 0 => "on :timer_expired from @system".to_owned(),
                (_, 0) => "on :r from @b".to_owned(),
                (_, 1) => "on :timer_expired from @system".to_owned(),
                (_, 2) => "on :mine from @self".to_owned(),
                _ => format!("on> :e{event} from @user"),
            };
            let any = " in any state";
            let within = self.dice.of(&["", " in #s0, #s1", " in #s1", any, any, any]);
            self.text += &format!("    {line}{within}\n");
            self.body(3, 0, false);
            if self.dice.roll(4) == 0 {
                self.text += "      expect:\n  ";
                self.assertion();
            }
        }
        self.text += "    expect:\n";
        (0..=self.dice.roll(2)).for_each(|_| self.assertion());
        self.text += "machine: @b\n  starts in #t0\n";
        for event in ["on :q from @a", "on :p from @a", "on :paid from @shop"] {
            self.text += &format!("  {event} {}\n", self.dice.of(&["in any state", "in #t0", "in #t1"]));
            self.body(2, 0, true);
        }
        self.text
    }

    fn body(&mut self, indent: usize, depth: usize, other: bool) {
        for _ in 0..=self.dice.roll(4 - depth) {
            if depth < 2 && self.dice.roll(5) < 3 {
                self.chain(indent, depth, other);
            } else {
                let step = if other { self.step_of_b() } else { self.step() };
                self.text += &format!("{}{step}\n", "  ".repeat(indent));
            }
        }
    }

    fn chain(&mut self, indent: usize, depth: usize, other: bool) {
        let pad = "  ".repeat(indent);
        for group in 0..=self.dice.roll(2) {
            let condition = self.condition(other);
            self.text += &format!("{pad}? {condition}\n");
            if self.dice.roll(4) == 0 {
                let (sign, condition) = (self.dice.of(&["?", "??"]), self.condition(other));
                self.text += &format!("{pad}{sign} {condition}\n");
            }
            self.body(indent + 1, depth + 1, other);
            if group > 0 && self.dice.roll(2) == 0 {
                self.text += &format!("{pad}otherwise\n");
                self.body(indent + 1, depth + 1, other);
                return;
            }
        }
    }

    fn condition(&mut self, other: bool) -> String {
        let values = if self.theme == Theme::Values { 3 } else { 1 };
        match self.dice.roll(4 + values) {
            0 => {
                let (machine, state) = if other { ("b", 't') } else { ("a", 's') };
                format!("{machine} is in #{state}{}", self.dice.roll(2))
            }
            1..4 => self.dice.of(PHRASES).to_owned(),
            _ => {
                let (variable, sign) = (self.dice.of(&["n", "k"]), self.dice.of(&["<", ">", "="]));
                format!("${variable} {sign} {}", self.dice.roll(3))
            }
        }
    }

    fn step_of_b(&mut self) -> String {
        match (self.theme, self.dice.roll(6)) {
            (_, 0) => format!("b moves to #t{}", self.dice.roll(2)),
            (_, 1) => "$n: number becomes $m".to_owned(),
            (Theme::Values | Theme::Talk, 2) => "$k: number becomes 2 / $m".to_owned(),
            (_, 2 | 3) => "emit :pay to @shop".to_owned(),
            _ => format!("emit :{} to @a with n: $n + 1", self.dice.of(&["r", "s"])),
        }
    }

    fn step(&mut self) -> String {
        let number = self.dice.roll(3);
        match (self.theme, self.dice.roll(14)) {
            (Theme::Values, 0..5) => {
                self.dice.of(&["$k: number becomes $n", "$n: number becomes $k + 1"]).to_owned()
            }
            (Theme::Time, 0..4) => self.dice.of(&["start timer for 3 seconds", "cancel timer"]).to_owned(),
            (Theme::Talk, 0..5) => format!("emit :{} to @b with m: $n", self.dice.of(&["q", "p"])),
            (_, 0..3) => format!("a moves to #s{number}"),
            (_, 3) => format!("$n: number becomes {number}"),
            (_, 4) => "$n: number increases by 1".to_owned(),
            (_, 5) => "$k: number becomes $n".to_owned(),
            (_, 6) => "$n: number becomes 2 / $n".to_owned(),
            (_, 7 | 8) => format!("emit :{} to @user with n: $n", self.dice.of(&["yes", "no"])),
            (_, 9) => format!("emit :{} to @b with m: $n", self.dice.of(&["q", "p"])),
            (_, 10) => "start timer for 3 seconds".to_owned(),
            (_, 11) => "emit :mine to @self".to_owned(),
            (_, 12) => "fire the bell with $n".to_owned(),
            _ => "wave".to_owned(),
        }
    }

    fn assertion(&mut self) {
        let number = self.dice.roll(3);
        let said = match self.dice.roll(10) {
            0 => format!("a is in #s{number}"),
            1 => format!("b is in #t{}", self.dice.roll(2)),
            2 => format!("$n is {number}"),
            3 => format!("$k is {number}"),
            4 => format!("@user received :{}", self.dice.of(&["yes", "no"])),
            5 => format!("@user received {number} events"),
            6 => format!("wave was {}called", self.dice.of(&["", "not "])),
            7 => format!("a has {} #s1", self.dice.of(&["never been in", "entered"])),
            8 => format!("@shop {} :pay", self.dice.of(&["received", "did not receive"])),
            _ => format!(":yes was {}emitted with n: {}", self.dice.of(&["", "not "]), number),
        };
        self.text += &format!("      = {said}\n");
    }
}

fn story(dice: &mut Dice) -> String {
    let theme = [Theme::Anything, Theme::Values, Theme::Time, Theme::Talk][dice.roll(4)];
    Writer { dice, theme, text: String::new() }.write()
}

fn read(text: &str) -> Model {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("a.flow", text)]);
    let program = load(&["a.flow".to_owned()], &mut loader, &mut diags);
    resolve(&program, &mut diags)
}

/// How a search ends: the choices, what failed, the end; and how much work it was.
#[derive(Debug, PartialEq)]
struct Found {
    choices: String,
    failure: String,
    ending: Ending,
}

fn find(model: &Model, see_all: bool) -> (Found, usize) {
    let runnable = Runnable::new(model);
    let story = Story::of(&runnable, MachineId(0), ScenarioId(0));
    let mut work = 0;
    let one = |choices: Choices| {
        let mut attempted = attempt_run(&runnable, &story, &Plan::default(), choices);
        if see_all {
            attempted.conflict = ChoiceSet::all(attempted.choices.made().len());
        }
        attempted
    };
    let (run, ending) = search(&mut work, one);
    let choices = format!("{:?}", run.bindings.choices.made());
    (Found { choices, failure: format!("{:?}", run.failure), ending }, work)
}

#[test]
fn no_assignment_is_missed() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let (mut met, mut none, mut spared) = (0, 0, 0);
    for _ in 0..400 {
        let text = story(&mut dice);
        let model = read(&text);
        let (plain, all) = find(&model, true);
        if plain.ending == Ending::Bound {
            continue;
        }
        let (found, work) = find(&model, false);
        assert_eq!(found, plain, "\n{text}");
        met += usize::from(plain.ending == Ending::Met && all > work);
        none += usize::from(plain.ending == Ending::NoneMeets && all > work);
        spared += all - work;
    }
    // The specifications must need searches that are cut short, with either result.
    assert!(met > 0 && none > 30 && spared > 1000, "{met} met, {none} not, {spared} spared");
}

/// A story of `@a` that passes only if `all is well` is false, and how that is found.
fn check_not_well(a: &str, expect: &str, b: &str) {
    let text = format!(
        "machine: @a\n  scenario: attempted\n    on> :go from @user\n{a}    expect:\n      = {expect}\nmachine: @b\n  starts in #t0\n{b}"
    );
    let model = read(&text);
    let (plain, _) = find(&model, true);
    assert_eq!(plain.ending, Ending::Met, "{text}");
    assert_eq!(find(&model, false).0, plain, "{text}");
}

#[test]
fn choices_are_blamed_for_what_they_reach_on_the_way() {
    // Through a value.
    check_not_well(
        "      ? all is well\n        $n: number becomes 1\n      $k: number becomes $n\n",
        "$k is 0",
        "",
    );
    // Through a message, and what its receiver cannot work out then.
    let to_b = "      ? all is well\n        $n: number becomes 1\n      emit :q to @b with m: $n\n";
    check_not_well(
        to_b,
        "b is in #t0",
        "  on :q from @a\n    $k: number becomes 2 / $m\n    b moves to #t1\n",
    );
    check_not_well(to_b, "b is in #t0", "  on :q from @a\n    ? $m > 0\n      b moves to #t1\n");
    // Through what another machine asks from outside.
    check_not_well(
        "      emit :q to @b\n      a moves to #asked\n    on :r from @b\n      a moves to #attempted\n",
        "a is in #attempted",
        "  on :q from @a\n    ? all is well\n      sigh\n    otherwise\n      emit :pay to @shop\n  on :paid from @shop\n    emit :r to @a\n",
    );
    // Through what did not happen.
    check_not_well("      ? it rains\n      ? all is well\n        wave\n", "wave was not called", "");
    check_not_well("      ? all is well\n        emit :yes to @shop\n", "@shop received 0 events", "");
}

/// Twenty phrases that no fact answers, and an expectation.
fn twenty(expectation: &str) -> Model {
    let mut text = String::from("machine: @a\n  scenario: attempted\n    on> :go from @user\n");
    for phrase in 0..20 {
        text += &format!("      ? wish {phrase}{} is fulfilled\n", "x".repeat(phrase));
        text += &format!(
            "        emit :wish_{phrase} to @user\n        $n{phrase}: number becomes 1\n      otherwise\n        sigh\n"
        );
    }
    text += &format!("      a moves to #end\n    expect:\n      = {expectation}\n");
    read(&text)
}

#[test]
fn twenty_independent_phrases_end_with_a_verdict() {
    let check = |expectation: &str, expected: Verdict, most: usize| {
        let model = twenty(expectation);
        let runnable = Runnable::new(&model);
        let results = crate::run(&runnable);
        assert_eq!(results.verdict(), expected, "{expectation}");
        let (_, work) = find(&model, false);
        assert!(work <= most, "{expectation}: {work}");
    };
    check("a is in #end", Verdict::Passed, 100);
    check("a is in #idle", Verdict::Failed, 100);
    check("$n3 is 0", Verdict::Passed, 200);
    check("$n3 is 2", Verdict::Failed, 200);
    check("$n3 + $n9 is 0", Verdict::Passed, 400);
    check("@user received :wish_7 with x: 1", Verdict::Failed, 200);
    check("sigh was called", Verdict::Passed, 200);
    // This one needs all of them.
    check("@user received 21 events", Verdict::Undecided, 110_000);
}
