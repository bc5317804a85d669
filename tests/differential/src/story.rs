//! What differs, as a story that can be pasted into the specification: lines of `given:`, `on` and `expect:`.
//!
//! The expectations are the interpreter's results, so the story passes there and fails with the wrong code.
//! What stories cannot express (a time, a number too long, which phrase fails) is in comments.

use std::fmt::Write as _;

use flow_model::model::{EventId, Machine, MachineId, Party, PayloadField, PhraseId, Target, Type};
use flow_sim::exec::step::{Done, Happened, Instance};
use flow_sim::exec::value::Value;
use flow_test::{Difference, Loaded, Request};

use crate::machines::name;
use crate::script::Act;

/// A step of one machine.
pub(crate) fn of_step(
    loaded: &Loaded,
    difference: &Difference,
    asked: &[(usize, Request)],
    expected: Option<(&Done<'_>, &Instance)>,
) -> String {
    let before = &difference.before;
    let machine = &loaded.model.machines[before.machine];
    let mut text = header(loaded, before.machine, &difference.text);
    text.push_str("    given:\n");
    let _ = writeln!(text, "      {} is in #{}", subject(machine), machine.states[before.state].name.text);
    for (variable, value) in machine.variables.iter().zip(&before.context) {
        fact(&mut text, 6, &variable.name.text, &variable.ty, value);
    }
    for (_, asked) in asked {
        answer(&mut text, machine, asked);
    }
    on(&mut text, loaded, before.machine, difference.event);
    payload(&mut text, &machine.events[difference.event].fields, &difference.payload);
    match expected {
        Some((done, after)) => expect(&mut text, loaded, done, after),
        None => text.push_str("      // the event has no effect\n"),
    }
    text
}

/// A whole script.
pub(crate) fn of_script(loaded: &Loaded, script: &[Act], difference: &str) -> String {
    let main = script.iter().find_map(|act| match act {
        Act::Send { machine, .. } => Some(*machine),
        _ => None,
    });
    let mut text = header(loaded, MachineId::new(main.unwrap_or_default()), difference);
    for act in script {
        match act {
            Act::Create { machine, context } => {
                let name = name(loaded, MachineId::new(*machine));
                let _ = writeln!(
                    text,
                    "    // a new @{name}: {}",
                    one_line(&Value::list(context.clone()).to_string())
                );
            }
            Act::Send { machine, number, event, payload: values, seed } => {
                let id = MachineId::new(*machine);
                let _ = writeln!(
                    text,
                    "    // to @{} number {}, answers of seed {seed}",
                    name(loaded, id),
                    number + 1
                );
                on(&mut text, loaded, id, EventId::new(*event));
                payload(&mut text, &loaded.model.machines[id].events[EventId::new(*event)].fields, values);
            }
            Act::SendToKey { machine, key, event, payload: values, seed } => {
                let id = MachineId::new(*machine);
                let (name, key) = (name(loaded, id), Value::list(key.clone()));
                let _ = writeln!(text, "    // to @{name} with key {key}, answers of seed {seed}");
                on(&mut text, loaded, id, EventId::new(*event));
                payload(&mut text, &loaded.model.machines[id].events[EventId::new(*event)].fields, values);
            }
            Act::Wait { seed } => {
                let _ = writeln!(text, "    // time passes until the next timer, answers of seed {seed}");
            }
        }
    }
    text
}

fn header(loaded: &Loaded, machine: MachineId, difference: &str) -> String {
    let mut text = format!("machine: @{}\n", name(loaded, machine));
    for line in difference.lines() {
        let _ = writeln!(text, "  // {line}");
    }
    text.push_str("  scenario: generated code does otherwise\n");
    text
}

/// A machine in the words of a transition.
fn subject(machine: &Machine) -> String {
    machine.name.text.replace('_', " ")
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// `$total: number is 3`, as a comment if it cannot be written.
fn fact(text: &mut String, indent: usize, name: &str, ty: &Type, value: &Value) {
    let (written, mark) = (value.to_string(), annotation(ty));
    let comment = if can_be_written(value) { "" } else { "// " };
    let _ = writeln!(text, "{:indent$}{comment}${name}{mark} is {}", "", one_line(&written));
}

fn can_be_written(value: &Value) -> bool {
    match value {
        Value::Time(_) => false,
        Value::Number(number) => number.to_string().chars().filter(char::is_ascii_digit).count() <= 28,
        Value::Integer(number) | Value::Duration(number) => *number != i64::MIN,
        Value::List(items) => items.iter().all(can_be_written),
        Value::Object(fields) => fields.iter().all(|(_, value)| can_be_written(value)),
        Value::Nothing | Value::Boolean(_) | Value::Text(_) => true,
    }
}

fn annotation(ty: &Type) -> &'static str {
    match ty {
        Type::String => ": string",
        Type::Number => ": number",
        Type::Integer => ": integer",
        Type::Boolean => ": boolean",
        Type::Time => ": time",
        Type::Duration => ": duration",
        Type::Array(_) => ": array",
        Type::Object(_) => ": object",
        Type::Choice(_) | Type::Reference(_) | Type::Any => "",
    }
}

/// The answer to a phrase: a fact if it is true and takes no arguments, else a comment.
fn answer(text: &mut String, machine: &Machine, asked: &Request) {
    let line = match asked {
        Request::Held(phrase, args, true) if args.is_empty() => {
            machine.phrases[PhraseId::new(*phrase)].text.clone()
        }
        Request::Held(phrase, args, holds) => {
            format!(
                "// ? {} = {holds}, asked with {}",
                machine.phrases[PhraseId::new(*phrase)].text,
                Value::list(args.clone())
            )
        }
        Request::Did(_, _, Ok(())) => return,
        Request::Did(phrase, _, Err(error)) => {
            format!("// {} throws {error:?}", machine.phrases[PhraseId::new(*phrase)].text)
        }
        Request::Gave(phrase, _, Ok(value)) => {
            format!("{} is {value}", machine.phrases[PhraseId::new(*phrase)].text)
        }
        Request::Gave(phrase, _, Err(error)) => {
            format!("{} throws {error:?}", machine.phrases[PhraseId::new(*phrase)].text)
        }
        Request::Now(now) => format!("// now() is {now} ms"),
        Request::Uuid(id) => format!("// uuid() is {id:?}"),
    };
    let _ = writeln!(text, "      {}", one_line(&line));
}

/// The handler line of an event.
fn on(text: &mut String, loaded: &Loaded, machine: MachineId, event: EventId) {
    let event = &loaded.model.machines[machine].events[event];
    let from = match event.from {
        Some(Party::Machine(machine)) => format!(" from @{}", name(loaded, machine)),
        Some(Party::Actor(actor)) => format!(" from @{}", loaded.model.actors[actor].name.text),
        Some(Party::System) => " from @system".to_owned(),
        Some(Party::Itself) => " from @self".to_owned(),
        None => String::new(),
    };
    let _ = writeln!(text, "    on :{}{from}", event.name.text);
}

fn payload(text: &mut String, fields: &[PayloadField], values: &[Value]) {
    if fields.is_empty() {
        return;
    }
    text.push_str("      given:\n");
    for (field, value) in fields.iter().zip(values) {
        fact(text, 8, &field.name.text, &field.ty, value);
    }
}

/// The interpreter's result.
fn expect(text: &mut String, loaded: &Loaded, done: &Done<'_>, after: &Instance) {
    let machine = &loaded.model.machines[after.machine];
    text.push_str("      expect:\n");
    let _ = writeln!(text, "        = {} is in #{}", subject(machine), machine.states[after.state].name.text);
    for (variable, value) in machine.variables.iter().zip(&after.context) {
        let comment = if can_be_written(value) { "" } else { "// " };
        let _ =
            writeln!(text, "        {comment}= ${} is {}", variable.name.text, one_line(&value.to_string()));
    }
    for happened in &done.path {
        let Happened::Sent(emit, ..) = happened else { continue };
        let (event, to) = match emit.target {
            Target::Machine(other, event) => {
                (&loaded.model.machines[other].events[event].name.text, name(loaded, other))
            }
            Target::Actor(actor, message) => {
                let actor = &loaded.model.actors[actor];
                (&actor.messages[message].name.text, actor.name.text.as_str())
            }
            Target::Itself(event) => (&machine.events[event].name.text, "self"),
        };
        let _ = writeln!(text, "        = :{event} was emitted to @{to}");
    }
}
