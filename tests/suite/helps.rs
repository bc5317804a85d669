//! Helps of findings, followed: each correction that a finding proposes removes this finding, and the text has no errors afterwards.
//!
//! The test does what an author would do: it writes the line that the help quotes at the place that the help names. `Follower` does so
//! for complete helps; decisions of the author, such as the condition of a guard, are in `BY_HAND`.

use std::collections::{BTreeMap, BTreeSet};

use flow_explore::{Continue, Finding, Kind, Options, explore};
use flow_model::MemoryLoader;
use flow_model::model::Rule;
use flow_model::words;
use flow_project::{Analysis, Request, Settings};
use flow_speculate::network_from_seed;
use flow_syntax::diagnostic::Level;
use flow_tests::case::{Case, cases};

use crate::edits::{edit_lines, indent_of, lines_of, replace_file};

/// As in `explored`.
const STATES: usize = 1500;
const FEWER_STATES: usize = 200;

pub(crate) fn analyze(case: &Case) -> Analysis {
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    let request = Request { overrides, ..Request::new(case.roots.iter().cloned()) };
    let texts = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    flow_project::analyze(&request, &mut MemoryLoader::new(texts))
}

fn find(analysis: &Analysis, options: &Options) -> Vec<Finding> {
    explore(&analysis.model, options, &mut |_| Continue::Yes).findings
}

/// The parts of a key: kind, sender, machine, state, and what it is about.
struct Key<'a> {
    from: &'a str,
    machine: &'a str,
    state: &'a str,
    what: &'a str,
}

impl<'a> Key<'a> {
    fn read(key: &'a str) -> Key<'a> {
        let parts: Vec<&str> = key.splitn(5, '|').map(str::trim).collect();
        Key { from: parts[1], machine: parts[2], state: parts[3], what: parts[4] }
    }
}

/// Follows the help of one finding of a case.
struct Follower<'a> {
    case: &'a Case,
    analysis: &'a Analysis,

    finding: &'a Finding,
    help: &'a str,
}

/// A help that was followed: the name of the correction, and the case afterwards.
type Followed = (String, Case);

impl Follower<'_> {
    /// Every correction that the help offers; none if the author must decide something.
    fn follow(&self) -> Vec<Followed> {
        let key = Key::read(&self.finding.key);
        match self.finding.kind {
            Kind::RejectedMessage | Kind::LateAnswer | Kind::EarlyAnswer => self.write_handlers(&key),
            Kind::LateTimer => {
                let mut ways = self.write_handlers(&key);
                if self.help.contains("'cancel ") {
                    ways.push(("cancel".to_owned(), self.cancel_at(&key, "on entering")));
                }
                ways
            }
            Kind::StaleTimer => {
                vec![("cancel".to_owned(), self.cancel_at(&key, "on leaving"))]
            }
            Kind::PilesUp => {
                let schedules = format!("schedule :{} ", key.what);
                let cancel = format!("cancel :{}", key.what);
                let cancelled = self.edit_lines(key.machine, &|line| {
                    let indent = indent_of(line);
                    line.trim_start().starts_with(&schedules).then(|| format!("{indent}{cancel}\n{line}"))
                });
                vec![("cancel".to_owned(), cancelled)]
            }
            Kind::SecondInstance => {
                let emit = format!("emit :{} to @{}", key.what, key.machine);
                let new = format!("emit :{} to a new @{}", key.what, key.machine);
                let sender = key.from.trim_start_matches("from @");
                let made =
                    self.edit_lines(sender, &|line| line.contains(&emit).then(|| line.replace(&emit, &new)));
                vec![("a new".to_owned(), made)]
            }
            Kind::WaitsForEver | Kind::WaitsForSomeone => self.end_waiting(&key),
            Kind::Stuck => vec![("public event".to_owned(), self.lead_on(&key))],
            Kind::AnsweredTwice | Kind::Fails => Vec::new(),
            kind => panic!("nobody follows the helps of {}: {}", kind.name(), self.help),
        }
    }

    /// The case with a 'cancel' where the state is entered or left.
    fn cancel_at(&self, key: &Key<'_>, crossing: &str) -> Case {
        let (path, range) = self.lines_of(key.machine);
        let header = format!("{crossing} {}", key.state);
        let cancel = format!("cancel :{}", key.what);
        let mut lines = self.case.files[&path].lines().skip(range.start).take(range.len());
        if !lines.any(|line| line.trim() == header) {
            return self.append(key.machine, &format!("  {header}\n    {cancel}\n"));
        }
        self.edit_lines(key.machine, &|line| {
            (line.trim() == header).then(|| format!("{line}\n{}  {cancel}", indent_of(line)))
        })
    }

    /// The handlers that the help quotes or lists, with each reaction that it names.
    fn write_handlers(&self, key: &Key<'_>) -> Vec<Followed> {
        let lines: Vec<String> = match self.help.split('\'').find(|part| part.starts_with("on :")) {
            Some(line) => vec![line.to_owned()],
            None => {
                let line = |event: &str| format!("on :{event} {} in {}", key.from, key.state);
                key.what.split(", ").map(line).collect()
            }
        };
        let is_offered = |reaction: &&str| match *reaction {
            "ignore" => self.finding.kind != Kind::EarlyAnswer,
            _ => self.help.contains("'defer'"),
        };
        let reactions = ["ignore", "defer"].into_iter().filter(is_offered);
        let write = |reaction: &str| {
            let handler = |line: &String| format!("    {line}\n      {reaction}\n");
            let handlers: String = lines.iter().map(handler).collect();
            let stated = Follower { case: &self.state_others(key), ..*self };
            let scenario = format!("  scenario: as the help says\n{handlers}");
            (reaction.to_owned(), stated.append(key.machine, &scenario))
        };
        reactions.map(write).collect()
    }

    /// The case with states on the lines of the event that name none, if the help asks for it.
    fn state_others(&self, key: &Key<'_>) -> Case {
        let mut case = self.case.clone();
        let Some((_, quoted)) = self.help.split_once(", and add ") else { return case };
        let quoted = quoted.split_once("' where").and_then(|(states, _)| states.strip_prefix("'in "));
        let model = &self.analysis.model;
        let of = model.machines.iter().find(|machine| machine.name.text == key.machine).unwrap();
        let senders: &[&str] = match key.from.strip_prefix("from ") {
            Some(from) if from.trim_start_matches('@') == key.machine => &[from, "@self"],
            Some(from) => &[from],
            None => &["@self", "@system"],
        };
        let mut places = BTreeMap::new();
        for (id, handler) in of.handlers.entries() {
            let event = &of.events[handler.event];
            let sender = event.from.map(|party| words::party(model, party)).unwrap_or_default();
            let is_meant = key.what.split(", ").any(|name| name == event.name.text);
            if is_meant && senders.contains(&sender.as_str()) && of.accepted(id).rule != Rule::Said {
                let states = of.accepted(id).states.iter().map(|state| words::state(of, *state));
                let states: Vec<String> = states.filter(|state| state != key.state).collect();
                places.insert(
                    handler.span.start,
                    (handler.span, quoted.map_or(states.join(", "), str::to_owned)),
                );
            }
        }
        assert!(!places.is_empty(), "{}: {}", case.name, self.help);
        for (span, states) in places.into_values().rev() {
            let source = self.analysis.program.sources.get(span.file);
            let line = self.analysis.program.sources.text(span);
            let at = span.start as usize + line.find(" with ").unwrap_or(line.len());
            case.files.get_mut(&source.path).unwrap().insert_str(at, &format!(" in {states}"));
        }
        case
    }

    /// What ends the waiting of an asker: an answer where an action failed, or a timer.
    fn end_waiting(&self, key: &Key<'_>) -> Vec<Followed> {
        let given_up = format!("      {} moves to #given_up\n", key.machine);
        if let Some(rest) = self.help.strip_prefix("below '") {
            let (phrase, rest) = rest.split_once("', write '? that failed' and what '@").unwrap();
            let failing = rest.split('\'').next().unwrap();
            let answer = format!(
                "  scenario: as the help says\n    on :could_not from @{failing} in {}\n{given_up}",
                key.state
            );
            let answered = Follower { case: &self.append(key.machine, &answer), ..*self };
            let case = answered.edit_lines(failing, &|line| {
                let indent = indent_of(line);
                let failed = format!("{indent}? that failed\n{indent}  emit :could_not to @{}", key.machine);
                line.trim_end().ends_with(phrase).then(|| format!("{line}\n{failed}"))
            });
            return vec![("that failed".to_owned(), case)];
        }
        assert!(self.help.contains("a timer"), "{}", self.help);
        // The timer starts where the state is entered, or in the handler that asks if no handler enters the state.
        let start = "start timer :too_long for 1 hour";
        let leads_on = format!(
            "  scenario: as the help says\n    on :too_long from @system in {}\n{given_up}",
            key.state
        );
        let (path, range) = self.lines_of(key.machine);
        let enters = format!("{} moves to {}", key.machine, key.state);
        let mut lines = self.case.files[&path].lines().skip(range.start).take(range.len());
        if lines.any(|line| line.trim() == enters) {
            let entering = format!("{leads_on}    on entering {}\n      {start}\n", key.state);
            return vec![("timer".to_owned(), self.append(key.machine, &entering))];
        }
        let timed = Follower { case: &self.append(key.machine, &leads_on), ..*self };
        let ask = format!("emit {} to ", key.what.split(" to ").next().unwrap());
        let case = timed.edit_lines(key.machine, &|line| {
            line.trim_start().starts_with(&ask).then(|| format!("{}{start}\n{line}", indent_of(line)))
        });
        vec![("timer".to_owned(), case)]
    }

    /// The case with a public event that leads to an end, or to another state if there is none.
    fn lead_on(&self, key: &Key<'_>) -> Case {
        let mut machines = self.analysis.model.machines.iter();
        let machine = machines.find(|machine| machine.name.text == key.machine).unwrap();
        let names = || machine.states.iter().map(|state| &state.name.text);
        let mut ends = machine.ends.states.iter().map(|state| &machine.states[*state].name.text);
        let other = || names().find(|name| format!("#{name}") != key.state).unwrap();
        let goal = ends.next().unwrap_or_else(other);
        self.append(
            key.machine,
            &format!(
                "  scenario: as the help says\n    on> :lead_on from @somebody in {}\n      {} moves to #{goal}\n",
                key.state, key.machine
            ),
        )
    }

    /// The case with lines at the end of a machine, indented for one that is indented by two.
    fn append(&self, machine: &str, lines: &str) -> Case {
        let (path, range) = self.lines_of(machine);
        let mut text: Vec<&str> = self.case.files[&path].lines().collect();
        let is_flat = text.iter().all(|line| indent_of(line).is_empty());
        let lines = lines.lines().map(|line| if is_flat { line.trim_start() } else { line });
        text.splice(range.end..range.end, lines);
        replace_file(self.case, &path, &text.join("\n"))
    }

    /// The case with some lines of a machine changed.
    fn edit_lines(&self, machine: &str, edit: &dyn Fn(&str) -> Option<String>) -> Case {
        edit_lines(self.case, machine, edit)
    }

    /// The file of a machine and its lines, from its header to the next header.
    fn lines_of(&self, machine: &str) -> (String, std::ops::Range<usize>) {
        lines_of(self.case, machine)
    }
}

/// Why a help does not remove its finding from a case, if it does not.
fn explain_remaining(case: &Case, key: &str, options: &Options) -> Option<String> {
    let analysis = analyze(case);
    let errors: Vec<&str> = analysis
        .diagnostics
        .iter()
        .filter(|found| found.level == Level::Deny)
        .map(|found| found.message.as_str())
        .collect();
    if !errors.is_empty() {
        return Some(format!("errors: {}", errors.join("; ")));
    }
    let found = find(&analysis, options);
    found.iter().any(|finding| finding.key == key).then(|| "it is still there".to_owned())
}

/// The worlds whose findings are repaired.
pub(crate) fn list_worlds() -> [Options; 4] {
    let plain = Options { max_states: STATES, ..Options::default() };
    let fewer = Options { max_states: FEWER_STATES, ..Options::default() };
    [
        plain,
        Options { failures: true, ..fewer.clone() },
        Options { losses: true, doubles: true, ..fewer.clone() },
        Options { host: true, ..fewer },
    ]
}

/// A part of the key of a finding, and what its help leaves to the author: texts, and what takes their place.
type ByHand = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Guards above the steps that fail, by case of the corpus.
const BY_HAND: &[ByHand] = &[
    (
        "declared-payloads/timers.flow",
        "plan",
        &[(
            "      schedule :remind for $days days with $text\n      reminder moves to #planned\n",
            "      ? $days > 0\n        schedule :remind for $days days with $text\n        reminder moves to #planned\n",
        )],
    ),
    (
        "entering-and-leaving/timers_of_a_group_below_guards.flow",
        "lend",
        &[(
            "      start timer :reminder for $day days with $day\n",
            "      ? $day > 0\n        start timer :reminder for $day days with $day\n",
        )],
    ),
    (
        "loops/instances_in_rounds.flow",
        "start",
        &[("      $latest becomes @letter\n", "      ? $towns has items\n        $latest becomes @letter\n")],
    ),
    (
        "references/unset_receiver_and_a_payload.flow",
        "ask",
        &[(
            "    emit :look to $helper with ticket: uuid()\n",
            "    ? $helper is not empty\n      emit :look to $helper with ticket: uuid()\n",
        )],
    ),
    (
        "values/functions.flow",
        "price",
        &[(
            "      $first becomes first of $prices\n      $sum becomes first of $prices + last of $prices\n      emit :priced to @clerk with $sum, name: last of $names\n      ? $sum > first of $prices\n        queue moves to #priced\n",
            "      ? $prices has items\n      ? $names has items\n        $first becomes first of $prices\n        $sum becomes first of $prices + last of $prices\n        emit :priced to @clerk with $sum, name: last of $names\n        ? $sum > first of $prices\n          queue moves to #priced\n",
        )],
    ),
    (
        "values/claim_with_a_decision_table.flow",
        "file",
        &[(
            "      otherwise\n        claim moves to #checked\n        emit",
            "      ? $receipts has items\n        claim moves to #checked\n        emit",
        )],
    ),
    (
        "loops/refusal_in_a_later_round.flow",
        "divide",
        &[(
            "        $share: number becomes 10 / $number\n        $shares adds $share\n",
            "        ? $number is not 0\n          $share: number becomes 10 / $number\n          $shares adds $share\n",
        )],
    ),
    (
        "values/functions_of_lists.flow",
        "checkout",
        &[(
            "      $cheapest becomes smallest of $items.price\n      $last becomes largest of $items.name\n",
            "      ? $items has items\n        $cheapest becomes smallest of $items.price\n        $last becomes largest of $items.name\n",
        )],
    ),
];

/// The case with its table entry followed.
fn follow_by_hand(case: &Case, finding: &Finding) -> Vec<Followed> {
    let entries =
        BY_HAND.iter().filter(|(name, about, _)| *name == case.name && finding.key.ends_with(about));
    let follow = |(_, _, changes): &ByHand| {
        let mut case = case.clone();
        let text = case.files.get_mut(&case.roots[0]).unwrap();
        for (old, new) in *changes {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            *text = text.replace(old, new);
        }
        ("by hand".to_owned(), case)
    };
    entries.map(follow).collect()
}

/// The helps that were followed, and the failures.
#[derive(Default)]
struct Outcome {
    /// Whether only what an author decides alone is left out: the conditions of guards.
    leaves_out_guards: bool,
    /// How often each correction of each kind was made.
    followed: BTreeMap<String, usize>,
    /// The entries of the table that were used.
    by_hand: BTreeSet<String>,
    /// The findings that remain, and those with a help that nobody follows.
    remaining: Vec<String>,
}

impl Outcome {
    fn follow_all(&mut self, case: &Case, analysis: &Analysis, options: &Options) {
        for finding in find(analysis, options) {
            let Some(help) = &finding.help else { continue };
            if finding.kind == Kind::Fails && self.leaves_out_guards {
                continue;
            }
            let place = format!("{}: {}: {options:?}", case.name, finding.key);
            let mut ways = Follower { case, analysis, finding: &finding, help }.follow();
            if ways.is_empty() {
                ways = follow_by_hand(case, &finding);
                self.by_hand.insert(case.name.clone());
            }
            if ways.is_empty() {
                self.remaining.push(format!("{place}: nobody follows: {help}"));
            }
            for (way, changed) in ways {
                *self.followed.entry(format!("{} {way}", finding.kind.name())).or_default() += 1;
                if let Some(why) = explain_remaining(&changed, &finding.key, options) {
                    self.remaining.push(format!("{place}: {way}: {why}: {help}"));
                }
            }
        }
    }
}

#[test]
fn helps_for_the_corpus_remove_their_findings() {
    let mut outcome = Outcome::default();
    for case in cases(&flow_tests::repository().join("tests/corpus")) {
        let analysis = analyze(&case);
        if analysis.is_sound {
            list_worlds().iter().for_each(|options| outcome.follow_all(&case, &analysis, options));
        }
    }
    eprintln!("{:?}", outcome.followed);
    assert_eq!(outcome.remaining, [""; 0]);
    assert_eq!(outcome.by_hand, BY_HAND.iter().map(|(name, ..)| (*name).to_owned()).collect());
    // Every kind of help that the corpus has is followed, with each of its corrections.
    let ways: Vec<&str> = outcome.followed.keys().map(String::as_str).collect();
    assert_eq!(
        ways,
        [
            "early-answer defer",
            "fails by hand",
            "late-answer ignore",
            "late-timer cancel",
            "late-timer ignore",
            "piles-up cancel",
            "rejected-message defer",
            "rejected-message ignore",
            "second-instance a new",
            "stale-timer cancel",
            "stuck public event",
            "waits-for-ever that failed",
            "waits-for-ever timer",
            "waits-for-someone that failed",
            "waits-for-someone timer",
        ]
    );
}

/// So do those of made-up networks, where instances share, make and refer to each other.
#[test]
fn helps_for_networks_remove_their_findings() {
    let mut outcome = Outcome { leaves_out_guards: true, ..Outcome::default() };
    for seed in 100..160 {
        let case = Case::single(&format!("network_{seed}.flow"), &network_from_seed(seed));
        let analysis = analyze(&case);
        if analysis.is_sound {
            list_worlds().iter().for_each(|options| outcome.follow_all(&case, &analysis, options));
        }
    }
    eprintln!("{:?}", outcome.followed);
    assert_eq!(outcome.remaining, [""; 0]);
    assert!(outcome.followed.values().sum::<usize>() >= 100, "{:?}", outcome.followed);
}

/// Helps that leave most to the author: a text with the finding, its world, and a text for each correction.
#[test]
fn helps_that_leave_more_to_the_author_remove_their_findings() {
    let plain = Options::default();
    let failing = Options { failures: true, ..Options::default() };
    let answered = "machine: @order\n  starts in #open\n  on> :pay from @customer in #open\n    emit :charge to @bank\n    order moves to #waiting\n  on> :cancel from @customer in #open\n    order moves to #cancelled\n  on :approved from @bank in #waiting, #cancelled\n    emit :thanks to @customer\n    order moves to #paid\n  on :declined from @bank in #waiting\n    order moves to #cancelled\n";
    let declines = "  on :declined from @bank in #waiting\n    order moves to #cancelled\n";
    let other_state = answered.replace(declines, &declines.replace("#cancelled", "#declined"));
    let keeps = declines.replace("    order", "    $is_declined: boolean becomes true\n    order");
    let asked = answered.replace(declines, &keeps).replace(
        "    emit :thanks to @customer\n    order moves to #paid\n",
        "    ? not $is_declined\n      emit :thanks to @customer\n      order moves to #paid\n",
    );
    let job = "machine: @job\n  starts in #new\n  on> :run from @user in #new\n    emit :build to @worker\n    job moves to #building\n  on :built from @worker in #building\n    job moves to #done\n\nmachine: @worker\n  on :build from @job\n    compile everything\n    emit :built to @job\n";
    let built = job.replace(
        "    emit :built to @job\n",
        "    ? that failed\n      emit :built to @job\n    otherwise\n      emit :built to @job\n",
    );
    // A lost message is sent again; a rejected one is answered.
    let losing = Options { losses: true, ..Options::default() };
    let again = job.replace(
        "  on :built",
        "  on entering #building\n    start timer :again for 1 minute\n  on :again from @system in #building\n    emit :build to @worker\n    start timer :again for 1 minute\n  on :built",
    );
    let busy = job
        .replace("    compile everything\n    emit :built to @job\n", "    worker moves to #ready\n")
        .replace("on :build from @job", "on> :open from @boss in #shut")
        + "  on :build from @job in #ready\n    emit :built to @job\n";
    let busy = busy.replace("machine: @worker\n", "machine: @worker\n  one for all\n  starts in #shut\n");
    let open = format!("{busy}  on :build from @job in #shut\n    emit :built to @job\n");
    let texts: [(&str, &Options, Kind, Vec<String>); 4] = [
        (job, &losing, Kind::WaitsForEver, vec![again]),
        (&busy, &plain, Kind::WaitsForEver, vec![open]),
        (answered, &plain, Kind::AnsweredTwice, vec![other_state, asked]),
        (job, &failing, Kind::WaitsForEver, vec![built]),
    ];
    for (text, options, kind, repairs) in texts {
        let case = Case::single("made.flow", text);
        let found = find(&analyze(&case), options);
        let finding = found.iter().find(|finding| finding.kind == kind).unwrap();
        assert!(finding.help.is_some(), "{}", finding.key);
        for repair in repairs {
            let why = explain_remaining(&Case::single("made.flow", &repair), &finding.key, options);
            assert_eq!(why, None, "{}\n{repair}", finding.key);
        }
    }
}
