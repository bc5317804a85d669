//! Handling of events (reference#event-handling): one instance, and systems of them.

use flow_model::model::{EventId, MachineId, Party};
use flow_sim::exec::eval::{Bindings, PhraseCall};
use flow_sim::exec::message::{InstanceId, Peer};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::value::Value;
use flow_sim::history::LoggedSystem;
use flow_sim::history::trace::{Trace, TraceEntry};

use crate::support::load;

/// Bindings that answer yes to all phrases but those named, and fail in the actions named.
struct Scripted {
    no: &'static [&'static str],
    fails: &'static [&'static str],
}

impl Bindings for Scripted {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        !self.no.contains(&question.function)
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        if self.fails.contains(&action.function) { Err("no luck".to_owned()) } else { Ok(()) }
    }

    fn now(&mut self) -> i64 {
        0
    }

    fn uuid(&mut self) -> String {
        "id".to_owned()
    }
}

/// Sends events (`machine :event from actor`, to the machine's first instance; `new machine` makes another one first) and
/// shows what happened, in short.
fn play(text: &str, bindings: &mut Scripted, script: &[&str]) -> Vec<String> {
    let loaded = load(&[("a.flow", text)]);
    assert!(loaded.said.is_empty(), "{:?}", loaded.said);
    let runnable = Runnable::new(&loaded.model);
    let mut system = LoggedSystem::new(&runnable, 0);
    for line in script {
        let words: Vec<_> = line.split(' ').collect();
        let machine_named = |name: &str| {
            let at = loaded.model.machines.iter().position(|machine| machine.name.text == name);
            MachineId::new(at.expect("a machine of the test"))
        };
        let (machine, event, from) = match words.as_slice() {
            ["new", machine] => {
                system.create(machine_named(machine));
                continue;
            }
            [machine, event, "from", from] => (machine_named(machine), &event[1..], *from),
            _ => panic!("'{line}' is no line of a script"),
        };
        let to = system.instances().find(|(_, instance)| instance.machine == machine).map(|(id, _)| id);
        let to = to.unwrap_or_else(|| system.create(machine));
        send(&runnable, &mut system, bindings, to, event, from);
    }
    shown(&Trace::of(&runnable, &system), &system)
}

fn send(
    runnable: &Runnable<'_>,
    system: &mut LoggedSystem<'_, '_>,
    bindings: &mut Scripted,
    to: InstanceId,
    event: &str,
    from: &str,
) {
    let machine = runnable.machine(system.instance(to).machine);
    let actor = runnable.model.actors.iter().position(|actor| actor.name.text == from);
    let actor = flow_model::model::ActorId::new(actor.expect("an actor of the test"));
    let find = |from| machine.events.iter().position(|other| other.name.text == event && other.from == from);
    let found = find(Some(Party::Actor(actor))).or_else(|| find(None));
    let event = EventId::new(found.expect("an event of the test"));
    let message = system.compose(Peer::Actor(actor), to, event, Vec::new());
    let _ = system.deliver(bindings, message);
    system.run_until_idle(bindings, None).expect("it comes to an end");
}

fn shown(trace: &Trace, system: &LoggedSystem<'_, '_>) -> Vec<String> {
    let name = |party: usize| trace.parties[party].name.as_str();
    let lines = trace.entries.iter().filter_map(|entry| match entry {
        TraceEntry::Message { from, to, event, .. } => {
            Some(format!("{} > {} :{event}", name(*from), name(*to)))
        }
        TraceEntry::Action { party, text, .. } => Some(format!("{}: {text}", name(*party))),
        TraceEntry::Guard { party, .. } => Some(format!("{}?", name(*party))),
        TraceEntry::Otherwise { party, .. } => Some(format!("{} otherwise", name(*party))),
        TraceEntry::Moved { party, to, .. } => Some(format!("{} #{to}", name(*party))),
        TraceEntry::Rejected { party, event, state, .. } => {
            Some(format!("{} in #{state} refuses :{event}", name(*party)))
        }
        TraceEntry::Deferred { party, event } => Some(format!("{} defers :{event}", name(*party))),
        TraceEntry::TakenUp { party, event } => Some(format!("{} takes up :{event}", name(*party))),
        TraceEntry::Time(now) => Some(format!("{} ms", now / 1000)),
        // Contexts and times are below and above.
        TraceEntry::Updated { .. } | TraceEntry::Timed { .. } => None,
    });
    let contexts =
        system.instances().filter(|(_, instance)| !instance.context.is_empty()).map(|(_, instance)| {
            let values: Vec<_> = instance.context.iter().map(Value::to_string).collect();
            format!("{}: {}", instance.id, values.join(", "))
        });
    lines.chain(contexts).collect()
}

pub(crate) fn check(text: &str, script: &[&str], expected: &[&str]) {
    assert_eq!(play(text, &mut Scripted { no: &[], fails: &[] }, script), expected);
}

const TILL: &str = "machine: @till
  scenario: s
    on> :pay from @user
      $sum: number increases by 2
      emit :receipt to @user
      till moves to #busy
      ? $sum is 2
        till moves to #first
      print receipt
    on> :pay from @user in #first
      $sum increases by 3
      till moves to #second
";

#[test]
fn guards_see_what_the_steps_above_have_done() {
    check(
        TILL,
        &["till :pay from user"],
        &[
            "user > till :pay",
            "till > user :receipt",
            "till #busy",
            "till?",
            "till #first",
            "till: print receipt",
            "till-1: 2",
        ],
    );
}

#[test]
fn a_failing_binding_changes_nothing() {
    let mut bindings = Scripted { no: &[], fails: &["print_receipt"] };
    assert_eq!(
        play(TILL, &mut bindings, &["till :pay from user"]),
        ["user > till :pay", "till: print receipt", "till in #idle refuses :pay", "till-1: 0"]
    );
}

#[test]
fn what_no_handler_takes_is_rejected_and_changes_nothing() {
    check(
        TILL,
        &["till :pay from user", "till :pay from user", "till :pay from user"],
        &[
            "user > till :pay",
            "till > user :receipt",
            "till #busy",
            "till?",
            "till #first",
            "till: print receipt",
            "user > till :pay",
            "till #second",
            "user > till :pay",
            "till in #second refuses :pay",
            "till-1: 5",
        ],
    );
}

#[test]
fn the_first_group_that_holds_runs() {
    let text = "machine: @m
  scenario: s
    on> :go from @user
      ? a holds
        do a
      ? b holds
      ?? c holds
        do b or c
      otherwise
        do nothing
";
    let check = |no: &'static [&'static str], expected: &[&str]| {
        let lines = play(text, &mut Scripted { no, fails: &[] }, &["m :go from user"]);
        assert_eq!(lines[1..], *expected);
    };
    check(&[], &["m?", "m: do a"]);
    check(&["a_holds"], &["m?", "m: do b or c"]);
    check(&["a_holds", "b_holds"], &["m?", "m: do b or c"]);
    check(&["a_holds", "b_holds", "c_holds"], &["m otherwise", "m: do nothing"]);
}

#[test]
fn updates_work_on_numbers_and_lists() {
    check(
        "machine: @m
  scenario: s
    on> :go from @user
      $a: number becomes 0.1 + 0.2
      $b: integer becomes 7
      $b decreases by 2 * 3
      $c adds \"x\"
      $c adds \"y\"
      $c adds \"x\"
      $c removes \"x\"
      $d: array adds 1
      $d clears
      $e becomes 75%
      $f becomes {price: 3, tags: [\"new\"]}
      $g: number becomes $f.price * 2
",
        &["m :go from user"],
        &["user > m :go", "m-1: 0.3, 1, [\"y\", \"x\"], [], 0.75, {price: 3, tags: [\"new\"]}, 6"],
    );
}

#[test]
fn a_named_sender_and_named_states_go_first() {
    check(
        "machine: @m
  scenario: s
    on> :go from @user in #idle
      note one
      m moves to #other
    on> :go from @user in any state
      note two
      m moves to #third
    on> :go in #third
      note three
    on> :go from @boss in #third
      note four
",
        &["m :go from user", "m :go from user", "m :go from boss", "m :go from user"],
        &[
            "user > m :go",
            "m: note one",
            "m #other",
            "user > m :go",
            "m: note two",
            "m #third",
            "boss > m :go",
            "m: note four",
            "user > m :go",
            "m: note two",
            "m #third",
        ],
    );
}

#[test]
fn an_emit_reaches_the_newest_instance_of_the_conversation() {
    let text = "system: s
machine: @order
  scenario: s
    on> :buy from @user
      emit :pay to @bank
    on :paid from @bank
      emit :pack to @depot
machine: @bank
  scenario: s
    on :pay from @order
      emit :note to @books
      emit :paid to @order
machine: @depot
  scenario: s
    on :pack from @order
      emit :packed to @books
machine: @books
  scenario: s
    on :note from @bank
      write it down
    on :packed from @depot
      write it down
";
    // The depot has made no books, so it writes to those of the bank.
    check(
        text,
        &["order :buy from user", "order :buy from user"],
        &[
            "user > order :buy",
            "order > bank :pay",
            "bank > books :note",
            "bank > order :paid",
            "books: write it down",
            "order > depot :pack",
            "depot > books :packed",
            "books: write it down",
            "user > order :buy",
            "order > bank :pay",
            "bank > books :note",
            "bank > order :paid",
            "books: write it down",
            "order > depot :pack",
            "depot > books :packed",
            "books: write it down",
        ],
    );
}

#[test]
fn a_rejected_emit_does_not_undo_its_sender() {
    check(
        "system: s
machine: @a
  scenario: s
    on> :go from @user
      a moves to #gone
      emit :x to @b
machine: @b
  scenario: s
    on :x from @a in #open
      b moves to #open
",
        &["a :go from user"],
        &["user > a :go", "a #gone", "a > b :x", "b in #idle refuses :x"],
    );
}

const GATE: &str = "machine: @gate
  starts in #closed
  ends in #gone
  on> :pass from @user in #closed, #stuck
    defer
  on> :wave from @user in #closed
    defer
  on> :open from @keeper in #closed
    gate moves to #open
  on> :pass from @user in #open
    $passed: number increases by 1
    gate moves to #stuck
  on> :pass from @guest in #closed
    defer
  on> :pass from @guest in #open
    $passed increases by 10
  on> :wave from @user in #stuck
    $passed increases by 100
  on> :free from @keeper in #stuck
    gate moves to #open
  on> :tear_down from @keeper in #stuck
    gate moves to #gone
";

#[test]
fn deferred_events_are_handled_when_the_state_accepts_them() {
    check(
        GATE,
        &["gate :pass from user", "gate :pass from guest", "gate :open from keeper"],
        &[
            "user > gate :pass",
            "gate defers :pass",
            "guest > gate :pass",
            "gate defers :pass",
            "keeper > gate :open",
            "gate #open",
            "gate takes up :pass",
            "gate #stuck",
            "gate in #stuck refuses :pass",
            "gate-1: 1",
        ],
    );
}

#[test]
fn deferred_events_are_rejected_by_a_state_that_does_not_know_them() {
    // #open does not know ':wave', though #stuck, which ':pass' enters, does. An ended instance defers no event.
    check(
        GATE,
        &[
            "gate :wave from user",
            "gate :pass from user",
            "gate :pass from user",
            "gate :open from keeper",
            "gate :tear_down from keeper",
        ],
        &[
            "user > gate :wave",
            "gate defers :wave",
            "user > gate :pass",
            "gate defers :pass",
            "user > gate :pass",
            "gate defers :pass",
            "keeper > gate :open",
            "gate #open",
            "gate in #open refuses :wave",
            "gate takes up :pass",
            "gate #stuck",
            "keeper > gate :tear_down",
            "gate #gone",
            "gate in #gone refuses :pass",
            "gate-1: 1",
        ],
    );
}
