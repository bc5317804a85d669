//! Classes: what each piece of a specification is, by its tree, for whoever colours specifications.
//!
//! Names, values, words, types and comments have a class; keywords and signs have none, since the tree has no place for them. A
//! comparison of plain words by `is` or `contains` counts as a phrase, since only the whole machine decides it. Lines
//! that do not parse are in no tree and have no class.

use flow_model::MemoryLoader;
use flow_project::{Request, analyze};
use flow_syntax::ast::{
    Accepted, Assertion, AssertionKind, Assumption, Chain, Claim, Condition, ConditionKind, Crossing,
    Duration, Expr, ExprKind, Fact, FactKind, Field, File, Handler, Literal, Members, Name, Operand, Path,
    Phrase, PhrasePart, Receiver, Rules, Scenario, Step, Table, Test, TestCase, TestStep, TestTarget,
    TimerOp, Trigger, TypeName, UpdateOp, Which,
};
use flow_syntax::diagnostic::{Diagnostics, Level, Lints, Name as Lint};
use flow_syntax::parse;
use flow_syntax::source::{FileId, Span};

/// A piece of a text: its bytes, and its class.
pub type Piece = (std::ops::Range<usize>, &'static str);

/// The pieces of a text, in the order of their places. Lines with errors have none, since how they are read is a guess; neither
/// have lines below an error that decides what the lines below it are.
pub fn classes(text: &str) -> Vec<Piece> {
    let mut diags = Diagnostics::new(Lints::new());
    let file = parse(FileId(0), text, &mut diags);
    let mut walk = Walk { text, pieces: Vec::new() };
    walk.file(&file);
    walk.pieces.sort_by_key(|(range, _)| range.start);
    let line_of = |at: usize| text[..at].matches('\n').count();
    let errors = diags.iter().filter(|report| report.level == Level::Deny);
    let errors = errors.map(|report| (report.name, report.span)).chain(lines_of_no_form(text));
    let errors: Vec<(Lint, usize)> =
        errors.map(|(name, span)| (name, line_of(span.start as usize))).collect();
    let decides = |name: Lint| matches!(name, Lint::UnknownHeader | Lint::Indentation);
    walk.pieces.retain(|(range, _)| {
        let line = line_of(range.start);
        !errors.iter().any(|(name, at)| *at == line || decides(*name) && *at < line)
    });
    walk.pieces
}

/// The errors that depend on the whole machine and reject the form of a line. Other errors of the model are about lines of a known
/// form, which keep their classes.
fn lines_of_no_form(text: &str) -> Vec<(Lint, Span)> {
    const PATH: &str = "text.flow";
    let mut loader = MemoryLoader::new([(PATH, text)]);
    let analysis = analyze(&Request::new([PATH]), &mut loader);
    let errors = analysis.diagnostics.iter().filter(|report| report.level == Level::Deny);
    let of_no_form = errors.filter(|report| matches!(report.name, Lint::UnknownStep | Lint::Syntax));
    let here = of_no_form.filter(|report| report.span.file == FileId(0));
    here.map(|report| (report.name, report.span)).collect()
}

struct Walk<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn add(&mut self, span: Span, class: &'static str) {
        self.pieces.push((span.start as usize..span.end as usize, class));
    }

    /// A name with a sigil, or words of this class.
    fn name(&mut self, name: &Name, words: &'static str) {
        let sigil = self.text[name.span.start as usize..].chars().next();
        let class = match sigil {
            Some('@') => "actor",
            Some(':') => "event",
            Some('#') => "state",
            Some('$') => "variable",
            _ => words,
        };
        self.add(name.span, class);
    }

    fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n Name>, words: &'static str) {
        names.into_iter().for_each(|name| self.name(name, words));
    }

    fn ty(&mut self, ty: Option<&TypeName>) {
        ty.into_iter().for_each(|ty| self.add(ty.span, "type"));
    }

    fn file(&mut self, file: &File) {
        file.comments.iter().for_each(|comment| self.add(comment.span, "comment"));
        self.names(&file.system, "section");
        for used in &file.uses {
            self.name(&used.machine, "actor");
            self.add(used.path.span, "text");
        }
        for machine in &file.machines {
            self.name(&machine.name, "actor");
            let states = &machine.states;
            self.names(states.starts_in.iter().chain(&states.list).chain(&states.ends_in), "state");
            for group in &states.groups {
                self.names([&group.name].into_iter().chain(&group.members), "state");
            }
            self.names(machine.instances.iter().flat_map(|instances| &instances.keys), "variable");
            machine.scenarios.iter().for_each(|scenario| self.scenario(scenario));
            self.crossings(&machine.crossings);
            machine.rules.iter().for_each(|rules| self.rules(rules));
        }
        file.rules.iter().for_each(|rules| self.rules(rules));
        file.loose.iter().for_each(|scenario| self.scenario(scenario));
        file.tests.iter().for_each(|test| self.test(test));
    }

    fn rules(&mut self, rules: &Rules) {
        for rule in &rules.rules {
            match &rule.when {
                Some(Trigger::Holds(condition)) => self.condition(condition),
                Some(Trigger::Sends(actor, event)) => self.names([actor, event], "event"),
                None => {}
            }
            match &rule.claim {
                Claim::Always(condition) => self.condition(condition),
                Claim::NeverWhile(first, second) | Claim::OnceNever(first, second) => {
                    self.condition(first);
                    self.condition(second);
                }
                Claim::AtMostOnce(actor, event) => self.names([actor, event], "event"),
                Claim::Reaches(subject, names) | Claim::Receives(subject, names) => {
                    self.name(subject, "subject");
                    self.names(names, "event");
                }
            }
        }
        rules
            .exclusions
            .iter()
            .flat_map(|exclusion| &exclusion.phrases)
            .for_each(|phrase| self.phrase(phrase));
    }

    fn scenario(&mut self, scenario: &Scenario) {
        self.names(&scenario.name, "section");
        self.facts(&scenario.given);
        scenario.handlers.iter().for_each(|handler| self.handler(handler));
        self.crossings(&scenario.crossings);
        self.assertions(&scenario.expect);
    }

    fn handler(&mut self, handler: &Handler) {
        self.name(&handler.event, "event");
        self.names(handler.from.iter().chain(&handler.also_from), "actor");
        if let Some(Accepted::In(states) | Accepted::Any(states)) = &handler.accepted {
            self.names(states, "state");
        }
        for field in handler.declared.iter().flat_map(|declared| &declared.fields) {
            self.name(&field.name, "field");
            self.ty(field.ty.as_ref());
        }
        self.facts(&handler.given);
        self.body(&handler.body);
        self.assertions(&handler.expect);
    }

    fn crossings(&mut self, crossings: &[Crossing]) {
        for crossing in crossings {
            self.name(&crossing.state, "state");
            self.body(&crossing.body);
        }
    }

    fn body(&mut self, body: &[Step]) {
        for step in body {
            match step {
                Step::Transition(transition) => {
                    self.name(&transition.subject, "subject");
                    self.name(&transition.state, "state");
                }
                Step::Update(update) => {
                    self.name(&update.variable, "variable");
                    self.ty(update.ty.as_ref());
                    self.update(&update.op);
                }
                Step::Emit(emit) => {
                    self.name(&emit.event, "event");
                    self.names(emit.to.party(), "event");
                    if let Receiver::Reference(path) = &emit.to {
                        self.path(path);
                    }
                    self.fields(&emit.payload);
                }
                Step::Timer(timer) => self.timer(&timer.op),
                Step::Action(phrase) => self.phrase(phrase),
                Step::Reject(reject) => reject.reason.iter().for_each(|reason| self.expr(reason)),
                Step::Chain(chain) => self.chain(chain),
                Step::ForEach(each) => {
                    self.name(&each.item, "variable");
                    self.expr(&each.list);
                    self.body(&each.body);
                }
            }
        }
    }

    fn update(&mut self, op: &UpdateOp) {
        match op {
            UpdateOp::Becomes(value)
            | UpdateOp::Increases(value)
            | UpdateOp::Decreases(value)
            | UpdateOp::Adds(value)
            | UpdateOp::Removes(value) => self.expr(value),
            UpdateOp::Clears => {}
            UpdateOp::ComesFrom(phrase) => self.phrase(phrase),
        }
    }

    fn timer(&mut self, op: &TimerOp) {
        match op {
            TimerOp::Start(event, due, payload) => {
                event.iter().for_each(|event| self.name(event, "event"));
                self.expr(due.when.time_expr());
                self.fields(payload);
            }
            TimerOp::Schedule(event, due, payload) => {
                self.name(event, "event");
                self.expr(due.when.time_expr());
                self.fields(payload);
            }
            TimerOp::CancelTimer => {}
            TimerOp::CancelEvent(event) => self.name(event, "event"),
        }
    }

    fn chain(&mut self, chain: &Chain) {
        for group in &chain.groups {
            group.alternatives.iter().flatten().for_each(|condition| self.condition(condition));
            self.body(&group.body);
        }
        chain.otherwise.iter().for_each(|otherwise| self.body(&otherwise.body));
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            kind if self.reads_as_phrase(kind) => self.phrase(&condition.phrase),
            ConditionKind::InState { subject, states, .. } => {
                self.name(subject, "subject");
                self.names(states, "state");
            }
            ConditionKind::Compare { left, right, .. } => self.operands([left, right]),
            ConditionKind::Between { operand, low, high, .. } => self.operands([operand, low, high]),
            ConditionKind::Contains { list, item } => self.operands([list, item]),
            ConditionKind::Empty { operand, .. } | ConditionKind::HasItems { operand } => {
                self.operands([operand]);
            }
            ConditionKind::OneOf { operand, items, .. } => {
                self.operands([operand]);
                self.operands(items);
            }
            ConditionKind::HasCount { operand, count, .. } => {
                self.operands([operand]);
                self.expr(count);
            }
            ConditionKind::Flag(path) => self.path(path),
            ConditionKind::Failed { .. } => {}
            ConditionKind::Phrase => self.phrase(&condition.phrase),
        }
    }

    /// Whether only the machine decides that it is no phrase: `card is valid`, `cart contains wine`.
    fn reads_as_phrase(&self, kind: &ConditionKind) -> bool {
        match kind {
            ConditionKind::Contains { list: Operand::Words(_), item: Operand::Words(_) } => true,
            ConditionKind::Compare { left: Operand::Words(left), right: Operand::Words(right), .. } => {
                let between = &self.text[left.span.end as usize..right.span.start as usize];
                let mut words = between.split_whitespace();
                words.next() == Some("is")
                    && matches!(words.next(), None | Some("not"))
                    && words.next().is_none()
            }
            _ => false,
        }
    }

    fn operands<'o>(&mut self, operands: impl IntoIterator<Item = &'o Operand>) {
        for operand in operands {
            match operand {
                Operand::Expr(value) => self.expr(value),
                Operand::Words(words) => self.add(words.span, "operand"),
            }
        }
    }

    fn phrase(&mut self, phrase: &Phrase) {
        for part in &phrase.parts {
            match part {
                PhrasePart::Word(word) if word.text.starts_with(char::is_alphanumeric) => {
                    self.add(word.span, "phrase");
                }
                PhrasePart::Word(sign) => self.add(sign.span, "sign"),
                PhrasePart::Variable(path) => self.path(path),
                PhrasePart::Actor(name) | PhrasePart::Event(name) | PhrasePart::State(name) => {
                    self.name(name, "phrase");
                }
                PhrasePart::Value(value) => self.expr(value),
            }
        }
    }

    fn path(&mut self, path: &Path) {
        self.add(path.span, "variable");
    }

    fn expr(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Literal(literal) => self.add(value.span, literal_class(literal)),
            ExprKind::List(items) => items.iter().for_each(|item| self.expr(item)),
            ExprKind::Object(entries) => {
                for (name, value) in entries {
                    self.name(name, "field");
                    self.expr(value);
                }
            }
            ExprKind::Path(path) => self.path(path),
            ExprKind::Owned(path, machine) => {
                self.path(path);
                self.name(machine, "actor");
            }
            ExprKind::OfList(_, list) => {
                self.add(Span { end: list.span.start, ..value.span }, "call");
                self.path(list);
            }
            ExprKind::Negate(inner) => self.expr(inner),
            ExprKind::Not(inner) => self.expr(inner),
            ExprKind::Joined(parts) => {
                self.add(Span { end: value.span.start + 1, ..value.span }, "text");
                parts.iter().for_each(|part| self.expr(part));
                self.add(Span { start: value.span.end - 1, ..value.span }, "text");
            }
            ExprKind::Apply(_, args) => {
                if let Some(first) = args.first() {
                    self.add(Span { end: first.span.start, ..value.span }, "call");
                }
                args.iter().for_each(|arg| self.expr(arg));
            }
            ExprKind::Duration(amount, _) => {
                self.expr(amount);
                self.add(Span { start: amount.span.end, ..value.span }, "unit");
            }
            ExprKind::Binary(_, left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Actor(name) | ExprKind::IdOf(name) => self.name(name, "actor"),
            ExprKind::Call(_) => self.add(value.span, "call"),
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.name(&field.name, "field");
            self.ty(field.ty.as_ref());
            if field.value.span != field.name.span {
                self.expr(&field.value);
            }
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            match &fact.kind {
                FactKind::InState { subject, state } => {
                    self.name(subject, "subject");
                    self.name(state, "state");
                }
                FactKind::Variable { variable, ty, value } => {
                    self.name(variable, "variable");
                    self.ty(ty.as_ref());
                    self.expr(value);
                }
                FactKind::MemberInState { member, state } => {
                    self.members(member);
                    self.name(state, "state");
                }
                FactKind::VariableOf { variable, member, value } => {
                    self.name(variable, "variable");
                    self.members(member);
                    self.expr(value);
                }
                FactKind::Table { phrase, table } => {
                    self.phrase(phrase);
                    self.table(table);
                }
                FactKind::Throws { action, message } => {
                    self.phrase(action);
                    self.add(message.span, "text");
                }
                FactKind::Answers { actor, answers } => {
                    self.name(actor, "actor");
                    for answer in answers {
                        self.name(&answer.event, "event");
                        self.fields(&answer.with);
                    }
                }
                FactKind::After(duration) => self.duration(duration),
                FactKind::Phrase(condition) => self.condition(condition),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.names(&table.header, "column");
        for cell in table.rows.iter().flatten() {
            let quoted = self.text[cell.span.start as usize..].starts_with('"');
            let class = match literal_class(&cell.value) {
                "text" if !quoted => "cell",
                "constant" if cell.span.start == cell.span.end => "cell",
                class => class,
            };
            self.add(cell.span, class);
        }
    }

    fn assertions(&mut self, assertions: &[Assertion]) {
        assertions.iter().for_each(|assertion| self.assertion(&assertion.kind));
    }

    fn assertion(&mut self, kind: &AssertionKind) {
        match kind {
            AssertionKind::Condition(condition) => self.condition(condition),
            AssertionKind::Members { members, states, .. } => {
                self.members(members);
                self.names(states, "state");
            }
            AssertionKind::VariableOf { variable, members, value, .. } => {
                self.name(variable, "variable");
                self.members(members);
                self.expr(value);
            }
            AssertionKind::LeftWaiting { subject, .. } => self.name(subject, "subject"),
            AssertionKind::History { subject, state, .. } => {
                self.name(subject, "subject");
                self.name(state, "state");
            }
            AssertionKind::Received { actor, event, with, .. } => {
                self.names([actor].into_iter().chain(event), "event");
                self.fields(with);
            }
            AssertionKind::ReceivedCount { actor, count } => {
                self.name(actor, "actor");
                self.expr(count);
            }
            AssertionKind::Emitted { event, to, with, .. } => {
                self.names([event].into_iter().chain(to), "event");
                self.fields(with);
            }
            AssertionKind::Called { action, with, .. } => {
                self.phrase(action);
                self.fields(with);
            }
            AssertionKind::TurnedAway { event, by, with, .. } => {
                self.names(event.iter().chain(by), "event");
                with.iter().for_each(|text| self.expr(text));
            }
        }
    }

    fn duration(&mut self, duration: &Duration) {
        self.expr(&duration.amount);
        if duration.unit.is_some() {
            self.add(Span { start: duration.amount.span.end, ..duration.span }, "unit");
        }
    }

    fn members(&mut self, members: &Members) {
        self.name(&members.machine, "actor");
        let class = if matches!(members.which, Which::Id(_)) { "text" } else { "number" };
        members.value.iter().for_each(|span| self.add(*span, class));
    }

    fn test(&mut self, test: &Test) {
        let (TestTarget::Machine(name) | TestTarget::System(name)) = &test.target;
        self.name(name, "section");
        for group in &test.groups {
            self.name(&group.scenario, "section");
            for handler in &group.handlers {
                self.names([&handler.event].into_iter().chain(&handler.to), "event");
                handler.cases.iter().for_each(|case| self.case(case));
            }
            group.cases.iter().for_each(|case| self.case(case));
        }
    }

    fn case(&mut self, case: &TestCase) {
        self.name(&case.name, "test");
        self.facts(&case.with_scenario);
        self.facts(&case.with_given);
        for assignment in case.with_event.iter().chain(&case.with_context) {
            self.name(&assignment.name, "field");
            self.expr(&assignment.value);
        }
        for assumption in &case.assume {
            match assumption {
                Assumption::Guard { condition, .. } => self.condition(condition),
                Assumption::Fact(fact) => self.facts(std::slice::from_ref(fact)),
                Assumption::Throws { action, message, .. } => {
                    self.phrase(action);
                    self.add(message.span, "text");
                }
            }
        }
        for step in &case.script {
            let (TestStep::After(event) | TestStep::Receive(event) | TestStep::Then(event)) = step else {
                if let TestStep::Wait(duration) = step {
                    self.duration(duration);
                }
                continue;
            };
            self.name(&event.event, "event");
            event.from.iter().chain(&event.to).for_each(|party| self.members(party));
            self.fields(&event.with);
            if let Some(text) = event.turned_away.as_ref().and_then(|refusal| refusal.with.as_ref()) {
                self.expr(text);
            }
        }
        self.assertions(&case.expect);
    }
}

fn literal_class(literal: &Literal) -> &'static str {
    match literal {
        Literal::Number(_) | Literal::Percent(_) => "number",
        Literal::Text(_) => "text",
        Literal::Boolean(_) | Literal::Empty => "constant",
    }
}
