//! The `#[test]`s of a specification: one for each story, and one for each case of its test files.
//!
//! Each has a readable path: the machine's module, then the scenario, and for a case the event and its own name. Cases are found
//! again by their line, which is all that is known of them before they run.

use flow_model::model::{MachineId, Model, ScenarioId};
use flow_model::{LoadedFile, Program};
use flow_syntax::ast;
use proc_macro2::Ident;

use super::Machine;
use super::naming::{self, Scope};
use super::stories::Stories;

/// All tests of a specification.
#[derive(Debug)]
pub struct Tests {
    /// The files that were read, in order: path and text. The tests read them again.
    pub files: Vec<(String, String)>,
    /// A module for each machine that has tests.
    pub modules: Vec<Module>,
}

/// The tests of one machine.
#[derive(Debug)]
pub struct Module {
    /// Its name.
    pub name: Ident,
    /// The machine, as people know it.
    pub text: String,
    /// The tests.
    pub tests: Vec<Test>,
    scope: Scope,
}

/// One test.
#[derive(Debug)]
pub struct Test {
    /// Its name.
    pub function: Ident,
    /// The scenario, or the case, as people know it.
    pub text: String,
    /// What it runs.
    pub what: What,
}

/// What a test runs.
#[derive(Debug)]
pub enum What {
    /// The story of a scenario.
    Story(MachineId, ScenarioId),
    /// The case of a test file that begins in a line.
    Case(String, usize),
}

/// Plans all tests of a program.
pub(crate) fn plan(model: &Model, program: &Program, machines: &[Machine<'_>], stories: &[Stories]) -> Tests {
    let files = program.files.iter().chain(&program.tests);
    let files = files.map(|file| (file.path.clone(), program.sources.get(file.id).text.clone())).collect();
    let mut planning = Planning { model, program, machines, modules: Vec::new() };
    for (machine, stories) in machines.iter().zip(stories) {
        planning.stories(machine, stories);
    }
    for file in &program.tests {
        planning.file(file);
    }
    Tests { files, modules: planning.modules }
}

struct Planning<'p, 'm> {
    model: &'m Model,
    program: &'p Program,
    machines: &'p [Machine<'m>],
    modules: Vec<Module>,
}

impl Planning<'_, '_> {
    fn stories(&mut self, machine: &Machine<'_>, stories: &Stories) {
        for story in &stories.stories {
            let module = self.module(machine.module.clone(), &machine.of(self.model).name.text);
            module.add(&story.text, What::Story(machine.id, story.scenario));
        }
    }

    fn file(&mut self, file: &LoadedFile) {
        for test in &file.ast.tests {
            for group in &test.groups {
                self.group(file, &test.target, group);
            }
        }
    }

    fn group(&mut self, file: &LoadedFile, target: &ast::TestTarget, group: &ast::TestGroup) {
        let scenario = &group.scenario.text;
        for case in &group.cases {
            self.case(file, target, scenario, &format!("{scenario} {}", case.name.text), case);
        }
        for handler in &group.handlers {
            for case in &handler.cases {
                let name = format!("{scenario} {} {}", handler.event.text, case.name.text);
                self.case(file, target, scenario, &name, case);
            }
        }
    }

    fn case(
        &mut self,
        file: &LoadedFile,
        target: &ast::TestTarget,
        scenario: &str,
        name: &str,
        case: &ast::TestCase,
    ) {
        let line = self.program.sources.position(case.span).line;
        let (module, text) = self.place(target, scenario);
        self.module(module, &text).add(name, What::Case(file.path.clone(), line));
    }

    /// The module of a case: that of the machine it names, or of the machine whose scenario it names.
    fn place(&self, target: &ast::TestTarget, scenario: &str) -> (Ident, String) {
        let named = |name: &str| self.machines.iter().find(|one| one.of(self.model).name.text == name);
        let has = |one: &&Machine<'_>| {
            let names = one.of(self.model).scenarios.iter().filter_map(|known| known.name.as_ref());
            names.into_iter().any(|name| name.text == scenario)
        };
        let (found, said) = match target {
            ast::TestTarget::Machine(name) => (named(&name.text), name),
            ast::TestTarget::System(name) => (self.machines.iter().find(has), name),
        };
        match found {
            Some(machine) => (machine.module.clone(), machine.of(self.model).name.text.clone()),
            // What it names does not exist; the test says so when it runs.
            None => (naming::sentence(&said.text, &["core", "std"]), said.text.clone()),
        }
    }

    fn module(&mut self, name: Ident, text: &str) -> &mut Module {
        let at = self.modules.iter().position(|module| module.name == name).unwrap_or_else(|| {
            self.modules.push(Module {
                name,
                text: text.to_owned(),
                tests: Vec::new(),
                scope: Scope::default(),
            });
            self.modules.len() - 1
        });
        &mut self.modules[at]
    }
}

impl Module {
    fn add(&mut self, text: &str, what: What) {
        let function = self.scope.claim_private(naming::sentence(text, &[]));
        self.tests.push(Test { function, text: text.to_owned(), what });
    }
}
