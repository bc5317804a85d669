//! The cases of test files, with every name looked up (reference#test-files).
//!
//! A case varies the story of one scenario: its facts, payloads, variables and answers, and the events that follow it; a case of the system
//! has only these events. An unknown name is reported where it is written, and its case is left out; all other cases are still resolved.
//! The model is only read, so no line of a test file can change it. The interpreter runs the cases.

mod assertions;
mod system;
mod targets;
mod variations;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Level, Name};
use flow_syntax::ordered;

use crate::lower::{LinePlace, Lines};
use crate::model::{
    ActorId, Assertion, Call, EventId, Expr, Fact, HandlerId, Machine, MachineId, MessageId, Model, Party,
    Scenario, ScenarioId, Span, TurnedAway, VariableId, Which,
};
use crate::program::Program;

/// A case of a test file: the story of a scenario and how this case varies it, or a script of its own for the whole system.
#[derive(Clone, Debug, PartialEq)]
pub struct TestCase {
    /// Its name, as written.
    pub name: ast::Name,
    /// The machine of the scenario; of a case of the system, the one that its first line is about.
    pub machine: MachineId,
    /// The scenario that it varies; `None` for a case of the whole system.
    pub scenario: Option<ScenarioId>,
    /// The part of the story that it is about.
    pub position: Position,
    /// `with scenario:`, facts that replace those of the scenario about the same thing.
    pub given: Vec<Fact>,
    /// Facts with a phrase of another machine, which is theirs.
    pub given_elsewhere: Vec<(MachineId, Fact)>,
    /// `with given:`, facts that replace those of the handler about the same thing.
    pub handler_given: Vec<Fact>,
    /// `with event:`, what the event of the handler carries.
    pub payload: Vec<PayloadValue>,
    /// `with context:`, values that variables of the handler's machine get just before it runs.
    pub context: Vec<(VariableId, Expr)>,
    /// Phrases with a fixed answer.
    pub assumed: Vec<AssumedPhrase>,
    /// Actions that fail.
    pub throws: Vec<FailingAction>,
    /// `after :borrow with days: 3`: handlers of the scenario that run before the script, in the order written. The script
    /// follows the last of them.
    pub after: Vec<AfterHandler>,
    /// The steps after that, in order.
    pub script: Vec<ScriptedStep>,
    /// The assertions at the end that can be judged.
    pub expect: Vec<Assertion>,
    /// Those of a case of the system, each with the machine that defines its names.
    pub system_expect: Vec<(MachineId, Assertion)>,
    /// The assertions that consist of a phrase that no machine has. Only Rust code could judge them.
    pub undecided: Vec<Span>,
    /// The header line.
    pub span: Span,
}

/// The part of a story that a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The whole scenario.
    Whole,
    /// A handler of the scenario, by its position in [`Scenario::handlers`].
    Handler(usize),
    /// A handler of another machine, which takes part in the story.
    OtherMachine(MachineId, HandlerId),
}

/// A value for a payload field. The field is identified by its name, since an event with and one without a sender can be handled
/// by the same handler and have different fields.
#[derive(Clone, Debug, PartialEq)]
pub struct PayloadValue {
    /// The name of the field.
    pub field: String,
    /// Its value.
    pub value: Expr,
}

/// `assume: ? reader is trusted = false`: a guard phrase with a fixed answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AssumedPhrase {
    /// The machine that asks it.
    pub machine: MachineId,
    /// The phrase, without negation.
    pub call: Call,
    /// Its answer.
    pub holds: bool,
    /// The line.
    pub span: Span,
}

/// `assume: send letter throws "no paper"`: an action, a question, or the phrase of a `comes from`, that fails.
#[derive(Clone, Debug, PartialEq)]
pub struct FailingAction {
    /// The machine that calls it.
    pub machine: MachineId,
    /// The action.
    pub call: Call,
    /// The text of its error.
    pub message: String,
}

/// `after :borrow with days: 3`.
#[derive(Clone, Debug, PartialEq)]
pub struct AfterHandler {
    /// The handler, by its position in [`Scenario::handlers`].
    pub handler: usize,
    /// The payload values that the case sets.
    pub payload: Vec<PayloadValue>,
}

/// A step of a test after its story.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptedStep {
    /// `receive …` or `then …`.
    Event(ScriptedEvent),
    /// `then :pay from @order to @bank`: a message to an actor outside.
    Sent(SentMessage),
    /// `after 3 days`: this length of time passes.
    Wait(Expr),
    /// An assertion above further steps, with the machine that defines its names.
    Expect(MachineId, Assertion),
}

impl ScriptedStep {
    /// The event, if it is one.
    pub fn event(&self) -> Option<&ScriptedEvent> {
        match self {
            ScriptedStep::Event(event) => Some(event),
            ScriptedStep::Sent(_) | ScriptedStep::Wait(_) | ScriptedStep::Expect(..) => None,
        }
    }

    /// Its line.
    pub fn span(&self) -> Span {
        match self {
            ScriptedStep::Event(event) => event.span,
            ScriptedStep::Sent(sent) => sent.span,
            ScriptedStep::Wait(length) => length.span,
            ScriptedStep::Expect(_, assertion) => assertion.span,
        }
    }
}

/// `then :pay from @order to @bank`: a machine has sent this to an actor outside, and no earlier line has taken it.
#[derive(Clone, Debug, PartialEq)]
pub struct SentMessage {
    /// The sender, if the line names it, and which of its instances.
    pub from: Option<(MachineId, Which)>,
    /// The receiver.
    pub actor: ActorId,
    /// The message of that actor.
    pub message: MessageId,
    /// The line.
    pub span: Span,
}

/// `receive :lost from @shelf`: an event that happens after the story.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptedEvent {
    /// How it arrives.
    pub kind: ScriptedKind,
    /// The sender, if the line names it, and which of its instances.
    pub from: Option<(Party, Which)>,
    /// The machine that receives it: the machine of the case or, if that has no such event, another one of the system.
    pub machine: MachineId,
    /// Which of its instances.
    pub which: Which,
    /// The event of that machine.
    pub event: EventId,
    /// The payload values that the case sets.
    pub payload: Vec<PayloadValue>,
    /// How the event must be turned away, if the line has that.
    pub turned_away: Option<ExpectedRefusal>,
    /// The line.
    pub span: Span,
}

/// `is rejected`, `is refused with "too late"`.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedRefusal {
    /// How.
    pub how: TurnedAway,
    /// The text of the refusal.
    pub with: Option<Expr>,
}

/// How a [`ScriptedEvent`] arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptedKind {
    /// `receive`: the case sends it.
    Receive,
    /// `then`: one that is already in flight or due is delivered. Without one, the case sends it if its sender is an outside actor.
    Then,
}

/// Resolves the cases of the program's test files, in the order written. A case that has an unknown name or a misplaced line is
/// reported and left out.
///
/// Syntax errors of test files do not hide unknown names below them. While the specification itself has errors, the result is
/// empty and has no diagnostics, since names could be unknown only because their lines have syntax errors.
pub fn resolve_tests(program: &Program, model: &Model, diags: &mut Diagnostics) -> Vec<TestCase> {
    if program.tests.is_empty() || diags.iter().any(|diag| is_of_specification(program, diag)) {
        return Vec::new();
    }
    let lines = Lines::new(program, model);
    let mut resolver = Resolver { model, lines, diags, cases: Vec::new(), names: ordered::Map::new() };
    for test in program.tests.iter().flat_map(|file| &file.ast.tests) {
        resolver.resolve_test(test);
    }
    let mut cases = resolver.cases;
    // A group lists its own cases before those of its handlers, independently of their order in the file.
    ordered::sort_by_key(&mut cases, |case| case.span);
    cases
}

/// Whether an error leaves the specification incomplete: all but those of lines of test files. A file that a test file uses and
/// that cannot be read is a part of the specification.
fn is_of_specification(program: &Program, diag: &Diagnostic) -> bool {
    let is_in_test = || program.tests.iter().any(|file| file.id == diag.span.file);
    let is_error = diag.level == Level::Deny && !diag.name.is_lint();
    is_error && (matches!(diag.name, Name::MissingFile | Name::UsesCycle) || !is_in_test())
}

/// The state of one [`resolve_tests`].
struct Resolver<'p, 'd> {
    model: &'p Model,
    lines: Lines<'p>,
    diags: &'d mut Diagnostics,
    cases: Vec<TestCase>,
    /// The places of the names of all cases, each with its subject.
    names: ordered::Map<String, Span>,
}

/// The scenario of a case, and the part of it that the case is about.
#[derive(Clone, Copy)]
struct Place {
    machine: MachineId,
    scenario: Option<ScenarioId>,
    position: Position,
}

impl Resolver<'_, '_> {
    fn resolve_test(&mut self, test: &ast::Test) {
        let Some(machines) = self.opt_target(&test.target) else { return };
        for case in &test.cases {
            let place =
                Place { machine: self.find_first_machine(case), scenario: None, position: Position::Whole };
            self.resolve_case(place, case);
        }
        for group in &test.groups {
            self.resolve_group(&machines, group);
        }
    }

    fn resolve_group(&mut self, machines: &[MachineId], group: &ast::TestGroup) {
        let Some((machine, scenario)) = self.opt_scenario(machines, &group.scenario) else { return };
        for case in &group.cases {
            let place = Place { machine, scenario: Some(scenario), position: Position::Whole };
            self.resolve_case(place, case);
        }
        for handler in &group.handlers {
            let place = self.opt_place(machines, (machine, scenario), group, handler);
            let Some(place) = place else { continue };
            handler.cases.iter().for_each(|case| self.resolve_case(place, case));
        }
    }

    /// Resolves a case, and keeps it unless something in it is an error.
    fn resolve_case(&mut self, place: Place, case: &ast::TestCase) {
        let reported = self.diags.count();
        self.report_same_name(place, case);
        let resolved = self.resolve_lines(place, case);
        if !self.diags.has_errors_after(reported) {
            self.cases.push(resolved);
        }
    }

    /// Reports a case with the name of another case about the same part of the same scenario.
    fn report_same_name(&mut self, place: Place, case: &ast::TestCase) {
        let Place { machine, scenario, position } = place;
        // A case of the system is about no machine in particular.
        let of = scenario.map(|scenario| (machine.index(), scenario.index()));
        let key = format!("{of:?} {position:?} {}", case.name.text);
        let first = *self.names.entry(key).or_insert(case.name.span);
        if first != case.name.span {
            let message = format!("two tests here are named '{}'", case.name.text);
            let report = self.diags.report(Name::DuplicateName, case.name.span, message);
            report.label(first, "first here").help("each test has a name of its own");
        }
    }

    /// Where the lines of a case are resolved: in its handler, if it is about one.
    fn line_place(&self, place: Place) -> LinePlace {
        match place.position {
            Position::Whole => LinePlace { machine: place.machine, handler: None },
            Position::Handler(at) => {
                let handler = self.opt_scenario_of(place).and_then(|of| of.handlers.get(at).copied());
                LinePlace { machine: place.machine, handler }
            }
            Position::OtherMachine(machine, handler) => LinePlace { machine, handler: Some(handler) },
        }
    }
}

impl<'p> Resolver<'p, '_> {
    /// The scenario of a place; `None` in a case of the system.
    fn opt_scenario_of(&self, place: Place) -> Option<&'p Scenario> {
        place.scenario.map(|scenario| &self.machine(place.machine).scenarios[scenario])
    }

    fn machine(&self, machine: MachineId) -> &'p Machine {
        &self.model.machines[machine]
    }

    /// Reports an unknown name, with the known one that is nearest to it.
    fn report_unknown(&mut self, name: &ast::Name, message: String, near: Option<String>) {
        let report = self.diags.report(Name::UnknownName, name.span, message);
        if let Some(near) = near {
            report.did_you_mean([name.span], near);
        }
    }
}
