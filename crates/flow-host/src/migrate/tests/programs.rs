//! Versions of one program, which differ in one thing each, and the stored rows after their migration.
//!
//! A machine only reads values by their types: no handler runs.

use flow_durable::{
    ActorTable, Ask, Becomes, BoxFuture, Call, EventTable, Field, Instances, MachineTable, Mapping,
    MessageTable, Phrase, PhraseKind, Ran, StoredEvent, Trouble, Unreadable,
};
use flow_model::diff::Kind;
use serde_json::{Map, Value, json};

use crate::program::{ActorPart, AnyMachine, Created, Halt, MachineTable as Table, Parts, Run};

/// Names with types.
type Fields = Vec<(&'static str, &'static str)>;

/// A version of the program.
#[derive(Clone)]
pub(super) struct Version {
    pub(super) machines: Vec<Machine>,
    /// The messages to `@bank`.
    pub(super) messages: Vec<(&'static str, Fields)>,
    mappings: Vec<Mapping>,
    /// The parts that are not in the tables: the bodies of handlers, rules, the name of the system. They affect the fingerprint only.
    rest: &'static str,
}

#[derive(Clone)]
pub(super) struct Machine {
    pub(super) name: &'static str,
    pub(super) instances: Instances,
    pub(super) states: Vec<&'static str>,
    pub(super) ends: Vec<&'static str>,
    /// The groups of states that have timers.
    pub(super) groups: Vec<&'static str>,
    pub(super) variables: Fields,
    pub(super) events: Vec<(&'static str, Option<&'static str>, Fields)>,
    /// Functions with the types of their answers.
    pub(super) phrases: Vec<(&'static str, &'static str)>,
    /// The states that accept `:cancel`.
    accepts: Vec<&'static str>,
    is_public: bool,
}

/// The expected effect of a change.
pub(super) enum Change {
    /// The program goes on. Rows that are expected afterwards; none if they stay the same.
    GoesOn(Version, &'static [&'static str]),
    /// No mapping helps.
    Refused(Version, &'static str),
    /// A mapping is needed.
    Needs { new: Version, open: &'static str, mappings: &'static [Mapping], rows: &'static [&'static str] },
}

fn leak<T>(items: Vec<T>) -> &'static [T] {
    Vec::leak(items)
}

fn fields(fields: &Fields) -> &'static [Field] {
    leak(fields.iter().map(|(name, of_type)| Field { name, of_type }).collect())
}

impl Version {
    pub(super) fn first() -> Self {
        let order = Machine {
            name: "order",
            instances: Instances::PerConversation,
            states: vec!["new", "payed", "done"],
            ends: vec!["done"],
            groups: vec!["open"],
            variables: vec![("sum", "number"), ("note", "string")],
            events: vec![
                ("pay", Some("customer"), vec![("sum", "number")]),
                ("charge", Some("customer"), vec![]),
                ("cancel", Some("customer"), vec![]),
                ("late", Some("self"), vec![("sum", "number")]),
            ],
            phrases: vec![("charge_sum", "string")],
            accepts: vec!["new"],
            is_public: true,
        };
        let stock = Machine {
            name: "stock",
            instances: Instances::PerKey(&["sku"]),
            states: vec!["open"],
            variables: vec![("sku", "string")],
            ends: vec![],
            groups: vec![],
            events: vec![],
            phrases: vec![],
            ..order.clone()
        };
        let messages = vec![("collect", vec![("sum", "number")])];
        Version { machines: vec![order, stock], messages, mappings: Vec::new(), rest: "" }
    }

    /// This version after a change to `@order`.
    fn order(change: impl FnOnce(&mut Machine)) -> Self {
        let mut version = Version::first();
        change(&mut version.machines[0]);
        version
    }

    /// This version with mappings.
    pub(super) fn mapped(self, mappings: &[Mapping]) -> Self {
        Version { mappings: mappings.to_vec(), ..self }
    }

    pub(super) fn parts(&self) -> Parts {
        let messages = self.messages.iter().map(|(name, of)| MessageTable { name, fields: fields(of) });
        let bank = ActorTable { name: "bank", messages: leak(messages.collect()) };
        let bank: &'static ActorTable = Box::leak(Box::new(bank));
        let tables: Vec<&'static Table> =
            self.machines.iter().map(|machine| &*Box::leak(Box::new(machine.table()))).collect();
        let machine = |table: &'static Table| -> Box<dyn AnyMachine> { Box::new(Typed(table)) };
        Parts {
            fingerprint: format!("{tables:?} {bank:?} {}", self.rest),
            machines: tables.into_iter().map(machine).collect(),
            actors: vec![ActorPart { table: bank, is_delivered: false }],
            number: "decimal",
            mappings: leak(self.mappings.clone()),
            secrets: &[],
            rules: crate::rules::Rules::default(),
        }
    }
}

impl Machine {
    fn table(&self) -> Table {
        let is_cancel = |name: &str| name == "cancel";
        let events = self.events.iter().map(|(name, from, of)| EventTable {
            name,
            from: *from,
            public: self.is_public,
            fields: fields(of),
            sender_id: None,
            states: leak(if is_cancel(name) { self.accepts.clone() } else { self.states.clone() }),
            deferred: if is_cancel(name) && !self.accepts.contains(&"payed") { &["payed"] } else { &[] },
        });
        let phrases = self.phrases.iter().map(|(function, answer)| Phrase {
            text: function,
            function,
            kind: PhraseKind::Answer,
            arguments: &[Field { name: "sum", of_type: "number" }],
            answer,
        });
        MachineTable {
            name: self.name,
            instances: self.instances,
            states: leak(self.states.clone()),
            ends: leak(self.ends.clone()),
            groups: leak(self.groups.clone()),
            variables: fields(&self.variables),
            inputs: &[],
            events: leak(events.collect()),
            phrases: leak(phrases.collect()),
        }
    }
}

/// A machine that reads stored data.
struct Typed(&'static Table);

/// The values of fields, as generated code reads them: unknown ones are errors, and so are missing ones of a payload.
fn read(json: &str, fields: &[Field], has_zeros: bool) -> Result<String, Unreadable> {
    let unreadable = |why: String| Unreadable::new("values", why);
    let mut values: Map<String, Value> =
        serde_json::from_str(json).map_err(|error| unreadable(error.to_string()))?;
    if let Some(name) = values.keys().find(|name| fields.iter().all(|field| field.name != **name)) {
        return Err(unreadable(format!("unknown field {name}")));
    }
    for field in fields {
        let zero = if field.of_type == "number" { json!("0") } else { json!("") };
        if has_zeros {
            values.entry(field.name).or_insert(zero);
        }
        let text = values.get(field.name).and_then(Value::as_str);
        let fits = text.is_some_and(|text| field.of_type != "number" || text.parse::<f64>().is_ok());
        if !fits {
            return Err(unreadable(format!("{} is no {}", field.name, field.of_type)));
        }
    }
    Ok(Value::from(values).to_string())
}

impl AnyMachine for Typed {
    fn table(&self) -> &'static Table {
        self.0
    }

    fn is_awaited(&self) -> bool {
        true
    }

    fn create(&self, _id: &str, _context: &str) -> Result<Created, Unreadable> {
        Err(Unreadable::new("a context", "no instance is created here"))
    }

    fn check_instance(&self, _id: &str, state: &str, context: &str) -> Result<Created, Unreadable> {
        if !self.0.states.contains(&state) {
            return Err(Unreadable::new("the state", format!("there is no #{state}")));
        }
        let context = read(context, self.0.variables, true)?;
        Ok(Created { state: state.to_owned(), context, has_ended: self.0.ends.contains(&state) })
    }

    fn check_event(&self, event: &StoredEvent) -> Result<String, Unreadable> {
        let known = flow_durable::find_event(self.0, event);
        let known = known.ok_or_else(|| Unreadable::new("the event", "there is none"))?;
        read(&event.payload, known.fields, false)
    }

    fn run(&self, _run: Run<'_>) -> Result<Ran, Halt> {
        Err(Halt::Misfit("no handler runs here".to_owned()))
    }

    fn perform<'a>(&'a self, _: &'a Ask, _: &'a Call) -> BoxFuture<'a, Result<String, Trouble<String>>> {
        Box::pin(async { Err(Trouble::Refused("nothing is asked here".to_owned())) })
    }
}

/// A version with a message of another form.
fn message(name: &'static str, of: Fields) -> Version {
    Version { messages: vec![(name, of)], ..Version::first() }
}

/// A version with a payload of another form.
fn payload(event: usize, of: Fields) -> Version {
    Version::order(|order| order.events[event].2 = of)
}

/// A change of a kind that `flow diff` knows, where something stored depends on it.
pub(super) fn version(kind: Kind) -> Change {
    match kind {
        // No stored data depends on these.
        Kind::SystemName
        | Kind::RuleAdded
        | Kind::RuleRemoved
        | Kind::VariableOrigin
        | Kind::InstanceId
        | Kind::Behaviour => Change::GoesOn(Version { rest: "another", ..Version::first() }, &[]),
        Kind::EventHidden | Kind::EventPublished => {
            Change::GoesOn(Version::order(|order| order.is_public = false), &[])
        }
        Kind::MachineAdded
        | Kind::MachineRemoved
        | Kind::StateAdded
        | Kind::StateRemoved
        | Kind::InitialState
        | Kind::Ends
        | Kind::Instances => structure(kind),
        Kind::VariableAdded | Kind::InputAdded | Kind::VariableRemoved | Kind::VariableType => {
            variables(kind)
        }
        Kind::EventAdded
        | Kind::EventRemoved
        | Kind::FieldAdded
        | Kind::FieldRemoved
        | Kind::FieldType
        | Kind::Accepted
        | Kind::Rejected => events(kind),
        Kind::PhraseAdded => {
            Change::GoesOn(Version::order(|order| order.phrases.push(("refund_sum", "string"))), &[])
        }
        Kind::PhraseRemoved => {
            Change::Refused(Version::order(|order| order.phrases.clear()), "call `Host::drain`")
        }
        Kind::PhraseChanged => {
            Change::Refused(Version::order(|order| order.phrases[0].1 = "number"), "call `Host::drain`")
        }
        Kind::MessageAdded
        | Kind::MessageRemoved
        | Kind::MessageFieldAdded
        | Kind::MessageFieldRemoved
        | Kind::MessageFieldType => messages(kind),
    }
}

fn structure(kind: Kind) -> Change {
    let with = |change: fn(&mut Version)| {
        let mut version = Version::first();
        change(&mut version);
        version
    };
    match kind {
        Kind::MachineAdded => Change::GoesOn(
            with(|version| {
                let extra = Machine {
                    name: "extra",
                    instances: Instances::PerConversation,
                    ..version.machines[1].clone()
                };
                version.machines.push(extra);
            }),
            &[],
        ),
        Kind::MachineRemoved => Change::Refused(
            with(|version| drop(version.machines.pop())),
            "the new version has no such machine",
        ),
        Kind::StateAdded => Change::GoesOn(Version::order(|order| order.states.push("sent")), &[]),
        Kind::StateRemoved => Change::Needs {
            new: Version::order(|order| order.states[1] = "paid"),
            open: "[migrate.order] \"#payed\" = \"#paid\"",
            mappings: &[Mapping { of: "order", old: "#payed", becomes: Becomes::Name("#paid") }],
            rows: &[
                r#"instance 1 order o-1 1 paid {"note":"x","sum":"12.50"} 1"#,
                "delivery 2 1 charge customer {} 1 -",
            ],
        },
        Kind::InitialState => Change::GoesOn(Version::order(|order| order.states.rotate_left(1)), &[]),
        Kind::Ends => Change::GoesOn(
            Version::order(|order| order.ends = vec!["payed"]),
            &[
                r#"instance 1 order o-1 2 payed {"note":"x","sum":"12.50"} 0"#,
                r#"instance 2 order o-2 1 done {"note":"","sum":"7"} 1"#,
                "delivery 3 1 cancel customer {} 3 -",
                "dead 3 3 - program-changed",
            ],
        ),
        _ => Change::Refused(
            with(|version| version.machines[1].instances = Instances::One),
            "the machine was one for each $sku, and is one for all",
        ),
    }
}

fn variables(kind: Kind) -> Change {
    match kind {
        Kind::VariableAdded | Kind::InputAdded => Change::GoesOn(
            Version::order(|order| order.variables.push(("currency", "string"))),
            &[r#"instance 1 order o-1 1 payed {"currency":"","note":"x","sum":"12.50"} 1"#],
        ),
        Kind::VariableRemoved => Change::Needs {
            new: Version::order(|order| order.variables.truncate(1)),
            open: "2 instances: $note is gone",
            mappings: &[Mapping { of: "order", old: "$note", becomes: Becomes::Dropped }],
            rows: &[r#"instance 1 order o-1 1 payed {"sum":"12.50"} 1"#],
        },
        _ => Change::Needs {
            new: Version::order(|order| order.variables[0].1 = "string"),
            open: "2 instances: $sum was number, and is string",
            mappings: &[Mapping { of: "order", old: "$sum", becomes: Becomes::Name("$sum") }],
            rows: &[r#"instance 1 order o-1 1 payed {"note":"x","sum":"12.50"} 1"#],
        },
    }
}

fn events(kind: Kind) -> Change {
    match kind {
        Kind::EventAdded => Change::GoesOn(
            Version::order(|order| order.events.push(("refund", Some("customer"), vec![]))),
            &[],
        ),
        Kind::EventRemoved => Change::Needs {
            new: Version::order(|order| order.events.retain(|(name, ..)| !["cancel", "late"].contains(name))),
            open: ":late from @self (1 timers), which is gone",
            mappings: &[
                Mapping { of: "order", old: ":cancel", becomes: Becomes::Dropped },
                Mapping { of: "order", old: ":late from @self", becomes: Becomes::Dropped },
            ],
            rows: &["delivery 3 1 cancel customer {} 3 -", "dead 3 3 - program-changed"],
        },
        Kind::FieldAdded => Change::Needs {
            new: payload(0, vec![("sum", "number"), ("tip", "number")]),
            open: "[migrate.order] \":pay.tip\" = { value = … }",
            mappings: &[Mapping { of: "order", old: ":pay.tip", becomes: Becomes::Value("\"1\"") }],
            rows: &[r#"delivery 1 1 pay customer {"sum":"5","tip":"1"} 0 -"#],
        },
        Kind::FieldRemoved => Change::Needs {
            new: payload(3, vec![]),
            open: ":late.sum is gone",
            mappings: &[Mapping { of: "order", old: ":late.sum", becomes: Becomes::Dropped }],
            rows: &["timer 1 1 late self {} -"],
        },
        Kind::FieldType => Change::Needs {
            new: payload(0, vec![("sum", "string")]),
            open: ":pay.sum was number, and is string",
            mappings: &[Mapping { of: "order", old: ":pay.sum", becomes: Becomes::Name(":pay.sum") }],
            rows: &[r#"delivery 1 1 pay customer {"sum":"5"} 0 -"#],
        },
        Kind::Accepted => Change::GoesOn(
            Version::order(|order| order.accepts.push("payed")),
            &["delivery 3 1 cancel customer {} 0 -"],
        ),
        _ => Change::GoesOn(Version::order(|order| order.accepts.clear()), &[]),
    }
}

fn messages(kind: Kind) -> Change {
    const SAME: &str = r#"message 1 bank collect {"sum":"12.50"} 0"#;
    match kind {
        Kind::MessageAdded => {
            let mut new = Version::first();
            new.messages.push(("refund", vec![("sum", "number")]));
            Change::GoesOn(new, &[SAME])
        }
        Kind::MessageRemoved => Change::Needs {
            new: Version { messages: Vec::new(), ..Version::first() },
            open: "open: @bank: :collect (2 messages), which is gone",
            mappings: &[Mapping { of: "bank", old: ":collect", becomes: Becomes::Dropped }],
            rows: &[r#"message 1 bank collect {"sum":"12.50"} 3"#, "dead 3 - 1 program-changed"],
        },
        Kind::MessageFieldAdded => Change::Needs {
            new: message("collect", vec![("sum", "number"), ("card", "string")]),
            open: "[migrate.bank] \":collect.card\" = { value = … }",
            mappings: &[Mapping { of: "bank", old: ":collect.card", becomes: Becomes::Value("\"?\"") }],
            rows: &[r#"message 1 bank collect {"card":"?","sum":"12.50"} 0"#],
        },
        Kind::MessageFieldRemoved => Change::Needs {
            new: message("collect", vec![]),
            open: ":collect.sum is gone",
            mappings: &[Mapping { of: "bank", old: ":collect.sum", becomes: Becomes::Dropped }],
            rows: &["message 1 bank collect {} 0"],
        },
        _ => Change::Needs {
            new: message("collect", vec![("sum", "string")]),
            open: ":collect.sum was number, and is string",
            mappings: &[Mapping { of: "bank", old: ":collect.sum", becomes: Becomes::Name(":collect.sum") }],
            rows: &[SAME],
        },
    }
}
