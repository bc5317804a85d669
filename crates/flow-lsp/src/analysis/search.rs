//! Names of a program by a part of them: machines, scenarios, states, events, variables and phrases.

use flow_project::Analysis;
use flow_syntax::source::Span;

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name, with its sigil.
    pub name: String,
    /// Its kind.
    pub kind: FoundKind,
    /// The machine that has it.
    pub container: String,
    /// Its first mention, or its header.
    pub span: Span,
}

/// The kinds of names that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the language's own words")]
pub enum FoundKind {
    Machine,
    Scenario,
    State,
    Event,
    Variable,
    Phrase,
}

/// The names that have the letters of a query in its order, machine by machine.
pub fn search(analysis: &Analysis, query: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for machine in &analysis.model.machines {
        let container = format!("@{}", machine.name.text);
        let mut add = |name: String, kind, span| {
            if matches(&name, query) {
                found.push(Found { name, kind, container: container.clone(), span });
            }
        };
        add(container.clone(), FoundKind::Machine, machine.name.span);
        for scenario in machine.scenarios.iter().filter_map(|scenario| scenario.name.as_ref()) {
            add(scenario.text.clone(), FoundKind::Scenario, scenario.span);
        }
        for state in &machine.states {
            add(format!("#{}", state.name.text), FoundKind::State, state.name.span);
        }
        for event in machine.events.iter().filter(|event| !event.handlers.is_empty()) {
            add(format!(":{}", event.name.text), FoundKind::Event, event.name.span);
        }
        for variable in &machine.variables {
            add(format!("${}", variable.name.text), FoundKind::Variable, variable.name.span);
        }
        for phrase in machine.phrases.iter().filter(|phrase| phrase.kind.is_binding()) {
            add(phrase.text.clone(), FoundKind::Phrase, phrase.span);
        }
    }
    found
}

/// Whether a name has the letters of a query, in its order.
fn matches(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let mut wanted = query.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace());
    wanted.all(|c| letters.any(|letter| letter == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_their_order_are_enough() {
        assert!(matches("#awaiting_payment", "AwPay"));
        assert!(matches("#awaiting_payment", ""));
        assert!(!matches("#awaiting_payment", "payaw"));
    }
}
