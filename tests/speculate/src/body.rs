//! The body of a handler: steps, guards, and requests.
//!
//! The requests of a body must be answered below it: they are in [`Body::awaited`], and the scenario continues with those
//! handlers. So every answer has its request, and no event causes itself.

use crate::line::{Kind, Line};
use crate::random::Random;
use crate::value::{Scope, UNITS, action_phrase, condition, expr, literal};
use crate::words::{Names, Ty, Var, sent};

/// An event and its payload.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) event: String,
    pub(crate) fields: Vec<Var>,
}

/// An event that a scenario must handle next.
#[derive(Clone, Debug)]
pub(crate) struct Awaited {
    pub(crate) message: Message,
    /// `@bank`, `@self`, ….
    pub(crate) from: String,
}

/// A request to another machine: the event that it must handle, and its answer.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) question: Message,
    pub(crate) answers: Vec<Message>,
}

/// What the steps of one body are about.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// The machine: its place among the machines, its name, its context.
    pub(crate) at: usize,
    pub(crate) machine: &'a str,
    pub(crate) vars: &'a [Var],
    /// The payload of the event that is handled.
    pub(crate) fields: &'a [Var],
    /// Actors that get messages, and actors that answer.
    pub(crate) people: &'a [String],
    pub(crate) offices: &'a [String],
    /// Machines that may be asked.
    pub(crate) others: &'a [(usize, String)],
    /// Whether anything may be asked at all.
    pub(crate) may_ask: bool,
    /// Whether these are steps of a loop, which contain no transitions.
    pub(crate) loops: bool,
    /// Whether the machine has a handler for its timer.
    pub(crate) timed: bool,
}

/// A finished body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) lines: Vec<Line>,
    pub(crate) awaited: Vec<Awaited>,
    pub(crate) services: Vec<Service>,
    /// What was sent to people: actor and event.
    pub(crate) told: Vec<(String, String)>,
    /// The state that every path ends in, if it is certain.
    pub(crate) end: Option<String>,
    /// States that some path moves to.
    pub(crate) reached: Vec<String>,
    /// Variables that are set.
    pub(crate) set: Vec<String>,
    /// Actions that every path calls.
    pub(crate) called: Vec<String>,
}

/// Writes bodies.
pub(crate) struct Writer<'a> {
    pub(crate) random: &'a mut Random,
    pub(crate) names: &'a mut Names,
    /// The machine's names of states.
    pub(crate) own_names: &'a mut Names,
    /// The machine's states; those that are made up are added.
    pub(crate) states: &'a mut Vec<String>,
    pub(crate) part: Part<'a>,
    pub(crate) body: Body,
}

impl Writer<'_> {
    fn scope(&self) -> Scope<'_> {
        let Part { machine, vars, fields, .. } = self.part;
        Scope { machine, vars, fields, states: self.states }
    }

    /// A value as [`value::expr`](crate::value::expr) makes it, from what this body can read.
    fn expr(&mut self, ty: Ty, depth: usize) -> String {
        let Part { machine, vars, fields, .. } = self.part;
        expr(self.random, &Scope { machine, vars, fields, states: self.states }, ty, depth)
    }

    fn condition(&mut self) -> String {
        let Part { machine, vars, fields, .. } = self.part;
        condition(self.random, &Scope { machine, vars, fields, states: self.states })
    }

    /// `count` steps at one level, with at most `depth` more levels of guards. Only the last of all steps may move to a new
    /// state: one that is left again at once would be unreachable.
    pub(crate) fn steps(&mut self, count: usize, depth: usize, place: Place) -> Vec<Line> {
        let mut lines = Vec::new();
        for at in 0..count {
            let place = if at + 1 == count { place } else { Place::Amid };
            let ask = if self.part.may_ask { 3 } else { 0 };
            let guards = [0, 1, 2, 6][depth];
            let cancel = if self.part.timed { 2 } else { 0 }; // only what is started can be cancelled
            let moves = if self.part.loops { 0 } else { 5 };
            let rounds = if depth > 0 { 2 } else { 0 };
            match self.random.weighted(&[moves, 8, 4, ask, 3, guards, cancel, rounds]) {
                0 => lines.push(self.transition(depth, place)),
                1 => lines.push(self.update()),
                2 => lines.push(self.tell(depth)),
                3 => lines.push(self.ask()),
                4 => lines.push(self.action(depth)),
                5 => lines.extend(self.chain(depth, place)),
                6 => lines.push(Line::other("cancel timer")),
                _ => lines.push(self.rounds(depth)),
            }
        }
        lines
    }

    /// A move to a state: an old one, or one that is made up for it.
    pub(crate) fn transition(&mut self, depth: usize, place: Place) -> Line {
        let new = place == Place::Last && self.random.chance(if self.states.len() < 8 { 55 } else { 10 });
        let to = if new { self.own_names.state(self.random) } else { self.random.pick(self.states).clone() };
        if !self.states.contains(&to) {
            self.states.push(to.clone());
        }
        self.body.reached.push(to.clone());
        // A move on one path only makes the end of all uncertain.
        self.body.end = (depth == OUTERMOST).then(|| to.clone());
        let verb =
            self.random.pick(&["moves to", "moves to", "transitions to", "enters", "becomes", "changes to"]);
        Line::step(format!("{} {verb} #{to}", self.part.machine.replace('_', " ")))
    }

    /// A loop over a list that can be read, or else an action. Its steps see the item; nothing is asked in them, since an answer
    /// to each round would be awaited.
    fn rounds(&mut self, depth: usize) -> Line {
        let ty = *self.random.pick(&[Ty::Numbers, Ty::Texts, Ty::Items]);
        let Part { machine, vars, fields, .. } = self.part;
        let list = Scope { machine, vars, fields, states: self.states }.read(self.random, ty);
        let (Some(list), Some(item)) = (list, ty.item()) else { return self.action(0) };
        let item = Var { name: self.names.fresh("thing".to_owned()), ty: item };
        let head = format!("for each ${} in {list}", item.name);
        let mut fields = self.part.fields.to_vec();
        fields.push(item);
        let mut inner = Writer {
            random: self.random,
            names: self.names,
            own_names: self.own_names,
            states: self.states,
            part: Part { fields: &fields, may_ask: false, loops: true, ..self.part.clone() },
            body: std::mem::take(&mut self.body),
        };
        let count = inner.random.between(1, 4);
        let below = inner.steps(count, depth - 1, Place::Amid);
        self.body = inner.body;
        Line::step(head).with(below)
    }

    fn update(&mut self) -> Line {
        let Some(var) = self.variable() else { return self.action(0) };
        let Var { name, ty } = &var;
        self.body.set.push(name.clone());
        // Only an annotation makes a number an integer.
        let always = matches!(ty, Ty::Integer | Ty::Time | Ty::Length | Ty::Level);
        let mark = if always || self.random.chance(35) { ty.annotation() } else { "" };
        let change = match (ty, self.random.below(8)) {
            (_, 0) => "clears".to_owned(),
            (Ty::Number | Ty::Integer, 1 | 2) => format!("increases by {}", self.expr(*ty, 1)),
            (Ty::Time | Ty::Length, 1 | 2) => format!("increases by {}", self.expr(Ty::Length, 1)),
            (Ty::Time | Ty::Length, 3) => format!("decreases by {}", self.expr(Ty::Length, 1)),
            (Ty::Number | Ty::Integer, 3) => format!("decreases by {}", self.expr(*ty, 1)),
            (Ty::Numbers | Ty::Texts | Ty::Items, 1..=4) => self.list_change(*ty),
            _ => format!("becomes {}", self.other_value(&var)),
        };
        Line::step(format!("${name}{mark} {change}"))
    }

    /// A new value. `$x becomes $x` would mean another thing: that `x` comes with the event.
    fn other_value(&mut self, var: &Var) -> String {
        let value = self.expr(var.ty, 2);
        let itself = value.strip_prefix('$') == Some(&var.name) && !self.part.fields.contains(var);
        if itself { constant(self.random, self.part.machine, var.ty) } else { value }
    }

    fn list_change(&mut self, ty: Ty) -> String {
        let item = self.expr(ty.item().unwrap_or(Ty::Text), 1);
        let verb = if self.random.chance(75) { "adds" } else { "removes" };
        format!("{verb} {item}")
    }

    fn variable(&mut self) -> Option<Var> {
        (!self.part.vars.is_empty()).then(|| self.random.pick(self.part.vars).clone())
    }

    /// Something that a person gets to know.
    fn tell(&mut self, depth: usize) -> Line {
        let to = self.random.pick(self.part.people).clone();
        let event = self.names.event(self.random);
        if depth == OUTERMOST {
            self.body.told.push((to.clone(), event.clone()));
        }
        let count = self.random.below(4);
        let fields = sent(self.random, count);
        self.emit(&event, &to, &fields)
    }

    /// Something that must be answered: by an office, a machine, the clock, or this instance itself.
    fn ask(&mut self) -> Line {
        match self.random.weighted(&[4, 8, 2, 2, 2]) {
            1 if !self.part.others.is_empty() => self.ask_machine(),
            2 => self.ask_itself(),
            3 => self.schedule(),
            4 => self.start_timer(),
            _ => self.ask_office(),
        }
    }

    fn message(&mut self) -> Message {
        let count = self.random.below(4);
        Message { event: self.names.event(self.random), fields: sent(self.random, count) }
    }

    fn ask_office(&mut self) -> Line {
        let to = self.random.pick(self.part.offices).clone();
        let question = self.message();
        for _ in 0..self.random.between(1, 2) {
            let message = self.message();
            self.body.awaited.push(Awaited { message, from: format!("@{to}") });
        }
        self.emit(&question.event, &to, &question.fields)
    }

    fn ask_machine(&mut self) -> Line {
        let (to, name) = self.random.pick(self.part.others).clone();
        let question = self.message();
        let count = self.random.between(1, 2);
        let answers: Vec<Message> = (0..count).map(|_| self.message()).collect();
        for message in answers.iter().cloned() {
            self.body.awaited.push(Awaited { message, from: format!("@{name}") });
        }
        let line = self.emit(&question.event, &name, &question.fields);
        self.body.services.push(Service { from: self.part.at, to, question, answers });
        line
    }

    fn ask_itself(&mut self) -> Line {
        let message = self.message();
        let line = self.emit(&message.event, "self", &message.fields);
        self.body.awaited.push(Awaited { message, from: "@self".to_owned() });
        line
    }

    fn schedule(&mut self) -> Line {
        let event = self.names.event(self.random);
        let duration = self.duration();
        let line = Line::other(format!("schedule :{event} for {duration}"));
        let message = Message { event, fields: Vec::new() };
        self.body.awaited.push(Awaited { message, from: "@self".to_owned() });
        line
    }

    fn start_timer(&mut self) -> Line {
        if !self.part.timed {
            self.part.timed = true;
            let message = Message { event: "timer_expired".to_owned(), fields: Vec::new() };
            self.body.awaited.push(Awaited { message, from: "@system".to_owned() });
        }
        Line::other(format!("start timer for {}", self.duration()))
    }

    fn duration(&mut self) -> String {
        let amount = match self.random.below(6) {
            0 => self.scope_read(Ty::Integer),
            1 => self.scope_read(Ty::Number),
            2 => "1.5".to_owned(),
            _ => self.random.between(1, 90).to_string(),
        };
        let unit = self.random.pick(UNITS);
        format!("{amount} {unit}")
    }

    fn scope_read(&mut self, ty: Ty) -> String {
        let Part { machine, vars, fields, .. } = self.part;
        let scope = Scope { machine, vars, fields, states: self.states };
        scope.read(self.random, ty).unwrap_or_else(|| "30".to_owned())
    }

    fn action(&mut self, depth: usize) -> Line {
        let Part { machine, vars, fields, .. } = self.part;
        let phrase = action_phrase(self.random, &Scope { machine, vars, fields, states: self.states });
        if depth == OUTERMOST && !phrase.contains(['$', '"', '(', '[']) {
            self.body.called.push(phrase.clone());
        }
        Line::step(phrase)
    }

    /// An emit with a value for each field, in one of the forms of payloads.
    pub(crate) fn emit(&mut self, event: &str, to: &str, fields: &[Var]) -> Line {
        self.emit_to(event, &format!("@{to}"), fields, &[])
    }

    /// An emit to a receiver in its written form, with given values before those of the fields.
    pub(crate) fn emit_to(
        &mut self,
        event: &str,
        receiver: &str,
        fields: &[Var],
        given: &[(Var, String)],
    ) -> Line {
        self.with_payload(&format!("emit :{event} to {receiver}"), fields, given)
    }

    /// A line with a value for each field, in one of the forms of payloads.
    pub(crate) fn with_payload(&mut self, head: &str, fields: &[Var], given: &[(Var, String)]) -> Line {
        let line = |tail: &str| Line::new(Kind::Emit, format!("{head}{tail}"));
        let made = fields.iter().map(|field| (field.clone(), self.expr(field.ty, 1)));
        let values: Vec<(Var, String)> = given.iter().cloned().chain(made).collect();
        let fields: Vec<Var> = values.iter().map(|(field, _)| field.clone()).collect();
        if values.is_empty() {
            return line("");
        }
        match self.random.below(5) {
            0 if given.is_empty() && self.has_all(&fields) => line(&format!(" with {}", shorthand(&fields))),
            1 => line(" with:").with(rows(&values, Columns::Two)),
            2 if fields.iter().all(|field| field.ty != Ty::Any) => {
                line("").with(vec![Line::other("with:").with(rows(&values, Columns::Three))])
            }
            3 => line("").with(vec![Line::other(format!("with {}", named(&values)))]),
            _ => line(&format!(" with {}", named(&values))),
        }
    }

    fn has_all(&self, fields: &[Var]) -> bool {
        let scope = self.scope();
        fields.iter().all(|field| scope.vars.contains(field) || scope.fields.contains(field))
    }

    /// Guard groups below each other, perhaps with an `otherwise`.
    fn chain(&mut self, depth: usize, mut place: Place) -> Vec<Line> {
        let mut lines = Vec::new();
        let may_ask = self.part.may_ask;
        // Only the first group, so that some path goes on.
        if self.random.chance(15) {
            let guards = self.guards();
            lines.extend(self.rejecting_group(guards));
        }
        for _ in 0..self.random.between(1, 3) {
            let guards = self.guards();
            // After a guard on a state there may be no path at all.
            if guards.iter().any(|guard| guard.text.contains(" in #")) {
                place = Place::Amid;
                self.part.may_ask = false;
            }
            lines.extend(self.group(guards, depth, place));
        }
        if self.random.chance(55) {
            let word = *self.random.pick(&["otherwise", "otherwise", "?", ": else"]);
            let body = self.branch(depth, place);
            lines.push(Line::new(Kind::Otherwise, word).with(body));
        }
        self.part.may_ask = may_ask;
        lines
    }

    fn guards(&mut self) -> Vec<Line> {
        let mut guards = vec![Line::new(Kind::Guard, format!("? {}", self.condition()))];
        while self.random.chance(30) {
            let sign = if self.random.chance(45) { "??" } else { "?" };
            guards.push(Line::new(Kind::Guard, format!("{sign} {}", self.condition())));
        }
        guards
    }

    fn group(&mut self, mut guards: Vec<Line>, depth: usize, place: Place) -> Vec<Line> {
        let body = self.branch(depth, place);
        if let Some(last) = guards.last_mut() {
            last.kind = Kind::Group;
            last.below = body;
        }
        guards
    }

    /// A group that rejects: nothing that it does counts.
    fn rejecting_group(&mut self, mut guards: Vec<Line>) -> Vec<Line> {
        let (end, reached) = (self.body.end.clone(), self.body.reached.len());
        let may_ask = std::mem::replace(&mut self.part.may_ask, false);
        let count = self.random.below(3);
        let mut body = self.steps(count, 0, Place::Amid);
        body.push(Line::step(match self.random.below(4) {
            0 => "reject".to_owned(),
            1 => format!("reject {}", self.expr(Ty::Text, 0)),
            _ => format!("reject \"{}\"", self.random.pick(&["too late", "not yours", "ask again"])),
        }));
        self.part.may_ask = may_ask;
        self.body.reached.truncate(reached);
        self.body.end = end;
        // Not `Kind::Group`: what a retelling tells below a group is followed by other steps, and nothing follows a `reject`.
        if let Some(last) = guards.last_mut() {
            last.below = body;
        }
        guards
    }

    /// A body of a guard: what was certain before it is not any more, if it moves.
    fn branch(&mut self, depth: usize, place: Place) -> Vec<Line> {
        let count = self.random.between(1, 3);
        let moved = self.body.reached.len();
        let end = self.body.end.take();
        let lines = self.steps(count, depth - 1, place);
        self.body.end = if self.body.reached.len() == moved { end } else { None };
        lines
    }
}

/// The most levels of guards in a handler.
pub(crate) const OUTERMOST: usize = 3;

/// The position of a step in its handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Others follow.
    Amid,
    /// No transition follows.
    Last,
}

#[derive(Clone, Copy)]
enum Columns {
    Two,
    Three,
}

fn rows(values: &[(Var, String)], columns: Columns) -> Vec<Line> {
    let row = |(var, value): &(Var, String)| match columns {
        Columns::Three => {
            format!("| {} | {} | {value} |", var.name, var.ty.annotation().trim_start_matches(": "))
        }
        Columns::Two => format!("| {} | {value} |", var.name),
    };
    values.iter().map(|value| Line::other(row(value))).collect()
}

fn named(values: &[(Var, String)]) -> String {
    let pairs: Vec<String> = values.iter().map(|(var, value)| format!("{}: {value}", var.name)).collect();
    pairs.join(", ")
}

fn shorthand(fields: &[Var]) -> String {
    let names: Vec<String> = fields.iter().map(|field| format!("${}", field.name)).collect();
    names.join(", ")
}

/// A literal of a type, for facts: it reads no variables.
pub(crate) fn constant(random: &mut Random, machine: &str, ty: Ty) -> String {
    literal(random, &Scope { machine, vars: &[], fields: &[], states: &[] }, ty)
}
