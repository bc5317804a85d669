//! Specifications of one shape, of any size: what a stage is slow at shows in one of them, long before anybody writes it.
//!
//! Each is the same text for the same size, and checks without an error but for the shape of errors. A size is the number of what the shape is about (states, handlers,
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
    /// The smaller of the two sizes that tests compare; the other is twice as large.
    pub size: usize,
}

/// The shape with that many lines over the whole language.
pub const ORDINARY: Shape = Shape {
    name: "ordinary",
    about: "lines over the whole language",
    text: crate::specification,
    size: 2_000,
};

/// All other shapes.
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
        name: "value-chain",
        about: "one handler with a chain of guards about values",
        text: value_chain,
        size: 500,
    },
    Shape {
        name: "state-chains",
        about: "handlers accepted in any state, each with a chain of guards about the state",
        text: state_chains,
        size: 250,
    },
    Shape {
        name: "state-emits",
        about: "one handler with a chain of guards about the state, each of which emits",
        text: state_emits,
        size: 500,
    },
    Shape { name: "emits", about: "one handler with that many different emits", text: emits, size: 500 },
    Shape {
        name: "emit-groups",
        about: "one handler with a chain of guards, each of which emits",
        text: emit_groups,
        size: 500,
    },
    Shape {
        name: "emit-chains",
        about: "one handler with that many chains, each of which emits",
        text: emit_chains,
        size: 250,
    },
    Shape {
        name: "replies",
        about: "two machines: each answer of one is followed by the next request of the other",
        text: replies,
        size: 500,
    },
    Shape {
        name: "requests",
        about: "two machines: all requests in one handler, then a handler for each answer",
        text: requests,
        size: 500,
    },
    Shape {
        name: "many-values",
        about: "one phrase with that many numbers, and one with texts",
        text: many_values,
        size: 500,
    },
    Shape {
        name: "many-joints",
        about: "guards in plain words with that many 'or' and 'and'",
        text: many_joints,
        size: 500,
    },
    Shape {
        name: "nested-values",
        about: "guards with values in up to 60 parentheses, brackets and functions",
        text: nested_values,
        size: 60,
    },
    Shape { name: "errors", about: "lines with an error each", text: errors, size: 1_000 },
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

fn value_chain(size: usize) -> String {
    made(size, "machine: @m\n  starts in #s_0\n  on> :go from @user in #s_0\n", |text, index| {
        writeln!(text, "    ? it is {index} o clock\n      m moves to #s_{index}")
    })
}

fn state_chains(size: usize) -> String {
    made(size, "machine: @m\n  starts in #s_0\n", |text, index| {
        let next = (index + 1) % size;
        writeln!(text, "  on> :go_{index} from @user in any state")?;
        writeln!(text, "    ? m is in #s_{index}\n      m moves to #s_{next}")?;
        writeln!(text, "    ? m is in #s_{next}\n      m moves to #s_{index}\n    otherwise\n      note it")
    })
}

fn state_emits(size: usize) -> String {
    made(size, "machine: @m\n  starts in #s_0\n  on> :go from @user in any state\n", |text, index| {
        writeln!(text, "    ? m is in #s_{index}\n      emit :e_{index} to @user")?;
        writeln!(text, "      m moves to #s_{}", (index + 1) % size)
    })
}

fn emits(size: usize) -> String {
    made(size, "machine: @m\n  starts in #a\n  on> :go from @user in #a\n", |text, index| {
        writeln!(text, "    emit :e_{index} to @user")
    })
}

fn emit_groups(size: usize) -> String {
    made(size, "machine: @m\n  starts in #a\n  on> :go from @user in #a\n", |text, index| {
        writeln!(text, "    ? it is {index} o clock\n      emit :e_{index} to @user")
    })
}

fn emit_chains(size: usize) -> String {
    made(size, "machine: @m\n  starts in #a\n  on> :go from @user in #a\n", |text, index| {
        writeln!(text, "    ? it is {index} o clock\n      emit :e_{index} to @user")?;
        writeln!(text, "    otherwise\n      note number {index}")
    })
}

fn replies(size: usize) -> String {
    let head = "system: a pair\n\nmachine: @a\n  starts in #s_0\n\n  scenario: a long way\n    on> :go from @user in #s_0\n      emit :q_0 to @b\n      a moves to #s_1\n";
    let asking = made(size, head, |text, index| {
        let (next, after) = (index + 1, index + 2);
        writeln!(text, "    on :r_{index} from @b\n      emit :q_{next} to @b\n      a moves to #s_{after}")
    });
    let last = format!("    on :r_{size} from @b\n      note the end\n");
    asking + &last + &answering(size + 1)
}

fn requests(size: usize) -> String {
    let head = "system: a pair\n\nmachine: @a\n  starts in #s_0\n\n  scenario: all at once\n    on> :go from @user in #s_0\n";
    let mut text = made(size, head, |text, index| writeln!(text, "      emit :q_{index} to @b"));
    text.push_str("      a moves to #s_1\n");
    for index in 0..size {
        let _ = writeln!(text, "    on :r_{index} from @b\n      note number {index}");
    }
    text + &answering(size)
}

/// The machine `@b`, which answers each `:q_…` with `:r_…`.
fn answering(size: usize) -> String {
    made(size, "\nmachine: @b\n  starts in #idle\n\n  scenario: reply\n", |text, index| {
        writeln!(text, "    on :q_{index} from @a in #idle\n      emit :r_{index} to @a")
    })
}

fn many_values(size: usize) -> String {
    let (numbers, texts) = (" and 1".repeat(size), " \"x\"".repeat(size));
    format!(
        "machine: @m\n  starts in #a\n  on> :go from @user in #a\n    note 1{numbers}\n    write{texts}\n"
    )
}

fn many_joints(size: usize) -> String {
    let (or, and) = (" or it is fine".repeat(size), " and high".repeat(size));
    format!(
        "machine: @m\n  starts in #a\n  on> :go from @user in #a\n    ? it is fine{or}\n      note it\n    ? total is between low{and}\n      note that\n"
    )
}

fn nested_values(size: usize) -> String {
    made(size, "machine: @m\n  starts in #a\n  on> :go from @user in #a\n", |text, index| {
        let depth = index % 60;
        let nested = |open: &str, close: &str| format!("{}$n{}", open.repeat(depth), close.repeat(depth));
        writeln!(text, "    ? {} > {index}\n      note it", nested("round(", ")"))?;
        writeln!(text, "    ? $xs{} contains {}\n      note it", depth, nested("[", "]"))?;
        writeln!(text, "    ? {} > {index}\n      note it", nested("(", ")"))
    })
}

fn errors(size: usize) -> String {
    made(size, "machine: @m\n  starts in #a\n  on> :go from @user in #a\n", |text, index| {
        writeln!(text, "    emit :e_{index} @user")
    })
}
