//! A machine's module: its types, its bindings, and what each state does with each event.
//!
//! All names are chosen here, each in the scope it must be unique in; two that would be one are a `name-collision`. No
//! tokens are written: `emit` turns the plan into Rust without deciding anything.

use flow_syntax::ordered::Map;

use flow_model::edges;
use flow_model::model::{
    EventId, Machine as ModelMachine, MachineId, Model, Param, Phrase, PhraseId, StateId,
};
use flow_syntax::diagnostic::Diagnostics;
use proc_macro2::Ident;

use super::body::{self, Handler};
use super::naming::{self, Scope};
use super::{Binding, Bodies, Field, Machine, Run, objects, parties};

/// Plans all machines of a model.
pub(crate) fn plan_all<'m>(
    model: &'m Model,
    modules: &mut Scope,
    bodies: Bodies,
    diags: &mut Diagnostics,
) -> Vec<Machine<'m>> {
    let ids = (0..model.machines.len()).map(MachineId::new);
    ids.map(|id| plan(model, id, modules, bodies, diags)).collect()
}

fn plan<'m>(
    model: &'m Model,
    id: MachineId,
    modules: &mut Scope,
    bodies: Bodies,
    diags: &mut Diagnostics,
) -> Machine<'m> {
    let machine = &model.machines[id];
    let at = machine.name.span;
    let module =
        modules.claim(naming::module(&machine.name.text), format!("@{}", machine.name.text), at, diags);
    let bindings = bindings(machine, diags);
    let mut planned = Machine {
        id,
        module,
        name: objects::machine_name(machine),
        context_param: context_param(machine, &bindings),
        states: states(machine, diags),
        context: context(machine, diags),
        events: parties::events(model, machine, diags),
        emits: parties::emits(model, machine, diags),
        uuid: body::needs_uuid(machine),
        now: body::needs_now(machine),
        bindings,
        handlers: Vec::new(),
        dispatch: Vec::new(),
        passes: 0,
    };
    if bodies == Bodies::Whole {
        handlers(model, id, &mut planned);
    } else {
        planned.dispatch = vec![Vec::new(); machine.states.len()];
    }
    planned.passes = planned.handlers.iter().map(|handler| handler.passes).max().unwrap_or(0);
    planned
}

fn states(machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Ident> {
    let mut scope = Scope::default();
    let state = |state: &flow_model::model::State| {
        let ident = naming::upper(&state.name.text, naming::VARIANT_API);
        scope.claim(ident, format!("#{}", state.name.text), state.name.span, diags)
    };
    machine.states.iter().map(state).collect()
}

fn context(machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Field> {
    let mut scope = Scope::default();
    let field = |variable: &flow_model::model::Variable| {
        let text = format!("${}", variable.name.text);
        let ident = naming::lower(&variable.name.text, &[]);
        let ident = scope.claim(ident, text.clone(), variable.name.span, diags);
        Field { ident, ty: variable.ty.clone(), text }
    };
    machine.variables.iter().map(field).collect()
}

fn bindings(machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Binding> {
    let mut scope = Scope::default();
    let phrases = machine.phrases.iter().enumerate().filter(|(_, phrase)| phrase.kind.is_binding());
    phrases.map(|(at, phrase)| binding(PhraseId::new(at), phrase, &mut scope, diags)).collect()
}

fn binding(id: PhraseId, phrase: &Phrase, scope: &mut Scope, diags: &mut Diagnostics) -> Binding {
    let function = naming::lower(&phrase.function, naming::BINDINGS_API);
    let function = scope.claim(function, phrase.text.as_str(), phrase.span, diags);
    let mut params = Scope::default();
    let param = |param: &Param| {
        let ident = params.claim_private(naming::lower(&param.name, &[]));
        Field { ident, ty: param.ty.clone(), text: param.name.clone() }
    };
    Binding { phrase: id, kind: phrase.kind, function, params: phrase.params.iter().map(param).collect() }
}

/// The machine's name, or `context` where an argument of a binding has that name.
fn context_param(machine: &ModelMachine, bindings: &[Binding]) -> Ident {
    let taken = |ident: &Ident| {
        bindings.iter().flat_map(|binding| &binding.params).any(|param| param.ident == *ident)
    };
    let names = [machine.name.text.as_str(), "context", "the_context", "own_context"];
    let free = names.iter().map(|name| naming::lower(name, &["bindings"])).find(|ident| !taken(ident));
    free.unwrap_or_else(|| naming::lower("context", &["context"]))
}

/// Plans what each state does with each event, and the functions that do it.
fn handlers<'m>(model: &'m Model, id: MachineId, planned: &mut Machine<'m>) {
    let machine = &model.machines[id];
    let mut runs: Map<Run, usize> = Map::new();
    let mut scope = Scope::default();
    for state in (0..machine.states.len()).map(StateId::new) {
        let mut row = Vec::new();
        for event in (0..machine.events.len()).map(EventId::new) {
            let Some(handler) = edges::dispatch(model, id, state, event) else { continue };
            let at = *runs.entry(Run { handler, event }).or_insert_with(|| {
                let run = Run { handler, event };
                planned.handlers.push(plan_handler(machine, planned, run, &mut scope));
                planned.handlers.len() - 1
            });
            planned.handlers[at].states.push(state);
            row.push((event, at));
        }
        planned.dispatch.push(row);
    }
}

fn plan_handler<'m>(
    machine: &'m ModelMachine,
    planned: &Machine<'m>,
    run: Run,
    scope: &mut Scope,
) -> Handler<'m> {
    let event = &planned.events[run.event.index()];
    let name = event.function.to_string();
    let function = scope.claim_private(naming::lower(&format!("on_{}", name.trim_start_matches("r#")), &[]));
    body::plan(machine, run, function, &event.fields)
}
