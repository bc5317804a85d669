//! Rules (reference#rules).
//!
//! They are lowered after all bodies, since they can name only what the machines have: a state, a variable or an event that only a rule
//! mentions is reported. A rule adds nothing to a machine.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;

use super::scope::{Scope, Side};
use super::{Asked, Lower};
use crate::model::{
    Claim, Condition, Exclusion, ExprKind, MachineId, Not, Party, PhraseKind, StateId, Step, SystemRule,
    Target, Trigger,
};
use crate::names::identifier;
use crate::near::nearest;
use crate::visit;

impl<'p> Lower<'p, '_> {
    /// The rules of the system, then those of its machines.
    pub(super) fn lower_rules(&mut self) {
        let names = self.names;
        if names.machines.is_empty() {
            return;
        }
        names.rules.iter().for_each(|rules| self.lower_rules_block(None, rules));
        for (machine, parts) in names.machines.entries() {
            parts.rules.iter().for_each(|rules| self.lower_rules_block(Some(machine), rules));
        }
    }

    fn lower_rules_block(&mut self, own: Option<MachineId>, rules: &'p ast::Rules) {
        let scope = Scope::of_story(own.unwrap_or(MachineId(0)), Side::Rule { own });
        for rule in &rules.rules {
            if let Some(rule) = self.opt_rule(&scope, rule) {
                self.model.rules.rules.push(rule);
            }
        }
        for exclusion in &rules.exclusions {
            let answers = exclusion.phrases.iter().filter_map(|phrase| self.opt_answer(own, phrase)).gather();
            self.model.rules.exclusions.push(Exclusion { answers, span: exclusion.span });
        }
    }

    fn opt_rule(&mut self, scope: &Scope, rule: &ast::Rule) -> Option<SystemRule> {
        let when = match &rule.when {
            Some(ast::Trigger::Holds(condition)) => {
                Some(Trigger::Holds(self.lower_condition(scope, condition)))
            }
            Some(ast::Trigger::Sends(actor, event)) => {
                let from = self.find_party(actor)?;
                self.check_sent(from, event);
                Some(Trigger::Sends(from, event.clone(), actor.span.to(event.span)))
            }
            None => None,
        };
        Some(SystemRule { when, claim: self.opt_claim(scope, &rule.claim)?, span: rule.span })
    }

    fn opt_claim(&mut self, scope: &Scope, claim: &ast::Claim) -> Option<Claim> {
        let mut condition =
            |condition: &ast::Condition| -> Condition { self.lower_condition(scope, condition) };
        Some(match claim {
            ast::Claim::Always(always) => Claim::Always(condition(always)),
            ast::Claim::NeverWhile(never, during) => Claim::NeverWhile(condition(never), condition(during)),
            ast::Claim::OnceNever(once, never) => Claim::OnceNever(condition(once), condition(never)),
            ast::Claim::AtMostOnce(actor, event) => {
                let by = self.find_party(actor)?;
                self.check_received(by, event);
                Claim::AtMostOnce(by, event.clone())
            }
            ast::Claim::Reaches(subject, states) => {
                let machine = self.rule_subject(scope, subject)?;
                Claim::Reaches(
                    machine,
                    states.iter().filter_map(|state| self.find_state(machine, state)).gather(),
                )
            }
            ast::Claim::Receives(actor, events) => {
                let by = self.find_party(actor)?;
                events.iter().for_each(|event| self.check_received(by, event));
                Claim::Receives(by, events.clone())
            }
        })
    }

    /// The machine that the subject of a state means in a rule; reported if there is none.
    pub(super) fn rule_subject(&mut self, scope: &Scope, subject: &ast::Name) -> Option<MachineId> {
        if let Some(named) = self.names.machine(&identifier(&subject.text)) {
            return Some(named);
        }
        let Side::Rule { own } = scope.side else { return None };
        let only = (self.names.machines.len() == 1).then_some(MachineId(0));
        // Inside its own rules, a machine may be called anything, as in its handlers.
        let is_written_as_actor = self.sources.text(subject.span).starts_with('@');
        if let Some(machine) = own.or(only).filter(|_| !is_written_as_actor) {
            return Some(machine);
        }
        let machines = self.names.machines.iter().map(|parts| parts.name.text.as_str());
        let near = nearest(&identifier(&subject.text), machines);
        let message = format!("no machine of this system is called '{}'", subject.text);
        let report = self.diags.report(Name::UnknownName, subject.span, message);
        if let Some(near) = near {
            let sigil = if is_written_as_actor { "@" } else { "" };
            report.did_you_mean([subject.span], format!("{sigil}{near}"));
        }
        None
    }

    /// A state that some line of the machine mentions; reported if there is none.
    pub(super) fn find_state(&mut self, machine: MachineId, state: &ast::Name) -> Option<StateId> {
        if let Some(known) = self.index[machine].states.get(&state.text).copied() {
            self.model.machines[machine].states[known].mentions.push(state.span);
            return Some(known);
        }
        let near = nearest(&state.text, self.index[machine].states.keys().map(String::as_str));
        let message = format!("'@{}' has no state '#{}'", self.machine_name(machine), state.text);
        let report = self.diags.report(Name::UnknownName, state.span, message);
        if let Some(near) = near {
            report.did_you_mean([state.span], format!("#{near}"));
        }
        None
    }

    /// `$paid` in a rule: the variable of the only machine that has it, or of the machine that the rule belongs to.
    pub(super) fn rule_variable(&mut self, own: Option<MachineId>, name: &ast::Name) -> ExprKind {
        let owners = self.index.entries().filter(|(_, index)| index.variables.contains_key(&name.text));
        let owners: Vec<MachineId> = owners.map(|(machine, _)| machine).gather();
        let owner = match (own.filter(|own| owners.contains(own)), &owners[..]) {
            (Some(own), _) => Some(own),
            (None, [only]) => Some(*only),
            (None, &[first, second, ..]) => {
                let message = format!(
                    "'@{}' and '@{}' both have a variable '${}'",
                    self.machine_name(first),
                    self.machine_name(second),
                    name.text
                );
                let owned = |machine| format!("${} of @{}", name.text, self.machine_name(machine));
                let (of_first, of_second) = (owned(first), owned(second));
                self.diags
                    .report(Name::UnknownName, name.span, message)
                    .write("write", name.span, of_first)
                    .write("or", name.span, of_second);
                None
            }
            (None, []) => {
                self.report_unknown_variable(name, None);
                None
            }
        };
        match owner {
            Some(owner) => ExprKind::VariableOf(owner, self.intern_variable(owner, name)),
            None => ExprKind::Zero,
        }
    }

    /// `$paid of @order` in an expectation or a rule.
    pub(super) fn owned_variable(&mut self, scope: &Scope, name: &ast::Name, owner: &ast::Name) -> ExprKind {
        let Some(machine) = self.names.machine(&owner.text) else {
            let machines = self.names.machines.iter().map(|parts| parts.name.text.as_str());
            let near = nearest(&owner.text, machines);
            let message = format!("'@{}' is no machine of this system, so it has no variables", owner.text);
            let report = self.diags.report(Name::UnknownName, owner.span, message);
            if let Some(near) = near {
                report.did_you_mean([owner.span], format!("@{near}"));
            }
            return ExprKind::Zero;
        };
        if matches!(scope.side, Side::Body | Side::Given) {
            let message = format!(
                "'@{}' cannot read the variables of '@{}'",
                self.machine_name(scope.machine),
                owner.text
            );
            self.diags.report(Name::ForeignState, name.span.to(owner.span), message).help(
                "a machine gets the values of others with events; an 'expect:' and 'rules:' can read them",
            );
            return ExprKind::Zero;
        }
        if !self.names.machines[machine].set.contains(name.text.as_str())
            && !self.index[machine].variables.contains_key(&name.text)
        {
            self.report_unknown_variable(name, Some(machine));
            return ExprKind::Zero;
        }
        self.note_of(machine, || Asked::HasVariable { machine, name: name.text.clone() });
        ExprKind::VariableOf(machine, self.intern_variable(machine, name))
    }

    fn report_unknown_variable(&mut self, name: &ast::Name, owner: Option<MachineId>) {
        let of =
            owner.map_or("no machine".to_owned(), |owner| format!("'@{}' has no", self.machine_name(owner)));
        let verb = if owner.is_some() { "variable" } else { "has a variable" };
        let owners = self.index.entries().filter(|(machine, _)| owner.is_none_or(|owner| owner == *machine));
        let known = owners.flat_map(|(_, index)| index.variables.keys().map(String::as_str));
        let near = nearest(&name.text, known);
        let report = self.diags.report(Name::UnknownName, name.span, format!("{of} {verb} '${}'", name.text));
        if let Some(near) = near {
            report.did_you_mean([name.span], format!("${near}"));
        }
    }

    /// Reports a phrase in a rule: only the program knows its answer.
    pub(super) fn report_phrase_in_rule(&mut self, condition: &ast::Condition) {
        let words = self.sources.text(condition.span).to_owned();
        self.diags
            .report(Name::Syntax, condition.span, format!("'{words}' is no condition that a rule can check"))
            .help("a rule is about states, variables and events, as '= order is never in #paid while payment is in #refunded'");
    }

    /// The sender or receiver of this name; reported if it is in no other part of the specification.
    fn find_party(&mut self, actor: &ast::Name) -> Option<Party> {
        let party = self.names.party(&actor.text);
        if party.is_none() {
            let machines = self.names.machines.iter().map(|parts| parts.name.text.as_str());
            let actors = self.names.actors.iter().map(|name| name.text.as_str());
            let near = nearest(&actor.text, machines.chain(actors));
            let message = format!("nobody else in this specification is called '@{}'", actor.text);
            let report = self.diags.report(Name::UnknownName, actor.span, message);
            if let Some(near) = near {
                report.did_you_mean([actor.span], format!("@{near}"));
            }
        }
        party
    }

    /// Reports an event that no machine handles from this sender.
    fn check_sent(&mut self, from: Party, event: &ast::Name) {
        let handled = self.model.machines.iter().flat_map(|machine| {
            let is_from = |sender: Option<Party>| sender.is_none_or(|sender| sender == from);
            machine
                .events
                .iter()
                .filter(move |event| is_from(event.from))
                .map(|event| event.name.text.as_str())
        });
        let handled: Vec<&str> = handled.gather();
        report_unless_known(self.diags, event, "no machine handles", &handled);
    }

    /// Reports an event that is never sent to this receiver.
    fn check_received(&mut self, by: Party, event: &ast::Name) {
        let mut sent: Vec<&str> = Vec::new();
        for (id, machine) in self.model.machines.entries() {
            for handler in &machine.handlers {
                visit::steps(&handler.body, &mut |step| {
                    let Step::Emit(emit) = step else { return };
                    let (receiver, name) = match emit.target {
                        Target::Machine(to, event) => {
                            (Party::Machine(to), &self.model.machines[to].events[event].name.text)
                        }
                        Target::Actor(to, message) => {
                            (Party::Actor(to), &self.model.actors[to].messages[message].name.text)
                        }
                        Target::Itself(event) => (Party::Machine(id), &machine.events[event].name.text),
                    };
                    if receiver == by {
                        sent.push(name);
                    }
                });
            }
            if by == Party::Machine(id) {
                sent.extend(machine.events.iter().map(|event| event.name.text.as_str()));
            }
        }
        report_unless_known(self.diags, event, "nothing sends there", &sent);
    }

    /// `card is valid` in an assumption: the function of a guard phrase, and the answer that is meant.
    fn opt_answer(&mut self, own: Option<MachineId>, phrase: &ast::Phrase) -> Option<(String, Not)> {
        let (function, not) = self.positive_function(phrase);
        let machines = self.model.machines.entries().filter(|(id, _)| own.is_none_or(|own| own == *id));
        let phrases = machines.flat_map(|(_, machine)| machine.phrases.iter());
        let guards: Vec<_> = phrases.filter(|phrase| phrase.kind == PhraseKind::Guard).gather();
        if guards.iter().any(|guard| guard.function == function) {
            return Some((function, not));
        }
        let words = self.sources.text(phrase.span).to_owned();
        let near = nearest(&words, guards.iter().map(|guard| guard.text.as_str())).map(str::to_owned);
        let report = self.diags.report(Name::UnknownName, phrase.span, format!("no guard asks '{words}'"));
        if let Some(near) = near {
            report.did_you_mean([phrase.span], near);
        }
        None
    }
}

fn report_unless_known(
    diags: &mut flow_syntax::diagnostic::Diagnostics,
    event: &ast::Name,
    problem: &str,
    known: &[&str],
) {
    if known.contains(&event.text.as_str()) {
        return;
    }
    let report = diags.report(Name::UnknownName, event.span, format!("{problem} ':{}'", event.text));
    if let Some(near) = nearest(&event.text, known.iter().copied()) {
        report.did_you_mean([event.span], format!(":{near}"));
    }
}
