//! The names in values, conditions, phrases, facts and assertions.
//!
//! Whether a line is a phrase, and what a variable means, is read from the model. The names of variables in a phrase are words of its
//! Rust function, so that all calls of one function have the same ones: they are bound to each other by their place in it.

use flow_syntax::ast;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::Span;

use super::meanings::{fold_place, takers};
use super::walk::{Place, Walk};
use super::{Mention, Role, Symbol, Written};
use crate::lower::phrase_function;
use crate::model::{Model, Party, Target};
use crate::names::{SENDER, identifier};
use crate::visit;

impl<'p> Walk<'p> {
    pub(super) fn visit_value(&mut self, place: &Place<'p>, value: &ast::Expr) {
        match &value.kind {
            ast::ExprKind::Literal(_) | ast::ExprKind::Call(_) => {}
            ast::ExprKind::List(items) | ast::ExprKind::Joined(items) | ast::ExprKind::Apply(_, items) => {
                items.iter().for_each(|item| self.visit_value(place, item));
            }
            ast::ExprKind::Object(fields) => {
                let object = self.meanings.object(value.span);
                for (name, value) in fields {
                    if let Some(object) = object {
                        let member = Symbol::Member { object, name: name.text.clone() };
                        self.note(name.span, vec![member], Role::Write);
                    }
                    self.visit_value(place, value);
                }
            }
            ast::ExprKind::Path(path) => self.visit_path(place, path),
            ast::ExprKind::OfList(_, path) => self.visit_list(place, path),
            ast::ExprKind::Owned(path, machine) => {
                let owner = self.find_machine(&machine.text);
                let symbols = self.meanings.value(path.root.span).map(<[Symbol]>::to_vec);
                let symbols = symbols.unwrap_or_else(|| vec![self.own_variable(owner, &path.root.text)]);
                self.note(path.root.span, symbols, Role::Read);
                self.visit_members(path);
                self.note_party(machine);
            }
            ast::ExprKind::Negate(inner) | ast::ExprKind::Not(inner) | ast::ExprKind::Duration(inner, _) => {
                self.visit_value(place, inner);
            }
            ast::ExprKind::Binary(_, left, right) => {
                self.visit_value(place, left);
                self.visit_value(place, right);
            }
            ast::ExprKind::Actor(name) | ast::ExprKind::IdOf(name) => self.note_party(name),
        }
    }

    /// `$item.price`.
    pub(super) fn visit_path(&mut self, place: &Place<'p>, path: &ast::Path) {
        let symbols = self.variable(place, &path.root);
        self.note(path.root.span, symbols, Role::Read);
        self.visit_members(path);
    }

    fn visit_members(&mut self, path: &ast::Path) {
        let mut covered = path.root.span;
        for field in &path.fields {
            covered = covered.to(field.span);
            if let Some(members) = self.meanings.member(covered) {
                self.note(field.span, members.to_vec(), Role::Read);
            }
        }
    }

    /// The path of `sum of $items.price`, in which fields can be those of items.
    fn visit_list(&mut self, place: &Place<'p>, path: &ast::Path) {
        self.visit_path(place, path);
        for (at, field) in path.fields.iter().enumerate() {
            if let Some(members) = self.meanings.member(fold_place(path.root.span, at)) {
                self.note(field.span, members.to_vec(), Role::Read);
            }
        }
    }

    /// The symbols that a variable means where it is read.
    fn variable(&self, place: &Place<'p>, name: &ast::Name) -> Vec<Symbol> {
        if let Some(item) = place.items.iter().rev().find(|item| item.text == name.text) {
            return vec![Symbol::Item { name: item.text.clone(), at: item.span }];
        }
        match self.meanings.value(name.span) {
            Some(symbols) => symbols.to_vec(),
            None => vec![self.variable_by_name(place, &name.text)],
        }
    }

    /// The same where the model does not have the line: what the machine, or the event, has under this name.
    pub(super) fn variable_by_name(&self, place: &Place<'p>, name: &str) -> Symbol {
        let own = self.own_variable(place.machine, name);
        let Some(machine) = place.machine.map(|machine| &self.model.machines[machine]) else { return own };
        if machine.variables.iter().any(|variable| variable.name.text == name) {
            return own;
        }
        let event = place.handler.map(|handler| handler.event.text.as_str());
        let events = machine.events.iter().filter(|known| Some(known.name.text.as_str()) == event);
        let mut fields = events.flat_map(|event| event.fields.iter());
        match event {
            Some(event) if fields.any(|field| field.name.text == name) => Symbol::Field {
                receiver: machine.name.text.clone(),
                event: event.to_owned(),
                name: name.to_owned(),
            },
            _ if name.strip_suffix("_id") == Some(&machine.name.text) => {
                Symbol::Machine(machine.name.text.clone())
            }
            _ => own,
        }
    }

    pub(super) fn visit_condition(&mut self, place: &Place<'p>, condition: &ast::Condition) {
        if self.meanings.call(condition.phrase.span).is_some() {
            return self.visit_phrase(place, &condition.phrase);
        }
        match &condition.kind {
            ast::ConditionKind::InState { subject, states, .. } => {
                let machine = self.visit_subject(place, subject);
                self.note_states(machine, states);
            }
            // In a line that the model lacks, words without another meaning are a phrase.
            ast::ConditionKind::Compare { left, right, .. } if !self.is_any_known(&[left, right]) => {
                self.visit_phrase(place, &condition.phrase);
            }
            ast::ConditionKind::Compare { left, right, .. } => self.visit_operands(place, &[left, right]),
            ast::ConditionKind::Between { operand, low, high, .. } => {
                self.visit_operands(place, &[operand, low, high]);
            }
            ast::ConditionKind::Contains { list, item } => self.visit_operands(place, &[list, item]),
            ast::ConditionKind::Empty { operand, .. } | ast::ConditionKind::HasItems { operand } => {
                self.visit_operands(place, &[operand]);
            }
            ast::ConditionKind::OneOf { operand, items, .. } => {
                self.visit_operands(place, &[operand]);
                items.iter().for_each(|item| self.visit_operands(place, &[item]));
            }
            ast::ConditionKind::HasCount { operand, count, .. } => {
                self.visit_operands(place, &[operand]);
                self.visit_value(place, count);
            }
            ast::ConditionKind::Flag(path) => self.visit_path(place, path),
            ast::ConditionKind::Failed { .. } => {}
            ast::ConditionKind::Phrase => self.visit_phrase(place, &condition.phrase),
        }
    }

    /// Whether one of some operands is no words, or words that have a meaning.
    fn is_any_known(&self, operands: &[&ast::Operand]) -> bool {
        operands.iter().any(|operand| match operand {
            ast::Operand::Expr(_) => true,
            ast::Operand::Words(words) => self.meanings.value(words.span).is_some(),
        })
    }

    fn visit_operands(&mut self, place: &Place<'p>, operands: &[&ast::Operand]) {
        for operand in operands {
            match operand {
                ast::Operand::Expr(value) => self.visit_value(place, value),
                ast::Operand::Words(words) => {
                    if let Some(symbols) = self.meanings.value(words.span) {
                        self.note(words.span, symbols.to_vec(), Role::Read);
                    }
                }
            }
        }
    }

    /// The words of a phrase, and the names in it.
    pub(super) fn visit_phrase(&mut self, place: &Place<'p>, phrase: &ast::Phrase) {
        let (function, span) = match self.meanings.call(phrase.span) {
            Some((_, function, span)) => (function.clone(), *span),
            None => (phrase_function(&phrase.positive().0), phrase.span),
        };
        let symbols = self.share(vec![Symbol::Phrase { function: function.clone() }]);
        self.push(Mention { token: span, name: span, symbols, role: Role::Read, written: Written::Phrase });
        // The names of variables are words of the function: all calls of it have the same ones.
        let mut words = 0;
        for part in &phrase.parts {
            match part {
                ast::PhrasePart::Word(_) => {}
                ast::PhrasePart::Variable(path) => {
                    let open = Symbol::Parameter {
                        function: function.clone(),
                        at: words,
                        name: path.root.text.clone(),
                    };
                    self.visit_argument(place, path, open);
                    for (at, field) in path.fields.iter().enumerate() {
                        let [function, name] = [&function, &field.text].map(String::clone);
                        let word = Symbol::Parameter { function, at: words + 1 + at, name };
                        if let Some(mention) = self.latest_at(field.span) {
                            let member = mention.symbols.clone();
                            self.unite(&[&member[..], &[word]].concat());
                        }
                    }
                    words += 1 + path.fields.len();
                }
                ast::PhrasePart::Actor(name) => self.note_party(name),
                ast::PhrasePart::Event(name) => {
                    self.note_event(&[self.machine_name(place.machine)], name, Role::Read);
                }
                ast::PhrasePart::State(name) => self.note_state(place.machine, name, Role::Read),
                ast::PhrasePart::Value(value) => {
                    self.visit_value(place, value);
                    words += 1;
                }
            }
        }
    }

    /// A variable of a phrase; one without a value matches any.
    fn visit_argument(&mut self, place: &Place<'p>, path: &ast::Path, open: Symbol) {
        let symbols = self.variable(place, &path.root);
        let is_known = self.meanings.value(path.root.span).is_some()
            || matches!(symbols[0], Symbol::Item { .. })
            || self.is_in_model(place, &symbols[0]);
        let symbols = if is_known { symbols } else { vec![open.clone()] };
        self.unite(&[&symbols[..], &[open]].concat());
        self.note(path.root.span, symbols, Role::Read);
        self.visit_members(path);
    }

    fn is_in_model(&self, place: &Place<'p>, symbol: &Symbol) -> bool {
        let Some(machine) = place.machine.map(|machine| &self.model.machines[machine]) else { return false };
        match symbol {
            Symbol::Variable { name, .. } => machine.variables.iter().any(|known| known.name.text == *name),
            _ => true,
        }
    }

    /// The fields of a payload, which `with $a` names together with a variable.
    pub(super) fn visit_payload(
        &mut self,
        place: &Place<'p>,
        receivers: &[String],
        event: &str,
        payload: &[ast::Field],
    ) {
        for field in payload {
            let symbols = self.fields(receivers, event, &field.name.text);
            self.visit_field(place, field, symbols);
        }
    }

    /// One field, which means these symbols; its name has no mention if they are none.
    fn visit_field(&mut self, place: &Place<'p>, field: &ast::Field, fields: Vec<Symbol>) {
        let (name, value) = (field.name.span, field.value.span);
        let is_shorthand = value.start <= name.start && name.end <= value.end;
        if !is_shorthand && !fields.is_empty() {
            self.note(name, fields.clone(), Role::Write);
        }
        self.visit_type(field.ty.as_ref());
        self.visit_value(place, &field.value);
        if !is_shorthand && !fields.is_empty() {
            return self.note_pair(name, &field.value);
        }
        if fields.is_empty() {
            return;
        }
        let fields = self.share(fields);
        let written = Written::Shorthand { fields, value };
        match self.latest_at(name) {
            Some(mention) => mention.written = written,
            None => {
                let symbols = self.share(Vec::new());
                self.push(Mention { token: name, name, symbols, role: Role::Write, written });
            }
        }
    }

    /// Lets the two names of `total: $sum` know of each other.
    fn note_pair(&mut self, name: Span, value: &ast::Expr) {
        let ast::ExprKind::Path(path) = &value.kind else { return };
        let between = Span { start: name.end, end: value.span.start, ..name };
        if !path.fields.is_empty() || self.program.sources.text(between).trim() != ":" {
            return;
        }
        for (token, other) in [(name, path.root.span), (path.root.span, name)] {
            if let Some(mention) = self.latest_at(token)
                && mention.written == Written::Plain
            {
                mention.written = Written::Beside { other };
            }
        }
    }

    pub(super) fn visit_fact(&mut self, place: &Place<'p>, fact: &ast::Fact) {
        match &fact.kind {
            ast::FactKind::MemberInState { member, state } => {
                self.note_party(&member.machine);
                self.note_state(self.find_machine(&member.machine.text), state, Role::Read);
            }
            ast::FactKind::VariableOf { variable, member, value } => {
                let owner = self.find_machine(&member.machine.text);
                self.note(variable.span, vec![self.own_variable(owner, &variable.text)], Role::Write);
                self.note_party(&member.machine);
                self.visit_value(place, value);
            }
            ast::FactKind::InState { subject, state } => {
                let machine = self.visit_subject(place, subject);
                self.note_state(machine, state, Role::Read);
            }
            ast::FactKind::Variable { variable, ty, value } => {
                let symbols = self.meanings.fact(fact.span).map(<[Symbol]>::to_vec);
                let symbols = symbols.unwrap_or_else(|| vec![self.variable_by_name(place, &variable.text)]);
                self.note(variable.span, symbols, Role::Write);
                self.visit_type(ty.as_ref());
                self.visit_value(place, value);
            }
            ast::FactKind::Table { phrase, table } => {
                self.visit_phrase(place, phrase);
                table.header.iter().for_each(|column| self.visit_column(place, column));
            }
            ast::FactKind::Throws { action, .. } => self.visit_phrase(place, action),
            ast::FactKind::Answers { actor, answers } => {
                self.note_party(actor);
                answers.iter().for_each(|answer| self.visit_answer(place, actor, answer));
            }
            ast::FactKind::After(length) => self.visit_value(place, &length.amount),
            ast::FactKind::Phrase(condition) => self.visit_words_fact(place, fact.span, condition),
        }
    }

    /// `days is 5`, `$is_member`, or a phrase.
    fn visit_words_fact(&mut self, place: &Place<'p>, line: Span, condition: &ast::Condition) {
        let Some(symbols) = self.meanings.fact(line).map(<[Symbol]>::to_vec) else {
            return match &condition.phrase.parts[..] {
                // The sender of the event: no phrase.
                [ast::PhrasePart::Actor(sender), ast::PhrasePart::Word(_), ast::PhrasePart::Actor(actor)]
                    if sender.text == SENDER =>
                {
                    self.note_party(sender);
                    self.note_party(actor);
                }
                _ => self.visit_condition(place, condition),
            };
        };
        let (left, right) = match &condition.kind {
            ast::ConditionKind::Compare { left, right, .. } => (left, Some(right)),
            ast::ConditionKind::Empty { operand, .. } => (operand, None),
            ast::ConditionKind::Flag(path) => {
                return self.note(path.root.span, symbols, Role::Write);
            }
            _ => return self.visit_condition(place, condition),
        };
        match left {
            ast::Operand::Words(words) => self.note(words.span, symbols, Role::Write),
            ast::Operand::Expr(value) => match &value.kind {
                ast::ExprKind::Path(path) => self.note(path.root.span, symbols, Role::Write),
                _ => self.visit_value(place, value),
            },
        }
        right.iter().for_each(|right| self.visit_operands(place, &[right]));
    }

    /// A column of a table names the payload fields that it gives values.
    fn visit_column(&mut self, place: &Place<'p>, column: &ast::Name) {
        let name = identifier(&column.text);
        let own = self.machine_name(place.machine);
        let Some(machine) = place.machine.map(|machine| &self.model.machines[machine]) else { return };
        let mut fields = Vec::new();
        for handler in place.told {
            let mut events = machine.events.iter().filter(|event| event.name.text == handler.event.text);
            if events.any(|event| event.fields.iter().any(|field| field.name.text == name)) {
                fields.push(Symbol::Field {
                    receiver: own.clone(),
                    event: handler.event.text.clone(),
                    name: name.clone(),
                });
            }
        }
        fields.dedup();
        if !fields.is_empty() {
            self.note(column.span, fields, Role::Write);
        }
    }

    /// `@bank answers :declined`: whoever handles it from `@bank`.
    fn visit_answer(&mut self, place: &Place<'p>, actor: &ast::Name, answer: &ast::GivenAnswer) {
        let from = self.model.actors.id_where(|known| known.name.text == actor.text).map(Party::Actor);
        let receivers = self.takers(place, &answer.event.text, from);
        self.note_event(&receivers, &answer.event, Role::Read);
        self.visit_payload(place, &receivers, &answer.event.text, &answer.with);
    }

    /// The machines that handle an event; if there are none, that of the line.
    pub(super) fn takers(&self, place: &Place<'p>, event: &str, from: Option<Party>) -> Vec<String> {
        let takers: Vec<String> =
            takers(self.model, event, from).map(|machine| machine.name.text.clone()).collect();
        if takers.is_empty() { vec![self.machine_name(place.machine)] } else { takers }
    }

    pub(super) fn visit_assertion(&mut self, place: &Place<'p>, line: &ast::Assertion) {
        match &line.kind {
            ast::AssertionKind::Members { members, states, .. } => {
                self.note_party(&members.machine);
                self.note_states(self.find_machine(&members.machine.text), states);
            }
            ast::AssertionKind::VariableOf { variable, members, value, .. } => {
                let owner = self.find_machine(&members.machine.text);
                self.note(variable.span, vec![self.own_variable(owner, &variable.text)], Role::Read);
                self.note_party(&members.machine);
                self.visit_value(place, value);
            }
            ast::AssertionKind::Condition(condition) => self.visit_condition(place, condition),
            ast::AssertionKind::History { subject, state, .. } => {
                let machine = self.visit_subject(place, subject);
                self.note_state(machine, state, Role::Read);
            }
            ast::AssertionKind::LeftWaiting { subject, .. } => {
                self.visit_subject(place, subject);
            }
            ast::AssertionKind::Received { actor, event, with, .. } => {
                self.note_party(actor);
                let receivers = self.receivers(place, actor);
                if let Some(event) = event {
                    self.note_event(&receivers, event, Role::Read);
                    self.visit_payload(place, &receivers, &event.text, with);
                }
            }
            ast::AssertionKind::ReceivedCount { actor, count } => {
                self.note_party(actor);
                self.visit_value(place, count);
            }
            ast::AssertionKind::Emitted { event, to, with, .. } => {
                let receivers = match to {
                    Some(to) => self.receivers(place, to),
                    None => self.sent_to(place, &event.text),
                };
                self.note_event(&receivers, event, Role::Read);
                to.iter().for_each(|to| self.note_party(to));
                self.visit_payload(place, &receivers, &event.text, with);
            }
            ast::AssertionKind::Called { action, with, .. } => self.visit_called(place, action, with),
            ast::AssertionKind::TurnedAway { event, by, with, .. } => {
                if let Some(event) = event {
                    let receivers = match by {
                        Some(by) => self.receivers(place, by),
                        None => self.takers(place, &event.text, None),
                    };
                    self.note_event(&receivers, event, Role::Read);
                }
                by.iter().for_each(|by| self.note_party(by));
                with.iter().for_each(|text| self.visit_value(place, text));
            }
        }
    }

    /// The receivers of all emits of this event; without one, the machine of the line.
    fn sent_to(&self, place: &Place<'p>, event: &str) -> Vec<String> {
        let by_event = self.receivers_by_event.get_or_init(|| receivers_by_event(self.model));
        match by_event.get(event) {
            Some(receivers) => receivers.iter().map(|receiver| (*receiver).to_owned()).collect(),
            None => vec![self.machine_name(place.machine)],
        }
    }

    /// `<action> was called with name: E`: the names are those of its variables.
    fn visit_called(&mut self, place: &Place<'p>, action: &ast::Phrase, with: &[ast::Field]) {
        self.visit_phrase(place, action);
        let call = self.meanings.call(action.span).map(|(_, function, _)| function.clone());
        let function = call.unwrap_or_else(|| phrase_function(action));
        for field in with {
            let mut at = 0;
            let mut found = Vec::new();
            for part in &action.parts {
                match part {
                    ast::PhrasePart::Variable(path) => {
                        if path.fields.is_empty() && path.root.text == field.name.text {
                            let [function, name] = [&function, &field.name.text].map(String::clone);
                            found.push(Symbol::Parameter { function, at, name });
                        }
                        at += 1 + path.fields.len();
                    }
                    ast::PhrasePart::Value(_) => at += 1,
                    _ => {}
                }
            }
            self.visit_field(place, field, found);
        }
    }
}

/// The receivers of every event that a handler or a crossing emits, by the event's name, in the order of the emits.
fn receivers_by_event(model: &Model) -> Map<&str, Vec<&str>> {
    let mut receivers: Map<&str, Vec<&str>> = Map::new();
    for machine in &model.machines {
        // Most machines send an event in several places.
        let mut seen = Set::new();
        let bodies = machine.handlers.iter().map(|handler| &handler.body);
        for body in bodies.chain(machine.crossings.iter().map(|crossing| &crossing.body)) {
            visit::steps(body, &mut |step| {
                let crate::model::Step::Emit(emit) = step else { return };
                if !seen.insert(emit.target) {
                    return;
                }
                let (receiver, event) = match emit.target {
                    Target::Machine(to, event) => {
                        (&model.machines[to].name, &model.machines[to].events[event].name)
                    }
                    Target::Actor(to, message) => {
                        (&model.actors[to].name, &model.actors[to].messages[message].name)
                    }
                    Target::Itself(event) => (&machine.name, &machine.events[event].name),
                };
                let known = receivers.entry(&event.text).or_default();
                if !known.contains(&receiver.text.as_str()) {
                    known.push(&receiver.text);
                }
            });
        }
    }
    receivers
}
