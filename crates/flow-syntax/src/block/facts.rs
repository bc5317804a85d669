//! `facts`: the lines of a `given:` and their tables (reference#structure).
//!
//! A fact with rows under it keeps them as a table in which all rows have the header's width; others are reported and left out. The subject
//! of a fact is not looked up here.

use crate::gather::Gather;
use crate::ordered::Map;

use crate::ast::{
    Cell, CompareOp, Condition, ConditionKind, Fact, FactKind, GivenAnswer, Name, Not, Operand, Table,
};
use crate::block::Builder;
use crate::block::step::read_duration;
use crate::diagnostic;
use crate::grammar::Rule;
use crate::hints;
use crate::kind::Kind;
use crate::layout::Node;
use crate::line::payload::Payload;
use crate::line::value::cell_literal;
use crate::line::{Piece, Token};
use crate::source::Span;
use crate::text::single_spaced;

const GIVEN_HELP: &str =
    "facts are phrases, 'order is in #paid', '$total is 12', or a phrase that ends in ':' and a table";

/// How far a line has the form it was read by.
enum Form {
    /// It has.
    Read(Box<Fact>),
    /// It has, but there is something wrong with it, which has been reported.
    Reported,
    /// It may have another.
    Other,
}

/// Whether a condition compares values and is true for more than one of them.
fn is_range(condition: &ConditionKind) -> bool {
    match condition {
        ConditionKind::Between { .. } => true,
        ConditionKind::Compare { op: CompareOp::Equal, .. } => false,
        ConditionKind::Compare { right, .. } => matches!(right, Operand::Expr(_)),
        _ => false,
    }
}

/// For a condition about the contents of a variable, a value that satisfies it.
fn satisfying_value(text: &str, condition: &ConditionKind) -> Option<String> {
    match condition {
        ConditionKind::Contains { .. } => {
            let (_, item) = text.split_once(" contains ")?;
            Some(format!("[{}]", item.trim()))
        }
        ConditionKind::HasItems { .. } => Some("[\"a\"]".to_owned()),
        ConditionKind::HasCount { .. } => Some("[\"a\", \"b\"]".to_owned()),
        ConditionKind::Empty { not: Not::Negated, .. } => Some("\"a\"".to_owned()),
        _ => None,
    }
}

impl Builder<'_, '_> {
    /// `given:` and its facts.
    pub(super) fn build_given(&mut self, node: &Node) -> Vec<Fact> {
        self.report_text_after_header(node, "each fact is on a line of its own below 'given:'");
        self.build_facts(&node.children)
    }

    /// Lines of facts.
    pub(super) fn build_facts(&mut self, nodes: &[Node]) -> Vec<Fact> {
        let mut facts: Vec<Fact> = nodes.iter().filter_map(|node| self.build_fact(node)).gather();
        facts.shrink_to_fit();
        facts
    }

    /// Reports variables and machines that two facts describe.
    pub(super) fn report_stated_twice(&mut self, facts: &[Fact]) {
        let mut first = Map::new();
        for fact in facts {
            let (sign, name) = match &fact.kind {
                FactKind::Variable { variable, .. } => ("$", variable),
                FactKind::InState { subject, .. } => ("", subject),
                _ => continue,
            };
            let before = *first.entry((sign, name.text.as_str())).or_insert(name.span);
            if before != name.span {
                let message = format!("these facts say twice what '{sign}{}' is", name.text);
                self.report(diagnostic::Name::DuplicateName, name.span, message).label(before, "first here");
            }
        }
    }

    pub(super) fn build_fact(&mut self, node: &Node) -> Option<Fact> {
        match self.kind(node) {
            Kind::Caption => self.build_table_fact(node),
            Kind::Words | Kind::Variable => {
                let fact = self.piece(node).and_then(|piece| self.build_plain_fact(piece));
                self.report_lines_below(node);
                fact
            }
            Kind::Guard => {
                self.report_misplaced(
                    node,
                    "under 'given:'",
                    "a fact has no '?': 'card is valid', or 'card is valid is false'",
                );
                None
            }
            _ => {
                self.report_misplaced(node, "under 'given:'", GIVEN_HELP);
                None
            }
        }
    }

    fn build_plain_fact(&mut self, piece: Piece<'_>) -> Option<Fact> {
        let span = self.reader.piece_span(piece);
        if piece.text.contains('@')
            && let Ok(mut tokens) = self.reader.read(Rule::member_fact_line, piece)
        {
            return self.build_member_fact(tokens.next()?, span);
        }
        if piece.text.starts_with('$') {
            match self.build_variable_fact(piece) {
                Form::Read(fact) => return Some(*fact),
                Form::Reported => return None,
                Form::Other => {}
            }
        }
        if piece.text.contains(" answers ")
            && let Ok(tokens) = self.reader.read(Rule::answers_line, piece)
        {
            return Some(Fact { kind: self.build_answers_fact(tokens)?, span });
        }
        if piece.text.starts_with("after ")
            && let Ok(mut tokens) = self.reader.read(Rule::after_line, piece)
        {
            let duration = read_duration(&mut self.reader, tokens.next()?)?;
            return Some(Fact { kind: FactKind::After(duration), span });
        }
        if piece.text.contains(" throws ")
            && let Ok(tokens) = self.reader.read(Rule::throws_line, piece)
        {
            let kind = self.build_throws_fact(tokens)?;
            return Some(Fact { kind, span });
        }
        if self.report_compared_phrase(piece) {
            return None;
        }
        let condition = self.reader.read_condition(piece)?;
        if piece.text.starts_with('$') && condition.kind == ConditionKind::Phrase {
            self.report(
                diagnostic::Name::Syntax,
                span,
                "this says nothing about the variable it begins with",
            )
            .help("a fact about a variable is '$x is 1', or '$x: number is 1'");
            return None;
        }
        if self.report_underspecified_fact(piece, &condition) {
            return None;
        }
        let kind = match condition.kind {
            ConditionKind::InState { subject, mut states, .. } if states.len() == 1 => {
                FactKind::InState { subject, state: states.remove(0) }
            }
            kind => FactKind::Phrase(Condition { kind, ..condition }),
        };
        Some(Fact { kind, span })
    }

    /// Reports `card is valid = false`: a phrase has no value that a sign could compare.
    fn report_compared_phrase(&mut self, piece: Piece<'_>) -> bool {
        let Some((words, value)) = piece.text.rsplit_once('=') else { return false };
        let words = words.trim_end_matches(['=', ' ']);
        let is_phrase = words.split(' ').any(|word| matches!(word, "is" | "has" | "contains"))
            && !words.contains(['$', '@', '"', '<', '>', '!', '=']);
        let text = match value.trim() {
            "true" => words.to_owned(),
            "false" => format!("{words} is false"),
            _ => return false,
        };
        if is_phrase {
            let span = self.reader.piece_span(piece);
            let message = "a fact of words is true as it stands, and has no '='";
            self.report(diagnostic::Name::UnknownStep, span, message).write("write", span, text);
        }
        is_phrase
    }

    /// `@shelf "Emma" is in #open`, `$copies of @shelf "Emma" is 2`.
    fn build_member_fact(&mut self, token: Token<'_>, span: Span) -> Option<Fact> {
        let kind = if token.as_rule() == Rule::members_in {
            let (member, not, mut states) = self.reader.read_members(token)?;
            let is_one = member.which.is_one() && not == Not::Plain && states.len() == 1;
            is_one.then(|| FactKind::MemberInState { member, state: states.remove(0) })
        } else {
            let (variable, member, op, value) = self.reader.read_variable_of(token)?;
            (op == CompareOp::Equal).then_some(FactKind::VariableOf { variable, member, value })
        };
        let Some(kind) = kind else {
            let message =
                "a fact says in which state one instance is, or which value one of its variables has";
            self.report(diagnostic::Name::Syntax, span, message);
            return None;
        };
        Some(Fact { kind, span })
    }

    /// `@bank answers :declined with reason: "late", then :charged`.
    fn build_answers_fact<'t>(&mut self, mut tokens: impl Iterator<Item = Token<'t>>) -> Option<FactKind> {
        let actor = self.reader.read_name(&tokens.next()?);
        let mut answers = Vec::new();
        for token in tokens.filter(|token| token.as_rule() == Rule::one_answer) {
            let mut inner = token.into_inner();
            let event = self.reader.read_name(&inner.next()?);
            let mut payload = Payload::default();
            for token in inner {
                self.reader.add_payload(&mut payload, token)?;
            }
            let message = |name: &str| format!("'{name}' is sent twice");
            self.reader.keep_first(&mut payload.fields, |field| &field.name, message);
            answers.push(GivenAnswer { event, with: payload.fields });
        }
        Some(FactKind::Answers { actor, answers })
    }

    fn build_throws_fact<'t>(&mut self, mut tokens: impl Iterator<Item = Token<'t>>) -> Option<FactKind> {
        let action = self.reader.read_phrase_parts(tokens.next()?)?;
        let message = tokens.find(|token| token.as_rule() == Rule::text)?;
        Some(FactKind::Throws { action, message: self.reader.read_constant_text(&message) })
    }

    /// Reports what leaves open in which state, or with which value, the story starts: `order is in #a, #b`, `$n > 3`.
    fn report_underspecified_fact(&mut self, piece: Piece<'_>, condition: &Condition) -> bool {
        let (message, help) = match &condition.kind {
            ConditionKind::InState { subject, not, states } => {
                let is_one = states.len() == 1 && (*not, condition.not) == (Not::Plain, Not::Plain);
                let Some(state) = states.first().filter(|_| !is_one) else { return false };
                let help = match (not, condition.not) {
                    (Not::Plain, Not::Plain) => {
                        format!("a fact names one, as '{} is in #{}'", subject.text, state.text)
                    }
                    _ => "a fact names the state that it is in".to_owned(),
                };
                ("a story starts in one state", help)
            }
            kind if piece.text.starts_with('$') && is_range(kind) => {
                let end = piece.text.find(' ').unwrap_or(piece.text.len());
                ("a fact says which value a variable has", format!("a fact is '{} is 1'", &piece.text[..end]))
            }
            kind if piece.text.starts_with('$') => match satisfying_value(piece.text, kind) {
                Some(content) => {
                    let end = piece.text.find(' ').unwrap_or(piece.text.len());
                    let help = format!("as a fact, write '{} is {content}'", &piece.text[..end]);
                    ("a fact says which value a variable has", help)
                }
                None => return false,
            },
            _ => return false,
        };
        let span = self.reader.piece_span(piece);
        hints::add_help(self.report(diagnostic::Name::Syntax, span, message), help, span);
        true
    }

    /// `$x: type is E`.
    fn build_variable_fact(&mut self, piece: Piece<'_>) -> Form {
        if let Some(fact) = self.reader.try_fast_fact(piece) {
            return Form::Read(Box::new(fact));
        }
        let span = self.reader.piece_span(piece);
        if self.reader.read(Rule::update_line, piece).is_ok() {
            self.report(diagnostic::Name::Syntax, span, "a fact says what is, not what changes")
                .help("a fact is '$x is 1'");
            return Form::Reported;
        }
        let Ok(mut tokens) = self.reader.read(Rule::variable_fact_line, piece) else { return Form::Other };
        let Some(variable) = tokens.next().and_then(|path| self.reader.read_whole_variable(&path)) else {
            return Form::Reported;
        };
        let mut ty = None;
        let mut value = None;
        for token in tokens {
            match token.as_rule() {
                Rule::type_name | Rule::choice_type | Rule::array_type => {
                    ty = self.reader.read_type_form(token);
                }
                Rule::expr => value = self.reader.read_expr(token),
                _ => {}
            }
        }
        let Some(value) = value else { return Form::Reported };
        Form::Read(Box::new(Fact { kind: FactKind::Variable { variable, ty, value }, span }))
    }

    fn build_table_fact(&mut self, node: &Node) -> Option<Fact> {
        let piece = self.piece(node)?;
        let bare = piece.before(piece.text.len() - 1);
        let phrase = self.reader.read_phrase_without_operators(bare);
        let table = self.build_table(node);
        Some(Fact { kind: FactKind::Table { phrase: phrase?, table: table? }, span: self.span(node) })
    }

    fn build_table(&mut self, node: &Node) -> Option<Table> {
        let rows = self.read_rows(&node.children, "a table");
        let Some((header, rows)) = rows.split_first() else {
            if node.is_bare() {
                let span = self.span(node);
                self.report(
                    diagnostic::Name::Syntax,
                    span,
                    "this line ends in ':' and has no table under it",
                )
                .help("its rows are below it, as '| product | price |'; a line without a table has no ':'");
            }
            return None;
        };
        if let Some(column) = header.cells.iter().find(|cell| cell.text == "validation") {
            let span = self.reader.piece_span(*column);
            self.reader.report_not_supported(
                span,
                "a 'validation' column",
                "a field is checked by a guard of the handler",
            );
            return None;
        }
        let span = rows.last().map_or(header.span, |last| header.span.to(last.span));
        let header: Vec<_> = header.cells.iter().map(|cell| self.column_name(*cell)).gather();
        let names: Vec<_> = header.iter().gather();
        self.reader.report_repeated(&names, |name| format!("this table has two columns '{name}'"));
        let rows =
            rows.iter().map(|row| row.cells.iter().map(|cell| self.read_cell(*cell)).gather()).gather();
        Some(Table { header, rows, span })
    }

    fn column_name(&self, cell: Piece<'_>) -> Name {
        Name { text: single_spaced(cell.text), span: self.reader.piece_span(cell) }
    }

    fn read_cell(&mut self, cell: Piece<'_>) -> Cell {
        if cell.text.starts_with('"') {
            self.reader.report_values_in_constant(cell);
        }
        Cell { value: cell_literal(cell.text), span: self.reader.piece_span(cell) }
    }
}
