//! `dump`: a tree as text without places, one node a line: for tests, and for comparing two readings of one text.
//!
//! The text is stable: it changes only when the tree does. It is no specification; `fmt` writes those.

mod rules;
pub(crate) mod text;

use std::fmt::Write as _;

use crate::ast::{
    Accepted, Assertion, AssertionKind, Assignment, Assumption, Cell, Chain, CompareOp, Condition,
    ConditionKind, Crossing, DeclaredField, Fact, FactKind, Field, File, Handler, HistoryVerb, Instances,
    Layout, Machine, Name, Not, Operand, Phrase, Scenario, Step, Table, Test, TestCase, TestEvent,
    TestHandler, TestRefusal, TestStep, TestTarget, TurnedAway, UnreadBlock, Visibility,
};
use crate::block::step::{StepDump, dump_step, duration_text};
use crate::width::blanks;
use text::{expr_text, joined, literal_text, members_text, path_text, phrase_text, type_text};

/// The tree as text, without places, comments and how its layout was found.
pub fn dump(file: &File) -> String {
    let mut dump = Dump { text: String::new(), depth: 0 };
    dump.dump_file(file);
    dump.text
}

/// The same with a first line about how the layout was found, and the comments at the end.
pub fn dump_all(file: &File) -> String {
    let layout = match file.layout {
        Layout::Indented => "layout indented\n",
        Layout::Inferred => "layout inferred\n",
    };
    let comments = file.comments.iter().map(|comment| format!("comment {:?}\n", comment.text));
    layout.to_owned() + &dump(file) + &comments.collect::<String>()
}

struct Dump {
    text: String,
    depth: usize,
}

impl Dump {
    fn write_line(&mut self, line: impl AsRef<str>) {
        let _ = writeln!(self.text, "{}{}", blanks(self.depth * 2), line.as_ref());
    }

    fn write_line_with_children(&mut self, line: impl AsRef<str>, children: impl FnOnce(&mut Self)) {
        self.write_line(line);
        self.depth += 1;
        children(self);
        self.depth -= 1;
    }

    /// A block that is left out where it is empty.
    fn write_block_unless_empty<T>(&mut self, line: &str, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        if !items.is_empty() {
            self.write_line_with_children(line, |dump| items.iter().for_each(|one| item(dump, one)));
        }
    }

    fn dump_file(&mut self, file: &File) {
        if let Some(system) = &file.system {
            self.write_line(format!("system {:?}", system.text));
        }
        for used in &file.uses {
            self.write_line(format!("use @{} from {:?}", used.machine.text, used.path.text));
        }
        file.rules.iter().for_each(|rules| self.dump_rules(rules));
        file.machines.iter().for_each(|machine| self.dump_machine(machine));
        file.loose.iter().for_each(|scenario| self.dump_scenario("loose scenario", scenario));
        file.tests.iter().for_each(|test| self.dump_test(test));
    }

    fn dump_machine(&mut self, machine: &Machine) {
        self.write_line_with_children(format!("machine @{}", machine.name.text), |dump| {
            if let Some(state) = &machine.states.starts_in {
                dump.write_line(format!("starts in #{}", state.text));
            }
            if !machine.states.list.is_empty() {
                dump.write_line(format!("states {}", states(&machine.states.list)));
            }
            if !machine.states.ends_in.is_empty() {
                dump.write_line(format!("ends in {}", states(&machine.states.ends_in)));
            }
            for group in &machine.states.groups {
                dump.write_line(format!("group #{} {}", group.name.text, states(&group.members)));
            }
            if let Some(instances) = &machine.instances {
                dump.write_line(instances_text(instances));
            }
            machine.scenarios.iter().for_each(|scenario| dump.dump_scenario("scenario", scenario));
            machine.unread.iter().for_each(|unread| dump.dump_unread(unread));
            machine.crossings.iter().for_each(|crossing| dump.dump_crossing(crossing));
            machine.rules.iter().for_each(|rules| dump.dump_rules(rules));
        });
    }

    fn dump_scenario(&mut self, word: &str, scenario: &Scenario) {
        let name =
            scenario.name.as_ref().map_or_else(|| "nameless".to_owned(), |name| format!("{:?}", name.text));
        self.write_line_with_children(format!("{word} {name}"), |dump| {
            dump.write_block_unless_empty("given", &scenario.given, Dump::dump_fact);
            scenario.handlers.iter().for_each(|handler| dump.dump_handler(handler));
            scenario.crossings.iter().for_each(|crossing| dump.dump_crossing(crossing));
            scenario.unread.iter().for_each(|unread| dump.dump_unread(unread));
            dump.write_block_unless_empty("expect", &scenario.expect, Dump::dump_assertion);
        });
    }

    fn dump_handler(&mut self, handler: &Handler) {
        self.write_line_with_children(handler_head(handler), |dump| {
            dump.write_block_unless_empty("given", &handler.given, Dump::dump_fact);
            handler.reaction.word().into_iter().for_each(|word| dump.write_line(word));
            dump.dump_steps(&handler.body);
            handler.unread.iter().for_each(|unread| dump.dump_unread(unread));
            dump.write_block_unless_empty("expect", &handler.expect, Dump::dump_assertion);
        });
    }

    fn dump_unread(&mut self, unread: &UnreadBlock) {
        if unread.given.is_empty() && unread.body.is_empty() && unread.expect.is_empty() {
            return;
        }
        let what = if unread.is_handler { "an unread handler" } else { "an unread block" };
        self.write_line_with_children(what, |dump| {
            dump.write_block_unless_empty("given", &unread.given, Dump::dump_fact);
            dump.dump_steps(&unread.body);
            dump.write_block_unless_empty("expect", &unread.expect, Dump::dump_assertion);
        });
    }

    fn dump_crossing(&mut self, crossing: &Crossing) {
        let head = format!("on {} #{}", crossing.side.word(), crossing.state.text);
        self.write_line_with_children(head, |dump| dump.dump_steps(&crossing.body));
    }

    fn dump_steps(&mut self, steps: &[Step]) {
        steps.iter().for_each(|step| self.dump_step(step));
    }

    fn dump_step(&mut self, step: &Step) {
        if let Step::Chain(chain) = step {
            return self.dump_chain(chain);
        }
        let Some(StepDump { line, fields, body }) = dump_step(step) else { return };
        self.dump_fields(line, fields);
        self.depth += 1;
        self.dump_steps(body);
        self.depth -= 1;
    }

    fn dump_chain(&mut self, chain: &Chain) {
        self.write_line_with_children("chain", |dump| {
            for group in &chain.groups {
                for (at, alternative) in group.alternatives.iter().enumerate() {
                    let mark = if at == 0 { "group" } else { "or" };
                    dump.write_block_unless_empty(mark, alternative, |dump, condition| {
                        dump.dump_condition("", condition);
                    });
                }
                dump.write_block_unless_empty("then", &group.body, Dump::dump_step);
            }
            if let Some(otherwise) = &chain.otherwise {
                dump.write_line_with_children("otherwise", |dump| dump.dump_steps(&otherwise.body));
            }
        });
    }

    /// The form of a condition, and its phrase under it.
    fn dump_condition(&mut self, mark: &str, condition: &Condition) {
        let not = not_text(condition.not);
        self.write_line(format!(
            "{mark}{not}{} | {}",
            condition_text(&condition.kind),
            phrase_text(&condition.phrase)
        ));
    }

    fn dump_fact(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::InState { subject, state } => {
                self.write_line(format!("state {:?} #{}", subject.text, state.text));
            }
            FactKind::Variable { variable, ty, value } => {
                self.write_line(format!(
                    "${}{} is {}",
                    variable.text,
                    type_text(ty.as_ref()),
                    expr_text(value)
                ));
            }
            FactKind::MemberInState { member, state } => {
                self.write_line(format!("state {} #{}", members_text(member), state.text));
            }
            FactKind::VariableOf { variable, member, value } => {
                self.write_line(format!(
                    "${} of {} is {}",
                    variable.text,
                    members_text(member),
                    expr_text(value)
                ));
            }
            FactKind::Table { phrase, table } => self.dump_table(phrase, table),
            FactKind::Throws { action, message } => {
                self.write_line(format!("throws {:?} {}", message.text, phrase_text(action)));
            }
            FactKind::Answers { actor, answers } => {
                self.write_line_with_children(format!("answers @{}", actor.text), |dump| {
                    answers
                        .iter()
                        .for_each(|answer| dump.dump_fields(format!(":{}", answer.event.text), &answer.with));
                });
            }
            FactKind::After(duration) => self.write_line(format!("after {}", duration_text(duration))),
            FactKind::Phrase(condition) => self.dump_condition("", condition),
        }
    }

    fn dump_table(&mut self, phrase: &Phrase, table: &Table) {
        self.write_line_with_children(format!("table {}", phrase_text(phrase)), |dump| {
            dump.write_line(format!(
                "| {} |",
                joined(&table.header, " | ", |name| format!("{:?}", name.text))
            ));
            let cell = |cell: &Cell| literal_text(&cell.value);
            table.rows.iter().for_each(|row| dump.write_line(format!("| {} |", joined(row, " | ", cell))));
        });
    }

    fn dump_assertion(&mut self, assertion: &Assertion) {
        match &assertion.kind {
            AssertionKind::Condition(condition) => self.dump_condition("condition ", condition),
            AssertionKind::Members { members, not, states } => {
                let states = joined(states, ", ", |state| format!("#{}", state.text));
                self.write_line(format!("{}members {} {states}", not_text(*not), members_text(members)));
            }
            AssertionKind::VariableOf { variable, members, op, value } => {
                let (of, value) = (members_text(members), expr_text(value));
                self.write_line(format!("${} of {of} {op:?} {value}", variable.text));
            }
            AssertionKind::LeftWaiting { subject, not } => {
                self.write_line(format!("{}left waiting {:?}", not_text(*not), subject.text));
            }
            AssertionKind::History { subject, verb, state } => {
                self.write_line(format!(
                    "history {:?} {} #{}",
                    subject.text,
                    history_text(*verb),
                    state.text
                ));
            }
            AssertionKind::Received { actor, not, event, with } => {
                let event = event.as_ref().map_or("anything".to_owned(), |event| format!(":{}", event.text));
                self.dump_fields(format!("{}received @{} {event}", not_text(*not), actor.text), with);
            }
            AssertionKind::ReceivedCount { actor, count } => {
                self.write_line(format!("received @{} times {}", actor.text, expr_text(count)));
            }
            AssertionKind::Emitted { event, not, to, with } => {
                let to = to.as_ref().map_or(String::new(), |to| format!(" to @{}", to.text));
                self.dump_fields(format!("{}emitted :{}{to}", not_text(*not), event.text), with);
            }
            AssertionKind::Called { action, not, with } => {
                self.dump_fields(format!("{}called {}", not_text(*not), phrase_text(action)), with);
            }
            AssertionKind::TurnedAway { how, event, by, not, with } => {
                let event = event.as_ref().map_or("anything".to_owned(), |event| format!(":{}", event.text));
                let by = by.as_ref().map_or(String::new(), |by| format!(" by @{}", by.text));
                let with = with.as_ref().map_or(String::new(), |with| format!(" with {}", expr_text(with)));
                self.write_line(format!("{}{} {event}{by}{with}", not_text(*not), turned_away_text(*how)));
            }
        }
    }

    fn dump_fields(&mut self, head: String, with: &[Field]) {
        self.write_line_with_children(head, |dump| {
            with.iter().for_each(|field| dump.write_line(field_text(field)));
        });
    }

    fn dump_test(&mut self, test: &Test) {
        let target = match &test.target {
            TestTarget::Machine(name) => format!("@{}", name.text),
            TestTarget::System(name) => format!("{:?}", name.text),
        };
        self.write_line_with_children(format!("test {target}"), |dump| {
            for group in &test.groups {
                dump.write_line_with_children(format!("for scenario {:?}", group.scenario.text), |dump| {
                    group.handlers.iter().for_each(|handler| dump.dump_test_handler(handler));
                    group.cases.iter().for_each(|case| dump.dump_test_case(case));
                });
            }
            test.cases.iter().for_each(|case| dump.dump_test_case(case));
        });
    }

    fn dump_test_handler(&mut self, handler: &TestHandler) {
        let to = handler.to.as_ref().map_or(String::new(), |to| format!(" to @{}", to.text));
        self.write_line_with_children(format!("for :{}{to}", handler.event.text), |dump| {
            handler.cases.iter().for_each(|case| dump.dump_test_case(case));
        });
    }

    fn dump_test_case(&mut self, case: &TestCase) {
        self.write_line_with_children(format!("case {:?}", case.name.text), |dump| {
            dump.write_block_unless_empty("with scenario", &case.with_scenario, Dump::dump_fact);
            dump.write_block_unless_empty("with given", &case.with_given, Dump::dump_fact);
            dump.write_block_unless_empty("with event", &case.with_event, Dump::dump_assignment);
            dump.write_block_unless_empty("with context", &case.with_context, Dump::dump_assignment);
            dump.write_block_unless_empty("assume", &case.assume, Dump::dump_assumption);
            case.script.iter().for_each(|step| dump.dump_test_step(step));
            case.expect.iter().for_each(|assertion| dump.dump_assertion(assertion));
        });
    }

    fn dump_assignment(&mut self, assignment: &Assignment) {
        self.write_line(format!("{} is {}", assignment.name.text, expr_text(&assignment.value)));
    }

    fn dump_assumption(&mut self, assumption: &Assumption) {
        match assumption {
            Assumption::Guard { condition, answer, .. } => {
                self.dump_condition(&format!("{answer} "), condition);
            }
            Assumption::Throws { action, message, .. } => {
                self.write_line(format!("throws {:?} {}", message.text, phrase_text(action)));
            }
            Assumption::Fact(fact) => self.dump_fact(fact),
        }
    }

    fn dump_test_step(&mut self, step: &TestStep) {
        let (verb, event) = match step {
            TestStep::After(event) => ("after", event),
            TestStep::Receive(event) => ("receive", event),
            TestStep::Then(event) => ("then", event),
            TestStep::Wait(duration) => return self.write_line(format!("wait {}", duration_text(duration))),
        };
        let TestEvent { event, from, to, with, turned_away, .. } = event;
        let from = from.as_ref().map_or(String::new(), |from| format!(" from {}", members_text(from)));
        let to = to.as_ref().map_or(String::new(), |to| format!(" to {}", members_text(to)));
        let turned = turned_away.as_ref().map_or(String::new(), |TestRefusal { how, with, .. }| {
            let with = with.as_ref().map_or(String::new(), |with| format!(" with {}", expr_text(with)));
            format!(" {}{with}", turned_away_text(*how))
        });
        self.dump_fields(format!("{verb} :{}{from}{to}{turned}", event.text), with);
    }
}

fn handler_head(handler: &Handler) -> String {
    let mark = if handler.visibility == Visibility::Public { "on>" } else { "on" };
    let from = handler.from.as_ref().map_or(String::new(), |from| format!(" from @{}", from.text));
    let others = handler.also_from.iter().map(|from| format!(", @{}", from.text));
    let from = from + &others.collect::<String>();
    let accepted = match &handler.accepted {
        Some(Accepted::Any(except)) if except.is_empty() => " in any state".to_owned(),
        Some(Accepted::Any(except)) => format!(" in any state except {}", states(except)),
        Some(Accepted::In(list)) => format!(" in {}", states(list)),
        None => String::new(),
    };
    let declared = handler.declared.as_ref().map_or(String::new(), |declared| {
        let field = |field: &DeclaredField| format!("${}{}", field.name.text, type_text(field.ty.as_ref()));
        format!(" with {}", joined(&declared.fields, ", ", field))
    });
    format!("{mark} :{}{from}{accepted}{declared}", handler.event.text)
}

fn instances_text(instances: &Instances) -> String {
    match &instances.keys[..] {
        [] => "one for all".to_owned(),
        keys => format!("one for each {}", joined(keys, ", ", |key| format!("${}", key.text))),
    }
}

fn states(list: &[Name]) -> String {
    joined(list, ", ", |state| format!("#{}", state.text))
}

fn not_text(not: Not) -> &'static str {
    if not == Not::Negated { "not " } else { "" }
}

fn field_text(field: &Field) -> String {
    format!("{}{} = {}", field.name.text, type_text(field.ty.as_ref()), expr_text(&field.value))
}

fn turned_away_text(how: TurnedAway) -> &'static str {
    match how {
        TurnedAway::Rejected => "rejected",
        TurnedAway::Refused => "refused",
    }
}

fn history_text(verb: HistoryVerb) -> &'static str {
    match verb {
        HistoryVerb::HasBeenIn => "has been in",
        HistoryVerb::HasNeverBeenIn => "has never been in",
        HistoryVerb::HasEntered => "has entered",
    }
}

fn condition_text(kind: &ConditionKind) -> String {
    match kind {
        ConditionKind::InState { subject, not, states: list } => {
            format!("{}in-state {:?} {}", not_text(*not), subject.text, states(list))
        }
        ConditionKind::Compare { left, op, right } => {
            format!("compare {} {op:?} {}", operand_text(left), operand_text(right))
        }
        ConditionKind::Between { operand, not, low, high } => {
            let not = not_text(*not);
            format!("{not}between {} {} {}", operand_text(operand), operand_text(low), operand_text(high))
        }
        ConditionKind::Contains { list, item } => {
            format!("contains {} {}", operand_text(list), operand_text(item))
        }
        ConditionKind::Empty { operand, not } => format!("{}empty {}", not_text(*not), operand_text(operand)),
        ConditionKind::HasItems { operand } => format!("has-items {}", operand_text(operand)),
        ConditionKind::OneOf { operand, not, items } => {
            let items = joined(items, ", ", operand_text);
            format!("{}one-of {} {items}", not_text(*not), operand_text(operand))
        }
        ConditionKind::HasCount { operand, op: CompareOp::Equal, count } => {
            format!("has-count {} {}", operand_text(operand), expr_text(count))
        }
        ConditionKind::HasCount { operand, op, count } => {
            format!("has-count {} {op:?} {}", operand_text(operand), expr_text(count))
        }
        ConditionKind::Flag(path) => format!("flag {}", path_text(path)),
        ConditionKind::Failed { not } => format!("{}failed", not_text(*not)),
        ConditionKind::Phrase => "phrase".to_owned(),
    }
}

fn operand_text(operand: &Operand) -> String {
    match operand {
        Operand::Expr(expr) => expr_text(expr),
        Operand::Words(words) => format!("<{}>", words.text),
    }
}
