//! A machine's module: its types, its bindings, and the function that handles each event in each state.
//!
//! All names are chosen here, each in the scope it must be unique in; two items with one identifier are a `name-collision`. No
//! tokens are written: `emit` turns the plan into Rust without deciding anything.

use flow_model::edges;
use flow_model::model::{
    EventId, List, Machine as ModelMachine, MachineId, Model, Param, Phrase, PhraseId, StateId, VariableId,
};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::ordered::Map;
use proc_macro2::Ident;

use super::handler::{FunctionId, Handler, Run};
use super::items::{Binding, Bodies, Field, Machine};
use super::naming::{self, Scope};
use super::{body, emits, objects, parties};

/// Plans all machines of a model.
pub(crate) fn plan_machines<'m>(
    model: &'m Model,
    modules: &mut Scope,
    bodies: Bodies,
    diags: &mut Diagnostics,
) -> List<MachineId, Machine<'m>> {
    model.machines.ids().map(|id| plan_machine(model, id, modules, bodies, diags)).collect()
}

fn plan_machine<'m>(
    model: &'m Model,
    id: MachineId,
    modules: &mut Scope,
    bodies: Bodies,
    diags: &mut Diagnostics,
) -> Machine<'m> {
    let machine = &model.machines[id];
    let module = naming::module_name(&machine.name.text);
    let module = modules.claim(module, format!("@{}", machine.name.text), machine.name.span, diags);
    let bindings = plan_bindings(machine, diags);
    let mut planned = Machine {
        id,
        module,
        name: objects::machine_struct(machine),
        context_param: context_param(machine, &bindings),
        states: plan_states(machine, diags),
        context: plan_context(machine, diags),
        events: parties::plan_events(model, machine, diags),
        emits: emits::plan_emits(model, machine, diags),
        uuid: body::needs_uuid(machine),
        now: body::needs_now(machine),
        bindings,
        handlers: List::new(),
        dispatch: machine.states.map(|_| Vec::new()),
        passes: 0,
    };
    if bodies == Bodies::Whole {
        plan_handlers(model, &mut planned);
    }
    planned.passes = planned.handlers.iter().map(|handler| handler.passes).max().unwrap_or(0);
    planned
}

fn plan_states(machine: &ModelMachine, diags: &mut Diagnostics) -> List<StateId, Ident> {
    let mut scope = Scope::default();
    machine.states.map(|state| {
        let ident = naming::camel_case(&state.name.text, naming::VARIANT_API);
        scope.claim(ident, format!("#{}", state.name.text), state.name.span, diags)
    })
}

fn plan_context(machine: &ModelMachine, diags: &mut Diagnostics) -> List<VariableId, Field> {
    let mut scope = Scope::default();
    machine.variables.map(|variable| {
        let text = format!("${}", variable.name.text);
        let ident = naming::snake_case(&variable.name.text, &[]);
        let ident = scope.claim(ident, text.clone(), variable.name.span, diags);
        Field { ident, ty: variable.ty.clone(), text }
    })
}

fn plan_bindings(machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Binding> {
    let mut scope = Scope::default();
    let phrases = machine.phrases.entries().filter(|(_, phrase)| phrase.kind.is_binding());
    phrases.map(|(id, phrase)| plan_binding(id, phrase, &mut scope, diags)).collect()
}

fn plan_binding(id: PhraseId, phrase: &Phrase, scope: &mut Scope, diags: &mut Diagnostics) -> Binding {
    let function = naming::snake_case(&phrase.function, naming::BINDINGS_API);
    let function = scope.claim(function, phrase.text.as_str(), phrase.span, diags);
    let mut params = Scope::default();
    let param = |param: &Param| {
        let ident = params.claim_private(naming::snake_case(&param.name, &[]));
        Field { ident, ty: param.ty.clone(), text: param.name.clone() }
    };
    Binding { phrase: id, kind: phrase.kind, function, params: phrase.params.iter().map(param).collect() }
}

/// The name of the context parameter: the machine's name, or another where a parameter of a binding has that name.
fn context_param(machine: &ModelMachine, bindings: &[Binding]) -> Ident {
    let is_taken = |ident: &Ident| {
        bindings.iter().flat_map(|binding| &binding.params).any(|param| param.ident == *ident)
    };
    let names = [machine.name.text.as_str(), "context", "the_context", "own_context"];
    let idents = names.iter().map(|name| naming::snake_case(name, &["bindings"]));
    idents
        .into_iter()
        .find(|ident| !is_taken(ident))
        .unwrap_or_else(|| naming::snake_case("context", &["context"]))
}

/// Plans the dispatch table, and the functions in it.
fn plan_handlers<'m>(model: &'m Model, planned: &mut Machine<'m>) {
    let machine = &model.machines[planned.id];
    let mut functions: Map<Run, FunctionId> = Map::new();
    let mut scope = Scope::default();
    for state in machine.states.ids() {
        for event in machine.events.ids() {
            let Some(handler) = edges::dispatch(model, planned.id, state, event) else { continue };
            let run = Run { handler, event };
            let id = *functions.entry(run).or_insert_with(|| {
                planned.handlers.push(plan_handler(machine, &planned.events, run, &mut scope))
            });
            planned.handlers[id].states.push(state);
            planned.dispatch[state].push((event, id));
        }
    }
}

fn plan_handler<'m>(
    machine: &'m ModelMachine,
    events: &List<EventId, super::items::Event>,
    run: Run,
    scope: &mut Scope,
) -> Handler<'m> {
    let event = &events[run.event];
    let name = event.function.to_string();
    let function = naming::snake_case(&format!("on_{}", name.trim_start_matches("r#")), &[]);
    body::plan_handler(machine, run, scope.claim_private(function), &event.fields)
}
