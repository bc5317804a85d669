//! A whole system: its machines and actors, and the conversations between them, scenario by scenario.
//!
//! A scenario begins with an event from outside, or with what another machine asks, and goes on with the answers to what
//! was asked. Machines are asked in a row, one by one before the other, until there are lines enough.

use std::collections::{BTreeSet, VecDeque};

use crate::body::{Awaited, Body, Message, OUTERMOST, Part, Place, Service, Writer, constant};
use crate::line::{Kind, Line, retold, write};
use crate::random::Random;
use crate::value::{Scope, guard_phrase, states, text};
use crate::words::{Names, Ty, Var, kept, sent};

/// How large a specification is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many machines; 0 is left to chance.
    pub machines: usize,
    /// How many lines at least; 0 is left to chance.
    pub lines: usize,
}

impl Size {
    /// One to four machines, some fifty to three hundred lines.
    pub const ORDINARY: Size = Size { machines: 0, lines: 0 };
}

/// A made-up specification.
pub fn specification(random: &mut Random, size: Size) -> String {
    let machines = if size.machines == 0 { random.between(1, 4) } else { size.machines };
    let lines = if size.lines == 0 { random.between(30, 150) } else { size.lines };
    let mut author = Author::new(random, machines);
    author.fill(lines);
    author.finish()
}

/// A machine while it is written.
#[derive(Debug)]
struct Machine {
    name: String,
    vars: Vec<Var>,
    names: Names,
    states: Vec<String>,
    scenarios: Vec<Line>,
    titles: Names,
    timed: bool,
    /// The variables that something sets.
    set: BTreeSet<String>,
    /// The lines under the machine that list its states.
    says_states: States,
    /// What it does where it enters and leaves states.
    crossings: Vec<Line>,
    /// The lines of handlers for any state, up to their states.
    asked: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum States {
    Starts,
    Listed,
    /// By the `given:` of its first scenario, or `#idle`.
    Unsaid,
}

pub(crate) struct Author<'r> {
    pub(crate) random: &'r mut Random,
    pub(crate) names: Names,
    machines: Vec<Machine>,
    pub(crate) people: Vec<String>,
    pub(crate) offices: Vec<String>,
    services: VecDeque<Service>,
    lines: usize,
    wanted: usize,
}

/// A scenario while it is written.
struct Story {
    at: usize,
    lines: Vec<Line>,
    awaited: VecDeque<Awaited>,
    /// What its first question must be answered with.
    answers: Vec<(String, Message)>,
    /// The state of the main line, if it is certain.
    stands: Option<String>,
}

impl<'r> Author<'r> {
    fn new(random: &'r mut Random, machines: usize) -> Self {
        let mut names = Names::default();
        let people = (0..random.between(1, 2 + machines / 20)).map(|_| names.person(random)).collect();
        let offices = (0..random.between(1, 2 + machines / 20)).map(|_| names.office(random)).collect();
        let machines = (0..machines).map(|_| machine(random, &mut names)).collect();
        Author { random, names, machines, people, offices, services: VecDeque::new(), lines: 0, wanted: 0 }
    }

    /// Adds stories until there are enough lines, and every machine has one.
    fn fill(&mut self, lines: usize) {
        self.wanted = lines;
        let mut at = 0;
        while self.lines < lines || at < self.machines.len() {
            let machine = at % self.machines.len();
            self.public_scenario(machine);
            while let Some(service) = self.services.pop_front() {
                self.service_scenario(service);
            }
            at += 1;
        }
    }

    /// A story that the outside begins.
    fn public_scenario(&mut self, at: usize) {
        let mut story = self.story(at);
        let first = self.machines[at].scenarios.is_empty();
        let given = self.given(at, first);
        for _ in 0..self.random.between(1, 4) {
            self.event_from_outside(&mut story);
            self.answers(&mut story);
        }
        let scenario = self.titled(at, given, story);
        self.add(at, scenario);
    }

    /// A story of a machine that is asked something.
    fn service_scenario(&mut self, service: Service) {
        let mut story = self.story(service.to);
        let from = self.machines[service.from].name.clone();
        story.answers = service.answers.into_iter().map(|answer| (from.clone(), answer)).collect();
        let said = match self.random.below(3) {
            0 => " in any state".to_owned(),
            1 => format!(" in #{}", self.machines[service.to].states[0]),
            _ => String::new(),
        };
        let header = format!("on :{} from @{from}{said}", service.question.event);
        if said == " in any state" {
            let question = format!("on :{} from @{from}", service.question.event);
            self.machines[service.to].asked.push(question);
        }
        self.handler(&mut story, header, &service.question.fields);
        self.answers(&mut story);
        let first = self.machines[service.to].scenarios.is_empty();
        let given = if first { self.given(service.to, first) } else { Vec::new() };
        let scenario = self.titled(service.to, given, story);
        self.add(service.to, scenario);
    }

    fn story(&self, at: usize) -> Story {
        Story { at, lines: Vec::new(), awaited: VecDeque::new(), answers: Vec::new(), stands: None }
    }

    /// Handlers for all that is awaited. The answers of one question are alternatives.
    fn answers(&mut self, story: &mut Story) {
        let mut first = None;
        while let Some(awaited) = story.awaited.pop_front() {
            let header = format!("on :{} from {}", awaited.message.event, awaited.from);
            let stands = story.stands.clone();
            self.handler(story, header, &awaited.message.fields);
            // Any of several answers may arrive, so the state of the story is unknown then.
            first = first.or(Some(stands));
            story.stands = None;
        }
    }

    fn event_from_outside(&mut self, story: &mut Story) {
        let event = self.names.event(self.random);
        let from = self.random.pick(&self.people).clone();
        let on = *self.random.pick(&["on> ", "on> ", "on> ", "on "]);
        let api = if on == "on " { " (api)" } else { "" };
        let said = self.said(story);
        let count = self.random.below(5);
        let mut fields = sent(self.random, count);
        let vars = &self.machines[story.at].vars;
        if !vars.is_empty() && self.random.chance(15) {
            fields.push(self.random.pick(vars).clone());
        }
        let header = format!("{on}:{event} from @{from}{said}{api}");
        self.handler(story, header, &fields);
        if self.random.chance(12) {
            let any = if self.random.chance(50) { " in any state" } else { "" };
            let header = format!("{on}:{event}{any}{api}");
            self.handler(story, header, &fields);
        }
    }

    /// The states in a handler line. The first handler of a scenario need not name any.
    fn said(&mut self, story: &Story) -> String {
        let machine = &self.machines[story.at];
        let silent = if story.lines.is_empty() { 40 } else { 60 };
        if self.random.chance(silent) {
            return String::new();
        }
        if self.random.chance(20) {
            return " in any state".to_owned();
        }
        format!(" in {}", states(self.random, &machine.scope()))
    }

    /// A handler with its body and its expectations; its requests are awaited.
    fn handler(&mut self, story: &mut Story, mut header: String, fields: &[Var]) {
        let body = self.body(story, fields);
        let identity = self.identity(story.at, &header);
        let mut below = self.own_given(fields, identity.facts);
        below.extend(self.kept_fields(story.at, fields));
        below.extend(identity.steps);
        if let Some(table) = self.declare(&mut header, fields) {
            below.insert(0, table);
        }
        below.extend(body.lines.iter().cloned());
        let said = header.contains(" in ");
        below.extend(self.expectations(story.at, &body, said));
        story.stands = body.end.clone();
        story.awaited.extend(body.awaited);
        self.services.extend(body.services);
        let lines = vec![Line::other(header).with(below)];
        self.lines += Line::count(&lines);
        story.lines.extend(lines);
    }

    fn body(&mut self, story: &mut Story, fields: &[Var]) -> Body {
        let others: Vec<(usize, String)> = self.others(story.at);
        let may_ask = self.lines < self.wanted && story.lines.len() < 12;
        let machine = &mut self.machines[story.at];
        let part = Part {
            at: story.at,
            machine: &machine.name,
            vars: &machine.vars,
            fields,
            people: &self.people,
            offices: &self.offices,
            others: &others,
            may_ask,
            loops: false,
            timed: machine.timed,
        };
        let mut writer = Writer {
            random: self.random,
            names: &mut self.names,
            own_names: &mut machine.names,
            states: &mut machine.states,
            part,
            body: Body::default(),
        };
        let count = writer.random.between(1, 5);
        let moves = writer.random.chance(30);
        let mut lines = writer.steps(count, OUTERMOST, if moves { Place::Amid } else { Place::Last });
        for (to, answer) in std::mem::take(&mut story.answers) {
            lines.push(writer.emit(&answer.event, &to, &answer.fields));
        }
        if moves {
            lines.push(writer.transition(OUTERMOST, Place::Last));
        }
        let timed = writer.part.timed;
        let mut body = writer.body;
        machine.set.extend(body.set.drain(..));
        machine.timed = timed;
        body.lines = lines;
        body
    }

    /// A variable of a machine that is a text, noted as set.
    pub(crate) fn text_to_set(&mut self, at: usize) -> Option<String> {
        let machine = &mut self.machines[at];
        let name = machine.vars.iter().find(|var| var.ty == Ty::Text)?.name.clone();
        machine.set.insert(name.clone());
        Some(name)
    }

    /// The machines near this one in the row, not itself.
    fn others(&self, at: usize) -> Vec<(usize, String)> {
        let near = self.machines.iter().enumerate().skip(at.saturating_sub(3)).take(7);
        near.filter(|(other, _)| *other != at).map(|(other, machine)| (other, machine.name.clone())).collect()
    }

    /// Updates that keep the payload fields with the name of a variable.
    fn kept_fields(&self, at: usize, fields: &[Var]) -> Vec<Line> {
        let vars = &self.machines[at].vars;
        let kept = fields.iter().filter(|field| vars.contains(field));
        kept.map(|field| Line::step(format!("${0} becomes ${0}", field.name))).collect()
    }

    /// Facts of some fields, and of the integers among them: only an annotation makes a number an integer.
    fn own_given(&mut self, fields: &[Var], mut facts: Vec<Line>) -> Vec<Line> {
        for field in fields {
            if field.ty == Ty::Integer || self.random.chance(6) {
                facts.push(self.fact(field));
            }
        }
        if facts.is_empty() { facts } else { vec![Line::other("given:").with(facts)] }
    }

    fn fact(&mut self, var: &Var) -> Line {
        let value = constant(self.random, "", var.ty);
        Line::other(format!("${}{} is {value}", var.name, var.ty.annotation()))
    }

    /// Expectations after a handler that are or may be true.
    fn expectations(&mut self, at: usize, body: &Body, said: bool) -> Vec<Line> {
        let machine = self.machines[at].name.replace('_', " ");
        let mut lines = Vec::new();
        // If its states are explicit, the story may skip the handler, and has no expectations then.
        if let Some(end) = body.end.as_ref().filter(|_| !said) {
            let form = self.random.pick(&["is in", "has been in", "has entered"]);
            lines.push(format!("{machine} {form} #{end}"));
        }
        if let Some((actor, event)) = body.told.first() {
            lines.push(match self.random.below(4) {
                0 => format!("@{actor} received notification"),
                1 => format!(":{event} was emitted to @{actor}"),
                2 => format!(":{event} was emitted"),
                _ => format!("@{actor} received :{event}"),
            });
        }
        if let Some(phrase) = body.called.first() {
            lines.push(format!("{phrase} was called"));
        }
        lines.retain(|_| self.random.chance(40));
        if lines.is_empty() {
            return Vec::new();
        }
        let lines = lines.into_iter().map(|text| Line::other(format!("= {text}"))).collect();
        vec![Line::other("expect:").with(lines)]
    }

    /// The facts of a scenario; those of the first one annotate the types of the variables.
    fn given(&mut self, at: usize, first: bool) -> Vec<Line> {
        let mut facts = Vec::new();
        let vars = self.machines[at].vars.clone();
        for var in vars.iter().filter(|var| var.ty != Ty::Any) {
            if self.random.chance(if first { 60 } else { 15 }) {
                facts.push(self.fact(var));
                self.machines[at].set.insert(var.name.clone());
            }
        }
        let machine = &self.machines[at];
        if machine.says_states == States::Unsaid && first {
            facts.push(Line::other(format!(
                "{} is in #{}",
                machine.name.replace('_', " "),
                machine.states[0]
            )));
        } else if !first && self.random.chance(35) {
            let state = self.random.pick(&machine.states);
            facts.push(Line::other(format!("{} is in #{state}", machine.name.replace('_', " "))));
        }
        facts.extend(self.other_facts());
        if facts.is_empty() { facts } else { vec![Line::other("given:").with(facts)] }
    }

    fn other_facts(&mut self) -> Vec<Line> {
        let person = self.random.pick(&self.people).clone();
        let scope = Scope { machine: "", vars: &[], fields: &[], states: &[] };
        let mut facts = vec![
            Line::other(guard_phrase(self.random, &scope)),
            Line::other(format!("@{person} is logged in")),
            Line::other("shelf contains:").with(vec![
                Line::other("| label | amount |"),
                Line::other(format!("| {} | {} |", text(self.random), self.random.below(100))),
            ]),
        ];
        facts.retain(|_| self.random.chance(20));
        facts
    }

    /// The scenario under its title, or directly below its machine.
    fn titled(&mut self, at: usize, given: Vec<Line>, story: Story) -> Line {
        let mut below = given;
        let certain = story.lines.iter().all(|handler| !handler.text.contains(" in "));
        below.extend(story.lines);
        if let Some(state) = story.stands.filter(|_| certain && self.random.chance(60)) {
            let machine = self.machines[at].name.replace('_', " ");
            below.push(Line::other("expect:").with(vec![Line::other(format!("= {machine} is in #{state}"))]));
        }
        let title = format!(
            "{} {}",
            self.random.pick(&["how to", "when they", "tell and"]),
            self.random.pick(TITLES)
        );
        let title = self.machines[at].titles.fresh(title);
        Line::other(format!("scenario: {}", title.replace('_', " "))).with(below)
    }

    fn add(&mut self, at: usize, scenario: Line) {
        let retelling = if self.random.chance(12) { self.retelling(at, &scenario) } else { None };
        self.machines[at].scenarios.push(scenario);
        self.machines[at].scenarios.extend(retelling);
        self.lines += 2;
    }

    /// A retelling of the same scenario, with fewer steps.
    fn retelling(&mut self, at: usize, scenario: &Line) -> Option<Line> {
        let handlers = scenario.below.iter().filter(|line| line.text.starts_with("on"));
        let told: Vec<Line> = handlers
            .filter(|handler| !asks_for_states(handler))
            .map(|handler| Line::other(handler.text.clone()).with(retold(self.random, &handler.below)))
            .filter(|handler| !handler.below.is_empty())
            .collect();
        if told.is_empty() {
            return None;
        }
        self.lines += Line::count(&told);
        let title = self.machines[at].titles.fresh("once more".to_owned()).replace('_', " ");
        Some(Line::other(format!("scenario: {title}")).with(told))
    }

    /// Facts for variables that are never set: else they would be read as payload fields.
    fn give_the_rest(&mut self, at: usize) {
        let machine = &self.machines[at];
        let unset: Vec<Var> =
            machine.vars.iter().filter(|var| !machine.set.contains(&var.name)).cloned().collect();
        let facts: Vec<Line> = unset.iter().map(|var| self.fact(var)).collect();
        let Some(first) = self.machines[at].scenarios.first_mut().filter(|_| !facts.is_empty()) else {
            return;
        };
        match first.below.first_mut().filter(|line| line.text == "given:") {
            Some(given) => given.below.extend(facts),
            None => first.below.insert(0, Line::other("given:").with(facts)),
        }
    }

    /// Steps for a state that is entered, and one that is left.
    fn cross_states(&mut self, at: usize) {
        for side in ["entering", "leaving"] {
            if !self.random.chance(35) {
                continue;
            }
            let (event, to) = (self.names.event(self.random), self.random.pick(&self.people).clone());
            let state = self.random.pick(&self.machines[at].states).clone();
            let mut below = vec![Line::new(Kind::Emit, format!("emit :{event} to @{to}"))];
            if self.random.chance(40) {
                let scope = Scope { machine: "", vars: &[], fields: &[], states: &[] };
                let guard = guard_phrase(self.random, &scope);
                below.push(
                    Line::new(Kind::Group, format!("? {guard}"))
                        .with(vec![Line::step("start timer for 3 hours")]),
                );
            }
            self.machines[at].crossings.push(Line::other(format!("on {side} #{state}")).with(below));
        }
    }

    /// A scenario about an event that has no effect in one state, and may have one in another.
    fn set_aside(&mut self, at: usize) {
        let event = self.names.event(self.random);
        let from = self.random.pick(&self.people).clone();
        let Machine { name, states, titles, .. } = &mut self.machines[at];
        let handler = |state: &str, step: String| {
            Line::other(format!("on> :{event} from @{from} in #{state}")).with(vec![Line::step(step)])
        };
        let mut below = vec![handler(&states[0], "ignore".to_owned())];
        if let Some(other) = states.get(1) {
            let subject = name.replace('_', " ");
            below.push(handler(other, format!("{subject} moves to #{}", self.random.pick(states))));
        }
        let title = titles.fresh("not now".to_owned()).replace('_', " ");
        self.machines[at].scenarios.push(Line::other(format!("scenario: {title}")).with(below));
    }

    /// A scenario about events that wait: from outside, of the machine itself, of time, and of other machines.
    fn put_off(&mut self, at: usize) {
        let [event, own, timed, go] = std::array::from_fn(|_| self.names.event(self.random));
        let from = self.random.pick(&self.people).clone();
        let Machine { name, states, titles, asked, .. } = &self.machines[at];
        let (subject, mut titles) = (name.replace('_', " "), titles.clone());
        let title = titles.fresh("later".to_owned()).replace('_', " ");
        let (first, then) = (states[0].clone(), states[1].clone());
        let last = states.get(2).unwrap_or(&first).clone();
        let line = |header: String, steps: &[&str]| {
            Line::other(header).with(steps.iter().map(|step| Line::step(*step)).collect())
        };
        let moves = |to: &String| format!("{subject} moves to #{to}");
        let answer = Line::new(Kind::Emit, format!("emit :{go} to @{from} with $amount"));
        let mut below = vec![
            line(format!("on> :{event} from @{from} in #{then}"), &["defer"]),
            Line::other(format!("on> :{event} from @{from} in #{last}")).with(vec![answer]),
            Line::other(format!("on> :{go} from @{from} in #{first}")).with(vec![
                Line::new(Kind::Emit, format!("emit :{own} to @self")),
                Line::step(format!("schedule :{timed} for 2 hours")),
                Line::step(moves(&then)),
            ]),
            line(format!("on :{own} from @self in #{then}"), &["defer"]),
            line(format!("on :{timed} from @self in #{then}"), &["defer"]),
            line(format!("on :{own} from @self in #{last}"), &["look again"]),
            line(format!("on> :{go} from @{from} in #{then}"), &[&moves(&last)]),
        ];
        if self.random.chance(60) {
            below.push(line(
                format!("on :{timed} from @self in #{last}"),
                &[&moves(self.random.pick(states))],
            ));
        }
        if !asked.is_empty() {
            below.push(line(format!("{} in #{then}", self.random.pick(asked)), &["defer"]));
        }
        self.machines[at].titles = titles;
        self.machines[at].scenarios.push(Line::other(format!("scenario: {title}")).with(below));
    }

    fn finish(mut self) -> String {
        for at in 0..self.machines.len() {
            self.give_the_rest(at);
            if self.random.chance(30) {
                self.set_aside(at);
            }
            if self.machines[at].states.len() > 1 && self.random.chance(70) {
                self.put_off(at);
            }
            self.cross_states(at);
        }
        let mut out = String::new();
        if self.machines.len() > 1 || self.random.chance(30) {
            out.push_str("system: made up\n\n");
        }
        let indent = *self.random.pick(&[2, 2, 4]);
        for machine in &self.machines {
            let mut below = machine.states_said();
            below.extend(machine.crossings.iter().cloned());
            below.extend(machine.scenarios.iter().cloned());
            let machine = Line::other(format!("machine: @{}", machine.name)).with(below);
            write(&mut out, self.random, &[machine], 0, indent);
            out.push('\n');
        }
        out
    }
}

/// Whether a guard asks for the machine's state: some paths through the handler may be impossible then.
fn asks_for_states(line: &Line) -> bool {
    line.below
        .iter()
        .any(|below| below.text.starts_with('?') && below.text.contains(" in #") || asks_for_states(below))
}

const TITLES: &[&str] =
    &["borrow a book", "ask twice", "go on", "pay later", "wait for it", "lose the key", "be late"];

impl Machine {
    fn scope(&self) -> Scope<'_> {
        Scope { machine: &self.name, vars: &self.vars, fields: &[], states: &self.states }
    }

    fn states_said(&self) -> Vec<Line> {
        match self.says_states {
            States::Starts => vec![Line::other(format!("starts in #{}", self.states[0]))],
            States::Listed if self.states.len() > 1 => {
                self.states.iter().map(|state| Line::other(format!("#{state}"))).collect()
            }
            States::Listed => vec![Line::other(format!("#{}", self.states[0]))],
            States::Unsaid => Vec::new(),
        }
    }
}

fn machine(random: &mut Random, names: &mut Names) -> Machine {
    let name = names.machine(random);
    let count = random.between(0, 7);
    let vars = kept(random, count);
    let mut own = Names::default();
    let initial = own.state(random);
    let says_states = [States::Starts, States::Listed, States::Unsaid][random.weighted(&[5, 2, 2])];
    Machine {
        name,
        vars,
        names: own,
        states: vec![initial],
        scenarios: Vec::new(),
        titles: Names::default(),
        timed: false,
        set: BTreeSet::new(),
        says_states,
        crossings: Vec::new(),
        asked: Vec::new(),
    }
}
