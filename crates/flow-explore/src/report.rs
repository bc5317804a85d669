//! Explores a specification, and describes the findings.
//!
//! The verdict never claims more than was explored: a search that ended early, something that grows without end, and values that represent
//! others are named in it.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{Model, RuleId, Span};
use flow_sim::Runnable;
use flow_sim::history::coverage::Hits;
use flow_syntax::source::Sources;

use crate::beside::NeverTold;
use crate::engine::Engine;
use crate::finding::{Finding, Kind, Verdict};
use crate::help::write_help;
use crate::message::{write_key, write_message};
use crate::options::Options;
use crate::reduce::UNJUDGED;
use crate::regions::Regions;
use crate::sample::Sampled;
use crate::search::{Cause, Continue, Place, Search};
use crate::slice::{Relevance, slice};
use crate::step::Growth;
use crate::trace::Trace;
use crate::world::World;

/// The result of an exploration.
#[derive(Clone, Debug, PartialEq)]
pub struct Exploration {
    /// The assumptions about the world around the machines, in a phrase.
    pub world: String,
    /// Whether everything was explored.
    pub verdict: Verdict,
    /// Its findings: mistakes first, then in order of their keys.
    pub findings: Vec<Finding>,
    /// How many global states there are.
    pub states: usize,
    /// How many edges connect them.
    pub transitions: usize,
    /// The maximum number of events from outside; `None` if there was no limit.
    pub outside: Option<u8>,
    /// How many conversations were explored together.
    pub conversations: u8,
    /// The lines of the rules that were not checked: those about something that must happen sooner or later, if not everything was
    /// explored.
    pub unchecked_rules: Vec<Span>,
    /// The kinds of findings that were not judged, since orders of events were left out ([`Options::reduce`]); empty if none was.
    pub unjudged: Vec<Kind>,
    /// The machines at which conversations begin, by name.
    pub beginners: Vec<String>,
    /// The transitions that no story or test case makes; empty unless they were requested.
    pub never_told: Vec<NeverTold>,
    /// What grows, if it has ended early.
    pub(crate) growing: Vec<Growth>,
}

/// Explores a model without errors. `goes_on` is asked from time to time, with the number of states so far, whether to go on.
pub fn explore(model: &Model, options: &Options, goes_on: &mut dyn FnMut(usize) -> Continue) -> Exploration {
    explore_beside(model, options, None, goes_on)
}

/// As [`explore`]; with the coverage of stories and test cases, the result lists the transitions that they do not make.
pub fn explore_beside(
    model: &Model,
    options: &Options,
    told: Option<&Hits>,
    goes_on: &mut dyn FnMut(usize) -> Continue,
) -> Exploration {
    with_engine(model, options, |engine, starts| explore_from(model, engine, starts, told, goes_on))
}

/// Calls a function with the engine of a model and with the worlds at the beginning.
pub(crate) fn with_engine<T>(
    model: &Model,
    options: &Options,
    run: impl FnOnce(&mut Engine<'_>, &[World]) -> T,
) -> T {
    let relevance = Relevance::of(model);
    let regions = Regions::of(model, &relevance);
    let sliced = slice(model, &relevance);
    let runnable = Runnable::new(&sliced);
    let mut engine = Engine::new(&runnable, relevance, regions, options.clone());
    engine.assign_marks();
    let mut starts = engine.find_starts();
    starts.iter_mut().for_each(|start| engine.mark_beginning(start, |_| true));
    run(&mut engine, &starts)
}

fn explore_from(
    model: &Model,
    engine: &mut Engine<'_>,
    starts: &[World],
    told: Option<&Hits>,
    goes_on: &mut dyn FnMut(usize) -> Continue,
) -> Exploration {
    let options = engine.options.clone();
    let (conversations, beginners) = (engine.count_conversations(), engine.beginner_names());
    let eventual = engine.eventual_rules();
    let world = describe_world(&options, conversations);
    let mut search = Search::run(engine, starts, goes_on);
    if let Some(seed) = options.sample.filter(|_| search.open > 0) {
        search.sample(seed);
    }
    if search.is_closed() {
        search.find_in_all_worlds(&options);
    }
    let is_unchecked = !search.is_closed() || search.is_reduced();
    let unchecked = eventual.iter().filter(|_| is_unchecked);
    let unchecked_rules = unchecked.map(|rule| model.rules.rules[*rule].span).collect();
    let never_told = told.map(|hits| search.list_never_told(hits)).unwrap_or_default();
    let tendencies = search.find_tendencies();
    let verdict = search.verdict(&tendencies);
    let growing = tendencies.iter().map(|(growth, ..)| *growth).chain(search.growth.keys().copied());
    let growing = Vec::from_iter(growing.collect::<BTreeSet<Growth>>());
    let (states, transitions) = (search.store.len(), search.transitions);
    let unjudged = if search.is_reduced() { UNJUDGED.to_vec() } else { Vec::new() };
    let findings = search.list_findings();
    Exploration {
        world,
        verdict,
        findings,
        states,
        transitions,
        outside: options.outside,
        conversations,
        unchecked_rules,
        unjudged,
        beginners: beginners.into_iter().collect(),
        never_told,
        growing,
    }
}

impl Exploration {
    /// The same, with rules named by their text in the keys of findings, so that those stay when other rules are added.
    #[must_use]
    pub fn with_rule_texts(mut self, sources: &Sources) -> Exploration {
        for finding in &mut self.findings {
            if let (true, Some(span)) = (is_of_rule(finding.kind), finding.span) {
                let rule = sources.text(span).trim_start_matches('=').trim();
                finding.key = format!("{} | {rule}", finding.kind.name());
            }
        }
        self
    }
}

/// Whether findings of this kind are about a rule.
fn is_of_rule(kind: Kind) -> bool {
    matches!(kind, Kind::BrokenRule | Kind::IdleRule)
}

/// The world that is explored, in a phrase: "with a patient outside and actions that succeed".
fn describe_world(options: &Options, conversations: u8) -> String {
    let mut parts = Vec::new();
    let is_hasty = options.flood || options.host;
    parts.push(if is_hasty { "an outside that does not wait" } else { "a patient outside" }.to_owned());
    if options.unasked {
        parts.push("answers that nobody asked for".to_owned());
    }
    if let Some(limit) = options.outside {
        parts.push(format!("{limit} event{} from outside", if limit == 1 { "" } else { "s" }));
    }
    let can_fail = options.failures || options.host;
    parts.push(if can_fail { "actions that may fail" } else { "actions that succeed" }.to_owned());
    let further = [
        (options.prompt, "timers that fire when all is quiet"),
        (options.always_answer, "actors that answer before time passes"),
        (options.steady, "phrases that keep their answer"),
        (options.one_queue, "messages in one queue"),
        (options.host, "messages that are tried again"),
        (options.losses, "a message that is lost"),
        (options.doubles, "a message that comes twice"),
    ];
    parts.extend(further.iter().filter(|(is_on, _)| *is_on).map(|(_, words)| (*words).to_owned()));
    let last = parts.pop().unwrap_or_default();
    let world = if parts.is_empty() {
        format!("with {last}")
    } else {
        format!("with {} and {last}", parts.join(", "))
    };
    let world = match &options.from {
        Some(from) => format!("from {from} on, {world}"),
        None => world,
    };
    match conversations {
        0 | 1 => world,
        count => format!("{count} conversations at a time, {world}"),
    }
}

impl Search<'_, '_> {
    /// Records what can be known only of a search that is closed.
    fn find_in_all_worlds(&mut self, options: &Options) {
        self.find_waiting();
        // What other values, more events from outside or an earlier start may reach is not reported as unreachable.
        let is_whole = options.from.is_none() && options.outside.is_none();
        if is_whole {
            self.find_stuck();
        }
        if is_whole && self.engine.knowledge.approximated.is_empty() {
            self.find_never();
        }
        if !self.is_reduced() {
            self.find_rounds();
            self.find_unfulfilled();
        }
        self.find_idle_rules();
    }

    fn verdict(&self, tendencies: &[(Growth, usize, usize)]) -> Verdict {
        if self.store.len() == 0 {
            let from = self.engine.options.from.as_deref().unwrap_or_default();
            return Verdict::UpTo(vec![format!("no instance can begin in '{from}'")]);
        }
        if !self.is_closed() {
            return Verdict::UpTo(self.describe_open(tendencies));
        }
        match self.engine.knowledge.approximated.is_empty() {
            true => Verdict::Everything,
            false => Verdict::Approximately(self.engine.knowledge.approximated.iter().cloned().collect()),
        }
    }

    /// What a search that has ended early has left open, and what grew.
    fn describe_open(&self, tendencies: &[(Growth, usize, usize)]) -> Vec<String> {
        let mut open = Vec::new();
        if self.open > 0 {
            let plural = if self.open == 1 { "state was" } else { "states were" };
            open.push(format!("{} {plural} not followed", self.open));
        }
        open.extend(tendencies.iter().filter_map(|tendency| self.describe_tendency(tendency)));
        open.extend(self.describe_interrupted());
        open.extend(self.growth.iter().map(|(growth, count)| self.describe_growth(growth, *count)));
        if let Some(Sampled { seed, steps }) = self.sampled {
            open.push(format!("{steps} steps were sampled beyond ('--sample={seed}' samples the same)"));
        }
        open
    }

    fn list_findings(&mut self) -> Vec<Finding> {
        self.fold_answers();
        let found: Vec<(Cause, Place)> =
            self.found.iter().map(|(cause, place)| (cause.clone(), *place)).collect();
        let mut findings: Vec<Finding> =
            found.into_iter().map(|(cause, place)| self.describe(&cause, place)).collect();
        findings.sort_by(|a, b| (a.level(), a.kind, &a.key).cmp(&(b.level(), b.kind, &b.key)));
        findings
    }

    /// The late answers of one actor in one state are one finding, and so are the early ones, with the shortest path to any of them: they
    /// are repaired together.
    fn fold_answers(&mut self) {
        let is_folded = |cause: &Cause| matches!(cause.kind, Kind::LateAnswer | Kind::EarlyAnswer);
        let mut folded: BTreeMap<Cause, (Place, BTreeSet<String>)> = BTreeMap::new();
        for (cause, place) in self.found.iter().filter(|(cause, _)| is_folded(cause)) {
            let together = Cause { what: String::new(), ..cause.clone() };
            let (first, events) = folded.entry(together).or_insert((*place, BTreeSet::new()));
            if (place.world, place.successor) < (first.world, first.successor) {
                *first = *place;
            }
            events.insert(cause.what.clone());
        }
        self.found.retain(|cause, _| !is_folded(cause));
        for (cause, (place, events)) in folded {
            let what = events.into_iter().collect::<Vec<_>>().join(", ");
            self.insert(Cause { what, ..cause }, place);
        }
    }

    fn describe(&mut self, cause: &Cause, place: Place) -> Finding {
        let end = self.endings.get(cause).cloned();
        let has_path = !matches!(cause.kind, Kind::NeverHappens | Kind::IdleRule);
        self.observed_rule =
            (cause.kind == Kind::BrokenRule).then(|| cause.what.parse().ok()).flatten().map(RuleId::new);
        let mut trace = if has_path { self.find_trace(cause, place, end.as_ref()) } else { Trace::default() };
        trace.mark_repeated();
        if cause.kind == Kind::PilesUp {
            trace.fold_rounds();
        }
        let model = self.engine.runnable.model;
        let mut message = write_message(model, cause, &trace);
        if !trace.fits_clock() {
            message += ", but only if timers are late: no clock allows these steps";
        }
        let key = write_key(model, cause);
        let machine = (!is_of_rule(cause.kind)).then_some(cause.machine);
        let help = write_help(self.engine.runnable, cause, &trace);
        let explained = self.explain(cause, place, &trace);
        Finding { kind: cause.kind, message, key, machine, span: place.span, cause: explained, help, trace }
    }
}
