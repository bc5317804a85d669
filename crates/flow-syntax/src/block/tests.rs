//! `tests`: test files (reference#test-files).

use crate::ast::{
    Assertion, Assignment, Assumption, Duration, Fact, Test, TestCase, TestEvent, TestGroup, TestHandler,
    TestRefusal, TestStep, TestTarget, TurnedAway,
};
use crate::block::Builder;
use crate::block::step::read_duration;
use crate::diagnostic;
use crate::grammar::Rule;
use crate::kind::{Header, Kind};
use crate::layout::Node;
use crate::line::assertion::turned_away;
use crate::line::payload::Payload;
use crate::line::{Piece, Token};
use crate::text::single_spaced;

const TEST_HELP: &str =
    "below 'test:' are 'for scenario: name' blocks; below a system also tests, each a name that ends in ':'";
const MACHINE_CASE_HELP: &str = "a test of a machine is below 'for scenario: name'; one of the whole system is below 'test:' and the system's name";
const GROUP_HELP: &str =
    "below 'for scenario:' are 'for :event:' blocks and tests, each a name that ends in ':'";
const CASE_HELP: &str = "a test has 'with scenario:', 'with given:', 'with event:', 'with context:', 'assume:', steps and assertions";
const FOR_FORMS: [&str; 2] = ["for :event:", "for :event to @machine:"];
const SCRIPT_FORMS: [&str; 3] =
    ["after :event", "receive :event from @actor", "then :event from @actor with name: 1"];
const WITH_BLOCKS: [&str; 4] = ["with scenario:", "with given:", "with event:", "with context:"];

impl Builder<'_, '_> {
    /// `test: …` and the lines below it.
    pub(super) fn test(&mut self, node: &Node) -> Option<Test> {
        let target = self.test_target(node);
        let is_machine = matches!(target, Some(TestTarget::Machine(_)));
        let (mut groups, mut cases) = (Vec::new(), Vec::new());
        for child in &node.children {
            match self.kind(child) {
                Kind::ForScenario => groups.extend(self.test_group(child)),
                Kind::Caption | Kind::UnknownHeader if self.is_alone(child) => {
                    let case = self.test_case(child);
                    if is_machine {
                        self.report_case_of_machine(child);
                    } else {
                        cases.extend(case);
                    }
                }
                _ => self.report_misplaced(child, "directly below 'test:'", TEST_HELP),
            }
        }
        let Some(target) = target else {
            #[cfg(feature = "tools")]
            self.keep_unread_test(node, groups, cases);
            return None;
        };
        Some(Test { target, groups, cases, span: self.span(node) })
    }

    /// Keeps the cases below a header that cannot be read.
    #[cfg(feature = "tools")]
    fn keep_unread_test(&mut self, node: &Node, groups: Vec<TestGroup>, cases: Vec<TestCase>) {
        let (target, span) = (TestTarget::System(self.header_text(node)), self.span(node));
        self.unread.tests.push(Test { target, groups, cases, span });
    }

    /// Whether a line ends in its `:`, as the name of a test does.
    fn is_alone(&self, node: &Node) -> bool {
        self.piece(node).is_some_and(|piece| piece.text.ends_with(':'))
    }

    fn report_case_of_machine(&mut self, node: &Node) {
        let span = self.span(node);
        let message = "a test directly below 'test:' is about a system, and this one names a machine";
        self.report(diagnostic::Name::MisplacedLine, span, message).help(MACHINE_CASE_HELP);
    }

    fn test_target(&mut self, node: &Node) -> Option<TestTarget> {
        let name = self.free_name(node, "a test", "test: @loan")?;
        if !name.text.starts_with('@') {
            return Some(TestTarget::System(name));
        }
        let piece = self.text_after_colon(node)?;
        let mut tokens = self.reader.read_form(Rule::actor_name, piece, &["test: @loan"])?;
        Some(TestTarget::Machine(self.reader.read_name(&tokens.next()?)))
    }

    fn test_group(&mut self, node: &Node) -> Option<TestGroup> {
        let scenario = self.free_name(node, "'for scenario:'", "for scenario: borrow a book");
        let mut handlers = Vec::new();
        let mut cases = Vec::new();
        for child in &node.children {
            match self.kind(child) {
                Kind::ForEvent => handlers.extend(self.test_handler(child)),
                Kind::Caption | Kind::UnknownHeader => cases.extend(self.test_case(child)),
                _ => self.report_misplaced(child, "directly below 'for scenario:'", GROUP_HELP),
            }
        }
        let Some(scenario) = scenario else {
            #[cfg(feature = "tools")]
            {
                let of_handlers = handlers.into_iter().flat_map(|handler: TestHandler| handler.cases);
                cases.extend(of_handlers);
                self.keep_unread_test(node, Vec::new(), cases);
            }
            return None;
        };
        Some(TestGroup { scenario, handlers, cases, span: self.span(node) })
    }

    fn test_handler(&mut self, node: &Node) -> Option<TestHandler> {
        let head = self.piece(node).and_then(|piece| {
            let mut tokens = self.reader.read_form(Rule::for_event_line, piece, &FOR_FORMS)?;
            let event = tokens.find(|token| token.as_rule() == Rule::event)?;
            let event = self.reader.read_name(&event);
            let (mut nth, mut to) = (None, None);
            for token in tokens {
                match token.as_rule() {
                    Rule::nth => nth = Some(self.reader.read_nth(token)?),
                    Rule::receiver => to = self.reader.read_actor_in(token),
                    _ => {}
                }
            }
            Some((event, nth, to))
        });
        let mut cases = Vec::new();
        for child in &node.children {
            match self.kind(child) {
                Kind::Caption | Kind::UnknownHeader => cases.extend(self.test_case(child)),
                _ => self.report_misplaced(child, "directly below 'for :event:'", GROUP_HELP),
            }
        }
        let Some((event, nth, to)) = head else {
            #[cfg(feature = "tools")]
            self.keep_unread_test(node, Vec::new(), cases);
            return None;
        };
        Some(TestHandler { event, nth, to, cases, span: self.span(node) })
    }

    fn test_case(&mut self, node: &Node) -> Option<TestCase> {
        let piece = self.piece(node)?;
        let colon = piece.text.rfind(':')?;
        let written = piece.before(colon);
        if !piece.after(colon + 1).text.is_empty() {
            let span = self.span(node);
            self.report(diagnostic::Name::Syntax, span, "a test's name is alone on its line and ends in ':'");
            return None;
        }
        let name =
            crate::ast::Name { text: single_spaced(written.text), span: self.reader.piece_span(written) };
        let mut case = empty_case(name, self.span(node));
        for child in &node.children {
            self.case_line(&mut case, child);
        }
        self.report_varied_twice(&mut case);
        Some(case)
    }

    /// Reports facts, payload fields and variables that a case sets twice.
    fn report_varied_twice(&mut self, case: &mut TestCase) {
        self.report_stated_twice(&case.with_scenario);
        self.report_stated_twice(&case.with_given);
        let message = |name: &str| format!("this test sets '{name}' twice");
        self.reader.keep_first(&mut case.with_event, |set| &set.name, message);
        self.reader.keep_first(&mut case.with_context, |set| &set.name, message);
    }

    fn case_line(&mut self, case: &mut TestCase, node: &Node) {
        match self.kind(node) {
            Kind::With => self.with_block(case, node),
            Kind::Header(Header::Assume) => self.assume(case, node),
            Kind::Assertion => case.expect.extend::<Option<Assertion>>(self.build_assertion(node)),
            Kind::Words => {
                let step = self.piece(node).and_then(|piece| self.script_step(piece));
                case.script.extend(step);
                self.report_lines_below(node);
            }
            _ => self.report_misplaced(node, "in a test", CASE_HELP),
        }
    }

    fn with_block(&mut self, case: &mut TestCase, node: &Node) {
        let Some(piece) = self.piece(node) else { return };
        match &*single_spaced(piece.text) {
            "with scenario:" => case.with_scenario.extend::<Vec<Fact>>(self.build_facts(&node.children)),
            "with given:" => case.with_given.extend(self.build_facts(&node.children)),
            "with event:" => case.with_event.extend(self.assignments(&node.children)),
            "with context:" => case.with_context.extend(self.assignments(&node.children)),
            _ => {
                let span = self.span(node);
                let report = self.report(diagnostic::Name::Syntax, span, "a test has no such block");
                for block in WITH_BLOCKS {
                    report.help(format!("one of its blocks is '{block}'"));
                }
            }
        }
    }

    fn assignments(&mut self, nodes: &[Node]) -> Vec<Assignment> {
        nodes.iter().filter_map(|node| self.assignment(node)).collect()
    }

    fn assignment(&mut self, node: &Node) -> Option<Assignment> {
        if !matches!(self.kind(node), Kind::Words | Kind::Variable) {
            self.report_misplaced(node, "among values", "a value is 'reason is \"late\"', or '$days is 60'");
            return None;
        }
        let piece = self.piece(node)?;
        let span = self.span(node);
        let mut tokens =
            self.reader.read_form(Rule::assignment_line, piece, &["reason is \"late\"", "$days is 60"])?;
        let target = tokens.next()?;
        let name = match target.as_rule() {
            Rule::path => self.reader.read_whole_variable(&target)?,
            _ => self.reader.read_name(&target),
        };
        let value = tokens.find(|token| token.as_rule() == Rule::expr)?;
        let value = self.reader.read_expr(value)?;
        self.report_lines_below(node);
        Some(Assignment { name, value, span })
    }

    fn assume(&mut self, case: &mut TestCase, node: &Node) {
        self.report_text_after_header(node, "each assumption is on a line of its own below 'assume:'");
        for child in &node.children {
            let Some(piece) = self.piece(child) else { continue };
            let assumption = match self.kind(child) {
                Kind::Guard => self.assumed_guard(piece),
                Kind::Words if !piece.text.contains(" throws") && is_fact(piece.text) => {
                    self.assumed_fact(child)
                }
                Kind::Words => self.throws(piece),
                _ => {
                    let help =
                        "an assumption is '? cart is valid = false', or 'send letter throws \"no paper\"'";
                    self.report_misplaced(child, "under 'assume:'", help);
                    None
                }
            };
            case.assume.extend(assumption);
            self.report_lines_below(child);
        }
    }

    fn assumed_guard(&mut self, piece: Piece<'_>) -> Option<Assumption> {
        let span = self.reader.piece_span(piece);
        let answer = piece.text.rfind('=').and_then(|sign| match piece.text[sign + 1..].trim() {
            "true" => Some((sign, true)),
            "false" => Some((sign, false)),
            _ => None,
        });
        let Some((sign, answer)) = answer else {
            self.report(diagnostic::Name::Syntax, span, "an assumed guard says whether it holds")
                .help("an assumption is '? cart is valid = false'");
            return None;
        };
        let condition = Box::new(self.reader.read_condition(piece.before(sign).after(1))?);
        Some(Assumption::Guard { condition, answer, span })
    }

    /// The answer to a `comes from`: `exchange rate of $currency is 1.2`.
    fn assumed_fact(&mut self, node: &Node) -> Option<Assumption> {
        self.build_fact(node).map(Assumption::Fact)
    }

    fn throws(&mut self, piece: Piece<'_>) -> Option<Assumption> {
        let span = self.reader.piece_span(piece);
        let forms = ["send letter throws \"no paper\"", "? cart is valid = false"];
        let mut tokens = self.reader.read_form(Rule::throws_line, piece, &forms)?;
        let action = tokens.next()?;
        let action = self.reader.read_phrase_parts(action)?;
        let message = tokens.find(|token| token.as_rule() == Rule::text)?;
        Some(Assumption::Throws { action, message: self.reader.read_constant_text(&message), span })
    }

    fn script_step(&mut self, piece: Piece<'_>) -> Option<TestStep> {
        let span = self.reader.piece_span(piece);
        if piece.text.starts_with("after ")
            && let Ok(mut tokens) = self.reader.read(Rule::after_line, piece)
        {
            let duration = read_duration(&mut self.reader, tokens.next()?)?;
            return Some(TestStep::Wait(Duration { span, ..duration }));
        }
        let mut tokens = self.reader.read_form(Rule::script_line, piece, &SCRIPT_FORMS)?;
        let verb = tokens.next()?;
        let event = self.reader.read_name(&tokens.next()?);
        let (mut nth, mut from, mut to, mut turned_away) = (None, None, None, None);
        let mut payload = Payload::default();
        for token in tokens {
            match token.as_rule() {
                Rule::nth => nth = Some(self.reader.read_nth(token)?),
                Rule::script_sender => from = Some(self.reader.read_one_of_machine(token)?),
                Rule::script_receiver => to = Some(self.reader.read_one_of_machine(token)?),
                Rule::is_turned => turned_away = Some(self.test_refusal(token)?),
                _ => self.reader.add_payload(&mut payload, token)?,
            }
        }
        let message = |name: &str| format!("'{name}' is sent twice");
        self.reader.keep_first(&mut payload.fields, |field| &field.name, message);
        let event = TestEvent { event, nth, from, to, with: payload.fields, turned_away, span };
        Some(match verb.as_str() {
            "after" => TestStep::After(event),
            "receive" => TestStep::Receive(event),
            _ => TestStep::Then(event),
        })
    }

    /// `is rejected`, `is refused with "too late"`.
    fn test_refusal(&mut self, token: Token<'_>) -> Option<TestRefusal> {
        let span = self.reader.span(&token);
        let (mut how, mut with) = (TurnedAway::Rejected, None);
        for token in token.into_inner() {
            match token.as_rule() {
                Rule::turned => how = turned_away(&token),
                Rule::expr => with = Some(self.reader.read_expr(token)?),
                _ => {}
            }
        }
        Some(TestRefusal { how, with, span })
    }
}

/// Whether an assumption is a fact: the answer to a `comes from`, or the answer of an actor.
fn is_fact(text: &str) -> bool {
    text.contains(" is ") || text.contains(" answers ")
}

fn empty_case(name: crate::ast::Name, span: crate::source::Span) -> TestCase {
    TestCase {
        name,
        with_scenario: Vec::new(),
        with_given: Vec::new(),
        with_event: Vec::new(),
        with_context: Vec::new(),
        assume: Vec::new(),
        script: Vec::new(),
        expect: Vec::new(),
        span,
    }
}
