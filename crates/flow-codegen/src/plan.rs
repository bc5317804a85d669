//! The plan: every name and every decision, made before a token is written.
//!
//! The plan follows the model: the machine with a [`MachineId`](flow_model::model::MachineId) is planned under the same id, and so are
//! its states, events and fields. Expressions and conditions are not planned; emission reads them from the model. Planned are names,
//! argument types, the handler that runs for an event in a state, and the effects that a handler delays until nothing can fail
//! any more ([`body`]).

pub mod body;
pub mod durable;
pub(crate) mod duration;
pub mod emits;
pub mod handler;
mod items;
mod machine;
pub mod naming;
mod objects;
pub(crate) mod parties;
pub mod stories;
pub mod system;
pub mod tests;

use flow_model::model::{ActorId, ChoiceId, List, MachineId, Model, Name, ObjectId, Party};
use flow_project::{Analysis, Number};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::Sources;
use proc_macro2::{Ident, TokenStream};

use crate::options::Options;
use naming::Scope;

pub use emits::{Emit, EmitKind, Way};
pub use items::{
    Actor, Binding, BindingFunction, Bodies, Choice, Event, Field, Guards, Machine, Message, Needed, Object,
    Wordings,
};

/// All of the Rust for one model.
#[derive(Debug)]
pub struct Plan<'m> {
    /// The planned model.
    pub model: &'m Model,
    /// The source texts, for documentation and positions.
    pub sources: &'m Sources,
    /// The options that the code is generated with.
    pub options: &'m Options,
    /// The path of the run-time crate.
    pub krate: TokenStream,
    /// The Rust type of `number`.
    pub number: Number,
    /// Whether the functions of guards may fail.
    pub guards: Guards,
    /// Whether generated types implement `Serialize` and `Deserialize`.
    pub serde: Needed,
    /// The machines.
    pub machines: List<MachineId, Machine<'m>>,
    /// The outside actors.
    pub actors: List<ActorId, Actor>,
    /// The object types.
    pub objects: List<ObjectId, Object>,
    /// The choices.
    pub choices: List<ChoiceId, Choice>,
    /// The in-process system.
    pub system: system::System,
    /// The path of the crate that runs tests.
    pub flow_test: TokenStream,
    /// The names of what a durable host needs, if the options ask for that.
    pub durable: Option<durable::Durable>,
    /// The stories as tests, if the options ask for tests.
    pub tests: Option<TestPlan>,
    /// Whether handlers get bodies.
    pub bodies: Bodies,
}

/// The modules around the generated code.
pub(crate) struct Modules<'o> {
    /// The crates that the code refers to.
    crates: Vec<&'o str>,
    scope: Scope,
}

impl Modules<'_> {
    /// Reserves the module of a machine or an actor.
    fn claim(&mut self, name: &Name, diags: &mut Diagnostics) -> Ident {
        let module = naming::module_name(&name.text, &self.crates);
        self.scope.claim(module, format!("@{}", name.text), name.span, diags)
    }
}

/// Stories and tests.
#[derive(Debug)]
pub struct TestPlan {
    /// The stories of each machine.
    pub stories: List<MachineId, stories::Stories>,
    /// The tests.
    pub tests: tests::Tests,
}

/// Plans the Rust for a model. Two names that become the same Rust identifier are reported as `name-collision`.
pub fn plan<'m>(
    analysis: &'m Analysis,
    options: &'m Options,
    bodies: Bodies,
    diags: &mut Diagnostics,
) -> Plan<'m> {
    let (model, sources) = (&analysis.model, &analysis.program.sources);
    let fallible = options.durable || analysis.settings.has_fallible_guards();
    let guards = if fallible { Guards::Fallible } else { Guards::Infallible };
    let ((objects, choices), machines, actors) = plan_items(model, options, (bodies, guards), diags);
    let system = system::plan_system(model, &machines, &actors);
    let krate = options.krate_path(diags);
    let number = analysis.settings.number();
    let serde = Needed::from(options.serde || options.durable);
    let durable = options.durable.then(|| {
        let path = options.durable_path(diags);
        let (machines, types) = ((&machines, &actors), (&objects, &choices));
        let durable = durable::plan_durable((model, &analysis.program), path, machines, types, &system);
        let (migrations, secrets) = (analysis.settings.migrations.clone(), analysis.settings.secrets.clone());
        durable::Durable { migrations, secrets, ..durable }
    });
    let flow_test = options.flow_test_path(diags);
    let tests = options.tests.then(|| plan_tests(analysis, &machines));
    Plan {
        model,
        sources,
        options,
        krate,
        number,
        guards,
        serde,
        machines,
        actors,
        objects,
        choices,
        system,
        flow_test,
        durable,
        tests,
        bodies,
    }
}

/// The objects and choices of a plan.
type Types = (List<ObjectId, Object>, List<ChoiceId, Choice>);

/// Plans all items whose names can collide.
fn plan_items<'m>(
    model: &'m Model,
    options: &Options,
    form: (Bodies, Guards),
    diags: &mut Diagnostics,
) -> (Types, List<MachineId, Machine<'m>>, List<ActorId, Actor>) {
    let mut modules = Modules { crates: options.crates(), scope: Scope::default() };
    let objects = objects::plan_objects(model, diags);
    let machines = machine::plan_machines(model, &mut modules, form, diags);
    let actors = parties::plan_actors(model, &mut modules, diags);
    (objects, machines, actors)
}

/// Reports two names that become the same Rust identifier, as [`plan`] does, without planning the rest.
pub fn claim_names(
    model: &Model,
    options: &Options,
    is_unknown: &dyn Fn(Party) -> bool,
    diags: &mut Diagnostics,
) {
    let mut modules = Modules { crates: options.crates(), scope: Scope::default() };
    objects::plan_objects(model, diags);
    machine::claim_machines(model, &mut modules, is_unknown, diags);
    parties::claim_actors(model, &mut modules, is_unknown, diags);
}

/// Plans the stories of the machines as tests.
fn plan_tests(analysis: &Analysis, machines: &List<MachineId, Machine<'_>>) -> TestPlan {
    let stories = stories::plan_stories(&analysis.model);
    let tests = tests::plan_tests(analysis, machines, &stories);
    TestPlan { stories, tests }
}
