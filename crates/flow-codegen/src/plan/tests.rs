//! The `#[test]`s of a specification: one for each story, and one for each case of its test files.
//!
//! A test's path is readable: the machine's module, then the scenario, and for a case the event and its own name. A case is
//! identified by its file and line; the interpreter finds it there when the test runs.

use flow_model::model::{List, MachineId, Model, ScenarioId};
use flow_model::{LoadedFile, Program};
use flow_project::{Analysis, ExploreSettings};
use flow_syntax::ast;
use proc_macro2::Ident;

use super::items::Machine;
use super::naming::{self, Scope};
use super::stories::Stories;

/// All tests of a specification.
#[derive(Debug)]
pub struct Tests {
    /// The path and text of each file of the program, in order. The tests contain them.
    pub files: Vec<(String, String)>,
    /// A module for each machine that has tests.
    pub modules: Vec<Module>,
    /// `[explore]` of the settings, if a test is to explore every order of events.
    pub explore: Option<String>,
}

/// The tests of one machine.
#[derive(Debug)]
pub struct Module {
    /// Its name.
    pub name: Ident,
    /// The machine's name in the specification.
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
    /// The scenario or case in the specification.
    pub text: String,
    /// The story or case that it runs.
    pub kind: TestKind,
}

/// The story or case that a test runs.
#[derive(Debug)]
pub enum TestKind {
    /// The story of a scenario.
    Story(MachineId, ScenarioId),
    /// The case of a test file that begins in a line, counted from 1.
    Case(String, usize),
}

/// Plans all tests of a program.
pub(crate) fn plan_tests(
    Analysis { model, program, settings, .. }: &Analysis,
    machines: &List<MachineId, Machine<'_>>,
    stories: &List<MachineId, Stories>,
) -> Tests {
    let files = program.files.iter().chain(&program.tests);
    let files = files.map(|file| (file.path.clone(), program.sources.get(file.id).text.clone())).collect();
    let mut planner = TestPlanner { model, program, machines, modules: Vec::new() };
    for (machine, stories) in machines.iter().zip(stories) {
        planner.add_stories(machine, stories);
    }
    for file in &program.tests {
        planner.add_file(file);
    }
    let explore = settings.explore.as_ref().filter(|explore| explore.test).map(ExploreSettings::to_toml);
    Tests { files, modules: planner.modules, explore }
}

struct TestPlanner<'p, 'm> {
    model: &'m Model,
    program: &'p Program,
    machines: &'p List<MachineId, Machine<'m>>,
    modules: Vec<Module>,
}

impl TestPlanner<'_, '_> {
    fn add_stories(&mut self, machine: &Machine<'_>, stories: &Stories) {
        for story in &stories.stories {
            let module = self.module(machine.module.clone(), &machine.of(self.model).name.text);
            module.add_test(&story.text, TestKind::Story(machine.id, story.scenario));
        }
    }

    fn add_file(&mut self, file: &LoadedFile) {
        for test in &file.ast.tests {
            for case in &test.cases {
                self.add_case(file, self.system_module(&test.target), &case.name.text, case);
            }
            for group in &test.groups {
                self.add_group(file, &test.target, group);
            }
        }
    }

    fn add_group(&mut self, file: &LoadedFile, target: &ast::TestTarget, group: &ast::TestGroup) {
        let scenario = &group.scenario.text;
        for case in &group.cases {
            let name = format!("{scenario} {}", case.name.text);
            self.add_case(file, self.target_module(target, scenario), &name, case);
        }
        for handler in &group.handlers {
            for case in &handler.cases {
                let name = format!("{scenario} {} {}", handler.event.text, case.name.text);
                self.add_case(file, self.target_module(target, scenario), &name, case);
            }
        }
    }

    fn add_case(
        &mut self,
        file: &LoadedFile,
        (module, text): (Ident, String),
        name: &str,
        case: &ast::TestCase,
    ) {
        let line = self.program.sources.position(case.span).line;
        self.module(module, &text).add_test(name, TestKind::Case(file.path.clone(), line));
    }

    /// The module of the cases of the whole system, and the system's name.
    fn system_module(&self, target: &ast::TestTarget) -> (Ident, String) {
        let (ast::TestTarget::Machine(name) | ast::TestTarget::System(name)) = target;
        (naming::snake_case_words(&name.text, naming::MODULE_API), name.text.clone())
    }

    /// The module of a case and the machine's name: of the machine that the test names, or of the first that has the scenario.
    fn target_module(&self, target: &ast::TestTarget, scenario: &str) -> (Ident, String) {
        let named = |name: &str| self.machines.iter().find(|one| one.of(self.model).name.text == name);
        let has = |one: &&Machine<'_>| {
            let names = one.of(self.model).scenarios.iter().filter_map(|known| known.name.as_ref());
            names.into_iter().any(|name| name.text == scenario)
        };
        let (found, name) = match target {
            ast::TestTarget::Machine(name) => (named(&name.text), name),
            ast::TestTarget::System(name) => (self.machines.iter().find(has), name),
        };
        match found {
            Some(machine) => (machine.module.clone(), machine.of(self.model).name.text.clone()),
            // There is no such machine; the test reports that when it runs.
            None => (naming::snake_case_words(&name.text, naming::MODULE_API), name.text.clone()),
        }
    }

    /// The module of that name, which is added if it is new.
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
    fn add_test(&mut self, text: &str, kind: TestKind) {
        let function = self.scope.claim_private(naming::snake_case_words(text, &[]));
        self.tests.push(Test { function, text: text.to_owned(), kind });
    }
}
