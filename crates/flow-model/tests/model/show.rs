//! The resolved model as short text, for tests: types, origins, events, phrases, messages, findings.

use flow_model::model::{Event, Machine, Model, Origin, Party, PayloadField, PhraseKind, Presence, Type};
use flow_model::{MemoryLoader, Program, check, load, resolve};
use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Level, Lints, Name};

/// Loads files, resolves and checks them; every lint is shown.
pub(crate) fn resolved(files: &[(&str, &str)]) -> (Program, Model, Diagnostics) {
    let mut lints = Lints::new();
    for name in Name::ALL.iter().filter(|name| name.default_level() == Level::Allow) {
        lints.set(*name, Level::Warn);
    }
    let mut diags = Diagnostics::new(lints);
    let roots: Vec<_> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    let mut loader = MemoryLoader::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let program = load(&roots, &mut loader, &mut diags);
    let model = resolve(&program, &mut diags);
    check(&model, &mut diags);
    (program, model, diags)
}

/// A model in lines.
pub(crate) fn show(model: &Model) -> String {
    let mut lines = Vec::new();
    for machine in &model.machines {
        show_machine(&mut lines, model, machine);
    }
    for actor in &model.actors {
        for message in &actor.messages {
            let fields = fields(model, &message.fields);
            lines.push(format!("@{} gets :{}{fields}", actor.name.text, message.name.text));
        }
    }
    for object in &model.objects {
        let fields = object.fields.iter().map(|(name, of)| format!("{name}: {}", ty(model, of)));
        lines.push(format!("object {} {{{}}}", object.name.text, fields.collect::<Vec<_>>().join(", ")));
    }
    lines.join("\n")
}

fn show_machine(lines: &mut Vec<String>, model: &Model, machine: &Machine) {
    let states = machine.states.iter().map(|state| format!(" #{}", state.name.text));
    lines.push(format!("@{}{}", machine.name.text, states.collect::<String>()));
    for variable in &machine.variables {
        let origin = match variable.origin {
            Origin::Set => "set",
            Origin::Given => "given",
            Origin::NeverSet => "never set",
            Origin::Key => "key",
        };
        lines.push(format!("  ${}: {} ({origin})", variable.name.text, ty(model, &variable.ty)));
    }
    for event in &machine.events {
        lines.push(format!("  {}", show_event(model, event)));
    }
    for phrase in &machine.phrases {
        let kind = match phrase.kind {
            PhraseKind::Guard => "?",
            PhraseKind::Action => "!",
            PhraseKind::Answer => "<-",
            PhraseKind::Fact => "given",
            PhraseKind::Assertion => "=",
        };
        let params = phrase.params.iter().map(|param| format!("{}: {}", param.name, ty(model, &param.ty)));
        lines.push(format!("  {kind} {}({})", phrase.function, params.collect::<Vec<_>>().join(", ")));
    }
}

fn show_event(model: &Model, event: &Event) -> String {
    let from = match event.from {
        None => String::new(),
        Some(Party::Machine(id)) => format!(" from @{}", model.machines[id].name.text),
        Some(Party::Actor(id)) => format!(" from @{}", model.actors[id].name.text),
        Some(Party::System) => " from @system".to_owned(),
        Some(Party::Itself) => " from @self".to_owned(),
    };
    let handled = if event.handlers.is_empty() { " unhandled" } else { "" };
    format!(":{}{from}{}{handled}", event.name.text, fields(model, &event.fields))
}

fn fields(model: &Model, fields: &[PayloadField]) -> String {
    let shown = fields.iter().map(|field| {
        let presence = if field.presence == Presence::Sometimes { "?" } else { "" };
        format!("{}{presence}: {}", field.name.text, ty(model, &field.ty))
    });
    format!("({})", shown.collect::<Vec<_>>().join(", "))
}

fn ty(model: &Model, ty_of: &Type) -> String {
    match ty_of {
        Type::String => "string".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Time => "time".to_owned(),
        Type::Duration => "duration".to_owned(),
        Type::Choice(id) => flow_model::words::choice(&model.choices[*id].texts),
        Type::Any => "any".to_owned(),
        Type::Array(item) => format!("[{}]", ty(model, item)),
        Type::Object(id) => model.objects[*id].name.text.clone(),
        Type::Reference(id) => format!("@{}", model.machines[*id].name.text),
    }
}

/// Findings in file order: line, name, and the marked text.
pub(crate) fn findings(program: &Program, diags: &Diagnostics) -> Vec<String> {
    diags.sorted().into_iter().map(|diagnostic| finding(program, diagnostic)).collect()
}

fn finding(program: &Program, diagnostic: &Diagnostic) -> String {
    let at = program.sources.position(diagnostic.span);
    let marked = program.sources.text(diagnostic.span).lines().next().unwrap_or_default();
    format!("{}: {} at {marked}", at.line, diagnostic.name.as_str())
}
