//! A machine's module: its types, its bindings, and the function that handles each event in each state.
//!
//! All names are chosen here, each in the scope it must be unique in; two items with one identifier are a `name-collision`. No
//! tokens are written: `emit` turns the plan into Rust without deciding anything.

use flow_model::edges;
use flow_model::model::{
    EventId, HandlerId, List, Machine as ModelMachine, MachineId, Model, Param, Party, Phrase, PhraseId,
    Reaction, StateId, VariableId,
};
use flow_model::visit;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;
use proc_macro2::Ident;

use super::handler::{FunctionId, Handler, Run};
use super::items::{Binding, Bodies, Event, Field, Guards, Machine, Wordings};
use super::naming::{self, Scope};
use super::{Modules, body, emits, objects, parties};

/// Plans all machines of a model.
pub(crate) fn plan_machines<'m>(
    model: &'m Model,
    modules: &mut Modules<'_>,
    form: (Bodies, Guards),
    diags: &mut Diagnostics,
) -> List<MachineId, Machine<'m>> {
    model.machines.ids().map(|id| plan_machine(model, id, modules, form, diags)).collect()
}

/// Claims the names of all machines, as [`plan_machines`] does; of those that are known to have no two equal ones, their modules only.
pub(crate) fn claim_machines(
    model: &Model,
    modules: &mut Modules<'_>,
    is_unknown: &dyn Fn(Party) -> bool,
    diags: &mut Diagnostics,
) {
    for (id, machine) in model.machines.entries() {
        if is_unknown(Party::Machine(id)) {
            plan_machine(model, id, modules, (Bodies::Stubs, Guards::Infallible), diags);
        } else {
            modules.claim(&machine.name, diags);
        }
    }
}

fn plan_machine<'m>(
    model: &'m Model,
    id: MachineId,
    modules: &mut Modules<'_>,
    (bodies, guards): (Bodies, Guards),
    diags: &mut Diagnostics,
) -> Machine<'m> {
    let machine = &model.machines[id];
    let module = modules.claim(&machine.name, diags);
    let bindings = plan_bindings(machine, diags);
    let (states, context) = (plan_states(machine, diags), plan_context(machine, diags));
    let events = parties::plan_events(model, machine, diags);
    let emits = emits::plan_emits(model, machine, diags);
    let Functions { handlers, dispatch } = match bodies {
        Bodies::Whole => plan_functions(model, id, &events, guards),
        Bodies::Stubs => Functions::none(machine),
    };
    Machine {
        id,
        module,
        name: objects::machine_struct(machine),
        context_param: context_param(machine, &bindings),
        states,
        context,
        events,
        emits,
        asks_sink: body::asks_sink(machine),
        uuid: body::needs_uuid(machine),
        now: body::needs_now(machine),
        bindings,
        passes: handlers.iter().map(|handler| handler.passes).max().unwrap_or(0),
        handlers,
        dispatch,
    }
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
    let wordings = find_wordings(machine);
    let phrases = machine.phrases.entries().filter(|(_, phrase)| phrase.kind.is_binding());
    phrases.map(|(id, phrase)| plan_binding((id, wordings[id]), phrase, &mut scope, diags)).gather()
}

/// For each phrase, whether a handler calls it in other words than those of its first use.
fn find_wordings(machine: &ModelMachine) -> List<PhraseId, Wordings> {
    let mut wordings = machine.phrases.map(|_| Wordings::One);
    for handler in &machine.handlers {
        visit::body_calls(&handler.body, &mut |call| {
            if *call.words != *machine.phrases[call.phrase].text {
                wordings[call.phrase] = Wordings::Several;
            }
        });
    }
    wordings
}

fn plan_binding(
    (id, wordings): (PhraseId, Wordings),
    phrase: &Phrase,
    scope: &mut Scope,
    diags: &mut Diagnostics,
) -> Binding {
    let function = naming::snake_case(&phrase.function, naming::BINDINGS_API);
    let function = scope.claim(function, phrase.text.as_str(), phrase.span, diags);
    let mut names = Scope::default();
    let param = |param: &Param| {
        let ident = names.claim_private(naming::snake_case(&param.name, &[]));
        Field { ident, ty: param.ty.clone(), text: param.name.clone() }
    };
    let params = phrase.params.iter().map(param).gather();
    Binding { phrase: id, kind: phrase.kind, function, params, wordings }
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

/// The private functions of a machine, and the table that dispatches events to them.
struct Functions<'m> {
    handlers: List<FunctionId, Handler<'m>>,
    dispatch: List<StateId, Vec<(EventId, FunctionId)>>,
}

impl Functions<'_> {
    /// No functions: no state accepts an event.
    fn none(machine: &ModelMachine) -> Self {
        Functions { handlers: List::new(), dispatch: machine.states.map(|_| Vec::new()) }
    }
}

/// Plans the dispatch table, and the functions in it.
fn plan_functions<'m>(
    model: &'m Model,
    id: MachineId,
    events: &List<EventId, Event>,
    guards: Guards,
) -> Functions<'m> {
    let machine = &model.machines[id];
    let Functions { mut handlers, mut dispatch } = Functions::none(machine);
    let mut functions: Map<Run, FunctionId> = Map::new();
    // All handlers that defer an event are one function.
    let mut deferring: Map<EventId, HandlerId> = Map::new();
    let mut scope = Scope::default();
    for state in machine.states.ids() {
        for event in machine.events.ids() {
            let Some(mut handler) = edges::dispatch(model, id, state, event) else { continue };
            if machine.handlers[handler].reaction == Reaction::Defer {
                handler = *deferring.entry(event).or_insert(handler);
            }
            let run = Run { handler, event };
            let function = *functions.entry(run).or_insert_with(|| {
                handlers.push(plan_handler((model, machine), &events[event], run, guards, &mut scope))
            });
            handlers[function].states.push(state);
            dispatch[state].push((event, function));
        }
    }
    Functions { handlers, dispatch }
}

fn plan_handler<'m>(
    machine: (&'m Model, &'m ModelMachine),
    event: &Event,
    run: Run,
    guards: Guards,
    scope: &mut Scope,
) -> Handler<'m> {
    let name = event.function.to_string();
    let function = naming::snake_case(&format!("on_{}", name.trim_start_matches("r#")), &[]);
    body::plan_handler(machine, run, scope.claim_private(function), &event.fields, guards)
}
