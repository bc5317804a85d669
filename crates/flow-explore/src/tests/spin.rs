//! Made-up systems, written in Flow and in Promela: exploration finds exactly as many configurations as SPIN has states.
//!
//! A configuration is what the Promela text has: states, variables and queues. Exploration also tells apart which questions are open.
//! `spin.txt` has the numbers of SPIN, so that the comparison needs no SPIN. Where SPIN and a C compiler are there, some are counted
//! again, with `FLOW_SPIN=all` all of them; `FLOW_BLESS=1` writes what SPIN counts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use flow_model::model::StateId;
use flow_sim::Runnable;
use flow_sim::exec::Value;

use super::model;
use crate::engine::Engine;
use crate::regions::Regions;
use crate::search::Search;
use crate::slice::{Relevance, slice};
use crate::world::World;
use crate::{Continue, Options};

/// How many systems; and of how many one is counted again by SPIN.
const SYSTEMS: u64 = 60;
const COUNTED_AGAIN: u64 = 12;
/// More states than this take SPIN's C program long.
const MOST_STATES: usize = 60_000;
/// More messages than a queue ever has: each public event moves its machine on, and sends two at most.
const CAPACITY: usize = 32;

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    fn is_one_of(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// Machines that exist from the start, send each other messages, and are moved on by the outside.
struct System {
    machines: Vec<Vec<Handler>>,
    states: usize,
}

/// What starts a handler.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trigger {
    /// The public event of a state.
    Public,
    /// A message of another machine: its sender and its number.
    Message(usize, usize),
}

struct Handler {
    state: usize,
    trigger: Trigger,
    choice: Choice,
    /// One if there is no choice, else two.
    branches: Vec<Branch>,
}

/// What selects the branch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    None,
    /// A guard phrase: any answer.
    Phrase,
    /// A variable that is counted up to this number; the first branch counts.
    Below(usize),
}

struct Branch {
    to: usize,
    /// The receivers, and the numbers of the messages.
    emits: Vec<(usize, usize)>,
}

/// The names of messages.
const EVENTS: [&str; 2] = ["ask", "tell"];

impl System {
    fn of(seed: u64) -> System {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (count, states) = (2 + dice.below(2), 2 + dice.below(2));
        // First who handles what, so that every message has a receiver that knows it.
        let mut triggers: Vec<Vec<(usize, Trigger)>> = Vec::new();
        for machine in 0..count {
            let mut own: Vec<(usize, Trigger)> =
                (0..states - 1).map(|state| (state, Trigger::Public)).collect();
            for from in (0..count).filter(|from| *from != machine) {
                for state in 0..states {
                    let events = (0..EVENTS.len()).filter(|_| !dice.is_one_of(3));
                    own.extend(
                        events.map(|event| (state, Trigger::Message(from, event))).collect::<Vec<_>>(),
                    );
                }
            }
            triggers.push(own);
        }
        let machines = (0..count).map(|machine| {
            let own = triggers[machine].clone();
            own.into_iter()
                .map(|(state, trigger)| make_handler(&mut dice, &triggers, machine, states, (state, trigger)))
                .collect()
        });
        System { machines: machines.collect(), states }
    }

    fn flow(&self) -> String {
        let mut text = String::new();
        for (at, handlers) in self.machines.iter().enumerate() {
            let _ = write!(text, "machine: @m{at}\n  one for all\n  starts in #s0\n  scenario: run\n");
            for handler in handlers {
                let state = handler.state;
                let _ = match handler.trigger {
                    Trigger::Public => writeln!(text, "    on> :go from @user in #s{state}"),
                    Trigger::Message(from, event) => {
                        writeln!(text, "    on :{} from @m{from} in #s{state}", EVENTS[event])
                    }
                };
                match handler.choice {
                    Choice::None => text += &handler.branches[0].flow(at, state, "      ", "ignore"),
                    Choice::Phrase => text += "      ? the coin shows heads\n",
                    Choice::Below(most) => {
                        let _ = write!(text, "      ? $n < {most}\n        $n: integer increases by 1\n");
                    }
                }
                if let [first, second] = &handler.branches[..] {
                    text += &first.flow(at, state, "        ", "note it");
                    text += "      otherwise\n";
                    text += &second.flow(at, state, "        ", "note it");
                }
            }
            text += "\n";
        }
        text
    }

    fn promela(&self) -> String {
        let count = self.machines.len();
        let mut text = String::from("mtype = { ask, tell };\n");
        let _ = writeln!(text, "byte state[{count}]; byte n[{count}];");
        for from in 0..count {
            for to in (0..count).filter(|to| *to != from) {
                let _ = writeln!(text, "chan c{from}{to} = [{CAPACITY}] of {{ mtype }};");
            }
        }
        for (at, handlers) in self.machines.iter().enumerate() {
            let _ = write!(text, "active proctype M{at}() {{\nend: do\n");
            for handler in handlers {
                text += &handler.promela(at);
            }
            for from in (0..count).filter(|from| *from != at) {
                for (event, name) in EVENTS.iter().enumerate() {
                    for state in 0..self.states {
                        let is_taken = handlers.iter().any(|handler| {
                            handler.state == state && handler.trigger == Trigger::Message(from, event)
                        });
                        if !is_taken {
                            // A message that is not taken is gone.
                            let _ = writeln!(
                                text,
                                "  :: d_step {{ state[{at}] == {state} && c{from}{at}?[{name}] -> c{from}{at}?{name} }}"
                            );
                        }
                    }
                }
            }
            text += "  od\n}\n";
        }
        text
    }
}

fn make_handler(
    dice: &mut Dice,
    triggers: &[Vec<(usize, Trigger)>],
    machine: usize,
    states: usize,
    (state, trigger): (usize, Trigger),
) -> Handler {
    // What this machine can send: to each other one, the messages that it handles in some state.
    let mut known: Vec<(usize, usize)> = Vec::new();
    for (to, of) in triggers.iter().enumerate() {
        let events = of.iter().filter_map(|(_, trigger)| match trigger {
            Trigger::Message(from, event) if *from == machine => Some((to, *event)),
            _ => None,
        });
        known.extend(events);
    }
    known.sort_unstable();
    known.dedup();
    let choice = match dice.below(4) {
        0 => Choice::Phrase,
        1 => Choice::Below(2),
        _ => Choice::None,
    };
    let branches = (0..if choice == Choice::None { 1 } else { 2 }).map(|branch| {
        // The outside moves a machine on, so that it does so a limited number of times, and every state is reached.
        let to = match trigger {
            Trigger::Public if branch == 0 => state + 1,
            Trigger::Public => state + 1 + dice.below(states - state - 1),
            Trigger::Message(..) => state + dice.below(states - state),
        };
        let most = if trigger == Trigger::Public { 3 } else { 2 };
        let count = if known.is_empty() { 0 } else { dice.below(most) };
        Branch { to, emits: (0..count).map(|_| known[dice.below(known.len())]).collect() }
    });
    let branches = branches.collect();
    Handler { state, trigger, choice, branches }
}

impl Handler {
    fn promela(&self, at: usize) -> String {
        let state = self.state;
        let begin = match self.trigger {
            Trigger::Public => format!("state[{at}] == {state}"),
            Trigger::Message(from, event) => {
                format!("state[{at}] == {state} && c{from}{at}?[{}]", EVENTS[event])
            }
        };
        let take = match self.trigger {
            Trigger::Public => String::new(),
            Trigger::Message(from, event) => format!("c{from}{at}?{}; ", EVENTS[event]),
        };
        let conditions = match self.choice {
            Choice::None | Choice::Phrase => vec![String::new(); self.branches.len()],
            Choice::Below(most) => vec![format!(" && n[{at}] < {most}"), format!(" && n[{at}] >= {most}")],
        };
        let mut text = String::new();
        for (number, (branch, condition)) in self.branches.iter().zip(conditions).enumerate() {
            let counts = if number == 0 && matches!(self.choice, Choice::Below(_)) {
                format!("n[{at}]++; ")
            } else {
                String::new()
            };
            let emits = branch.emits.iter().fold(String::new(), |mut text, (to, event)| {
                let _ = write!(text, "c{at}{to}!{}; ", EVENTS[*event]);
                text
            });
            let to = branch.to;
            let _ = writeln!(
                text,
                "  :: d_step {{ {begin}{condition} -> {take}{counts}{emits}state[{at}] = {to} }}"
            );
        }
        text
    }
}

impl Branch {
    fn flow(&self, at: usize, from: usize, indent: &str, nothing: &str) -> String {
        let mut text = String::new();
        for (to, event) in &self.emits {
            let _ = writeln!(text, "{indent}emit :{} to @m{to}", EVENTS[*event]);
        }
        if self.to != from {
            let _ = writeln!(text, "{indent}m{at} moves to #s{}", self.to);
        }
        if text.is_empty() { format!("{indent}{nothing}\n") } else { text }
    }
}

/// The states and the variables of all machines, and the messages between each two.
type Configuration = (Vec<(StateId, Vec<Value>)>, Vec<(u16, Vec<u32>)>);

/// How many configurations exploration finds; `None` if there are too many.
fn explored(text: &str) -> Option<usize> {
    let model = model(&[("made-up.flow", text)]);
    let relevance = Relevance::of(&model);
    let regions = Regions::of(&model, &relevance);
    let sliced = slice(&model, &relevance);
    let runnable = Runnable::new(&sliced);
    let options = Options { flood: true, max_states: MOST_STATES, ..Options::default() };
    let mut engine = Engine::new(&runnable, relevance, regions, options);
    engine.assign_marks();
    let starts = engine.find_starts();
    let search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
    if !search.is_closed() {
        return None;
    }
    let tables = &search.engine.tables;
    let (mut configurations, mut world) = (BTreeSet::<String>::new(), World::default());
    for id in 0..search.store.len() {
        search.load(u32::try_from(id).unwrap(), &mut world);
        let locals = world.members.iter().map(|local| &tables.locals.get(*local).instance);
        let content = |message: &u32| tables.messages.get(*message).content;
        let queues = world
            .queues
            .iter()
            .map(|(pair, queue)| (*pair, tables.queues.get(*queue).iter().map(content).collect()));
        let configuration: Configuration =
            (locals.map(|instance| (instance.state, instance.context.clone())).collect(), queues.collect());
        configurations.insert(format!("{configuration:?}"));
    }
    Some(configurations.len())
}

/// How many states SPIN finds; `None` without SPIN or a C compiler.
fn counted_by_spin(seed: u64, promela: &str) -> Option<usize> {
    let folder = std::env::temp_dir().join(format!("flow-spin-{}-{seed}", std::process::id()));
    fs::create_dir_all(&folder).ok()?;
    fs::write(folder.join("system.pml"), promela).ok()?;
    let run = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).current_dir(&folder).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(text)
    };
    run("spin", &["-a", "system.pml"])?;
    run("cc", &["-O1", "-DSAFETY", "-DNOREDUCE", "-w", "-o", "pan", "pan.c"])?;
    let text = run(folder.join("pan").to_str()?, &["-m1000000", "-c0"])?;

    fs::remove_dir_all(&folder).ok()?;
    assert!(!text.contains("search not completed"), "{text}");
    let line = text.lines().find(|line| line.trim_end().ends_with("states, stored"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
fn made_up_systems_have_as_many_states_as_in_spin() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/spin.txt");
    let is_blessed = std::env::var_os("FLOW_BLESS").is_some();
    let counts_all = is_blessed || std::env::var_os("FLOW_SPIN").is_some();
    let known = fs::read_to_string(&path).unwrap_or_default();
    let (mut lines, mut compared, mut counted, mut largest) = (String::new(), 0, 0, 0);
    for seed in 0..SYSTEMS {
        let system = System::of(seed);
        let (flow, promela) = (system.flow(), system.promela());
        let Some(states) = explored(&flow) else { continue };
        let again =
            (counts_all || seed % COUNTED_AGAIN == 0).then(|| counted_by_spin(seed, &promela)).flatten();
        if let Some(spin) = again {
            counted += 1;
            assert_eq!(states, spin, "system {seed}\n{flow}\n{promela}");
            let _ = writeln!(lines, "{seed} {spin}");
        }
        if !is_blessed {
            let line = known.lines().find_map(|line| line.strip_prefix(&format!("{seed} ")));
            assert_eq!(Some(states.to_string().as_str()), line, "system {seed}\n{flow}\n{promela}");
        }
        compared += 1;
        largest = largest.max(states);
    }
    if is_blessed {
        assert!(counted > 0, "SPIN is not there");
        fs::write(path, lines).unwrap();
    }
    eprintln!("{compared} systems, of at most {largest} states; SPIN counted {counted} now");
    assert!(compared as u64 * 10 > SYSTEMS * 8 && largest > 1000, "{compared} of {SYSTEMS}, {largest}");
}
