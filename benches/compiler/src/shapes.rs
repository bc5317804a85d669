//! Specifications of one shape, of any size: what a stage is slow at shows in one of them, long before anybody writes it.
//!
//! Each is the same text for the same size, and checks without an error. A size is the number of what the shape is about (states, handlers,
//! guards); a few lines belong to each. Instructions and allocations at a size and at twice the size show whether a stage is linear; times are too noisy.

use std::fmt::Write as _;

/// A shape and how to make it up.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Its name in tables and on the command line.
    pub name: &'static str,
    /// Its description, in a few words.
    pub about: &'static str,
    /// The text of a size.
    pub text: fn(usize) -> String,
    /// how large it is measured at first; then twice as large.
    pub size: usize,
}

/// All shapes but the ordinary one.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "many-states",
        about: "one machine, each state left by its own handler",
        text: many_states,
        size: 1_000,
    },
    Shape {
        name: "wide-machine",
        about: "handlers in any state over as many states",
        text: wide_machine,
        size: 500,
    },
    Shape {
        name: "chain",
        about: "a story in which each handler answers the one above",
        text: chain,
        size: 1_000,
    },
    Shape {
        name: "long-story",
        about: "a story of handlers whose states are guessed",
        text: long_story,
        size: 1_000,
    },
    Shape {
        name: "stay-or-go",
        about: "a story of guards that may stay or go",
        text: stay_or_go,
        size: 1_000,
    },
    Shape {
        name: "any-state-moves",
        about: "handlers accepted in any state, each of which moves to its own state",
        text: any_state_moves,
        size: 250,
    },
    Shape {
        name: "plain-handlers",
        about: "handlers of one scenario, all accepted in one state",
        text: plain_handlers,
        size: 1_000,
    },
    Shape {
        name: "continuations",
        about: "handlers of one scenario, each accepted where the one above leads",
        text: continuations,
        size: 1_000,
    },
    Shape {
        name: "guard-chains",
        about: "handlers with a chain of guards each",
        text: guard_chains,
        size: 1_000,
    },
    Shape {
        name: "long-chain",
        about: "one handler with a chain of guards about the state",
        text: long_chain,
        size: 500,
    },
    Shape {
        name: "many-machines",
        about: "small machines that send to each other",
        text: many_machines,
        size: 500,
    },
];

/// The shape of a name.
pub fn named(name: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.name == name)
}

fn made(size: usize, head: &str, line: impl Fn(&mut String, usize) -> std::fmt::Result) -> String {
    let mut text = head.to_owned();
    for index in 0..size {
        line(&mut text, index).expect("a string takes whatever is written to it");
    }
    text
}

fn many_states(size: usize) -> String {
    made(size, "machine: @m\n  starts in #s_0\n", |text, index| {
        writeln!(text, "  on> :go_{index} from @user in #s_{index}\n    m moves to #s_{}", (index + 1) % size)
    })
}

fn wide_machine(size: usize) -> String {
    let mut text = many_states(size);
    for index in 0..size {
        let _ = writeln!(text, "  on> :any_{index} from @user in any state\n    note number {index}");
    }
    text
}

fn chain(size: usize) -> String {
    let head = "machine: @m\n  starts in #s_0\n\n  scenario: a long way\n    on> :a_0 from @user\n      m moves to #s_1\n      emit :q_1 to @peer\n";
    made(size, head, |text, index| {
        let (this, next) = (index + 1, index + 2);
        writeln!(
            text,
            "    on :a_{this} from @peer\n      m moves to #s_{next}\n      emit :q_{next} to @peer"
        )
    })
}

fn long_story(size: usize) -> String {
    let head = "machine: @m\n  starts in #s_0\n\n  scenario: guesses\n";
    made(size, head, |text, index| {
        writeln!(
            text,
            "    on> :go_{index} from @user\n      ? it is fine\n        m moves to #s_{}",
            index + 1
        )
    })
}

fn stay_or_go(size: usize) -> String {
    let head = "machine: @m\n  starts in #s_0\n\n  scenario: maybe\n    on> :go from @user\n";
    let body = made(size, head, |text, index| {
        writeln!(text, "      ? it is {index} o clock\n        m moves to #s_{}", index % 7)?;
        writeln!(text, "      otherwise\n        wait a bit")
    });
    body + "    on> :stop from @user\n      stop it\n"
}

fn many_machines(size: usize) -> String {
    made(size, "system: a town\n", |text, index| {
        writeln!(
            text,
            "\nmachine: @m_{index}\n  starts in #idle\n\n  scenario: work\n    on> :work from @user"
        )?;
        writeln!(text, "      m_{index} moves to #busy\n      emit :help to @m_{}", (index + 1) % size)?;
        writeln!(
            text,
            "    on :help from @m_{} in #idle, #busy\n      m_{index} moves to #idle",
            (index + size - 1) % size
        )
    })
}

fn any_state_moves(size: usize) -> String {
    made(size, "machine: @m\n  starts in #s_0\n", |text, index| {
        writeln!(text, "  on> :go_{index} from @user in any state\n    m moves to #s_{index}")
    })
}

fn plain_handlers(size: usize) -> String {
    let head = "machine: @m\n  starts in #a\n\n  scenario: all of them\n";
    made(size, head, |text, index| {
        writeln!(text, "    on> :go_{index} from @user in #a\n      note number {index}")
    })
}

fn continuations(size: usize) -> String {
    let head = "machine: @m\n  starts in #s_0\n\n  scenario: one after the other\n";
    made(size, head, |text, index| {
        writeln!(text, "    on> :go_{index} from @user\n      m moves to #s_{}", index + 1)
    })
}

fn guard_chains(size: usize) -> String {
    made(size, "machine: @m\n  starts in #a\n", |text, index| {
        writeln!(text, "  on> :go_{index} from @user in #a\n    ? $n < 10\n      m moves to #a")?;
        writeln!(text, "    ? $n < 20\n      $n becomes 5\n    otherwise\n      note number {index}")
    })
}

fn long_chain(size: usize) -> String {
    made(size, "machine: @m\n  starts in #s_0\n  on> :go from @user in any state\n", |text, index| {
        writeln!(text, "    ? m is in #s_{index}\n      m moves to #s_{}", (index + 1) % size)
    })
}
