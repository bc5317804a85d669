//! Judges the assertions of an `expect:` (reference#assertions).
//!
//! Phrases of an `expect:` have no binding in the interpreter, so an assertion that depends on one is undecided. All others are
//! judged from the instances and the log. For a failed assertion, the actual values are reported.

mod members;

use flow_model::model::{
    Assertion, AssertionKind, Call, Condition, ConditionKind, Expr, ExprKind, HistoryVerb, MachineId, Name,
    Not, Party, Span, StateId, TurnedAway, Which,
};
use flow_model::visit::asks_phrase;

use crate::exec::eval::{Bindings, Fault, NoBindings, PhraseCall, Scope};
use crate::exec::message::{InstanceId, Message, Peer};
use crate::exec::observer::Handled;
use crate::exec::runnable::Runnable;
use crate::exec::step::{Happened, Refusal, scope};
use crate::exec::value::Value;
use crate::history::actual::Actual;
use crate::history::log::{LogEntry, LoggedSystem};
use crate::history::sentences::Occurrence;

/// An assertion that is not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmet {
    /// Its line.
    pub span: Span,
    /// The actual values.
    pub actual: Vec<Actual>,
}

/// The result of judging one assertion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Judgement {
    /// It is so.
    Holds,
    /// It is not; this is.
    Fails(Vec<Actual>),
    /// Only a binding could judge it.
    Undecided,
}

/// An event that was not handled, its receiver with the state in which it was, and the reason.
type TurnedAwayEvent<'a, 'm> = (&'a Message<'m>, (MachineId, StateId), &'a Refusal<'m>);

/// The data that an assertion can read.
pub(crate) struct View<'a, 'p, 'm> {
    /// The runnable.
    pub(crate) runnable: &'p Runnable<'m>,
    /// The system.
    pub(crate) system: &'a LoggedSystem<'p, 'm>,
    /// The instance the story is about.
    pub(crate) focus: InstanceId,
    /// The payload of the handler that the `expect:` belongs to (reference#variable-lookup).
    payload: &'a [Value],
    /// The contexts of the instances that the story talks to, one of each machine.
    contexts: Vec<(MachineId, &'a [Value])>,
}

impl<'a, 'p, 'm> View<'a, 'p, 'm> {
    /// The view of an instance, with the payload that it handled last.
    pub(crate) fn new(
        runnable: &'p Runnable<'m>,
        system: &'a LoggedSystem<'p, 'm>,
        focus: InstanceId,
        payload: &'a [Value],
    ) -> Self {
        let mut view = View { runnable, system, focus, payload, contexts: Vec::new() };
        let machines = runnable.model.machines.ids();
        let contexts = machines.filter_map(|machine| {
            let instance = view.instance_of(machine)?;
            Some((machine, &system.instance(instance).context[..]))
        });
        view.contexts = contexts.collect();
        view
    }
}

impl<'m> View<'_, '_, 'm> {
    /// Judges an assertion.
    pub(crate) fn judge(&self, bindings: &mut dyn Bindings, assertion: &Assertion) -> Judgement {
        let result = match &assertion.kind {
            AssertionKind::Condition(condition) => return self.judge_condition(bindings, condition),
            AssertionKind::History(machine, verb, state) => Ok(self.judge_history(*machine, *verb, state)),
            AssertionKind::Members(machine, which, not, states) => {
                Ok(self.judge_members(*machine, which, *not, states))
            }
            AssertionKind::VariableOf(machine, which, variable, op, value) => {
                self.judge_variable(bindings, (*machine, which, *variable), *op, value)
            }
            AssertionKind::Received { by, not, event, with } => {
                self.judge_received(bindings, *by, *not, event.as_ref(), with)
            }
            AssertionKind::ReceivedCount(by, count) => self.judge_received_count(bindings, *by, count),
            AssertionKind::Emitted { event, not, to, with } => {
                self.judge_emitted(bindings, event, *not, *to, with)
            }
            AssertionKind::Called { call, not, open, with } => {
                self.judge_called(bindings, (call, open), *not, with)
            }
            AssertionKind::LeftWaiting(machine, not) => Ok(self.judge_left_waiting(*machine, *not)),
            AssertionKind::TurnedAway { how, event, by, not, with } => {
                self.judge_turned_away(bindings, *how, event.as_ref(), *by, *not, with.as_ref())
            }
        };
        match result {
            Ok(Ok(())) => Judgement::Holds,
            Ok(Err(actual)) => Judgement::Fails(actual),
            Err(fault) => broken(fault),
        }
    }

    /// The actual values of an assertion that fails with any bindings.
    pub(crate) fn find_unmet(&self, assertion: &Assertion) -> Option<Unmet> {
        if matches!(&assertion.kind, AssertionKind::Condition(condition) if asks_phrase(condition)) {
            return None;
        }
        let mut bindings_used = NoBindings { is_asked: false };
        match self.judge(&mut bindings_used, assertion) {
            Judgement::Fails(actual) if !bindings_used.is_asked => {
                Some(Unmet { span: assertion.span, actual })
            }
            _ => None,
        }
    }

    fn scope(&self) -> Scope<'_, 'm> {
        let own = scope(self.runnable, self.system.instance(self.focus), self.payload);
        Scope { others: &self.contexts, ..own }
    }

    fn judge_condition(&self, bindings: &mut dyn Bindings, condition: &Condition) -> Judgement {
        match self.holds(bindings, condition) {
            Ok(Some(true)) => Judgement::Holds,
            Ok(Some(false)) => {
                let mut actual = Vec::new();
                self.explain(bindings, condition, &mut actual);
                Judgement::Fails(actual)
            }
            Ok(None) => Judgement::Undecided,
            Err(fault) => broken(fault),
        }
    }

    /// Whether a condition is true; `None` if that depends on a phrase.
    fn holds(&self, bindings: &mut dyn Bindings, condition: &Condition) -> Result<Option<bool>, Fault> {
        match &condition.kind {
            ConditionKind::All(parts) => self.combine(bindings, parts, false),
            ConditionKind::Any(parts) => self.combine(bindings, parts, true),
            ConditionKind::Not(inner) => match &inner.kind {
                ConditionKind::InState(machine, states) => {
                    Ok(Some(self.states_of(*machine).all(|state| !states.contains(&state))))
                }
                _ => Ok(self.holds(bindings, inner)?.map(|held| !held)),
            },
            ConditionKind::InState(machine, states) => {
                Ok(Some(self.states_of(*machine).all(|state| states.contains(&state))))
            }
            ConditionKind::Call(call) => Ok(self.judge_phrase(bindings, call)),
            _ => self.scope().holds(bindings, condition).map(Some),
        }
    }

    /// Whether a phrase is true, if the executor can judge it.
    fn judge_phrase(&self, bindings: &mut dyn Bindings, call: &Call) -> Option<bool> {
        let question = self.scope().eval_call(bindings, call).ok()?;
        self.runnable.executor.asserted(self.system.instance(self.focus), &question)
    }

    /// All parts, or any part: one that is `decisive` decides.
    fn combine(
        &self,
        bindings: &mut dyn Bindings,
        parts: &[Condition],
        decisive: bool,
    ) -> Result<Option<bool>, Fault> {
        let mut result = Some(!decisive);
        for part in parts {
            match self.holds(bindings, part)? {
                Some(held) if held == decisive => return Ok(Some(decisive)),
                Some(_) => {}
                None => result = None,
            }
        }
        Ok(result)
    }

    /// Collects the actual values that make a condition false.
    fn explain(&self, bindings: &mut dyn Bindings, condition: &Condition, actual: &mut Vec<Actual>) {
        match &condition.kind {
            ConditionKind::All(parts) => {
                let fails = |part: &&Condition| self.holds(bindings, part) == Ok(Some(false));
                if let Some(part) = parts.iter().find(fails) {
                    self.explain(bindings, part, actual);
                }
            }
            ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.explain(bindings, part, actual));
            }
            ConditionKind::Not(inner) => self.explain(bindings, inner, actual),
            ConditionKind::Failed | ConditionKind::Began(_) => {}
            ConditionKind::InState(machine, _) => {
                let meant = self.find_meant(*machine, &Which::Unsaid);
                actual.push(match meant.as_slice() {
                    [] | [_] => Actual::State(*machine, self.state_of(*machine)),
                    several => self.list_states(*machine, several),
                });
            }
            ConditionKind::Compare(left, _, right) | ConditionKind::Contains(left, right) => {
                self.explain_value(bindings, left, actual);
                self.explain_value(bindings, right, actual);
            }
            ConditionKind::Empty(expr) | ConditionKind::Flag(expr) => {
                self.explain_value(bindings, expr, actual);
            }
            ConditionKind::Call(call) => {
                if let Some(holds) = self.judge_phrase(bindings, call) {
                    let is = if holds { "is" } else { "is not" };
                    actual.push(Actual::Words(format!("'{}' {is} so", call.words)));
                }
            }
        }
    }

    fn explain_value(&self, bindings: &mut dyn Bindings, expr: &Expr, actual: &mut Vec<Actual>) {
        if let (false, Ok(value)) = (is_constant(expr), self.scope().value(bindings, expr)) {
            actual.push(Actual::Value(expr.span, value.to_string()));
        }
    }

    /// The instance of a machine that the story talks to.
    pub(super) fn instance_of(&self, machine: MachineId) -> Option<InstanceId> {
        if self.system.instance(self.focus).machine == machine {
            return Some(self.focus);
        }
        let first = || self.system.instances().find(|(_, instance)| instance.machine == machine);
        self.system.partner(self.focus, machine).or_else(|| Some(first()?.0))
    }

    /// The state of a machine; one that was never needed would begin in its initial state.
    pub(super) fn state_of(&self, machine: MachineId) -> StateId {
        let instance = self.instance_of(machine).map(|id| self.system.instance(id).state);
        instance.unwrap_or(self.runnable.machine(machine).initial)
    }

    fn judge_history(
        &self,
        machine: MachineId,
        verb: HistoryVerb,
        states: &[StateId],
    ) -> Result<(), Vec<Actual>> {
        let (start, entered) = self.state_history(machine);
        let has_entered = states.iter().any(|state| entered.contains(state));
        let been = has_entered || states.contains(&start);
        let holds = match verb {
            HistoryVerb::HasBeenIn => been,
            HistoryVerb::HasNeverBeenIn => !been,
            HistoryVerb::HasEntered => has_entered,
        };
        let name = |state: &StateId| &self.runnable.machine(machine).states[*state].name.text;
        let path: String = entered.iter().map(|state| format!(", then #{}", name(state))).collect();
        let words = format!("@{} was in #{}{path}", self.runnable.machine(machine).name.text, name(&start));
        if holds { Ok(()) } else { Err(vec![Actual::Words(words)]) }
    }

    /// Where a machine began, and the states it entered.
    fn state_history(&self, machine: MachineId) -> (StateId, Vec<StateId>) {
        let instance = self.instance_of(machine);
        let mut start = None;
        let mut entered = Vec::new();
        for entry in self.system.log() {
            if let LogEntry::Handled(Handled { instance: of, from, done, .. }) = entry
                && Some(*of) == instance
            {
                start = start.or(Some(*from));
                entered.extend(done.passed());
            }
        }
        (start.unwrap_or_else(|| self.state_of(machine)), entered)
    }

    fn judge_received(
        &self,
        bindings: &mut dyn Bindings,
        by: Party,
        not: Not,
        event: Option<&Name>,
        with: &[(Name, Expr)],
    ) -> Result<Result<(), Vec<Actual>>, Fault> {
        let with = self.eval_fields(bindings, with)?;
        let to_them: Vec<_> = self.system.messages().filter(|sent| self.is_to(sent, by)).collect();
        let matches =
            |sent: &&&Message<'_>| event.is_none_or(|event| sent.name == event.text) && carries(sent, &with);
        let found = to_them.iter().find(matches).is_some();
        Ok(expect(found, not, || {
            vec![Actual::Words(format!("{} received {}", self.party_name(by), list(&to_them)))]
        }))
    }

    fn judge_received_count(
        &self,
        bindings: &mut dyn Bindings,
        by: Party,
        count: &Expr,
    ) -> Result<Result<(), Vec<Actual>>, Fault> {
        let wanted = self.scope().value(bindings, count)?;
        let to_them: Vec<_> = self.system.messages().filter(|sent| self.is_to(sent, by)).collect();
        let actual = Value::Integer(to_them.len() as i64);
        Ok(expect(actual.equals(&wanted), Not::Plain, || {
            let count = if to_them.is_empty() { String::new() } else { format!("{}: ", to_them.len()) };
            let words = format!("{} received {count}{}", self.party_name(by), list(&to_them));
            vec![Actual::Words(words)]
        }))
    }

    fn judge_emitted(
        &self,
        bindings: &mut dyn Bindings,
        event: &Name,
        not: Not,
        to: Option<Party>,
        with: &[(Name, Expr)],
    ) -> Result<Result<(), Vec<Actual>>, Fault> {
        let with = self.eval_fields(bindings, with)?;
        let emits: Vec<_> = self.system.messages().filter(|sent| sent.emit.is_some()).collect();
        let matches = |sent: &&&Message<'_>| {
            sent.name == event.text && to.is_none_or(|to| self.is_to(sent, to)) && carries(sent, &with)
        };
        let found = emits.iter().find(matches).is_some();
        Ok(expect(found, not, || {
            let named: Vec<_> = emits.iter().copied().filter(|sent| sent.name == event.text).collect();
            let words = match named.as_slice() {
                [] => format!("emitted were {}", list(&emits)),
                named => format!("emitted were {}", self.list_to(named)),
            };
            vec![Actual::Words(words)]
        }))
    }

    fn judge_called(
        &self,
        bindings: &mut dyn Bindings,
        (call, open): (&Call, &[usize]),
        not: Not,
        with: &[(Name, Expr)],
    ) -> Result<Result<(), Vec<Actual>>, Fault> {
        let wanted = self.scope().eval_call(bindings, call)?;
        let with = self.eval_fields(bindings, with)?;
        let calls: Vec<_> = self.calls().collect();
        let matches = |done: &&&PhraseCall<'_>| {
            done.function == wanted.function
                && same_values(&done.args, &wanted.args, open)
                && with
                    .iter()
                    .all(|(name, value)| self.argument(done, name).is_some_and(|arg| arg.equals(value)))
        };
        let found = calls.iter().find(matches).is_some();
        Ok(expect(found, not, || vec![Actual::Words(self.list_calls(&calls))]))
    }

    fn judge_turned_away(
        &self,
        bindings: &mut dyn Bindings,
        how: TurnedAway,
        event: Option<&Name>,
        by: Option<MachineId>,
        not: Not,
        with: Option<&Expr>,
    ) -> Result<Result<(), Vec<Actual>>, Fault> {
        let text = with.map(|text| self.scope().value(bindings, text)).transpose()?;
        // `nothing was rejected`: every event was handled, so none was refused or failed either.
        let is_any = how == TurnedAway::Rejected && event.is_none();
        let is_so = |refusal: &Refusal<'_>| match refusal {
            Refusal::Rejected { .. } => how == TurnedAway::Rejected,
            Refusal::Refused { reason, .. } if how == TurnedAway::Refused => {
                text.as_ref().is_none_or(|text| text.as_text() == Some(reason))
            }
            _ => is_any,
        };
        let all: Vec<_> = self.turned_away_events().collect();
        let found = all.iter().any(|(message, (machine, _), refusal)| {
            event.is_none_or(|event| event.text == message.name)
                && by.is_none_or(|by| by == *machine)
                && is_so(refusal)
        });
        Ok(expect(found, not, || {
            let words: Vec<_> = all.iter().map(|entry| self.turned_away_words(entry)).collect();
            let words = if words.is_empty() {
                "nothing was rejected or refused".to_owned()
            } else {
                words.join(", ")
            };
            vec![Actual::Words(words)]
        }))
    }

    /// Every event that was not handled, with its receiver and the reason.
    fn turned_away_events(&self) -> impl Iterator<Item = TurnedAwayEvent<'_, 'm>> {
        self.system.log().iter().enumerate().filter_map(|(at, entry)| match entry {
            LogEntry::Refused { message, instance, refusal } => {
                let machine = self.system.instance(*instance).machine;
                let state = match refusal {
                    Refusal::Rejected { state } => *state,
                    _ => self.state_at(*instance, at),
                };
                Some((self.system.message(*message), (machine, state), refusal))
            }
            _ => None,
        })
    }

    /// The state of an instance when something happened, by its position in the log: the one that it left afterwards, else its own now.
    fn state_at(&self, instance: InstanceId, at: usize) -> StateId {
        let mut later = self.system.log()[at..].iter().filter_map(|entry| match entry {
            LogEntry::Handled(handled) if handled.instance == instance => Some(handled.from),
            _ => None,
        });
        later.next().unwrap_or(self.system.instance(instance).state)
    }

    fn turned_away_words(&self, (message, (machine, state), refusal): &TurnedAwayEvent<'_, '_>) -> String {
        let occurrence = Occurrence {
            model: self.runnable.model,
            event: message.name,
            from: self.system.party(message.from),
            machine: *machine,
            state: *state,
        };
        match refusal {
            Refusal::Refused { reason, .. } if reason.is_empty() => occurrence.describe_refusal(),
            Refusal::Refused { reason, .. } => format!("{} with \"{reason}\"", occurrence.describe_refusal()),
            Refusal::Rejected { .. } | Refusal::Deferred { .. } => occurrence.describe_rejection(),
            Refusal::Failed { message, .. } => occurrence.describe_fault(message),
            Refusal::Fault { fault, .. } => occurrence.describe_fault(&fault.message),
        }
    }

    /// Every action that was called, in order; those of handlers that failed or refused their event too.
    fn calls(&self) -> impl Iterator<Item = &PhraseCall<'m>> {
        let paths = self.system.log().iter().filter_map(|entry| match entry {
            LogEntry::Handled(Handled { done, .. }) => Some(done.path.as_slice()),
            LogEntry::Refused { refusal, .. } => Some(refusal.path()),
            _ => None,
        });
        paths.flatten().filter_map(|happened| match happened {
            Happened::Called(_, question) => Some(question),
            _ => None,
        })
    }

    fn argument<'q>(&self, question: &'q PhraseCall<'_>, name: &str) -> Option<&'q Value> {
        let phrase = &self.runnable.machine(question.machine).phrases[question.phrase];
        question.args.get(phrase.params.iter().position(|param| param.name == name)?)
    }

    fn list_calls(&self, calls: &[&PhraseCall<'_>]) -> String {
        let text = |call: &&PhraseCall<'_>| {
            let words = &call.words;
            let args: Vec<_> = call.args.iter().map(Value::to_string).collect();
            if args.is_empty() { format!("'{words}'") } else { format!("'{words}' with {}", args.join(", ")) }
        };
        match calls {
            [] => "no action was called".to_owned(),
            calls => format!("called were {}", calls.iter().map(text).collect::<Vec<_>>().join(", ")),
        }
    }

    fn eval_fields<'n>(
        &self,
        bindings: &mut dyn Bindings,
        with: &'n [(Name, Expr)],
    ) -> Result<Vec<(&'n str, Value)>, Fault> {
        let scope = self.scope();
        with.iter().map(|(name, expr)| Ok((name.text.as_str(), scope.value(bindings, expr)?))).collect()
    }

    fn is_to(&self, message: &Message<'_>, party: Party) -> bool {
        match party {
            Party::Itself => message.to == Peer::Instance(self.focus) && message.from == message.to,
            _ => self.system.party(message.to) == Some(party),
        }
    }

    fn list_to(&self, messages: &[&Message<'_>]) -> String {
        let to = |message: &&Message<'_>| {
            let party = self.system.party(message.to).map(|party| self.party_name(party));
            format!("{} to {}", show(message), party.unwrap_or_default())
        };
        messages.iter().map(to).collect::<Vec<_>>().join(", ")
    }

    fn party_name(&self, party: Party) -> String {
        let model = self.runnable.model;
        match party {
            Party::Machine(machine) => format!("@{}", model.machines[machine].name.text),
            Party::Actor(actor) => format!("@{}", model.actors[actor].name.text),
            Party::System => "@system".to_owned(),
            Party::Itself => "@self".to_owned(),
        }
    }
}

/// Whether an expression has the same value everywhere.
pub(crate) fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) | ExprKind::Zero => true,
        ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::Convert(inner)
        | ExprKind::Duration(inner, _) => is_constant(inner),
        _ => false,
    }
}

/// Whether an argument in the phrase of a fact has one value, so that the fact is about calls with that value only. A variable without a
/// value where the fact is written matches any value.
pub(crate) fn is_fixed(arg: &Expr) -> bool {
    is_constant(arg) && !matches!(arg.kind, ExprKind::Zero)
}

fn broken(fault: Fault) -> Judgement {
    Judgement::Fails(vec![Actual::Words(fault.message)])
}

pub(super) fn expect(found: bool, not: Not, actual: impl FnOnce() -> Vec<Actual>) -> Result<(), Vec<Actual>> {
    if found == (not == Not::Plain) { Ok(()) } else { Err(actual()) }
}

fn carries(message: &Message<'_>, with: &[(&str, Value)]) -> bool {
    let sent = |name: &str| message.payload.iter().find(|(field, _)| *field == name);
    with.iter().all(|(name, wanted)| sent(name).is_some_and(|(_, value)| value.equals(wanted)))
}

/// Whether values are equal, except for those at `open` positions.
fn same_values(a: &[Value], b: &[Value], open: &[usize]) -> bool {
    let mut pairs = a.iter().zip(b).enumerate();
    a.len() == b.len() && pairs.all(|(at, (a, b))| open.contains(&at) || a.equals(b))
}

fn list(messages: &[&Message<'_>]) -> String {
    match messages {
        [] => "nothing".to_owned(),
        messages => messages.iter().map(|message| show(message)).collect::<Vec<_>>().join(", "),
    }
}

/// `:payment_request with amount: 1200`.
pub(crate) fn show(message: &Message<'_>) -> String {
    let fields: Vec<_> = message.payload.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    match fields.as_slice() {
        [] => format!(":{}", message.name),
        fields => format!(":{} with {}", message.name, fields.join(", ")),
    }
}
