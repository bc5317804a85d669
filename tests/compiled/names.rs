//! Specifications with names that Rust, its prelude and the generated code use themselves, in every position that a name can have.
//!
//! Names of sigils are in all positions; names that the language reserves for a position are left out there.

/// The names: crates and paths, primitive types, the prelude, generated items, keywords, macros, and local variables of
/// generated functions.
const NAMES: &[&str] = &[
    "std",
    "core",
    "alloc",
    "proc_macro",
    "test",
    "flow",
    "flow_test",
    "flow_build",
    "flow_tests",
    "system",
    "self",
    "crate",
    "super",
    "serde",
    "runtime", // crates and paths
    "bool",
    "char",
    "str",
    "string",
    "f64",
    "i64",
    "u8",
    "u64",
    "usize",
    "number",
    "integer", // types
    "option",
    "result",
    "vec",
    "box",
    "some",
    "none",
    "ok",
    "err",
    "default",
    "from",
    "into",
    "clone",
    "debug",
    "drop",
    "iterator",
    "into_iterator",
    "to_owned",
    "to_string",
    "fn_once",
    "send",
    "sync",
    "sized",
    "try_from",
    "try_into",
    "as_ref",
    "eq",
    "ord",
    "hash",
    "partial_eq",
    "copy",
    "display",
    "infallible",
    "duration",
    "decimal",
    "text",
    "list",
    "value",
    "time",
    "error",
    "failure", // the prelude, and names of paths in generated code
    "machine",
    "state",
    "states",
    "context",
    "event",
    "events",
    "event_kind",
    "emit",
    "emits",
    "bindings",
    "step",
    "kind",
    "name",
    "all",
    "new",
    "with_id",
    "restore",
    "restore_with_id",
    "id",
    "accepts",
    "handle",
    "stories",
    "world",
    "own",
    "driver",
    "run",
    "row",
    "model",
    "const",
    "parts",
    "machines",
    "outcome",
    "failures",
    "create",
    "create_state",
    "now",
    "uuid",
    "advance",
    "record",
    "take_trace",
    "partner",
    "partners",
    "receiver",
    "conversations",
    "network",
    "member",
    "message",
    "messages",
    "post",
    "list_mut",
    "start_timer",
    "cancel_timer",
    "async_bindings",
    "actor",
    "answer",
    "program",
    "host_ext",
    "call",
    "deliver",
    "from_name",
    "future",
    "flow_durable", // generated items
    "a",
    "b",
    "e",
    "f",
    "m",
    "t",
    "w", // type parameters
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "break",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "static",
    "struct",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "union",
    "auto",
    "raw",
    "safe",
    "macro_rules", // keywords
    "println",
    "panic",
    "todo",
    "assert",
    "matches",
    "include",
    "concat",
    "env",
    "derive",
    "inline",
    "cfg", // macros
    "main",
    "arrival",
    "instance",
    "answer",
    "recording",
    "fault",
    "lift",
    "coming",
    "slot",
    "arithmetic",
    "argument_1",
    "slot_1",
    "inner",
    "never", // local variables
];

/// The names of machines: those that the modules and types of machines can collide with, and some keywords. A machine of each of
/// `NAMES` would be 170,000 lines of Rust, for names that are only compared with local ones.
const MACHINES: &[&str] = &[
    "std",
    "core",
    "alloc",
    "proc_macro",
    "test",
    "flow",
    "flow_test",
    "flow_tests",
    "crate",
    "super",
    "serde",
    "bool",
    "char",
    "str",
    "string",
    "f64",
    "u8",
    "usize",
    "number",
    "option",
    "result",
    "vec",
    "box",
    "some",
    "ok",
    "default",
    "from",
    "clone",
    "iterator",
    "sized",
    "text",
    "list",
    "value",
    "error",
    "failure",
    "machine",
    "state",
    "context",
    "event",
    "emit",
    "bindings",
    "step",
    "id",
    "new",
    "stories",
    "model",
    "parts",
    "outcome",
    "network",
    "message",
    "a",
    "m",
    "as",
    "async",
    "fn",
    "gen",
    "match",
    "type",
    "union",
    "println",
];

/// The number of names in one specification: the compiler's time for a system of machines grows faster than their number.
const GROUP: usize = 24;

/// Each specification with its name. The first of each kind has the names of crates and types.
pub(crate) fn specifications() -> Vec<(String, String)> {
    let parties: Vec<&str> =
        NAMES.iter().copied().filter(|name| !["system", "self"].contains(name)).collect();
    let numbered =
        |kind: &'static str, names: &[&str], text: fn(&[&str]) -> String| -> Vec<(String, String)> {
            let groups = names.chunks(GROUP).enumerate();
            groups.map(|(number, names)| (format!("{kind}_{number}"), text(names))).collect()
        };
    let machines = numbered("machines", MACHINES, machines);
    [machines, numbered("actors", &parties, actors), numbered("members", NAMES, members)].concat()
}

/// A machine of each name, which emits to the next.
fn machines(names: &[&str]) -> String {
    let machine = |(at, name): (usize, &&str)| {
        let next = names[(at + 1) % names.len()];
        let before = names[(at + names.len() - 1) % names.len()];
        format!(
            "machine: @{name}
  on :poke from @{before} in any state
    $key becomes $key
  scenario: {name}
    on> :go from @customer in #idle
      ? it is time
        $key becomes uuid()
        $at becomes now()
        take it away
        emit :poke to @{next} with $key
      {name} moves to #gone
    expect:
      = {name} is in #gone
"
        )
    };
    names.iter().enumerate().map(machine).collect()
}

/// An actor of each name, which sends an event and gets messages.
fn actors(names: &[&str]) -> String {
    let actor = |name: &&str| {
        format!(
            "  on> :go from @{name} in any state
    emit :{name} to @{name} with {name}: \"x\"
    emit :hello to @{name}
"
        )
    };
    "machine: @teller\n".to_owned() + &names.iter().map(actor).collect::<String>()
}

/// Events, states, variables, payload fields, phrases, parameters, scenarios, objects and their fields of each name.
fn members(names: &[&str]) -> String {
    let guarded = |name: &&str| {
        let guard = if *name == "true" { "true is fine" } else { name };
        format!(
            "  scenario: {name}
    on> :{name} from @customer in any state
      ? {guard}
        {name} it
      ${name}: string becomes ${name}
      keep ${name}
      emit :{name} to @customer with ${name}
      emit :other_{name} to @self with ${name}
      guarded moves to #{name}
    on :other_{name} from @self in any state
      $last: string becomes ${name}
    expect:
      = guarded is in #{name}
"
        )
    };
    let acting = |name: &&str| {
        let action = if *name == "true" { "true it is" } else { name };
        format!(
            "  on> :{name} from @customer in any state
    ${name} becomes {{{name}: 1, more: \"x\"}}
    {action}
    keep ${name}
    $any becomes ${name}
"
        )
    };
    let guarded: String = names.iter().map(guarded).collect();
    let acting: String = names.iter().map(acting).collect();
    format!("machine: @guarded\n  starts in #first\n{guarded}machine: @acting\n{acting}")
}
