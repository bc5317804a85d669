//! Compiles the seed's specifications, those of the examples, those of the corpus with several instances, and made-up ones, and writes them in four files for the tests
//! to include: a module for each, with an implementation of [`Talk`](../src/talk.rs), which uses numbers for names.
//!
//! The budget is a number of specifications, not a time: [`MADE_UP`].

mod partners;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flow_codegen::plan::{Bodies, Machine, Plan, plan};
use flow_codegen::{Options, generate};
use flow_model::MemoryLoader;
use flow_model::model::{Instances, MachineId, Type, VariableId};
use flow_project::{Analysis, Request, Settings, analyze};
use flow_speculate::{Random, Size, network_from_seed, specification};
use flow_syntax::diagnostic::{Diagnostics, Lints};
use partners::{answers, is_awaited, partners};

/// How many made-up stories are compiled.
const MADE_UP: usize = 200;

/// How many made-up systems are compiled whose machines share, make and refer to each other.
const NETWORKS: usize = 200;

/// How many files they are spread over; `tests/` has a test for each.
const FILES: usize = 8;

/// How many of the made-up systems are compiled for a durable host as well. Their code is three times as long.
const DURABLE: usize = 8;

/// How many files these are spread over.
const DURABLE_FILES: usize = 2;

/// A specification: its name, and its files, all of them roots.
struct Specification {
    name: String,
    files: Vec<(String, String)>,
    /// Whether the functions of its guards may fail. They never do here, so that its machines do the same as without.
    fallible_guards: bool,
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=partners.rs");
    let mut all = told();
    all.extend(made_up());
    all.extend(networks(number_in("FLOW_NETWORKS").map_or(NETWORKS, to_count)));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts"));
    let mut files = vec![(String::new(), String::new()); FILES];
    for (at, specification) in all.iter().enumerate() {
        let (code, list) = &mut files[at % FILES];
        module(code, list, at, specification).expect("strings can be written to");
    }
    for (at, (code, list)) in files.iter().enumerate() {
        write(&out.join(format!("specifications_{at}.rs")), code, list);
    }
    broken(&out.join("broken.rs"));
    durable(&out);
}

/// The specifications of the repository and some that are made up, for a durable host: systems of machines, and as many with actors that
/// answer messages.
fn durable(out: &Path) {
    let most = number_in("FLOW_DURABLE").map_or(DURABLE, to_count);
    let shop =
        Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../examples/shop/flows");
    println!("cargo::rerun-if-changed={}", shop.display());
    let shop = read("shop", &shop, &names(&shop));
    let asked = stories().filter(has_answers).take(most);
    let all = told().into_iter().chain([shop]).chain(networks(most)).chain(asked);
    let mut files = vec![(String::new(), String::new()); DURABLE_FILES];
    for (at, specification) in all.enumerate() {
        let (code, lines) = &mut files[at % DURABLE_FILES];
        durable_module(code, lines, at, &specification).expect("strings can be written to");
    }
    for (at, (code, lines)) in files.iter().enumerate() {
        let text =
            format!("{code}\npub(crate) const ALL: &[flow_differential::DurableCase] = &[\n{lines}];\n");
        fs::write(out.join(format!("durable_{at}.rs")), text).expect("OUT_DIR can be written to");
    }
}

fn write(path: &Path, code: &str, list: &str) {
    let text = format!("{code}\npub(crate) const ALL: &[flow_differential::Case] = &[\n{list}];\n");
    fs::write(path, text).expect("OUT_DIR can be written to");
}

/// The faults put into the code of `broken.flow`, one each; the first is none.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("nothing", "fn on_sell", "fn on_sell"),
    ("a wrong target", "machine . state = State :: Busy", "machine . state = State :: Closed"),
    ("another amount", "add (machine . context . count , 2)", "add (machine . context . count , 3)"),
    ("a guard turned round", "event . amount > ", "event . amount < "),
    ("a guard left out", "B :: drawer_is_stuck (bindings , & machine . context ,)", "false"),
    (
        "an action left out",
        "B :: ring_the_bell (bindings , & machine . context ,)",
        "Ok :: < () , B :: Error > (())",
    ),
    ("a move that is not told", "step . pass (0 , State :: Closed)", "()"),
    (
        "an event more",
        "State :: Open => :: core :: matches ! (event , EventKind :: Sell)",
        "State :: Open => true",
    ),
    ("a payload left out", "total : machine . context . total", "total : :: flow :: Decimal :: ZERO"),
];

/// One specification again and again, each time with a mistake in its code.
fn broken(path: &Path) {
    println!("cargo::rerun-if-changed=broken.flow");
    let text = fs::read_to_string("broken.flow").expect("it is in the package's root");
    let (mut code, mut list) = (String::new(), String::new());
    for (at, (name, right, wrong)) in MISTAKES.iter().enumerate() {
        let files = vec![("broken.flow".to_owned(), text.clone())];
        let of = Specification { name: (*name).to_owned(), files, fallible_guards: false };
        let mut whole = String::new();
        module(&mut whole, &mut list, at, &of).expect("strings can be written to");
        assert!(whole.contains(right), "there is no '{right}' in the code of broken.flow:\n{whole}");
        code.push_str(&whole.replacen(right, wrong, 1));
    }
    write(path, &code, &list);
}

/// Whether actors answer messages with events that no caller sends.
fn has_answers(of: &Specification) -> bool {
    let (analysis, options) = (of.analyze(), Options { durable: true, ..Options::default() });
    let plan = plan(&analysis, &options, Bodies::Whole, &mut Diagnostics::new(Lints::new()));
    plan.durable.iter().flat_map(|durable| durable.actors.iter()).any(|actor| !actor.answers.is_empty())
}

/// The made-up specifications that are compiled.
fn made_up() -> impl Iterator<Item = Specification> {
    stories().take(number_in("FLOW_MADE_UP").map_or(MADE_UP, to_count))
}

/// Made-up specifications that are in order. Nine of ten are small, since rustc's time is what they cost.
fn stories() -> impl Iterator<Item = Specification> {
    let fits = |(seed, text): &(u64, String)| text.lines().count() <= if seed % 10 == 0 { 150 } else { 50 };
    let texts = (number_in("FLOW_SEED").unwrap_or(0)..).map(|seed| (seed, text(seed))).filter(fits);
    let named = texts.map(|(seed, text)| Specification {
        name: format!("seed {seed}"),
        files: vec![("made-up.flow".to_owned(), text)],
        fallible_guards: seed % 4 == 1,
    });
    named.filter(is_in_order)
}

/// Made-up systems of at most 110 lines, which is what rustc's time allows; longer ones have more of the same.
fn networks(most: usize) -> impl Iterator<Item = Specification> {
    let first = number_in("FLOW_SEED").unwrap_or(0);
    let texts = (first..).map(|seed| (seed, network_from_seed(seed)));
    let named = texts.filter(|(_, text)| text.lines().count() <= 110).map(|(seed, text)| Specification {
        name: format!("network {seed}"),
        files: vec![("made-up.flow".to_owned(), text)],
        fallible_guards: seed % 4 == 1,
    });
    named.take(most)
}

/// The number in a variable of the environment.
fn number_in(variable: &str) -> Option<u64> {
    println!("cargo::rerun-if-env-changed={variable}");
    env::var(variable).ok()?.parse().ok()
}

fn to_count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn text(seed: u64) -> String {
    let mut random = Random::new(seed);
    let machines = 1 + random.weighted(&[4, 5, 1]);
    specification(&mut random, Size { machines, lines: 10 })
}

/// The specifications of the seed, of the examples and of conversations.
fn told() -> Vec<Specification> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    let seed = root.join("../shared/seed");
    let loose = ["order", "out-of-stock", "payment-fails", "process-refund", "successful-checkout"];
    let mut all = vec![
        read("the seed's order", &seed, &loose.map(|name| format!("{name}.flow"))),
        read("the seed's checkout", &seed, &["checkout.flow".to_owned()]),
    ];
    for example in ["build-script", "cart", "ecommerce"] {
        let flows = root.join("examples").join(example).join("flows");
        println!("cargo::rerun-if-changed={}", flows.display());
        all.push(read(example, &flows, &names(&flows)));
    }
    for folder in ["conversations", "loops", "references", "deferred-events"] {
        let cases = root.join("tests/corpus").join(folder);
        println!("cargo::rerun-if-changed={}", cases.display());
        all.extend(names(&cases).into_iter().map(|name| read(&format!("{folder}/{name}"), &cases, &[name])));
    }
    all.retain(|specification| !specification.files.is_empty());
    all.into_iter().filter(is_in_order).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".flow") && !name.ends_with(".test.flow"));
    names.sort();
    names
}

fn read(name: &str, folder: &Path, files: &[String]) -> Specification {
    let read = |file: &String| Some((file.clone(), fs::read_to_string(folder.join(file)).ok()?));
    let files: Vec<_> = files.iter().filter_map(read).collect();
    if files.is_empty() {
        println!("cargo::warning=the specifications of '{name}' are not here and are left out");
    }
    Specification { name: name.to_owned(), files, fallible_guards: false }
}

impl Specification {
    fn analyze(&self) -> Analysis {
        let overrides = Settings { fallible_guards: Some(self.fallible_guards), ..Settings::default() };
        let request = Request {
            with_test_files: true,
            overrides,
            ..Request::new(self.files.iter().map(|(path, _)| path.clone()))
        };
        let files = self.files.iter().map(|(path, text)| (path.clone(), text.clone()));
        analyze(&request, &mut MemoryLoader::new(files))
    }
}

fn is_in_order(specification: &Specification) -> bool {
    !specification.analyze().diagnostics.has_errors()
}

/// The code of a specification in a module of its own, and its line in the list.
fn module(code: &mut String, list: &mut String, at: usize, of: &Specification) -> std::fmt::Result {
    let analysis = of.analyze();
    let options = Options { tests: true, ..Options::default() };
    let output = generate(&analysis, &options);
    assert!(!output.diagnostics.has_errors(), "{} is in order", of.name);
    // Another test runs the stories; here only the functions that drive the machines are needed.
    let text = output.code.to_string().replace("# [test]", "");
    let mut diags = Diagnostics::new(Lints::new());
    let plan = plan(&analysis, &options, Bodies::Whole, &mut diags);
    writeln!(code, "pub(crate) mod s{at} {{\n{text}\n{}}}", talk(&plan)?)?;
    writeln!(
        list,
        "flow_differential::Case {{ name: {:?}, specification: &s{at}::flow_tests::SPECIFICATION, \
         arrivals: s{at}::talk::ARRIVALS, talk: s{at}::talk::talk }},",
        of.name
    )
}

/// The code of a specification for a durable host in a module of its own, and its line in the list.
fn durable_module(code: &mut String, lines: &mut String, at: usize, of: &Specification) -> std::fmt::Result {
    let analysis = of.analyze();
    let options = Options { tests: true, durable: true, ..Options::default() };
    let output = generate(&analysis, &options);
    assert!(!output.diagnostics.has_errors(), "{} is in order", of.name);
    let text = output.code.to_string().replace("# [test]", "");
    let mut diags = Diagnostics::new(Lints::new());
    let plan = plan(&analysis, &options, Bodies::Whole, &mut diags);
    let arrivals = plan.system.arrivals.iter().map(|arrival| {
        let MachineId(index) = arrival.machine;
        format!("({index}, {})", arrival.event.index())
    });
    writeln!(
        code,
        "pub(crate) mod s{at} {{\n{text}\n
        pub mod driven {{
            pub const ARRIVALS: &[(usize, usize)] = &[{}];
            pub const ANSWERS: &[(usize, usize)] = &[{}];
            {}
            {}
        }}
        {} }}",
        list(arrivals),
        answers(
            &plan
                .durable
                .iter()
                .flat_map(|durable| durable.actors.iter())
                .flat_map(|actor| &actor.answers)
                .collect::<Vec<_>>()
        ),
        opening("in_step", &bound_in_step(&plan)),
        opening("awaited", &bound_awaited(&plan)),
        partners(&plan, output.code)
    )?;
    writeln!(
        lines,
        "flow_differential::DurableCase {{ name: {:?}, specification: &s{at}::flow_tests::SPECIFICATION, \
         arrivals: s{at}::driven::ARRIVALS, answers: s{at}::driven::ANSWERS, \
         table: <s{at}::system::Program as flow_host::durable::Program>::TABLE, \
         in_step: s{at}::driven::in_step, awaited: s{at}::driven::awaited }},",
        of.name
    )
}

/// A function that opens a host with these calls of its builder.
fn opening(name: &str, bound: &str) -> String {
    format!(
        "#[allow(unused_variables)]
        pub fn {name}(
            path: &std::path::Path,
            answers: &flow_differential::Answering,
            setup: flow_host::simulation::Setup,
            clock: &flow_host::ManualClock,
        ) -> Box<dyn flow_differential::Driven> {{
            let host = flow_host::Host::<super::system::Program>::open(path).clock(clock)
                .attempts(flow_differential::AT_ONCE){bound};
            Box::new(host.simulate(setup).expect(\"a test has the database for itself\"))
        }}"
    )
}

fn bound_in_step(plan: &Plan<'_>) -> String {
    let bound = plan.machines.iter().enumerate().filter(|(_, machine)| machine.needs_bindings());
    bound.map(|(at, machine)| bind_in_step(at, machine)).collect()
}

fn bind_in_step(at: usize, machine: &Machine<'_>) -> String {
    format!(".bindings::<super::{}::{}, _>(answers.binder({at}))", machine.module, machine.name)
}

/// Awaits the machines, and reaches the actors.
fn bound_awaited(plan: &Plan<'_>) -> String {
    let machines = plan.machines.iter().enumerate().filter(|(_, machine)| machine.needs_bindings());
    let machines = machines.map(|(at, machine)| {
        if !is_awaited(machine) {
            return bind_in_step(at, machine);
        }
        format!(".awaits::<super::{}::{}, _>(answers.partner({at}))", machine.module, machine.name)
    });
    let durable = plan.durable.as_ref().expect("it was asked for");
    let actors = plan.actors.iter().filter(|actor| !actor.messages.is_empty()).map(|actor| {
        format!(
            ".actor::<super::{}::{}, _>(answers.partner(usize::MAX))",
            actor.module, durable.actors[actor.id].name
        )
    });
    machines.chain(actors).collect()
}

/// The arms of `create`, and the statements that list the members.
fn members(plan: &Plan<'_>) -> Result<(String, String), std::fmt::Error> {
    let mut create = String::new();
    let mut instances = String::new();
    let deferred = match plan.machines.iter().any(|machine| machine.defers(plan.model)) {
        true => {
            "self.0.deferred(id).map(<super::system::Parts as flow::__private::system::Parts>::event_name).collect()"
        }
        false => "Vec::new()",
    };
    for (at, (machine, member)) in plan.machines.iter().zip(&plan.system.members).enumerate() {
        let (module, name) = (&machine.module, &machine.name);
        writeln!(
            create,
            "{at} => self.0.{}(super::{module}::stories::context(context)).to_string(),",
            member.create
        )?;
        writeln!(
            instances,
            "all.extend(self.0.all::<super::{module}::{name}>().map(|(id, machine)| flow_differential::Member {{ \
             id: id.to_string(), machine: {at}, state: machine.state().name(), \
             context: vec![{}], partners: self.partners(id.instance()), deferred: {deferred} }}));",
            list(
                machine
                    .context
                    .iter()
                    .map(|field| format!("flow_test::value(&machine.context().{})", field.ident))
            )
        )?;
    }
    Ok((create, instances))
}

/// The arms of `arrive` and of `arrive_at_key`, and the numbers of their machines and events.
fn arrivals(plan: &Plan<'_>) -> Result<[String; 3], std::fmt::Error> {
    let [mut arrive, mut at_key, mut arrivals] = [const { String::new() }; 3];
    for (at, arrival) in plan.system.arrivals.iter().enumerate() {
        let machine = &plan.machines[arrival.machine];
        let event = &machine.events[arrival.event];
        let (module, name, function) = (&machine.module, &machine.name, &arrival.function);
        let fields = list(
            event
                .fields
                .iter()
                .enumerate()
                .map(|(at, field)| format!("{}: flow_test::argument(payload, {at})", field.ident)),
        );
        let (found, receiver) = receiver(plan, machine);
        writeln!(
            arrive,
            "{at} => {{ let to = self.0.all::<super::{module}::{name}>().find(|(id, _)| id.to_string() == to)\
             .map(|{found}).expect(\"both systems have the same instances\"); \
             flow_differential::told(super::system::Parts, self.0.{function}({receiver} super::{module}::event::{} {{ {fields} }})) }}",
            event.name
        )?;
        if let Some(key) = made_up_key(plan, machine) {
            writeln!(
                at_key,
                "{at} => flow_differential::told(super::system::Parts, \
                 self.0.{function}({key} super::{module}::event::{} {{ {fields} }})),",
                event.name
            )?;
        }
        let MachineId(index) = arrival.machine;
        writeln!(arrivals, "({index}, {}),", arrival.event.index())?;
    }
    Ok([arrive, at_key, arrivals])
}

/// The arguments for the keys of a machine, if tests can make them up: references cannot be.
fn made_up_key(plan: &Plan<'_>, machine: &Machine<'_>) -> Option<String> {
    let Instances::PerKey(keys) = &plan.model.machines[machine.id].instances else { return None };
    let argument = |(at, key): (usize, &VariableId)| match machine.context[*key].ty {
        Type::Integer => Some(format!("flow_test::argument(key, {at}),")),
        Type::String => Some(format!("&flow_test::argument::<String>(key, {at}),")),
        _ => None,
    };
    keys.iter().enumerate().map(argument).collect()
}

/// What is read of the instance that gets an event, as the rest of a closure, and the arguments for the receiver: its id, its keys, or none.
fn receiver(plan: &Plan<'_>, machine: &Machine<'_>) -> (String, String) {
    let keys = match &plan.model.machines[machine.id].instances {
        Instances::PerConversation => return ("(id, _)| id".to_owned(), "to,".to_owned()),
        Instances::One => return ("_| ()".to_owned(), String::new()),
        Instances::PerKey(keys) => keys.iter().map(|key| &machine.context[*key]),
    };
    let read: Vec<_> = keys.clone().map(|key| format!("of.context().{}.clone(),", key.ident)).collect();
    let pass = keys.enumerate().map(|(at, key)| match key.ty {
        Type::Integer => format!("to.{at},"),
        Type::Reference(_) => format!("to.{at}.expect(\"a key is never empty\"),"),
        _ => format!("&to.{at},"),
    });
    (format!("(_, of)| ({})", read.concat()), pass.collect())
}

/// The system behind the interface [`flow_differential::Talk`], in which machines, events and fields are numbers.
fn talk(plan: &Plan<'_>) -> Result<String, std::fmt::Error> {
    let (create, instances) = members(plan)?;
    let [arrive, at_key, arrivals] = arrivals(plan)?;
    let partners = list(plan.machines.iter().map(|machine| {
        format!(
            "self.0.receiver::<super::{}::{}>(of.clone()).map(|id| id.to_string())",
            machine.module, machine.name
        )
    }));
    // The interpreter starts there too.
    let start = if plan.system.needs_time { ", flow::Time::from_millis(0)" } else { "" };
    Ok(format!(
        "pub mod talk {{
    pub const ARRIVALS: &[(usize, usize)] = &[{arrivals}];
    struct Talk<'a>(super::system::System<flow_test::Scripted<'a>>);
    pub fn talk(answers: &mut dyn flow_test::Answers) -> Box<dyn flow_differential::Talk + '_> {{
        Box::new(Talk(super::system::System::new(flow_test::Scripted::new(answers){start})))
    }}
    impl Talk<'_> {{
        fn partners(&self, of: flow::system::Instance) -> Vec<Option<String>> {{ vec![{partners}] }}
    }}
    impl flow_differential::Talk for Talk<'_> {{
        fn create(&mut self, machine: usize, context: &[flow_test::Value]) -> String {{
            match machine {{ {create} _ => unreachable!() }}
        }}
        #[allow(unused_variables)]
        fn arrive(&mut self, arrival: usize, to: &str, payload: &[flow_test::Value]) -> flow_differential::Told {{
            match arrival {{ {arrive} _ => unreachable!() }}
        }}
        #[allow(unused_variables)]
        fn arrive_at_key(&mut self, arrival: usize, key: &[flow_test::Value], payload: &[flow_test::Value]) -> flow_differential::Told {{
            match arrival {{ {at_key} _ => unreachable!() }}
        }}
        fn advance(&mut self, by: std::time::Duration) -> flow_differential::Told {{
            flow_differential::passed::<super::system::Parts, _>(&self.0.advance(by))
        }}
        #[allow(unused_variables)]
        fn members(&self) -> Vec<flow_differential::Member> {{
            let mut all = Vec::new();
            {instances}
            all
        }}
    }}
}}
"
    ))
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
