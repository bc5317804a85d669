//! The coverage of the random scripts: a comparison of two implementations does not test a step that never runs.
//!
//! A feature is counted if a step, a guard or a handler with it ran in the interpreter. The interpreter reports spans, so features
//! are recognised by the words at these spans.

use std::collections::BTreeSet;

use flow_model::MemoryLoader;
use flow_model::model::{Instances, Model, Party, Reaction, Side, Span, Visibility};
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::{Happened, Refusal};
use flow_sim::history::{LogEntry, LoggedSystem};
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::chance::{Luck, Values};
use crate::script::{Plan, invent, play};

/// Features of lines: their name, and the words of which a line has all.
const OF_LINES: &[(&str, &[&str])] = &[
    ("to a new @m", &["emit :", " to a new @"]),
    ("to all @m", &["emit :", " to all @"]),
    ("to $who", &["emit :", " to $"]),
    ("to @sender", &["emit :", " to @sender"]),
    ("@self as a value", &[": @self"]),
    ("@m as a value", &["_kept becomes @"]),
    ("a list adds @m", &["_kept adds @"]),
    ("a list removes a reference", &["_kept removes $"]),
    ("first of a list of references", &["_kept becomes first of $"]),
    ("a reference is unset", &["_kept becomes empty"]),
    ("a reference is cleared", &["_kept clears"]),
    ("is @m", &["? $", "_kept is @"]),
    ("contains @m", &["? $", "_kept contains @"]),
    ("is another reference", &["? $each", "_kept"]),
    ("a reference is not empty", &["? $", "_kept is not empty"]),
    ("for each over references", &["for each $each", "_kept"]),
    ("a phrase with a reference", &["ring for $"]),
    ("start timer for", &["start timer :", " for "]),
    ("start timer every", &["start timer :", " every "]),
    ("start timer until", &["start timer :", " until "]),
    ("schedule for", &["schedule :", " for "]),
    ("schedule every", &["schedule :", " every "]),
    ("schedule until", &["schedule :", " until "]),
    ("a timer with a payload", &["start timer :", " with"]),
    ("cancel :event", &["cancel :"]),
    ("comes from", &[" comes from "]),
    ("that failed", &["? that failed"]),
    ("that did not fail", &["? that did not fail"]),
    ("a text with values", &["it is {$"]),
    ("a choice", &["priority"]),
    ("a function", &["round("]),
];

/// Features that are no words of one line.
const OTHERS: &[&str] = &[
    "one for all",
    "one for each text",
    "one for each integer",
    "one for each of two",
    "several of one machine",
    "an instance ends",
    "reject",
    "ignore",
    "defer",
    "on entering",
    "on leaving",
    "in #group",
    "in any state except",
    "from several senders",
    "an event of time",
    "a timer of a group",
    "passed over by to all",
    "a reference that is unset fails",
    "a rejection between machines",
];

/// The names of all features that are looked for.
pub fn features() -> Vec<&'static str> {
    OF_LINES.iter().map(|(name, _)| *name).chain(OTHERS.iter().copied()).collect()
}

/// The features of a specification that some of a number of scripts reach, each of a number of acts.
pub fn reached(text: &str, scripts: u64, acts: usize) -> BTreeSet<&'static str> {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("made-up.flow", text)]);
    let program = flow_model::load(&["made-up.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let values = Values::new(&model, &[("made-up.flow", text)]);
    let runnable = Runnable::new(&model);
    let events = events_from_outside(&model);
    let mut seen = Seen { model: &model, text, lines: BTreeSet::new(), features: BTreeSet::new() };
    for seed in 0..scripts {
        let script = invent(&runnable, &values, Plan { events: &events, acts }, seed);
        let mut system = LoggedSystem::new(&runnable, 0);
        for act in &script {
            play(&runnable, &mut system, &mut Luck::new(act.seed()), act);
        }
        seen.add(&system);
    }
    seen.features
}

fn events_from_outside(model: &Model) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (at, machine) in model.machines.entries() {
        for (event, of) in machine.events.entries() {
            let comes = of.visibility == Visibility::Public || matches!(of.from, Some(Party::Actor(_)));
            if comes {
                all.push((at.index(), event.index()));
            }
        }
    }
    all
}

struct Seen<'m> {
    model: &'m Model,
    text: &'m str,
    /// The places of the lines that ran.
    lines: BTreeSet<(usize, usize)>,
    features: BTreeSet<&'static str>,
}

impl Seen<'_> {
    fn add(&mut self, system: &LoggedSystem<'_, '_>) {
        for entry in system.log() {
            match entry {
                LogEntry::Handled(handled) => {
                    let instance = system.instance(handled.instance);
                    let machine = &self.model.machines[instance.machine];
                    self.count(match &machine.instances {
                        Instances::PerConversation => "several of one machine",
                        Instances::One => "one for all",
                        Instances::PerKey(keys) if keys.len() > 1 => "one for each of two",
                        Instances::PerKey(keys) => match machine.variables[keys[0]].ty {
                            flow_model::model::Type::Integer => "one for each integer",
                            _ => "one for each text",
                        },
                    });
                    if machine.is_end(handled.done.state) {
                        self.count("an instance ends");
                    }
                    let handler = &machine.handlers[handled.done.handler];
                    if matches!(machine.events[handler.event].from, Some(Party::System | Party::Itself)) {
                        self.count("an event of time");
                    }
                    if handler.reaction == Reaction::Ignore {
                        self.count("ignore");
                    }
                    self.header(handler.span);
                    self.path(&handled.done.path);
                }
                LogEntry::Refused { refusal, message, .. } => {
                    self.path(refusal.path());
                    match refusal {
                        Refusal::Fault { fault, .. } if fault.message == "the reference is not set" => {
                            self.count("a reference that is unset fails");
                        }
                        Refusal::Rejected { .. } if system.message(*message).emit.is_some() => {
                            self.count("a rejection between machines");
                        }
                        _ => {}
                    }
                }
                LogEntry::Deferred { .. } => self.count("defer"),
                LogEntry::PassedOver(_) => self.count("passed over by to all"),
                LogEntry::Sent(_) | LogEntry::Lost(_) | LogEntry::Time(_) => {}
            }
        }
    }

    fn count(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    fn header(&mut self, span: Span) {
        let line = self.line(span);
        if line.contains(" in #present") {
            self.count("in #group");
        }
        if line.contains(" except #") {
            self.count("in any state except");
        }
        if line.split(" in ").next().is_some_and(|head| head.matches('@').count() > 1) {
            self.count("from several senders");
        }
    }

    fn path(&mut self, path: &[Happened<'_>]) {
        for happened in path {
            let span = happened.span();
            if !self.lines.insert((span.start as usize, span.end as usize)) {
                continue;
            }
            match happened {
                Happened::Rejected(_) => self.count("reject"),
                Happened::Timed(timer, _) if timer.op.start().is_some_and(|start| start.group.is_some()) => {
                    self.count("a timer of a group");
                }
                _ => {}
            }
            let line = self.line(span);
            for (name, words) in OF_LINES {
                if words.iter().all(|word| line.contains(word)) {
                    self.count(name);
                }
            }
            let crossings = self.model.machines.iter().flat_map(|machine| &machine.crossings);
            let sides: Vec<Side> = crossings
                .filter(|crossing| crossing.body.iter().any(|step| step.span() == span))
                .map(|crossing| crossing.side)
                .collect();
            for side in sides {
                self.count(if side == Side::Entering { "on entering" } else { "on leaving" });
            }
        }
    }

    /// The text of a place.
    fn line(&self, span: Span) -> String {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default().to_owned()
    }
}
