//! Hovers of a handler's line: its accepted states, the reason, and its transitions.
//!
//! The rule is that of the acceptance stage. Which request an answer belongs to is found again from the model's questions, by line.

use flow_model::edges::edges_of;
use flow_model::model::{Handler, HandlerId, Machine, MachineId, Role, Rule, Span, Step, Target};
use flow_model::questions::Questions;
use flow_model::{visit, words};

use super::markdown::code;
use super::{About, section};
use crate::analysis::hints::describe_rule;

impl About<'_> {
    /// The handler with a place in its line, and the text about it.
    pub(super) fn handler_at(&self, offset: u32) -> Option<(Span, String)> {
        for (id, machine) in self.model().machines.entries() {
            let holds = |(_, handler): &(HandlerId, &Handler)| {
                let line = handler.span;
                line.file == self.file
                    && line.start <= offset
                    && offset <= line.end
                    && handler.beside.is_none()
            };
            if let Some((first, handler)) = machine.handlers.entries().find(holds) {
                let of_line = machine.handlers_of_line(first);
                let texts: Vec<String> = of_line.map(|handler| self.handler(id, machine, handler)).collect();
                return Some((handler.span, texts.join("\n\n---\n\n")));
            }
        }
        None
    }

    fn handler(&self, id: MachineId, machine: &Machine, handler: HandlerId) -> String {
        let accepted = machine.accepted(handler);
        let event = self.event_words(machine, machine.handlers[handler].event);
        let states = match accepted.states.is_empty() {
            true => "in no state".to_owned(),
            false => format!("in {}", self.states(machine, &accepted.states)),
        };
        if let Role::Retelling(definition) = accepted.role {
            let line = self.line(machine.handlers[definition].span);
            let own = machine.accepted(definition);
            let states = self.states(machine, &own.states);
            return format!("**{event}**: it tells again what {line} defines, which is accepted in {states}");
        }
        let why = match accepted.rule {
            Rule::Answer => self.answered_requests(id, machine, handler),
            rule => describe_rule(rule).to_owned(),
        };
        let guess = match accepted.guess {
            Some(_) => "\n\nThat is a guess: `in #\u{2026}` on the line would make it sure.",
            None => "",
        };
        let leads = section("It leads", self.edges_of(id, machine, handler));
        let brings = machine.events[machine.handlers[handler].event].fields.iter();
        let brings =
            brings.map(|field| code(&format!("{}: {}", field.name.text, words::ty(self.model(), &field.ty))));
        let brings = section("It brings", brings);
        format!("**{event}**: accepted {states}, since {why}{guess}{leads}{brings}")
    }

    /// The transitions of a handler, state by state.
    fn edges_of(&self, id: MachineId, machine: &Machine, handler: HandlerId) -> Vec<String> {
        let edges = edges_of(self.model(), id, handler).into_iter();
        let state = |state| words::state(machine, state);
        let lines = edges.map(|edge| match edge.from == edge.to {
            true => format!("nowhere from `{}`, where it stays", state(edge.from)),
            false => format!("from `{}` to `{}`", state(edge.from), state(edge.to)),
        });
        lines.collect()
    }

    /// The requests that an answer belongs to: those above it in its scenario, or else all.
    fn answered_requests(&self, id: MachineId, machine: &Machine, handler: HandlerId) -> String {
        let of = &machine.handlers[handler];
        let questions = Questions::of_machine(self.model(), id);
        let asks = |target: Target| questions.answers(id, target).any(|event| event == of.event);
        let mut asked: Vec<(bool, Span, String)> = Vec::new();
        for other in machine.handlers.iter() {
            visit::steps(&other.body, &mut |step| {
                let (span, words) = match step {
                    Step::Emit(emit) if asks(emit.target) => {
                        (emit.span, emit.target.describe(self.model(), machine))
                    }
                    Step::Timer(timer) if timer.op.start().is_some_and(|start| start.event == of.event) => {
                        (timer.span, words::one_line(self.analysis.program.sources.text(timer.span)))
                    }
                    Step::Emit(emit) if emit.target == Target::Itself(of.event) => {
                        (emit.span, emit.target.describe(self.model(), machine))
                    }
                    _ => return,
                };
                let is_above =
                    other.scenario == of.scenario && span.file == of.span.file && span.start < of.span.start;
                asked.push((is_above, span, words));
            });
        }
        let has_above = asked.iter().any(|(is_above, ..)| *is_above);
        asked.retain(|(is_above, ..)| *is_above || !has_above);
        asked.sort();
        asked.dedup();
        let asked: Vec<String> =
            asked.iter().map(|(_, span, words)| format!("{} of {}", code(words), self.line(*span))).collect();
        match asked.is_empty() {
            true => describe_rule(Rule::Answer).to_owned(),
            false => {
                let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
                format!("it answers {}, and the machine rests there then", super::list(&asked))
            }
        }
    }
}
