//! The packages that are built for their cost, made of the sources of `benches`.
//!
//! Every machine is a module of its own with all that it needs: its events, its emits, the sink that takes them, and a function
//! that gives it an event, which `lib.rs` calls. They share only the tally. Code that is generic over
//! numbers, or that only the race uses, is removed, and warnings are errors, so that no unused code is measured.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{read_text, remove_folder, write_file};

/// A style of writing machines.
pub(super) struct Contestant {
    /// Its name.
    pub(super) name: &'static str,
    /// Its dependencies, as a line of a manifest.
    dependency: &'static str,
    /// A module with the machine of that number.
    module: fn(&Path, usize) -> Result<String, String>,
    /// An event, as an expression of that module's.
    event: &'static str,
}

const FLOW: &str =
    r#"flow-lang = { path = "@root/crates/flow", default-features = false, features = ["std", "macros"] }"#;

/// Everyone, by hand first.
pub(super) const CONTESTANTS: [Contestant; 5] = [
    Contestant { name: "by hand", dependency: "", module: by_hand, event: "Event::AskStatus" },
    Contestant {
        name: "flow!",
        dependency: FLOW,
        module: generated,
        event: "order::event::AskStatus {}.into()",
    },
    Contestant {
        name: "statig",
        dependency: "statig = \"0.4\"",
        module: |root, _| by_crate(root, "by_statig", Events::Shared),
        event: "Event::AskStatus",
    },
    Contestant {
        name: "smlang",
        dependency: "smlang = \"0.8\"",
        module: |root, _| by_crate(root, "by_smlang", Events::Own),
        event: "Events::AskStatus",
    },
    Contestant {
        name: "rust-fsm",
        dependency: "rust-fsm = \"0.8\"",
        module: |root, _| by_crate(root, "by_rust_fsm", Events::Shared),
        event: "Event::AskStatus",
    },
];

/// The type of the events that a machine takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Events {
    /// Those of `messages.rs`, as a copy.
    Shared,
    /// Those that its macro makes.
    Own,
}

/// Writes the package of a contestant with `machines` machines.
pub(super) fn write_package(
    root: &Path,
    contestant: &Contestant,
    machines: usize,
) -> Result<PathBuf, String> {
    let name = format!("{}-{machines}", contestant.name.replace(|char: char| !char.is_alphanumeric(), ""));
    let package = root.join("target/build-cost").join(&name);
    remove_folder(&package.join("src"))?;
    let dependency = contestant.dependency.replace("@root", &root.display().to_string());
    let manifest = format!(
        "[package]\nname = \"p{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n[workspace]\n"
    );
    write_file(&package.join("Cargo.toml"), &manifest)?;
    write_file(&package.join("Cargo.lock"), &read_text(root, "Cargo.lock")?)?;
    let tally = read_text(root, "benches/src/tally.rs")?;
    let (tally, _) = split(&tally, "impl Amount for Decimal")?;
    write_file(
        &package.join("src/tally.rs"),
        &tally.replace("use rust_decimal::Decimal;", "").replace("(always)", ""),
    )?;
    let specification = read_text(root, "benches/flows/order.flow")?;
    let mut library = String::from("#![deny(warnings)]\npub mod tally;\n");
    let mut calls = String::new();
    let module = |at| Ok::<_, String>((contestant.module)(root, at)? + &ask_function(contestant.event));
    for at in 0..machines {
        write_file(&package.join(format!("flows/order{at}.flow")), &specification)?;
        write_file(&package.join(format!("src/m{at}.rs")), &module(at)?)?;
        let _ = writeln!(library, "pub mod m{at};");
        let _ = writeln!(calls, "    accepted += usize::from(m{at}::ask(tally));");
    }
    let _ = write!(
        library,
        "pub fn ask_all(tally: &mut tally::Tally<1>) -> usize {{\n    let mut accepted = 0;\n{calls}    accepted\n}}\n"
    );
    write_file(&package.join("src/lib.rs"), &library)?;
    Ok(package)
}

/// What `lib.rs` calls: a new order gets an event.
fn ask_function(event: &str) -> String {
    format!(
        "\npub fn ask(tally: &mut Tally<1>) -> bool {{\n    let mut order = order();\n    drive(&mut order, {event}, tally)\n}}\n"
    )
}

fn by_hand(root: &Path, _: usize) -> Result<String, String> {
    let hand = read_text(root, "benches/src/order/hand.rs")?;
    let (_, machine) = split(&hand, "#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum State")?;
    let (machine, _) = split(&machine, RACE)?;
    let drive = "pub fn order() -> Order {\n    Order::default()\n}\n\n\
                 pub fn drive(order: &mut Order, event: Event, emits: &mut Tally<1>) -> bool {\n    order.handle(event, emits)\n}\n";
    Ok(format!("{USES}{}{}{drive}", messages(root, Events::Shared)?, remove_generics(&machine)))
}

fn generated(root: &Path, at: usize) -> Result<String, String> {
    let generated = read_text(root, "benches/src/order/generated.rs")?;
    let (_, notes) = split(&generated, "            #[inline(always)]\n            fn emit(")?;
    let (notes, _) = split(&notes, "        impl<const SITE: usize> Contestant<SITE>")?;
    Ok(format!(
        "{USES}flow::flow!(\"flows/order{at}.flow\", number = f64);\n\n\
         impl flow::Sink<order::Emit> for Tally<1> {{\n{}\
         pub fn order() -> order::Order {{\n    order::Order::new(order::Context::default())\n}}\n\n\
         pub fn drive(order: &mut order::Order, event: order::Event, emits: &mut Tally<1>) -> bool {{\n    \
         order.handle(event, &mut (), emits).is_ok()\n}}\n",
        remove_generics(&notes)
            .replace("\n        ", "\n")
            .replace("        #[inline", "#[inline")
            .replace("$module::", "")
    ))
}

fn by_crate(root: &Path, name: &str, events: Events) -> Result<String, String> {
    let source = read_text(root, &format!("benches/src/order/{name}.rs"))?;
    let (_, body) = split(&source, "    ($site:expr) => {\n")?;
    let (body, _) = split(&body, RACE)?;
    let own = |line: &&str| !line.trim_start().starts_with("use crate::");
    let body: Vec<&str> = body.lines().skip(1).filter(own).collect();
    let body = body.join("\n").replace("\n        ", "\n").replace("{ $site }", "1");
    Ok(format!("{USES}{}{}\n", messages(root, events)?, remove_generics(&body)))
}

/// What every module uses.
const USES: &str = "use crate::tally::{Amount, Tally};\n\n";

/// The mark in the sources before the code that only the race uses.
const RACE: &str = "// Only for the race.";

/// The emits of an order and their sink, and its events.
fn messages(root: &Path, events: Events) -> Result<String, String> {
    let messages = read_text(root, "benches/src/order/messages.rs")?;
    let (_, messages) = split(&messages, "#[derive(Clone, Copy, Debug, PartialEq)]\npub struct Item")?;
    let (messages, _) = split(&messages, "impl<N: Amount> Event<N> {")?;
    if events == Events::Shared {
        return Ok(remove_generics(&messages));
    }
    let (emits, _) = split(&messages, "#[derive(Clone, Copy, Debug, PartialEq)]\npub enum Event")?;
    Ok(remove_generics(&emits))
}

/// Code for any type of numbers and any place it is driven from, as its author has it who knows both, and without what
/// only a race asks for.
fn remove_generics(code: &str) -> String {
    let known = [
        ("<N: Amount, const SITE: usize>", ""),
        ("Tally<SITE>", "Tally<1>"),
        ("<N: Amount>", ""),
        ("::<f64>", ""),
        ("<f64>", ""),
        ("<N>", ""),
        (": N,", ": f64,"),
        (": N }", ": f64 }"),
        ("N::default()", "0.0"),
        ("#[inline(always)]", "#[inline]"),
    ];
    known.iter().fold(code.to_owned(), |code, (any, known)| code.replace(any, known))
}

/// The text before a mark, and the text from the mark on.
fn split(text: &str, mark: &str) -> Result<(String, String), String> {
    let at = text.find(mark).ok_or_else(|| format!("the benches have no '{mark}' any more"))?;
    Ok((text[..at].to_owned(), text[at..].to_owned()))
}
