//! Inlay hints: facts that the compiler derives from the text.
//!
//! Four kinds: the states in which a handler is accepted, with the rule; the types of variables, where they are first set; the fields of
//! an event; and the due time of a timer's event, where it is handled. A hint that is valid source text can be inserted.

mod payloads;

use std::collections::BTreeSet;

use flow_model::model::{
    Accepted, EventId, FactKind, Handler, HandlerId, Machine, Model, Role, Rule, Step, Type, VariableId,
};
use flow_model::{visit, words};
use flow_project::Analysis;
use flow_syntax::source::{FileId, Span};

/// How many states a hint lists. A handler for more is better looked up with a hover.
const LISTED: usize = 4;

/// A text to show at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The file and the byte after which it is shown.
    pub at: (FileId, u32),
    /// The text, with the blanks around it: ` in #paid`.
    pub text: String,
    /// Its kind.
    pub kind: Kind,
    /// The reason, for its tooltip.
    pub reason: String,
    /// Whether the text can be inserted, with the same meaning as without it.
    pub can_be_written: bool,
}

/// The kinds of hints, each of which can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The states that accept a handler.
    States,
    /// The type of a variable.
    Types,
    /// The fields of an event, and their types.
    Payloads,
    /// The due time of a timer's event.
    Times,
}

/// The hints in one file, in the order of their places.
pub fn hints(analysis: &Analysis, file: FileId) -> Vec<Hint> {
    let mut hints = Vec::new();
    for machine in &analysis.model.machines {
        let of = OfMachine { analysis, machine, file };
        of.add_states(&mut hints);
        of.add_types(&mut hints);
        of.add_payloads(&mut hints);
        of.add_times(&mut hints);
    }
    hints.sort_by(|a, b| (a.at, a.kind, &a.text).cmp(&(b.at, b.kind, &b.text)));
    hints.dedup_by(|a, b| a.at == b.at && a.text == b.text);
    hints
}

/// The reason that a rule gives, as a sentence about a handler.
pub fn describe_rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Said => "its line or its guards say so",
        Rule::Answer => "it answers what was asked above, and the machine rests there then",
        Rule::Beginning => "the `given:` of its scenario says so",
        Rule::Known => "another scenario handles it there",
        Rule::Initial => "it is the first of its scenario, and this is the initial state",
        Rule::Continuation => "the story is there when its turn comes",
    }
}

/// The hints of one machine in one file.
struct OfMachine<'a> {
    analysis: &'a Analysis,
    machine: &'a Machine,
    file: FileId,
}

impl OfMachine<'_> {
    fn model(&self) -> &Model {
        &self.analysis.model
    }

    /// The handlers in the file, each line once.
    fn lines(&self) -> impl Iterator<Item = (HandlerId, &Handler)> {
        let handlers = self.machine.handlers.entries();
        handlers.filter(|(_, handler)| handler.span.file == self.file && handler.beside.is_none())
    }

    fn add_states(&self, hints: &mut Vec<Hint>) {
        for (id, handler) in self.lines() {
            let of_line: Vec<&Accepted> = self
                .machine
                .handlers_of_line(id)
                .map(|id| self.machine.accepted(self.machine.definition(id)))
                .collect();
            let own = self.machine.accepted(id);
            if handler.said.is_some() || own.rule == Rule::Said {
                continue;
            }
            let Some(first) = of_line.first() else { continue };
            if of_line.iter().any(|other| other.states != first.states) {
                continue;
            }
            let text = match first.states.len() {
                0 => " in no state".to_owned(),
                count => {
                    let names =
                        first.states.iter().take(LISTED).map(|state| words::state(self.machine, *state));
                    let more = count.saturating_sub(LISTED);
                    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                    format!(" in {}{more}", names.collect::<Vec<_>>().join(", "))
                }
            };
            let is_definition = own.role == Role::Definition && of_line.len() == 1;
            let can_be_written = is_definition && (1..=LISTED).contains(&first.states.len());
            let reason = self.reason(own);
            hints.push(Hint {
                at: (self.file, self.end_of_words(handler)),
                text,
                kind: Kind::States,
                reason,
                can_be_written,
            });
        }
    }

    /// Where the states are written on a handler's line: before its payload.
    fn end_of_words(&self, handler: &Handler) -> u32 {
        let declared = self.machine.events[handler.event].declared;
        let on_line = declared.filter(|of| {
            !of.is_table
                && of.span.file == handler.span.file
                && handler.span.start < of.span.start
                && of.span.end <= handler.span.end
        });
        let end = on_line.map_or(handler.span.end, |declared| declared.span.start);
        let text = &self.analysis.program.sources.get(self.file).text;
        let before = text.get(..end as usize).unwrap_or_default();
        before.trim_end().len() as u32
    }

    fn reason(&self, accepted: &Accepted) -> String {
        match accepted.role {
            Role::Definition => describe_rule(accepted.rule).to_owned(),
            Role::Retelling(definition) => {
                let of = &self.machine.handlers[definition];
                let line = self.analysis.program.sources.position(of.span).line;
                format!("it tells again what line {line} defines")
            }
        }
    }

    fn add_types(&self, hints: &mut Vec<Hint>) {
        let mut shown: BTreeSet<VariableId> = BTreeSet::new();
        for (variable, line) in self.settings() {
            if shown.insert(variable) && line.file == self.file {
                self.add_type(line, &self.machine.variables[variable].ty, hints);
            }
        }
        for item in &self.machine.items {
            if item.name.span.file == self.file && item.ty != Type::Any {
                let text = format!(": {}", words::ty(self.model(), &item.ty));
                let reason = "the type of the items of the list".to_owned();
                let at = (self.file, item.name.span.end);
                hints.push(Hint { at, text, kind: Kind::Types, reason, can_be_written: false });
            }
        }
    }

    /// The lines that set a variable, in the order of the scenarios.
    fn settings(&self) -> Vec<(VariableId, Span)> {
        let mut found = Vec::new();
        for scenario in &self.machine.scenarios {
            let given = scenario.given.iter();
            found.extend(given.filter_map(|fact| match fact.kind {
                FactKind::Variable(variable, _) => Some((variable, fact.span)),
                _ => None,
            }));
            for handler in &scenario.handlers {
                visit::steps(self.machine.handlers[*handler].own_body(), &mut |step| {
                    if let Step::Update(update) = step {
                        found.push((update.variable, update.span));
                    }
                });
            }
        }
        found
    }

    /// The type of the variable that a line begins with, unless the line declares it.
    fn add_type(&self, line: Span, ty: &Type, hints: &mut Vec<Hint>) {
        let text = self.analysis.program.sources.text(line);
        let Some(rest) = text.strip_prefix('$') else { return };
        let length = rest.find(|c: char| !(c == '_' || c.is_alphanumeric())).unwrap_or(rest.len());
        if rest[length..].trim_start().starts_with(':') || *ty == Type::Any {
            return;
        }
        let is_object = matches!(ty, Type::Object(_))
            || matches!(ty, Type::Array(item) if matches!(**item, Type::Object(_)));
        let at = (self.file, line.start + 1 + length as u32);
        let text = format!(": {}", words::ty(self.model(), ty));
        let reason = "inferred from all its uses in the system".to_owned();
        hints.push(Hint { at, text, kind: Kind::Types, reason, can_be_written: !is_object });
    }

    fn add_times(&self, hints: &mut Vec<Hint>) {
        let started = self.started_timers();
        for (_, handler) in self.lines() {
            let of = started.iter().filter(|(event, _)| *event == handler.event);
            let mut times: Vec<String> =
                of.map(|(_, words)| words::due(self.analysis.program.sources.text(*words))).collect();
            times.dedup();
            if times.is_empty() {
                continue;
            }
            let at = (self.file, self.end_of_words(handler));
            let lines: Vec<String> = started
                .iter()
                .filter(|(event, _)| *event == handler.event)
                .map(|(_, words)| self.analysis.program.sources.position(*words).line.to_string())
                .collect();
            let reason = format!("started in line {}", lines.join(", "));
            let text = format!(" {}", times.join(" or "));
            hints.push(Hint { at, text, kind: Kind::Times, reason, can_be_written: false });
        }
    }

    /// The events of time that steps of this machine start, with the words for the due time.
    fn started_timers(&self) -> Vec<(EventId, Span)> {
        let mut started = Vec::new();
        for (_, handler) in self.machine.definitions() {
            visit::steps(&handler.body, &mut |step| {
                if let Step::Timer(timer) = step
                    && let Some(start) = timer.op.start()
                {
                    started.push((start.event, start.words));
                }
            });
        }
        started.sort();
        started.dedup();
        started
    }
}
