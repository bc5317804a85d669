//! Formats results as text for people, in the author's words (reference#verdicts).
//!
//! A report quotes the line of a failed expectation, and lists the actual values, the handlers up to there, and the
//! assumptions. It ends with suggestions for lines that may mean something else.

use flow_model::edges::{dispatch, edges};
use flow_model::model::{
    EventId, FactKind, HandlerId, Instances, MachineId, Model, Party, Span, StateId, TurnedAway, Type,
};
use flow_model::words;
use flow_syntax::source::Sources;

use crate::exec::value::Value;
use crate::history::coverage::{Coverage, Item, Kind, Transition};
use crate::history::sentences::describe_rejecting_receiver;
use crate::history::trace::{Trace, TraceEntry, Why};
use crate::story::result::{
    Actual, Assumption, Failure, FailureKind, Hint, ReadAs, Rejection, Results, RunKind, RunResult,
    StoryKind, StoryResult, Taken, Verdict,
};
use crate::story::run::MAX_FIRED;

/// Writes results for people.
#[derive(Clone, Copy)]
pub struct Reporter<'a> {
    /// The model that was run.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a Sources,
}

/// Something that no run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its line.
    pub span: Span,
    /// The kind of gap: `never sent`.
    pub what: &'static str,
    /// The line or name, in the author's words.
    pub text: String,
    /// The guard lines of its group, if it is one of several.
    pub group: Vec<String>,
}

impl Gap {
    /// Whether it is the guard in this place, which is never true.
    fn is_guard(&self, span: Span) -> bool {
        self.span == span && self.what == "never holds"
    }

    /// `never holds: ? $n > 3 (in the group '? $n > 3', '?? ready')`.
    fn describe(&self) -> String {
        let lines: Vec<_> = self.group.iter().map(|line| format!("'{line}'")).collect();
        match lines.as_slice() {
            [] => format!("{}: {}", self.what, self.text),
            lines => format!("{}: {} (in the group {})", self.what, self.text, lines.join(", ")),
        }
    }
}

impl Reporter<'_> {
    /// Everything: a block for each story that did not pass, a line for each that did, and the totals.
    pub fn report_results(&self, results: &Results) -> String {
        let stories: String = results.stories.iter().map(|story| self.report_story(story)).collect();
        let count = |verdict| {
            let run = results.stories.iter().filter(|story| story.kind != StoryKind::Description);
            run.filter(|story| story.verdict == verdict).count()
        };
        format!(
            "{stories}\n{} passed, {} failed, {} undecided\n",
            count(Verdict::Passed),
            count(Verdict::Failed),
            count(Verdict::Undecided)
        )
    }

    /// One story: its verdict, and the findings of each of its runs.
    pub fn report_story(&self, story: &StoryResult) -> String {
        let verdict = match (story.kind, story.verdict) {
            (StoryKind::Description, _) => "described",
            (_, Verdict::Passed) => "passed   ",
            (_, Verdict::Undecided) => "undecided",
            (_, Verdict::Failed) => "failed   ",
        };
        let vacuous = if story.vacuous { " (it checks nothing)" } else { "" };
        let mut text = format!("{verdict} {}: {}{vacuous}\n", self.show_owner(story), story.name);
        for run in &story.runs {
            text += &self.run(story.machine, run);
        }
        for ruled_out in &story.ruled_out {
            let handler = self.show_handler(story.machine, ruled_out.handler);
            text += &format!(
                "  not run: {handler}, since {} leads elsewhere\n",
                self.place_and_text(ruled_out.by)
            );
        }
        for cut in &story.cut {
            let handler = self.show_handler(story.machine, *cut);
            text += &format!("  not run: further ways with {handler}, since there are too many\n");
        }
        text
    }

    /// The machine of a story, or the system of a case of the whole system.
    pub fn show_owner(&self, story: &StoryResult) -> String {
        match &self.model.name {
            Some(name) if story.is_of_system() => name.text.clone(),
            _ => self.machine(story.machine),
        }
    }

    /// One run: its assumptions, undecided assertions, rejections, and its failure.
    pub fn run(&self, machine: MachineId, run: &RunResult) -> String {
        let mut text = String::new();
        let way = match run.kind {
            RunKind::Main => String::new(),
            RunKind::Alternative(handler) => format!("with {}", self.show_handler(machine, handler)),
            RunKind::Branch(handler) => format!("on the way to {}", self.show_handler(machine, handler)),
        };
        let assumed: Vec<_> = run.assumptions.iter().map(|assumed| self.show_assumption(assumed)).collect();
        let assuming =
            if assumed.is_empty() { String::new() } else { format!("assuming {}", assumed.join(", ")) };
        let head: Vec<_> = [way, assuming].into_iter().filter(|part| !part.is_empty()).collect();
        if !head.is_empty() {
            text += &format!("  {}\n", head.join(", "));
        }
        for span in &run.undecided {
            text += &format!("    undecided: {}\n", self.place_and_text(*span));
        }
        for rejection in &run.rejections {
            text += &format!("    {}\n", self.report_rejection(rejection));
        }
        if run.bound_reached {
            text += "    undecided: bound reached, there are too many assumptions or ways to try\n";
        }
        if let Some(failure) = &run.failure {
            text += &self.report_failure(machine, run, failure);
        }
        text
    }

    /// The failure of a run: the expectation, the actual values, the handlers up to there, and suggestions for lines that may
    /// have been meant otherwise.
    pub fn report_failure(&self, machine: MachineId, run: &RunResult, failure: &Failure) -> String {
        let mut text =
            format!("    {}: {}\n", self.show_place(failure.span), self.describe_failure(machine, failure));
        text += &format!("      | {}\n", self.line(failure.span));
        if let FailureKind::Expectation(actual) | FailureKind::RuleBroken(actual) = &failure.kind {
            text += &self.list_actual_values(actual);
        }
        for unmet in &failure.also {
            text += &format!("      | {}\n", self.line(unmet.span));
            text += &self.list_actual_values(&unmet.actual);
        }
        if failure.cannot_be_met {
            text += "      no choice of assumptions can meet this\n";
        }
        text += &self.route_taken(machine, run);
        text += &self.list_messages(&run.trace);
        for hint in &run.hints {
            text += &self.report_hint(machine, hint);
        }
        text += &self.help_with_values(machine, run, failure);
        text
    }

    /// A failure in one line.
    pub fn describe_failure(&self, machine: MachineId, failure: &Failure) -> String {
        let at = failure.at.map(|(machine, handler)| self.show_handler(machine, handler));
        let state = self.state(machine, failure.state);
        let name = self.machine(machine);
        match (&failure.kind, at) {
            (FailureKind::NotAccepted, Some(handler)) => {
                format!("{handler} is not accepted here: {name} is in {state}")
            }
            (FailureKind::NotInFlight, Some(handler)) => {
                format!("{handler} never comes: nothing sends it while {name} is in {state}")
            }
            (FailureKind::Late(late), Some(handler)) => {
                let earlier = self.show_event(machine, late.earlier);
                let (after, before) = (Value::Duration(late.after), Value::Duration(late.earlier_after));
                format!(
                    "{earlier} is due before {handler}: after {before}, and this after {after}; then {name} is in {state}"
                )
            }
            (FailureKind::CameBefore { after, state }, Some(handler)) => {
                let (after, state) = (Value::Duration(*after), self.state(machine, *state));
                format!(
                    "{handler} comes before what the story tells above it: it was due after {after}, when {name} was in {state}"
                )
            }
            (FailureKind::TooLong, Some(handler)) => {
                format!("{handler} is not waited for: {MAX_FIRED} events of time come before it")
            }
            (FailureKind::Broken(error), Some(handler)) => format!("{handler} failed: {error}"),
            (FailureKind::Refused(text), Some(handler)) => format!("{handler} {}", refusal_text(text)),
            (FailureKind::StepMissing, Some(handler)) => {
                format!("this does not happen on {handler}, as the story tells it")
            }
            (FailureKind::Expectation(_), Some(handler)) => format!("expected after {handler}"),
            (FailureKind::RejectedBy { machine, state }, _) => {
                format!("this reaches {}", describe_rejecting_receiver(self.model, *machine, *state))
            }
            (FailureKind::Accepted { how, machine, state }, _) => {
                let (name, state) = (self.machine(*machine), self.state(*machine, *state));
                let how = if *how == TurnedAway::Rejected { "rejected" } else { "refused" };
                format!("this is handled, and not {how}: {name} is in {state} then")
            }
            (FailureKind::NotInFlight, None) => "nothing of this kind is under way here".to_owned(),
            (FailureKind::NotAccepted, None) => format!("this is not accepted here: {name} is in {state}"),
            (FailureKind::Broken(error), None) => format!("this failed: {error}"),
            (FailureKind::Refused(text), None) => format!("this {}", refusal_text(text)),
            (FailureKind::RuleBroken(_), Some(handler)) => format!("this rule is broken after {handler}"),
            (FailureKind::RuleBroken(_), None) => "this rule is broken".to_owned(),
            (FailureKind::Endless, _) => "the machines send each other messages without end".to_owned(),
            (FailureKind::Expectation(_), None) if failure.is_in_script => "expected here".to_owned(),
            (
                FailureKind::Expectation(_)
                | FailureKind::StepMissing
                | FailureKind::Late(_)
                | FailureKind::CameBefore { .. }
                | FailureKind::TooLong,
                None,
            ) => "expected at the end".to_owned(),
        }
    }

    /// An event with its sender, as a handler names them.
    fn show_event(&self, machine: MachineId, event: EventId) -> String {
        let of = &self.model.machines[machine];
        let from = of.events[event].from.map(|from| format!(" from {}", words::party(self.model, from)));
        format!("{}{}", words::event(of, event), from.unwrap_or_default())
    }

    fn list_actual_values(&self, actual: &[Actual]) -> String {
        let actual: Vec<_> = actual.iter().map(|actual| self.show_actual(actual)).collect();
        format!("      but {}\n", actual.join(" and "))
    }

    fn show_actual(&self, actual: &Actual) -> String {
        match actual {
            Actual::State(machine, state) => {
                format!("{} is in {}", self.machine(*machine), self.state(*machine, *state))
            }
            Actual::Value(span, value) => format!("{} is {value}", self.sources.text(*span).trim()),
            Actual::Words(words) => words.clone(),
        }
    }

    /// The states and handlers up to where the run ended.
    fn route_taken(&self, machine: MachineId, run: &RunResult) -> String {
        if run.start.is_of_system {
            return String::new();
        }
        let mut text = format!("      so far: starts in {}\n", self.state(machine, run.start.state));
        for taken in &run.taken {
            text += &format!("        {}\n", self.show_taken(machine, taken));
        }
        for skipped in &run.skipped {
            let handler = self.show_handler(machine, skipped.handler);
            text += &format!("        passed over: {handler} in {}\n", self.state(machine, skipped.state));
        }
        text
    }

    fn show_taken(&self, machine: MachineId, taken: &Taken) -> String {
        let handler = self.show_handler(machine, taken.handler);
        if taken.before == taken.after {
            return format!("{handler}: stays in {}", self.state(machine, taken.before));
        }
        format!("{handler}: {} to {}", self.state(machine, taken.before), self.state(machine, taken.after))
    }

    fn list_messages(&self, trace: &Trace) -> String {
        let name = |party: usize| format!("@{}", trace.parties[party].name);
        let lines = trace.entries.iter().filter_map(|entry| match entry {
            TraceEntry::Message { from, to, event, payload, .. } => {
                let fields: Vec<_> = payload.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                let with =
                    if fields.is_empty() { String::new() } else { format!(" with {}", fields.join(", ")) };
                Some(format!("        {} to {} :{event}{with}\n", name(*from), name(*to)))
            }
            TraceEntry::Action { party, text, .. } => {
                Some(format!("        {} does: {text}\n", name(*party)))
            }
            TraceEntry::Rejected { party, event, why: Why::Refused(text), .. } => {
                let text = if text.is_empty() { String::new() } else { format!(": {text}") };
                Some(format!("        {} refuses :{event}{text}\n", name(*party)))
            }
            _ => None,
        });
        let lines: String = lines.collect();
        if lines.is_empty() { lines } else { format!("      messages:\n{lines}") }
    }

    /// How to give values to the last event of the story that had none, and at which the story failed (reference#story-events).
    fn help_with_values(&self, machine: MachineId, run: &RunResult, failure: &Failure) -> String {
        let depends_on_values = matches!(
            failure.kind,
            FailureKind::Expectation(_) | FailureKind::Refused(_) | FailureKind::Broken(_)
        );
        let mut taken = run.taken.iter().rev();
        let found = taken.find_map(|taken| Some((taken.handler, self.opt_missing_value(machine, taken)?)));
        let Some((handler, fact)) = found.filter(|_| depends_on_values) else { return String::new() };
        format!(
            "      help: nothing gives values to {} ({}); write 'given:' below its line, and below that a fact like '{fact}'\n",
            self.show_handler(machine, handler),
            self.show_place(self.handler_span(machine, handler))
        )
    }

    /// A fact for the first field of an event that the story sent without values, if it has fields.
    fn opt_missing_value(&self, machine: MachineId, taken: &Taken) -> Option<String> {
        let machine = &self.model.machines[machine];
        let handler = &machine.handlers[taken.handler];
        let event = &machine.events[handler.event];
        taken.scripted.as_ref().filter(|sent| sent.iter().all(|(_, value)| value.is_zero()))?;
        let is_stated = handler.given.iter().any(|fact| matches!(fact.kind, FactKind::Payload(..)));
        let mut fields = event.fields.entries().filter(|(field, _)| event.sender_id != Some(*field));
        let (_, field) = fields.next().filter(|_| !is_stated)?;
        let example = match field.ty {
            Type::String | Type::Any => "\"some text\"",
            Type::Number | Type::Integer => "1",
            Type::Boolean => "true",
            Type::Duration => "1 minute",
            _ => return None,
        };
        Some(format!("${} is {example}", field.name.text))
    }

    fn report_hint(&self, machine: MachineId, hint: &Hint) -> String {
        let handler = self.show_handler(machine, hint.handler);
        let said = format!(
            "{} in {}",
            self.show_handler_line(machine, hint.handler),
            self.state(machine, hint.state)
        );
        let place = self.show_place(self.handler_span(machine, hint.handler));
        match hint.read_as {
            ReadAs::Alternative => format!(
                "      help: {handler} ({place}) was passed over as another way; one that comes after is '{said}'\n"
            ),
            ReadAs::After(first) => format!(
                "      help: {handler} ({place}) was taken after {}; one that comes instead is '{said}'\n",
                self.show_handler(machine, first)
            ),
        }
    }

    /// `rejected: :refund_complete reached @order in #cancelled (checkout.flow:71:7)`.
    pub fn report_rejection(&self, rejection: &Rejection) -> String {
        let (machine, state) =
            (self.machine(rejection.machine), self.state(rejection.machine, rejection.state));
        let place = rejection.span.map_or(String::new(), |span| format!(" ({})", self.show_place(span)));
        let event = &rejection.event;
        match &rejection.why {
            Why::NotAccepted => {
                let help = self.opt_end_help(rejection).unwrap_or_default();
                format!("rejected: :{event} reached {machine} in {state}{place}{help}")
            }
            Why::Refused(text) if text.is_empty() => {
                format!("refused: :{event} by {machine} in {state}{place}")
            }
            Why::Refused(text) => format!("refused: :{event} by {machine} in {state}{place}: {text}"),
            Why::Failed(error) => format!("failed: :{event} at {machine} in {state}{place}: {error}"),
        }
    }

    /// The line `ends in` that makes a new instance take an event which reached one in a state without outgoing transitions
    /// (reference#ends).
    fn opt_end_help(&self, rejection: &Rejection) -> Option<String> {
        let machine = &self.model.machines[rejection.machine];
        let (name, state) = (self.machine(rejection.machine), self.state(rejection.machine, rejection.state));
        let is_taken_by_new = machine.events.entries().any(|(event, of)| {
            of.name.text == rejection.event
                && dispatch(self.model, rejection.machine, machine.initial, event).is_some()
        });
        let is_left = || {
            let edges = edges(self.model, rejection.machine);
            edges.iter().any(|edge| edge.from == rejection.state && edge.to != rejection.state)
        };
        // An event from outside has no emit. It is addressed to an instance, and makes no new one.
        let is_meant = rejection.span.is_some()
            && machine.instances == Instances::PerConversation
            && !machine.ends.are_said()
            && is_taken_by_new
            && !is_left();
        is_meant.then(|| {
            format!(
                "\n      help: nothing leaves {state}; if {name} ends there, write 'ends in {state}' below 'machine: {name}', and a new one takes the event"
            )
        })
    }

    /// `card is not valid`, `customer has no premium status`: an assumption as it can be written in a `given:`.
    pub fn show_assumption(&self, assumption: &Assumption) -> String {
        match assumption {
            Assumption::Phrase { machine, phrase, words, args, holds, .. } => {
                let phrase = &self.model.machines[*machine].phrases[*phrase];
                let text = if *holds { words.clone() } else { negate(words) };
                let values = phrase.params.iter().zip(args);
                let shown: Vec<_> = values
                    .filter(|(param, _)| names_variable(words, &param.name))
                    .map(|(param, value): (_, &Value)| format!("{} is {value}", param.name))
                    .collect();
                if shown.is_empty() { text } else { format!("{text} ({})", shown.join(", ")) }
            }
            Assumption::Answer { machine, handler } => {
                format!("{} gets {}", self.machine(*machine), self.show_handler(*machine, *handler))
            }
        }
    }

    /// The coverage counts, and the lines that are not covered.
    pub fn report_coverage(&self, coverage: &Coverage) -> String {
        let mut text = String::new();
        for kind in Kind::ALL {
            let (hit, all) = coverage.count(kind);
            text += &format!("{hit:>4} of {all:<4} {}\n", kind.plural());
        }
        text += &format!("{:>3}%\n", coverage.percent());
        for gap in self.list_gaps(coverage) {
            text += &format!("{}: {}\n", self.show_place(gap.span), gap.describe());
        }
        text
    }

    /// The items that no run exercised, in file order. A guard that neither held nor failed is one gap.
    pub fn list_gaps(&self, coverage: &Coverage) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = Vec::new();
        for missing in coverage.missing() {
            let line = || self.line(missing.span).to_owned();
            let (what, text) = match missing.item {
                Item::State => ("never entered", self.sources.text(missing.span).to_owned()),
                Item::Handler => ("never taken", line()),
                Item::Transition(transition) => {
                    ("never made", self.show_transition(missing.machine, transition))
                }
                Item::GuardHolds => ("never holds", line()),
                Item::GuardFails => ("always holds", line()),
                Item::Emit => ("never sent", line()),
            };
            match gaps.last_mut() {
                Some(gap) if missing.item == Item::GuardFails && gap.is_guard(missing.span) => {
                    gap.what = "never asked";
                }
                _ => {
                    let group = missing.group.iter().map(|span| self.line(*span).to_owned()).collect();
                    gaps.push(Gap { span: missing.span, what, text, group });
                }
            }
        }
        gaps
    }

    fn show_transition(&self, machine: MachineId, transition: Transition) -> String {
        let (from, to) = (self.state(machine, transition.from), self.state(machine, transition.to));
        format!("{}, {from} to {to}", self.show_handler(machine, transition.handler))
    }

    /// `:checkout from @customer`.
    pub fn show_handler(&self, machine: MachineId, handler: HandlerId) -> String {
        let machine = &self.model.machines[machine];
        let event = &machine.events[machine.handlers[handler].event];
        let from = match event.from {
            None => return format!(":{}", event.name.text),
            Some(Party::Machine(from)) => self.machine(from),
            Some(Party::Actor(from)) => format!("@{}", self.model.actors[from].name.text),
            Some(Party::System) => "@system".to_owned(),
            Some(Party::Itself) => "@self".to_owned(),
        };
        format!(":{} from {from}", event.name.text)
    }

    fn show_handler_line(&self, machine: MachineId, handler: HandlerId) -> String {
        let public = self.model.machines[machine].handlers[handler].visibility
            == flow_model::model::Visibility::Public;
        format!("on{} {}", if public { ">" } else { "" }, self.show_handler(machine, handler))
    }

    fn handler_span(&self, machine: MachineId, handler: HandlerId) -> Span {
        self.model.machines[machine].handlers[handler].span
    }

    fn machine(&self, machine: MachineId) -> String {
        format!("@{}", self.model.machines[machine].name.text)
    }

    fn state(&self, machine: MachineId, state: StateId) -> String {
        format!("#{}", self.model.machines[machine].states[state].name.text)
    }

    /// `order.flow:12:7`.
    pub fn show_place(&self, span: Span) -> String {
        let position = self.sources.position(span);
        format!("{}:{}:{}", self.sources.get(span.file).path, position.line, position.column)
    }

    /// `order.flow:12:7: = order is in #paid`.
    pub fn place_and_text(&self, span: Span) -> String {
        format!("{}: {}", self.show_place(span), self.line(span))
    }

    /// The line a span begins on.
    pub fn line(&self, span: Span) -> &str {
        self.sources.get(span.file).line(self.sources.position(span).line).trim()
    }
}

/// `is refused here: Cart is empty`.
fn refusal_text(text: &str) -> String {
    if text.is_empty() { "is refused here".to_owned() } else { format!("is refused here: {text}") }
}

/// Whether a phrase names the variable of this parameter: `$item.price` is the parameter `item_price`.
fn names_variable(words: &str, param: &str) -> bool {
    let name = |rest: &str| {
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.');
        rest[..end.unwrap_or(rest.len())].replace('.', "_")
    };
    words.split('$').skip(1).any(|rest| name(rest) == param)
}

/// The negation of a phrase (reference#phrases): `not` after its verb, `has no`, else `not` before it.
pub(crate) fn negate(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    // Words in a quoted text are no verb of the phrase.
    let before_text = words.iter().position(|word| word.starts_with('"')).unwrap_or(words.len());
    let verb = |word: &&str| ["is", "are", "was", "were", "can", "may", "will", "must"].contains(word);
    let put = |at: usize, word: &str| {
        let mut words = words.clone();
        words.insert(at, word);
        words.join(" ")
    };
    if let Some(at) = words[..before_text].iter().position(verb) {
        return put(at + 1, "not");
    }
    let Some(at) = words[..before_text].iter().position(|word| *word == "has") else {
        return format!("not {text}");
    };
    let counts = words.get(at + 1).is_some_and(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    put(at + 1, if counts { "not" } else { "no" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negated_phrase_reads_as_it_is_written() {
        let check = |text, expected: &str| assert_eq!(negate(text), expected);
        check("card is valid", "card is not valid");
        check("customer has premium status", "customer has no premium status");
        check("payment will fail", "payment will not fail");
        check("weather permits", "not weather permits");
        check("user has 3 coupons", "user has not 3 coupons");
        check("label says \"it is on\"", "not label says \"it is on\"");
    }
}
